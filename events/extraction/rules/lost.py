"""The rule for control that is lost, told by a noun: "فقدان X السيطرة على Y"، "بعد خسارته السيطرة على Y"."""

from __future__ import annotations

from events.extraction.clauses import Found, carried, right_bound
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.modality import NONE
from events.extraction.noun_stance import noun_stance
from events.extraction.rules.draft import Draft
from events.extraction.rules.noun_sides import OWNER_ENC, loser
from events.extraction.rules.sides import agent_after
from events.extraction.rules.words import noun_follows, object_between
from events.extraction.slots import on_preposition

GAP = 5  # tokens from the noun of losing to that of control


def lost_control(doc: Document, k: int) -> list[Draft] | None:
    """A noun of losing with "control" as what is lost: who had the place leaves it, to whom the text may say."""
    form = next((f for f in doc.forms(k) if f.pos == "vn" and doc.group(f) == "lose"), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    noun = noun_follows(doc, k, min(stop, k + GAP), doc.lexicon.light["nouns"])
    if noun is None or object_between(doc, k + 1, noun):
        return None
    hits = on_preposition(doc, noun, "upon", stop)
    if not hits:
        return None
    stance = noun_stance(doc, k, form, None)
    if stance.kind == NONE:
        return []
    side = _loser(doc, k, noun, form, stance, stop, hits[0].place.i)
    winner = agent_after(doc, noun, stop, lost=True)
    type_ = "capture" if winner else "withdrawal"
    return [Draft("light-verb.lose", type_, k, noun + 1, hit, winner, side, stance) for hit in hits]


def _loser(doc: Document, k: int, noun: int, form: Form, stance, stop: int, place: int) -> Found | None:
    """Who loses it: told beside the noun of losing, or by the pronoun on "control"."""
    frame = doc.lexicon.frames_of[form.lemma][0]
    found = loser(doc, k, form, frame, stance, stop, place)
    owner = next((f.enc for f in doc.forms(noun) if f.enc in OWNER_ENC), "")
    return found or (carried(doc, k - 1, None, owner) if owner else None)
