"""Type-ahead: what was typed finds the place, in any spelling; and the places of the open API."""

import pytest
from django.db import connection

from gazetteer import api
from gazetteer.models import Place
from gazetteer.search import KEYS, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(make_place):
    """A few places, large and small."""
    region = make_place("g", "الرقة", 35.9, 38.9, kind="governorate", name_en="Raqqa governorate")
    make_place("raqqa", "الرقة", 35.95, 39.01, name_en="Raqqa", kind="city", population=220_000, admin1=region)
    make_place("deir", "دير الزور", 35.34, 40.14, name_en="Deir ez-Zor", kind="city", population=250_000)
    make_place("abu", "البوكمال", 34.45, 40.92, "أبو كمال", "البو كمال", kind="city", population=57_000)
    make_place("kobani", "كوباني", 36.89, 38.35, "عين العرب", kind="city", population=45_000)
    make_place("tall", "تل الرقة", 35.0, 38.0, kind="village")
    for n in range(40):
        make_place(f"v{n}", f"دير {n}", 35.0 + n / 100, 38.0, kind="village")


def test_pg_trgm_sees_arabic():
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('البوكمال', 'البو كمال'), array_length(show_trgm('الرقه'), 1)")
        alike, trigrams = cursor.fetchone()
    assert alike > 0.3
    assert trigrams == 6


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("الرقة", "raqqa"),
        ("الرقه", "raqqa"),
        ("رق", "raqqa"),
        ("رقة", "raqqa"),
        ("raq", "raqqa"),
        ("RAQQA", "raqqa"),
        ("دير", "deir"),
        ("دير الز", "deir"),
        ("ديرالزور", "deir"),
        ("ابو كمال", "abu"),
        ("ابوكمال", "abu"),
        ("البوكمل", "abu"),
        ("عين العر", "kobani"),
        ("كوبانى", "kobani"),
        ("  الرقة  ", "raqqa"),
    ],
)
def test_what_is_typed_finds_the_place_first(places, typed, first):
    assert search(typed)[0]["id"] == first


@pytest.mark.parametrize(
    "typed", ["", "   ", "\0", "ظظظظظ", "%", "_", "'; DROP TABLE gazetteer_place; --", "ا" * 5000, "\ud800"]
)
def test_any_input_gets_an_answer(places, typed):
    assert isinstance(search(typed), list)


def test_a_percent_sign_is_no_wildcard(places):
    assert search("%") == []


def test_a_row_has_what_the_map_needs(places):
    row = search("raqqa")[0]
    assert tuple(row) == tuple(KEYS)
    assert row["admin1_ar"] == "الرقة"
    assert (row["lat"], row["lon"]) == (35.95, 39.01)


def test_removed_and_merged_places_and_refused_names_are_not_found(places):
    Place.objects.filter(pk="kobani").update(merged_into="deir")
    Place.everything.get(pk="abu").names.filter(name="البوكمال").update(refused=True)
    assert search("كوباني") == []
    assert [row["id"] for row in search("البوكمال")] == ["abu"], "found by its other names only"
    Place.everything.get(pk="abu").names.update(refused=True)
    assert search("البوكمال") == []


def test_no_more_rows_than_asked_for(places):
    assert len(search("دير", limit=5)) == 5


def test_the_places_of_the_api(places):
    found = api.places(bbox=(38.9, 35.9, 39.1, 36.0))
    rows = list(api.rows(found))
    assert [row["place_id"] for row in rows] == ["g", "raqqa"]
    assert all(tuple(row) == tuple(api.KEYS) for row in rows)
    feature = api.feature(rows[1])
    assert feature["geometry"] == {"type": "Point", "coordinates": [39.01, 35.95]}
    assert feature["properties"]["admin1_ar"] == "الرقة"
    assert [row["place_id"] for row in api.rows(api.places(kind="city"), start=1, limit=2)] == ["deir", "kobani"]
    assert [row["place_id"] for row in api.rows(api.places(place_id="abu"))] == ["abu"]


def test_a_page_of_places_is_one_query(places, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(api.rows(api.places()))) == 46
