"""A reading of an article → stored claims and events; the same again after a change of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from events.actions.frame import log, policy_is_on, writing
from events.actions.marking import renew
from events.actions.rebuilding import rebuild_within
from events.actions.regroup import regroup
from events.extraction.types import Claim as Read
from events.models import Article, Claim, ControlEvent, Review
from events.rows import CLAIM_COLUMNS, claim_row, digest

_PLACES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did: live claims of the article, events made, places whose periods changed."""

    claims: int
    events: int
    places: int


def record(*, article: Article, claims: Sequence[Read], lexicon: str = "") -> Recorded:
    """Store the reading of an article, merge, judge by policy and rebuild. Reading it again refreshes it (rule 5).

    Claims have a stable identity: one that is found again keeps its row. What belongs to an event that a person decided
    is only marked live or not; what the rules no longer find is not live, and its decided event goes to a worklist.
    """
    with writing():
        return record_within(article=article, claims=claims, lexicon=lexicon)


def record_within(*, article: Article, claims: Sequence[Read], lexicon: str = "") -> Recorded:
    """Do the work of ``record`` inside ``writing()``."""
    places = set(article.claims.exclude(place=None).values_list("place_id", flat=True))
    _store(article, claims)
    places |= {claim.place_id for claim in claims if claim.place_id}
    if lexicon and article.lexicon != lexicon:
        article.lexicon = lexicon
        article.save(update_fields=["lexicon"])
    return settle(article=article, places=places)


def settle(*, article: Article, places: set[str]) -> Recorded:
    """Merge, judge and rebuild after the claims of an article changed."""
    loose = set(article.claims.filter(place=None).values_list("pk", flat=True))
    groups = regroup(places=places, loose=loose)
    groups.dirty |= unsupported(places=places, article=article)
    changed = rebuild_within(groups.dirty)
    renew(places=places, changed=places)  # outlets are told beside each change, whether it changes or not
    return Recorded(claims=article.claims.live().count(), events=groups.made, places=changed)


def apply_policy() -> int:
    """Let the policy judge everything that no person decided, as after switching it on; return the places that changed.

    Nothing happens where the policy is off.
    """
    if not policy_is_on():
        return 0
    changed = 0
    found = ControlEvent.objects.news().exclude(place=None).order_by("place_id")
    places = list(found.values_list("place_id", flat=True).distinct())
    for start in range(0, len(places), _PLACES_AT_ONCE):
        with writing():
            changed += rebuild_within(regroup(places=places[start : start + _PLACES_AT_ONCE]).dirty)
    return changed


def _store(article: Article, claims: Sequence[Read]) -> None:
    old = {row.pk: row for row in article.claims.select_related("event")}
    new = {claim.id: claim for claim in claims}
    Claim.objects.bulk_create([claim_row(claim, article) for key, claim in new.items() if key not in old])
    for key, row in old.items():
        claim = new.get(key)
        decided = row.event is not None and row.event.decided_by == "person"
        if claim is None or decided:
            Claim.objects.filter(pk=key).exclude(live=claim is not None).update(live=claim is not None)
            continue
        fresh = {name: getattr(claim, name) for name in CLAIM_COLUMNS if getattr(row, name) != getattr(claim, name)}
        if fresh or not row.live:
            Claim.objects.filter(pk=key).update(live=True, **fresh)
    gone = set(old) - set(new)
    Claim.objects.filter(pk__in=gone, event__decided_by=None).update(event=None)


def unsupported(*, places: set[str], article: Article) -> dict[str, bool]:
    """Stop accepted events from colouring whose every claim stood in a text that no longer stands (rule 7).

    Return the places to rebuild. An event whose claims the *rules* no longer find stays: a worklist has it (rule 5).
    """
    events = ControlEvent.objects.accepted().filter(Q(place__in=places) | Q(claims__article=article)).distinct()
    dirty: dict[str, bool] = {}
    for event in events.filter(claims__isnull=False):
        claims = list(event.claims.select_related("article"))
        if any(claim.article.live for claim in claims):
            continue
        before = {"status": event.status, "decided_by": event.decided_by}
        event.status, event.decided_by, event.decided_by_user, event.decided_at = "suggested", None, None, None
        event.digest = digest(event)
        event.save()
        reasons = [f"no_standing_article: {name}" for name in sorted({str(claim.article) for claim in claims})]
        log(Review.Verdict.UNSUPPORTED, event=event, reasons=reasons, before=before)
        if event.place_id:
            dirty[event.place_id] = dirty.get(event.place_id, False) or event.whole
    return dirty
