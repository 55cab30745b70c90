"""The days that a time expression means, counted from an anchor.

Intervals are half-open ``[start, end)``. A week begins on Saturday. Precision is the unit in which the text
gives the ends: a window of five days has precision ``day`` and its width says the rest. Parts of a month are
days 1-10, 11-20 and 21-end (``week``); parts of a year are its first quarter, the two middle quarters and its
last quarter (``month``); a winter is December of the year before to February. "Days ago" without a number is
three to ten of them, the width of the Arabic plural of paucity, or less.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import singledispatch

from events.extraction.date_values import (
    UNKNOWN,
    Ago,
    Between,
    Day,
    DayOfMonth,
    Month,
    Period,
    RelativeDay,
    ResolvedDate,
    Season,
    Since,
    Until,
    Weekday,
    Window,
    Year,
    YearOf,
)

DAY = timedelta(days=1)
SATURDAY = 5
_VAGUE_DAYS = 10
_MONTH_PARTS = {"start": (1, 11), "middle": (11, 21), "end": (21, 0), "first_half": (1, 16), "second_half": (16, 0)}
_YEAR_PARTS = {"start": (1, 4), "middle": (4, 10), "end": (10, 13), "first_half": (1, 7), "second_half": (7, 13)}
_WEEK_PARTS = {"start": (0, 2), "middle": (2, 5), "end": (5, 7)}
# First month of each season, counted from January of its year.
_SEASONS = {"winter": -1, "spring": 2, "summer": 5, "autumn": 8}


def add_months(year: int, month: int, count: int) -> date:
    """Return the first day of the month ``count`` months after the given one."""
    index = year * 12 + month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def _one_day(day: date, days: int = 1) -> ResolvedDate:
    return ResolvedDate(day, day + days * DAY, "day")


def _month_span(year: int, month: int, part: str | None) -> tuple[date, date]:
    first, after = date(year, month, 1), add_months(year, month, 1)
    if part is None:
        return first, after
    if part == "first_week":
        return first, first + 7 * DAY
    if part == "last_week":
        return after - 7 * DAY, after
    low, high = _MONTH_PARTS[part]
    return first.replace(day=low), first.replace(day=high) if high else after


@singledispatch
def resolve(spec: object, anchor: date | None, future: bool) -> ResolvedDate:
    """Return the days of an expression; raise ValueError or OverflowError where the calendar has none."""
    return UNKNOWN


def _years(year: YearOf, anchor: date | None, ahead: bool) -> list[int]:
    """Years to try, the wanted one first."""
    if year.elsewhere:
        return []
    if year.number is not None:
        return [year.number]
    if anchor is None:
        return []
    if year.offset is not None:
        return [anchor.year + year.offset]
    # nine years reach the next 29 February
    return [anchor.year + (n if ahead else -n) for n in range(-1, 9)]


@resolve.register
def _(spec: Day, anchor: date | None, future: bool) -> ResolvedDate:
    ahead = spec.tense == 1 or (future and spec.tense is None)
    floating = spec.year == YearOf()
    if floating and spec.tense == 0 and anchor is not None:
        return _one_day(date(anchor.year, spec.month, spec.day))
    for year in _years(spec.year, anchor, ahead):
        try:
            day = date(year, spec.month, spec.day)
        except ValueError:
            continue
        if not floating or anchor is None:
            return _one_day(day)
        if spec.tense in (-1, 1) and day == anchor:
            continue
        if (day >= anchor) if ahead else (day <= anchor):
            return _one_day(day)
    return UNKNOWN


@resolve.register
def _(spec: DayOfMonth, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None or spec.elsewhere:
        return UNKNOWN
    return _one_day(add_months(anchor.year, anchor.month, spec.offset).replace(day=spec.day))


@resolve.register
def _(spec: Weekday, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None:
        return UNKNOWN
    if spec.tense == 1 or (future and spec.tense is None):
        return _one_day(anchor + ((spec.weekday - anchor.weekday() - 1) % 7 + 1) * DAY, spec.days)
    back = (anchor.weekday() - spec.weekday) % 7
    if spec.tense == -1 and back == 0:
        back = 7
    return _one_day(anchor - (back + (7 if spec.tense == -2 else 0)) * DAY, spec.days)


@resolve.register
def _(spec: RelativeDay, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None:
        return UNKNOWN
    day = anchor + spec.offset * DAY
    if spec.weekday is not None:
        day += ((spec.weekday - day.weekday() + 3) % 7 - 3) * DAY
    return _one_day(day, spec.days)


@resolve.register
def _(spec: Ago, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None:
        return UNKNOWN
    if spec.count is None:
        if spec.unit == "hour":
            return _one_day(anchor)
        return ResolvedDate(anchor - _VAGUE_DAYS * DAY, anchor - DAY, "week") if spec.unit == "day" else UNKNOWN
    if spec.unit in ("hour", "day"):
        return _one_day(anchor - (spec.count // 24 if spec.unit == "hour" else spec.count) * DAY)
    if spec.unit == "week":
        middle = anchor - 7 * spec.count * DAY
        return ResolvedDate(middle - DAY, middle + 4 * DAY, "week")  # people round up
    return resolve(Period(spec.unit, -spec.count), anchor, future)


@resolve.register
def _(spec: Window, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None:
        return UNKNOWN
    if spec.count is None and spec.unit not in ("hour", "day"):
        return UNKNOWN
    days = {None: 1 if spec.unit == "hour" else _VAGUE_DAYS}.get(spec.count)
    if days is None:
        per_unit = {"hour": 1 / 24, "day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}[spec.unit]
        days = -int(-spec.count * per_unit // 1)
    precision = {"hour": "day", "day": "week" if spec.count is None else "day"}.get(spec.unit, spec.unit)
    if spec.side > 0:
        return ResolvedDate(anchor, anchor + (days + 1) * DAY, precision)
    return ResolvedDate(anchor - days * DAY, anchor + DAY, precision)


@resolve.register
def _(spec: Period, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None:
        return UNKNOWN
    precision = spec.unit
    if spec.unit == "week":
        first = anchor - ((anchor.weekday() - SATURDAY) % 7 - 7 * spec.offset) * DAY
        low, high = _WEEK_PARTS.get(spec.part or "", (0, 7))
        start, end = first + low * DAY, first + high * DAY
    elif spec.unit == "month":
        first = add_months(anchor.year, anchor.month, spec.offset)
        start, end = _month_span(first.year, first.month, spec.part)
        precision = "week" if spec.part else "month"
    else:
        low, high = _YEAR_PARTS.get(spec.part or "", (1, 13))
        year = anchor.year + spec.offset
        start, end = add_months(year, low, 0), add_months(year, high, 0)
        precision = "month" if spec.part else "year"
    # what is told of the current week, month or year as past lies before tomorrow
    if not future and spec.part is None and start <= anchor < end:
        end = anchor + DAY
    return ResolvedDate(start, end, precision)


@resolve.register
def _(spec: Month, anchor: date | None, future: bool) -> ResolvedDate:
    ahead = spec.tense == 1 or (future and spec.tense is None)
    precision = "week" if spec.part else "month"
    if spec.year != YearOf() or anchor is None:
        years = _years(spec.year, anchor, ahead)
        return ResolvedDate(*_month_span(years[0], spec.month, spec.part), precision) if years else UNKNOWN
    if spec.tense == 0:
        return ResolvedDate(*_month_span(anchor.year, spec.month, spec.part), precision)
    for year in _years(spec.year, anchor, ahead):
        start, end = _month_span(year, spec.month, spec.part)
        if ahead and (start > anchor if spec.tense == 1 else end > anchor):
            return ResolvedDate(start, end, precision)
        if not ahead and (end <= anchor if spec.tense == -1 else start <= anchor):
            return ResolvedDate(start, min(end, anchor + DAY), precision)
    return UNKNOWN


@resolve.register
def _(spec: Year, anchor: date | None, future: bool) -> ResolvedDate:
    low, high = _YEAR_PARTS.get(spec.part or "", (1, 13))
    precision = "month" if spec.part else "year"
    return ResolvedDate(add_months(spec.number, low, 0), add_months(spec.number, high, 0), precision)


@resolve.register
def _(spec: Season, anchor: date | None, future: bool) -> ResolvedDate:
    if anchor is None and spec.year.number is None:
        return UNKNOWN
    for year in _years(spec.year, anchor, future):
        start, end = (add_months(year, 1, _SEASONS[spec.season] + n) for n in (0, 3))
        if spec.year != YearOf() or (anchor is not None and end <= anchor):
            return ResolvedDate(start, end, "month")
    return UNKNOWN


@resolve.register
def _(spec: Between, anchor: date | None, future: bool) -> ResolvedDate:
    last = resolve(spec.last, anchor, future)
    floats = isinstance(spec.first, Weekday) or (isinstance(spec.first, Day | Month) and spec.first.year == YearOf())
    # the year or the week stands once, at the end: the first is the latest before the last
    first = resolve(spec.first, last.start, False) if floats else resolve(spec.first, anchor, future)
    if isinstance(spec.first, RelativeDay) and first.start and last.start and first.start > last.start:
        # yesterday and the day before: told backwards
        first, last = last, first
    if first.start is None or last.end is None or first.start >= last.end:
        return UNKNOWN
    order = ("day", "week", "month", "year")
    return ResolvedDate(first.start, last.end, max(first.precision, last.precision, key=order.index))


@resolve.register
def _(spec: Since, anchor: date | None, future: bool) -> ResolvedDate:
    first = spec.first
    if isinstance(first, Ago) and first.unit == "week" and first.count is not None and anchor is not None:
        return ResolvedDate(anchor - 7 * first.count * DAY, None, "week")
    found = resolve(first, anchor, future)
    return ResolvedDate(found.start, None, found.precision) if found.start else UNKNOWN


@resolve.register
def _(spec: Until, anchor: date | None, future: bool) -> ResolvedDate:
    found = resolve(spec.last, anchor, future)
    end = found.end if spec.included else found.start
    return ResolvedDate(None, end, found.precision) if end else UNKNOWN
