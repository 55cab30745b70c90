"""A loss and the taking that is told with it are one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.extraction.echoes import NEAR
from events.extraction.took_before import by_place_in_sentence
from events.extraction.types import REAL, Claim, is_real_gain

TAKEN = ("under.capture", "under.recapture")
OF_IT = "منهما"
LOST = ("outside", "lose.verb")


def lost_and_taken(claims: list[Claim]) -> list[Claim]:
    """ "X went out of A's control and came under B's", "it took 90 % of X and drove A out": one change."""
    gains = {(c.sentence, c.place_id): c for c in claims if is_real_gain(c) and c.place_id and c.rule in TAKEN}
    lost = {(c.sentence, c.place_id): c for c in claims if c.rule == "outside" and (c.sentence, c.place_id) in gains}
    shares = {(c.sentence, c.place_id, c.gaining) for c in claims if c.type == "advance" and c.percent is not None}
    after = by_place_in_sentence(
        c for c in claims if c.type in ("capture", "advance") and c.modality in REAL and c.gaining
    )

    def again(c: Claim) -> bool:
        beside = after.get((c.sentence, c.place_id), ())
        return lost.get((c.sentence, c.place_id)) == c or _of_share(c, shares) or _told_by(c, beside)

    kept = [c for c in claims if not again(c)]
    return [_with_loser(c, lost.get((c.sentence, c.place_id))) if c.rule in TAKEN else c for c in kept]


def _told_by(claim: Claim, gains: Sequence[Claim]) -> bool:
    """ "أول مدينة تخرج عن سيطرة X، بعدما سيطر عليها Y": the loss is told by who took it, later in the sentence."""
    lost = claim.rule == "outside" and claim.place_id is not None
    return lost and any(g.trigger_start > claim.trigger_start and g.gaining != claim.losing for g in gains)


def lost_to_taker(claims: list[Claim]) -> list[Claim]:
    """ "أفلتت X من يد A … ودخلها B وسيطر عليها": that a side lost a place to another, told apart from the taking of it,
    is the same change; the two may be told of different days."""
    gains: dict[str, dict[tuple, Claim]] = {}  # by place, each once that tells of sides and days what no other does
    for c in claims:
        if is_real_gain(c) and c.place_id and c.gaining and c.part is None:
            gains.setdefault(c.place_id, {}).setdefault((c.gaining, c.losing, c.date_start, c.date_end), c)

    def taken(c: Claim) -> bool:
        lost = c.type == "withdrawal" and c.modality in REAL and c.place_id and c.rule.startswith(LOST)
        here = gains.get(c.place_id or "", {}).values()
        same = (g for g in here if g.gaining != c.losing and g.losing in (None, c.losing))
        return bool(lost) and any(not _days_apart(c, g) for g in same)

    return [c for c in claims if not taken(c)]


def _days_apart(a: Claim, b: Claim) -> bool:
    """Whether two changes are told of days that do not meet."""
    if not (a.date_start and b.date_start):
        return False
    return (a.date_end or a.date_start) + NEAR < b.date_start or (b.date_end or b.date_start) + NEAR < a.date_start


def _of_share(claim: Claim, shares: set[tuple[int, str | None, str | None]]) -> bool:
    """Whether who was driven out "of it" was driven out of the share told just before."""
    plain = claim.type == "capture" and claim.rule.startswith("expel")
    pronoun = (claim.place_end or 0) - (claim.place_start or 0) <= len(OF_IT)
    return plain and pronoun and (claim.sentence, claim.place_id, claim.gaining) in shares


def _with_loser(claim: Claim, lost: Claim | None) -> Claim:
    """The claim of a taking with the loser that another tells."""
    if lost is None or claim.losing or lost.losing == claim.gaining:
        return claim
    return replace(claim, losing=lost.losing, losing_ar=lost.losing_ar, losing_en=lost.losing_en)
