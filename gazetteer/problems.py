"""What counts as trouble with a place, as database expressions: the definition of the worklists.

Each rule is one function that returns a condition on ``Place``; ``problem`` names the first that holds.
"""

from __future__ import annotations

from django.contrib.gis.geos import Polygon
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from gazetteer.frames import COUNTRY_FRAMES

# What lies further than this from the point of what contains it is worth a look (kilometres).
FAR_FROM_PARENT_KM = {"governorate": 400, "district": 120, "subdistrict": 60, "city": 40, "town": 30}
# Two places of one folded name nearer than this are probably one place (metres).
DUPLICATE_WITHIN_M = 5_000
# A generalised border may be some kilometres off; a point less than this outside it is no fault (degrees).
BORDER_SLACK = 0.1


def box(west: float, south: float, east: float, north: float) -> Polygon:
    """Return a rectangle of degrees (WGS 84)."""
    polygon = Polygon.from_bbox((west, south, east, north))
    polygon.srid = 4326
    return polygon


def outside_frame() -> Q:
    """Outside the rough frame of its country; countries without a frame are never outside."""
    outside = Q(pk__in=[])
    for code, frame in COUNTRY_FRAMES.items():
        outside |= Q(country=code) & ~Q(point__intersects=box(*frame))
    return outside


def outside_country(places: QuerySet) -> Q:
    """Outside the stored polygon of its country, or outside its rough frame where none is stored."""
    country = places.filter(kind="country", country=OuterRef("country"), area__isnull=False)
    near_country = country.filter(area__dwithin=(OuterRef("point"), BORDER_SLACK))
    return Q(Exists(country) & ~Exists(near_country)) | (Q(~Exists(country)) & outside_frame())


def far_from_parent() -> Q:
    """Far from what contains it: measured to its polygon if stored, else to its point.

    The distance is in degrees of latitude (111 km); a degree of longitude is shorter, so this errs
    on the generous side.
    """
    far = Q(pk__in=[])
    for kind, km in FAR_FROM_PARENT_KM.items():
        far |= Q(parent__kind=kind, parent__area__isnull=True) & ~Q(point__dwithin=(F("parent__point"), km / 95))
    return far | (Q(parent__area__isnull=False) & ~Q(parent__area__dwithin=(F("point"), BORDER_SLACK)))


def twins(names: QuerySet) -> QuerySet:
    """Official names equal to one of the place's, of other live places of its family close by."""
    own = names.filter(place=OuterRef(OuterRef("pk")), kind="official", refused=False)
    return names.filter(
        folded__in=own.values("folded"),
        kind="official",
        refused=False,
        place__merged_into__isnull=True,
        place__removed_at__isnull=True,
        place__family=OuterRef("family"),
        place__point__dwithin=(OuterRef("point"), DUPLICATE_WITHIN_M / 111_000),
    ).exclude(place=OuterRef("pk"))


def problem(places: QuerySet, names: QuerySet) -> Case:
    """Return the name of the first rule that a place breaks, or an empty string.

    A curator who looked at a place and found it right (``checked_at``) silences the doubts about it.
    """
    return Case(
        When(checked_at__isnull=False, then=Value("")),
        When(outside_country(places), then=Value("outside_country")),
        When(far_from_parent(), then=Value("far_from_parent")),
        When(Exists(twins(names)), then=Value("duplicate")),
        When(quality="unverified", then=Value("unverified")),
        default=Value(""),
        output_field=CharField(),
    )
