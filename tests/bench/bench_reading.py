"""`make bench`, reading: articles a second beside bare tokenisation, long texts, memory, a pool of processes."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from itertools import cycle, islice
from os import sched_getaffinity

from camel_tools.tokenizers.word import simple_word_tokenize

from events.extraction.lexicon import Lexicon, load_lexicon
from events.extraction.pipeline import extract
from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.index import NameIndex, build_index
from gazetteer.matching.words import load_words
from tests.bench.bench_places import articles, rate
from tests.report import ROOT

PUBLISHED = date(2017, 10, 15)
MIN_ARTICLES, MAX_MEGABYTES, MAX_GROWTH, MIN_CORES = 40.0, 500.0, 1.25, 0.85
SHORT, LONG = 100_000, 1_000_000  # characters
MEASURED_SECONDS, POOL_SECONDS = 4.0, 6.0


@cache
def resources() -> tuple[Lexicon, NameIndex]:
    """The lexicon and the default gazetteer; built once in each process."""
    rows = default_rows(ROOT / "seeds/gazetteer")
    names = build_index(rows.places, rows.names, load_words(ROOT / "seeds/gazetteer/matching"))
    lexicon = load_lexicon(ROOT / "seeds/lexicon")
    gc.collect()
    gc.freeze()  # as events.batch does
    return lexicon, names


def read(text: str) -> tuple:
    """The claims of one text."""
    lexicon, names = resources()
    return extract(text, published=PUBLISHED, outlet=None, lexicon=lexicon, names=names, article="bench", country="SY")


def warm() -> None:
    """Let a worker load what it needs and read once before it is measured."""
    for text in articles():
        read(text)


def long_text(size: int) -> str:
    """The articles over and over until ``size`` characters."""
    text = "\n".join(articles())
    return (text * (size // len(text) + 1))[:size]


def seconds_for(text: str) -> float:
    """Processor seconds to read one text."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


def memory_here() -> None:
    """Print the megabytes of a process that has loaded the core and read the articles."""
    warm()
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}\n")


def memory() -> float:
    """Megabytes of a fresh process with everything loaded."""
    code = "from tests.bench.bench_reading import memory_here; memory_here()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def pool_share(seconds: float) -> tuple[float, float]:
    """(what a pool of one worker per core reads, as a share of the same workers without a pool; the same as a share
    of the cores). Beside other work on the machine only the first is the pool's doing. Loading is left out.
    """
    cores = len(sched_getaffinity(0))
    count = max(1, round(seconds * MIN_ARTICLES))
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_ready, range(cores * 2)))
        began = time.monotonic()
        alone = sum(pool.map(_read_many, [count] * cores)) / (cores * (time.monotonic() - began))
        jobs = list(islice(cycle(articles()), count * cores))
        began = time.monotonic()
        pooled = sum(pool.map(seconds_for, jobs, chunksize=8)) / (cores * (time.monotonic() - began))
    return pooled / alone, pooled


def _read_many(count: int) -> float:
    """Processor seconds for reading so many articles one after the other."""
    return sum(seconds_for(text) for text in islice(cycle(articles()), count))


def _ready(_: int) -> None:
    warm()


def _row(name: str, value: float, unit: str, bar: str = "", holds: bool | None = None) -> dict:
    return {"name": f"reading: {name}", "value": round(value, 2), "unit": unit, "bar": bar, "holds": holds}


def rows(args: Namespace) -> list[dict]:
    """Return the rows of the table. With ``--quick`` a tenth of the time and of the text."""
    scale = 10 if getattr(args, "quick", False) else 1
    texts = articles()
    speed = rate(read, texts, MEASURED_SECONDS / scale)
    bare = rate(simple_word_tokenize, texts, MEASURED_SECONDS / scale)
    short, long = seconds_for(long_text(SHORT // scale)), seconds_for(long_text(LONG // scale))
    growth = long / short / (LONG / SHORT)
    megabytes, (share, cores) = memory(), pool_share(POOL_SECONDS / scale)
    return [
        _row("articles of 3,500 characters", speed, "articles/s", f">= {MIN_ARTICLES:.0f}", speed >= MIN_ARTICLES),
        _row("camel_tools simple_word_tokenize, same texts", bare, "articles/s"),
        _row(f"a text of {LONG // scale:,} characters", long, "s"),
        _row("time per character, long text beside short", growth, "times", f"<= {MAX_GROWTH}", growth <= MAX_GROWTH),
        _row("memory of the loaded core", megabytes, "MB", f"<= {MAX_MEGABYTES:.0f}", megabytes <= MAX_MEGABYTES),
        _row("process pool beside lone processes", share, "", f">= {MIN_CORES}", share >= MIN_CORES),
        _row("process pool, share of the cores under the load of now", cores, ""),
    ]
