"""Who leaves, loses or surrenders by what a verbal noun tells: "انسحاب X من Y", "خسارته Y", "تسليم X مدينة Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import Found, actors_between, agrees_with, carried, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import ACCUSATIVE, HER
from events.extraction.forms import Form
from events.extraction.modality import Stance
from events.extraction.proclitics import ARTICLE
from events.extraction.rules.announcers import announcer, who_set_about_it
from events.extraction.rules.forced import forced_out
from events.extraction.rules.governing_sides import governor_subject, pointed_to
from events.extraction.rules.noun_sides import NounAt, owner_behind, side_in_construct
from events.extraction.subject_signs import before_relative

NEAR = 6


def loser(noun: NounAt, stance: Stance, place: int | None = None) -> Found | None:
    """Who leaves, loses or surrenders: the side in construct, the pronoun's, else the governing verb's subject.

    ``place`` is the token of the place, where it stands after the noun: a pronoun is then the loser's ("خسارته X").
    """
    doc, k, form, frame = noun.doc, noun.k, noun.form, noun.frame
    if form.enc and (frame.place != "object" or place is not None):
        return _by_pronoun(noun, stance)
    owner = _agent_of_passive(doc, k, noun.stop) if frame.id == "leave" else None
    owner = owner or (None if form.definite else side_in_construct(doc, k, noun.stop))
    if owner := owner or forced_out(doc, k) or _whose(noun) or who_set_about_it(doc, k):
        return owner
    governor = doc.finite(stance.governor) if stance.governor is not None else None
    if governor is not None and governor.lemma in doc.words["asks"]:
        return _asked_to(doc, k, stance.governor)
    if governor is not None and governor.lemma in doc.words["admits"]:
        return announcer(doc, k, stance) or _admitted_by(doc, k, stance)
    begins = governor is not None and doc.group(governor) in ("begin", "aspect")
    if leads := governor_subject(doc, k, stance) if begins else None:
        return leads  # "X يبدأ الانسحاب من Y": who begins it
    own = form.definite and frame.type == "withdrawal" and doc.norm(k - 1) in doc.words["complementizers"]
    return (
        _leaver_near(noun, stance, place)
        or governor_subject(doc, k, stance)
        or (
            announcer(doc, k, stance) if own else None  # "قال متحدث باسم X إن الانسحاب من A كان تكتيكيا"
        )
    )


def _whose(noun: NounAt) -> Found | None:
    """ "أنجز X المهمة وسط فرار جماعي لY": whose departure an indefinite noun tells."""
    departs = noun.frame.type == "withdrawal" and not noun.form.definite
    return owner_behind(noun.doc, noun.k) if departs else None


def _by_pronoun(noun: NounAt, stance: Stance) -> Found | None:
    """ "انسحابها", "خسارته X": the side that the pronoun goes back or points to."""
    doc, k, form = noun.doc, noun.k, noun.form
    if as_she := _spoken_of_as_she(doc, k, form, stance):
        return as_she
    given = _had_it(doc, k, form)
    return given or carried(doc, k - 1, None, form.enc) or pointed_to(doc, k, form.enc, ("control", "advance"))


def _leaver_near(noun: NounAt, stance: Stance, place: int | None) -> Found | None:
    """Who leaves, near the noun: behind it, to whom it is allowed or told, right before it with the noun's case."""
    doc, k = noun.doc, noun.k
    own = ("",) if noun.frame.to == "gaining" else ("", "ل")  # "تسليم X للجيش": who receives has not given
    end = before_relative(doc, k, _next_event(doc, k, place or k, noun.stop))
    between = [a for a in actors_between(doc, k + 1, end) if a.prep in own and not a.beside and not a.conj]
    near = [a for a in between if a.i - k <= NEAR and not (place and place < a.i - 1 and _owned_by(doc, a))]
    if near:
        return Found(near[0], "near")
    if stance.governor is not None:  # "لا يُسمح للمقاتلين بمغادرة X", "طلب من القوات الانسحاب من X"
        dative = [a for a in actors_between(doc, stance.governor + 1, k) if a.prep in doc.words["dative"]]
        if dative:
            return Found(dative[-1], "near")
    return _who_made_it(doc, k) if doc.tokens[k].text.endswith(ACCUSATIVE) else None


def _who_made_it(doc: Document, k: int) -> Found | None:
    """ "نفذت X أمس انسحاباً من Y", whatever the verb; "X نفذت انسحاباً": the side before what was carried out."""
    m = k - 1
    while m in doc.date_on:
        m -= 1
    if doc.norm(m).lstrip("و") in doc.words["carries_out"]:
        m -= 1
        while m in doc.date_on or doc.norm(m) in doc.words["qad"]:
            m -= 1
    before = doc.actor_on.get(m)
    return Found(before, "near") if before is not None and stands_free(before) else None


def _owned_by(doc: Document, actor: ActorAt) -> bool:
    """ "الانسحاب من Y تحت ضغط X", "أمام هجمات X": whether a bare noun right before a side is what it has or does."""
    m = actor.i - 1
    plain = doc.tokens[m].kind == "word" and not doc.mentioned(m) and m not in doc.date_on
    small = doc.words["prepositions"] | doc.words["counts"]
    return plain and not doc.norm(m).startswith(ARTICLE) and doc.norm(m) not in small


def _agent_of_passive(doc: Document, k: int, stop: int) -> Found | None:
    """ "تم إخلاء Y من قبل X": the agent of a passive."""
    sides = (a for a in actors_between(doc, k + 1, stop) if doc.norm(a.i - 1) in doc.words["agency"])
    return next((Found(a, "near") for a in sides if doc.norm(a.i - 2) in doc.words["from"]), None)


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
