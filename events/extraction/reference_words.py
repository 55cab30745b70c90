"""What the words around a reference back say of whom it may mean: attackers, all forces, "the organisation"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from events.extraction.document import ActorAt, Document
from events.extraction.proclitics import ARTICLE

RECENT = 80  # sides among which a body that is called so is looked for


def called_so(doc: Document, back: ActorAt, allowed: tuple[str, ...], actors: list[ActorAt]) -> tuple[str, ...]:
    """The sides that a reference back may mean, with those that the text calls by its word: "تنظيم X … التنظيم"."""
    word = doc.norm(back.j - 1)
    bare = word.partition(ARTICLE)[2]
    if bare not in doc.words["bodies"]:
        return allowed
    near = actors[-RECENT:]  # those told last: a long text may tell of thousands
    return (*allowed, *(a.slug for a in near if a.slug and a.j > a.i + 1 and doc.norm(a.i).lstrip("وبل") == bare))


def attacks(doc: Document, actor: ActorAt) -> bool:
    """ "وأن المهاجمين تراجعوا", "القوات المهاجمة": who attacks is none of those who tell of it or beat them off."""
    described = doc.norm(actor.j) in doc.words["attacking"]
    return described or any(rest in doc.words["attackers"] for _, rest, _ in doc.readings[actor.i].sides)


def of_any(doc: Document, actor: ActorAt, sides: Sequence[tuple[ActorAt, object]]) -> bool:
    """ "جميع القوات", "القوات المدافعة عن X": forces of more than one side, or of another than was spoken of last; "the
    force" of a sentence that names none before.
    """
    every = not actor.people and doc.match(actor.i - 1, doc.lexicon.force_phrases["all"]) > 0
    every = every and doc.norm(actor.i - 2) not in doc.words["in_manner"]  # "سيطر بشكل كامل التنظيم"
    if every or doc.norm(actor.j) in doc.words["defending"]:
        return True
    first = doc.bounds(actor.i)[0]
    if doc.norm(actor.i) not in doc.words["the_force"]:
        return False
    i, j = (bisect_left(sides, k, key=lambda side: side[0].i) for k in (first, actor.i))
    return not any(a.slug for a, _ in sides[i:j])


def another_of(doc: Document, actor: ActorAt) -> bool:
    """ "فيما دخلت وحدات أخرى X": one more unit of the side that acted before."""
    units = doc.words["another_of"]
    return actor.slug is None and not actor.anaphor and doc.norm(actor.j) in doc.words["another"] and any(
        rest in units for _, rest, _ in doc.readings[actor.i].sides)  # fmt: skip
