"""Around every answer: client mistakes become 400 in one place, who may see what, and what may be cached."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from events.asked import Asked
from events.params import BadParam, Filters, filters

REVIEW = "events.review_events"
SAFE = ("GET", "HEAD")


def may_review(user) -> bool:
    """Whether the person may see undecided and rejected events."""
    return user.is_authenticated and user.has_perm(REVIEW)


def answers(view: Callable) -> Callable:
    """Answer GET and HEAD; map client mistakes to 400 and missing rights to 403, both as JSON that says what."""

    @csrf_exempt  # nothing is written here: a POST is told so in JSON, not met with the page about forms
    @functools.wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in SAFE:
            detail = {"code": "405", "description": f"{request.method} is not answered, only {' and '.join(SAFE)}."}
            return JsonResponse(detail, status=405, headers={"Allow": ", ".join(SAFE)})
        try:
            response = view(request, *args, **kwargs)
        except BadParam as error:
            detail = {"code": "400", "description": str(error), "parameter": error.name, "value": error.value}
            response = JsonResponse(detail, status=400, json_dumps_params={"ensure_ascii": False})
        except PermissionDenied as error:
            response = JsonResponse({"code": "403", "description": str(error)}, status=403)
        except Http404:
            said = f"There is nothing at {request.path}."
            if request.path.endswith("/"):
                said += " No address here ends in a slash."
            response = JsonResponse({"code": "404", "description": said}, status=404)
        return _cached(request, response)

    return answer


def _cached(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let browsers keep an answer and ask whether it changed; what a signed-in person gets no proxy may keep."""
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if not response.has_header("Cache-Control"):
        kept_by = {"private": True} if request.user.is_authenticated else {"public": True}
        patch_cache_control(response, **kept_by, max_age=0, must_revalidate=True)
    # Data that everybody may read, other sites' pages may read too.
    response.setdefault("Access-Control-Allow-Origin", "*")
    return response


def given(request: HttpRequest) -> dict[str, str]:
    """Return the query's parameters. Raises BadParam for one that is given twice: which would count?"""
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise BadParam(name, ", ".join(values), "given once")
    return request.GET.dict()


def asked_by(request: HttpRequest, *more: str) -> tuple[Asked, Filters]:
    """Return the reading of the ledger that a request of the map wants."""
    wanted = filters(given(request), allowed={"ledger", "known", *more})
    return Asked(ledger=wanted.ledger, known=wanted.known), wanted
