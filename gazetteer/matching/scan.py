"""A text made ready for the automaton: tokens, their keys, and where a name may begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gazetteer.matching.arabic import Token, tokenize
from gazetteer.matching.clitics import ARTICLE, Reading, key, readings, variant_set, variants
from gazetteer.matching.index import NameIndex

_BREAK = "\n"
_WORDY = ("word", "number", "latin")


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
        self.keys = tuple(key(t.norm) if t.kind in _WORDY else t.text for t in self.tokens)
        self.wordy = tuple(t.kind in _WORDY for t in self.tokens)
        self._count = len(self.tokens)
        self._words = tuple(t.kind == "word" for t in self.tokens)
        self._variants = tuple(
            variant_set(k) if word else frozenset() for k, word in zip(self.keys, self._words, strict=True)
        )
        parts, starts, ends, at = [], {}, {}, 0
        for i, token in enumerate(self.tokens):
            piece = self._piece(i) if self.wordy[i] else _BREAK
            if token.kind == "word" and piece:
                for reading in readings(piece):
                    starts.setdefault(at + reading.offset, []).append((i, reading))
            elif piece and self.wordy[i]:
                starts.setdefault(at, []).append((i, Reading(0, "", False)))
            parts.append(piece)
            at += len(piece)
            if self.wordy[i]:
                ends[at] = i + 1
        self.squeezed = "".join(parts)
        self._starts, self._ends = starts, ends

    def _piece(self, i: int) -> str:
        """A token's share of the squeezed text; "الـ" before a number is left out ("اللواء الـ93")."""
        if self.keys[i] == ARTICLE and i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "number":
            return ""
        return self.keys[i]

    def hits(self, index: NameIndex) -> Iterator[Hit]:
        """Yield every name of the index that begins and ends at word boundaries, clitics allowed for."""
        starts, ends = self._starts, self._ends
        for start, end, entry in index.hits(self.squeezed):
            j = ends.get(end)
            if j is None:
                continue
            for i, reading in starts.get(start, ()):
                if i < j:
                    yield Hit(i, j, reading, entry[1:])

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
