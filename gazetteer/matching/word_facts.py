"""What the word lists say of a word wherever it stands, worked out once for each form that texts write.

A pass over a text then goes to the few words that it can begin at (``TextView.having``) and looks at no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.matching.arabic import Token
from gazetteer.matching.clitics import ARTICLE, Reading, key, readings, variants
from gazetteer.matching.words import Head, MatchingWords

NISBA_WEIGHT, SIDE_WEIGHT = 0.5, 0.7
_STOPS = frozenset(".!\u061f")
_WORDY = frozenset(("word", "number", "latin"))
# Lists whose words begin something that is looked for all over a text.
_SOUGHT = ("along", "trap.numbered")


@dataclass(frozen=True, slots=True)
class WordFacts:
    """One written form. ``key``: its key, ``variants``: that and the key without each run of clitics;
    ``groups``: the word lists that one of these stands in; ``sought``: what can begin here.

    ``head``: the head word that it is; ``many``: the head that it is the definite plural of; ``back``: the definite
    head that may refer back; ``phrase``: how it is a building's noun, ``part`` a part's, ``land`` a word for the
    country, ``seat`` one for its capital; ``votes``: the countries that it speaks for, with weights.
    """

    key: str
    wordy: bool
    variants: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    sought: tuple[str, ...] = ()
    head: Head | None = None
    many: Head | None = None
    back: tuple[Reading, Head] | None = None
    phrase: Reading | None = None
    part: Reading | None = None
    land: Reading | None = None
    seat: Reading | None = None
    votes: tuple[tuple[str, float], ...] = ()


def facts_of(token: Token, words: MatchingWords) -> WordFacts:
    """Return what the word lists say of a token; kept with the lists for the next time."""
    known = words.facts.get(token.norm)
    if known is None:
        known = words.facts.keep(token.norm, _word(token, words) if token.kind == "word" else _mark(token, words))
    return known


def _mark(token: Token, words: MatchingWords) -> WordFacts:
    """A number, a Latin word, a mark or a line end: no clitics."""
    wordy = token.kind in _WORDY
    written = key(token.norm) if wordy else token.text
    ends = ("line", "stop") if token.kind == "newline" else ("stop",) if token.text in _STOPS else ()
    return WordFacts(written, wordy, (written,), frozenset(words.lists_of.get(written, ())), ends)


def _word(token: Token, words: MatchingWords) -> WordFacts:
    written = key(token.norm)
    forms = variants(written)
    groups = frozenset(group for form in forms for group in words.lists_of.get(form, ()))
    found = {
        "head": next((head for form in forms if (head := words.heads.get(form))), None),
        "many": _plural(written, words),
        "back": _back(written, words),
        "phrase": _definite(written, words.buildings),
        "part": _definite(written, words.sets["part.alone"]),
        "land": _definite(written, words.sets["country_back"]),
        "seat": _definite(written, words.sets["capital_back"]),
        "votes": tuple(_votes(forms, words)),
    }
    sought = [name for name, value in found.items() if value]
    sought += [group for group in _SOUGHT if group in groups]
    sought += ["article"] if written == ARTICLE else []
    return WordFacts(written, True, forms, groups, tuple(sought), **found)


def _plural(word: str, words: MatchingWords) -> Head | None:
    """The head of which a word is the definite plural ("القرى")."""
    if not word.startswith(ARTICLE):
        return None
    found = (words.heads.get(word[reading.offset :]) for reading in readings(word) if reading.article)
    return next((head for head in found if head is not None and head.number > 1), None)


def _back(word: str, words: MatchingWords) -> tuple[Reading, Head] | None:
    """The definite head word that may refer back ("المدينة"), and how the word is read as it."""
    for reading in readings(word):
        head = words.back.get(ARTICLE + word[reading.offset :]) if reading.article else None
        if head is not None:
            return reading, head
    return None


def _definite(word: str, group: Mapping[str, Head] | frozenset[str]) -> Reading | None:
    """Read a word as clitics + ال + a word whose definite or bare form is listed."""
    for reading in readings(word):
        if reading.article and (word[reading.offset :] in group or ARTICLE + word[reading.offset :] in group):
            return reading
    return None


def _votes(forms: tuple[str, ...], words: MatchingWords):
    """Yield the countries whose adjective or sides the word is, the plain word first."""
    for form in forms:
        if nisba := words.nisba.get(form):
            yield nisba, NISBA_WEIGHT
        side = words.sides.get(form)
        if side:
            yield side, SIDE_WEIGHT
        if side or (form == forms[0] and form in words.back):
            return
