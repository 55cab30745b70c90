"""Claims of who comes into a place that another has left, was taken out of or has no longer in his hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from events.extraction.types import DAYS, LEAVES, REAL, Claim, is_real_gain, medium_at_most
from events.extraction.winners import as_capture, parent_side
from events.ledger import ActorRow

EMPTIED = ("evacuation", "surrender")
FILLED, OUTSIDE = "fill-void.", "outside"
ENTERED = ("enter.", "come-inside")
WHY = "entered after it was emptied or given up"


def moved_in(claims: list[Claim], actors: Mapping[str, ActorRow]) -> list[Claim]:
    """ "خرجت حافلات المقاتلين من A، ودخلها X": who enters a place that was emptied or given up takes it.

    Said where the text tells of no taking by who entered, who is of another side than who left. Behind a mere
    withdrawal an entry stays an advance: there may be fighting yet; not so where "the void" that it left is filled.
    """
    left: dict[str, set[str | None]] = {}  # who left each place
    void: dict[str, set[str | None]] = {}
    for c in claims:
        if c.modality in REAL and c.part is None and c.extent != "partial" and c.place_id is not None:
            if c.type in EMPTIED:
                left.setdefault(c.place_id, set()).add(parent_side(c.losing, actors))
            if c.type in LEAVES:
                void.setdefault(c.place_id, set()).add(parent_side(c.losing, actors))
    taken = {(c.place_id, c.gaining) for c in claims if is_real_gain(c)}

    def entered(c: Claim) -> bool:
        whole = c.type == "advance" and c.extent is None and c.part is None and c.modality in REAL
        new = c.gaining is not None and (c.place_id, c.gaining) not in taken
        fills = c.rule.startswith(FILLED)
        gone = (void if fills else left).get(c.place_id, set())
        told = bool(gone - {parent_side(c.gaining, actors)})
        return whole and new and told and (fills or c.rule.startswith(ENTERED))

    return [_moved(c) if entered(c) else c for c in claims]


def entered_what_was_lost(claims: list[Claim]) -> list[Claim]:
    """ "خرجت X عن سيطرة A بعد دخول B إليها": who entered, in the sentence, what went out of another's control has taken
    it, on the day of that."""
    real = (c for c in claims if c.rule == OUTSIDE and c.place_id and c.losing and c.modality in REAL)
    lost = {(c.sentence, c.place_id): c for c in real if c.extent is None and c.part is None}

    def taken(c: Claim) -> Claim:
        out = lost.get((c.sentence, c.place_id))
        whole = c.type == "advance" and c.extent is None and c.part is None and c.modality in REAL
        entered = whole and c.gaining is not None and c.rule.startswith(ENTERED)
        if out is None or not entered or out.losing == c.gaining or c.trigger_start < out.trigger_start:
            return c
        loser = {"losing": out.losing, "losing_ar": out.losing_ar, "losing_en": out.losing_en}
        days = {} if c.date_start else {name: getattr(out, name) for name in DAYS}
        return replace(_moved(c), **loser, **days)

    return [taken(c) for c in claims]


def _moved(claim: Claim) -> Claim:
    return replace(as_capture(claim), confidence=medium_at_most(claim), reasons=f"{claim.reasons}; {WHY}")
