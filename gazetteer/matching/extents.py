"""How far a name reaches, and the quotes and brackets around it."""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE, Reading, readings
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import Head, MatchingWords

OPENING = frozenset("\"'\u00ab\u201c\u2018\u201f([{\u2039\u201d")
CLOSING = frozenset("\"'\u00bb\u201d\u2019)]}\u203a\u201c")
NISBA_ENDINGS = ("\u064a\u0647", "\u064a")  # -iyya, -i
_WAW = "\u0648"
_DASHES = frozenset("-\u2013\u2014)./")
_BULLETS = frozenset("-\u2013\u2022*\u25fe\u25aa\u25cf\u2014\u25fc\u25ab\u00b7")
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
    starts = {first, first.removeprefix(ARTICLE), first.removeprefix(_WAW)}
    while starts & compound and view.is_word(j) and j < i + 3:
        if view.keys[j] in words.sets["trap.not_names"] or _next_item(view.keys[j], compound):
            break
        starts = {view.keys[j]}
        j += 1
    while starts & words.sets["trap.ordinals"] and view.key(j) in words.sets["trap.ordinals"]:
        j += 1  # "معسكر الثالث عشر"
    if view.keys[i] in words.sets["trap.services"] and view.is_word(j):
        j += 1
    nxt = view.key(j)
    if head.number == 1 and head.scope != "quarter" and nxt in words.sets["name_adjectives"]:
        return j + 1
    if head.scope != "facility" or head.number > 1:  # "حقلي A وB النفطيين": said of both
        return j
    adjective = nxt.startswith(ARTICLE) and nxt.endswith(NISBA_ENDINGS) and nxt not in words.sets["trap.not_names"]
    if view.is_word(j) and adjective:
        j += 1
    if view.key(j) in words.sets["closers"]:
        j += 1
    return j


def _next_item(word: str, compound: frozenset[str]) -> bool:
    """Is a word joined by "and", so that the name before it ends ("رسم العبد وتل خنزير")?"""
    return word.startswith(_WAW) and word not in compound and len(word) > len(_WAW) + 1


def enumerator_end(view: TextView, k: int) -> int | None:
    """Return the token after an item's number or bullet ("١- ", "2)", "•"), line ends before it passed; None: none."""
    tokens = view.tokens
    begin = k
    while k < len(tokens) and tokens[k].kind == "newline":
        k += 1
    if k + 1 >= len(tokens):
        return None
    if tokens[k].kind == "number" and tokens[k + 1].text in _DASHES:
        return k + 2
    return k + 1 if k > begin and tokens[k].text in _BULLETS else None


def after_bracket(view: TextView, k: int) -> int:
    """Return the token after closing quotes and after a short bracket: "حطين (غرب) والبريد"."""
    while k < len(view.tokens) and view.tokens[k].text in CLOSING and view.tokens[k].text not in OPENING:
        k += 1
    if k < len(view.tokens) and view.tokens[k].text == "(":
        for j in range(k + 1, min(k + _LONGEST_BRACKET, len(view.tokens))):
            if view.tokens[j].text == ")":
                return j + 1
    return k
