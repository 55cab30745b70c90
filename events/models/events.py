"""Events: merged claims with the decisions of people."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models.actors import Actor
from events.models.choices import (
    ChangeType,
    Confidence,
    DatePrecision,
    DecidedBy,
    Extent,
    Modality,
    OfForce,
    PlacePrecision,
    Relation,
    Status,
)
from events.models.claims import text, word
from events.querysets import ControlEventQuerySet, EventProblemManager


def _side(column: str, name) -> models.ForeignKey:
    """Return a column for a side that an event names, null where it names none."""
    return models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="+", db_column=column, verbose_name=name
    )


class ControlEvent(models.Model):
    """A change of control: what its claims say together, and what was decided about it.

    ``machine`` holds the merged reading and is written by the machine only; ``human`` holds a curator's
    corrections (same keys) and is written by people only. The flat columns are the value in force,
    ``machine | human``, kept by the actions for querying. Days are half-open [date_start, date_end).
    ``frozen`` keeps the machine from regrouping what a curator merged or split; ``digest`` is a hash of all that the
    timeline reads, equal on every machine.
    """

    key = models.CharField(_("key"), max_length=40, unique=True)
    machine = models.JSONField(_("machine's reading"), default=dict)
    human = models.JSONField(_("curator's corrections"), default=dict, blank=True)

    type = word(ChangeType, verbose_name=_("type"))
    place = models.ForeignKey(
        "gazetteer.Place", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("place")
    )
    place_precision = word(PlacePrecision, verbose_name=_("place precision"))
    relation = word(Relation, verbose_name=_("relation"))
    part, part_code = text(verbose_name=_("part")), text(20, verbose_name=_("part code"))
    gaining = _side("gaining", _("who gains"))
    losing = _side("losing", _("who loses"))
    gaining_with = models.TextField(_("beside who gains"), blank=True, default="")
    losing_with = models.TextField(_("beside who loses"), blank=True, default="")
    date_start = models.DateField(_("from"), null=True, blank=True)
    date_end = models.DateField(_("before"), null=True, blank=True)
    date_precision = word(DatePrecision, verbose_name=_("date precision"))
    known_on = models.DateField(_("known on"), null=True, blank=True)
    modality = word(Modality, verbose_name=_("modality"))
    extent = word(Extent, null=True, blank=True, verbose_name=_("how much of the place"))
    percent = models.FloatField(_("per cent of the place"), null=True, blank=True)
    of_force = word(OfForce, null=True, blank=True, verbose_name=_("how much of the force"))
    whole = models.BooleanField(_("all that lies in it too"), default=False)
    confidence = word(Confidence, verbose_name=_("confidence"))

    leading_claim = models.ForeignKey(
        "events.Claim", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("leading claim")
    )
    n_claims = models.PositiveIntegerField(_("claims"), default=0)
    n_sources = models.PositiveIntegerField(_("independent sources"), default=0)
    first_published = models.DateField(_("first published"), null=True, blank=True)
    evidence = ArrayField(models.DateField(), verbose_name=_("days of evidence"), default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=32, blank=True, default="")
    rule = models.CharField(_("rule"), max_length=120, blank=True, default="")
    lexicon = models.CharField(_("lexicon"), max_length=40, blank=True, default="")

    status = word(Status, default=Status.SUGGESTED, verbose_name=_("status"))
    decided_by = word(DecidedBy, null=True, blank=True, verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("curator")
    )
    policy_reasons = models.JSONField(_("what the policy said"), default=list, blank=True)
    frozen = models.BooleanField(_("grouped by a curator"), default=False)
    timeline_problems = ArrayField(models.TextField(), verbose_name=_("timeline problems"), default=list, blank=True)
    order_in_day = models.SmallIntegerField(_("order within the day"), null=True, blank=True)
    contradicts = models.ManyToManyField("self", blank=True, verbose_name=_("contradicts"))
    ledger = models.BooleanField(_("historical ledger"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ControlEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of control")
        verbose_name_plural = _("changes of control")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["place", "status"]),
            models.Index(fields=["status", "ledger"]),
            models.Index(fields=["date_start", "date_end"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_decision_what_who_when",
                condition=Q(status="suggested", decided_by=None, decided_at=None)
                | (~Q(status="suggested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="event_person_has_a_name",
                condition=Q(decided_by="person", decided_by_user__isnull=False)
                | (~Q(decided_by="person") & Q(decided_by_user=None))
                | Q(decided_by=None, decided_by_user=None),
            ),
            models.CheckConstraint(
                name="event_policy_only_accepts", condition=~Q(decided_by="policy") | Q(status="accepted")
            ),
            models.CheckConstraint(
                name="event_days_half_open",
                condition=Q(date_end=None) | Q(date_start=None) | Q(date_end__gt=F("date_start")),
            ),
        ]
        permissions = [("review_events", "Can see undecided events and decide them")]

    def __str__(self) -> str:
        day = self.date_start or self.known_on
        parts = (self.get_type_display(), self.place or "?", date_format(day, "j F Y") if day else "")
        return " · ".join(str(part) for part in parts if part)


class EventProblem(ControlEvent):
    """The worklist: events that need a person. ``problem_text`` says which rule fired."""

    objects = EventProblemManager()

    class Meta:
        proxy = True
        verbose_name = _("event that needs attention")
        verbose_name_plural = _("events that need attention")


class LedgerStamp(models.Model):
    """One row whose number is another after every write: caches compare it, nothing else."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("stamp of the ledger")
        verbose_name_plural = _("stamp of the ledger")

    def __str__(self) -> str:
        return str(self.number)
