"""Ingesting: once is enough, all or nothing, and one change told twice is one event."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DataError

from events import actions
from events.models import Article, Claim, ControlEvent, ControlPeriod, EventProblem, Review
from tests.shell.events.factories import claim, document, event, ingested

pytestmark = pytest.mark.django_db


def test_the_same_text_again_changes_nothing(world):
    first = actions.ingest(document=document(), claims=(claim(),))
    again = actions.ingest(document=document(name="other-name.txt"), claims=(claim(),))
    assert (first.created, again.created) == (True, False)
    assert again.article == first.article
    assert (Article.objects.count(), Claim.objects.count(), ControlEvent.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_article_is_stored_whole_or_not_at_all(world):
    """The second claim has no row that the database would take: neither it nor anything before it is kept."""
    broken = replace(claim("siege"), confidence="beyond every doubt")
    with pytest.raises(DataError):
        actions.ingest(document=document(), claims=(claim(), broken))
    assert not Article.objects.exists()
    assert not Claim.objects.exists()


def test_one_change_told_by_two_articles_is_one_event_with_two_claims(world):
    ingested(claim(), name="a.txt")
    ingested(claim("recapture"), name="b.txt", outlet="صحيفة")
    only = event()
    assert only.n_claims == 2
    assert only.n_sources == 2
    assert only.claims.count() == 2


def test_the_order_of_ingestion_does_not_matter_under_the_policy(world, policy):
    ingested(claim(date_start=None, known_on=date(2017, 10, 15)), name="b.txt")
    ingested(claim(), name="a.txt")
    one_way = ControlEvent.objects.values_list("type", "date_start", "status", "n_claims").get()
    assert one_way == ("capture", date(2017, 10, 14), "accepted", 2)


def test_a_new_text_at_the_same_address_supersedes_the_old_version(world, policy):
    old = ingested(claim(), name="a.txt", url="https://example.org/1")
    assert event().status == "accepted"
    new = ingested(claim(at="gn2"), name="b.txt", url="https://example.org/1")
    old.refresh_from_db()
    assert new.version_of == old
    assert old.superseded
    assert not ControlPeriod.objects.filter(place_id="gn1").exists()
    assert ControlPeriod.objects.filter(place_id="gn2").exists()


def test_a_rejected_claim_does_not_come_back(world, curator):
    article = ingested(claim())
    actions.decide(event=event(), by=curator, verdict="rejected")
    same = replace(claim(), id=article.claims.get().id, lexicon="v2")
    actions.record(article=article, claims=[same], lexicon="v2")
    assert ControlEvent.objects.suggested().count() == 0
    assert event().status == "rejected"


def test_reading_again_refreshes_the_undecided_and_keeps_the_decided(world, curator):
    article = ingested(claim(), claim("siege", at="gn2", losing=None))
    actions.decide(event=event(type="capture"), by=curator, verdict="accepted")
    rows = {row.type: row for row in article.claims.all()}
    again = [
        replace(claim(losing="isis"), id=rows["capture"].id, lexicon="v2"),
        replace(claim("siege", at="gn2", losing="isis"), id=rows["siege"].id, lexicon="v2"),
    ]
    actions.record(article=article, claims=again, lexicon="v2")
    assert event(type="capture").losing_id == "rsf"
    assert event(type="siege").losing_id == "isis"


def test_a_decided_event_whose_claims_the_rules_no_longer_find_goes_to_the_worklist(world, curator):
    article = ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    actions.record(article=article, claims=[], lexicon="v2")
    assert event().status == "accepted"
    assert EventProblem.objects.count() == 1


def test_a_retracted_article_stops_colouring_with_a_row_in_the_log(world, curator):
    article = ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    assert ControlPeriod.objects.exists()
    actions.mark(article=article, by=curator, standing="retracted", note="withdrawn by the outlet")
    assert not ControlPeriod.objects.exists()
    assert Review.objects.filter(verdict="unsupported", event=event()).count() == 1
    assert Review.objects.filter(verdict="retracted", article=article, by=curator).count() == 1
