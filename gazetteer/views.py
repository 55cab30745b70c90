"""Pages of the gazetteer: the map's search box."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gazetteer.search import search


@require_safe
@cache_control(private=True, max_age=60)
def map_search(request: HttpRequest) -> JsonResponse:
    """Return the places that what was typed (``q``) may mean, best first."""
    return JsonResponse(search(request.GET.get("q", "")), safe=False, json_dumps_params={"ensure_ascii": False})
