"""Names of places that a text uses and the gazetteer lacks, handed to the gazetteer's worklist."""

from __future__ import annotations

from events.documents import Document
from events.evidence import sentence_spans
from events.models import Article
from gazetteer.matching.document import find_mentions
from gazetteer.unknowns import Seen, record_unknown


def unknown_names(document: Document, *, names) -> tuple[Seen, ...]:
    """Return the unknown names of the text with their sentences."""
    mentions = find_mentions(document.text, names, country=document.country)
    spans = sentence_spans(document.text)
    found = []
    for mention in mentions:
        if mention.status == "unknown" and mention.name.strip():
            start, end = next((s for s in spans if s[0] <= mention.start < s[1]), (mention.start, mention.end))
            sentence = document.text[start:end]
            found.append(Seen(mention.name, mention.name_start, sentence, mention.kind_hint or ""))
    return tuple(found)


def report_unknown(article: Article, seen: tuple[Seen, ...]) -> None:
    """Make the worklist hold exactly these names of the article."""
    outlet = article.outlet.name if article.outlet else ""
    record_unknown(article=article.sha256, seen=seen, outlet=outlet, country=article.country)
