"""Estimated areas: whose land is drawn, how far, and how it is named (rule 24)."""

from __future__ import annotations

import pickle
from math import pi

import pytest
import shapely
from shapely.geometry import shape

from events.areas import AreaPoint, area_points, areas_at
from tests.core.control.factories import BOOK, GOV, ISIS, SDF, day, event, place

DAY = day("2017-10-15")
SYRIA = {"SY": shapely.box(35.0, 32.0, 43.0, 37.5)}


def point(lon, lat, holders=(GOV,), state="held", **fields):
    values = {"kind": "city", "country": "SY", "last_evidence": DAY} | fields
    return AreaPoint(f"{lon}/{lat}", lon=lon, lat=lat, state=state, holders=tuple(holders), **values)


def owner(features, lon, lat):
    """Return the holders of the areas that cover a spot."""
    spot = shapely.Point(lon, lat)
    return [f["properties"]["holders"] for f in features if shape(f["geometry"]).covers(spot)]


def square_km(geometry, lat=35.0):
    return shape(geometry).area * 111.195**2 * 0.8192  # cosine of 35°


def test_rule_24_land_belongs_to_the_nearest_place():
    features = areas_at([point(40.0, 35.0), point(40.2, 35.0, [ISIS])], SYRIA, DAY)
    assert owner(features, 40.05, 35.0) == [GOV]
    assert owner(features, 40.15, 35.0) == [ISIS]


def test_rule_24_a_lone_place_colours_no_further_than_the_reach():
    (feature,) = areas_at([point(40.0, 35.0)], SYRIA, DAY, reach_km=10)
    assert square_km(feature["geometry"]) == pytest.approx(pi * 100, rel=0.02)


def test_rule_24_areas_end_at_the_border():
    features = areas_at([point(35.01, 35.0)], SYRIA, DAY)
    assert owner(features, 35.05, 35.0) == [GOV]
    assert owner(features, 34.97, 35.0) == []


@pytest.mark.parametrize("kind", ["governorate", "district", "neighbourhood", "airbase", "road", "dam", "area"])
def test_rule_24_only_populated_places(kind):
    assert areas_at([point(40.0, 35.0, kind=kind)], SYRIA, DAY) == ()


def test_rule_24_only_evidence_of_their_own():
    assert areas_at([point(40.0, 35.0, own=False)], SYRIA, DAY) == ()


def test_rule_24_a_place_passed_down_to_is_not_a_point_of_its_own():
    from events.timeline import build

    places = {p.id: p for p in (place("g", "governorate"), place("t", "town", "g", 40.0, 35.0))}
    periods = build([event("capture", ISIS, on="2017-10-01", place="g", whole=True)], places, BOOK)
    assert {p.place_id for p in periods} == {"g", "t"}
    (passed_down,) = [p for p in area_points(periods, places, DAY) if p.place_id == "t"]
    assert not passed_down.own
    assert areas_at(area_points(periods, places, DAY), SYRIA, DAY) == ()


def test_a_place_that_nobody_holds_keeps_its_cell_free():
    features = areas_at([point(40.0, 35.0), point(40.2, 35.0, [], "unknown")], SYRIA, DAY)
    assert owner(features, 40.05, 35.0) == [GOV]
    assert owner(features, 40.15, 35.0) == []


def test_cells_of_one_holder_are_one_area():
    features = areas_at([point(40.0, 35.0), point(40.1, 35.0), point(40.2, 35.0)], SYRIA, DAY)
    assert [f["properties"]["places"] for f in features] == [3]
    assert len(features[0]["geometry"]["coordinates"]) == 1


def test_every_area_says_that_it_is_an_estimate():
    features = areas_at([point(40.0, 35.0), point(41.0, 35.0, [ISIS, SDF], "contested")], SYRIA, DAY)
    assert [f["properties"]["estimate"] for f in features] == [True, True]
    assert {f["properties"]["at"] for f in features} == {"2017-10-15"}


def test_contested_and_disputed_are_hatched_held_is_not():
    points = [
        point(40.0, 35.0),
        point(41.0, 35.0, [ISIS, SDF], "contested"),
        point(42.0, 35.0, [GOV, SDF], "disputed"),
    ]
    found = {f["properties"]["state"]: f["properties"]["hatched"] for f in areas_at(points, SYRIA, DAY)}
    assert found == {"held": False, "contested": True, "disputed": True}


@pytest.mark.parametrize(
    ("last", "band"),
    [("2017-10-15", "fresh"), ("2017-09-15", "fresh"), ("2017-09-14", "ageing"), ("2017-04-17", "stale")],
)
def test_areas_age_with_their_evidence(last, band):
    (feature,) = areas_at([point(40.0, 35.0, last_evidence=day(last))], SYRIA, DAY)
    assert feature["properties"]["freshness"] == band


def test_areas_of_a_day_do_not_overlap_and_are_valid():
    points = [point(36 + i * 0.13, 33 + (i * 7 % 13) * 0.3, [(GOV, ISIS, SDF)[i % 3]]) for i in range(50)]
    shapes = [shape(f["geometry"]) for f in areas_at(points, SYRIA, DAY)]
    assert all(s.is_valid for s in shapes)
    assert sum(s.area for s in shapes) == pytest.approx(shapely.union_all(shapes).area, rel=1e-3)


def test_the_order_of_points_does_not_matter():
    points = [point(36 + i * 0.1, 34 + (i % 5) * 0.2, [(GOV, ISIS)[i % 2]]) for i in range(20)]
    assert areas_at(points, SYRIA, DAY) == areas_at(points[::-1], SYRIA, DAY)


def test_two_places_on_one_spot_do_no_harm():
    twin = AreaPoint("z", "city", "SY", 40.0, 35.0, "held", (ISIS,), DAY)
    features = areas_at([point(40.0, 35.0), twin, point(40.1, 35.0)], SYRIA, DAY)
    assert [f["properties"]["holders"] for f in features] == [GOV]


def test_a_country_without_an_outline_has_no_areas():
    assert areas_at([point(44.0, 33.0, country="IQ")], SYRIA, DAY) == ()


def test_no_points_no_areas_and_values_pickle():
    assert areas_at([], SYRIA, DAY) == ()
    assert pickle.loads(pickle.dumps(point(1.0, 1.0))) == point(1.0, 1.0)
