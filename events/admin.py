"""Curation of events: the review queue with its evidence, and the worklist. Writing is done by ``events.actions``."""

from __future__ import annotations

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from events import actions
from events.admin_articles import ArticleAdmin
from events.admin_filters import PROBLEMS, EventCountryFilter, ProblemFilter, StatusFilter
from events.admin_looked_at import ReviewAdmin
from events.admin_parts import Deciding, LookMap, Refusing, ReviewersOnly, evidence_html, replaced, said
from events.admin_people import PersonAdmin
from events.admin_queue import Queue
from events.forms import EventForm
from events.models import Actor, Claim, ControlEvent, EventProblem, Review
from events.wording import in_words
from events.wording_claims import rule_in_words
from events.wording_columns import columns_in_words, day_in_words
from gazetteer.admin_parts import MapMedia, ReadOnlyMixin
from gazetteer.matching.arabic import fold
from gazetteer.models import PlaceName

__all__ = ["ArticleAdmin", "ControlEventAdmin", "EventProblemAdmin", "PersonAdmin", "ReviewAdmin"]


class ReviewInline(ReadOnlyMixin, admin.TabularInline):
    """The event's log."""

    model = Review
    fields = readonly_fields = ("at", "verdict", "actor", "by", "note", "said", "replaced")
    extra = 0
    fk_name = "event"
    ordering = ("-at", "-pk")

    said, replaced = said, replaced

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        """Whoever sees the event sees its log."""
        return True


@admin.register(ControlEvent)
class ControlEventAdmin(Queue, Deciding, Refusing, ReviewersOnly, MapMedia, admin.ModelAdmin):
    """The review queue."""

    form = EventForm
    list_display = (
        "type", "place", "sides", "proof", "day", "stated", "status", "decided_by", "deciding",
    )  # fmt: skip
    list_filter = (
        StatusFilter,
        "type",
        "modality",
        "confidence",
        "decided_by",
        "ledger",
        EventCountryFilter,
    )
    list_select_related = ("place", "gaining", "losing", "leading_claim__article__outlet")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("pk",)
    search_help_text = _("A place, a side or words of the evidence")
    date_hierarchy = "known_on"
    autocomplete_fields = ("place",)
    readonly_fields = (
        "sentences", "machine_reading", "key", "status", "decided_by", "decided_by_user", "decided_at",
        "policy_said", "timeline_said", "contradicting", "rule_said", "lexicon",
    )  # fmt: skip
    actions = ("accept", "reject", "reopen", "merge")
    inlines = (ReviewInline,)
    fieldsets = (
        (_("Evidence"), {"fields": ("sentences", "contradicting", "policy_said", "timeline_said")}),
        (
            _("Decision"),
            {"fields": ("verdict", "note", ("status", "decided_by", "decided_by_user", "decided_at"), "seen")},
        ),
        (
            _("What happened: correct it where the machine misread"),
            {
                "fields": (
                    ("type", "place", "relation"),
                    ("part", "part_code", "whole"),
                    ("gaining", "losing"),
                    ("date_start", "date_end", "date_precision", "order_in_day"),
                    ("modality", "extent", "percent", "of_force"),
                    "point",
                    "take_out",
                )
            },
        ),
        (_("Record"), {"fields": ("machine_reading", "rule_said", ("key", "lexicon")), "classes": ("collapse",)}),
    )

    class Media:
        css = {"screen": ["events/admin.css"]}

    def get_list_display(self, request: HttpRequest):
        """In the queue nothing is decided: what was decided, and by whom, is shown where decided events are listed."""
        hidden = {"status", "decided_by"} if "status" not in request.GET and self.model is ControlEvent else set()
        hidden |= set() if self.has_change_permission(request) else {"deciding"}
        return [name for name in super().get_list_display(request) if name not in hidden]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave heavy columns of places in the database."""
        return super().get_queryset(request).prefetch_related("contradicts__place").defer("place__area")

    @admin.display(description=_("what the policy said"))
    def policy_said(self, event: ControlEvent) -> str:
        """The policy's reasons, in words."""
        return " · ".join(in_words(event.policy_reasons))

    @admin.display(description=_("timeline problems"))
    def timeline_said(self, event: ControlEvent) -> str:
        """What the timeline found wrong, in words."""
        return " · ".join(in_words(event.timeline_problems))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Find by any spelling of the place, by side, or by words of the evidence."""
        term = search_term.strip().replace("\0", "")
        if not term:
            return queryset, False
        places = PlaceName.objects.filter(folded__contains=fold(term), refused=False).values("place_id")
        told = Claim.objects.filter(sentence_text__icontains=term).values("event_id")
        labelled = Q(pk=term) | Q(label_ar__icontains=term) | Q(label_en__icontains=term)
        sides = Actor.objects.filter(labelled).values("pk")
        fits = Q(place__in=places) | Q(pk__in=told) | Q(gaining__in=sides) | Q(losing__in=sides)
        return queryset.filter(fits), False

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs) -> type:
        """Give the form's map the page's nonce, without which its script is not run."""
        form = super().get_form(request, obj, change, **kwargs)
        if "point" in form.base_fields:
            form.base_fields["point"].widget = type("Map", (LookMap,), {"csp_nonce": request.csp_nonce})()
        return form

    @admin.display(description=_("day"), ordering="date_start")
    def day(self, event: ControlEvent) -> str:
        """The first day, or the day it was made known."""
        if event.date_start:
            return day_in_words(event.date_start)
        return _("undated; known on %(day)s") % {"day": day_in_words(event.known_on)}

    @admin.display(description=_("contradicted by"))
    def contradicting(self, event: ControlEvent) -> str:
        """The events that contradict it."""
        others = [
            (other.pk, f"#{other.pk} {other} ({other.get_status_display()})") for other in event.contradicts.all()
        ]
        return format_html_join("", '<div><a href="../../{}/change/">{}</a></div>', others) or "–"

    @admin.display(description=_("sentences"))
    def sentences(self, event: ControlEvent) -> str:
        """The sentences, highlighted."""
        return evidence_html(event)

    @admin.display(description=_("the machine's reading"))
    def machine_reading(self, event: ControlEvent) -> str:
        """The machine's values, and which of them a curator overruled."""
        overruled = [f"{line} ({_('overruled')})" for line in columns_in_words(event.human)]
        lines = [*columns_in_words(event.machine), *overruled]
        return format_html_join("", "<div>{}</div>", ((line,) for line in lines))

    @admin.display(description=_("rule"))
    def rule_said(self, event: ControlEvent) -> str:
        """The rule in words, and its name."""
        return rule_in_words(event.rule)

    def save_model(self, request: HttpRequest, obj: ControlEvent, form: EventForm, change: bool) -> None:
        """Hand corrections, splits, the order and the decision to the actions, in this order."""
        data, stored = form.cleaned_data, ControlEvent.objects.get(pk=obj.pk)
        said = {"by": request.user, "note": data["note"]}
        try:
            with transaction.atomic():  # what was asked for at once is done at once, or not at all
                if values := form.corrections():
                    actions.edit(event=stored, values=values, **said)
                if "order_in_day" in form.changed_data:
                    actions.order(event=stored, position=data["order_in_day"], **said)
                if data["take_out"]:
                    actions.split(event=stored, claims=list(data["take_out"]), **said)
                if verdict := self.quick_verdict(request) or data["verdict"]:
                    actions.decide(event=stored, verdict=verdict, **said)
        except actions.Refused as reason:
            self.refuse(request, obj, reason)
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Write nothing beside the event; Django's own log asks the formsets what they did."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []


@admin.register(EventProblem)
class EventProblemAdmin(ControlEventAdmin):
    """Events that need attention, with the rule that fired."""

    list_display = ("problem_text", "type", "place", "sides", "proof", "day", "status", "decided_by", "deciding")
    list_filter = (ProblemFilter, "status", "type")
    inlines = ()

    @admin.display(description=_("problem"))
    def problem_text(self, event: EventProblem) -> str:
        """The rules that fired, in words."""
        found = [name for name in PROBLEMS if getattr(event, name)]
        if event.status == "suggested" and "no_live_claim" in found:
            found.remove("no_live_claim")
        return " · ".join([*(str(PROBLEMS[name]) for name in found), *in_words(event.timeline_problems)])
