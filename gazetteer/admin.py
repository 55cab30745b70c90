"""Curation of the gazetteer: places on a map, and worklists. Everything written goes through ``gazetteer.actions``."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from leaflet.admin import LeafletAdminWidget, LeafletGeoAdminMixin

from gazetteer import actions
from gazetteer.admin_parts import CountryFilter, MapMedia, PlaceActions, ReadOnlyMixin, SourceFilter
from gazetteer.forms import NameForm, PlaceForm, UnknownNameForm
from gazetteer.matching.arabic import fold
from gazetteer.models import Kind, Place, PlaceChange, PlaceName, PlaceProblem, UnknownName, UnknownNameSentence
from gazetteer.wording import detail_in_words

PROBLEMS = {
    "outside_country": _("lies outside its country"),
    "far_from_parent": _("far from what it is part of"),
    "duplicate": _("another place of this name close by"),
    "unverified": _("confirmed by no record"),
}


LANGUAGES = {"ar": _("Arabic"), "en": _("English"), "ku": _("Kurdish"), "tr": _("Turkish"), "fr": _("French")}


@admin.display(description=_("source"), ordering="source")
def origin(self, row: Place | PlaceName) -> str:
    """Where a row comes from: a source by its name, or a curator."""
    return gettext("curator") if row.source == actions.PEOPLE else row.source or "–"


class PlaceNameInline(admin.TabularInline):
    """The spellings of a place: added or refused, never rewritten."""

    model = PlaceName
    form = NameForm
    extra = 1
    can_delete = False
    fields = ("name", "kind", "refused", "language", "origin", "added_by")
    readonly_fields = ("language", "origin", "added_by")
    origin = origin

    @admin.display(description=_("language"))
    def language(self, name: PlaceName) -> str:
        """The language by its name; its code where it has none here."""
        return str(LANGUAGES.get(name.lang, name.lang)) or "–"


@admin.register(Place)
class PlaceAdmin(MapMedia, PlaceActions, LeafletGeoAdminMixin, admin.ModelAdmin):
    """Places on a map, with their names; search forgives spelling."""

    form = PlaceForm
    list_display = ("name_ar", "name_en", "kind", "country", "admin1", "quality", "origin", "id")
    list_display_links = ("name_ar", "name_en")
    list_filter = (("country", CountryFilter), "kind", "quality", ("source", SourceFilter))
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("id", "names__folded")
    search_help_text = _("A name in any spelling, an id or a p-code")
    ordering = ("-population", "id")
    autocomplete_fields = ("admin1", "parent")
    inlines = (PlaceNameInline,)
    readonly_fields = tuple(
        "id origin record licence source_date pcode geonames_id wikidata wof_id set_by_people".split()
    )
    origin = origin
    actions = ("mark_checked", "confirm", "take_out", "merge")
    fieldsets = (
        (None, {"fields": ("name_ar", "name_en", ("kind", "country"), ("admin1", "parent"), "point")}),
        (None, {"fields": (("population", "quality"), "note", "seen")}),
        (_("Record"), {"fields": readonly_fields}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave the polygons in the database."""
        return super().get_queryset(request).without_areas().select_related("admin1").defer("admin1__area")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Find by any spelling of any name, by id or by p-code."""
        term = search_term.strip().replace("\0", "").encode("utf-8", "ignore").decode()
        if not term:
            return queryset, False
        folded = fold(term)
        like = Q(folded__contains=folded) | Q(folded__trigram_similar=folded)
        names = PlaceName.objects.filter(like, refused=False).values("place_id")
        return queryset.filter(Q(pk__in=names) | Q(pk=term) | Q(pcode=term)), False

    @admin.display(description=_("set by people"))
    def set_by_people(self, place: Place) -> str:
        """The fields that no importer touches."""
        return gettext(", ").join(str(Place._meta.get_field(name).verbose_name) for name in place.curated) or "–"

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Places are merged or taken out, never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Place, form: PlaceForm, change: bool) -> None:
        """Hand what was changed to the actions."""
        data = form.cleaned_data
        if change:
            changes = {name: data[name] for name in form.changed_data if name in actions.EDITABLE}
            saved = actions.edit(place=obj, by=request.user, changes=changes)
        else:
            wanted = {name: data[name] for name in ("name_ar", "name_en", "kind", "country", "note", "quality")}
            saved = actions.create(by=request.user, lon=data["point"].x, lat=data["point"].y, **wanted)
            rest = {name: data[name] for name in ("admin1", "parent", "population") if data[name]}
            saved = actions.edit(place=saved, by=request.user, changes=rest) if rest else saved
        obj.__dict__.update(saved.__dict__)

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        """Hand new and refused names to the actions; a filed spelling itself is never rewritten."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            name = row.instance
            if not row.has_changed():
                continue
            if name.pk and row.cleaned_data["refused"] and "refused" in row.changed_data:
                actions.refuse_name(name=PlaceName.objects.get(pk=name.pk), by=request.user)
                formset.changed_objects.append((name, ["refused"]))
            else:
                said = {"name": row.cleaned_data["name"], "kind": row.cleaned_data["kind"]}
                actions.add_name(place=form.instance, by=request.user, **said)
                formset.changed_objects.append((name, row.changed_data))


class ProblemFilter(admin.SimpleListFilter):
    """Which rule a place breaks."""

    title = _("problem")
    parameter_name = "problem"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """The rules, in words."""
        return list(PROBLEMS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the places that break the chosen rule."""
        return queryset.filter(problem=self.value()) if self.value() else queryset


@admin.register(PlaceProblem)
class PlaceProblemAdmin(PlaceAdmin):
    """Doubtful coordinates, duplicates and unverified places."""

    list_display = ("name_ar", "name_en", "problem_text", "kind", "country", "admin1", "origin", "id")
    list_filter = (ProblemFilter, ("country", CountryFilter), "kind", ("source", SourceFilter))
    ordering = ("id",)

    @admin.display(description=_("problem"))
    def problem_text(self, place: PlaceProblem) -> str:
        """The rule that the place breaks, in words."""
        return PROBLEMS[place.problem]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A worklist gains rows by its rules only."""
        return False


class SentenceInline(ReadOnlyMixin, admin.TabularInline):
    """Where the name stands."""

    model = UnknownNameSentence
    fields = ("sentence", "outlet")
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        """Whoever may see the name may see its sentences."""
        return request.user.has_perm("gazetteer.view_unknownname")


class KindFilter(admin.AllValuesFieldListFilter):
    """Kinds in words."""

    def choices(self, changelist):
        """Name each kind."""
        for choice in super().choices(changelist):
            yield choice | {"display": dict(Kind.choices).get(choice["display"], choice["display"] or "–")}


@admin.register(UnknownName)
class UnknownNameAdmin(MapMedia, admin.ModelAdmin):
    """Names that texts use and the gazetteer lacks, most frequent first."""

    form = UnknownNameForm
    list_display = ("name", "count", "head_word", "country", "status", "first_sentence")
    list_filter = ("status", ("kind_hint", KindFilter), ("country", CountryFilter))
    search_fields = ("name", "folded")
    ordering = ("-count", "folded")
    autocomplete_fields = ("place",)
    inlines = (SentenceInline,)
    readonly_fields = ("name", "count", "head_word", "decided_at", "decided_by")
    fieldsets = (
        (None, {"fields": (("name", "count", "head_word"), "status", "seen")}),
        (_("Another name of a place"), {"fields": ("place",)}),
        (_("A new place here"), {"fields": (("name_ar", "name_en"), ("kind", "country"), "point")}),
        (_("Record"), {"fields": (("decided_at", "decided_by"),)}),
    )
    actions = ("dismiss",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Open ones unless a status is asked for."""
        found = super().get_queryset(request).prefetch_related("sentences")
        listed = request.resolver_match and request.resolver_match.url_name.endswith("_changelist")
        asked = any(key.startswith("status") for key in request.GET)
        return found.open() if listed and not asked else found

    @admin.display(description=_("kind, by the head word"), ordering="kind_hint")
    def head_word(self, unknown: UnknownName) -> str:
        """The kind in words."""
        return str(dict(Kind.choices).get(unknown.kind_hint, unknown.kind_hint)) or "–"

    @admin.display(description=_("sentence"))
    def first_sentence(self, unknown: UnknownName) -> str:
        """The first sentence that holds the name."""
        sentences = unknown.sentences.all()
        return sentences[0].sentence[:160] if sentences else ""

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs) -> type:
        """Give the form's map the page's nonce, without which its script is not run."""
        form = super().get_form(request, obj, change, **kwargs)
        widget = type(
            "ClickMap",
            (LeafletAdminWidget,),
            {"geom_type": "POINT", "template_name": "leaflet/admin/widget.html", "csp_nonce": request.csp_nonce},
        )
        if "point" in form.base_fields:
            form.base_fields["point"].widget = widget()
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Texts report names; nobody types them in."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """A name is dismissed, never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: UnknownName, form: UnknownNameForm, change: bool) -> None:
        """Hand the decision to the actions."""
        data, by = form.cleaned_data, request.user
        unknown = UnknownName.objects.get(pk=obj.pk)
        if data["status"] == UnknownName.Status.ALIAS:
            actions.decide_alias(unknown=unknown, place=data["place"], by=by)
        elif data["status"] == UnknownName.Status.NEW:
            wanted = {"name_ar": data["name_ar"] or unknown.name, "name_en": data["name_en"], "kind": data["kind"]}
            spot = {"country": data["country"].upper(), "lon": data["point"].x, "lat": data["point"].y}
            actions.decide_new(unknown=unknown, by=by, **wanted, **spot)
        elif data["status"] == UnknownName.Status.DISMISSED:
            actions.dismiss(unknown=unknown, by=by)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Sentences are only read: nothing to write, and nothing for the log."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    @admin.action(description=_("No place: dismiss"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Say of the chosen names that they are no places."""
        for unknown in queryset:
            actions.dismiss(unknown=unknown, by=request.user)


@admin.register(PlaceChange)
class PlaceChangeAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The append-only record."""

    list_display = ("at", "action", "place", "by", "what")
    list_filter = ("action",)
    fields = ("at", "action", "place", "by", "what")
    date_hierarchy = "at"
    list_select_related = ("place", "by")

    @admin.display(description=_("detail"))
    def what(self, change: PlaceChange) -> str:
        """The detail in words."""
        return detail_in_words(change.detail)
