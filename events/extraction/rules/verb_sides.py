"""Who does what a finite verb tells, and who gains and who loses by it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from events.extraction.clauses import Found, actors_between
from events.extraction.document import ActorAt, Document
from events.extraction.endings import THEM
from events.extraction.lexicon import Frame
from events.extraction.modality import Stance
from events.extraction.other_subjects import doer_right_behind, people_behind_place
from events.extraction.referents import Hit, prep_at
from events.extraction.rules.announcers import before_colon
from events.extraction.rules.draft import Draft
from events.extraction.rules.driven import does_it, driver_and_driven, drives_out, only_attacked
from events.extraction.rules.failed import launcher, whose_attack
from events.extraction.rules.falls import fallen_to, lost_in_attack
from events.extraction.rules.flags import flag_of, flown, national_flag
from events.extraction.rules.has_force import has_force
from events.extraction.rules.old_holders import at_its_cost, departed, losing_after, old_holder
from events.extraction.rules.sides import (
    agent_after,
    allies,
    attacker,
    cleared_of,
    government_at,
    in_favour,
    launched_by,
    receiver,
)
from events.extraction.rules.siege_sides import besieger
from events.extraction.rules.taken_out import aboard, another_batch, in_batches, moves_force, of_a_batch
from events.extraction.rules.verb_places import VerbAt
from events.extraction.rules.words import in_relative, is_headline, noun_before, plain_noun
from events.extraction.subjects import subject_of

FALLS = ("fall", "crumble")
LEFT_TO = ("pull-out", "fall-back", "leave", "give-up")  # what is left "in favour of" somebody
SPELT_AS_PASSIVE = ("free", "clear", "occupy")  # frames of verbs whose passive differs by its vowels alone
ROUTED = 22  # tokens from a place that was left to the attack in which it was
BUSES_LEAVE = ("leave", "go-out")
NO_OBJECT = ("upon", "from", "in", "out", "to")  # slots of verbs whose noun right behind them is the subject
TAKEN_FROM = ("capture", "recapture", "advance", "handover", "siege")  # types of changes before which somebody had it


class Told(NamedTuple):
    """What a verb is taken to tell: the type of change, by which rule, who gains and who loses."""

    type: str
    rule: str
    gaining: Found | None = None
    losing: Found | None = None


def subject_in_clause(verb: VerbAt, hits: list[Hit]) -> Found | None:
    """The subject that the clause itself gives: by a command or a flag, by grammar, before a colon, by whose presence
    it is.
    """
    doc, k, frame = verb.doc, verb.k, verb.frame
    if frame.type == "holds" and frame.needs:  # "انحصر وجود X في Y": whose presence it is
        owner = next((a for a in actors_between(doc, verb.start + 1, hits[0].start) if not a.prep), None)
        return Found(owner, "near") if owner else None
    command = doc.match(k + 1, doc.lexicon.phrases["commands"]) > 0  # "تسلمت قيادة عمليات X مدينة Y"
    subject = government_at(doc, k + 1) if command else None
    subject = subject or (flag_of(doc, flown(doc, k, verb.form) or verb.start) if frame.id == "hoist" else None)
    if subject is None and frame.subject != "none":
        end = hits[0].place.i if hits[0].place.i > k else verb.stop
        if frame.type == "repelled" and verb.start > k:
            end = verb.start  # whoever stands behind "attack" made it
        subject = subject_of(doc, k, verb.form, end)
    if subject is None and frame.subject == "gaining" and any(f.pos == "vn" for f in doc.forms(k)):
        subject = before_colon(doc, k)  # "X: فك الحصار عن Y"
    far = subject is not None and not doc.bounds(k)[0] <= subject.actor.i <= hits[-1].place.i
    if frame.id == "hoist" and far:  # whoever is told of elsewhere hoists no flag of a state that is not his
        subject = national_flag(doc, verb.start) or subject
    return subject


def doer_of_verb(verb: VerbAt, hits: list[Hit], subject: Found | None) -> Found | None:
    """Who does it, where the clause gives ``subject``: sooner who is led away, or who stands behind the place, than one
    carried over; never the side that a place was just freed of.
    """
    doc, k, frame = verb.doc, verb.k, verb.frame
    carried_over = subject is None or subject.how == "carried"
    if carried_over and frame.subject != "none" and not in_relative(doc, k, hits[-1]):
        behind = people_behind_place if frame.subject == "losing" else doer_right_behind
        subject = behind(doc, verb.form, hits[-1].stop, verb.stop) or subject
    if frame.id in BUSES_LEAVE:
        there = hits[0].place.i
        subject = aboard(doc, k) or another_batch(doc, k, there) or of_a_batch(doc, k, there) or subject
    if subject is not None and subject.how == "carried" and (_may_be_passive(verb, subject) or _by_notables(doc, k)):
        return None
    freed_of = subject is not None and subject.how == "carried" and subject.actor.prep in doc.words["from"]
    if (
        freed_of
        and verb.form.per != "1"
        and frame.subject == "gaining"
        and doc.norm(subject.actor.j) not in doc.words["relatives"]
    ):
        return None  # "تحرير X من Y ورفع العلم": whom it was freed of has hoisted none
    return subject


def _may_be_passive(verb: VerbAt, subject: Found) -> bool:
    """ "هاجم داعش بيجي. حررت الفلوجة": a verb spelt like its passive, with its sentence to itself, is not of a side
    told in one before that may as well be "he".
    """
    doc, form = verb.doc, verb.form
    spelt_so = verb.frame.id in SPELT_AS_PASSIVE and form.gen == "f" and form.num == "s" and not (form.pro or form.enc)
    return spelt_so and subject.actor.agree != "f" and subject.actor.i < doc.bounds(verb.k)[0]


def _by_notables(doc: Document, k: int) -> bool:
    """ "سلّم وجهاء المدينة A إلى X", "سلم قادة الفوج A": men of office behind the verb did it, of whatever side."""
    word = doc.norm(doc.word_behind(k))
    return k + 1 not in doc.actor_on and (word in doc.words["officers"] or word in doc.words["notables"])


def of_others(verb: VerbAt, hit: Hit, subject: Found | None) -> bool:
    """Whether others than a side are told of: "القاعدة التي يتواجد فيها 300 مستشار" are there, and "تركوا مواقعهم" is
    said of people whom nothing names.
    """
    doc, frame = verb.doc, verb.frame
    if frame.id == "hold-out" and doc.norm(verb.k - 1) in doc.words["relatives"]:
        return subject is None or subject.how == "carried"
    if frame.type == "advance" and subject is not None and _had_been_there(doc, subject.actor):
        return True
    theirs = frame.id == "leave" and hit.how == "pronoun" and not verb.form.enc
    return theirs and (subject is None or not subject.actor.slug)


def _had_been_there(doc: Document, actor: ActorAt) -> bool:
    """ "المسلحون الذين كانوا فيها زحفوا إلى Y": who had been in a place goes from it, and gains no ground."""
    was = doc.norm(actor.j) in doc.words["relatives"] and doc.verb_group(actor.j + 1) == "be"
    return was and prep_at(doc, actor.j + 2, doc.words["inside"]) is not None


def arrange(verb: VerbAt, hits: list[Hit], subject: Found | None, stance: Stance, told: Told) -> list[Draft]:
    """The drafts with winner and loser as the frame, the tense and the words around the verb put them."""
    doc, k, frame = verb.doc, verb.k, verb.frame
    told = _cleared(verb, hits[-1], subject, _by_frame(verb, hits, subject, told))
    if frame.object == "losing":
        told = _driven_out(verb, hits, told)
    elif frame.object == "force" and not moves_force(doc, k, hits[0].place.i):
        return []
    if told is None or not has_force(doc, frame, subject, k):
        return []
    type_, rule, gaining, losing = _old_holder(verb, hits, _receiver(verb, hits[-1], told))
    if frame.id == "leave" and (in_batches(doc, k, subject) or aboard(doc, k)):
        type_ = "evacuation"
    headline = is_headline(doc, k)
    drafts = []
    for hit in hits:
        with_ = allies(doc, k, hit.start, gaining)
        drafts.append(Draft(rule, type_, k, verb.j, hit, gaining, losing, stance, with_, frame.weak, headline))
    return drafts


def _by_frame(verb: VerbAt, hits: list[Hit], subject: Found | None, told: Told) -> Told:
    """The subject where the frame puts it, as winner or loser; an agent ("على يد X") gains sooner than one carried."""
    doc, k, frame = verb.doc, verb.k, verb.frame
    if frame.subject == "losing":
        by = _routed_by(verb, hits[-1], subject)
        return Told("capture" if by else told.type, told.rule, by, subject)
    if frame.subject == "gaining":
        gaining = subject if subject and subject.how == "near" else agent_after(doc, k, verb.stop) or subject
    else:
        gaining = agent_after(doc, k, verb.stop) if frame.type == "capture" else None
        if frame.id in FALLS and gaining is None:
            gaining = fallen_to(doc, k, hits, losing_after(doc, hits[-1].stop, None))
    return Told(told.type, told.rule, gaining, None)


def _routed_by(verb: VerbAt, hit: Hit, loser: Found | None) -> Found | None:
    """ "اندحر X من A على يد Y", "في هجوم شنه Y": who routed the side that left a place, and so has it."""
    doc, routed = verb.doc, verb.form.lemma in verb.doc.words["routed"]
    if not routed or loser is None or loser.actor.slug is None or hit.how != "near":
        return None
    behind = range(hit.stop, min(hit.stop + ROUTED, doc.bounds(verb.k)[1]))
    attack = (m for m in behind if doc.norm(m) in doc.words["attack_nouns"] and _in_or_after(doc, m - 1))
    by = agent_after(doc, verb.k, verb.stop, lost=True) or next((launched_by(doc, m) for m in attack), None)
    return by if by is not None and by.actor.slug not in (None, loser.actor.slug) else None


def _in_or_after(doc: Document, m: int) -> bool:
    return doc.norm(m) in doc.words["slot_in"] or doc.norm(m).lstrip("و") in doc.words["after"]


def _cleared(verb: VerbAt, hit: Hit, subject: Found | None, told: Told) -> Told:
    """ "أخلت X المدينة من Y": who vacates a place of others has taken it; of his own he has left it."""
    vacates = verb.form.lemma in verb.doc.words["vacates"]
    cleared = cleared_of(verb.doc, hit, verb.stop) if vacates else None
    if not cleared:
        return told
    if subject and cleared.actor.slug == subject.actor.slug:  # "أخلت X المدينة من مقاتليها": its own
        return Told("withdrawal", f"{verb.frame.id}.verb", None, cleared)
    return Told("capture", "clear.verb", subject, cleared)


def _driven_out(verb: VerbAt, hits: list[Hit], told: Told) -> Told | None:
    """ "طرد X Y من Z": who drives out whom; None where it is done to no side, or to nobody who is named."""
    doc, k, form = verb.doc, verb.k, verb.form
    gaining, losing = driver_and_driven(doc, k, form, hits[-1], verb.stop)
    losing = None if losing and does_it(doc, k, losing, hits[0]) else losing
    foes = gaining and doc.norm(k + 1) in doc.words["evil_ones"]
    nobody = losing is not None and losing.actor.slug is None
    if nobody and doc.said("civilians", losing.actor.i, losing.actor.j):
        return None  # "أجلى X مئات الأسر من Y"
    if losing is None and not foes and not (form.enc == THEM and gaining and gaining.how == "near"):
        return None
    if told.type in ("capture", "evacuation") and only_attacked(doc, k, losing):
        return Told("repelled", "expel.verb", gaining, losing)
    if verb.frame.type == "evacuation" and drives_out(doc, k, hits[-1], gaining, losing):
        return Told("capture", "expel.verb", gaining, losing)
    return Told(told.type, told.rule, gaining, losing)


def _receiver(verb: VerbAt, hit: Hit, told: Told) -> Told:
    """Who gains by what another gives up: "خسرها على يد X", "انسحب لصالح X", "سلّم Y إلى X"."""
    doc, k, frame = verb.doc, verb.k, verb.frame
    gives_up = told.type == "withdrawal"
    if (
        gives_up
        and frame.id == "lose"
        and (winner := agent_after(doc, k, verb.stop) or lost_in_attack(doc, k, told.losing))
    ):
        told = Told("capture", "lose.to", winner, told.losing)
    elif gives_up and frame.id == "lose" and _to_its_foes(doc, hit):
        told = Told("capture", "lose.to", None, told.losing)
    if gives_up and frame.id in LEFT_TO:
        told = told._replace(gaining=in_favour(doc, hit.stop) or _given_up_to(verb, hit, told))
    if frame.to != "gaining":
        return told
    to = receiver(doc, k, verb.stop)
    own = to is not None and told.losing is not None and to.actor.slug == told.losing.actor.slug
    return told._replace(gaining=None if own else to)  # "سلمها الحوثيون لقبائل موالية لهم": to whom is not told


def _given_up_to(verb: VerbAt, hit: Hit, told: Told) -> Found | None:
    """ "تخلى X عن A لY", "تنازل عنها لY": to whom a place is given up, told right behind it."""
    side = verb.doc.actor_on.get(hit.stop) if verb.frame.id == LEFT_TO[-1] else None
    to = side is not None and side.prep in verb.doc.words["receives"] and side.slug
    return Found(side, "near") if to and not (told.losing and told.losing.actor.slug == side.slug) else None


def _to_its_foes(doc: Document, hit: Hit) -> bool:
    """ "فقد X مدينة A المجاورة لصالح خصومه": whether the place is lost to foes of whom no name is told."""
    near = range(hit.stop, hit.stop + 3)
    return any(doc.norm(m) in doc.words["in_favour"] and doc.norm(m + 1) in doc.words["own_foes"] for m in near)


def _old_holder(verb: VerbAt, hits: list[Hit], told: Told) -> Told:
    """Who had the place, besieged it or attacked it, where the type says that somebody did; nobody is both sides."""
    doc, k, first = verb.doc, verb.k, hits[0]
    type_, rule, gaining, losing = told
    if type_ == "siege_broken":
        losing = besieger(doc, verb.j - 1, max(first.place.i, first.stop if first.how == "pronoun" else 0))
        if losing and gaining and losing.actor.slug == gaining.actor.slug:
            losing = None  # "كسر X الطوق عن جنوده": those who were besieged
    if type_ == "repelled" and verb.frame.object != "losing":
        losing = _whose(verb, first, gaining)
    if gaining is not None and losing is not None and gaining.actor is losing.actor:
        gaining = None  # "فُك حصار X": the passive of the verb that X's foe did
    if type_ in TAKEN_FROM and losing is None:
        losing = old_holder(doc, k, hits, gaining)
        losing = None if type_ == "siege" and losing and departed(doc, losing.actor) else losing
        if losing is None and gaining is not None and at_its_cost(doc, hits[-1].stop, gaining):
            gaining, losing = None, gaining  # "تقدمت وحدات تابعة لها في A على حساب X": not X, whoever "she" is
    return Told(type_, rule, gaining, losing)


def _whose(verb: VerbAt, hit: Hit, winner: Found | None) -> Found | None:
    """Whose attack is beaten back: told behind its noun, or before the verb where the noun is ("شن X هجوما صده Y")."""
    doc, k = verb.doc, verb.k
    noun = noun_before(doc, k, verb.form, verb.frame.needs) if verb.start == k else None
    if noun is not None:
        own = [a for a in actors_between(doc, noun + 1, k) if a.slug and not a.beside]
        return Found(own[0], "near") if own else launcher(doc, noun)
    if verb.start > k and (hit.how == "pronoun" or hit.place.i < verb.start):
        return attacker(doc, verb.start, verb.start)  # "صدت X في Z هجوما لY"
    return besieger(doc, verb.j - 1, hit.place.i) or whose_attack(doc, k, verb.j - 1, winner)


def of_its_own(doc: Document, k: int, frame: Frame, side: Found | None, drafts: list[Draft]) -> list[Draft]:
    """ "انهارت أربع فرق في X", "طوقت أربعة محاور X": the noun right behind a verb without object, or counted bodies
    of a force, did it, not the side told of before."""
    counted = doc.norm(k + 2) in doc.words["counted_units"] and k + 1 not in doc.place_on
    object_ = frame.place not in NO_OBJECT or frame.needs or frame.object in ("losing", "force")
    object_ = object_ and not counted
    ours = doc.finite(k) is not None and doc.finite(k).per == "1"  # "we" stands in the verb
    noun = plain_noun(doc, k + 1) and doc.norm(k + 1) not in doc.words["thereby"]
    if object_ or ours or side is None or side.how != "carried" or not noun:
        return drafts
    return [
        replace(d, gaining=None if d.gaining is side else d.gaining, losing=None if d.losing is side else d.losing)
        for d in drafts
    ]
