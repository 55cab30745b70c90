"""A verb said once for several sides or places: "يسيطر X على A، وY على B", "ثالث مدينة تسقط بيد X بعد A وB"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.lexicon import Frame
from events.extraction.lists import with_list
from events.extraction.marks import QUOTES
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.slots import place_after

SHORT = 4  # words that may stand between a side and its "over"
FAR = 10  # tokens from "falls into the hands of" to "after"


def with_gapped(doc: Document, frame: Frame, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a verb of control and those of the sides that follow with an "over" and no verb of their own."""
    if frame.place != "upon" or not drafts or drafts[-1].hit.how != "near":
        return drafts
    stop = doc.bounds(drafts[0].i)[1]
    found, m = list(drafts), drafts[-1].hit.place.j
    while (step := _next_side(doc, m, stop)) is not None:
        side, upon = step
        hit = place_after(doc, upon, stop)
        if hit is None or hit.how != "near":
            break
        hits = with_list(doc, replace(hit, start=upon), stop)
        found += [replace(drafts[0], hit=h, gaining=side, losing=None, gaining_with=()) for h in hits]
        m = hits[-1].place.j
    return found


def after_others(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "ثالث مدينة تسقط بيد X بعد A وB": the places that "after" names behind the side went the same way before."""
    for m in range(k + 1, min(stop, k + FAR)):
        place = doc.place_on.get(m + 1) if doc.norm(m) in doc.words["after"] else None
        if place is not None and place.i == m + 1 and place.mention.status in ("resolved", "back"):
            return with_list(doc, Hit(place, "near", None, None, m, place.j), stop)
        if doc.finite(m) or doc.tokens[m].text in "،.؛":
            return []
    return []


def _next_side(doc: Document, m: int, stop: int) -> tuple[Found, int] | None:
    """(the side, its "over") right after token ``m``, None where something else follows."""
    while m < stop and (doc.tokens[m].text in "،,؛" or doc.norm(m) in doc.words["whereas"] or doc.norm(m) == "و"):
        m += 1
    actor = doc.actor_on.get(m)
    if actor is None or actor.i != m or not actor.slug or actor.prep or actor.beside:
        return None
    for n in range(actor.j, min(actor.j + SHORT, stop)):
        if doc.norm(n) in doc.words["slot_upon"]:
            return Found(actor, "near"), n
        if doc.tokens[n].text not in QUOTES and doc.norm(n) not in doc.lexicon.cues["adverbs"]:
            return None
    return None
