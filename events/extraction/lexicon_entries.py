"""The entries of the lexicon's files, checked and made into rows: sides, frames, light verbs, lists of words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from events.extraction.lexicon_values import Frame
from events.ledger import ActorRow
from gazetteer.matching.arabic import fold
from gazetteer.matching.yaml_once import load_once

PLACE_SLOTS = ("out", "object", "subject", "upon", "from", "in", "hold", "of", "to", "near", "over", "round")


NAMES = ("names", "self_named", "leaders")  # lists of an entry of actors.yml
NAMES_BY = ("named_by", "named_by_foe")  # lists of it by country or by foe
MADE = {"names", "tied", "of", "from", "to"}  # what names that are written as one may have


class LexiconError(ValueError):
    """A lexicon file says something it may not; the message names the file and the entry."""


def load_file(folder: Path, name: str) -> Any:
    """What a YAML file of the folder holds; LexiconError where it cannot be read or writes a key twice."""
    try:
        return load_once((folder / name).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{folder / name}: {error}") from error


def _day(value: Any) -> date | None:
    """A day as YAML gives it: a date, a text in ISO form, or none."""
    return value if isinstance(value, date) or value is None else date.fromisoformat(str(value))


def _slugs(values: Any) -> tuple[str, ...]:
    """The sides of a relation, each a slug or, where it held only for a time, a mapping with one."""
    return tuple(v["slug"] if isinstance(v, dict) else v for v in values or ())


def _actor_row(entry: dict) -> ActorRow:
    exists = entry.get("exists") or [None, None]
    return ActorRow(
        slug=entry["slug"], label_ar=entry["ar"], label_en=entry["en"], color=entry["color"],
        part_of=_slugs(entry.get("part_of")), ally_of=_slugs(entry.get("ally_of")),
        successor_of=_slugs(entry.get("successor_of")), exists_from=_day(exists[0]), exists_to=_day(exists[1]),
        country=entry.get("country"), spans=tuple(_timed_relations(entry)),
    )  # fmt: skip


def _timed_relations(entry: dict) -> Iterator[tuple[str, str, date | None, date | None]]:
    """The relations that held only for a time: (relation, slug, first day, day after the last)."""
    for relation in ("part_of", "ally_of", "successor_of"):
        for other in entry.get(relation) or ():
            if isinstance(other, dict) and (other.get("from") or other.get("to")):
                yield relation, other["slug"], _day(other.get("from")), _day(other.get("to"))


def frame_of(entry: dict, path: Path, lemmas: set[str]) -> Frame:
    """A frame of frames.yml (``path``); ``lemmas`` are the folded names of the listed verbs. Raises LexiconError."""
    place = entry.get("place", "upon")
    if place not in PLACE_SLOTS:
        raise LexiconError(f"{path}: frame {entry.get('id')}: place is {place!r}, not one of {', '.join(PLACE_SLOTS)}")
    folded = tuple(lemma if lemma in lemmas else fold(lemma) for lemma in entry["lemmas"])
    if unknown := [lemma for lemma in folded if lemma not in lemmas]:
        raise LexiconError(f"{path}: frame {entry['id']}: {unknown[0]} is not in verbs.yml")
    return Frame(
        id=entry["id"], type=entry["type"], lemmas=folded, place=place, subject=entry.get("subject", "gaining"),
        object=entry.get("object"), needs=tuple(fold(w) for w in entry.get("needs", ())),
        weak=entry.get("weak", False), noun=entry.get("noun", False),
        to=entry.get("to"),
    )  # fmt: skip


def light_verbs(arrangement: dict) -> dict[str, Any]:
    """Light verbs by folded lemma, and the nouns of control that they govern."""
    verbs = {fold(lemma): type_ for type_, lemmas in arrangement["light_verbs"].items() for lemma in lemmas}
    return {"verbs": verbs, "nouns": tuple(fold(noun) for noun in arrangement["control_nouns"])}


def word_lists(folder: Path) -> dict[str, frozenset[str]]:
    """The lists of single words of grammar.yml, folded; raises LexiconError where one is empty or no list."""
    lists = load_file(folder, "grammar.yml")
    if wrong := [name for name, words in lists.items() if not isinstance(words, list) or not words]:
        raise LexiconError(f"{folder / 'grammar.yml'}: {wrong[0]} is not a list of words")
    return {name: frozenset(fold(str(word)) for word in words) for name, words in lists.items()}


def verb_keys(verbs: list[dict]) -> dict[str, str]:
    """Vowelled lemma → the folded name that rules use; two verbs that fold alike keep apart by a number."""
    keys: dict[str, str] = {}
    for verb in verbs:
        key = fold(verb["lemma"])
        keys[verb["lemma"]] = key if key not in keys.values() else f"{key}_2"
    return keys


def check_names(entries: list[dict], ties: dict, path: Path) -> None:
    """Raise LexiconError where actors.yml (``path``) writes names as one in another way than may be.

    ``ties`` are those of forces.yml.
    """
    for entry in entries:
        lists = [entry.get(key, []) for key in NAMES]
        lists += [names for key in NAMES_BY for names in (entry.get(key) or {}).values()]
        for made in (said for names in lists for said in names if isinstance(said, dict)):
            if "names" not in made or made.keys() - MADE:
                raise LexiconError(f"{path}: {entry['slug']}: {made} is not made of {', '.join(sorted(MADE))}")
            if "tied" in made and made["tied"] not in ties:
                raise LexiconError(f"{path}: {entry['slug']}: {made['tied']} is not one of the ties of forces.yml")


def actor_rows(entries: list[dict], path: Path) -> tuple[ActorRow, ...]:
    """The sides of actors.yml (``path``); raises LexiconError where one is related to a side that is not listed."""
    actors = tuple(_actor_row(entry) for entry in entries)
    slugs = {row.slug for row in actors}
    for row in actors:
        for other in (*row.part_of, *row.ally_of, *row.successor_of):
            if other not in slugs:
                raise LexiconError(f"{path}: {row.slug} is related to {other}, which is not listed")
    return actors
