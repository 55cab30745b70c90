"""Events as persons had decided them by the end of a day, read back from the log (rule 20)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from events.models import ControlEvent, Review
from events.rows import unpacked

_V = Review.Verdict
_SAYS = {_V.ACCEPTED: "accepted", _V.REJECTED: "rejected", _V.MERGED: "rejected"}
_DECIDING = (*_SAYS, _V.REOPENED, _V.UNSUPPORTED)


def end_of(day: date) -> datetime:
    """Return the first moment after the day. Days are UTC's, so that an answer is the same on every machine."""
    last = day if day == date.max else day + timedelta(days=1)
    return datetime.combine(last, time.max if day == date.max else time.min, tzinfo=UTC)


def decided_by_then(day: date, *, ledger: bool, policy: bool) -> list[ControlEvent]:
    """Return the events that a person had accepted or rejected by the end of ``day``, as they were then; unsaved.

    What was decided, corrected or ordered later is taken back. Facts of the historical ledger only with ``ledger``.
    Where the policy is off its former acceptances stand like a person's; they count from publication.
    """
    standing = _standing(day)
    known = ControlEvent.objects.released().filter(Q(decided_by="person") | Q(pk__in=standing))
    formerly = [] if policy else list(ControlEvent.objects.released().accepted().filter(decided_by="policy"))
    corrected, found = _corrected_later(day), [event for event in formerly if event.pk not in standing]
    for event in known if ledger else known.news():
        verdict, at = standing.get(event.pk, (None, None))
        if verdict is None and event.decided_by == "person" and event.decided_at < end_of(day):
            verdict, at = event.status, event.decided_at  # decided without a row in the log
        if verdict not in _SAYS:
            continue
        event.status, event.decided_by, event.decided_at = _SAYS[verdict], "person", at
        for name, value in corrected.get(event.pk, {}).items():
            setattr(event, name, value)
        found.append(event)
    return found


def _standing(day: date) -> dict[int, tuple[str, datetime]]:
    """Return event → the last decision of a person (or the loss of its last claim) by the end of the day, and when."""
    rows = Review.objects.filter(event__isnull=False, at__lt=end_of(day), verdict__in=_DECIDING).exclude(actor="policy")
    # The event that took others' claims was not decided by that: only they have something to say of before.
    rows = rows.exclude(verdict=_V.MERGED, before={}).order_by("event_id", "-at", "-pk").distinct("event_id")
    return {event: (verdict, at) for event, verdict, at in rows.values_list("event_id", "verdict", "at")}


def _corrected_later(day: date) -> dict[int, dict]:
    """Return event → the columns that were corrected after the day, with what they held before."""
    rows = Review.objects.filter(event__isnull=False, at__gte=end_of(day), verdict__in=(_V.EDITED, _V.ORDERED))
    found: dict[int, dict] = {}
    for event, before in rows.order_by("-at", "-pk").values_list("event_id", "before"):
        found.setdefault(event, {}).update(unpacked(before))
    return found
