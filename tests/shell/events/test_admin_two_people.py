"""Two people at once: what one has stored, the other's page, opened before, does not undo unseen."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from events import actions
from events.models import ControlEvent, Review
from gazetteer import actions as gazetteer_actions
from gazetteer.models import Place, PlaceName, UnknownName
from gazetteer.unknowns import Seen, record_unknown
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
QUEUE = "admin:events_controlevent_changelist"


@pytest.fixture
def other(db):
    """Another curator, elsewhere."""
    return get_user_model().objects.create_superuser("samira")


def opened(client, one) -> tuple[str, dict]:
    """Open a row's page as a browser does; return its address and what its form would send."""
    model = type(one)._meta
    address = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[one.pk])
    answer = client.get(address)
    form = answer.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {"point": '{"type":"Point","coordinates":[40.1,35.1]}'} if "point" in form.fields else {}
    for formset in answer.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    shown = re.search(r'<input type="hidden" name="seen" value="([^"]*)"', answer.content.decode())
    assert shown, "the mark travels with the page"
    assert shown[1] == form["seen"].value()
    return address, {name: "" if value is False else value for name, value in sent.items()}


def said(answer) -> str:
    """Return what the answer's page says against the form, and its messages."""
    form = answer.context["adminform"].form.non_field_errors() if "adminform" in answer.context else []
    return " ".join([*form, *(str(one) for one in answer.context["messages"])])


def test_a_decision_made_meanwhile_is_not_overruled_unseen(admin, world, other):
    ingested(claim())
    address, sent = opened(admin, event())
    actions.decide(event=event(), by=other, verdict="accepted")
    answer = admin.post(address, sent | {"_reject": "1"}, follow=True)
    assert "غيّر samira هذا بعد أن فتحت الصفحة" in said(answer)
    assert (event().status, event().decided_by_user) == ("accepted", other)
    assert Review.objects.filter(verdict="rejected").count() == 0


def test_a_correction_made_meanwhile_is_not_taken_back_by_a_page_that_does_not_show_it(admin, world, other):
    ingested(claim())
    address, sent = opened(admin, event())
    actions.edit(event=event(), by=other, values={"gaining_id": "isis", "date_start": date(2017, 10, 13)})
    answer = admin.post(address, sent | {"relation": "near"}, follow=True)
    assert "samira" in said(answer)
    stored = event()
    assert (stored.gaining_id, stored.date_start, stored.relation) == ("isis", date(2017, 10, 13), "at")


def test_a_page_that_nobody_has_overtaken_is_stored(admin, world, other):
    ingested(claim())
    actions.edit(event=event(), by=other, values={"gaining_id": "isis"})
    address, sent = opened(admin, event())
    admin.post(address, sent | {"relation": "near", "verdict": "accepted"}, follow=True)
    assert (event().gaining_id, event().relation, event().status) == ("isis", "near", "accepted")


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_a_button_of_a_list_that_is_out_of_date_says_who_was_first(admin, world, other, verdict):
    ingested(claim())
    actions.decide(event=event(), by=other, verdict="accepted")
    answer = admin.post(reverse(QUEUE), {"decide": f"{verdict}:{event().pk}"}, follow=True)
    assert "بتّ samira في هذا" in said(answer)
    assert (event().status, event().decided_by_user) == ("accepted", other)
    admin.post(reverse(QUEUE), {"decide": f"reopened:{event().pk}"}, follow=True)
    assert ControlEvent.objects.get().status == "suggested"


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_who_decides_first_is_not_overruled_at_the_same_moment(world, curator, other, verdict):
    """Both lists showed it undecided; the second writer waits for the first, and then looks again."""
    ingested(claim())
    actions.decide(event=event(), by=other, verdict="accepted", first=True)
    with pytest.raises(actions.Refused, match="samira"):
        actions.decide(event=event(), by=curator, verdict=verdict, first=True)
    assert (event().status, event().decided_by_user) == ("accepted", other)
    actions.decide(event=event(), by=curator, verdict="rejected")  # with open eyes, one may
    assert event().decided_by_user == curator


def test_from_a_list_that_shows_decisions_they_are_changed_in_bulk(admin, world, other):
    ingested(claim())
    actions.decide(event=event(), by=other, verdict="accepted")
    chosen = {"action": "reject", "_selected_action": [event().pk]}
    admin.post(reverse(QUEUE) + "?status=accepted", chosen)
    assert event().status == "rejected"


def test_what_the_policy_accepted_a_person_may_still_reject_from_the_list(admin, world, policy):
    ingested(claim(), claim(gaining="isis", losing=None, at="gn2"))
    ControlEvent.objects.update(status="accepted", decided_by="policy")
    first = ControlEvent.objects.order_by("pk").first()
    admin.post(reverse(QUEUE), {"decide": f"rejected:{first.pk}"})
    first.refresh_from_db()
    assert (first.status, first.decided_by) == ("rejected", "person")


def test_a_place_that_somebody_corrected_meanwhile_keeps_it(admin, world, other):
    town = Place.objects.get(pk="gn1")
    address, sent = opened(admin, town)
    gazetteer_actions.edit(place=town, by=other, changes={"name_en": "Rightly"})
    answer = admin.post(address, sent | {"note": "seen by me"}, follow=True)
    assert "samira" in said(answer)
    assert (Place.objects.get(pk="gn1").name_en, Place.objects.get(pk="gn1").note) == ("Rightly", "")


def test_a_name_that_somebody_made_a_place_of_is_not_made_a_second_one(admin, world, other):
    record_unknown(seen=[Seen("زنوبيا", 3, "في زنوبيا أمس.", "town")], article="1")
    name = UnknownName.objects.get()
    address, sent = opened(admin, name)
    gazetteer_actions.decide_new(unknown=name, by=other, kind="town", country="SY", lon=40.1, lat=35.1)
    wanted = {"status": "new", "kind": "town", "country": "SY", "name_ar": "زنوبيا"}
    answer = admin.post(address, sent | wanted, follow=True)
    assert "samira" in said(answer)
    assert Place.objects.filter(name_ar="زنوبيا").count() == 1


NEW = {"kind": "town", "country": "SY", "quality": "unverified", "population": "0", "names-TOTAL_FORMS": 0}
NEW |= {"names-INITIAL_FORMS": 0, "point": '{"type":"Point","coordinates":[40.1,35.1]}'}


@pytest.mark.parametrize(("arabic", "english", "stored"), [("أ", "", 0), ("", "", 0), ("", "Zenobia", 1), ("", "Z", 0)])
def test_a_place_is_named_by_more_than_a_letter_in_either_language(admin, world, arabic, english, stored):
    answer = admin.post(reverse("admin:gazetteer_place_add"), NEW | {"name_ar": arabic, "name_en": english})
    assert answer.status_code == (302 if stored else 200)
    assert Place.objects.exclude(pk__startswith="gn").count() == stored


@pytest.mark.parametrize("name", ["أ", "١", "\ufffd\ufffd"])
def test_a_spelling_that_is_none_is_told_at_its_field(admin, world, name):
    address, sent = opened(admin, Place.objects.get(pk="gn1"))
    sent |= {"names-TOTAL_FORMS": 1, "names-0-name": name, "names-0-kind": "alias", "names-0-place": "gn1"}
    answer = admin.post(address, sent)
    assert answer.status_code == 200
    assert answer.context["inline_admin_formsets"][0].formset.errors[0]["name"]
    assert not PlaceName.objects.filter(name=name).exists()


def test_a_letter_is_no_new_place_either(admin, world):
    record_unknown(seen=[Seen("زنوبيا", 3, "في زنوبيا أمس.", "town")], article="1")
    address, sent = opened(admin, UnknownName.objects.get())
    answer = admin.post(address, sent | {"status": "new", "kind": "town", "country": "SY", "name_ar": "ز"})
    assert list(answer.context["adminform"].form.errors) == ["name_ar"]
    assert UnknownName.objects.get().status == "open"
