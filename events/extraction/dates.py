"""Expressions of time in a text and the days that they mean.

``find_dates`` finds them once per text; ``resolve_date`` counts from the anchor that the clause has: the day of
its citing verb, else of speech, else of publication. How intervals are cut is told in ``date_resolution``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from events.extraction import date_values as values
from events.extraction.date_calendar import DASHES, Reading
from events.extraction.date_lexicon import DateLexicon, load_dates
from events.extraction.date_resolution import resolve
from events.extraction.date_spans import SpanGrammar
from events.extraction.date_values import ResolvedDate, Spec
from events.extraction.date_words import ARTICLES
from gazetteer.matching.arabic import Token

__all__ = ["DateLexicon", "DateMention", "ResolvedDate", "find_dates", "load_dates", "resolve_date", "year_named"]

_OPENING, _CLOSING = {'"', "«", "“", "”", "'", "‘"}, {'"', "»", "“", "”", "'", "’"}
_KINDS = {
    values.Nothing: "duration", values.Length: "duration",
    values.Day: "day", values.DayOfMonth: "day", values.Weekday: "weekday",
    values.RelativeDay: "relative", values.Ago: "relative", values.Window: "range", values.Period: "relative",
    values.Month: "month", values.Year: "year", values.Season: "season", values.Between: "range",
    values.Since: "since", values.Until: "until",
}  # fmt: skip


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class DateMention:
    """An expression of time: tokens ``[i, j)``, code points ``[start, end)``, its kind and what it says.

    ``kind``: day, weekday, weekday+ (the night between two days), relative, range, since, until, month, year, season,
    or duration (a length of time, or a day counted from another event: it has no day of its own).
    """

    i: int
    j: int
    start: int
    end: int
    kind: str
    spec: Spec


class _Grammar(SpanGrammar):
    """Days with their parts, weekdays and relative words, and the choice among all readings at a token."""

    def atom(self, i: int) -> Reading | None:
        return self._best(i, single=True)

    def at(self, i: int) -> Reading | None:
        """The longest reading at a token."""
        return self._best(i, single=False)

    def _best(self, i: int, *, single: bool) -> Reading | None:
        """The longest reading of the methods that a class of the words at i can begin."""
        if i >= self.size:
            return None
        classes = tuple(self.senses(i))
        if self.tokens[i].kind == "number" or self.norm(i) in ARTICLES:
            classes = (*classes, "digits")
        best: Reading | None = None
        for method in _methods(classes, single) if classes else ():
            reading = method(self, i)
            if reading and (best is None or reading[1] > best[1]):
                best = reading
        return best

    def day(self, i: int) -> Reading | None:
        """A day with the words around it: evening, day, relative word, weekday, date in any of their orders."""
        j, night = i, False
        for _ in range(3):
            night = night or self.word(j, "nights") is not None
            j = self.skip(j, "parts_of_day", "day_words", "numeric_leads")
        led = j > i
        core = self._last_night(j) or self._relative(j, led) or self._weekday(j, led, night) or self.absolute(j, led)
        if not core:
            return None
        return core[0], self.skip(core[1], "adverbs_of_day")

    def _last_night(self, i: int) -> Reading | None:
        found = self.word(i, "last_night")
        return (values.RelativeDay(int(found[0]), days=2), found[1]) if found else None  # type: ignore[arg-type]

    def _relative(self, i: int, led: bool) -> Reading | None:
        found = self.word(i, "relative_day")
        if not found or (not led and self.is_in(i, "only_after_part") and found[1] == i + 1):
            return None
        offset, j = int(found[0]), found[1]  # type: ignore[arg-type]
        if offset == 0 and (self._is_outlet(i) or self.is_in(j, "today_names_before")):
            return None
        if offset == 0 and self.is_in(i - 1, "that"):
            return values.Nothing(), j
        dated = self._dated(j)
        counted = self.norm(j) in ARTICLES and self.whole(j + 1) is not None
        if offset == 0 and not dated and (self.word(j, "elsewhere") or self.ordinal(j) or counted):
            # the next day, the third day, the 84th day: counted from an event
            end = j + 2 if counted else j + 1
            return self._dated(end) or (values.Nothing(), end)
        if dated:
            return dated
        j = self.skip(j, "adverbs_of_day")
        at, closing = self._apposed(j)
        weekday = self.word(self.skip(at, "day_words"), "weekday")
        if not weekday or self.is_in(weekday[1], "weekday_not_before"):
            return values.RelativeDay(offset), j
        end = weekday[1] + (1 if closing and self.norm(weekday[1]) == closing else 0)
        return self._dated(end) or (values.RelativeDay(offset, int(weekday[0])), end)  # type: ignore[arg-type]

    def _apposed(self, i: int) -> tuple[int, str]:
        """The index of what stands in apposition, with the bracket that must close it."""
        if self.norm(i) == "(":
            return i + 1, ")"
        return (i + 1, "") if self.norm(i) in {"،", ",", "-", "–"} else (i, "")

    def _dated(self, i: int) -> Reading | None:
        """A full date in apposition to the day just read."""
        at, closing = self._apposed(i)
        at = self.skip(at, "matching")
        found = self.absolute(at, lead=True)
        if not found or not isinstance(found[0], values.Day):
            return None
        return found[0], found[1] + (1 if closing and self.norm(found[1]) == closing else 0)

    def _is_outlet(self, i: int) -> bool:
        """Whether "today" at i closes the name of an outlet."""
        sets, before = self.lex.sets, self.norm(i - 1)
        name = before.removeprefix("ل").removeprefix("ب")
        if before in sets["outlet_always"] or name in sets["outlet_always"]:
            return True
        if not ({before, name} & sets["outlet_after_head"]):
            return False
        quoted = self.norm(i - 2) in _OPENING and self.norm(i + 1) in _CLOSING
        headed = self.norm(i - 2).lstrip("و") in sets["outlet_heads"] or self.norm(i - 2) == ":"
        return quoted or headed or (name != before and name in sets["outlet_after_head"])

    def names_outlet(self, i: int) -> bool:
        """ "موقع «سبتمبر»", "صحيفة 26 سبتمبر": whether the month at i, or its day, is an outlet's name."""
        head = i - 2 if self.norm(i - 1) in _OPENING else i - 1
        return self.is_in(head, "outlet_heads")

    def _weekday(self, i: int, led: bool, night: bool) -> Reading | None:
        found = self.word(i, "weekday") or (self.word(i, "bare_weekday") if led else None)
        if not found or self.is_in(found[1], "weekday_not_before"):
            return None
        if not led and self.is_in(i - 1, "weekday_names_after"):
            return None
        weekday, j = int(found[0]), found[1]  # type: ignore[arg-type]
        days = 1
        second = self._second_night(j, weekday) if night else None
        if second:
            days, j = 2, second
        dated = self._dated(j)
        if dated and days == 1:
            return dated
        j = self.skip(j, "adverbs_of_day")
        tense = self.tense(j)
        if tense:
            return self._dated(tense[1]) or (values.Weekday(weekday, tense[0], days), tense[1])
        return values.Weekday(weekday, None, days), j

    def _second_night(self, i: int, weekday: int) -> int | None:
        """The index after the second day of "the night of Saturday to Sunday"."""
        at = i + 1 if self.norm(i) in DASHES | {"/", "\\", "و"} else self.skip(i, "on_to")
        found = self.word(at, "weekday")
        return found[1] if found and found[0] == (weekday + 1) % 7 else None

    def event_day(self, i: int) -> Reading | None:
        return values.Length("day", 1), self.skip(i, "event_days")


_Method = Callable[[_Grammar, int], Reading | None]


def _starts(classes: str, method: _Method) -> tuple[frozenset[str], _Method]:
    return frozenset(classes.split()), method


# Which classes of words can begin a construction.
_DAY = "digits parts_of_day day_words numeric_leads last_night relative_day weekday ordinal teen_unit"
_COUNTED = "digits about last several cardinal teen_unit tens unit the_unit"
_ATOMS = (
    _starts(_DAY, _Grammar.day),
    _starts("part_of_period", _Grammar.part),
    _starts(_COUNTED + " during this", _Grammar.period),
    _starts("month unit", _Grammar.month),
    _starts("digits unit the_unit", _Grammar.year),
    _starts("season", _Grammar.season),
)
_ALL = (
    *_ATOMS,
    _starts("since", _Grammar.since),
    _starts("ago", _Grammar.ago),
    _starts("until", _Grammar.until),
    _starts("after", _Grammar.after),
    _starts("during", _Grammar.within),
    _starts("event_days", _Grammar.event_day),
    _starts("between from two_days unit the_unit month " + _DAY, _Grammar.span),
    _starts(_COUNTED, _Grammar.length),
)


@lru_cache(maxsize=1000)
def _methods(classes: tuple[str, ...], single: bool) -> tuple[_Method, ...]:
    """The constructions that words of these classes can begin, in order; ``single``: none around another."""
    return tuple(method for starts, method in (_ATOMS if single else _ALL) if not starts.isdisjoint(classes))


def _kind(spec: Spec) -> str:
    return "weekday+" if isinstance(spec, values.Weekday) and spec.days > 1 else _KINDS[type(spec)]


def _start(token: Token, lex: DateLexicon) -> int:
    """Where the expression starts: behind a glued conjunction and the vowels on it."""
    letters = min((entry.glued for entry in lex.entries.get(token.norm, ())), default=0)
    at = 0
    while letters or (at and (unicodedata.category(token.text[at]) in ("Mn", "Cf") or token.text[at] == "ـ")):
        letters -= letters > 0 and unicodedata.category(token.text[at]) == "Lo"
        at += 1
        if at >= len(token.text) - 1:
            break
    return token.start + at


def find_dates(tokens: Sequence[Token], lex: DateLexicon) -> tuple[DateMention, ...]:
    """Return the expressions of time of a text, longest first from the left, none overlapping another."""
    grammar = _Grammar(tokens, lex)
    found: list[DateMention] = []
    done = 0
    openers = lex.openers | ARTICLES
    for i, token in enumerate(tokens):
        if token.norm not in openers and token.kind != "number":
            continue
        if i < done or not grammar.can_open(i):
            continue
        reading = grammar.at(i)
        if reading is None:
            continue
        spec, done = reading
        if isinstance(spec, values.Day | values.Month) and grammar.names_outlet(i):
            continue
        found.append(DateMention(i, done, _start(token, lex), tokens[done - 1].end, _kind(spec), spec))
    return tuple(_with_shared_year(mention, after, tokens) for mention, after in pairwise([*found, None]) if mention)


def _with_shared_year(mention: DateMention, after: DateMention | None, tokens: Sequence[Token]) -> DateMention:
    """Give a month or day the year that stands once after the last of a pair: February and March 2016."""
    spec, last = mention.spec, after.spec if after else None
    if (
        after is None
        or not isinstance(spec, values.Day | values.Month)
        or not isinstance(last, values.Day | values.Month)
    ):
        return mention
    if spec.year != values.YearOf() or spec.tense is not None or last.year == values.YearOf():
        return mention
    joined = tokens[after.i].norm.startswith("و") if after.i == mention.j else False
    joined = joined or (after.i == mention.j + 1 and tokens[mention.j].norm == "و")
    return replace(mention, spec=replace(spec, year=last.year)) if joined else mention


def resolve_date(mention: DateMention, anchor: date | None, *, future: bool = False) -> ResolvedDate:
    """Return the days of an expression counted from the anchor; unknown where neither it nor the text gives them."""
    try:
        return resolve(mention.spec, anchor, future)
    except (ValueError, OverflowError):
        return values.UNKNOWN


def year_named(mention: DateMention) -> int | None:
    """The year that an expression names."""
    told = mention.spec.first if isinstance(mention.spec, values.Since) else mention.spec
    return told.number if isinstance(told, values.Year) else getattr(getattr(told, "year", None), "number", None)
