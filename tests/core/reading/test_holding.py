"""Who holds what, told without a change: the rules are shown by invented sentences from several wars."""

from datetime import date
from pathlib import Path

import pytest

from gazetteer.matching.arabic import fold

CASES = Path(__file__).with_name("holding_cases.txt")
DAYS = {
    "LY": date(2017, 6, 15),
    "SY": date(2016, 6, 15),
    "IQ": date(2016, 6, 15),
    "YE": date(2021, 6, 15),
    "SD": date(2024, 12, 15),
}


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, text, wanted = (part.strip() for part in line.split(" | "))
            pairs = [] if wanted == "-" else [tuple(p.strip() for p in one.split("=")) for one in wanted.split(";")]
            yield country, text, sorted((fold(place), side) for place, side in pairs)


@pytest.mark.parametrize(("country", "text", "wanted"), list(cases()), ids=lambda v: v if isinstance(v, str) else "")
def test_holds_the_place_and_nothing_else_is_claimed(read, country, text, wanted):
    claims = read(text.replace("\\n", "\n"), published=DAYS[country], country=country)
    assert {c.type for c in claims} <= {"holds"}
    assert sorted((fold(c.place_ar or c.place_text), c.gaining) for c in claims) == wanted
