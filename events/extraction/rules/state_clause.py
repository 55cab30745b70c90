"""The clause that tells a state ("under the control of", "under siege"): where it begins, of which places."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import actors_between
from events.extraction.document import Document
from events.extraction.marks import COMMAS
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.state_participles import noun_at, of_participle, of_subject_pronoun
from events.extraction.rules.state_places import behind_verb, left_to, same_topic, state_verb, that_comes, topic
from events.extraction.rules.state_shares import including
from events.extraction.rules.words import only_adverbs
from events.extraction.subject_signs import continues_verb

OF_STATE = ("under", "stay", "become", "be")  # groups of verbs
SUBJECT = 2  # words of a subject right before its state


def clause_of_state(doc: Document, k: int, behind: int) -> tuple[int, tuple[int, str] | None, list[Hit]]:
    """(where the clause of a state at ``k`` begins, its verb, the places it is said of)."""
    if hits := that_comes(doc, k) or _left_behind(doc, k):
        return hits[0].start, None, hits
    i = _after_state(doc, left_bound(doc, k), k)
    verb = state_verb(doc, i - 1 if i else 0, k)
    begins = i
    if verb and (doc.verb_group(verb[0]) in OF_STATE or verb[1] in doc.words["enters_under"]):
        begins = left_bound(doc, verb[0])  # "X تخضع لسيطرة Y": the place stands before the verb of the state
    elif verb and doc.norm(k) in doc.words["slot_to"] and doc.said("outside", verb[0] + 1, k):
        begins = left_bound(doc, verb[0])  # "X خرجت من يد Y إلى يد Z"
    own = verb is not None and continues_verb(doc, verb[0], doc.finite(verb[0]))  # "وتبقى X بيد Y": a clause of its own
    if described := of_participle(doc, k):
        return min(i, begins), None, described
    if own and (later := _told_later(doc, verb, k, behind)):
        return min(i, begins), verb, later
    named = behind_verb(doc, verb[0], k) if verb else None
    hits = topic(doc, verb[0] + 1, k) if own else named or []
    if named == [] and not own:
        return min(i, begins), verb, []  # "وبذلك أصبحت المحافظة …" of one that is not known
    if own and not hits and noun_at(doc, verb[0] + 1):
        return min(i, begins), verb, []  # "وصارت قرية X …" of a place that is not known
    describes = verb is not None and doc.norm(verb[0] - 1) in doc.words["relatives"]  # "X هي المدينة التي بقيت بيد Y"
    stays = verb is not None and k - verb[0] == 1 and doc.verb_group(verb[0]) == "stay" and not describes
    stays = stays and not _after_its_place(doc, verb[0])
    hits = hits or (left_to(doc, behind, doc.bounds(k)[1]) if stays and not topic(doc, verb[0], k) else [])
    if not hits and (meant := of_subject_pronoun(doc, k)):
        return min(i, begins), None, meant
    hits = hits or (of_subject_pronoun(doc, verb[0]) if verb else []) or topic(doc, i, k)
    hits = hits or (topic(doc, begins, k) if begins < i else []) or same_topic(doc, i, verb)
    if not hits and verb and k - verb[0] <= 2 and doc.verb_group(verb[0]) in ("stay", "become", "under"):
        hits = left_to(doc, behind, doc.bounds(k)[1])
    hits = hits or including(doc, behind, doc.bounds(k)[1])
    return min(i, begins), verb, hits


def _told_later(doc: Document, verb: tuple[int, str], k: int, behind: int) -> list[Hit]:
    """ "هاجم X مواقع Y في A، ووقعت في يده بلدة B", "وباتت تحت سيطرة X مدينة B": what right behind the state, from token
    ``behind`` on, is its subject, and not the place told of before; behind a side's name only with the noun that says
    what it is ("مقاتلو تعز" are people).
    """
    of_state = doc.verb_group(verb[0]) in OF_STATE or verb[1] in doc.words["enters_under"]
    if not of_state or k - verb[0] > SUBJECT or any(m in doc.place_on for m in range(verb[0] + 1, k)):
        return []
    m = behind
    while m < len(doc.tokens) and (only_adverbs(doc, m, m + 1) or _day_at(doc, m)):
        m += 1
    place = doc.place_on.get(m)
    if place is None or place.i != m or place.prep or place.conj or place.mention.status == "non_place":
        return []
    named = behind - 1 in doc.actor_on and place.mention.head is None
    return [] if named else left_to(doc, behind, doc.bounds(k)[1])


def _day_at(doc: Document, m: int) -> bool:
    """ "في اليوم نفسه": whether "in" or "on" stands at ``m`` before a day."""
    return m + 1 in doc.date_on and doc.norm(m) in doc.words["at"]


def _left_behind(doc: Document, k: int) -> list[Hit]:
    """ "انسحب X من A، آخر مدينة كان يسيطر عليها، تاركا المدينة برمتها في يد Y": the place right behind "leaving"."""
    m = k - 1
    while m > 0 and m not in doc.place_on and (only_adverbs(doc, m, m + 1) or doc.norm(m) in doc.words["all_of_it"]):
        m -= 1
    place = doc.place_on.get(m)
    if place is None or place.prep or doc.norm(place.i - 1) not in doc.words["leaving_it"]:
        return []
    return [hit_at(doc, place, place.i, place.i)] if place.mention.status != "non_place" else []


def _after_its_place(doc: Document, v: int) -> bool:
    """ "A لا تزال بيد X وB بيد Y": whether a place without a preposition stands right before the verb at ``v``, which
    no "and" parts from it."""
    m = v - 1
    while m > 0 and doc.norm(m) in doc.words["not"]:
        m -= 1
    place = doc.place_on.get(m)
    return place is not None and not place.prep and not doc.finite(v).pro


def _after_state(doc: Document, i: int, k: int) -> int:
    """ "A بيد X، وB بيد Y": where what a state at ``k`` is told of begins behind a state told before it, else ``i``."""
    for actor in reversed(actors_between(doc, i + 1, k)):
        held = any(m + n >= actor.i for m in range(max(actor.i - 3, i), actor.i) if (n := under_at(doc, m)))
        m = actor.j + (doc.at(actor.j).text in COMMAS)
        place = doc.place_on.get(m) or doc.place_on.get(m + 1)  # "ومعظم B": a share stands before it
        if held and place is not None and not place.prep and doc.norm(m)[:1] in doc.words["and"]:
            return m if not any(doc.finite(n) for n in range(m, k)) else i
        if held and doc.norm(m)[:1] in doc.words["and"] and 1 <= k - m <= SUBJECT and m not in doc.actor_on:
            return m  # "A بيد X، وB بيد Y" of a B that is not known
    return i


def under_at(doc: Document, m: int) -> int:
    """How many tokens from ``m`` on say "under the control of" or "under the occupation of"; 0: none."""
    if m in doc.place_on or m in doc.actor_on:
        return 0
    if (length := doc.match(m, doc.lexicon.phrases["under"])) or doc.norm(m) not in doc.words["beneath"]:
        return length
    if doc.norm(m + 1) in doc.words["weight"]:  # "تحت وطأة X", but "تحت وطأة هجمات X"
        return 2 if (side := doc.actor_on.get(m + 2)) is not None and side.i == m + 2 else 0
    return int(m + 1 in doc.actor_on and doc.norm(m + 1) in doc.words["occupation"])  # "تحت الاحتلال التركي"
