"""The API at its edges: addresses that are not there, days at the ends of the calendar, texts that mean harm."""

import csv
import io

import pytest
from django.test import Client

from events import actions
from tests.shell.events import factories
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/{}/items"


@pytest.mark.parametrize(
    "address", ["/api/", "/api/collections/", "/api/collections/events/items/", "/api/x", "/api//"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_said_in_json_too(client, db, address, method):
    answer = getattr(client, method)(address)
    assert answer.status_code == (404 if method == "get" else 405)
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["code"] == str(answer.status_code)
    if method == "get" and address.endswith("/"):
        assert "slash" in answer.json()["description"]


@pytest.mark.parametrize("collection", ["events", "claims", "control", "areas"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendars_ends_are_days_like_others(client, world, curator, collection, day):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    for name in ("at", "known", "datetime"):
        answer = client.get(ITEMS.format(collection) + f"?{name}={day}")
        assert answer.status_code == 200, (name, answer.content)


def test_a_form_sent_in_is_refused_in_json_by_a_site_that_guards_its_forms(db):
    answer = Client(enforce_csrf_checks=True).post("/api/collections/events/items", {"type": "capture"})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/json")
    assert answer["Allow"] == "GET, HEAD"


def test_what_everybody_may_read_any_proxy_may_keep_and_nothing_else(client, world, curator):
    told = {part.strip() for part in client.get("/api")["Cache-Control"].split(",")}
    assert told == {"public", "max-age=0", "must-revalidate"}
    client.force_login(curator)
    told = {part.strip() for part in client.get("/api")["Cache-Control"].split(",")}
    assert told == {"private", "max-age=0", "must-revalidate"}


@pytest.mark.parametrize("collection", ["events", "claims", "places", "control"])
@pytest.mark.parametrize(("sent", "found"), [("SY", True), ("sy", True), ("IQ", False)])
def test_countries_are_found_by_their_codes(client, world, curator, collection, sent, found):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    answer = client.get(ITEMS.format(collection) + f"?country={sent}")
    assert bool(answer.json()["numberMatched"]) == found


@pytest.mark.parametrize("sent", ["XX", "Syria", "S", "%D8%B3%D9%88"])
def test_a_country_that_is_none_is_told_rather_than_answered_with_nothing(client, db, sent):
    answer = client.get(ITEMS.format("events") + f"?country={sent}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "country")


def test_a_collection_lies_where_its_features_lie(client, world, curator):
    """Places stand at (40.1, 35.1), (40.2, 35.2) and (40.3, 35.3); only the second was in the news."""
    factories.place("gn9", lon=44.0, lat=15.0, kind="city", country="YE")
    ingested(claim(at="gn2"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    extents = {one["id"]: one["extent"] for one in client.get("/api/collections").json()["collections"]}
    boxes = {name: extent["spatial"]["bbox"][0] for name, extent in extents.items()}
    assert boxes["events"] == boxes["control"] == [40.2, 35.2, 40.2, 35.2]
    assert boxes["places"] == [40.1, 15.0, 44.0, 35.3]
    west, south, east, north = boxes["areas"]
    for area in client.get(ITEMS.format("areas") + "?at=2017-10-20").json()["features"]:
        for ring in (ring for polygon in area["geometry"]["coordinates"] for ring in polygon):
            assert all(west <= lon <= east and south <= lat <= north for lon, lat in ring)
    assert west < 40.2 < east
    assert extents["control"]["temporal"]["interval"][0][1] is None, "how places stand is told for days to come"
    assert extents["places"]["temporal"]["interval"] == [[None, None]]


@pytest.mark.parametrize("collection", ["events", "claims", "places", "control"])
def test_features_keep_to_their_schema(client, world, curator, collection):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    declared = client.get(f"/api/collections/{collection}/schema").json()["properties"]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
    features = client.get(ITEMS.format(collection)).json()["features"]
    assert features
    for one in features:
        for name, value in one["properties"].items():
            assert value is None or isinstance(value, kinds[declared[name]["type"]]), name
            assert value is None or value in declared[name].get("enum", [value]), name


FORMULAS = ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\tx", "سيطرت"]


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_stranger_is_a_formula_in_a_spreadsheet(client, world, curator, form, text):
    ingested(claim(at="gn2"), title=text)
    actions.decide(event=event(), by=curator, verdict="accepted")
    answer = client.get(ITEMS.format("events") + f"?f={form}")
    content = answer.content.decode()
    assert content.startswith("\ufeff") == (form == "csv-excel"), "Excel knows Arabic by the mark"
    (row,) = csv.DictReader(io.StringIO(content.removeprefix("\ufeff")))
    assert row["title"] == (text if text == FORMULAS[-1] else f"'{text}")
    assert (row["id"], row["lat"], row["lon"]) == (str(event().pk), "35.2", "40.2")
    assert row["gaining_ar"] == event().gaining.label_ar


def test_negative_degrees_stay_numbers(client, world, curator):
    factories.place("gn9", lon=-5.5, lat=-1.25, kind="city")
    ingested(claim(at="gn9"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    (row,) = csv.DictReader(io.StringIO(client.get(ITEMS.format("events") + "?f=csv").content.decode()))
    assert (row["lon"], row["lat"]) == ("-5.5", "-1.25")


def test_every_path_that_the_api_tells_of_is_there_and_takes_what_it_says(client, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    told = client.get("/api/openapi").json()
    assert told["servers"][0]["url"].endswith("/api")
    for path, ways in told["paths"].items():
        answer = client.get("/api" + path.replace("{featureId}", "0"))
        assert answer.status_code == (404 if "{" in path else 200), path
        for one in ways["get"]["parameters"]:
            for value in one["schema"].get("enum", []):
                expected = 403 if (one["name"], value) in {("status", "suggested"), ("status", "rejected")} else 200
                assert client.get("/api" + path, {one["name"]: value}).status_code == expected, (
                    path,
                    one["name"],
                    value,
                )
