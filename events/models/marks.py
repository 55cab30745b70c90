"""What caches compare: a number for each place that is another after each change, and what its events hash to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceMark(models.Model):
    """The accepted events and periods of one place, told by a number and two hashes. Derived, like periods.

    ``number`` is drawn anew whenever the place's events or periods change. ``news`` and ``both`` are hashes of the
    digests of the accepted events at the place, without and with the historical ledger; empty where there are none.
    They are equal on every machine that holds the same ledger.
    """

    place = models.OneToOneField(
        "gazetteer.Place", models.PROTECT, primary_key=True, related_name="mark", verbose_name=_("place")
    )
    number = models.PositiveBigIntegerField()
    news = models.CharField(max_length=64, blank=True, default="")
    both = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("mark of a place")
        verbose_name_plural = _("marks of places")

    def __str__(self) -> str:
        return f"{self.place_id} {self.number}"
