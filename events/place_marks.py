"""The marks of places as of one stamp of the ledger, read once for all caches that compare them."""

from __future__ import annotations

import threading
from typing import NamedTuple

from django.db import connection

from events.models import PlaceMark


class Marks(NamedTuple):
    """By place: the number that is another after each change, and what its accepted events hash to.

    ``news`` is without the historical ledger, ``both`` with it; empty where there are no events.
    """

    stamp: int
    numbers: dict[str, int]
    news: dict[str, str]
    both: dict[str, str]

    def since(self, numbers: dict[str, int]) -> set[str]:
        """Return the places whose number is another than in ``numbers``."""
        return {place for place in {*self.numbers, *numbers} if self.numbers.get(place) != numbers.get(place)}


_kept: dict[str, Marks] = {}
_reading = threading.Lock()


def marks(stamp: int) -> Marks:
    """Return the marks as of the stamp; the process keeps the last of each database."""
    name = connection.settings_dict["NAME"]
    found = _kept.get(name)
    if found is None or found.stamp != stamp:
        with _reading:  # threads that come meanwhile need not read the same again
            found = _kept.get(name)
            if found is None or found.stamp != stamp:
                found = _kept[name] = _read(stamp)
    return found


def _read(stamp: int) -> Marks:
    rows = list(PlaceMark.objects.order_by().values_list("place_id", "number", "news", "both"))
    numbers, news, both = ({row[0]: row[column] for row in rows} for column in (1, 2, 3))
    return Marks(stamp, numbers, news, both)
