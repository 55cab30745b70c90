"""Whether who does what a verb tells can have taken a place by force."""

from __future__ import annotations

from events.extraction.clauses import Found
from events.extraction.document import ActorAt, Document
from events.extraction.lexicon import Frame
from events.extraction.proclitics import ARTICLE
from events.extraction.rules.words import plain_noun

MOVES = (
    "take-charge", "take-up", "surround", "run", "enter", "deploy", "go-out", "leave", "flee", "pull-out", "fall-back",
    "push", "collapse",
)  # fmt: skip
IN_PERSON = ("leave", "go-out", "flee", "enter")  # what a leader does without his men
UNLESS_NAMED = ("take-charge", "encircle", "go-out", "leave", "enter", "deploy")


def has_force(doc: Document, frame: Frame, subject: Found | None, k: int) -> bool:
    """Entering, leaving and going out count only of a force: buses and officials enter and leave as well."""
    if frame.id not in MOVES:
        return True
    carried = subject is not None and subject.how == "carried" and frame.id in UNLESS_NAMED
    before = subject is not None and subject.actor.i < k and frame.id in UNLESS_NAMED
    if before and doc.norm(k + 1) in doc.words["any"] and k + 2 not in doc.actor_on:
        return False  # "لم تدخلها أي قافلة"
    if carried and doc.finite(k) and plain_noun(doc, k + 1) and doc.norm(k + 1) not in doc.words["each_of"]:
        return False  # "وغادر الأمين العام X", but "ودخلوا كلا من A وB"
    if subject is not None and subject.actor.i < k and not doc.finite(k) and _of_unknown(doc, k):
        return False
    if subject is not None and doc.norm(subject.actor.i - 1) in doc.words["leading_men"]:
        return False  # "غادرت قيادات حوثية مدينة X"
    if subject is not None and subject.how == "carried" and subject.actor.prep in doc.words["cut_off"]:
        return False  # "قال القيادي المنشق عن X إنه غادر Y"
    itself = subject is not None and (doc.finite(k) or subject.actor.i > k)  # who speaks of it may be an official
    if itself and frame.id in IN_PERSON and _a_man(doc, subject.actor):
        return False
    if subject is None or (subject.how == "carried" and frame.id in UNLESS_NAMED):
        near = [
            m
            for m in range(k - 6, k + 5)
            if 0 <= m < len(doc.tokens) and m not in doc.place_on and doc.match(m, doc.lexicon.phrases["civilians"])
        ]
        return subject is not None and not near
    return True


def _of_unknown(doc: Document, k: int) -> bool:
    """ "دخول مؤسسات الدولة إلى X", "خروج الأهالي من Y": a noun that no adjective and no place follows is the doing of
    whom it names, and not of a side that was told of before.
    """
    noun = any(f.pos == "vn" and not f.enc and not f.definite for f in doc.forms(k)) and plain_noun(doc, k + 1)
    definite = any(doc.norm(m).startswith(ARTICLE) and m not in doc.place_on for m in (k + 1, k + 2))
    return noun and definite and not doc.finite(k + 1) and not doc.forms(k + 1)


def _a_man(doc: Document, actor: ActorAt) -> bool:
    """ "غادر حفتر X", "هرب بشار الأسد من Y": a leader goes by himself, unless what he does is done with an army
    ("انسحب حفتر من X").
    """
    if doc.norm(actor.i - 1) in doc.words["officials"]:
        return True  # "غادر قائد الجيش X"
    name = tuple(doc.norm(m) for m in range(actor.i, actor.j))
    return name in doc.lexicon.leaders or (name[0].lstrip("لو"), *name[1:]) in doc.lexicon.leaders
