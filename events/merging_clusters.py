"""Claims of one place, part, family and reality in groups, each about one change (rule 2).

The same thing is often said many times, so claims are compared by kind: those of one kind differ in nothing that these
rules look at. Groups are found by their days. The work then grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from events.extraction.types import FAMILY, REAL, Claim
from events.ledger import ActorBook
from events.merging_fields import leading_first, part_key, said_on, side_family
from events.merging_near import Reaches
from events.timeline_days import DAY, NEAR, certain_day, gap, interval, one_day, reach


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


def days_of(claim: Claim) -> tuple:
    """Return all that nearness looks at: where no day is known, being of one text counts as near."""
    return claim.date_start, claim.date_end, claim.known_on, claim.published, claim.article


def near(a: Claim, b: Claim, days: int = NEAR) -> bool:
    """Return whether two claims speak of days at most ``days`` apart (undated ones: by day of publication)."""
    ours, theirs = _days(a), _days(b)
    if ours and theirs:
        return gap(ours, theirs) <= days
    said_a, said_b = said_on(a), said_on(b)
    if said_a is None or said_b is None:
        return a.article == b.article
    return gap(one_day(said_a), one_day(said_b)) <= days


def _days(claim: Claim) -> tuple[date, date] | None:
    return interval(claim.date_start, claim.date_end, claim.known_on or claim.published)


class _Group:
    """Claims about one change, with the first of each kind."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.kinds: dict[tuple, Claim] = {}
        self.low, self.high = date.max.toordinal(), 0

    def takes(self, claim: Claim, actors: ActorBook, contrary: Sequence[FrozenEvent]) -> bool:
        return all(_same_change(claim, one, actors, contrary) for one in self.kinds.values())

    def add(self, claim: Claim, kind: tuple, low: int, high: int) -> None:
        self.claims.append(claim)
        self.kinds.setdefault(kind, claim)
        self.low, self.high = min(low, self.low), max(high, self.high)


def cluster(claims: Iterable[Claim], actors: ActorBook, frozen: Sequence[FrozenEvent]) -> list[list[Claim]]:
    """Return the claims of one place, part, family and reality in groups, every two of a group about the same change.

    Complete linkage in a fixed order: the dated and the fully told first, so that a vague claim joins the group that
    it fits best and can never tie two different changes together.
    """
    ordered = sorted(claims, key=_telling)
    contrary = _contrary(ordered[0], frozen)
    groups: list[_Group] = []
    reaches = Reaches()
    for claim in ordered:
        kind = (claim.type, claim.gaining, claim.losing, *days_of(claim))
        low, high = reach(claim.date_start, claim.date_end, said_on(claim))
        close = [i for i in reaches.meeting(low, high) if groups[i].low <= high and low <= groups[i].high]
        fitting = [i for i in close if groups[i].takes(claim, actors, contrary)]
        chosen = min(fitting, key=lambda i: _distance(claim, groups[i])) if fitting else len(groups)
        if not fitting:
            groups.append(_Group())
        group, before = groups[chosen], (groups[chosen].low, groups[chosen].high)
        group.add(claim, kind, low, high)
        if (group.low, group.high) != before:
            reaches.add(chosen, group.low, group.high)
    return [group.claims for group in groups]


def _telling(claim: Claim) -> tuple:
    sides = (claim.gaining is None) + (claim.losing is None)
    return (claim.date_start is None, sides, claim.date_start or date.min, leading_first(claim))


def _distance(claim: Claim, group: _Group) -> tuple:
    day = certain_day(claim.date_start, claim.date_end, said_on(claim)) or date.min
    kinds = group.kinds.values()
    days = [certain_day(other.date_start, other.date_end, said_on(other)) or date.min for other in kinds]
    return (min(abs((day - other).days) for other in days), leading_first(group.claims[0]))


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
