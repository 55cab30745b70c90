"""What the worklist of doubtful places shows, rule by rule."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from gazetteer import actions
from gazetteer.models import Place, PlaceProblem

pytestmark = pytest.mark.django_db


def problems():
    """Return {id: rule}."""
    return dict(PlaceProblem.objects.values_list("pk", "problem"))


def area(*box):
    """A rectangle as an area (west, south, east, north)."""
    return MultiPolygon(Polygon.from_bbox(box), srid=4326)


def test_all_is_well(make_place):
    make_place("a", "دابق", 36.5, 37.2)
    make_place("b", "دابق", 35.5, 38.2)
    assert problems() == {}


def test_outside_the_frame_of_its_country(make_place):
    make_place("a", "دابق", 36.5, 47.2)
    make_place("b", "طهران", 35.7, 51.4, country="IR")
    assert problems() == {"a": "outside_country"}, "a country without a frame has none to be outside of"


def test_outside_the_polygon_of_its_country_where_there_is_one(make_place):
    make_place("sy", "سوريا", 35.0, 38.0, kind="country", area=area(36, 33, 42, 37))
    make_place("in", "دابق", 36.5, 37.2)
    make_place("border", "معبر", 37.05, 37.2)
    make_place("out", "جرابلس", 37.3, 37.2)
    assert problems() == {"out": "outside_country"}


def test_far_from_what_it_is_part_of(make_place):
    city = make_place("c", "حلب", 36.2, 37.15, kind="city")
    make_place("near", "الشعار", 36.21, 37.18, kind="neighbourhood", parent=city)
    make_place("far", "الفردوس", 35.2, 38.2, kind="neighbourhood", parent=city)
    region = make_place("g", "إدلب", 35.8, 36.7, kind="governorate", area=area(36.3, 35.4, 37.0, 36.2))
    make_place("inside", "سراقب", 35.86, 36.8, parent=region)
    make_place("outside", "صوران", 34.0, 38.5, parent=region)
    assert problems() == {"far": "far_from_parent", "outside": "far_from_parent"}


def test_duplicates_are_of_one_family_and_close_by(make_place):
    make_place("a", "أريحا", 35.81, 36.61)
    make_place("b", "اريحا", 35.82, 36.62, kind="city")
    make_place("district", "أريحا", 35.81, 36.61, kind="district")
    make_place("elsewhere", "أريحا", 31.86, 35.45, country="PS")
    make_place("alias", "مدينة أخرى", 35.81, 36.61, "أريحا")
    assert problems() == {"a": "duplicate", "b": "duplicate"}


def test_unverified(make_place):
    make_place("a", "دابق", 36.5, 37.2, quality="unverified")
    assert problems() == {"a": "unverified"}


def test_looked_at_and_found_right_leaves_the_worklist(make_place, curator):
    place = make_place("a", "دابق", 36.5, 47.2)
    actions.check(place=place, by=curator)
    assert problems() == {}
    assert Place.objects.get().quality == "confirmed"


def test_merged_and_removed_places_have_no_problems(make_place, curator):
    make_place("a", "أريحا", 35.81, 36.61)
    actions.merge(place=make_place("b", "أريحا", 35.82, 36.62), into=Place.objects.get(pk="a"), by=curator)
    actions.remove(place=make_place("c", "دابق", 36.5, 47.2), by=curator)
    assert problems() == {}


def test_the_words_of_the_querysets(make_place):
    make_place("a", "أريحا", 35.81, 36.61)
    make_place("b", "اريحا", 35.82, 36.62)
    make_place("c", "دابق", 36.5, 47.2, quality="unverified")
    assert {p.pk for p in Place.objects.duplicates()} == {"a", "b"}
    assert {p.pk for p in Place.objects.doubtful_coordinates()} == {"c"}
    assert {p.pk for p in Place.objects.unverified()} == {"c"}
    assert {p.pk for p in Place.objects.confirmed()} == {"a", "b"}
    assert [p.pk for p in Place.objects.near(36.6, 35.8, 5)] == ["a", "b"]
    assert [p.pk for p in Place.objects.near(36.6, 35.8, 2)] == ["a"]
    assert [p.pk for p in Place.objects.in_bbox(170, -10, 37, 36)] == ["a", "b"], "a box over the date line"
