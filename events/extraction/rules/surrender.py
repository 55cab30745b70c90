"""Rules for surrenders told without a verb of surrendering: "سلّموا أنفسهم"، "سلّم سلاحه"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.document import ActorAt, Document
from events.extraction.modality import verb_stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import receiver
from events.extraction.rules.words import noun_follows
from events.extraction.slots import on_preposition, place_before
from events.extraction.subjects import subject_of


def surrendered_arms(doc: Document, k: int) -> list[Draft] | None:
    """سلّموا أنفسهم، سلّم سلاحه: a surrender said with "hand over"."""
    form = doc.finite(k)
    if not form or form.lemma not in doc.words["give_over"]:
        return None
    stop = right_bound(doc, k)
    noun = noun_follows(doc, k, stop, doc.words["selves"])
    if noun is None:
        return None
    subject = subject_of(doc, k, form, noun)
    hits = (
        on_preposition(doc, noun, "near", stop)
        or place_before(doc, k, left_bound(doc, k))
        or men_of_place(doc, subject.actor if subject else None)
    )
    stance = verb_stance(doc, k, form)
    if not hits:
        return []
    return [
        Draft("surrender.arms", "surrender", k, noun + 1, hit, receiver(doc, noun, stop), subject, stance)
        for hit in hits
    ]


def men_of_place(doc: Document, men: ActorAt | None) -> list[Hit]:
    """ "جنود المعسكر سلموا أنفسهم", "استسلم مقاتلو X": the place whose men they are said to be."""
    place = doc.place_on.get(men.j) if men is not None and men.people else None
    fits = place is not None and not place.prep and not place.conj and place.mention.status != "non_place"
    return [Hit(place, "near", None, None, place.i, place.j)] if fits else []
