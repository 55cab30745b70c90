"""What readers may know: accepted events and their periods, with or without the historical ledger, as known on a day.

Every page, API answer and export of accepted data starts from ``Asked``. Embargoed events are not in it, and neither
is what the timeline would make of them: the places that they touch are built again without them. ``known`` goes back to
the claims published by that day (control.md rule 20) and merges, judges and builds in memory.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import DateField, Func, Max, Min

from events import known as known_view
from events.ledger import Period
from events.models import Article, ControlEvent, ControlPeriod, LedgerStamp
from events.place_marks import marks
from events.querysets import ControlEventQuerySet, embargo_hours


class PeriodRow(NamedTuple):
    """A control period as readers get it; half-open days, ``events`` are primary keys."""

    place_id: str
    track: str
    start: date
    end: date | None
    state: str
    holders: list[str]
    shares: list
    left_by: str | None
    inferred: bool
    hatched: bool
    since: date | None
    last_evidence: date | None
    decided_by: str | None
    events: list[int]


# What a stored period is read by, in the order of PeriodRow.
PERIOD_COLUMNS = (
    "place_id", "track", Func("during", function="lower", output_field=DateField()),
    Func("during", function="upper", output_field=DateField()), "state", "holders", "shares", "left_by", "inferred",
    "hatched", "since", "last_evidence", "decided_by", "basis",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One reading of the ledger. Make it per request: it remembers what it looked up."""

    ledger: bool = False
    known: date | None = None

    @cached_property
    def stamp(self) -> int:
        """Return the number that changes with every write."""
        return LedgerStamp.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @cached_property
    def _known(self) -> known_view.Known | None:
        return known_view.known(self.known, ledger=self.ledger, stamp=self.stamp) if self.known else None

    def events(self) -> ControlEventQuerySet:
        """Return the accepted events that a reader may see."""
        if self._known:  # accepted then, whatever became of them
            return ControlEvent.objects.released().filter(pk__in=self._known.pks)
        events = ControlEvent.objects.accepted().released()
        return events if self.ledger else events.news()

    def as_known(self, pk: int) -> dict:
        """Return the event columns that were otherwise on the day ``known``; empty without one."""
        return self._known.columns.get(pk, {}) if self._known else {}

    @cached_property
    def _held_back(self) -> set[str]:
        """Return the places whose stored periods rest on embargoed events."""
        if not embargo_hours():
            return set()
        held = ControlEvent.objects.accepted().embargoed().exclude(place=None)
        return known_view.touched_by(held)

    def periods(self, *, at: date | None = None, places: Iterable[str] | None = None) -> list[PeriodRow]:
        """Return the periods, of one day or of all, of some places or of all; sorted by place, track and start."""
        if self._known:
            return _chosen(map(_row, self._known.periods), at, places)
        rows = ControlPeriod.objects.layer(ledger=self.ledger)
        if at:
            rows = rows.at(at)
        if places is not None:
            rows = rows.filter(place__in=places)
        if not self._held_back:
            return [
                PeriodRow._make(row)
                for row in rows.order_by("place_id", "track", "during").values_list(*PERIOD_COLUMNS)
            ]
        kept = rows.exclude(place__in=self._held_back).values_list(*PERIOD_COLUMNS)
        anew = known_view.built_anew(self._held_back, ledger=self.ledger)
        return sorted([*map(PeriodRow._make, kept), *_chosen(map(_row, anew), at, places)], key=lambda row: row[:3])

    @property
    def plain(self) -> bool:
        """Whether the stored periods answer as they are."""
        return self.known is None and not self._held_back

    @cached_property
    def version(self) -> str:
        """Return a hash of what is in force, equal on every machine with the same ledger; it changes with the data."""
        return _version(self)

    def published_range(self) -> tuple[date | None, date | None]:
        """Return the first and the last day on which an article was published, up to ``known``."""
        articles = known_view.articles_of(self.known) if self.known else Article.objects.live().news()
        articles = articles.filter(published__isnull=False)
        return tuple(articles.aggregate(first=Min("published"), last=Max("published")).values())


def _row(period: Period) -> PeriodRow:
    return PeriodRow(
        period.place_id, period.track, period.start, period.end, period.state, list(period.holders),
        [list(share) for share in period.shares], period.left_by, period.inferred, period.hatched, period.since,
        period.last_evidence, period.decided_by, sorted(map(int, period.basis)),
    )  # fmt: skip


def _chosen(rows: Iterable[PeriodRow], at: date | None, places: Iterable[str] | None) -> list[PeriodRow]:
    wanted = None if places is None else set(places)
    return [
        row
        for row in rows
        if (wanted is None or row.place_id in wanted)
        and (at is None or (row.start <= at and (row.end is None or at < row.end)))
    ]


_versions: dict[tuple, str] = {}


def _version(asked: Asked) -> str:
    """Return the hash of what each place's events hash to, remembered per process while nothing was written."""
    if asked.known:
        return known_view.known(asked.known, ledger=asked.ledger, stamp=asked.stamp).version
    if embargo_hours():
        return _version_of(_hashes(asked))  # what an embargo hides changes with the clock: nothing is remembered
    key = (connection.settings_dict["NAME"], asked.stamp, asked.ledger)
    if key not in _versions:
        if len(_versions) > 200:
            _versions.clear()
        stored = marks(asked.stamp)
        _versions[key] = _version_of((stored.both if asked.ledger else stored.news).items())
    return _versions[key]


def _version_of(hashes: Iterable[tuple[str, str]]) -> str:
    # Sorted here: a database sorts by the rules of its own language.
    lines = sorted(f"{place} {told}" for place, told in hashes if told)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _hashes(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield each place and the hash of its events, as marks hold them."""
    digests = defaultdict(list)
    for place, digest in asked.events().exclude(place=None).order_by().values_list("place_id", "digest"):
        digests[place].append(digest)
    for place, found in digests.items():
        yield place, hashlib.sha256("".join(sorted(found)).encode()).hexdigest()
