"""Names that are told to be in somebody's hands: "باتت X تحت سيطرة Y", "لا تزال الفرقة 17 بيد Y"."""

from __future__ import annotations

from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import after_bracket
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import MatchingWords

_WAW = "\u0648"
_REACH = 5  # tokens from a name to "in the hands of"


def in_hands(draft: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "باتت X بالكامل تحت سيطرة Y", "X لا تزال بيد Y", at the head of a line "X تحت سيطرة Y"."""
    if draft.reading.clitics.strip(_WAW) or draft.relation != "at":
        return False
    return held(draft.left, draft.end, view, words)


def held(start: int, end: int, view: TextView, words: MatchingWords) -> bool:
    """Does the clause tell of the words on ``[start, end)`` in whose hands it is?"""
    became = view.within(start - 1, "becoming")
    opens = not view.is_word(start - 1) or view.key(start - 1) in words.sets["media.that"]
    after = after_bracket(view, end)
    if opens and view.within(after, "falling"):
        return True  # "عمران تسقط بيد X"
    for k in range(after, end + _REACH):
        if not view.is_word(k) or view.keys[k] in words.sets["part.relative"]:
            return False
        pair = view.key(k) in words.sets["hands.after"] and view.key(k + 1) in words.sets["hands.nouns"]
        if pair or view.key(k) in words.sets["hands"]:
            return became or (opens and k == end)
        became = became or view.within(k, "becoming")
    return False
