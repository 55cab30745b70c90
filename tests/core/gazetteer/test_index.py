"""The index of names."""

import pickle

import pytest

from gazetteer.matching.document import find_mentions
from gazetteer.matching.index import NEEDS_HEAD, SHIFT, build_index
from gazetteer.matching.types import NameRow, PlaceRow
from gazetteer.matching.words import WordsError, load_words


def _ids(index, bare):
    return {index.places[packed >> SHIFT].id for packed in index.find(bare)}


def test_one_key_holds_every_place_of_the_name(index):
    assert _ids(index, "رقه") == {"raqqa", "raqqa-gov"}


def test_spaces_do_not_matter(index):
    assert "deir" in _ids(index, "ديرالزور")


def test_a_name_cut_off_from_its_head_word_is_marked(index):
    (packed,) = (e for e in index.find("عمر") if index.places[e >> SHIFT].id == "omar")
    assert packed & NEEDS_HEAD


def test_abu_bu_and_albu_are_one_name(index):
    assert "bukamal" in _ids(index, "ابوكمال")
    assert "bukamal" in _ids(index, "بوكمال")


def test_abu_before_the_name_of_an_iraqi_tribe_s_village_is_a_man_without_a_head_word(words):
    """البو فهد is a village near Ramadi; أبو فهد commands something, unless a village is spoken of."""
    place = PlaceRow("fahd", "البو فهد", "Albu Fahd", "village", "IQ", 33.41, 43.47)
    built = build_index([place], [NameRow("fahd", "البو فهد")], words)
    found = {
        text: [m.place.id for m in find_mentions(text, built, country="IQ") if m.place]
        for text in (
            "قال القيادي أبو فهد إن القوات انسحبت.",
            "حررت القوات قرية أبو فهد.",
            "حررت القوات البو فهد.",
            "حررت القوات البوفهد.",
        )
    }
    assert list(found.values()) == [[], ["fahd"], ["fahd"], ["fahd"]]


def test_the_index_is_the_same_after_pickling(index):
    text = "سيطر الجيش على مدينتي الميادين والبوكمال في ريف دير الزور الشرقي."
    assert find_mentions(text, pickle.loads(pickle.dumps(index))) == find_mentions(text, index)


def test_the_index_cannot_be_changed(index):
    with pytest.raises(AttributeError):
        index.places = ()


def test_countries_are_added_once(words):
    syria = PlaceRow("gn163843", "سوريا", "Syria", "country", "SY", 35.0, 38.5)
    built = build_index([syria], [NameRow("gn163843", "سوريا")], words)
    assert [p.id for p in built.places].count("gn163843") == 1
    assert built.place("gn99237").country == "IQ"


def test_names_of_unknown_places_are_left_out(words):
    assert build_index([], [NameRow("nowhere", "قرية لا مكان لها")], words).find("لامكانلها") == ()


def test_a_broken_word_list_is_refused_by_name(tmp_path):
    (tmp_path / "heads.yml").write_text("heads: [{kind: castle, scope: facility, agree: [castle], one: [قلعة]}]")
    with pytest.raises(WordsError, match=r"heads\.yml: castle"):
        load_words(tmp_path)


def test_a_missing_word_list_is_refused_by_name(tmp_path):
    with pytest.raises(WordsError, match=r"heads\.yml"):
        load_words(tmp_path)
