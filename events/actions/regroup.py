"""Claims of some places → their events: the machine's part of merging, around what people decided.

A decision of a person freezes its event. The policy is a pure function of the claims, so while it is switched on its
own decisions are made anew whenever the claims change, each change of mind with a row in the log; that is what makes
the order of ingestion indifferent. While it is off its former decisions freeze too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from events import readers
from events.actions.columns import read_by_machine
from events.actions.frame import log, policy_is_on
from events.actions.judge import judge_group
from events.merging import EventGroup, MergeResult, merge
from events.models import Claim, ControlEvent, Review
from events.policy import PolicyContext
from events.rows import claim_value, frozen_value

_NOTHING = (None, False, "")


@dataclass(slots=True)
class Regrouped:
    """What regrouping did: events made, and where accepted events changed (place → whether said of all inside it)."""

    made: int
    dirty: dict[str, bool]


def regroup(*, places: Collection[str], loose: Collection[str] = ()) -> Regrouped:
    """Merge the live claims of ``places`` and the claims ``loose`` (ids; unresolved ones have no place) anew.

    Must run inside ``writing()``.
    """
    rows = _claims(places, loose)
    events = _events(places, rows)
    frozen = [event for event in events.values() if is_frozen(event)]
    by_event = defaultdict(list)
    for row in rows:
        by_event[row.event_id].append(row.id)
    actors = readers.actor_book()
    values = [claim_value(row) for row in rows]
    result = merge(values, actors=actors, frozen=[frozen_value(event, by_event[event.pk]) for event in frozen])
    before = {event.pk: _colouring(event) for event in events.values()}
    found = _assign(result.groups, {row.id: row for row in rows}, events)
    stored = _store(result.groups, found, {row.id: row for row in rows})
    gone = _drop(event for event in events.values() if not is_frozen(event) and event.pk not in stored)
    _link(result, stored, frozen)
    context = PolicyContext(actors=actors, claims=tuple(values), leanings=readers.leanings())
    echoed = _echoes_of_rejected(result, frozen)
    for event, group in stored.values():
        judge_group(event, group, context, echo=group.key in echoed)
    after = {pk: _colouring(event) for pk, (event, _) in stored.items()}
    return Regrouped(made=sum(pk not in events for pk in stored), dirty=_changed(before, after, gone))


def is_frozen(event: ControlEvent) -> bool:
    """Whether the machine must leave the event alone: decided, or grouped by a curator, or the ledger's."""
    by_policy = event.decided_by == "policy" and policy_is_on()
    return event.frozen or event.ledger or (event.decided_by is not None and not by_policy)


def _colouring(event: ControlEvent) -> tuple[str | None, bool, str]:
    """Return what the timeline would notice of the event: nothing unless it is accepted."""
    return (event.place_id, event.whole, event.digest) if event.status == "accepted" else _NOTHING


def _changed(before: dict[int, tuple], after: dict[int, tuple], gone: Iterable[int]) -> dict[str, bool]:
    """Return the places of accepted events that changed, came or went."""
    dirty: dict[str, bool] = {}
    for pk in {*after, *gone}:
        old, new = before.get(pk, _NOTHING), after.get(pk, _NOTHING)
        for place, whole, _ in (old, new) if old != new else ():
            if place:
                dirty[place] = dirty.get(place, False) or whole
    return dirty


def _claims(places: Collection[str], loose: Collection[str]) -> list[Claim]:
    """Return the live claims in question with their articles, in a fixed order; none of the ledger's."""
    rows = Claim.objects.live().filter(Q(place__in=places) | Q(pk__in=loose), article__ledger=False)
    return list(rows.select_related("article__outlet").order_by("pk"))


def _events(places: Collection[str], rows: Iterable[Claim]) -> dict[int, ControlEvent]:
    """Return the news events at the places or of the claims, locked."""
    mine = {row.event_id for row in rows if row.event_id}
    here = Q(place__in=places) | Q(pk__in=mine)
    events = ControlEvent.objects.news().filter(here).order_by("pk").select_for_update(of=("self",))
    return {event.pk: event for event in events}


def _assign(groups: Iterable[EventGroup], rows: dict[str, Claim], events: dict[int, ControlEvent]) -> dict[str, int]:
    """Return group key → the existing event that goes on in it: the one that most of its claims were in."""
    votes = []
    for group in groups:
        counts = Counter(rows[id].event_id for id in group.claim_ids if rows[id].event_id in events)
        votes += [(-n, pk, group.key) for pk, n in counts.items() if not is_frozen(events[pk])]
    found: dict[str, int] = {}
    for _, pk, key in sorted(votes):
        if key not in found and pk not in found.values():
            found[key] = pk
    return {key: events[pk] for key, pk in found.items()}


def _store(groups, found: dict[str, ControlEvent], rows: dict[str, Claim]) -> dict[int, tuple]:
    """Write the groups' events and which claim belongs to which; return pk → (event, group)."""
    moving = [event.pk for key, event in found.items() if event.key != key]
    for pk in moving:  # two events may swap keys: step aside first
        ControlEvent.objects.filter(pk=pk).update(key=f"~{pk}")
    stored = {}
    for group in groups:
        event = found.get(group.key) or ControlEvent()
        fresh = (event.key, event.digest)
        event.key = group.key
        read_by_machine(event, group)
        if (event.key, event.digest) != fresh or event.lexicon != group.leading.lexicon or event.pk in moving:
            event.save()
        stored[event.pk] = (event, group)
        wrong = [id for id in group.claim_ids if rows[id].event_id != event.pk]
        if wrong:
            Claim.objects.filter(pk__in=wrong).update(event=event)
    return stored


def _drop(events: Iterable[ControlEvent]) -> list[int]:
    """Take away machine-made events that lost all claims, return their keys; one with a log stays, empty."""
    gone = []
    for event in events:
        gone.append(event.pk)
        if not event.reviews.exists():
            event.delete()
            continue
        if event.status == "accepted":
            why = ["unfound: the rules no longer find any of its claims"]
            log(Review.Verdict.UNSUPPORTED, event=event, reasons=why)
        event.key = f"~{event.pk}"
        event.status, event.decided_by, event.decided_at = "suggested", None, None
        event.n_claims = event.n_sources = 0
        event.save()
        event.contradicts.clear()
    return gone


def _link(result: MergeResult, stored: dict[int, tuple], frozen: Iterable[ControlEvent]) -> None:
    """Store the contradictions in both directions."""
    keys = {group.key: event for event, group in stored.values()}
    others = {event.key: event for event in frozen} | keys
    wanted = defaultdict(set)
    for one, other in result.contradictions:
        wanted[others[one].pk].add(others[other].pk)
    told = defaultdict(set)
    stored_links = ControlEvent.contradicts.through.objects.filter(
        from_controlevent__in=[event.pk for event in others.values()]
    )
    for one, other in stored_links.values_list("from_controlevent", "to_controlevent"):
        told[one].add(other)
    for event in others.values():
        if wanted[event.pk] != told[event.pk]:
            event.contradicts.set(wanted[event.pk])


def _echoes_of_rejected(result: MergeResult, frozen: Iterable[ControlEvent]) -> set[str]:
    rejected = {event.key for event in frozen if event.status == "rejected"}
    return {key for key, old in result.echoes if old in rejected}
