"""Places that a plural noun announces: "على عدة قرى شرق X منها A وB", "تحرير القرى التالية:" and its lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from events.extraction.document import Document
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from gazetteer.matching.arabic import LONGEST, Token
from gazetteer.matching.types import PlaceMention

Span = tuple[int, int]
COLON = ":"
MARKS = 3  # a line end, a number and its dash
LONGEST_ROW = 20  # tokens from the towns to the one that they begin with
IN_ROW = 4  # tokens from one to the next: a comma and "as far as"
LONGEST_WAY = 14  # tokens from "several villages" to "among them"


def with_numbered_lists(
    tokens: Sequence[Token], spans: Sequence[Span], mentions: Sequence[PlaceMention]
) -> tuple[Span, ...]:
    """ "تحرير القرى التالية:" and the numbered lines after it are one sentence: a place at the head of a line that is
    in one list with a place before it, or that a colon announces, goes on with the line before. Returns the sentences
    ``spans`` so joined, none beyond the length at which a sentence is parted.
    """
    starts = [t.start for t in tokens]
    begins = {bisect_left(starts, m.start): m.group for m in mentions if m.group >= 0}
    at = sorted(begins)
    last_group, joined = -1, []
    for i, j in spans:
        first = next((begins[k] for k in range(i, min(i + MARKS, j)) if k in begins), -1)
        announced = any(t.text == COLON for t in tokens[max(i - 2, 0) : i])
        goes_on = first >= 0 and bool(joined) and tokens[i - 1].kind == "newline" and (first == last_group or announced)
        if goes_on and j - joined[-1][0] <= LONGEST:
            joined[-1] = (joined[-1][0], j)
        else:
            joined.append((i, j))
        last = bisect_left(at, j) - 1
        last_group = begins[at[last]] if last >= 0 and at[last] >= i else -1
    return tuple(joined)


def announced_places(doc: Document, k: int, stop: int, verb: int = -1) -> list[Hit]:
    """ "على عدة قرى شرق X منها A وB": the places that a plural noun after token ``k`` announces.

    ``verb`` is the token of a verb that may stand between: "سبع قرى سقطت بيد X بينها A وB".
    """
    openers = doc.words["openers"]
    near = doc.having("announces", k + 1, min(stop, k + 4))
    if near and (named := _along(doc, near[0])):
        return named
    first = next((m for m in near if (m not in doc.place_on or _area_of(doc, m)) and _announces(doc, m)), None)
    if first is None:
        return []
    for m in range(first + 1, min(stop, first + LONGEST_WAY)):
        if doc.norm(m) not in openers:
            if (m != verb and doc.finite(m)) or doc.tokens[m].text in "؛.":
                return []
            continue
        place = next((doc.place_on[n] for n in range(m + 1, min(m + 4, stop)) if n in doc.place_on), None)
        if place is None or place.prep or place.mention.reference or place.mention.status == "non_place":
            return []
        return with_list(
            doc, Hit(place, "near", _extent_of_each(doc, k + 1, first, m), None, min(k, place.i), place.j), stop
        )
    return []


def _along(doc: Document, first: int) -> list[Hit]:
    """ "كافة المدن الممتدة بين A وB، بدءا من C ثم D وصولا إلى E": the towns that a row told at ``first`` begins with,
    goes on with and ends at; where it lies is none of them."""
    begins = doc.said("beginning_with", first + 1, min(first + LONGEST_ROW, doc.bounds(first)[1]))
    if not begins or not _announces(doc, first) or any(doc.finite(m) for m in range(first + 1, begins[0])):
        return []
    full = "full" if doc.said("full", max(first - 1, 0), first + 1) else None
    hits, m = [], begins[0] + 1
    while (n := _next_in_row(doc, m)) is not None:
        place = doc.place_on[n]
        if place.mention.status != "non_place" and place.mention.relation == "at":
            hits.append(Hit(place, "near", full, None, first, place.j))
        m = place.j
    return hits


def _next_in_row(doc: Document, m: int) -> int | None:
    """The place behind "then", "as far as" or "and" that stands at ``m`` or before it, with nothing else between."""
    for n in range(m, min(m + IN_ROW, len(doc.tokens))):
        if n in doc.place_on:
            return n
        if doc.norm(n) not in doc.words["in_row"] and doc.tokens[n].text not in COMMAS:
            return None
    return None


def _area_of(doc: Document, m: int) -> bool:
    """ "مدن الأنبار: A وB", "موانئ الهلال النفطي، وهي A": whether the towns of an area, read as one place, are named
    right behind it."""
    area = doc.place_on[m]
    return area.i == m and doc.norm(area.j) in doc.words["openers"]


def _announces(doc: Document, m: int) -> bool:
    """Whether a plural noun of places stands at token ``m``, or a number with its singular ("21 قرية")."""
    heads = doc.lexicon.phrases["plural_heads"]
    word = doc.norm(m).removeprefix(ARTICLE)
    if doc.match(m, heads) or word in heads or word in doc.words["several_towns"]:
        return True
    return doc.tokens[m - 1].kind == "number" and doc.norm(m) in doc.words["counted_towns"]


def _extent_of_each(doc: Document, i: int, head: int, j: int) -> str | None:
    """ "أجزاء من أحياء منها A": a share of each; "أربعة أحياء بالكامل هي A وB": the whole."""
    if any(doc.match(m, doc.lexicon.phrases["parts_of_each"]) for m in range(i, head + 1)):
        return "partial"
    return "full" if any(doc.match(m, doc.lexicon.phrases["full"]) for m in range(i, j)) else None
