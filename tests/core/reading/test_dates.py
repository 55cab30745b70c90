"""Time expressions: the table of cases (written from the rules of time), and what holds for any text."""

from __future__ import annotations

import pickle
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from events.extraction.dates import find_dates, load_dates, resolve_date
from events.extraction.types import DATE_PRECISIONS
from gazetteer.matching.arabic import tokenize

HERE = Path(__file__).parent
LEXICON = load_dates(HERE.parents[2] / "seeds" / "lexicon")
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in (HERE / "date_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# Pieces that make texts dense in time words, in orders that no writer would choose.
PIECES = (
    "منذ قبل بعد حتى خلال بين من إلى و وال ال الـ في عام العام سنة 2014 31 3 0 ٢٩ شباط مارس آب تشرين الأول "
    "الثاني كانون اليوم أمس غداً الأحد السبت الماضي المقبل الجاري ليل مساء يوم يومي أيام الأيام ساعة الـ24 / - ( ) ، . "
    ": نهاية مطلع صيف نحو آخر عشر ثلاثة وعشرين الحادي 14/10/2017 99.99.9999 عرب روسيا التالي هذا الشهر"
).split()


def day_of(cell: str) -> date | None:
    return None if cell == "-" else date.fromisoformat(cell)


def spans(text):
    return [(m.start, m.end) for m in find_dates(tokenize(text), LEXICON)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_case(row):
    anchor, text, words, kind, start, end, precision = row
    found = find_dates(tokenize(text), LEXICON)
    assert [text[m.start : m.end] for m in found] == ([] if words == "-" else [words])
    for mention in found:
        days = resolve_date(mention, day_of(anchor.removeprefix(">")), future=anchor.startswith(">"))
        assert (mention.kind, days.start, days.end, days.precision) == (kind, day_of(start), day_of(end), precision)


def test_several_expressions_keep_their_order():
    text = "دخلوا البلدة أمس وانسحبوا منها صباح اليوم بعد أن حاصروها في 3 أيار 2015"
    assert [text[a:b] for a, b in spans(text)] == ["أمس", "صباح اليوم", "3 أيار 2015"]


def test_a_year_told_once_serves_the_pair():
    text = "دارت المعارك خلال شباط وآذار 2016"
    first, second = find_dates(tokenize(text), LEXICON)
    assert resolve_date(first, date(2017, 10, 14)).start == date(2016, 2, 1)
    assert resolve_date(second, date(2017, 10, 14)).start == date(2016, 3, 1)


def test_every_month_name_is_the_month_of_its_number():
    data = yaml.safe_load((HERE.parents[2] / "seeds" / "lexicon" / "dates.yml").read_text(encoding="utf-8"))
    assert set(data["months"]) == set(range(1, 13))
    for number, names in data["months"].items():
        for name in names:
            text = f"في 5 {name} 2016"
            (mention,) = find_dates(tokenize(text), LEXICON)
            assert resolve_date(mention, None).start == date(2016, number, 5), name


def test_lexicon_and_mentions_travel_between_processes():
    lexicon = pickle.loads(pickle.dumps(LEXICON))
    text = "ليل السبت الأحد"
    assert find_dates(tokenize(text), lexicon) == find_dates(tokenize(text), LEXICON)
    assert pickle.loads(pickle.dumps(find_dates(tokenize(text), lexicon)))


def holds_for(text, anchor, future):
    tokens = tokenize(text)
    found = find_dates(tokens, LEXICON)
    for mention in found:
        assert 0 <= mention.i < mention.j <= len(tokens)
        assert tokens[mention.i].start <= mention.start < mention.end == tokens[mention.j - 1].end
        assert text[mention.start : mention.end].strip()
        days = resolve_date(mention, anchor, future=future)
        assert days.precision in DATE_PRECISIONS
        assert (days.start is None and days.end is None) == (days.precision == "unknown")
        assert days.start is None or days.end is None or days.start < days.end
    assert all(left.j <= right.i and left.end <= right.start for left, right in pairwise(found))


@given(st.text(), st.none() | st.dates(), st.booleans())
def test_any_text_returns(text, anchor, future):
    holds_for(text, anchor, future)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.none() | st.dates(), st.booleans())
def test_any_heap_of_time_words_returns(text, anchor, future):
    holds_for(text, anchor, future)
