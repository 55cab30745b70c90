"""Things in a place that have no name in the gazetteer, told by a common noun: "مقر المنطقة العسكرية", "مطارها"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document, PlaceAt
from events.extraction.marks import QUOTES
from events.extraction.place_kinds import TOWNS
from events.extraction.proclitics import ARTICLE, GOVERNED, splits
from events.extraction.referents import Hit, prep_at
from gazetteer.matching.clitics import key
from gazetteer.matching.geo import km
from gazetteer.matching.index import SHIFT, bare, name_words
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceMention, PlaceRow

LONGEST = 5
SCENE = 150  # tokens in which a town is still the scene
REACH_KM = 50.0
SEATS = ("اي", "او")  # "مينائها", "ميناؤها"


def site_at(doc: Document, m: int, near: PlaceAt | None, *, held: bool = False) -> PlaceAt | None:
    """The thing whose noun stands at token ``m`` ("and" on it passed over; with ``held`` the "ب" of what is held), in
    or at the place ``near``; None: none.
    """
    word = doc.norm(m)
    sites = doc.words["sites"] | (doc.words["offices"] if near else frozenset())
    rest = word[1:] if word[:1] in doc.words["and"] or held else word
    noun = next((n for n in (word, rest) if n in sites or n.removeprefix(ARTICLE) in sites), "")
    taken = m in doc.place_on or (m in doc.actor_on and doc.actor_on[m].i < m)
    if not noun or taken or doc.finite(m) or doc.match(m, doc.lexicon.phrases["commands"]):
        return None
    if noun in doc.words["about_a_site"] and m + 1 in doc.place_on:
        return None  # "بوابة القاعدة": about the base
    j = m + 1
    while j < min(m + LONGEST, len(doc.tokens)) and _belongs(doc, j) and not _closed(doc, m, j):
        j += 1
    apart = noun.startswith(ARTICLE) and not doc.norm(m + 1).startswith(ARTICLE)
    if j < m + 2 or apart or not _definite(doc, m + 1, j):
        return None
    of_body = m + 1 in doc.actor_on or doc.norm(m + 1).removeprefix(ARTICLE) in doc.words["seated_bodies"]
    if noun in doc.words["seats"] and not of_body and doc.readings[m + 1].unit is None:
        return None  # "رئاسة الوزراء" is an office, "رئاسة الفرقة" and "رئاسة الشرطة" are places
    start, end = doc.tokens[m].start + len(word) - len(noun), doc.tokens[j - 1].end
    within = next((doc.place_on[k] for k in range(m + 1, j) if k in doc.place_on), None)  # "مبنى محافظة كركوك"
    town = _town_of(within) or (seat_of(doc, within.mention.place) if within else None) or town_near(doc, m, near)
    known = (Candidate(town, 0.3, (STANDS_IN,)),) if town is not None else ()
    name = doc.text[start:end]
    mention = PlaceMention(start, end, start, end, name, None, "facility", "unknown", None, candidates=known)
    return PlaceAt(mention, m, j, "", noun != word)


def _belongs(doc: Document, j: int) -> bool:
    """Whether token ``j`` goes on with the name of a thing: a word in construct or its adjective."""
    token = doc.tokens[j]
    if token.kind not in ("word", "number") or j in doc.date_on or doc.finite(j):
        return False
    joined = token.norm[:1] in doc.words["and"] and token.norm not in doc.words["begin_with_and"]
    place = doc.place_on.get(j)
    glued = token.norm.startswith(GOVERNED) or (place is not None and place.i == j and place.prep in ("ب", "ل"))
    glued |= token.norm.startswith("ب") and token.norm.endswith(("هم", "ها")) and j not in doc.actor_on  # "بأطقمهم"
    preposition = glued or prep_at(doc, j, doc.words["prepositions"]) is not None  # also "فيها", "منها"
    side = doc.actor_on.get(j)
    owner = side is not None and side.prep in doc.words["sites"]  # "معسكر قوات X"
    preposition |= side is not None and side.i == j and bool(side.prep) and not owner  # "القصر لقوات X"
    others = token.norm in doc.words["relatives"] or token.norm in doc.words["then_first"]
    others = others or doc.match(j, doc.lexicon.phrases["breaks"]) > 0
    return not (joined or preposition or others)


def _closed(doc: Document, m: int, j: int) -> bool:
    """ "مقر المحافظة مسلحو X", "رئاسة القوات جنوبي X": behind a definite noun only its adjectives, a number or an arm
    go on with a name, and never a noun without the article."""
    if j == m + 1 or not doc.norm(j - 1).startswith(ARTICLE) or doc.norm(j).startswith(ARTICLE):
        return False
    side = doc.actor_on.get(j)
    within = side is not None and side.i < j
    return not (within or doc.tokens[j].kind == "number" or doc.match(j, doc.lexicon.force_phrases["arms"]))


def _definite(doc: Document, i: int, j: int) -> bool:
    """Whether the words after the noun make it one thing: an article, a name, a side."""
    return any(doc.norm(k).startswith("ال") or k in doc.actor_on or k in doc.place_on for k in range(i, j))


def town_near(doc: Document, k: int, near: PlaceAt | None) -> PlaceRow | None:
    """The town that a thing at token ``k`` stands in: that of the place beside it, else the last one spoken of."""
    if town := _town_of(near):
        return town
    for m in range(k - 1, max(k - SCENE, -1), -1):
        place = doc.place_on.get(m)
        if place is not None and place.i == m and not place.mention.reference:
            town = _town_of(place) if place.mention.status in ("resolved", "back") else None
            if town is not None and town.kind in ("city", "town"):
                return town
    return None


def _town_of(near: PlaceAt | None) -> PlaceRow | None:
    """The town that a place is, or stands in."""
    if near is None:
        return None
    if near.mention.place is not None:
        return near.mention.place if near.mention.place.kind in TOWNS else None
    held = near.mention.candidates
    return held[0].place if held and STANDS_IN in held[0].reasons else None


def seat_of(doc: Document, governorate: PlaceRow | None) -> PlaceRow | None:
    """The city that a governorate is named after: its offices stand there ("مبنى محافظة كركوك")."""
    if doc.names is None or governorate is None or governorate.kind != "governorate":
        return None
    words = [w for w in name_words(governorate.name_ar) if w not in doc.names.words.heads]
    found = {doc.names.places[entry >> SHIFT] for entry in doc.names.find(bare(words)[0])}
    seats = [p for p in found if p.kind == "city" and p.admin1_id == governorate.id]
    return seats[0] if len(seats) == 1 else None


def pronoun_end(word: str) -> str | None:
    """The pronoun at the end of a noun that may be a thing's ("سدها", "مطاره"; تله is no "his")."""
    return next((e for e in ("ها", "ه") if word.endswith(e) and len(word) - len(e) > 1 + (e == "ه")), None)


def owned_site(doc: Document, m: int, owner: PlaceAt) -> PlaceAt | None:
    """ "مطارها", "مخيمه" of a place: the gazetteer's own one where it has it, else a thing near the place."""
    word = doc.norm(m)
    ending = pronoun_end(word)
    if ending is None or m in doc.actor_on or m in doc.place_on or doc.finite(m):
        return None
    stem = word[: -len(ending)]
    stem = stem[:-1] + "ء" if stem.endswith(SEATS) else stem[:-1] + "ي" if stem.endswith("ا") else stem  # "مستشفاها"
    stems = {s[:-1] + "ه" if s.endswith("ت") else s for s in (stem, stem[1:] if stem[:1] in doc.words["and"] else stem)}
    noun = next((s for s in sorted(stems, key=len) if s in doc.words["owned_sites"]), None)
    told = doc.place_on.get(m + 1 + (doc.norm(m + 1) in doc.words["at"]))  # "قاعدتها في X": the side's, in X
    town = _town_of(told if told is not None and told.prep in doc.words["at"] and not told.conj else owner)
    if town is None and owner.mention.kind_hint != "governorate":
        town = town_near(doc, owner.i, None)  # "على نيالا ومقر الفرقة ومطارها"
    if noun is None or town is None:
        return None
    conj = word[:1] in doc.words["and"] and word[1:2] == noun[:1]
    start, end = doc.tokens[m].start + conj, doc.tokens[m].end
    place = _named_after(doc, noun, town)
    known = (Candidate(place or town, 0.3, (STANDS_IN,) if place is None else ()),)
    status = "unknown" if place is None else "resolved"
    text = doc.text[start:end]
    name = text if place is not None else f"{unowned(text, ending)} {town.name_ar}"  # "قلعة تدمر" of "قلعتها"
    mention = PlaceMention(start, end, start, end, name, None, "facility", status, place, candidates=known)
    return PlaceAt(mention, m, m + 1, "", True)


def towns_site(doc: Document, m: int) -> PlaceAt | None:
    """ "مطار المدينة الدولي", of a town named before, or "مطار مدينة X": the gazetteer's own one; None where it has
    none."""
    town = doc.place_on.get(m + 1)
    if town is None or town.i != m + 1 or town.mention.place is None or town.prep:
        return None
    if town.mention.status != "back" and (town.mention.head is None or _town_of(town) is None):
        return None
    clitics, noun = next(((c, n) for c, n in splits(doc.norm(m)) if n in doc.words["owned_sites"]), ("", ""))
    place = _named_after(doc, noun, town.mention.place) if noun else None
    if place is None:
        return None
    start, end = doc.tokens[m].start + len(clitics), doc.tokens[town.j - 1].end
    name, known = doc.text[start:end], (Candidate(place, 0.3, ()),)
    mention = PlaceMention(start, end, start, end, name, None, "facility", "resolved", place, candidates=known)
    return PlaceAt(mention, m, town.j, doc.preposition(doc.word_before(m)), clitics[:1] in doc.words["and"])


def unowned(word: str, ending: str) -> str:
    """A noun as written, without its pronoun: قلعتها is قلعة, مستشفاها مستشفى, مينائها ميناء."""
    stem = word[: -len(ending)]
    for old, new in (("ت", "ة"), ("ا", "ى"), ("ائ", "اء"), ("اؤ", "اء")):
        if stem.endswith(old):
            return stem.removesuffix(old) + new
    return stem


def _named_after(doc: Document, noun: str, town: PlaceRow) -> PlaceRow | None:
    """The one thing of the gazetteer that bears the noun and the town's name and lies by it."""
    if doc.names is None:
        return None
    squeezed, _ = bare([key(noun), *name_words(town.name_ar)])
    found = {doc.names.places[entry >> SHIFT] for entry in doc.names.find(squeezed)}
    near = [p for p in found if p.id != town.id and p.country == town.country and km(p, town) <= REACH_KM]
    return near[0] if len(near) == 1 else None


def site_of_slot(doc: Document, k: int, *, held: bool = False) -> Hit | None:
    """The thing that stands right after token ``k``, in the place told after it or else spoken of before; with
    ``held`` the slot's "ب" is written on it.
    """
    m = k + 1
    while m < len(doc.tokens) and (doc.tokens[m].text in QUOTES or doc.match(m, doc.lexicon.phrases["full"])):
        m += 1
    site = site_at(doc, m, None, held=held and doc.norm(m)[:1] in doc.words["at"])
    if site is None or any(x in doc.place_on and not doc.place_on[x].mention.reference for x in range(site.i, site.j)):
        return None
    at = site.j + (doc.norm(site.j) in doc.words["at"])
    told = doc.place_on.get(at)
    near = told if told is not None and told.prep in doc.words["at"] else None
    town = town_near(doc, k, near) if near is not None else None
    known = (Candidate(town, 0.3, (STANDS_IN,)),) if town is not None else site.mention.candidates
    place = replace(site, mention=replace(site.mention, candidates=known))
    return Hit(place, "near", None, None, place.i, max(place.j, told.j if told is near and told else place.j))
