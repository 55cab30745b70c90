"""The curators' pages: they load, with the map, and what they do is done and recorded."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from gazetteer.models import Place, PlaceChange, UnknownName
from gazetteer.unknowns import Seen, record_unknown

pytestmark = pytest.mark.django_db

NAMES_FORMSET = {
    "names-TOTAL_FORMS": "0",
    "names-INITIAL_FORMS": "0",
    "names-MIN_NUM_FORMS": "0",
    "names-MAX_NUM_FORMS": "1000",
}
PLACE = {
    "name_ar": "دابق", "name_en": "Dabiq", "kind": "village", "country": "SY", "admin1": "", "parent": "",
    "point": '{"type":"Point","coordinates":[37.27,36.54]}', "population": "0", "quality": "confirmed", "note": "",
}  # fmt: skip
SENTENCES = {"sentences-TOTAL_FORMS": "0", "sentences-INITIAL_FORMS": "0"}


@pytest.fixture
def page(client, curator):
    """Return a function that fetches an admin page, or posts to it."""
    client.force_login(curator)

    def fetch(name, *args, post=None, **query):
        address = reverse(f"admin:gazetteer_{name}", args=args)
        answer = client.post(address, post, follow=True) if post is not None else client.get(address, query)
        assert answer.status_code == 200
        return answer

    return fetch


def scripts_have_the_nonce(answer):
    """Every inline script carries the nonce of the page's policy, or the browser would not run it."""
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)([^>]*)>", answer.text)
    return bool(inline) and all(f'nonce="{nonce}"' in tag for tag in inline)


def test_the_list_of_places_and_its_forgiving_search(page, make_place):
    make_place("abu", "البوكمال", 34.45, 40.92, "أبو كمال")
    make_place("dabiq", "دابق", 36.5, 37.2, pcode="C1")
    assert "دابق" in page("place_changelist").text
    assert [p.pk for p in page("place_changelist", q="ابوكمال").context["cl"].result_list] == ["abu"]
    assert [p.pk for p in page("place_changelist", q="C1").context["cl"].result_list] == ["dabiq"]
    assert [p.pk for p in page("place_changelist", q="دا").context["cl"].result_list] == ["dabiq"]


def test_a_place_on_the_map(page, make_place):
    make_place("dabiq", "دابق", 36.5, 37.2, "مرج دابق")
    answer = page("place_change", "dabiq")
    assert "id_point-map" in answer.text
    assert "gazetteer/admin-map.js" in answer.text
    assert "مرج دابق" in answer.text
    assert scripts_have_the_nonce(answer)


def test_editing_a_place_goes_through_the_actions(page, make_place, curator):
    place = make_place("dabiq", "دابق", 36.5, 37.2)
    page("place_change", "dabiq", post=PLACE | NAMES_FORMSET)
    place.refresh_from_db()
    assert (place.kind, place.lat, place.name_en) == ("village", 36.54, "Dabiq")
    assert place.curated == ["kind", "name_en", "point"]
    assert PlaceChange.objects.get().by == curator


def test_names_are_added_and_refused_in_place(page, make_place, curator):
    place = make_place("dabiq", "دابق", 36.54, 37.27, "مرج دابق", name_en="Dabiq", kind="village")
    old = place.names.get(name="مرج دابق")
    rows = {
        "names-TOTAL_FORMS": "2", "names-INITIAL_FORMS": "1", "names-0-id": str(old.pk), "names-0-place": "dabiq",
        "names-0-name": old.name, "names-0-kind": "alias", "names-0-refused": "on",
        "names-1-id": "", "names-1-place": "dabiq",
        "names-1-name": "دابك", "names-1-kind": "spelling",
    }  # fmt: skip
    page("place_change", "dabiq", post=PLACE | NAMES_FORMSET | rows)
    old.refresh_from_db()
    assert (old.refused, old.added_by) == (True, curator)
    assert place.names.get(name="دابك").kind == "spelling"
    assert {change.action for change in PlaceChange.objects.all()} == {"name", "refuse"}


def test_a_new_place_by_a_click_on_the_map(page):
    page("place_add", post=PLACE | NAMES_FORMSET | {"population": "1200"})
    place = Place.objects.get()
    assert (place.pk, place.source, place.population) == ("cm-1", "curator", 1200)


def test_swapped_coordinates_are_answered_in_the_form(page, make_place):
    make_place("dabiq", "دابق", 36.5, 37.2)
    wrong = {"point": '{"type":"Point","coordinates":[36.0,38.0]}'}
    assert "متبادلان" in page("place_change", "dabiq", post=PLACE | NAMES_FORMSET | wrong).text
    assert not PlaceChange.objects.exists()


def test_nothing_is_deleted(page, make_place, client):
    make_place("dabiq", "دابق", 36.5, 37.2)
    assert client.post(reverse("admin:gazetteer_place_delete", args=["dabiq"]), {"post": "yes"}).status_code == 403
    assert Place.objects.exists()


def test_the_worklist_of_doubtful_places_says_why(page, make_place):
    make_place("far", "دابق", 36.5, 47.2)
    make_place("new", "صوران", 36.5, 37.2, quality="unverified")
    answer = page("placeproblem_changelist")
    assert {p.pk: p.problem for p in answer.context["cl"].result_list} == {
        "far": "outside_country",
        "new": "unverified",
    }
    only = page("placeproblem_changelist", problem="unverified").context["cl"].result_list
    assert [p.pk for p in only] == ["new"]
    assert scripts_have_the_nonce(page("placeproblem_change", "far"))


def test_confirming_takes_a_place_off_the_worklist(page, make_place, curator):
    make_place("new", "صوران", 36.5, 37.2, quality="unverified")
    page("placeproblem_changelist", post={"action": "confirm", "_selected_action": ["new"]})
    place = Place.objects.get()
    assert (place.quality, place.checked_by, place.curated) == ("confirmed", curator, ["quality"])


def test_merging_asks_which_place_stays(page, make_place):
    make_place("a", "أريحا", 35.81, 36.61)
    make_place("b", "اريحا", 35.82, 36.62)
    chosen = {"action": "merge", "_selected_action": ["a", "b"]}
    assert 'value="b"' in page("placeproblem_changelist", post=chosen).text
    assert Place.objects.count() == 2
    page("placeproblem_changelist", post=chosen | {"into": "b"})
    assert [p.pk for p in Place.objects.all()] == ["b"]


def test_merging_one_place_is_refused_in_words(page, make_place):
    make_place("a", "أريحا", 35.81, 36.61, quality="unverified")
    page("placeproblem_changelist", post={"action": "merge", "_selected_action": ["a"]})
    assert Place.objects.count() == 1


def unknown(name="تل قراح", articles=("a1",)):
    """Report an unknown name and return it."""
    for article in articles:
        record_unknown(article=article, seen=[Seen(name, 10, f"دخلت القوات بلدة {name} فجرا", "town")], country="SY")
    return UnknownName.objects.get(name=name)


def test_unknown_names_most_frequent_first_with_their_sentences(page):
    unknown("تل قراح")
    unknown("أم القرى", articles=("a1x", "a2x"))
    answer = page("unknownname_changelist")
    assert [u.name for u in answer.context["cl"].result_list] == ["أم القرى", "تل قراح"]
    assert "دخلت القوات بلدة تل قراح فجرا" in answer.text
    one = page("unknownname_change", UnknownName.objects.get(name="تل قراح").pk)
    assert "دخلت القوات بلدة تل قراح فجرا" in one.text
    assert "id_point-map" in one.text
    assert scripts_have_the_nonce(one)


def test_an_unknown_name_as_another_name(page, make_place):
    make_place("p", "تل جراح", 36.4, 37.3)
    name = unknown()
    page("unknownname_change", name.pk, post={"status": "alias", "place": "p", "country": "SY"} | SENTENCES)
    name.refresh_from_db()
    assert (name.status, name.place_id) == ("alias", "p")
    assert Place.objects.get().names.filter(name="تل قراح").exists()


def test_an_unknown_name_as_a_new_place_by_a_click(page):
    name = unknown()
    wanted = {
        "status": "new",
        "country": "SY",
        "kind": "village",
        "point": '{"type":"Point","coordinates":[37.3,36.4]}',
    }
    page("unknownname_change", name.pk, post=wanted | SENTENCES)
    place = Place.objects.get()
    assert (place.name_ar, place.kind, place.lon) == ("تل قراح", "village", 37.3)


@pytest.mark.parametrize("missing", ["kind", "point", "country"])
def test_a_new_place_needs_its_spot_kind_and_country(page, missing):
    name = unknown()
    wanted = {
        "status": "new",
        "country": "SY",
        "kind": "village",
        "point": '{"type":"Point","coordinates":[37.3,36.4]}',
    }
    answer = page("unknownname_change", name.pk, post=wanted | {missing: ""} | SENTENCES)
    assert missing in answer.context["adminform"].form.errors
    assert not Place.objects.exists()


def test_dismissing_names(page):
    name = unknown("صوت العاصمة")
    page("unknownname_changelist", post={"action": "dismiss", "_selected_action": [name.pk]})
    assert page("unknownname_changelist").context["cl"].result_count == 0
    assert page("unknownname_changelist", status__exact="dismissed").context["cl"].result_count == 1


def test_the_record_is_read_only(page, make_place, client, curator):
    from gazetteer import actions

    actions.add_name(place=make_place("p", "دابق", 36.5, 37.2), name="مرج دابق", by=curator)
    assert "p" in page("placechange_changelist").text
    change = PlaceChange.objects.get()
    assert client.post(reverse("admin:gazetteer_placechange_change", args=[change.pk]), {}).status_code == 403
    assert client.get(reverse("admin:gazetteer_placechange_add")).status_code == 403


def test_who_may_only_look_gets_no_actions(client, make_place):
    make_place("dabiq", "دابق", 36.5, 37.2, quality="unverified")
    viewer = get_user_model().objects.create_user("viewer", password="a long password", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__in=["view_place", "view_placeproblem"]))
    client.force_login(viewer)
    address = reverse("admin:gazetteer_placeproblem_changelist")
    assert client.get(address).status_code == 200
    client.post(address, {"action": "confirm", "_selected_action": ["dabiq"]})
    assert Place.objects.get().quality == "unverified"


def test_what_stands_in_a_table_of_spellings_has_a_name_for_a_screen_reader(page, make_place):
    make_place("dabiq", "دابق", 36.5, 37.2, "مرج دابق")
    html = page("place_change", "dabiq").text
    for name in ("name", "kind", "refused"):
        for field in re.findall(rf'<(?:input|select)[^>]*name="names-\d+-{name}"[^>]*>', html):
            assert re.search('aria-label="[\u0600-\u06ff]', field), field
        assert f'name="names-0-{name}"' in html


def test_every_choice_of_a_filter_can_be_seen(page):
    """A story without a country is one too."""
    record_unknown(article="1", seen=[Seen("زنوبيا", 3, "في زنوبيا أمس.", "town")], country="")
    record_unknown(article="2", seen=[Seen("تل قراح", 3, "في تل قراح أمس.", "town")], country="SY")
    changelist = page("unknownname_changelist").context["cl"]
    shown = [str(choice["display"]) for spec in changelist.filter_specs for choice in spec.choices(changelist)]
    assert "–" in shown
    assert all(one.strip() for one in shown)
