"""Curating in the admin: the queue, decisions, worklists, and a log that only grows."""

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.urls import reverse

from events import actions
from events.admin import PROBLEMS
from events.models import ControlEvent, ControlPeriod, EventProblem, Review
from tests.shell.events.factories import claim, event, in_language, ingested

pytestmark = pytest.mark.django_db


def act(client, name, *events, **more):
    """Run an action on chosen events of the queue."""
    chosen = {"action": name, "_selected_action": [one.pk for one in events], **more}
    return client.post(reverse("admin:events_controlevent_changelist"), chosen, follow=True)


def form_of(one, **changed):
    """Return the change form's values with changes."""
    names = (
        "type relation part part_code date_start date_end date_precision modality extent percent of_force order_in_day"
    ).split()
    values = {name: getattr(one, name) for name in names}
    values |= {"place": one.place_id, "gaining": one.gaining_id, "losing": one.losing_id}
    values |= {"reviews-TOTAL_FORMS": 0, "reviews-INITIAL_FORMS": 0} | changed
    return {name: "" if value is None else value for name, value in values.items()}


def change(client, one, **changed):
    address = reverse("admin:events_controlevent_change", args=[one.pk])
    answer = client.post(address, form_of(one, **changed), follow=True)
    assert answer.status_code == 200
    return answer


def test_the_queue_shows_undecided_events_only(admin, world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None))
    actions.decide(event=event(type="siege"), by=curator, verdict="accepted")
    address = reverse("admin:events_controlevent_changelist")
    assert list(admin.get(address).context["cl"].queryset) == [event(type="capture")]
    assert list(admin.get(address + "?status=accepted").context["cl"].queryset) == [event(type="siege")]


def test_accepting_and_rejecting_go_through_the_log(admin, world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None))
    act(admin, "accept", event(type="capture"))
    act(admin, "reject", event(type="siege"))
    assert event(type="capture").status == "accepted"
    assert event(type="siege").status == "rejected"
    assert event(type="siege").claims.get().rejected
    log = sorted(Review.objects.values_list("verdict", "by__username"))
    assert log == [("accepted", "curator"), ("rejected", "curator")]
    assert set(ControlPeriod.objects.values_list("place_id", flat=True)) == {"gn1"}


def test_the_change_page_shows_highlighted_evidence_and_a_map(admin, world):
    ingested(claim())
    html = admin.get(reverse("admin:events_controlevent_change", args=[event().pk])).content.decode()
    assert '<mark class="cm-trigger" title="test">capture</mark>' in html
    assert "leaflet" in html
    assert 'nonce=""' not in html


def test_a_correction_overrules_the_machine_and_survives_reading_again(admin, world, policy):
    article = ingested(claim())
    assert event().status == "accepted"
    change(admin, event(), gaining="isis", note="misread")
    assert (event().gaining_id, event().machine["gaining_id"], event().human) == ("isis", "saf", {"gaining_id": "isis"})
    assert ControlPeriod.objects.get(during__contains=date(2017, 10, 20)).holders == ["isis"]
    again = replace(claim(losing="isis"), id=article.claims.get().id)
    actions.record(article=article, claims=[again])
    assert event().gaining_id == "isis"
    assert Review.objects.get(verdict="edited").before == {"gaining_id": "saf"}


def test_a_decision_in_the_form_carries_its_note(admin, world):
    ingested(claim())
    change(admin, event(), verdict="accepted", note="seen with my own eyes")
    assert event().status == "accepted"
    assert Review.objects.get(verdict="accepted").note == "seen with my own eyes"


def test_merging_and_splitting_keep_every_claim(admin, world):
    ingested(claim(), claim(date_start=date(2017, 10, 1)))
    first, second = ControlEvent.objects.order_by("-date_start")
    act(admin, "merge", first, second, into=first.pk, note="one and the same")
    first.refresh_from_db()
    assert (first.n_claims, first.claims.count()) == (2, 2)
    second.refresh_from_db()
    assert (second.status, second.n_claims) == ("rejected", 0)
    other = first.claims.exclude(pk=first.leading_claim_id).get()
    change(admin, first, take_out=[other.pk])
    assert first.claims.count() == 1
    other.refresh_from_db()
    assert other.event.status == "suggested"
    assert other.event.date_start == date(2017, 10, 1)
    assert sorted(Review.objects.values_list("verdict", flat=True)) == ["merged", "merged", "split", "split"]


def test_the_order_of_a_day_decides_a_dispute(admin, world, curator):
    ingested(claim(), claim(gaining="isis", losing="saf"))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    day = date(2017, 10, 14)
    assert ControlPeriod.objects.get(track="control", during__contains=day).state == "disputed"
    change(admin, event(gaining="saf"), order_in_day=1)
    change(admin, event(gaining="isis"), order_in_day=2)
    last = ControlPeriod.objects.get(track="control", during__contains=day)
    assert (last.state, last.holders) == ("held", ["isis"])


def test_an_event_without_a_place_cannot_be_accepted(admin, world):
    ingested(claim(at=None))
    answer = act(admin, "accept", event())
    assert "بلا مكان" in answer.content.decode()
    assert event().status == "suggested"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"at": None}, "no_place"),
        ({"place_tie": True}, "tied_place"),
        ({"actor_unresolved": True}, "unresolved_actor"),
        ({"date_start": None, "known_on": None}, "no_day"),
    ],
)
def test_the_worklist_says_which_rule_fired(admin, world, fields, problem):
    known = {"published": None} if problem == "no_day" else {}
    ingested(claim(**fields), claim("siege", at="gn2", losing=None), **known)
    (found,) = EventProblem.objects.all()
    assert getattr(found, problem)
    html = admin.get(reverse("admin:events_eventproblem_changelist")).content.decode()
    assert str(PROBLEMS[problem]) in html


def test_all_is_well_means_an_empty_worklist(admin, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    assert not EventProblem.objects.exists()


def test_a_chain_gap_is_on_the_worklist(world, curator):
    ingested(claim(date_start=date(2017, 9, 1)), claim(gaining="rsf", losing="isis", date_start=date(2017, 10, 14)))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    (found,) = EventProblem.objects.all()
    assert found.losing_id == "isis"
    assert found.timeline_problems[0].startswith("chain gap")


@pytest.mark.parametrize("model", ["review", "claim", "actor", "controlperiod"])
def test_what_is_only_looked_at_has_no_way_to_change_it(admin, world, curator, model):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    row = apps.get_model("events", model).objects.first()
    change_page = reverse(f"admin:events_{model}_change", args=[row.pk])
    assert admin.get(change_page).status_code == 200
    assert admin.post(change_page, {}).status_code == 403
    assert admin.post(reverse(f"admin:events_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert admin.get(reverse(f"admin:events_{model}_add")).status_code == 403


@pytest.mark.parametrize("model", ["controlevent", "article", "source"])
def test_nothing_is_deleted(admin, world, model):
    ingested(claim())
    row = apps.get_model("events", model).objects.first()
    assert admin.post(reverse(f"admin:events_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_staff_without_the_right_cannot_decide(client, world):
    ingested(claim())
    client.force_login(get_user_model().objects.create_user("clerk", is_staff=True))
    act(client, "accept", event())
    assert event().status == "suggested"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_opens_in_both_languages(admin, world, curator, language):
    ingested(claim())
    for model in "actor article claim controlevent controlperiod eventproblem review source".split():
        address = reverse(f"admin:events_{model}_changelist")
        assert in_language(admin, language).get(address).status_code == 200
        assert in_language(admin, language).get(address + "?q=gn").status_code in {200, 302}


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_refused_change_stores_nothing_of_it_and_does_not_claim_success(admin, world, curator):
    ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    answer = change(admin, event(), gaining="isis", verdict="accepted")
    assert messages_of(answer) == [f"حالة الحدث {event().pk} هي هذه من قبل: مقبول."]
    assert event().gaining_id == "saf"
    assert not LogEntry.objects.filter(user=curator).exists()


@pytest.mark.parametrize(("typed", "stored"), [("30", 30), ("100", 100), ("101", None), ("-1", None), ("NaN", None)])
def test_a_share_lies_between_nothing_and_all(admin, world, typed, stored):
    ingested(claim())
    answer = change(admin, event(), percent=typed)
    assert event().percent == stored
    if stored is None:
        assert list(answer.context["adminform"].form.errors) == ["percent"]
