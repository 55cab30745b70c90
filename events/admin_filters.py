"""How the queue of events is narrowed: by status, by country, by what is wrong with an event."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.models import ControlEvent
from gazetteer.admin_parts import country_names

PROBLEMS = {
    "no_live_claim": _("decided, but no claim stands behind it"),
    "no_day": _("no day is known"),
    "no_place": _("the place is not resolved"),
    "tied_place": _("several places fit"),
    "unresolved_actor": _("a side is not resolved"),
}


class StatusFilter(admin.SimpleListFilter):
    """Undecided events first: the queue."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """The queue is what is shown without a choice."""
        return [("accepted", _("accepted")), ("rejected", _("rejected")), ("all", _("all"))]

    def choices(self, changelist):
        """Name the default for what it is, and count it like the others."""
        first, *others = super().choices(changelist)
        said = _("undecided")
        if changelist.add_facets:
            there = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
            said = f"{said} ({there.suggested().count()})"
        return [first | {"display": said}, *others]

    def __init__(self, request: HttpRequest, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.request = request

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the events of the chosen status."""
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value()) if self.value() else queryset.suggested()


class EventCountryFilter(admin.SimpleListFilter):
    """The countries in which something is told to have happened, by their names."""

    title = _("country")
    parameter_name = "place__country"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """The countries of the events' places."""
        codes = ControlEvent.objects.exclude(place=None).order_by().values_list("place__country", flat=True).distinct()
        names = country_names()
        return sorted(((code, names.get(code, code)) for code in codes), key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the events of the chosen country."""
        return queryset.filter(place__country=self.value()) if self.value() else queryset


class ProblemFilter(admin.SimpleListFilter):
    """Which rule of the worklist an event breaks."""

    title = _("problem")
    parameter_name = "problem"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """The rules, in words."""
        return [*PROBLEMS.items(), ("timeline", _("the timeline found a gap or a contradiction"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the events that break the chosen rule."""
        if self.value() == "timeline":
            return queryset.exclude(timeline_problems=[])
        return queryset.filter(**{self.value(): True}) if self.value() in PROBLEMS else queryset
