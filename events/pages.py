"""Pages beside the map: an article, a place's history, the method, and what was corrected."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from events.asked import Asked, PeriodRow
from events.evidence import ROLES, Span, sentence_spans, spans_of
from events.http import given, may_review
from events.models import Actor, Article, Claim, ControlEvent, ControlPeriod, Review
from events.params import BadParam, filters
from events.published import with_evidence
from events.querysets import embargo_hours
from events.timeline_days import age_band
from events.wording_claims import rule_in_words
from gazetteer.models import Place

READING = ("ledger", "known")  # which reading of the ledger a page shows
_ARTICLES = Article.objects.select_related("outlet", "version_of")


class Piece(NamedTuple):
    """A stretch of text with the classes of its mark, the rules behind it, and claims that begin there."""

    text: str
    classes: str
    title: str
    anchors: tuple[str, ...]


class Excerpt(NamedTuple):
    """Pieces of one sentence with its neighbours as they stand, for readers who may not see the whole text."""

    before: str
    pieces: list[Piece]
    after: str


@require_safe
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show an article with its claims highlighted: whole for those signed in, else the evidence (rule 27)."""
    found = _ARTICLES.filter(pk=article_id).first()
    if found is None:
        raise Http404
    claims = list(visible_claims(found, request.user))
    whole = may_read(found, request.user)
    context = {
        "article": found,
        "heading": str(found) if whole else found.cited,
        "whole": whole,
        "pieces": pieces(found.text, claims, 0, len(found.text)) if whole else [],
        "excerpts": [] if whole else excerpts(found.text, claims),
        "claims": claims,
        "corrections": found.reviews.exclude(verdict="superseded").select_related("by"),
        "later": found.later_versions.order_by("-pk").first(),
    }
    return render(request, "events/article.html", context)


def may_read(found: Article, user) -> bool:
    """Whether the reader gets the whole text."""
    return found.open_text or settings.CONFLICTMAP_OPEN_ARTICLES or user.is_authenticated


def visible_claims(found: Article, user):
    """Return the article's claims that the reader may see: reviewers all, others those of accepted events."""
    claims = found.claims.select_related("event", "place").order_by("start", "pk")
    if may_review(user):
        return claims.filter(live=True)
    return claims.filter(live=True, rejected=False, event__in=Asked(ledger=True).events())


def pieces(text: str, claims: list[Claim], start: int, end: int) -> list[Piece]:
    """Return text[start:end] in pieces, cut where a claim or one of its spans begins or ends."""
    spans = [span for claim in claims for span in spans_of(claim) if start <= span.start and span.end <= end]
    begins = {claim.pk: claim.start for claim in claims if start <= claim.start < end}
    cuts = sorted({start, end, *begins.values(), *(s.start for s in spans), *(s.end for s in spans)})
    found = []
    for a, b in pairwise(cuts):
        over = [span for span in spans if span.start <= a and b <= span.end]
        anchors = tuple(pk for pk, at in begins.items() if at == a)
        found.append(_piece(text[a:b], over, anchors))
    return found


def _piece(text: str, over: list[Span], anchors: tuple[str, ...]) -> Piece:
    roles = sorted({span.role for span in over}, key=ROLES.index)
    rules = gettext(", ").join(dict.fromkeys(rule_in_words(span.title) for span in over))
    return Piece(text, " ".join(f"cm-{role}" for role in roles), rules, anchors)


def excerpts(text: str, claims: list[Claim]) -> list[Excerpt]:
    """Return each evidence sentence once, with a neighbour on each side."""
    spans = sentence_spans(text)
    chosen = sorted({n for c in claims for n, (a, b) in enumerate(spans) if a <= c.trigger_start < b})
    return [
        Excerpt(
            before=text[slice(*spans[n - 1])] if n else "",
            pieces=pieces(text, claims, *spans[n]),
            after=text[slice(*spans[n + 1])] if n + 1 < len(spans) else "",
        )
        for n in chosen
    ]


@require_safe
def place(request: HttpRequest, place_id: str) -> HttpResponse:
    """Show a place's whole history, newest first."""
    known = Place.everything.select_related("admin1", "parent", "merged_into")
    found = known.filter(pk=place_id).first() if "\x00" not in place_id else None
    if found is None:
        raise Http404
    try:
        wanted = filters({k: v for k, v in given(request).items() if k in READING}, allowed=READING)
    except BadParam as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
    asked = Asked(ledger=wanted.ledger, known=wanted.known)
    rows = asked.periods(places=[found.pk])
    basis = {event for row in rows for event in row.events}
    events = asked.events().filter(Q(place=found) | Q(pk__in=basis)).order_by("-date_start", "-known_on", "-pk")
    context = {
        "place": found,
        "name": named(found.name_ar, found.name_en),
        "country": Place.objects.filter(kind="country", country=found.country).first() or found.country,
        "periods": [told(row, sides(), asked.known) for row in sorted(rows, key=lambda row: row.start, reverse=True)],
        "events": [_as_known(event, asked) for event in with_evidence(events)],
        "ledger": asked.ledger,
        "known": asked.known,
        "ledger_available": settings.CONFLICTMAP_LEDGER_AVAILABLE,
        "version": asked.version,
    }
    return render(request, "events/place.html", context)


def named(arabic: str, english: str) -> str:
    """Return the name in the reader's language, the other one where it is missing."""
    return (arabic or english) if get_language() == "ar" else (english or arabic)


def sides() -> dict[str, str]:
    """Return slug → label in the reader's language."""
    column = "label_ar" if get_language() == "ar" else "label_en"
    return dict(Actor.objects.values_list("slug", column))


def _as_known(event: ControlEvent, asked: Asked) -> ControlEvent:
    """Return the event with the columns that it had on the day ``known``; unsaved."""
    for name, value in asked.as_known(event.pk).items():
        setattr(event, name, value)
    return event


def told(row: PeriodRow, labels: dict[str, str], today: date | None = None) -> dict:
    """Return a period in words; ``last`` is the inclusive last day (a page shows days as people count them).

    ``age`` is that of its evidence on its last day, or ``today`` where it has not come yet.
    """
    until = min(day for day in (row.end and row.end - timedelta(days=1), today or date.today()) if day)
    return {
        "age": age_band(row.last_evidence, until) if row.track == "control" and row.holders else "",
        "track": row.track,
        "first": row.start,
        "last": row.end - timedelta(days=1) if row.end else None,
        "state": row.state,
        "state_label": dict(ControlPeriod._meta.get_field("state").choices)[row.state],
        "holders": [labels.get(slug, slug) for slug in row.holders],
        "left_by": row.left_by and labels.get(row.left_by, row.left_by),
        "shares": [
            {"part": part, "holder": labels.get(side, side), "besieged": labels.get(other, other)}
            for part, _, side, other in row.shares
        ],
        "inferred": row.inferred,
        "hatched": row.hatched,
        "by_policy": row.decided_by == "policy",
        "last_evidence": row.last_evidence,
    }


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how claims become colours, in words."""
    context = {"policy": settings.CONFLICTMAP_POLICY, "embargo": bool(embargo_hours())}
    return render(request, "events/method.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List what was corrected: articles that outlets corrected or retracted, and decisions that were taken back."""
    verdicts = ("corrected", "retracted", "reopened", "unsupported", "edited")
    public = Q(article__isnull=False) | Q(event__in=ControlEvent.objects.released())
    rows = Review.objects.filter(public, verdict__in=verdicts).exclude(note="", reasons=[], verdict="edited")
    seen = Q(verdict="rejected", before__status="accepted")
    rows = rows | Review.objects.filter(public & seen)
    rows = rows.select_related("by", "article__outlet", "event__place", "event__gaining", "event__losing")
    return render(request, "events/corrections.html", {"rows": rows.order_by("-at")[:500], "today": date.today()})
