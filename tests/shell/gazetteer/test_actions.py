"""What curators do: in one transaction, with its row in the record, and readers hear of it."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.utils import translation

from gazetteer import actions, rereading
from gazetteer.models import GazetteerVersion, Place, PlaceChange, UnknownName
from gazetteer.unknowns import Seen, forget, record_unknown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are compared in English; the site speaks Arabic unless told otherwise."""
    with translation.override("en"):
        yield


@pytest.fixture
def learned():
    """What readers are told."""
    told = []

    def reader(what):
        told.append(what)
        return 1

    rereading.register(reader)
    yield told
    rereading.unregister(reader)


def last_change():
    """The newest row of the record."""
    return PlaceChange.objects.order_by("-pk").first()


def test_an_edit_marks_its_fields_as_set_by_people(make_place, curator, learned, django_capture_on_commit_callbacks):
    place = make_place("p", "دابق", 36.5, 37.2)
    stamp = GazetteerVersion.current()
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit(
            place=place, by=curator, changes={"kind": "village", "point": Point(37.3, 36.6, srid=4326), "note": "x"}
        )
    place.refresh_from_db()
    assert (place.kind, place.lon, place.curated) == ("village", 37.3, ["kind", "point"])
    change = last_change()
    assert (change.action, change.by, change.place) == ("edit", curator, place)
    assert change.detail["before"]["kind"] == "town"
    assert change.detail["after"]["kind"] == "village"
    assert GazetteerVersion.current() != stamp
    assert [what.places for what in learned] == [("p",)]


def test_an_edit_that_changes_nothing_is_not_recorded(make_place, curator):
    actions.edit(place=make_place("p", "دابق", 36.5, 37.2), by=curator, changes={"kind": "town"})
    assert not PlaceChange.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name_ar": "", "name_en": ""}, "needs a name"),
        ({"kind": "hamlet"}, "unknown kind"),
        ({"country": "Syria"}, "not a code of two letters"),
        ({"country": "XX"}, "no country with the code 'XX'"),
        ({"point": Point(36.0, 38.0, srid=4326)}, "look swapped"),
        ({"point": Point(200.0, 38.0, srid=4326)}, "out of range"),
        ({"source": "me"}, "source cannot be edited"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_changes(make_place, curator, changes, message):
    place = make_place("p", "دابق", 36.5, 37.2)
    with pytest.raises(actions.Refused, match=message):
        actions.edit(place=place, by=curator, changes=changes)
    place.refresh_from_db()
    assert (place.name_ar, place.kind, place.curated) == ("دابق", "town", [])
    assert not PlaceChange.objects.exists()


def test_a_place_cannot_be_part_of_what_is_part_of_it(make_place, curator):
    outer = make_place("outer", "قضاء", 36.5, 37.2, kind="district")
    inner = make_place("inner", "ناحية", 36.5, 37.2, kind="subdistrict", parent=outer)
    with pytest.raises(actions.Refused, match="itself part of it"):
        actions.edit(place=outer, by=curator, changes={"parent": inner})


def test_a_new_place_gets_the_next_id_and_its_governorate(make_place, curator):
    square = Polygon.from_bbox((37, 36, 38, 37))
    region = make_place("g", "حلب", 36.2, 37.1, kind="governorate", area=MultiPolygon(square, srid=4326))
    first = actions.create(by=curator, name_ar="تل قراح", kind="village", country="SY", lon=37.3, lat=36.4)
    second = actions.create(by=curator, name_ar="تل جبين", kind="village", country="SY", lon=40.0, lat=35.0)
    assert (first.pk, second.pk) == ("cm-1", "cm-2")
    assert (first.admin1, second.admin1) == (region, None)
    assert (first.quality, first.source) == ("unverified", "curator")
    assert [name.name for name in first.names.all()] == ["تل قراح"]
    assert last_change().action == "create"


def test_merging_keeps_names_children_and_where_it_went(
    make_place, curator, learned, django_capture_on_commit_callbacks
):
    stays = make_place("a", "الثورة", 35.8, 38.5)
    goes = make_place("b", "الطبقة", 35.8, 38.6, "طبقة")
    child = make_place("c", "الحي الأول", 35.8, 38.5, kind="neighbourhood", parent=goes)
    with django_capture_on_commit_callbacks(execute=True):
        actions.merge(place=goes, into=stays, by=curator)
    assert {name.name for name in stays.names.all()} == {"الثورة", "الطبقة", "طبقة"}
    child.refresh_from_db()
    assert child.parent == stays
    assert [place.pk for place in Place.objects.all()] == ["a", "c"]
    assert Place.everything.get(pk="b").merged_into == stays
    assert learned[-1].gone == (("b", "a"),)
    assert (last_change().action, last_change().detail["merged"]) == ("merge", "b")
    with pytest.raises(actions.Refused, match="no longer in the gazetteer"):
        actions.merge(place=stays, into=goes, by=curator)
    with pytest.raises(actions.Refused, match="with itself"):
        actions.merge(place=stays, into=stays, by=curator)


def test_a_name_too_short_is_refused(make_place, curator):
    with pytest.raises(actions.Refused, match="too short"):
        actions.add_name(place=make_place("p", "دابق", 36.5, 37.2), name="ـ", by=curator)


def seen(name, start, sentence="دخلت القوات البلدة"):
    """An unknown name as a reader of texts reports it."""
    return Seen(name=name, start=start, sentence=sentence, kind_hint="town")


def test_unknown_names_are_counted_over_articles_most_frequent_first(db):
    record_unknown(article="a1", seen=[seen("تل قراح", 10), seen("أم القرى", 50)], country="SY")
    record_unknown(article="a2", seen=[seen("ام القرى", 5)])
    assert [(u.name, u.count) for u in UnknownName.objects.open()] == [("أم القرى", 2), ("تل قراح", 1)]
    assert UnknownName.objects.get(name="تل قراح").country == "SY"


def test_reading_an_article_again_replaces_what_it_reported(db):
    for _ in range(2):
        record_unknown(article="a1", seen=[seen("تل قراح", 10), seen("تل قراح", 90)])
    assert UnknownName.objects.get().count == 2
    record_unknown(article="a1", seen=[seen("أم القرى", 50)])
    assert [u.name for u in UnknownName.objects.open()] == ["أم القرى"]
    forget(article="a1")
    assert not UnknownName.objects.open().exists()


def test_an_unknown_name_as_an_alias_has_its_articles_read_again(
    make_place, curator, learned, django_capture_on_commit_callbacks
):
    place = make_place("p", "تل جراح", 36.4, 37.3)
    for article in ("a1", "a2"):
        record_unknown(article=article, seen=[seen("تل قراح", 10)])
    unknown = UnknownName.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide_alias(unknown=unknown, place=place, by=curator)
    assert place.names.get(name="تل قراح").added_by == curator
    unknown.refresh_from_db()
    assert (unknown.status, unknown.place, unknown.decided_by) == ("alias", place, curator)
    assert learned[-1].articles == ("a1", "a2")
    assert learned[-1].places == ("p",)


def test_an_unknown_name_as_a_new_place(curator, learned, django_capture_on_commit_callbacks):
    record_unknown(article="a1", seen=[seen("تل قراح", 10)])
    with django_capture_on_commit_callbacks(execute=True):
        place = actions.decide_new(
            unknown=UnknownName.objects.get(), by=curator, kind="village", country="SY", lon=37.3, lat=36.4
        )
    assert (place.pk, place.name_ar) == ("cm-1", "تل قراح")
    assert learned[-1].articles == ("a1",)
    assert {change.action for change in PlaceChange.objects.all()} == {"create", "unknown"}


def test_a_dismissed_name_does_not_come_back(curator):
    record_unknown(article="a1", seen=[seen("صوت العاصمة", 10)])
    actions.dismiss(unknown=UnknownName.objects.get(), by=curator)
    record_unknown(article="a2", seen=[seen("صوت العاصمة", 10)])
    assert not UnknownName.objects.open().exists()
    assert UnknownName.objects.get().count == 2


def test_a_failing_decision_leaves_nothing_half_done(curator):
    record_unknown(article="a1", seen=[seen("تل قراح", 10)])
    unknown = UnknownName.objects.get()
    with pytest.raises(actions.Refused):
        actions.decide_new(unknown=unknown, by=curator, kind="village", country="SY", lon=36.0, lat=38.0)
    assert not Place.everything.exists()
    assert UnknownName.objects.get().status == "open"


def test_a_reader_registered_twice_is_told_once(learned):
    (reader,) = rereading._readers[-1:]
    rereading.register(reader)
    assert rereading.tell(rereading.Learned(places=("x",))) >= 1
    assert len(learned) == 1
