"""Rows → what was known on a day, and periods without embargoed events: the same core, fed with fewer rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q

from events import readers
from events.ledger import LedgerEvent, Period
from events.merging import EventGroup, merge
from events.models import Claim, ControlEvent
from events.policy import PolicyContext, judge
from events.rows import claim_value, event_value, frozen_value, machine_columns, place_node
from events.timeline import PlaceTree, affected, build, build_place, known_on, ledger_event, needed
from gazetteer.models import Place


@dataclass(frozen=True, slots=True)
class Known:
    """What was known on a day: the events (primary keys), how their columns differed, and the periods."""

    pks: frozenset[int]
    columns: dict[int, dict[str, Any]]
    periods: tuple[Period, ...]


@lru_cache(maxsize=16)
def _known(day: date, ledger: bool, stamp: int, policy: bool, today: date) -> Known:
    people = _decided(day, ledger)
    groups = _judged(day, people) if policy else {}
    events = {str(event.pk): _as_event(event) for event in people if event.status == "accepted" and event.place_id}
    events = {e.id: e for e in known_on(events.values(), day)}
    for pk, group in groups.items():
        events[str(pk)] = replace(ledger_event(group, decided_by="policy"), id=str(pk), ledger=False)
    columns = {pk: machine_columns(group.merged) | {"n_claims": len(group.claims)} for pk, group in groups.items()}
    periods = build(events.values(), _tree(), readers.actor_book())
    return Known(frozenset(map(int, events)), columns, periods)


def known(day: date, *, ledger: bool, stamp: int) -> Known:
    """Return what was known by the end of ``day``. Remembered while ``stamp`` stays."""
    return _known(day, ledger, stamp, settings.CONFLICTMAP_POLICY, date.today())


def _decided(day: date, ledger: bool) -> list[ControlEvent]:
    """Return the events that a person had decided by the end of the day, and the historical ledger's."""
    by_then = Q(decided_at__date__lte=day) | Q(ledger=True)
    events = ControlEvent.objects.released().filter(by_then, decided_by="person")
    return list(events if ledger else events.news())


def _as_event(event: ControlEvent) -> LedgerEvent:
    value = event_value(event)
    return replace(value, id=str(event.pk), known_on=event.known_on or event.first_published)


def _judged(day: date, people: Iterable[ControlEvent]) -> dict[int, EventGroup]:
    """Return what the policy would have accepted then, by the event that most of the claims are in today."""
    rows = list(_claims_of(day))
    taken = defaultdict(list)
    for row in rows:
        taken[row.event_id].append(row.id)
    frozen = [frozen_value(event, taken[event.pk]) for event in people if not event.ledger]
    values = {row.id: claim_value(row) for row in rows}
    actors, leanings = readers.actor_book(), readers.leanings()
    result = merge(values.values(), actors=actors, frozen=frozen)
    here = defaultdict(list)
    for value in values.values():
        here[value.place_id].append(value)
    event_of, found = {row.id: row.event_id for row in rows}, {}
    released = set(ControlEvent.objects.released().accepted().values_list("pk", flat=True))
    for group in result.groups:
        context = PolicyContext(actors=actors, claims=tuple(here[group.merged.place_id]), leanings=leanings)
        pk = Counter(event_of[id] for id in group.claim_ids).most_common(1)[0][0]
        if pk in released and pk not in found and judge(group, context).accepted:
            found[pk] = group
    return found


def _claims_of(day: date) -> Iterable[Claim]:
    """Return the claims published by the end of the day in versions that stood then."""
    replaced_later = Q(article__later_versions__published__gt=day)
    stood = Q(article__superseded=False) | replaced_later
    rejected_later = Q(rejected=False) | Q(event__decided_at__date__gt=day)
    claims = Claim.objects.filter(stood, rejected_later, live=True, article__ledger=False)
    said = Q(article__published__lte=day) | Q(article__published=None, known_on__lte=day)
    fell_later = ~Q(article__standing="retracted") | Q(article__standing_at__date__gt=day)
    return claims.filter(said, fell_later).select_related("article__outlet").distinct()


def _tree() -> PlaceTree:
    return PlaceTree([place_node(place) for place in Place.everything.without_areas().filter(_concerned())])


def _concerned() -> Q:
    """Return the condition for places that an event or a neighbour's event may colour."""
    own = ControlEvent.objects.exclude(place=None).values("place_id")
    return (
        Q(pk__in=own)
        | Q(children__in=own)
        | Q(children__children__in=own)
        | Q(parent__in=own)
        | Q(parent__parent__in=own)
        | Q(parent__parent__parent__in=own)
    )


def touched_by(events: Iterable[ControlEvent]) -> set[str]:
    """Return the places whose periods may rest on the events."""
    events = list(events)
    if not events:
        return set()
    tree = _tree()
    return {place for event in events for place in affected(tree, event.place_id, whole=event.whole)}


def built_anew(places: Iterable[str], *, ledger: bool) -> list[Period]:
    """Return the periods of the places without embargoed events."""
    tree, actors = _tree(), readers.actor_book()
    wanted = {id for place in places for id in needed(tree, place)}
    events = ControlEvent.objects.accepted().released().filter(place__in=wanted)
    rows = [replace(event_value(row), id=str(row.pk)) for row in (events if ledger else events.news())]
    by_place = defaultdict(list)
    for row in rows:
        by_place[row.place_id].append(row)
    return [
        period
        for place in sorted(places)
        for period in build_place(place, [event for id in needed(tree, place) for event in by_place[id]], tree, actors)
    ]
