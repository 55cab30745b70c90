"""Who does what a verbal noun tells: the side in construct, its agent, the subject of the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import HELPER, Found, actors_between, agrees_with, carried
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.lexicon import Frame
from events.extraction.marks import QUOTES
from events.extraction.modality import Stance, governing_verb
from events.extraction.noun_stance import outcome
from events.extraction.prevented import kept_from
from events.extraction.rules.announcers import (
    announcer,
    before_colon,
    by_announcement,
    by_military_source,
    is_warning,
    warned,
    who_set_about_it,
)
from events.extraction.rules.foes import plan_at, planned_by
from events.extraction.rules.governing_sides import (
    HOLDING,
    attack_that_ended,
    clause_subject,
    governor_subject,
    main_subject,
    over_it,
    pointed_to,
    subject_ahead,
    who_attacked_by_surprise,
    who_moves_on,
)
from events.extraction.rules.sides import agent_after

NEAR = 6
COUNTED = 8  # words of a number before the side that it counts
PLAN = 3  # tokens from a plan, over whose it is, to what is planned
OWNED = ("advance", "capture", "recapture")  # what a noun tells of whose it is, by "li-"
HELPED = 12  # words between "take part" and what is taken


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class NounAt:
    """A verbal noun at token ``k`` as one of its frames reads it; its clause ends at ``stop``."""

    doc: Document
    k: int
    form: Form
    frame: Frame
    stop: int


def side_in_construct(doc: Document, k: int, stop: int) -> Found | None:
    """The side right after the noun, in construct: "سيطرة الجيش", "انسحاب قوات X"."""
    for m in range(k + 1, min(stop, k + COUNTED)):
        actor = doc.actor_on.get(m)
        if actor and m in doc.place_on:
            return None  # "تحرير الفرقة السادسة": its base is what is freed
        if actor and actor.conj:
            return None  # "بعد يوم من استعادتها وX يدخلها"
        if actor and actor.i == m:  # "خروج الدفعة الأولى من مقاتلي X": counted
            between = [n for n in range(k + 1, m) if doc.tokens[n].text not in QUOTES]
            number = any(doc.norm(n) not in doc.words["from"] for n in between)
            counted = number and actor.prep in doc.words["from"]
            joined = actor.conj and doc.norm(actor.i)[:1] in doc.words["and"]  # "X محاصرة وY يسيطر على نصفها"
            own = (not actor.prep and not joined) or actor.prep == "ل" or counted
            return Found(actor, "near") if own else None
        any_ = m == k + 1 and doc.norm(m) in doc.words["any"]  # "نفى دخول أي قوات من X إلى Y"
        if doc.tokens[m].text not in QUOTES and doc.norm(m) not in doc.words["counts"] and not any_ \
                and doc.tokens[m].kind != "number":  # fmt: skip
            return None
    return None


def owner_behind(doc: Document, k: int) -> Found | None:
    """ "انسحاب لX", "تقدم كبير لX": whose an indefinite noun at ``k`` is, by "li-" behind it or its adjective."""
    described = doc.at(k + 1).kind == "word" and not (doc.mentioned(k + 1) or doc.finite(k + 1))
    side = doc.actor_on.get(k + 1) or (doc.actor_on.get(k + 2) if described else None)
    return Found(side, "near") if side is not None and side.prep == "ل" and not side.beside else None


def _agent_from(noun: NounAt) -> Found | None:
    """ "اقتحام Y من X", "احتلالها من X": what nobody does "from" somebody, the side behind "from" does."""
    doc, k, form, frame = noun.doc, noun.k, noun.form, noun.frame
    if frame.type not in ("advance", "siege") and frame.id != "occupy":
        return None
    place = doc.place_on.get(k + 1)
    end = place.j if place is not None and not form.enc else k + 1
    side = doc.actor_on.get(end + 1)
    by = side is not None and side.i == end + 1 and side.prep in doc.words["from"] and not side.beside
    return Found(side, "near") if by and frame.place == "object" and (form.enc or place is not None) else None


def _in_the_lead(noun: NounAt) -> Found | None:
    """ "استعادة A بقيادة X", "تحرير A وB بقيادة قوات X": who leads those who do it, right behind the place; not a power
    from abroad, whose planes may be all that it has there."""
    doc, k = noun.doc, noun.k
    place = next((p for m in (k + 1, k + 2) if (p := doc.place_on.get(m)) is not None), None)
    if noun.frame.subject != "gaining" or place is None:
        return None
    m = next(reversed(doc.listed_with(place)), place).j
    side = doc.actor_on.get(m + 1) if doc.match(m, doc.lexicon.phrases["led_by"]) == 1 else None
    known = side is not None and side.slug not in (None, *doc.lexicon.forces["powers"])
    return Found(side, "near") if known else None


def _plain_subject(doc: Document, m: int) -> bool:
    """Whether a definite noun that is no side stands at token ``m``, right behind its verb."""
    plain = not doc.mentioned(m) and not doc.forms(m)
    small = doc.words["relatives"] | doc.words["prepositions"]
    return plain and doc.norm(m).startswith("ال") and doc.norm(m) not in small


def doer(noun: NounAt, stance: Stance) -> Found | None:
    """Who does what the verbal noun of a frame tells; never who is only told of as its victim before it.

    "أنهت قواتنا وجود X في Y بتحرير Z": whose presence or rule is spoken of has not done it.
    """
    doc, found = noun.doc, _doer(noun, stance)
    owner = found is not None and found.actor.i < noun.k and doc.norm(found.actor.i - 1) in doc.words["rule_of"]
    return None if owner else found


def _doer(noun: NounAt, stance: Stance) -> Found | None:
    """The doer by pronoun, agent and construct, else by the verb that governs the noun, else by who speaks."""
    doc, k, form, frame = noun.doc, noun.k, noun.form, noun.frame
    if form.enc and frame.place != "object" and frame.object != "losing":
        found = (
            _own_announced(doc, k, form)
            or _governor_if_fits(doc, k, form, stance)
            or carried(doc, k - 1, None, form.enc)
        )
        return found or pointed_to(doc, k, form.enc)
    if frame.subject == "gaining" and (kept := kept_from(doc, k)) is not None:
        return Found(kept, "near")  # "فشل X في منع Y من السيطرة على A": Y
    if agent := agent_after(doc, k, noun.stop) or _agent_from(noun) or _in_the_lead(noun):
        own = frame.subject == "gaining" and frame.object != "losing" and not form.definite
        owner = side_in_construct(doc, k, noun.stop) if own else None
        return owner or agent  # "حصار X لحي Y، آخر الأحياء بيد Z": X
    if (told := outcome(doc, k)) is not None:
        return _who_managed(doc, told[0], k)
    if form.enc == THEM and frame.place == "object":  # "احتلالهم X": no place is "they"
        return carried(doc, k - 1, None, form.enc)
    if beside := _beside(noun):
        return beside
    if named := by_announcement(doc, k) or who_set_about_it(doc, k):
        return named
    if {"ب", "ل"} & set(form.pro) and (accused := _accused(doc, k)) is not None:
        return accused
    governor = stance.governor if stance.governor is not None else governing_verb(doc, k)
    if (warning := next((m for m in (stance.cue, governor) if is_warning(doc, m)), None)) is not None:
        return warned(doc, k, warning)
    if _done_by_another(noun, governor):
        return None
    surprised = who_attacked_by_surprise(doc, k) if frame.subject == "gaining" else None
    return surprised or announcer(doc, k, stance) or governor_subject(doc, k, stance) or _of_clause(noun, governor)


def _own_announced(doc: Document, k: int, form: Form) -> Found | None:
    """ "انسحب X بعد إعلان Y سيطرتها على A": whose announcement it is, where the noun's pronoun may stand for it."""
    found = by_announcement(doc, k)
    return found if found is not None and agrees_with(found.actor, None, form.enc) else None


def _accused(doc: Document, k: int) -> Found | None:
    """ "اتهم X Y بالسيطرة على A", "اتهم X Y بقصف A تمهيدا لاقتحامها": of whom it is said, and not who says so."""
    first = left_bound(doc, k)
    verb = next((m for m in range(k - 1, first - 1, -1) if doc.match(m, doc.lexicon.phrases["accuses"])), None)
    told = actors_between(doc, verb + 1, k) if verb is not None else []
    return Found(told[-1], "near") if told and (len(told) > 1 or told[-1].j == k) else None


def _who_managed(doc: Document, result: int, k: int) -> Found | None:
    """ "نجاح X في دخول Y", "فشلهم في دخول Y": whose success or failure the noun at ``result`` is."""
    owner = next((a for a in actors_between(doc, result + 1, k) if not a.prep), None)
    its = next((f.enc for f in doc.forms(result) if f.pos == "vn"), None)
    return Found(owner, "near") if owner else carried(doc, result - 1, None, its) if its else None


def _beside(noun: NounAt) -> Found | None:
    """The doer right beside the noun: in construct, whose plan it is, to whom it was open, who takes part in it."""
    doc, k, form, frame = noun.doc, noun.k, noun.form, noun.frame
    by_adjective = form.definite and frame.type == "siege"  # "الحصار الحوثي على X"
    if not (frame.object == "losing" or form.definite) or by_adjective:
        own = frame.type in OWNED and not form.definite
        if owner := side_in_construct(doc, k, noun.stop) or (owner_behind(doc, k) if own else None):
            return owner
    if planner := planned_by(doc, k):
        return planner
    before = doc.actor_on.get(k - 1)
    if frame.subject == "gaining" and before is not None and before.slug and _open_to(doc, before):
        return Found(before, "near")
    return _helper(doc, k) if doc.norm(k - 1) in doc.words["at"] or "ب" in form.pro else None


def _open_to(doc: Document, side: ActorAt) -> bool:
    """ "ما سهل لX دخول Y", "ما سمح لX بدخول Y", "فتح الطريق أمام X لدخول Y", "من الله على X بتحرير Y": whether it
    was open to, or granted."""
    if doc.norm(side.i - 2) in doc.words["way_open"] and doc.norm(side.i - 1) in doc.words["in_front_of"]:
        return True
    granted = side.prep in doc.words["slot_upon"] and doc.said("god_granted", max(side.i - NEAR, 0), side.i)
    return side.prep == "ل" or bool(granted)


def _done_by_another(noun: NounAt, governor: int | None) -> bool:
    """Whether the governing verb tells that its subject is not the doer, so that nobody is known to be."""
    doc, k, group = noun.doc, noun.k, noun.doc.verb_group(governor)
    if group == "intend" and _plain_subject(doc, governor + 1):
        return True  # "تهدف الحملة، التي تلعب فيها X دورا، إلى": whose campaign it is is not told here
    if group == "repel" and any(plan_at(doc, m) for m in range(max(k - PLAN, governor + 1), k)):
        return True  # "أفشل X مخططا (حوثيا) لاقتحام Y": who foils a plan has not made it
    took_part = _took_part(doc, k)
    if took_part is not None and _plain_subject(doc, took_part + 1):
        return True  # "اجتاح X A. ثم شارك العميد الراحل في تحرير B": whose man he was is not told, least of all X's
    # "خسر X … قبل تحرير Y", "سيطر X على Y حتى تحريرها": who lost it, or had it, has not freed it
    had = ("lose", "leave", *HOLDING[:2]) if _ended_by(doc, k, noun.form) else ("lose", "leave")
    return noun.frame.subject == "gaining" and group in had


def _of_clause(noun: NounAt, governor: int | None) -> Found | None:
    """The doer from further off: the subject of the clause, whose attack ended so, who moves on, who speaks."""
    doc, k, form = noun.doc, noun.k, noun.form
    light = any(f.pos == "vn" for f in doc.forms(k - 1)) and form.lemma in doc.words["control_verb"]
    said = any(f.pos == "ap" and doc.group(f) == "cite" for f in doc.forms(k - 1 - light))  # "معلنا (بسط) السيطرة"
    found = clause_subject(doc, k) or (main_subject(doc, k) if said else None)  # "أكد X …، معلنا تحرير Y"
    found = found or attack_that_ended(doc, governor, k)
    if found is None and form.enc and k + 1 in doc.place_on:
        return subject_ahead(doc, k) or carried(doc, k - 1, None, form.enc)  # "قبل شهر من اجتياحه X"
    found = found or before_colon(doc, k)
    if noun.frame.subject != "gaining":
        return found
    return found or who_moves_on(doc, k) or by_military_source(doc, doc.bounds(k)[0], k)


def _ended_by(doc: Document, k: int, form: Form) -> bool:
    """ "حتى تحريرها", "قبل السيطرة عليها": what puts an end to what was told of the same place."""
    ends = doc.norm(k - 1) in doc.words["until"] | doc.words["before"]
    return ends and (bool(form.enc) or over_it(doc, k))


def _helper(doc: Document, k: int) -> Found | None:
    """ "شارك X في تحرير Y": who takes part; the taker may be another."""
    found = clause_subject(doc, k) if _took_part(doc, k) is not None else None
    return Found(found.actor, HELPER) if found else None


def _took_part(doc: Document, k: int) -> int | None:
    """ "شارك … في تحرير Y": the word of taking part before the noun at ``k``, with no other verb between."""
    nearest = range(k - 1, max(left_bound(doc, k), k - HELPED) - 1, -1)
    verb = next((m for m in nearest if doc.norm(m).lstrip("و") in doc.words["takes_part"]), None)
    return None if verb is None or any(doc.finite(m) for m in range(verb + 1, k)) else verb


def _governor_if_fits(doc: Document, k: int, form: Form, stance: Stance) -> Found | None:
    """The subject of the governing verb, where the pronoun on the noun may stand for it."""
    found = governor_subject(doc, k, stance)
    if (
        found
        and found.actor.slug
        and (form.enc != HER or found.actor.agree in ("f", EITHER))
        and (form.enc != HIM or found.actor.agree in ("m", EITHER))
    ):
        return found
    return None
