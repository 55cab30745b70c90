"""Every frame and rule is shown by sentences, and each of them reads as it says."""

from pathlib import Path

import pytest

from tests.corpus.reading_support import ENOUGH, WARS, entries, load_support

EXAMPLES = load_support()
SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.entry}-{e.country}-{e.place}".replace(" ", "_"))
def test_an_example_makes_its_claim(read, example):
    claims = read(example.text, published=example.day, country=example.country)
    assert any(example.met_by(claim) for claim in claims), [
        (c.type, c.place_ar, c.gaining, c.losing, c.modality, c.rule) for c in claims
    ]


def test_every_frame_and_rule_has_support_from_two_wars(lexicon):
    for entry in entries(lexicon):
        own = [e for e in EXAMPLES if e.entry == entry]
        assert len({e.text for e in own}) >= ENOUGH, entry
        assert len({e.country for e in own}) >= WARS, entry


def test_no_support_without_an_entry(lexicon):
    assert {e.entry for e in EXAMPLES} <= set(entries(lexicon))


def test_no_example_stands_in_the_source_articles():
    texts = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
    assert texts
    assert not [e.text for e in EXAMPLES if any(e.text.rstrip(".") in text for text in texts)]
