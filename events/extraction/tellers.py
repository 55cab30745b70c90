"""Whose success it is, where a claim leaves it open: of who tells of it, who beat an attack back, who holds out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from events.extraction.clauses import stands_free
from events.extraction.document import Document
from events.extraction.marks import QUOTES
from events.extraction.types import REAL, TAKES, Claim
from events.extraction.winners import parent_side, won_by
from events.ledger import ActorRow
from gazetteer.matching.arabic import fold

# Rules of gains that are told by who made them, never by who suffered them ("تمكن الأبطال من تطهير X").
OWN_RULES = (
    "free.noun", "clear.noun", "retake.noun", "control.noun", "free.passive", "freed.verb", "secure.verb", "made-free",
    "emptied",
)  # fmt: skip
# Words that nobody uses of the deeds of his enemy: "حررت قوات النيل الأبيض القطينة", told by the army.
OWN_VERBS = ("free.verb", "clear.verb")
AND = "و"
GOES_ON = "the winner is the side that takes in the sentence before"
TELLS, OTHER = "the winner is the side that tells of it", "the winner is the other side of the attack"
AND_REACH = 5  # tokens between two names: "and" and marks of quotation


def with_teller(doc: Document, claims: list[Claim], own: ActorRow | None, named: frozenset[str]) -> list[Claim]:
    """The claims with the side that tells of its success, or that an attack was made on.

    ``own``: the side in whose voice the text speaks; ``named``: the sides that the text names.
    """
    joined = _joined_sides(doc)
    return _going_on(doc, [_with_teller(doc, c, own, named, joined) for c in claims])


def _going_on(doc: Document, claims: list[Claim]) -> list[Claim]:
    """ "X took A. That came a week after the seizure of B": where no side of its sentence does it, by who takes in the
    sentence before. "Liberation" and "retaking" may be another's: they are not read so.
    """
    named = {doc.sentence_of[a.i] for a in doc.actors if a.slug and stands_free(a)}
    takers: dict[int, set[str | None]] = {}
    for c in claims:
        if c.type in TAKES and c.modality in REAL:
            takers.setdefault(c.sentence, set()).add(c.gaining)
    found = []
    for c in claims:
        before = takers.get(c.sentence - 1, set())
        open_ = c.rule in ("wrest.noun", "control.noun") and c.gaining is None and not c.actor_unresolved
        slug = next(iter(before)) if len(before) == 1 and open_ and c.modality in REAL else None
        told = slug is not None and c.sentence not in named and slug != c.losing
        found.append(won_by(c, doc.lexicon.actor[slug], GOES_ON) if told else c)
    return found


def _with_teller(
    doc: Document,
    claim: Claim,
    own: ActorRow | None,
    named: frozenset[str],
    joined: Mapping[str | None, set[str | None]],
) -> Claim:
    """The claim with the side that tells of it, or the other side of the attack, as its winner."""
    actors = doc.lexicon.actor
    held = claim.type == "repelled" or claim.rule == "stands-fast"
    own_men = _praised(doc, claim) or claim.rule in OWN_VERBS
    bare = _bare_forces(doc, claim)
    ours = claim.rule in OWN_RULES or own_men or bare
    won = claim.type in TAKES and ours and claim.modality == "claimed"
    if claim.gaining is not None or claim.modality not in REAL or not (held or won):
        return claim
    lost = parent_side(claim.losing, actors) if claim.losing else None
    speaks = own is not None and (own.slug in named or own.country == doc.country)  # not a power that only has a press
    teller = claim.attribution_actor or (own.slug if speaks and held else None)
    local = teller and (not (bare or claim.rule in OWN_VERBS) or actors[teller].country == doc.country)
    if local and parent_side(teller, actors) != lost and (own_men or bare or not claim.actor_unresolved):
        return won_by(claim, actors[teller], TELLS)
    if not (held and lost):
        return claim
    others = {parent_side(slug, actors) for slug in named} - {lost} - joined.get(claim.losing, set())
    if len(others) == 1:
        return won_by(claim, actors[next(iter(others))], OTHER)
    return claim


def _joined_sides(doc: Document) -> dict[str | None, set[str | None]]:
    """ "مجموعات تتبع لـX وY": the sides that a text joins to each by "and", which are no foes of it."""
    found: dict[str | None, set[str | None]] = {}
    for a, b in pairwise(doc.actors):
        if b.i - a.j <= AND_REACH and _joined(doc, a.j, b.i, b.conj):
            both = {parent_side(side.slug, doc.lexicon.actor) for side in (a, b)}
            for side in (a, b):
                found.setdefault(side.slug, set()).update(both)
    return found


def _joined(doc: Document, i: int, j: int, conj: bool) -> bool:
    """Whether "and", marks of quotation apart, is all that stands between two names."""
    words = [doc.norm(k) for k in range(i, j) if doc.tokens[k].text not in QUOTES]
    return words == [AND] or (conj and not words)


def _bare_forces(doc: Document, claim: Claim) -> bool:
    """ "قال متحدث باسم X إن قوات مدعومة من الجو طردت Y من Z": whether "forces", and nothing says whose, take a place
    from a side that is named; he who speaks for an army means his own."""
    if claim.gaining_start is None or claim.losing is None or claim.type not in TAKES:
        return False
    words = fold(doc.text[claim.gaining_start : claim.gaining_end]).split()
    return len(words) == 1 and words[0] in doc.words["bare_forces"]


def _praised(doc: Document, claim: Claim) -> bool:
    """Whether the taker is named by a word of praise ("أبطال النيل الأبيض"), which nobody uses of another's men."""
    if claim.gaining_start is None:
        return False
    words = fold(doc.text[claim.gaining_start : claim.gaining_end]).split()
    return bool(words) and words[0].removeprefix("ال") in doc.words["praise"]
