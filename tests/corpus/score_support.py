"""`make score`, reading: which frames and rules lack support (three sentences that read, from two wars)."""

from __future__ import annotations

from argparse import Namespace

from events.extraction.pipeline import extract
from tests.corpus.reading_support import Example, entries, lacking, load_support
from tests.corpus.score_reading import resources


def claims(example: Example) -> tuple:
    """The claims of an example, read as a text of its own."""
    lexicon, names = resources()
    return extract(
        example.text, published=example.day, outlet=None, lexicon=lexicon, names=names, article="support",
        country=example.country,
    )  # fmt: skip


def rows(args: Namespace) -> list[dict]:
    """How many entries there are, how many lack support, and a row for each that does."""
    lexicon, _ = resources()
    without = lacking(load_support(), lexicon, claims)
    count = {"name": "reading: frames and rules", "value": len(entries(lexicon)), "unit": "", "bar": "", "holds": None}
    lack = {"name": "reading: frames and rules without support", "value": len(without), "unit": "", "bar": "0",
            "holds": not without}  # fmt: skip
    return [count, lack, *(
        {"name": f"reading: support of {entry}", "value": what, "unit": "", "bar": "3 from 2 wars", "holds": False}
        for entry, what in without.items()
    )]  # fmt: skip
