"""Rows → what was known on a day, and periods without embargoed events: the same core, fed with fewer rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from events import readers
from events.decisions import decided_by_then, end_of
from events.ledger import Period
from events.merging import EventGroup, merge
from events.models import Article, Claim, ControlEvent
from events.policy import PolicyContext, judge
from events.querysets import ArticleQuerySet
from events.rows import EVENT_COLUMNS, claim_value, event_value, frozen_value, machine_columns, place_node
from events.timeline import PlaceTree, affected, build, build_place, known_on, ledger_event, ledger_version, needed
from gazetteer.models import Place


@dataclass(frozen=True, slots=True)
class Known:
    """What was known on a day: the events (primary keys), their columns as they were then, periods and version."""

    pks: frozenset[int]
    columns: dict[int, dict[str, Any]]
    periods: tuple[Period, ...]
    version: str


@lru_cache(maxsize=16)
def _known(day: date, ledger: bool, stamp: int, policy: bool, today: date) -> Known:
    people = decided_by_then(day, ledger=ledger, policy=policy)
    groups = _judged(day, people) if policy else {}
    accepted = {event.key: event for event in people if event.status == "accepted" and event.place_id}
    found = {event.id: event for event in known_on(map(event_value, accepted.values()), day)}
    columns = {accepted[key].pk: _columns(accepted[key]) for key in found}
    pk_of = {key: accepted[key].pk for key in found}
    for key, (pk, group) in groups.items():
        found[key], pk_of[key] = ledger_event(group, decided_by="policy"), pk
        told = machine_columns(group.merged) | {"n_claims": len(group.claims), "n_sources": len(group.origins) or 1}
        columns.setdefault(pk, told | {"status": "accepted", "decided_by": "policy"})
    periods = build(found.values(), _tree(), readers.actor_book())
    told = tuple(replace(p, basis=tuple(str(pk_of[key]) for key in p.basis)) for p in periods)
    return Known(frozenset(pk_of.values()), columns, told, ledger_version(found.values()))


def known(day: date, *, ledger: bool, stamp: int) -> Known:
    """Return what was known by the end of ``day`` (UTC). Remembered while ``stamp`` stays."""
    return _known(day, ledger, stamp, settings.CONFLICTMAP_POLICY, date.today())


def _columns(event: ControlEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in (*EVENT_COLUMNS, "status", "decided_by")}


def _judged(day: date, people: Iterable[ControlEvent]) -> dict[str, tuple[int, EventGroup]]:
    """Return what the policy would have accepted then: key → (the event that most of the claims are in today, group).

    What became of that event later does not count: it may have been denied, rejected or merged since.
    """
    rows = list(_claims_of(day))
    taken = defaultdict(list)
    for row in rows:
        taken[row.event_id].append(row.id)
    frozen = [frozen_value(event, taken[event.pk]) for event in people if not event.ledger]
    values = {row.id: claim_value(row) for row in rows}
    actors, leanings = readers.actor_book(), readers.leanings()
    context = PolicyContext(actors=actors, claims=tuple(values.values()), leanings=leanings)
    result = merge(values.values(), actors=actors, frozen=frozen)
    rejected = {event.key for event in frozen if event.status == "rejected"}
    echoed = {key for key, old in result.echoes if old in rejected}
    event_of, found = {row.id: row.event_id for row in rows}, {}
    released = set(ControlEvent.objects.released().filter(pk__in=event_of.values()).values_list("pk", flat=True))
    for group in result.groups:
        pk = Counter(event_of[id] for id in group.claim_ids).most_common(1)[0][0]
        if pk in released and group.key not in echoed and judge(group, context).accepted:
            found[group.key] = (pk, group)
    return found


def _claims_of(day: date) -> Iterable[Claim]:
    """Return the claims published by the end of the day in versions that stood then."""
    said = Q(article__published__lte=day) | Q(article__published=None, known_on__lte=day)
    claims = Claim.objects.filter(said, live=True, article__in=_stood(day).values("pk"))
    return claims.select_related("article__outlet")


def articles_of(day: date) -> ArticleQuerySet:
    """Return the news published by the end of the day, in versions that stood then."""
    return _stood(day).filter(published__lte=day)


def _stood(day: date) -> ArticleQuerySet:
    replaced_later = Article.objects.filter(version_of=OuterRef("pk"), published__gt=day)
    stood = Q(superseded=False) | Exists(replaced_later)
    fell_later = ~Q(standing="retracted") | Q(standing_at__gte=end_of(day))
    return Article.objects.news().filter(stood, fell_later)


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
