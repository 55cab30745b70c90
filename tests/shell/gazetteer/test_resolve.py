"""``manage.py resolve``: JSON lines, and one sentence where the input is wrong."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from gazetteer import store

pytestmark = pytest.mark.django_db

KEYS = ["name", "decision", "candidates"]
CANDIDATE_KEYS = "place_id name_ar name_en kind admin1_en country lat lon score reasons".split()


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch, make_place):
    """Two cities of one name in two countries, and a town."""
    settings.CONFLICTMAP_LOCAL_DIR = tmp_path / "local"
    monkeypatch.setattr(store, "_cached", None)
    make_place("raqqa", "الرقة", 35.95, 39.01, name_en="Raqqa", kind="city", population=220_000)
    make_place("mayadin", "الميادين", 35.02, 40.45, name_en="Mayadin", kind="city", population=44_000)
    make_place("qaim-sy", "المزرعة", 36.4, 36.6, kind="town", population=6_000)
    make_place("qaim-iq", "المزرعة", 34.0, 43.0, kind="town", country="IQ", population=6_000)


def resolve(*arguments):
    """Run the command; return its lines as values."""
    out = io.StringIO()
    call_command("resolve", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_name_and_its_candidates():
    (line,) = resolve("الرقة")
    assert list(line) == KEYS
    assert (line["name"], line["decision"]) == ("الرقة", "raqqa")
    assert list(line["candidates"][0]) == CANDIDATE_KEYS
    assert line["candidates"][0]["place_id"] == "raqqa"
    assert 0 <= line["candidates"][0]["score"] <= 1


def test_an_unknown_name_has_no_decision_and_the_others_are_still_answered():
    assert [line["decision"] for line in resolve("زقزوقيا", "الميادين")] == [None, "mayadin"]


def test_a_tie_is_decided_by_country_or_by_a_point_nearby():
    assert resolve("المزرعة")[0]["decision"] is None
    assert len(resolve("المزرعة")[0]["candidates"]) == 2
    assert resolve("المزرعة", "--country", "iq")[0]["decision"] == "qaim-iq"
    assert resolve("المزرعة", "--near", "36.7,36.5")[0]["decision"] == "qaim-sy"


def test_every_mention_of_a_text(tmp_path):
    text = "سيطر الجيش على مدينة الميادين قادما من الرقة.\nودخلت القوات بلدة زقزوقيا."
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    lines = resolve("--text", str(path), "--country", "SY")
    assert [line["decision"] for line in lines] == ["mayadin", "raqqa", None]
    assert all(text[line["start"] : line["end"]] == line["name"] for line in lines)
    assert all({*KEYS, "start", "end", "lat", "lon", "kind"} <= set(line) for line in lines)
    assert (lines[0]["lat"], lines[0]["lon"], lines[0]["kind"]) == (35.02, 40.45, "city")
    assert (lines[2]["name"], lines[2]["lat"], lines[2]["kind"]) == ("زقزوقيا", None, None)


def test_a_byte_order_mark_moves_no_offset(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("الرقة مدينة", encoding="utf-8-sig")
    assert resolve("--text", str(path))[0]["start"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Give names to resolve, or one text"),
        (["الرقة", "--text", "x"], "Give names to resolve, or one text"),
        (["الرقة", "--near", "here"], "--near 'here' is not LON,LAT"),
        (["الرقة", "--near", "40.1"], "is not LON,LAT"),
        (["الرقة", "--near", "200,35"], "outside the globe"),
        (["الرقة", "--near", "nan,35"], "outside the globe"),
        (["الرقة", "--country", "Syria"], "--country 'Syria' is not a code of two letters"),
        (["الرقة", "--country", "xx"], "--country 'xx' is the code of no country"),
        (["  "], "is not a name"),
        (["--text", "/nowhere/at/all"], "/nowhere/at/all: cannot be read"),
    ],
)
def test_wrong_input_is_one_sentence(arguments, message):
    with pytest.raises(CommandError, match=message) as caught:
        resolve(*arguments)
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the text is empty"),
        (b"  \n ", "the text is empty"),
        ("الرقة".encode("windows-1256"), "is not UTF-8"),
        (b"Raqqa fell.", "holds no Arabic"),
        ("الرقة\0".encode(), "NUL"),
        ("الرقة ".encode() * 500_000, "more than 5 MB"),
    ],
)
def test_a_text_that_cannot_be_read_is_one_sentence(tmp_path, content, message):
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message) as caught:
        resolve("--text", str(path))
    assert "text.txt" in str(caught.value)


def test_an_empty_gazetteer_says_how_to_fill_it():
    from gazetteer.models import Place

    Place.everything.all().delete()
    with pytest.raises(CommandError, match="load_gazetteer"):
        resolve("الرقة")
