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
    place_ar, place_en = text(verbose_name=_("place in Arabic")), text(verbose_name=_("place in English"))
    place_kind, place_text = text(20, verbose_name=_("kind")), text(verbose_name=_("place as written"))
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    place_precision = word(PlacePrecision, verbose_name=_("place precision"))
    relation = word(Relation, verbose_name=_("relation"))
    part, part_code = text(verbose_name=_("part")), text(20, verbose_name=_("part code"))
    country = text(2, verbose_name=_("country"))
    admin1_ar = text(verbose_name=_("governorate in Arabic"))
    admin1_en = text(verbose_name=_("governorate in English"))
    gaining, gaining_ar, gaining_en = text(60, verbose_name=_("who gains")), text(), text()
    gaining_with = models.TextField(_("beside who gains"), blank=True, default="")
    losing, losing_ar, losing_en = text(60, verbose_name=_("who loses")), text(), text()
    losing_with = models.TextField(_("beside who loses"), blank=True, default="")
    date_start = models.DateField(_("from"), null=True, blank=True)
    date_end = models.DateField(_("before"), null=True, blank=True)
    date_precision = word(DatePrecision, verbose_name=_("date precision"))
    date_text = text(verbose_name=_("day as written"))
    known_on = models.DateField(_("known on"), null=True, blank=True)
    modality = word(Modality, verbose_name=_("modality"))
    attribution = text(verbose_name=_("who says it, as written"))
    attribution_actor = text(60, verbose_name=_("side that says it"))
    extent = word(Extent, null=True, blank=True, verbose_name=_("how much of the place"))
    percent = models.FloatField(_("per cent of the place"), null=True, blank=True)
    of_force = word(OfForce, null=True, blank=True, verbose_name=_("how much of the force"))
    confidence = word(Confidence, verbose_name=_("confidence"))
    reasons = models.TextField(_("reasons"), blank=True, default="")
    sentence = models.PositiveIntegerField(_("number of the sentence"))
    sentence_text, quote = models.TextField(_("sentence")), models.TextField(_("quotation"))
    start, end = models.PositiveIntegerField(), models.PositiveIntegerField()
    trigger, rule = models.TextField(_("telling word")), models.CharField(_("rule"), max_length=120)
    lexicon = models.CharField(_("lexicon"), max_length=40)
    trigger_start, trigger_end = models.PositiveIntegerField(default=0), models.PositiveIntegerField(default=0)
    place_start, place_end = offset(), offset()
    gaining_start, gaining_end = offset(), offset()
    losing_start, losing_end = offset(), offset()
    date_text_start, date_text_end = offset(), offset()
    cue_start, cue_end = offset(), offset()
    attribution_start, attribution_end = offset(), offset()
    origin = text(verbose_name=_("origin"))
    named_origin = models.BooleanField(_("the origin is named"), default=True)
    actor_unresolved = models.BooleanField(_("a side is not resolved"), default=False)
    place_tie = models.BooleanField(_("several places fit"), default=False)
    whole = models.BooleanField(_("all that lies in it too"), default=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return f"{self.get_type_display()}: {self.quote[:60]}"
