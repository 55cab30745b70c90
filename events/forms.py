"""Forms of the curators: they check and hand over; writing is done by ``events.actions``."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.contrib.gis import forms as geoforms
from django.utils.translation import gettext_lazy as _

from events.documents import FLAWS as CAUSES
from events.documents import MAX_BYTES, Unreadable, decode, flaw, not_yet
from events.models import Actor, Article, Claim, ControlEvent, Review, Source
from events.models.choices import PartCode
from events.rows import EVENT_COLUMNS
from gazetteer.countries import is_country
from gazetteer.forms import SeenForm

VERDICTS = [
    ("", _("no decision now")),
    (Review.Verdict.ACCEPTED, _("accept")),
    (Review.Verdict.REJECTED, _("reject")),
    (Review.Verdict.REOPENED, _("reopen")),
]
# A form's fields by the column that they correct.
COLUMNS = {name.removesuffix("_id"): name for name in EVENT_COLUMNS}


class EventForm(SeenForm):
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
    part = forms.CharField(label=_("part"), max_length=200, required=False)
    part_code = forms.ChoiceField(label=_("part code"), choices=[("", "–"), *PartCode.choices], required=False)
    percent = forms.FloatField(label=_("per cent of the place"), min_value=0, max_value=100, required=False)
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

    def last_change(self) -> tuple[str, object]:
        """Return the last row of the event's log."""
        last = self.instance.reviews.select_related("by").order_by("-pk").first()
        return str(last.pk if last else 0), last and last.by

    def corrections(self) -> dict:
        """Return the corrected values by column."""
        return {
            COLUMNS[name]: getattr(self.cleaned_data[name], "pk", self.cleaned_data[name])
            for name in self.changed_data
            if name in COLUMNS
        }


# What is sent in is read while its sender waits: a long text would hold up the site. The command takes 5 MB.
LARGEST = 300_000
FLAWS = {
    "empty": _("The text is empty."),
    "large": _("The text is larger than 300 KB, which no single article is; the command manage.py ingest reads it."),
    "nul": _("The text holds a NUL character, so it is no text."),
    "markup": _("This is a page's HTML, not its text: copy the text itself out of the page."),
    "foreign": _("The text is not Arabic prose; only Arabic news can be read."),
}


class NewArticleForm(forms.ModelForm):
    """A text typed or pasted in, or a file of one."""

    file = forms.FileField(
        label=_("or a text file"),
        required=False,
        help_text=_("UTF-8, or windows-1256 where the text is long enough to tell; 300 KB at most."),
    )

    class Meta:
        model = Article
        fields = ("title", "text", "outlet", "url", "published", "country", "archived_url", "open_text", "synthetic")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    def clean_country(self) -> str:
        """Hold it to countries that there are."""
        code = self.cleaned_data["country"].strip().upper()
        if code and not is_country(code):
            raise forms.ValidationError(_("There is no country with the code “%(code)s”."), params={"code": code})
        return code

    def clean_published(self) -> date | None:
        """Refuse a day that has not come: it is a slip of the pen."""
        day = self.cleaned_data["published"]
        if day and not_yet(day):
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict:
        """Take the text from the file where one was given, and hold it to what can be read."""
        data = super().clean()
        text, file = data.get("text") or "", data.get("file")
        if text.strip() and file:
            self.add_error("file", _("Give a text or a file, not both."))
            return data
        # Browsers send line ends as CR LF, articles have LF.
        data["text"] = self._decoded(file) if file else text.replace("\r\n", "\n").removeprefix("\ufeff")
        reason = "large" if len(data["text"].encode("utf-8", "replace")) > LARGEST else flaw(data["text"])
        if not self.errors and reason:
            self.add_error("file" if file else "text", FLAWS[reason])
        return data

    def _decoded(self, file) -> str:
        try:
            return decode(file.read(MAX_BYTES + 1), shown=file.name)[0]
        except Unreadable as error:
            told = {code: words for code, words in FLAWS.items() if str(error).endswith(f": {CAUSES[code]}.")}
            self.add_error("file", next(iter(told.values()), _("The file is not UTF-8; save it as UTF-8 text.")))
            return ""


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

    leans_to = forms.ModelMultipleChoiceField(
        Actor.objects.all(),
        label=_("leans to"),
        required=False,
        widget=FilteredSelectMultiple(_("sides"), is_stacked=False),
        help_text=_("What it says against them counts as their own admission."),
    )

    class Meta:
        model = Source
        fields = ("name", "address", "leans_to", "synthetic")

    def clean_leans_to(self) -> list[str]:
        """Return the slugs, which are what is stored."""
        return sorted(side.pk for side in self.cleaned_data["leans_to"])
