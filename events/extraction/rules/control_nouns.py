"""Nouns of control: "السيطرة على X", "سيطرته على X", "إحكام قبضته على X"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.document import Document
from events.extraction.endings import NISBA
from events.extraction.modality import NONE, REAL, Stance
from events.extraction.noun_stance import noun_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.relatives import of_another_noun
from events.extraction.rules.draft import Draft
from events.extraction.rules.failed import beaten_back, failed_in
from events.extraction.rules.frame_places import covered, taken_in
from events.extraction.rules.line_heads import at_head
from events.extraction.rules.noun_sides import NounAt, doer, side_in_construct
from events.extraction.rules.nouns import previous_stance, verbal_noun_at
from events.extraction.rules.old_holders import old_holder
from events.extraction.rules.sides import allies, receiver
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.words import not_taken, noun_follows, object_between
from events.extraction.slots import on_preposition

REACH = 6  # tokens from "tightening" to the grip that is tightened


def control_noun(doc: Document, k: int) -> list[Draft] | None:
    """السيطرة على Y، سيطرته على Y: taken, wanted or denied, by what governs it."""
    form = verbal_noun_at(doc, k)
    if not form or form.lemma not in doc.words["take"]:
        return None
    if not_taken(doc, k):
        return []
    if doc.norm(k - 1) in doc.words["remains"] or doc.norm(k - 1).lstrip("و") in doc.words["remains"]:
        return None
    stop = right_bound(doc, k)
    hits = covered(doc, k) or on_preposition(doc, k, "upon", stop) or _spread(doc, k, stop) or at_head(doc, k, stop)
    if not hits:
        return []
    if (on := _goes_on(doc, k)) is not None:
        return _still_held(doc, NounAt(doc, k, form, doc.lexicon.frames_of[form.lemma][0], stop), on, hits)
    goes_on = "ل" in form.pro and doc.norm(k - 1).lstrip("و") in doc.words["goes_on_from"]
    stance = Stance(REAL) if goes_on else noun_stance(doc, k, form, previous_stance(doc, k, form))
    if stance.kind != REAL and beaten_back(doc, k):
        return []
    if stance.kind == NONE or (
        hits[0].how == "pronoun" and stance.governor is not None and of_another_noun(doc, stance.governor)
    ):
        return []
    frame = doc.lexicon.frames_of[form.lemma][0]
    gaining = doer(NounAt(doc, k, form, frame, stop), stance)
    type_ = "holds" if goes_on else "advance" if stance.began else "capture"  # "امتدادا لسيطرة X على Y"
    gaining = gaining or receiver(doc, k, doc.bounds(k)[1])
    losing = old_holder(doc, k, hits, gaining)
    governor = doc.finite(stance.governor) if stance.governor is not None else None
    if governor is not None and doc.group(governor) == "lose" and stance.kind == REAL and k - stance.governor <= 6:
        type_, losing, gaining = "withdrawal", gaining, None
    drafts = (
        Draft("control.noun", type_, k, k + 1, h, gaining, losing, stance, allies(doc, k, h.start, gaining), goes_on)
        for h in hits
    )
    return [failed_in(doc, draft) for draft in drafts]


def _goes_on(doc: Document, k: int) -> int | None:
    """ "تستمر سيطرة X على Y", "يستمر X في السيطرة على Y": the word right before control at ``k``, or before whose it
    is, that says that it goes on; None where none does.
    """
    for m in range(k - 1, max(k - 1 - REACH, doc.bounds(k)[0] - 1), -1):
        word = doc.norm(m)
        bare = word[1:] if word[:1] in ("و", "ف", "ب") else word
        if not doc.words["lasts"].isdisjoint((word, bare)):
            return None if doc.norm(m - 1).lstrip("وف") in doc.words["not"] else m
        if not (m in doc.actor_on or m in doc.date_on or word in doc.words["at"] or word.endswith(tuple(NISBA))):
            break
    verb = doc.finite(k - 1)
    return k - 1 if verb is not None and verb.lemma in doc.words["stays_on"] else None


def _still_held(doc: Document, noun: NounAt, on: int, hits: list[Hit]) -> list[Draft]:
    """What control at ``noun`` tells that goes on by the word at ``on``: nothing has changed; and nothing is told of
    today where it went on in the past."""
    form = doc.finite(on)
    past = form is not None and form.asp == "p" and form.lemma not in doc.words["still"]
    past = past or doc.norm(on).lstrip("وف") in doc.words["went_on"]
    k = noun.k
    side = None if past else side_in_construct(doc, k, noun.stop) or doer(noun, Stance(REAL, governor=on))
    if side is None or side.actor.slug is None:
        return []
    stance = stance_of(doc, left_bound(doc, k), k)
    return [Draft("control.noun", "holds", k, k + 1, hit, side, None, stance, weak=True) for hit in hits]


def _spread(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "امتدت سيطرة X إلى Y", "تمددت سيطرة X لتشمل Y": what the control told at ``k`` has come to reach; where it has
    passed to another ("انتقلت السيطرة في Y إلى X")."""
    verb = doc.finite(k - 1)
    if verb is not None and verb.lemma in doc.words["passes_to"] and receiver(doc, k, doc.bounds(k)[1]):
        return on_preposition(doc, k, "in", stop)
    if verb is None or verb.lemma not in doc.words["spreads_to"]:
        return []
    return on_preposition(doc, k, "to", stop) or taken_in(doc, k)


def grip_noun(doc: Document, k: int) -> list[Draft] | None:
    """ "إحكام X قبضتها على Y", "بسط نفوذه على Y": the noun of a verb that says what is done to a grip or a sway.

    "Control" itself is a trigger of its own behind such a noun.
    """
    form = verbal_noun_at(doc, k)
    if form is None or doc.lexicon.light["verbs"].get(form.lemma) != "capture":
        return None
    stop = right_bound(doc, k)
    order = doc.words["order"] if doc.norm(k + 1).removeprefix(ARTICLE) in doc.words["order"] else frozenset()
    wanted = (set(doc.lexicon.light["nouns"]) - doc.words["control_noun"]) | order  # "فرض الأمن على X"
    noun = noun_follows(doc, k, min(stop, k + REACH), wanted)
    if noun is None or object_between(doc, k + 1, noun):
        return None
    hits = on_preposition(doc, noun, "upon", stop)
    stance = noun_stance(doc, k, form, previous_stance(doc, k, form))
    if not hits or stance.kind == NONE:
        return []
    gaining = side_in_construct(doc, noun, stop)  # "إحكام قبضة X على Y"
    frame = doc.lexicon.frames_of[min(doc.words["control_verb"])][0]
    gaining = gaining or doer(NounAt(doc, k, form, frame, stop), stance)
    losing = old_holder(doc, noun, hits, gaining)
    weak = bool(order)
    return [Draft("control.noun", "capture", k, noun + 1, hit, gaining, losing, stance, weak=weak) for hit in hits]
