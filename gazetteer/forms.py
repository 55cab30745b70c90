"""Forms of the curators: they check and hand over; writing is done by ``gazetteer.actions``."""

from __future__ import annotations

from django import forms
from django.contrib.gis import forms as geoforms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gazetteer.actions import Refused, check_place, good_name
from gazetteer.models import Kind, Place, PlaceChange, PlaceName, UnknownName


class SeenForm(forms.ModelForm):
    """Refuses what was filled in on a page that somebody has overtaken: it would undo what the page does not show.

    ``last_change`` says what happened last to the row, as (a mark that differs for each change, who did it).
    """

    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._mark, self._who = self.last_change() if self.instance.pk else ("", None)
        self.initial["seen"] = self._mark

    def last_change(self) -> tuple[str, object]:
        """Return the mark and the person of the row's last change; a row that keeps no history has none."""
        return "", None

    def clean(self) -> dict:
        """Compare what the page was made of with what is stored now."""
        data = super().clean()
        if data.get("seen") and data["seen"] != self._mark:
            said = _("%(who)s has changed this since you opened the page. Nothing was stored: open it anew.")
            raise ValidationError(said, params={"who": self._who or _("Somebody")}, code="overtaken")
        return data


class PlaceForm(SeenForm):
    """A place as a curator edits it. What cannot be right is said here, before anything is written."""

    class Meta:
        model = Place
        fields = ("name_ar", "name_en", "kind", "country", "admin1", "parent", "point", "population", "quality", "note")

    def clean(self) -> dict:
        """A place has a name in one of the two languages."""
        data = super().clean()
        if not (data.get("name_ar") or "").strip() and not (data.get("name_en") or "").strip():
            self.add_error("name_ar", _("a place needs a name"))
        return data

    def last_change(self) -> tuple[str, object]:
        """Return the last row of the place's record."""
        last = PlaceChange.objects.filter(place=self.instance).select_related("by").order_by("-pk").first()
        return str(last.pk if last else 0), last and last.by

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        try:
            check_place(self.instance)
            if {"name_ar", "name_en"} & set(self.changed_data):
                good_name(self.instance.name_ar or self.instance.name_en)
        except Refused as reason:
            self.add_error(None, ValidationError(str(reason)))


class NameForm(forms.ModelForm):
    """A spelling of a place."""

    class Meta:
        model = PlaceName
        fields = ("name", "kind", "refused")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # they stand in a table, whose heads are no labels
            field.widget.attrs["aria-label"] = field.label

    def clean_name(self) -> str:
        """Say here what would be refused later."""
        try:
            return good_name(self.cleaned_data["name"]) if "name" in self.changed_data else self.cleaned_data["name"]
        except Refused as reason:
            raise ValidationError(str(reason)) from None


class UnknownNameForm(SeenForm):
    """What an unknown name is: another name of a place, a new place here, or no place."""

    name_ar = forms.CharField(label=_("Arabic name of the new place"), max_length=200, required=False)
    name_en = forms.CharField(label=_("English name of the new place"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("kind of the new place"), choices=[("", "—"), *Kind.choices], required=False)
    point = geoforms.PointField(label=_("where the new place is: click on the map"), srid=4326, required=False)

    class Meta:
        model = UnknownName
        fields = ("status", "place", "country")

    def clean(self) -> dict:
        """Ask for what the chosen decision needs."""
        data = super().clean()
        status = data.get("status")
        if status == UnknownName.Status.ALIAS and not data.get("place"):
            self.add_error("place", _("Of which place is it another name?"))
        if status == UnknownName.Status.NEW:
            for name, question in (
                ("point", _("Where is it? Click on the map.")),
                ("kind", _("What is it?")),
                ("country", _("In which country is it?")),
            ):
                if not data.get(name):
                    self.add_error(name, question)
            if not self.errors:
                self._check_new(data)
        return data

    def last_change(self) -> tuple[str, object]:
        """Return the decision that stands."""
        stored = self.instance
        return f"{stored.status}@{stored.decided_at}", stored.decided_by

    def _check_new(self, data: dict) -> None:
        place = Place(
            name_ar=data["name_ar"] or self.instance.name, name_en=data["name_en"], kind=data["kind"],
            country=data["country"].upper(), point=data["point"],
        )  # fmt: skip
        for name, check in (("name_ar", lambda: good_name(place.name_ar)), ("point", lambda: check_place(place))):
            try:
                check()
            except Refused as reason:
                self.add_error(name, str(reason))


class MergeForm(forms.Form):
    """Which of the chosen places stays."""

    into = forms.ModelChoiceField(Place.objects.none(), widget=forms.RadioSelect, label=_("the place that stays"))

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = places
        self.fields["into"].empty_label = None
        self.fields["into"].label_from_instance = _in_words


def _in_words(place: Place) -> str:
    spot = f"{place.lat:.3f}, {place.lon:.3f}"
    return f"{place.name_ar} · {place.name_en} · {place.get_kind_display()} · {place.source} · {place.pk} · {spot}"
