"""Days completed from what stands beside them: the year of a month, the day that "it" is, the day of a beginning."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from events.extraction.date_calendar import is_day
from events.extraction.date_context import begins_on
from events.extraction.date_values import Day, DayOfMonth, Month, ResolvedDate, Season, YearOf
from events.extraction.dates import DateMention, resolve_date, year_named
from events.extraction.document import Document

SPECIFIED = 4  # tokens from a month or a year to the day that is told in it


def same_day_of(doc: Document, mention: DateMention, published: date | None) -> ResolvedDate | None:
    """ "في مثل هذا اليوم من عام 2014", "في مثل هذا اليوم قبل عامين": the day of publication in another year."""
    m = mention.i - (doc.norm(mention.i - 1) in doc.words["from"])
    like = doc.norm(m - 1) in doc.words["today"] and doc.norm(m - 2) in doc.words["this_day"]
    if not like or doc.norm(m - 3) not in doc.words["such"] or published is None:
        return None
    year = resolve_date(mention, published).start
    if year is None:
        return None
    day = date(year.year, published.month, min(published.day, 28 if published.month == 2 else published.day))
    return ResolvedDate(day, day + timedelta(days=1), "day")


def such_a_day(doc: Document, m: int) -> bool:
    """ "في مثل هذا اليوم من عام 2014": whether "such" stands at ``m``, which is spelt like a verb."""
    return doc.norm(m) in doc.words["such"] and doc.norm(m + 1) in doc.words["this_day"]


def day_of_it(doc: Document, mention: DateMention) -> DateMention:
    """ "أواخر العام الماضي، وتحديدا في 28 ديسمبر": of a month or a year and the day in it, the day."""
    if such_a_day(doc, mention.i - 1):  # "في مثل هذا اليوم من عام 2014"
        return next(iter(doc.dates_in(mention.j, mention.j + 2)), mention)
    closer = next((d for d in doc.dates_in(mention.j, mention.j + SPECIFIED) if d.kind == "day"), None)
    said = closer and any(doc.norm(m) in doc.words["specifically"] for m in range(mention.j, closer.i))
    return closer if said else mention


def with_year(doc: Document, mention: DateMention) -> DateMention:
    """ "في ديسمبر من العام نفسه", "في 18 من الشهر ذاته": of the year, or the month, that the date before it names."""
    spec = mention.spec
    if isinstance(spec, DayOfMonth) and spec.elsewhere:
        return _of_same_month(doc, mention, spec)
    if not isinstance(spec, Day | Month | Season) or not spec.year.elsewhere:
        return mention
    for before in reversed(doc.dates[: bisect_left(doc.dates, mention.i, key=lambda d: d.i)]):
        if (number := year_named(before)) is not None:
            return replace(mention, spec=replace(spec, year=YearOf(number)))
    return mention


def _of_same_month(doc: Document, mention: DateMention, spec: DayOfMonth) -> DateMention:
    for before in reversed(doc.dates[: bisect_left(doc.dates, mention.i, key=lambda d: d.i)]):
        if isinstance(before.spec, Day | Month) and (told := resolve_date(before, doc.published).start):
            year = YearOf(told.year)
            named = is_day(spec.day, told.month, year)
            return replace(mention, spec=Day(spec.day, told.month, year)) if named else mention
    return mention


def begun(doc: Document, mention: DateMention) -> date | None:
    """ "بدأت في 6 يونيو 2017 وانتهت في أكتوبر", "دخلها في مارس 2015 ثم انسحب في يوليو": the day with its year that a
    date without one comes after."""
    spec = mention.spec
    if not isinstance(spec, Day | Month) or spec.year != YearOf() or spec.tense is not None:
        return None
    first = doc.bounds(mention.i)[0]
    dated = [before for before in reversed(doc.dates_in(first, mention.i)) if year_named(before) is not None]
    back = range(mention.i - 1, first - 1, -1) if dated else ()
    then = next((m for m in back if doc.norm(m).lstrip("و") in doc.words["next_then"]), -1)
    before = next((before for before in dated if then >= before.j or begins_on(doc, before)), None)
    return resolve_date(before, None).start if before is not None else None


def day_in(head: DateMention, published: date | None) -> date | None:
    """The day that a date in an entry of a timeline is counted from: the last one that the entry's head means."""
    found = resolve_date(head, published)
    return found.end - timedelta(days=1) if found.start is not None and found.end is not None else None
