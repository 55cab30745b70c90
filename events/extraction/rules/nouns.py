"""Rules for verbal nouns: "سيطرة X على Y", "تمكن X من استعادة Y", "انسحاب X من Y", "سقوط Y بيد X"."""

from __future__ import annotations

from events.extraction.clauses import Found, is_break, left_bound, right_bound
from events.extraction.document import Document
from events.extraction.endings import OF_PLACES
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.marks import QUOTES
from events.extraction.modality import EXPECTED, NONE, REAL, Stance
from events.extraction.noun_stance import and_or, noun_stance
from events.extraction.objects import dative_object, direct_object
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.driven import drives_out
from events.extraction.rules.failed import beaten_back, failed_in
from events.extraction.rules.falls import fallen_to
from events.extraction.rules.frame_places import ahead_of, attacked, besieged_at, covered, seen_in
from events.extraction.rules.noun_sides import doer, loser, side_in_construct
from events.extraction.rules.old_holders import old_holder
from events.extraction.rules.sides import (
    agent_after,
    allies,
    attacker,
    besieged_place,
    besieger,
    driven_out,
    flag_of,
    of_broken_siege,
    receiver,
)
from events.extraction.rules.taken_out import cleared_out, moves_force
from events.extraction.rules.words import gives_arms, has_force, has_its_from, noun_follows, object_between
from events.extraction.slots import instance, on_preposition

FLEEING = ("flee", "pull-out", "fall-back")
OWNED = ("enter", "retake", "storm", "lose", "leave", "free", "occupy")  # frames whose noun's pronoun may be the doer's


def verbal_noun_at(doc: Document, k: int) -> Form | None:
    """The reading of token ``k`` as a verbal noun, outside names."""
    if doc.mentioned(k):
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


def _places(doc: Document, k: int, form: Form, frame: Frame, stop: int, start: int) -> list[Hit]:
    """The places of a noun at ``k``: its object by name, dative or pronoun, or what its preposition governs."""
    dative = dative_object(doc, k, form, stop) if frame.place == "object" and frame.to != "gaining" else None
    if dative is not None:
        return dative
    if frame.type == "siege" and (upon := besieged_at(doc, k, stop)):
        return upon
    if frame.place in ("object", "subject"):
        if form.enc in OF_PLACES:
            behind = doc.place_on.get(k + 1)  # "انتزاعها X"
            own = frame.id in OWNED or (frame.place == "object" and behind is not None and not behind.prep)
            object_after = _object_right_behind(doc, k, direct_object(doc, k, stop)) if own else []
            if frame.id in OWNED and not object_after and _noun_behind(doc, k):
                return []  # "بعد استعادتها X", whatever X is: the pronoun is who did it
            return object_after or pronoun_hits(doc, k, form.enc, k, k + 1)
        return direct_object(doc, start, stop) or (on_preposition(doc, k, "to", stop) if frame.id == "enter" else [])
    if frame.type == "siege_broken":
        return besieged_place(doc, start, stop)
    if frame.type == "repelled":
        return attacked(doc, start, stop)
    return on_preposition(doc, start, frame.place, stop)


def _object_right_behind(doc: Document, k: int, hits: list[Hit]) -> list[Hit]:
    """The object of a noun with its doer's pronoun ("استعادتها X"): a verb, a colon or a preposition before it makes
    it another word's."""
    end = hits[0].place.i if hits else k
    between = [m for m in range(k + 1, end) if m not in doc.date_on and m not in doc.place_on]
    apart = any(doc.finite(m) or doc.tokens[m].text == ":" or doc.norm(m) in doc.words["prepositions"] for m in between)
    return [] if apart else hits


def _noun_behind(doc: Document, k: int) -> bool:
    """Whether a definite noun that is no adverb, date or side stands right behind a noun with a pronoun."""
    m = k + 1
    if not doc.norm(m).startswith("ال") or m in doc.date_on or m in doc.actor_on or doc.forms(m):
        return False
    lists = (doc.lexicon.phrases["full"], doc.lexicon.phrases["adverbs"])
    adjective = doc.tokens[m].text.endswith(("\u0629", "\u064a"))  # "استعادتها الكاملة", "المفاجئ" end as adjectives do
    return not adjective and not any(doc.match(m, words) for words in lists)


def _drafts_of_noun(doc: Document, k: int, form: Form, frame: Frame) -> list[Draft] | None:
    """What a noun at ``k`` tells by a frame: [] where it is silent here, None where the frame does not apply."""
    stop = right_bound(doc, k)
    start, j = k, k + 1
    if frame.id == "hand-over" and gives_arms(doc, k, stop):
        return []
    if frame.type == "siege" and (of_broken_siege(doc, k) or (form.definite and k - 1 in doc.place_on)):
        return None  # "X المحاصرة": said of the place
    if frame.id in FLEEING and k + 1 not in doc.actor_on and doc.match(k + 1, doc.lexicon.phrases["civilians"]):
        return []  # "فرار عائلات لمسلحي X من Y"
    if frame.needs:
        noun = noun_follows(doc, k, stop, frame.needs)
        if noun is None:
            return None
        start, j = noun, noun + 1
    hits = (covered(doc, k) if frame.place != "subject" else []) or _places(doc, k, form, frame, stop, start)
    ahead = [] if hits else ahead_of(doc, k)
    hits = hits or ahead
    seen = [] if hits else seen_in(doc, k, frame)
    hits = hits or seen
    control = None if hits else _of_control(doc, k, form, stop)
    if control is not None:
        hits, j = control
    if hits and not has_its_from(doc, frame, start, hits[0].place.i):
        return None
    if not hits or (frame.place == "subject" and not _place_falls(doc, k, hits[0])):
        return None if frame.needs else []
    stance = noun_stance(doc, k, form, previous_stance(doc, k, form))
    stance = Stance(EXPECTED, None, k - 1, "a campaign made ready") if ahead else stance
    if stance.kind == NONE or (stance.kind != REAL and beaten_back(doc, k)):
        return []
    hits = _at_instance(doc, k, hits)
    gaining = flag_of(doc, start) if frame.id == "hoist" else None
    # "استعادة سيطرة X على Y", "وضع يد X على Y"
    gaining = gaining or (side_in_construct(doc, j - 1, stop) if control or frame.id == "lay-hand" else None)
    gaining = gaining or _winner(doc, k, form, frame, stance, stop)
    place = hits[0].place.i if hits[0].how == "near" and hits[0].place.i > k else None
    losing = loser(doc, k, form, frame, stance, stop, place) if frame.subject == "losing" else None
    if frame.object == "force" and not moves_force(doc, k, hits[0].place.i):
        return []
    if frame.object == "losing":
        losing = driven_out(doc, k, form, hits[0])
        if losing is None:
            return []
        gaining = gaining or _who_drives(doc, k, losing) or agent_after(doc, k, stop)
    losing = _loser_by_type(doc, frame, start, hits, gaining, losing)
    if frame.id == "fall" and gaining is None:
        gaining = fallen_to(doc, k, hits, losing)
    if form.lemma in doc.words["vacates"] and (out := cleared_out(doc, hits[-1], stop)):
        told = losing is not None and losing.actor.i != out.actor.i and hits[-1].how == "near"
        by = losing if told else None  # "إخلاء X مدينة Y من Z"
        return [Draft("cleared-out", "capture" if by else "evacuation", k, j, hit, by, out, stance) for hit in hits]
    if not has_force(doc, frame, losing if frame.subject == "losing" else gaining, k):
        return _convoy(doc, k, j, frame, hits, stance)
    type_ = "advance" if stance.began and frame.type in ("capture", "recapture") else frame.type
    if type_ == "evacuation" and losing is not None and frame.object == "losing":
        driven = drives_out(doc, k, hits[-1], gaining, losing)
        type_, gaining = ("capture", gaining) if driven else (type_, None)
    if frame.id == "lose" and gaining is None and (winner := agent_after(doc, k, stop)):
        type_, gaining = "capture", winner  # "خسارته X على يد Y"
    with_ = allies(doc, k, hits[0].start, gaining)
    weak = frame.weak or bool(seen)
    return [Draft(f"{frame.id}.noun", type_, k, j, hit, gaining, losing, stance, with_, weak) for hit in hits]


def _who_drives(doc: Document, k: int, out: Found) -> Found | None:
    """ "طرد X Y من Z", "إخراج X Y من Z": the side right behind the noun, before the one that is driven out."""
    first = doc.actor_on.get(k + 1)
    other = first is not None and not first.prep and first is not out.actor and first.slug not in (None, out.actor.slug)
    return Found(first, "near") if other else None


def _of_control(doc: Document, k: int, form: Form, stop: int) -> tuple[list[Hit], int] | None:
    """ "استعادة X السيطرة على Y": the places, and the token behind the noun of control; None for another object."""
    if doc.lexicon.light["verbs"].get(form.lemma) != "recapture":
        return None
    noun = noun_follows(doc, k, stop, doc.lexicon.light["nouns"])
    if noun is None or object_between(doc, k + 1, noun):
        return None
    hits = on_preposition(doc, noun, "upon", stop)
    return (hits, noun + 1) if hits else None


def _winner(doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int) -> Found | None:
    """Who gains by what the noun of a frame tells."""
    if frame.to == "gaining":
        return receiver(doc, k, stop)
    if frame.place == "subject":
        return agent_after(doc, k, stop)
    return doer(doc, k, form, frame, stance, stop) if frame.subject == "gaining" else None


def _loser_by_type(doc: Document, frame: Frame, start: int, hits: list[Hit], gaining: Found | None,
                   losing: Found | None) -> Found | None:  # fmt: skip
    """The losing side where the type says where to look: whose attack or siege it was, who is named after the place."""
    if frame.type == "repelled":
        return attacker(doc, start, hits[0].start)
    if losing is None and frame.type not in ("holds", "surrender"):
        losing = old_holder(doc, start, hits, gaining)
    if frame.type == "siege_broken":
        return besieger(doc, start, hits[0].place.i) or losing
    return losing


def _place_falls(doc: Document, k: int, hit: Hit) -> bool:
    """Whether what falls is the place, and not shells or dead on it: nothing but its head words stands between."""
    lists = [doc.lexicon.phrases[name] for name in ("areas", "full", "partial", "facilities")]
    return hit.how == "pronoun" or all(
        doc.tokens[m].text in QUOTES or any(doc.match(m, words) for words in lists)
        for m in range(k + 1, max(hit.place.i, k + 1))
    )


def _at_instance(doc: Document, k: int, hits: list[Hit]) -> list[Hit]:
    """What "they left them, which is what happened in X" tells of X."""
    if hits[0].how != "pronoun":
        return hits
    place = instance(doc, k, doc.bounds(k)[1])
    return [Hit(place, "near", None, None, place.i, place.j)] if place else hits


def _convoy(doc: Document, k: int, j: int, frame: Frame, hits: list[Hit], stance: Stance) -> list[Draft]:
    """Buses made ready "to leave X": an evacuation that is planned, of whom the text leaves open."""
    i = left_bound(doc, k)
    convoy = bool(doc.said("convoys", i, k))
    if frame.id not in ("leave", "go-out") or stance.kind != EXPECTED or not convoy:
        return []
    return [Draft("convoy", "evacuation", k, j, hit, None, None, stance, weak=True) for hit in hits]
