"""Find, resolve and relate: each test is a rule and its examples, on a small world of places."""

import pytest

from gazetteer.matching.document import find_mentions, resolve_name


def _seen(index, text, **options):
    """Every mention as (name, status, place id, relation, reference)."""
    return [
        (m.name, m.status, m.place.id if m.place else None, m.relation, m.reference)
        for m in find_mentions(text, index, **options)
    ]


def _places(index, text, **options):
    return [(m.name, m.place.id if m.place else m.status) for m in find_mentions(text, index, **options)]


def test_a_bare_name_is_the_city_never_the_governorate(index):
    assert _places(index, "سقطت الرقة.") == [("الرقة", "raqqa")]


@pytest.mark.parametrize(
    ("text", "place"),
    [("أعلنت محافظة الرقة ذلك.", "raqqa-gov"), ("معارك في ولاية الخرطوم.", "khartoum-gov")],
)
def test_a_governorate_is_never_its_city(index, text, place):
    assert [p for _, p in _places(index, text)] == [place]


def test_a_governorate_that_the_gazetteer_lacks_is_unknown_not_its_city(index):
    assert _places(index, "أعلنت محافظة منبج الحداد.") == [("منبج", "unknown")]


@pytest.mark.parametrize(
    ("text", "place"), [("تقدم في شمال كردفان.", "n-kordofan"), ("قصف على ريف دمشق.", "rif-dimashq")]
)
def test_a_governorate_whose_name_looks_like_a_relation(index, text, place):
    assert [(p, r) for _, _, p, r, _ in _seen(index, text)] == [(place, "at")]


def test_the_longest_name_wins(index):
    assert _places(index, "قصفوا مطار دير الزور العسكري.") == [("مطار دير الزور العسكري", "deir-airbase")]


def test_a_building_named_after_a_city_is_unknown_and_has_the_city_as_near(index):
    (mention,) = find_mentions("سيطروا على سجن حلب.", index)
    assert (mention.status, mention.place) == ("unknown", None)
    assert [c.place.id for c in mention.candidates] == ["aleppo"]


def test_dual_and_plural_heads_govern_their_lists(index):
    text = "سيطروا على مدينتي الميادين والبوكمال، وعلى حقول العمر وشنبورة."
    mentions = find_mentions(text, index)
    assert [(m.name, m.kind_hint, m.status) for m in mentions] == [
        ("الميادين", "city", "resolved"),
        ("البوكمال", "city", "resolved"),
        ("العمر", "oilfield", "resolved"),
        ("شنبورة", "oilfield", "unknown"),
    ]
    assert mentions[0].group == mentions[1].group != mentions[2].group


def test_an_unknown_name_is_reported_with_its_extent(index):
    text = "سيطر الجيش على قرية تل شنبورة في ريف حلب."
    unknown = find_mentions(text, index)[0]
    assert (text[unknown.start : unknown.end], unknown.name, unknown.status) == (
        "قرية تل شنبورة",
        "تل شنبورة",
        "unknown",
    )


def test_an_everyday_word_needs_support(index):
    assert _places(index, "كسر الجنود الباب.", country="SY") == []
    assert _places(index, "سيطروا على منبج والباب.", country="SY") == [("منبج", "manbij"), ("الباب", "bab")]
    assert _places(index, "سيطروا على مدينة الباب. ثم غادروا الباب.", country="SY")[1] == ("الباب", "bab")


def test_a_unit_is_an_actor_as_subject_and_its_base_as_object(index):
    assert _places(index, "قصفت الفرقة 17 القرى.") == [("الفرقة 17", "non_place")]
    assert _places(index, "سيطر التنظيم على الفرقة 17.") == [("الفرقة 17", "div17")]


def test_the_country_of_the_story_decides_between_namesakes(index):
    text = "اندلعت اشتباكات في طرابلس."
    assert _places(index, text) == [("طرابلس", "tie")]
    assert _places(index, text, country="LY") == [("طرابلس", "tripoli-ly")]
    assert _places(index, "قال الجيش اللبناني: " + text) == [("طرابلس", "tripoli-lb")]
    assert _places(index, text, actors_countries=["LY", "LY"]) == [("طرابلس", "tripoli-ly")]


def test_a_head_word_and_a_neighbour_decide_between_namesakes(index):
    assert _places(index, "انفجار في حي الزهراء في حمص.")[0] == ("الزهراء", "zahra-homs")
    assert _places(index, "سيطروا على بلدة الزهراء شمال حلب.")[0] == ("الزهراء", "zahra-aleppo")


def test_a_quarter_far_from_everything_in_the_text_is_unknown(index):
    assert _places(index, "انفجار في حي الزهراء في الرقة.")[0] == ("الزهراء", "unknown")


@pytest.mark.parametrize(
    ("text", "relation", "code"),
    [
        ("معارك في ريف دير الزور الشرقي.", "near", "e"),
        ("معارك شمال غرب حلب.", "near", "nw"),
        ("قصفوا محيط حلب.", "around", None),
        ("دخلوا وسط حلب.", "part", "centre"),
        ("دخلوا الأحياء الجنوبية الشرقية من مدينة حلب.", "part", "se"),
        ("انتشروا داخل حلب.", "at", None),
    ],
)
def test_words_around_a_name_give_its_relation(index, text, relation, code):
    (mention,) = find_mentions(text, index)
    assert (mention.relation, mention.part_code) == (relation, code)


def test_the_part_is_given_in_words_with_its_offsets(index):
    text = "دخلوا الأحياء الشرقية من مدينة حلب."
    (mention,) = find_mentions(text, index)
    assert mention.part == text[mention.part_start : mention.part_end] == "الأحياء الشرقية"


@pytest.mark.parametrize(
    "text",
    [
        "تقع على بعد 50 كم شرق حلب.",
        "بلدة شنبورة الواقعة في ريف حلب.",
        "بلغ عدد نازحي حلب ألفا.",
        "قال محافظ حلب ذلك.",
        "فروا باتجاه حلب.",
        "قطعوا طريق حلب.",
        "قال مجلس حلب المدني ذلك.",
    ],
)
def test_a_reference_point_is_marked_with_a_reason(index, text):
    mention = find_mentions(text, index)[-1]
    assert (mention.place.id, mention.reference) == ("aleppo", True)
    assert mention.reasons


def test_the_city_refers_back_to_the_subject_not_to_a_reference_point(index):
    text = "سيطر الجيش على مدينة الميادين (50 كم شرق مدينة دير الزور). وانتشر في المدينة."
    assert _places(index, text)[-1] == ("المدينة", "mayadin")


def test_the_airport_refers_to_the_one_near_the_city_of_the_text(index):
    assert _places(index, "تدور معارك في دير الزور. وقصف المسلحون المطار العسكري.")[-1][1] == "deir-airbase"


def test_every_candidate_has_a_score_in_range_and_reasons_in_words(index):
    for mention in find_mentions("اشتباكات في طرابلس وحي الزهراء في حمص.", index):
        for candidate in mention.candidates:
            assert 0.0 <= candidate.score <= 1.0
            assert all(isinstance(reason, str) and reason for reason in candidate.reasons)


def test_tokens_given_make_no_difference(index):
    from gazetteer.matching.arabic import tokenize

    text = "سيطر الجيش على حلب والرقة."
    assert find_mentions(text, index, tokens=tokenize(text)) == find_mentions(text, index)


def test_resolve_name_by_nearness_country_and_head(index):
    assert resolve_name("طرابلس", index)[0] is None
    assert resolve_name("طرابلس", index, country="LB")[0].id == "tripoli-lb"
    assert resolve_name("طرابلس", index, near=(13.0, 32.5))[0].id == "tripoli-ly"
    assert resolve_name("محافظة الرقة", index)[0].id == "raqqa-gov"
    assert resolve_name("الرقه", index)[0].id == "raqqa"
    assert resolve_name("Tripoli-LB", index)[0].id == "tripoli-lb"
    assert resolve_name("لا شيء", index) == (None, ())
