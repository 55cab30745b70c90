"""Claims of one text beside each other: the same change told twice, a winner named elsewhere."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.types import FAMILY, REAL, Claim, claim_id


def with_known_winner(claims: list[Claim]) -> list[Claim]:
    """ "After the liberation of X", where the text says elsewhere who took X: the same winner, if there is only one."""
    winners: dict[str, dict[str, Claim]] = {}
    for c in claims:
        if _is_gain(c) and c.place_id and _sure_winner(c):
            winners.setdefault(c.place_id, {})[c.gaining] = c
    return [_from_elsewhere(c, winners.get(c.place_id or "", {})) for c in claims]


def _from_elsewhere(claim: Claim, known: dict[str, Claim]) -> Claim:
    """The claim with the only known winner of its place, where its own is unsure."""
    if len(known) != 1 or not _is_gain(claim) or not claim.rule.endswith(".noun") or _sure_winner(claim):
        return claim
    source = next(iter(known.values()))
    if source.gaining == claim.losing:
        return claim
    return replace(
        claim,
        gaining=source.gaining,
        gaining_ar=source.gaining_ar,
        gaining_en=source.gaining_en,
        reasons=claim.reasons + "; the winner is the one named elsewhere in the text",
    )


def _sure_winner(claim: Claim) -> bool:
    return claim.gaining is not None and "carried over" not in claim.reasons


def without_taken_strongholds(claims: list[Claim]) -> list[Claim]:
    """ "One of the last strongholds of X", of a place just taken, names the loser and is no claim of its own."""
    taken = {c.place_id for c in claims if _is_gain(c)}
    return [c for c in claims if not (c.rule == "stronghold" and c.place_id in taken)]


def announced(claims: list[Claim]) -> list[Claim]:
    """ "It announced that it controls X", beside "it took X" in the same text, tells the same change once more."""
    gains = {(c.place_id, c.gaining) for c in claims if _is_gain(c) and c.place_id}
    present = [c for c in claims if c.rule == "holds.present"]
    triggers = {c.trigger_start for c in present if (c.place_id, c.gaining) in gains}

    def told(c: Claim) -> bool:
        new = c.modality == "claimed" and c.date_start is None and c.extent != "partial"
        return c.rule == "holds.present" and new and ((c.place_id, c.gaining) in gains or c.trigger_start in triggers)

    return [_as_capture(c) if told(c) else c for c in claims]


def _as_capture(claim: Claim) -> Claim:
    spans = (claim.trigger_start, claim.trigger_end), (claim.place_start, claim.place_end)
    return replace(claim, type="capture", id=claim_id(claim.article, "gain", *spans))


def without_echoes(claims: list[Claim]) -> list[Claim]:
    """ "… which puts it under X's control", said of what X has just taken in the same text, tells nothing new."""
    taken = {(c.place_id, c.gaining) for c in claims if _is_gain(c) and c.date_start}
    return [c for c in claims if not (_plain_state(c) and (c.place_id, c.gaining) in taken)]


def _plain_state(claim: Claim) -> bool:
    """Whether a claim only says who holds a whole place, without a day."""
    plain = claim.extent is None and claim.date_start is None and claim.part is None
    return claim.type == "holds" and claim.rule in ("under.holds", "holds.present") and plain


def _is_gain(claim: Claim) -> bool:
    return FAMILY[claim.type] == "gain" and claim.modality in REAL
