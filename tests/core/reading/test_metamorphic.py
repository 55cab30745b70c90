"""Texts changed in a way that must not matter read the same: other places and sides, another day, another spelling."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from gazetteer.matching.arabic import fold
from tests.core.reading.test_seeds import PUBLISHED
from tests.corpus.reading_corpus import load_items
from tests.corpus.reading_support import load_support

SEEDS = Path(__file__).parents[3] / "seeds"
SEED_TEXTS = [("SY", path.stem, path.read_text(encoding="utf-8"), PUBLISHED) for path in sorted(SEEDS.glob("0*.txt"))]
CORPUS = [(i.country, i.id, i.text, i.published) for i in load_items() if i.published][::3]
SUPPORT = [(e.country, f"{e.entry}-{n}", e.text, e.day) for n, e in enumerate(load_support())]
TEXTS = [*SEED_TEXTS, *CORPUS, *SUPPORT]
DAYS = timedelta(days=28)
ABOUT_A_MONTH = (timedelta(27), timedelta(31))
# Cities of one country, and sides of one war that take the same agreement; swapped both ways.
CITIES = [
    ("SY", "تدمر", "منبج"), ("IQ", "هيت", "بيجي"), ("YE", "المخا", "زنجبار"), ("LY", "غريان", "ترهونة"),
    ("SD", "نيالا", "زالنجي"),
]  # fmt: skip
THINGS = ("مصفاة", "مصفاتي", "مطار", "سد")  # named after a city, known only where there is one
SIDES = [
    ("LY", ("قوات حكومة الوفاق", "gna"), ("قوات حفتر", "lna")),
    ("IQ", ("القوات العراقية", "iraqi-government"), ("قوات البيشمركة", "peshmerga")),
    ("YE", ("قوات العمالقة", "giants"), ("قوات المجلس الانتقالي", "stc")),
    ("SY", ("قوات سوريا الديمقراطية", "sdf"), ("فصائل المعارضة", "syrian-opposition")),
    ("SY", ("تنظيم داعش", "isis"), ("تنظيم جبهة النصرة", "nusra")),
]
ENOUGH = 4  # texts that a swap must change, so that none is a test of nothing


def told(claims, other=None):
    """What claims say, in the order of the text, without offsets, days and words; swapped names swapped back."""
    other = other or {}
    rows = []
    for c in claims:
        place = fold(c.place_ar or c.place_text).replace(fold("سورية"), fold("سوريا"))
        sides = other.get(c.gaining, c.gaining), other.get(c.losing, c.losing)
        degree = bool(c.part), c.extent, c.percent, c.of_force
        rows.append((c.type, other.get(place, place), *sides, *degree, c.modality, c.confidence, c.rule))
    return rows


def swap(text, one, other):
    """Exchange two names, whole words with a glued "and" or "to" at most."""
    word = re.compile(rf"(?<!\w)([ول]?)({one}|{other})(?!\w)")
    return word.sub(lambda m: m[1] + (other if m[2] == one else one), text)


def both_ways(one, other):
    return {one: other, other: one}


@pytest.fixture(scope="module")
def plain(read):
    """The claims of every text as it stands."""
    return {name: read(text, published=day) for _, name, text, day in TEXTS}


def compare(read, plain, change, other=None, texts=TEXTS):
    """Read what ``change`` makes of the texts beside the texts themselves; how many it changed."""
    changed = 0
    for _, name, text, day in texts:
        new = change(text)
        if new != text:
            changed += 1
            assert told(plain[name]) == told(read(new, published=day), other), name
    return changed


@pytest.mark.parametrize(("country", "one", "other"), CITIES)
def test_another_city_of_the_country(read, plain, country, one, other):
    def change(text):
        named = any(f"{thing} {city}" in text for thing in THINGS for city in (one, other))
        return text if named else swap(text, one, other)

    texts = [row for row in TEXTS if row[0] == country]
    assert compare(read, plain, change, both_ways(fold(one), fold(other)), texts) >= ENOUGH


@pytest.mark.parametrize(("country", "one", "other"), SIDES)
def test_another_side_of_the_war(read, plain, lexicon, country, one, other):
    names = {
        " ".join(name.words) for names in lexicon.names.values() for name in names
        if {slug for _, slug in name.slugs} & {one[1], other[1]}
    }  # fmt: skip

    def change(text):
        rest = fold(re.sub(f"{one[0]}|{other[0]}", " ", text))  # only texts that call the sides by no other name
        return text if any(name in rest for name in names) else swap(text, one[0], other[0])

    texts = [row for row in TEXTS if row[0] == country]
    assert compare(read, plain, change, both_ways(one[1], other[1]), texts) >= ENOUGH


def test_hamzas_dropped(read, plain):
    assert compare(read, plain, lambda text: re.sub("[أإآ]", "ا", text)) >= ENOUGH


def test_syria_spelt_either_way(read, plain):
    assert compare(read, plain, lambda text: swap(text, "سورية", "سوريا")) >= ENOUGH


def test_and_glued_to_a_verb_that_opens_the_text(read, plain, lexicon):
    def change(text):
        first = fold(text.split()[0])
        verb = any(form.pos == "verb" and not form.pro for form in lexicon.forms.lookup(first))
        return "و" + text if verb else text

    assert compare(read, plain, change, texts=SUPPORT) >= ENOUGH


def test_another_day_of_publication(read, plain):
    """Days that are counted from publication move with it; those that are written in full stay."""
    moved = 0
    for _, name, text, day in TEXTS:
        later = read(text, published=day + DAYS)
        assert told(plain[name]) == told(later), name
        for before, after in zip(plain[name], later, strict=True):
            assert (before.date_start is None) == (after.date_start is None), name
            if before.date_start and after.date_start != before.date_start:
                moved += 1
                assert ABOUT_A_MONTH[0] <= after.date_start - before.date_start <= ABOUT_A_MONTH[1], name
    assert moved >= ENOUGH
