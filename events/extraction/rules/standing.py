"""Who is where, told of several sides without a verb: "خريطة السيطرة: X في A وB، وY في C"."""

from __future__ import annotations

from collections.abc import Iterator

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.governed import place_after
from events.extraction.lists import with_list
from events.extraction.modality import REAL, Stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft

SIDES = 2  # one side alone "in" a place is told of something else
OPENS = frozenset(":-–—|•*")


def standing(doc: Document) -> list[Draft]:
    """A draft for each place that a row of sides is told to be in; none where a verb stands in the row."""
    drafts, row = [], []
    for side, hits in _members(doc):
        if row and not _joined_to_next(doc, row[-1][1][-1].place.j, side):
            drafts, row = drafts + _told(doc, row), []
        if row or _side_opens(doc, side):
            row.append((side, hits))
    return drafts + _told(doc, row)


def _members(doc: Document) -> Iterator[tuple[ActorAt, list[Hit]]]:
    """Each side with the places that "in" names right behind it."""
    following = [*(side.i for side in doc.actors[1:]), len(doc.tokens)]
    for side, next_side in zip(doc.actors, following, strict=False):
        if not side.slug or not stands_free(side) or side.anaphor:
            continue
        m = doc.word_behind(side.j - 1)
        if doc.norm(m) not in doc.words["at"]:
            continue
        stop = min(right_bound(doc, m), max(next_side, m + 1))
        hit = place_after(doc, m, stop)
        if hit is not None and hit.how == "near" and hit.inside is None:
            yield side, with_list(doc, hit, stop)


def _side_opens(doc: Document, side: ActorAt) -> bool:
    """Whether a side opens its sentence or stands right behind a colon or a dash."""
    i, _ = doc.bounds(side.i)
    return side.i == i or doc.tokens[side.i - 1].text in OPENS


def _joined_to_next(doc: Document, k: int, side: ActorAt) -> bool:
    """Whether nothing but a comma and "and", "while" stands between the last place of a member and the next side."""
    if doc.sentence_of[k - 1] != doc.sentence_of[side.i]:
        return False
    between = [m for m in range(k, side.i) if doc.tokens[m].text not in "،,؛"]
    joins = doc.words["and"] | doc.words["whereas"]
    return bool(side.conj or between or side.i > k) and all(doc.norm(m) in joins for m in between)


def _told(doc: Document, row: list[tuple[ActorAt, list[Hit]]]) -> list[Draft]:
    """The drafts of a row of different sides that a stop, a colon or the line's end shuts."""
    if len({side.slug for side, _ in row}) < SIDES:
        return []
    end = row[-1][1][-1].place.j
    shut = end >= len(doc.tokens) or doc.tokens[end].kind == "newline" or doc.tokens[end].text in ".:؛…»"
    if not shut:
        return []
    return [
        Draft("standing", "holds", side.i, side.j, hit, Found(side, "near"), None, Stance(REAL), weak=True)
        for side, hits in row
        for hit in hits
    ]
