"""Who does what a verbal noun tells: the side in construct, its agent, the subject of the verb that governs it."""

from __future__ import annotations

from events.extraction.clauses import HELPER, Found, actors_between, agrees_with, carried, left_bound, stands_free
from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE, HER, HIM, THEM
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.lexicon import Frame
from events.extraction.marks import QUOTES
from events.extraction.modality import Stance, governing_verb
from events.extraction.noun_stance import outcome
from events.extraction.rules.announcers import announcer, before_colon, by_military_source
from events.extraction.rules.foes import plan_at, planned_by
from events.extraction.rules.forced import forced_out
from events.extraction.rules.governing_sides import (
    HOLDING,
    attack_that_ended,
    clause_subject,
    governor_subject,
    main_subject,
    over_it,
    pointed_to,
    subject_ahead,
    who_moves_on,
)
from events.extraction.rules.sides import agent_after
from events.extraction.subject_signs import before_relative

NEAR = 6
COUNTED = 8  # words of a number before the side that it counts
PLAN = 3  # tokens from a plan, over whose it is, to what is planned
HELPED = 12  # words between "take part" and what is taken


def side_in_construct(doc: Document, k: int, stop: int) -> Found | None:
    """The side right after the noun, in construct: "سيطرة الجيش", "انسحاب قوات X"."""
    for m in range(k + 1, min(stop, k + COUNTED)):
        actor = doc.actor_on.get(m)
        if actor and m in doc.place_on:
            return None  # "تحرير الفرقة السادسة": its base is what is freed
        if actor and actor.i == m:  # "خروج الدفعة الأولى من مقاتلي X": counted
            between = [n for n in range(k + 1, m) if doc.tokens[n].text not in QUOTES]
            number = any(doc.norm(n) not in doc.words["from"] for n in between)
            counted = number and actor.prep in doc.words["from"]
            return Found(actor, "near") if not actor.prep or actor.prep == "ل" or counted else None
        if doc.tokens[m].text not in QUOTES and doc.norm(m) not in doc.words["counts"] \
                and doc.tokens[m].kind != "number":  # fmt: skip
            return None
    return None


def _agent_of_passive(doc: Document, k: int, stop: int) -> Found | None:
    """ "تم إخلاء Y من قبل X": the agent of a passive."""
    sides = (a for a in actors_between(doc, k + 1, stop) if doc.norm(a.i - 1) in doc.words["agency"])
    return next((Found(a, "near") for a in sides if doc.norm(a.i - 2) in doc.words["from"]), None)


def _plain_subject(doc: Document, m: int) -> bool:
    """Whether a definite noun that is no side stands at token ``m``, right behind its verb."""
    plain = not doc.mentioned(m) and not doc.forms(m)
    small = doc.words["relatives"] | doc.words["prepositions"]
    return plain and doc.norm(m).startswith("ال") and doc.norm(m) not in small


def doer(doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int) -> Found | None:
    """Who does what the verbal noun of a frame tells; never who is only told of as its victim before it.

    "أنهت قواتنا وجود X في Y بتحرير Z": whose presence or rule is spoken of has not done it.
    """
    found = _doer(doc, k, form, frame, stance, stop)
    owner = found is not None and found.actor.i < k and doc.norm(found.actor.i - 1) in doc.words["rule_of"]
    return None if owner else found


def _doer(doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int) -> Found | None:
    """The doer by construct, agent and pronoun, else by the verb that governs the noun, else by who speaks."""
    if form.enc and frame.place != "object" and frame.object != "losing":
        found = _governor_if_fits(doc, k, form, stance) or carried(doc, k - 1, None, form.enc)
        return found or pointed_to(doc, k, form.enc)
    agent = agent_after(doc, k, stop)
    own = frame.subject == "gaining" and frame.object != "losing" and not form.definite
    if agent and own and (owner := side_in_construct(doc, k, stop)):  # "حصار X لحي Y، آخر الأحياء بيد Z"
        return owner
    if agent:
        return agent
    if (told := outcome(doc, k)) is not None:  # "نجاح X في دخول Y", "فشلهم في دخول Y"
        owner = next((a for a in actors_between(doc, told[0] + 1, k) if not a.prep), None)
        its = next((f.enc for f in doc.forms(told[0]) if f.pos == "vn"), None)
        return Found(owner, "near") if owner else carried(doc, told[0] - 1, None, its) if its else None
    if form.enc == THEM and frame.place == "object":  # "احتلالهم X": no place is "they"
        return carried(doc, k - 1, None, form.enc)
    by_adjective = form.definite and frame.type == "siege"  # "الحصار الحوثي على X"
    if not (frame.object == "losing" or form.definite) or by_adjective:
        owner = side_in_construct(doc, k, stop)
        if owner:
            return owner
    if planner := planned_by(doc, k):
        return planner
    before = doc.actor_on.get(k - 1)
    if frame.subject == "gaining" and before is not None and before.prep == "ل" and before.slug:
        return Found(before, "near")  # "ما سهل لX دخول Y", "ما سمح لX بدخول Y": to whom it was open
    if doc.norm(k - 1) in doc.words["at"] or "ب" in form.pro:
        helper = _helper(doc, k)
        if helper:
            return helper
    governor = stance.governor if stance.governor is not None else governing_verb(doc, k)
    if doc.verb_group(governor) == "intend" and _plain_subject(doc, governor + 1):
        return None  # "تهدف الحملة، التي تلعب فيها X دورا، إلى": whose campaign it is is not told here
    if doc.verb_group(governor) == "repel" and any(plan_at(doc, m) for m in range(max(k - PLAN, governor + 1), k)):
        return None  # "أفشل X مخططا (حوثيا) لاقتحام Y": who foils a plan has not made it
    had = ("lose", "leave", *HOLDING[:2]) if _ended_by(doc, k, form) else ("lose", "leave")
    if frame.subject == "gaining" and doc.verb_group(governor) in had:
        return None  # "خسر X … قبل تحرير Y", "سيطر X على Y حتى تحريرها": who lost it, or had it, has not freed it
    found = announcer(doc, k, stance) or governor_subject(doc, k, stance)
    if found:
        return found
    light = any(f.pos == "vn" for f in doc.forms(k - 1)) and form.lemma in doc.words["control_verb"]
    said = any(f.pos == "ap" and doc.group(f) == "cite" for f in doc.forms(k - 1 - light))  # "معلنا (بسط) السيطرة"
    found = clause_subject(doc, k) or (main_subject(doc, k) if said else None)  # "أكد X …، معلنا تحرير Y"
    found = found or attack_that_ended(doc, governor, k)
    if found is None and form.enc and k + 1 in doc.place_on:
        return subject_ahead(doc, k) or carried(doc, k - 1, None, form.enc)  # "قبل شهر من اجتياحه X"
    found = found or before_colon(doc, k) or (who_moves_on(doc, k) if frame.subject == "gaining" else None)
    return found or (by_military_source(doc, doc.bounds(k)[0], k) if frame.subject == "gaining" else None)


def _ended_by(doc: Document, k: int, form: Form) -> bool:
    """ "حتى تحريرها", "قبل السيطرة عليها": what puts an end to what was told of the same place."""
    ends = doc.norm(k - 1) in doc.words["until"] | doc.words["before"]
    return ends and (bool(form.enc) or over_it(doc, k))


def _helper(doc: Document, k: int) -> Found | None:
    """ "شارك X في تحرير Y": who takes part; the taker may be another."""
    left = left_bound(doc, k)
    takes_part = (
        m for m in range(k - 1, max(left, k - HELPED) - 1, -1) if doc.norm(m).lstrip("و") in doc.words["takes_part"]
    )
    verb = next(takes_part, None)
    if verb is None or any(doc.finite(m) for m in range(verb + 1, k)):
        return None
    found = clause_subject(doc, k)
    return Found(found.actor, HELPER) if found else None


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


def _admitted_by(doc: Document, k: int, stance: Stance) -> Found | None:
    """The side that admits a loss; none that was spoken of before, where another admits it ("أقر مصدر بسقوط X")."""
    found = governor_subject(doc, k, stance)
    unsaid = all(m in doc.date_on or doc.tokens[m].kind != "word" for m in range(stance.governor + 1, k))
    return found if found is None or found.how == "near" or unsaid else None


def _spoken_of_as_she(doc: Document, k: int, form: Form, stance: Stance) -> Found | None:
    """ "أكملت عناصر X انسحابها": a feminine verb before people makes "her" of them."""
    governor = doc.finite(stance.governor) if form.enc == HER and stance.governor is not None else None
    if governor is None or (governor.gen, governor.num) != ("f", "s"):
        return None
    found = governor_subject(doc, k, stance)
    return found if found is not None and found.actor.agree == "p" and found.actor.i > stance.governor else None


def _had_it(doc: Document, k: int, form: Form) -> Found | None:
    """ "استلام X قاعدة A من Y بعد انسحابها منها": who gave a place over is who left it."""
    if doc.norm(k - 1).lstrip("و") not in doc.words["after"]:
        return None
    side = next(iter(reversed(actors_between(doc, left_bound(doc, k), k))), None)
    given = side is not None and side.slug and side.prep in doc.words["from"] and agrees_with(side, None, form.enc)
    return Found(side, "carried") if given else None


def _asked_to(doc: Document, k: int, verb: int) -> Found | None:
    """ "طالب X Y بالانسحاب من A", "دعا مجلس الأمن Y إلى الانسحاب": whom the verb asks, and not who asks; of one side
    right behind the verb nobody knows which it is, unless who asks is told before it.
    """
    sides = [a for a in actors_between(doc, verb + 1, k) if not a.beside and not a.conj]
    if len(sides) == 1 and sides[0].i == verb + 1 and doc.finite(verb).asp:
        asker = any(stands_free(a) for a in actors_between(doc, left_bound(doc, verb), verb))
        return Found(sides[0], "near") if asker else None
    return Found(sides[-1], "near") if sides else None


def _next_event(doc: Document, k: int, place: int, stop: int) -> int:
    """ "بعد هروب X من A دخلت قوات Y", "هروب X من A قبل دخول Y": where another verb or its noun begins behind the place
    of a noun at ``k``; whose it is has not left.
    """
    words = (m for m in doc.having("trigger", place + 1, stop) if not doc.mentioned(m))
    return next((m for m in words if any(f.pos in ("verb", "vn") for f in doc.forms(m))), stop)


def loser(
    doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int, place: int | None = None
) -> Found | None:
    """Who leaves, loses or surrenders: the side in construct, the pronoun's, else the governing verb's subject.

    ``place`` is the token of the place, where it stands after the noun: a pronoun is then the loser's ("خسارته X").
    """
    if form.enc and (frame.place != "object" or place is not None):
        if as_she := _spoken_of_as_she(doc, k, form, stance):
            return as_she
        given = _had_it(doc, k, form)
        return given or carried(doc, k - 1, None, form.enc) or pointed_to(doc, k, form.enc, ("control", "advance"))
    owner = _agent_of_passive(doc, k, stop) if frame.id == "leave" else None
    owner = owner or (None if form.definite else side_in_construct(doc, k, stop))
    if owner := owner or forced_out(doc, k):
        return owner
    governor = doc.finite(stance.governor) if stance.governor is not None else None
    if governor is not None and governor.lemma in doc.words["asks"]:
        return _asked_to(doc, k, stance.governor)
    if governor is not None and governor.lemma in doc.words["admits"]:
        return announcer(doc, k, stance) or _admitted_by(doc, k, stance)
    leads = (
        governor_subject(doc, k, stance)
        if governor is not None and doc.group(governor) in ("begin", "aspect")
        else None
    )
    if leads:
        return leads  # "X يبدأ الانسحاب من Y": who begins it
    own = ("",) if frame.to == "gaining" else ("", "ل")  # "تسليم X للجيش": who receives has not given
    end = before_relative(doc, k, stop if place is None else _next_event(doc, k, place, stop))
    between = [a for a in actors_between(doc, k + 1, end) if a.prep in own and not a.beside and not a.conj]
    near = [a for a in between if a.i - k <= NEAR]
    if near:
        return Found(near[0], "near")
    if stance.governor is not None:  # "لا يُسمح للمقاتلين بمغادرة X", "طلب من القوات الانسحاب من X"
        dative = [a for a in actors_between(doc, stance.governor + 1, k) if a.prep in doc.words["dative"]]
        if dative:
            return Found(dative[-1], "near")
    before = doc.actor_on.get(k - 1) if doc.tokens[k].text.endswith(ACCUSATIVE) else None
    if before is not None and stands_free(before):
        return Found(before, "near")  # "نفذت X انسحاباً من Y", whatever the verb
    return governor_subject(doc, k, stance)
