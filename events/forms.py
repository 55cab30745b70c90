"""Forms of the curators: they check and hand over; writing is done by ``events.actions``."""

from __future__ import annotations

from django import forms
from django.contrib.gis import forms as geoforms
from django.utils.translation import gettext_lazy as _

from events.models import Actor, Article, Claim, ControlEvent, Review, Source
from events.rows import EVENT_COLUMNS

VERDICTS = [
    ("", _("no decision now")),
    (Review.Verdict.ACCEPTED, _("accept")),
    (Review.Verdict.REJECTED, _("reject")),
    (Review.Verdict.REOPENED, _("reopen")),
]
# A form's fields by the column that they correct.
COLUMNS = {name.removesuffix("_id"): name for name in EVENT_COLUMNS}


class EventForm(forms.ModelForm):
    """What a curator says about an event: corrections, the decision, and claims that belong elsewhere."""

    verdict = forms.ChoiceField(label=_("decision"), choices=VERDICTS, required=False)
    note = forms.CharField(label=_("note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    take_out = forms.ModelMultipleChoiceField(
        Claim.objects.none(),
        label=_("claims about another change"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They become an event of their own."),
    )
    point = geoforms.PointField(label=_("on the map"), srid=4326, required=False, disabled=True)

    class Meta:
        model = ControlEvent
        fields = (
            "type place relation part part_code gaining losing date_start date_end date_precision modality extent "
            "percent of_force whole order_in_day"
        ).split()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.instance
        self.fields["take_out"].queryset = event.claims.all() if event.pk else Claim.objects.none()
        self.initial["point"] = event.place.point if event.place_id else None

    def clean(self) -> dict:
        """Turn blanks into "not said" and hold the days to their order."""
        data = super().clean()
        for name in ("part", "part_code", "extent", "of_force"):
            data[name] = data.get(name) or None
        start, end = data.get("date_start"), data.get("date_end")
        if start and end and end <= start:
            self.add_error("date_end", _("The day after the last must come after the first day."))
        return data

    def corrections(self) -> dict:
        """Return the corrected values by column."""
        return {
            COLUMNS[name]: getattr(self.cleaned_data[name], "pk", self.cleaned_data[name])
            for name in self.changed_data
            if name in COLUMNS
        }


class NewArticleForm(forms.ModelForm):
    """A text typed or pasted in."""

    class Meta:
        model = Article
        fields = ("title", "text", "outlet", "url", "published", "country", "archived_url", "open_text", "synthetic")


class StandingForm(forms.ModelForm):
    """What became of an article at its outlet."""

    standing_note = forms.CharField(label=_("what was corrected, and where it says so"), required=False)

    class Meta:
        model = Article
        fields = ("standing",)

    def clean(self) -> dict:
        """A change of standing needs its reason."""
        data = super().clean()
        if "standing" in self.changed_data and not data.get("standing_note", "").strip():
            self.add_error("standing_note", _("Say what was corrected."))
        return data


class SourceForm(forms.ModelForm):
    """An outlet and whom it speaks for."""

    class Meta:
        model = Source
        fields = ("name", "address", "leans_to", "synthetic")

    def clean_leans_to(self) -> list[str]:
        """Hold it to a list of known sides."""
        given = self.cleaned_data["leans_to"] or []
        known = set(Actor.objects.values_list("pk", flat=True))
        if not isinstance(given, list) or not all(isinstance(slug, str) and slug in known for slug in given):
            raise forms.ValidationError(_('Give a list of slugs of sides, such as ["isis"].'))
        return given
