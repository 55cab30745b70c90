"""`make score`, reading: claims on the synthetic corpus, per type and phenomenon; with --real the same for real texts.

`python -m tests.corpus.score_reading` shows every item with its mistakes; `--write` replaces reading/last.json.
"""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from events.extraction.lexicon import Lexicon, load_lexicon
from events.extraction.pipeline import explain
from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.index import NameIndex, build_index
from gazetteer.matching.words import load_words
from tests.corpus.reading_corpus import LAST, ROOT, Item, load_items
from tests.corpus.reading_match import Key
from tests.corpus.reading_real import load_real
from tests.corpus.reading_tally import Score, Tally, score

READERS = "reader"
NAMED = 12  # texts named in one row of the table


@cache
def resources() -> tuple[Lexicon, NameIndex]:
    """The lexicon and the default gazetteer of ``seeds/``."""
    rows = default_rows(ROOT / "seeds/gazetteer")
    names = build_index(rows.places, rows.names, load_words(ROOT / "seeds/gazetteer/matching"))
    return load_lexicon(ROOT / "seeds/lexicon"), names


def read(item: Item) -> tuple[tuple, int]:
    """Read one item as a stranger's text: nothing is told but day and outlet."""
    lexicon, names = resources()
    claims, silent = explain(
        item.text, published=item.published, outlet=item.outlet, lexicon=lexicon, names=names, article=item.id
    )
    return claims, len(silent)


@cache
def key() -> Key:
    """What places and sides are compared by."""
    lexicon, names = resources()
    return Key(names, lexicon.actors)


def _row(name: str, value: float, unit: str = "", bar: str = "", holds: bool | None = None) -> dict:
    return {"name": f"reading: {name}", "value": value, "unit": unit, "bar": bar, "holds": holds}


def _counts(tally: Tally) -> str:
    return f"({tally.right} right of {tally.found} read, {tally.wanted} wanted)"


def _levels(result: Score, prefix: str, picks: Callable[[Item], bool]) -> list[dict]:
    table = []
    for level, label in (("where", "what and where"), ("who", "+ who"), ("modality", "+ modality"), ("when", "+ when")):
        total = result.total(level, picks)
        for name in ("precision", "recall", "f1"):
            table.append(_row(f"{prefix}{label}, {name}", round(getattr(total, name), 4), _counts(total)))
    return table


def _colours(result: Score, prefix: str, picks: Callable[[Item], bool]) -> list[dict]:
    gate, colour = result.total("gate", picks), result.total("colour", picks)
    negatives = [one for item, one in result.judged if picks(item) and item.negative]
    bad = sum(one.colours > 0 for one in negatives)
    high = sum(one.colours_high > 0 for one in negatives)
    return [
        _row(f"{prefix}recolouring of high confidence, precision", round(gate.precision, 4), _counts(gate)),
        _row(f"{prefix}recolouring, precision", round(colour.precision, 4), _counts(colour)),
        _row(f"{prefix}recolouring, recall", round(colour.recall, 4), _counts(colour)),
        _row(f"{prefix}negatives that recolour", bad, f"of {len(negatives)}"),
        _row(f"{prefix}negatives that recolour with high confidence", high, f"of {len(negatives)}"),
    ]


def _types(result: Score, prefix: str) -> list[dict]:
    by_type: dict[str, Tally] = defaultdict(Tally)
    for _, one in result.judged:
        for kind, tally in one.types.items():
            by_type[kind].add(tally)
    return [
        _row(f"{prefix}{kind}: what and where, F1", round(t.f1, 4), _counts(t)) for kind, t in sorted(by_type.items())
    ]


def _phenomena(result: Score) -> list[dict]:
    right: dict[str, list[bool]] = defaultdict(list)
    for item, one in result.judged:
        right[item.phenomenon].append(not one.problems)
    return [
        _row(f"{name}: texts without a mistake", sum(all_), f"of {len(all_)}") for name, all_ in sorted(right.items())
    ]


def table_of(result: Score, prefix: str, picks: Callable[[Item], bool] = lambda item: True) -> list[dict]:
    """The rows that every corpus gets."""
    degree = Tally()
    for item, one in result.judged:
        if picks(item):
            degree.add(one.degree)
    silent = sum(one.unmatched for item, one in result.judged if picks(item))
    return [
        *_colours(result, prefix, picks),
        *_levels(result, prefix, picks),
        _row(f"{prefix}share, force, relation as labelled", round(degree.precision, 4), f"of {degree.found}"),
        _row(f"{prefix}triggers near a place that made no claim", silent),
    ]


# What is asked of reading on real texts; nothing of the kind is asked of, or shown by, synthetic ones.
BARS = {
    "recolouring of high confidence, precision": 0.95,
    "recolouring, recall": 0.80,
    "what and where, f1": 0.80,
    "+ when, f1": 0.65,
}


def _with_bars(table: list[dict]) -> list[dict]:
    for row in table:
        name = row["name"].removeprefix("reading: real: ")
        if name in BARS:
            row |= {"bar": f">= {BARS[name]:.2f}", "holds": row["value"] >= BARS[name]}
        elif name == "negatives that recolour":
            row |= {"bar": "0", "holds": row["value"] == 0}
    return table


def clean(result: Score) -> set[str]:
    """The ids of the items read without a mistake."""
    return {item.id for item, one in result.judged if not one.problems}


def _changes(result: Score) -> list[dict]:
    right = clean(result)
    before = set(json.loads(LAST.read_text(encoding="utf-8"))["right"]) if LAST.exists() else set()
    gained, lost = right - before, (before & {item.id for item, _ in result.judged}) - right
    shown = sorted(gained)[:NAMED]  # a text that was lost is always named, of those gained some will do
    more = " …" if len(gained) > NAMED else ""
    return [
        _row(f"gained since last.json ({' '.join(shown) or 'none'}{more})", len(gained), "texts"),
        _row(f"lost since last.json ({' '.join(sorted(lost)) or 'none'})", len(lost), "texts", "0", not lost),
    ]


def rows(args: Namespace) -> list[dict]:
    """Return the rows of the table. The corpus is synthetic: it guards the rules and is no measure of accuracy."""
    items = load_items()
    result = score(items, read, key())
    passages = [item for item in items if not item.phenomenon.startswith(("article", READERS))]
    articles = len(items) - len(passages)
    negatives = sum(item.negative for item in passages)
    table = [
        _row("synthetic passages", len(passages), "passages", ">= 200", len(passages) >= 200),
        _row("synthetic negatives", negatives, "passages", ">= 70", negatives >= 70),
        _row("synthetic articles", articles, "articles", ">= 25", articles >= 25),
        *table_of(result, "", lambda item: not item.phenomenon.startswith(READERS)),
    ]
    for item in items:
        if item.phenomenon.startswith(READERS):
            table += table_of(result, f"{item.phenomenon}: ", lambda other, one=item: other.id == one.id)
    table += [*_types(result, ""), *_phenomena(result), *_changes(result)]
    if args.real:
        real = score(load_real(args.real), read, key())
        table += [*_with_bars(table_of(real, "real: ")), *_types(real, "real: ")]
    return table


def show(judged: Iterable) -> None:
    """Print every item with its mistakes."""
    for item, one in judged:
        for problem in one.problems:
            print(f"{item.id} [{item.phenomenon}] {problem}")


def main() -> None:
    """Show the mistakes; with --write keep the result as the one to compare with."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.score_reading", description=main.__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default="", metavar="WORD", help="only items whose id or phenomenon begins so")
    args = parser.parse_args()
    items = [i for i in load_items() if i.id.startswith(args.only) or i.phenomenon.startswith(args.only)]
    result = score(items, read, key())
    show(result.judged)
    print(f"{len(clean(result))} of {len(items)} texts without a mistake")
    if args.write and not args.only:
        LAST.write_text(json.dumps({"right": sorted(clean(result))}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
