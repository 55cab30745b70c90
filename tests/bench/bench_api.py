"""Store and API at size: 6,000 places and 100,000 accepted events in a PostGIS database of their own.

The ledger is the made-up one of ``bench_control``, after a first change at each place, so that the small ledger and
the large one colour the same places and differ in the length of the past alone. Requests go through the whole of
Django by its test client, and no day's snapshot is asked for twice; what a server does only once, after its start and
after a write, is a row of its own.

After each bulk load the database is settled: dead rows are taken away, statistics made, and what was loaded is written
to disk. A real installation has done all this long before, by autovacuum and by its checkpoint every five minutes.
Here it would fall, in its own time, into the seconds that are measured: while the pages of a hundred thousand rows are
on their way to the disk, the commit of one decision (a millisecond) was seen to wait for a quarter of a second.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from events.ledger import LedgerEvent
from tests.bench import bench_control as made

SNAPSHOTS, DECISIONS = 60, 40


def rows(args=None) -> list[dict]:
    """Measure and return one row per figure. ``args.quick`` takes a tenth of the events."""
    count = made.EVENTS // (10 if getattr(args, "quick", False) else 1)
    with database() as client:
        _places()
        _events(count // 10)
        _timed(_rebuild)
        few = _snapshots(client)
        _events(count)
        rebuilt = _timed(_rebuild)[0]
        prepared = _timed(_warm)[0]
        first, _ = _timed(lambda: client.get("/api/collections/control/items?at=2011-01-01"))
        many = _snapshots(client)
        decisions, after = _decisions(client)
        longer = f"api: snapshot, {count:,} events against {count // 10:,} in the same places, median"
        return [
            _row(f"api: full rebuild, stored, {count:,} events", rebuilt, "s", 60),
            _row("api: one decision, stored, 95th percentile", _slowest(decisions) * 1000, "ms", 50),
            _row("api: control?at= snapshot, 95th percentile", _slowest(many) * 1000, "ms", 60),
            _row(longer, statistics.median(many) / statistics.median(few), "times", 1.3),
            _row("api: what a server prepares before its first reader", prepared, "s", None),
            _row("api: first snapshot after the server's start", first * 1000, "ms", None),
            _row("api: first snapshot after a decision, 95th percentile", _slowest(after) * 1000, "ms", None),
            *_first_answers(client),
        ]


@contextmanager
def database() -> Iterator:
    """Make an empty database for the measurements and drop it afterwards; the project's own stays untouched."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import override_settings

    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(ALLOWED_HOSTS=["testserver", *settings.ALLOWED_HOSTS], SECURE_SSL_REDIRECT=False):
            yield Client()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _places() -> None:
    from django.contrib.gis.geos import Point

    from events.models import Actor
    from gazetteer.models import Place

    nodes = made.make_places(random.Random(made.SEED))
    Place.everything.bulk_create(
        [
            Place(
                id=node.id, name_ar=node.id, name_en=node.id, kind=node.kind, country=node.country,
                point=Point(node.lon, node.lat, srid=4326), parent_id=node.parent_id,
                admin1_id=node.parent_id if node.kind == "district" else None,
            )
            for node in nodes
        ],
        batch_size=1000,
    )  # fmt: skip
    for slug, actor in made.make_actors().rows.items():
        Actor(slug=slug, label_ar=slug, label_en=slug, color="#888888", **_ends(actor)).save()


def _ends(actor) -> dict:
    from events.rows import actor_columns

    return {
        name: value for name, value in actor_columns(actor).items() if name not in {"label_ar", "label_en", "color"}
    }


def _events(count: int) -> None:
    """Store the events afresh: one gain at each place in the first month, then those of the made-up ledger."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from events.models import ControlEvent, ControlPeriod
    from events.rows import digest

    user, _ = get_user_model().objects.get_or_create(username="bench")
    ControlPeriod.objects.all().delete()
    ControlEvent.objects.all().delete()
    random_ = random.Random(made.SEED)
    places = made.make_places(random_)
    values = [*_first(places)[:count], *made.make_events(random_, places, max(0, count - len(places)))]
    stored = []
    for value in values:
        person = value.decided_by == "person"
        event = ControlEvent(
            key=value.id, type=value.type, place_id=value.place_id, place_precision="exact", relation=value.relation,
            part_code=value.part_code, gaining_id=value.gaining, losing_id=value.losing, date_start=value.start,
            date_end=value.end, date_precision="day" if value.start else "unknown", known_on=value.known_on,
            modality=value.modality, of_force=value.of_force, whole=value.whole, confidence="high", n_claims=1,
            evidence=list(value.evidence), status="accepted", decided_by=value.decided_by,
            decided_by_user=user if person else None, decided_at=timezone.now(),
        )  # fmt: skip
        event.digest = digest(event)
        stored.append(event)
    ControlEvent.objects.bulk_create(stored, batch_size=1000)
    _settle()


def _first(places: list) -> list[LedgerEvent]:
    return [
        LedgerEvent(
            id=f"first-{place.id}", place_id=place.id, type="capture", gaining="syrian-government", losing=None,
            start=made.FIRST + timedelta(days=n % 30), end=made.FIRST + timedelta(days=n % 30 + 1), known_on=made.FIRST,
            evidence=(made.FIRST + timedelta(days=n % 30),), decided_by="policy",
        )
        for n, place in enumerate(places)
    ]  # fmt: skip


def _settle() -> None:
    """Do at once what a database does by itself in the minutes after a bulk load; see the module's docstring."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE events_controlevent, events_controlperiod, events_placemark, gazetteer_place")
        cursor.execute("CHECKPOINT")


def _rebuild() -> None:
    from events import actions

    actions.rebuild()
    _settle()


def _warm() -> None:
    from events.warm import warm

    assert warm()


def _snapshots(client) -> list[float]:
    """Return the seconds that one day's snapshot takes, over days that nobody asked for before."""
    client.get("/api/collections/control/items?at=2011-01-01")  # imports, and periods into memory
    gc.collect()
    gc.freeze()  # as conflictmap.wsgi does
    days = [date(2013, 1, 1) + timedelta(days=random.Random(n).randrange(4_000)) for n in range(SNAPSHOTS)]
    taken = []
    for day in dict.fromkeys(days):
        seconds, answer = _timed(lambda day=day: client.get(f"/api/collections/control/items?at={day}&limit=10000"))
        assert answer.status_code == 200, answer.content
        taken.append(seconds)
    return taken


def _slowest(taken: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(taken, n=20)[-1]


def _decisions(client) -> tuple[list[float], list[float]]:
    """Return the seconds of decisions with all that they rebuild, and of the first snapshot after each."""
    from django.contrib.auth import get_user_model

    from events import actions
    from events.models import ControlEvent

    by = get_user_model().objects.get(username="bench")
    chosen = random.Random(made.SEED).sample(list(ControlEvent.objects.filter(whole=False)), DECISIONS)
    decided, shown = [], []
    for event in chosen:
        decided.append(_timed(lambda event=event: actions.decide(event=event, by=by, verdict="rejected"))[0])
        shown.append(_timed(lambda: client.get("/api/collections/control/items?at=2017-10-14&limit=10000"))[0])
    return decided, shown


def _first_answers(client) -> list[dict]:
    """Return how long the answers take that a page or a map program asks first, here after forty decisions."""
    asked = {
        "api: map data, first answer after decisions": ("/map/table", None),
        "api: map data, asked again": ("/map/table", None),
        "api: first page of events": ("/api/collections/events/items?limit=1000", None),
        "api: areas of a day": ("/api/collections/areas/items?at=2017-10-15", 500),
        "api: areas of a day, asked again": ("/api/collections/areas/items?at=2017-10-15", None),
    }
    packed = {"accept-encoding": "gzip"}
    return [
        _row(name, _timed(lambda url=url: client.get(url, headers=packed))[0] * 1000, "ms", bar)
        for name, (url, bar) in asked.items()
    ]


def _timed(work: Callable) -> tuple[float, object]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _row(name: str, value: float, unit: str, bar: float | None) -> dict:
    """Return one row; without a bar the figure is measured only."""
    asked, holds = (f"<= {bar} {unit}", value <= bar) if bar is not None else ("measured only", None)
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": asked, "holds": holds}
