"""Who reads texts again when the gazetteer learns something. The gazetteer knows nothing of events; they register here.

A reader registers one function at start-up (``AppConfig.ready``); it is called after the decision is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Learned:
    """What the gazetteer learned: ``articles`` (keys as given to ``record_unknown``) hold the names concerned.

    ``places`` are ids whose names or links changed; ``gone`` maps a merged place's id to the one that stays.
    """

    articles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    by: object = None


_readers: list[Callable[[Learned], int]] = []


def register(reader: Callable[[Learned], int]) -> None:
    """Have ``reader`` called with what was learned; it returns how many texts it read again. Twice is once."""
    if reader not in _readers:
        _readers.append(reader)


def unregister(reader: Callable[[Learned], int]) -> None:
    """Take a reader out again."""
    if reader in _readers:
        _readers.remove(reader)


def tell(learned: Learned) -> int:
    """Tell every reader; return how many texts were read again."""
    return sum(reader(learned) for reader in _readers)
