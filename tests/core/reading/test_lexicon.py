"""The lexicon is data: it loads, it says what is wrong with it, and its tables follow from its lists."""

import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from events.extraction.lexicon import FILES, load_lexicon
from events.extraction.lexicon_entries import LexiconError
from events.extraction.morphology import table
from events.extraction.side_names import actor_names
from events.ledger import ActorBook

FOLDER = Path(__file__).parents[3] / "seeds" / "lexicon"


@pytest.fixture
def copy(tmp_path):
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_forms_follow_from_verbs(tmp_path, monkeypatch):
    """The committed table is what camel-tools' generator makes of the list of verbs; no temporary file stays behind."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert table(FOLDER) == (FOLDER / "forms.tsv").read_text(encoding="utf-8")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("word", "lemma", "pos"),
    [
        ("سيطرت", "سيطر", "verb"), ("سيطروا", "سيطر", "verb"), ("يسيطرون", "سيطر", "verb"), ("السيطره", "سيطر", "vn"),
        ("سيطرتهم", "سيطر", "vn"), ("استولوا", "استولي", "verb"), ("استيلايه", "استولي", "vn"),
        ("وحوصرت", "حاصر", "verb"),
        ("المحاصره", "حاصر", "pp"), ("للسيطره", "سيطر", "vn"), ("بانسحابها", "انسحب", "vn"),
        ("وسيدخلون", "دخل", "verb"),
        ("احتللنا", "احتل", "verb"), ("يستول", "استولي", "verb"), ("اخلت", "اخلي", "verb"),
        ("استعدنا", "استعاد", "verb"),
    ],
)  # fmt: skip
def test_forms_are_known_with_their_clitics(lexicon, word, lemma, pos):
    assert any(form.lemma == lemma and form.pos == pos for form in lexicon.forms.lookup(word))


@pytest.mark.parametrize("word", ["الرقه", "مدينه", "كتاب", "والى", ""])
def test_other_words_have_no_reading(lexicon, word):
    assert not lexicon.forms.lookup(word)


def test_a_missing_file_is_named(copy):
    (copy / "frames.yml").unlink()
    with pytest.raises(LexiconError, match=r"lacks frames\.yml"):
        load_lexicon(copy)


def test_an_unknown_verb_is_named(copy):
    replace(copy / "frames.yml", "lemmas: [سيطر,", "lemmas: [تسطر,")
    with pytest.raises(LexiconError, match=r"frames\.yml: frame take: تسطر is not in verbs\.yml"):
        load_lexicon(copy)


def test_an_unknown_side_is_named(copy):
    replace(copy / "actors.yml", "part_of: [syrian-opposition]", "part_of: [nobody]")
    with pytest.raises(LexiconError, match="is related to nobody, which is not listed"):
        load_lexicon(copy)


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        ("{names: [مسلحون], tied: obedient, of: [لصالح]}", "houthis: obedient is not one of the ties of forces.yml"),
        ("{name: مسلحو صالح, to: 2017-12-02}", "houthis: .* is not made of from, names, of, tied, to"),
    ],
)
def test_names_made_in_no_known_way_are_named(copy, made, wrong):
    replace(copy / "actors.yml", "leaders: [محمد عبد السلام", f"leaders: [{made}, محمد عبد السلام")
    with pytest.raises(LexiconError, match=wrong):
        load_lexicon(copy)


def test_names_written_as_one_are_each_before_each_with_their_days():
    """An armed body or men tied to somebody agree with the word, and stand with the article and without."""
    forces = {"agreement": [], "heads": [], "ties": {"loyal": {"body": "موالية", "ون": "موالون", "ين": "موالين"}}}
    day = date(2017, 12, 2)
    side = {
        "slug": "one",
        "names": ["الحراس", {"names": ["مقاومة", "مجلس"], "of": ["عدن", "تعز"]}],
        "named_by": {"YE": [{"names": ["كتائب", "مسلحين"], "tied": "loyal", "of": ["لصالح"], "to": day}]},
    }
    found = {" ".join(n.words): n for same in actor_names([side], forces, {}).values() for n in same}
    armed = {"كتايب مواليه لصالح", "الكتايب المواليه لصالح", "مسلحين موالين لصالح", "المسلحين الموالين لصالح"}
    assert set(found) == {"الحراس", "مقاومه عدن", "مقاومه تعز", "مجلس عدن", "مجلس تعز"} | armed
    assert {found[name].spans for name in armed} == {((None, day),)}
    assert found["مجلس تعز"].slugs == (("", "one"),)


def test_a_part_wears_the_colour_of_the_whole_only_while_it_belonged_to_it():
    """The YPG fought under its own name until the SDF were founded on 10 October 2015."""
    book = ActorBook(load_lexicon(FOLDER).actors)
    assert book.colour("ypg", date(2015, 10, 9)) == "ypg"
    assert book.colour("ypg", date(2015, 10, 10)) == "sdf"
    assert not book.same_side("ypg", "sdf", date(2015, 10, 9))


def test_a_broken_file_is_named(copy):
    (copy / "cues.yml").write_text("negation: [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cues\.yml"):
        load_lexicon(copy)


def test_a_list_written_twice_is_named_with_its_line(copy):
    with (copy / "grammar.yml").open("a", encoding="utf-8") as file:
        file.write("not: [لا]\n")
    with pytest.raises(LexiconError, match=r"(?s)grammar\.yml.*the key not is written twice.*line \d+"):
        load_lexicon(copy)


def lists_in(values, path=""):
    """Every list of a file with the keys that lead to it."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from lists_in(value, f"{path}/{key}")
    elif isinstance(values, list):
        yield path, values
        for value in values:
            yield from lists_in(value, path)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_no_list_holds_the_same_word_twice(path):
    lists = list(lists_in(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem))
    assert lists
    twice = {(key, word) for key, words in lists for word in words if isinstance(word, str) and words.count(word) > 1}
    assert not twice


def test_a_broken_table_is_named_with_its_line(copy):
    with (copy / "forms.tsv").open("a", encoding="utf-8") as file:
        file.write("سيطر\tسيطر\n")
    with pytest.raises(ValueError, match=r"forms\.tsv:\d+: 2 columns"):
        load_lexicon(copy)


def test_version_follows_the_words(copy, lexicon):
    assert load_lexicon(copy).version == lexicon.version
    replace(copy / "cues.yml", "future: [", "future: [غدا, ")
    assert load_lexicon(copy).version != lexicon.version


def test_lexicon_goes_to_workers(lexicon):
    again = pickle.loads(pickle.dumps(lexicon))
    assert again.version == lexicon.version
    assert again.forms.lookup("سيطرت")
