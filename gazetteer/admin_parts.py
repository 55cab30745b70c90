"""What the admin pages of the gazetteer share: the map's media, rows that are only read, actions on places."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gazetteer import actions
from gazetteer.forms import MergeForm
from gazetteer.models import Place


class MapMedia:
    """The base map under the form maps: ours, for the browser asks nobody else."""

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        """Add the module that draws the base map; lists have no map."""
        context["media"] += Media(js=[Script("gazetteer/admin-map.js", type="module")])
        return super().render_change_form(request, context, *args, **kwargs)


def country_names() -> dict[str, str]:
    """Return code → name in the active language, of the countries that the gazetteer has."""
    return {place.country: str(place) for place in Place.objects.filter(kind="country").without_areas()}


class CountryFilter(admin.AllValuesFieldListFilter):
    """Countries by their names, as the gazetteer has them; one that it has not by its code."""

    def choices(self, changelist):
        """Name each code."""
        names = country_names()
        for choice in super().choices(changelist):
            yield choice | {"display": names.get(choice["display"], choice["display"]) or "–"}


class SourceFilter(admin.AllValuesFieldListFilter):
    """Sources by their names, curators among them."""

    def choices(self, changelist):
        """Name each source."""
        for choice in super().choices(changelist):
            told = _("curator") if choice["display"] == actions.PEOPLE else choice["display"]
            yield choice | {"display": told or "–"}


class ReadOnlyMixin:
    """Rows that nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Never."""
        return False


class PlaceActions:
    """What can be done with chosen places."""

    @admin.action(description=_("Looked at and found right"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the chosen places off the worklist."""
        self._each(request, queryset, lambda place: actions.check(place=place, by=request.user))

    @admin.action(description=_("Verified: confirm"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Confirm the chosen places."""
        self._each(request, queryset, lambda place: actions.check(place=place, by=request.user, confirm=True))

    @admin.action(description=_("Take out of the gazetteer"), permissions=["change"])
    def take_out(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove the chosen places; their rows stay."""
        self._each(request, queryset, lambda place: actions.remove(place=place, by=request.user))

    @admin.action(description=_("Merge into one place …"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask which of the chosen places stays, then merge the others into it."""
        places = Place.objects.filter(pk__in=queryset.values("pk")).without_areas()
        if places.count() < 2:
            self.message_user(request, _("Choose the places that are one: two or more."), messages.ERROR)
            return None
        form = MergeForm(request.POST if "into" in request.POST else None, places=places)
        if form.is_valid():
            into = form.cleaned_data["into"]
            others = places.exclude(pk=into.pk)
            return self._each(request, others, lambda place: actions.merge(place=place, into=into, by=request.user))
        context = {
            **self.admin_site.each_context(request), "title": _("Merge places"), "opts": self.model._meta, "form": form,
            "places": places, "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }  # fmt: skip
        return TemplateResponse(request, "admin/gazetteer/merge.html", context)

    def _each(self, request: HttpRequest, queryset: QuerySet, act) -> None:
        done = 0
        for place in Place.objects.filter(pk__in=list(queryset.values_list("pk", flat=True))):
            try:
                act(place)
                done += 1
            except actions.Refused as reason:
                self.message_user(request, str(reason), messages.ERROR)
        said = ngettext("%(n)d place done.", "%(n)d places done.", done) % {"n": done}
        self.message_user(request, said, messages.SUCCESS if done else messages.WARNING)
