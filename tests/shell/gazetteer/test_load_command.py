"""``manage.py load_gazetteer``: what it prints, what it refuses."""

import io

import pytest
from django.core.management import CommandError, call_command

from gazetteer.models import Place

pytestmark = pytest.mark.django_db

GOOD = "name_ar,name_en,kind,country,lat,lon\nدابق,Dabiq,village,SY,36.54,37.27\n"


def run(*arguments):
    """Run the command; return (output, errors)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("load_gazetteer", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


def test_the_default_data(settings):
    out, err = run()
    assert err == ""
    assert "0 rows refused" in out
    for country in ("SY", "IQ", "YE", "LY", "SD"):
        assert Place.objects.filter(country=country, kind="governorate").count() >= 14
        assert Place.objects.filter(country=country, family="settlement").count() >= 50
    governorate, city = Place.objects.get(name_ar="محافظة دير الزور"), Place.objects.get(name_ar="دير الزور")
    assert (governorate.kind, city.kind, city.admin1_id) == ("governorate", "city", governorate.pk)
    assert not Place.objects.filter(source="").exists()
    assert not Place.objects.filter(licence="").exists()
    before = Place.objects.count()
    assert "0 added, 0 changed, 0 merged" in run()[0]
    assert Place.objects.count() == before


def test_a_good_file_is_loaded_beside_a_bad_one(tmp_path):
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text("no header\n", encoding="utf-8")
    out, err = run("--source", "csv", str(tmp_path / "bad.csv"), str(tmp_path / "good.csv"))
    assert "bad.csv: the header lacks the column 'name_ar'" in err
    assert "Not every file was loaded" in err
    assert "good.csv: 1 places read: 1 added" in out
    assert Place.objects.count() == 1


def test_refused_rows_are_printed_and_written_to_a_file(tmp_path):
    (tmp_path / "p.csv").write_text(GOOD + "x,,village,SY,36.5,37.2\n" * 30, encoding="utf-8")
    out, _ = run("--source", "csv", str(tmp_path / "p.csv"), "--refused", str(tmp_path / "refused.txt"))
    assert "refused line 3: name_ar 'x' is not written in Arabic letters" in out
    assert "… and 10 more" in out
    lines = (tmp_path / "refused.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 30
    assert lines[0].split("\t")[:2] == ["p.csv", "line 3"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["somewhere.csv"], "Which format has the file?"),
        (["--source", "csv"], "Which file?"),
        (["--source", "csv", "/nowhere.csv"], "/nowhere.csv: cannot be read"),
        (["--source", "ocha", "/vsicurl/x.gpkg"], "only files on this machine"),
    ],
)
def test_wrong_calls_are_one_sentence(arguments, message):
    assert message in run(*arguments)[1]


def test_bad_facts_name_file_and_line_and_leave_the_old_state(settings, tmp_path):
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    (folder / "places_sy.csv").write_text(
        "id,name_ar,name_en,kind,country,lat,lon\ngn1,دابق,Dabiq,hamlet,SY,36.5,37.2\n", encoding="utf-8"
    )
    settings.CONFLICTMAP_SEEDS_DIR = tmp_path
    _, err = run()
    assert "places_sy.csv:2: unknown kind 'hamlet'" in err
    assert not Place.everything.exists()
