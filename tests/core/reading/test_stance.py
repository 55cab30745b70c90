"""Who is cited, and whether it was done: the rules are shown by invented sentences from several wars."""

from pathlib import Path

import pytest

from gazetteer.matching.arabic import fold

CASES = Path(__file__).with_name("stance_cases.txt")


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, text, wanted = (part.strip() for part in line.split(" | "))
            items = [one.split() for one in wanted.split(";") if one.strip() != "-"]
            yield country, text, sorted((kind, fold(" ".join(place)), stance) for kind, *place, stance in items)


@pytest.mark.parametrize(("country", "text", "wanted"), list(cases()), ids=lambda v: v if isinstance(v, str) else "")
def test_the_modality_of_each_claim(read, country, text, wanted):
    claims = read(text, country=country)
    assert sorted((c.type, fold(c.place_ar or c.place_text), c.modality) for c in claims) == wanted
