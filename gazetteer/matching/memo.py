"""What has been worked out about words, kept between texts."""

from __future__ import annotations

from typing import TypeVar

_Value = TypeVar("_Value")


class Memo(dict):
    """A dict that empties itself when ``limit`` entries are in it, so that no stream of new words fills the memory.

    It belongs to what its values were worked out from (a lexicon, word lists) and is left behind, empty, when that is
    pickled for a worker. Two threads that miss at once both work the value out; no more than that can happen.
    """

    def __init__(self, limit: int = 50_000) -> None:
        super().__init__()
        self.limit = limit

    def keep(self, key: object, value: _Value) -> _Value:
        """Keep a value and return it."""
        if len(self) >= self.limit:
            self.clear()
        self[key] = value
        return value

    def __reduce__(self) -> tuple:
        return Memo, (self.limit,)
