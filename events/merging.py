"""Claims to events: which claims speak of one change, and what they say together (rules 1-4).

``merge`` is a pure function of its arguments: the order in which claims arrive never matters. It may be called
with the claims of one place only, since claims of different places never merge. A claim that belongs to a decided
event is left out of the new groups: a decision freezes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from events.extraction.types import Claim
from events.ledger import ActorBook
from events.merging_clusters import FrozenEvent, cluster, near
from events.merging_fields import (
    Merged,
    leading_first,
    merged_fields,
    origin_of,
    reality,
    said_on,
    scope_of,
    side_family,
)
from events.merging_links import contradictions, echoes

__all__ = ["EventGroup", "FrozenEvent", "MergeResult", "Merged", "change_family", "merge", "near", "origins"]


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Claims that speak of one change. ``key`` is the id of its first claim (by publication, then offset).

    ``claims`` begin with the leading one: the asserted, then the earliest (rule 2). ``merged`` holds what they say
    together. ``origins`` are the distinct named origins among them (rule 4), spelling-folded.
    """

    key: str
    claims: tuple[Claim, ...]
    merged: Merged
    origins: tuple[str, ...]

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Return the ids of the claims, the leading one first."""
        return tuple(claim.id for claim in self.claims)

    @property
    def leading(self) -> Claim:
        """Return the leading claim."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What merging found. Keys are ``EventGroup.key`` or ``FrozenEvent.key``.

    ``contradictions`` are pairs of keys, each in both directions. ``echoes`` are (new group, decided event) that
    speak of the same change: the decided one is not touched, a curator may want to see them together.
    ``orphans`` are decided events none of whose claims was handed in: a worklist (rule 5).
    """

    groups: tuple[EventGroup, ...]
    contradictions: tuple[tuple[str, str], ...] = ()
    echoes: tuple[tuple[str, str], ...] = ()
    orphans: tuple[str, ...] = ()


def change_family(claim: Claim) -> str:
    """Return the family of the change that a claim speaks of: a capture of a part or a share is an advance (rule 8)."""
    return side_family(claim)


def merge(claims: Iterable[Claim], *, actors: ActorBook, frozen: Iterable[FrozenEvent] = ()) -> MergeResult:
    """Merge claims into events (rules 2 and 3); see the module's docstring."""
    frozen = tuple(sorted(frozen, key=lambda event: event.key))
    given = {claim.id: claim for claim in claims}
    taken = {claim_id for event in frozen for claim_id in event.claim_ids}
    free = [claim for claim in given.values() if claim.id not in taken]
    groups = []
    for bucket in _buckets(free).values():
        groups.extend(cluster(bucket, actors, frozen))
    events = tuple(sorted((_group(members) for members in groups), key=lambda group: group.key))
    orphans = tuple(event.key for event in frozen if event.claim_ids and not any(i in given for i in event.claim_ids))
    return MergeResult(events, contradictions(events, frozen, actors), echoes(events, frozen, actors), orphans)


def origins(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the independent named origins of claims, folded and sorted (rule 4)."""
    return tuple(sorted({origin for claim in claims if (origin := origin_of(claim))}))


def _buckets(claims: Sequence[Claim]) -> dict[tuple, list[Claim]]:
    """Return the claims by what may never differ inside one event: place, part, family, share and reality."""
    buckets: dict[tuple, list[Claim]] = {}
    for claim in claims:
        place = claim.place_id or f"unresolved:{claim.id}"
        buckets.setdefault((place, scope_of(claim), side_family(claim), reality(claim)), []).append(claim)
    return buckets


def _group(members: list[Claim]) -> EventGroup:
    ordered = tuple(sorted(members, key=leading_first))
    first = min(members, key=lambda claim: (said_on(claim) or date.max, claim.article, claim.start, claim.id))
    return EventGroup(first.id, ordered, merged_fields(ordered), origins(ordered))
