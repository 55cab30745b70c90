"""The corpus of place mentions as a test, and its metamorphic replay: a change that must change nothing."""

import json
import re
from dataclasses import replace

import pytest

from gazetteer.matching.document import find_mentions
from gazetteer.matching.geo import km
from gazetteer.matching.index import SHIFT, bare, name_words
from tests.corpus.places_corpus import (
    LAST,
    Passage,
    default_index,
    is_target,
    judge,
    parse_expected,
    passages,
)

TRAPS = (
    "media units institutions clubs people everyday nisba operations not_names homonym tie unknown unknown_facility"
).split()
# The name itself is what these are about: another name makes another passage.
ABOUT_THE_NAME = {
    "homonym",
    "tie",
    "everyday_place",
    "aliases",
    "spelling",
    "media",
    "clubs",
    "people",
    "institutions",
    "metonymy",
}
COUNTRIES = {"SY", "IQ", "YE", "LY", "SD"}
NEAR_KM = 60.0  # farther off, the other names of the passage would rightly count against the new one
HAMZAS = str.maketrans("أإآ", "ااا")


def _problems(passage: Passage) -> list[str]:
    return judge(passage, find_mentions(passage.text, default_index(), country=passage.country)).problems


def test_the_corpus_is_large_enough_and_covers_the_five_countries():
    assert len(passages()) >= 250
    assert sum(p.phenomenon in TRAPS for p in passages()) >= 100
    assert {p.country for p in passages() if p.phenomenon in TRAPS} >= COUNTRIES


def test_nothing_that_was_right_is_lost():
    right = {p.id for p in passages() if not _problems(p)}
    assert set(json.loads(LAST.read_text(encoding="utf-8"))["right"]) - right == set()


@pytest.mark.parametrize("line", ["الرقة", " = SY:s:x", "الرقة = somewhere", "الرقة = SY:s:الرقة @beside"])
def test_notation_that_cannot_be_read_is_refused(line):
    with pytest.raises(ValueError, match="cannot read"):
        parse_expected(line)


def _replayed(change) -> dict[str, list[str]]:
    """Problems of every passage that is right as written, after a change to its text."""
    failing = {}
    for passage in passages():
        changed = change(passage)
        if changed is not None and changed.text != passage.text and not _problems(passage):
            problems = _problems(changed)
            if problems:
                failing[passage.id] = problems
    return failing


def test_dropping_hamzas_changes_nothing():
    assert _replayed(lambda p: replace(p, text=p.text.translate(HAMZAS))) == {}


def test_the_other_spelling_of_syria_changes_nothing():
    def swap(passage):
        # Only the country's name has two spellings; "مجموعة سورية" is a nisba and has one.
        if "سوريا" not in passage.text:
            return None
        expected = tuple(replace(e, name=e.name.replace("سوريا", "سورية")) for e in passage.expected)
        return replace(passage, text=passage.text.replace("سوريا", "سورية"), expected=expected)

    assert _replayed(swap) == {}


def test_a_conjunction_glued_on_changes_nothing():
    def glue(passage):
        # An outlet's name or a dateline at the head of a text takes no conjunction, nor does a word that has one.
        if passage.phenomenon in ("media", "dateline") or passage.text.startswith(("و", "ف")):
            return None
        return replace(passage, text="و" + passage.text)

    assert _replayed(glue) == {}


def _partner(expected, text):
    """The nearest place of the same kind and country whose name is its own alone and no everyday word."""
    index = default_index()
    original = next((p for p in index.places if is_target(p, expected.target)), None)
    if original is None:
        return None
    near = []
    for place in index.places:
        squeezed, _ = bare(name_words(place.name_ar))
        alone = {index.places[packed >> SHIFT].id for packed in index.find(squeezed)} == {place.id}
        same = place.kind == original.kind and place.country == original.country and place.id != original.id
        plain = squeezed not in index.words.everyday and "ال" + squeezed not in index.words.everyday
        if same and alone and plain and len(squeezed) > 3 and " " not in place.name_ar and place.name_ar not in text:
            near.append((km(place, original), place.id, place))
    distance, _, place = min(near, default=(NEAR_KM, "", None))
    return place if distance < NEAR_KM else None


def _swapped(passage):
    if passage.phenomenon in ABOUT_THE_NAME:
        return None
    text, expected = passage.text, []
    for item in passage.expected:
        kind = item.target.split(":")[1] if ":" in item.target else ""
        whole = re.search(rf"(?<!\w){re.escape(item.name)}(?!\w)", text)
        if kind != "s" or item.back or not whole or any(item.name == e.name for e in passage.expected if e is not item):
            expected.append(item)
            continue
        partner = _partner(item, text)
        if partner is None:
            return None
        text = text[: whole.start()] + partner.name_ar + text[whole.end() :]
        target = f"{partner.country}:s:{partner.name_ar}"
        expected.append(replace(item, name=partner.name_ar, target=target))
        back = f"{item.target}"
        expected = [replace(e, target=target) if e.back and e.target == back else e for e in expected]
    return None if any(e.back for e in passage.expected) else replace(passage, text=text, expected=tuple(expected))


def test_another_place_of_the_same_kind_changes_nothing():
    assert _replayed(_swapped) == {}
