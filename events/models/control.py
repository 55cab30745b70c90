"""Control over time: what the accepted events say of each place on each day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from events.models.choices import DecidedBy, State, Track
from events.models.claims import word
from events.querysets import ControlPeriodQuerySet


class ControlPeriod(models.Model):
    """What one track of a place is on ``during``, half-open days; an upper bound of null is open.

    Derived: rebuilt by the actions from accepted events and never edited. ``ledger`` tells the two readings
    apart, without (false) and with (true) the historical ledger. ``basis`` are event primary keys.
    """

    place = models.ForeignKey("gazetteer.Place", models.PROTECT, related_name="periods", verbose_name=_("place"))
    track = word(Track, verbose_name=_("track"))
    ledger = models.BooleanField(_("with the historical ledger"), default=False)
    during = DateRangeField(_("during"))
    state = word(State, verbose_name=_("state"))
    holders = ArrayField(models.CharField(max_length=60), verbose_name=_("holders"), default=list, blank=True)
    shares = models.JSONField(_("shares"), default=list, blank=True)
    left_by = models.CharField(_("left by"), max_length=60, null=True, blank=True)
    inferred = models.BooleanField(_("inferred"), default=False)
    hatched = models.BooleanField(_("passed down"), default=False)
    since = models.DateField(_("since"), null=True, blank=True)
    last_evidence = models.DateField(_("last evidence"), null=True, blank=True)
    decided_by = word(DecidedBy, null=True, blank=True, verbose_name=_("decided by"))
    basis = ArrayField(models.BigIntegerField(), verbose_name=_("basis"), default=list, blank=True)
    problems = ArrayField(models.TextField(), verbose_name=_("problems"), default=list, blank=True)

    objects = ControlPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("control period")
        verbose_name_plural = _("control periods")
        ordering = ["place", "track", "during"]
        indexes = [GistIndex(fields=["during"], name="period_during")]
        constraints = [
            # A boolean has no GiST operator class before PostgreSQL 15, hence the cast.
            ExclusionConstraint(
                name="one_period_per_place_track_day",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("track", RangeOperators.EQUAL),
                    (Cast("ledger", models.IntegerField()), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="period_track_and_state",
                condition=models.Q(track="siege", state="besieged") | (models.Q(track="control") & ~models.Q(state="besieged")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.track} {self.state}"
