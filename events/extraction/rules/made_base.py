"""The rule for what a side has made its base: "يتخذ X من Y معقلا", "Y التي يتخذها X مقرا له", "جعل X من Y عاصمة"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import OF_PLACES
from events.extraction.modality import REAL, verb_stance
from events.extraction.objects import direct_object
from events.extraction.place_kinds import BUILDINGS, HOLDABLE
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.relatives import antecedent
from events.extraction.rules.draft import Draft
from events.extraction.slots import on_preposition
from events.extraction.subject_signs import continues_verb
from events.extraction.subjects import subject_of

REACH = 14  # tokens from the verb over side, place and what the place is to the base
KINDS = (*HOLDABLE, *BUILDINGS, "airbase", "airport", "port", "dam", "oilfield", "hill")


def made_base(doc: Document, k: int) -> list[Draft] | None:
    """A verb of taking or making with a noun for a base behind it, and the place behind "of" or as its pronoun: held.

    It does not cover bases that a side had once, nor sides that are not named or that fight nobody.
    """
    form = doc.finite(k)
    if form is None or form.lemma not in doc.words["takes_as"] or form.vox == "p":
        return None
    before = doc.having("verb", doc.bounds(k)[0], k)
    goes_on = form.asp == "p" and before and continues_verb(doc, k, form)
    last = before[-1] if goes_on else None
    entered = direct_object(doc, last, k)[:1] if doc.verb_group(last) == "advance" else []
    if goes_on and not entered:
        return []  # "استولى X على Y واتخذها عاصمة": the taking is told
    stop = right_bound(doc, k)
    words = (m for m in range(k + 1, min(stop, k + 1 + REACH)) if m not in doc.place_on)
    base = next((m for m in words if doc.norm(m) in doc.words["made_into"]), None)
    if base is None:
        return None
    if entered and form.enc in OF_PLACES:
        hits = [Hit(hit.place, "pronoun", None, None, k, base + 1) for hit in entered]
    elif form.enc in OF_PLACES:
        before = antecedent(doc, k)
        named = isinstance(before, PlaceAt) and form.asp == "i"  # "استعاد X Y التي اتخذها Z مقرا": it was so
        hits = [Hit(before, "relative", None, None, k, base + 1)] if named else []
        hits = hits or (pronoun_hits(doc, k, form.enc, k, base + 1) if before is None else [])
    else:
        own = on_preposition(doc, k, "from", base) or direct_object(doc, k, base)  # "اتخذ X مدينة Y عاصمة له"
        hits = [hit for hit in own if hit.place.i < base]
    hits = [hit for hit in hits if _may_be(hit) and (not entered or hit.place.i == entered[0].place.i)]
    side = subject_of(doc, k, form, base) if hits else None
    stance = verb_stance(doc, k, form)
    opens = (
        k - 1 if doc.norm(k - 1) in doc.words["relatives"] else left_bound(doc, k)
    )  # "كان X الذي يتخذ …": he still does
    once = any((was := doc.finite(m)) and was.lemma in doc.words["be"] for m in range(opens, k))
    if side is None or not side.actor.slug or stance.kind != REAL or once:
        return []
    if any(doc.norm(m).removeprefix(ARTICLE) in doc.words["cabinets"] for m in (side.actor.i, k + 1)):
        return []  # where a government sits
    type_ = "capture" if entered else "holds"  # "دخل X مدينة Y واتخذها قاعدة له": he has it since
    return [Draft("made-base", type_, k, base + 1, hit, side, None, stance, weak=True) for hit in hits]


def _may_be(hit: Hit) -> bool:
    """Whether a place may be a side's base as a whole: no country, and nothing near the place or in it."""
    mention = hit.place.mention
    kind = mention.place.kind if mention.place is not None else "facility"
    return mention.status != "non_place" and mention.relation == "at" and hit.inside is None and kind in KINDS
