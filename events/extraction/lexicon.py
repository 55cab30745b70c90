"""The lexicon: words as data (YAML under a folder), read once, checked, frozen and handed to every worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from events.extraction.dates import DateLexicon, load_dates
from events.extraction.forms import FormTable
from events.extraction.lexicon_values import HELD, OWNERS, SAID, STATES, Frame, Outlet, Phrases, phrase_list
from events.extraction.side_names import ActorName, actor_names, namesakes
from events.ledger import ActorRow
from gazetteer.matching.arabic import fold
from gazetteer.matching.memo import Memo
from gazetteer.matching.yaml_once import load_once

FILES = (
    "actors.yml", "cues.yml", "dates.yml", "forces.yml", "forms.tsv", "frames.yml", "grammar.yml", "outlets.yml",
    "verbs.yml",
)  # fmt: skip
PLACE_SLOTS = ("out", "object", "subject", "upon", "from", "in", "hold", "of", "to", "near", "over", "round", "topic")


class LexiconError(ValueError):
    """A lexicon file says something it may not; the message names the file and the entry."""


@dataclass(frozen=True)
class Lexicon:
    """Everything that reading knows beside the gazetteer. Frozen and picklable."""

    version: str
    actors: tuple[ActorRow, ...]
    names: dict[str, tuple[ActorName, ...]]
    forces: dict[str, Any]
    frames: tuple[Frame, ...]
    cues: dict[str, Any]
    light: dict[str, Any]
    grammar: dict[str, frozenset[str]]
    forms: FormTable
    groups: dict[str, str]
    dates: DateLexicon
    outlets: tuple[Outlet, ...]

    @cached_property
    def actor(self) -> dict[str, ActorRow]:
        """Actors by slug."""
        return {row.slug: row for row in self.actors}

    @cached_property
    def frames_of(self) -> dict[str, tuple[Frame, ...]]:
        """Frames by folded lemma, in the order of the file."""
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            for lemma in frame.lemmas:
                found.setdefault(lemma, []).append(frame)
        return {lemma: tuple(frames) for lemma, frames in found.items()}

    @cached_property
    def intransitive(self) -> frozenset[str]:
        """Lemmas of the frames that never take a pronoun as their object: what looks like one is ta marbuta."""
        takes = {v for f in self.frames if f.place == "object" or f.object == "losing" or f.needs for v in f.lemmas}
        return frozenset({v for f in self.frames for v in f.lemmas} - takes)

    @cached_property
    def not_verbs(self) -> frozenset[str]:
        """Words that are spelt like a listed verb but are nearly always something else (بين "between")."""
        return frozenset(fold(word) for word in self.cues["not_verbs"])

    @cached_property
    def part_words(self) -> frozenset[str]:
        """Nouns for parts of a place, and their common adjectives, folded."""
        words = (*self.cues["partial"], *self.cues["part_adjectives"])
        return frozenset(fold(word) for word in words if " " not in word)

    @cached_property
    def names_from(self) -> dict[str, dict[str, tuple[ActorName, ...]]]:
        """The sides' names by their first word and by their second, "" where there is none."""
        found: dict[str, dict[str, tuple[ActorName, ...]]] = {}
        for first, names in self.names.items():
            following = found.setdefault(first, {})
            for name in names:
                second = name.words[1] if len(name.words) > 1 else ""
                following[second] = (*following.get(second, ()), name)
        return found

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Folded spelling → the one that actor names are compared in."""
        return {fold(k): fold(v) for k, v in self.cues["spellings"].items()}

    @cached_property
    def outlet_names(self) -> tuple[tuple[str, Outlet], ...]:
        """Each folded name of an outlet or a speaker with what is known of it, in the file's order."""
        return tuple((fold(name), outlet) for outlet in self.outlets for name in outlet.names)

    @cached_property
    def nations(self) -> tuple[tuple[str, str], ...]:
        """(country, folded beginning of a word for its people)."""
        return tuple((country, fold(stem)) for country, stems in self.cues["nationalities"].items() for stem in stems)

    @cached_property
    def at_war(self) -> frozenset[str]:
        """The countries whose wars the lexicon reads: their sides fight at home."""
        return frozenset(self.cues["countries_at_war"])

    @cached_property
    def force_phrases(self) -> dict[str, Phrases]:
        """The quantifiers, support words and links of forces.yml, ready to be matched."""
        found = {name: phrase_list(words) for name, words in self.forces["quantifiers"].items()}
        lists = {"support": self.forces["support"], "links": self.forces["links"], "arms": self.forces["units"]["arms"]}
        return found | {name: phrase_list(words) for name, words in lists.items()}

    @cached_property
    def shared_names(self) -> dict[str, Phrases]:
        """The side that a name of two sides usually means → these names, ready to be matched."""
        return {shared["usual"]: phrase_list(shared["words"]) for shared in self.forces["shared_names"]}

    @cached_property
    def voices(self) -> dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]:
        """Words that only one side's people use, by their first: (country or "" for any, side, folded words)."""
        found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for voice in self.forces["voices"]:
            for first, phrases in phrase_list(voice["words"]).items():
                found.setdefault(first, []).extend((voice.get("country", ""), voice["side"], p) for p in phrases)
        return {first: tuple(entries) for first, entries in found.items()}

    @cached_property
    def anaphors(self) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]]:
        """References back by their first word: (words, the sides they may mean, agreement), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
        for entry in self.forces["anaphors"]:
            for first, phrases in phrase_list(entry["words"]).items():
                found.setdefault(first, []).extend((w, tuple(entry["only"]), entry["agree"]) for w in phrases)
        return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}

    @cached_property
    def namesakes(self) -> dict[str, tuple[str, ...]]:
        """Slug → the other sides that a designation of its country also means ("الجيش السوري")."""
        return namesakes(self.names, self.cues["nationalities"])

    @cached_property
    def kin(self) -> dict[str, tuple[str, ...]]:
        """Slug → itself, the sides that it is part of and those that are part of it."""
        rows = self.actor.values()
        return {row.slug: (row.slug, *row.part_of, *(r.slug for r in rows if row.slug in r.part_of)) for row in rows}

    @cached_property
    def side_words(self) -> frozenset[str]:
        """Every folded word that a side's name, a head or a reference back may begin with."""
        return frozenset(self.names) | frozenset(self.anaphors) | frozenset(self.force_heads) | frozenset(self.owned)

    @cached_property
    def owned(self) -> dict[str, tuple[str, bool, str]]:
        """Heads with a pronoun ("قواته") → (agreement, whether it counts people, the pronoun)."""
        found = {}
        for word in map(fold, self.forces["owned"]):
            agree, people = self.force_heads[word]
            stem = word[:-1] + "ت" if word.endswith("ه") else word
            found.update({stem + ending: (agree, people, code) for ending, code in OWNERS.items()})
        return found

    @cached_property
    def owned_control(self) -> frozenset[str]:
        """The nouns of control as they are spelt before a pronoun."""
        return frozenset(n[:-1] + "ت" if n.endswith("ه") else n for n in self.light["nouns"])

    @cached_property
    def rule_words(self) -> frozenset[str]:
        """Every folded word that a rule about a state may begin with."""
        stated = frozenset(w for name in STATES for w in self.phrases[name])
        return stated.union(*(self.grammar[name] for name in SAID))

    @cached_property
    def readings(self) -> Memo:
        """What written words may be (``word_readings``); filled while texts are read."""
        return Memo()

    @cached_property
    def rules(self) -> Memo:
        """The rules that may begin at a written word; filled while texts are read."""
        return Memo()

    @cached_property
    def lists_of(self) -> dict[str, tuple[str, ...]]:
        """The lists of phrases by the folded words that these begin with."""
        found: dict[str, tuple[str, ...]] = {}
        for name, phrases in self.phrases.items():
            for first in phrases:
                found[first] = (*found.get(first, ()), name)
        return found

    @cached_property
    def force_heads(self) -> dict[str, tuple[str, bool]]:
        """Folded head word → (agreement, whether it counts people); with and without the article."""
        heads = {}
        for entry in self.forces["heads"]:
            for word in entry["words"]:
                heads[fold(word)] = heads["ال" + fold(word)] = (entry["agree"], entry["people"])
        return heads

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """Each list of the cues, ready to be matched; states also with the holder as a pronoun."""
        lists = {name: words for name, words in self.cues.items() if isinstance(words, list)}
        return {name: phrase_list(words + self._owned(words, name)) for name, words in lists.items()}

    @cached_property
    def owners(self) -> dict[str, str]:
        """Last words of phrases of control that end in a pronoun ("سيطرتهما", "بيدهم") → the pronoun."""
        ends = {fold(p.split()[-1]) for name in HELD for p in self._owned(self.cues[name], name)}
        by_length = sorted(OWNERS, key=len, reverse=True)
        return {word: next(OWNERS[o] for o in by_length if word.endswith(o)) for word in ends}

    def _owned(self, phrases: list[str], name: str) -> list[str]:
        """ "تحت سيطرة" gives "تحت سيطرتها", "بيد" "بيدهم"."""
        if name not in HELD:
            return []
        plain = [fold(phrase) for phrase in phrases if fold(phrase.split()[-1]).lstrip("بل") in self.grammar["held_in"]]
        return [(p[:-1] + "ت" if p.endswith("ه") else p) + owner for p in plain for owner in OWNERS]


def _load(folder: Path, name: str) -> Any:
    try:
        return load_once((folder / name).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{folder / name}: {error}") from error


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or value is None else date.fromisoformat(str(value))


def _slugs(values: Any) -> tuple[str, ...]:
    return tuple(v["slug"] if isinstance(v, dict) else v for v in values or ())


def _actor_row(entry: dict) -> ActorRow:
    exists = entry.get("exists") or [None, None]
    return ActorRow(
        slug=entry["slug"], label_ar=entry["ar"], label_en=entry["en"], color=entry["color"],
        part_of=_slugs(entry.get("part_of")), ally_of=_slugs(entry.get("ally_of")),
        successor_of=_slugs(entry.get("successor_of")), exists_from=_day(exists[0]), exists_to=_day(exists[1]),
        country=entry.get("country"), spans=tuple(_spans(entry)),
    )  # fmt: skip


def _spans(entry: dict) -> Iterator[tuple[str, str, date | None, date | None]]:
    """The relations that held only for a time: (relation, slug, first day, day after the last)."""
    for relation in ("part_of", "ally_of", "successor_of"):
        for other in entry.get(relation) or ():
            if isinstance(other, dict) and (other.get("from") or other.get("to")):
                yield relation, other["slug"], _day(other.get("from")), _day(other.get("to"))


def _frame(entry: dict, path: Path, lemmas: set[str]) -> Frame:
    place = entry.get("place", "upon")
    if place not in PLACE_SLOTS:
        raise LexiconError(f"{path}: frame {entry.get('id')}: place is {place!r}, not one of {', '.join(PLACE_SLOTS)}")
    folded = tuple(lemma if lemma in lemmas else fold(lemma) for lemma in entry["lemmas"])
    if unknown := [lemma for lemma in folded if lemma not in lemmas]:
        raise LexiconError(f"{path}: frame {entry['id']}: {unknown[0]} is not in verbs.yml")
    return Frame(
        id=entry["id"], type=entry["type"], lemmas=folded, place=place, subject=entry.get("subject", "gaining"),
        object=entry.get("object"), needs=tuple(fold(w) for w in entry.get("needs", ())),
        pos=tuple(entry.get("pos", ("verb", "vn"))), weak=entry.get("weak", False), noun=entry.get("noun", False),
        to=entry.get("to"),
    )  # fmt: skip


def _light(arrangement: dict) -> dict[str, Any]:
    """Light verbs by folded lemma, and the nouns of control that they govern."""
    verbs = {fold(lemma): type_ for type_, lemmas in arrangement["light_verbs"].items() for lemma in lemmas}
    return {"verbs": verbs, "nouns": tuple(fold(noun) for noun in arrangement["control_nouns"])}


def _grammar(folder: Path) -> dict[str, frozenset[str]]:
    """The lists of single words, folded; a list that is none, or an empty one, is an error."""
    lists = _load(folder, "grammar.yml")
    if wrong := [name for name, words in lists.items() if not isinstance(words, list) or not words]:
        raise LexiconError(f"{folder / 'grammar.yml'}: {wrong[0]} is not a list of words")
    return {name: frozenset(fold(str(word)) for word in words) for name, words in lists.items()}


def _keys(verbs: list[dict]) -> dict[str, str]:
    """Vowelled lemma → the folded name that rules use; two verbs that fold alike keep apart by a number."""
    keys: dict[str, str] = {}
    for verb in verbs:
        key = fold(verb["lemma"])
        keys[verb["lemma"]] = key if key not in keys.values() else f"{key}_2"
    return keys


def _actors(entries: list[dict], path: Path) -> tuple[ActorRow, ...]:
    actors = tuple(_actor_row(entry) for entry in entries)
    slugs = {row.slug for row in actors}
    for row in actors:
        for other in (*row.part_of, *row.ally_of, *row.successor_of):
            if other not in slugs:
                raise LexiconError(f"{path}: {row.slug} is related to {other}, which is not listed")
    return actors


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def load_lexicon(folder: Path) -> Lexicon:
    """Read and check the lexicon of a folder.

    Raises LexiconError (a ValueError) naming file and entry where a file is missing, broken or inconsistent.
    """
    folder = Path(folder)
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise LexiconError(f"{folder}: the lexicon lacks {', '.join(missing)}")
    entries, forces, cues = (_load(folder, n) for n in ("actors.yml", "forces.yml", "cues.yml"))
    verbs = _load(folder, "verbs.yml")["verbs"]
    keys = _keys(verbs)
    actors = _actors(entries["actors"], folder / "actors.yml")
    spellings = {fold(k): fold(v) for k, v in cues["spellings"].items()}
    arrangement = _load(folder, "frames.yml")
    frames = tuple(_frame(f, folder / "frames.yml", set(keys.values())) for f in arrangement["frames"])
    outlets = tuple(
        Outlet(tuple(o["names"]), tuple(o.get("leans", ())), o.get("country"), o.get("agency", False))
        for o in _load(folder, "outlets.yml")["outlets"]
    )
    return Lexicon(
        version=_version(folder), actors=actors, names=actor_names(entries["actors"], forces, spellings),
        forces=forces, frames=frames, cues=cues, light=_light(arrangement), grammar=_grammar(folder),
        forms=FormTable.read(folder / "forms.tsv", keys),
        groups={keys[verb["lemma"]]: verb["group"] for verb in verbs}, dates=load_dates(folder), outlets=outlets,
    )  # fmt: skip
