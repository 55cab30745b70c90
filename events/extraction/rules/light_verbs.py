"""Verbs that only say what happened to the control: "استعاد X السيطرة على Y", "بسط نفوذه على Y"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.modality import REAL, verb_stance
from events.extraction.referents import Hit
from events.extraction.relatives import of_another_noun
from events.extraction.rules.announcers import before_colon
from events.extraction.rules.draft import Draft
from events.extraction.rules.falls import lost_in_attack
from events.extraction.rules.frame_places import taken_in
from events.extraction.rules.line_heads import heading
from events.extraction.rules.noun_sides import side_in_construct
from events.extraction.rules.old_holders import old_holder
from events.extraction.rules.sides import agent_after, allies
from events.extraction.rules.tenses import stands_so
from events.extraction.rules.words import lasting, noun_follows, object_between
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

LOSE = "lose"


def light_verb(doc: Document, k: int) -> list[Draft] | None:
    """استعاد السيطرة على، بسط نفوذه على، فقد السيطرة على: the verb says what happened to the control."""
    light = doc.lexicon.light["verbs"]
    form = next((f for f in doc.verbs(k) if f.lemma in light), None) if doc.finite(k) else None
    kind = light[form.lemma] if form else None
    if form is None or kind is None:
        return None
    stop = right_bound(doc, k)
    noun = noun_follows(doc, k, stop, doc.lexicon.light["nouns"])
    if noun is None or object_between(doc, k + 1, noun) or _made_ready(doc, k, noun) or _of_another(doc, k, noun):
        return None  # "استعاد X مدينة Y بعد سيطرة Z عليها": the place is the object, the control another's
    hits = on_preposition(doc, noun, "upon", stop)
    if kind == "advance" and not hits and (hits := taken_in(doc, noun)):
        kind = "capture"  # "وسع نفوذه ليشمل X"
    if not hits and form.lemma in doc.words["extends"] and (hits := on_preposition(doc, noun, "to", stop)):
        kind = "capture"  # "مد نفوذه إلى X"
    if kind == "advance" and not hits:
        hits = on_preposition(doc, noun, "in", stop)  # "وسعت نفوذها في X"
    if form.lemma in doc.words["completes"]:  # "استكملوا السيطرة على X": on all of it
        hits = [replace(hit, extent=hit.extent or "full") for hit in hits]
    if of_another_noun(doc, k) and hits and hits[0].how == "pronoun":
        return []
    headed = [] if hits or kind == LOSE else _at_the_head(doc, k)
    hits = hits or headed
    if not hits:
        return [] if form.lemma not in doc.words["retake"] else None
    stance = verb_stance(doc, k, form)
    subject = agent_after(doc, k, stop) if form.vox == "p" else subject_of(doc, k, form, noun)
    if subject is None and kind != LOSE:  # spelt as a verb: "بسط سيطرة X على Y", "X: بسط السيطرة على Y"
        subject = side_in_construct(doc, noun, stop) or before_colon(doc, k)
    describes = doc.norm(k - 1) in doc.words["relatives"]  # "X التي تبسط سلطتها على Y"
    present = kind == "capture" and form.asp == "i" and stance.kind == REAL
    if present and (describes or lasting(doc, k, hits[-1].stop) or stands_so(doc, k, form, stop)):
        kind = "holds"
    if kind == LOSE:
        type_, gaining, losing = _lost(doc, noun, subject, stop)
    else:
        type_, gaining, losing = kind, subject, old_holder(doc, k, hits, subject)
    drafts, rule, weak = [], f"light-verb.{kind}", bool(headed)
    for hit in hits:
        with_ = allies(doc, k, hit.start, gaining)
        drafts.append(Draft(rule, type_, k, noun + 1, hit, gaining, losing, stance, with_, weak))
    return drafts


def _at_the_head(doc: Document, k: int) -> list[Hit]:
    """ "كركوك.. القوات X تفرض سيطرتها": the place at the head of a line, before the side that is the verb's at
    ``k``, whose control has no place of its own."""
    side = doc.actor_on.get(k - 1)
    return heading(doc, side.i, k) if side is not None and side.slug and not side.prep else []


def _made_ready(doc: Document, k: int, noun: int) -> bool:
    """ "أكملت استعداداتها للسيطرة على X": what is completed is what makes ready for it."""
    if not doc.norm(noun).startswith("ل"):
        return False
    return any(doc.match_noun(m, doc.lexicon.phrases["purpose"]) for m in range(k + 1, noun))


def _of_another(doc: Document, k: int, noun: int) -> bool:
    """ "واصل X التقدم بعد بسط سيطرته على Y": the control is that of the noun behind "after"; "واصل X القصف معلنا
    السيطرة على Y": it is what is announced; "يعيد ذلك إلى الأذهان سيطرة X على Y": it is what is called to mind;
    "واصل X عملياته لإنهاء سيطرة Z على Y", "عملياته الرامية للسيطرة على Y": it is what they are for."""
    between, purpose = range(k + 1, noun), doc.lexicon.phrases["purpose"]
    if noun - 1 > k and (doc.norm(noun - 1) in doc.words["prepositions"] or doc.norm(noun).startswith("بال")):
        return True  # "فقد X الأمل في السيطرة على Y"
    campaign = noun - 1 not in doc.actor_on and doc.match_noun(noun - 1, doc.lexicon.phrases["campaign"])
    if noun - 1 > k and campaign:
        return True  # "خسر X معركة السيطرة على Y", but "بسطت القوات سيطرتها"
    if (
        noun - 1 > k
        and noun - 1 not in doc.actor_on
        and any(f.pos == "vn" and not f.definite for f in doc.forms(noun - 1))
    ):
        return True  # "فقد X الأمل في استعادة السيطرة على Y"
    if any(doc.norm(m) in doc.words["only"] for m in between):
        return True  # "لم يعد أمام X إلا السيطرة على Y": it is what is left to do
    if any(doc.norm(m) in doc.words["to_mind"] or doc.match(m, purpose) for m in between):
        return True
    if doc.norm(noun - 1) in doc.words["brings_about"]:
        return True  # "واصل X تقدمه باسطا سيطرته على Y"
    if any(f.pos == "ap" and doc.group(f) == "cite" for m in range(k + 1, noun) for f in doc.forms(m)):
        return True
    if any(f.pos == "vn" and f.lemma in doc.words["ends_control"] for m in range(k + 1, noun) for f in doc.forms(m)):
        return True
    opens = noun - 2 > k and doc.norm(noun - 2).lstrip("و") in doc.words["since"]
    return opens and any(f.pos == "vn" for f in doc.forms(noun - 1))


def _lost(doc: Document, noun: int, loser: Found | None, stop: int) -> tuple[str, Found | None, Found | None]:
    """(type, who gains, who loses) where the control told by ``noun`` is lost: to somebody, or to nobody told."""
    winner = agent_after(doc, noun, stop, lost=True) or lost_in_attack(doc, noun, loser)
    return "capture" if winner else "withdrawal", winner, loser
