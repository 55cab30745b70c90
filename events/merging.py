"""Claims to events: which claims speak of one change, and what they say together (rules 1-4).

``merge`` is a pure function of its arguments: the order in which claims arrive never matters. It may be called
with the claims of one place only, since claims of different places never merge. A claim that belongs to a decided
event is left out of the new groups: a decision freezes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from events.extraction.types import FAMILY, REAL, Claim
from events.ledger import ActorBook
from events.merging_fields import (
    Merged,
    leading_first,
    merged_fields,
    origin_of,
    part_key,
    reality,
    said_on,
    scope_of,
    side_family,
)
from events.merging_links import contradictions, echoes
from events.timeline_days import DAY, NEAR, certain_day, gap, interval, one_day, reach

__all__ = ["EventGroup", "FrozenEvent", "MergeResult", "Merged", "change_family", "merge", "near", "origins"]


@dataclass(frozen=True, slots=True)
class FrozenEvent:
    """A decided event, as merging must know it: its claims are taken, and an accepted one stands between others.

    ``status`` is ``accepted`` or ``rejected``. ``family`` is the change's family (``change_family``), ``published``
    the day on which its claims were first published.
    """

    key: str
    place_id: str | None
    family: str
    claim_ids: tuple[str, ...] = ()
    status: str = "accepted"
    gaining: str | None = None
    losing: str | None = None
    part: str | None = None
    part_code: str | None = None
    partial: bool = False
    date_start: date | None = None
    date_end: date | None = None
    known_on: date | None = None
    published: date | None = None
    modality: str = "asserted"
    relation: str = "at"


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
        groups.extend(_cluster(bucket, actors, frozen))
    events = tuple(sorted((_group(members) for members in groups), key=lambda group: group.key))
    orphans = tuple(event.key for event in frozen if event.claim_ids and not any(i in given for i in event.claim_ids))
    return MergeResult(events, contradictions(events, frozen, actors), echoes(events, frozen, actors), orphans)


def near(a: Claim, b: Claim, days: int = NEAR) -> bool:
    """Return whether two claims speak of days at most ``days`` apart (undated ones: by day of publication)."""
    ours, theirs = _days(a), _days(b)
    if ours and theirs:
        return gap(ours, theirs) <= days
    said_a, said_b = said_on(a), said_on(b)
    if said_a is None or said_b is None:
        return a.article == b.article
    return gap(one_day(said_a), one_day(said_b)) <= days


def origins(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the independent named origins of claims, folded and sorted (rule 4)."""
    return tuple(sorted({origin for claim in claims if (origin := origin_of(claim))}))


def _days(claim: Claim) -> tuple[date, date] | None:
    return interval(claim.date_start, claim.date_end, claim.known_on or claim.published)


def _buckets(claims: Sequence[Claim]) -> dict[tuple, list[Claim]]:
    """Return the claims by what may never differ inside one event: place, part, family, share and reality."""
    buckets: dict[tuple, list[Claim]] = {}
    for claim in claims:
        place = claim.place_id or f"unresolved:{claim.id}"
        buckets.setdefault((place, scope_of(claim), side_family(claim), reality(claim)), []).append(claim)
    return buckets


def _cluster(claims: list[Claim], actors: ActorBook, frozen: Sequence[FrozenEvent]) -> list[list[Claim]]:
    """Return the claims of one bucket in groups, every two claims of a group about the same change.

    Complete linkage in a fixed order: the dated and the fully told first, so that a vague claim joins the group that
    it fits best and can never tie two different changes together.
    """
    contrary = _contrary(claims[0], frozen)
    groups: list[list[Claim]] = []
    reaches: list[tuple[int, int]] = []
    for claim in sorted(claims, key=_telling):
        low, high = reach(claim.date_start, claim.date_end, said_on(claim))
        close = [i for i, (first, last) in enumerate(reaches) if first <= high and low <= last]
        fitting = [i for i in close if all(_same_change(claim, other, actors, contrary) for other in groups[i])]
        if fitting:
            chosen = min(fitting, key=lambda i: _distance(claim, groups[i]))
            groups[chosen].append(claim)
            reaches[chosen] = (min(low, reaches[chosen][0]), max(high, reaches[chosen][1]))
        else:
            groups.append([claim])
            reaches.append((low, high))
    return groups


def _telling(claim: Claim) -> tuple:
    sides = (claim.gaining is None) + (claim.losing is None)
    return (claim.date_start is None, sides, claim.date_start or date.min, leading_first(claim))


def _distance(claim: Claim, group: Sequence[Claim]) -> tuple:
    day = certain_day(claim.date_start, claim.date_end, said_on(claim)) or date.min
    days = [certain_day(other.date_start, other.date_end, said_on(other)) or date.min for other in group]
    return (min(abs((day - other).days) for other in days), leading_first(group[0]))


def _same_change(a: Claim, b: Claim, actors: ActorBook, contrary: Sequence[FrozenEvent]) -> bool:
    if not (_sides_fit(a, b, actors) and _dates_meet(a, b)):
        return False
    return not any(_between(event, a, b, actors) for event in contrary)


def _sides_fit(a: Claim, b: Claim, actors: ActorBook) -> bool:
    """Return whether the gaining sides are equal, one part of the other, or null; who leaves is compared likewise."""
    day = said_on(a) or said_on(b)
    if not _fits(a.gaining, b.gaining, actors, day):
        return False
    # Where no gaining side tells the changes apart, and where leaving is the change, the losing side does.
    told_by_loser = FAMILY[a.type] in ("leave", "surrender") or a.gaining is None or b.gaining is None
    return not told_by_loser or _fits(a.losing, b.losing, actors, day)


def _fits(a: str | None, b: str | None, actors: ActorBook, day: date | None) -> bool:
    if a is None or b is None or a == b:
        return True
    return b in actors.chain(a, day) or a in actors.chain(b, day)


def _dates_meet(a: Claim, b: Claim) -> bool:
    ours, theirs = _days(a), _days(b)
    if ours and theirs:
        return gap((ours[0] - DAY, ours[1] + DAY), (theirs[0] - DAY, theirs[1] + DAY)) == 0
    return near(a, b)


def _contrary(sample: Claim, frozen: Sequence[FrozenEvent]) -> list[FrozenEvent]:
    """Return the accepted events at the claims' place that may stand between two of them.

    What lies beside the place, or is of another part, undoes nothing there; neither does what only some did.
    """
    here = [e for e in frozen if e.status == "accepted" and e.place_id is not None and e.place_id == sample.place_id]
    scopes = ("", part_key(sample.part, sample.part_code, sample.relation))
    return [
        e
        for e in here
        if not e.partial and e.relation in ("at", "part") and part_key(e.part, e.part_code, e.relation) in scopes
    ]


_UNDOES = {
    "gain": ("gain", "leave", "surrender"),
    "leave": ("gain",),
    "surrender": ("gain",),
    "siege": ("siege_broken", "gain", "leave"),
    "siege_broken": ("siege",),
    "advance": ("repelled", "gain", "leave"),
    "repelled": ("advance", "gain"),
    "holds": ("gain", "leave", "surrender"),
}


def _between(event: FrozenEvent, a: Claim, b: Claim, actors: ActorBook) -> bool:
    """Return whether an accepted contrary event stands between the days of two claims (rule 2)."""
    if event.family not in _UNDOES[side_family(a)] or event.modality not in REAL:
        return False
    days = sorted(d for c in (a, b) if (d := certain_day(c.date_start, c.date_end, said_on(c))))
    at = certain_day(event.date_start, event.date_end, event.known_on)
    if len(days) < 2 or at is None or days[0] == days[1] or not days[0] <= at <= days[1]:
        return False
    side = a.gaining or b.gaining or a.losing or b.losing
    if event.family == "gain":
        winner = a.gaining or b.gaining
        return not (winner and actors.agree(event.gaining, winner, at))
    if event.family in ("leave", "surrender"):
        return side is None or actors.agree(event.losing, side, at)
    return True


def _group(members: list[Claim]) -> EventGroup:
    ordered = tuple(sorted(members, key=leading_first))
    first = min(members, key=lambda claim: (said_on(claim) or date.max, claim.article, claim.start, claim.id))
    return EventGroup(first.id, ordered, merged_fields(ordered), origins(ordered))
