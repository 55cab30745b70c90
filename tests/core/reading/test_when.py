"""To which event a date belongs, and from which day it is counted: hand-written cases."""

from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in (HERE / "when_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def day_of(cell):
    return None if cell == "-" else date.fromisoformat(cell)


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_the_days_of_a_claim(read, row):
    published, text, kind, place, start, end = row
    claims = read(text.replace("\\n", "\n"), published=day_of(published))
    days = [(c.date_start, c.date_end) for c in claims if c.type == kind and c.place_ar == place]
    wanted = zip(start.split(","), end.split(","), strict=True)  # two of the same kind and place are parted by a comma
    assert days == [(day_of(first), day_of(last)) for first, last in wanted]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("وفي آذار 2016 استعاد الجيش السوري مدينة تدمر.", "syrian-government"),
        ("استعاد الجيش السوري أمس مدينة تدمر.", "syria-transitional"),
    ],
)
def test_a_name_means_who_bore_it_then(read, text, side):
    claims = read(text, published=date(2025, 3, 1))
    assert [(c.place_ar, c.gaining) for c in claims] == [("تدمر", side)]
