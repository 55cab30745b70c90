"""Marks of places: what changed is seen at a glance, and the version is the same however the ledger came about."""

from datetime import date

import pytest

from events import actions
from events.asked import Asked
from events.models import ControlEvent, ControlPeriod, PlaceMark
from tests.shell.events.factories import claim, event, ingested, place

pytestmark = pytest.mark.django_db


def numbers():
    return dict(PlaceMark.objects.values_list("place_id", "number"))


def test_a_decision_gives_its_own_place_a_new_number_and_no_other(world, curator):
    ingested(claim(), claim(at="gn2"))
    for one in ControlEvent.objects.order_by("pk"):
        actions.decide(event=one, by=curator, verdict="accepted")
    before = numbers()
    assert set(before) == {"gn1", "gn2"}
    actions.decide(event=event(place="gn2"), by=curator, verdict="rejected")
    after = numbers()
    assert after["gn1"] == before["gn1"]
    assert after["gn2"] != before["gn2"]
    assert PlaceMark.objects.get(place="gn2").news == ""


def test_a_quarters_change_shows_in_its_citys_mark(world, curator):
    city = place("gn7", kind="city")
    place("gn8", kind="neighbourhood", parent=city)
    ingested(claim(at="gn8"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    assert set(numbers()) == {"gn7", "gn8"}
    assert PlaceMark.objects.get(place="gn7").news == ""


def test_rebuilding_what_is_right_already_changes_no_mark(world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    before = numbers()
    assert actions.rebuild() == 0
    assert numbers() == before


def test_rule_20_the_version_depends_on_what_is_accepted_not_on_the_way_there(world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None))
    one, two = ControlEvent.objects.order_by("pk")
    actions.decide(event=one, by=curator, verdict="accepted")
    alone = Asked().version
    actions.decide(event=two, by=curator, verdict="accepted")
    both = Asked().version
    assert both != alone
    PlaceMark.objects.all().delete()
    ControlPeriod.objects.all().delete()
    actions.rebuild()
    assert Asked().version == both
    actions.decide(event=two, by=curator, verdict="rejected")
    assert Asked().version == alone


def test_rule_20_an_embargo_that_holds_nothing_back_leaves_the_version(world, curator, settings):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    version = Asked().version
    settings.CONFLICTMAP_EMBARGO_HOURS = {"*": 1}
    assert Asked().version == version
    settings.CONFLICTMAP_EMBARGO_HOURS = {"*": 24 * 365 * 100}
    assert Asked().version != version


def test_the_same_worklist_whether_built_at_once_or_step_by_step(world, curator):
    """A quarter's loss explains its city's: what is said of the city must not depend on which were rebuilt together."""
    city = place("gn7", kind="city")
    place("gn8", kind="neighbourhood", parent=city)
    first, later = date(2016, 3, 27), date(2017, 10, 14)
    ingested(
        claim(at="gn7", gaining="saf", losing=None, date_start=first),
        claim("holds", at="gn8", gaining="isis", losing=None, date_start=date(2016, 4, 1)),
        claim("recapture", at="gn7", gaining="saf", losing="isis", date_start=later),
    )
    for one in ControlEvent.objects.order_by("pk"):
        actions.decide(event=one, by=curator, verdict="accepted")
    stepwise = {one.pk: one.timeline_problems for one in ControlEvent.objects.all()}
    actions.rebuild(places=["gn7"])
    assert {one.pk: one.timeline_problems for one in ControlEvent.objects.all()} == stepwise
    ControlEvent.objects.update(timeline_problems=["?"])
    actions.rebuild()
    assert {one.pk: one.timeline_problems for one in ControlEvent.objects.all()} == stepwise
    assert set(map(tuple, stepwise.values())) == {()}
