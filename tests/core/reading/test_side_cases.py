"""Whose side is meant and who did what: the rules are shown by invented sentences from several wars."""

from datetime import date
from pathlib import Path

import pytest

from gazetteer.matching.arabic import fold

NAMES = ("side", "voice", "loser", "doer", "men", "building", "between", "verb", "gain", "construct", "name")
CASES = [Path(__file__).with_name(f"{name}_cases.txt") for name in NAMES]


def cases():
    for line in (line for path in CASES for line in path.read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#"):
            head, text, wanted = (part.strip() for part in line.split(" | "))
            items = [] if wanted == "none" else [tuple(x.strip() for x in one.split(",")) for one in wanted.split(";")]
            yield head, text, sorted((kind, fold(place), *sides) for kind, place, *sides in items)


@pytest.mark.parametrize(("head", "text", "wanted"), list(cases()), ids=lambda v: v if isinstance(v, str) else "")
def test_the_sides_of_each_claim(read, head, text, wanted):
    day, country = head.split()
    told = None if country == "-" else country
    claims = read(text.replace("\\n", "\n"), published=date.fromisoformat(day), country=told)
    found = [(c.type, fold(c.place_ar or c.place_text), c.gaining or "-", c.losing or "-") for c in claims]
    assert sorted(found) == wanted
