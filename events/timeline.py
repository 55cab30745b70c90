"""Accepted events to control periods: the colour of any place on any day as a pure function (rules 8-23).

``build`` makes every place's periods, ``build_place`` one place's; both give the same. Rows go in, rows come out:
no order of arrival, no clock and no database has a say. The parts: ``timeline_effects`` (what an event does),
``timeline_spans`` and ``timeline_fights`` (holders, contests and sieges), ``timeline_walk`` (one place in the order
of days), ``timeline_compose`` (one state for each day), ``timeline_places`` and ``timeline_known``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from events.extraction.types import REAL
from events.ledger import ActorBook, LedgerEvent, Period, PlaceNode
from events.merging import EventGroup
from events.timeline_compose import Composer
from events.timeline_days import age_band, certain_day
from events.timeline_effects import Effect, effects
from events.timeline_known import known_claims, known_on, ledger_version
from events.timeline_places import PlaceTree, affected, needed
from events.timeline_spans import CHAIN_GAP
from events.timeline_walk import Walk

__all__ = [
    "CHAIN_GAP",
    "PlaceTree",
    "Problem",
    "affected",
    "build",
    "build_and_check",
    "build_place",
    "freshness",
    "known_claims",
    "known_on",
    "ledger_event",
    "ledger_version",
    "needed",
    "problems",
    "state_at",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """A row for a worklist. ``kind``: ``chain gap``, ``no day`` or ``contradiction``."""

    kind: str
    place_id: str
    event_id: str
    text: str


def build(events: Iterable[LedgerEvent], places: Mapping[str, PlaceNode], actors: ActorBook) -> tuple[Period, ...]:
    """Return the periods of every place that has a state, sorted by place, track and start.

    ``events`` are the accepted ones. Events of places that are not in ``places`` count for themselves alone.
    """
    tree = PlaceTree.of(places)
    by_place = _by_place(events)
    touched = dict.fromkeys(by_place)
    for place_id, own in by_place.items():
        for other in affected(tree, place_id, whole=any(event.whole for event in own)):
            touched[other] = None
    return tuple(period for place_id in sorted(touched) for period in _place(place_id, by_place, tree, actors))


def build_place(
    place_id: str, events: Iterable[LedgerEvent], places: Mapping[str, PlaceNode], actors: ActorBook
) -> tuple[Period, ...]:
    """Return the periods of one place, sorted by track and start: exactly its share of ``build``.

    ``events`` must hold the accepted events of every place in ``needed(places, place_id)``; more do no harm. Hand in
    a ``PlaceTree`` rather than a dict where it is called often.
    """
    return _place(place_id, _by_place(events), PlaceTree.of(places), actors)


def state_at(periods: Sequence[Period], day: date, track: str = "control") -> Period | None:
    """Return the period of one place's track that covers ``day``; None is unknown (or not besieged)."""
    rows = sorted((p for p in periods if p.track == track), key=lambda period: period.start)
    index = bisect_right([row.start for row in rows], day) - 1
    if index < 0 or (rows[index].end is not None and day >= rows[index].end):
        return None
    return rows[index]


def freshness(period: Period, day: date) -> str:
    """Return ``fresh`` to 30 days after the last evidence, ``ageing`` to 180, then ``stale`` (rule 18)."""
    return age_band(period.last_evidence, day)


def build_and_check(
    place_id: str, events: Iterable[LedgerEvent], places: Mapping[str, PlaceNode], actors: ActorBook
) -> tuple[tuple[Period, ...], tuple[Problem, ...]]:
    """Return what ``build_place`` returns, and the problems of the events at the place itself."""
    by_place, tree = _by_place(events), PlaceTree.of(places)
    found = _effects_of(place_id, by_place, tree)
    walk = Walk(actors).through(found)
    told = tuple(sorted(_problems(place_id, by_place.get(place_id, ()), walk), key=_order))
    return _composed(place_id, found, walk, actors), told


def problems(events: Iterable[LedgerEvent], places: Mapping[str, PlaceNode], actors: ActorBook) -> tuple[Problem, ...]:
    """Return the rows of the worklist that the timeline gives rise to (rules 11, 16 and 19), sorted."""
    tree, by_place = PlaceTree.of(places), _by_place(events)
    found: set[Problem] = set()
    for place_id, own in by_place.items():
        found |= _problems(place_id, own, Walk(actors).through(_effects_of(place_id, by_place, tree)))
    return tuple(sorted(found, key=_order))


def _problems(place_id: str, own: Sequence[LedgerEvent], walk: Walk) -> set[Problem]:
    """Return the problems of a place's own events; a quarter's are told at the quarter, not at its city again."""
    found: set[Problem] = set()
    ids = {event.id for event in own}
    for span in (s for layer in (walk.whole, *walk.parts.values()) for s in layer.spans):
        for text in span.problems:
            kind, _, event_id = text.partition(": ")
            found.add(Problem(kind, place_id, event_id, "the place is taken from a side that we do not have there"))
    for event_id, _ in walk.contradicted:
        text = "speaks of another side there than the one that we have"
        found.add(Problem("contradiction", place_id, event_id, text))
    for event in own:
        if event.modality in REAL and certain_day(event.start, event.end, event.known_on) is None:
            found.add(Problem("no day", place_id, event.id, "neither a day nor a day of speech is known"))
    return {problem for problem in found if problem.event_id in ids}


def _order(problem: Problem) -> tuple[str, str, str]:
    return problem.place_id, problem.kind, problem.event_id


def ledger_event(group: EventGroup, *, decided_at: date | None = None, decided_by: str | None = None) -> LedgerEvent:
    """Return a merged group as the timeline sees it; the id is the group's key. ValueError for an unresolved place."""
    m = group.merged
    if m.place_id is None:
        raise ValueError(f"event {group.key} has no place: it cannot colour one")
    return LedgerEvent(
        id=group.key, place_id=m.place_id, type=m.type, gaining=m.gaining, losing=m.losing, start=m.date_start,
        end=m.date_end, known_on=m.known_on or m.published, modality=m.modality, relation=m.relation, part=m.part,
        part_code=m.part_code, extent=m.extent, percent=m.percent, of_force=m.of_force, whole=m.whole,
        gaining_with=m.gaining_with, losing_with=m.losing_with, evidence=m.evidence, decided_at=decided_at,
        decided_by=decided_by, confidence=m.confidence, basis=group.claim_ids, published=m.published,
    )  # fmt: skip


def _by_place(events: Iterable[LedgerEvent]) -> dict[str, list[LedgerEvent]]:
    by_place: dict[str, list[LedgerEvent]] = {}
    for event in events:
        by_place.setdefault(event.place_id, []).append(event)
    return by_place


def _place(
    place_id: str, by_place: Mapping[str, Sequence[LedgerEvent]], tree: PlaceTree, actors: ActorBook
) -> tuple[Period, ...]:
    found = _effects_of(place_id, by_place, tree)
    return _composed(place_id, found, Walk(actors).through(found), actors) if found else ()


def _composed(place_id: str, found: Sequence[Effect], walk: Walk, actors: ActorBook) -> tuple[Period, ...]:
    events = {effect.event.id: effect.event for effect in found}
    return Composer(place_id, actors, events).periods(walk)


def _effects_of(place_id: str, by_place: Mapping[str, Sequence[LedgerEvent]], tree: PlaceTree) -> list[Effect]:
    """Return all effects on a place: its own, its quarters' (as parts), and what is said of the whole around it."""
    found = [effect for event in by_place.get(place_id, ()) for effect in effects(event)]
    for quarter in tree.quarters(place_id):
        label = tree[quarter].name or quarter
        for event in by_place.get(quarter, ()):
            found += effects(event, scope=f"place:{quarter}", label=label)
    for around in tree.above(place_id):
        for event in (event for event in by_place.get(around, ()) if event.whole):
            found += [
                replace(effect, hatched=True)
                for effect in effects(event)
                if not effect.scope and effect.kind in ("gain", "leave", "evacuate", "holds")
            ]
    return found
