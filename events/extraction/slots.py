"""Find the place (or the list of places) that a trigger speaks of: its object, or what stands after its preposition."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import outside
from events.extraction.announced import announced_places
from events.extraction.clause_bounds import right_bound
from events.extraction.degree import extent_between, percent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import ACCUSATIVE, THEM
from events.extraction.genders import can_refer
from events.extraction.governed import blocked, place_after
from events.extraction.lists import with_list
from events.extraction.referents import Hit, all_meant, hit_at, prep_at, pronoun_place
from events.extraction.relatives import antecedent, of_another_noun
from events.extraction.shares import shares_of_each
from events.extraction.sites import site_of_slot
from events.extraction.slot_words import (
    all_of,
    another_matter,
    holds_by_name,
    in_aside,
    leads_elsewhere,
    of_attack,
    push_line,
    round_bounds,
    share_of,
    some_of,
    with_degree,
)
from events.extraction.those import those

HELD = ("in", "hold")
BA, BACK = "\u0628", "back"  # BACK: of a place, named before and referred to
BODIES = ("upon", "from")  # what is taken or left may be a body
SIEGES = ("of", "round")  # what was besieged
ROUND = "round"  # "أطبق الطوق على من تبقى من X بY"


def on_preposition(doc: Document, k: int, slot: str, stop: int) -> list[Hit]:
    """Places after the slot's preposition between a trigger at ``k`` and ``stop``."""
    attacked = None
    for m in outside(doc, k + 1, stop):
        if another_matter(doc, k, m, slot) or (slot == "from" and doc.match(m, doc.lexicon.phrases["outside"])):
            break  # "خرجت من أيدي X": whose hands, and no place that is left
        code = prep_at(doc, m, doc.words[f"slot_{slot}"])
        if code is None:
            if found := _without_preposition(doc, k, m, slot, stop):
                return found
            continue
        if doc.norm(m) in doc.words["amid"] and not doc.place_on.get(m + 1):
            continue  # "تقدم وسط قصف عنيف في X"
        if code == THEM and slot == "from":
            continue  # "هرب من تبقى منهم": men
        if not code and _of_how_many(doc, k, m - 1):
            continue  # "قصف X بعد انسحابهم عددا من أحياء Y": of how many
        if code and of_another_noun(doc, k):
            return [Hit(place, "relative", None, None, k, m + 1, several=True) for place in those(doc, k)]
        if code and slot == "hold" and holds_by_name(doc, m + 1, stop):
            continue  # "عملية أمسك X فيها بقلعة A"
        if code and slot in SIEGES and (there := _where_they_are(doc, m, code)):
            return _listed(doc, there)
        if code:
            return [*_of_pronoun(doc, k, m, code), *_said_again(doc, m + 1, slot, stop)]
        if slot == "upon" and of_attack(doc, k, m):
            attacked = m if attacked is None else attacked
            continue
        if attacked is not None and doc.norm(m)[:1] in doc.words["and"]:
            break  # "في هجوم على X وعلى Y"
        if (governed := _governed(doc, k, m, slot, stop)) is not None:
            return governed
    hit = place_after(doc, attacked, stop) if attacked is not None else None  # "سيطر في هجوم خاطف على X": of both
    return _listed(doc, hit) if hit and hit.how == "near" else []


def kept_there(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "يحتفظ X في محافظة A بمدينة B": what is kept has "ب" on it, the land before it only tells where."""
    near = (p for m in range(k + 1, stop) if (p := doc.place_on.get(m)) and p.i == m)
    land, town = next(near, None), next(near, None)
    if land is None or town is None or land.prep not in doc.words["inside"] or town.prep != BA:
        return []
    known = land.mention.place
    if known is None or known.kind != "governorate" or town.mention.status == "non_place":
        return []
    return with_list(doc, hit_at(doc, town, k + 1, town.i), stop)


def _of_how_many(doc: Document, k: int, m: int) -> bool:
    """Whether a count at ``m`` is what something is done to: who goes by the trigger at ``k`` is told by its pronoun,
    or would not stand in the accusative."""
    count = m > k and doc.norm(m) in doc.words["some_things"] and doc.norm(m - 1) not in doc.words["from"]
    return count and (doc.norm(m).endswith(ACCUSATIVE) or any(f.enc for f in doc.forms(k)))


def _where_they_are(doc: Document, m: int, code: str) -> Hit | None:
    """ "كسر X الحصار الذي فرضه Y عليه في A": where the men are that the pronoun at ``m`` means, no place of its
    sentence being meant."""
    place = doc.place_on.get(m + 2) if doc.norm(m + 1) in doc.words["inside"] else None
    if place is None or place.mention.status == "non_place":
        return None
    before = (doc.place_on.get(n) for n in range(doc.bounds(m)[0], m))
    return None if any(p is not None and can_refer(p, code) for p in before) else hit_at(doc, place, m + 1, m)


def _listed(doc: Document, hit: Hit) -> list[Hit]:
    """The place of a hit with what is coordinated with it in its own clause."""
    return with_list(doc, hit, right_bound(doc, hit.place.j - 1))


def _without_preposition(doc: Document, k: int, m: int, slot: str, stop: int) -> list[Hit]:
    """Places at ``m`` that other words than the slot's preposition bring in: one with a "ب" of its own, a line along
    which one pushes forward, some or all of a place that is held.
    """
    if (place := doc.place_on.get(m)) and place.prep in ("ب", "ل") and slot in (*HELD, ROUND):
        return with_list(doc, hit_at(doc, place, k + 1, m), stop)
    if slot not in HELD:
        return []
    at = slot == "hold" and doc.norm(m)[:1] in doc.words["at"]
    if at and (site := site_of_slot(doc, m - 1, held=True)):
        return _listed(doc, site)
    if slot == "in" and push_line(doc, m) and (hit := _near(doc, m, stop)):
        return _listed(doc, hit)
    if at and (named := announced_places(doc, m - 1, stop)):
        return named  # "ببعض المواقع ومنها A وB"
    if share_of(doc, m) and (hit := _near(doc, m, stop)):
        return _listed(doc, replace(hit, extent="partial"))
    if at and share_of(doc, m) and (hit := place_after(doc, m - 1, stop)) and hit.extent == "partial":
        return [hit]  # "يمسك بمعظم أحيائها"
    if slot == "hold" and all_of(doc, m, stop) and (hit := _near(doc, m, stop)):
        return _listed(doc, replace(hit, extent="full"))
    return []


def _near(doc: Document, m: int, stop: int) -> Hit | None:
    """The place that the word at ``m`` governs, where it is named there."""
    hit = place_after(doc, m, stop)
    return hit if hit is not None and hit.how == "near" else None


def _of_pronoun(doc: Document, k: int, m: int, code: str) -> list[Hit]:
    """ "سيطر عليها", "التي سيطر عليها X": what the pronoun on the preposition at ``m`` stands for."""
    relative = antecedent(doc, k)
    place = relative if isinstance(relative, PlaceAt) else pronoun_place(doc, m, code)
    if place is None:
        return []
    how = "relative" if relative is place else "pronoun"
    extent, percent = extent_between(doc, k + 1, m, m + 1), percent_between(doc, k + 1, m)
    return all_meant(doc, place, code, Hit(place, how, extent, percent, k, m + 1))


def _governed(doc: Document, k: int, m: int, slot: str, stop: int) -> list[Hit] | None:
    """What the slot's preposition at ``m`` governs; [] where that is no place, None where another may follow."""
    if (named := announced_places(doc, m, stop)) and not blocked(doc, m + 1, named[0].start):
        return named
    hit = place_after(doc, m, stop)
    if hit is None:
        return None if slot != "upon" or leads_elsewhere(doc, m) or in_aside(doc, k, m, stop) else []
    if slot in BODIES and hit.how == "near" and _side_there(doc, m + 1, hit.place):
        return []
    if slot == "from" and hit.place.mention.reference and not some_of(doc, m, hit):
        return None  # "المدعومة من X": not what they left
    hit = with_degree(doc, hit, k, m)
    hit = round_bounds(doc, hit) if slot == "upon" else hit
    if hit.how == "pronoun" and hit.place.i < k:
        return shares_of_each(doc, hit, hit.stop - 1)
    return _listed(doc, hit)


def _side_there(doc: Document, i: int, place: PlaceAt) -> bool:
    """ "انسحب من التحالف في Y", "سيطر على المجلس المحلي بY": a body is taken or left, and Y is where it sits."""
    body = doc.actor_on.get(i)
    if (
        body is None
        or body.i != i
        or body.people
        or doc.readings[i].unit is not None
        or place.prep not in doc.words["at"]
    ):
        return False
    return all(doc.finite(m) is None and doc.tokens[m].kind == "word" for m in range(body.j, place.i))


def _said_again(doc: Document, m: int, slot: str, stop: int) -> list[Hit]:
    """ "سيطر عليه وعلى X": what the preposition that is said again at ``m`` governs."""
    word = doc.norm(m)
    if m >= stop or word[:1] not in doc.words["and"] or word[1:] not in doc.words[f"slot_{slot}"]:
        return []
    hit = place_after(doc, m, stop)
    return _listed(doc, hit) if hit and hit.place.i > m else []


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


def governs(doc: Document, k: int, m: int) -> bool:
    """Whether a verbal noun at ``m`` has the place for its own object ("استعادت زمام المبادرة مدعية دخول X"): one
    after a preposition ("بعد انسحاب Y") or right after the verb has not."""
    if m <= k + 1 or m + 1 not in doc.place_on or m in doc.actor_on:
        return False
    if doc.norm(m - 1).lstrip("و") in doc.words["prepositions"]:
        return False
    forms = doc.forms(m)
    noun = any(f.pos == "vn" and not f.pro and not f.definite and f.lemma in doc.lexicon.frames_of for f in forms)
    return noun and not any(f.pos == "verb" for f in forms)


def on_a_side(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "صد X هجوما لY شرق Z", "جنوب المطار": beside which place an attack told at ``k`` was, by a direction alone."""
    m = k + 1
    while m < stop and (m in doc.actor_on or m in doc.date_on or doc.norm(m) in doc.words["attack_adjectives"]):
        m = doc.actor_on[m].j if m in doc.actor_on else m + 1
    if m + 1 >= stop or doc.norm(m) not in doc.words["directions"]:
        return []
    place = doc.place_on.get(m) or doc.place_on.get(m + 1)
    status, relation = (place.mention.status, place.mention.relation) if place is not None else ("", "")
    beside = (relation == "near" and status in ("resolved", BACK)) or (relation == "part" and status == BACK)
    return [hit_at(doc, place, m, place.i)] if beside else []
