"""Timelines: lines that begin with a date ("2014: …", "- 10 يونيو 2014: …") tell of that date."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from events.extraction.date_values import Day, Month, Year, YearOf
from events.extraction.dates import DateMention, resolve_date, year_named
from events.extraction.document import Document

ENOUGH = 2  # dated lines that make a timeline; one alone is a dateline
LEAD = 9  # tokens from the line's beginning to the mark after its date
LINES = 6  # lines that a date on a line of its own heads
MARKS = frozenset(":-–—|")
SHUT = frozenset(")]")
HALF = 6  # months
MODERN = range(1990, 2100)  # years that news tell of
KINDS = ("day", "month", "year")
HOURS = (":", ".")  # between hours and minutes
Heads = dict[int, tuple[DateMention, bool]]


def timeline(doc: Document) -> dict[int, DateMention]:
    """The date that heads each sentence of a timeline, by the sentence's number; empty for any other text.

    A date before a colon or dash heads its line; one on a line of its own heads the lines up to the next.
    """
    if len(doc.dates) < ENOUGH:
        return {}
    heads = {number: found for number in range(len(doc.sentences)) if (found := _heading(doc, number))}
    heads = {number: found for number, found in heads.items() if not _dateline(doc, *found)}
    told = {doc.text[mention.start : mention.end] for mention, _ in heads.values()}
    if len(told) < ENOUGH:
        return {}
    heads = _with_years(doc, heads)
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


def _dateline(doc: Document, mention: DateMention, whole: bool) -> bool:
    """Whether a date on a line of its own is the day of publication: no entry that those after it follow."""
    day = resolve_date(mention, doc.published).start if whole and doc.published is not None else None
    return day is not None and day == doc.published and year_named(mention) is not None


def _with_years(doc: Document, heads: Heads) -> Heads:
    """The heads, those without a year in that of the entry before ("4 أبريل 2019: …", "26 يونيو: …"), or of the line
    above the first ("عام 2014"); where the year turns, in the next one, or the last where the newest stands first."""
    before = _year_above(doc, min(heads)) if heads else None
    changed: dict[DateMention, DateMention] = {}
    back = _goes_back([mention for mention, _ in heads.values()])
    before = before or _year_of_all(doc, [mention for mention, _ in heads.values()], back=back)
    for number, (mention, whole) in heads.items():
        spec = mention.spec
        if _floats(mention) and before is not None:
            year, month, day = before
            next_ = spec.month, getattr(spec, "day", day)
            turned = -(bool(month) and next_ > (month, day)) if back else next_ < (month, day)
            told = replace(mention, spec=replace(spec, year=YearOf(year + turned)))
            changed[mention] = mention = told
            heads[number] = told, whole
        named = year_named(mention)
        before = (named, *_in_year(mention)) if named is not None and mention.kind in KINDS else before
    if changed:
        doc.dates = tuple(changed.get(d, d) for d in doc.dates)
        doc.date_on.update((k, changed[d]) for k, d in list(doc.date_on.items()) if d in changed)
    return heads


def _floats(mention: DateMention) -> bool:
    """Whether a date is of a day or month whose year nothing tells."""
    spec = mention.spec
    return isinstance(spec, Day | Month) and spec.year == YearOf() and spec.tense is None


def _year_of_all(doc: Document, heads: list[DateMention], *, back: bool) -> tuple[int, int, int] | None:
    """Where no head tells a year and they follow each other: the year of the first, its month and day; the newest is
    the latest past, and where the year turns the rest is of the year before."""
    if doc.published is None or not all(_floats(mention) for mention in heads):
        return None
    newest = resolve_date(heads[0 if back else -1], doc.published).start
    days = [(m.spec.month, getattr(m.spec, "day", 0)) for m in heads]
    turns = [b[0] - a[0] for a, b in pairwise(days) if ((b > a) if back else (b < a))]
    if newest is None or any(abs(months) <= HALF for months in turns):
        return None
    return newest.year - (0 if back else len(turns)), *days[0]


def _goes_back(heads: list[DateMention]) -> bool:
    """Whether most of the heads are of earlier days than those before them, by less than half a year."""
    months = [m.spec for m in heads if isinstance(m.spec, Day | Month)]
    steps = [(b.month - a.month, getattr(b, "day", 0) - getattr(a, "day", 0)) for a, b in pairwise(months)]
    return sum((-HALF, 0) <= step < (0, 0) for step in steps) > sum((0, 0) < step < (HALF, 0) for step in steps)


def _in_year(mention: DateMention) -> tuple[int, int]:
    """Month and day of a date with its year; zeros where it names none."""
    return getattr(mention.spec, "month", 0), getattr(mention.spec, "day", 0)


def _year_above(doc: Document, number: int) -> tuple[int, int, int] | None:
    """The year that the line right above the first entry names, if it is one alone ("أبرز محطات عام 2014:")."""
    if not number:
        return None
    i, j = doc.sentences[number - 1]
    years = [d for d in doc.dates_in(i, j) if d.kind != "duration"]
    if not years:  # "حصاد 2015"
        last = next((t for t in reversed(doc.tokens[i:j]) if t.kind not in ("newline", "punct")), None)
        bare = last is not None and last.kind == "number" and last.norm.isdecimal() and int(last.norm) in MODERN
        return (int(last.norm), 0, 0) if bare else None
    return (years[0].spec.number, 0, 0) if len(years) == 1 and isinstance(years[0].spec, Year) else None


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


def timed(doc: Document, k: int) -> bool:
    """Whether the line of token ``k`` opens with an hour ("17:20 …", "09.15 - …")."""
    i = doc.bounds(k)[0]
    hour = i + 2 < k and doc.tokens[i].kind == doc.tokens[i + 2].kind == "number" and doc.tokens[i + 1].text in HOURS
    return hour and (i == 0 or doc.tokens[i - 1].kind == "newline")
