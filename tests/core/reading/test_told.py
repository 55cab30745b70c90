"""What is told of which place: families of sentences from several wars, each beside those that only look like it."""

from datetime import date
from pathlib import Path

import pytest

from events.extraction.types import REAL
from gazetteer.matching.arabic import fold

CASES = Path(__file__).with_name("told_cases.txt")
DAYS = {"LY": date(2019, 6, 15), "SY": date(2016, 6, 15), "IQ": date(2016, 6, 15), "YE": date(2021, 6, 15)}
DAYS["SD"] = date(2024, 12, 15)


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, text, wanted = (part.strip() for part in line.split(" | "))
            pairs = [] if wanted == "-" else [one.strip().split(" ", 1) for one in wanted.split(";")]
            yield country, text, sorted((type_, fold(place)) for type_, place in pairs)


@pytest.mark.parametrize(("country", "text", "wanted"), list(cases()), ids=lambda v: v if isinstance(v, str) else "")
def test_tells_these_changes_and_no_others(read, country, text, wanted):
    claims = read(text, published=DAYS[country], country=country)
    told = {(c.type, fold(c.place_ar or c.place_text)) for c in claims if c.modality in REAL}
    assert sorted(told) == wanted
