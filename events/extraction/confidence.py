"""How far a claim may be trusted unseen: high, medium or low, with the reasons in words."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.rules.draft import Draft
from events.extraction.types import FAMILY

GAINS = ("gain",)
GONE = ("leave", "surrender")


def judge(doc: Document, draft: Draft, kind: str, resolved: str, relation: str) -> tuple[str, str]:
    """Return (confidence, reasons). High is earned: place exact, sides named beside the verb, a plain statement.

    Who takes a place must be named in the clause. Who leaves it may be named by a reference back, and who besieges,
    attacks or holds it may be carried over from the clause before: none of these makes a new holder of a known place.
    """
    against: list[str] = []
    low: list[str] = []
    if resolved != "exact":
        (low if resolved in ("tied", "unresolved") else against).append(f"place {resolved}")
    if relation not in ("at", "part"):  # that it is a part is said in the claim itself
        against.append(f"said of what is {relation} the place")
    if draft.hit is not None and draft.hit.how == "pronoun":
        against.append("place named by a pronoun")
    against.extend(_side_doubts(draft, FAMILY[kind]))
    if draft.weak:
        against.append("a word with other meanings")
    if draft.stance.kind != "real":
        against.append(draft.stance.why or draft.stance.kind)
    if elsewhere(doc, draft.i):
        low.append("words of sport, fire, market or history in the sentence")
    if len(against) >= 3:
        low.append("several doubts")
    if low:
        return "low", "; ".join([f"rule {draft.rule}", *against, *low])
    if against:
        return "medium", "; ".join([f"rule {draft.rule}", *against])
    return "high", f"rule {draft.rule}; place and side named in the clause"


def _side_doubts(draft: Draft, family: str) -> list[str]:
    """What speaks against the side that matters: who gains by it, or who leaves."""
    side = draft.losing if family in GONE else draft.gaining
    if side is None or side.actor.slug is None:
        return ["the side is not named"]
    if side.how == "carried" and family in (*GAINS, *GONE):
        return ["the side is carried over from an earlier clause"]
    if side.actor.anaphor and family in GAINS:
        return ["the side is a reference back"]
    return []


def elsewhere(doc: Document, k: int) -> int:
    """How many words of sport, fire, markets or history stand in the sentence of ``k``."""
    i, j = doc.bounds(k)
    words = doc.lexicon.phrases["elsewhere"]
    return sum(doc.match(m, words) > 0 for m in range(i, j) if m not in doc.place_on and m not in doc.actor_on)
