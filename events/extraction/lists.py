"""Lists of places: what a place found for a slot is coordinated with."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import begins_day
from events.extraction.degree import excepted
from events.extraction.descriptions import goes_on, inside, past_aside
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER
from events.extraction.list_gaps import (
    WHOLE,
    begins_item,
    besides,
    joined,
    only_locates,
    same_preposition,
    share_begins,
    words_between,
)
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, named_among, same_place
from events.extraction.sites import owned_site, site_at, towns_site
from gazetteer.matching.index import SETTLEMENTS

LONGEST_END = 4  # tokens from the place in a description to the comma that shuts it
COLON = ":"
SO, WILL = "ف", "س"
CENTRE = "centre"
NEXT = 12  # tokens from the first town behind a colon over its day to the next
WIDE = ("road", "area", "governorate", "district", "subdistrict")
BEFORE_NAMES = ("seats_of_units", "ranges", "yields_of_fields")
FALL_REACH = 4  # tokens from a word of falling to what falls


def with_list(doc: Document, hit: Hit, stop: int) -> list[Hit]:
    """The hit and the places coordinated with it: A وB, A، وB; مدينتي A وB, على A وعلى B, A ومطارها, A ومقر Z."""
    hit = _spelt_out(doc, hit)
    items = _Items(doc, hit, past_aside(doc, max(stop, hit.place.j)))
    hits, m = items.hits, hit.place.j
    while m < items.stop:
        place = doc.place_on.get(m) or _unnamed_item(doc, m, hits[-1].place)
        if place is None or place.i < items.last.j:
            m += 1
        elif items.take(place):
            m = place.j
        else:
            break
    return hits


def _spelt_out(doc: Document, hit: Hit) -> Hit:
    """ "على طول الطريق الساحلي: A وB", "على ريف X: A وB": the first of the towns that a colon behind a road or an area
    spells out, which are what is meant; ``hit`` where none is."""
    place, first = hit.place, doc.place_on.get(hit.place.j + 1)
    if doc.tokens[place.j : place.j + 1] == () or doc.tokens[place.j].text != COLON or first is None:
        return hit
    row = place.mention.place
    wide = row.kind in WIDE if row is not None else doc.norm(place.i).removeprefix(ARTICLE) in doc.words["roads"]
    town = first.mention.place is not None and first.mention.place.kind in SETTLEMENTS and first.i == place.j + 1
    told = first.prep or first.conj or first.mention.reference or doc.finite(first.j) or first.j in doc.actor_on
    behind = (doc.place_on.get(m) for m in range(first.j, first.j + NEXT))
    several = any(p is not None and (p.conj or doc.norm(p.i - 1) in doc.words["next_then"]) for p in behind)
    if hit.how != "near" or not (wide and town and several) or told:
        return hit
    return replace(hit, place=first, stop=first.j, extent=None, percent=None)


class _Items:
    """The items of a list so far: ``last`` is the place passed last, be it an item or not; ``described``, whether that
    one only belongs to what is told of the item before it; ``shared``, whether only a share of that is meant;
    ``where``, whether the last one only says where an item lies; ``stop`` is where the list ends at the latest.
    """

    def __init__(self, doc: Document, hit: Hit, stop: int) -> None:
        self.doc, self.hit, self.stop = doc, hit, stop
        self.last, self.described, self.shared, self.where = hit.place, False, False, False
        pair = doc.pairs.get(hit.place.i)
        twice = [replace(hit, place=place, how="pronoun", several=True) for place in pair] if pair else None
        self.hits = twice or _under_each_head(doc, hit)

    def take(self, place: PlaceAt) -> bool:
        """Pass the next place, as an item where it is one; False where the list has ended before it."""
        doc, last = self.doc, self.last
        if _begins_another(doc, self.hit, last, place, self.stop):
            return False
        if not place.conj and _same_again(doc, last, place):
            self.last = place  # "مدينة X عاصمة Y ومعسكر Z": X is said a second time
            return True
        if _seat_in(doc, last, place):
            self.last = place
            return True
        gap = self._gap_before(place)
        if gap is None:
            return False
        extent = self._extent(place, gap)
        told_where = self.where and place.conj and not gap and not place.mention.head
        self.where = extent is not None and (told_where or _where_too(doc, self.hit, last, place, gap))
        if extent is not None and not self.where:
            self.hits += _under_each_head(doc, replace(self.hit, place=place, stop=place.j, **extent))
            self.described = False
        elif extent is None and not only_locates(doc, place, gap) and not _resumes(doc, place.j, self.stop):
            self.described = inside(doc, self.hits[-1].place, place)
            if not self.described:
                return False
        self.last = place
        return True

    def _gap_before(self, place: PlaceAt) -> list[int] | None:
        """The words before a place that tell whether it is an item: behind an exception only the last of them, for the
        item that is meant whole again; None where what is excepted is told of.
        """
        doc, last = self.doc, self.last
        gap = words_between(doc, last.j, place.i)
        if excepted(doc, last.j, place.i):
            gap, self.hit = gap[-1:], replace(self.hit, **WHOLE)
            if not gap or not same_preposition(doc, self.hit.place.prep, place, gap):
                return None  # "A باستثناء نقاط ما زالت خارجها، منها B وC", but "A باستثناء أطرافها، وعلى B"
        while len(gap) > 1 and any(doc.norm(gap[-1]) in doc.words[name] for name in BEFORE_NAMES):
            gap.pop()  # "وعلى رئاسة اللواء 85", "وعلى سلسلة جبال X", "وحقول نفط X"
        return gap

    def _extent(self, place: PlaceAt, gap: list[int]) -> dict | None:
        """What a place says of its share as an item of the list; None where it is none."""
        doc, hit, last, item = self.doc, self.hit, self.last, self.hits[-1]
        extent = None if self.described else joined(doc, hit, last, place, gap)
        if extent is None and item.how == "near":
            before, share = item.place if self.described else last, share_begins(doc, place)
            told = goes_on(doc, before, place, hit.place.prep, self.stop, share)
            extent = None if not told else {"extent": "partial", "percent": None} if share else {}
        goes_on_share = extent == {} and place.conj and not gap and not place.mention.head and self.shared
        if goes_on_share:
            return {"extent": "partial", "percent": None}  # "على A وأجزاء من B وC"
        self.shared = extent is not None and extent.get("extent") == "partial"
        among = hit.extent == "partial" and last.i < place.i and named_among(doc, hit.start, place.i) >= last.j
        if among or extent is WHOLE:
            self.hit = replace(hit, **WHOLE)  # "معظم A بما فيها B وC"
        return extent


def _seat_in(doc: Document, town: PlaceAt, place: PlaceAt) -> bool:
    """ "يحاصر A، مقر الفرقة 22", "سيطر على A، مركز محافظة B": the base or the land that a town is called the seat of is
    no item behind it."""
    seats, own = doc.words["seats_of_units"], town.mention.place
    land = place.mention.place is not None and place.mention.place.kind in ("governorate", "district")
    beside = place.i == town.j + 1 and doc.at(town.j).text in COMMAS and own is not None and own.kind in SETTLEMENTS
    if land and beside and place.mention.part_code == CENTRE and not place.conj:
        return True
    seat = next((m for m in (place.i, place.i - 1) if doc.norm(m) in seats), None)
    apart = seat == town.j + 1 and doc.at(town.j).text in COMMAS
    return apart and own is not None and own.kind in SETTLEMENTS


def _under_each_head(doc: Document, hit: Hit) -> list[Hit]:
    """ "ميناء ومطار X": the hit, and the place under the second of two nouns before one name."""
    second = doc.place_on.get(hit.place.j - 1, hit.place)
    shared = second.i > hit.place.i and second.conj and second.mention.name == hit.place.mention.name
    return [hit, replace(hit, place=second)] if shared else [hit]


def _resumes(doc: Document, k: int, stop: int) -> bool:
    """ "X، وهي أكبر مدن Y، وكذلك Z": "as well" behind the comma that shuts a description goes on with the list."""
    for m in range(k, min(k + LONGEST_END, stop)):
        if doc.finite(m) or m in doc.actor_on:
            return False
        if doc.tokens[m].text in COMMAS:
            joins = doc.norm(m + 1).lstrip("و") in doc.words["as_well"]
            return joins and any(n in doc.place_on for n in range(m + 2, min(m + 4, stop)))
    return False


def _begins_another(doc: Document, hit: Hit, last: PlaceAt, place: PlaceAt, stop: int) -> bool:
    """Whether ``place`` begins a clause of its own: "… X، والمدينة بيد Y", "والخرطوم تتوعد باستعادتها"."""
    left = hit.place.prep in doc.words["slot_from"] and place.prep in doc.words["slot_to"]
    if left and not besides(doc, words_between(doc, last.j, place.i)):
        return True  # "انسحب من A باتجاه معسكر B وبلدة C": where they went
    if any(k in doc.date_on and begins_day(doc, k) for k in range(last.j, place.i)):
        return True  # "سيطر السبت على A والأحد على B"
    apart = doc.tokens[place.i - 1].text in COMMAS
    if apart and doc.norm(place.j) in doc.words["preceded_it"]:
        return True  # "سيطر على A، وB سبقتها في يونيو"
    if place.conj and apart and place.j < stop and doc.match(place.j, doc.lexicon.phrases["under"]):
        return not _of_a_fall(doc, hit)  # but "سقطت A، عاصمة Z، وB بيد Y"
    if place.conj and hit.place.prep in doc.words["slot_upon"] and _goes_on_being(doc, place.j):
        return True  # "سيطر على A وB لا تزال صامدة"
    if place.conj and hit.place.prep and doc.norm(place.j) in doc.words["divided"]:
        return True  # "على A، وB مقسمة بين Y وZ"
    if place.conj and _is_state(place) and not _is_state(last) and not place.mention.reference:
        return True  # "يسيطر على X والعراق يطلب المساعدة": a whole country is no item beside a town
    if place.conj and apart and (doc.match(place.j, doc.lexicon.phrases["yet_to_go"]) or _so_it_is(doc, place)):
        return True  # "سيطر على A، وB على الأبواب", "سيطر على A، فB باتت مطوقة"
    if place.conj and apart and _says_what_it_is(doc, place.j):
        return True  # "سيطر على A، وB لم تسقط"
    if place.conj and _begins_clause(doc, place.j):
        return True
    then = doc.norm(place.i - 1) in doc.words["next_then"] or doc.match(place.i - 1, doc.lexicon.phrases["too"])
    return (place.conj or bool(then)) and (_has_own_verb(doc, place.j) or _is_next(doc, place.j))


def _of_a_fall(doc: Document, hit: Hit) -> bool:
    """Whether a word of falling stands before the first item."""
    words = range(max(hit.place.i - FALL_REACH, 0), hit.place.i)
    return any(doc.group(form) == "fall" for k in words for form in doc.forms(k))


def _same_again(doc: Document, last: PlaceAt, place: PlaceAt) -> bool:
    """ "X عاصمة Y", "X، عاصمة Y": one place under two names."""
    beside = all(doc.tokens[k].text in COMMAS for k in range(last.j, place.i)) and place.i <= last.j + 1
    return beside and same_place(last, place)


def _so_it_is(doc: Document, place: PlaceAt) -> bool:
    """ "فB باتت مطوقة": whether "so" is written on a place of which something is told behind it."""
    word = doc.norm(place.j)
    goes_on = doc.at(place.j).kind == "word" and place.j not in doc.date_on and not begins_item(doc, place.j)
    return goes_on and doc.norm(place.i)[:1] == SO and word not in doc.words["next_then"] | doc.words["inside"]


def _says_what_it_is(doc: Document, k: int) -> bool:
    """ "وB ليست بيده", "وB باتت الهدف", "وB لم تسقط", "وB ستسقط": whether "is not", a verb of being, denied or of the
    future at ``k`` begins what is told of the town before it."""
    word = doc.norm(k)
    if word in doc.words["not_so"]:
        return k + 1 not in doc.place_on
    if any(f.pos == "pp" and doc.group(f) == "siege" and not (f.definite or f.pro) for f in doc.forms(k)):
        return True  # "وB محاصرة"
    form = doc.finite(k)
    if form is None:
        return (word in doc.words["not"] or word in doc.words["qad"]) and doc.finite(k + 1) is not None
    is_ = (not form.pro and doc.group(form) in ("be", "become", "stay")) or set(form.pro) == {WILL}
    return is_ and form.gen == "f" and form.num == "s"


def _begins_clause(doc: Document, k: int) -> bool:
    """ "يحتل X والخرطوم تتوعد باستعادتها": the verb at ``k`` has the item before it for its subject."""
    form = doc.finite(k)
    said = (
        form is not None and form.asp == "i" and not form.pro and doc.group(form) in ("cite", "intend", "agree", "deny")
    )
    return said and form.gen == "f" and form.num == "s"


def _has_own_verb(doc: Document, k: int) -> bool:
    """ "سيطر على A، وB تعرضت للقصف", "ثم B أيضا كانت هدفا": whether a verb behind token ``k``, over a day or "too", has
    the one town before it for its subject, or its pronoun means that town; not where its own subject stands behind it.
    """
    while k in doc.date_on or doc.match(k, doc.lexicon.phrases["too"]):
        k += 1
    if doc.norm(k) in doc.words["town_goes_through"]:
        return True
    form = doc.finite(k)
    if form is None or form.pro or (form.asp == "p" and doc.group(form) == "cite"):
        return False
    if form.enc == HER:
        return True  # "وB استعادها X قبل أسبوع"
    if form.gen != "f" or form.num != "s":
        return False
    behind = k + 1 in doc.actor_on or doc.norm(k + 1).startswith(ARTICLE) or doc.at(k + 1).kind != "word"
    return not behind


def _is_next(doc: Document, k: int) -> bool:
    """ "ثم B هي التالية", "وB هدفه القادم": whether ``k`` opens what the one place before it is; not "هي الأخرى", which
    is "too"."""
    word = doc.norm(k)
    is_ = word in doc.words["copulas"]
    too = doc.norm(k + 1) in doc.words["other_too"] or doc.match(k + 1, doc.lexicon.phrases["too"])
    return word in doc.words["goal_nouns"] or (is_ and not too)


def _goes_on_being(doc: Document, k: int) -> bool:
    """Whether "is still" begins at ``k``, without "and": it tells of the one place before it."""
    word = doc.norm(k)
    if word in doc.words["still_one"]:
        return True
    form = doc.finite(k + 1) if word in doc.words["not"] and word[:1] not in doc.words["and"] else None
    return form is not None and form.lemma in doc.words["still"] and form.num == "s"


def _is_state(place: PlaceAt) -> bool:
    return place.mention.place is not None and place.mention.place.kind == "country"


def _where_too(doc: Document, hit: Hit, last: PlaceAt, place: PlaceAt, gap: list[int]) -> bool:
    """ "مطار X بين A وB", "مقرات في A وB": the second name of where the item before lies is no item either."""
    if last is hit.place or gap or not place.conj or place.mention.head:
        return False
    mention = hit.place.mention
    thing = mention.status == "unknown" and mention.kind_hint == "facility"
    thing = thing or (mention.place is not None and mention.place.kind == "area")  # "الموانئ النفطية في A وB"
    return last.prep in doc.words["between"] or (thing and last.prep in doc.words["at"])


def _unnamed_item(doc: Document, m: int, last: PlaceAt) -> PlaceAt | None:
    """A thing without a name of its own as the next item: "ومطارها", "ومقر المنطقة العسكرية", "وعلى سجن المدينة"."""
    before = doc.norm(m - 1)
    if not begins_item(doc, m) and not (before[:1] in doc.words["and"] and before[1:] in doc.words["repeated"]):
        return None
    return owned_site(doc, m, last) or towns_site(doc, m) or site_at(doc, m, last)
