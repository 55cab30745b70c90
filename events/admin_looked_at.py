"""What the admin shows and nobody changes there: sides, claims, periods and the log."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.admin_parts import evidence_of, replaced, said
from events.models import Actor, Claim, ControlPeriod, Review
from events.wording import in_words
from events.wording_claims import reasons_in_words, rule_in_words
from events.wording_columns import day_in_words, sides_in_words
from gazetteer.admin_parts import ReadOnlyMixin


def relation(name: str):
    """Return a column that names the sides of one of a side's relations."""

    @admin.display(description=Actor._meta.get_field(name).verbose_name)
    def column(self, actor: Actor) -> str:
        """The sides, with the days between which it holds."""
        return " · ".join(_related(entry) for entry in getattr(actor, name))

    return column


def _related(entry: dict) -> str:
    days = [day_in_words(entry[end]) if entry.get(end) else "…" for end in ("from", "to")]
    span = f" ({days[0]} – {days[1]})" if entry.get("from") or entry.get("to") else ""
    return sides_in_words([entry["slug"]]) + span


@admin.register(Actor)
class ActorAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The sides, as the lexicon has them."""

    list_display = ("label_ar", "label_en", "slug", "color", "country", "exists_from", "exists_to")
    search_fields = ("slug", "label_ar", "label_en")
    fields = (
        "label_ar", "label_en", "slug", "color", "country", "exists_from", "exists_to", "also", "parts", "allies",
        "successors",
    )  # fmt: skip
    parts, allies, successors = relation("part_of"), relation("ally_of"), relation("successor_of")

    @admin.display(description=_("aliases"))
    def also(self, actor: Actor) -> str:
        """Its other names."""
        return " · ".join(map(str, actor.aliases))


def _labelled(arabic: str | None, english: str | None, slug: str | None) -> str:
    return (arabic if get_language() == "ar" else english) or slug or "–"


class RuleFilter(admin.AllValuesFieldListFilter):
    """Rules by the words that they go by."""

    def choices(self, changelist):
        """Name each rule."""
        for choice in super().choices(changelist):
            yield choice | {"display": rule_in_words(str(choice["display"]))}


@admin.register(Claim)
class ClaimAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Claims are the machine's reading: looked at, never changed."""

    list_display = ("type", "place_said", "gains", "loses", "date_start", "modality", "confidence", "live", "quote")
    list_filter = (
        "type", "modality", "confidence", "live", "rejected", "place_precision", "article__ledger",
        ("rule", RuleFilter),
    )  # fmt: skip
    search_fields = ("sentence_text", "place_ar", "place_en", "place_text")
    list_select_related = ("place",)
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("evidence", "article", "event", ("live", "rejected"))}),
        (
            None,
            {
                "fields": (
                    ("type", "place_said", "place_text"),
                    ("relation", "place_precision", "part", "whole"),
                    ("gains", "gains_beside"),
                    ("loses", "loses_beside"),
                    ("date_start", "date_end", "date_precision", "date_text", "known_on"),
                    ("modality", "attribution", "speaks", "origin", "named_origin"),
                    ("extent", "percent", "of_force"),
                    ("actor_unresolved", "place_tie"),
                )
            },
        ),
        (_("Record"), {"fields": ("confidence", "why", "trigger", "rule_said", "lexicon")}),
    )

    @admin.display(description=_("place"), ordering="place_ar")
    def place_said(self, claim: Claim) -> str:
        """The place by its name, else as it is written."""
        return str(claim.place) if claim.place else claim.place_text or "?"

    @admin.display(description=_("who gains"), ordering="gaining")
    def gains(self, claim: Claim) -> str:
        """The side that gains."""
        return _labelled(claim.gaining_ar, claim.gaining_en, claim.gaining)

    @admin.display(description=_("who loses"), ordering="losing")
    def loses(self, claim: Claim) -> str:
        """The side that loses."""
        return _labelled(claim.losing_ar, claim.losing_en, claim.losing)

    @admin.display(description=_("beside who gains"))
    def gains_beside(self, claim: Claim) -> str:
        """The sides beside the one that gains."""
        return sides_in_words(claim.gaining_with.split()) or "–"

    @admin.display(description=_("beside who loses"))
    def loses_beside(self, claim: Claim) -> str:
        """The sides beside the one that loses."""
        return sides_in_words(claim.losing_with.split()) or "–"

    @admin.display(description=_("side that says it"))
    def speaks(self, claim: Claim) -> str:
        """The side that speaks."""
        return sides_in_words([claim.attribution_actor]) if claim.attribution_actor else "–"

    @admin.display(description=_("reasons"))
    def why(self, claim: Claim) -> str:
        """The reasons in words."""
        return " · ".join(reasons_in_words(claim.reasons))

    @admin.display(description=_("rule"))
    def rule_said(self, claim: Claim) -> str:
        """The rule in words."""
        return rule_in_words(claim.rule)

    @admin.display(description=_("sentences"))
    def evidence(self, claim: Claim) -> str:
        """The sentence, highlighted."""
        return evidence_of([claim])

    class Media:
        css = {"screen": ["events/admin.css"]}


@admin.register(ControlPeriod)
class ControlPeriodAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Periods are computed: looked at, never changed."""

    list_display = ("place", "track", "first", "last", "state", "sides", "inferred", "decided_by", "counts")
    list_filter = ("track", "state", "inferred", "decided_by")
    search_fields = ("place__name_ar", "place__name_en")
    list_select_related = ("place",)
    show_full_result_count = False
    fields = (
        "place", "track", ("first", "last"), ("state", "sides", "left"), "parts", ("inferred", "hatched"),
        ("since", "last_evidence"), "decided_by", "counts", "basis", "trouble",
    )  # fmt: skip

    @admin.display(description=_("from"), ordering="during")
    def first(self, period: ControlPeriod) -> str:
        """The first day."""
        return day_in_words(period.during.lower)

    @admin.display(description=_("before"))
    def last(self, period: ControlPeriod) -> str:
        """The day that it no longer includes, or that it is open."""
        return day_in_words(period.during.upper) if period.during.upper else gettext("until now")

    @admin.display(description=_("holders"))
    def sides(self, period: ControlPeriod) -> str:
        """The holders by their names."""
        return sides_in_words(period.holders) or "–"

    @admin.display(description=_("left by"))
    def left(self, period: ControlPeriod) -> str:
        """Who left it."""
        return sides_in_words([period.left_by]) if period.left_by else "–"

    @admin.display(description=_("shares"))
    def parts(self, period: ControlPeriod) -> str:
        """Who holds which part."""
        named = ((part, side) for part, _code, side, *_besieged in period.shares)
        return " · ".join(f"{part}: {sides_in_words([side]) if side else '?'}" for part, side in named) or "–"

    @admin.display(description=_("layers"))
    def counts(self, period: ControlPeriod) -> str:
        """In which readings it counts."""
        lower, upper = period.layers.lower, period.layers.upper
        if upper - lower > 1:
            return gettext("with and without the historical ledger")
        return gettext("only with the historical ledger") if lower else gettext("only without the historical ledger")

    @admin.display(description=_("problems"))
    def trouble(self, period: ControlPeriod) -> str:
        """What the timeline found wrong, in words."""
        return " · ".join(in_words(period.problems)) or "–"


@admin.register(Review)
class ReviewAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The log: it only grows."""

    list_display = ("at", "verdict", "actor", "by", "event", "article", "note", "said")
    list_filter = ("verdict", "actor")
    list_select_related = ("by", "event__place", "article")
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ("at", "verdict", "actor", "by", "event", "article", "note", "said", "replaced")
    said, replaced = said, replaced
