"""`make bench`, places: building an index of 200,000 names, and reading articles with a small and a large one.

The large gazetteer is made of the real names put together anew with a fixed seed. Articles are cut to 3,500 characters.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence

from camel_tools.tokenizers.word import simple_word_tokenize

from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.document import find_mentions
from gazetteer.matching.index import NameIndex, build_index
from gazetteer.matching.types import NameRow, PlaceRow
from gazetteer.matching.words import load_words
from tests.report import ROOT

NAMES, SMALL, ARTICLE_CHARACTERS, SEED = 200_000, 5_000, 3_500, 20_171_014
MAX_SECONDS, MAX_MEGABYTES, MIN_ARTICLES, MAX_SLOWDOWN = 8.0, 400.0, 60.0, 1.25
COUNTRIES = ("SY", "IQ", "YE", "LY", "SD")
MEASURED_SECONDS = 4.0


def gazetteer(size: int) -> tuple[list[PlaceRow], list[NameRow]]:
    """Return the default places and names, filled up to ``size`` names with new combinations of real words."""
    rows = default_rows(ROOT / "seeds/gazetteer")
    places, names = list(rows.places), list(rows.names)[:size]
    rng = random.Random(SEED)
    words = sorted({word for row in rows.names for word in row.name.split() if len(word) > 2})
    taken = {row.name for row in names}
    while len(names) < size:
        name = " ".join(rng.sample(words, rng.choice((1, 2, 2, 2, 3))))
        if name not in taken:
            taken.add(name)
            number = len(names)
            lat, lon = rng.uniform(12, 37), rng.uniform(13, 54)
            places.append(PlaceRow(f"cm-bench-{number}", name, name, "village", rng.choice(COUNTRIES), lat, lon))
            names.append(NameRow(f"cm-bench-{number}", name))
    return places, names


def articles() -> list[str]:
    """The two seed articles, end to end, cut into pieces of the length that the bar names."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    starts = range(0, len(text) - ARTICLE_CHARACTERS, ARTICLE_CHARACTERS // 3)
    return [text[start : start + ARTICLE_CHARACTERS] for start in starts]


def rate(read: Callable[[str], object], texts: Sequence[str], seconds: float) -> float:
    """Articles read per second of processor time on this core, after one round to warm up."""
    for text in texts:
        read(text)
    done, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for text in texts:
            read(text)
        done += len(texts)
    return done / (time.process_time() - began)


def build_alone(size: int) -> tuple[float, float]:
    """Build in a fresh process: seconds, and megabytes that the index adds to the process."""
    code = f"from tests.bench.bench_places import build_here; build_here({size})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def build_here(size: int) -> None:
    """Print the seconds and megabytes of one build."""
    places, names = gazetteer(size)
    words = load_words(ROOT / "seeds/gazetteer/matching")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    index = build_index(places, names, words)
    seconds = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    sys.stdout.write(f"{len(index.entries)} keys\n{seconds:.3f} {grown:.1f}\n")


def _index(size: int) -> NameIndex:
    places, names = gazetteer(size)
    return build_index(places, names, load_words(ROOT / "seeds/gazetteer/matching"))


def _row(name: str, value: float, unit: str, bar: str = "", holds: bool | None = None) -> dict:
    return {"name": f"gazetteer: {name}", "value": round(value, 2), "unit": unit, "bar": bar, "holds": holds}


def rows(args: Namespace) -> list[dict]:
    """Return the rows of the table. With ``--quick`` a tenth of the names and of the time."""
    scale = 10 if getattr(args, "quick", False) else 1
    size, seconds = NAMES // scale, MEASURED_SECONDS / scale
    build, megabytes = build_alone(size)
    texts = articles()
    small, large = _index(SMALL), _index(size)
    at_small = rate(lambda text: find_mentions(text, small, country="SY"), texts, seconds)
    at_large = rate(lambda text: find_mentions(text, large, country="SY"), texts, seconds)
    bare = rate(simple_word_tokenize, texts, seconds)
    fast = f">= {MIN_ARTICLES:.0f} articles/s"
    return [
        _row(f"index of {size:,} names, build", build, "s", f"<= {MAX_SECONDS:.0f} s", build <= MAX_SECONDS),
        _row(
            f"index of {size:,} names, memory",
            megabytes,
            "MB",
            f"<= {MAX_MEGABYTES:.0f} MB",
            megabytes <= MAX_MEGABYTES,
        ),
        _row(f"reading at {SMALL:,} names", at_small, "articles/s", fast, at_small >= MIN_ARTICLES),
        _row(f"reading at {size:,} names", at_large, "articles/s", fast, at_large >= MIN_ARTICLES),
        _row(
            "cost of the larger gazetteer",
            at_small / at_large,
            "times",
            f"<= {MAX_SLOWDOWN}",
            at_small / at_large <= MAX_SLOWDOWN,
        ),
        _row("camel_tools simple_word_tokenize, same texts", bare, "articles/s"),
    ]
