"""The rule for who is driven from what he had taken: "سيطر X على Y قبل أن يطرده Z"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, agrees_with
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.modality import REAL, verb_stance
from events.extraction.referents import Hit, prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.flight import taken_before

HELD = ("capture", "recapture", "handover")  # after which a side had the place


def driven_off(doc: Document, k: int) -> list[Draft] | None:
    """ "قبل أن يطرده X", "حتى طردتهم حملة لX": a side takes what those whom it drives out had taken before."""
    form = doc.finite(k)
    if form is None or form.lemma not in doc.words["expels"] or not form.enc or form.vox == "p":
        return None
    stop = right_bound(doc, k)
    if not _then(doc, k, form) or any(prep_at(doc, m, doc.words["slot_from"]) is not None for m in range(k + 1, stop)):
        return None
    campaign = doc.norm(k + 1) in doc.words["campaigns"] | doc.words["attack_nouns"]
    side = doc.actor_on.get(k + 1 + campaign)
    stance = verb_stance(doc, k, form)
    if side is None or not side.slug or (campaign and side.prep != "ل") or stance.kind != REAL:
        return None
    taken = [
        d for d in taken_before(doc, k, None, 1) if d.type in HELD and agrees_with(d.gaining.actor, None, form.enc)
    ]
    if any(d.gaining.actor.slug == side.slug for d in taken):
        return None
    several, doer = len(taken) > 1, Found(side, "near")
    hits = [(Hit(d.hit.place, "pronoun", None, None, k, k + 1, several=several), d.gaining.actor) for d in taken]
    return [
        Draft("driven-off", "capture", k, k + 1, hit, doer, Found(had, "carried"), stance, weak=several)
        for hit, had in hits
    ] or None


def _then(doc: Document, k: int, form: Form) -> bool:
    """Whether the verb at ``k`` tells what came next: behind "before", "until", "and", "then"."""
    before = doc.norm(k - 2).lstrip("و") if doc.norm(k - 1) in doc.words["an"] else ""
    next_one = doc.norm(k - 1) in doc.words["until"] | doc.words["next_then"] or {"و", "ف"} & set(form.pro)
    return bool(next_one) or before in doc.words["before"] | doc.words["slot_to"]
