"""What decisions and answers cost, counted in queries and rows rather than in time."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import actions
from events.models import ControlEvent, ControlPeriod
from tests.shell.events.factories import claim, event, ingested, place

pytestmark = pytest.mark.django_db
SNAPSHOT = "/api/collections/control/items?at=2017-10-25"


def said(work) -> list[str]:
    """Return the questions that the work asks the database."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return [query["sql"] for query in asked.captured_queries]


def accepted(curator, *days, at="gn1"):
    """Ingest and accept a capture on each of the days, by two sides in turn."""
    for n, day in enumerate(days):
        gaining, losing = ("saf", "rsf") if n % 2 == 0 else ("rsf", "saf")
        ingested(claim(at=at, gaining=gaining, losing=losing, date_start=day, known_on=day), name=f"{at}-{day}.txt")
        actions.decide(event=event(place=at, date_start=day), by=curator, verdict="accepted")


def test_a_decision_writes_only_the_periods_that_it_changes(world, curator):
    days = [date(2014 + n, 1, 10) for n in range(4)]
    accepted(curator, *days)
    before = set(ControlPeriod.objects.values_list("pk", flat=True))
    actions.decide(event=event(date_start=days[-1]), by=curator, verdict="rejected")
    after = set(ControlPeriod.objects.values_list("pk", flat=True))
    # What the first three left behind stays; the last and the one that it ended are written anew.
    assert len(before & after) >= 3
    assert before - after
    assert after - before


def test_a_decision_asks_as_much_of_a_long_past_as_of_a_short_one(world, curator):
    accepted(curator, *[date(2014, month, 10) for month in range(1, 4)])
    accepted(curator, *[date(2014, month, 10) for month in range(1, 13)], at="gn2")
    short, long = (
        said(
            lambda at=at: actions.decide(
                event=event(place=at, date_start=date(2014, 2, 10)), by=curator, verdict="rejected"
            )
        )
        for at in ("gn1", "gn2")
    )
    assert len(short) == len(long)


def test_a_day_asks_as_much_of_many_places_and_a_long_past(client, world, curator):
    accepted(curator, date(2017, 10, 14))
    client.get(SNAPSHOT)
    few = said(lambda: client.get(SNAPSHOT))
    for n in range(4, 9):
        place(f"gn{n}")
        accepted(curator, *[date(2015 + m, 1, 10) for m in range(3)], at=f"gn{n}")
    client.get(SNAPSHOT)
    many = said(lambda: client.get(SNAPSHOT))
    assert few == many
    assert len(set(many)) == 2  # the stamps of the ledger and of the gazetteer


def test_after_a_decision_a_day_reads_only_the_places_concerned_again(client, world, curator):
    accepted(curator, date(2017, 10, 14))
    accepted(curator, date(2017, 10, 14), at="gn2")
    client.get(SNAPSHOT)
    actions.decide(event=event(place="gn2"), by=curator, verdict="rejected")
    asked = [sql for sql in said(lambda: client.get(SNAPSHOT)) if ControlPeriod._meta.db_table in sql]
    assert len(asked) == 1
    assert "gn2" in asked[0]
    assert "gn1" not in asked[0]


def test_what_contradicts_what_is_asked_once_for_all_events(world):
    def links(n):
        rows = [claim(at="gn1", date_start=date(2010 + i, 1, 10), known_on=date(2010 + i, 1, 10)) for i in range(n)]
        through = ControlEvent.contradicts.through._meta.db_table
        return sum(through in sql for sql in said(lambda: ingested(*rows, name=f"{n}.txt")))

    assert links(2) == links(9)
