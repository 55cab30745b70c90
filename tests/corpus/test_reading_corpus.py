"""The corpus of readers and its scorer: a perfect reader gets everything, and each kind of mistake costs."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from gazetteer.importers.default_rows import default_rows
from gazetteer.matching.index import build_index
from gazetteer.matching.words import load_words
from tests.corpus.reading_corpus import ROOT, ReadingCorpusError, load_items
from tests.corpus.reading_match import Key
from tests.corpus.reading_tally import score

ITEMS = load_items()


@pytest.fixture(scope="module")
def key() -> Key:
    rows = default_rows(ROOT / "seeds/gazetteer")
    names = build_index(rows.places, rows.names, load_words(ROOT / "seeds/gazetteer/matching"))
    return Key(names, [SimpleNamespace(slug="a-faction", part_of=("syrian-opposition",))])


def said(wanted, **changes):
    """A claim that says exactly what is wanted, but for the changes."""
    values = {"place_ar": wanted.values["place"], "place_kind": wanted.values["kind"], "relation": "at"}
    names = "gaining losing part date_start extent percent of_force place_id place_text lat lon".split()
    values |= {name: wanted.values.get(name) for name in names}
    values |= {name: wanted.values[name] for name in ("type", "modality", "trigger")}
    if "relation" in wanted.values:
        values["relation"] = wanted.values["relation"]
    return SimpleNamespace(**{**values, "confidence": "high", **changes})


def read_all(change=lambda wanted: {}, optional=False):
    """A reader that finds what is demanded, with changes; with ``optional`` the rest too."""
    return lambda item: ([said(w, **change(w)) for w in item.claims if optional or not w.optional], 0)


def test_size_and_balance():
    passages = [item for item in ITEMS if not item.phenomenon.startswith(("article", "reader"))]
    assert len(passages) >= 200
    assert sum(item.negative for item in passages) >= 70
    assert sum(item.phenomenon.startswith("article") for item in ITEMS) >= 25
    countries = [item.country for item in ITEMS]
    assert all(countries.count(country) >= 40 for country in ("SY", "IQ", "YE", "LY", "SD"))


@pytest.mark.parametrize("optional", [False, True])
def test_a_perfect_reader_makes_no_mistake(key, optional):
    result = score(ITEMS, read_all(optional=optional), key)
    assert [(item.id, one.problems) for item, one in result.judged if one.problems] == []
    for name in ("where", "who", "modality", "when", "colour", "gate"):
        total = result.total(name)
        assert (total.precision, total.recall) == (1.0, 1.0)
        assert total.wanted > 200


def test_a_silent_reader_finds_nothing(key):
    total = score(ITEMS, lambda item: ((), 3), key).total("where")
    assert (total.right, total.found) == (0, 0)
    assert total.wanted > 400


def test_a_wrong_side_costs_from_the_second_level_on(key):
    result = score(ITEMS, read_all(lambda wanted: {"gaining": "nobody", "losing": "nobody"}), key)
    # Without their sides a few statements of one place fall together; no more than that may be lost here.
    assert result.total("where").recall > 0.95
    assert result.total("who").recall < 0.2
    assert result.total("colour").precision < 0.2


def test_denials_read_as_facts_recolour(key):
    result = score(ITEMS, read_all(lambda wanted: {"modality": "asserted"}), key)
    assert result.total("who").recall > 0.99
    assert result.total("modality").recall < 1.0
    assert any(one.colours for item, one in result.judged if item.negative)


def test_a_day_may_be_one_off_but_not_three(key):
    def late(days):
        return lambda w: {"date_start": w.values["date_start"] + timedelta(days)} if w.values.get("date_start") else {}

    assert score(ITEMS, read_all(late(1)), key).total("when").recall == 1.0
    assert score(ITEMS, read_all(late(-40)), key).total("when").recall < 0.9


def test_a_faction_stands_for_its_whole(key):
    def part(wanted):
        return {"gaining": "a-faction"} if wanted.values.get("gaining") == "syrian-opposition" else {}

    assert score(ITEMS, read_all(part), key).total("who").recall == 1.0


def test_a_governorate_is_never_its_town(key):
    item = next(i for i in ITEMS if any(w.values["kind"] == "city" and not w.accept.get("kind") for w in i.claims))
    wanted = next(w for w in item.claims if w.values["kind"] == "city" and not w.accept.get("kind"))
    assert key.same(wanted, said(wanted))
    assert not key.same(wanted, said(wanted, place_kind="governorate"))


def test_a_file_not_marked_synthetic_is_refused(tmp_path):
    (tmp_path / "x.yml").write_text("items: []\n", encoding="utf-8")
    with pytest.raises(ReadingCorpusError, match="not marked"):
        load_items(tmp_path)


def test_a_trigger_that_is_not_in_the_text_is_refused(tmp_path):
    (tmp_path / "x.yml").write_text(
        "synthetic: true\nitems:\n- {id: x1, country: SY, published: 2015-01-01, outlet: o, phenomenon: p, text: abc,\n"
        "   claims: [{type: capture, place: a, kind: town, modality: asserted, trigger: xyz}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ReadingCorpusError, match="x1"):
        load_items(tmp_path)
