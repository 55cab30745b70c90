"""The same ledger on another machine, in another order or after an interruption is the same (rules 5 and 20)."""

from datetime import date

import pytest

from events import actions
from events.actions import rebuilding
from events.asked import Asked
from events.models import Article, Claim, ControlEvent, ControlPeriod, PlaceMark, Review
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
FIELDS = "place_id track layers during state holders left_by inferred since last_evidence decided_by problems".split()


def told():
    """Return what a reader of any machine is told: version and periods without machine ids."""
    rows = ControlPeriod.objects.order_by("place_id", "layers", "track", "during").values_list(*FIELDS)
    return Asked().version, [repr(row) for row in rows]


def wipe():
    """Empty the ledger but leave the counters of ids as they are: the next machine's ids are others."""
    ControlEvent.objects.update(leading_claim=None)
    for model in (Review, ControlPeriod, PlaceMark):
        model.objects.all().delete()
    Claim.objects.all().delete()
    ControlEvent.objects.all().delete()
    Article.objects.all().delete()


def articles():
    """Return two reports of one change, and one of another."""
    later = date(2017, 10, 16)
    return [
        ("a.txt", "جريدة", claim()),
        ("b.txt", "صحيفة", claim(known_on=later)),
        ("c.txt", "جريدة", claim("siege", at="gn2", losing=None)),
    ]


def test_rule_20_the_version_is_the_same_on_a_machine_that_read_in_another_order(world, policy):
    for name, outlet, one in articles():
        ingested(one, name=name, outlet=outlet)
    here = told()
    first = event(place="gn1").pk
    wipe()
    for name, outlet, one in reversed(articles()):
        ingested(one, name=name, outlet=outlet)
    assert event(place="gn1").pk != first
    assert told() == here


def test_rule_20_and_where_a_curator_split_an_event(world, curator):
    def split():
        for name, outlet, one in articles()[:2]:
            ingested(one, name=name, outlet=outlet)
        mine = event(n_claims=2)
        leading = mine.claims.get(pk=mine.key)
        actions.split(event=mine, claims=[leading], by=curator)
        for one in ControlEvent.objects.order_by("key"):
            actions.decide(event=one, by=curator, verdict="accepted")
        return told()

    here = split()
    wipe()
    assert split() == here


def test_a_rebuild_that_is_interrupted_leaves_all_as_it_was_and_may_be_run_again(world, curator, monkeypatch):
    ingested(claim(), claim("siege", at="gn2", losing=None), claim("advance", at="gn3", gaining="isis"))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    right = told()
    ControlPeriod.objects.filter(place="gn2").update(state="besieged", holders=["isis"])
    ControlEvent.objects.filter(place="gn2").update(timeline_problems=["left over"])
    wrong, marks = told(), list(PlaceMark.objects.order_by("place_id").values_list())
    monkeypatch.setattr(rebuilding, "_PLACES_AT_ONCE", 1)
    stored = rebuilding._store
    seen = []

    def falls_over(places, *rest):
        seen.append(places)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return stored(places, *rest)

    monkeypatch.setattr(rebuilding, "_store", falls_over)
    with pytest.raises(KeyboardInterrupt):
        actions.rebuild()
    assert told() == wrong
    assert list(PlaceMark.objects.order_by("place_id").values_list()) == marks
    monkeypatch.setattr(rebuilding, "_store", stored)
    assert actions.rebuild() == 1
    assert told() == right
    assert event(place="gn2").timeline_problems == []
    assert actions.rebuild() == 0


def test_rule_05_a_text_read_again_keeps_its_events_and_their_numbers(world, curator):
    article = ingested(claim(), claim("siege", at="gn2", losing=None))
    actions.decide(event=event(type="capture"), by=curator, verdict="accepted")
    before = {one.key: one.pk for one in ControlEvent.objects.all()}
    claims = list(article.claims.order_by("pk").values_list("pk", flat=True))
    version = Asked().version
    from events.rows import claim_value

    actions.record(article=article, claims=[claim_value(row) for row in article.claims.all()], lexicon="v2")
    assert {one.key: one.pk for one in ControlEvent.objects.all()} == before
    assert list(article.claims.order_by("pk").values_list("pk", flat=True)) == claims
    assert Asked().version == version
