"""Whose flag is hoisted over a place: a side's own, or that of a state."""

from __future__ import annotations

from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document
from events.extraction.rules.sides import government_at
from events.extraction.subject_signs import owns_noun


def flag_of(doc: Document, noun: int) -> Found | None:
    """ "رفع علم X فوق Y": whose flag the noun at ``noun`` is, whoever hoists it; of "the Iraqi flag", where no side is
    told of before it that may."""
    m = doc.word_behind(noun)
    if (state := national_flag(doc, noun)) is not None:
        first = doc.bounds(noun)[0]
        before = (a for a in actors_between(doc, first, noun) if stands_free(a) and not owns_noun(doc, first - 1, a))
        return None if any(a.slug for a in before) else state  # "تحرير A، آخر معاقل Y، ورفع العلم العراقي": its own
    actor = doc.actor_on.get(m)
    return Found(actor, "near") if actor and actor.i == m and actor.slug and not actor.prep else None


def national_flag(doc: Document, noun: int) -> Found | None:
    """ "العلم العراقي": the government whose flag the noun at ``noun`` is in its own country."""
    m = doc.word_behind(noun)
    own = doc.norm(m) in doc.words["one_flag"] and doc.norm(m) in doc.lexicon.cues["nationalities"].get(doc.country, ())
    return government_at(doc, m) if own else None
