"""How much of a place: the whole, a share, a percentage."""

from __future__ import annotations

from events.extraction.document import Document

PERCENT_WORDS = ("%", "٪", "بالمئه", "بالمايه", "بالماءه", "المئه", "المايه", "الماءه", "بالمية")


def percent_between(doc: Document, i: int, j: int) -> float | None:
    """The percentage written in tokens ``[i, j)``, as a number; a fraction word counts as its percentage."""
    fractions = doc.lexicon.cues["fractions"]
    for k in range(i, j):
        token = doc.tokens[k]
        if token.kind == "number" and any(doc.norm(m) in PERCENT_WORDS for m in range(k + 1, min(k + 4, j + 1))):
            return _number(token.norm)
    for k in range(i, j):
        for words, value in ((w, v) for w, v in fractions.items()):
            if doc.norm(k).lstrip("و") == words or doc.norm(k) == words:
                return float(value)
    return None


def _number(text: str) -> float | None:
    text = text.replace("\u066b", ".").replace("\u066c", "").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None


def extent_between(doc: Document, i: int, j: int, after: int) -> str | None:
    """``partial``, ``full`` or None from the words in ``[i, j)`` and the few tokens from ``after`` on.

    A part word before the place ("أجزاء من", "معظم") makes it partial; "كامل", "بالكامل" beside the trigger
    or right after the place make it full. "شبه كامل" is partial.
    """
    full, partial = doc.lexicon.phrases["full"], doc.lexicon.phrases["partial"]
    k = i
    whole = False
    while k < j:
        if k not in doc.actor_on and k not in doc.place_on:
            if doc.match(k, partial):
                return "partial"
            if doc.match(k, full):
                whole = True
        k += 1
    for k in range(after, min(after + 4, len(doc.tokens))):
        if doc.tokens[k].kind == "newline" or k in doc.place_on or doc.finite(k):
            break
        if doc.match(k, full):
            whole = True
    return "full" if whole else None
