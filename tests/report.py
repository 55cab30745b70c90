"""Scores and benchmarks: finds the parts, runs each, prints one table, writes it as JSON.

A part is a module with ``rows(args) -> list[{"name", "value", "unit", "bar", "holds"}]``. ``bar`` says in words what is
asked; ``holds`` is True, False or None (measured only). A part that fails is reported and does not stop the others.
"""

from __future__ import annotations

import importlib
import json
import os
import time
import traceback
from argparse import Namespace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("name", "value", "unit", "bar", "holds")


def start_django() -> None:
    """Let the parts reach the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")
    import django

    django.setup()


def run(folder: str, prefix: str, args: Namespace, target: Path) -> int:
    """Run every ``<prefix>_*.py`` below ``tests/<folder>``. Returns 1 where a bar does not hold or a part failed."""
    rows: list[dict] = []
    for file in sorted((ROOT / "tests" / folder).glob(f"{prefix}_*.py")):
        if not args.only or args.only in file.stem:
            rows += _part(f"tests.{folder}.{file.stem}", args)
    _print_table(rows)
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    broken = [row["name"] for row in rows if row["holds"] is False]
    print(f"{len(rows)} rows, {len(broken)} below their bar; written to {target.relative_to(ROOT)}")
    return 1 if broken or not rows else 0


def _part(module: str, args: Namespace) -> list[dict]:
    began = time.monotonic()
    try:
        rows = [{key: row.get(key) for key in KEYS} for row in importlib.import_module(module).rows(args)]
    except Exception as error:
        traceback.print_exc()
        rows = [_failure(module, error)]
    print(f"{module}: {time.monotonic() - began:.1f} s", flush=True)
    return rows


def _failure(module: str, error: Exception) -> dict:
    value = f"{type(error).__name__}: {error}"
    return {"name": f"{module.rsplit('.', 1)[1]} failed", "value": value, "unit": "", "bar": "runs", "holds": False}


def _print_table(rows: list[dict]) -> None:
    marks = {True: "yes", False: "NO", None: "-"}
    lines = [("name", "value", "bar", "holds")]
    lines += [
        (
            str(row["name"]),
            f"{_number(row['value'])} {row['unit'] or ''}".strip(),
            str(row["bar"] or ""),
            marks[row["holds"]],
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=False)) + "  " + line[3])


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
