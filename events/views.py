"""Pages and the map's data: parse, call, render."""

from __future__ import annotations

from collections import OrderedDict

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from events import mapdata
from events.geojson import line
from events.http import answers, asked_by
from gazetteer.models import Place

# The map's data is the same for every reader until somebody writes: the last few answers are kept as bytes.
_kept: OrderedDict[tuple, bytes] = OrderedDict()
_KEEP = 8


def _json(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@answers
def map_data(request: HttpRequest) -> HttpResponse:
    """Answer everything that the slider needs, compact (``/map/data?ledger=0|1&known=DATE``)."""
    asked, _ = asked_by(request)
    key = (connection.settings_dict["NAME"], asked.stamp, asked.ledger, asked.known)
    body = _kept.get(key) if asked.plain else None
    if body is None:
        body = line(mapdata.ledger(asked)).encode()
        if asked.plain:
            _kept[key] = body
            while len(_kept) > _KEEP:
                _kept.popitem(last=False)
    return _json(body)


@answers
def map_place(request: HttpRequest, place_id: str) -> HttpResponse:
    """Answer one place's periods, events and sentences (``/map/place/<id>``)."""
    asked, _ = asked_by(request)
    place = Place.everything.filter(pk=place_id).first() if "\x00" not in place_id else None
    if place is None:
        raise Http404
    return _json(line(mapdata.place_evidence(place, asked)).encode())


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT postgis_lib_version()")
        version = cursor.fetchone()[0]
    response = JsonResponse({"status": "ok", "postgis": version})
    response["Cache-Control"] = "no-store"
    return response
