"""Rules for verbal nouns: "سيطرة X على Y", "تمكن X من استعادة Y", "انسحاب X من Y", "سقوط Y بيد X"."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.modality import EXPECTED, NONE, REAL, Stance, governing_verb
from events.extraction.noun_stance import and_or, noun_stance
from events.extraction.rules.draft import Draft
from events.extraction.rules.driven import before_people, drives_out, only_attacked
from events.extraction.rules.failed import beaten_back, failed_in
from events.extraction.rules.falls import fallen_to
from events.extraction.rules.flags import flag_of
from events.extraction.rules.governing_sides import governor_subject, who_had_it
from events.extraction.rules.has_force import has_force
from events.extraction.rules.noun_losers import loser
from events.extraction.rules.noun_places import (
    AHEAD,
    NEAR,
    OF_CONTROL,
    SEEN,
    Where,
    at_instance,
    place_falls,
    places_of_noun,
)
from events.extraction.rules.noun_sides import NounAt, doer, side_in_construct
from events.extraction.rules.old_holders import old_holder
from events.extraction.rules.sides import agent_after, allies, attacker, driven_out, receiver
from events.extraction.rules.siege_over import of_broken_siege
from events.extraction.rules.siege_sides import besieger
from events.extraction.rules.taken_out import cleared_out, moves_force
from events.extraction.rules.words import gives_arms, has_its_from, so_long

FLEEING = ("flee", "pull-out", "fall-back")
BUSES_LEAVE = ("leave", "go-out")


def verbal_noun_at(doc: Document, k: int) -> Form | None:
    """The reading of token ``k`` as a verbal noun, outside names; "التي استعادتها" may be a verb, and so is one."""
    if doc.mentioned(k) or (doc.norm(k - 1) in doc.words["relatives_of_place"] and doc.verbs(k)):
        return None
    return next((f for f in doc.forms(k) if f.pos == "vn"), None)


def previous_stance(doc: Document, k: int, form: Form) -> Stance | None:
    """The stance of an earlier verbal noun or finite verb in the sentence, for a noun coordinated with it."""
    if not and_or(doc, k, form):
        return None
    i, _ = doc.bounds(k)
    for m in range(k - 1, i - 1, -1):
        if is_break(doc, m):
            return None
        before = verbal_noun_at(doc, m)
        if before and before.lemma in doc.lexicon.frames_of:
            return noun_stance(doc, m, before, previous_stance(doc, m, before))
    return None


def verbal_noun(doc: Document, k: int) -> list[Draft] | None:
    """The verbal noun of a frame's verb."""
    form = verbal_noun_at(doc, k)
    if not form:
        return None
    spoken = None
    for frame in doc.lexicon.frames_of.get(form.lemma, ()):
        began = frame.id == "take-up" and doc.finite(k) is not None  # "أخذ X يقصف A"
        if not frame.noun and frame.id != "take" and not began:
            drafts = _drafts_of_noun(doc, k, form, frame)
            if drafts:
                return [failed_in(doc, draft) for draft in drafts]
            spoken = drafts if spoken is None else spoken  # "تهاوي X في Y" falls, and falls apart
    return spoken


def _again(doc: Document, k: int) -> bool:
    """ "أعاد X انتشاره في Y", "إعادة الانتشار في Y": who spreads out anew in a place may have had it before; "بعد سنوات
    من انتشار X في Y" tells how long he was there."""
    if so_long(doc, k):
        return True
    before = next((m for m in reversed(doc.having("trigger", doc.bounds(k)[0], k)) if doc.forms(m)), None)
    lemmas = {f.lemma for f in doc.forms(before)} if before is not None else set()
    return any(f.id == "redeploy" for lemma in lemmas for f in doc.lexicon.frames_of.get(lemma, ()))


def _drafts_of_noun(doc: Document, k: int, form: Form, frame: Frame) -> list[Draft] | None:
    """What a noun at ``k`` tells by a frame: [] where it is silent here, None where the frame does not apply."""
    stop = right_bound(doc, k)
    if frame.id == "hand-over" and gives_arms(doc, k, stop):
        return []
    if (frame.id == "deploy" and _again(doc, k)) or (form.enc and doc.norm(k - 1) in doc.words["peaks"]):
        return []  # "في ذروة توسعه كان X يسيطر على Y" tells of no advance
    if frame.type == "siege" and (of_broken_siege(doc, k) or (form.definite and k - 1 in doc.place_on)):
        return None  # "X المحاصرة": said of the place
    if frame.type == "siege" and doc.verb_group(k - 1) in ("become", "stay", "be"):
        return None  # "باتت X محاصرة", "X باتت محاصرة": no besieging, but how it stands
    if frame.id in FLEEING and k + 1 not in doc.actor_on and doc.match(k + 1, doc.lexicon.phrases["civilians"]):
        return []  # "فرار عائلات لمسلحي X من Y"
    noun = NounAt(doc, k, form, frame, stop)
    where = places_of_noun(noun)
    if where is None or (where.hits and not has_its_from(doc, frame, where.start, where.hits[0].place.i)):
        return None
    if where.hits and _since_between(doc, k, where.hits[0].place.i):
        return []
    if not where.hits or (frame.place == "subject" and not place_falls(doc, k, where.hits[0])):
        return None if frame.needs else []
    stance = _stance(noun, where)
    if stance.kind == NONE or (stance.kind != REAL and beaten_back(doc, k)):
        return []
    where = at_instance(noun, where)
    if frame.object == "force" and not moves_force(doc, k, where.hits[0].place.i):
        return []
    sides = _sides(noun, where, stance)
    return _drafts(noun, where, stance, *sides) if sides is not None else []


def _since_between(doc: Document, k: int, place: int) -> bool:
    """ "أول خسارة لX منذ سقوط A": what stands behind "since" is of what came before."""
    since = doc.said("since_then", k + 1, place)
    return any(m not in doc.date_on and m + 1 not in doc.date_on for m in since)


def _stance(noun: NounAt, where: Where) -> Stance:
    """Whether it was done: by the noun and what stands before it; a campaign made ready for a place is yet to come."""
    if where.how == AHEAD:
        return Stance(EXPECTED, None, noun.k - 1, "a campaign made ready")
    if where.how == NEAR:
        return Stance(EXPECTED, None, noun.k - 1, "still to come")
    return noun_stance(noun.doc, noun.k, noun.form, previous_stance(noun.doc, noun.k, noun.form))


def _sides(noun: NounAt, where: Where, stance: Stance) -> tuple[Found | None, Found | None] | None:
    """Who gains and who loses by what the noun tells; None where somebody is driven out and no side is."""
    doc, k, frame, hits = noun.doc, noun.k, noun.frame, where.hits
    gaining, losing = _winner(noun, where, stance), None
    if frame.subject == "losing":
        near = hits[0].how == "near" and hits[0].place.i > k
        losing = loser(noun, stance, hits[0].place.i if near else None)
    if frame.object == "losing":
        losing = driven_out(doc, k, noun.form, hits[0])
        if losing is None or (losing.how == "near" and losing.actor.i == k + 1 and before_people(doc, losing)):
            return None
        gaining = gaining or _who_drives(doc, k, losing) or agent_after(doc, k, noun.stop) or _who_managed(noun, stance)
    losing = _loser_by_type(noun, where, gaining, losing)
    if frame.id == "fall" and gaining is None:
        gaining = fallen_to(doc, k, hits, losing)
    return gaining, losing


def _winner(noun: NounAt, where: Where, stance: Stance) -> Found | None:
    """Who gains by what the noun of a frame tells: whose flag or control it is, who receives it, who does it."""
    doc, k, frame = noun.doc, noun.k, noun.frame
    found = flag_of(doc, where.start) if frame.id == "hoist" else None
    if found is None and (where.how == OF_CONTROL or frame.id == "lay-hand"):
        found = side_in_construct(doc, where.j - 1, noun.stop)  # "استعادة سيطرة X على Y", "وضع يد X على Y"
    if found is not None:
        return found
    if frame.to == "gaining":
        return receiver(doc, k, noun.stop)
    if frame.place == "subject":
        return agent_after(doc, k, noun.stop)
    return doer(noun, stance) if frame.subject == "gaining" else None


def _who_drives(doc: Document, k: int, out: Found) -> Found | None:
    """ "طرد X Y من Z", "إخراج X Y من Z": the side right behind the noun, before the one that is driven out."""
    first = doc.actor_on.get(k + 1)
    other = first is not None and not first.prep and first is not out.actor and first.slug not in (None, out.actor.slug)
    return Found(first, "near") if other else None


def _who_managed(noun: NounAt, stance: Stance) -> Found | None:
    """ "تمكنت X من إخراج Y من Z": who managed to take its foe out, of itself and not forced to."""
    doc = noun.doc
    verb = governing_verb(doc, noun.k) if noun.frame.type == "evacuation" else None
    if verb is None or doc.verb_group(verb) != "manage" or doc.norm(verb).lstrip("وف") in doc.words["forces"]:
        return None
    return governor_subject(doc, noun.k, stance)


def _loser_by_type(noun: NounAt, where: Where, gaining: Found | None, losing: Found | None) -> Found | None:
    """The losing side where the type says where to look: whose attack or siege it was, who is named after the place."""
    doc, hits, type_ = noun.doc, where.hits, noun.frame.type
    if type_ == "repelled":
        return attacker(doc, where.start, hits[0].start)
    if losing is None and type_ not in ("holds", "surrender", "withdrawal", "evacuation"):
        losing = old_holder(doc, where.start, hits, gaining) or (who_had_it(doc, noun.k) if gaining is None else None)
        if noun.frame.subject == "losing" and losing is not None and _had_it(doc, hits[-1].stop, losing):
            losing = None  # "اضطرت إلى مغادرة X التي دخلها Y": who has the place is not who leaves it
    if type_ == "siege_broken":
        return besieger(doc, where.start, hits[0].place.i) or losing
    return losing


def _had_it(doc: Document, j: int, side: Found) -> bool:
    """Whether a relative clause between a place that ends at ``j`` and a side tells of the side."""
    return any(doc.norm(m) in doc.words["relatives"] for m in range(j, side.actor.i))


def _others(by: Found, out: Found) -> bool:
    """Whether those who are taken out are not known to be of the side that vacates the place."""
    return by.actor.slug is None or by.actor.slug != out.actor.slug


def _drafts(noun: NounAt, where: Where, stance: Stance, gaining: Found | None, losing: Found | None) -> list[Draft]:
    """The drafts of a noun whose sides are known: none where what moves is no armed force."""
    doc, k, frame, hits = noun.doc, noun.k, noun.frame, where.hits
    if noun.form.lemma in doc.words["vacates"] and (out := cleared_out(doc, hits[-1], noun.stop)):
        told = losing is not None and losing.actor.i != out.actor.i and _others(losing, out) and hits[-1].how == "near"
        by = losing if told else None  # "إخلاء X مدينة Y من Z"
        type_ = "capture" if by else "evacuation"
        return [Draft("cleared-out", type_, k, where.j, hit, by, out, stance) for hit in hits]
    if not has_force(doc, frame, losing if frame.subject == "losing" else gaining, k):
        return _convoy(noun, where, stance)
    type_ = "advance" if stance.began and frame.type in ("capture", "recapture") else frame.type
    if type_ == "evacuation" and losing is not None and frame.object == "losing":
        driven = drives_out(doc, k, hits[-1], gaining, losing)
        type_, gaining = ("capture", gaining) if driven else (type_, None)
    if type_ == "capture" and frame.object == "losing" and only_attacked(doc, k, losing):
        type_ = "repelled"  # "دحر القوة المهاجمة من X"
    if frame.id == "lose" and gaining is None and (winner := agent_after(doc, k, noun.stop)):
        type_, gaining = "capture", winner  # "خسارته X على يد Y"
    with_, weak = allies(doc, k, hits[0].start, gaining), frame.weak or where.how == SEEN
    return [Draft(f"{frame.id}.noun", type_, k, where.j, hit, gaining, losing, stance, with_, weak) for hit in hits]


def _convoy(noun: NounAt, where: Where, stance: Stance) -> list[Draft]:
    """Buses made ready "to leave X": an evacuation that is planned, of whom the text leaves open."""
    doc, k = noun.doc, noun.k
    convoy = bool(doc.said("convoys", left_bound(doc, k), k))
    if noun.frame.id not in BUSES_LEAVE or stance.kind != EXPECTED or not convoy:
        return []
    return [Draft("convoy", "evacuation", k, where.j, hit, None, None, stance, weak=True) for hit in where.hits]
