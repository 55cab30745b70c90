"""Pages and the map's data: parse, call, render."""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from events import mapdata
from events.geojson import line
from events.http import answers, asked_by
from events.map_answers import map_answer
from gazetteer.models import Place


def _json(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@answers
def map_data(request: HttpRequest) -> HttpResponse:
    """Answer everything that the slider needs, compact (``/map/data?ledger=0|1&known=DATE``)."""
    asked, _ = asked_by(request)
    return map_answer(request, asked, "rows", lambda: line(mapdata.ledger(asked)))


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
