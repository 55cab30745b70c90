"""Articles, places, method and corrections, as each kind of reader gets them."""

import pytest

from events import actions
from events.models import ControlEvent
from tests.shell.events.factories import claim, event, in_language, ingested, reader

pytestmark = pytest.mark.django_db
BODY = "مقدمة بعيدة لا شأن لها. خبر عاجل. saf capture gn1 rsf أمس. انتهى الخبر هنا اليوم. خاتمة بعيدة <b>جدا</b>."


@pytest.fixture
def article(world, curator):
    """An article with one accepted claim in its third sentence."""
    start = BODY.index("saf capture")
    one = claim(
        text=BODY, start=start, end=BODY.index(". انتهى"), trigger_start=BODY.index("capture"),
        trigger_end=BODY.index("capture") + 7, gaining_start=start, gaining_end=start + 3,
        sentence_text="saf capture gn1 rsf أمس.",
    )  # fmt: skip
    found = ingested(one, text=BODY)
    actions.decide(event=event(), by=curator, verdict="accepted")
    return found


def page(client, article):
    answer = client.get(f"/articles/{article.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_rule_27_anonymous_readers_get_the_evidence_sentence_with_a_neighbour_on_each_side(client, article):
    html = page(client, article)
    assert "خبر عاجل." in html
    assert '<mark class="cm-trigger" title="test">capture</mark>' in html
    assert "انتهى الخبر هنا اليوم." in html
    assert "مقدمة بعيدة" not in html
    assert "خاتمة بعيدة" not in html


def test_rule_27_the_full_text_needs_a_login(client, article):
    client.force_login(reader())
    html = page(client, article)
    assert "مقدمة بعيدة" in html
    assert "خاتمة بعيدة" in html


@pytest.mark.parametrize("by", ["article", "setting"])
def test_rule_27_a_text_may_be_open(client, article, settings, by):
    if by == "article":
        type(article).objects.update(open_text=True)
    else:
        settings.CONFLICTMAP_OPEN_ARTICLES = True
    assert "مقدمة بعيدة" in page(client, article)


def test_a_claim_has_an_anchor_where_it_begins_and_marks_by_role(client, article):
    client.force_login(reader())
    html = page(client, article)
    found = article.claims.get()
    assert f'<span id="claim-{found.pk}"></span><mark class="cm-gaining" title="test">saf</mark>' in html
    assert "<mark" in html
    assert '<mark class="cm-place" title="test">gn1</mark>' in html


def test_text_is_escaped(client, article):
    client.force_login(reader())
    assert "&lt;b&gt;" in page(client, article)


def test_rule_26_claims_of_undecided_events_are_not_shown(client, article, curator):
    actions.decide(event=event(), by=curator, verdict="reopened")
    assert "capture" not in page(client, article)
    client.force_login(curator)
    assert 'class="cm-trigger"' in page(client, article)


def test_a_place_shows_inclusive_days_and_the_sentence(client, article):
    html = in_language(client, "en").get("/places/gn1").content.decode()
    assert "October 14, 2017" in html or "14 October 2017" in html
    assert "13 October 2017" in html or "October 13, 2017" in html, "the period before ends on the day before"
    assert "saf capture gn1 rsf أمس." in html
    assert client.get("/places/gn404").status_code == 404


@pytest.mark.parametrize("address", ["/method", "/corrections"])
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_pages_speak_arabic_and_english(client, db, address, language, direction):
    html = in_language(client, language).get(address).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_corrections_tell_a_retraction_and_a_decision_taken_back(client, article, curator):
    actions.mark(article=article, by=curator, standing="retracted", note="the outlet withdrew it")
    html = in_language(client, "en").get("/corrections").content.decode()
    assert "the outlet withdrew it" in html
    assert "lost its last live claim" in html
    assert curator.username not in html, "corrections name no curator to the public"


@pytest.mark.parametrize("address", ["/nowhere", "/articles/999", "/places/nowhere", "/articles/abc"])
@pytest.mark.parametrize(("language", "said"), [("ar", "لا شيء في هذا العنوان"), ("en", "nothing at this address")])
def test_what_does_not_exist_is_said_on_a_page_of_the_site(client, db, address, language, said):
    answer = in_language(client, language).get(address)
    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/", "/api/collections/", "/api/collections/events/items/", "/api/no/thing"])
def test_below_api_every_404_is_json(client, db, address):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")
    assert answer.json()["code"] == "404"


def test_a_form_from_elsewhere_is_answered_in_the_language_of_the_page(world):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "لم تُرسَل الاستمارة من هذا الموقع" in answer.content.decode()


def test_a_siege_names_who_besieges_and_an_undated_event_says_so(client, world, curator):
    ingested(claim("siege", losing=None), claim("advance", at="gn1", date_start=None))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    html = in_language(client, "en").get("/places/gn1").content.decode()
    assert "besieger: SAF" in " ".join(html.split())
    assert "undated; known on 15 October 2017" in html
    assert html.count("data-label") >= 5


def test_the_country_is_named(client, world):
    from tests.shell.events.factories import place

    place("gn-sy", kind="country", name_ar="سوريا", name_en="Syria")
    assert "سوريا" in client.get("/places/gn1").content.decode()
