"""The matcher's word lists, read from ``seeds/gazetteer/matching/*.yml`` and checked on the way in.

All words are kept as keys (folded, without hamza), so that a list needs each word once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import wordfreq
import yaml

from gazetteer.matching.arabic import fold, tokenize
from gazetteer.matching.clitics import key
from gazetteer.matching.memo import Memo
from gazetteer.matching.types import KINDS, PART_CODES
from gazetteer.matching.yaml_once import load_once

_LIST_WORDS = ("list_openers", "list_fillers", "list_announcers", "list_announcing")
NEEDS = ("head", "seized", "context", "explicit")
# Words of at least this frequency (Zipf: log10 of occurrences per billion words) are everyday words.
EVERYDAY_ZIPF = 2.6
# Above this a word is no name of a town by itself, above that not even after "مدينة".
# Above the last a village or quarter needs a head word.
TOWN_ZIPF, NAME_ZIPF, VILLAGE_ZIPF = 3.5, 3.9, 4.0


class WordsError(ValueError):
    """A word list that cannot be right; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """A head word: the kind it announces, the kinds it agrees with, and how many names may follow (1, 2, 3 = many)."""

    word: str
    kind: str
    scope: str
    agree: frozenset[str]
    number: int
    weak: bool
    quiet: bool
    singular: str = ""  # as written: برج of برجي
    nouns: frozenset[str] = frozenset()  # words for the same sort of thing, by key: a base may be called an airport


@dataclass(frozen=True, slots=True)
class Country:
    """A country as context and as a place. Degrees WGS 84."""

    code: str
    id: str
    en: str
    lat: float
    lon: float
    names: tuple[str, ...]
    capital: str
    seat: str = ""  # id of the capital, for the countries of the wars


@dataclass(frozen=True, slots=True)
class CommonWord:
    """What an everyday word needs before it counts as a place."""

    needs: str
    raw: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchingWords:
    """Everything that the matcher knows about words. ``sets`` holds the plain lists by "file.group" name."""

    heads: Mapping[str, Head]
    back: Mapping[str, Head]
    directions: Mapping[str, str]
    countries: tuple[Country, ...]
    nisba: Mapping[str, str]
    sides: Mapping[str, str]
    abroad: frozenset[str]
    common: Mapping[str, CommonWord]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    everyday: Mapping[str, float]  # key of an everyday word -> its Zipf frequency
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # Made of the above: buildings' heads, duals that refer back, lists by their words, capitals without spaces, what is
    # known of written words.
    buildings: Mapping[str, Head] = field(init=False, repr=False, compare=False)
    duals: Mapping[str, Head] = field(init=False, repr=False, compare=False)
    lists_of: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    capitals: frozenset[str] = field(init=False, repr=False, compare=False)
    facts: Memo = field(default_factory=Memo, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        buildings = {word: head for word, head in self.heads.items() if head.scope == "facility" and head.number == 1}
        lists: dict[str, tuple[str, ...]] = {}
        for name, group in self.sets.items():
            for word in group:
                lists[word] = (*lists.get(word, ()), name)
        object.__setattr__(self, "buildings", buildings)
        object.__setattr__(self, "capitals", frozenset(c.capital.replace(" ", "") for c in self.countries))
        object.__setattr__(self, "duals", _duals(self.back))
        object.__setattr__(self, "lists_of", lists)

    def has(self, group: str, word: str) -> bool:
        """Is the word's key in the list ``group``?"""
        return word in self.sets[group]


def _duals(back: Mapping[str, Head]) -> dict[str, Head]:
    """The definite duals of the words that refer back: البلدة gives البلدتين and البلدتان, الميناء المينائين."""
    found = {}
    for word, head in back.items():
        stem = word[:-1] + "\u062a" if word.endswith("\u0647") else word
        stems = (stem, stem + "\u064a") if stem.endswith("\u0627") else (stem,)  # "الميناءين", "المينائين"
        found |= {s + ending: head for s in stems for ending in ("\u064a\u0646", "\u0627\u0646")}
    return found


def _load(folder: Path, name: str) -> dict:
    path = folder / f"{name}.yml"
    try:
        data = load_once(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise WordsError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise WordsError(f"{path}: a mapping is needed")
    return data


def _keys(words: Iterable[object], where: str) -> frozenset[str]:
    found = set()
    for word in words:
        if not isinstance(word, str) or not key(word).strip():
            raise WordsError(f"{where}: not a word: {word!r}")
        found.add(key(word))
    return frozenset(found)


def _singular(word: str, singulars: list[str]) -> str:
    """The singular of a head word: the one that begins most like it, the first one where none does."""
    return max(singulars, key=lambda one: _shared(word, key(one)))


def _shared(word: str, other: str) -> int:
    """How many letters two words begin with together?"""
    return next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))


def _nouns(data: dict, entry: dict, word: str) -> frozenset[str]:
    """The words for the same sort of thing: those of the entry, and of one that may be called by this word as well."""
    same = (e for e in data["heads"] if e is entry or word in _keys(e.get("also", ()), "heads.yml: also"))
    return _keys((one for e in same for one in e["one"]), "heads.yml")


def _heads(data: dict) -> tuple[dict[str, Head], dict[str, Head]]:
    heads: dict[str, Head] = {}
    back: dict[str, Head] = {}
    for entry in data["heads"]:
        where = f"heads.yml: {entry.get('kind')}"
        unknown = [k for k in (entry["kind"], *entry["agree"]) if k not in KINDS]
        if unknown or not entry.get("examples"):
            raise WordsError(f"{where}: unknown kinds {unknown} or no examples")
        quiet = _keys(entry.get("quiet", ()), where)
        for number, group in ((1, "one"), (2, "two"), (3, "many")):
            for word in _keys(entry.get(group, ()), where):
                heads[word] = Head(
                    word, entry["kind"], entry["scope"], frozenset(entry["agree"]), number,
                    bool(entry.get("weak")), word in quiet, _singular(word, entry["one"]),
                    _nouns(data, entry, word),
                )  # fmt: skip
        for word in _keys(entry.get("back", ()), where):
            back[word] = Head(word, entry["kind"], entry["scope"], frozenset(entry["agree"]), 1, False, False)
    return heads, back


def _relation_sets(data: dict) -> dict[str, frozenset[str]]:
    def words(group: str) -> frozenset[str]:
        value = data[group]
        return _keys(value["words"] if isinstance(value, dict) else value, f"relations.yml: {group}")

    plain = (
        "near around reference_relation along inside direction_nouns locating borders towards leaving goal besides "
        "locative governors all_of prominent times backed tied counted_to compared seats institutions ranks itself "
        "fronts taking quitting keeping becoming falling hands pushing fighting supplies frontier across convoys "
        "as_for backing pictures pictured its_seat which_is celebrating"
    ).split()
    sets = {group: words(group) for group in plain}
    for part in ("units", "words", "after"):
        sets[f"distance.{part}"] = _keys(data["distance"][part], "relations.yml: distance")
    for part in ("after", "nouns"):
        sets[f"hands.{part}"] = _keys(data["hands"][part], "relations.yml: hands")
    sets["along.fillers"] = _keys(data["along"]["fillers"], "relations.yml: along")
    sets["locating.verbs"] = _keys(data["locating"]["verbs"], "relations.yml: locating")
    sets["along.joining"] = _keys(data["along"]["joining"], "relations.yml: along")
    sets["along.links"] = _keys(data["along"]["links"], "relations.yml: along")
    return sets


def _part_sets(data: dict) -> dict[str, frozenset[str]]:
    sets = {f"part.{g}": _keys(data[g]["words"], f"parts.yml: {g}") for g in ("nouns", "centre", "banks")}
    sets["part.outskirts"] = _keys(data["outskirts"], "parts.yml: outskirts")
    sets["part.plain"] = _keys(data["nouns"]["plain"], "parts.yml: nouns")
    sets["part.alone"] = _keys(data["alone"]["words"], "parts.yml: alone")
    sets["part.relative"] = _keys(data["alone"]["relative"], "parts.yml: alone")
    sets["part.of"] = _keys(data["of"], "parts.yml: of")
    for code in ("bank_e", "bank_w"):
        assert code in PART_CODES
        sets[f"part.{code}"] = _keys(data["banks"][code], "parts.yml: banks")
    return sets


def _trap_sets(data: dict) -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for group in ("units", "media", "institutions", "clubs"):
        sets[f"trap.{group}"] = _keys(data[group]["heads"], f"traps.yml: {group}")
    sets["trap.links"] = _keys(data["units"]["links"], "traps.yml: units")
    sets["trap.operations"] = _keys(data["units"]["operations"], "traps.yml: units")
    for group in ("names", "tails", "sure_tails", "national", "speaking", "citing", "that"):
        sets[f"media.{group}"] = _keys(data["media"][group], "traps.yml: media")
    sets["trap.blocked"] = _keys(data["institutions"]["blocked_by"], "traps.yml: institutions")
    for group in ("titles", "first_names", "kunya"):
        sets[f"trap.{group}"] = _keys(data["people"][group], f"traps.yml: {group}")
    for group in ("people", "offices", "tellers", "locals"):
        sets[f"of.{group}"] = _keys(data["of_place"][group], f"traps.yml: {group}")
    plain = (
        "buildings services military naming battles battles_over numbered ordinals unit_tails object_cues speech "
        "garrisons agencies not_names likened local_things ranks greatest centres fronts at_front declared vocatives "
        "clock_words behind_names lying besieging speech_behind speech_kept speech_openers seats"
    )
    for group in plain.split():
        sets[f"trap.{group}"] = _keys(data[group], f"traps.yml: {group}")
    return sets


def _phrases(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as key sequences, listed under their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(key(t.norm) for t in tokenize(phrase))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _common(entries: Iterable[dict]) -> dict[str, CommonWord]:
    found = {}
    for entry in entries:
        if entry.get("needs") not in NEEDS or not entry.get("note"):
            raise WordsError(f"traps.yml: common: {entry.get('word')!r} needs one of {NEEDS} and a note")
        found[key(entry["word"]).replace(" ", "")] = CommonWord(
            entry["needs"], tuple(entry.get("raw", ())), tuple(key(c) for c in entry.get("never_with", ()))
        )
    return found


def _countries(data: dict) -> tuple[tuple[Country, ...], dict[str, str], dict[str, str]]:
    countries, nisba = [], {}
    for c in data["countries"]:
        names, capital, seat = tuple(c["names"]), key(c["capital"]), c.get("seat", "")
        countries.append(Country(c["code"], c["id"], c["en"], c["lat"], c["lon"], names, capital, seat))
        for word in c["nisba"]:
            nisba[key(word)] = c["code"]
    sides = {key(word): code for code, words in data["sides"].items() for word in words}
    return tuple(countries), nisba, sides


def everyday_words() -> dict[str, float]:
    """Return the words of ordinary Arabic text by key, with their Zipf frequency; place names are among them."""
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="best").items():
        zipf = wordfreq.freq_to_zipf(frequency)
        if zipf >= EVERYDAY_ZIPF:
            folded = fold(word).replace("\u0621", "")
            found[folded] = max(zipf, found.get(folded, 0.0))
    return found


def load_words(folder: Path | str) -> MatchingWords:
    """Read the word lists of ``folder``; raises ``WordsError`` naming file and entry where one cannot be right."""
    folder = Path(folder)
    try:
        heads, back = _heads(_load(folder, "heads"))
        extra = _load(folder, "heads")
        relations, parts, traps = (_load(folder, name) for name in ("relations", "parts", "traps"))
        sets = _relation_sets(relations) | _part_sets(parts) | _trap_sets(traps)
        for group in ("closers", "telling", "estates", "compound_first", "name_adjectives", *_LIST_WORDS):
            sets[group] = _keys(extra[group], f"heads.yml: {group}")
        country_data = _load(folder, "countries")
        countries, nisba, sides = _countries(country_data)
        for group in ("country_back", "capital_back", "capitals_abroad", "capitals_counted"):
            sets[group] = _keys(country_data[group], f"countries.yml: {group}")
        directions = {key(w): code for code, words in relations["directions"].items() for w in words}
        return MatchingWords(
            heads, back, directions, countries, nisba, sides, frozenset(country_data["abroad"]),
            _common(traps["common"]), _phrases(traps["phrases"]), everyday_words(), sets,
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise WordsError(f"{folder}: {type(error).__name__}: {error}") from error
