"""Which places a claim is about: lists, things of a place, what a word refers back to. The rules are shown by invented
sentences from several wars; each heading of place_cases.txt is one of them."""

from datetime import date
from pathlib import Path

import pytest

from gazetteer.matching.arabic import fold

CASES = Path(__file__).with_name("place_cases.txt")
DAYS = {"SY": date(2018, 6, 15), "IQ": date(2016, 6, 15), "YE": date(2021, 6, 15), "LY": date(2020, 6, 15),
        "SD": date(2024, 12, 15)}  # fmt: skip
ENOUGH, WARS = 3, 2


def cases():
    heading = None
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line and not line.startswith("#"):
            country, text, places = (part.strip() for part in line.split(" | "))
            yield heading, country, text.replace("\\n", "\n"), sorted(fold(p.strip()) for p in places.split("،"))


ALL = list(cases())


@pytest.mark.parametrize(("heading", "country", "text", "wanted"), ALL, ids=lambda v: v if isinstance(v, str) else "")
def test_a_claim_for_each_place_and_for_no_other(read, heading, country, text, wanted):
    claims = [c for c in read(text, published=DAYS[country], country=country) if c.type != "holds"]
    assert sorted(fold(c.place_ar or c.place_text) for c in claims) == wanted, heading


@pytest.mark.parametrize("heading", dict.fromkeys(heading for heading, *_ in ALL))
def test_every_rule_is_shown_from_two_wars(heading):
    own = [case for case in ALL if case[0] == heading]
    assert len({text for _, _, text, _ in own}) >= ENOUGH
    assert len({country for _, country, *_ in own}) >= WARS


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("سيطر تنظيم داعش على مدينة القائم الحدودية مع سوريا.", "القائم"),
        ("استعادت القوات العراقية القائم قرب الحدود السورية.", "القائم"),
        ("سيطر تنظيم داعش على البوكمال على الحدود العراقية.", "البوكمال"),
        ("سيطر تنظيم داعش على البوكمال، الحدودية مع العراق.", "البوكمال"),
        ("سيطرت قوات حكومة الوفاق على رأس جدير على الحدود مع تونس.", "رأس جدير"),
    ],
)
def test_a_country_beyond_the_border_is_not_the_storys(read, text, place):
    (claim,) = read(text, published=date(2015, 6, 15))
    assert (claim.place_ar, claim.confidence) == (place, "high")


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("SY", "سيطر الجيش الحر على أحياء الأشرفية والمحمودية في مدينة عفرين."),
        ("SY", "سيطرت قوات سوريا الديمقراطية على حي التضامن في مدينة الرقة."),
    ],
)
def test_a_quarter_of_another_city_is_not_that_of_the_town_it_is_put_in(read, country, text):
    assert read(text, country=country)[0].place_id is None


@pytest.mark.parametrize(
    ("country", "text", "place"),
    [
        ("YE", "سيطر الجيش اليمني على التلال المطلة على مدينة باقم.", "باقم"),
        ("IQ", "سيطرت القوات العراقية على سلسلة جبال تطل على سنجار.", "سنجار"),
        ("LY", "سيطرت قوات الوفاق على مواقع مشرفة على مطار طرابلس.", "مطار طرابلس"),
    ],
)
def test_what_overlooks_a_place_is_near_it(read, country, text, place):
    claims = read(text, country=country)
    assert [(c.type, c.place_ar, c.relation, c.part) for c in claims] == [("advance", place, "near", None)]
