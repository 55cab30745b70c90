"""Sieges: who lays one, and which place is besieged."""

from __future__ import annotations

from events.extraction.adjuncts import outside
from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import Document
from events.extraction.endings import HER
from events.extraction.lists import with_list
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, hit_at, prep_at, pronoun_hits
from events.extraction.rules.sides import agent_words, launched_by, of_participle, words_before
from events.extraction.slots import on_preposition


def besieger(doc: Document, noun: int, place: int) -> Found | None:
    """Who laid the siege that is broken: "حصار فرضه X على", "حصار X عن", "المفروض من قبل X", "فك عنها حصار X"."""
    owned = not doc.norm(noun).startswith(ARTICLE)  # "فك عنها الحصار X": who broke it
    found = [a for a in actors_between(doc, noun + 1, max(place, noun + 1 + owned)) if a.slug and not a.beside]
    return Found(found[0], "near") if found else launched_by(doc, place) or _laid_by(doc, noun)


def _laid_by(doc: Document, k: int) -> Found | None:
    """ "الحصار المفروض على X من قبل Y", "عن X المحاصرة من قبل Y": the doer of the participle after token ``k``."""
    for actor in actors_between(doc, k + 1, right_bound(doc, k)):
        named = agent_words(doc, *words_before(doc, actor.i))
        if actor.slug and named and of_participle(doc, k, actor.i):
            return Found(actor, "near")
    return None


def besieged_place(doc: Document, k: int, stop: int) -> list[Hit]:
    """The place whose siege is lifted: "الحصار عن X", "حصار X", "الحصار المفروض على X"; none behind "after"."""
    for m in outside(doc, k + 1, stop):
        if doc.norm(m).lstrip("و") in doc.words["after"] and m not in doc.place_on:
            stop = m
            break
    place = doc.place_on.get(k + 1)
    if place is not None and not place.prep and place.mention.status != "non_place":
        return with_list(doc, hit_at(doc, place, k + 1, k + 1), stop)
    found = on_preposition(doc, k, "of", stop) or on_preposition(doc, k, "round", stop)
    return found or _besieged_before(doc, k)


def _besieged_before(doc: Document, k: int) -> list[Hit]:
    """ "كانت X محاصرة. وكسر Y الحصار": the place of the siege that was told of before the noun at ``k``, which names
    none."""
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    if any(prep_at(doc, k + 1, doc.words[slot]) is not None for slot in ("slot_of", "slot_round")):
        return []  # "كسر الحصار عن الجبهة الغربية"
    forms = (f for m in doc.having("trigger", first, k - 2) for f in doc.forms(m))
    told = doc.norm(k).startswith(ARTICLE) and any(f.lemma in doc.words["besiege"] for f in forms)
    return pronoun_hits(doc, k, HER, k, k + 1) if told else []
