"""Rules for areas: who shares one ("يتقاسم X وY السيطرة على A"), what is in one ("مناطق سيطرة X تضم A وB")."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.modality import REAL, Stance, verb_stance
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.state_places import topic
from events.extraction.rules.state_stance import stance_of
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

NEAR = 4
BACK = 16  # tokens from "which includes" back to the verb of control
TABLE_ROWS = 2


def shared_control(doc: Document, k: int) -> list[Draft] | None:
    """يتقاسم X وY السيطرة على A، يتقاسم X وY مدينة A، A مقسمة (مناصفة) بين X وY: each holds a part of it."""
    word = doc.norm(k).lstrip("وف")
    if word not in doc.words["shares_control"] or k in doc.place_on or k in doc.actor_on:
        return None
    i, stop = left_bound(doc, k), right_bound(doc, k)
    sides = _different_sides(doc, k, stop)
    if len(sides) < TABLE_ROWS:
        sides = _different_sides(doc, i, k)
    divided = word in doc.words["divided"]
    if len({a.slug for a in sides}) < TABLE_ROWS or (divided and not _between_follows(doc, k, stop)):
        return []
    noun = next((m for m in range(k + 1, stop) if of_control(doc, m)), None)
    place = doc.place_on.get(sides[-1].j) if noun is None and not divided else None
    if noun is None and not divided and (place is None or place.prep or place.mention.status != "resolved"):
        return []
    hits = [hit_at(doc, place, place.i, place.i)] if place is not None else _shared_place(doc, i, k, noun, stop)
    hits = [hit for hit in hits if not (word in doc.words["in_halves"] and hit.place.prep)]  # "المقاعد في A مناصفة"
    stance = stance_of(doc, i, k + 1)
    shares = [replace(hit, extent="partial") for hit in hits]
    return [
        Draft("shared", "holds", side.i, side.j, hit, Found(side, "near"), None, stance, since_holds=True)
        for hit in shares
        for side in sides
    ]


def _different_sides(doc: Document, i: int, j: int) -> list[ActorAt]:
    """The different sides named in tokens ``[i, j)``, none that only supports another."""
    found: dict[str, ActorAt] = {}
    for actor in actors_between(doc, i, j):
        if actor.slug and not actor.beside:
            found.setdefault(actor.slug, actor)
    return list(found.values())


def _between_follows(doc: Document, k: int, stop: int) -> bool:
    return any(doc.norm(m) in doc.words["between"] for m in range(k + 1, stop))


def of_control(doc: Document, m: int) -> bool:
    """Whether "control", "influence" or "rule" stands at token ``m``."""
    word = doc.norm(m).removeprefix("و").removeprefix("ال")
    return word in doc.lexicon.light["nouns"] and m not in doc.place_on


def _shared_place(doc: Document, i: int, k: int, noun: int | None, stop: int) -> list[Hit]:
    """The place that is shared: behind "control over", "influence in", else the topic or the subject."""
    if noun is not None:
        hits = on_preposition(doc, noun, "upon", stop) or on_preposition(doc, noun, "in", stop)
        if hits:
            return hits
    if hits := _right_before(doc, i, k) or topic(doc, i, k):
        return hits
    for m in range(k + 1, min(stop, k + NEAR)):
        place = doc.place_on.get(m)
        if place and place.i == m and not place.prep and place.mention.status != "non_place":
            return with_list(doc, hit_at(doc, place, k + 1, m), stop)
    return []


def _right_before(doc: Document, i: int, k: int) -> list[Hit]:
    """ "A بيد X وB مقسمة بين Y وZ": the place that "divided" at ``k`` describes, where a side's stands before it."""
    place = doc.place_on.get(k - 1)
    joined = place is not None and place.conj and not place.prep and place.mention.status != "non_place"
    return [hit_at(doc, place, place.i, place.i)] if joined and actors_between(doc, i, place.i) else []


def region_list(doc: Document, k: int) -> list[Draft] | None:
    """ "مناطق سيطرة X تضم A وB", "على جيب يضم A وB": what a held area takes in is held."""
    word = doc.norm(k).lstrip("و")
    if word not in doc.words["takes_in"] or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    owned = _owned_area(doc, k)
    held = (owned, "holds", Stance(REAL)) if owned else _held_before(doc, k)
    if held is None:
        return None
    holder, type_, stance = held
    start = max(k, holder.actor.j - 1) if owned else k
    place = first_listed(doc, start, stop)
    if place is None:
        return []
    hits = with_list(doc, hit_at(doc, place, start + 1, place.i), stop)
    return [Draft("region", type_, k, k + 1, hit, holder, None, stance, since_holds=type_ == "holds") for hit in hits]


def first_listed(doc: Document, k: int, stop: int) -> PlaceAt | None:
    """The first place after token ``k`` that is itself taken in, and not where such a place lies."""
    for m in range(k + 1, min(stop, k + 2 * NEAR)):
        place = doc.place_on.get(m)
        if place is not None:
            each = doc.norm(m - 2) in doc.words["each_of"]  # "كلا من A وB"
            taken = place.i == m and (not place.prep or each) and place.mention.status != "non_place"
            return place if taken and not place.mention.reference else None
        if doc.finite(m) or doc.tokens[m].text in "،؛.:":
            return None
    return None


def _owned_area(doc: Document, k: int) -> Found | None:
    """ "تضم مناطق سيطرة X", "مناطق سيطرة X تضم": the side whose area it is, beside the verb at ``k``."""
    for m in (*range(k + 1, k + NEAR), *range(k - 1, max(k - 2 * NEAR, -1), -1)):
        if m >= len(doc.tokens) or doc.tokens[m].text in "،؛.":
            continue
        under = doc.match(m, doc.lexicon.phrases["under"]) and any(_region(doc, m - n) for n in (1, 2))
        if under or (of_control(doc, m) and _region(doc, m - 1)) or _subject(doc, m):
            actor = next((doc.actor_on[n] for n in range(m + 1, m + NEAR) if n in doc.actor_on), None)
            return Found(actor, "near") if actor and actor.slug and (actor.i > k or actor.j <= k) else None
    return None


def _subject(doc: Document, m: int) -> bool:
    """ "المناطق الخاضعة لقوات X": whether a participle of being subject describes the areas before token ``m``."""
    participle = any(f.pos == "ap" and f.lemma in doc.words["subject_to"] for f in doc.forms(m))
    return participle and (_region(doc, m - 1) or _region(doc, m - 2))


def _region(doc: Document, m: int) -> bool:
    word = doc.norm(m)
    bare = word.removeprefix("و").removeprefix("ب").removeprefix("ال")
    return m not in doc.place_on and (word in doc.words["regions"] or bare in doc.words["regions"])


def _held_before(doc: Document, k: int) -> tuple[Found, str, Stance] | None:
    """(side, type, stance) of a verb of control just before, whose object is an area without a name."""
    area = next((m for m in range(k - 1, max(k - BACK, -1), -1) if _region(doc, m)), None)
    if area is None:
        return None
    for m in range(area - 1, max(area - BACK, -1), -1):
        if doc.sentence_of[m] != doc.sentence_of[k] or is_break(doc, m):
            return None
        form = doc.finite(m)
        if form is None:
            continue
        if form.lemma not in doc.words["take"] or any(
            doc.place_on[n].i == n and not doc.place_on[n].prep for n in range(m + 1, area) if n in doc.place_on
        ):
            return None
        before = doc.finite(m - 1)
        if before is not None and before.lemma in doc.words["be"]:
            return None
        found = subject_of(doc, m, form, area)
        type_ = "capture" if form.asp == "p" else "holds"
        return (found, type_, verb_stance(doc, m, form)) if found and found.actor.slug else None
    return None
