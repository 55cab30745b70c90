"""What the admin pages of events share: evidence in the page, the map, and decisions on chosen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from leaflet.admin import LeafletAdminWidget

from events import actions
from events.http import REVIEW
from events.models import Claim, ControlEvent, Review
from events.pages import excerpts
from events.wording import in_words
from events.wording_claims import reasons_in_words, rule_in_words
from events.wording_columns import columns_in_words


class Deciding:
    """Decisions on chosen events. Each event stands for itself: one refusal stops no other."""

    @admin.action(description=_("Accept"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Accept the chosen events."""
        said = {"by": request.user, "verdict": "accepted", "first": self.is_queue(request)}
        self._each(request, queryset, lambda e: actions.decide(event=e, **said))

    @admin.action(description=_("Reject"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Reject the chosen events; their claims will not come back."""
        said = {"by": request.user, "verdict": "rejected", "first": self.is_queue(request)}
        self._each(request, queryset, lambda e: actions.decide(event=e, **said))

    @admin.action(description=_("Reopen"), permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the decisions on the chosen events back."""
        self._each(request, queryset, lambda e: actions.decide(event=e, by=request.user, verdict="reopened"))

    @admin.action(description=_("Merge into one event …"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask which of the chosen events stays, then put the others' claims into it."""
        chosen = ControlEvent.objects.filter(pk__in=queryset.values("pk"))
        events = list(chosen.select_related("place", "gaining", "losing"))
        into = next((event for event in events if str(event.pk) == request.POST.get("into")), None)
        if into is None:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Merge events"),
                "opts": self.model._meta,
                "events": events,
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/events/merge.html", context)
        ordered = [into, *(event for event in events if event != into)]
        try:
            actions.merge(events=ordered, by=request.user, note=request.POST.get("note", ""))
            self.message_user(request, _("Merged."), messages.SUCCESS)
        except actions.Refused as reason:
            self.message_user(request, str(reason), messages.ERROR)
        return None

    def is_queue(self, request: HttpRequest) -> bool:
        """Whether the list shows the undecided only."""
        return self.model is ControlEvent and "status" not in request.GET

    def _each(self, request: HttpRequest, queryset: QuerySet, act: Callable) -> None:
        done = 0
        for event in ControlEvent.objects.filter(pk__in=list(queryset.values_list("pk", flat=True))).order_by("pk"):
            try:
                act(event)
                done += 1
            except actions.Refused as reason:
                self.message_user(request, str(reason), messages.ERROR)
        said = ngettext("%(n)d event done.", "%(n)d events done.", done) % {"n": done}
        self.message_user(request, said, messages.SUCCESS if done else messages.WARNING)


class Refusing:
    """What an action refused is told, and nothing is said or logged to have been stored."""

    def refuse(self, request: HttpRequest, obj, reason: Exception) -> None:
        """Tell why; ``obj`` remembers it for the answer."""
        self.message_user(request, str(reason), messages.ERROR)
        obj.was_refused = True

    def log_change(self, request: HttpRequest, obj, message):
        """Log only what was stored."""
        return None if getattr(obj, "was_refused", False) else super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj) -> HttpResponse:
        """Show the row again where the change was refused."""
        if getattr(obj, "was_refused", False):
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)


class ReviewersOnly:
    """Pages for those who may review; nothing is added or deleted here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reviewers, and whoever may look."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        """Reviewers, and whoever has the model's own right."""
        return request.user.has_perm(REVIEW) or super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        """Deciding is what reviewing means."""
        return request.user.has_perm(REVIEW)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        """Events come from articles."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """An event is rejected, never deleted."""
        return False


@admin.display(description=_("reasons"))
def said(self, review: Review) -> str:
    """A row of the log: its reasons in words."""
    return " · ".join(in_words(review.reasons))


@admin.display(description=_("before"))
def replaced(self, review: Review) -> str:
    """A row of the log: what the decision replaced, in words."""
    return " · ".join(columns_in_words(review.before))


class LookMap(LeafletAdminWidget):
    """A map that shows a point and lets nobody move it."""

    geom_type = "POINT"
    modifiable = False
    template_name = "leaflet/admin/widget.html"


def evidence_html(event: ControlEvent) -> str:
    """Return the event's claims with their sentences, highlighted; those rejected or no longer found are marked."""
    return evidence_of(event.claims.select_related("article__outlet").order_by("article__published", "start", "pk"))


def evidence_of(claims: Iterable[Claim]) -> str:
    """Return claims with their sentences, highlighted."""
    rows = [
        {
            "claim": claim,
            "excerpts": excerpts(claim.article.text, [claim]),
            "reasons": reasons_in_words(claim.reasons),
            "rule": rule_in_words(claim.rule),
        }
        for claim in claims
    ]
    return render_to_string("admin/events/evidence.html", {"rows": rows})
