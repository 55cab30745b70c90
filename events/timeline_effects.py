"""What an accepted event does to its place: one or two effects, or none (rules 8-13, 15, 16 and 23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from events.extraction.types import REAL
from events.ledger import LedgerEvent
from events.merging_fields import part_key
from events.timeline_days import NEAR, certain_day

# Within a day, unless a curator ordered it: who leaves, then who comes, then what is said of the new state.
_RANK = {
    name: rank
    for rank, name in enumerate("leave evacuate gain share holds repelled siege_broken advance siege".split())
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One change to one scope of a place.

    ``kind``: gain, leave (who withdrew), evacuate (ends a holder only if it is the one that went), share (by
    agreement), holds, advance, repelled, siege or siege_broken. ``scope`` is "" for the whole place, else what
    identifies the part. The change is certain from ``day``; a dated one is possible from ``first`` on. ``last`` is the
    latest day for which the event is evidence. ``hatched`` effects are passed down from a place around (rule 21).
    """

    kind: str
    event: LedgerEvent
    day: date
    first: date
    last: date
    undated: bool
    scope: str = ""
    label: str = ""
    code: str | None = None
    hatched: bool = False

    @property
    def gaining(self) -> str | None:
        return self.event.gaining

    @property
    def of_part(self) -> bool:
        """Return whether it is the fight for a place that comes with the capture of one of its parts.

        Who lost the part need not have held the place.
        """
        named = part_key(self.event.part, self.event.part_code, self.event.relation) != ""
        return self.kind == "advance" and named and self.event.type != "advance"

    @property
    def losing(self) -> str | None:
        return self.event.losing

    @property
    def key(self) -> tuple:
        """Return the sort key: the day, the curator's order, then the kind, then the content (never a machine's id)."""
        e = self.event
        sides = (e.gaining or "", e.losing or "", e.part_code or "", e.part or "")
        return (self.day, e.order or 0, _RANK[self.kind], self.hatched, self.first, e.type, *sides, e.id)


def effects(event: LedgerEvent, *, scope: str = "", label: str = "") -> tuple[Effect, ...]:
    """Return what an event does to its place; with ``scope``, what it does to the city it is a quarter of (rule 22).

    Nothing where it is not real, lies beside the place (near, around, along), has no known day, or where a part of the
    force only went.
    """
    day = certain_day(event.start, event.end, event.known_on)
    if event.modality not in REAL or event.relation not in ("at", "part") or day is None:
        return ()
    part = part_key(event.part, event.part_code, event.relation)
    if scope:
        # A part of a quarter is too small to divide the city.
        kinds = [(kind, scope) for kind, inner in _kinds(event, part) if not inner]
        label, code = label, None
    else:
        kinds, label, code = _kinds(event, part), event.part or "", event.part_code
    first = day if event.start is None or event.end is None else min(event.start, day)
    common = {"event": event, "day": day, "first": first, "last": _last_evidence(event, day)}
    undated = event.start is None
    return tuple(
        Effect(kind, undated=undated, scope=where, label=label if where else "", code=code if where else None, **common)
        for kind, where in kinds
    )


def _kinds(event: LedgerEvent, part: str) -> list[tuple[str, str]]:
    """Return (kind, scope) pairs of an event on a place or on a part of it."""
    match event.type:
        case "capture" | "recapture" | "handover":
            return _gain_kinds(event, part)
        case "withdrawal":
            if event.of_force == "partial" or (_is_share(event) and not part):
                return []
            return [("gain" if event.gaining else "leave", part)] if event.gaining or event.losing else []
        case "evacuation" | "surrender":
            return [("evacuate", part)] if event.of_force == "all" and event.losing else []
        case "holds":
            return [("holds", part or (f"share:{event.gaining}" if _is_share(event) else ""))] if event.gaining else []
        case "advance":
            return [("advance", part)] if event.gaining else []
    return [(event.type, part)]


def _gain_kinds(event: LedgerEvent, part: str) -> list[tuple[str, str]]:
    if event.gaining is None:
        return [("leave", part)] if event.losing and (part or not _is_share(event)) else []
    if part:
        # The part is held from then on; the fight for the rest is an advance into the place (rules 8 and 22).
        return [("gain", part)] if event.type == "handover" else [("gain", part), ("advance", "")]
    if _is_share(event):
        return [("share" if event.type == "handover" else "advance", "")]
    return [("gain", "")]


def _is_share(event: LedgerEvent) -> bool:
    return event.extent == "partial" or (event.percent is not None and event.percent < 100)


def _last_evidence(event: LedgerEvent, day: date) -> date:
    """Return the latest day that the event is evidence for.

    "Still so" (an open end) and an undated statement are evidence for the day they were said. A dated change told
    days later counts for the days around it: a retelling after years says nothing about the years between.
    """
    said = [d for d in (*event.evidence, event.known_on) if d is not None and d >= day]
    if event.start is not None and event.end is not None:
        said = [d for d in said if d <= day + timedelta(days=NEAR)]
    return max(said, default=day)
