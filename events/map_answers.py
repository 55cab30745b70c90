"""The map's data as bytes, written and compressed once for all readers until somebody writes."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from events.asked import Asked
from events.map_rows import uncollected

_kept: OrderedDict[tuple, tuple[bytes, bytes]] = OrderedDict()
_KEEP = 8
_SMALL = 10_000  # bytes that are not worth keeping in compressed form


def kept(asked: Asked, form: str, write: Callable[[], str]) -> tuple[bytes, bytes]:
    """Return the whole ledger in the given form, plain and compressed; ``write`` makes the text where it is not kept.

    The compressed form is empty where it would save nothing.
    """
    key = (connection.settings_dict["NAME"], form, asked.stamp, asked.ledger, asked.known)
    found = _kept.get(key) if asked.plain else None
    if found is None:
        with uncollected():
            body = write().encode()
        # No time in the header of the compressed form: the same data must have the same ETag.
        found = (body, gzip.compress(body, 6, mtime=0) if len(body) > _SMALL else b"")
        if asked.plain:
            _kept[key] = found
            while len(_kept) > _KEEP:
                _kept.popitem(last=False)
    return found


def map_answer(request: HttpRequest, asked: Asked, form: str, write: Callable[[], str]) -> HttpResponse:
    """Answer the whole ledger in the given form (see ``kept``)."""
    body, compressed = kept(asked, form, write)
    packed = compressed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(compressed if packed else body, content_type="application/json; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    return response
