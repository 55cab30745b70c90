"""How much of a place: shares in words, rates behind the place, the ways into it."""

import pytest


@pytest.mark.parametrize(
    ("country", "text", "wanted"),
    [
        ("SY", "سيطرت قوات النظام على سبعين بالمئة من مدينة تدمر.", ("advance", "partial", 70)),
        ("SD", "انسحبت أعداد كبيرة من قوات الدعم السريع من مدينة سنجة.", ("withdrawal", "partial", None)),
        ("YE", "قال سكان إن عددا كبيرا من الحوثيين غادروا مدينة حيس.", ("withdrawal", "partial", None)),
        ("IQ", "قال سكان إن جزءا من مسلحي داعش غادر مدينة هيت.", ("withdrawal", "partial", None)),
        ("IQ", "حررت القوات العراقية مدينة الفلوجة بنسبة 70 في المئة.", ("advance", "partial", 70)),
        ("LY", "سيطرت قوات الوفاق على مدينة ترهونة بنسبة 90%.", ("advance", "partial", 90)),
        ("SY", "انتزعت قوات النظام أقساماً من أحياء أخرى، من بينها الخالدية.", ("advance", "partial", None)),
        ("IQ", "استعادت القوات العراقية جزءا من أحياء عدة، منها الزهور.", ("advance", "partial", None)),
        ("YE", "سيطر الحوثيون على المدخل الجنوبي لمدينة الحزم.", ("advance", "partial", None)),
        ("SD", "سيطرت قوات الدعم السريع على أغلبية مدينة الجنينة.", ("advance", "partial", None)),
        ("SD", "سيطر الجيش السوداني على المدخل الشرقي لجسر سوبا.", ("capture", None, None)),
        ("IQ", "استعادت القوات العراقية ما يقارب نصف مدينة الفلوجة.", ("advance", "partial", 50)),
        ("LY", "انتزعت قوات حفتر جزءا كبيرا من مدينة غريان.", ("advance", "partial", None)),
        ("SD", "سقطت أجزاء واسعة من مدينة الجنينة بيد الدعم السريع.", ("advance", "partial", None)),
        ("IQ", "حررت القوات العراقية ما تبقى من مدينة الرمادي.", ("advance", "partial", None)),
        ("SY", "يسيطر الجيش السوري على كل ما بقي من أحياء حلب.", ("holds", "partial", None)),
        ("YE", "نحو 80 في المئة من مدينة تعز سقط بيد الحوثيين.", ("advance", "partial", 80)),
        ("SY", "سيطرت قوات النظام على مجمل مدينة تدمر.", ("capture", "full", None)),
        ("IQ", "سيطرت القوات العراقية على مدينة الفلوجة سيطرة تامة.", ("capture", "full", None)),
        ("YE", "سيطر الحوثيون على مدينة الحزم حيث دمر نحو 70 في المئة من المباني.", ("capture", None, None)),
        ("LY", "سيطرت قوات الوفاق على مدينة ترهونة ومعظم الريف المحيط بها.", ("capture", None, None)),
        ("YE", "سيطر الحوثيون على مدينة تعز إلا حيين.", ("advance", "partial", None)),
        ("SY", "سيطر الجيش السوري على قرى كل من كفر نبودة والهبيط.", ("capture", "full", None)),
        ("SY", "سيطر الجيش السوري على قرى في كل من سراقب والنيرب.", ("advance", "partial", None)),
        ("YE", "سيطر الحوثيون على مدينة تعز بالكامل إلا أن المعارك مستمرة.", ("capture", "full", None)),
    ],
)
def test_the_share_of_a_place(read, country, text, wanted):
    claim = read(text, country=country)[0]
    assert (claim.type, claim.extent, claim.percent) == wanted


@pytest.mark.parametrize(
    ("country", "text", "wanted"),
    [
        ("SY", "سيطر الجيش السوري على الباب وأجزاء من تادف وبزاعة.", [None, "partial", "partial"]),
        ("SY", "سيطر الجيش السوري على الباب وأجزاء من تادف ومدينة بزاعة.", [None, "partial", None]),
        ("YE", "سيطر الحوثيون على الحزم ومعظم مديرية الغيل والمتون.", [None, "partial", "partial"]),
    ],
)
def test_a_share_goes_on_over_the_names_behind_it(read, country, text, wanted):
    assert [claim.extent for claim in read(text, country=country)] == wanted
