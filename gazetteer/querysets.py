"""Every question that is asked of places and names, one public word each."""

from __future__ import annotations

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db import models
from django.db.models import F, Func, Q

from gazetteer import problems


class Degrees(Func):
    """One coordinate of a point, read in the database: a thousand times cheaper than a geometry object."""

    output_field = models.FloatField()


class PlaceQuerySet(models.QuerySet):
    """Questions asked of places."""

    def live(self) -> PlaceQuerySet:
        """Leave out places that were merged into another or removed."""
        return self.filter(merged_into__isnull=True, removed_at__isnull=True)

    def confirmed(self) -> PlaceQuerySet:
        """Keep places that a record confirms."""
        return self.filter(quality="confirmed")

    def unverified(self) -> PlaceQuerySet:
        """Keep places that no record confirms: candidates for a curator, never for the policy."""
        return self.filter(quality="unverified")

    def in_country(self, country: str) -> PlaceQuerySet:
        """Keep places of one country (ISO 3166-1 alpha-2)."""
        return self.filter(country=country)

    def in_bbox(self, west: float, south: float, east: float, north: float) -> PlaceQuerySet:
        """Keep places whose point lies in a box of degrees; a box over the date line has west > east."""
        if west <= east:
            return self.filter(point__intersects=problems.box(west, south, east, north))
        return self.filter(
            Q(point__intersects=problems.box(west, south, 180, north))
            | Q(point__intersects=problems.box(-180, south, east, north))
        )

    def near(self, lon: float, lat: float, km: float) -> PlaceQuerySet:
        """Keep places within ``km`` kilometres of a point, nearest first.

        The box of degrees in front lets the index work; the exact distance decides within it.
        """
        point = Point(lon, lat, srid=4326)
        degrees = km / 55  # one degree of longitude at 60° north; generous further south
        return (
            self.filter(point__dwithin=(point, degrees))
            .annotate(distance=Distance("point", point))
            .filter(distance__lte=D(km=km))
            .order_by("distance")
        )

    def with_degrees(self) -> PlaceQuerySet:
        """Annotate ``lat`` and ``lon``, for ``values`` and ``values_list``."""
        return self.annotate(lat=Degrees("point", function="ST_Y"), lon=Degrees("point", function="ST_X"))

    def with_admin1_names(self) -> PlaceQuerySet:
        """Annotate ``admin1_ar`` and ``admin1_en``, the names of the governorate."""
        return self.annotate(admin1_ar=F("admin1__name_ar"), admin1_en=F("admin1__name_en"))

    def without_areas(self) -> PlaceQuerySet:
        """Leave the heavy polygons in the database."""
        return self.defer("area")

    def with_problem(self) -> PlaceQuerySet:
        """Annotate ``problem``: the first rule of the worklists that the place breaks, or an empty string."""
        return self.annotate(problem=problems.problem(self.model._base_manager.all()))

    def problems(self) -> PlaceQuerySet:
        """Keep live places that need a curator's eye."""
        return self.live().with_problem().exclude(problem="")

    def doubtful_coordinates(self) -> PlaceQuerySet:
        """Keep live places outside their country or far from what contains them."""
        return self.problems().filter(problem__in=("outside_country", "far_from_parent"))

    def duplicates(self) -> PlaceQuerySet:
        """Keep live places that share a name with a place of their family close by."""
        return self.problems().filter(problem="duplicate")


class LivePlaceManager(models.Manager.from_queryset(PlaceQuerySet)):
    """The public manager: merged and removed places never come out of it."""

    def get_queryset(self) -> PlaceQuerySet:
        """Return live places only."""
        return super().get_queryset().live()


class PlaceProblemManager(LivePlaceManager):
    """What the worklist shows: its filter is the definition of "needs attention"."""

    def get_queryset(self) -> PlaceQuerySet:
        """Return live places with the rule that they break."""
        return super().get_queryset().problems().without_areas()


class PlaceNameQuerySet(models.QuerySet):
    """Questions asked of names."""

    def live(self) -> PlaceNameQuerySet:
        """Keep names that no curator refused, of places that are live."""
        return self.filter(refused=False, place__merged_into__isnull=True, place__removed_at__isnull=True)


class UnknownNameQuerySet(models.QuerySet):
    """Questions asked of names that the gazetteer did not know."""

    def open(self) -> UnknownNameQuerySet:
        """Keep names that nobody has decided on, most frequent first."""
        return self.filter(status="open", count__gt=0).order_by("-count", "folded")
