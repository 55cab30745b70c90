"""Timelines: lines that begin with a date ("2014: …", "- 10 يونيو 2014: …") tell of that date."""

from __future__ import annotations

from events.extraction.dates import DateMention
from events.extraction.document import Document

ENOUGH = 2  # dated lines that make a timeline; one alone is a dateline
LEAD = 9  # tokens from the line's beginning to the mark after its date
LINES = 6  # lines that a date on a line of its own heads
MARKS = frozenset(":-–—|")
SHUT = frozenset(")]")


def timeline(doc: Document) -> dict[int, DateMention]:
    """The date that heads each sentence of a timeline, by the sentence's number; empty for any other text.

    A date before a colon or dash heads its line; one on a line of its own heads the lines up to the next.
    """
    if len(doc.dates) < ENOUGH:
        return {}
    heads = {number: found for number in range(len(doc.sentences)) if (found := _heading(doc, number))}
    told = {doc.text[mention.start : mention.end] for mention, _ in heads.values()}
    if len(told) < ENOUGH:
        return {}
    alone = sum(whole for _, whole in heads.values()) >= ENOUGH
    found: dict[int, DateMention] = {}
    current: tuple[DateMention, bool] | None = None
    lines = 0
    for number, (i, _) in enumerate(doc.sentences):
        fresh = number == 0 or doc.tokens[i - 1].kind == "newline"
        lines += fresh
        if number in heads:
            current, lines = heads[number], 0
        elif fresh and current is not None and not (current[1] and lines <= LINES):
            current = None
        if current is not None and (alone or not current[1]):
            found[number] = current[0]
    return found


def _heading(doc: Document, number: int) -> tuple[DateMention, bool] | None:
    """(the date at the head of a sentence's line, whether it stands alone on it), None where there is none."""
    i, j = doc.sentences[number]
    if (i and doc.tokens[i - 1].kind != "newline") or not doc.dates_in(i, i + LEAD):
        return None
    for k in range(i, min(j, i + LEAD)):
        mention = doc.date_on.get(k)
        if mention is None or mention.i != k:
            if doc.finite(k) or k in doc.actor_on:
                return None
            continue
        if mention.kind in ("duration", "since", "until"):
            return None
        end = mention.j
        while end < j and doc.tokens[end].text in SHUT:
            end += 1
        if end < j and doc.tokens[end].text in MARKS:
            return mention, False
        words = sum(doc.tokens[m].kind in ("word", "latin") for m in (*range(i, mention.i), *range(end, j)))
        return (mention, True) if not words else None
    return None
