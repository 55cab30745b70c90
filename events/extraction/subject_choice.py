"""Which of the sides around a verb may be its subject, and where its subject is a side that nobody knows."""

from __future__ import annotations

from events.extraction.adjuncts import cites_as
from events.extraction.clauses import actors_between, agrees, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import prep_at
from events.extraction.subject_signs import joins_noun


def of_others(doc: Document, k: int, form: Form, relative: ActorAt | PlaceAt | None) -> bool:
    """ "الحراس الذين اضطروا إلى الانسحاب": people who are of no known side did it, whoever was spoken of."""
    return relative is None and form.num == "p" and form.gen == "m" and doc.norm(k - 1) in doc.words["relatives"]


def unknown_side(doc: Document, k: int, form: Form) -> bool:
    """ "إن المجموعة التي كانت تغلقه وافقت على": a side that is not known, which a relative clause describes."""
    back = range(k - 1, doc.bounds(k)[0], -1)
    that = next((m for m in back if doc.norm(m).lstrip("و") in doc.words["complementizers"]), None)
    side = doc.actor_on.get(that + 1) if that is not None else None
    described = side is not None and doc.norm(side.j) in doc.words["relatives"] and side.j < k - 1
    return described and side.slug is None and not side.prep and agrees(form, side, before=True)


def body_behind(doc: Document, k: int, form: Form) -> bool:
    """ "شن X هجوما على A التي يسيطر عليها مجلس محلي": whether a body of no known side stands right behind the verb of a
    relative clause and the pronoun of what it has."""
    upon = prep_at(doc, k + 1, doc.words["slot_upon"]) is not None
    if doc.norm(k - 1) not in doc.words["relatives"] or form.num != "s" or not (upon or form.enc):
        return False
    m = k + 1 + upon
    return m not in doc.actor_on and doc.norm(m) in doc.words["bodies"] | doc.words["loose_bodies"]


def comes_of_it(doc: Document, k: int, form: Form) -> bool:
    """ "هاجم X مواقع Y، ليسيطر بذلك على A": whether a verb tells, behind a comma, what came of the one before it."""
    return form.asp == "i" and LAM in form.pro and doc.tokens[k - 1].text in COMMAS


def in_construct(doc: Document, actor: ActorAt, first: int) -> bool:
    """ "استغل X انشغال Y", "هجوما على مواقع Y": whether a bare noun stands right before a side, which only owns it;
    what opens the clause at token ``first`` may be a verb.
    """
    m = actor.i - 1
    if m <= first or doc.tokens[m].kind != "word" or doc.tokens[m - 1].text in COMMAS:
        return False
    if doc.mentioned(m) or m in doc.date_on or doc.finite(m):
        return False
    small = doc.words["prepositions"] | doc.words["counts"] | doc.words["complementizers"] | doc.words["and_then"]
    word = doc.norm(m).lstrip("و")
    return not word.startswith(ARTICLE) and word not in small


def several(doc: Document, actor: ActorAt) -> bool:
    """Whether "and" joins another noun to a side, behind its name or within it."""
    return any(joins_noun(doc, m) for m in range(actor.i + 1, actor.j + 1))


def free_groups(doc: Document, k: int, stop: int) -> list[ActorAt]:
    """The free-standing sides after a verb up to the next verb, the first of each that are joined by "and"."""
    end = next((m for m in range(k + 1, stop) if doc.finite(m) and not cites_as(doc, m)), stop)
    found = [a for a in actors_between(doc, k + 1, end) if stands_free(a) or a.prep == ""]
    return [a for a in found if not a.beside and not a.conj]
