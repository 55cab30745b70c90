"""The lexicon and the default gazetteer, built once for all reading tests."""

from pathlib import Path

import pytest

from events.extraction.lexicon import load_lexicon
from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.index import build_index
from gazetteer.matching.words import load_words

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="session")
def lexicon():
    return load_lexicon(SEEDS / "lexicon")


@pytest.fixture(scope="session")
def names():
    rows = default_rows(SEEDS / "gazetteer")
    return build_index(rows.places, rows.names, load_words(SEEDS / "gazetteer" / "matching"))


@pytest.fixture(scope="session")
def read(lexicon, names):
    """Read a text as the pipeline does; the publication day is a keyword."""
    from events.extraction.pipeline import extract

    def run(text, *, published=None, outlet=None, article="test", country=None):
        return extract(
            text, published=published, outlet=outlet, lexicon=lexicon, names=names, article=article, country=country
        )

    return run
