"""What reading returns: claims, frozen and picklable, made of str, int, float, bool, date and None."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date

TYPES = [
    "capture",
    "recapture",
    "handover",
    "withdrawal",
    "surrender",
    "evacuation",
    "siege",
    "siege_broken",
    "advance",
    "repelled",
    "holds",
]
FAMILY = {
    "capture": "gain", "recapture": "gain", "handover": "gain",
    "withdrawal": "leave", "evacuation": "leave",
    "surrender": "surrender", "siege": "siege", "siege_broken": "siege_broken",
    "advance": "advance", "repelled": "repelled", "holds": "holds",
}  # fmt: skip
GAINS = ("capture", "recapture", "handover")  # a side has got the place
TAKES = ("capture", "recapture", "advance")  # a side has taken the place or some of it by itself
LEAVES = ("withdrawal", "evacuation", "surrender")  # a side has gone or given itself up
DAYS = ("date_start", "date_end", "date_precision", "date_text", "date_text_start", "date_text_end")
CHANGES = (*GAINS, "withdrawal")  # a place has another holder, or none
MODALITIES = ("asserted", "claimed", "expected", "denied")
REAL = ("asserted", "claimed")
UNVERIFIED = "place unverified"  # among the reasons: no record confirms the position
TAKES_PART = "the side is only told to take part"  # among the reasons: the taker may be another
ATTACKED = "the winner is the side told to attack or besiege the place"  # among the reasons
DATE_PRECISIONS = ("day", "week", "month", "year", "unknown")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about control in one article: the machine's reading, immutable and complete.

    Every key of the published form is a field. Days are half-open ``[date_start, date_end)``; an open end
    (None with a start) says "still so when published". ``start:end`` are code points of the stored
    text, and ``text[start:end] == quote``. ``losing_with``/``gaining_with`` are slugs separated by spaces;
    ``reasons`` is one string, reasons separated by "; ". ``trigger_start``, ``trigger_end``,
    ``place_start`` … are the spans for highlighting and for the claim's identity (``*_end`` half-open, None
    where the part is not written); ``origin`` names the cited source, agency or outlet in words,
    ``named_origin`` is false where the source is unnamed ("مصادر"); ``place_tie`` is true where several places fit.
    """

    id: str
    type: str
    place_id: str | None
    place_ar: str | None
    place_en: str | None
    place_kind: str | None
    place_text: str | None
    lat: float | None
    lon: float | None
    place_precision: str
    relation: str
    part: str | None
    part_code: str | None
    country: str | None
    admin1_ar: str | None
    admin1_en: str | None
    gaining: str | None
    gaining_ar: str | None
    gaining_en: str | None
    gaining_with: str
    losing: str | None
    losing_ar: str | None
    losing_en: str | None
    losing_with: str
    date_start: date | None
    date_end: date | None
    date_precision: str
    date_text: str | None
    known_on: date | None
    modality: str
    attribution: str | None
    attribution_actor: str | None
    extent: str | None
    percent: float | None
    of_force: str | None
    confidence: str
    reasons: str
    article: str
    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    sentence: int
    sentence_text: str
    quote: str
    start: int
    end: int
    trigger: str
    rule: str
    lexicon: str
    trigger_start: int = 0
    trigger_end: int = 0
    place_start: int | None = None
    place_end: int | None = None
    gaining_start: int | None = None
    gaining_end: int | None = None
    losing_start: int | None = None
    losing_end: int | None = None
    date_text_start: int | None = None
    date_text_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    attribution_start: int | None = None
    attribution_end: int | None = None
    origin: str | None = None
    named_origin: bool = True
    actor_unresolved: bool = False
    place_tie: bool = False
    whole: bool = False

    @property
    def family(self) -> str:
        """The type's family (control.md rule 3)."""
        return FAMILY[self.type]


def is_real_gain(claim: Claim) -> bool:
    """Whether a claim tells as real that a side has got a place."""
    return claim.type in GAINS and claim.modality in REAL


def medium_at_most(claim: Claim) -> str:
    """The confidence of a claim of which something speaks against accepting it unseen."""
    return "medium" if claim.confidence == "high" else claim.confidence


# The flat keys of the published form, in order; the fields after ``lexicon`` stay inside the project.
PUBLISHED_KEYS = tuple(f.name for f in fields(Claim))[: [f.name for f in fields(Claim)].index("lexicon") + 1]


def claim_id(article: str, family: str, trigger: tuple[int, int], place: tuple[int, int] | None) -> str:
    """Return the claim's identity: article sha256, trigger span, type family and place span, hashed."""
    where = f"{place[0]}-{place[1]}" if place else "-"
    key = f"{article}|{trigger[0]}-{trigger[1]}|{family}|{where}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]
