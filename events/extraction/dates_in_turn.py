"""Days told in turn: "سيطر على A وB في 3 مايو و9 يونيو على التوالي" has a day for each place; "وB لاحقا" has none."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.date_values import Between, Day, DayOfMonth, Length
from events.extraction.dates import DateMention
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.rules.draft import Draft

REACH = 24  # tokens from the last place to "respectively"
GAP = 3  # words between two items of a list ("مدينة", "وبلدة")
KINDS = ("day", "month", "year", "weekday", "relative")


def in_turn(doc: Document, draft: Draft) -> DateMention | None:
    """The date that "respectively" gives to the place of a draft; None where it gives none."""
    if draft.hit is None or not doc.having("respectively"):
        return None
    _, stop = doc.bounds(draft.i)
    place = draft.hit.place
    told = next(iter(doc.said("respectively", max(draft.j, place.j), min(place.j + REACH, stop))), None)
    if told is None:
        return None
    items, dates = _items(doc, place), _dates(doc, told, place.j)
    return dates[items.index(place)] if place in items and 1 < len(items) == len(dates) else None


def _items(doc: Document, place: PlaceAt) -> list[PlaceAt]:
    """The places of the list in which ``place`` stands, in order."""
    here = [p for m in range(*doc.bounds(place.i)) if (p := doc.place_on.get(m)) is not None and p.i == m]
    if place not in here:
        return []
    first = last = here.index(place)
    while first > 0 and _joined(doc, here[first - 1], here[first]):
        first -= 1
    while last + 1 < len(here) and _joined(doc, here[last], here[last + 1]):
        last += 1
    return here[first : last + 1]


def _joined(doc: Document, a: PlaceAt, b: PlaceAt) -> bool:
    """Whether "and" or a comma, and no verb, stands between two places."""
    between = range(a.j, b.i)
    linked = b.conj or any(doc.norm(m).startswith("و") or doc.tokens[m].text in COMMAS for m in between)
    return linked and len(between) <= GAP and not any(doc.finite(m) or m in doc.date_on for m in between)


def _dates(doc: Document, told: int, first: int) -> list[DateMention]:
    """The dates that stand right before "respectively" at ``told``, in order: "في 26 و31 أكتوبر"."""
    found: list[DateMention] = []
    m = told - 1
    while m >= first:
        mention = doc.date_on.get(m)
        bare = doc.tokens[m].norm.lstrip("و")
        if mention is not None and isinstance(mention.spec, Between):  # "يومي 10 و11 يونيو"
            found += [
                replace(mention, spec=mention.spec.last, kind="day"),
                replace(mention, spec=mention.spec.first, kind="day"),
            ]
            m = mention.i - 1
        elif mention is not None and mention.kind in KINDS:
            found.append(mention)
            m = mention.i - 1
        elif found and bare.isdigit() and isinstance(found[-1].spec, Day | DayOfMonth) and 0 < int(bare) < 32:
            found.append(replace(found[-1], i=m, j=m + 1, spec=replace(found[-1].spec, day=int(bare))))
            m -= 1
        elif doc.tokens[m].text in COMMAS or doc.norm(m) in doc.words["between_days"]:
            m -= 1
        else:
            break
    return found[::-1]


def some_time_later(doc: Document, draft: Draft, day: DateMention) -> bool:
    """ "سيطر على A في 3 مايو وB بعدها بأيام": whether an item behind the day of the one before is told to have come
    later, nobody knows on which day ("لاحقا", "بعد أسابيع")."""
    place = draft.hit.place if draft.hit is not None and draft.hit.how == "near" else None
    if place is None or not draft.i < day.i < place.i or not any(m in doc.place_on for m in range(draft.i, day.i)):
        return False
    if any(doc.finite(m) for m in range(day.j, place.i)):
        return False
    length = doc.date_on.get(place.j) if doc.norm(place.j) in doc.words["after"] else None
    if length is not None and isinstance(length.spec, Length):
        return doc.norm(length.j) not in doc.words["counted_from"] | doc.words["slot_from"]
    return doc.match(place.j, doc.lexicon.phrases["later_on"]) > 0
