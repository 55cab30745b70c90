"""Lists of places: what a place found for a slot is coordinated with."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import begins_day
from events.extraction.degree import excepted, extent_between
from events.extraction.descriptions import goes_on, in_region, inside, past_aside
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.referents import Hit, named_among, same_place
from events.extraction.sites import owned_site, site_at, towns_site
from gazetteer.matching.references import OFFICE

LONGEST_GAP = 6
WHOLE = {"extent": None, "percent": None}  # of an item that says nothing of its share
LONGEST_END = 4  # tokens from the place in a description to the comma that shuts it
LONGEST_CLAUSE = 16
FALL_REACH = 4  # tokens from a word of falling to what falls


def with_list(doc: Document, hit: Hit, stop: int) -> list[Hit]:
    """The hit and the places coordinated with it: A وB, A، وB; مدينتي A وB, على A وعلى B, A ومطارها, A ومقر Z."""
    pair = doc.pairs.get(hit.place.i)
    hits = (
        [replace(hit, place=place, how="pronoun", several=True) for place in pair]
        if pair
        else _under_each_head(doc, hit)
    )
    last, described, stop = hit.place, False, past_aside(doc, stop)
    m = last.j
    while m < stop:
        place = doc.place_on.get(m) or _unnamed_item(doc, m, hits[-1].place)
        if place is None or place.i < last.j:
            m += 1
            continue
        if _begins_another(doc, hit, last, place, stop):
            break
        if not place.conj and _same_again(doc, last, place):
            last, m = place, place.j  # "مدينة X عاصمة Y ومعسكر Z": X is said a second time
            continue
        gap = _words_between(doc, last.j, place.i)
        if excepted(doc, last.j, place.i):
            gap, hit = gap[-1:], replace(hit, **WHOLE)
            if not gap or not _same_preposition(doc, hit.place.prep, place, gap):
                break  # "A باستثناء نقاط ما زالت خارجها، منها B وC", but "A باستثناء أطرافها، وعلى B"
        while len(gap) > 1 and doc.norm(gap[-1]) in doc.words["seats_of_units"] | doc.words["ranges"]:
            gap.pop()  # "وعلى رئاسة اللواء 85", "وعلى سلسلة جبال X"
        item = hits[-1].place
        extent = None if described else _joined(doc, hit, last, place, gap)
        if (
            extent is None
            and hits[-1].how == "near"
            and goes_on(doc, item if described else last, place, hit.place.prep, stop)
        ):
            extent = {}
        if hit.extent == "partial" and last.i < place.i and named_among(doc, hit.start, place.i) >= last.j:
            hit = replace(hit, extent=None, percent=None)  # "معظم A بما فيها B وC"
        hit = replace(hit, **WHOLE) if extent is WHOLE else hit
        if extent is not None and not _where_too(doc, hit, last, place, gap):
            hits += _under_each_head(doc, replace(hit, place=place, start=hit.start, stop=place.j, **extent))
            described = False
        elif extent is None and not _only_locates(doc, place, gap) and not _resumes(doc, place.j, stop):
            described = inside(doc, item, place)
            if not described:
                break
        last, m = place, place.j
    return hits


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
    if left and not _besides(doc, _words_between(doc, last.j, place.i)):
        return True  # "انسحب من A باتجاه معسكر B وبلدة C": where they went
    if any(k in doc.date_on and begins_day(doc, k) for k in range(last.j, place.i)):
        return True  # "سيطر السبت على A والأحد على B"
    apart = doc.tokens[place.i - 1].text in COMMAS
    if place.conj and apart and place.j < stop and doc.match(place.j, doc.lexicon.phrases["under"]):
        return not _of_a_fall(doc, hit)  # but "سقطت A، عاصمة Z، وB بيد Y"
    if place.conj and _is_state(place) and not _is_state(last) and not place.mention.reference:
        return True  # "يسيطر على X والعراق يطلب المساعدة": a whole country is no item beside a town
    return place.conj and _begins_clause(doc, place.j)


def _of_a_fall(doc: Document, hit: Hit) -> bool:
    """Whether a word of falling stands before the first item."""
    words = range(max(hit.place.i - FALL_REACH, 0), hit.place.i)
    return any(doc.group(form) == "fall" for k in words for form in doc.forms(k))


def _same_again(doc: Document, last: PlaceAt, place: PlaceAt) -> bool:
    """ "X عاصمة Y", "X، عاصمة Y": one place under two names."""
    beside = all(doc.tokens[k].text in COMMAS for k in range(last.j, place.i)) and place.i <= last.j + 1
    return beside and same_place(last, place)


def _begins_clause(doc: Document, k: int) -> bool:
    """ "يحتل X والخرطوم تتوعد باستعادتها": the verb at ``k`` has the item before it for its subject."""
    form = doc.finite(k)
    said = form is not None and form.asp == "i" and not form.pro and doc.group(form) in ("cite", "intend", "agree")
    return said and form.gen == "f" and form.num == "s"


def _is_state(place: PlaceAt) -> bool:
    return place.mention.place is not None and place.mention.place.kind == "country"


def _words_between(doc: Document, i: int, j: int) -> list[int]:
    """The tokens ``[i, j)`` without quotation marks and without what stands in brackets ("قاعدة X (كي 1) ومطار Y")."""
    found, depth = [], 0
    for k in range(i, j):
        text = doc.tokens[k].text
        if text == ")" and not depth:
            found.clear()  # "كوباني (عين العرب بالعربية) وB"
            continue
        depth = max(0, depth + (text == "(") - (text == ")"))
        if not depth and text not in QUOTES:
            found.append(k)
    return found


def _where_too(doc: Document, hit: Hit, last: PlaceAt, place: PlaceAt, gap: list[int]) -> bool:
    """ "مطار X بين A وB", "مقرات في A وB": the second name of where the item before lies is no item either."""
    if last is hit.place or gap or not place.conj or place.mention.head:
        return False
    mention = hit.place.mention
    thing = mention.status == "unknown" and mention.kind_hint == "facility"
    return last.prep in doc.words["between"] or (thing and last.prep in doc.words["at"])


def _unnamed_item(doc: Document, m: int, last: PlaceAt) -> PlaceAt | None:
    """A thing without a name of its own as the next item: "ومطارها", "ومقر المنطقة العسكرية"."""
    if not _begins_item(doc, m):
        return None
    return owned_site(doc, m, last) or towns_site(doc, m) or site_at(doc, m, last)


def _begins_item(doc: Document, m: int) -> bool:
    """Whether "and" is written on a word or stands before it."""
    word, conjunctions = doc.norm(m), doc.words["and"]
    glued = len(word) > 2 and word[0] in conjunctions and word not in doc.words["begin_with_and"]  # "إلى وزارة الدفاع"
    return glued or doc.norm(m - 1) in conjunctions


def _joined(doc: Document, hit: Hit, last: PlaceAt, place: PlaceAt, gap: list[int]) -> dict | None:
    """What an item of the list says of itself (its extent where it is only a share); None where it is no item."""
    grouped = place.mention.group >= 0 and place.mention.group == last.mention.group
    alike = grouped and hit.place.mention.reference  # "تقدم نحو A وB": as its first one, all of a list are aims
    if place.mention.status == "non_place" or not (alike or not place.mention.reference or _joined_building(place)):
        return None
    if grouped and not place.prep:
        return {}
    among = doc.lexicon.phrases["including"]
    shut = [k for k in gap if doc.tokens[k - 1].text in COMMAS]
    including = any(doc.norm(k) in doc.words["including"] for k in gap)
    including = including or any(k + doc.match(k, among) == place.i for k in shut)  # "A، من ضمنها B"
    linked = (
        place.conj
        or grouped
        or including
        or _headed(doc, gap)
        or any(doc.norm(k) in doc.words["list_words"] for k in gap)
    )
    if gap and _same_preposition(doc, hit.place.prep, place, gap):
        return {}
    if gap and not grouped and _same_preposition(doc, doc.preposition(hit.start), place, gap):
        return WHOLE  # "على أجزاء من A وعلى B"
    if not linked or len(gap) > LONGEST_GAP:
        return _share(doc, place, gap)
    if not all(_list_word(doc, k) or including or _unknown(doc, k, place) for k in gap) and not _headed(doc, gap):
        return _share(doc, place, gap)
    if place.prep and not place.conj and not _besides(doc, gap):
        return None
    return {}


def _unknown(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "A وX وB": a name between two items that is in no list of names, with "and" on it as on the one after it."""
    token = doc.tokens[k]
    if _of_unit(doc, k):
        return place.conj  # "A واللواء 47 وB": a unit whose base is in no list of names
    named = token.norm[:1] in doc.words["and"] and len(token.norm) > 3 and not doc.forms(k) and k not in doc.actor_on
    return named and place.conj and k == place.i - 1 and token.norm not in doc.words["begin_with_and"]


def _of_unit(doc: Document, k: int) -> bool:
    """Whether token ``k`` is a numbered unit that "and" joins, or its number."""
    k -= doc.tokens[k].kind == "number"
    joined = doc.norm(k)[:1] in doc.words["and"] and doc.tokens[k + 1].kind == "number"
    return joined and doc.norm(k)[1:] in doc.words["units"]


def _headed(doc: Document, gap: list[int]) -> bool:
    """ "A وسلسلة جبال B", "A ووحدة B الإدارية": "and" is written on a noun that stands before the next place."""
    words = [k for k in gap if doc.tokens[k].text not in COMMAS]
    return (
        len(words) == 1
        and doc.norm(words[0])[:1] in doc.words["and"]
        and doc.norm(words[0])[1:] in doc.words["ahead_of_places"]
    )


def _joined_building(place: PlaceAt) -> bool:
    """ "مديرية شرطة نينوى ومتحف الموصل": a building is no reference, whatever stands before it."""
    building = place.mention.place is not None and place.mention.place.kind == "facility"
    return building and place.conj and OFFICE not in place.mention.reasons


def _besides(doc: Document, gap: list[int]) -> bool:
    """ "إضافة إلى X", "فضلاً عن X": the preposition belongs to the word that joins."""
    return any(doc.norm(k).lstrip("و") in doc.words["besides"] for k in gap[-2:])


def _same_preposition(doc: Document, first: str, place: PlaceAt, gap: list[int]) -> bool:
    """ "من زمار وسنجار، ثم من سد الموصل", "على A وعلى B": the slot's preposition again, after "and" or "then"."""
    word = doc.norm(gap[-1])
    again = word[:1] in doc.words["and"] and word[1:] in doc.words["within"]
    if first in doc.words["within"] and len(gap) == 1 and again:
        return doc.finite(place.j) is None  # "في A وفي B"; "… في A وفي B قتل" begins anew
    same = word.lstrip("و") == first or {word.lstrip("و"), first} == doc.words["slot_upon"]
    if first not in doc.words["repeated"] or not same:
        return False
    before = gap[:-1]
    later = before and doc.norm(before[-1]) in doc.words["next_then"] and len(before) <= LONGEST_CLAUSE
    if later and not any(doc.finite(k) or k in doc.actor_on for k in before):
        return True  # "على A آخر عواصم Y أواخر أكتوبر، ثم على B"
    joined = word != first or any(doc.norm(k) in doc.words["then"] for k in before)
    return joined and all(_list_word(doc, k) or doc.norm(k) in doc.words["then"] for k in before)


def _share(doc: Document, place: PlaceAt, gap: list[int]) -> dict | None:
    """ "مديرية X ومعظم مديرية Y", "X وأجزاء من Y": an item of which only a share is meant."""
    words = [k for k in gap if doc.tokens[k].text not in COMMAS]
    if not words or len(words) > 3 or not _begins_item(doc, words[0]):
        return None
    shares = doc.lexicon.phrases["partial"]
    if doc.norm(words[0])[1:] in doc.words["repeated"]:
        words = words[1:]  # "من A ومن أجزاء من B"
    if not words or not (length := doc.match(words[0], shares)):
        return None
    rest = words[length:]
    if len(rest) == 2 and doc.norm(rest[0]) in doc.lexicon.cues["part_adjectives"]:
        rest = rest[1:]  # "ومساحات شاسعة من B"
    areas = doc.lexicon.phrases["areas"]  # "وأجزاء من مديرية جبل حبشي"
    plain = all(_list_word(doc, k) or doc.norm(k) in doc.words["from"] or doc.match(k, areas) for k in rest)
    share = extent_between(doc, words[0], place.i, place.i) if plain else None
    return {"extent": "partial", "percent": None} if share == "partial" else None


def _only_locates(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
    """ "مدينة X في ريف Y، وبلدة Z": a locating place is passed over."""
    side = place.mention.status == "back" and place.mention.part_code is not None  # "X وY الواقعتين شمال المدينة"
    apart = (place.mention.relation in ("near", "around") or side) and not place.conj  # "X شمال غربي Y ومطار Z"
    if not (place.mention.reference or place.prep or apart):
        return False
    if place.mention.reference and gap and doc.norm(gap[0]) in doc.words["relatives"]:
        return len(gap) <= LONGEST_GAP  # "مدينة X التي تقع على Y، ومدينة Z"
    seats, areas = doc.lexicon.phrases["seats"], doc.lexicon.phrases["areas"]  # "X مركز محافظة Y", "X في ريف Y"
    small = doc.words["prepositions"]
    return len(gap) <= 3 and all(
        _list_word(doc, k) or doc.norm(k) in small or doc.match(k, seats) or doc.match(k, areas) or in_region(doc, k)
        for k in gap
    )


def _list_word(doc: Document, k: int) -> bool:
    """Whether token ``k`` may stand between two items: a comma, a date, an adjective, a noun of places."""
    token = doc.tokens[k]
    if token.text in "،,()" or k in doc.date_on:
        return True
    adjective = token.norm.lstrip("و").startswith("ال") and all(f.pos == "ap" for f in doc.forms(k))
    adjective = adjective and k not in doc.actor_on  # "وB، والفصائل المحلية"
    small = any(token.norm.lstrip("و") in doc.words[name] for name in ("directions", "besides"))
    small = small or token.norm in doc.words["list_words"] or _besides(doc, [k - 1])  # "علاوة على X"
    head = doc.match(k, doc.lexicon.phrases["plural_heads"]) > 0
    own = token.norm[:1] in doc.words["and"] and token.norm.endswith("ها") and not doc.forms(k)  # "X ومحيطها، وعلى Y"
    own = own and k not in doc.actor_on and len(token.norm) > len("وفيها")
    return small or adjective or head or own or token.text in doc.lexicon.cues["full"]
