"""What merged claims say together: scope, sides, date, modality and origin (rules 2, 4 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.extraction.types import FAMILY, REAL, Claim
from events.timeline_days import interval
from gazetteer.matching.arabic import fold


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged fields of an event; names as in ``Claim``. ``published`` is the first day of publication.

    ``evidence`` are the days on which the claims were spoken or published, sorted; ``confidence`` is the best.
    """

    type: str
    family: str
    place_id: str | None
    relation: str
    place_precision: str
    part: str | None
    part_code: str | None
    gaining: str | None
    gaining_with: tuple[str, ...]
    losing: str | None
    losing_with: tuple[str, ...]
    date_start: date | None
    date_end: date | None
    date_precision: str
    known_on: date | None
    published: date | None
    modality: str
    extent: str | None
    percent: float | None
    of_force: str | None
    whole: bool
    confidence: str
    evidence: tuple[date, ...]


def part_key(part: str | None, part_code: str | None, relation: str = "at") -> str:
    """Return what identifies a part of a place: its code, else its folded label; "?" if unnamed, "" for the whole."""
    if part_code:
        return part_code
    if part:
        return fold(part)
    return "?" if relation == "part" else ""


def side_family(claim: Claim) -> str:
    """Return the family of the change: a capture or recapture of a part or a share is an advance (rule 8)."""
    if claim.type in ("capture", "recapture") and (part_of_place(claim) or is_share(claim)):
        return "advance"
    return FAMILY[claim.type]


def part_of_place(claim: Claim) -> bool:
    """Return whether the claim speaks of a named (or unnamed) part of its place."""
    return part_key(claim.part, claim.part_code, claim.relation) != ""


def is_share(claim: Claim) -> bool:
    """Return whether the claim speaks of a share of the place only."""
    return claim.extent == "partial" or (claim.percent is not None and claim.percent < 100)


def scope_of(claim: Claim) -> tuple[str, str, bool]:
    """Return (relation beside the place, part, partial): what may not differ inside one event."""
    beside = claim.relation if claim.relation in ("near", "around", "along") else "at"
    partial = is_share(claim) or claim.of_force == "partial"
    return beside, part_key(claim.part, claim.part_code, claim.relation), partial


def reality(claim: Claim) -> str:
    """Return ``real``, ``expected`` or ``denied``: these never merge with one another."""
    return "real" if claim.modality in REAL else claim.modality


def said_on(claim: Claim) -> date | None:
    """Return the day by which nearness of undated claims is measured: publication, else the day of speech."""
    return claim.published or claim.known_on


def leading_first(claim: Claim) -> tuple:
    """Return the sort key that puts the leading claim first: the asserted, then the earliest."""
    return (claim.modality != "asserted", said_on(claim) or date.max, claim.article, claim.start, claim.id)


def origin_of(claim: Claim) -> str | None:
    """Return the folded origin of a claim: the cited source, else the agency, else the outlet; None if unnamed."""
    if not claim.named_origin:
        return None
    words = claim.origin or claim.attribution or claim.attribution_actor or claim.outlet
    return " ".join(fold(words).split()).strip(" «»\"'()") or None if words else None


def merged_dates(claims: Sequence[Claim], family: str) -> tuple[date | None, date | None, str]:
    """Return (start, end, precision) of claims, leading one first: rule 2.

    The intersection of the dated claims' days; where it is empty the earliest for siege, advance and holds, else the
    leading dated claim's. The end stays open where every dated claim leaves it open.
    """
    dated = [claim for claim in claims if claim.date_start is not None]
    if not dated:
        return None, None, "unknown"
    spans = [interval(c.date_start, c.date_end, c.known_on or c.published) for c in dated]
    start, end = max(s for s, _ in spans), min(e for _, e in spans)
    if start < end:
        narrowest = min(range(len(dated)), key=lambda i: (spans[i][1] - spans[i][0], i))
        open_end = all(claim.date_end is None for claim in dated)
        return start, None if open_end else end, dated[narrowest].date_precision
    chosen = dated[0]
    if family in ("siege", "advance", "holds"):
        chosen = min(dated, key=lambda c: (c.date_start, c.date_end or date.max))
    return chosen.date_start, chosen.date_end, chosen.date_precision


def merged_fields(claims: Sequence[Claim]) -> Merged:
    """Return the merged fields of claims about one change, the leading claim first in ``claims``."""
    lead = claims[0]
    family = side_family(lead)
    start, end, precision = merged_dates(claims, family)
    return Merged(
        type=lead.type, family=family, place_id=lead.place_id, relation=lead.relation,
        place_precision=lead.place_precision, part=_first(claims, "part"), part_code=_first(claims, "part_code"),
        gaining=_first(claims, "gaining"), gaining_with=_union(claims, "gaining_with"),
        losing=_first(claims, "losing"), losing_with=_union(claims, "losing_with"),
        date_start=start, date_end=end, date_precision=precision,
        known_on=min((day for c in claims if (day := c.known_on or c.published)), default=None),
        published=min((c.published for c in claims if c.published), default=None),
        modality=min((c.modality for c in claims), key=("asserted", "claimed", "expected", "denied").index),
        extent=_first(claims, "extent"), percent=_first(claims, "percent"), of_force=_first(claims, "of_force"),
        whole=any(c.whole for c in claims),
        confidence=min((c.confidence for c in claims), key=("high", "medium", "low").index),
        evidence=tuple(sorted({d for c in claims if (d := c.known_on or c.published)})),
    )  # fmt: skip


def _first(claims: Sequence[Claim], name: str):
    """Return the leading claim's value, else the next one that has any."""
    return next((value for claim in claims if (value := getattr(claim, name)) is not None), None)


def _union(claims: Sequence[Claim], name: str) -> tuple[str, ...]:
    return tuple(sorted({slug for claim in claims for slug in getattr(claim, name).split()}))
