"""A made-up ledger at size, in the shape of ``/map/data``: 6,000 places, 100,000 spans of control over ten years."""

from __future__ import annotations

import random
from datetime import date

EPOCH = date(2000, 1, 1).toordinal()
FIRST = date(2011, 1, 1).toordinal() - EPOCH
DAYS = 3_652
SEED = 20171014
SIDES = {
    "syrian-government": "#b5403a", "isis": "#3b3b3f", "sdf": "#d3a11e", "hts": "#1f8a84", "sna": "#7fae3c",
    "syrian-opposition": "#3f8f4f", "nusra": "#4b9b95", "ypg": "#e0b84a",
}  # fmt: skip
OUTLETS = ("الإمارات اليوم", "الغد", "عنب بلدي", "الشرق الأوسط", "سانا", "الجزيرة نت")
TYPES = ("capture", "recapture", "withdrawal", "advance", "handover", "holds")
TRIGGERS = ("سيطر", "استعاد", "انسحب", "تقدم", "سلّم", "يسيطر")


def make_ledger(spans: int = 100_000, places: int = 6_000, events_a_span: int = 1) -> dict:
    """Return an answer of ``/map/data``: ``spans`` of control, each resting on ``events_a_span`` events."""
    random_ = random.Random(SEED)
    rows = [_place(random_, i) for i in range(places)]
    periods: list[list] = []
    events: list[list] = []
    for place in range(places):
        share = spans // places + (place < spans % places)
        for start, end in _spans(random_, share):
            _change(random_, place, start, end, events_a_span, periods, events)
    return {
        "version": "0" * 16,
        "published_range": ["2011-01-01", "2020-12-31"],
        "days": [FIRST, FIRST + DAYS],
        "actors": {s: {"ar": s, "en": s, "color": c, "country": "SY", "part_of": []} for s, c in SIDES.items()},
        "places": rows,
        "periods": periods,
        "events": events,
        "policy": True,
    }


def _place(random_: random.Random, i: int) -> list:
    kind, rank = ("city", 2) if i < 80 else ("town", 3) if i < 700 else ("village", 5)
    lon, lat = round(random_.uniform(35.8, 42.2), 4), round(random_.uniform(32.5, 37.1), 4)
    return [f"gn{160000 + i}", f"قرية {i}", f"Village {i}", kind, lon, lat, "دير الزور", "Deir ez-Zor", "SY", rank]


def _spans(random_: random.Random, count: int) -> list[tuple[int, int | None]]:
    """``count`` spans one after another over the ten years, the last one open."""
    cuts = sorted(random_.sample(range(DAYS), min(count, DAYS)))
    ends: list[int | None] = [FIRST + cut for cut in cuts[1:]]
    return list(zip([FIRST + cut for cut in cuts], [*ends, None], strict=True))


def _change(random_, place, start, end, events_a_span, periods, events) -> None:
    """Add one span of control and the events that it rests on."""
    holder, other = random_.sample(list(SIDES), 2)
    contested = random_.random() < 0.12
    state, holders = ("contested", [holder, other]) if contested else ("held", [holder])
    flags = random_.choice((0, 4, 4, 5))
    basis = []
    for _ in range(events_a_span):
        pk = len(events) + 1
        kind = random_.randrange(len(TYPES))
        outlet = [random_.choice(OUTLETS)]
        known = start + random_.randrange(3)
        day = [start, start + 1, known]
        head = [pk, place, TYPES[kind], holder, other, *day, "asserted", "accepted", "policy"]
        events.append([*head, 1, 1, None, "high", TRIGGERS[kind], outlet, 4])
        basis.append(pk)
    last = start + random_.randrange(40)
    periods.append([place, 0, start, end, state, holders, None, flags, start, last, [], basis])
