"""What no text and no column can hold is its sender's mistake: a page for 400, never for 500.

The API tells of such mistakes itself, by the name of the parameter; forms tell of them by the field. This is for what
is left: addresses of the admin's lists, which Django hands to the database unread, and values that only it refuses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.defaults import bad_request

# Parameters of the admin that name a column or a model, and parts of a day, which no column has beyond these digits.
NAMES = {"_to_field", "app_label", "model_name", "field_name"}
PARTS_OF_A_DAY = {"year": 4, "iso_year": 4, "quarter": 1, "month": 2, "week": 2, "day": 2, "week_day": 1}


class SenselessMiddleware:
    """Refuse addresses of the admin that ask for nothing, and whatever the database refuses as no value."""

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the parameters of the admin's pages before they get there."""
        if request.path.startswith(reverse("admin:index")):
            for name, values in request.GET.lists():
                if any(is_senseless(name, value) for value in values):
                    raise BadRequest(f"{name!r} is given what it cannot hold.")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """Hold the rows that a list's form chooses to what can be the key of one."""
        model_admin = getattr(view, "model_admin", None)
        if model_admin is None or request.method != "POST":
            return
        for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                model_admin.opts.pk.to_python(chosen)
            except ValidationError as error:
                raise BadRequest(f"{chosen!r} is the key of no row.") from error

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 where the database was given what it takes for no value of its type."""
        if not isinstance(exception, DataError):
            return None
        logging.getLogger(__name__).warning("%s %s: %s", request.method, request.path, exception)
        return bad_request(request, exception)


def is_senseless(name: str, value: str) -> bool:
    """Whether a parameter of the admin can fit nothing.

    >>> is_senseless("q", "Raqqa"), is_senseless("q", "Raq\\0qa"), is_senseless("at__year", "99999")
    (False, True, True)
    """
    if "\0" in name or "\0" in value:
        return True
    if name in NAMES:
        return not value.isidentifier()
    lookups = name.split("__")[1:]
    digits = [PARTS_OF_A_DAY[lookup] for lookup in lookups if lookup in PARTS_OF_A_DAY]
    if any(len(value.strip()) > most for most in digits):
        return True
    # Its two values would have to come as two parameters, of which Django's lists read the last.
    return "range" in lookups
