"""The names of all places in one automaton over squeezed, folded text: built once, frozen, sent to workers.

A key is a name without spaces, vowels, hamza seats and leading article. Spaces do not count because Arabic
writers drop, double and insert them freely ("ديرالزور", "البو كمال"); word boundaries are checked on the hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from gazetteer.matching.clitics import ARTICLE, key
from gazetteer.matching.types import NameRow, PlaceRow
from gazetteer.matching.words import MatchingWords

# How a key came from a name. Packed into the low bits of an entry beside the place's number.
WITH_ARTICLE = 1  # the name as filed begins with the article
NEEDS_HEAD = 2  # the head word was cut off: counts only after such a head ("العمر" of "حقل العمر")
VARIANT = 4  # a regular spelling variant, not a name as filed
LOCAL = 8  # the town at the end of the name was cut off: counts only where the text is about that town
SHIFT = 4
_IN = "\u0641\u064a"
_BA = "\u0628"
_NO_LETTER = re.compile(r"[^\w\s]+|_")
_BRACKETS = re.compile(r"\s*[(\[].*$")
FACILITIES = frozenset("airbase base camp port crossing dam bridge oilfield facility island".split())
SETTLEMENTS = frozenset("city town village".split())
_LOCAL_WORDS = 2
_TA, _ALEF = "\u0647", "\u0627"
_ABU, _BU = "\u0627\u0628\u0648", "\u0628\u0648"


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names to places. ``entries[value]`` is (key length, packed place number and form, ...)."""

    places: tuple[PlaceRow, ...]
    by_id: Mapping[str, int]
    automaton: ahocorasick.Automaton
    entries: tuple[tuple[int, ...], ...]
    facilities: Mapping[tuple[int, int], tuple[int, ...]]
    words: MatchingWords

    def hits(self, squeezed: str, ends: Mapping[int, int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (start, what ``ends`` has for its end, entry) for every key in a squeezed text that ends at one of
        the ``ends``.
        """
        entries = self.entries
        for last, value in self.automaton.iter(squeezed):
            if (at := ends.get(last + 1)) is not None:
                entry = entries[value]
                yield last + 1 - entry[0], at, entry

    def find(self, bare: str) -> tuple[int, ...]:
        """Return the packed entries of one key, without its length; empty where there is none."""
        value = self.automaton.get(bare, None)
        return () if value is None else self.entries[value][1:]

    def place(self, place_id: str | None) -> PlaceRow | None:
        """Return the place of an id, or None."""
        number = self.by_id.get(place_id) if place_id else None
        return None if number is None else self.places[number]

    def facilities_near(self, lat: float, lon: float) -> Iterator[PlaceRow]:
        """Yield bases, ports, crossings and the like in the square degrees around a point."""
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                for number in self.facilities.get((int(lat // 1) + dy, int(lon // 1) + dx), ()):
                    yield self.places[number]


def name_words(name: str) -> list[str]:
    """Return the keys of a name's words; brackets and what they hold are left out."""
    return [key(word) for word in _NO_LETTER.sub(" ", _BRACKETS.sub("", name)).split()]


def bare(words: list[str]) -> tuple[str, bool]:
    """Squeeze words into one key without leading article; say whether there was one."""
    squeezed = "".join(words)
    if words and words[0].startswith(ARTICLE) and len(words[0]) > 3:
        return squeezed[2:], True
    return squeezed, False


def _head_stripped(words: list[str], place: PlaceRow, lists: MatchingWords) -> tuple[list[str], int] | None:
    """The name without its head word, and the form of what is left."""
    head = lists.heads.get(words[0])
    if head is None or len(words) < 2 or head.number != 1 or place.kind not in head.agree:
        return None
    plain = head.scope in ("settlement", "admin", "governorate")
    if head.scope == "governorate" and bare(words[1:])[0] not in "".join(name_words(place.name_ar)):
        plain = False  # a former name: "محافظة التأميم" is Kirkuk's, التأميم alone a quarter
    return words[1:], 0 if plain else NEEDS_HEAD


def _spellings(words: list[str]) -> Iterator[list[str]]:
    """Regular variants: أبو/بو/البو, final alef and ta marbuta, an article inside a name left out."""
    squeezed = "".join(words)
    for old, new in ((_ABU, _BU), (ARTICLE + _BU, _ABU), (_BU, _ABU)):
        if squeezed.startswith(old) and len(squeezed) > len(old) + 2:
            yield [new + squeezed[len(old) :]]
            break
    last = words[-1]
    if len(last) >= 4 and last[-1] in (_ALEF, _TA):
        yield [*words[:-1], last[:-1] + (_TA if last[-1] == _ALEF else _ALEF)]
    if len(words) == 2 and words[1].startswith(ARTICLE) and len(words[1]) > 4:
        yield [words[0], words[1][2:]]


def name_forms(name: str, place: PlaceRow, lists: MatchingWords) -> Iterator[tuple[str, int]]:
    """Yield (key, form) for every way a name may stand in a text."""
    words = name_words(name)
    if not words:
        return
    bases = [(words, 0)]
    if len(words) > 2 and lists.has("closers", words[-1]) and place.kind in FACILITIES:
        bases.append((words[:-1], VARIANT))
    for base, form in tuple(bases):
        if stripped := _head_stripped(base, place, lists):
            bases.append((stripped[0], form | stripped[1]))
    for base, form in bases:
        squeezed, article = bare(base)
        if len(squeezed) > 1:
            yield squeezed, form | (WITH_ARTICLE if article else 0)
        for spelling in _spellings(base):
            squeezed, article = bare(spelling)
            # A village of Iraq bears its tribe's name (البو فهد); أبو فهد is a man, unless a head word says otherwise.
            man = NEEDS_HEAD if place.country == "IQ" and squeezed.startswith(_ABU) else 0
            if len(squeezed) > 3:
                yield squeezed, form | VARIANT | man | (WITH_ARTICLE if article else 0)


def _local(words: list[str], town: list[str], lists: MatchingWords) -> list[str] | None:
    """ "المجمع الحكومي في الرمادي", "حي السلام بنغازي" without the town at the end; None where no name is left."""
    n = len(words) - len(town)
    if n < _LOCAL_WORDS or words[n + 1 :] != town[1:] or words[n] not in (town[0], _BA + town[0]):
        return None
    rest = words[: n - 1] if words[n - 1] == _IN else words[:n]
    last = rest[-1]
    if len(rest) < _LOCAL_WORDS or last in lists.heads or (last in lists.directions and not last.startswith(ARTICLE)):
        return None  # "سجن أبو غريب", "مبنى محافظة عدن", "مستشفى جنوب الفاشر"
    return rest


def _country_rows(lists: MatchingWords, known: Mapping[str, int]) -> Iterator[tuple[PlaceRow, list[str]]]:
    for c in lists.countries:
        if c.id not in known:
            yield PlaceRow(c.id, c.names[0], c.en, "country", c.code, c.lat, c.lon), list(c.names)


def _forms(
    name: str, place: PlaceRow, by_id: Mapping[str, int], places: list[PlaceRow], lists: MatchingWords
) -> Iterator[tuple[str, int]]:
    """The forms of a name, and those of what is left without the town that it ends on."""
    yield from name_forms(name, place, lists)
    parent = by_id.get(place.parent_id) if place.parent_id else None
    if parent is not None and place.kind not in SETTLEMENTS:
        rest = _local(name_words(name), name_words(places[parent].name_ar), lists)
        if rest is not None:
            yield from ((squeezed, form | LOCAL) for squeezed, form in name_forms(" ".join(rest), place, lists))


def _collect(
    places: list[PlaceRow], names: Iterable[NameRow], by_id: Mapping[str, int], lists: MatchingWords
) -> dict[str, dict[int, int]]:
    """Gather for each key the places it may mean and the best form for each."""
    found: dict[str, dict[int, int]] = {}
    for row in names:
        number = by_id.get(row.place_id)
        if number is None:
            continue
        for squeezed, form in _forms(row.name, places[number], by_id, places, lists):
            forms = found.setdefault(squeezed, {})
            old = forms.get(number)
            # Lower bits mean less doubt: a name as filed beats a variant, which beats a cut one.
            if old is None or (form & ~WITH_ARTICLE) < (old & ~WITH_ARTICLE):
                forms[number] = form
    return found


def _facility_grid(places: Iterable[PlaceRow]) -> dict[tuple[int, int], tuple[int, ...]]:
    grid: dict[tuple[int, int], list[int]] = {}
    for number, place in enumerate(places):
        if place.kind in FACILITIES:
            grid.setdefault((int(place.lat // 1), int(place.lon // 1)), []).append(number)
    return {square: tuple(numbers) for square, numbers in grid.items()}


def build_index(places: Iterable[PlaceRow], names: Iterable[NameRow], words: MatchingWords) -> NameIndex:
    """Build the index; names of unknown places are left out, countries are added where they are missing."""
    rows = list(places)
    by_id = {place.id: number for number, place in enumerate(rows)}
    extra = []
    for place, country_names in _country_rows(words, by_id):
        by_id[place.id] = len(rows)
        rows.append(place)
        extra.extend(NameRow(place.id, name) for name in country_names)
    found = _collect(rows, (*names, *extra), by_id, words)
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    entries = []
    for squeezed, forms in found.items():
        automaton.add_word(squeezed, len(entries))
        entries.append((len(squeezed), *(number << SHIFT | form for number, form in forms.items())))
    if not entries:
        automaton.add_word("\0", 0)
        entries.append((1,))
    automaton.make_automaton()
    return NameIndex(tuple(rows), by_id, automaton, tuple(entries), _facility_grid(rows), words)
