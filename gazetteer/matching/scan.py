"""A text made ready for the automaton: tokens, their keys, and where a name may begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from gazetteer.matching.arabic import Token, tokenize
from gazetteer.matching.clitics import ARTICLE, Reading, key, readings, variant_set, variants
from gazetteer.matching.index import NameIndex

_BREAK = "\n"
_STOPS = frozenset(".!\u061f")
_WORDY = frozenset(("word", "number", "latin"))
_NONE: frozenset[str] = frozenset()
_PLAIN = Reading(0, "", False)


class Hit(NamedTuple):
    """A name of the gazetteer on tokens ``[i, j)``, read with ``reading`` of the first one."""

    i: int
    j: int
    reading: Reading
    entries: tuple[int, ...]  # packed as in index.py, length left out


class TextView:
    """The tokens of a text with what every later step asks of them. Not shared between texts."""

    def __init__(self, text: str, tokens: Sequence[Token] | None = None) -> None:
        self.text = text
        self.tokens = tuple(tokenize(text) if tokens is None else tokens)
        self._count = len(self.tokens)
        self._words = [t.kind == "word" for t in self.tokens]
        self.wordy = [t.kind in _WORDY for t in self.tokens]
        self.keys = [key(t.norm) if wordy else t.text for t, wordy in zip(self.tokens, self.wordy, strict=True)]
        self._variants = [variant_set(k) if word else _NONE for k, word in zip(self.keys, self._words, strict=True)]
        pieces = [self._piece(i) if wordy else _BREAK for i, wordy in enumerate(self.wordy)]
        self.squeezed = "".join(pieces)
        self._pieces, self._offsets = pieces, list(accumulate(map(len, pieces), initial=0))
        self._ends = {self._offsets[i + 1]: i + 1 for i, wordy in enumerate(self.wordy) if wordy}
        breaks = [t.kind == "newline" for t in self.tokens]
        self._lines = list(accumulate(breaks, initial=0))
        stops = (line or t.text in _STOPS for line, t in zip(breaks, self.tokens, strict=True))
        self._stops = list(accumulate(stops, initial=0))

    def _piece(self, i: int) -> str:
        """A token's share of the squeezed text; "الـ" before a number is left out ("اللواء الـ93")."""
        if self.keys[i] == ARTICLE and i + 1 < self._count and self.tokens[i + 1].kind == "number":
            return ""
        return self.keys[i]

    def hits(self, index: NameIndex) -> Iterator[Hit]:
        """Yield every name of the index that begins and ends at word boundaries, clitics allowed for."""
        offsets, ends = self._offsets, self._ends
        for start, end, entry in index.hits(self.squeezed):
            j = ends.get(end)
            if j is None:
                continue
            i = bisect_right(offsets, start, 0, self._count) - 1
            within = start - offsets[i]
            if not self._words[i]:
                if within == 0:
                    yield Hit(i, j, _PLAIN, entry[1:])
                continue
            for reading in readings(self._pieces[i]):
                if reading.offset == within:
                    yield Hit(i, j, reading, entry[1:])

    def lines_between(self, i: int, j: int) -> int:
        """How many line ends stand among tokens ``[i, j)``?"""
        return self._lines[j] - self._lines[i]

    def ends_between(self, i: int, j: int) -> bool:
        """Does a sentence or a line end among tokens ``[i, j)``?"""
        return self._stops[j] > self._stops[i]

    def is_word(self, i: int) -> bool:
        """Is token ``i`` there, and an Arabic word?"""
        return 0 <= i < self._count and self._words[i]

    def key(self, i: int) -> str:
        """The key of token ``i``; empty beyond the ends of the text."""
        return self.keys[i] if 0 <= i < self._count else ""

    def variants(self, i: int) -> tuple[str, ...]:
        """The key of token ``i`` as it stands and without each run of clitics."""
        return variants(self.keys[i]) if self.is_word(i) else (self.key(i),)

    def within(self, i: int, group: frozenset[str]) -> bool:
        """Does token ``i``, with or without clitics, stand in a word list?"""
        if self.is_word(i):
            return not self._variants[i].isdisjoint(group)
        return self.key(i) in group
