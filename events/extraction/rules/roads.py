"""The rule for roads that a side cuts: "قطعت X الطريق بين A وB"، "أغلقت X كل المنافذ المؤدية إلى A"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import QUOTES
from events.extraction.modality import NONE, REAL, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.proclitics import bare_noun
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.noun_sides import NounAt, doer
from events.extraction.rules.sides import agent_after
from events.extraction.rules.ways_in import are_ways, owned_ways, ways_to_it
from events.extraction.subjects import subject_of
from gazetteer.matching.index import SETTLEMENTS, SHIFT, bare, name_words
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceMention, PlaceRow

REACH = 9  # tokens from the verb over its subject to the road
WAY = 8  # tokens from the word for a road to its first end
NEAR = 4  # tokens from the road to the town by which it is cut
FAR = 18  # tokens from one end over what it is called to the other
TOWARDS = ("at", "part", "along")
WIDE = ("governorate", "district", "subdistrict")


def road_cut(doc: Document, k: int) -> list[Draft] | None:
    """A side that cuts a road or a line of supply has come to it: an advance on the road, on neither of its ends.

    It does not cover roads that crowds or waters cut, nor roads without a name or an end. All the roads that lead to a
    town are a siege of it, and so is one road shut "in the face of" a foe, or shut "on it".
    """
    form = next((f for f in doc.forms(k) if f.pos in ("verb", "vn") and f.lemma in doc.words["cuts"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    road = next((m for m in range(k + 1, min(stop, k + REACH)) if _is_road(doc, m)), None)
    if road is None:
        return None
    verb = doc.finite(k)
    ways = _ways_to(doc, road, stop) or ways_to_it(doc, k, road, stop)
    shut = form.lemma in doc.words["closes"]
    if shut and not ways and not (verb and doc.said("in_face_of", road, doc.bounds(k)[1])):
        return None
    hit = ways or _road(doc, road, doc.bounds(k)[1])
    if hit is None:
        return []
    stance = verb_stance(doc, k, verb) if verb else noun_stance(doc, k, form, None)
    if verb is None:
        side = doer(NounAt(doc, k, form, doc.lexicon.frames_of[next(iter(doc.words["take"]))][0], stop), stance)
    else:
        side = agent_after(doc, k, stop) if verb.vox == "p" else subject_of(doc, k, verb, road)
    if side is None or side.actor.slug is None or stance.kind == NONE:
        return []
    type_ = "siege" if ways or shut else "advance"
    led = ways and ways.how != "pronoun" and doc.norm(road + 1) in doc.words["leads_on"]
    plain = not ways or led  # "كل الطرق المؤدية إلى X", not "جميع مداخل X"
    return [Draft("road-cut", type_, k, k + 1, hit, side, None, stance, weak=stance.kind != REAL or not plain)]


def _ways_to(doc: Document, m: int, stop: int) -> Hit | None:
    """ "(جميع) الطرق المؤدية إلى X", "جميع مداخل X", "خطوط الإمداد عن X": the town that several roads at token ``m``
    lead to, or from which its supply is cut."""
    supply = bare_noun(doc.norm(m + 1)).startswith(tuple(doc.words["supply"]))
    if m in doc.place_on or not (supply or are_ways(doc, m)):
        return None
    for n in range(m + 1, min(stop, m + WAY)):
        place = doc.place_on.get(n)
        if supply and place is None and doc.norm(n) in doc.words["cut_off"]:
            continue
        if supply and place is not None and place.prep not in doc.words["cut_off"]:
            return None
        if place is None:
            if doc.finite(n) or not (_describes_road(doc, n) or doc.norm(n) in doc.words["leads_on"]):
                return None
            continue
        known = place.mention.place
        town = known is not None and known.kind in (*SETTLEMENTS, *WIDE[1:])
        around = place.i == m + 1 and place.mention.relation == "around" and doc.norm(m - 1) in doc.words["every"]
        if not town or not (around or place.mention.relation in TOWARDS) or place.prep in doc.words["between"]:
            return None
        led_to = replace(place, mention=replace(place.mention, relation="at", reference=False))
        return Hit(led_to, "near", None, None, m, place.j)
    return None


def _is_road(doc: Document, m: int) -> bool:
    """Whether a word for a road, or for a line of supply, stands at token ``m``."""
    word = bare_noun(doc.norm(m))
    if m in doc.place_on:
        return _is_named(doc.place_on[m])
    if are_ways(doc, m) or owned_ways(doc, m):
        return True
    near = [bare_noun(doc.norm(n)) for n in (m + 1, m + 2)]
    line = any(w.startswith(tuple(doc.words["supply"])) or w in doc.words["of_main_roads"] for w in near)
    return word in doc.words["roads"] or (word in doc.words["lines"] and line)


def _is_named(place: PlaceAt) -> bool:
    return place.mention.place is not None and place.mention.place.kind == "road"


def _road(doc: Document, m: int, stop: int) -> Hit | None:
    """The road at token ``m``: one with a name, one between two ends, one to a single end."""
    first = next((doc.place_on[n] for n in range(m, min(stop, m + WAY)) if n in doc.place_on), None)
    if first is None or first.mention.status == "non_place":
        return None
    if _is_named(first):
        return Hit(first, "near", None, None, first.i, first.j)
    if any(doc.finite(n) or doc.tokens[n].text in ".؛:" for n in range(m + 1, first.i)):
        return None
    second = _other_end(doc, first, stop)
    if second is not None:
        return _road_between(doc, m, first, second)
    beside = all(_describes_road(doc, n) for n in range(m + 1, first.i))
    along = replace(first, mention=replace(first.mention, relation="along", reference=False))
    return Hit(along, "near", None, None, m, first.j) if beside else None


def _describes_road(doc: Document, n: int) -> bool:
    """Whether token ``n`` belongs to a road's description: an adjective, its link, "to", "of supply"."""
    word = doc.norm(n)
    small = word in doc.words["slot_to"] or doc.tokens[n].text in QUOTES or word in doc.words["links_road"]
    return small or word.startswith("ال") or bare_noun(word).startswith(tuple(doc.words["supply"]))


def _other_end(doc: Document, first: PlaceAt, stop: int) -> PlaceAt | None:
    """The second end of a road: joined by "and" (over what the first is called), by "to", a dash, or side by side."""
    for n in range(first.j, min(stop, first.j + FAR)):
        place = doc.place_on.get(n)
        if place is None:
            if doc.finite(n) and first.prep not in doc.words["between"]:
                return None
            continue
        gap = [doc.norm(x) for x in range(first.j, place.i) if doc.tokens[x].text not in QUOTES]
        if place.conj and first.prep in doc.words["between"]:
            return place
        if not gap or (len(gap) == 1 and (doc.at(first.j).text in "-–—/" or gap[0] in doc.words["slot_to"])):
            return place
        if place.prep not in doc.words["at"]:
            return None
    return None


def _road_between(doc: Document, m: int, first: PlaceAt, second: PlaceAt) -> Hit:
    """The road from one end to the other, put midway where both are known."""
    start, end = doc.tokens[m].start, doc.tokens[second.j - 1].end
    if doc.norm(m).startswith(tuple(doc.words["and"])) and not doc.text[start:end].startswith("وا"):
        start += 1
    ends = [_position(doc, end.mention.place) for end in (first, second)]
    if (near := _cut_at(doc, second.j)) is not None:
        ends = [near, near]
    middle = ()
    if all(row is not None for row in ends):
        a, b = ends
        middle = (Candidate(replace(a, lat=(a.lat + b.lat) / 2, lon=(a.lon + b.lon) / 2), 0.3, (STANDS_IN,)),)
    text = doc.text[start:end]
    mention = PlaceMention(start, end, start, end, text, None, "road", "unknown", None, candidates=middle)
    return Hit(PlaceAt(mention, m, second.j, "", False), "near", None, None, m, second.j)


def _cut_at(doc: Document, j: int) -> PlaceRow | None:
    """ "الطريق بين A وB عند C": the town by which a road is cut."""
    place = next((doc.place_on[n] for n in range(j, min(j + NEAR, len(doc.tokens))) if n in doc.place_on), None)
    by = place is not None and place.prep in doc.words["by_a_town"]
    return place.mention.place if by and place.mention.place and place.mention.place.kind in SETTLEMENTS else None


def _position(doc: Document, place: PlaceRow | None) -> PlaceRow | None:
    """Where a road ends: in the town that a governorate or district is named after."""
    if place is None or place.kind not in WIDE or doc.names is None:
        return place
    words = name_words(place.name_ar)
    name = bare(words[1:] if len(words) > 1 and words[0] in doc.names.words.heads else words)[0]
    towns = {doc.names.places[entry >> SHIFT] for entry in doc.names.find(name)}
    towns = {t for t in towns if t.kind in SETTLEMENTS and t.country == place.country}
    return max(towns, key=lambda t: (t.population, t.id), default=place)
