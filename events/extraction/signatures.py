"""Who signs a text: an outlet in its dateline ("سنار (سونا) -"), a side's media office in its first or last lines."""

from __future__ import annotations

from collections.abc import Iterator

from events.extraction.document import Document
from events.extraction.leaders import Sides

HEAD, FOOT = 6, 3  # lines of a text that may bear a signature
LINE, DATELINE = 16, 10  # tokens of a signature; from the beginning of a line to an outlet's name
WORDS = ("word", "latin")


def signed_by(f: Sides) -> frozenset[str]:
    """The sides that sign a text of no known outlet."""
    lines = list(_lines(f.doc))
    near = lines if len(lines) <= HEAD + FOOT else [*lines[:HEAD], *lines[-FOOT:]]
    for i, j in near:
        if leans := _outlet_in(f.doc, i, j):
            return leans
    return next((frozenset([side]) for i, j in near if (side := _office_of(f, i, j))), frozenset())


def _lines(doc: Document) -> Iterator[tuple[int, int]]:
    """The token ranges of the lines of a text that are not empty."""
    first = 0
    for k, token in enumerate(doc.tokens):
        if token.kind == "newline":
            if k > first:
                yield first, k
            first = k + 1
    if first < len(doc.tokens):
        yield first, len(doc.tokens)


def _outlet_in(doc: Document, i: int, j: int) -> frozenset[str]:
    """The sides of the outlet whose name stands between marks at the head of a line, before any verb."""
    for k in range(i, min(i + DATELINE, j)):
        if doc.finite(k):
            break
        if k > i and doc.tokens[k - 1].kind in WORDS and doc.norm(k - 1) not in doc.words["outlet_titles"]:
            continue
        for words, outlet in doc.lexicon.outlets_signing.get(doc.norm(k), ()):
            stop = k + len(words)
            shut = stop >= j or doc.tokens[stop].kind not in WORDS
            if shut and all(doc.norm(k + n) == word for n, word in enumerate(words)):
                return frozenset(outlet.leans)
    return frozenset()


def _office_of(f: Sides, i: int, j: int) -> str | None:
    """The one side that a short line without a verb names beside a media office: "المركز الإعلامي لX"."""
    doc = f.doc
    office = any(_names_office(doc, k) for k in range(i, min(j, i + LINE)))
    if not office or j - i > LINE or any(doc.finite(k) or doc.tokens[k].text == ":" for k in range(i, j - 1)):
        return None
    found, end = set(), i
    for n in (n for n, k in enumerate(f.seq) if i <= k < j):
        side = f.side_at(n) if f.seq[n] >= end else None
        if side is not None and side.slug:
            found.add(side.slug)
            end = f.seq[side.stop - 1] + 1
    return next(iter(found)) if len(found) == 1 else None


def _names_office(doc: Document, k: int) -> bool:
    """Whether the word at ``k`` is of a side's media office, or "spokesman" behind "office of"."""
    spokesman = doc.norm(k) in doc.words["spokesman"] and doc.norm(k - 1) in doc.words["office_of"]
    return spokesman or doc.norm(k) in doc.words["media_offices"]
