"""What was known on a day (rule 20): nothing that was published, decided or corrected later counts."""

from datetime import UTC, date, datetime

import pytest

from events import actions
from events.models import ControlEvent, Review
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
PARTS = ("version", "events", "periods", "places", "days", "published_range")


def at(*moments):
    """Move the log's rows, in their order, to days; and the decisions with them."""
    for row, moment in zip(Review.objects.order_by("pk"), moments, strict=True):
        when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        Review.objects.filter(pk=row.pk).update(at=when)
        ControlEvent.objects.filter(pk=row.event_id).exclude(decided_at=None).update(decided_at=when)
    actions.rebuild()  # a write, so that nothing is remembered


def shown(client, day, **more):
    query = "&".join(f"{name}={value}" for name, value in {"known": day, **more}.items())
    answer = client.get(f"/map/data?{query}")
    assert answer.status_code == 200, answer.content
    return {part: answer.json()[part] for part in PARTS}


def states(told):
    """Return (state, holders) of the control periods, in order."""
    return [(row[4], row[5]) for row in told["periods"] if row[1] == 0 and row[4] != "unknown" and not row[7] & 1]


def test_rule_20_a_denial_told_later_does_not_change_what_was_known(client, world, policy):
    ingested(claim(), name="a.txt")
    before = shown(client, "2017-10-15")
    assert states(before) == [("held", ["saf"])]
    ingested(claim(modality="denied", known_on=date(2017, 10, 17)), name="b.txt", published=date(2017, 10, 17))
    assert event(modality="asserted").status == "suggested"
    assert shown(client, "2017-10-15") == before
    assert states(shown(client, "2017-10-17")) == []
    assert client.get("/map/data").json()["periods"] == []


def test_rule_20_an_article_retracted_later_was_known_until_then(client, world, policy, curator):
    article = ingested(claim())
    before = shown(client, "2017-10-15")
    actions.mark(article=article, by=curator, standing="retracted", note="It was not so.")
    assert shown(client, "2017-10-15") == before
    article.standing_at = datetime(2017, 10, 14, 12, tzinfo=UTC)
    article.save(update_fields=["standing_at"])
    actions.rebuild()
    assert states(shown(client, "2017-10-15")) == []


def test_rule_20_an_article_replaced_later_was_known_until_then(client, world, policy):
    ingested(claim(), name="a.txt", url="https://example.org/1")
    before = shown(client, "2017-10-15")
    later = {"url": "https://example.org/1", "published": date(2017, 10, 18)}
    ingested(claim(at="gn2", known_on=date(2017, 10, 18)), name="b.txt", **later)
    assert shown(client, "2017-10-15") == before
    assert [row[0] for row in shown(client, "2017-10-18")["places"]] == ["gn2"]


def test_rule_20_a_decision_counts_from_the_day_on_which_it_was_made_until_it_is_taken_back(client, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    actions.decide(event=event(), by=curator, verdict="rejected")
    at("2017-10-20T10:00", "2017-10-25T23:59")
    assert states(shown(client, "2017-10-19")) == []
    assert states(shown(client, "2017-10-20")) == [("held", ["saf"])]
    assert states(shown(client, "2017-10-24")) == [("held", ["saf"])]
    assert states(shown(client, "2017-10-25")) == []


def test_rule_20_days_are_the_same_in_every_time_zone(client, world, curator, settings):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    at("2017-10-20T23:30")
    told = shown(client, "2017-10-20")
    settings.TIME_ZONE = "Asia/Damascus"
    actions.rebuild()
    assert shown(client, "2017-10-20") == told
    assert states(told) == [("held", ["saf"])]


def test_rule_20_a_correction_counts_from_the_day_on_which_it_was_made(client, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    actions.edit(event=event(), by=curator, values={"gaining_id": "isis"})
    at("2017-10-20T10:00", "2017-10-25T10:00")
    assert states(shown(client, "2017-10-24")) == [("held", ["saf"])]
    assert states(shown(client, "2017-10-25")) == [("held", ["isis"])]
    assert shown(client, "2017-10-24")["events"][0][3] == "saf"


def test_rule_20_what_a_curator_rejected_is_not_known_again_by_another_paper(client, world, curator, policy):
    ingested(claim(), name="a.txt")
    actions.decide(event=event(), by=curator, verdict="rejected")
    Review.objects.update(at=datetime(2017, 10, 15, 12, tzinfo=UTC))
    ingested(claim(), name="b.txt", outlet="صحيفة")
    assert client.get("/map/data").json()["periods"] == []
    assert states(shown(client, "2017-10-15")) == []


def test_rule_20_the_version_is_that_of_what_was_known(client, world, policy):
    ingested(claim(), name="a.txt")
    version = shown(client, "2017-10-15")["version"]
    ingested(claim(at="gn2", known_on=date(2017, 10, 18)), name="b.txt", published=date(2017, 10, 18))
    assert shown(client, "2017-10-15")["version"] == version
    assert shown(client, "2017-10-18")["version"] != version
    api = client.get("/api/collections/control/items?at=2017-10-15&known=2017-10-15").json()
    assert api["ledger_version"] == version
