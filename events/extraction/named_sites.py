"""Buildings and camps without a place in the gazetteer, marked as places of a text: "معسكر قوات الأمن الخاصة".

Once marked, pronouns ("بعد تطويقه"), the bare noun ("جنود المعسكر"), states and lists reach them as they do any place.
"""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE, splits
from events.extraction.sites import site_at, town_near
from gazetteer.matching.arabic import fold
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceMention

REACH = 160  # tokens within which a building named once is still "the building"


def mark_sites(doc: Document) -> None:
    """Put a mention on each building or camp that is named by what it is of, and on each bare noun that means one."""
    if doc.names is None:
        return
    named: dict[str, PlaceAt] = {}
    for k in doc.having("site"):
        noun = _building_noun(doc, k)
        known = doc.place_on.get(k)
        if known is not None and known.mention.place is None and known.j == k + 1 and noun in named:
            known = None  # "المعسكر" of a text that also tells of "معسكرات X": the one named last
        if known is not None:
            if known.i == k and known.mention.status != "non_place":
                named[noun] = known
            continue
        if k in doc.actor_on and doc.actor_on[k].i < k:
            continue
        place = _unnamed_site(doc, k) or _quarter(doc, k)
        if place is not None:
            named[noun] = place
        elif (before := named.get(noun)) is not None and k - before.j <= REACH and before.mention.status == "unknown":
            place = _again(doc, k, before)
        if place is not None:
            _put(doc, place)


def _building_noun(doc: Document, k: int) -> str:
    """The bare noun of a building at token ``k``, "" where none is."""
    sites = doc.words["sites"]
    bare = (rest.removeprefix(ARTICLE) for _, rest in splits(doc.norm(k)))
    return next((noun for noun in bare if noun in sites), "")


def _unnamed_site(doc: Document, k: int) -> PlaceAt | None:
    site = site_at(doc, k, None)
    if site is None or _apposed_to_place(doc, k) or any(x in doc.place_on for x in range(site.i, site.j)):
        return None
    told = doc.place_on.get(site.j + (doc.norm(site.j) in doc.words["at"]))
    near = told if told is not None and told.prep in doc.words["at"] else None
    if near is None and _beside_it(doc, site.j):
        near = doc.place_on.get(site.j + 1)
    if near is None and site.conj:
        near = doc.place_on.get(k - 1)
    town = town_near(doc, k, near)
    known = (Candidate(town, 0.3, (STANDS_IN,)),) if town is not None else ()
    mention = replace(site.mention, candidates=known, head=_building_noun(doc, k))
    return replace(site, mention=_related(doc, k, mention), prep=doc.preposition(doc.word_before(k)))


def _quarter(doc: Document, k: int) -> PlaceAt | None:
    """ "دخلوا الحي القديم", "السوق الكبير": a part of the town spoken of, or of the one told right behind it."""
    clitics, rest = next(((c, r) for c, r in splits(doc.norm(k)) if r in doc.words["quarters"]), ("", ""))
    if not rest or doc.norm(k + 1) not in doc.words["quarter_adjectives"] or k + 1 in doc.place_on:
        return None
    told = doc.place_on.get(k + 2 + (doc.norm(k + 2) in doc.words["of_or_at"]))
    town = town_near(doc, k, told if told is not None and told.prep in doc.words["of_or_at"] else None)
    if town is None:
        return None
    start, end = doc.tokens[k].start + len(clitics), doc.tokens[k + 1].end
    known = (Candidate(town, 0.3, (STANDS_IN,)),)
    name = doc.text[start:end]
    mention = PlaceMention(start, end, start, end, name, rest.removeprefix(ARTICLE), "neighbourhood", "unknown", None,
                           candidates=known)  # fmt: skip
    return _on_tokens(doc, mention, k, k + 2, clitics)


def _apposed_to_place(doc: Document, k: int) -> bool:
    """ "مدينة X، القاعدة الخلفية الرئيسية": what a place is called after a comma is no other place."""
    comma = doc.tokens[k - 1].text in COMMAS if k else False
    return comma and doc.norm(k).startswith(ARTICLE) and k - 2 in doc.place_on


def _beside_it(doc: Document, j: int) -> bool:
    """ "مقر X جنوبي Y": the town that a direction behind a building counts from."""
    return doc.norm(j) in doc.words["directions"]


def _related(doc: Document, k: int, mention: PlaceMention) -> PlaceMention:
    """ "محيط مقر X", "بوابة القصر": what lies about it is spoken of, and not the building."""
    if doc.norm(k - 1).lstrip("و") in doc.words["about_a_site"]:
        return replace(mention, relation="around")
    return mention


def _again(doc: Document, k: int, before: PlaceAt) -> PlaceAt | None:
    """ "جنود المعسكر", "سيطروا على المبنى": the building of that noun that was named before."""
    found = ((c, r) for c, r in splits(doc.norm(k)) if r.removeprefix(ARTICLE) in doc.words["sites"])
    clitics, rest = next(found, ("", ""))
    following = doc.norm(k + 1)
    described = following.startswith(ARTICLE) and doc.at(k + 1).kind == "word" and not doc.forms(k + 1)
    if not rest.startswith(ARTICLE) or described:
        return None  # "المبنى الحكومي" is another
    token = doc.tokens[k]
    start = token.start + (len(clitics) if fold(token.text[len(clitics) :]) == rest else 0)
    mention = replace(before.mention, start=start, end=token.end, name_start=start, name_end=token.end)
    mention = _related(doc, k, replace(mention, relation="at", reference=False, group=-1))
    return _on_tokens(doc, mention, k, k + 1, clitics)


def _on_tokens(doc: Document, mention: PlaceMention, i: int, j: int, clitics: str) -> PlaceAt:
    """A mention on tokens ``[i, j)``, with the preposition and the "and" among what is written on it (``clitics``)."""
    prep = clitics[-1:] if clitics[-1:] in ("ب", "ل") else doc.preposition(doc.word_before(i))
    return PlaceAt(mention, i, j, prep, clitics[:1] in ("و", "ف"))


def _put(doc: Document, place: PlaceAt) -> None:
    """Put the place on its tokens; a side that it is named after does nothing there."""
    for k in range(place.i, place.j):
        doc.place_on[k] = place
        doc.actor_on.pop(k, None)
