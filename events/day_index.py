"""Every stored period, kept in the process and found by day: a snapshot then costs the same however long the past is.

The stamp of the ledger says whether anything was written; if so, only the places whose marks are others are read again.
What stays the same among periods is kept once.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import DateField, Func

from events.models import ControlPeriod, PlaceMark
from events.timeline_days import age_band

_OPEN = date.max.toordinal() + 1
_COLUMNS = (
    "place_id", "track", Func("during", function="lower", output_field=DateField()),
    Func("during", function="upper", output_field=DateField()), "state", "holders", "shares", "left_by", "inferred",
    "since", "last_evidence", "decided_by", "basis",
)  # fmt: skip

# (ordinal of the day after the last, last evidence, text up to the besiegers, text from them to the freshness, text
# from there to the last evidence, besiegers, events, whether a person decided)
Entry = tuple[int, date | None, str, str, str, str, str, bool]


class Course(NamedTuple):
    """One track of one place: the ordinals of first days, ascending, and what is from each of them on."""

    starts: tuple[int, ...]
    entries: tuple[Entry, ...]

    def at(self, ordinal: int) -> Entry | None:
        """Return what is on the day."""
        index = bisect_right(self.starts, ordinal) - 1
        return self.entries[index] if index >= 0 and ordinal < self.entries[index][0] else None


class DayIndex(NamedTuple):
    """All courses of one reading of the ledger, sorted by place: (place, control, siege). ``marks`` tell their age."""

    stamp: int
    marks: dict[str, int]
    courses: tuple[tuple[str, Course, Course], ...]

    def at(self, day: date) -> Iterator[tuple[str, Entry | None, Entry | None]]:
        """Yield each place that has a state on the day, and what its two tracks are."""
        ordinal = day.toordinal()
        for place, control, siege in self.courses:
            found, besieged = control.at(ordinal), siege.at(ordinal) if siege.starts else None
            if found or besieged:
                yield place, found, besieged


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
    stored = ControlPeriod.objects.layer(ledger=ledger).order_by()
    marks = dict(PlaceMark.objects.values_list("place_id", "number"))
    known = {}
    if old:
        known = {course[0]: course for course in old.courses if old.marks.get(course[0]) == marks.get(course[0])}
        fresh = [place for place, number in marks.items() if old.marks.get(place) != number]
        stored = stored.filter(place__in=fresh)
    known |= _courses(stored.order_by("place_id", "track", "during").values_list(*_COLUMNS).iterator(20_000))
    return DayIndex(stamp, marks, tuple(known[place] for place in sorted(known)))


def _courses(rows: Iterable[tuple]) -> dict[str, tuple[str, Course, Course]]:
    same: dict = {}  # equal texts and days once
    tracks: dict[str, tuple[list, list]] = defaultdict(lambda: ([], []))
    for place, track, start, *told in rows:
        tracks[place][track == "siege"].append((start.toordinal(), _entry(start, *told, track == "siege", same)))
    return {place: (place, *map(_course, both)) for place, both in tracks.items()}


def _course(found: list[tuple[int, Entry]]) -> Course:
    return Course(tuple(start for start, _ in found), tuple(entry for _, entry in found))


def _entry(
    start, end, state, holders, shares, left_by, inferred, since, last, decided_by, basis, siege: bool, same: dict
) -> Entry:
    besiegers = ""
    if siege:
        # Besiegers of a part besiege the city as far as the published word goes.
        besiegers = " ".join(dict.fromkeys([*holders, *(share[2] for share in shares if share[2])]))
        state, holders, left_by = "unknown", (), None
    told = (
        last,
        f',"state":"{state}","holders":"{" ".join(holders)}","siege":"',
        f'","since":"{since or start}","inferred":{"true" if inferred else "false"},"freshness":"',
        f'","left_by":{quoted(left_by)},"last_evidence":',
        besiegers,
    )
    events = " ".join(map(str, basis))
    return end.toordinal() if end else _OPEN, *(same.setdefault(v, v) for v in told), events, decided_by == "person"


def quoted(value) -> str:
    """Return the word or day as JSON; neither holds anything that would need escaping."""
    return "null" if value is None else f'"{value}"'


def encoded(head: str, control: Entry | None, siege: Entry | None, day: date) -> str:
    """Return the encoded feature of a place whose encoded beginning is ``head``."""
    _, last, upto_siege, upto_freshness, upto_last, _, events, person = leading = control or siege
    freshness = age_band(leading[1], day)
    besiegers = siege[5] if siege else ""
    if control and siege:
        last = max((told for told in (last, siege[1]) if told), default=None)
        events = " ".join(map(str, sorted({*map(int, events.split()), *map(int, siege[6].split())})))
        person = person and siege[7]
    return (
        f"{head}{upto_siege}{besiegers}{upto_freshness}{freshness}{upto_last}{quoted(last)}"
        f',"events":"{events}","decided_by":"{"person" if person else "policy"}"}}}}'
    )
