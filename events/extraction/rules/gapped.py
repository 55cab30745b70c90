"""A verb said once for several sides or places: "يسيطر X على A، وY على B", "ثالث مدينة تسقط بيد X بعد A وB"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import begins_day
from events.extraction.clauses import Found
from events.extraction.dates import DateMention
from events.extraction.document import Document
from events.extraction.governed import place_after
from events.extraction.lexicon import Frame
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.draft import Draft

TWO = 2
MANY = 3  # sides of a table in words
NEXT = 8  # tokens from a place to the day on which the next was taken
DAYS = ("day", "weekday", "weekday+", "relative", "month")
SHORT = 4  # words that may stand between a side and its "over"
FAR = 10  # tokens from "falls into the hands of" to "after"


def with_gapped(doc: Document, frame: Frame, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a verb of control and those of the sides that follow with an "over" and no verb of their own."""
    if not drafts or drafts[-1].hit.how != "near":
        return drafts
    drafts = _on_other_days(doc, drafts, keeps=frame.subject == "losing" or frame.object == "losing")
    if frame.place != "upon":
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
    return _as_table(doc, found)


def _as_table(doc: Document, found: list[Draft]) -> list[Draft]:
    """ "يسيطر X على A، وY على B، وZ على C": a present tense that is said of many sides, or opens the line before two,
    tells who holds what, also at the head of a text."""
    first = found[0]
    sides = {d.gaining.actor.slug for d in found if d.gaining is not None}
    many = len(sides) >= MANY or (len(sides) > 1 and first.i == doc.bounds(first.i)[0])
    if first.rule != "take.headline" or len(sides) < TWO:
        return found
    if not many:
        return [replace(d, rule="take.news") for d in found]  # "X يسيطر على A، وY على B": news, or how things stand
    return [replace(d, type="holds", rule="holds.present", losing=None, headline=False) for d in found]


def _on_other_days(doc: Document, drafts: list[Draft], *, keeps: bool) -> list[Draft]:
    """The drafts and those of "سيطر X السبت على A والأحد على B", "استعاد الخميس A وفي 7 آب B": so on other days."""
    first, stop, found = drafts[0], doc.bounds(drafts[0].i)[1], list(drafts)
    while (day := _next_day(doc, found[-1].hit.place.j, stop)) is not None:
        place = doc.place_on.get(day.j)
        if first.hit.place.prep and doc.norm(day.j) == first.hit.place.prep:
            hit = place_after(doc, day.j, stop)
        else:
            hit = hit_at(doc, place, day.j, day.j) if place and not (first.hit.place.prep or place.prep) else None
        if hit is None or hit.how != "near" or hit.place.mention.reference or doc.finite(hit.place.j):
            break
        losing = first.losing if keeps else None
        hits = with_list(doc, replace(hit, start=day.i), stop)
        found += [replace(first, hit=h, losing=losing, dated=day) for h in hits]
    return found


def _next_day(doc: Document, m: int, stop: int) -> DateMention | None:
    """The day that "and" joins to what ends before token ``m``, over where that lies."""
    for n in range(m, min(m + NEXT, stop)):
        day = doc.date_on.get(n)
        if day is not None and day.i == n:
            joined = begins_day(doc, n)
            return day if joined and day.kind in DAYS else None
        if doc.finite(n) or n in doc.actor_on:
            return None
    return None


def after_others(doc: Document, k: int, stop: int, *, counted: bool = False) -> list[Hit]:
    """ "ثالث مدينة تسقط بيد X بعد A وB": the places that "after" names behind the side went the same way before; where
    they are ``counted`` among others a comma may stand before "after"."""
    for m in range(k + 1, min(stop, k + FAR)):
        if counted and doc.tokens[m].text in COMMAS and doc.norm(m + 1) in doc.words["after"]:
            continue
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
