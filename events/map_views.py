"""The map page: an empty frame and its settings. What it shows comes from the addresses named in ``urls``."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events import mapdata
from events.http import answers, asked_by
from events.map_answers import map_answer


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
    return map_answer(request, asked, "table", lambda: mapdata.table(asked))
