"""Days of claims and events: half-open intervals, the day of certainty and nearness (rules 2, 6, 15 and 16)."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
NEAR = 3  # days: how far apart undated claims of one change, and contrary claims, may stand
UNDATED_BACK = 30  # days of uncertainty before an undated change (rule 16)
INFERRED_BACK = 365  # days that a losing side is taken to have held the place before (rule 17)
CONTESTED_FOR = 30  # days without evidence after which a contest ends (rule 13)
FRESH, AGEING = 30, 180  # days after the last evidence (rule 18)


def interval(start: date | None, end: date | None, said: date | None) -> tuple[date, date] | None:
    """Return the half-open days that a claim speaks of, None where it is undated.

    An open end says "still so when published", so it reaches to the end of the day ``said``. An end without a
    start gives no interval (it says "no later than").
    """
    if start is None:
        return None
    if end is None:
        end = max(start, said or start) + DAY
    return start, max(end, start + DAY)


def certain_day(start: date | None, end: date | None, known_on: date | None) -> date | None:
    """Return the day from which a change is certain: the last of its days, or ``known_on`` where undated.

    An open end means "since": certain from the first day. None where nothing dates the change (rule 16).
    """
    if start is None:
        return end - DAY if end is not None else known_on
    if end is None:
        return start
    return max(end - DAY, start)


def gap(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Return the days between two half-open intervals: 0 where they share a day, 1 where one follows the other."""
    return max((b[0] - a[1]).days + 1, (a[0] - b[1]).days + 1, 0)


def age_band(last_evidence: date | None, day: date) -> str:
    """Return ``fresh`` to 30 days after the last evidence, ``ageing`` to 180, then ``stale`` (rule 18)."""
    if last_evidence is None:
        return "stale"
    age = (day - last_evidence).days
    return "fresh" if age <= FRESH else "ageing" if age <= AGEING else "stale"


def reach(*days: date | None, by: int = NEAR + 1) -> tuple[int, int]:
    """Return the ordinals that a set of days spans, widened ``by`` days; all days where none is known.

    Two claims whose reaches do not meet cannot be near each other: a cheap test before the exact one.
    """
    known = [day.toordinal() for day in days if day is not None]
    return (min(known) - by, max(known) + by) if known else (0, date.max.toordinal() + by)


def one_day(day: date) -> tuple[date, date]:
    """Return ``day`` as a half-open interval."""
    return day, day + DAY


def back(day: date, days: int) -> date:
    """Return the day ``days`` before, the calendar's first day where that would fall out of it."""
    return day - timedelta(days=min(days, (day - date.min).days))


def forward(day: date, days: int) -> date:
    """Return the day ``days`` after, the calendar's last day where that would fall out of it."""
    return day + timedelta(days=min(days, (date.max - day).days))
