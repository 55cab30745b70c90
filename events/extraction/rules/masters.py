"""Who has come to be master of a place: "بات X صاحب الكلمة في Y"، "صارت X المسؤولة عن Y"، "حلت X محل Z في Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM
from events.extraction.lists import with_list
from events.extraction.modality import EXPECTED, REAL, Stance, verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, hit_at, pronoun_place
from events.extraction.rules.draft import Draft
from events.extraction.rules.state_places import state_verb
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.words import is_headline
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

SLOTS = ("in", "hold", "upon")
CHARGE = ("from",)  # "المسؤولة عن X"
REACH = 14  # tokens from "has come to be" to what it is
BESIDE = 4  # tokens from whose place it was to where
TO_PLACE = 7  # tokens from "took the place" to whose place it was
BUILT = ("airbase", "airport", "base", "camp", "crossing", "dam", "facility", "oilfield", "port", "bridge")


def master(doc: Document, k: int) -> list[Draft] | None:
    """ "بات X صاحب الكلمة في Y": a side has come to be master of a place; without "has come to be" it is so."""
    length = doc.match(k, doc.lexicon.phrases["masters"])
    charge = doc.norm(k) in doc.words["in_charge"]
    if not (length or charge) or k in doc.place_on or k in doc.actor_on:
        return None
    verb = state_verb(doc, left_bound(doc, k) - 1 if left_bound(doc, k) else 0, k)
    form = doc.finite(verb[0]) if verb else None
    became = form is not None and doc.group(form) == "become" and k - verb[0] <= REACH
    if not became:
        return None
    stop = right_bound(doc, k)
    owned = doc.place_on.get(k + length) if length else None  # "أسياد X"
    if owned is not None and not owned.prep and owned.mention.status != "non_place":
        hits = with_list(doc, hit_at(doc, owned, k + length, owned.i), stop)
    else:
        hits = _of_place(doc, k + max(length, 1) - 1, CHARGE if charge else SLOTS, stop)
    if charge:
        hits = [hit for hit in hits if hit.place.mention.place and hit.place.mention.place.kind in BUILT]
    side = subject_of(doc, verb[0], form, min([k, *(hit.place.i for hit in hits if hit.place.i > verb[0])]))
    if not hits or side is None or not side.actor.slug:
        return []
    stance = verb_stance(doc, verb[0], form)
    return [Draft("master", "capture", verb[0], k + max(length, 1), hit, side, None, stance, weak=True) for hit in hits]


def _of_place(doc: Document, m: int, slots: tuple[str, ...], stop: int) -> list[Hit]:
    found = (on_preposition(doc, m, slot, stop) for slot in slots)
    return next((hits for hits in found if hits), [])


def replaced(doc: Document, k: int) -> list[Draft] | None:
    """ "حلت X محل Y في Z", "لتحل مكانها X": a side has taken another's place, where that one was."""
    word = doc.norm(k).removeprefix("و").removeprefix("ف")
    if word not in doc.words["replaces"] or k in doc.place_on or k in doc.actor_on:
        return None
    stead = next((m for m in range(k + 1, min(k + TO_PLACE, doc.bounds(k)[1])) if _stead(doc, m) is not None), None)
    if stead is None:
        return None
    whose, stop = _stead(doc, stead), right_bound(doc, k)
    by = _newcomer(doc, k, stead, bool(whose))
    lost = _predecessor(doc, k, stead, by) if by else None
    if by is None or lost is None:
        return []
    behind = max(stead, by.j - 1 if by.i > k else k, lost.j - 1 if lost.i > stead else stead)
    there = _of_place(doc, behind, SLOTS, stop)
    hits = [hit for hit in there if (hit.place.i if hit.how == "near" else hit.stop) <= behind + BESIDE]
    hits = hits or (_left_by(doc, k) if whose else [])
    if not hits:
        return []
    i = left_bound(doc, k)
    stance = stance_of(doc, i, k)
    now = doc.norm(k)[:1] in ("ي", "ت", "س") and not is_headline(doc, k)
    if (now or doc.norm(k - 1) in doc.words["an"]) and stance.kind == REAL:
        stance = Stance(EXPECTED, None, k, "future")
    sides = (Found(by, "near"), Found(lost, "near"))
    return [Draft("replaced", "capture", k, stead + 1, hit, *sides, stance, weak=True) for hit in hits]


def _stead(doc: Document, m: int) -> str | None:
    """ "محل": "", "محلها", "مكانه": their pronoun; None of other words."""
    word = doc.norm(m)
    if word in doc.words["in_stead"]:
        return ""
    ending = next((e for e in ("هم", "ها", "ه") if word.endswith(e)), "")
    return ending if ending and word.removesuffix(ending) in doc.words["in_stead"] else None


def _newcomer(doc: Document, k: int, stead: int, by_pronoun: bool) -> ActorAt | None:
    """Who takes the place: behind the verb, behind "their place", or right before the verb."""
    after = [a for a in actors_between(doc, k + 1, stead) if stands_free(a) and a.slug]
    behind = doc.actor_on.get(stead + 1) if by_pronoun else None
    before = doc.actor_on.get(k - 1)
    found = next(iter(after), None) or behind or before
    return found if found is not None and stands_free(found) and found.slug else None


def _predecessor(doc: Document, k: int, stead: int, by: ActorAt) -> ActorAt | None:
    """Whose place it was: named behind "the place of", or the other side that the sentence told of before."""
    named = doc.actor_on.get(stead + 1)
    if named is not None and named is not by:
        return named if named.slug not in (None, by.slug) else None
    before = [a for a in actors_between(doc, doc.bounds(k)[0], k) if a.slug not in (None, by.slug) and not a.conj]
    return before[-1] if before else None


def _left_by(doc: Document, k: int) -> list[Hit]:
    """The places that the sentence tells to be left before token ``k``: "A وB أخلاها X وحلت محلهم Y"."""
    i = doc.bounds(k)[0]
    left = any((form := doc.finite(m)) and doc.group(form) == "leave" for m in range(i, k))
    left = left or any(doc.norm(m).lstrip("وبل").removeprefix(ARTICLE) in doc.words["departures"] for m in range(i, k))
    place = (pronoun_place(doc, k, HER) or pronoun_place(doc, k, HIM)) if left else None
    near = place is not None and doc.sentence_of[place.i] == doc.sentence_of[k]
    listed = doc.listed_with(place) or [place] if near else []
    return [Hit(p, "pronoun", None, None, k, k + 1, several=len(listed) > 1) for p in listed]
