"""Reading months, years, seasons, dates and periods: from a token index to what is meant and the index after it.

Each method reads one construction and returns ``(spec, j)`` or None. The longest reading wins, the
earlier one among equals.
"""

from __future__ import annotations

import calendar

from events.extraction.date_values import (
    Day,
    DayOfMonth,
    Month,
    Nothing,
    Period,
    Season,
    Spec,
    Window,
    Year,
    YearOf,
)
from events.extraction.date_words import TATWEEL, WordReader

Reading = tuple[Spec, int]
_LEAP_YEAR = 2000
MODERN, LONG_AGO = 1900, 1000  # the first year that stands alone, the first that a month or "year" stands before
_HIJRI = range(1430, 1451)  # years of these wars in the other calendar
_CALENDAR_UNITS = {("week", 1), ("month", 1), ("year", 1)}
DASHES = {"-", "–", "—", TATWEEL, "‑"}
_SLASHES = {"/", "\\"}
_COMMAS = {"،", ","}
_NUMERIC = {"/", "\\", "-"}
_BULLETS = DASHES | {"*", "•", "·", "●", "▪", "■", "◾", "▫", "►", "[", "("}
_HEADS = DASHES | {":", "|", ".", "]"}


def longest(*readings: Reading | None) -> Reading | None:
    """The reading that ends last, the first given among equals."""
    return max((r for r in readings if r), key=lambda r: r[1], default=None)


def is_day(day: int, month: int, year: YearOf) -> bool:
    """Whether the calendar has such a day (in a leap year where the year is not told)."""
    number = year.number or _LEAP_YEAR
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(number, month)[1]


class CalendarGrammar(WordReader):
    """Months, years, seasons, numeric dates and periods."""

    def year_number(self, i: int, first: int = MODERN) -> tuple[int, int] | None:
        """Four digits that can be a year, with the letter that stands for the common era."""
        value = self.whole(i)
        if value is None or not first <= value <= 2100 or value in _HIJRI:
            return None
        return value, i + 2 if self.norm(i + 1) == "م" else i + 1

    def named_year(self, i: int) -> tuple[int, int] | None:
        """The year behind its noun, in digits or as "two thousand and so many"."""
        thousands = self.word(i, "two_thousand")
        if not thousands:
            return self.year_number(i, LONG_AGO)
        rest = self.number(thousands[1]) if self.norm(thousands[1]).startswith("و") else None
        return (2000 + rest[0], rest[1]) if rest and rest[0] < 100 else (2000, thousands[1])

    def year_of(self, i: int) -> tuple[YearOf, int] | None:
        """The year that belongs to a month, day or season: in the year 2014, 2014, of last year."""
        j = i + 1 if self.norm(i) in _COMMAS | _SLASHES | {"-"} else i
        plain = self.year_number(j, LONG_AGO if j == i else MODERN)
        if plain:
            return YearOf(plain[0]), plain[1]
        j = self.skip(i, "from")
        if j > i and self.is_in(j, "that") and self.word(j + 1, "the_unit") is not None:
            that = self.word(j + 1, "the_unit")
            return (YearOf(elsewhere=True), that[1]) if that[0] == ("year", 1) else None
        j = self.skip(j, "this")
        unit = self.word(j, "unit") or self.word(j, "the_unit")
        if not unit or unit[0] != ("year", 1):
            return None
        number = self.named_year(unit[1])
        if number:
            return YearOf(number[0]), number[1]
        if self.word(j, "unit") is None:
            tense = self.tense(unit[1])
            if tense:
                return YearOf(offset=tense[0]), tense[1]
            if self.word(unit[1], "same_year"):
                return YearOf(elsewhere=True), unit[1] + 1
            if self.word(j - 1, "this"):
                return YearOf(offset=0), unit[1]
        return None

    def _month_names(self, i: int) -> tuple[int, bool, int] | None:
        """A month with its second name (slash, dash, brackets); the flag says that a second name stood there."""
        found = self.word(i, "month")
        if not found:
            return None
        month, j = int(found[0]), found[1]  # type: ignore[arg-type]
        bracket = self.norm(j) == "("
        at = j + 1 if bracket or self.norm(j) in DASHES | _SLASHES else j
        second = self.word(at, "month") if at > j or self.norm(j) else None
        if second and second[0] == month:
            end = second[1]
            if bracket:
                end += self.norm(end) == ")"
            return month, True, end
        return month, False, j

    def month(self, i: int, part: str | None = None, known: bool = False) -> tuple[Month, int] | None:
        """A month with its year or modifier; ``known``: the words before it already make it a month."""
        unit = self.word(i, "unit")
        named = bool(unit) and unit[0] == ("month", 1)  # type: ignore[index]
        j = unit[1] if unit and named else i
        names = self._month_names(j)
        if not names:
            return None
        if not known and self._is_numbered(i):
            return None
        month, double, j_end = names
        if self.is_in(j_end, "outlets_behind"):
            return None
        year = self.year_of(j_end)
        tense = None if year else self.tense(j_end)
        sure = known or named or double or bool(year) or bool(tense)
        if not sure and not self._stands_alone(j):
            return None
        end = year[1] if year else tense[1] if tense else j_end
        return Month(month, year[0] if year else YearOf(), tense[0] if tense else None, part), end

    def _is_numbered(self, i: int) -> bool:
        """Whether a number stands before that makes no day with the month: the 31st of February is no month either."""
        at = i - 2 if self.word(i - 1, "from") else i - 1
        before = self.whole(at)
        return (before is not None and before < 100) or (at < i - 1 and self.word(at, "ordinal") is not None)

    def _stands_alone(self, i: int) -> bool:
        """Whether a month's name without number or year can be one: see careful_months."""
        if not self.is_in(i, "careful_months"):
            return True
        spelled = any(self.tokens[i].text.endswith(s) for s in self.lex.spellings)
        return spelled and (self.is_in(i - 1, "time_prepositions") or self._heads_line(i))

    def _heads_line(self, i: int) -> bool:
        """Whether only marks stand before token ``i`` in its line, and a colon behind it ("- مارس: …")."""
        k = i - 1
        while k >= 0 and self.norm(k) in _BULLETS:
            k -= 1
        return (k < 0 or self.tokens[k].kind == "newline") and self.norm(i + 1) == ":"

    def year(self, i: int) -> tuple[Year, int] | None:
        """A year with its noun, or bare behind a preposition of time."""
        unit = self.word(i, "unit") or self.word(i, "the_unit")
        if unit and unit[0] == ("year", 1):
            number = self.named_year(unit[1])
            return (Year(number[0]), number[1]) if number else None
        number = self.year_number(i)
        led = self.is_in(i - 1, "year_prepositions") or self._bare_year(i, number[1] if number else i)
        if not number or not 1990 <= number[0] <= 2035 or not led:
            return None
        # "in 2000 houses" counts
        if number[0] == _LEAP_YEAR or self.word(number[1], "unit"):
            return None
        return Year(number[0]), number[1]

    def _bare_year(self, i: int, j: int) -> bool:
        """Whether only marks stand about tokens ``[i, j)``: in brackets, or at the head of a line ("2014: …")."""
        if self.norm(i - 1) == "(":
            return self.norm(j) == ")"
        k = i - 1
        while k >= 0 and self.norm(k) in _BULLETS:
            k -= 1
        first = k < 0 or self.tokens[k].kind == "newline"
        ended = j >= self.size or self.tokens[j].kind == "newline" or self.norm(j) in _HEADS
        return first and ended and (j + 1 >= self.size or self.tokens[j + 1].kind != "number")

    def season(self, i: int) -> Reading | None:
        """Summer 2014; last summer."""
        found = self.word(i, "season")
        if not found:
            return None
        year = self.year_of(found[1])
        if year:
            return Season(str(found[0]), year[0]), year[1]
        tense = self.tense(found[1])
        return (Season(str(found[0]), YearOf()), tense[1]) if tense and tense[0] == -1 else None

    def period(self, i: int) -> Reading | None:
        """This month, last week, the last 24 hours, the coming days."""
        j = self.skip(i, "during")
        this = self.word(j, "this")
        if this:
            unit = self.word(this[1], "the_unit")
            return self._period(unit[0][0], 0, unit[1]) if unit and unit[0][1] == 1 else None  # type: ignore[index]
        unit = self.word(j, "the_unit")
        if unit and unit[0] in _CALENDAR_UNITS and self.word(unit[1], "elsewhere"):
            return Nothing(), unit[1] + 1
        found = self.quantity(j)
        if not found or found[0].tense is None:
            return None
        unit_name, count, definite, tense, numbered = found[0]
        if numbered or unit_name == "hour":
            return (Window(unit_name, count, tense), found[1]) if tense in (-1, 1) else None
        return self._period(unit_name, tense, found[1]) if definite else None

    @staticmethod
    def _period(unit: str, offset: int | None, j: int) -> Reading | None:
        return (Period(unit, offset or 0), j) if unit in ("week", "month", "year") else None

    def part(self, i: int) -> Reading | None:
        """The beginning, middle or end of a month, a year, a week."""
        found = self.word(i, "part_of_period")
        if not found:
            return None
        name, j = str(found[0]), found[1]
        month = self.month(j, part=name, known=True)
        if month:
            return month
        year = self.year(j)
        if year:
            return (Year(year[0].number, name), year[1]) if "week" not in name else None
        period = self.period(j)
        if period and isinstance(period[0], Period):
            return self._part_of(period[0], name, period[1])
        unit = self.word(j, "the_unit")
        if unit and unit[0][1] == 1 and not self.word(unit[1], "elsewhere"):  # type: ignore[index]
            whole = self._period(unit[0][0], 0, unit[1])  # type: ignore[index]
            return self._part_of(whole[0], name, unit[1]) if whole else None  # type: ignore[arg-type]
        return None

    @staticmethod
    def _part_of(period: Period, name: str, j: int) -> Reading | None:
        if ("week" in name or "half" in name) and period.unit != "month":
            return None
        return Period(period.unit, period.offset, name), j

    # -- days -------------------------------------------------------------------------------------------------

    def absolute(self, i: int, lead: bool = False) -> Reading | None:
        """A day of a month in words or digits; ``lead``: the words before make even 14/10 a date."""
        return self._numeric(i, lead) or self._day_and_month(i)

    def _day_and_month(self, i: int) -> Reading | None:
        value = self.whole(i)
        number = (value, i + 1) if value is not None else None
        if not number and self.norm(i) in ("ال", "ل"):
            value = self.whole(i + 1)
            number = (value, i + 2) if value is not None else None
        number = number or self.ordinal(i)
        if not number or not 1 <= number[0] <= 31:
            return None
        day, at = number
        if self.is_in(i - 1, "named_by_a_date"):
            return None
        if self.is_in(at, "of_it") and self.is_in(i - 1, "time_prepositions"):
            return DayOfMonth(day, 0, True), at + 1  # "وفي 17 منه": of the month told before
        j = self.skip(at, "from")
        month = self.month(j, known=True)
        if month:
            spec, end = month
            return (Day(day, spec.month, spec.year, spec.tense), end) if is_day(day, spec.month, spec.year) else None
        return self._day_of_period(day, at, j)

    def _day_of_period(self, day: int, at: int, j: int) -> Reading | None:
        """The tenth of this month; on 24 last month; 10 of the current."""
        day_word = self.is_in(at - 2, "time_prepositions") or self.word(at - 2, "day_words")
        if j > at or (day_word and self.whole(at - 1) is not None and self.word(at, "the_unit")):
            period = self.period(j)
            if period and isinstance(period[0], Nothing):
                same = self.word(period[1] - 1, "same_year") and self.word(j, "the_unit")[0] == ("month", 1)
                return (DayOfMonth(day, 0, True), period[1]) if same else period
            if period and isinstance(period[0], Period) and period[0].unit == "month":
                return DayOfMonth(day, period[0].offset), period[1]
            return None
        tense = self.tense(at)
        digits = self.whole(at - 1) is not None
        return (DayOfMonth(day, tense[0]), tense[1]) if tense and tense[0] == 0 and digits else None

    def _numeric(self, i: int, lead: bool) -> Reading | None:
        if not 0 <= i < self.size or self.tokens[i].kind != "number":
            return None
        pieces, j = self.tokens[i].norm.split("."), i + 1
        if len(pieces) == 1:
            mark = self.norm(j)
            while len(pieces) < 3 and mark in _NUMERIC and self.norm(j) == mark and self.whole(j + 1) is not None:
                pieces.append(self.norm(j + 1))
                j += 2
        if not all(p.isdecimal() and len(p) <= 4 for p in pieces):
            return None
        values = [int(p) for p in pieces]
        if len(values) == 2 and lead and self.norm(i + 1) in _SLASHES:
            return (Day(values[0], values[1], YearOf()), j) if is_day(values[0], values[1], YearOf()) else None
        if len(values) != 3:
            return None
        year, month, day = values if len(pieces[0]) == 4 else values[::-1]
        if lead and year < 100:
            year += 2000
        stated = YearOf(year)
        return (Day(day, month, stated), j) if 1900 <= year <= 2100 and is_day(day, month, stated) else None
