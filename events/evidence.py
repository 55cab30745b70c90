"""The words that a claim rests on: its sentence, the neighbours, and the spans to highlight.

Offsets in the store are code points of the article's text; JavaScript counts UTF-16 units, so what goes to the page is
converted here.
"""

from __future__ import annotations

from typing import NamedTuple

from events.extraction.types import PUBLISHED_KEYS
from events.geojson import plain
from events.models import Article, Claim, ControlEvent, Review
from events.rows import claim_value
from events.wording import in_words
from gazetteer.matching.arabic import sentences, tokenize

# Where two spans overlap, the earlier in this row is kept whole.
ROLES = ("trigger", "place", "gaining", "losing", "date", "cue", "attribution")


class Span(NamedTuple):
    """Code points [start, end) of a text and what they are evidence for."""

    start: int
    end: int
    role: str
    claim_id: str
    title: str


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the [start, end) of each sentence, as claims count them, outer blanks left out."""
    tokens = tokenize(text)
    found = []
    for i, j in sentences(tokens):
        start, end = tokens[i].start, tokens[j - 1].end
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip())
        found.append((start, start + len(raw.strip())))
    return found


def spans_of(claim: Claim) -> list[Span]:
    """Return the claim's spans in the article's text; none overlap."""
    found: list[Span] = []
    for role in ROLES:
        name = "date_text" if role == "date" else role
        start, end = getattr(claim, f"{name}_start"), getattr(claim, f"{name}_end")
        if start is None or end is None or start >= end:
            continue
        if all(end <= other.start or other.end <= start for other in found):
            found.append(Span(start, end, role, claim.pk, claim.rule))
    return sorted(found)


def utf16(text: str, offset: int) -> int:
    """Return the UTF-16 units in front of a code-point offset."""
    return len(text[:offset].encode("utf-16-le")) // 2


def around(claim: Claim, spans: list[tuple[int, int]] | None = None) -> dict:
    """Return the claim's sentence with a neighbour on each side and the highlights within it, in UTF-16 units."""
    text = claim.article.text
    spans = sentence_spans(text) if spans is None else spans
    n = next((n for n, (start, end) in enumerate(spans) if start <= claim.trigger_start < end), None)
    if n is None:
        return {"sentence_before": None, "sentence_after": None, "highlight": []}
    start, end = spans[n]
    sentence = text[start:end]
    inside = [span for span in spans_of(claim) if start <= span.start and span.end <= end]
    return {
        "sentence_before": text[slice(*spans[n - 1])] if n else None,
        "sentence_after": text[slice(*spans[n + 1])] if n + 1 < len(spans) else None,
        "highlight": [
            [utf16(sentence, span.start - start), utf16(sentence, span.end - start), span.role] for span in inside
        ],
    }


def claim_evidence(claim: Claim, spans: list[tuple[int, int]] | None = None) -> dict:
    """Return a claim as pages get it: the published keys, its article, what that is called, and its surroundings."""
    value = claim_value(claim)
    told = {key: getattr(value, key) for key in PUBLISHED_KEYS}
    article = {"article_id": claim.article_id, "article_url_local": f"/articles/{claim.article_id}#claim-{claim.pk}"}
    article["heading"] = claim.article.cited
    return told | article | around(claim, spans)


def event_evidence(event: ControlEvent, spans: dict[int, list]) -> dict:
    """Return what an event rests on; ``spans`` remembers articles' sentences between events."""
    claims = []
    for claim in event.live_claims:
        article: Article = claim.article
        if article.pk not in spans:
            spans[article.pk] = sentence_spans(article.text)
        claims.append(claim_evidence(claim, spans[article.pk]))
    return {"claims": claims, "reviews": [review_row(review) for review in event.reviews.all()]}


def review_row(review: Review) -> dict:
    """Return one row of the log for readers: people are named as decision-makers by their user name."""
    return {
        "verdict": review.verdict,
        "by": review.by.get_username() if review.by else review.actor,
        "at": plain(review.at),
        "note": review.note,
        "reasons": in_words(review.reasons),
    }
