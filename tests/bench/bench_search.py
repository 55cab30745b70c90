"""Type-ahead search at 200,000 names: what a reader waits for after each letter, the answer's JSON included."""

import random
import statistics
import time
from pathlib import Path

NAMES = 200_000
BAR_MS = 50
ROOT = Path(__file__).resolve().parent.parent.parent
# What somebody types letter by letter, wrong spellings and Latin among it.
TYPED = (
    "الرقة",
    "البوكمال",
    "ابوكمال",
    "دير الزور",
    "ديرالزور",
    "الميادن",
    "تل ابيض",
    "كفرنبل",
    "عين العرب",
    "الموصل",
    "raqqa",
    "deir ez",
    "zzzz",
)


def _places(count):
    """Yield (id, Arabic name, alias, lat, lon, population) made of words of real names; seeded, so alike each time."""
    from gazetteer.importers.default_rows import default_rows

    rows = default_rows(ROOT / "seeds/gazetteer")
    words = sorted({word for row in rows.names for word in row.name.split() if len(word) > 2})
    rng = random.Random(7)
    for n in range(count):
        name = f"{rng.choice(words)} {rng.choice(words)}"
        yield (
            f"b{n}",
            name,
            f"{rng.choice(words)} {name}",
            rng.uniform(32, 37),
            rng.uniform(36, 42),
            rng.randrange(3_000),
        )


def _fill(count):
    from django.contrib.gis.geos import Point
    from django.db import connection

    from gazetteer.matching.arabic import fold
    from gazetteer.models import Place, PlaceName

    places, names = [], []
    for pk, name, alias, lat, lon, population in _places(count // 2):
        point = Point(lon, lat, srid=4326)
        places.append(
            Place(id=pk, name_ar=name, kind="village", country="SY", point=point, population=population, source="bench")
        )
        names += [PlaceName(place_id=pk, name=one, folded=fold(one), kind="official") for one in (name, alias)]
    Place.everything.bulk_create(places, batch_size=5_000)
    PlaceName.objects.bulk_create(names, batch_size=5_000)
    with connection.cursor() as cursor:
        # What the database does by itself after a while, but not inside a transaction.
        cursor.execute("SELECT gin_clean_pending_list('placename_folded_trgm')")
        cursor.execute("ANALYZE gazetteer_place")
        cursor.execute("ANALYZE gazetteer_placename")


def _milliseconds():
    """Return the time of each request, every beginning of every text typed, once and warm."""
    from django.test import RequestFactory

    from gazetteer.views import map_search

    requests = RequestFactory()
    typed = sorted({text[:n] for text in TYPED for n in range(1, len(text) + 1)})
    times = {}
    for text in typed + typed:  # the second round counts: the first warms the caches
        request = requests.get("/map/search", {"q": text})
        began = time.perf_counter()
        map_search(request)
        times[text] = (time.perf_counter() - began) * 1000
    return times


def rows(args):
    """Fill the bench's database in a transaction, measure, and roll it back."""
    from django.core.management import call_command
    from django.db import transaction

    from gazetteer.models import PlaceName

    count = NAMES // 10 if args.quick else NAMES
    with transaction.atomic():
        call_command("load_gazetteer", verbosity=0)
        _fill(count)
        stored = PlaceName.objects.count()
        times = sorted(_milliseconds().values())
        transaction.set_rollback(True)
    worst, median = times[-1], statistics.median(times)
    bar = f"< {BAR_MS} ms at {NAMES:,} names"
    return [
        {"name": "gazetteer: names searched", "value": stored, "unit": "names", "bar": "", "holds": None},
        {
            "name": "gazetteer: type-ahead, median",
            "value": round(median, 1),
            "unit": "ms",
            "bar": bar,
            "holds": median < BAR_MS,
        },
        {
            "name": "gazetteer: type-ahead, worst",
            "value": round(worst, 1),
            "unit": "ms",
            "bar": bar,
            "holds": worst < BAR_MS,
        },
    ]
