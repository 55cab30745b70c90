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
from django.db.models.expressions import RawSQL

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
    # Inside is told quickly; only for the few outside is the distance to the border measured.
    near_country = country.filter(
        Q(area__covers=OuterRef("point")) | Q(area__dwithin=(OuterRef("point"), BORDER_SLACK))
    )
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


# One hash join over all names; asked place by place it takes minutes at 10,000 places.
_TWINS = """
SELECT mine.place_id FROM gazetteer_placename AS mine
JOIN gazetteer_placename AS other ON other.folded = mine.folded AND other.place_id <> mine.place_id
JOIN gazetteer_place AS here ON here.id = mine.place_id
JOIN gazetteer_place AS there ON there.id = other.place_id AND there.family = here.family
    AND ST_DWithin(there.point, here.point, %s)
WHERE mine.kind = 'official' AND NOT mine.refused AND other.kind = 'official' AND NOT other.refused
    AND here.merged_into_id IS NULL AND here.removed_at IS NULL
    AND there.merged_into_id IS NULL AND there.removed_at IS NULL
"""


def has_twin() -> Q:
    """One of its official names is that of another live place of its family close by."""
    return Q(pk__in=RawSQL(_TWINS, [DUPLICATE_WITHIN_M / 111_000]))


def problem(places: QuerySet) -> Case:
    """Return the name of the first rule that a place breaks, or an empty string.

    A curator who looked at a place and found it right (``checked_at``) silences the doubts about it.
    """
    return Case(
        When(checked_at__isnull=False, then=Value("")),
        When(outside_country(places), then=Value("outside_country")),
        When(far_from_parent(), then=Value("far_from_parent")),
        When(has_twin(), then=Value("duplicate")),
        When(quality="unverified", then=Value("unverified")),
        default=Value(""),
        output_field=CharField(),
    )
