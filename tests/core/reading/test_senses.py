"""Words of control in other senses never recolour; what is wanted, feared, agreed or denied is not told as done."""

from datetime import date
from pathlib import Path

import pytest

from events.extraction.types import REAL

HERE = Path(__file__).parent
DAY = date(2017, 10, 15)
WAR = "\nوتدور معارك عنيفة بين الجيش والمسلحين وسط قصف متبادل."
RECOLOURS = ("capture", "recapture", "handover", "withdrawal")


def lines(name):
    found = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in found if line and not line.startswith("#")]


def recolouring(claims):
    return [c for c in claims if c.type in RECOLOURS and c.modality in REAL and c.extent != "partial" and not c.part]


@pytest.mark.parametrize("around", ["", WAR], ids=["alone", "in a text of war"])
@pytest.mark.parametrize("line", lines("other_senses.txt"))
def test_a_word_in_another_sense_recolours_nothing(read, line, around):
    assert recolouring(read(line + around, published=DAY)) == []


@pytest.mark.parametrize("line", lines("not_done.txt"))
def test_what_has_not_happened_is_not_told_as_done(read, line):
    found = read(line, published=DAY)
    assert [c for c in found if c.modality in REAL and c.type not in ("repelled", "advance")] == []


@pytest.mark.parametrize(
    ("text", "place", "gaining"),
    [
        ("قال مسؤول إن القوات العراقية سيطرت على مدينة هيت، بينما نفى تنظيم داعش ذلك.", "هيت", "iraqi-government"),
        ("أعلنت قوات الدعم السريع سيطرتها على مدينة بابنوسة، وهو ما نفاه الجيش السوداني.", "بابنوسة", "rsf"),
        ("قوات حكومة الوفاق تعلن السيطرة على مدينة غريان. وقوات حفتر تنفي ذلك.", "غريان", "gna"),
    ],
)
def test_a_claim_and_its_denial_are_both_kept(read, text, place, gaining):
    claims = read(text, published=DAY)
    found = {(c.place_ar, c.gaining, c.modality) for c in claims if c.type == "capture"}
    assert found == {(place, gaining, "claimed"), (place, gaining, "denied")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("نفى الجيش السوداني سيطرة قوات الدعم السريع على الأبيض، وقال إنها لم تدخل الأبيض.", {("capture", "denied")}),
        ("صدت القوات العراقية هجوما لداعش على الرطبة. ولم يدخل مسلحو داعش الرطبة.",
         {("repelled", "asserted"), ("advance", "denied")}),
        ("قال متحدث إن الحوثيين لم يدخلوا مدينة مأرب.", {("advance", "denied")}),
    ],
)  # fmt: skip
def test_a_denied_entry_beside_a_denied_taking_says_nothing_new(read, text, wanted):
    assert {(c.type, c.modality) for c in read(text, published=DAY) if c.type != "holds"} == wanted
