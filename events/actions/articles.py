"""Articles: ingesting a text, reading it again, and what happens when an outlet corrects or retracts it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from events import readers
from events.actions.errors import Refused
from events.actions.frame import log, writing
from events.actions.recording import Recorded, record_within, settle
from events.actions.sides import load_actors
from events.actions.unknown import report_unknown, unknown_names
from events.documents import Document
from events.extraction.types import Claim as Read
from events.models import Actor, Article, Review, Source


@dataclass(frozen=True, slots=True)
class Ingested:
    """What ingesting did. ``created`` is false where the same text was there already; then nothing changed."""

    article: Article
    created: bool
    recorded: Recorded | None = None


def sha256_of(text: str) -> str:
    """Return the identity of a text: the SHA-256 of its UTF-8 form."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_claims(document: Document, *, lexicon=None, names=None) -> tuple[Read, ...]:
    """Return the machine's claims about a document. Ids rest on the text's hash, never on the file's name."""
    from events.extraction.pipeline import extract  # readers of stored rows need no rules

    sha256 = sha256_of(document.text)
    claims = extract(
        document.text,
        published=document.published,
        outlet=document.outlet,
        lexicon=lexicon or readers.lexicon(),
        names=names or readers.names(),
        article=sha256,
        title=document.title,
        url=document.url,
        country=document.country,
    )
    return tuple(replace(claim, article=document.name or sha256) for claim in claims)


def ingest(*, document: Document, claims: tuple[Read, ...] | None = None, names=None, by=None) -> Ingested:
    """Store one article with its claims and events, all or nothing. Raises Refused.

    The same text again changes nothing. Another text at the same address is a new version and supersedes the old one.
    ``claims`` are the reading where a worker has done it already; then ``names`` (the index) may be left out too, and
    no unknown names are reported.
    """
    if document.synthetic and not settings.CONFLICTMAP_ALLOW_SYNTHETIC:
        said = gettext("%(article)s: is synthetic, and CONFLICTMAP_ALLOW_SYNTHETIC is not set.")
        raise Refused(said % {"article": document.name or document.title or gettext("the text")})
    if "\x00" in document.text:
        said = gettext("%(article)s: holds a NUL character.")
        raise Refused(said % {"article": document.name or gettext("the text")})
    sha256 = sha256_of(document.text)
    known = Article.objects.filter(sha256=sha256).first()
    if known:
        return Ingested(known, created=False)
    if not Actor.objects.exists():
        load_actors()
    if claims is None:
        names = names or readers.names()
        claims = read_claims(document, names=names)
    seen = unknown_names(document, names=names) if names else ()
    with writing():
        known = Article.objects.filter(sha256=sha256).first()
        if known:  # another writer was faster
            return Ingested(known, created=False)
        article = _create(document, sha256)
        recorded = record_within(article=article, claims=claims, lexicon=claims[0].lexicon if claims else "")
        _supersede(article, by=by)
        report_unknown(article, seen)
    return Ingested(article, created=True, recorded=recorded)


def _create(document: Document, sha256: str) -> Article:
    outlet = None
    if document.outlet:
        outlet, _ = Source.objects.get_or_create(name=document.outlet, defaults={"synthetic": document.synthetic})
    return Article.objects.create(
        sha256=sha256,
        name=document.name,
        text=document.text,
        title=document.title or "",
        url=document.url or "",
        outlet=outlet,
        country=document.country or "",
        published=document.published,
        fetched_at=timezone.now(),
        archived_url=document.archived_url or "",
        open_text=document.open_text,
        synthetic=document.synthetic,
        version_of=_version_before(document.url),
    )


def _version_before(url: str | None) -> Article | None:
    if not url:
        return None
    return Article.objects.filter(url=url, superseded=False, ledger=False).order_by("-pk").first()


def _supersede(article: Article, *, by) -> None:
    """Retire the version before, after the new one is recorded: events that both support lose nothing."""
    old = article.version_of
    if old is None:
        return
    old.superseded = True
    old.save(update_fields=["superseded"])
    report_unknown(old, ())
    log(Review.Verdict.SUPERSEDED, article=old, by=by, reasons=[f"replaced_by: {article.pk}"])
    _settle_all(old)


def _settle_all(article: Article) -> Recorded:
    places = set(article.claims.exclude(place=None).values_list("place_id", flat=True))
    return settle(article=article, places=places)


def reread(*, article: Article) -> Recorded:
    """Read a stored article again with the present lexicon and gazetteer (rule 5)."""
    document = Document(
        name=article.name,
        text=article.text,
        published=article.published,
        title=article.title or None,
        outlet=article.outlet.name if article.outlet else None,
        url=article.url or None,
        country=article.country or None,
    )
    names = readers.names()
    claims = read_claims(document, names=names)
    seen = unknown_names(document, names=names)
    with writing():
        recorded = record_within(article=article, claims=claims, lexicon=readers.lexicon().version)
        report_unknown(article, seen)
    return recorded


def mark(*, article: Article, by, standing: str, note: str) -> Recorded:
    """Record that the outlet corrected or retracted an article, or that it stands after all. Raises Refused.

    A retracted article's claims no longer count; events that rest on nothing else stop colouring.
    """
    if standing not in Article.Standing.values:
        raise Refused(f"standing={standing!r} is not one of {', '.join(Article.Standing.values)}.")
    if not note.strip():
        raise Refused(gettext("A correction needs a note that says what was corrected."))
    with writing():
        article = Article.objects.select_for_update().get(pk=article.pk)
        before = {"standing": article.standing}
        article.standing = standing
        stands = standing == Article.Standing.STANDING
        article.standing_by, article.standing_at = (None, None) if stands else (by, timezone.now())
        article.save(update_fields=["standing", "standing_by", "standing_at"])
        verdict = {"corrected": Review.Verdict.CORRECTED, "retracted": Review.Verdict.RETRACTED}.get(
            standing, Review.Verdict.REOPENED
        )
        log(verdict, article=article, by=by, note=note, before=before)
        return _settle_all(article)
