"""Places, their names, and the record of what people decided about them.

Machine fields come from importers and may be refreshed by them; a field that a person has set is listed in
``Place.curated`` and no importer touches it again. Nothing is deleted: places are merged or removed, names refused.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gazetteer.querysets import (
    LivePlaceManager,
    PlaceNameQuerySet,
    PlaceProblemManager,
    PlaceQuerySet,
    UnknownNameQuerySet,
)


class Kind(models.TextChoices):
    """What a place is."""

    COUNTRY = "country", _("country")
    GOVERNORATE = "governorate", _("governorate")
    DISTRICT = "district", _("district")
    SUBDISTRICT = "subdistrict", _("sub-district")
    CITY = "city", _("city")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    CAMP = "camp", _("camp")
    BASE = "base", _("base")
    AIRBASE = "airbase", _("airbase")
    PORT = "port", _("port")
    CROSSING = "crossing", _("crossing")
    DAM = "dam", _("dam")
    BRIDGE = "bridge", _("bridge")
    ISLAND = "island", _("island")
    OILFIELD = "oilfield", _("oil or gas field")
    HILL = "hill", _("hill")
    ROAD = "road", _("road")
    RIVER = "river", _("river")
    FACILITY = "facility", _("facility")
    AREA = "area", _("area")


# Kinds that two sources may give one and the same place; every other kind is a family of its own.
FAMILIES = {
    "settlement": ("city", "town", "village", "camp"),
    "military": ("base", "airbase"),
}


class Quality(models.TextChoices):
    """Whether a record outside the project confirms a place."""

    CONFIRMED = "confirmed", _("confirmed by a record")
    UNVERIFIED = "unverified", _("not verified")


def _person(name) -> models.ForeignKey:
    """Return a column for who did something."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=name
    )


class Place(models.Model):
    """A named spot or area. Coordinates are WGS 84, longitude first; ``country`` is ISO 3166-1 alpha-2.

    The id is a stable slug: ``gn<GeoNames>``, else ``wd<q…>``, else ``wof<…>``, else ``ocha-<p-code>``, else ``cm-…``.
    """

    id = models.CharField(_("id"), primary_key=True, max_length=64)
    name_ar = models.CharField(_("Arabic name, as news writes it"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    country = models.CharField(_("country"), max_length=2)
    admin1 = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("governorate")
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    point = models.PointField(_("point"), srid=4326)
    area = models.MultiPolygonField(_("area"), srid=4326, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    quality = models.CharField(_("quality"), max_length=12, choices=Quality, default=Quality.CONFIRMED)

    source = models.CharField(_("source"), max_length=100, blank=True)
    record = models.CharField(_("record that confirms it"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    pcode = models.CharField(_("p-code"), max_length=20, null=True, blank=True)
    geonames_id = models.PositiveBigIntegerField(_("GeoNames id"), null=True, blank=True)
    wikidata = models.CharField(_("Wikidata id"), max_length=20, null=True, blank=True)
    wof_id = models.PositiveBigIntegerField(_("Who's On First id"), null=True, blank=True)

    curated = ArrayField(models.CharField(max_length=20), verbose_name=_("set by people"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_at = models.DateTimeField(_("looked at and found right"), null=True, blank=True)
    checked_by = _person(_("looked at by"))
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    # Null where the source no longer had the place: if it has it again, the place comes back.
    removed_by = _person(_("removed by"))
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True, db_index=True)
    family = models.GeneratedField(
        expression=Case(
            *(When(kind__in=kinds, then=Value(name)) for name, kinds in FAMILIES.items()), default=F("kind")
        ),
        output_field=models.CharField(max_length=16),
        db_persist=True,
    )

    objects = LivePlaceManager()
    everything = models.Manager.from_queryset(PlaceQuerySet)()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        ordering = ("id",)
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = (
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="place_quality_known", condition=Q(quality__in=Quality.values)),
            models.CheckConstraint(name="place_has_a_name", condition=~Q(name_ar="") | ~Q(name_en="")),
            models.CheckConstraint(name="place_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.UniqueConstraint(name="place_pcode_once", fields=("pcode",)),
            models.UniqueConstraint(name="place_geonames_once", fields=("geonames_id",)),
        )
        indexes = (
            models.Index(name="place_country_kind", fields=("country", "kind")),
            models.Index(name="place_wikidata", fields=("wikidata",)),
            models.Index(name="place_largest", fields=("-population", "id")),
        )

    def __str__(self) -> str:
        arabic_first = get_language() == "ar"
        return (self.name_ar or self.name_en) if arabic_first else (self.name_en or self.name_ar)

    @property
    def lon(self) -> float:
        """Longitude in degrees."""
        return self.point.x

    @property
    def lat(self) -> float:
        """Latitude in degrees."""
        return self.point.y


class PlaceProblem(Place):
    """A place that needs a curator's eye; ``problem`` says which rule it breaks."""

    objects = PlaceProblemManager()

    class Meta:
        proxy = True
        verbose_name = _("place with a problem")
        verbose_name_plural = _("worklist: doubtful places")


class PlaceName(models.Model):
    """One spelling of a place's name, with its folded form by which it is found."""

    class NameKind(models.TextChoices):
        """Where a spelling comes from."""

        OFFICIAL = "official", _("official")
        ALIAS = "alias", _("other name")
        SHORT = "short", _("short name")
        WAR = "war", _("war-time name")
        KURDISH = "kurdish", _("Kurdish")
        AGENCY = "agency", _("agencies' spelling")
        SPELLING = "spelling", _("spelling")

    place = models.ForeignKey(Place, models.CASCADE, related_name="names", verbose_name=_("place"))
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(_("folded form"), max_length=200, db_index=True)
    lang = models.CharField(_("language"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.OFFICIAL)
    source = models.CharField(_("source"), max_length=100, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    added_by = _person(_("decided by"))
    refused = models.BooleanField(_("refused: not a name of this place"), default=False)
    updated = models.DateTimeField(auto_now=True, db_index=True)

    objects = PlaceNameQuerySet.as_manager()

    class Meta:
        ordering = ("place_id", "id")
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = (models.UniqueConstraint(name="placename_once_per_place", fields=("place", "name")),)
        indexes = (GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="placename_folded_trgm"),)

    def __str__(self) -> str:
        return self.name


class UnknownName(models.Model):
    """A name that texts use for a place and the gazetteer does not have; a curator decides what it is."""

    class Status(models.TextChoices):
        """What a curator made of it."""

        OPEN = "open", _("open")
        ALIAS = "alias", _("another name of a place")
        NEW = "new", _("a new place")
        DISMISSED = "dismissed", _("no place")

    folded = models.CharField(_("folded form"), max_length=200, unique=True)
    name = models.CharField(_("name as written"), max_length=200)
    kind_hint = models.CharField(_("kind, by the head word"), max_length=16, blank=True)
    country = models.CharField(_("country of the stories"), max_length=2, blank=True)
    count = models.PositiveIntegerField(_("times seen"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("is this place")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = _person(_("decided by"))
    first_seen = models.DateTimeField(auto_now_add=True)

    objects = UnknownNameQuerySet.as_manager()

    class Meta:
        ordering = ("-count", "folded")
        verbose_name = _("unknown name")
        verbose_name_plural = _("worklist: unknown names")
        indexes = (models.Index(name="unknown_status_count", fields=("status", "-count")),)

    def __str__(self) -> str:
        return self.name


class UnknownNameSentence(models.Model):
    """A sentence in which an unknown name stands. ``article`` is whatever key the reader of the text uses."""

    unknown = models.ForeignKey(UnknownName, models.CASCADE, related_name="sentences")
    article = models.CharField(_("article"), max_length=64, db_index=True)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    start = models.PositiveIntegerField(_("offset in the text"))
    sentence = models.TextField(_("sentence"))

    class Meta:
        ordering = ("unknown_id", "article", "start")
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = (models.UniqueConstraint(name="unknown_sentence_once", fields=("unknown", "article", "start")),)

    def __str__(self) -> str:
        return self.outlet or self.article


class PlaceChange(models.Model):
    """The append-only record of what was done to the gazetteer, by whom and when."""

    class Action(models.TextChoices):
        """What was done."""

        LOAD = "load", _("loaded from a source")
        EDIT = "edit", _("edited")
        CREATE = "create", _("created")
        MERGE = "merge", _("merged")
        REMOVE = "remove", _("removed")
        NAME = "name", _("name added")
        REFUSE = "refuse", _("name refused")
        CHECK = "check", _("looked at and found right")
        UNKNOWN = "unknown", _("unknown name decided")

    action = models.CharField(_("action"), max_length=10, choices=Action)
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="changes", verbose_name=_("place")
    )
    detail = models.JSONField(_("detail"), default=dict, encoder=DjangoJSONEncoder)
    by = _person(_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("change of the gazetteer")
        verbose_name_plural = _("changes of the gazetteer")

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.place or ''}".strip()


class GazetteerVersion(models.Model):
    """One row that changes with every write, so that caches know when they are stale."""

    stamp = models.CharField(max_length=32)

    @classmethod
    def bump(cls) -> None:
        """Change the stamp. Every writer calls this inside its transaction."""
        cls.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4().hex})

    @classmethod
    def current(cls) -> str:
        """Return what a cache compares: the stamp, and the latest change of a row that was written past it."""
        # One question: most answers ask it.
        latest = ", ".join(f'(SELECT max(updated) FROM "{model._meta.db_table}")' for model in (Place, PlaceName))
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT (SELECT stamp FROM "{cls._meta.db_table}" WHERE id = 1), {latest}')
            stamp, *latest = cursor.fetchone()
        return "-".join([stamp or "", *(f"{day:%Y%m%d%H%M%S%f}" if day else "0" for day in latest)])

    class Meta:
        verbose_name = _("version of the gazetteer")
        verbose_name_plural = _("version of the gazetteer")
