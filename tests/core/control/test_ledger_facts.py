"""The historical ledger's files: facts that hold together under the rules, on places and sides that there are."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from events.extraction.lexicon import load_lexicon
from events.extraction.types import FAMILY
from events.ledger import ActorBook, LedgerEvent, PlaceNode
from events.timeline import build, problems, state_at
from gazetteer.importers.default_rows import default_rows

SEEDS = Path(__file__).parents[3] / "seeds"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def rows():
    """Return all rows of all files, each with where it stands."""
    found = []
    for path in sorted((SEEDS / "ledger").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            found += [{**row, "where": f"{path.name}:{reader.line_num}"} for row in reader]
    return found


@pytest.fixture(scope="module")
def actors():
    return ActorBook(load_lexicon(SEEDS / "lexicon").actors)


@pytest.fixture(scope="module")
def gazetteer():
    return {place.id: place for place in default_rows(SEEDS / "gazetteer").places}


@pytest.fixture(scope="module")
def places(gazetteer):
    return {
        p.id: PlaceNode(p.id, p.kind, p.country, p.lon, p.lat, p.parent_id or p.admin1_id, p.name_ar)
        for p in gazetteer.values()
    }


@pytest.fixture(scope="module")
def ledger(rows):
    return [event(row) for row in rows]


@pytest.fixture(scope="module")
def periods(ledger, places, actors):
    return build(ledger, places, actors)


def event(row):
    """Return a row as the timeline sees it."""
    first, last = date.fromisoformat(row["day_start"]), date.fromisoformat(row["day_end"])
    return LedgerEvent(
        id=row["where"], place_id=row["place"], type=row["type"], gaining=row["gaining"] or None,
        losing=row["losing"] or None, start=first, end=last + DAY, known_on=first, extent=row["extent"] or None,
        part=row["part"] or None, relation="part" if row["part"] else "at",
        gaining_with=tuple(row["gaining_with"].split()), order=int(row["order"]) if row["order"] else None,
        decided_by="person", ledger=True,
    )  # fmt: skip


def test_there_are_at_least_sixty_facts_from_2012_to_2024(rows):
    assert len(rows) >= 60
    assert {row["day_start"][:4] for row in rows} >= {str(year) for year in (*range(2012, 2021), 2024)}


def test_every_fact_names_its_reference_where_it_was_read_and_what_it_says(rows):
    for row in rows:
        assert row["reference_url"].startswith("https://"), row["where"]
        assert row["read_at"].startswith(("https://", "http://")), row["where"]
        assert row["reference_title"].strip(), row["where"]
        assert len(row["fact"]) > 30, row["where"]


def test_no_fact_stands_twice(rows):
    told = [tuple(row[name] for name in ("place", "part", "type", "gaining", "losing", "day_start")) for row in rows]
    assert len(set(told)) == len(told)


def test_days_are_in_order_and_within_the_war(rows):
    for row in rows:
        assert "2012-01-01" <= row["day_start"] <= row["day_end"] <= "2024-12-31", row["where"]


def test_places_are_those_of_the_gazetteer_under_one_of_its_names(rows, gazetteer):
    for row in rows:
        assert row["place"] in gazetteer, row["where"]
        assert gazetteer[row["place"]].country == "SY", row["where"]
        assert row["place_ar"] == gazetteer[row["place"]].name_ar, row["where"]


def test_sides_exist_on_the_days_of_their_facts(rows, actors):
    for row in rows:
        assert row["type"] in FAMILY, row["where"]
        assert row["gaining"] or row["losing"], row["where"]
        gains = [slug for slug in (row["gaining"], *row["gaining_with"].split()) if slug]
        assert {row["losing"] or row["gaining"], *gains} <= actors.rows.keys(), row["where"]
        for slug in gains:
            assert actors.exists(slug, date.fromisoformat(row["day_end"])), row["where"]
        # Who loses need only have been there until then: the old government ends on the day it loses the capital.
        if row["losing"]:
            assert actors.exists(row["losing"], date.fromisoformat(row["day_start"]) - DAY), row["where"]


def test_the_ledger_agrees_with_itself(ledger, places, actors, periods):
    assert problems(ledger, places, actors) == ()
    assert [p for p in periods if p.state == "disputed" or p.problems] == []


WELL_KNOWN = {
    "Raqqa": ("gn172955", {
        "2013-06-01": "held syrian-opposition", "2016-06-01": "held isis", "2018-06-01": "held sdf",
    }),
    "Palmyra": ("gn163808", {
        "2015-05-19": "held syrian-government", "2016-01-01": "held isis", "2016-06-01": "held syrian-government",
        "2017-01-15": "held isis", "2017-06-01": "held syrian-government", "2024-12-07": "held syrian-opposition",
    }),
    "Idlib": ("gn169389", {"2015-03-27": "held syrian-government", "2015-03-28": "held syrian-opposition"}),
    "Aleppo": ("gn170063", {
        "2014-06-01": "divided syrian-government syrian-opposition", "2018-06-01": "held syrian-government",
        "2024-12-01": "held syrian-opposition",  # the Military Operations command wears its colour (rule 12)
    }),
    "Deir ez-Zor": ("gn170794", {
        "2014-03-01": "divided syrian-government syrian-opposition", "2016-06-01": "divided isis syrian-government",
        "2018-06-01": "held syrian-government", "2024-12-07": "held sdf", "2024-12-11": "held hts",
    }),
    "Al-Bab": ("gn174018", {
        "2013-06-01": "held syrian-opposition", "2015-06-01": "held isis", "2018-06-01": "held syrian-opposition",
    }),
    "Tell Abyad": ("gn163750", {
        "2013-01-01": "held syrian-opposition", "2014-06-01": "held isis", "2015-07-01": "held ypg",
    }),
    "Raqqa, fought for": ("gn172955", {
        "2017-06-13": "held isis", "2017-06-30": "contested isis sdf", "2017-10-18": "held sdf",
    }),
    "Kobani": ("gn172256", {
        "2013-06-01": "held ypg", "2014-10-20": "contested isis ypg", "2015-01-27": "held ypg",
        "2016-06-01": "held sdf",  # the YPG is a part of it by then (rule 12)
    }),
    "Homs": ("gn169577", {
        "2013-06-01": "divided syrian-government syrian-opposition", "2014-05-09": "held syrian-government",
    }),
    "Hama": ("gn170017", {"2014-06-01": "held syrian-government", "2024-12-05": "held syrian-opposition"}),
    "Afrin": ("gn174186", {"2014-06-01": "held ypg", "2017-06-01": "held sdf", "2018-03-18": "held syrian-opposition"}),
    "Douma": ("gn170592", {"2015-06-01": "held syrian-opposition", "2018-04-14": "held syrian-government"}),
    "Daraa": ("gn170905", {
        "2018-03-01": "divided syrian-government syrian-opposition", "2018-07-12": "held syrian-government",
    }),
    "Qusayr": ("gn173322", {
        "2013-05-18": "held syrian-opposition", "2013-05-25": "contested syrian-government syrian-opposition",
        "2013-06-05": "held syrian-government",
    }),
    "Damascus, attacked": ("gn170654", {
        "2012-07-20": "contested syrian-government syrian-opposition", "2015-06-01": "held syrian-government",
    }),
    "Damascus": ("gn170654", {"2024-12-07": "held syrian-government", "2024-12-08": "held syrian-opposition"}),
}  # fmt: skip


@pytest.mark.parametrize("city", WELL_KNOWN)
def test_well_known_days_have_their_holders(city, periods):
    """Written from the references, not from the output: cities whose history everybody can check."""
    place_id, days = WELL_KNOWN[city]
    found = {}
    for day in days:
        state = state_at([p for p in periods if p.place_id == place_id], date.fromisoformat(day))
        sides = {*state.holders, *(share[2] for share in state.shares if share[2])}
        found[day] = " ".join([state.state, *sorted(sides)])
    assert found == days


def test_the_besieged_are_besieged_for_as_long_as_the_references_say(periods):
    days = {"gn170592": ("2013-04-07", "2018-04-14"), "gn172955": ("2017-06-24", "2017-10-17")}
    for place_id, (first, after) in days.items():
        (siege,) = [p for p in periods if p.place_id == place_id and p.track == "siege" and not p.inferred]
        assert (siege.start.isoformat(), siege.end.isoformat()) == (first, after)


def test_a_siege_runs_beside_the_holder(periods):
    besieged = [p for p in periods if p.place_id == "gn170794" and p.track == "siege"]
    assert [(p.start.year, p.end, p.holders) for p in besieged if not p.inferred] == [
        (2014, date(2017, 9, 5), ("isis",)),
    ]
