"""Acceptance by policy (rule 6): which events may colour the map without a person, and why the others may not.

The policy is a pure function of the live claims at a place. Every refusal carries its reason: a code, ``": "``
and words. An accepted event carries the reason for which it was accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from events.extraction.types import REAL, UNVERIFIED, Claim
from events.ledger import ActorBook
from events.merging import EventGroup, near
from events.merging_clusters import days_of
from events.merging_fields import is_share, origin_of, part_key, part_of_place, said_on, side_family
from events.merging_near import Reaches
from events.timeline_days import DAY, NEAR, gap, interval, one_day, reach

EXPECTED_AFTER = 30  # days after the event's publication in which a forecast of the same change still counts

REASONS = {
    "asserted": "the outlet says it itself",
    "against_interest": "the side that loses by it says so",
    "independent_origins": "two or more independent named origins say so",
    "named_origin": "one named origin is enough for a siege, which makes no new holder",
    "not_real": "expected or denied, not said to have happened",
    "confidence": "no claim of high confidence",
    "unnamed_source": "the source is not named",
    "single_origin": "only one named origin, and not the side that loses by it",
    "place_unresolved": "the place is not in the gazetteer",
    "place_tied": "several places fit the name",
    "place_unverified": "no record confirms the position of the place",
    "relation": "said of the surroundings or of a part, not of the place",
    "actor_unresolved": "a side is named that could not be resolved",
    "no_side": "the side that the change needs is not said",
    "told_in_pieces": "no claim that may speak for the event says by itself who, and how much",
    "no_day": "neither a day nor a day of speech is known",
    "denied": "the same change is denied within three days",
    "expected": "the same change was still expected the same day or later",
    "other_bloc": "within three days another bloc is said to have gained or to hold the whole place",
}
_PART_ALLOWED = ("siege", "siege_broken", "holds", "advance", "repelled")
_NEEDS = {
    "gain": "gaining", "advance": "gaining", "holds": "gaining", "siege": "gaining",
    "leave": "losing", "surrender": "losing",
}  # fmt: skip


@dataclass(frozen=True)
class PolicyContext:
    """What the policy looks at beside the event.

    ``claims`` are all live claims at the event's place (expected and denied ones too; the event's own may be among
    them, other places' are ignored). ``leanings`` maps a speaker (``attribution_actor``, or an origin or outlet as
    written) to the sides for which it speaks.
    """

    actors: ActorBook
    claims: tuple[Claim, ...] = ()
    leanings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _reaches(self) -> dict[str, Reaches]:
        """Return the numbers of the claims by place and day, worked out once for all events that are judged."""
        found: dict[str, Reaches] = {}
        for number, claim in enumerate(self.claims):
            if claim.place_id:
                found.setdefault(claim.place_id, Reaches()).add(number, *_reach(claim))
        return found

    def beside(self, group: EventGroup) -> list[Claim]:
        """Return the claims at an event's place that are not its own and of days that may matter to it, in order."""
        here = self._reaches.get(group.merged.place_id)
        if here is None:
            return []
        own, spans = set(group.claim_ids), [_reach(claim) for claim in _kinds(group)]
        low, high = min(first for first, _ in spans), max(last for _, last in spans)
        found = (self.claims[number] for number in here.meeting(low, high + EXPECTED_AFTER))
        return [claim for claim in found if claim.id not in own]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The policy's answer. ``reasons`` are "code: words"; ``codes`` only the codes."""

    accepted: bool
    reasons: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the reasons' codes."""
        return tuple(reason.split(":", 1)[0] for reason in self.reasons)


def judge(group: EventGroup, context: PolicyContext) -> Verdict:
    """Return whether the policy accepts an event, with every reason (rule 6)."""
    if group.merged.modality not in REAL:
        return _verdict(False, ["not_real"])
    refusals = list(_of_the_event(group)) + list(_of_other_claims(group, context))
    usable, why_not = _usable(group)
    telling = [claim for claim in usable if _tells_all(claim, group)]
    grounds = _grounds(group, telling, context) if telling else None
    if not usable:
        refusals += why_not
    elif not telling:
        refusals.append("told_in_pieces")
    elif grounds is None:
        refusals += _lacking(telling)
    return _verdict(False, refusals) if refusals else _verdict(True, [grounds])


def _verdict(accepted: bool, codes: Iterable[str]) -> Verdict:
    return Verdict(accepted, tuple(f"{code}: {REASONS[code]}" for code in dict.fromkeys(codes)))


def _of_the_event(group: EventGroup) -> Iterator[str]:
    merged = group.merged
    needed = _NEEDS.get(merged.family)
    if needed and getattr(merged, needed) is None:
        yield "no_side"
    if merged.date_start is None and merged.date_end is None and merged.known_on is None:
        yield "no_day"


def _usable(group: EventGroup) -> tuple[list[Claim], list[str]]:
    """Return the claims that may speak for the event, and why the others may not."""
    usable, why_not = [], []
    for claim in group.claims:
        faults = list(_faults(claim))
        why_not += faults
        if not faults:
            usable.append(claim)
    return usable, why_not


def _tells_all(claim: Claim, group: EventGroup) -> bool:
    """Return whether a claim says by itself what would colour the map.

    Else a vague but trusted claim ("the town is free of X") could carry another's unproven word about who took it.
    """
    merged = group.merged
    needed = _NEEDS.get(merged.family)
    says_who = needed is None or getattr(claim, needed) is not None or getattr(merged, needed) is None
    says_all = merged.of_force != "all" or claim.of_force == "all"
    return says_who and says_all and (claim.whole or not merged.whole)


def _faults(claim: Claim) -> Iterator[str]:
    if claim.modality not in REAL:
        yield "not_real"
    if claim.confidence != "high":
        yield "confidence"
    if not claim.named_origin and claim.modality == "claimed":
        yield "unnamed_source"
    if claim.place_id is None or claim.place_precision == "unresolved":
        yield "place_unresolved"
    if claim.place_tie:
        yield "place_tied"
    if UNVERIFIED in claim.reasons:
        yield "place_unverified"
    if not _relation_allowed(claim):
        yield "relation"
    if claim.actor_unresolved:
        yield "actor_unresolved"


def _relation_allowed(claim: Claim) -> bool:
    if part_of_place(claim) or claim.relation == "part":
        return claim.relation in ("at", "part") and (side_family(claim) in _PART_ALLOWED or is_share(claim))
    return claim.relation == "at"


def _grounds(group: EventGroup, usable: list[Claim], context: PolicyContext) -> str | None:
    """Return the code of what the event is accepted for, None where nothing is enough."""
    if any(claim.modality == "asserted" for claim in usable):
        return "asserted"
    if any(_against_interest(claim, group, context) for claim in usable):
        return "against_interest"
    named = {origin for claim in usable if (origin := origin_of(claim))}
    if len(named) >= 2:
        return "independent_origins"
    if named and group.merged.family in ("siege", "siege_broken"):
        return "named_origin"
    return None


def _lacking(usable: list[Claim]) -> list[str]:
    return ["single_origin"] if any(origin_of(claim) for claim in usable) else ["unnamed_source"]


def _against_interest(claim: Claim, group: EventGroup, context: PolicyContext) -> bool:
    """Return whether the claim is made by the side that loses by it, and by none that gains."""
    losing = group.merged.losing
    if losing is None or claim.modality != "claimed":
        return False
    day = said_on(claim)
    sides = set(_speaks_for(claim, context))
    if any(context.actors.agree(side, group.merged.gaining, day) for side in sides):
        return False
    return any(context.actors.agree(side, losing, day) for side in sides)


def _speaks_for(claim: Claim, context: PolicyContext) -> Iterator[str]:
    if claim.attribution_actor:
        yield claim.attribution_actor
    for speaker in (claim.attribution_actor, claim.origin, claim.attribution):
        if speaker:
            yield from context.leanings.get(speaker, ())


def _kinds(group: EventGroup) -> list[Claim]:
    """Return one of the event's claims for each text and each days that it tells: much is said many times over."""
    return list({days_of(claim): claim for claim in group.claims}.values())


def _reach(claim: Claim) -> tuple[int, int]:
    """Return the ordinals of the days that a claim is near to; all where nearness goes by its text."""
    if said_on(claim) is None:
        return reach()
    return reach(claim.date_start, claim.date_end, claim.known_on, claim.published)


def _of_other_claims(group: EventGroup, context: PolicyContext) -> Iterator[str]:
    """Yield the refusals that other claims at the place give rise to."""
    kinds = _kinds(group)
    for claim in context.beside(group):
        if _same_change(claim, group):
            if claim.modality == "denied" and _near_event(claim, group, kinds):
                yield "denied"
            if claim.modality == "expected" and _still_expected(claim, kinds):
                yield "expected"
        if claim.modality in REAL and _other_holder(claim, group, kinds, context.actors):
            yield "other_bloc"


def _same_change(claim: Claim, group: EventGroup) -> bool:
    ours = part_key(group.merged.part, group.merged.part_code, group.merged.relation)
    return side_family(claim) == group.merged.family and part_key(claim.part, claim.part_code, claim.relation) == ours


def _near_event(claim: Claim, group: EventGroup, kinds: list[Claim]) -> bool:
    """Return whether a claim is near the event: near one of its claims or, undated, said near the event's days."""
    if any(near(claim, own) for own in kinds):
        return True
    days = interval(group.merged.date_start, group.merged.date_end, group.merged.known_on)
    said = said_on(claim)
    return claim.date_start is None and days is not None and said is not None and gap(days, one_day(said)) <= NEAR


def _still_expected(claim: Claim, kinds: list[Claim]) -> bool:
    said, published = said_on(claim), min((d for c in kinds if (d := said_on(c))), default=None)
    if said is None or published is None:
        return any(claim.article == own.article for own in kinds)
    return published <= said <= published + timedelta(days=EXPECTED_AFTER)


def _other_holder(claim: Claim, group: EventGroup, kinds: list[Claim], actors: ActorBook) -> bool:
    """Return whether a real claim near the event gives the whole place to another bloc than the event does."""
    event, family = group.merged, group.merged.family
    if family not in ("gain", "leave", "holds") or side_family(claim) not in ("gain", "holds"):
        return False
    if claim.gaining is None or claim.relation != "at" or part_of_place(claim) or is_share(claim):
        return False
    day = said_on(claim)
    allowed = (event.gaining, event.losing) if family == "leave" else (event.gaining,)
    if any(actors.agree(claim.gaining, side, day) for side in allowed):
        return False
    return _near_event(claim, group, kinds) and not _held_before(claim, event, actors)


def _held_before(claim: Claim, event, actors: ActorBook) -> bool:
    """Return whether the claim says no more than that the losing side had held the place until the change."""
    if side_family(claim) != "holds" or not actors.agree(claim.gaining, event.losing, said_on(claim)):
        return False
    days = interval(claim.date_start, claim.date_end, None) if claim.date_end else None
    begins: date | None = event.date_start or event.known_on
    return days is not None and begins is not None and days[1] <= begins + DAY
