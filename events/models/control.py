"""Control over time: what the accepted events say of each place on each day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, IntegerRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext_lazy as _

from events.models.choices import DecidedBy, State, Track
from events.models.claims import word
from events.querysets import ControlPeriodQuerySet


def both_layers() -> NumericRange:
    """Return the layers of a row that counts with and without the historical ledger."""
    return NumericRange(0, 2, "[)")


def _place_as_number() -> models.Func:
    return models.Func("place", models.Value(0), function="hashtextextended", output_field=models.BigIntegerField())


class ControlPeriod(models.Model):
    """What one track of a place is on ``during``, half-open days; an upper bound of null is open.

    Derived: rebuilt by the actions from accepted events and never edited. ``layers`` says in which readings the row
    counts: layer 0 is the news alone, layer 1 the news with the historical ledger; most rows count in both.
    ``basis`` are event primary keys.
    """

    place = models.ForeignKey("gazetteer.Place", models.PROTECT, related_name="periods", verbose_name=_("place"))
    track = word(Track, verbose_name=_("track"))
    layers = IntegerRangeField(_("layers"), default=both_layers)
    during = DateRangeField(_("during"))
    state = word(State, verbose_name=_("state"))
    holders = ArrayField(models.CharField(max_length=60), verbose_name=_("holders"), default=list, blank=True)
    named = ArrayField(models.CharField(max_length=60), verbose_name=_("as named"), default=list, blank=True)
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
        indexes = [GistIndex(fields=["layers", "during"], name="period_layers_during")]
        constraints = [
            ExclusionConstraint(
                name="one_period_per_place_track_day",
                # A GiST index sorts numbers well and words badly: behind their hash, storing takes a tenth of the time.
                # The places themselves are compared too, so that no two that share a hash are taken for one.
                expressions=[
                    (_place_as_number(), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                    ("place", RangeOperators.EQUAL),
                    ("track", RangeOperators.EQUAL),
                    ("layers", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="period_track_and_state",
                condition=models.Q(track="siege", state="besieged")
                | (models.Q(track="control") & ~models.Q(state="besieged")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.get_state_display()}"
