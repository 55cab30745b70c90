"""Acceptance by policy, stored: each change of mind and each new refusal with its reasons in the log."""

from __future__ import annotations

from django.utils import timezone

from events.actions.frame import log, policy_is_on
from events.merging import EventGroup
from events.models import ControlEvent, Review
from events.policy import PolicyContext, Verdict, judge
from events.rows import digest

ECHO = "rejected_before: a curator rejected the same change"


def judge_group(event: ControlEvent, group: EventGroup, context: PolicyContext, *, echo: bool) -> None:
    """Decide one event by the policy, if it is on. ``echo`` says that a curator rejected the same change before."""
    if not policy_is_on():
        return
    verdict = judge(group, context)
    if echo:
        verdict = Verdict(False, (*(() if verdict.accepted else verdict.reasons), ECHO))
    apply_verdict(event, verdict)


def apply_verdict(event: ControlEvent, verdict: Verdict) -> None:
    """Store the policy's verdict on an event that no person decided; nothing where it says the same as before."""
    reasons, was_accepted = list(verdict.reasons), event.status == "accepted"
    if was_accepted == verdict.accepted and event.policy_reasons == reasons:
        return
    before = {"status": event.status, "reasons": event.policy_reasons}
    event.policy_reasons = reasons
    event.status = "accepted" if verdict.accepted else "suggested"
    if verdict.accepted != was_accepted:
        event.decided_by = "policy" if verdict.accepted else None
        event.decided_at = timezone.now() if verdict.accepted else None
    event.digest = digest(event)
    event.save()
    if verdict.accepted:
        said = Review.Verdict.ACCEPTED
    else:
        said = Review.Verdict.REOPENED if was_accepted else Review.Verdict.REFUSED
    log(said, event=event, policy=True, reasons=reasons, before=before)
