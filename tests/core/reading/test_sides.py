"""Who is meant: units, bodies that belong to a side, and words that mean another side with each speaker."""

from datetime import date

import pytest

DAYS = {"SY": date(2016, 6, 15), "IQ": date(2016, 6, 15), "YE": date(2018, 6, 15), "LY": date(2020, 6, 1),
        "SD": date(2024, 6, 15)}  # fmt: skip


def sides(read, country, text, **more):
    claims = read(text, published=DAYS[country], country=country, **more)
    return [(c.type, c.place_ar, c.gaining, c.losing) for c in claims]


@pytest.mark.parametrize(
    ("country", "text", "slug"),
    [
        ("IQ", "دخل اللواء الثالث والثلاثون مدرع مدينة هيت.", "iraqi-government"),
        ("SD", "دخلت الفرقة الرابعة عشرة مشاة مدينة سنجة.", "saf"),
        ("YE", "دخل اللواء الثاني عمالقة مدينة حيس.", "giants"),
        ("IQ", "دخل اللواء 30 في الحشد الشعبي مدينة هيت.", "pmf"),
        ("LY", "دخلت كتيبة الفاروق التابعة لحكومة الوفاق مدينة غريان.", "gna"),
        ("SY", "دخلت مجموعات محلية موالية لتنظيم داعش مدينة الباب.", "isis"),
        ("SD", "دخلت قوة من المستنفرين، تابعة للجيش السوداني، مدينة سنجة.", "saf"),
    ],
)
def test_a_unit_is_of_the_side_that_the_text_or_the_army_gives_it(read, country, text, slug):
    assert [g for _, _, g, _ in sides(read, country, text)] == [slug]


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("LY", "دخلت الكتيبة 210 مشاة مدينة غريان."),
        ("SY", "دخل اللواء 51 مدينة الباب."),
        ("YE", "دخل اللواء 12 مدينة حيس."),
    ],
)
def test_a_unit_of_which_nothing_is_said_stays_open(read, country, text):
    assert [g for _, _, g, _ in sides(read, country, text + " وكان القصف عنيفاً.")] == [None]


def test_a_unit_beside_its_enemy_is_not_of_the_enemy(read):
    """The name of a side right after a unit is the object of the verb, not the unit's owner."""
    text = "طردت الفرقة التاسعة مشاة قوات الدعم السريع من مدينة سنجة."
    assert sides(read, "SD", text) == [("capture", "سنجة", "saf", "rsf")]


def test_who_the_mercenaries_are_depends_on_who_speaks(read):
    text = "قال مصدر عسكري إن المعارك انتهت. وتمكن المجاهدون من تطهير مدينة حرض من المرتزقة."
    assert sides(read, "YE", text) == [("capture", "حرض", None, None)]
    assert sides(read, "YE", text, outlet="المسيرة نت") == [("capture", "حرض", "houthis", "yemeni-government")]


def test_two_loaded_words_give_a_voice_away(read):
    text = "أفشل أبطالنا هجوم قوى العدوان. وقال البيان إن المجاهدين سيطروا على مدينة حرض بعد فرار المرتزقة."
    assert ("capture", "حرض", "houthis", "yemeni-government") in sides(read, "YE", text)


@pytest.mark.parametrize(
    ("country", "text", "place", "winner"),
    [
        (
            "IQ",
            "هاجمت القوات العراقية ناحية النمرود فجراً. وتمت السيطرة عليها خلال ساعات.",
            "النمرود",
            "iraqi-government",
        ),
        ("SY", "شن تنظيم داعش هجوماً على مدينة تدمر. وتمت السيطرة عليها ليلاً.", "تدمر", "isis"),
        ("SD", "شنت قوات الدعم السريع هجوماً على مدينة سنجة. وبعد ساعات سقطت المدينة بيدها.", "سنجة", "rsf"),
        ("YE", "هاجم الحوثيون مدينة حيس. وما هي إلا ساعات حتى سقطت في أيديهم.", "حيس", "houthis"),
        ("LY", "كانت مدينة سرت معقل تنظيم داعش في ليبيا قبل تحريرها.", "سرت", None),
        ("IQ", "ظلت مدينة الرمادي بيد تنظيم داعش حتى تحريرها.", "الرمادي", None),
    ],
)
def test_who_took_what_the_sentence_before_tells_of(read, country, text, place, winner):
    gains = [(p, g) for kind, p, g, _ in sides(read, country, text) if kind == "capture"]
    assert gains == [(place, winner)]


@pytest.mark.parametrize(
    ("country", "text", "wanted"),
    [
        ("IQ", "انسحبت البيشمركة من سنجار، لتعود المدينة إلى سيطرة الحكومة العراقية.",
         [("withdrawal", "سنجار", None, "peshmerga"), ("recapture", "سنجار", "iraqi-government", "peshmerga")]),
        ("SY", "خرج مقاتلو المعارضة من داريا، لتصبح المدينة تحت سيطرة النظام السوري.",
         [("evacuation", "داريا", None, "syrian-opposition"),
              ("capture", "داريا", "syrian-government", "syrian-opposition")]),
        ("SD", "ذكر شهود استعادة الجيش السوداني صباحا السيطرة على مدينة سنجة.", [("recapture", "سنجة", "saf", None)]),
        ("YE", "خروج الدفعة الأولى من مقاتلي الحوثيين من مدينة حيس", [("evacuation", "حيس", None, "houthis")]),
        ("IQ", "تسلمت قيادة عمليات دجلة قضاء خانقين ومنفذ المنذرية.",
         [("handover", "خانقين", "iraqi-government", None), ("handover", "المنذرية", "iraqi-government", None)]),
        ("SY", "خرج مقاتلون من حي الشيخ مقصود وآخرون من حي الأشرفية. وكانت وحدات حماية الشعب قد سيطرت على الحيين.",
         [("evacuation", "الشيخ مقصود", None, None), ("capture", "الشيخ مقصود", "ypg", None),
          ("capture", "الأشرفية", "ypg", None)]),
        ("SY", "رفع الجيش السوري العلم فوق مرتفع حليمة المجهول في سوريا.", []),
    ],
)  # fmt: skip
def test_results_and_counted_groups(read, country, text, wanted):
    assert sides(read, country, text) == wanted


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("وفي أيلول 2013 سيطرت قوات النظام على حي الخالدية في حمص.", "syrian-government"),
        ("وكان النظام قد سيطر على مدينة القصير عام 2013.", "syrian-government"),
    ],
)
def test_a_side_that_is_no_more_keeps_its_name_in_later_texts(read, text, slug):
    claims = read(text, published=date(2025, 3, 1), country="SY")
    assert [c.gaining for c in claims] == [slug]


@pytest.mark.parametrize(
    ("country", "text", "wanted"),
    [
        ("IQ", "تتجه القوات العراقية نحو مدينة راوة بعد استعادتها القائم.", []),
        ("IQ", "تتجه القوات العراقية نحو مدينة راوة بعد استعادتها مدينة عنه.",
         [("recapture", "عانة", "iraqi-government", None)]),
        ("LY", "سرت ليست طرابلس. المدينة التي حكمها داعش حررتها قوات البنيان المرصوص.",
         [("capture", "سرت", "gna", None)]),
        ("IQ", "على غرار الموصل، سيطرت القوات العراقية على تلعفر بعد معارك في المدينة.",
         [("capture", "تلعفر", "iraqi-government", None)]),
        ("IQ", "اخلاء البيشمركة مواقعها فيهما أنهى القتال حول بعشيقة ومخمور.", []),
        ("SY", "سيطرت فصائل المعارضة السورية على مدينة حمص إثر انسحاب قوات النظام من أحيائها.",
         [("capture", "حمص", "syrian-opposition", "syrian-government"),
          ("withdrawal", "حمص", None, "syrian-government")]),
        ("YE", "دخلت القوات الحكومية إلى مدينة تعز المحاصرة.",
         [("advance", "تعز", "yemeni-government", None), ("siege", "تعز", None, None)]),
    ],
)  # fmt: skip
def test_of_which_place_it_is_told(read, country, text, wanted):
    assert sides(read, country, text) == wanted


@pytest.mark.parametrize(
    ("country", "text", "left"),
    [
        ("SY", "سحب الجيش السوري قواته من بصرى الشام. وأخلى كذلك معبر نصيب الذي دخله الثوار أمس.",
         ("withdrawal", "معبر نصيب", None, "syrian-government")),
        ("YE", "انسحب الحوثيون من حرض. وأخلوا أيضا ميدي التي دخلها مقاتلو القبائل.",
         ("withdrawal", "ميدي", None, "houthis")),
        ("SD", "انسحب الجيش السوداني من سنجة. وأخلى كذلك مدينة الدندر التي دخلها مسلحو الدعم السريع.",
         ("withdrawal", "الدندر", None, "saf")),
    ],
)  # fmt: skip
def test_a_side_in_a_relative_clause_behind_the_place_is_not_the_main_verbs(read, country, text, left):
    assert left in sides(read, country, text)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("SY", "سيطر تنظيم داعش على مدينة تدمر، وانسحب من بقي من المدافعين عنها."),
        ("YE", "سيطر الحوثيون على مدينة حرض، وانسحب منها من تبقى."),
        ("SD", "دخلت قوات الدعم السريع مدينة سنجة، وغادر من بقي فيها المدينة."),
    ],
)
def test_whoever_was_left_is_not_who_took_the_place(read, country, text):
    left = [losing for kind, _, _, losing in sides(read, country, text) if kind == "withdrawal"]
    assert not {"isis", "houthis", "rsf"} & set(left)


@pytest.mark.parametrize(
    ("country", "text", "place"),
    [
        ("SY", "دارت معارك في خان طومان. وقال قائد إن ما حدث فيها \"كربلاء ثانية\". وسيطر الجيش السوري على البلدة.",
         "خان طومان"),
        ("YE", "دخل الحوثيون صرواح. وقال شيخ إن ما جرى \"صنعاء أخرى\". وسيطر الحوثيون على المدينة.", "صرواح"),
        ("LY", "دخلت قوات حفتر غريان. ووصف ضابط ما حدث بأنه «بنغازي ثانية». وسيطرت قوات حفتر على المدينة.", "غريان"),
    ],
)  # fmt: skip
def test_a_place_that_another_is_likened_to_is_not_the_town_spoken_of(read, country, text, place):
    assert {p for _, p, _, _ in sides(read, country, text)} == {place}


def test_what_a_speaker_adds_to_a_denial_is_told(read):
    text = "نفى الجيش السوداني انسحابه من الفاشر، وأضاف أن قواته استعادت مليط."
    told = {(c.type, c.modality) for c in read(text, published=date(2024, 12, 3), country="SD")}
    assert told == {("withdrawal", "denied"), ("recapture", "claimed")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("استعادت القوات العراقية مدينة القائم وقضاء راوة من داعش. وفي سوريا انسحبت القوات الحكومية من البوكمال.",
         ("withdrawal", "البوكمال", None, "syrian-government")),
        ("سيطر تنظيم داعش على الموصل وتكريت. وفي سوريا استولى التنظيم على مطار الطبقة بعد فرار الجيش منه.",
         ("withdrawal", "مطار الطبقة", None, "syrian-government")),
        ("سيطر تنظيم داعش على تدمر والسخنة بعد انسحاب الجيش. وفي العراق دخل الجيش مدينة الرمادي.",
         ("advance", "الرمادي", "iraqi-government", None)),
    ],
)  # fmt: skip
def test_the_army_is_that_of_the_country_the_sentence_tells_of(read, text, claim):
    found = [(c.type, c.place_ar, c.gaining, c.losing) for c in read(text, published=date(2015, 6, 15))]
    assert claim in found
