"""The open API: what is in it, who may see it, and what a mistake is answered with."""

import csv
import io
from datetime import date
from itertools import pairwise

import pytest

from events import actions
from events.geojson import CONTROL_KEYS, EVENT_KEYS
from events.models import ControlEvent
from tests.shell.events import factories
from tests.shell.events.factories import claim, event, ingested, reader

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/{}/items"


def types(client, query=""):
    answer = client.get(f"{ITEMS.format('events')}?{query}")
    assert answer.status_code == 200, answer.content
    return sorted(one["properties"]["type"] for one in answer.json()["features"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["capture", "holds", "siege"]),
        ("type=capture,siege", ["capture", "siege"]),
        ("gaining=saf", ["capture"]),
        ("losing=rsf", ["capture"]),
        ("actor=rsf", ["capture", "holds"]),
        ("modality=claimed", ["holds"]),
        ("decided_by=policy", []),
        ("decided_by=person", ["capture", "holds", "siege"]),
        ("status=accepted", ["capture", "holds", "siege"]),
        ("datetime=2017-10-14", ["capture"]),
        ("datetime=2017-10-11/2017-10-14", ["capture", "siege"]),
        ("datetime=2017-10-12/2017-10-13", []),
        ("datetime=../2017-10-13", ["siege"]),
        ("datetime=2017-10-15/..", ["holds"]),
        ("datetime=0000-01-01T00:00:00Z/2017-10-11T00:00:00Z", ["siege"]),
        ("datetime=2017-10-14T00:00:00Z/9999-12-31T00:00:00Z", ["capture", "holds"]),
        ("at=2017-10-11", ["siege"]),
        ("bbox=40.05,35.05,40.15,35.15", ["capture"]),
        ("bbox=170,30,41,60", ["capture", "holds", "siege"]),
        ("bbox=-180,-90,180,90", ["capture", "holds", "siege"]),
        ("q=gn2", ["siege"]),
        ("place=gn1", ["capture"]),
        ("outlet=جريدة", ["capture", "holds", "siege"]),
        ("source=nobody", []),
        ("country=YE", []),
        ("known=2017-10-15", []),
    ],
)
def test_filters_of_events(client, ledger, query, expected):
    """(With known= a person's decisions count from the day they were made: today.)"""
    assert types(client, query) == expected


def test_an_event_has_exactly_the_published_keys_in_order_and_a_point_longitude_first(client, ledger):
    (one,) = client.get(ITEMS.format("events") + "?type=capture").json()["features"]
    assert tuple(one["properties"]) == EVENT_KEYS
    assert one["geometry"] == {"type": "Point", "coordinates": [40.1, 35.1]}
    told = one["properties"]
    assert (told["gaining"], told["losing"], told["date_start"], told["date_end"]) == (
        "saf", "rsf", "2017-10-14", "2017-10-15",
    )  # fmt: skip
    assert (told["status"], told["decided_by"], told["claims"], told["sources"]) == ("accepted", "person", 1, 1)
    assert told["quote"] == "saf capture gn1 rsf أمس"
    assert all(not isinstance(value, (dict, list)) for value in told.values())


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("bbox=1,2,3", "1,2,3"), ("bbox=a,b,c,d", "a,b,c,d"), ("bbox=0,91,1,92", "0,91,1,92"),
        ("bbox=nan,0,1,1", "nan"), ("bbox=0,10,1,5", "0,10,1,5"), ("datetime=2017-13-01", "2017-13-01"),
        ("datetime=2017-10-15/2017-10-01", "2017-10-15"), ("datetime=a/b/c", "a/b/c"), ("at=today", "today"),
        ("type=conquest", "conquest"), ("gaining=nobody-at-all", "nobody-at-all"), ("gaining=;drop", ";drop"),
        ("modality=sure", "sure"), ("status=maybe", "maybe"), ("limit=0", "0"), ("limit=-5", "-5"),
        ("limit=ten", "ten"), ("offset=-1", "-1"), ("ledger=yes", "yes"), ("q=", "q"), ("typ=capture", "typ"),
        ("f=xml", "xml"), ("at=٢٠١٧-١٠-١٤", "٢٠١٧"), ("type=capture&type=siege", "given once"),
    ],
)  # fmt: skip
def test_every_mistake_is_400_and_names_the_value(client, ledger, query, named):
    answer = client.get(f"{ITEMS.format('events')}?{query}")
    assert answer.status_code == 400
    assert named in answer.json()["description"]


def test_rule_26_anonymous_readers_see_accepted_events_only(client, ledger, curator):
    for status in ("suggested", "rejected", "accepted,suggested"):
        assert client.get(f"{ITEMS.format('events')}?status={status}").status_code == 403
        assert client.get(f"{ITEMS.format('claims')}?status={status}").status_code == 403
    client.force_login(reader())
    assert client.get(f"{ITEMS.format('events')}?status=suggested").status_code == 403
    client.force_login(curator)
    assert types(client, "status=suggested") == ["advance"]
    assert types(client, "status=rejected") == ["withdrawal"]
    assert types(client) == ["capture", "holds", "siege"], "accepted only is the default for everybody"


def test_rule_26_a_suggested_event_is_not_found_by_its_id(client, ledger):
    hidden, seen = event(type="advance"), event(type="capture")
    assert client.get(f"{ITEMS.format('events')}/{hidden.pk}").status_code == 404
    assert client.get(f"{ITEMS.format('events')}/{seen.pk}").json()["properties"]["type"] == "capture"


def test_rule_26_embargoed_events_are_absent_everywhere(client, ledger, settings, curator):
    assert client.get("/map/data").json()["periods"]
    day = (date.today() - date(2017, 10, 15)).days
    settings.CONFLICTMAP_EMBARGO_HOURS = {"capture": (day + 2) * 24}
    assert types(client) == ["holds", "siege"]
    answer = client.get("/map/data").json()
    assert {row[2] for row in answer["events"]} == {"holds", "siege"}
    assert "gn1" not in {place[0] for place in answer["places"]}
    control = client.get(f"{ITEMS.format('control')}?at=2017-10-14").json()["features"]
    assert "gn1" not in {one["id"] for one in control}
    assert client.get("/map/place/gn1").json()["events"] == []
    told = client.get(ITEMS.format("claims")).json()["features"]
    assert "capture" not in {one["properties"]["type"] for one in told}
    client.force_login(curator)
    assert types(client) == ["holds", "siege"]
    settings.CONFLICTMAP_EMBARGO_HOURS = {"capture": 1}
    assert types(client) == ["capture", "holds", "siege"], "an embargo runs out by itself"


def test_rule_26_an_embargo_by_star_holds_every_type(client, ledger, settings):
    settings.CONFLICTMAP_EMBARGO_HOURS = {"*": 10**6, "siege": 0}
    assert types(client) == ["siege"]


def test_pages_follow_the_links_and_meet_every_feature_once(client, ledger):
    url, seen, counts = ITEMS.format("events") + "?limit=2", [], set()
    while url:
        page = client.get(url).json()
        seen += [one["id"] for one in page["features"]]
        counts.add(page["numberMatched"])
        assert page["numberReturned"] == len(page["features"])
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert counts == {3}
    assert seen == sorted(ControlEvent.objects.accepted().values_list("pk", flat=True))
    assert all(a < b for a, b in pairwise(seen))


def test_more_than_the_maximum_asks_for_the_maximum(client, ledger):
    assert client.get(ITEMS.format("events") + "?limit=1000000").status_code == 200


def test_control_on_a_day(client, ledger):
    def at(day):
        found = client.get(f"{ITEMS.format('control')}?at={day}").json()["features"]
        return {one["id"]: one["properties"] for one in found}

    assert tuple(at("2017-10-14")["gn1"]) == tuple(CONTROL_KEYS)
    before, after = at("2017-10-13"), at("2017-10-14")
    assert (before["gn1"]["holders"], before["gn1"]["inferred"]) == ("rsf", True)
    assert (after["gn1"]["holders"], after["gn1"]["inferred"], after["gn1"]["since"]) == ("saf", False, "2017-10-14")
    assert (after["gn2"]["siege"], after["gn2"]["state"]) == ("isis", "unknown")
    days = ("2017-11-13", "2017-12-15", "2018-06-01")
    assert [at(day)["gn1"]["freshness"] for day in days] == ["fresh", "ageing", "stale"]
    assert at("2010-01-01") == {}


def test_csv_holds_the_same_rows(client, ledger):
    answer = client.get(ITEMS.format("events") + "?f=csv&type=capture")
    assert answer["Content-Type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (row["type"], row["lon"], row["lat"], row["gaining"]) == ("capture", "40.1", "35.1", "saf")


def test_the_same_data_has_the_same_etag_until_a_decision(client, ledger, curator):
    first = client.get(ITEMS.format("events"))
    assert client.get(ITEMS.format("events"), headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.decide(event=event(type="advance"), by=curator, verdict="accepted")
    assert client.get(ITEMS.format("events"), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_version_is_the_same_in_map_and_api_and_changes_with_a_decision(client, ledger, curator):
    def versions():
        return {
            client.get("/map/data").json()["version"],
            client.get("/api").json()["ledger_version"],
            client.get(ITEMS.format("events")).json()["ledger_version"],
        }

    (before,) = versions()
    actions.decide(event=event(type="capture"), by=curator, verdict="rejected")
    (after,) = versions()
    assert before != after


def test_only_get_and_head_are_answered(client, db):
    assert client.post("/api").status_code == 405
    assert client.head("/api").status_code == 200


def test_known_shows_what_the_policy_would_have_shown_then(client, world, policy):
    """Two articles, two days: on the first only the first is known; later articles change nothing about it."""
    ingested(claim(date_start=None, known_on=date(2017, 10, 15)), name="a.txt")
    early = client.get("/map/data?known=2017-10-15").json()
    later = date(2017, 10, 16)
    two = claim(known_on=later), claim("siege", at="gn2", losing=None, known_on=later)
    ingested(*two, name="b.txt", published=later)
    again = client.get("/map/data?known=2017-10-15").json()
    for part in ("events", "periods", "places"):
        assert again[part] == early[part]
    assert types(client, "known=2017-10-15") == ["capture"]
    assert types(client, "known=2017-10-14") == []
    assert types(client, "known=2017-10-16") == ["capture", "siege"]
    assert client.get("/map/data?known=2017-10-14").json()["periods"] == []


def test_areas_are_estimates(client, world, curator):
    factories.place("gn9", lon=40.0, lat=35.5, kind="city")
    ingested(claim(at="gn9"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    (area,) = client.get(ITEMS.format("areas") + "?at=2017-10-20").json()["features"]
    assert area["properties"]["state"] == "held"
    assert area["properties"]["holders"] == "saf"
    assert area["properties"]["at"] == "2017-10-20"
    assert area["id"] == "2017-10-20_SY_held_saf_fresh"
    assert client.get(ITEMS.format("areas") + f"/{area['id']}").json()["properties"] == area["properties"]
    for other in ("2017-10-20_SY_held_rsf_fresh", "2017-10-13_SY_held_saf_fresh", "x", "2017-99-99"):
        assert client.get(ITEMS.format("areas") + f"/{other}").status_code == 404
    assert area["properties"]["estimate"] is True
    assert area["geometry"]["type"] in {"Polygon", "MultiPolygon"}
