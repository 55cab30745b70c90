"""Decisions of curators. Each takes the person, writes the log beside the change and rebuilds what depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from events.actions.columns import corrected, count_claims
from events.actions.errors import Refused
from events.actions.frame import log, writing
from events.actions.rebuilding import rebuild_within
from events.actions.regroup import regroup
from events.extraction.types import DATE_PRECISIONS, FAMILY
from events.models import Actor, Claim, ControlEvent, Review
from events.rows import EVENT_COLUMNS, claim_value, digest
from gazetteer.models import Place

ACCEPT, REJECT, REOPEN = Review.Verdict.ACCEPTED, Review.Verdict.REJECTED, Review.Verdict.REOPENED
_STATUS = {ACCEPT: "accepted", REJECT: "rejected", REOPEN: "suggested"}


def decide(
    *, event: ControlEvent, by, verdict: str, note: str = "", reasons: Sequence[str] = (), first: bool = False
) -> Review:
    """Accept, reject or reopen an event. Raises Refused.

    A rejected event's claims stay rejected when their article is read again. Accepting needs a known place. With
    ``first`` nothing that a person has decided is overruled: who decides from a list of the undecided does not see it.
    """
    _person(by)
    if verdict not in _STATUS:
        raise Refused(f"verdict={verdict!r} is not one of {', '.join(_STATUS)}.")
    with writing():
        event = _locked(event.pk)
        if verdict == ACCEPT and event.place_id is None:
            said = gettext("Event %(event)d has no place: it cannot be accepted before it has one.")
            raise Refused(said % {"event": event.pk})
        if first:
            _undecided(event)
        if _STATUS[verdict] == event.status and event.decided_by != "policy":
            said = gettext("Event %(event)d already has this status: %(status)s.")
            raise Refused(said % {"event": event.pk, "status": event.get_status_display()})
        before = _decision(event)
        places = _places(event)
        _decided(event, by, _STATUS[verdict])
        event.claims.update(rejected=verdict == REJECT)
        review = log(Review.Verdict(verdict), event=event, by=by, note=note, reasons=reasons, before=before)
        if verdict == REOPEN:
            places |= regroup(places=set(places)).dirty
        rebuild_within(places)
    return review


def edit(*, event: ControlEvent, by, values: dict[str, Any], note: str = "") -> Review:
    """Overrule what the machine read, by column (``place_id``, ``gaining_id``, ``date_start`` …). Raises Refused."""
    _person(by)
    with writing():
        event = _locked(event.pk)
        _check(values)
        before = {name: event.human.get(name, event.machine.get(name)) for name in values}
        places = _places(event)
        corrected(event, values)
        if event.date_start and event.date_end and event.date_end <= event.date_start:
            raise Refused(gettext("The day after the last must come after the first day."))
        if event.status == "accepted" and event.place_id is None:
            said = gettext("Event %(event)d is accepted: it cannot lose its place.")
            raise Refused(said % {"event": event.pk})
        event.save()
        rebuild_within(places | _places(event))
        return log(Review.Verdict.EDITED, event=event, by=by, note=note, before=before)


def merge(*, events: Sequence[ControlEvent], by, note: str = "") -> ControlEvent:
    """Put the claims of several events into the first; the others end as rejected, their log kept. Raises Refused."""
    _person(by)
    with writing():
        rows = [_locked(pk) for pk in dict.fromkeys(event.pk for event in events)]
        if len(rows) < 2:
            raise Refused(gettext("Merging takes at least two events."))
        first, *others = rows
        if any((row.place_id, row.ledger) != (first.place_id, first.ledger) for row in others):
            raise Refused(gettext("Only events at one place can be merged."))
        if any(row.status == "rejected" for row in rows):
            raise Refused(gettext("A rejected event cannot be merged; reopen it first."))
        places = _places(*rows)
        for other in others:
            before = _decision(other) | {"claims": sorted(other.claims.values_list("pk", flat=True))}
            other.claims.update(event=first)
            other.key = f"~{other.pk}"
            _count(other)
            _decided(other, by, "rejected")
            other.contradicts.clear()
            why = [f"merged_into: {first.pk}"]
            log(Review.Verdict.MERGED, event=other, by=by, note=note, reasons=why, before=before)
        first.frozen = True
        _count(first)
        first.save()
        log(Review.Verdict.MERGED, event=first, by=by, note=note, reasons=[f"took: {other.pk}" for other in others])
        rebuild_within(places)
    return first


def split(*, event: ControlEvent, claims: Sequence[Claim], by, note: str = "") -> ControlEvent:
    """Take claims out of an event into a new, undecided one; return that. Raises Refused."""
    _person(by)
    with writing():
        event = _locked(event.pk)
        own = {claim.pk: claim for claim in event.claims.select_related("article__outlet")}
        chosen = [own[claim.pk] for claim in claims if claim.pk in own]
        if not chosen or len(chosen) != len(claims) or len(chosen) == len(own):
            raise Refused(gettext("Splitting takes some of the event's claims, and leaves some."))
        places = _places(event)
        new = _made_of(chosen)
        Claim.objects.filter(pk__in=[claim.pk for claim in chosen]).update(event=new, rejected=False)
        rest = [claim for claim in own.values() if claim not in chosen]
        event.frozen = True
        if any(claim.pk == event.key for claim in chosen):
            event.key = f"split-{min(claim.pk for claim in rest)}"  # no number of this machine's: keys are compared
        if event.leading_claim_id not in {claim.pk for claim in rest}:
            event.leading_claim = rest[0]
        _count(event)
        event.save()
        log(Review.Verdict.SPLIT, event=event, by=by, note=note, reasons=[f"split_into: {new.pk}"])
        log(Review.Verdict.SPLIT, event=new, by=by, note=note, reasons=[f"split_from: {event.pk}"])
        rebuild_within(places)
    return new


def order(*, event: ControlEvent, by, position: int | None, note: str = "") -> Review:
    """Say which of several events of one day came first (rule 14): lower positions come earlier."""
    _person(by)
    with writing():
        event = _locked(event.pk)
        before = {"order_in_day": event.order_in_day}
        event.order_in_day = position
        event.digest = digest(event)
        event.save()
        rebuild_within(_places(event))
        return log(Review.Verdict.ORDERED, event=event, by=by, note=note, before=before)


def _undecided(event: ControlEvent) -> None:
    if event.decided_by == "person":
        said = gettext("%(who)s has decided this since you opened the list: %(status)s. Reopen it to decide otherwise.")
        raise Refused(said % {"who": event.decided_by_user, "status": event.get_status_display()})


def _person(by) -> None:
    if by is None or not getattr(by, "pk", None):
        raise Refused(gettext("A decision needs the person who makes it."))


def _locked(pk: int) -> ControlEvent:
    return ControlEvent.objects.select_for_update(of=("self",)).get(pk=pk)


def _places(*events: ControlEvent) -> dict[str, bool]:
    """Return the places to rebuild → whether an event is about all inside it."""
    dirty: dict[str, bool] = {}
    for event in events:
        if event.place_id:
            dirty[event.place_id] = dirty.get(event.place_id, False) or event.whole
    return dirty


def _decision(event: ControlEvent) -> dict[str, Any]:
    return {"status": event.status, "decided_by": event.decided_by, "key": event.key}


def _decided(event: ControlEvent, by, status: str) -> None:
    """Set what, who and when together, or none of them."""
    event.status = status
    decided = status != "suggested"
    event.decided_by = "person" if decided else None
    event.decided_by_user = by if decided else None
    event.decided_at = timezone.now() if decided else None
    event.digest = digest(event)
    event.save()


def _count(event: ControlEvent) -> None:
    live = event.claims.standing().select_related("article__outlet")
    count_claims(event, [claim_value(claim) for claim in live])


def _made_of(claims: Sequence[Claim]) -> ControlEvent:
    """Return a stored, undecided event of a curator's choice of claims."""
    from events.actions.columns import read_by_machine
    from events.merging import EventGroup, merged_fields, origins
    from events.merging_fields import leading_first

    values = sorted((claim_value(claim) for claim in claims), key=leading_first)
    key = min(claim.id for claim in values)
    new = ControlEvent(key=key, frozen=True)
    read_by_machine(new, EventGroup(key, tuple(values), merged_fields(values), origins(values)))
    ControlEvent.objects.filter(key=key).update(key=f"split-{key}")
    new.save()
    return new


def _check(values: dict[str, Any]) -> None:
    """Raise Refused for a column or a value that an event cannot have."""
    if unknown := set(values) - set(EVENT_COLUMNS):
        raise Refused(f"{', '.join(sorted(unknown))} cannot be corrected.")
    if "type" in values and values["type"] not in FAMILY:
        raise Refused(f"type={values['type']!r} is not a type of change.")
    if "date_precision" in values and values["date_precision"] not in DATE_PRECISIONS:
        raise Refused(f"date_precision={values['date_precision']!r} is not a precision.")
    for name, model in (("place_id", Place), ("gaining_id", Actor), ("losing_id", Actor)):
        if values.get(name) is not None and not model.objects.filter(pk=values[name]).exists():
            raise Refused(f"{name}={values[name]!r} is not known.")
