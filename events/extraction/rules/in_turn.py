"""Places that come in turn, with no verb of their own: "ثم B"، "وبعدها بأيام B"، "وB في 31 منه"، "4 نوفمبر: B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.extraction.clauses import Found
from events.extraction.dates import DateMention
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.modality import REAL, Stance
from events.extraction.referents import hit_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.likewise import Follower, alone, alone_at

LENGTHS = ("unit", "about", "few", "several", "cardinal")  # classes of words that tell a length of time
LISTED = 24  # tokens from "thus fell" back over the places that did
SO = "ف"
BRACKETS = frozenset("()[]")
WHOM = 16  # tokens from "thus" to the side before which they fell
GAINS_AND_LEAVES = ("capture", "recapture", "withdrawal")  # what is told of several with their days


def in_turn(doc: Document) -> Iterator[Follower]:
    """The places that words of order, a day or the head of an entry alone join to the change told before."""
    taken = -1
    for k in doc.said("next_in_turn", 0, len(doc.tokens)):
        if k < taken:
            continue
        m = _past_order(doc, k)
        hits = alone_at(doc, m, doc.preposition(m - 1)) if _opens(doc, k) else []
        if hits:
            taken = m
            yield Follower(k, m, hits, beside=k != doc.bounds(k)[0])
        elif (place := _before_order(doc, k)) is not None:
            yield Follower(k, m, [hit_at(doc, place, place.i, place.i)], beside=True)
    for place in doc.places:  # "سقطت A بيد X، فB"
        if place.conj and doc.norm(place.i)[:1] == SO and doc.tokens[place.i - 1].text in COMMAS:
            if hits := alone_at(doc, place.i):
                yield Follower(place.i, place.j, hits, beside=True)
    for k, m in _opened_by_day(doc):
        inner = k != doc.bounds(k)[0]
        if m >= 0 and (hits := alone_at(doc, m)) and (inner or _ends_line(doc, max(hit.place.j for hit in hits))):
            yield Follower(k, m, hits, beside=inner)


def _past_order(doc: Document, k: int) -> int:
    """The token behind the words of order at ``k``: "ثم", "ومن بعدها", "وبعد ذلك بشهر", "ثم في آب", "وقبلها على"."""
    m = k
    while m < len(doc.tokens):
        if length := doc.match(m, doc.lexicon.phrases["next_in_turn"]):
            m = past_length(doc, m + length)
        elif m in doc.date_on or (doc.norm(m) in doc.words["inside"] and m + 1 in doc.date_on):
            m += 1
        else:
            break
    return m + (m > k and doc.norm(m) in doc.words["repeated"])


def past_length(doc: Document, m: int) -> int:
    """ "وقبلها بنحو شهر مدينة B": the token behind a length of time at ``m``; ``m`` where none stands there."""
    known, n = doc.lexicon.dates.entries, m
    while n in doc.date_on or any(entry.cls in LENGTHS for entry in known.get(doc.norm(n), ())):
        n += 1
    return n


def _opens(doc: Document, k: int) -> bool:
    """Whether words of order at ``k`` open their clause: not "زار بعدها مدينة B"."""
    joined = doc.norm(k)[:1] in doc.words["and"] or doc.norm(k) in doc.words["next_then"]
    return joined or k == doc.bounds(k)[0] or doc.tokens[k - 1].kind != "word"


def _before_order(doc: Document, k: int) -> PlaceAt | None:
    """ "وB بعدها بأيام": the place alone that "and" joins, right before words of order that end the clause."""
    place = doc.place_on.get(k - 1)
    joins = place is not None and (place.conj or doc.norm(place.i - 1).lstrip("و") in doc.words["next_then"])
    told = joins and alone(doc, place) and not doc.norm(k).startswith("و")
    end = _past_order(doc, k) if told else k
    return place if told and end > k and doc.at(end).kind in ("punct", "newline") else None


def _opened_by_day(doc: Document) -> Iterator[tuple[int, int]]:
    """Where a sentence opens with "and" and a day ("وبعد خمسة أيام B"), or an entry with its own, and the token behind
    it; an entry may open with "then", "too" as well."""
    for number, (i, j) in enumerate(doc.sentences):
        head = doc.headed.get(number)
        if head is not None and i <= head.i < j:
            mark = next((m for m in range(head.j, j) if doc.tokens[m].text not in BRACKETS), j)
            yield i, _past_order(doc, mark + 1)
        elif number and (i in doc.date_on or (doc.norm(i)[:1] in doc.words["and"] and i + 1 in doc.date_on)):
            before = doc.sentences[number - 1]
            yield i, _past_order(doc, i + (i not in doc.date_on)) if doc.dates_in(*before) else -1
    for day in doc.dates:  # "دخل X مدينة A الثلاثاء، والأربعاء B"
        i = day.i - (day.i - 1 not in doc.date_on and doc.norm(day.i - 1)[1:] in doc.words["inside"])
        if doc.norm(i)[:1] in doc.words["and"] and doc.tokens[i - 1].text in COMMAS:
            yield i, day.j


def _ends_line(doc: Document, m: int) -> bool:
    """Whether a line, or its first clause behind "too", ends at ``m``."""
    first = m
    while doc.at(m).kind == "word" and (doc.match(m, doc.lexicon.phrases["too"]) or m in doc.date_on):
        m += 1
    ends = doc.at(m).kind in ("punct", "newline") and doc.at(m).text != ":"
    return ends and (m > first or doc.at(m).text not in COMMAS)


def on_own_days(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """ "سقطت A بيد X في 26 أكتوبر، وB في 31 منه، ثم C مطلع الشهر": the places that went the way of one before them,
    each with nothing but a day of its own.
    """
    told = {d.hit.place.i for d in drafts if d.hit is not None}
    found: list[Draft] = []
    for source in drafts:
        if source.hit is None or source.type not in GAINS_AND_LEAVES or source.stance.kind != REAL or source.headline:
            continue
        hit, stop = source.hit, doc.bounds(source.i)[1]
        if hit.extent == "partial" or not (hit.how == "relative" or (hit.how == "near" and not hit.place.prep)):
            continue
        for day in doc.dates_in(max(source.i, hit.place.j), stop):
            place = _next_with_day(doc, day.j) if day.j < stop else None
            own = _day_of(doc, place) if place is not None else None
            if own is None or place.i in told:
                continue
            told.add(place.i)
            sides = {role: as_carried(getattr(source, role)) for role in ("gaining", "losing")}
            found.append(replace(source, hit=hit_at(doc, place, place.i, place.i), weak=True, dated=own, **sides))
    return found


def _next_with_day(doc: Document, m: int) -> PlaceAt | None:
    """The place that "and" or "then" joins to a day that ends before ``m``, and that stands for itself."""
    m += doc.tokens[m].text in COMMAS
    then = doc.norm(m).lstrip("و") in doc.words["next_then"]
    place = doc.place_on.get(m + then)
    fits = place is not None and place.i == m + then and (then or place.conj) and alone(doc, place)
    return place if fits and not place.mention.reference else None


def _day_of(doc: Document, place: PlaceAt) -> DateMention | None:
    """The day right behind a place, behind which its clause ends."""
    m = place.j + (doc.norm(place.j) in doc.words["inside"])
    day = doc.date_on.get(m)
    if day is None or day.i != m:
        return None
    ends = day.j >= doc.bounds(m)[1] or doc.tokens[day.j].kind in ("punct", "newline")
    return day if ends or doc.norm(day.j).lstrip("و") in doc.words["next_then"] else None


def thus_fell(doc: Document) -> list[Draft]:
    """ "A ثم B فC: هكذا تساقطت مدن الشمال أمام X": the places that stand before what they all are told to have met."""
    found: list[Draft] = []
    for k in doc.said("thus_fell", 0, len(doc.tokens)):
        first, last = doc.bounds(k)
        near = (a for m in range(k, min(k + WHOM, last)) if (a := doc.actor_on.get(m)) and a.slug)
        before = doc.words["falls_before"]
        side = next((a for a in near if a.prep in before or doc.norm(a.i - 1) in before), None)
        if side is None:
            continue
        near = (doc.place_on.get(m) for m in range(max(first, k - LISTED), k))
        places = list({p.i: p for p in near if p is not None}.values())
        if not places or doc.tokens[k - 1].kind != "punct" or any(doc.finite(m) for m in range(places[0].i, k)):
            continue
        if all(alone(doc, p) for p in places) and (len(places) > 1 or k - places[0].j == 1):
            by, real = Found(side, "near"), Stance(REAL)
            for p in places:
                hit = hit_at(doc, p, p.i, p.i)
                found.append(
                    Draft("fall.verb", "capture", k, k + 1, hit, by, None, real, weak=True, dated=_day_of(doc, p))
                )
    return found


def as_carried(side: Found | None) -> Found | None:
    """A side as one that another clause has named."""
    return None if side is None else Found(side.actor, "carried")
