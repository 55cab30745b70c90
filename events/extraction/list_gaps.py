"""What stands between two places of a list, and what it makes of the second: an item, a share, where the first lies."""

from __future__ import annotations

from events.extraction.degree import extent_between
from events.extraction.descriptions import in_region
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.place_kinds import SETTLED
from events.extraction.referents import Hit
from gazetteer.matching.references import OFFICE

OWN_DAY = 3  # tokens from an item to its day
LONGEST_GAP = 6
LONGEST_CLAUSE = 16
WHOLE = {"extent": None, "percent": None}  # of an item that says nothing of its share


def words_between(doc: Document, i: int, j: int) -> list[int]:
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


def begins_item(doc: Document, m: int) -> bool:
    """Whether "and" is written on a word or stands before it, or "then" and a preposition do ("على A ثم على مقر B")."""
    word, conjunctions = doc.norm(m), doc.words["and"]
    glued = len(word) > 2 and word[0] in conjunctions and word not in doc.words["begin_with_and"]  # "إلى وزارة الدفاع"
    before = doc.norm(m - 1)
    again = before.lstrip("و") in doc.words["repeated"]
    again = again and (before[0] in conjunctions or doc.norm(m - 2) in doc.words["next_then"])
    return glued or before in conjunctions or again


def joined(doc: Document, hit: Hit, last: PlaceAt, place: PlaceAt, gap: list[int]) -> dict | None:
    """What an item of the list says of itself (its extent where it is only a share); None where it is no item."""
    if any(_so_long(doc, k) and doc.norm(k - 1) in doc.words["before_or_after_it"] for k in gap):
        return None  # "سيطر على A، وقبلها بيوم B": that one has its own day
    if gap and doc.said("yet_to_go", gap[0], place.i):
        return None  # "حرر A، والهدف التالي بلدة B"
    grouped = place.mention.group >= 0 and place.mention.group in (last.mention.group, hit.place.mention.group)
    again = bool(gap) and same_preposition(doc, hit.place.prep, place, gap)
    # "تقدم نحو A وB", "حول A وحول B": as its first one, all of a list are aims, or what lies near
    alike = (again and doc.finite(place.j) is None) or (grouped and hit.place.mention.reference)
    plain = not place.mention.reference or _joined_building(place) or _joined_outskirts(doc, place, gap)
    centre = _joined_centre(doc, place, gap)
    if place.mention.status == "non_place" or not (alike or plain or centre):
        return None
    if centre:
        return WHOLE
    if last.prep in doc.words["slot_to"] and last.prep != hit.place.prep and _after_then(doc, gap):
        return None  # "فروا بعد سيطرة X على A نحو B ثم C"
    if (grouped and not place.prep) or _joined_outskirts(doc, place, gap):
        return {}
    if _then(doc, place, gap) or _along(doc, place, gap):
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
    if again:
        return {}
    if gap and not grouped and same_preposition(doc, doc.preposition(hit.start), place, gap):
        return WHOLE  # "على أجزاء من A وعلى B"
    if not linked or len(gap) > LONGEST_GAP:
        return _share(doc, place, gap)
    if not all(_list_word(doc, k) or including or _unknown(doc, k, place) for k in gap) and not _headed(doc, gap):
        return _share(doc, place, gap)
    if place.prep and not place.conj and not besides(doc, gap):
        return None
    whole = len(gap) == 1 and doc.norm(gap[0])[1:] in doc.lexicon.phrases["full"]
    return {"extent": "full", "percent": None} if whole else {}  # "معظم A وكامل B"


def _so_long(doc: Document, k: int) -> bool:
    """Whether a length of time begins at ``k``."""
    return k in doc.date_on and doc.date_on[k].i == k and doc.date_on[k].kind == "duration"


def _joined_outskirts(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
    """ "أخلى X مدينة A ومحيط B": what lies around another town, right behind "and" and no verb's subject."""
    joins = len(gap) == 1 and gap[0] == place.i - 1 and doc.norm(gap[0])[:1] in doc.words["and"]
    around = joins and place.mention.relation == "around" and not place.prep
    return around and doc.finite(place.j) is None and doc.norm(place.j) not in doc.words["relatives"]


def _joined_centre(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
    """ "سيطر على حي A ووسط المدينة": the middle of a town, with "and" on it; "حي A وسط المدينة" is where A lies."""
    and_, part = doc.norm(place.i)[:1], doc.norm(place.i)[1:]
    joins = not gap and and_ in doc.words["and"] and part in doc.words["single_parts"]
    return joins and place.mention.relation == "part" and not place.prep and doc.finite(place.j) is None


def _after_then(doc: Document, gap: list[int]) -> bool:
    """Whether "then" stands right before an item."""
    return bool(gap) and doc.norm(gap[-1]).lstrip("و") in doc.words["next_then"]


def _then(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
    """ "سقطت A ثم B", "استعاد X مدينة A في آذار، ثم B في أيار": the next of the places, "then" alone before it, or a
    day of the one before where it has its own."""
    words = [k for k in gap if doc.tokens[k].text not in COMMAS]
    if not _after_then(doc, words):
        return False
    if place.prep or place.mention.reference or doc.finite(place.j):
        return False
    dated = all(k in doc.date_on or doc.norm(k) in doc.words["inside"] for k in words[:-1])
    own = any(k in doc.date_on for k in range(place.j, place.j + OWN_DAY))
    return dated and (len(words) == 1 or own)


def _along(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
    """ "سيطر على A مع بلدتي B وC": "with" alone before several towns under one head; "معبر A مع سوريا" is no list."""
    return len(gap) == 1 and doc.norm(gap[0]) in doc.words["together_with"] and place.mention.group >= 0


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
    joined = doc.norm(k)[:1] in doc.words["and"] and doc.at(k + 1).kind == "number"
    return joined and doc.norm(k)[1:] in doc.words["units"]


def _headed(doc: Document, gap: list[int]) -> bool:
    """ "A وسلسلة جبال B", "A ووحدة B الإدارية": "and" is written on a noun that stands before the next place."""
    words = [k for k in gap if doc.tokens[k].text not in COMMAS]
    if len(words) != 1 or doc.norm(words[0])[:1] not in doc.words["and"]:
        return False
    noun = doc.norm(words[0])[1:]
    return noun in doc.words["ahead_of_places"] or noun in doc.lexicon.phrases["full"]  # "A وكامل B"


def _joined_building(place: PlaceAt) -> bool:
    """ "مديرية شرطة نينوى ومتحف الموصل": a building is no reference, whatever stands before it."""
    building = place.mention.place is not None and place.mention.place.kind == "facility"
    return building and place.conj and OFFICE not in place.mention.reasons


def besides(doc: Document, gap: list[int]) -> bool:
    """ "إضافة إلى X", "فضلاً عن X": the preposition belongs to the word that joins."""
    return any(doc.norm(k).lstrip("و") in doc.words["besides"] for k in gap[-2:])


def same_preposition(doc: Document, first: str, place: PlaceAt, gap: list[int]) -> bool:
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
    while words and doc.norm(words[0]) in doc.lexicon.phrases["full"]:
        words = words[1:]  # "حي X بالكامل وأجزاء من Y"
    if not words or len(words) > 3 or not begins_item(doc, words[0]):
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


def share_begins(doc: Document, place: PlaceAt) -> int | None:
    """ "A حيث يقاتل X، وأجزاء من B": where the words of a share of ``place`` begin behind a comma; not of a building
    ("حيث دمر منازل، وأجزاء من المستشفى"); None where none do."""
    if place.mention.place is None or place.mention.place.kind not in SETTLED:
        return None
    near = (m for m in range(place.i - 1, place.i - 4, -1) if doc.tokens[m - 1].text in COMMAS)
    return next((m for m in near if _share(doc, place, list(range(m, place.i)))), None)


def only_locates(doc: Document, place: PlaceAt, gap: list[int]) -> bool:
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
    small = small or token.norm in doc.words["list_words"] or besides(doc, [k - 1])  # "علاوة على X"
    head = doc.match(k, doc.lexicon.phrases["plural_heads"]) > 0
    own = token.norm[:1] in doc.words["and"] and token.norm.endswith("ها") and not doc.forms(k)  # "X ومحيطها، وعلى Y"
    own = own and k not in doc.actor_on and len(token.norm) > len("وفيها")
    return small or adjective or head or own or token.text in doc.lexicon.cues["full"]
