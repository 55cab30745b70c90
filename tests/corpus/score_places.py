"""`make score`, places: finding and resolving on the synthetic corpus, per phenomenon, and what was gained and lost."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import defaultdict

from tests.corpus.places_corpus import LAST, Judgement, run


def _row(name: str, value: float, unit: str, bar: str = "", holds: bool | None = None) -> dict:
    return {"name": f"gazetteer: {name}", "value": value, "unit": unit, "bar": bar, "holds": holds}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _sums(judgements: list[Judgement]) -> Judgement:
    total = Judgement()
    for judgement in judgements:
        for name in ("expected", "found", "right", "wrong", "extra", "related"):
            setattr(total, name, getattr(total, name) + getattr(judgement, name))
    return total


def rows(args: Namespace) -> list[dict]:
    """Return the rows of the table; the bars are those of a regression corpus, not a measure of accuracy on news."""
    results = run()
    by_phenomenon: dict[str, list[Judgement]] = defaultdict(list)
    for passage, judgement in results.values():
        by_phenomenon[passage.phenomenon].append(judgement)
    total = _sums([judgement for _, judgement in results.values()])
    right = {key for key, (_, judgement) in results.items() if not judgement.problems}
    before = set(json.loads(LAST.read_text(encoding="utf-8"))["right"]) if LAST.exists() else set()
    gained, lost = right - before, (before & set(results)) - right
    table = [
        _row("synthetic passages", len(results), "passages", ">= 250", len(results) >= 250),
        _row("finding, recall", _share(total.found, total.expected), "of mentions", ">= 0.95", None),
        _row("finding, precision", _share(total.found, total.found + total.extra), "of mentions", ">= 0.95", None),
        _row("resolving, right", _share(total.right, total.found), "of those found", ">= 0.90", None),
        _row("resolving, wrong place", _share(total.wrong, total.found), "of those found", "<= 0.04", None),
        _row("relation, part and reference right", _share(total.related, total.found), "of those found"),
    ]
    holds = {1: lambda v: v >= 0.95, 2: lambda v: v >= 0.95, 3: lambda v: v >= 0.90, 4: lambda v: v <= 0.04}
    for n, test in holds.items():
        table[n]["holds"] = test(table[n]["value"])
    for phenomenon, judgements in sorted(by_phenomenon.items()):
        clean = sum(not judgement.problems for judgement in judgements)
        table.append(_row(f"{phenomenon}: passages right", _share(clean, len(judgements)), f"of {len(judgements)}"))
    table.append(_row(f"gained since last.json ({' '.join(sorted(gained)) or 'none'})", len(gained), "passages"))
    table.append(
        _row(f"lost since last.json ({' '.join(sorted(lost)) or 'none'})", len(lost), "passages", "0", not lost)
    )
    return table
