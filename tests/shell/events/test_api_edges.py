"""The API at its edges: addresses that are not there, and days at the ends of the calendar."""

import pytest

from events import actions
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/{}/items"


@pytest.mark.parametrize(
    "address", ["/api/", "/api/collections/", "/api/collections/events/items/", "/api/x", "/api//"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_said_in_json_too(client, db, address, method):
    answer = getattr(client, method)(address)
    assert answer.status_code == (404 if method == "get" else 405)
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["code"] == str(answer.status_code)
    if method == "get" and address.endswith("/"):
        assert "slash" in answer.json()["description"]


@pytest.mark.parametrize("collection", ["events", "claims", "control", "areas"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendars_ends_are_days_like_others(client, world, curator, collection, day):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    for name in ("at", "known", "datetime"):
        answer = client.get(ITEMS.format(collection) + f"?{name}={day}")
        assert answer.status_code == 200, (name, answer.content)
