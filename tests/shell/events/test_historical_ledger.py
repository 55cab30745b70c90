"""The historical ledger: off by default, never mixed with what was read, equal to its files."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from events import actions
from events.models import ControlEvent, ControlPeriod, Review
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
HEAD = "place,place_ar,day_start,day_end,type,gaining,losing,extent,reference_title,reference_url,note\n"
CAPTURE = "gn1,,2014-07-14,,capture,isis,rsf,full,A book,https://example.org/book,Isis took the town on 14 July 2014.\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with one fact."""
    (tmp_path / "facts.csv").write_text(HEAD + CAPTURE, encoding="utf-8")
    return tmp_path


def states(client, query):
    return [row[2:6] for row in client.get(f"/map/data?{query}").json()["periods"]]


def test_it_is_off_everywhere_until_asked_for(client, world, folder):
    actions.load_ledger(folder=folder)
    assert client.get("/map/data").json()["events"] == []
    assert client.get("/map/data").json()["periods"] == []
    assert client.get("/api/collections/events/items").json()["numberMatched"] == 0
    assert client.get("/api/collections/control/items?at=2015-01-01").json()["numberMatched"] == 0
    assert client.get("/api/collections/claims/items").json()["numberMatched"] == 0
    (one,) = client.get("/api/collections/events/items?ledger=1").json()["features"]
    assert one["properties"]["outlet"] == "historical ledger"
    assert one["properties"]["url"] == "https://example.org/book"
    (place,) = client.get("/api/collections/control/items?at=2015-01-01&ledger=1").json()["features"]
    assert place["properties"]["holders"] == "isis"
    assert client.get("/map/data?ledger=1").json()["events"][0][17] & 8


def test_the_news_keep_their_states_while_it_is_on_and_off(client, world, folder, curator):
    ingested(claim(losing="isis"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    before = states(client, "ledger=0")
    actions.load_ledger(folder=folder)
    assert states(client, "ledger=0") == before
    with_it = states(client, "ledger=1")
    assert with_it != before
    assert ControlPeriod.objects.layer(ledger=False).count() == len(before)
    assert ControlPeriod.objects.layer(ledger=True).count() == len(with_it)


def test_loading_twice_changes_nothing_and_a_removed_fact_goes(world, folder):
    assert actions.load_ledger(folder=folder) == (1, 1)
    assert actions.load_ledger(folder=folder) == (1, 0)
    (folder / "facts.csv").write_text(HEAD, encoding="utf-8")
    assert actions.load_ledger(folder=folder) == (0, 1)
    assert not ControlPeriod.objects.exists()
    assert list(Review.objects.order_by("at").values_list("verdict", "by__username")) == [
        ("accepted", "historical-ledger"), ("rejected", "historical-ledger"),
    ]  # fmt: skip


def test_a_folder_without_files_takes_nothing_back(world, folder, tmp_path_factory):
    actions.load_ledger(folder=folder)
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(CommandError, match=r"holds no \.csv file"):
        call_command("load_ledger", empty)
    assert ControlEvent.objects.get().status == "accepted"


def test_what_is_read_never_merges_with_it(world, folder, policy):
    actions.load_ledger(folder=folder)
    ingested(claim(gaining="isis", losing="rsf", date_start=date(2014, 7, 14)))
    assert ControlEvent.objects.count() == 2
    assert ControlEvent.objects.news().get().n_claims == 1


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (CAPTURE.replace("gn1", "gn404"), "gn404"),
        (CAPTURE.replace("capture", "conquest"), "conquest"),
        (CAPTURE.replace("isis", "martians"), "martians"),
        (CAPTURE.replace("2014-07-14", "2014-07-32"), "2014-07-32"),
        (CAPTURE.replace("https://example.org/book", ""), "reference"),
        (CAPTURE.replace("full", "some"), "some"),
        (CAPTURE.replace("gn1,,", "gn1,باريس,"), "باريس"),
    ],
)
def test_a_wrong_row_stops_the_load_naming_file_and_line(world, folder, wrong, named):
    (folder / "facts.csv").write_text(HEAD + CAPTURE + wrong, encoding="utf-8")
    with pytest.raises(CommandError, match=rf"facts\.csv:3: .*{named}"):
        call_command("load_ledger", folder)
    assert not ControlEvent.objects.exists()


def test_rule_20_its_facts_are_known_from_the_decision_that_put_them_there(client, world, folder):
    actions.load_ledger(folder=folder)
    today = datetime.now(tz=UTC).date()
    assert states(client, f"ledger=1&known={today - timedelta(days=1)}") == []
    assert states(client, f"ledger=1&known={today}") == states(client, "ledger=1")
    assert states(client, f"known={today}") == []
    asked = f"/api/collections/events/items?ledger=1&known={today - timedelta(days=1)}"
    assert client.get(asked).json()["numberMatched"] == 0
