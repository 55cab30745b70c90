"""Which places before a pronoun it may mean: not where somebody speaks from, where another lies, the thing beside."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from gazetteer.matching.references import OFFICE

LINKED = 7  # tokens from "links" to a place


def governed_by_speaker(place: PlaceAt) -> bool:
    """ "هاجم X مدينة A. وقال محافظ B إنها": the governorate of whose governor speaks is not what is spoken of."""
    wide = place.mention.place is not None and place.mention.place.kind == "governorate"
    return wide and OFFICE in place.mention.reasons


def within_side(doc: Document, place: PlaceAt) -> bool:
    """ "قيادة عمليات الأنبار سقطت": the name of a place in the name of a side."""
    return place.i in doc.actor_on and doc.actor_on[place.i].i < place.i


def seat_of(doc: Document, place: PlaceAt, found: list[PlaceAt]) -> bool:
    """ "زنجبار عاصمة محافظة أبين … عليها", "أول مدينة في محافظة أبين … عليها": a town's land is not what the pronoun
    means."""
    n = place.i - 1
    if doc.norm(n) in doc.words["at"] and doc.norm(n - 2).lstrip("و") in doc.words["superlatives"]:
        return n - 1 not in doc.place_on
    seat = doc.place_on.get(n - 1)
    return seat in found and seat.j == n and doc.match(n, doc.lexicon.phrases["seats"]) > 0


def likeliest(doc: Document, places: list[PlaceAt]) -> PlaceAt:
    """What a sentence before speaks of: the first of the places that weigh most, where an advance leads one of them."""
    weights = [1.0 if is_goal(doc, p) else p.mention.weight for p in places]
    return places[weights.index(max(weights))]


def where_said(doc: Document, place: PlaceAt) -> bool:
    """ "أعلن X في مؤتمر بـY السيطرة عليها": where somebody spoke is not what is spoken of."""
    if place.prep not in doc.words["at"]:
        return False
    for m in range(place.i - 1, doc.bounds(place.i)[0] - 1, -1):
        if form := doc.finite(m):
            return doc.group(form) == "cite"
        if doc.norm(m) in doc.words["complementizers"] or doc.tokens[m].text == ":":
            return False
    return False


def is_linked(doc: Document, place: PlaceAt) -> bool:
    """ "تقع X … وتربط A بB، وكان Y قد سيطر عليها": what a place links is not spoken of."""
    near = range(place.i - 1, max(place.i - LINKED, doc.bounds(place.i)[0]) - 1, -1)
    verb = next((m for m in near if doc.norm(m).lstrip("و") in doc.words["ties_places"]), None)
    return verb is not None and not any(doc.finite(m) for m in range(verb + 1, place.i))


def lies_between(doc: Document, place: PlaceAt) -> bool:
    """ "X عقدة وصل بين A وB": what another place lies between is not spoken of."""
    return next(iter(doc.listed_with(place)), place).prep in doc.words["between"]


def only_points_elsewhere(doc: Document, place: PlaceAt) -> bool:
    """ "مدرسة المشاة شمال X": a direction only says where something else lies, a pronoun is not X."""
    return place.mention.relation == "near" and bool(place.mention.part_code) and place.i > doc.bounds(place.i)[0]


def thing_beside(doc: Document, place: PlaceAt) -> bool:
    """ "تلة شرق X", "المدرسة الفنية غربي X": whether a noun stands before the direction from a place."""
    m = place.i - 1
    while doc.norm(m) in doc.words["directions"]:
        m -= 1
    plain = doc.tokens[m].kind == "word" and not doc.mentioned(m) and m not in doc.date_on
    return plain and m < place.i - 1 and not doc.forms(m) and not doc.preposition(m)


def is_goal(doc: Document, place: PlaceAt) -> bool:
    """ "تقدمت نحو X وسيطرت عليها": where an advance leads is spoken of next, unlike where a retreat leads."""
    if place.prep not in doc.words["slot_to"] and place.prep not in doc.words["receives"]:
        return False
    for m in range(place.i - 1, doc.bounds(place.i)[0] - 1, -1):
        form = doc.finite(m)
        if form:
            return doc.group(form) == "advance" or form.lemma in doc.words["heads_for"]
    return False
