"""Every question that is asked of the stored rows, one public word each."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.extraction.types import TYPES


class ArticleQuerySet(models.QuerySet):
    """Questions about articles."""

    def live(self) -> ArticleQuerySet:
        """Neither superseded nor retracted: their claims may count."""
        return self.filter(superseded=False).exclude(standing="retracted")

    def news(self) -> ArticleQuerySet:
        """Not the historical ledger's references."""
        return self.filter(ledger=False)


class ClaimQuerySet(models.QuerySet):
    """Questions about claims."""

    def live(self) -> ClaimQuerySet:
        """Found by the present rules, in an article that stands, and not rejected."""
        return self.standing().filter(rejected=False)

    def standing(self) -> ClaimQuerySet:
        """Found by the present rules, in an article neither superseded nor retracted."""
        return self.filter(live=True, article__superseded=False).exclude(article__standing="retracted")


class ControlEventQuerySet(models.QuerySet):
    """Questions about events."""

    def suggested(self) -> ControlEventQuerySet:
        """Undecided, and with something to decide: an event that lost all claims is kept for its log only."""
        return self.filter(status="suggested", n_claims__gt=0)

    def accepted(self) -> ControlEventQuerySet:
        """Accepted, by a person or by the policy."""
        return self.filter(status="accepted")

    def news(self) -> ControlEventQuerySet:
        """Without the historical ledger."""
        return self.filter(ledger=False)

    def embargoed(self) -> ControlEventQuerySet:
        """Held back for now (control.md rule 26); see ``embargo_condition``."""
        return self.filter(embargo_condition())

    def released(self) -> ControlEventQuerySet:
        """Not under embargo: what map, API, tiles and exports may know."""
        return self.exclude(embargo_condition()) if embargo_hours() else self

    def at(self, day: date) -> ControlEventQuerySet:
        """May have happened on the day: the interval, or the known day of the undated, covers it."""
        return self.between(day, day + timedelta(days=1) if day < date.max else None)

    def between(self, start: date | None, end: date | None) -> ControlEventQuerySet:
        """May have happened on some day of [start, end); null is open. Undated ones count on their known day."""
        dated, undated = Q(date_start__isnull=False), Q(date_start=None)
        if start:
            dated &= Q(date_end__gt=start) | Q(date_end=None)
            undated &= Q(known_on__gte=start)
        if end:
            dated &= Q(date_start__lt=end)
            undated &= Q(known_on__lt=end)
        return self.filter(dated | undated)

    def in_bbox(self, box) -> ControlEventQuerySet:
        """Places whose point lies in the polygon ``box`` (longitude, latitude; WGS 84)."""
        return self.filter(place__point__coveredby=box)


class ControlPeriodQuerySet(models.QuerySet):
    """Questions about periods."""

    def at(self, day: date) -> ControlPeriodQuerySet:
        """In force on the day (half-open, like the store)."""
        return self.filter(during__contains=day)

    def layer(self, *, ledger: bool) -> ControlPeriodQuerySet:
        """Of the news alone, or of the news with the historical ledger."""
        return self.filter(layers__contains=int(ledger))


def embargo_hours() -> dict[str, float]:
    """Return the setting: hours by type, only the types that are held back at all; ``*`` is every type not named."""
    given = settings.CONFLICTMAP_EMBARGO_HOURS
    return {kind: hours for kind in TYPES if (hours := given.get(kind, given.get("*", 0))) > 0}


def embargo_condition() -> Q:
    """Return the condition under which an event is held back now.

    The clock starts at the end (UTC) of the day the change was made known; an event without a known day counts
    from when it was stored. Computed on each question, so an embargo that runs out needs no job.
    """
    now = timezone.now()
    held = Q(pk__in=[])
    for kind, hours in embargo_hours().items():
        since = now - timedelta(hours=hours)
        known = Q(known_on__gt=(since - timedelta(days=1)).date()) | (Q(known_on=None) & Q(created_at__gt=since))
        held |= Q(type=kind) & known
    return held


class EventProblemManager(models.Manager):
    """The worklist. Its filter is the definition of "needs attention"."""

    def get_queryset(self) -> ControlEventQuerySet:
        """Annotate every clause and keep the events where one holds; rejected events need nobody."""
        from django.apps import apps  # the model class exists only once the registry is ready

        live = apps.get_model("events", "Claim").objects.standing().filter(event=OuterRef("pk"))
        queryset = ControlEventQuerySet(self.model, using=self._db).exclude(status="rejected")
        return queryset.annotate(
            no_live_claim=~Exists(live),
            no_day=Q(date_start=None, known_on=None),
            no_place=Q(place=None),
            tied_place=Q(leading_claim__place_tie=True),
            unresolved_actor=Q(leading_claim__actor_unresolved=True),
        ).filter(
            (Q(no_live_claim=True) & ~Q(status="suggested"))
            | Q(no_day=True)
            | Q(no_place=True)
            | Q(tied_place=True)
            | Q(unresolved_actor=True)
            | ~Q(timeline_problems=[])
        )
