"""What the map's page gets."""

import gzip
import json
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import ProgrammingError

from events import actions, map_answers, map_rows
from events.models import ControlEvent, Source
from events.warm import warm
from tests.shell.events.factories import claim, event, ingested, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def captured(world, curator):
    """One accepted capture of gn1 by saf from rsf on 14 October 2017."""
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    return event()


def number(*day):
    return (date(*day) - date(2000, 1, 1)).days


def test_map_data_holds_periods_by_place_in_days_since_2000(client, captured):
    answer = client.get("/map/data").json()
    assert [row[0] for row in answer["places"]] == ["gn1"]
    assert [row[:6] for row in answer["periods"]] == [
        [0, 0, number(2016, 10, 14), number(2017, 10, 14), "held", ["rsf"]],
        [0, 0, number(2017, 10, 14), None, "held", ["saf"]],
    ]
    assert answer["periods"][0][7] & 1, "what the losing side held before is inferred"
    assert answer["events"][0][:8] == [
        captured.pk, 0, "capture", "saf", "rsf", number(2017, 10, 14), number(2017, 10, 15), number(2017, 10, 15),
    ]  # fmt: skip
    assert answer["events"][0][16] == ["جريدة"]
    assert answer["actors"]["saf"]["en"] == "SAF"
    assert answer["published_range"] == ["2017-10-15", "2017-10-15"]


def test_map_data_changes_its_version_and_etag_with_a_decision(client, captured, curator):
    before = client.get("/map/data")
    again = client.get("/map/data", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 304
    actions.decide(event=captured, by=curator, verdict="rejected")
    after = client.get("/map/data", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["version"] != before.json()["version"]
    assert after.json()["events"] == []


def test_a_place_shows_the_sentence_with_highlights_in_utf16(client, captured):
    answer = client.get("/map/place/gn1").json()
    (told,) = answer["events"]
    (one,) = told["claims"]
    assert one["sentence_text"] == "saf capture gn1 rsf أمس."
    assert one["sentence_before"] == "خبر عاجل."
    assert one["sentence_after"].startswith("انتهى")
    marks = {role: one["sentence_text"][a:b] for a, b, role in one["highlight"]}
    assert marks == {"trigger": "capture", "place": "gn1"}
    assert told["reviews"][0]["by"] == "curator"


def test_highlights_count_utf16_units_beyond_the_basic_plane(client, world, curator):
    text = "خبر. \U0001f4cd\U0001f4cd saf capture gn1. نهاية."
    ingested(claim(text=text), text=text)
    actions.decide(event=event(), by=curator, verdict="accepted")
    (one,) = client.get("/map/place/gn1").json()["events"][0]["claims"]
    units = one["sentence_text"].encode("utf-16-le")
    marks = {role: units[2 * a : 2 * b].decode("utf-16-le") for a, b, role in one["highlight"]}
    assert marks["trigger"] == "capture"
    assert marks["place"] == "gn1"


@pytest.mark.parametrize(
    ("query", "named"),
    [("known=yesterday", "yesterday"), ("ledger=2", "2"), ("colour=red", "red"), ("known=2017-02-30", "2017-02-30")],
)
def test_a_wrong_query_is_400_and_names_the_value(client, db, query, named):
    answer = client.get(f"/map/data?{query}")
    assert answer.status_code == 400
    assert named in answer.json()["description"]


def test_an_unknown_place_is_404(client, db):
    assert client.get("/map/place/gn404").status_code == 404


def test_health(client, db):
    assert json.loads(client.get("/healthz").content)["status"] == "ok"


def test_sentence_of_the_factories_is_what_the_tests_think():
    assert sentence() == "خبر عاجل. saf capture gn1 rsf أمس. انتهى الخبر هنا اليوم."


def column(answer, table, name):
    """Return a column of /map/table that is written as plain values or picks."""
    told = answer[table]["columns"][name]
    return told["of"] if told["as"] == "plain" else [told["from"][i] for i in told["of"]]


def test_only_the_places_that_changed_are_read_again(client, world, curator):
    ingested(claim(), claim(at="gn2"), name="a.txt")
    for one in ControlEvent.objects.order_by("pk"):
        actions.decide(event=one, by=curator, verdict="accepted")
    before = client.get("/map/data").json()
    assert [row[0] for row in before["places"]] == ["gn1", "gn2"]
    actions.decide(event=event(place="gn2"), by=curator, verdict="rejected")
    read = []
    with patch_reading(read):
        after = client.get("/map/data").json()
    assert read == [{"gn2"}]
    assert [row[0] for row in after["places"]] == ["gn1"]
    assert after["events"] == [row for row in before["events"] if row[1] == 0]
    assert after["periods"] == [row for row in before["periods"] if row[0] == 0]


@contextmanager
def patch_reading(read):
    """Write down which places are read, and read them all the same."""
    real = map_rows._events

    def noted(asked, places):
        read.append(places)
        return real(asked, places)

    map_rows._events = noted
    try:
        yield
    finally:
        map_rows._events = real


def test_what_is_kept_equals_what_is_read_afresh(client, world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None), name="a.txt")
    for one in ControlEvent.objects.order_by("pk"):
        actions.decide(event=one, by=curator, verdict="accepted")
        client.get("/map/data")
    ingested(claim(), name="b.txt", outlet="صحيفة")
    kept = client.get("/map/data").json()
    map_rows._kept.clear()
    map_answers._kept.clear()
    assert client.get("/map/data").json() == kept


def test_an_outlets_new_name_shows_at_once(client, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    assert client.get("/map/data").json()["events"][0][16] == ["جريدة"]
    outlet = Source.objects.get(name="جريدة")
    actions.save_source(pk=outlet.pk, by=curator, name="جريدة أخرى")
    assert client.get("/map/data").json()["events"][0][16] == ["جريدة أخرى"]


def test_columns_and_rows_say_the_same_plain_or_compressed(client, world, curator):
    ingested(claim(), claim(at="gn2", gaining="isis"), name="a.txt")
    for one in ControlEvent.objects.order_by("pk"):
        actions.decide(event=one, by=curator, verdict="accepted")
    rows = client.get("/map/data").json()
    packed = client.get("/map/table", headers={"accept-encoding": "gzip"})
    plain = client.get("/map/table")
    text = gzip.decompress(packed.content) if packed.get("Content-Encoding") == "gzip" else packed.content
    assert json.loads(text) == plain.json()
    assert column(plain.json(), "places", "id") == [row[0] for row in rows["places"]]
    assert column(plain.json(), "periods", "state") == [row[4] for row in sorted(rows["periods"], key=lambda r: r[:3])]
    assert column(plain.json(), "periods", "holders") == [
        row[5] for row in sorted(rows["periods"], key=lambda r: r[:3])
    ]
    assert column(plain.json(), "events", "outlets") == [row[16] for row in rows["events"]]


@pytest.mark.django_db(transaction=True)
def test_a_server_prepares_what_the_first_reader_asks_for(client, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    map_answers._kept.clear()
    assert warm()
    read = []
    with patch_reading(read):
        assert client.get("/map/table").status_code == 200
    assert read == []


def test_a_server_without_tables_starts_all_the_same(world, monkeypatch):
    def broken(*args, **kwargs):
        raise ProgrammingError("no such table")

    monkeypatch.setattr("events.warm.Asked", broken)
    monkeypatch.setattr("events.warm.connections.close_all", lambda: None)
    assert not warm()
