"""Addresses and forms that hold what no text and no column can: a page that says so, never an error of the site."""

import pytest
from django.contrib.auth import get_user_model

from conflictmap.senseless import is_senseless
from tests.shell.events import factories
from tests.shell.events.factories import in_language

pytestmark = pytest.mark.django_db
LISTS = (
    "events/controlevent events/eventproblem events/article events/claim events/actor events/review events/source "
    "events/controlperiod gazetteer/place gazetteer/placeproblem gazetteer/unknownname gazetteer/placechange "
    "auth/user auth/group"
).split()
# A character that no text has, and a number that no column has; what is no UTF-8 Django reads as a mark for it.
TYPED = ["a%00b", "9" * 40]


@pytest.fixture
def admin(client):
    """An administrator, who sees every page."""
    client.force_login(get_user_model().objects.create_superuser("amal"))
    return client


@pytest.mark.parametrize("page", LISTS)
def test_no_list_of_the_admin_breaks_on_what_is_typed_into_its_address(admin, page):
    for name in ("q", "pk", "pk__in", "id__range", "o", "p", "_to_field", "type__exact"):
        for value in TYPED:
            answer = admin.get(f"/admin/{page}/?{name}={value}", follow=True)
            assert answer.status_code in (200, 400), (name, value)
            assert answer.status_code == 400 or "%00" not in value, (name, value)


@pytest.mark.parametrize("page", LISTS)
def test_no_row_is_found_where_there_can_be_none(admin, page):
    for key in ("a%00b", "_00", "9" * 40):  # the admin itself reads _00 as NUL
        for way in ("change", "history"):
            answer = admin.get(f"/admin/{page}/{key}/{way}/", follow=True)
            assert answer.status_code in (200, 400, 404), (key, way)


@pytest.mark.parametrize("day", ["99999", "-99999999999999999999", "9" * 400])
@pytest.mark.parametrize(
    "asked",
    ["events/controlevent/?known_on__year", "events/article/?published__year", "gazetteer/placechange/?at__year"],
)
def test_years_that_no_calendar_has(admin, asked, day):
    assert admin.get(f"/admin/{asked}={day}").status_code == 400


@pytest.mark.parametrize("term", ["%00", "%ED%A0%80", "9" * 400])
def test_places_to_choose_from_are_looked_for_by_any_text(admin, term):
    asked = "/admin/autocomplete/?app_label=events&model_name=controlevent&field_name=place"
    assert admin.get(f"{asked}&term={term}").status_code == (400 if term == "%00" else 200)
    assert admin.get(f"{asked}&field_name=%2B").status_code == 400


@pytest.mark.parametrize(("language", "words"), [("ar", "تعذّرت قراءة الطلب"), ("en", "could not be read")])
def test_the_page_says_it_in_the_readers_language(admin, language, words):
    in_language(admin, language)
    answer = admin.get("/admin/events/claim/?rule=%00")
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("sent", ["a\0b", "9" * 40, "-1", "x", ""])
@pytest.mark.parametrize("name", ["_selected_action", "action", "decide", "into", "select_across", "index"])
def test_forms_of_lists_take_no_nonsense(admin, world, sent, name):
    factories.ingested(factories.claim())
    chosen = {"action": "merge", "_selected_action": str(factories.event().pk), name: sent}
    if name == "decide":
        chosen = {"decide": f"accepted:{sent}"}
    for page in ("events/controlevent", "gazetteer/place"):
        assert admin.post(f"/admin/{page}/", chosen, follow=True).status_code in (200, 400)
    assert factories.event().status == "suggested"


@pytest.mark.parametrize("sent", ["\0", "sal\0ma"])
def test_nul_in_a_name_at_the_login_is_told_by_the_form(client, db, sent):
    answer = client.post("/admin/login/", {"username": sent, "password": "x"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["username"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "الرقة"), ("q", "2017"), ("known_on__year", "2017"), ("known_on__month", "10"), ("known_on__day", "5"),
        ("known_on__gte", "2017-10-14"), ("place__country", "SY"), ("_to_field", "id"), ("e", "1"), ("day", "monday"),
        ("_changelist_filters", "status=accepted"), ("arranged", "yes"), ("at__year", " 2017"), ("range", "x" * 500),
    ],
)  # fmt: skip
def test_what_makes_sense_is_let_through(name, value):
    assert not is_senseless(name, value)
