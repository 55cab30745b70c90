"""Whom a reference back to a force does not mean: from whom it takes a place, who left, who is denied to have come."""

from __future__ import annotations

from collections.abc import Sequence

from events.extraction.document import ActorAt, Document
from events.extraction.marks import QUOTES
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at

GAINING, LEAVING = "control", "leave"  # the groups of verbs that tell who takes a place, who goes
BELIED = ("belied", "denial_after")
DEFENDS = ("repel", "control", "holds", "stay")  # groups of verbs of who has a place and keeps it
HAD = 5  # tokens from "which", over "was" and a verb, to who held the place
LATELY = 3  # sides before a force among which one whose taking is denied is looked for


def taken_from(doc: Document, actors: Sequence[ActorAt], n: int) -> str | None:
    """ "إن القوات استعادت X من Y", "تقدمت القوات في X على حساب Y": from whom the force at place ``n`` takes a place."""
    force, behind = actors[n], actors[n + 1] if n + 1 < len(actors) else None
    if force.prep or behind is None or force.slug:
        return None
    cost = doc.norm(behind.i - 1) in doc.words["at_cost"]
    if behind.prep not in doc.words["from"] and not cost:
        return None
    if doc.sentence_of[force.i] != doc.sentence_of[behind.i] or not any(
        m in doc.place_on for m in range(force.j, behind.i)
    ):
        return None
    words = (f for m in range(force.i - 1, behind.i) if m not in doc.actor_on for f in doc.forms(m))
    groups = doc.words["forward"] if cost else (GAINING,)
    return behind.slug if any(doc.group(f) in groups for f in words) else None


def who_left(doc: Document, actors: Sequence[ActorAt], n: int) -> str | None:
    """ "انسحب Y من المدينة. وسيطرت هذه القوات على A", "طرد X Y. وتقدمت هذه القوات": who is told to leave or to
    be driven out, before a force at place ``n`` that takes a place or goes forward; by a word of scorn, before any."""
    force, before = actors[n], actors[n - 1] if n else None
    if before is None or not before.slug or doc.sentence_of[force.i] - doc.sentence_of[before.i] != 1:
        return None
    takes = went_forward(doc, force)
    verb = before.i - 1 - bool(prep_at(doc, before.i - 1, doc.words["from"]))  # "انسحب منها Y"
    left = any(doc.verb_group(m) == LEAVING for m in (verb, before.j))
    left = left or any(doc.group(f) == LEAVING for f in doc.forms(before.i - 1))  # "بعد انسحاب حامية Y"
    left = left or doc.norm(before.i - 1) in doc.words["departures"]  # "بعد انهيار Y"
    left = left or _had(doc, before)
    doer = actors[n - 2] if n > 1 and actors[n - 2].j == before.i else None
    driven = doer is not None and doc.verb_group(doer.i - 1) == "expel"
    routed = doc.norm(before.i).removeprefix("و") in doc.words["scornful"]
    return before.slug if (left and routed) or (takes and (left or driven)) else None


def who_took(doc: Document, actors: Sequence[ActorAt], n: int) -> str | None:
    """ "سيطر X على A بعد انسحاب القوات منها": who takes a place in the sentence is not the force at place ``n``, behind
    "after" and a noun of leaving, that made way."""
    force, before = actors[n], actors[n - 1] if n else None
    if before is None or not before.slug or doc.sentence_of[before.i] != doc.sentence_of[force.i]:
        return None
    left = doc.norm(force.i - 1) in doc.words["departures"] and doc.norm(force.i - 2).lstrip("و") in doc.words["after"]
    took = any(doc.verb_group(m) in doc.words["forward"] for m in (before.i - 1, before.j))
    return before.slug if left and took else None


def _had(doc: Document, side: ActorAt) -> bool:
    """ "حرر X A التي كان Y يحتلها", "التي تسيطر عليها Y": who only held, in a clause on the place, what was taken."""
    verb = next((m for m in (side.i - 1, side.i - 2, side.j) if doc.verb_group(m) == GAINING), None)
    if verb is None or doc.finite(verb).asp == "p":
        return False
    behind = {doc.norm(m) for m in range(max(side.i - HAD, 0), side.i)}
    return not behind.isdisjoint(doc.words["relatives"])


def went_forward(doc: Document, force: ActorAt) -> bool:
    """ "ودخلت هذه القوات X", "وكانت القوة نفسها قد توغلت", "وواصلت القوات تقدمها": whether a verb beside a force tells
    that it won ground, or goes on doing so.
    """
    behind = force.j + force.same
    going_on = doc.finite(force.i - 1)
    if going_on is not None and going_on.asp == "p" and going_on.lemma in doc.words["goes_on_with"]:
        return any(f.pos == "vn" and doc.group(f) in doc.words["forward"] for f in doc.forms(behind))
    verbs = (m for m in (force.i - 1, behind, behind + 1) if doc.verb_group(m) in doc.words["forward"])
    return any(doc.finite(m).asp == "p" for m in verbs)


def who_is_denied(doc: Document, actors: Sequence[ActorAt], n: int) -> str | None:
    """ "نفى X سقوط A بيد قوات Y، مؤكدا أن القوات صدت هجوما": whose taking is denied, before a force at place ``n`` that
    beats an attack back, holds or takes a place: it is of who denies."""
    force = actors[n]
    if doc.norm(force.i).lstrip("و").removeprefix(ARTICLE) not in doc.words["force"]:
        return None  # "التنظيم" may well be who is denied to have taken it
    behind = force.j + (doc.at(force.j).text in QUOTES)
    verbs = [f for m in (force.i - 1, behind) if (f := doc.finite(m))]
    repels = any(frame.type == "repelled" for f in verbs for frame in doc.lexicon.frames_of.get(f.lemma, ()))
    if not repels and not any(doc.group(f) in DEFENDS for f in verbs):
        return None
    near = (a for a in reversed(actors[max(n - LATELY, 0) : n]) if a.slug)
    near = (a for a in near if doc.sentence_of[force.i] - doc.sentence_of[a.i] <= 1)
    return next((a.slug for a in near if _taking_denied(doc, a)), None)


def _taking_denied(doc: Document, actor: ActorAt) -> bool:
    """ "نفى X سقوط A بيد Y", "قال X إن سيطرة Y على A كذب": whether it is denied that a side took a place."""
    taking = {doc.norm(actor.i - 1)} & (doc.words["hands"] | doc.words["winner_alone"])
    if not taking and not any(f.pos == "vn" for f in doc.forms(actor.i - 1)):
        return False
    first, end = doc.bounds(actor.i)
    denied = any(doc.verb_group(m) == "deny" for m in doc.having("report", first, actor.i))
    return denied or any(doc.said(name, actor.j, end) for name in BELIED)
