"""Reading words at a token: lexicon entries, numbers and quantities of time, each with the token index after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from events.extraction.date_lexicon import DateLexicon, Value
from gazetteer.matching.arabic import Token

_LONGEST_NUMBER = 6
TATWEEL = "\u0640"
# An article that stands apart from its number.
ARTICLES = {"ال", "لل", "بال", "وال"}
_YEAR_DIGITS = 4
_AFTER_NUMBER = {"/", "\\", "-", "–", "—", "‑", TATWEEL}
_NOTHING: dict[str, tuple[Value, int]] = {}
_ARTICLE = "ال"
_DEFINITE = re.compile("[وف]?(?:ب?ال|لل)")


class Quantity(NamedTuple):
    """So many units: ``count`` is None for "some days"; ``definite``: the noun has the article; ``tense`` as told."""

    unit: str
    count: int | None
    definite: bool
    tense: int | None
    numbered: bool


class WordReader:
    """A tokenised text; every method takes a token index and returns a value with the index after it, or None."""

    def __init__(self, tokens: Sequence[Token], lex: DateLexicon) -> None:
        self.tokens = tokens
        self.lex = lex
        self.size = len(tokens)
        self._senses: dict[int, dict[str, tuple[Value, int]]] = {}
        self._quantities: dict[int, tuple[Quantity, int] | None] = {}

    def norm(self, i: int) -> str:
        """The folded token at i, empty outside the text; a lone tatweel, which folds to nothing, is a dash."""
        return (self.tokens[i].norm or TATWEEL) if 0 <= i < self.size else ""

    def is_in(self, i: int, name: str) -> bool:
        """Whether the word at i, without a glued conjunction, is in a plain word set."""
        word = self.norm(i)
        return word in self.lex.sets[name] or (word[:1] in ("و", "ف") and word[1:] in self.lex.sets[name])

    def senses(self, i: int) -> dict[str, tuple[Value, int]]:
        """The longest phrase of each class at i, by class."""
        known = self._senses.get(i)
        if known is None:
            entries = self.lex.entries.get(self.tokens[i].norm) if 0 <= i < self.size else None
            known = self._senses[i] = {} if entries else _NOTHING
            if not entries:
                return known
            after = self.norm(i + 1)
            for entry in entries:
                rest = entry.rest
                if rest and (rest[0] != after or not self._follows(i + 1, rest)):
                    continue
                if entry.cls not in known:
                    known[entry.cls] = (entry.value, i + 1 + len(rest))
        return known

    def _follows(self, i: int, words: tuple[str, ...]) -> bool:
        return all(self.norm(i + k) == word for k, word in enumerate(words))

    def can_open(self, i: int) -> bool:
        """Whether an expression can begin at i, as far as this token and the next one tell."""
        if not 0 <= i < self.size:
            return False
        token = self.tokens[i]
        if token.kind != "number":
            return token.norm in self.lex.openers or token.norm in ARTICLES
        if "." in token.norm or len(token.norm) == _YEAR_DIGITS:
            return True
        after = self.norm(i + 1)
        known = after in self.lex.entries or after in self.lex.sets["of_it"]
        return known or after in _AFTER_NUMBER or after[:1] == "و"

    def word(self, i: int, cls: str) -> tuple[Value, int] | None:
        """Longest phrase of a class at i."""
        known = self._senses.get(i)
        return (self.senses(i) if known is None else known).get(cls)

    def skip(self, i: int, *classes: str) -> int:
        """The index after an optional phrase of any of the classes."""
        known = self.senses(i)
        for cls in classes if known else ():
            if cls in known:
                return known[cls][1]
        return i

    def begins(self, i: int) -> bool:
        """Whether a number, an article by itself or a phrase of any class stands at i: most words are none of them."""
        return bool(self.senses(i)) or (
            0 <= i < self.size and (self.tokens[i].kind == "number" or self.tokens[i].norm.endswith(_ARTICLE))
        )

    def whole(self, i: int) -> int | None:
        """The value of a number token of at most six digits."""
        if not 0 <= i < self.size or self.tokens[i].kind != "number":
            return None
        norm = self.tokens[i].norm
        return int(norm) if norm.isdecimal() and len(norm) <= _LONGEST_NUMBER else None

    def number(self, i: int) -> tuple[int, int] | None:
        """A cardinal in digits (also behind a lone article) or words."""
        at = i + 1 if self.norm(i) in (_ARTICLE, "ل" + _ARTICLE, "ب" + _ARTICLE) else i
        value = self.whole(at)
        if value is not None:
            return value, at + 1
        compound = self._compound(i)
        if compound:
            return compound
        for cls in ("cardinal", "tens"):
            found = self.word(i, cls)
            if found:
                return int(found[0]), found[1]  # type: ignore[arg-type]
        return None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """An ordinal in words from the first to the thirty-first."""
        if not _DEFINITE.match(self.norm(i)):
            return None
        compound = self._compound(i)
        if compound:
            return compound
        found = self.word(i, "ordinal")
        return (int(found[0]), found[1]) if found else None  # type: ignore[arg-type]

    def _compound(self, i: int) -> tuple[int, int] | None:
        known = self.senses(i)
        unit = known.get("teen_unit") or known.get("ordinal") if known else None
        if not unit:
            return None
        value, j = int(unit[0]), unit[1]  # type: ignore[arg-type]
        ten = self.word(j, "teen_ten")
        if ten and value < 10:
            return 10 + value, ten[1]
        at = j + 1 if self.norm(j) == "و" else j
        if at == j and not self.norm(j).startswith("و"):
            return None
        tens = self.word(at, "tens")
        return (int(tens[0]) + value, tens[1]) if tens else None  # type: ignore[arg-type]

    def tense(self, i: int) -> tuple[int, int] | None:
        """Last, coming: (how many units away, the index after it); "this" is read where it stands before its noun."""
        found = self.word(i, "modifier")
        # "this" stands before its noun
        return None if not found or self.word(i, "this") else (int(found[0]), found[1])  # type: ignore[arg-type]

    def quantity(self, i: int) -> tuple[Quantity, int] | None:
        """So many units of time with what follows it: three days, two weeks, the last 24 hours, the five days past."""
        if i not in self._quantities:
            self._quantities[i] = self._quantity(i) if self.begins(i) else None
        return self._quantities[i]

    def _quantity(self, i: int) -> tuple[Quantity, int] | None:
        j = self.skip(i, "about")
        last = self.word(j, "last")
        j = last[1] if last else j
        found = self._counted(j) or self._named(j)
        if not found:
            return None
        unit, count, definite, numbered, j = found
        j = self.skip(j, "few")
        j = self.skip(j, "and_more")
        tense = self.tense(j)
        if tense:
            j = self.skip(tense[1], "few")
        elif last:
            tense = (-1, j)
        return Quantity(unit, count, definite, tense[0] if tense else None, numbered), j

    def _counted(self, i: int) -> tuple[str, int | None, bool, bool, int] | None:
        """A number or "several" before the unit."""
        several = self.word(i, "several")
        number = (None, several[1]) if several else self.number(i)
        if not number:
            return None
        unit = self.word(number[1], "unit") or self.word(number[1], "the_unit")
        if not unit:
            return None
        definite = self.norm(i).startswith(_ARTICLE) or self.norm(number[1]).startswith(_ARTICLE)
        return unit[0][0], number[0], definite, True, unit[1]  # type: ignore[index]

    def _named(self, i: int) -> tuple[str, int | None, bool, bool, int] | None:
        """The unit alone (day, two days, days) or, with the article, before its number."""
        plain = self.word(i, "unit")
        unit = plain or self.word(i, "the_unit")
        if not unit:
            return None
        (name, size), j = unit  # type: ignore[misc]
        count: int | None = size or None
        if not plain and size == 0:
            number = self.number(j)
            if number:
                return name, number[0], True, True, number[1]
        return name, count, not plain, size != 1, j
