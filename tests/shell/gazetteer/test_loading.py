"""Records into rows: once, merged, complete or not at all, and never over a person's decision."""

from datetime import date

import pytest

from gazetteer import actions
from gazetteer.importers.loading import load
from gazetteer.importers.records import ImportRefused, Refusal
from gazetteer.models import GazetteerVersion, Place, PlaceChange, PlaceName

pytestmark = pytest.mark.django_db


def names_of(pk):
    """The spellings of a place, refused ones left out."""
    return set(PlaceName.objects.filter(place=pk, refused=False).values_list("name", flat=True))


def test_the_same_records_twice_change_nothing(record):
    rows = [record("gn1", "القصير", 34.5, 36.6, geonames_id=1), record("gn2", "تلكلخ", 34.7, 36.3, geonames_id=2)]
    first = load(rows, "test")
    assert (first.added, first.names_added) == (2, 2)
    stamp, before = GazetteerVersion.current(), list(Place.everything.values_list("id", "updated"))
    second = load(rows, "test")
    assert (second.added, second.changed, second.merged, second.unchanged, second.names_added) == (0, 0, 0, 2, 0)
    assert list(Place.everything.values_list("id", "updated")) == before
    assert GazetteerVersion.current() == stamp


def test_source_licence_and_date_stand_at_place_and_name(record):
    load([record("gn1", "القصير", 34.5, 36.6, geonames_id=1, record="gn1")], "test")
    place, name = Place.objects.get(pk="gn1"), PlaceName.objects.get(place="gn1")
    assert (place.source, place.record, place.licence) == ("test", "gn1", "CC0")
    assert (name.source, name.licence, name.folded) == ("test", "CC0", "القصير")


def test_an_interrupted_load_leaves_the_old_state(record):
    load([record("gn1", "القصير", 34.5, 36.6)], "test")

    def broken():
        yield record("gn1", "القصير الجديدة", 34.5, 36.6)
        yield record("gn2", "تلكلخ", 34.7, 36.3)
        raise ImportRefused("the file ends in the middle")

    with pytest.raises(ImportRefused):
        load(broken(), "test")
    assert list(Place.everything.values_list("pk", "name_ar")) == [("gn1", "القصير")]
    assert PlaceChange.objects.count() == 1


def test_one_place_of_two_sources_by_name_and_distance_is_one_row(record):
    load([record("gn1", "الميادين", 35.02, 40.45, kind="city", source="geonames", geonames_id=1)], "a")
    report = load([record("ocha-C1", "الميادين", 35.01, 40.44, "ميادين", kind="town", source="ocha", pcode="C1")], "b")
    assert (report.added, report.merged) == (0, 1)
    place = Place.objects.get()
    assert (place.pk, place.pcode, place.kind, place.source) == ("gn1", "C1", "city", "geonames")
    assert names_of("gn1") == {"الميادين", "ميادين"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"lat": 36.0, "lon": 38.0}, "far away"),
        ({"kind": "district"}, "a district is not its town"),
        ({"country": "IQ"}, "in another country"),
        ({"name_ar": "البصيرة"}, "another name"),
        ({"geonames_id": 7}, "the source lists two places"),
    ],
)
def test_what_only_looks_alike_stays_apart(record, other, why):
    load([record("gn1", "الميادين", 35.02, 40.45, source="geonames", geonames_id=1)], "a")
    fields = {"name_ar": "الميادين", "lat": 35.01, "lon": 40.44} | other
    load([record("x", fields.pop("name_ar"), fields.pop("lat"), fields.pop("lon"), source="b", **fields)], "b")
    assert Place.objects.count() == 2, why


def test_the_spelling_of_hamza_and_ta_marbuta_does_not_keep_sources_apart(record):
    load([record("gn1", "أريحا القديمة", 35.81, 36.61, source="a")], "a")
    assert load([record("x", "اريحا القديمه", 35.82, 36.6, source="b")], "b").merged == 1


def test_two_namesakes_equally_near_are_not_guessed_between(record):
    load([record("n1", "تل أحمر", 35.00, 38.0, source="a"), record("n2", "تل أحمر", 35.04, 38.0, source="a")], "a")
    assert load([record("n3", "تل أحمر", 35.02, 38.0, source="b")], "b").added == 1


def test_a_shared_record_id_joins_what_name_and_distance_do_not(record):
    load([record("wdq5", "الطبقة", 35.84, 38.55, kind="city", source="conflictmap", pcode="C5710")], "a")
    report = load([record("ocha-C5710", "الثورة", 35.83, 38.54, source="ocha", pcode="C5710")], "b")
    assert (report.added, report.merged) == (0, 1)
    assert Place.objects.get().name_ar == "الطبقة"
    assert names_of("wdq5") == {"الطبقة", "الثورة"}


def test_the_first_source_owns_its_fields_and_others_fill_what_is_empty(record):
    load([record("gn1", "دابق", 36.53, 37.26, source="a")], "a")
    load([record("x", "دابق", 36.54, 37.27, name_en="Dabiq", population=3000, source="b")], "b")
    place = Place.objects.get()
    assert (place.name_en, place.population, round(place.lat, 2)) == ("Dabiq", 3000, 36.53)
    load([record("gn1", "دابق", 36.52, 37.26, source="a")], "a")
    assert round(Place.objects.get().lat, 2) == 36.52


def test_the_projects_own_facts_go_before_other_sources_whatever_comes_first(record):
    load([record("ocha-C9", "عين العرب", 36.88, 38.34, source="ocha", pcode="C9")], "ocha")
    facts = [record("gn172256", "كوباني", 36.89, 38.35, "عين العرب", kind="city", source="conflictmap", pcode="C9")]
    load(facts, "default", whole=True)
    place = Place.objects.get()
    assert (place.pk, place.name_ar, place.kind) == ("ocha-C9", "كوباني", "city")
    assert Place.everything.get(pk="gn172256").merged_into_id == "ocha-C9"
    again = load(facts, "default", whole=True)
    assert (again.added, again.changed, again.merged, again.removed) == (0, 0, 0, 0)


def test_what_a_person_set_no_import_touches(record, curator):
    load([record("gn1", "دابق", 36.53, 37.26)], "test")
    place = Place.objects.get(pk="gn1")
    actions.edit(place=place, by=curator, changes={"name_ar": "دابق الشمالية", "kind": "town"})
    load([record("gn1", "دابق", 36.6, 37.3, population=99)], "test")
    place.refresh_from_db()
    assert (place.name_ar, place.kind, place.population, round(place.lat, 1)) == ("دابق الشمالية", "town", 99, 36.6)


def test_a_persons_names_stay_and_refused_names_stay_refused(record, curator):
    rows = [record("gn1", "دابق", 36.53, 37.26, "مرج دابق")]
    load(rows, "default", whole=True)
    place = Place.objects.get(pk="gn1")
    actions.add_name(place=place, name="دابك", by=curator)
    actions.refuse_name(name=place.names.get(name="مرج دابق"), by=curator)
    load(rows, "default", whole=True)
    assert names_of("gn1") == {"دابق", "دابك"}


def test_a_place_that_a_person_removed_stays_removed(record, curator):
    rows = [record("gn1", "دابق", 36.53, 37.26)]
    load(rows, "test")
    actions.remove(place=Place.objects.get(), by=curator)
    report = load(rows, "test")
    assert report.kept_by_people == 1
    assert not Place.objects.exists()


def test_places_that_a_person_merged_stay_merged(record, curator):
    rows = [record("gn1", "دابق", 36.5, 37.2, geonames_id=1), record("gn2", "دابك", 36.5, 37.3, geonames_id=2)]
    load(rows, "test")
    actions.merge(place=Place.objects.get(pk="gn2"), into=Place.objects.get(pk="gn1"), by=curator)
    load(rows, "test")
    assert [place.pk for place in Place.objects.all()] == ["gn1"]


def test_a_whole_source_takes_out_what_it_no_longer_has(record):
    rows = [record("gn1", "دابق", 36.5, 37.2, "مرج دابق"), record("gn2", "صوران", 36.6, 37.2)]
    load(rows, "default", whole=True)
    report = load([record("gn1", "دابق", 36.5, 37.2)], "default", whole=True)
    assert (report.removed, report.names_removed) == (1, 2)
    assert [place.pk for place in Place.objects.all()] == ["gn1"]
    load(rows, "default", whole=True)
    assert Place.objects.count() == 2


def test_a_records_confirmation_lifts_an_unverified_place(record):
    load([record("cm-1", "سيجر", 36.0, 36.7, source="conflictmap", quality="unverified")], "a")
    load([record("ocha-C2", "سيجر", 36.0, 36.71, source="ocha", pcode="C2")], "b")
    assert Place.objects.get().quality == "confirmed"
    load([record("cm-1", "سيجر", 36.0, 36.7, source="conflictmap", quality="unverified")], "a")
    assert Place.objects.get().quality == "confirmed"


def test_parents_are_linked_whatever_the_order_of_rows(record):
    rows = [
        record("v", "قرية", 35.0, 38.0, parent="id:d", admin1="id:g"),
        record("d", "قضاء", 35.0, 38.1, kind="district"),
    ]
    load([*rows, record("g", "محافظة", 35.1, 38.2, kind="governorate")], "test")
    village = Place.objects.get(pk="v")
    assert (village.parent_id, village.admin1_id) == ("d", "g")


def test_a_circle_of_parents_is_refused_with_its_row(record):
    rows = [
        record("a", "أولى", 35.0, 38.0, kind="district", parent="id:b", where="line 2"),
        record("b", "ثانية", 35.0, 38.1, kind="district", parent="id:c", where="line 3"),
        record("c", "ثالثة", 35.0, 38.2, kind="district", parent="id:a", where="line 4"),
    ]
    report = load(rows, "test")
    assert len(report.refused) == 1
    assert "itself part of" in report.refused[0].reason
    assert Place.objects.filter(parent__isnull=False).count() == 2


def test_a_parent_that_is_nowhere_is_refused_but_not_its_place(record):
    report = load([record("a", "أولى", 35.0, 38.0, parent="id:nowhere", where="line 2")], "test")
    assert report.refused[0].where == "line 2"
    assert "'nowhere' is not in the gazetteer" in report.refused[0].reason
    assert Place.objects.get().parent_id is None


def test_refusals_are_reported_with_line_and_reason(record):
    report = load([Refusal("line 7", "no name"), record("a", "أولى", 35.0, 38.0)], "test")
    assert report.added == 1
    assert "refused line 7: no name" in report.lines()


def test_the_load_stands_in_the_record(record):
    load([record("a", "أولى", 35.0, 38.0)], "a file")
    change = PlaceChange.objects.get()
    assert (change.action, change.detail["source"], change.detail["added"]) == ("load", "a file", 1)


def test_two_records_of_one_file_with_one_pcode_are_one_place(record):
    rows = [record("x", "أولى", 35.0, 38.0, pcode="C1"), record("y", "أولى", 35.0, 38.0, pcode="C1")]
    assert load(rows, "test").added == 1


def test_a_record_without_coordinates_only_adds_to_a_known_place(record):
    load([record("ocha-N1", "الحميدية", 34.73, 36.71, source="ocha", pcode="N1")], "a")
    rows = [record("ocha-N1", "الحميدية", None, None, "حميدية", source="ocha", pcode="N1", where="row 1")]
    rows += [record("ocha-N2", "الوعر", None, None, source="ocha", pcode="N2", where="row 2")]
    report = load(rows, "b")
    assert names_of("ocha-N1") == {"الحميدية", "حميدية"}
    assert [refusal.where for refusal in report.refused] == ["row 2"]


def test_two_pcodes_stay_two_places_though_one_row_has_the_names_of_both(record):
    load([record("gn1", "سبة", 35.00, 36.3, "سبه الشرقية", source="geonames", geonames_id=1)], "a")
    rows = [record("ocha-C1", "سبه الشرقية", 35.00, 36.3, source="ocha", pcode="C1")]
    rows += [record("ocha-C2", "سبة", 35.01, 36.31, source="ocha", pcode="C2")]
    report = load(rows, "b")
    assert (report.merged, report.added) == (1, 1)
    assert set(Place.objects.values_list("pk", "pcode")) == {("gn1", "C1"), ("ocha-C2", "C2")}


def test_an_older_edition_after_a_newer_one_changes_nothing(record):
    day = date(2020, 12, 17)
    newer = record("ocha-C1", "سبة", 35.0, 36.3, source="ocha", pcode="C1", source_date=day)
    older = record("ocha-C1", "سبة", 35.1, 36.4, source="ocha", pcode="C1", source_date=date(2016, 9, 5))
    load([older], "2016")
    assert load([newer], "2020").changed == 1
    assert load([older], "2016").unchanged == 1
    assert load([newer], "2020").unchanged == 1
    assert PlaceName.objects.get().source_date == Place.objects.get().source_date == day
