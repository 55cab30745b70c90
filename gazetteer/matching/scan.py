"""A text made ready for the automaton: tokens, their keys, and where a name may begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from gazetteer.matching.arabic import Token, tokenize
from gazetteer.matching.clitics import Reading, readings
from gazetteer.matching.index import NameIndex
from gazetteer.matching.word_facts import facts_of
from gazetteer.matching.words import MatchingWords

_BREAK = "\n"
_PLAIN = Reading(0, "", False)


class Hit(NamedTuple):
    """A name of the gazetteer on tokens ``[i, j)``, read with ``reading`` of the first one."""

    i: int
    j: int
    reading: Reading
    entries: tuple[int, ...]  # packed as in index.py, length left out


class TextView:
    """The tokens of a text with what every later step asks of them. Not shared between texts."""

    def __init__(self, text: str, words: MatchingWords, tokens: Sequence[Token] | None = None) -> None:
        self.text = text
        self.tokens = tuple(tokenize(text) if tokens is None else tokens)
        self._count = len(self.tokens)
        known = words.facts
        self.facts = [known.get(token.norm) or facts_of(token, words) for token in self.tokens]
        self._words = [token.kind == "word" for token in self.tokens]
        self.wordy = [facts.wordy for facts in self.facts]
        self.keys = [facts.key for facts in self.facts]
        self._sought: dict[str, list[int]] = {}
        for k, facts in enumerate(self.facts):
            for name in facts.sought:
                self._sought.setdefault(name, []).append(k)
        pieces = [facts.key if facts.wordy else _BREAK for facts in self.facts]
        for k in self.having("article"):  # "الـ" before a number is left out ("اللواء الـ93")
            if k + 1 < self._count and self.tokens[k + 1].kind == "number":
                pieces[k] = ""
        self.squeezed = "".join(pieces)
        self._pieces, self._offsets = pieces, list(accumulate(map(len, pieces), initial=0))
        self._ends = {self._offsets[i + 1]: i + 1 for i, wordy in enumerate(self.wordy) if wordy}
        self._lines, self._stops = self.having("line"), self.having("stop")

    def having(self, *sought: str) -> Sequence[int]:
        """The tokens at which one of the things sought may begin (``WordFacts.sought``), in order."""
        if len(sought) == 1:
            return self._sought.get(sought[0], ())
        return sorted({k for name in sought for k in self._sought.get(name, ())})

    def hits(self, index: NameIndex) -> Iterator[Hit]:
        """Yield every name of the index that begins and ends at word boundaries, clitics allowed for."""
        offsets = self._offsets
        for start, j, entry in index.hits(self.squeezed, self._ends):
            i = bisect_right(offsets, start, 0, self._count) - 1
            within = start - offsets[i]
            if not self._words[i]:
                if within == 0:
                    yield Hit(i, j, _PLAIN, entry[1:])
                continue
            for reading in readings(self._pieces[i]):
                if reading.offset == within:
                    yield Hit(i, j, reading, entry[1:])

    def line_start(self, i: int) -> int:
        """The first token of the line of token ``i``."""
        n = bisect_left(self._lines, i)
        return self._lines[n - 1] + 1 if n else 0

    def lines_between(self, i: int, j: int) -> int:
        """How many line ends stand among tokens ``[i, j)``?"""
        return bisect_left(self._lines, j) - bisect_left(self._lines, i)

    def ends_between(self, i: int, j: int) -> bool:
        """Does a sentence or a line end among tokens ``[i, j)``?"""
        return bisect_left(self._stops, j) > bisect_left(self._stops, i)

    def is_word(self, i: int) -> bool:
        """Is token ``i`` there, and an Arabic word?"""
        return 0 <= i < self._count and self._words[i]

    def listed(self, i: int, group: str) -> bool:
        """Is token ``i`` an Arabic word that stands, with or without clitics, in the word list of that name?"""
        return 0 <= i < self._count and self._words[i] and group in self.facts[i].groups

    def key(self, i: int) -> str:
        """The key of token ``i``; empty beyond the ends of the text."""
        return self.keys[i] if 0 <= i < self._count else ""

    def variants(self, i: int) -> tuple[str, ...]:
        """The key of token ``i`` as it stands and without each run of clitics."""
        return self.facts[i].variants if 0 <= i < self._count else ("",)

    def within(self, i: int, group: str) -> bool:
        """Does token ``i``, with or without clitics, stand in the word list of that name?"""
        return 0 <= i < self._count and group in self.facts[i].groups
