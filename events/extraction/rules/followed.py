"""The rule for places that went the way of the one before: "سقطت X بيد Y ولحقت بها Z"، "Z سبقتها في يونيو"، "لقيت Z
المصير نفسه".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found
from events.extraction.dates import DateMention
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import REAL
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.draft import Draft

CHANGES = ("capture", "recapture", "withdrawal")
BEFELL = ("fall.verb", "under.capture", "under.recapture", "made-free", "come-to", "freed.verb")  # rules
REACH = 4  # tokens from the words of following to the place that follows
FATE = 8  # tokens from "met" over the places that did to "the same fate"
LINGERED = 8  # tokens from "it did not take long" to what then followed
LENGTHS = ("unit", "about", "few", "several", "cardinal")  # classes of words that tell a length of time
DATED = 6  # tokens from "went before it" to when


def followed(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """A draft for each place that "followed" the one of the last change told before, in its sentence or the one before.

    It does not cover people or units that follow, nor what follows something that was denied or is expected.
    """
    found = _on_own_days(doc, drafts)
    words = [*_following(doc), *_same_fate(doc), *_too(doc, drafts)]
    # "بعد حصار دام عاما" tells how a place was taken, not what befell it last
    told = (d for d in drafts if d.hit is not None and d.rule != "siege-laid") if words else ()
    told = sorted(told, key=lambda d: d.i)
    for k, stop, hits in words:
        source = _last_change(doc, k, told)
        if source is None:
            continue
        sides = {role: _as_carried(getattr(source, role)) for role in ("gaining", "losing")}
        found += [
            replace(source, rule="followed", i=k, j=stop, hit=hit, weak=True, headline=False, **sides)
            for hit in hits
            if hit.place is not source.hit.place and hit.place.prep in ("", source.hit.place.prep)
        ]
    return found


def _following(doc: Document) -> Iterator[tuple[int, int, list[Hit]]]:
    """Where a verb of following stands, and the places that it tells of: "ولحقت بها Z", "Z وW تلحقان بها", "ولم تلبث Z
    أن تبعتها"; of "went before it" those with a day of their own.
    """
    for k in doc.said("followed_by", 0, len(doc.tokens)):
        stop = k + doc.match(k, doc.lexicon.phrases["followed_by"])
        if doc.norm(stop - 1).lstrip("وف") in doc.words["before_it"] | doc.words["that_one"]:
            if hits := _went_before(doc, _past_length(doc, stop)):
                yield k, stop, hits
            continue
        if doc.norm(k - 1) in doc.words["not"] or (
            doc.norm(k).removeprefix("و") in doc.words["may_follow"] and _to_come(doc, k)
        ):
            continue
        first = doc.norm(k) in doc.words["preceded_it"]
        if first and not any(m in doc.date_on for m in range(stop, stop + DATED)):
            continue
        hits = _behind(doc, k, stop) or _ahead(doc, k)
        if hits:
            yield k, stop, hits


def _past_length(doc: Document, m: int) -> int:
    """ "وقبلها بنحو شهر مدينة B": the token behind a length of time at ``m``; ``m`` where none stands there."""
    known, n = doc.lexicon.dates.entries, m
    while n in doc.date_on or any(entry.cls in LENGTHS for entry in known.get(doc.norm(n), ())):
        n += 1
    return n


def _too(doc: Document, drafts: list[Draft]) -> Iterator[tuple[int, int, list[Hit]]]:
    """ "سقطت A بيد X، وB كذلك", "باتت A بيد X، وأيضا B": a place of which nothing else is told, behind one that is the
    subject of what befell it, and no other place or verb between."""
    of_place: dict[int, Draft] = {}
    for draft in drafts:
        if draft.hit is not None:
            of_place.setdefault(draft.hit.place.i, draft)
    for k in doc.said("too", 0, len(doc.tokens)):
        ahead = doc.place_on.get(k - 1)
        place = ahead if ahead is not None and ahead.conj else doc.place_on.get(k + 1)
        if place is None or not _alone(doc, place) or doc.tokens[place.i - 1 - (place is not ahead)].text not in COMMAS:
            continue
        end = k + 1 if place is ahead else place.j
        first = doc.bounds(k)[0]
        back = (doc.place_on.get(m) for m in range(min(place.i, k) - 1, first - 1, -1))
        before = next((p.i for p in back if p is not None), -1)
        source = of_place.get(before)
        fits = source is not None and source.rule.startswith(BEFELL) and source.i >= first
        quiet = fits and not any(doc.finite(m) for m in range(max(source.i, before) + 1, end))
        if quiet and doc.at(end).kind in ("punct", "newline"):
            yield min(place.i, k), end, [hit_at(doc, place, place.i, place.i)]


def _went_before(doc: Document, m: int) -> list[Hit]:
    """ "سقطت A بيد X، وقبلها B (في يناير)": the places right behind "before it" that ends before ``m``, of which
    nothing else is told.
    """
    m += doc.norm(m) in doc.words["slot_upon"]  # "سيطر على A وقبلها على B"
    place = doc.place_on.get(m)
    if place is None or place.i != m or not _alone(doc, place, upon := doc.preposition(m - 1)):
        return []
    hits = with_list(doc, hit_at(doc, place, m, m), right_bound(doc, place.j - 1))
    return hits if all(_alone(doc, hit.place, upon) for hit in hits) else []


def _alone(doc: Document, place: PlaceAt, prep: str = "") -> bool:
    """Whether a known place stands for itself, and is the subject of no verb behind it."""
    whole = place.mention.status == "resolved" and place.mention.relation == "at"
    return whole and place.prep in ("", prep) and doc.finite(place.j) is None and place.j not in doc.actor_on


def _on_own_days(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """ "سقطت A بيد X في 26 أكتوبر، وB في 31 منه، ثم C مطلع الشهر": the places that went the way of one before them,
    each with nothing but a day of its own.
    """
    told = {d.hit.place.i for d in drafts if d.hit is not None}
    found: list[Draft] = []
    for source in drafts:
        if source.hit is None or source.type not in CHANGES or source.stance.kind != REAL or source.headline:
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
            sides = {role: _as_carried(getattr(source, role)) for role in ("gaining", "losing")}
            found.append(replace(source, hit=hit_at(doc, place, place.i, place.i), weak=True, dated=own, **sides))
    return found


def _next_with_day(doc: Document, m: int) -> PlaceAt | None:
    """The place that "and" or "then" joins to a day that ends before ``m``, and that stands for itself."""
    m += doc.tokens[m].text in COMMAS
    then = doc.norm(m).lstrip("و") in doc.words["next_then"]
    place = doc.place_on.get(m + then)
    fits = place is not None and place.i == m + then and (then or place.conj) and _alone(doc, place)
    return place if fits and not place.mention.reference else None


def _day_of(doc: Document, place: PlaceAt) -> DateMention | None:
    """The day right behind a place, behind which its clause ends."""
    m = place.j + (doc.norm(place.j) in doc.words["inside"])
    day = doc.date_on.get(m)
    if day is None or day.i != m:
        return None
    ends = day.j >= doc.bounds(m)[1] or doc.tokens[day.j].kind in ("punct", "newline")
    return day if ends or doc.norm(day.j).lstrip("و") in doc.words["next_then"] else None


def _to_come(doc: Document, k: int) -> bool:
    """ "قد تلحق بها", "يخشى أن تلحق بها": whether a present tense at ``k`` is still to come; not "بعد أن"."""
    before = doc.norm(k - 1).removeprefix("و")
    if before in doc.words["an"]:
        return doc.norm(k - 2).removeprefix("و") not in doc.words["before_an"]
    return before in doc.words["may"] | doc.words["so_that"]


def _behind(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "ولحقت بها Z": the places right behind the words ``[k, stop)``, none of which a noun of fighting owns."""
    place = next((doc.place_on[m] for m in range(stop, stop + REACH) if m in doc.place_on), None)
    if place is None or place.prep or place.mention.status == "non_place":
        return []
    between = range(stop, place.i)
    if any(m in doc.actor_on or doc.finite(m) or doc.norm(m) in doc.words["fights"] for m in between):
        return []
    return with_list(doc, hit_at(doc, place, place.i, k), right_bound(doc, place.j - 1))


def _ahead(doc: Document, k: int) -> list[Hit]:
    """ "Z وW تلحقان بها", "لم تلبث Z أن تبعتها": the places that open the clause of a verb at ``k``."""
    place = doc.place_on.get(k - 1 - (doc.norm(k - 1) in doc.words["relatives"]))  # "وZ التي لحقت بها"
    if doc.norm(k - 1) in doc.words["an"]:
        near = range(k - 2, max(k - LINGERED, doc.bounds(k)[0]) - 1, -1)
        verb = next((m for m in near if doc.norm(m).lstrip("وف") in doc.words["lingers"]), None)
        place = doc.place_on.get(verb + 1) if verb is not None else None
        opens = True
    else:
        opens = place is not None and _opens_clause(doc, _first_of(doc, place))
    if place is None or place.prep or not opens or place.mention.status != "resolved":
        return []
    alone = doc.tokens[place.i - 1].text in COMMAS  # "سيطر على A، وB سبقتها"
    listed = [place] if alone else [p for p in doc.listed_with(place) if p.i <= place.i] or [place]
    return [hit_at(doc, p, p.i, p.i) for p in listed]


def _first_of(doc: Document, place: PlaceAt) -> PlaceAt:
    """The first place of the list that one ends, itself where a comma parts it from them."""
    return place if doc.tokens[place.i - 1].text in COMMAS else next(iter(doc.listed_with(place)), place)


def _opens_clause(doc: Document, place: PlaceAt) -> bool:
    """Whether nothing of its clause stands before a place but a date and its colon."""
    before = place.i - 1
    first = before < doc.bounds(place.i)[0] or doc.tokens[before].text in (*COMMAS, ":")
    return first or doc.norm(place.i)[:1] in doc.words["and"]


def _same_fate(doc: Document) -> Iterator[tuple[int, int, list[Hit]]]:
    """ "لقيت Z المصير نفسه", "قبل أن تلقى Z المصير ذاته": where a verb tells that a place met the fate of another."""
    fates = doc.words["meets"] | doc.words["may_meet"]
    for end in doc.said("same_fate", 0, len(doc.tokens)):
        for k in range(end - 1, max(end - FATE, doc.bounds(end)[0] - 1), -1):
            word = next((w for w in (doc.norm(k), doc.norm(k)[1:]) if w in fates), "")
            soon = word in doc.words["may_meet"] and doc.norm(k - 1) in doc.words["an"]
            soon = soon and doc.norm(k - 2).lstrip("و") in doc.words["before_an"]
            met = word in doc.words["meets"] and doc.norm(k - 1) not in doc.words["not"]
            if met or soon:
                place = doc.place_on.get(k + 1)
                if place is not None and not place.prep and place.mention.status == "resolved":
                    hits = with_list(doc, hit_at(doc, place, place.i, k), end)
                else:
                    hits = _ahead(doc, k)
                yield k, end + doc.match(end, doc.lexicon.phrases["same_fate"]), hits
                break


def _last_change(doc: Document, k: int, told: list[Draft]) -> Draft | None:
    """The change of a whole place last ``told`` (in order) before token ``k``, in its sentence or the one before."""
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    n = bisect_left(told, k, key=lambda d: d.i) - 1
    last = told[n] if n >= 0 and told[n].i >= first else None
    whole = last is not None and last.hit.extent != "partial" and last.hit.inside is None
    return last if whole and last.type in CHANGES and last.stance.kind == REAL else None


def _as_carried(side: Found | None) -> Found | None:
    return None if side is None else Found(side.actor, "carried")
