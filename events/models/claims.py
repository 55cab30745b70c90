"""Claims: what the machine read, one row per statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.articles import Article
from events.models.choices import (
    ChangeType,
    Confidence,
    DatePrecision,
    Extent,
    Modality,
    OfForce,
    PlacePrecision,
    Relation,
)
from events.querysets import ClaimQuerySet


def word(choices: type[models.TextChoices], **options) -> models.CharField:
    """Return a column for one of the words of ``choices``."""
    return models.CharField(max_length=12, choices=choices.choices, **options)


def text(length: int = 0, **options) -> models.CharField | models.TextField:
    """Return a text column that is null where the article does not say."""
    options = {"null": True, "blank": True} | options
    return models.CharField(max_length=length, **options) if length else models.TextField(**options)


def offset() -> models.PositiveIntegerField:
    """Return a column for a code-point offset, null where the part is not written."""
    return models.PositiveIntegerField(null=True, blank=True)


class Claim(models.Model):
    """One statement in one version of one article, immutable (events.extraction.types.Claim as a row).

    Outlet, title, address and publication day are the article's. ``live`` is false once the rules no longer
    find it or its article fell; ``rejected`` stays, so that re-extraction cannot bring it back; a claim
    belongs to at most one event.
    """

    id = models.CharField(primary_key=True, max_length=20)
    article = models.ForeignKey(Article, models.PROTECT, related_name="claims", verbose_name=_("article"))
    event = models.ForeignKey(
        "events.ControlEvent", models.SET_NULL, null=True, blank=True, related_name="claims", verbose_name=_("event")
    )
    live = models.BooleanField(_("live"), default=True)
    rejected = models.BooleanField(_("rejected"), default=False)

    type = word(ChangeType, verbose_name=_("type"))
    place = models.ForeignKey(
        "gazetteer.Place", models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("place")
    )
    place_ar, place_en, place_kind, place_text = text(), text(), text(20), text()
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    place_precision = word(PlacePrecision)
    relation = word(Relation)
    part, part_code, country = text(), text(20), text(2)
    admin1_ar, admin1_en = text(), text()
    gaining, gaining_ar, gaining_en = text(60), text(), text()
    gaining_with = models.TextField(blank=True, default="")
    losing, losing_ar, losing_en = text(60), text(), text()
    losing_with = models.TextField(blank=True, default="")
    date_start = models.DateField(null=True, blank=True)
    date_end = models.DateField(null=True, blank=True)
    date_precision = word(DatePrecision)
    date_text = text()
    known_on = models.DateField(null=True, blank=True)
    modality = word(Modality)
    attribution, attribution_actor = text(), text(60)
    extent = word(Extent, null=True, blank=True)
    percent = models.FloatField(null=True, blank=True)
    of_force = word(OfForce, null=True, blank=True)
    confidence = word(Confidence)
    reasons = models.TextField(blank=True, default="")
    sentence = models.PositiveIntegerField()
    sentence_text, quote = models.TextField(), models.TextField()
    start, end = models.PositiveIntegerField(), models.PositiveIntegerField()
    trigger, rule = models.TextField(), models.CharField(max_length=120)
    lexicon = models.CharField(max_length=40)
    trigger_start, trigger_end = models.PositiveIntegerField(default=0), models.PositiveIntegerField(default=0)
    place_start, place_end = offset(), offset()
    gaining_start, gaining_end = offset(), offset()
    losing_start, losing_end = offset(), offset()
    date_text_start, date_text_end = offset(), offset()
    cue_start, cue_end = offset(), offset()
    attribution_start, attribution_end = offset(), offset()
    origin = text()
    named_origin = models.BooleanField(default=True)
    actor_unresolved = models.BooleanField(default=False)
    place_tie = models.BooleanField(default=False)
    whole = models.BooleanField(default=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return f"{self.type}: {self.quote[:60]}"
