"""The synthetic corpus of place mentions: read it, run the matcher on it, judge each passage. Notation in places.md."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.arabic import fold
from gazetteer.matching.document import find_mentions
from gazetteer.matching.index import NameIndex, build_index
from gazetteer.matching.types import PART_CODES, RELATIONS, PlaceMention, PlaceRow
from gazetteer.matching.words import load_words

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests/corpus/places"
LAST = FOLDER / "last.json"
SETTLEMENTS = ("city", "town", "village")
KIND_LETTERS = {"s": SETTLEMENTS, "g": ("governorate",), "q": ("neighbourhood",)}
BARE_TARGETS = ("unknown", "tie", "non_place", "none")


@dataclass(frozen=True)
class Expected:
    """One expected mention. ``target`` is one of BARE_TARGETS or "CC:kind:name"."""

    name: str
    target: str
    back: bool = False
    relation: str = "at"
    part_code: str | None = None
    reference: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Passage:
    """One passage with what is expected of it."""

    id: str
    country: str | None
    phenomenon: str
    text: str
    expected: tuple[Expected, ...]


@dataclass
class Judgement:
    """What came of a passage: counts over its expected mentions, and what is wrong in words."""

    expected: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    extra: int = 0
    related: int = 0
    problems: list[str] = field(default_factory=list)


def parse_expected(line: str) -> Expected:
    """Read one line of the notation; raises ValueError where it cannot be read."""
    name, _, rest = line.partition(" = ")
    back = rest.startswith("back:")
    rest = rest.removeprefix("back:")
    flags: dict[str, object] = {}
    words = rest.split(" ")
    while len(words) > 1:
        last = words[-1]
        if last == "ref":
            flags["reference"] = True
        elif last == "whole":
            flags["whole"] = True
        elif last in PART_CODES:
            flags["part_code"] = last
        elif last.startswith("@") and last[1:] in RELATIONS:
            flags["relation"] = last[1:]
        else:
            break
        words.pop()
    target = " ".join(words)
    if not name or not (target in BARE_TARGETS or target.count(":") == 2) or "@" in target:
        raise ValueError(f"cannot read {line!r}")
    return Expected(name, target, back, **flags)


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage of the corpus; each file must say that it is synthetic."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if data.get("synthetic") is not True:
            raise ValueError(f"{path.name}: not marked synthetic")
        for p in data["passages"]:
            expected = tuple(parse_expected(line) for line in p["m"])
            found.append(Passage(p["id"], p.get("c"), p["ph"], p["t"], expected))
    ids = [p.id for p in found]
    if len(ids) != len(set(ids)):
        raise ValueError("two passages have one id")
    return tuple(found)


@cache
def default_index() -> NameIndex:
    """The index of the default gazetteer."""
    rows = default_rows(ROOT / "seeds/gazetteer")
    return build_index(rows.places, rows.names, load_words(ROOT / "seeds/gazetteer/matching"))


@cache
def _names_by_place() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in default_rows(ROOT / "seeds/gazetteer").names:
        found.setdefault(row.place_id, set()).add(fold(row.name))
    return found


def is_target(place: PlaceRow | None, target: str) -> bool:
    """Is this the place that "CC:kind:name" means?"""
    if place is None:
        return False
    country, kind, name = target.split(":")
    names = _names_by_place().get(place.id, set()) | {fold(place.name_ar)}
    return (
        place.country == country
        and place.kind in KIND_LETTERS.get(kind, (kind,))
        and any(f" {n}".endswith(f" {fold(name)}") for n in names)
    )


def _same_name(mention: PlaceMention, text: str, name: str) -> bool:
    """Do the words of one stand within the other's? (Head words and "العسكري" may or may not belong to the name.)"""
    want, short, full = (fold(n) for n in (name, mention.name, text[mention.start : mention.end]))
    return f" {want} " in f" {full} " or (len(short) > 2 and f" {short} " in f" {want} ")


def _take(mentions: list[PlaceMention], text: str, expected: Expected) -> PlaceMention | None:
    for n, mention in enumerate(mentions):
        if _same_name(mention, text, expected.name):
            return mentions.pop(n)
    return None


def _status_right(mention: PlaceMention, expected: Expected) -> bool:
    if expected.target in ("unknown", "tie", "non_place"):
        return mention.status == expected.target
    if expected.target == "none":
        return mention.place is None
    wanted = "back" if expected.back else "resolved"
    return mention.status == wanted and is_target(mention.place, expected.target)


def judge(passage: Passage, mentions: tuple[PlaceMention, ...]) -> Judgement:
    """Compare the mentions of a passage with what is expected."""
    result, left = Judgement(), list(mentions)
    for expected in passage.expected:
        mention = _take(left, passage.text, expected)
        if expected.target == "none":
            if mention is not None and mention.place is not None:
                result.problems.append(f"{expected.name}: a place is given")
            continue
        result.expected += 1
        if mention is None:
            result.problems.append(f"{expected.name}: not found")
            continue
        result.found += 1
        if _status_right(mention, expected):
            result.right += 1
        else:
            result.wrong += mention.place is not None and not is_target_like(mention.place, expected)
            got = f"{mention.status} {mention.place.id if mention.place else ''} {'; '.join(mention.reasons)}"
            result.problems.append(f"{expected.name}: {expected.target} expected, got {got}")
        around = (mention.relation, mention.part_code, mention.reference, mention.whole)
        want = (expected.relation, expected.part_code, expected.reference, expected.whole)
        if around == want or expected.target == "non_place":
            result.related += 1
        else:
            result.problems.append(f"{expected.name}: relation {want} expected, got {around}")
    for mention in left:
        if mention.place is not None or mention.status in ("tie", "unknown"):
            result.extra += 1
            result.problems.append(f"{mention.name}: not expected ({mention.status})")
    return result


def is_target_like(place: PlaceRow, expected: Expected) -> bool:
    """Is the place right though the status (back, resolved) is not?"""
    return ":" in expected.target and is_target(place, expected.target)


def run() -> dict[str, tuple[Passage, Judgement]]:
    """Judge every passage with the default gazetteer."""
    index = default_index()
    return {p.id: (p, judge(p, find_mentions(p.text, index, country=p.country))) for p in passages()}


def main() -> int:
    """Show what fails. Returns 1 where something does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the committed result")
    args = parser.parse_args()
    results = run()
    failing = {key: (p, j) for key, (p, j) in results.items() if j.problems}
    for passage, judgement in failing.values():
        print(passage.id, passage.phenomenon, passage.text)
        for problem in judgement.problems:
            print("     ", problem)
    print(f"{len(results) - len(failing)} of {len(results)} passages right")
    if args.write:
        right = sorted(key for key in results if key not in failing)
        LAST.write_text(json.dumps({"right": right}, indent=1) + "\n", encoding="utf-8")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
