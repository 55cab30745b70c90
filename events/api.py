"""The open API (OGC API - Features): parse, call, render. No address ends in a slash."""

from __future__ import annotations

import io
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from events import geojson, schemas, tabular
from events.asked import Asked
from events.collections import COLLECTIONS, Collection, Page
from events.extents import CRS84, extent
from events.http import answers, given, may_review
from events.params import BadParam, Filters, filters, words

GEOJSON, JSON, CSV = "application/geo+json", "application/json", "text/csv"
OPENAPI, SCHEMA = "application/vnd.oai.openapi+json;version=3.0", "application/schema+json"
SCHEMA_REL = "http://www.opengis.net/def/rel/ogc/1.0/schema"
QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
# The licence is the project's own; places and sentences are in part others' (NOTICE).
ATTRIBUTION = "ConflictMap; places in part by GeoNames (CC BY 4.0); sentences are quoted from the outlets named."
CONFORMS_TO = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
]


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/api")


def _link(href: str, rel: str, kind: str, title: str) -> dict:
    return {"href": href, "rel": rel, "type": kind, "title": title}


def _json(content: dict, kind: str = JSON, status: int = 200) -> HttpResponse:
    return JsonResponse(content, content_type=kind, status=status, json_dumps_params={"ensure_ascii": False})


def _plain(request: HttpRequest) -> None:
    """Refuse filters where there is nothing to filter; ``f`` clients may send everywhere."""
    filters({name: value for name, value in given(request).items() if name != "f"}, allowed=())


@answers
def landing(request: HttpRequest) -> HttpResponse:
    """Answer the landing page."""
    _plain(request)
    root = _root(request)
    return _json(
        {
            "title": "ConflictMap",
            "description": "Who held which place on which day, and the sentences that say so.",
            "attribution": ATTRIBUTION,
            "ledger_version": Asked().version,
            "links": [
                _link(root, "self", JSON, "This page"),
                _link(f"{root}/openapi", "service-desc", OPENAPI, "The API in OpenAPI 3.0"),
                _link(f"{root}/conformance", "conformance", JSON, "Conformance classes"),
                _link(f"{root}/collections", "data", JSON, "Collections"),
                _link(request.build_absolute_uri("/method"), "service-doc", "text/html", "How claims become colours"),
            ],
        }
    )


@answers
def conformance(request: HttpRequest) -> HttpResponse:
    """Answer the conformance classes."""
    _plain(request)
    return _json({"conformsTo": CONFORMS_TO})


@answers
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI document."""
    _plain(request)
    return _json(schemas.openapi(_root(request), Asked().version), OPENAPI)


@answers
def collections(request: HttpRequest) -> HttpResponse:
    """Answer all collections."""
    _plain(request)
    root = _root(request)
    return _json(
        {
            "links": [_link(f"{root}/collections", "self", JSON, "Collections")],
            "collections": [_described(root, each) for each in COLLECTIONS.values()],
        }
    )


@answers
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """Answer one collection."""
    _plain(request)
    return _json(_described(_root(request), _known(name)))


@answers
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """Answer the JSON Schema of a collection's features."""
    _plain(request)
    return _json(schemas.schema(_known(name), request.build_absolute_uri(request.path)), SCHEMA)


def _known(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise Http404
    return COLLECTIONS[name]


def _described(root: str, each: Collection) -> dict:
    base = f"{root}/collections/{each.id}"
    return {
        "id": each.id,
        "title": each.title,
        "description": each.description,
        "itemType": "feature",
        "keywords": list(dict.fromkeys(["conflict", "control", each.id])),
        "license": "Apache-2.0",
        "attribution": ATTRIBUTION,
        "crs": [CRS84],
        "extent": extent(each),
        **({"itemCount": each.find(Filters(limit=1), None).matched} if each.counted else {}),
        "links": [
            _link(base, "self", JSON, each.title),
            _link(f"{base}/items", "items", GEOJSON, each.title),
            _link(f"{base}/items?f=csv", "items", CSV, f"{each.title} as CSV"),
            _link(f"{base}/items?f=csv-excel", "items", CSV, f"{each.title} as CSV for Excel"),
            _link(f"{base}/schema", SCHEMA_REL, SCHEMA, "Schema"),
            _link(f"{base}/queryables", QUERYABLES_REL, SCHEMA, "Queryables"),
            _link(LICENCE, "license", "text/html", "Apache-2.0"),
        ],
    }


@answers
def items(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a page of features, as GeoJSON or CSV."""
    each = _known(name)
    sent = given(request)
    form = words("f", sent.pop("f"), schemas.FORMS)[0] if "f" in sent else "json"
    wanted = _wanted(request, each, sent)
    page = each.find(wanted, None)
    if form in tabular.FORMS:
        return _csv(each, page, form)
    features = list(page.encoded() if page.encoded else page.features())
    members = {
        "numberMatched": page.matched,
        "numberReturned": len(features),
        "ledger_version": Asked(ledger=wanted.ledger, known=wanted.known).version,
        "links": _page_links(request, each, wanted, page.matched),
    }
    # No time stamp within: the same data must have the same ETag.
    return HttpResponse("".join(geojson.collection(features, **members)), content_type=GEOJSON)


def _wanted(request: HttpRequest, each: Collection, sent: dict[str, str]) -> Filters:
    """Return the filters sent. Raises BadParam, and PermissionDenied for what only reviewers may see (rule 26)."""
    wanted = each.wanted(sent)
    if set(wanted.status) - {"accepted"} and not may_review(request.user):
        raise PermissionDenied("Only reviewers may ask for events that are not accepted.")
    return wanted


def _page_links(request: HttpRequest, each: Collection, wanted: Filters, matched: int) -> list[dict]:
    def address(**changed) -> str:
        query = {name: value for name, value in (request.GET.dict() | changed).items() if value is not None}
        tail = f"?{urlencode(query)}" if query else ""
        return f"{_root(request)}/collections/{each.id}/items{tail}"

    links = [
        _link(address(), "self", GEOJSON, "This page"),
        _link(address(f="csv"), "alternate", CSV, "This page as CSV"),
        _link(address(f="csv-excel"), "alternate", CSV, "This page as CSV for Excel"),
        _link(f"{_root(request)}/collections/{each.id}", "collection", JSON, each.title),
    ]
    if wanted.offset + wanted.limit < matched:
        links.append(_link(address(offset=wanted.offset + wanted.limit, limit=wanted.limit), "next", GEOJSON, "Next"))
    if wanted.offset:
        before = max(0, wanted.offset - wanted.limit)
        links.append(_link(address(offset=before, limit=wanted.limit), "prev", GEOJSON, "Previous"))
    return links


def _csv(each: Collection, page: Page, form: str) -> HttpResponse:
    """Answer the page as CSV in UTF-8."""
    text = io.StringIO()
    tabular.write(text, page.features(), each.keys, points=each.geometry == "Point", form=form)
    response = HttpResponse(text.getvalue(), content_type=f"{CSV}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{each.id}.csv"'
    return response


@answers
def item(request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
    """Answer one feature."""
    each = _known(name)
    sent = {key: value for key, value in given(request).items() if key != "f"}
    if bad := set(sent) - {"at", "known", "ledger"}:
        raise BadParam(min(bad), sent[min(bad)], "a parameter of a single item (at, known, ledger)")
    wanted = filters(sent, allowed=set(each.filters))
    if "\x00" in feature_id or (each.id == "events" and not (feature_id.isascii() and feature_id.isdigit())):
        raise Http404
    found = next(each.find(wanted, feature_id).features(), None)
    if found is None:
        raise Http404
    root = _root(request)
    links = [
        _link(f"{root}/collections/{each.id}/items/{feature_id}", "self", GEOJSON, "This feature"),
        _link(f"{root}/collections/{each.id}", "collection", JSON, each.title),
    ]
    body = geojson.line(found | {"links": links})
    return HttpResponse(body, content_type=GEOJSON)


@answers
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer 404 as JSON below /api, where no address ends in a slash."""
    raise Http404
