"""Rule 28: contradicted, uncertain, inferred, stale and policy-accepted are each visible without colour.

Words are read here, in both languages; ``tests/js/marks.test.js`` looks at the shapes that the map draws.
"""

from datetime import date

import pytest

from events import actions
from tests.shell.events.factories import claim, event, in_language, ingested

pytestmark = pytest.mark.django_db
UNCERTAIN = {"date_start": date(2017, 10, 10), "date_end": date(2017, 10, 15), "date_precision": "week"}
WORDS = {
    "contradicted": ("Other reports contradict it.", "تناقضه أخبار أخرى."),
    "uncertain": ("uncertain", "غير مؤكد"),
    "inferred": ("inferred", "مستنتَج"),
    "stale": ("evidence older than 180 days", "شاهد أقدم من 180 يوماً"),
    "policy": ("accepted by policy", "قُبل آلياً"),
}


def page(client, language, **asked):
    answer = in_language(client, language).get("/places/gn1", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(client, language="en", **asked):
    """Return the text of each row of the page's first table."""
    table = page(client, language, **asked).partition("<tbody>")[2].partition("</tbody>")[0]
    return [row.partition("</tr>")[0] for row in table.split("<tr>")[1:]]


@pytest.mark.parametrize(("language", "column"), [("en", 0), ("ar", 1)])
def test_rule_28_a_places_page_says_each_in_words(client, world, policy, curator, settings, language, column):
    settings.CONFLICTMAP_DIGITS = "western"
    ingested(claim(**UNCERTAIN), name="a.txt")
    html = page(client, language)
    for what in ("uncertain", "inferred", "stale", "policy"):
        assert WORDS[what][column] in html, what
    assert WORDS["contradicted"][column] not in html
    actions.decide(event=event(), by=curator, verdict="accepted")
    ingested(claim(modality="denied", **UNCERTAIN), name="b.txt")
    html = page(client, language)
    assert WORDS["contradicted"][column] in html
    assert WORDS["policy"][column] not in html


def test_rule_28_each_row_says_what_it_is_and_no_other_does(client, world, policy):
    ingested(claim(**UNCERTAIN))
    now, before, earlier = rows(client)
    assert "evidence older than 180 days" in now
    assert "inferred" not in now + before
    assert "uncertain" in before.lower()
    assert "inferred" in earlier
    fresh, *_ = rows(client, known="2017-10-16")
    assert "older than" not in fresh


def test_rule_28_the_api_says_each_in_a_property(client, world, policy):
    ingested(claim(**UNCERTAIN))

    def on(day):
        (one,) = client.get(f"/api/collections/control/items?at={day}").json()["features"]
        return one["properties"]

    assert on("2017-10-12")["state"] == "uncertain"
    assert on("2017-10-09")["inferred"] is True
    assert (on("2017-10-14")["inferred"], on("2017-10-14")["freshness"]) == (False, "fresh")
    assert on("2018-10-14")["freshness"] == "stale"
    assert on("2017-10-14")["decided_by"] == "policy"
    two = claim(gaining="isis", **UNCERTAIN), claim(modality="denied")
    ingested(*two, name="b.txt", outlet="صحيفة")
    told = client.get("/map/place/gn1").json()["events"]
    assert [one["contradicted"] for one in told] == [True] * len(told)


def test_rule_28_a_contradiction_is_told_and_what_is_undecided_is_not(client, world, curator):
    ingested(claim(), name="a.txt")
    actions.decide(event=event(), by=curator, verdict="accepted")
    (told,) = client.get("/map/place/gn1").json()["events"]
    assert (told["contradicted"], told["contradicts"]) == (False, [])
    ingested(claim(modality="denied"), name="b.txt")
    (told,) = client.get("/map/place/gn1").json()["events"]
    assert (told["contradicted"], told["contradicts"]) == (True, [])


def test_rule_20_a_places_page_shows_what_was_known_on_a_day(client, world, policy):
    ingested(claim(), name="a.txt")
    later = date(2017, 10, 18)
    ingested(
        claim("withdrawal", gaining=None, losing="saf", date_start=later, known_on=later), name="b.txt", published=later
    )
    assert "left by SAF" in page(client, "en")
    known = page(client, "en", known="2017-10-17")
    assert "left by SAF" not in known
    assert "As known on" in known
    answer = client.get("/places/gn1?known=yesterday")
    assert answer.status_code == 400
    assert "known='yesterday'" in answer.content.decode()
