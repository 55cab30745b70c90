"""What QGIS's OGC API provider asks, in its order: landing page, OpenAPI, collections, features, one feature."""

import pytest

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/{}/items"


def test_landing_page_has_service_desc_and_data(client, db):
    links = {link["rel"]: link for link in client.get("/api").json()["links"]}
    assert links["service-desc"]["type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert links["data"]["type"] == "application/json"
    assert not links["data"]["href"].endswith("/")
    assert client.get(links["data"]["href"]).status_code == 200


def test_openapi_tells_the_page_size_and_the_filters(client, db):
    content = client.get("/api/openapi").json()
    limit = content["components"]["parameters"]["limit"]["schema"]
    assert limit["maximum"] >= 1000 <= limit["default"]
    listed = content["paths"]["/collections/events/items"]["get"]["parameters"]
    kinds = {one["name"]: one for one in listed}
    assert {"type", "gaining", "losing", "datetime", "bbox", "status", "known", "limit"} <= set(kinds)
    assert all((p["in"], p["style"], p["explode"]) == ("query", "form", False) for p in listed)
    assert all("type" in p["schema"] for p in listed)


def test_collections_name_extent_licence_count_and_items(client, ledger):
    found = {c["id"]: c for c in client.get("/api/collections").json()["collections"]}
    assert list(found) == ["events", "claims", "places", "control", "areas"]
    events = found["events"]
    assert events["itemCount"] == 3
    assert events["extent"]["spatial"]["bbox"] == [[40.1, 35.1, 40.3, 35.3]]
    assert events["extent"]["temporal"]["interval"][0][0].startswith("2017-10-11")
    links = {link["rel"]: link for link in events["links"] if link["type"] != "text/csv"}
    assert links["items"]["type"] == "application/geo+json"
    assert client.get(links["http://www.opengis.net/def/rel/ogc/1.0/schema"]["href"]).status_code == 200


def test_first_features_show_every_key_and_one_geometry_type(client, ledger):
    page = client.get(ITEMS.format("events") + "?limit=10").json()
    assert len({tuple(one["properties"]) for one in page["features"]}) == 1
    assert {one["geometry"]["type"] for one in page["features"]} == {"Point"}
    schema = client.get("/api/collections/events/schema").json()
    assert set(schema["properties"]) - {"geometry"} == set(page["features"][0]["properties"])


def test_an_id_leads_to_its_feature(client, ledger):
    for name in ("events", "claims", "places", "control"):
        first = client.get(f"/api/collections/{name}/items?limit=1").json()["features"][0]
        alone = client.get(f"/api/collections/{name}/items/{first['id']}").json()
        assert alone["id"] == first["id"]
        assert alone["properties"] == first["properties"]


def test_unknown_collection_or_feature_is_404(client, db):
    assert client.get("/api/collections/wars").status_code == 404
    assert client.get("/api/collections/events/items/999999999999999999999999").status_code == 404
    assert client.get("/api/collections/events/items/x").status_code == 404


def test_the_list_of_collections_draws_no_areas(client, ledger, monkeypatch):
    def drawn(*args):
        raise AssertionError("areas were drawn for a list")

    monkeypatch.setattr("events.selecting.areas_at", drawn)
    told = {one["id"]: one for one in client.get("/api/collections").json()["collections"]}
    assert told["control"]["itemCount"] >= 1
    assert "itemCount" not in told["areas"]
    assert client.get("/api/collections/areas").status_code == 200
