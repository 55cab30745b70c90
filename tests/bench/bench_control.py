"""Control over time at size: 6,000 places and 100,000 accepted events, made with a fixed seed.

The ledger is made up; only its shape is meant: towns in districts in governorates, quarters in some cities, changes of
hands over thirteen years between sides that ally and succeed each other, sieges, advances, undated and vague claims.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

import shapely

from events.areas import AreaPoint, area_points, areas_at
from events.ledger import ActorBook, ActorRow, LedgerEvent, PlaceNode
from events.timeline import PlaceTree, affected, build, build_place, needed

PLACES, EVENTS, SEED = 6_000, 100_000, 20171015
FIRST, LAST = date(2012, 1, 1), date(2024, 12, 31)
SIDES = ("syrian-government", "isis", "sdf", "hts", "sna", "syrian-opposition", "ypg", "nusra", "russia")
TYPES = (
    "capture capture capture recapture handover withdrawal evacuation surrender siege siege siege_broken "
    "advance advance advance repelled holds holds holds"
).split()
SYRIA = shapely.box(35.7, 32.4, 42.3, 37.2)
DAY = date(2017, 10, 15)


def rows(args=None) -> list[dict]:
    """Measure and return one row per figure: name, value, unit, bar and whether it holds.

    ``args.quick`` measures a tenth of the events, which shows only that the measuring runs.
    """
    count = EVENTS // 10 if getattr(args, "quick", False) else EVENTS
    random_ = random.Random(SEED)
    places = make_places(random_)
    actors, events = make_actors(), make_events(random_, places, count)
    tree = PlaceTree(places)
    seconds, periods = _timed(lambda: build(events, tree, actors))
    by_place: dict[str, list[LedgerEvent]] = {}
    for event in events:
        by_place.setdefault(event.place_id, []).append(event)
    decisions = _decisions(random_, by_place, tree, actors)
    snapshot = statistics.median(_timed(lambda: area_points(periods, tree, DAY))[0] for _ in range(3))
    points = area_points(periods, tree, DAY)
    areas = statistics.median(_timed(lambda: areas_at(points, {"SY": SYRIA}, DAY))[0] for _ in range(3))
    dense = _everywhere(random_)
    full = statistics.median(_timed(lambda: areas_at(dense, {"SY": SYRIA}, DAY))[0] for _ in range(3))
    return [
        _row(f"control: full core rebuild, {PLACES:,} places, {count:,} events", seconds, "s", 60),
        _row("control: one decision, core, 95th percentile", decisions * 1000, "ms", 50),
        _row("control: a day's states picked from all periods, core", snapshot * 1000, "ms", None),
        _row(f"control: areas for a day, {len(points)} places with a state", areas * 1000, "ms", 500),
        _row("control: areas for a day, 6,000 populated places", full * 1000, "ms", 500),
    ]


def make_places(random_: random.Random) -> list[PlaceNode]:
    """Return 14 governorates, 60 districts, 5,600 towns, and quarters of the largest cities."""
    nodes = [PlaceNode(f"gov{i}", "governorate", "SY", 38.0, 35.0) for i in range(14)]
    nodes += [PlaceNode(f"dis{i}", "district", "SY", 38.0, 35.0, f"gov{i % 14}") for i in range(60)]
    for i in range(5_600):
        lon, lat = random_.uniform(35.8, 42.2), random_.uniform(32.5, 37.1)
        nodes.append(PlaceNode(f"pop{i}", "city" if i < 40 else "town", "SY", lon, lat, f"dis{i % 60}"))
    while len(nodes) < PLACES:
        city = f"pop{len(nodes) % 40}"
        nodes.append(PlaceNode(f"qua{len(nodes)}", "neighbourhood", "SY", 38.0, 35.0, city))
    return nodes


def make_actors() -> ActorBook:
    """Return sides with parts, allies, a successor and days of existence."""
    more = {
        "syrian-government": {"exists_to": date(2024, 12, 8)},
        "isis": {"exists_from": date(2013, 4, 8)},
        "sdf": {"exists_from": date(2015, 10, 10)},
        "ypg": {"part_of": ("sdf",), "spans": (("part_of", "sdf", date(2015, 10, 10), None),)},
        "hts": {"exists_from": date(2017, 1, 28), "successor_of": ("nusra",)},
        "nusra": {"exists_to": date(2017, 1, 28)},
        "russia": {"ally_of": ("syrian-government",)},
    }
    return ActorBook(ActorRow(slug, slug, slug, "#888888", **more.get(slug, {})) for slug in SIDES)


def make_events(random_: random.Random, places: list[PlaceNode], count: int = EVENTS) -> list[LedgerEvent]:
    """Return accepted events; one in six undated, one in ten of a part, a few about the whole of a governorate."""
    made, days = [], (LAST - FIRST).days
    for i in range(count):
        place = places[random_.randrange(len(places))]
        start = FIRST + timedelta(days=random_.randrange(days))
        end = start + timedelta(days=random_.choice((1, 1, 1, 1, 7, 30)))
        gaining, losing = random_.sample(SIDES, 2)
        type_ = random_.choice(TYPES)
        part = random_.choice(("n", "s", "e", "w")) if random_.random() < 0.1 and place.kind == "city" else None
        known = end + timedelta(days=random_.randrange(3))
        made.append(
            LedgerEvent(
                id=f"e{i}",
                place_id=place.id,
                type=type_,
                gaining=None if type_ in ("withdrawal", "evacuation", "surrender") else gaining,
                losing=losing if random_.random() < 0.7 or type_ in ("withdrawal", "evacuation") else None,
                start=None if i % 6 == 0 else start,
                end=None if i % 6 == 0 else end,
                known_on=known,
                relation="part" if part else "at",
                part_code=part,
                of_force="all" if type_ == "evacuation" else None,
                whole=place.kind == "governorate" and random_.random() < 0.05,
                evidence=(known,),
                decided_by=random_.choice(("person", "policy")),
                basis=(f"c{i}",),
            )
        )
    return made


def _decisions(random_: random.Random, by_place: dict, tree: PlaceTree, actors: ActorBook) -> float:
    """Return the 95th percentile of rebuilding what one decision touches, in seconds."""
    taken = []
    for place_id in random_.sample(sorted(by_place), 200):

        def decide(place_id: str = place_id) -> None:
            for touched in affected(tree, place_id):
                rows = [event for other in needed(tree, touched) for event in by_place.get(other, ())]
                build_place(touched, rows, tree, actors)

        taken.append(_timed(decide)[0])
    return statistics.quantiles(taken, n=20)[-1]


def _everywhere(random_: random.Random) -> list[AreaPoint]:
    """Return 6,000 populated places that all have a state on the day: the hardest case for the areas."""
    return [
        AreaPoint(
            f"x{i}",
            "town",
            "SY",
            random_.uniform(35.8, 42.2),
            random_.uniform(32.5, 37.1),
            random_.choice(("held", "held", "held", "contested")),
            tuple(random_.sample(SIDES, 1)),
            DAY - timedelta(days=random_.randrange(300)),
        )
        for i in range(PLACES)
    ]


def _timed(work: Callable) -> tuple[float, object]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _row(name: str, value: float, unit: str, bar: float | None) -> dict:
    """Return one row; without a bar the figure is measured only (the API answers from an index, not from a scan)."""
    asked, holds = (f"<= {bar} {unit}", value <= bar) if bar is not None else ("measured only", None)
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": asked, "holds": holds}
