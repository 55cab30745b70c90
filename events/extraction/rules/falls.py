"""Into whose hands a place fell, where the text tells only of the attack: "هاجم X مدينة Y … وسقطت المدينة"."""

from __future__ import annotations

from events.extraction.clauses import ATTACKER, Found, actors_between
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.referents import Hit, same_place
from events.extraction.subjects import subject_of

ASSAULTS = ("attack", "advance", "siege")  # groups of verbs whose subject takes what then falls
GIVES_WAY = ("fall", "leave", "lose")  # groups of verbs that tell that somebody gave way
ATTACK_REACH = 16  # words behind a fall in which the attack is told ("سقطت Y بعد هجوم لX")
OWNER_REACH = 5  # words between the noun of attack and whose it was


def fallen_to(doc: Document, k: int, hits: list[Hit], lost: Found | None) -> Found | None:
    """Whose attack or siege the fall told at ``k`` ended: told behind it, or by a verb before, of the same place."""
    found = _attacker_behind(doc, k) or _attacker_of_place(doc, k, hits[0].place)
    return None if found is None or _same(found, lost) else Found(found, ATTACKER)


def gives_way(doc: Document, k: int, stop: int) -> bool:
    """ "انهارت A أمام X", "تداعت A أمام هجوم لX": whether a place right behind the verb at ``k`` gives way before a
    side or its attack."""
    place = doc.place_on.get(k + 1)
    if place is None or place.prep or place.mention.status == "non_place":
        return False
    near = range(place.j, min(stop, k + 3 * OWNER_REACH))
    front = next((m for m in near if doc.norm(m) in doc.words["in_front_of"]), None)
    return front is not None and any(a.slug for a in actors_between(doc, front, min(stop, front + 2 * OWNER_REACH)))


def lost_in_attack(doc: Document, k: int, lost: Found | None) -> Found | None:
    """ "خسر Y مدينة A إثر هجوم شنه X", "خرجت A من يد Y بعد هجوم لX": whose attack made a side lose a place."""
    known = lost is not None and lost.actor.slug
    found = (_attacker_behind(doc, k) or _gave_way_to(doc, k)) if known else None
    return None if found is None or _same(found, lost) else Found(found, ATTACKER)


def _gave_way_to(doc: Document, k: int) -> ActorAt | None:
    """ "انهارت دفاعات Y أمام X، إذ فقد A", "تقهقر Y أمام X وخسر A": before whom others gave way."""
    first = doc.bounds(k)[0]
    for actor in actors_between(doc, first, k):
        verb = next((m for m in range(actor.i - 1, first - 1, -1) if doc.finite(m)), None)
        gave_way = verb is not None and doc.group(doc.finite(verb)) in GIVES_WAY and doc.finite(verb).asp == "p"
        if actor.prep in doc.words["in_front_of"] and actor.slug and gave_way:
            return actor
    return None


def _same(found: ActorAt, lost: Found | None) -> bool:
    return lost is not None and lost.actor.slug == found.slug


def _attacker_behind(doc: Document, k: int) -> ActorAt | None:
    """ "سقوط Y بعد هجوم واسع لX", "إثر هجوم شنه X", "أمام هجوم لX", "بعد حصار فرضه X"."""
    words = doc.words
    before = words["since"] | words["in_front_of"] | words["under_blows"]
    for m in range(k + 1, min(doc.bounds(k)[1], k + ATTACK_REACH)):
        attack = doc.norm(m) in words["attack_nouns"] or doc.norm(m) in words["siege_nouns"]
        if not attack or doc.norm(m - 1).lstrip("و") not in before:
            continue
        for actor in actors_between(doc, m + 1, min(doc.bounds(k)[1], m + 1 + OWNER_REACH)):
            owner = (
                actor.prep == "ل" or (actor.i == m + 1 and not actor.prep) or doc.norm(actor.i - 1) in words["launched"]
            )
            return actor if owner and actor.slug else None
    return None


def _attacker_of_place(doc: Document, k: int, place: PlaceAt) -> ActorAt | None:
    """The subject of the last verb of attack or siege before ``k``, in its sentence or the one before, whose place is
    the one that fell."""
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for m in range(k - 1, first - 1, -1):
        form = doc.finite(m)
        if form is None or form.vox == "p" or doc.group(form) not in ASSAULTS:
            continue
        stop = doc.bounds(m)[1]
        told = (p for x in range(m + 1, min(stop, k)) if (p := doc.place_on.get(x)) is not None)
        if any(p is place or same_place(p, place) for p in told):
            found = subject_of(doc, m, form, stop)
            return found.actor if found and found.actor.slug and found.how == "near" else None
    return None
