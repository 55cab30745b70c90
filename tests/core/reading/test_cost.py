"""A text costs by its length: no pass goes over all that was found for each thing that is found."""

import re
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from gazetteer.matching.arabic import LONGEST, sentences, tokenize

CASES = Path(__file__).parent
PUBLISHED = date(2017, 10, 15)
GROUPS, IN_GROUP = 6, 36  # texts, and sentences that each repeats
FEW, TIMES = 4, 3  # how often a text repeats them, and how many times as often a longer one does
MOST, SMALL = 5, 1000  # growth of a line's runs: the square of 3 is 9; runs that are few whatever their growth


def written() -> list[str]:
    """The sentences of the cases, each once, in order of the files."""
    found = {}
    for path in sorted(CASES.glob("*_cases.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = [p for p in line.split(" | ") if re.search("[ء-ي]{3}", p) and len(p) > 30]
            if parts and not line.startswith("#"):
                found[parts[0].replace("\\n", "\n")] = None
    return list(found)


def runs_of_lines(work) -> dict[str, int]:
    """How often each line of Python runs while ``work`` does, by its file and number: what is done, not how fast."""
    lines = {}

    def enter(frame, event, arg):
        code = frame.f_code
        if id(code) not in lines:
            counts = defaultdict(int)

            def step(frame, event, arg):
                if event == "line":
                    counts[frame.f_lineno] += 1
                return step

            lines[id(code)] = (code, counts, step)
        return lines[id(code)][2]

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    named = ((code.co_filename, code.co_qualname, counts) for code, counts, _ in lines.values())
    return {f"{path}:{n} {name}": count for path, name, counts in named for n, count in counts.items()}


def grown(read, unit: str) -> dict[str, tuple[int, int]]:
    """The lines of code whose runs grow with the square of a text that says one thing over and over."""
    few = runs_of_lines(lambda: read(unit * FEW, published=PUBLISHED))
    many = runs_of_lines(lambda: read(unit * FEW * TIMES, published=PUBLISHED))
    return {line: (few.get(line, 0), n) for line, n in many.items() if n > max(SMALL, MOST * few.get(line, 0))}


@pytest.mark.parametrize("number", range(GROUPS))
def test_no_line_of_code_runs_with_the_square_of_a_text(read, number):
    every = written()[number::GROUPS]
    assert not grown(read, "\n".join(every[:: len(every) // IN_GROUP]) + "\n")


def test_nor_with_that_of_a_text_without_stops(read):
    every = written()
    sample = [s.rstrip(".") for s in every[:: len(every) // IN_GROUP]]
    assert not grown(read, "، ".join(sample) + "، ")


def test_a_text_without_stops_is_parted_behind_commas_or_before_and():
    for text in ("سيطر الجيش على تكريت، " * 300, "سيطر الجيش على تكريت وعلى بيجي " * 200, "الجيش " * 1000):
        tokens = tokenize(text)
        parts = sentences(tokens)
        assert [k for i, j in parts for k in range(i, j)] == list(range(len(tokens)))
        assert max(j - i for i, j in parts) <= LONGEST
        ends = {(tokens[j - 1].text, tokens[j].text[:1]) for _, j in parts[:-1]}
        assert ends in ({("،", "س")}, {("تكريت", "و")}, {("الجيش", "ا")})


def test_what_stands_where_a_text_is_parted_is_read(read):
    line = "سيطر تنظيم داعش على مدينة هيت، ثم استعادت قوات الدعم السريع مدينة سنجة من الجيش السوداني، "
    assert len(read(line * 100, published=PUBLISHED)) == 100 * len(read(line, published=PUBLISHED)) > 0
