"""Reading spans of time around an expression: since, until, ago, ranges and lengths."""

from __future__ import annotations

from abc import ABC, abstractmethod

from events.extraction.date_calendar import DASHES, CalendarGrammar, Reading, longest
from events.extraction.date_values import Ago, Between, Day, Length, Month, Nothing, Since, Until, Year
from events.extraction.date_words import Quantity

# How many tokens may stand between a verb and its preposition.
_REACH = 10


class SpanGrammar(CalendarGrammar, ABC):
    """Since, until, ago, ranges and lengths of time, around an expression read by :meth:`atom`."""

    @abstractmethod
    def atom(self, i: int) -> Reading | None:
        """The longest single expression at i, without since, until, ago or a second end."""

    def since(self, i: int) -> Reading | None:
        """Since 2014; for two years: from when on."""
        found = self.word(i, "since")
        if not found:
            return None
        j = found[1]
        inner = self.atom(j)
        quantity = self._length(j)
        if quantity and (not inner or quantity[1] > inner[1]):
            return Since(Ago(quantity[0].unit, quantity[0].count)), quantity[1]
        return (Since(inner[0]), inner[1]) if inner and not isinstance(inner[0], Nothing) else None

    def until(self, i: int) -> Reading | None:
        """Until 2014: up to when."""
        found = self.word(i, "until")
        inner = self.atom(found[1]) if found else None
        return (Until(inner[0]), inner[1]) if inner and not isinstance(inner[0], Nothing) else None

    def ago(self, i: int) -> Reading | None:
        """Two days ago; before 2014; two days before something (a length)."""
        found = self.word(i, "ago")
        if not found:
            return None
        inner = self.atom(found[1])
        quantity = self._length(found[1])
        if quantity and (not inner or quantity[1] > inner[1]):
            j = quantity[1]
            counted_from = self.word(j, "from")
            if counted_from and not self.word(counted_from[1], "now") and not self._from_is_awaited(i):
                return Nothing(), j
            return Ago(quantity[0].unit, quantity[0].count), j
        return (Until(inner[0], included=False), inner[1]) if inner and not isinstance(inner[0], Nothing) else None

    def _from_is_awaited(self, i: int) -> bool:
        """Whether a verb shortly before i still waits for its own "from": they managed, two days ago, to take it."""
        for k in range(i - 1, max(i - _REACH, 0) - 1, -1):
            if self.word(k, "from") or self.tokens[k].kind == "newline" or self.norm(k) == ".":
                return False
            if any(stem in self.norm(k) for stem in self.lex.sets["awaiting_from"]):
                return True
        return False

    def _length(self, i: int) -> tuple[Quantity, int] | None:
        """A quantity of time that is neither "the" nor last or coming."""
        found = self.quantity(i)
        return found if found and not found[0].definite and found[0].tense is None else None

    def after(self, i: int) -> Reading | None:
        """After four months, for a week: a length; after 2011: from then on."""
        found = self.word(i, "after")
        if not found:
            return None
        inner = self.atom(found[1])
        quantity = self._length(found[1])
        if quantity and (not inner or quantity[1] > inner[1]):
            return Length(quantity[0].unit, quantity[0].count), quantity[1]
        return (Since(inner[0]), inner[1]) if inner and isinstance(inner[0], Day | Month | Year) else None

    def within(self, i: int) -> Reading | None:
        """During, throughout, earlier in: of an expression or of a length."""
        found = self.word(i, "during")
        if not found or not self.begins(found[1]):
            return None
        inner = longest(self.span(found[1]), self.atom(found[1]))
        quantity = self._length(found[1])
        if quantity and (not inner or quantity[1] > inner[1]):
            return Nothing(), quantity[1]
        return inner

    def length(self, i: int) -> Reading | None:
        """Three days, two weeks: a length by itself; a week also after "after that by"."""
        found = self._length(i)
        counted = self.is_in(i - 1, "that") or self.is_in(i - 1, "from_it")  # "وبعدها بيوم", "سبقتها بأسبوع"
        if not found or found[0].count is None or not (found[0].numbered or counted):
            return None
        return Length(found[0].unit, found[0].count), found[1]

    def span(self, i: int) -> Reading | None:
        """Between X and Y, from X to Y, X-Y."""
        if not self.begins(i):
            return None
        known = self.senses(i)
        between, start, pair = known.get("between"), known.get("from"), known.get("two_days")
        j = (between or start or pair or ("", i))[1]
        if j > i and not self.begins(j):
            return None
        years = self.word(j, "unit") or self.word(j, "the_unit")
        if years and years[0] == ("year", 2):
            pair, j = years, years[1]
        if j > i and not self.can_open(j):
            return None
        inner = self.atom(j)
        year = self.year_number(j) if between or start or pair else None
        candidates = [(Year(year[0]), year[1])] if year else []
        candidates += [inner] if inner else []
        for first, at in candidates:
            last = self._far_end(at, joined=bool(between or pair), to=bool(start or pair))
            if last and type(last[0]) is type(first) and not isinstance(first, Nothing):
                return Between(first, last[0]), last[1]
        return self._days_of_one_month(j, bool(between or pair), bool(start))

    def _far_end(self, i: int, *, joined: bool, to: bool) -> Reading | None:
        at = self._joint(i, joined, to)
        if at is None:
            return None
        year = self.year_number(at)
        return (Year(year[0]), year[1]) if year else self.atom(at)

    def _joint(self, i: int, joined: bool, to: bool) -> int | None:
        """The index of the second half: behind a lone wa, at a word with a glued wa, behind "to" or a dash."""
        if joined and self.norm(i) == "و":
            return i + 1
        if joined and self.norm(i).startswith("و"):
            return i
        if self.norm(i) in DASHES:
            return i + 1
        found = self.word(i, "to") if to or joined else None
        return found[1] if found else None

    def _days_of_one_month(self, i: int, joined: bool, to: bool) -> Reading | None:
        value = self.whole(i)
        first = (value, i + 1) if value is not None else self.ordinal(i)
        at = self._joint(first[1], joined, to or joined) if first else None
        last = self._day_and_month(at) if at is not None else None
        if not first or not last or not isinstance(last[0], Day):
            return None
        day, spec = first[0], last[0]
        if not 1 <= day < spec.day:
            return None
        return Between(Day(day, spec.month, spec.year, spec.tense), spec), last[1]
