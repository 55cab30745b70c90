"""The collections of the API, one declaration each: what they hold, which keys, which filters, how to find rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from events import selecting
from events.extraction.types import PUBLISHED_KEYS
from events.geojson import CONTROL_KEYS, EVENT_KEYS, PLACE_KEYS, feature
from events.models import Actor
from events.params import BadParam, Filters, day, filters
from events.published import claim_rows, event_rows, place_rows
from events.snapshot import Standing, as_row, as_text
from gazetteer.countries import is_country

PAGING = ("limit", "offset", "f")
_EVENT_FILTERS = (
    "bbox datetime at known type gaining losing actor modality status decided_by outlet source place country q ledger"
).split()
_SIDES = {"gaining", "losing", "actor"}
AREA_KEYS = ("state", "holders", "at", "estimate", "freshness", "hatched", "country", "places")


@dataclass(frozen=True, slots=True)
class Page:
    """Some features of all that match, and how many match; ``encoded`` gives the same features as JSON, faster."""

    matched: int
    features: Callable[[], Iterator[dict]]
    encoded: Callable[[], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection. ``find`` returns the page that the filters ask for; ``one`` narrows a query to an id.

    ``counted``: whether telling the number of items is cheap. Areas must be drawn before they can be counted.
    """

    id: str
    title: str
    description: str
    keys: tuple[str, ...]
    filters: tuple[str, ...]
    geometry: str
    find: Callable[[Filters, str | None], Page]
    counted: bool = True

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the query parameters of its items."""
        return (*self.filters, *PAGING)

    def wanted(self, sent: Mapping[str, str]) -> Filters:
        """Return the filters of ``sent`` (name → text). Raises BadParam; sides and countries must be ones there are."""
        sides = sorted(Actor.objects.values_list("pk", flat=True)) if _SIDES & set(sent) else None
        wanted = filters(sent, allowed=self.parameters, actors=sides)
        if wanted.country and not is_country(wanted.country):
            raise BadParam("country", sent["country"], "the code of a country (ISO 3166-1, such as SY)")
        return wanted


def _of_query(select: Callable, rows: Callable, keys: tuple[str, ...], *, id_key: str = "id") -> Callable:
    """Return ``find`` for a collection that is a query."""

    def find(filters: Filters, one: str | None) -> Page:
        found = select(filters)
        if one is not None:
            found = found.filter(pk=one)
        page = found[filters.offset : filters.offset + filters.limit]
        more = (selecting.asked_for(filters),) if rows is event_rows else ()
        return Page(found.count(), lambda: (feature(row, keys, id_key=id_key) for row in rows(page, *more)))

    return find


def _control(filters: Filters, one: str | None) -> Page:
    """Find how places stand on a day."""
    filters = replace(filters, place=one) if one is not None else filters
    first, after = filters.offset, filters.offset + filters.limit

    def features(found: list[Standing]) -> Iterator[dict]:
        return (feature(as_row(standing), CONTROL_KEYS, id_key="place_id") for standing in found[first:after])

    whole = selecting.whole_day(filters)
    if whole is not None:
        return Page(len(whole), lambda: features(selecting.control(filters)), lambda: iter(whole.encoded(first, after)))
    found = selecting.control(filters)
    return Page(len(found), lambda: features(found), lambda: map(as_text, found[first:after]))


def _areas(filters: Filters, one: str | None) -> Page:
    """Find the estimated areas of a day; the id of one begins with its day."""
    if one is not None and not filters.at:
        try:
            filters = replace(filters, at=day("id", one[:10]))
        except BadParam:
            return Page(0, lambda: iter(()))
    found = [area for area in selecting.areas(filters) if one in (None, area["id"])]
    return Page(len(found), lambda: iter(found[filters.offset : filters.offset + filters.limit]))


COLLECTIONS = {
    each.id: each
    for each in (
        Collection(
            "events",
            "Changes of control",
            "Changes of control that were accepted, each resting on one or more claims. date_start and date_end are "
            "half-open; an undated event counts on its known_on day.",
            EVENT_KEYS,
            tuple(_EVENT_FILTERS),
            "Point",
            _of_query(selecting.events, event_rows, EVENT_KEYS),
        ),
        Collection(
            "claims",
            "Claims",
            "Single statements in single articles, as the machine read them, behind the events.",
            PUBLISHED_KEYS,
            tuple(_EVENT_FILTERS),
            "Point",
            _of_query(selecting.claims, claim_rows, PUBLISHED_KEYS),
        ),
        Collection(
            "places",
            "Places",
            "The gazetteer: settlements, areas and sites by which changes of control are located.",
            tuple(PLACE_KEYS),
            ("bbox", "country", "place", "q"),
            "Point",
            _of_query(selecting.places, place_rows, tuple(PLACE_KEYS), id_key="place_id"),
        ),
        Collection(
            "control",
            "Control on a day",
            "Who held each place on the day at= (today without it): one point for each place that has a state. An "
            "interval in datetime asks for its last day.",
            tuple(CONTROL_KEYS),
            ("bbox", "datetime", "at", "known", "actor", "place", "country", "ledger"),
            "Point",
            _control,
        ),
        Collection(
            "areas",
            "Estimated areas of control on a day",
            "An estimate: land near places with evidence of their own takes their state. Never a front line.",
            AREA_KEYS,
            ("bbox", "datetime", "at", "known", "actor", "ledger"),
            "MultiPolygon",
            _areas,
            counted=False,
        ),
    )
}
