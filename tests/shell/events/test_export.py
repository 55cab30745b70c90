"""Exports, read back by the tools that users read them with."""

import csv
import io
import json
from datetime import date

import geopandas
import pyarrow.parquet
import pyogrio
import pytest
from django.core.management import CommandError, call_command

from events import actions
from events.collections import COLLECTIONS
from events.geojson import EVENT_KEYS
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(world, curator):
    """Two accepted events and a suggested one."""
    ingested(claim(), claim("siege", at="gn2", losing=None, date_start=date(2017, 10, 11)), claim("advance", at="gn3"))
    actions.decide(event=event(type="capture"), by=curator, verdict="accepted")
    actions.decide(event=event(type="siege"), by=curator, verdict="accepted")


@pytest.mark.parametrize("form", ["geojson", "gpkg", "parquet"])
def test_geopandas_reads_every_event_with_its_point_and_day(ledger, tmp_path, form):
    path = tmp_path / f"events.{form}"
    call_command("export", format=form, output=path)
    frame = geopandas.read_parquet(path) if form == "parquet" else geopandas.read_file(path)
    assert sorted(frame["type"]) == ["capture", "siege"]
    capture = frame[frame["type"] == "capture"].iloc[0]
    assert (round(capture.geometry.x, 4), round(capture.geometry.y, 4)) == (40.1, 35.1)
    assert str(capture["date_start"])[:10] == "2017-10-14"
    assert capture["claims"] == 1
    assert frame.crs.to_epsg() == 4326
    assert set(EVENT_KEYS) <= set(frame.columns)


@pytest.mark.parametrize("collection", ["events", "control", "areas", "places", "claims"])
def test_a_geopackage_has_the_types_that_a_gis_needs(ledger, tmp_path, collection):
    """Days are days, not midnights; a column without a value keeps its type; every layer has its kind of geometry."""
    path = tmp_path / "export.gpkg"
    # No day of the timeline lies so far back: a file without rows has the same columns.
    for day in ("2017-10-14", "1950-01-01"):
        given = {"at": day} if collection in ("control", "areas") else {}
        call_command("export", collection=collection, format="gpkg", output=path, **given)
        told = pyogrio.read_info(path)
        assert told["geometry_type"] == COLLECTIONS[collection].geometry
        assert told["layer_name"] == collection
        types = dict(zip(told["fields"], told["dtypes"], strict=True))
        days = {"date_start", "date_end", "known_on", "published", "since", "last_evidence", "at"} & set(types)
        assert {types[name] for name in days} == ({"datetime64[D]"} if collection != "places" else set())
        for name, expected in (("percent", "float64"), ("claims", "int64"), ("part", "object"), ("lat", "float64")):
            assert types.get(name, expected) == expected, name


def test_no_value_is_no_value_in_a_geopackage(ledger, tmp_path):
    path = tmp_path / "export.gpkg"
    call_command("export", format="gpkg", type="siege", output=path)
    table = pyogrio.read_arrow(path)[1].to_pylist()
    assert [(row["losing"], row["percent"], row["part"]) for row in table] == [(None, None, None)]
    assert [(row["date_start"], row["date_end"]) for row in table] == [(date(2017, 10, 11), date(2017, 10, 12))]
    assert [row["place_ar"] for row in table] == ["مدينة gn2"]


def test_parquet_has_days_too(ledger, tmp_path):
    call_command("export", format="parquet", output=tmp_path / "events.parquet")
    kinds = {field.name: str(field.type) for field in pyarrow.parquet.read_schema(tmp_path / "events.parquet")}
    assert {kinds[name] for name in ("date_start", "date_end", "known_on", "published")} == {"date32[day]"}


def test_csv_and_sequence_hold_the_same_rows_and_the_version(ledger, capsys, client):
    version = client.get("/map/data").json()["version"]
    call_command("export", format="csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["ledger_version"] for row in rows} == {version}
    call_command("export", format="geojsonseq")
    lines = [json.loads(line) for line in capsys.readouterr().out.split("\x1e") if line]
    assert [one["properties"]["quote"] for one in lines] == [row["quote"] for row in rows]
    assert {one["ledger_version"] for one in lines} == {version}


def test_filters_are_the_apis(ledger, capsys):
    call_command("export", type="siege", bbox="40.15,35.15,40.25,35.25", datetime="2017-10-11")
    (one,) = json.loads(capsys.readouterr().out)["features"]
    assert tuple(one["properties"]) == EVENT_KEYS
    call_command("export", status="suggested")
    (one,) = json.loads(capsys.readouterr().out)["features"]
    assert one["properties"]["type"] == "advance"


def test_control_of_a_day(ledger, capsys):
    call_command("export", collection="control", at="2017-10-14")
    found = {one["id"]: one["properties"]["holders"] for one in json.loads(capsys.readouterr().out)["features"]}
    assert found == {"gn1": "saf", "gn2": ""}


@pytest.mark.parametrize(
    ("option", "value"),
    [("bbox", "1,2,3"), ("datetime", "soon"), ("type", "conquest"), ("gaining", "nobody-here"), ("limit", "0")],
)
def test_a_wrong_filter_is_one_sentence_that_names_it(ledger, tmp_path, option, value):
    path = tmp_path / "events.geojson"
    with pytest.raises(CommandError, match=value):
        call_command("export", output=path, **{option: value})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["geojson", "geojsonseq", "csv", "csv-excel", "gpkg", "parquet"])
def test_an_unwritable_file_is_one_sentence(ledger, tmp_path, form):
    with pytest.raises(CommandError, match=r"nowhere.*cannot be written"):
        call_command("export", format=form, output=tmp_path / "nowhere" / f"events.{form}")


def test_csv_for_excel_is_the_same_table_with_its_mark(ledger, tmp_path):
    for form in ("csv", "csv-excel"):
        call_command("export", format=form, output=tmp_path / form)
    plain, marked = ((tmp_path / form).read_text(encoding="utf-8") for form in ("csv", "csv-excel"))
    assert marked == "\ufeff" + plain


def test_an_unknown_country_is_told(ledger, tmp_path):
    with pytest.raises(CommandError, match="--country='XX'"):
        call_command("export", country="XX", output=tmp_path / "x")


def test_rule_26_an_embargoed_event_is_in_no_export(ledger, settings, capsys):
    settings.CONFLICTMAP_EMBARGO_HOURS = {"*": 10**6}
    call_command("export")
    assert json.loads(capsys.readouterr().out)["features"] == []
    call_command("export", status="suggested,accepted")
    assert json.loads(capsys.readouterr().out)["features"] == []
