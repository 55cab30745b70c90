"""The place that a preposition governs: the first behind it, with the thing in it or the share of it that is told."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.degree import extent_between, percent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import THEM_BOTH
from events.extraction.foretold import named_later
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit, hit_at, owned_part, prep_at, pronoun_place, share_of_pronoun
from events.extraction.sites import site_of_slot
from events.extraction.things import facility, lying_on_one_side, of_pronoun, role, shared, their_town, unnamed
from gazetteer.matching.references import BORDER

MAX_GAP = 8


def place_after(doc: Document, k: int, stop: int) -> Hit | None:
    """The place that a preposition at ``k`` governs: the first within a few tokens, things in it noted."""
    inside = None
    if doc.norm(k + 1) in doc.words["ranks"]:
        return None  # "انهيار في صفوف X على جبهة Y"
    if (site := site_of_slot(doc, k)) and not blocked(doc, k + 1, site.place.i + 1):
        return site
    for m in range(k + 1, min(stop, k + 1 + MAX_GAP + 4)):
        if m in doc.place_on:
            place = doc.place_on[m]
            return _first_hit(doc, k, place, inside or _thing_of_side(doc, k, place) or _thing_within(doc, k, place))
        if doc.tokens[m].text in QUOTES or m in doc.date_on:
            continue
        if doc.tokens[m].text in COMMAS or doc.finite(m) or (m > k + 1 and doc.norm(m) in doc.words["complementizers"]):
            return None
        spoken = _spoken_of(doc, k, m)
        if spoken:
            return spoken[0]
        if m in doc.actor_on and inside is None and m > k + 1:
            continue
        if m - 1 in doc.actor_on and (code := prep_at(doc, m, doc.words["slot_in"])):
            there = pronoun_place(doc, m, code)  # "على الإرهابيين داخلها"
            return Hit(there, "pronoun", None, None, k, m + 1) if there else None
        if m > k + 1 and doc.norm(k).lstrip("و") in doc.words["slot_from"] and doc.norm(m) in doc.words["slot_to"]:
            break  # where they went, not what they left
        if m > k + 1 and _another_matter(doc, m):
            return None
        if doc.norm(m) in doc.words["prepositions"]:
            if _repeats(doc, k, m):
                return None
            if not (doc.norm(m) in doc.words["from"] and _extends(doc, k, m)):
                inside = _thing_named(doc, k + 1, m)
    if owned_part(doc, k + 1):  # "من مقراتها باتجاه Y": their positions in the place spoken of
        spoken = pronoun_place(doc, k, THEM_BOTH)
        return Hit(spoken, "pronoun", None, None, k, k + 2) if spoken else None
    return None


def _another_matter(doc: Document, m: int) -> bool:
    """Whether a road, a day or an aim is told from token ``m`` on, and no longer where it took place: "على الطريق الذي
    يربط Y", "في Y منذ سيطرتها على Z", "في Y تمهيدا لتحرير Z", "على التلال لحصار Z".
    """
    word = doc.norm(m)
    road_or_day = word in doc.words["relatives_of_place"] or word in doc.words["since"]
    return road_or_day or doc.match(m, doc.lexicon.phrases["purpose"]) > 0 or _aim(doc, m)


def _aim(doc: Document, m: int) -> bool:
    """ "لحصار X", "لفك الحصار عن X": whether a noun of a change stands at ``m`` behind "li-"."""
    forms = doc.forms(m) if doc.norm(m).startswith(LAM) else ()
    return any(f.pos == "vn" and LAM in f.pro and f.lemma in doc.lexicon.frames_of for f in forms)


def _thing_of_side(doc: Document, k: int, place: PlaceAt) -> str | None:
    """ "معسكر لتنظيم X في Y": a thing of a side, in the place and not the place."""
    thing = place.prep in doc.words["at"] and doc.match(k + 1, doc.lexicon.phrases["facilities"]) > 0
    owned = k + 2 in doc.actor_on and bool(doc.actor_on[k + 2].prep)
    return doc.text[doc.tokens[k + 1].start : doc.tokens[place.i - 1].end] if thing and owned else None


def _thing_within(doc: Document, k: int, place: PlaceAt) -> str | None:
    """ "على التلة الغربية ببلدة Y": what stands before a place with "ب" is a thing in it."""
    return _thing_named(doc, k + 1, place.i) if place.prep == "ب" and place.i > k + 1 else None


def _first_hit(doc: Document, k: int, place: PlaceAt, inside: str | None) -> Hit | None:
    """The hit on the first place after a preposition at ``k``; ``inside`` is the thing in it that was named
    before it.
    """
    apart = place.conj and place.mention.head is not None  # "على شركة X ومعسكر Y": an item of its own
    if place.mention.status == "non_place" or BORDER in place.mention.reasons:
        return None
    if not apart and blocked(doc, k + 1, place.i):
        return None
    if inside and owned_part(doc, k + 1, one=False):
        return hit_at(doc, place, place.i, k)
    if place.prep in doc.words["between"] and inside:
        return unnamed(doc, k + 1, place)
    hit = hit_at(doc, place, k + 1, k)
    thing = facility(doc, k + 1, place)
    if thing:
        return thing
    if _office_of(doc, k, place):
        return unnamed(doc, k + 1, place, _second_item(doc, k, place))
    if thing := lying_on_one_side(doc, k + 1, place):
        return thing
    for site in named_later(doc, k + 1, place):
        return Hit(site, "pronoun", None, None, k, k + 2) if site else None
    return replace(hit, inside=inside) if inside else hit


def _office_of(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "على إدارة شرطة المحافظة": a noun of an office before a governorate is not the governorate."""
    own = place.mention.place
    wide = own is not None and own.kind == "governorate" and place.i > k + 1 and not place.prep
    return wide and any(
        doc.norm(m).removeprefix("ال") in doc.words["seats_of_governorates"] for m in range(k + 1, place.i)
    )


def _second_item(doc: Document, k: int, place: PlaceAt) -> int | None:
    """ "على قيادة عمليات X ومبنى المحافظة": where the office that "and" joins begins, behind the first."""
    offices = doc.words["seats_of_governorates"]
    return next((m for m in range(k + 2, place.i) if doc.norm(m)[:1] == "و" and doc.norm(m)[1:] in offices), None)


def _spoken_of(doc: Document, k: int, m: int) -> tuple[Hit | None] | None:
    """A share, a thing or a role of the place spoken of at ``m``, wrapped; None where there is no such word."""
    town = doc.place_on.get(m + 1) if doc.norm(m) in doc.words["its_seat"] else None
    if town is not None and town.i == m + 1 and not town.prep:
        return None  # "سيطر على مركزها مدينة X": named right behind
    if m == k + 1 and doc.norm(m) in doc.words["the_latter"] and (last := _last_listed(doc, m)):
        return (Hit(last, "pronoun", None, None, k, m + 1),)
    own = (m <= k + 2 or shared(doc, k, m)) and not _named_behind(doc, m)
    share = share_of_pronoun(doc, k, m) or (of_pronoun(doc, k, m) if own else None) or their_town(doc, k, m)
    if share:
        return (share,)
    length = doc.match(m, doc.lexicon.phrases["stronghold"]) if m == k + 1 else 0
    near = range(m + length, m + length + 3) if doc.norm(m) not in doc.words["own_stronghold"] else ()
    named = any((p := doc.place_on.get(n)) and p.prep in doc.words["at"] for n in near)  # "في جيوب معزولة بX"
    if length and not named and doc.norm(m + length) not in doc.words["slot_in"]:  # "من معاقلها في X" names it itself
        return (role(doc, k, m),)
    return None


def _named_behind(doc: Document, m: int) -> bool:
    """ "هجوما على مواقعها في X": what a side has at ``m`` is in the place named right behind it."""
    near = (doc.place_on.get(n) for n in range(m + 1, m + 4))
    place = next((p for p in near if p is not None), None)
    named = place is not None and place.prep in doc.words["inside"] and place.mention.status == "resolved"
    return named and owned_part(doc, m)


def _last_listed(doc: Document, m: int) -> PlaceAt | None:
    """ "هاجمت A وB وسيطرت على الأخيرة": the last of the places that were listed before token ``m`` in the sentence."""
    before = (doc.place_on.get(n) for n in range(m - 1, doc.bounds(m)[0] - 1, -1))
    last = next((place for place in before if place is not None), None)
    listed = last is not None and last.conj and last.mention.group >= 0 and last.mention.status != "non_place"
    return last if listed else None


def _repeats(doc: Document, k: int, m: int) -> bool:
    """Whether the preposition of ``k`` stands again at ``m``: what stood between was something else."""
    again = doc.norm(m) == doc.norm(k).lstrip("و") and m > k + 1
    return again and doc.place_on.get(m + 1) is None and not _extends(doc, k, m)


def _thing_named(doc: Document, i: int, j: int) -> str | None:
    """The words in tokens ``[i, j)`` as a thing in a place; None where there are none, or a side is among them that
    has no thing before it: "مراكز الشرطة", but "الشرطة".
    """
    noun = doc.norm(i).removeprefix(ARTICLE)
    thing = noun in doc.words["things_of_towns"] or (i not in doc.actor_on and _place_of_theirs(doc, noun))
    if i >= j or any((x in doc.actor_on and not thing) or doc.tokens[x].kind == "punct" for x in range(i, j)):
        return None  # nor does a thing go on over a comma or a quotation
    return doc.text[doc.tokens[i].start : doc.tokens[j - 1].end]


def _place_of_theirs(doc: Document, noun: str) -> bool:
    """Whether a folded noun, with a side behind it, tells of its places and not of its men ("مواقع", "خطوط")."""
    known = any(noun in doc.words[name] for name in ("part_nouns", "positions", "sites"))
    return known or noun in doc.lexicon.phrases["facilities"]


def blocked(doc: Document, i: int, j: int) -> bool:
    """Whether what is controlled is no place: fires, prices, hostages, salaries …"""
    things = (*doc.said("not_places", i, j), *doc.said("goods_and_bodies", i, j))
    return any(k not in doc.place_on and k not in doc.actor_on for k in things)


def _extends(doc: Document, k: int, m: int) -> bool:
    """Whether the words from a preposition to a second one are a share or a part of what follows ("من أجزاء من X")."""
    return bool(extent_between(doc, k + 1, m, len(doc.tokens)) or percent_between(doc, k + 1, m))
