"""The words of time expressions, loaded from ``dates.yml`` into one dictionary on the folded token.

Every word is stored with the clitics it may carry, so that reading needs one look-up per token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.matching.arabic import fold, tokenize
from gazetteer.matching.yaml_once import load_once

Value = int | str | tuple[str, int]
# Conjunctions are not part of the expression; bi and li are.
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل")
_ARTICLE = "ال"
# Classes that are one word in any position, without clitics: they are compared, not looked for.
_BARE = {"and", "on_to"}
# Classes that only continue an expression.
_NEVER_FIRST = {
    "elsewhere", "same_year", "few", "and_more", "to", "and", "now", "matching", "modifier", "teen_ten", "on_to",
    "adverbs_of_day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a token: its class, value, the folded words to follow, the letters of a glued conjunction."""

    cls: str
    value: Value
    rest: tuple[str, ...]
    glued: int


@dataclass(frozen=True, slots=True)
class DateLexicon:
    """The time words: entries by the folded first token (longest first), and the plain word sets of the traps.

    ``spellings`` are the careful months as written, ``openers`` the folded tokens that can begin an expression.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    sets: Mapping[str, frozenset[str]]
    spellings: frozenset[str]
    openers: frozenset[str]


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokenize(phrase))


def _glued(word: str) -> Iterable[tuple[str, int]]:
    """Yield the written forms of a word with its clitics, each with the letters of the conjunction."""
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            # li and the article are written as two lams
            stem = "لل" + word[2:] if preposition == "ل" and word.startswith(_ARTICLE) else preposition + word
            yield conjunction + stem, len(conjunction)


class _Builder:
    def __init__(self) -> None:
        self.entries: dict[str, list[tuple[int, Entry]]] = {}

    def add(self, cls: str, value: Value, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            first, *rest = _words(phrase)
            forms = [(first, 0)] if cls in _BARE else _glued(first)
            for rank, (form, glued) in enumerate(forms):
                entry = Entry(cls, value, tuple(rest), glued)
                known = self.entries.setdefault(form, [])
                if all(entry != other for _, other in known):
                    known.append((rank, entry))

    def table(self) -> dict[str, tuple[Entry, ...]]:
        """Longest phrase first, then the form with the fewest clitics."""
        return {
            form: tuple(e for _, e in sorted(found, key=lambda pair: (-len(pair[1].rest), pair[0])))
            for form, found in self.entries.items()
        }


# Keys of the file that map a value to words.
_VALUED = {
    "months": "month", "weekdays": "weekday", "ordinals": "ordinal", "cardinals": "cardinal",
    "teen_units": "teen_unit", "tens": "tens", "modifiers": "modifier", "relative_days": "relative_day",
    "last_nights": "last_night", "parts_of_period": "part_of_period", "seasons": "season",
}  # fmt: skip
# Keys of the file that are a list of words of one class.
_LISTED = [
    "elsewhere",
    "same_year",
    "this",
    "few",
    "several",
    "last",
    "about",
    "and_more",
    "since",
    "until",
    "ago",
    "during",
    "after",
    "between",
    "from",
    "to",
    "and",
    "event_days",
    "day_words",
    "two_days",
    "parts_of_day",
    "nights",
    "adverbs_of_day",
    "on_to",
    "numeric_leads",
    "teen_ten",
    "now",
    "matching",
    "two_thousand",
]
_SETS = [
    "careful_months",
    "time_prepositions",
    "year_prepositions",
    "weekday_names_after",
    "weekday_not_before",
    "only_after_part",
    "today_names_before",
    "that",
    "from_it",
    "awaiting_from",
    "named_by_a_date",
    "outlets_behind",
    "of_it",
]
# Number words also stand with the article (the four and twenty hours).
_WITH_ARTICLE = {"cardinal", "teen_unit", "tens"}


def _with_article(phrases: Iterable[str]) -> list[str]:
    return [_ARTICLE + phrase for phrase in phrases]


def _add_units(builder: _Builder, units: Mapping[str, Mapping[str, list[str]]]) -> None:
    for unit, forms in units.items():
        for size, words in forms.items():
            count = {"one": 1, "two": 2, "many": 0}[size]
            builder.add("unit", (unit, count), words)
            builder.add("the_unit", (unit, count), _with_article(words))


def load_dates(folder: Path) -> DateLexicon:
    """Return the time words of ``folder/dates.yml``; raise OSError, KeyError or yaml.YAMLError on a broken file."""
    data: dict[str, Any] = load_once((folder / "dates.yml").read_text(encoding="utf-8"))
    builder = _Builder()
    for key, cls in _VALUED.items():
        for value, phrases in data[key].items():
            builder.add(cls, value, phrases)
            if cls in _WITH_ARTICLE:
                builder.add(cls, value, _with_article(phrases))
            if cls == "weekday":
                builder.add("bare_weekday", value, [phrase[2:] for phrase in phrases])
    for cls in _LISTED:
        builder.add(cls, 0, data[cls])
    _add_units(builder, data["units"])
    builder.add("the_part_of_day", 0, _with_article(data["parts_of_day"][:6]))
    sets = {key: frozenset(fold(word) for word in data[key]) for key in _SETS}
    for key, words in data["outlets"].items():
        sets[f"outlet_{key}"] = frozenset(fold(word) for word in words)
    never = {conjunction + fold(word) for word in data["not_dates"] for conjunction in _CONJUNCTIONS}
    table = {form: found for form, found in builder.table().items() if form not in never}
    openers = frozenset(form for form, found in table.items() if any(e.cls not in _NEVER_FIRST for e in found))
    return DateLexicon(table, sets, frozenset(data["careful_months"]), openers)
