"""Forms of the curators: they check and hand over; writing is done by ``gazetteer.actions``."""

from __future__ import annotations

from django import forms
from django.contrib.gis import forms as geoforms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gazetteer.actions import Refused, check_place
from gazetteer.models import Kind, Place, UnknownName


class PlaceForm(forms.ModelForm):
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

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        try:
            check_place(self.instance)
        except Refused as reason:
            self.add_error(None, ValidationError(str(reason)))


class UnknownNameForm(forms.ModelForm):
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

    def _check_new(self, data: dict) -> None:
        place = Place(
            name_ar=data["name_ar"] or self.instance.name, name_en=data["name_en"], kind=data["kind"],
            country=data["country"].upper(), point=data["point"],
        )  # fmt: skip
        try:
            check_place(place)
        except Refused as reason:
            self.add_error("point", str(reason))


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
