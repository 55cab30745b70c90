"""A walked place as periods: one state for each day and track, in the order of rule 22."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from events.ledger import ActorBook, LedgerEvent, Period
from events.timeline_fights import Fight
from events.timeline_spans import Layer, Lead, Span
from events.timeline_walk import Walk

# What a period says, apart from its days.
_SAID = attrgetter(*(f.name for f in fields(Period) if f.name not in ("start", "end")))
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Composer:
    """Turns a walk into the periods of one place. ``events`` are by id, for who decided them."""

    place_id: str
    actors: ActorBook
    events: Mapping[str, LedgerEvent]

    def periods(self, walk: Walk) -> tuple[Period, ...]:
        """Return the periods of both tracks, sorted by track and start; they never overlap within a track."""
        contests, sieges = walk.contests.finish(), walk.sieges.finish()
        control = [self._control(a, b, walk, contests) for a, b in self._segments(walk, contests)]
        siege = [self._siege(a, b, sieges) for a, b in _steps(_fight_days(sieges))]
        return (*_joined(control), *_joined(siege))

    def _segments(self, walk: Walk, contests: list[Fight]) -> Iterator[tuple[date, date | None]]:
        """Yield the stretches on which nothing changes, in order; the last is open."""
        days = _fight_days(contests)
        for layer in (walk.whole, *walk.parts.values()):
            for span in layer.spans:
                days |= {span.start} | ({span.end} if span.end else set())
                days |= {day for slug in span.holders for day in self.actors.turns(slug) if _covers(span, day)}
                # A side that ends while it holds takes the state with it (rule 18).
                days |= {day for slug in span.holders if (day := self.actors.ends(slug)) and _covers(span, day)}
        for lead in walk.whole.leads:
            days |= {lead.start, lead.end}
            # Nor is it uncertain between sides of which one is no more.
            days |= {day for day in map(self.actors.ends, (lead.old, lead.new)) if day and lead.start < day < lead.end}
        for fight in contests:
            days |= {day for day in (self.actors.ends(fight.against),) if day and fight.first < day}
        return _steps(days)

    def _control(self, start: date, end: date | None, walk: Walk, contests: list[Fight]) -> Period | None:
        base = self._span_at(walk.whole, start)
        now = [(layer, self._span_at(layer, start)) for layer in walk.parts.values()]
        parts = [(layer, span) for layer, span in now if span and span.holders]
        fights = [fight for fight in contests if fight.start <= start and _before(start, fight.end)]
        leads = [lead for lead in walk.whole.leads if lead.start <= start < lead.end]
        rising = [f for f in contests if f.first <= start < f.start and _before(start, f.end)]
        shares = tuple(
            (layer.label, layer.code, self._colour(side, start), None) for layer, span in parts for side in span.holders
        )
        said = (
            self._disputed(base, start)
            or self._contested(base, parts, fights, start)
            or self._uncertain(base, leads, rising, start)
            or self._divided(base, parts, start)
            or self._plain(base, start)
        )
        return Period(start=start, end=end, shares=_sorted_shares(shares), **said) if said else None

    def _span_at(self, layer: Layer, day: date) -> Span | None:
        """Return the layer's span on ``day``; past the end of its side it is unknown, left by that side."""
        span = _covering(layer.spans, day)
        for slug in span.holders if span else ():
            ends = self.actors.ends(slug)
            if ends is not None and ends <= day:
                return Span(max(ends, span.start), span.end, "unknown", left_by=slug, last=span.last, basis=span.basis)
        return span

    # The states, strongest first

    def _disputed(self, base: Span | None, day: date) -> dict[str, Any] | None:
        return self._of_span(base, day) if base and base.state == "disputed" else None

    def _contested(self, base: Span | None, parts: list, fights: list[Fight], day: date) -> dict[str, Any] | None:
        if not fights:
            return None
        attackers = sorted({fight.by for fight in fights})
        scopes = {fight.scope for fight in fights}
        held = [base.holder] if base and self._attacked(base, fights, day) else []
        held = held or [side for layer, span in parts if layer.scope in scopes for side in span.holders]
        holders = held or sorted(self._alive({fight.against for fight in fights}, day))
        basis = [i for fight in fights for i in fight.basis] + (list(base.basis) if base and base.holder else [])
        since, last = min(fight.start for fight in fights), max(fight.last for fight in fights)
        return self._said(day, "contested", [*holders, *attackers], basis, since=since, last_evidence=last)

    def _uncertain(self, base: Span | None, leads: list[Lead], rising: list[Fight], day: date) -> dict[str, Any] | None:
        if holders := self._alive([side for lead in leads for side in (lead.old, lead.new)], day):
            named, basis = holders, [i for lead in leads for i in lead.basis]
            since, last = min(lead.start for lead in leads), max(lead.last for lead in leads)
        elif rising:
            held = [base.holder] if base and base.holder else []
            named, basis = held + sorted({f.by for f in rising}), [i for fight in rising for i in fight.basis]
            since, last = min(f.first for f in rising), max(f.last for f in rising)
        else:
            return None
        left_by = base.left_by if base and not named else None
        return self._said(day, "uncertain", named, basis, since=since, last_evidence=last, left_by=left_by)

    def _divided(self, base: Span | None, parts: list, day: date) -> dict[str, Any] | None:
        if not parts:
            return None
        whole = base.holder if base else None
        others = [s for _, s in parts if not all(self.actors.agree(side, whole, day) for side in s.holders)]
        if not others:
            return None
        spans = [span for _, span in parts] + ([base] if whole else [])
        holders = sorted({side for span in spans for side in span.holders})
        basis, inferred = [i for span in spans for i in span.basis], all(span.inferred for span in spans)
        since, last = max(s.since or s.start for s in spans), max(s.last or s.start for s in spans)
        return self._said(day, "divided", holders, basis, inferred=inferred, since=since, last_evidence=last)

    def _plain(self, base: Span | None, day: date) -> dict[str, Any] | None:
        if base is None or (base.state == "unknown" and not base.left_by and not base.problems):
            return None
        return self._of_span(base, day)

    def _of_span(self, span: Span, day: date) -> dict[str, Any]:
        return self._said(
            day, span.state, span.holders, span.basis, left_by=span.left_by, inferred=span.inferred,
            hatched=span.hatched, since=span.since or span.start, last_evidence=span.last,
            problems=span.problems if span.start == day else (),
        )  # fmt: skip

    def _said(self, day: date, state: str, named, basis, **more) -> dict[str, Any]:
        """Return the fields of a period but its days and shares; ``more`` are those that not every state has."""
        named = tuple(dict.fromkeys(named))
        holders = tuple(dict.fromkeys(self._colour(slug, day) for slug in named))
        if state in ("divided", "disputed"):
            holders = tuple(sorted(holders))
        ids = tuple(dict.fromkeys(basis))
        return more | {
            "place_id": self.place_id, "track": "control", "state": state, "holders": holders, "basis": ids,
            "decided_by": self._decided_by(ids), "named": named if set(named) != set(holders) else (),
        }  # fmt: skip

    def _attacked(self, base: Span, fights: list[Fight], day: date) -> bool:
        """Return whether the place has a holder that is under attack; the bloc that has the rest attacks a part."""
        return bool(base.holder) and not all(self.actors.agree(base.holder, fight.by, day) for fight in fights)

    def _alive(self, sides: Iterable[str | None], day: date) -> list[str]:
        """Return the sides that have not ended by ``day`` (rule 18), in the same order."""
        return [side for side in sides if side and ((ends := self.actors.ends(side)) is None or day < ends)]

    def _colour(self, slug: str, day: date) -> str:
        return self.actors.colour(slug, day)

    def _decided_by(self, ids: tuple[str, ...]) -> str | None:
        """Return ``person`` only where a person decided everything that the state rests on (rule 5)."""
        by = {self.events[i].decided_by for i in ids if i in self.events}
        if "policy" in by:
            return "policy"
        return "person" if by == {"person"} else None

    # The other track

    def _siege(self, start: date, end: date | None, sieges: list[Fight]) -> Period | None:
        here = [fight for fight in sieges if fight.first <= start and _before(start, fight.end)]
        if not here:
            return None
        certain = [f for f in here if f.start <= start and (f.ends_first is None or start < f.ends_first)]
        chosen = certain or here
        ids = tuple(dict.fromkeys(i for fight in chosen for i in fight.basis))
        besiegers = sorted({self._colour(fight.by, start) for fight in chosen if fight.by})
        shares = tuple(
            (f.label, f.code, f.by and self._colour(f.by, start), f.against and self._colour(f.against, start))
            for f in chosen
            if f.scope
        )
        return Period(
            self.place_id, "siege", start, end, "besieged", tuple(besiegers), inferred=not certain,
            shares=_sorted_shares(shares), since=min(f.start if certain else f.first for f in chosen),
            last_evidence=max(f.last for f in chosen), basis=ids, decided_by=self._decided_by(ids),
        )  # fmt: skip


def _covering(spans: Sequence[Span], day: date) -> Span | None:
    """Return the last of the spans, sorted by their first days, that covers the day."""
    for index in range(bisect_right(spans, day, key=_START) - 1, -1, -1):
        if _before(day, spans[index].end):
            return spans[index]
    return None


def _covers(span: Span, day: date) -> bool:
    return span.start < day and _before(day, span.end)


def _before(day: date, end: date | None) -> bool:
    return end is None or day < end


def _fight_days(fights: list[Fight]) -> set[date]:
    days = {day for fight in fights for day in (fight.first, fight.start, fight.end, fight.ends_first)}
    return {day for day in days if day is not None}


def _steps(days: set[date]) -> Iterator[tuple[date, date | None]]:
    ordered = sorted(days)
    yield from zip(ordered, [*ordered[1:], None][: len(ordered)], strict=True)


def _sorted_shares(shares: tuple) -> tuple:
    return tuple(sorted(set(shares), key=lambda share: tuple(value or "" for value in share)))


def _joined(periods: list[Period | None]) -> Iterator[Period]:
    """Yield the periods, neighbours that say the same joined."""
    last: Period | None = None
    for period in periods:
        if last and period and last.end == period.start and _same(last, period):
            last = replace(last, end=period.end)
            continue
        if last:
            yield last
        last = period
    if last:
        yield last


def _same(a: Period, b: Period) -> bool:
    return _SAID(a) == _SAID(b)
