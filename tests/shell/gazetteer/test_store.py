"""The name index: from the stored rows, kept until they change."""

import pytest

from gazetteer import actions, store
from gazetteer.matching.document import resolve_name
from gazetteer.models import GazetteerVersion, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Keep pickles in a folder of this test, and nothing in the process."""
    settings.CONFLICTMAP_LOCAL_DIR = tmp_path
    monkeypatch.setattr(store, "_cached", None)
    return tmp_path / "names"


@pytest.fixture
def built(monkeypatch):
    """Count how often the index is built."""
    builds = []
    build = store._build
    monkeypatch.setattr(store, "_build", lambda: builds.append(1) or build())
    return builds


def decision(name, **where):
    """The id that a name resolves to."""
    place, _ = resolve_name(name, store.load_index(), **where)
    return place and place.id


def test_stored_places_are_found_by_all_their_names(folder, make_place):
    region = make_place("g", "الرقة", 35.9, 38.9, kind="governorate", name_en="Raqqa")
    make_place("tabqa", "الطبقة", 35.84, 38.55, "الثورة", kind="city", population=90_000, admin1=region)
    assert decision("الطبقة") == "tabqa"
    row = store.load_index().place("tabqa")
    assert (row.admin1_id, row.admin1_ar, row.admin1_en, row.lat, row.lon) == ("g", "الرقة", "Raqqa", 35.84, 38.55)


def test_the_index_is_built_once_per_process_and_kept_for_the_next(folder, built, make_place, monkeypatch):
    make_place("tabqa", "الطبقة", 35.84, 38.55, kind="city", population=90_000)
    first = store.load_index()
    assert store.load_index() is first
    monkeypatch.setattr(store, "_cached", None)  # as in a new process
    assert store.load_index().place("tabqa") == first.place("tabqa")
    assert len(built) == 1


def test_a_curators_name_is_known_at_once(folder, make_place, curator):
    place = make_place("tabqa", "الطبقة", 35.84, 38.55, kind="city", population=90_000)
    assert decision("طبقا الفرات") is None
    actions.add_name(place=place, name="طبقا الفرات", by=curator)
    assert decision("طبقا الفرات") == "tabqa"


def test_refused_names_and_removed_places_are_not_in_it(folder, make_place, curator):
    place = make_place("tabqa", "الطبقة", 35.84, 38.55, "بلدة الثورات", kind="city", population=90_000)
    actions.refuse_name(name=place.names.get(name="بلدة الثورات"), by=curator)
    assert store.load_index().place("tabqa") is not None
    assert decision("بلدة الثورات") is None
    actions.remove(place=place, by=curator)
    assert store.load_index().place("tabqa") is None


def test_a_row_written_past_the_actions_is_seen_too(folder, make_place):
    before = GazetteerVersion.current()
    make_place("tabqa", "الطبقة", 35.84, 38.55)
    assert GazetteerVersion.current() != before


def test_a_broken_pickle_costs_time_and_nothing_else(folder, built, make_place, monkeypatch):
    make_place("tabqa", "الطبقة", 35.84, 38.55, kind="city", population=90_000)
    store.load_index()
    for file in folder.glob("*.pickle"):
        file.write_bytes(b"broken")
    monkeypatch.setattr(store, "_cached", None)
    assert store.load_index().place("tabqa") is not None
    assert len(built) == 2


def test_old_pickles_are_dropped_and_none_is_readable_for_others(folder, make_place):
    for n in range(5):
        make_place(f"p{n}", f"الطبقة {n}", 35.84, 38.55)
        store.load_index()
    kept = list(folder.glob("*"))
    assert len(kept) == store.KEPT_FILES
    assert all(file.stat().st_mode & 0o077 == 0 for file in kept)


def test_names_in_other_scripts_do_not_weigh_it_down(folder, make_place):
    make_place("tabqa", "الطبقة", 35.84, 38.55, name_en="Tabqa")
    assert [row.name for row in store.name_rows()] == ["الطبقة"]
    assert Place.objects.get().names.count() == 2
