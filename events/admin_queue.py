"""The review queue: the proof in the row, a decision by one key, the next event after each, the last ones taken back.

Decisions of the queue's own buttons come as ``decide=VERDICT:PK`` (in the list) and ``_accept``, ``_reject`` (on an
event's page, after what was corrected there).
"""

from __future__ import annotations

from copy import copy
from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from events import actions
from events.models import Claim, ControlEvent, Review
from events.pages import Piece, excerpts, pieces

VERDICTS = {Review.Verdict.ACCEPTED: _("Accept"), Review.Verdict.REJECTED: _("Reject")}
QUICK = {"_accept": Review.Verdict.ACCEPTED, "_reject": Review.Verdict.REJECTED}
# How many of one's own decisions the queue shows for taking back, and for how long.
SHOWN, SHOWN_FOR = 5, timedelta(hours=12)


class Queue:
    """What a list of events needs to be worked off."""

    change_list_template = "admin/events/controlevent/change_list.html"
    change_form_template = "admin/events/controlevent/change_form.html"
    show_facets = admin.ShowFacets.ALWAYS

    @admin.display(description=_("sides"), ordering="gaining")
    def sides(self, event: ControlEvent) -> str:
        """Who gains and who loses, each named as such."""
        rows = ((_("who gains"), event.gaining), (_("who loses"), event.losing))
        told = [(label, side) for label, side in rows if side]
        return format_html_join("", '<div class="cm-side"><span>{}</span> {}</div>', told) or "–"

    @admin.display(description=_("proof"))
    def proof(self, event: ControlEvent) -> str:
        """The leading claim's sentence, highlighted, with who said it when."""
        claim = event.leading_claim
        if claim is None:
            return "–"
        context = {"event": event, "claim": claim, "pieces": _sentence(claim)}
        return render_to_string("admin/events/proof.html", context)

    @admin.display(description=_("how it is told"), ordering="confidence")
    def stated(self, event: ControlEvent) -> str:
        """Modality, confidence, and whether other events contradict it."""
        told = [event.get_modality_display(), f"{_('confidence')}: {event.get_confidence_display()}"]
        told += [f"⚠ {_('contradicted')}"] if event.contradicts.all() else []
        return format_html_join("", "<div>{}</div>", ((line,) for line in told))

    @admin.display(description=_("decision"))
    def deciding(self, event: ControlEvent) -> str:
        """Buttons for what can be decided."""
        if event.status != "suggested":
            return format_html('<button name="decide" value="reopened:{}">{}</button>', event.pk, _("Reopen"))
        buttons = ((verdict, event.pk, words) for verdict, words in VERDICTS.items())
        return format_html_join(" ", '<button name="decide" value="{}:{}">{}</button>', buttons)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Show the list, or do what one of its buttons asks for."""
        if request.method == "POST" and "decide" in request.POST:
            return self._decide(request)
        context: dict = {"may_decide": self.has_change_permission(request)}
        if self.is_queue(request):
            context["title"] = _("Review queue: what is not yet decided")
        if context["may_decide"]:
            context["last_decided"] = _last_decided(request.user)
        return super().changelist_view(request, context | (extra_context or {}))

    def _decide(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        verdict, _colon, pk = request.POST["decide"].partition(":")
        event = ControlEvent.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() else None
        if event is None:
            self.message_user(request, _("This event is no longer there."), messages.ERROR)
        else:
            try:
                # Only what is undecided has buttons for these.
                actions.decide(event=event, by=request.user, verdict=verdict, first=verdict in VERDICTS)
                self.message_user(request, f"{Review.Verdict(verdict).label}: {event}", messages.SUCCESS)
            except actions.Refused as reason:
                self.message_user(request, str(reason), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def quick_verdict(self, request: HttpRequest) -> str:
        """Return the verdict that a button of an event's page asks for; empty for other buttons."""
        return next((verdict for name, verdict in QUICK.items() if name in request.POST), "")

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj=None, **kwargs) -> HttpResponse:
        """Say which event comes next, and how many there are."""
        if obj is not None and self.has_change_permission(request, obj):
            pks = self._queued(request)
            at = pks.index(obj.pk) if obj.pk in pks else -1
            following = next((pk for pk in pks[at + 1 :] + pks if pk != obj.pk), None)
            context |= {
                "queue": {"length": len(pks), "number": at + 1, "next": following},
                "next_address": following and self._address(request, following),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_change(self, request: HttpRequest, obj) -> HttpResponse:
        """Go on to the next event after a decision by button."""
        verdict = self.quick_verdict(request)
        if not verdict or getattr(obj, "was_refused", False):
            return super().response_change(request, obj)
        self.message_user(request, f"{verdict.label}: {obj}", messages.SUCCESS)
        following = request.POST.get("_next", "")
        if following.isascii() and following.isdigit() and self.model.objects.filter(pk=following).exists():
            return HttpResponseRedirect(self._address(request, following))
        return self.response_post_save_change(request, obj)

    def _address(self, request: HttpRequest, pk) -> str:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        return add_preserved_filters(
            {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, address
        )

    def _queued(self, request: HttpRequest) -> list[int]:
        """Return the events of the list that this page was opened from, in its order."""
        asked = copy(request)
        asked.GET = QueryDict(request.GET.get("_changelist_filters", ""))
        try:
            return list(self.get_changelist_instance(asked).queryset.values_list("pk", flat=True))
        except IncorrectLookupParameters:
            return []


def _sentence(claim: Claim) -> list[Piece]:
    """Return the claim's sentence in pieces. It is looked for as it is stored: a list reads no article through."""
    text, said = claim.article.text, claim.sentence_text
    start = text.rfind(said, max(0, claim.trigger_start - len(said)), claim.trigger_start + len(said))
    if said and 0 <= start <= claim.trigger_start < start + len(said):
        return pieces(text, [claim], start, start + len(said))
    return [piece for excerpt in excerpts(text, [claim]) for piece in excerpt.pieces]


def _last_decided(user) -> list[Review]:
    """Return the person's last decisions that still stand, newest first."""
    rows = Review.objects.filter(by=user, verdict__in=VERDICTS, at__gte=timezone.now() - SHOWN_FOR)
    rows = rows.filter(event__decided_by_user=user).select_related("event__place").order_by("-pk")[: 3 * SHOWN]
    standing = {row.event_id: row for row in reversed(rows) if row.event.status == row.verdict}
    return sorted(standing.values(), key=lambda row: -row.pk)[:SHOWN]
