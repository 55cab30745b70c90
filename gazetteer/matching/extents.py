"""How far a name reaches, and the quotes and brackets around it."""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE, Reading, readings
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import Head, MatchingWords

OPENING = frozenset("\"'\u00ab\u201c\u2018\u201f([{\u2039\u201d")
CLOSING = frozenset("\"'\u00bb\u201d\u2019)]}\u203a\u201c")
NISBA_ENDINGS = ("\u064a\u0647", "\u064a")  # -iyya, -i
_WAW = "\u0648"
_PLAIN = Reading(0, "", False)
_LONGEST_BRACKET = 5


def plain_reading(word: str, *, after_and: bool = False) -> Reading:
    """Read a word as a name with its article taken off, after و where ``after_and``."""
    for reading in readings(word):
        if reading.clitics == (_WAW if after_and else "") and (reading.article or not word.startswith(ARTICLE)):
            if not after_and or reading.article or not word[1:].startswith(ARTICLE):
                return reading
    return Reading(1, _WAW, False) if after_and else _PLAIN


def extend(view: TextView, words: MatchingWords, i: int, head: Head) -> int:
    """Return the end of a name that begins at token ``i``: one word, two after "تل", "أم" …, an adjective more."""
    j, compound = i + 1, words.sets["compound_first"]
    first = view.keys[i]
    while {first, first.removeprefix(ARTICLE), first.removeprefix(_WAW)} & compound and view.is_word(j) and j < i + 3:
        if view.keys[j] in words.sets["trap.not_names"]:
            break
        first = view.keys[j]
        j += 1
    if view.keys[i] in words.sets["trap.services"] and view.is_word(j):
        j += 1
    nxt = view.key(j)
    if head.number == 1 and head.scope != "quarter" and nxt in words.sets["name_adjectives"]:
        return j + 1
    if head.scope == "facility" and view.is_word(j) and nxt.startswith(ARTICLE) and nxt.endswith(NISBA_ENDINGS):
        j += 1
    if head.scope == "facility" and view.key(j) in words.sets["closers"]:
        j += 1
    return j


def after_bracket(view: TextView, k: int) -> int:
    """Return the token after closing quotes and after a short bracket: "حطين (غرب) والبريد"."""
    while k < len(view.tokens) and view.tokens[k].text in CLOSING and view.tokens[k].text not in OPENING:
        k += 1
    if k < len(view.tokens) and view.tokens[k].text == "(":
        for j in range(k + 1, min(k + _LONGEST_BRACKET, len(view.tokens))):
            if view.tokens[j].text == ")":
                return j + 1
    return k
