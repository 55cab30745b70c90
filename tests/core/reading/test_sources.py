"""Who is cited: the source as written, the side that speaks, whether it is known by name or office."""

from datetime import date
from pathlib import Path

import pytest

CASES = Path(__file__).with_name("source_cases.txt")


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            story, text, *wanted = (part.strip() for part in line.split(" | "))
            day, country = story.split()
            yield date.fromisoformat(day), country, text, tuple(wanted)


@pytest.mark.parametrize(("day", "country", "text", "wanted"), list(cases()), ids=lambda v: v if " " in str(v) else "")
def test_the_source_of_a_claim(read, day, country, text, wanted):
    claims = read(text.replace("\\n", "\n"), published=day, country=country)
    told = {(c.attribution, c.attribution_actor or "-", "named" if c.named_origin else "unnamed") for c in claims}
    assert told == {wanted}
