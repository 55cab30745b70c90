"""Store and API at size: 6,000 places and 100,000 accepted events in a PostGIS database of their own.

The ledger is the made-up one of ``bench_control``. Requests go through the whole of Django by its test client; no
snapshot of a day is asked for twice, so nothing is answered from memory.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from tests.bench import bench_control as made

SNAPSHOTS, DECISIONS = 60, 40


def rows(args=None) -> list[dict]:
    """Measure and return one row per figure. ``args.quick`` takes a tenth of the events."""
    count = made.EVENTS // (10 if getattr(args, "quick", False) else 1)
    with database() as client:
        _places()
        _events(count // 10)
        few = _snapshots(client)
        _events(count)
        rebuilt = _rebuilt()
        many = _snapshots(client)
        decisions = _decisions()
        return [
            _row(f"api: full rebuild, stored, {count:,} events", rebuilt, "s", 60),
            _row("api: one decision, stored, 95th percentile", decisions * 1000, "ms", 50),
            _row("api: control?at= snapshot, 95th percentile", many * 1000, "ms", 60),
            _row(f"api: snapshot at {count:,} events against {count // 10:,}", many / few, "times", 1.3),
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
    """Store the events afresh and build their periods."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from events import actions
    from events.models import ControlEvent, ControlPeriod
    from events.rows import digest

    user, _ = get_user_model().objects.get_or_create(username="bench")
    ControlPeriod.objects.all().delete()
    ControlEvent.objects.all().delete()
    random_ = random.Random(made.SEED)
    values = made.make_events(random_, made.make_places(random_), count)
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
    actions.rebuild()
    _analyse()


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _rebuilt() -> float:
    from events import actions
    from events.models import ControlPeriod

    ControlPeriod.objects.all().delete()
    return _timed(actions.rebuild)[0]


def _snapshots(client) -> float:
    """Return the 95th percentile of one day's snapshot, in seconds, over days that nobody asked for before."""
    client.get("/api/collections/control/items?at=2011-01-01")  # imports and templates
    days = [date(2013, 1, 1) + timedelta(days=random.Random(n).randrange(4_000)) for n in range(SNAPSHOTS)]
    taken = []
    for day in dict.fromkeys(days):
        seconds, answer = _timed(lambda day=day: client.get(f"/api/collections/control/items?at={day}&limit=10000"))
        assert answer.status_code == 200, answer.content
        taken.append(seconds)
    return statistics.quantiles(taken, n=20)[-1]


def _decisions() -> float:
    """Return the 95th percentile of a decision with all that it rebuilds, in seconds."""
    from django.contrib.auth import get_user_model

    from events import actions
    from events.models import ControlEvent

    by = get_user_model().objects.get(username="bench")
    chosen = random.Random(made.SEED).sample(list(ControlEvent.objects.filter(whole=False)), DECISIONS)
    taken = [_timed(lambda e=e: actions.decide(event=e, by=by, verdict="rejected"))[0] for e in chosen]
    return statistics.quantiles(taken, n=20)[-1]


def _first_answers(client) -> list[dict]:
    """Return how long the answers take that a page or a map program asks first; no bar was set for them."""
    asked = {
        "api: map data, first answer": "/map/data",
        "api: map data, asked again": "/map/data",
        "api: first page of events": "/api/collections/events/items?limit=1000",
        "api: areas of a day": "/api/collections/areas/items?at=2017-10-15",
        "api: areas of a day, asked again": "/api/collections/areas/items?at=2017-10-15",
    }
    return [_row(name, _timed(lambda url=url: client.get(url))[0] * 1000, "ms", None) for name, url in asked.items()]


def _timed(work: Callable) -> tuple[float, object]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _row(name: str, value: float, unit: str, bar: float | None) -> dict:
    told = f"<= {bar} {unit}" if bar is not None else None
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": told, "holds": bar is None or value <= bar}
