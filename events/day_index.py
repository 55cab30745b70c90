"""Every stored period, kept in the process and found by day: a snapshot then costs the same however long the past is.

How a place stands, control and siege together, is a row of small numbers: from which day to which, and with which texts
it is told. Rows lie in order of place and first day, so that one search finds those of a day for all places at once,
and a day's texts lie close together. The stamp of the ledger says whether anything was written; if so, only the places
whose marks are others are read again.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy
from django.db import connection

from events.asked import PERIOD_COLUMNS, PeriodRow
from events.models import ControlPeriod
from events.place_marks import marks

# Columns of a row: ordinals of its first day, of the day after its last and of its last evidence; the numbers of the
# texts up to the besiegers, of these, from them to the freshness, from there to the last evidence, and of that; whether
# a person decided; whether the place itself has a state, and whether that was passed down from an area around it.
START, END, LAST, SAID, BESIEGERS, SINCE, LEFT_BY, TOLD, PERSON, STATED, HATCHED = range(11)
NEVER = -(10**7)  # as an ordinal: older than any evidence can be
_OPEN = date.max.toordinal() + 1
_BITS = 22  # of an ordinal


class Words:
    """Texts by number, each once; number 0 is the empty text. ``states`` tells what a text of ``SAID`` stands for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self.states: dict[int, tuple[str, tuple[str, ...]]] = {}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def said(self, state: str, holders: Iterable[str]) -> int:
        """Return the number of the text that tells state and holders."""
        holders = tuple(holders)
        number = self.number(f',"state":"{state}","holders":"{" ".join(holders)}","siege":"')
        self.states[number] = (state, holders)
        return number

    def array(self) -> numpy.ndarray:
        """Return all texts in order of their numbers."""
        return texts(list(self._numbers))


class Courses(NamedTuple):
    """How some places stand, sorted by place and first day; ``counts`` are their rows, ``events`` texts."""

    places: tuple[str, ...]
    counts: numpy.ndarray
    rows: numpy.ndarray
    events: numpy.ndarray


class DayIndex(NamedTuple):
    """All courses of one reading of the ledger; ``numbers`` are those of the places' marks and tell their age."""

    stamp: int
    numbers: Mapping[str, int]
    courses: Courses
    keys: numpy.ndarray
    words: Words
    texts: numpy.ndarray

    def at(self, day: date) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Return the numbers of the places that have a state on the day, ascending, and of their rows."""
        slots = numpy.arange(len(self.courses.places))
        found = numpy.searchsorted(self.keys, (slots << _BITS) | day.toordinal(), side="right") - 1
        places = numpy.flatnonzero(found >= 0)
        rows = found[places]
        on = (self.keys[rows] >> _BITS == places) & (day.toordinal() < self.courses.rows[rows, END])
        return places[on], rows[on]


def texts(values: list[str]) -> numpy.ndarray:
    """Return texts as an array."""
    array = numpy.empty(len(values), dtype=object)
    array[:] = values
    return array


_NOTHING = Courses((), numpy.empty(0, int), numpy.empty((0, HATCHED + 1), numpy.int32), texts([]))
_kept: dict[tuple[str, bool], DayIndex] = {}
_reading = threading.Lock()


def day_index(*, ledger: bool, stamp: int) -> DayIndex:
    """Return the index as of the stamp; the process keeps one for each database and reading."""
    key = (connection.settings_dict["NAME"], ledger)
    found = _kept.get(key)
    if found is None or found.stamp != stamp:
        with _reading:  # threads that come meanwhile need not read the same again
            found = _kept.get(key)
            if found is None or found.stamp != stamp:
                found = _kept[key] = _read(found, ledger, stamp)
    return found


def _read(old: DayIndex | None, ledger: bool, stamp: int) -> DayIndex:
    """Return the index of what is stored, taking from ``old`` the places whose rows are still the same."""
    numbers, words = marks(stamp).numbers, old.words if old else Words()
    stored = ControlPeriod.objects.layer(ledger=ledger).order_by("place_id", "track", "during")
    fresh: dict[str, tuple[list, list]] = {}
    if old:
        fresh = {place: ([], []) for place in marks(stamp).since(old.numbers)}
        stored = stored.filter(place__in=fresh)
    for period in map(PeriodRow._make, stored.values_list(*PERIOD_COLUMNS).iterator(20_000)):
        fresh.setdefault(period.place_id, ([], []))[period.track == "siege"].append(period)
    courses = _spliced(old.courses if old else _NOTHING, fresh, words)
    slots = numpy.repeat(numpy.arange(len(courses.places)), courses.counts)
    keys = (slots << _BITS) | courses.rows[:, START]
    return DayIndex(stamp, numbers, courses, keys, words, words.array())


def _spliced(old: Courses, fresh: Mapping[str, tuple[list, list]], words: Words) -> Courses:
    """Return ``old`` with the periods of the fresh places, control and siege each, in place of theirs."""
    ends = numpy.concatenate(([0], numpy.cumsum(old.counts)))
    pieces, done = [], 0

    def keep(upto: int) -> None:
        rows = slice(ends[done], ends[upto])
        pieces.append(Courses(old.places[done:upto], old.counts[done:upto], old.rows[rows], old.events[rows]))

    for place in sorted(fresh):
        at = bisect_left(old.places, place)
        keep(at)
        pieces.append(_of_place(place, *fresh[place], words))
        done = at + (old.places[at : at + 1] == (place,))
    keep(len(old.places))
    places = tuple(place for piece in pieces for place in piece.places)
    if places == old.places:
        places = old.places  # what is kept beside them stays right
    return Courses(places, *(numpy.concatenate(column) for column in list(zip(*pieces, strict=True))[1:]))


def _of_place(place: str, control: list[PeriodRow], siege: list[PeriodRow], words: Words) -> Courses:
    if not control and not siege:
        return _NOTHING
    standing = list(_standing(control, siege))
    rows = numpy.array([_row(*one, words) for one in standing], numpy.int32)
    return Courses((place,), numpy.array([len(rows)]), rows, texts([_events(*one[2:]) for one in standing]))


def _standing(control: list[PeriodRow], siege: list[PeriodRow]) -> Iterator[tuple]:
    """Yield (first day, day after the last, period of control or None, of siege or None), days as ordinals."""
    tracks = [[(*_ordinals(period), period) for period in track] for track in (control, siege)]
    days = sorted({day for track in tracks for *ends, _ in track for day in ends})
    numbers = [0, 0]
    for start, end in pairwise(days):
        now: list[PeriodRow | None] = [None, None]
        for which, track in enumerate(tracks):
            while numbers[which] < len(track) and track[numbers[which]][1] <= start:
                numbers[which] += 1
            if numbers[which] < len(track) and track[numbers[which]][0] <= start:
                now[which] = track[numbers[which]][2]
        if any(now):
            yield start, end, *now


def _ordinals(period: PeriodRow) -> tuple[int, int]:
    return period.start.toordinal(), period.end.toordinal() if period.end else _OPEN


def _row(start: int, end: int, control: PeriodRow | None, siege: PeriodRow | None, words: Words) -> tuple[int, ...]:
    leading, both = control or siege, [period for period in (control, siege) if period]
    last = max((period.last_evidence for period in both if period.last_evidence), default=None)
    inferred = "true" if leading.inferred else "false"
    return (
        start,
        end,
        leading.last_evidence.toordinal() if leading.last_evidence else NEVER,
        words.said(control.state, control.holders) if control else words.said("unknown", ()),
        words.number(_besiegers(siege) if siege else ""),
        words.number(f'","since":"{leading.since or leading.start}","inferred":{inferred},"freshness":"'),
        words.number(f'","left_by":{quoted(control.left_by if control else None)},"last_evidence":'),
        words.number(f'{quoted(last)},"events":"'),
        all(period.decided_by == "person" for period in both),
        control is not None,
        leading.hatched,
    )


def _besiegers(siege: PeriodRow) -> str:
    """Return the besiegers; those of a part besiege the city as far as the published word goes."""
    return " ".join(dict.fromkeys([*siege.holders, *(share[2] for share in siege.shares if share[2])]))


def _events(control: PeriodRow | None, siege: PeriodRow | None) -> str:
    return " ".join(map(str, sorted({*(control.events if control else ()), *(siege.events if siege else ())})))


def quoted(value) -> str:
    """Return the word or day as JSON; neither holds anything that would need escaping."""
    return "null" if value is None else f'"{value}"'
