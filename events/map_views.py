"""The map page: an empty frame and its settings. What it shows comes from the addresses named in ``urls``."""

from collections import OrderedDict

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events import mapdata
from events.compact import compact
from events.geojson import line
from events.http import answers, asked_by

# The whole ledger is the same for every reader until somebody writes: the last few answers are kept as bytes.
_kept: OrderedDict[tuple, bytes] = OrderedDict()
_KEEP = 8


def page_settings() -> dict:
    """Return what static/map/main.js needs to know before it asks for data (``map-config`` in the page)."""
    return {
        "lang": get_language(),
        "languageCookie": settings.LANGUAGE_COOKIE_NAME,
        "months": settings.CONFLICTMAP_MONTHS,
        "digits": settings.CONFLICTMAP_DIGITS if get_language() == "ar" else "western",
        "tileUrl": settings.CONFLICTMAP_TILE_URL or None,
        "tileAttribution": settings.CONFLICTMAP_TILE_ATTRIBUTION,
        "policy": settings.CONFLICTMAP_POLICY,
        "ledgerAvailable": settings.CONFLICTMAP_LEDGER_AVAILABLE,
        "methodUrl": "/method",
        "urls": {
            "basemap": static("map/basemap.json"),
            "data": "/map/table",
            "place": "/map/place/",
            "search": "/map/search",
            "areas": "/api/collections/areas/items",
        },
    }


@require_safe
def map_page(request):
    """Show the map (``/``); the view itself lives in the fragment, which no server sees."""
    return render(request, "map.html", {"config": page_settings()})


@answers
def map_table(request: HttpRequest) -> HttpResponse:
    """Answer the map's data as columns (``/map/table?ledger=0|1&known=DATE``; ``/map/data`` has it as rows)."""
    asked, _ = asked_by(request)
    key = (connection.settings_dict["NAME"], asked.stamp, asked.ledger, asked.known)
    body = _kept.get(key) if asked.plain else None
    if body is None:
        body = line(compact(mapdata.ledger(asked))).encode()
        if asked.plain:
            _kept[key] = body
            while len(_kept) > _KEEP:
                _kept.popitem(last=False)
    return HttpResponse(body, content_type="application/json; charset=utf-8")
