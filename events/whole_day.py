"""How every place stands on one day, told from memory: the answer that maps ask for most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy
from django.db import connection

from events.asked import Asked
from events.day_index import (
    BESIEGERS,
    HATCHED,
    LAST,
    LEFT_BY,
    NEVER,
    PERSON,
    SAID,
    SINCE,
    STATED,
    TOLD,
    day_index,
    texts,
)
from events.snapshot import Spot, spots
from events.timeline_days import AGEING, FRESH

_BANDS = texts(["fresh", "ageing", "stale"])
_WHO = texts([f'","decided_by":"{who}"}}}}' for who in ("policy", "person")])


class WholeDay:
    """How every place stands on a day, sorted by place; only those sliced out are encoded."""

    def __init__(self, asked: Asked, day: date) -> None:
        self._day, self._ledger = day.toordinal(), asked.ledger
        self._index = day_index(ledger=asked.ledger, stamp=asked.stamp)
        self._places, self._rows = self._index.at(day)

    def __len__(self) -> int:
        return len(self._places)

    def states(self) -> Iterator[tuple[str, str, tuple[str, ...], date | None, bool]]:
        """Yield (place, state, holders, last evidence, whether it was passed down) of places that have a state."""
        places, states = self._index.courses.places, self._index.words.states
        rows = self._index.courses.rows[self._rows][:, [STATED, SAID, LAST, HATCHED]].tolist()
        for place, (stated, said, last, hatched) in zip(self._places.tolist(), rows, strict=True):
            if stated:
                yield places[place], *states[said], None if last == NEVER else date.fromordinal(last), bool(hatched)

    def encoded(self, start: int, end: int | None) -> list[str]:
        """Return some of the features as JSON."""
        page = slice(start, end)
        courses, told = self._index.courses, self._index.texts
        heads = _heads_of(courses.places, ledger=self._ledger)[self._places[page]]
        rows, events = courses.rows[self._rows[page]], courses.events[self._rows[page]]
        age = self._day - rows[:, LAST]
        band = _BANDS[(age > FRESH).astype(int) + (age > AGEING)]
        upto_freshness = (told[rows[:, column]] for column in (SAID, BESIEGERS, SINCE))
        after = (told[rows[:, column]] for column in (LEFT_BY, TOLD))
        pieces = (heads, *upto_freshness, band, *after, events, _WHO[rows[:, PERSON]])
        return list(map("".join, zip(*(piece.tolist() for piece in pieces), strict=True)))


# Beginnings of features in the order of an index's places, with what they were made of.
_heads: dict[tuple[str, bool], tuple[tuple[str, ...], dict[str, Spot], numpy.ndarray]] = {}


def _heads_of(places: tuple[str, ...], *, ledger: bool) -> numpy.ndarray:
    """Return the beginnings of the places' features, kept while places and gazetteer stay as they are."""
    key = (connection.settings_dict["NAME"], ledger)
    kept = _heads.get(key)
    if kept is None or kept[0] is not places or kept[1] is not spots(()):
        found = spots(places)
        kept = _heads[key] = (places, found, texts([found[id].head for id in places]))
    return kept[2]
