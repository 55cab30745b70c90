"""Places of which nothing is told but that they went the way of another: "وB كذلك"، "ومثلها B"، "ثم جاء دور B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from events.extraction.clause_bounds import right_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import only_adverbs

COLON = ":"
FOUGHT = 4  # tokens from "where" to the fighting
HEADS = 3  # tokens from the words of likeness over "the town of" to the name


class Follower(NamedTuple):
    """Places that went the way of one told before the words ``[k, stop)``; ``beside``: in the same breath, with no
    other place or verb between; ``of``: of that place; ``free``: a preposition before them belongs to these words;
    ``too``: they are said to be as it is, so that a state is theirs as well."""

    k: int
    stop: int
    hits: list[Hit]
    beside: bool = False
    of: PlaceAt | None = None
    free: bool = False
    too: bool = False


def likewise(doc: Document, drafts: list[Draft]) -> Iterator[Follower]:
    """Each place that is only told to be like the one before."""
    if doc.having("too"):
        yield from _too(doc, drafts)
    for k in doc.said("like_it", 0, len(doc.tokens)):
        stop = k + doc.match(k, doc.lexicon.phrases["like_it"])
        while stop < len(doc.tokens) and only_adverbs(doc, stop, stop + 1):
            stop += 1  # "وهو ما تكرر لاحقا في B"
        stop += doc.norm(stop) in doc.words["likeness_in"] or doc.at(stop).text == COLON
        hits = alone_at(doc, stop, doc.preposition(stop - 1))
        if hits and not _still_fought(doc, max(hit.place.j for hit in hits)):
            yield Follower(k, stop, hits, free=True, too=True)


def _still_fought(doc: Document, m: int) -> bool:
    """ "وكذلك الأمر في B حيث تدور معارك", "التي تشهد معارك": whether the clause at ``m`` tells that a place is fought
    over, and so has not gone the way of the one before."""
    opens = doc.norm(m) in doc.words["where"] | doc.words["relatives_of_place"]
    return opens and any(doc.norm(n) in doc.words["fights"] for n in range(m + 1, min(m + FOUGHT, len(doc.tokens))))


def _too(doc: Document, drafts: list[Draft]) -> Iterator[Follower]:
    """ "سقطت A بيد X، وB كذلك", "باتت A بيد X، وأيضا B": a place of which nothing else is told, behind one that is the
    subject of what befell it, and no other place or verb between."""
    of_place: dict[int, Draft] = {}
    for draft in drafts:
        if draft.hit is not None:
            of_place.setdefault(draft.hit.place.i, draft)
    for k in doc.said("too", 0, len(doc.tokens)):
        ahead = doc.place_on.get(k - 1)
        place = ahead if ahead is not None and ahead.conj else doc.place_on.get(k + 1)
        if place is None or not alone(doc, place) or doc.tokens[place.i - 1 - (place is not ahead)].text not in COMMAS:
            continue
        end = k + 1 if place is ahead else place.j
        first = doc.bounds(k)[0]
        back = (doc.place_on.get(m) for m in range(min(place.i, k) - 1, first - 1, -1))
        before = next((p.i for p in back if p is not None), -1)
        source = of_place.get(before)
        fits = source is not None and source.hit.how == "near" and not source.hit.place.prep and source.i >= first
        quiet = fits and not any(doc.finite(m) for m in range(max(source.i, before) + 1, end))
        ends = doc.at(end).kind in ("punct", "newline") or doc.norm(end) in doc.words["closes_ellipsis"]
        if quiet and (ends or doc.norm(end) in doc.words["and_it"]):
            yield Follower(min(place.i, k), end, [hit_at(doc, place, place.i, place.i)], too=True)


def alone_at(doc: Document, m: int, upon: str = "") -> list[Hit]:
    """The place that a clause without a verb names right at token ``m``, and those listed with it."""
    place = doc.place_on.get(m) or next((p for n in range(m, m + HEADS) if (p := doc.place_on.get(n))), None)
    if place is None or not all(_head(doc, n) for n in range(m, place.i)) or not alone(doc, place, upon):
        return []
    hits = with_list(doc, hit_at(doc, place, place.i, place.i), right_bound(doc, place.j - 1))
    plain = all(alone(doc, hit.place, upon) and hit.extent != "partial" for hit in hits)
    return hits if plain and closes(doc, max(hit.place.j for hit in hits)) else []


def _head(doc: Document, m: int) -> bool:
    """ "the town of", "all of": what may stand right before a name."""
    phrases = doc.lexicon.phrases
    named = doc.tokens[m].text in QUOTES or doc.match_noun(m, phrases["plural_heads"]) or doc.match(m, phrases["full"])
    return bool(named) or (doc.norm(m).startswith(ARTICLE) and doc.norm(m) in doc.words["town_heads"])


def alone(doc: Document, place: PlaceAt, prep: str = "") -> bool:
    """Whether a known place stands for itself, and is the subject of no verb behind it."""
    whole = place.mention.status == "resolved" and place.mention.relation == "at" and place.i not in doc.actor_on
    whole = whole and place.mention.place.kind != "country"  # "والأمر نفسه حصل في لبنان"
    quiet = doc.finite(place.j) is None or doc.norm(place.j - 1) in doc.words["relatives"]
    return whole and place.prep in ("", prep) and quiet and place.j not in doc.actor_on


def closes(doc: Document, m: int) -> bool:
    """Whether what is told of the place that ends before ``m`` ends there, but for a day or how it came about."""
    first = m
    while m < len(doc.tokens) and (m in doc.date_on or (doc.tokens[m].kind == "word" and only_adverbs(doc, m, m + 1))):
        m += 1
    word = doc.norm(m)
    if word in doc.words["relatives_of_place"]:
        return not _goes_on_behind(doc, m)
    if doc.at(m).kind in ("punct", "newline"):
        return doc.at(m).text != COLON  # "وبعدها B: مفاوضات تراوح مكانها"
    if m > first and word[:1] in doc.words["and"]:
        return True  # "ثم B في 23 أكتوبر وC بعدها بأيام"
    joins = any(word in doc.words[name] for name in ("closes_ellipsis", "superlatives"))
    by = word.startswith("ب") and word != "ب" and m not in doc.place_on and not doc.finite(m)
    return joins or word.lstrip("و") in doc.words["next_then"] or by or word.startswith(LAM + "ت")


def _goes_on_behind(doc: Document, m: int) -> bool:
    """ "ثم B التي لجأ إليها الآلاف أغلقت حدودها": whether the place's own verb stands behind its relative clause."""
    verbs = [n for n in doc.having("verb", m + 1, right_bound(doc, m)) if doc.finite(n)]
    if not verbs or verbs[0] > m + 2:
        return True  # nobody knows where a clause with an unlisted verb ends
    return any(not doc.finite(n).pro and doc.norm(n - 1) not in doc.words["qad"] for n in verbs[1:])
