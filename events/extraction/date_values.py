"""What a time expression says, apart from its words: frozen values that name no day before an anchor is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FINE = ("day", "weekday", "weekday+", "relative")  # kinds of dates that tell a day


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """Half-open days ``[start, end)``; a missing end with a start is "since", a missing start with an end "until"."""

    start: date | None
    end: date | None
    precision: str


UNKNOWN = ResolvedDate(None, None, "unknown")


@dataclass(frozen=True, slots=True)
class Nothing:
    """A length of time or a day counted from another event: no day of its own."""


@dataclass(frozen=True, slots=True)
class Length(Nothing):
    """A length of time: after "after" and before "of" or "since" an event, how long before the anchor that lies."""

    unit: str
    count: int | None


@dataclass(frozen=True, slots=True)
class YearOf:
    """The year of a date: a number, an offset from the anchor's year, the latest that fits, or another event's."""

    number: int | None = None
    offset: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; ``tense`` is -1 (last), 0 (current), 1 (coming) or None as the text says."""

    day: int
    month: int
    year: YearOf
    tense: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day number of the anchor's month plus ``offset`` months; ``elsewhere``: of the month told before."""

    day: int
    offset: int
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (0 Monday) and how many days from it (2 for a night between two days)."""

    weekday: int
    tense: int | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """The anchor plus an offset in days; a weekday in apposition corrects it to the nearest such day."""

    offset: int
    weekday: int | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before the anchor; ``count`` is None where the text gives no number."""

    unit: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """The last (``side`` -1) or coming (1) so many units, the anchor's own day included."""

    unit: str
    count: int | None
    side: int


@dataclass(frozen=True, slots=True)
class Period:
    """The week, month or year of the anchor plus ``offset`` of them, or a part of it."""

    unit: str
    offset: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A named month or a part of it."""

    month: int
    year: YearOf
    tense: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A numbered year or a part of it."""

    number: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a year."""

    season: str
    year: YearOf


@dataclass(frozen=True, slots=True)
class Between:
    """From the start of one expression to the end of another."""

    first: Spec
    last: Spec


@dataclass(frozen=True, slots=True)
class Since:
    """From the expression on."""

    first: Spec


@dataclass(frozen=True, slots=True)
class Until:
    """Up to the expression: its last day included, or only what lies before it."""

    last: Spec
    included: bool = True


Spec = (
    Nothing | Day | DayOfMonth | Weekday | RelativeDay | Ago | Window | Period
    | Month | Year | Season | Between | Since | Until
)  # fmt: skip
