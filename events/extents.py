"""Where and when the features of a collection lie, as the API tells it: clients ask for nothing outside."""

from __future__ import annotations

from datetime import date

from django.contrib.gis.db.models import Extent
from django.db.models import DateField, Func, Max, Min

from events.areas import REACH_KM
from events.asked import Asked
from events.collections import Collection
from events.models import ControlPeriod
from gazetteer.models import Place

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
# A degree of longitude has this many km at 60 degrees north, beyond which nothing of ours lies.
_KM_OF_A_DEGREE = 55.8

Box = tuple[float, float, float, float]  # west, south, east, north; degrees, WGS 84


def extent(each: Collection) -> dict:
    """Return the collection's extent as OGC API - Features writes it; the whole globe where nothing is stored.

    Without the historical ledger, as items are without ``ledger=1``.
    """
    box, first, last = _FOUND.get(each.id, _of_events)()
    days = [day and f"{day.isoformat()}T00:00:00Z" for day in (first, last)]
    return {
        "spatial": {"bbox": [list(box or EVERYWHERE)], "crs": CRS84},
        "temporal": {"interval": [days], "trs": GREGORIAN},
    }


def _of_events() -> tuple[Box | None, date | None, date | None]:
    found = (
        Asked()
        .events()
        .aggregate(box=Extent("place__point"), first=Min("date_start"), told=Min("known_on"), last=Max("known_on"))
    )
    first = min((day for day in (found["first"], found["told"]) if day), default=None)
    return found["box"], first, found["last"]


def _of_places() -> tuple[Box | None, None, None]:
    return Place.objects.aggregate(box=Extent("point"))["box"], None, None


def _of_control() -> tuple[Box | None, date | None, None]:
    """Return where periods lie and since when; how places stand is told for every day to come."""
    if not Asked().plain:  # stored periods tell more than readers may know
        box, first, _ = _of_events()
        return box, first, None
    begins = Min(Func("during", function="lower", output_field=DateField()))
    found = ControlPeriod.objects.layer(ledger=False).aggregate(box=Extent("place__point"), first=begins)
    return found["box"], found["first"], None


def _of_areas() -> tuple[Box | None, date | None, None]:
    """Return what control has, and as much around it as an area may reach."""
    box, first, last = _of_control()
    if box is None:
        return box, first, last
    more = round(REACH_KM / _KM_OF_A_DEGREE, 3)
    return (box[0] - more, box[1] - more, box[2] + more, box[3] + more), first, last


_FOUND = {"places": _of_places, "control": _of_control, "areas": _of_areas}
