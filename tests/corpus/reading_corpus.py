"""The synthetic corpus of readings: load it, refuse what cannot be right. Notation in reading/README.md. No Django.

``load_items(folder)`` returns the passages and articles in the order of their ids; a mistake in a file raises
``ReadingCorpusError`` naming file and item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from events.extraction.types import MODALITIES, REAL, TYPES
from gazetteer.matching.types import KINDS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests/corpus/reading"
LAST = FOLDER / "last.json"
COUNTRIES = ("SY", "IQ", "YE", "LY", "SD")
CLAIM_KEYS = frozenset(
    "type place kind gaining losing part date_start date_end modality attribution extent percent of_force relation"
    " trigger optional accept".split()
)


class ReadingCorpusError(ValueError):
    """An item that cannot be right; the message names file and item."""


@dataclass(frozen=True)
class Wanted:
    """One claim that a careful reader finds. ``values`` holds the fields that are scored; None means "must be null".

    ``accept`` names other right answers by field. ``near`` is (latitude, longitude, kilometres) where the place is
    given by its point (real articles).
    """

    values: dict[str, Any]
    accept: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    optional: bool = False
    near: tuple[float, float, float] | None = None

    def answers(self, name: str) -> tuple[Any, ...] | None:
        """Every right answer for a field, the first one first; None where the field is not scored."""
        if name not in self.values:
            return None
        return (self.values[name], *self.accept.get(name, ()))


@dataclass(frozen=True)
class Item:
    """One text with what it says. ``negative``: nothing in it is a real statement that control changed or is held."""

    id: str
    country: str
    published: date | None
    outlet: str | None
    phenomenon: str
    text: str
    claims: tuple[Wanted, ...]

    @property
    def negative(self) -> bool:
        """Whether no claim, or only expected, denied, repelled and optional ones are wanted."""
        return not any(
            claim.values["modality"] in REAL and claim.values["type"] != "repelled" and not claim.optional
            for claim in self.claims
        )


def _claim(raw: dict, text: str, where: str) -> Wanted:
    if unknown := raw.keys() - CLAIM_KEYS:
        raise ReadingCorpusError(f"{where}: unknown keys {sorted(unknown)}")
    for name, allowed in (("type", TYPES), ("kind", KINDS), ("modality", MODALITIES)):
        for value in (raw.get(name), *raw.get("accept", {}).get(name, ())):
            if value not in allowed:
                raise ReadingCorpusError(f"{where}: {name} {value!r}")
    if not raw.get("trigger") or raw["trigger"] not in text:
        raise ReadingCorpusError(f"{where}: trigger {raw.get('trigger')!r} is not in the text")
    values = {name: _day(name, value) for name, value in raw.items() if name not in ("optional", "accept")}
    accept = {name: tuple(_day(name, v) for v in options) for name, options in raw.get("accept", {}).items()}
    return Wanted(values, accept, raw.get("optional", False))


def _day(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.startswith("date_") and isinstance(value, str) else value


def _item(raw: dict, where: str) -> Item:
    if raw.get("country") not in COUNTRIES or not isinstance(raw.get("published"), date):
        raise ReadingCorpusError(f"{where}: country or published is missing")
    claims = tuple(_claim(claim, raw["text"], where) for claim in raw["claims"])
    return Item(raw["id"], raw["country"], raw["published"], raw["outlet"], raw["phenomenon"], raw["text"], claims)


def load_items(folder: Path = FOLDER) -> tuple[Item, ...]:
    """Read every ``*.yml`` of the folder. Raises ReadingCorpusError, also for a file not marked synthetic."""
    found: dict[str, Item] = {}
    for path in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if data.get("synthetic") is not True:
            raise ReadingCorpusError(f"{path.name}: not marked synthetic")
        for raw in data["items"]:
            where = f"{path.name}: {raw.get('id')}"
            if raw["id"] in found:
                raise ReadingCorpusError(f"{where}: the id is given twice")
            found[raw["id"]] = _item(raw, where)
    return tuple(found[key] for key in sorted(found))
