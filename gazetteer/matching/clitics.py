"""One written word, several readings: the conjunctions و ف, the prepositions ب ل ك and the article ال.

A reading says where in the word a name may begin. All readings are returned; which is meant is decided later,
because a name's own first letter looks like a clitic (وادي, بلد, لحج, كسلا, فزان).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gazetteer.matching.arabic import Token, fold

ARTICLE = "\u0627\u0644"
_CONJUNCTIONS = ("", "\u0648", "\u0641")
_PREPOSITIONS = ("", "\u0628", "\u0644", "\u0643")
_LAM = "\u0644"
_HAMZA = "\u0621"


class Reading(NamedTuple):
    """``offset`` into the word's key where the bare name begins; the clitics before it; whether ال stands between."""

    offset: int
    clitics: str
    article: bool


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Return the form by which words are compared: folded, without free-standing hamzas."""
    return fold(text).replace(_HAMZA, "")


def _with_article(word: str, at: int, clitics: str) -> list[Reading]:
    """Readings of ``word[at:]`` as a name, after the clitics before it."""
    rest = word[at:]
    if len(rest) < 2:
        return []
    found = [Reading(at, clitics, False)]
    if rest.startswith(ARTICLE) and len(rest) > 3 and not clitics.endswith(_LAM):
        found.append(Reading(at + 2, clitics, True))
    if clitics.endswith(_LAM):
        # li- swallows the alif of the article; before a name in lam one lam of three is not written.
        if rest.startswith(_LAM) and len(rest) > 2:
            found.append(Reading(at + 1, clitics, True))
            found.append(Reading(at, clitics, True))
    return found


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Return every way to read a word's key as clitics + article + name, the fewest clitics first."""
    found = []
    for conjunction in _CONJUNCTIONS:
        if not word.startswith(conjunction):
            continue
        for preposition in _PREPOSITIONS:
            if word.startswith(conjunction + preposition):
                clitics = conjunction + preposition
                found.extend(_with_article(word, len(clitics), clitics))
    found.sort(key=lambda r: len(r.clitics))
    return tuple(found)


def variants(word: str) -> tuple[str, ...]:
    """Return a word's key as it stands and without each run of clitics (never without the article)."""
    return tuple(dict.fromkeys([word, *(word[r.offset :] for r in readings(word) if not r.article)]))


def raw_offset(token: Token, at: int) -> int:
    """Return the code-point offset in the raw text where position ``at`` of the token's key begins."""
    if at == 0:
        return token.start
    seen = 0
    for i, char in enumerate(token.text):
        width = len(key(char))
        if seen >= at and width:
            return token.start + i
        seen += width
    return token.end
