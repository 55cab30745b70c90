"""Find the place (or the list of places) that a trigger speaks of: its object, or what stands after its preposition."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.extraction.clauses import antecedent, of_another_noun, right_bound
from events.extraction.degree import extent_between, percent_between
from events.extraction.document import QUOTES, Document, PlaceAt
from gazetteer.matching.types import Candidate, PlaceMention

PRONOUNS = {"ها": "3fs", "ه": "3ms", "هما": "3d", "هم": "3mp"}
MAX_GAP = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found for a slot. ``how``: near, back (المدينة), pronoun or relative; ``k`` the token of the preposition."""

    place: PlaceAt
    how: str
    extent: str | None = None
    percent: float | None = None
    start: int = 0
    stop: int = 0
    inside: str | None = None  # a thing in the place, as written ("مواقع", "مبنى البلدية"): a part of it


def prep_at(doc: Document, k: int, wanted: frozenset[str]) -> str | None:
    """Return "" where token ``k`` is a wanted preposition, a pronoun code where a pronoun hangs on it, else None."""
    if k in doc.place_on or k in doc.actor_on:
        return None
    norm = doc.norm(k)
    for word in (norm, norm[1:]) if norm[:1] in ("و", "ف") else (norm,):
        if word in wanted:
            return ""
        for ending, code in PRONOUNS.items():
            stem = word[: -len(ending)] if word.endswith(ending) else ""
            if stem and stem in wanted:
                return code
    return None


def _blocked(doc: Document, i: int, j: int) -> bool:
    """Whether what is controlled is no place: fires, prices, hostages …"""
    things = doc.lexicon.phrases["not_places"]
    return any(doc.match(k, things) for k in range(i, j) if k not in doc.place_on and k not in doc.actor_on)


def _hit(doc: Document, place: PlaceAt, start: int, k: int, how: str = "near") -> Hit:
    extent = extent_between(doc, start, place.i, place.j)
    percent = percent_between(doc, start, place.i)
    if percent is not None and percent < 100:
        extent = "partial"
    return Hit(place, how, extent, percent, min(k, place.i), place.j)


def place_after(doc: Document, k: int, stop: int) -> Hit | None:
    """The place that a preposition at ``k`` governs: the first within a few tokens, things in it noted."""
    inside = None
    for m in range(k + 1, min(stop, k + 1 + MAX_GAP + 4)):
        place = doc.place_on.get(m)
        if place:
            if place.mention.status == "non_place" or _blocked(doc, k + 1, place.i):
                return None
            if inside and owned_part(doc, k + 1):
                return _hit(doc, place, place.i, k)
            if place.prep in doc.words["between"] and inside:
                return _unnamed(doc, k + 1, place)
            hit = _hit(doc, place, k + 1, k)
            thing = _facility(doc, k + 1, place)
            if thing:
                return thing
            return replace(hit, inside=inside) if inside else hit
        word = doc.norm(m)
        if doc.tokens[m].text in QUOTES or m in doc.date_on:
            continue
        if doc.tokens[m].text in "،," or doc.finite(m):
            return None
        share = _share_of_pronoun(doc, k, m) or (_of_pronoun(doc, k, m) if m <= k + 2 else None)
        if share:
            return share
        if m == k + 1 and doc.match(m, doc.lexicon.phrases["stronghold"]):
            return _role(doc, k, m)
        if m in doc.actor_on and inside is None and m > k + 1:
            continue
        if m > k + 1 and doc.norm(k).lstrip("و") in doc.words["slot_from"] and word in doc.words["slot_to"]:
            break  # where they went, not what they left
        if word in doc.words["prepositions"] or (word[:1] in "بل" and doc.place_on.get(m)):
            if word == doc.norm(k).lstrip("و") and m > k + 1 and doc.place_on.get(m + 1) is None and not _extends(doc, k, m):
                return None  # the same preposition again: what stood between was something else
            share = word in doc.words["from"] and (extent_between(doc, k + 1, m, len(doc.tokens)) or percent_between(doc, k + 1, m))
            if not share:
                inside = doc.text[doc.tokens[k + 1].start : doc.tokens[m - 1].end] if m > k + 1 else None
                if any(x in doc.actor_on for x in range(k + 1, m)):
                    inside = None
    if owned_part(doc, k + 1):  # "من مقراتها باتجاه Y": their positions in the place spoken of
        spoken = pronoun_place(doc, k, "3d")
        return Hit(spoken, "pronoun", None, None, k, k + 2) if spoken else None
    return None


def _extends(doc: Document, k: int, m: int) -> bool:
    """Whether the words from a preposition to a second one are a share or a part of what follows ("من أجزاء من X")."""
    return bool(extent_between(doc, k + 1, m, len(doc.tokens)) or percent_between(doc, k + 1, m))


def _share_of_pronoun(doc: Document, k: int, m: int) -> Hit | None:
    """ "على أجزاء منها", "على الجزء الأكبر منها", "على معظمها": a share of the place that the pronoun stands for."""
    code = prep_at(doc, m, doc.words["from"])
    inner = extent_between(doc, k + 1, m, len(doc.tokens)) if code else None
    if not code and doc.norm(m).endswith("ها") and doc.norm(m)[:-2] in doc.words["shares"]:
        code, inner = "3fs", "partial"
    percent = percent_between(doc, k + 1, m) if code else None
    if not code or not (inner or percent):
        return None
    verb = next((v for v in range(k, max(k - 8, -1), -1) if doc.finite(v)), k)
    before = antecedent(doc, verb)
    place = before if isinstance(before, PlaceAt) else pronoun_place(doc, k, code)
    return Hit(place, "relative" if place is before else "pronoun", "partial", percent, k, m + 1) if place else None


def _of_pronoun(doc: Document, k: int, m: int) -> Hit | None:
    """ "على مطارها", "أحيائها": a thing in, or a part of, the place that the pronoun stands for."""
    word = doc.norm(m)
    ending = next((e for e in ("ها", "ه") if word.endswith(e) and len(word) - len(e) > 2), None)
    if ending is None or m in doc.actor_on or doc.forms(m):
        return None
    stem = word[: -len(ending)].removeprefix("ال")
    stems = {stem, stem[:-1] + "ه" if stem.endswith("ت") else stem, stem[:-1] + "ء" if stem.endswith(("ي", "و")) else stem}
    facility, part = doc.lexicon.phrases["facilities"], doc.lexicon.phrases["partial"]
    place = pronoun_place(doc, k, PRONOUNS[ending]) if any(s in facility or s in part or s + "ء" in part for s in stems) else None
    if place is None:
        return None
    if any(s in facility for s in stems):
        near = place.mention.place
        start, end = doc.tokens[m].start, doc.tokens[m].end
        named = (Candidate(near, 0.0, ("it stands in or at this place",)),) if near is not None and near.kind in TOWNS else ()
        mention = PlaceMention(start, end, start, end, doc.tokens[m].text, None, "facility", "unknown", None, candidates=named)
        return Hit(PlaceAt(mention, m, m + 1, "", False), "near", None, None, m, m + 1)
    return Hit(place, "pronoun", "partial", None, k, m + 1, doc.tokens[m].text)


TOWNS = ("city", "town", "village", "neighbourhood", "camp", "island")


def _role(doc: Document, k: int, m: int) -> Hit | None:
    """ "على معقل المتطرفين الأبرز": a role stands for the place spoken of."""
    place = pronoun_place(doc, k, "3fs")
    stop = m + 1
    while stop < len(doc.tokens) and stop in doc.actor_on:
        stop += 1
    return Hit(place, "pronoun", None, None, k, stop) if place else None


def _facility(doc: Document, i: int, place: PlaceAt) -> Hit | None:
    """ "مقر قيادة الفرقة في X", "مبنى محافظة X": a thing of its own in or of a place, near it and not the place itself."""
    first = i
    if place.conj:
        return None
    while first < place.i and (doc.tokens[first].text in QUOTES or doc.match(first, doc.lexicon.phrases["full"])):
        first += 1
    if first >= place.i or not doc.match(first, doc.lexicon.phrases["facilities"]) or (first in doc.actor_on and doc.norm(first) not in doc.words["units"]):
        return None
    if any(doc.match(m, doc.lexicon.phrases["partial"]) and not doc.match(m, doc.lexicon.phrases["facilities"]) for m in range(first, place.i)):
        return None
    stop = place.i
    while stop > first + 1 and (doc.norm(stop - 1) in doc.words["prepositions"] or doc.tokens[stop - 1].text in QUOTES):
        stop -= 1
    container = place.mention.place
    of = stop == place.i and not place.prep  # in construct the name belongs to it: مبنى محافظة نينوى
    end = place.j if of else stop
    start, last = doc.tokens[first].start, doc.tokens[end - 1].end
    near = container if container is not None and container.kind in TOWNS else None
    if near is None and not of:
        return None  # "an airport in the governorate" is nowhere
    mention = PlaceMention(start, last, start, last, doc.text[start:last], None, "facility", "unknown", None,
                           candidates=(Candidate(near, 0.0, ("it stands in or at this place",)),) if near else ())  # fmt: skip
    return Hit(PlaceAt(mention, first, end, "", False), "near", None, None, first, max(end, place.j))


def _unnamed(doc: Document, k: int, place: PlaceAt) -> Hit:
    """ "منطقة حدودية بين A وB": a place that has no name, kept as it is written."""
    last = place
    for m in range(place.j, min(place.j + 3, len(doc.tokens))):
        last = doc.place_on.get(m, last)
    start, end = doc.tokens[k].start, doc.tokens[last.j - 1].end
    words = doc.text[start:end]
    mention = PlaceMention(start, end, start, end, words, None, None, "unknown", None)
    return Hit(PlaceAt(mention, k, last.j, "", False), "near", None, None, k, last.j)


def with_list(doc: Document, hit: Hit, stop: int) -> list[Hit]:
    """The hit and the places coordinated with it: A وB, A، وB; مدينتي A وB; a new preposition ends the list."""
    hits, last = [hit], hit.place
    for m in range(hit.place.j, stop):
        place = doc.place_on.get(m)
        if place is None or place.i < last.j:
            continue
        gap = [k for k in range(last.j, place.i) if doc.tokens[k].text not in QUOTES]
        joined = place.conj or any(doc.norm(k) in doc.words["list_words"] for k in gap) or (place.mention.group >= 0 and place.mention.group == last.mention.group)
        including = any(doc.norm(k) in doc.words["including"] for k in gap)
        plain = all(_list_word(doc, k) or including for k in gap) and len(gap) <= 6
        joined = joined or including
        if not (joined and plain) or (place.prep and not place.conj) or place.mention.reference or place.mention.status == "non_place":
            if place.mention.reference or place.prep:  # "مدينة X في ريف Y، وبلدة Z": a locating place is passed over
                if all(_list_word(doc, k) or doc.norm(k) in doc.words["prepositions"] for k in gap) and len(gap) <= 3:
                    last = place
                    continue
            break
        hits.append(replace(hit, place=place, start=hit.start, stop=place.j))
        last = place
    return hits


def _list_word(doc: Document, k: int) -> bool:
    token = doc.tokens[k]
    return (token.text in "،,()" or token.norm in doc.words["list_words"] or token.norm in doc.words["directions"] or k in doc.date_on
            or (token.norm.lstrip("و").startswith("ال") and not doc.forms(k)) or bool(doc.lexicon.cues["full"].count(token.text)))  # fmt: skip




def pronoun_place(doc: Document, k: int, code: str) -> PlaceAt | None:
    """The place that a pronoun at token ``k`` stands for: a relative's antecedent, else the last place that fits."""
    sentence = doc.sentence_of[k]
    for back in range(3):
        if sentence - back < 0:
            break
        i, j = doc.sentences[sentence - back]
        stop = k if back == 0 else j
        found = [p for m in range(i, stop) if (p := doc.place_on.get(m)) and p.i == m and _can_refer(p, code)]
        found = [p for p in found if p.mention.status != "unknown"] or found
        main = [p for p in found if not p.mention.reference and p.mention.relation in ("at", "part")]
        if main or found:
            return (main or found)[-1] if back == 0 else (main or found)[0]
    return None


def _whole_list(doc: Document, place: PlaceAt, code: str) -> list[PlaceAt]:
    """A feminine pronoun after a list ("من A وB … منها") stands for all of it."""
    group = place.mention.group
    if code == "3ms" or group < 0:
        return [place]
    same = [p for p in doc.places if p.mention.group == group and p.mention.status != "non_place"]
    return same or [place]


def _can_refer(place: PlaceAt, code: str) -> bool:
    known = place.mention.place
    if place.mention.status == "non_place" or (known is not None and known.kind in ("country", "river")):
        return False
    masculine = place.mention.kind_hint in ("neighbourhood", "airbase", "hill", "camp", "crossing", "oilfield", "road", "bridge", "dam", "port", "base", "facility")
    if code == "3ms":
        return masculine
    if code == "3fs":
        return not (masculine and place.mention.head)
    return True


def on_preposition(doc: Document, k: int, slot: str, stop: int) -> list[Hit]:
    """Places after the slot's preposition between a trigger at ``k`` and ``stop``."""
    relative = antecedent(doc, k)
    for m in range(k + 1, stop):
        code = prep_at(doc, m, doc.words[f"slot_{slot}"])
        if code is None:
            if (place := doc.place_on.get(m)) and place.prep in ("ب", "ل") and slot == "in":
                return with_list(doc, _hit(doc, place, k + 1, m), stop)
            continue
        if code:
            if of_another_noun(doc, k):
                return []
            place = relative if isinstance(relative, PlaceAt) else pronoun_place(doc, m, code)
            how = "relative" if relative is place else "pronoun"
            extent, percent = extent_between(doc, k + 1, m, m + 1), percent_between(doc, k + 1, m)
            return [Hit(p, how, extent, percent, k, m + 1) for p in _whole_list(doc, place, code)] if place else []
        hit = place_after(doc, m, stop)
        if hit:
            hit = _with_degree(doc, hit, k, m)
            return with_list(doc, hit, right_bound(doc, hit.place.j - 1))
        if slot != "upon" or _leads_elsewhere(doc, m, stop):
            continue
        return []
    return []


def _with_degree(doc: Document, hit: Hit, k: int, m: int) -> Hit:
    """Add "بشكل كامل" and the like that stand between the trigger and its preposition."""
    if hit.extent is None and (said := extent_between(doc, k + 1, m, len(doc.tokens))):
        return replace(hit, extent=said)
    return hit


def _leads_elsewhere(doc: Document, m: int, stop: int) -> bool:
    """A preposition with a side, a direction or a date after it is an adjunct: look further for the place."""
    following = doc.norm(m + 1)
    return (m + 1 in doc.actor_on or m + 1 in doc.date_on or doc.match(m + 1, doc.lexicon.phrases["full"]) > 0
            or following in doc.words["adjunct_nouns"] or doc.norm(m) in doc.words["adjunct_prepositions"])  # fmt: skip


def place_before(doc: Document, k: int, left: int) -> list[Hit]:
    """The place where the subject is, before its verb: "المقاتلون في X استسلموا"."""
    found = [p for m in range(left, k) if (p := doc.place_on.get(m)) and p.i == m and p.prep in doc.words["inside"]]
    found = [p for p in found if p.mention.status != "non_place" and not p.mention.reference]
    return [Hit(found[-1], "near", None, None, found[-1].i, k + 1)] if found else []


def instance(doc: Document, k: int, stop: int) -> PlaceAt | None:
    """ "… منها، وهو ما حصل في X": the place at which what was said in general came to pass."""
    phrases = doc.lexicon.phrases["came_to_pass"]
    for m in range(k, stop):
        if doc.match(m, phrases):
            for n in range(m + 2, min(stop, m + 12)):
                place = doc.place_on.get(n)
                if place and place.prep in doc.words["at"]:
                    return place
    return None


def direct_object(doc: Document, k: int, stop: int) -> list[Hit]:
    """Places that are the direct object of a trigger at ``k``: the first noun after subject and adjuncts."""
    relative = antecedent(doc, k)
    start = k + 1
    inside = None
    for m in range(k + 1, stop):
        place = doc.place_on.get(m)
        if place is None:
            if _object_noun(doc, m):
                inside = inside or m
            continue
        if place.i != m or place.mention.reference:
            continue
        if place.mention.status == "non_place" or _blocked(doc, start, m):
            return []
        thing = _facility(doc, start, place) if inside is not None or not place.prep or place.prep in doc.words["at"] else None
        if thing and thing.place.i > k and _plain_gap(doc, k, thing.place.i):
            return [thing]
        if place.prep in doc.words["from"] and (extent_between(doc, start, m, m + 1) or percent_between(doc, start, m)) and not place.conj:
            return with_list(doc, _hit(doc, place, start, m), right_bound(doc, place.j - 1))  # "يستعيد نحو 80% من X"
        if place.prep and not place.conj:
            if inside is not None and place.prep in doc.words["inside_or_of"]:
                hit = _hit(doc, place, start, m)
                return [replace(hit, inside=doc.text[doc.tokens[inside].start : doc.tokens[m - 2].end])]
            continue
        if _owned_by_noun(doc, k, m):
            return []
        hit = _hit(doc, place, start, m)
        return with_list(doc, hit, right_bound(doc, place.j - 1))
    if isinstance(relative, PlaceAt):
        return [Hit(relative, "relative", None, None, k, k + 1)]
    return []


def _plain_gap(doc: Document, k: int, i: int) -> bool:
    """Whether only the subject and adverbs stand between a verb and its object."""
    return all(m in doc.actor_on or m in doc.date_on or doc.tokens[m].kind != "word" or doc.match(m, doc.lexicon.phrases["adverbs"])
               for m in range(k + 1, i))  # fmt: skip


def _owned_by_noun(doc: Document, k: int, m: int) -> bool:
    """Whether a common noun stands in construct before the place ("مختطفي السويداء"): then the noun is the object."""
    b = m - 1
    while b > k and doc.tokens[b].text in QUOTES:
        b -= 1
    token = doc.tokens[b]
    if b <= k or token.kind != "word" or b in doc.actor_on or b in doc.date_on or b in doc.place_on or doc.forms(b):
        return False
    if token.norm.startswith(("ال", "وال")) or token.text.endswith(("\u0627", "\u064b")) or doc.norm(b - 1)[:1] in ("ب", "ل"):
        return False
    lists = ("full", "partial", "areas", "adverbs")
    return token.norm not in doc.lexicon.part_words and not any(doc.match(b, doc.lexicon.phrases[name]) for name in lists)


def _object_noun(doc: Document, m: int) -> bool:
    """A general noun for a part of a place or a thing in it ("مواقع", "أجزاء", "مقر")."""
    if m in doc.actor_on or m in doc.date_on:
        return False
    return doc.match(m, doc.lexicon.phrases["partial"]) > 0 or owned_part(doc, m)


def owned_part(doc: Document, m: int) -> bool:
    """ "مواقعهم", "مقراته": all that a side has in a place."""
    word = doc.norm(m)
    return any(word.endswith(e) and word[: -len(e)] in doc.words["owned_parts"] for e in ("هم", "ها", "ه"))


def subject_place(doc: Document, k: int, left: int, stop: int) -> list[Hit]:
    """Places that are the subject of a verb at ``k``: right after it, else the last free-standing one before it."""
    relative = antecedent(doc, k)
    if isinstance(relative, PlaceAt):
        return [Hit(relative, "relative", None, None, k, k + 1)]
    conj = any("و" in f.pro or "ف" in f.pro for f in doc.forms(k) if f.pos == "verb")
    for m in range(k + 1, min(stop, k + 6)):
        place = doc.place_on.get(m)
        if place and place.mention.status != "non_place" and not place.prep:
            return with_list(doc, _hit(doc, place, k + 1, m), stop)
        if place or (doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES) or doc.norm(m) in doc.words["prepositions"]:
            break
    if conj:  # "وسقط قتلى": a verb joined by "and" has its subject after it
        return []
    before = [p for m in range(left, k) if (p := doc.place_on.get(m)) and p.i == m]
    free = [p for p in before if not p.prep and not p.mention.reference and p.mention.status != "non_place"]
    if not free:
        return []
    hit = replace(_hit(doc, free[0], left, k), extent=extent_between(doc, left, free[0].i, k + 1), start=free[0].i)
    return with_list(doc, hit, k)
