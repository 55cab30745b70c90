"""The review queue as a curator works it off: proof in the row, a decision by button, the next event, taking back."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from events import actions
from events.models import ControlEvent, Review
from tests.shell.events.factories import claim, event, in_language, ingested
from tests.shell.events.test_admin import form_of

pytestmark = pytest.mark.django_db
QUEUE = "/admin/events/controlevent/"
WORKLIST = "/admin/events/eventproblem/"


@pytest.fixture
def admin(client, curator):
    """A curator, signed in, reading English."""
    client.force_login(curator)
    return in_language(client, "en")


@pytest.fixture
def queue(world):
    """Three undecided events on three days, in the order of the list."""
    ingested(
        claim(),
        claim("siege", at="gn2", losing=None, date_start=date(2017, 10, 11), confidence="low"),
        claim("advance", at="gn3", gaining="isis", date_start=date(2017, 10, 12)),
    )
    return list(ControlEvent.objects.suggested().order_by("pk"))


def rows(answer) -> list[str]:
    """Return the rows of a list as HTML."""
    table = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"<tr.*?</tr>", table, re.DOTALL)


@pytest.mark.parametrize("address", [QUEUE, WORKLIST])
def test_each_row_shows_its_sentence_with_the_words_that_count_marked(admin, world, address):
    ingested(claim(place_tie=True))  # several places fit: the worklist has it too
    (row,) = rows(admin.get(address))
    marks = dict(re.findall(r'<mark class="cm-(\w+)"[^>]*>(.*?)</mark>', row))
    assert (marks["trigger"], marks["place"]) == ("capture", "gn1")
    assert "saf capture gn1 rsf" in re.sub("<[^>]*>", "", row)
    assert f"/articles/{event().leading_claim.article_id}#claim-" in row


def test_of_two_sentences_that_read_alike_the_claims_own_is_shown(admin, world):
    """The trigger is marked where the claim has it: in the second."""
    one = "saf capture gn1 rsf أمس. "
    text = f"خبر عاجل. {one}قال شاهد هنا. {one}انتهى."
    second = text.rindex("capture")
    spans = {"trigger_start": second, "trigger_end": second + 7, "place_start": None, "place_end": None}
    ingested(claim(text=text, sentence_text=one.strip(), sentence=3, **spans), text=text)
    (row,) = rows(admin.get(QUEUE))
    assert re.findall(r'<mark class="cm-trigger"[^>]*>(.*?)</mark>', row) == ["capture"]
    assert "شاهد" not in row


def test_a_text_of_a_stranger_is_no_markup(admin, world):
    text = "خبر. <script>alert(1)</script> capture gn1 <img src=x onerror=alert(1)>. انتهى."
    ingested(claim(text=text, attribution="<b>x</b>"), text=text, title="<i>t</i>", outlet="<u>o</u>")
    for address in (QUEUE, f"{QUEUE}{event().pk}/change/", f"/articles/{event().leading_claim.article_id}"):
        html = admin.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert not re.search(r"<script>alert|<img src=x|<b>x|<i>t|<u>o", html)


def test_a_button_decides_the_row_and_the_list_stays_as_it_was_narrowed(admin, queue):
    address = QUEUE + "?confidence=low"
    siege = event(type="siege")
    answer = admin.post(address, {"decide": f"accepted:{siege.pk}"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert event(type="siege").status == "accepted"
    assert Review.objects.filter(event=siege, verdict="accepted", by__username="curator").count() == 1


def test_the_last_decisions_can_be_taken_back_newest_first(admin, queue, curator):
    for kind, verdict in (("capture", "accepted"), ("siege", "rejected"), ("advance", "accepted")):
        admin.post(QUEUE, {"decide": f"{verdict}:{event(type=kind).pk}"})
    actions.decide(event=event(type="capture"), by=curator, verdict="reopened")
    offered = re.findall(r'value="reopened:(\d+)"', admin.get(QUEUE).content.decode())
    assert offered == [str(event(type="advance").pk), str(event(type="siege").pk)], "what was reopened is gone"
    admin.post(QUEUE, {"decide": f"reopened:{offered[0]}"})
    assert event(type="advance").status == "suggested"


def test_what_others_decided_is_not_offered(admin, queue):
    other = get_user_model().objects.create_user("other")
    actions.decide(event=queue[0], by=other, verdict="accepted")
    assert "reopened:" not in admin.get(QUEUE).content.decode()


@pytest.mark.parametrize("sent", ["accepted:0", "accepted:x", "accepted", "", "conquered:{}", "accepted:²"])
def test_a_button_that_makes_no_sense_changes_nothing_and_says_so(admin, queue, sent):
    answer = admin.post(QUEUE, {"decide": sent.format(queue[0].pk)}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert ControlEvent.objects.suggested().count() == 3


def test_what_cannot_be_accepted_is_told_in_the_list(admin, world):
    ingested(claim(at=None))
    answer = admin.post(QUEUE, {"decide": f"accepted:{event().pk}"}, follow=True)
    assert "has no place" in answer.content.decode()
    assert event().status == "suggested"


def test_who_may_only_look_gets_no_buttons_and_decides_nothing(client, queue):
    user = get_user_model().objects.create_user("looker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_controlevent"))
    client.force_login(user)
    assert 'name="decide"' not in client.get(QUEUE).content.decode()
    assert client.post(QUEUE, {"decide": f"accepted:{queue[0].pk}"}).status_code == 403
    assert "_accept" not in client.get(f"{QUEUE}{queue[0].pk}/change/").content.decode()
    assert ControlEvent.objects.suggested().count() == 3


def test_the_status_counts_the_queue_beside_the_others(admin, queue):
    admin.post(QUEUE, {"decide": f"accepted:{queue[0].pk}"})
    html = admin.get(QUEUE).content.decode()
    assert "undecided (2)" in html
    assert "accepted (1)" in html


class TestEventsPage:
    """Deciding on an event's own page."""

    def address(self, one):
        return reverse("admin:events_controlevent_change", args=[one.pk])

    def test_it_tells_the_place_in_the_queue_and_what_comes_next(self, admin, queue):
        context = admin.get(self.address(queue[1])).context
        assert context["queue"] == {"length": 3, "number": 2, "next": queue[2].pk}
        assert admin.get(self.address(queue[2])).context["queue"]["next"] == queue[0].pk, "after the last, the first"

    def test_the_filters_of_the_list_count(self, admin, queue):
        answer = admin.get(self.address(event(type="siege")) + "?_changelist_filters=confidence%3Dlow")
        assert answer.context["queue"] == {"length": 1, "number": 1, "next": None}
        assert 'id="cm-next"' not in answer.content.decode()

    def test_filters_that_make_no_sense_are_no_reason_to_fail(self, admin, queue):
        for nonsense in ("known_on__day%3Dx", "nothing%3Dx", "p%3D999"):
            assert admin.get(self.address(queue[1]) + f"?_changelist_filters={nonsense}").status_code == 200

    @pytest.mark.parametrize(("button", "status"), [("_accept", "accepted"), ("_reject", "rejected")])
    def test_a_button_stores_corrections_decides_and_goes_on(self, admin, queue, button, status):
        sent = form_of(queue[0], losing="isis", note="رأيته", **{button: "", "_next": queue[1].pk})
        answer = admin.post(self.address(queue[0]) + "?_changelist_filters=confidence%3Dhigh", sent)
        assert answer["Location"].startswith(self.address(queue[1]))
        assert "_changelist_filters=confidence%3Dhigh" in answer["Location"]
        decided = ControlEvent.objects.get(pk=queue[0].pk)
        assert (decided.status, decided.losing_id) == (status, "isis")
        assert Review.objects.get(event=decided, verdict=status).note == "رأيته"

    @pytest.mark.parametrize("following", ["", "x", "999999"])
    def test_where_nothing_comes_next_it_goes_to_the_list(self, admin, queue, following):
        answer = admin.post(self.address(queue[0]), form_of(queue[0], _accept="", _next=following))
        assert answer["Location"] == QUEUE

    def test_a_refusal_stays_on_the_page(self, admin, world):
        ingested(claim(at=None), claim("siege"))
        nowhere = ControlEvent.objects.get(place=None)
        answer = admin.post(self.address(nowhere), form_of(nowhere, _accept="", _next=event(type="siege").pk))
        assert answer["Location"].startswith(self.address(nowhere))
        assert ControlEvent.objects.get(pk=nowhere.pk).status == "suggested"
