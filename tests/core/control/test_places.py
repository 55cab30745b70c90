"""Places in places: rules 21-24 as far as periods go, by hand."""

from __future__ import annotations

import pickle

import pytest

from events.timeline import PlaceTree, affected, build, needed
from tests.core.control.factories import BOOK, GOV, ISIS, SDF, event, place
from tests.core.control.states import besieged, on, state

WORLD = {
    node.id: node
    for node in (
        place("gov", "governorate"),
        place("dis", "district", "gov"),
        place("city", "city", "dis"),
        place("town", "town", "dis"),
        place("quarter", "neighbourhood", "city", name="الحويقة"),
        place("other", "neighbourhood", "city"),
        place("base", "airbase", "city"),
    )
}


def at(events, text, where):
    return state(events, text, where=where, places=WORLD)


CITY = event("capture", ISIS, on="2014-06-10", place="city")


def test_rule_21_an_area_colours_no_town():
    events = [event("capture", ISIS, on="2014-06-10", place="gov")]
    assert at(events, "2014-06-10", "gov") == ("held", (ISIS,))
    for town in ("dis", "city", "town", "quarter"):
        assert at(events, "2014-06-10", town) == ("unknown", ())


def test_rule_21_towns_keep_theirs():
    events = [CITY, event("capture", GOV, on="2017-01-01", place="dis")]
    assert at(events, "2017-01-01", "city") == ("held", (ISIS,))


def test_rule_21_the_whole_of_it_passes_down_inferred_and_hatched():
    found = on(
        [event("capture", SDF, on="2019-03-01", place="gov", whole=True)], "2019-03-01", where="town", places=WORLD
    )
    assert (found.state, found.holders, found.inferred, found.hatched) == ("held", (SDF,), True, True)


def test_rule_21_the_area_itself_is_not_inferred():
    events = [event("capture", SDF, on="2019-03-01", place="gov", whole=True)]
    assert not on(events, "2019-03-01", where="gov", places=WORLD).inferred


def test_rule_21_over_older_evidence():
    assert at([CITY, event("capture", SDF, on="2019-03-01", place="dis", whole=True)], "2019-03-01", "city") == (
        "held", (SDF,),
    )  # fmt: skip


@pytest.mark.parametrize("on_day", ["2019-03-01", "2019-03-02"])
def test_rule_21_not_over_evidence_of_the_same_day_or_later(on_day):
    own = event("capture", ISIS, on=on_day, place="city")
    events = [own, event("capture", SDF, on="2019-03-01", place="dis", whole=True)]
    assert at(events, on_day, "city") == ("held", (ISIS,))
    assert not on(events, on_day, where="city", places=WORLD).hatched


def test_rule_21_not_upwards():
    assert at([event("capture", SDF, on="2019-03-01", place="city", whole=True)], "2019-03-01", "dis") == (
        "unknown",
        (),
    )


@pytest.mark.parametrize("type", ["capture", "holds"])
def test_rule_22_a_gain_or_holds_on_a_quarter_divides_the_city(type):
    events = [CITY, event(type, GOV, on="2017-09-01", place="quarter")]
    assert at(events, "2017-09-01", "quarter") == ("held", (GOV,))
    assert at(events, "2017-09-01", "city") == ("divided", (ISIS, GOV))
    assert on(events, "2017-09-01", where="city", places=WORLD).shares == (("الحويقة", None, GOV, None),)


def test_rule_22_an_advance_on_a_quarter_contests_the_city():
    events = [CITY, event("advance", GOV, ISIS, on="2017-09-01", place="quarter")]
    assert at(events, "2017-09-01", "city") == ("contested", (ISIS, GOV))


def test_rule_22_the_citys_holder_changes_only_by_an_event_on_the_city():
    events = [CITY, *(event("capture", GOV, ISIS, on="2017-09-01", place=where) for where in ("quarter", "other"))]
    assert at(events, "2018-01-01", "city") == ("divided", (ISIS, GOV))
    assert at([*events, event("capture", GOV, ISIS, on="2017-11-03", place="city")], "2017-11-03", "city") == (
        "held", (GOV,),
    )  # fmt: skip


def test_rule_22_a_quarter_of_the_citys_own_side_divides_nothing():
    assert at([CITY, event("holds", ISIS, known="2017-09-01", place="quarter")], "2017-09-01", "city") == (
        "held",
        (ISIS,),
    )


def test_rule_22_a_city_of_which_only_some_parts_are_known_is_divided():
    events = [event("holds", GOV, known="2017-10-15", part="west", part_code="w", relation="part")]
    assert state(events, "2017-10-15") == ("divided", (GOV,))


def test_rule_22_a_captured_part_divides_the_city_when_the_fight_is_over():
    events = [
        CITY,
        event("capture", GOV, ISIS, on="2017-09-01", part="west", part_code="w", relation="part", place="city"),
    ]
    assert at(events, "2017-09-01", "city") == ("contested", (ISIS, GOV))
    assert at(events, "2017-10-15", "city") == ("divided", (ISIS, GOV))


def test_rule_22_other_children_change_nothing():
    assert at([CITY, event("capture", GOV, on="2017-09-01", place="base")], "2017-09-01", "city") == ("held", (ISIS,))
    assert at([event("capture", GOV, on="2017-09-01", place="city")], "2017-09-01", "dis") == ("unknown", ())


def test_rule_22_a_quarters_siege_is_among_the_citys():
    events = [event("siege", GOV, ISIS, on="2017-09-01", place="quarter")]
    assert besieged(events, "2017-09-01", where="city", places=WORLD) == (GOV,)


def test_rule_22_disputed_goes_before_contested():
    both = [event("capture", side, on="2017-10-14") for side in (GOV, SDF)]
    attack = event("advance", ISIS, on="2017-10-20")
    assert state([*both, attack], "2017-10-21")[0] == "disputed"


def test_rule_22_contested_goes_before_uncertain():
    events = [
        event("capture", ISIS, on="2014-06-10"),
        event("advance", SDF, ISIS, on="2017-10-01"),
        event("capture", SDF, ISIS, on="2017-10-05", to="2017-10-15"),
    ]
    assert state(events, "2017-10-08") == ("contested", (ISIS, SDF))
    assert state(events, "2017-10-14") == ("held", (SDF,))


def test_rule_22_uncertain_goes_before_divided():
    events = [
        CITY,
        event("holds", GOV, known="2017-09-01", place="quarter"),
        event("capture", SDF, ISIS, on="2017-10-05", to="2017-10-15", place="city"),
    ]
    assert at(events, "2017-09-20", "city")[0] == "divided"
    assert at(events, "2017-10-08", "city")[0] == "uncertain"


def test_rule_22_divided_goes_before_shared_and_shared_before_held():
    shared = [event("capture", SDF, on="2016-08-01"), event("handover", GOV, SDF, on="2017-03-06", extent="partial")]
    assert state(shared, "2017-03-05") == ("held", (SDF,))
    assert state(shared, "2017-03-06") == ("shared", (SDF, GOV))
    part = event("holds", ISIS, known="2017-04-01", part="east", part_code="e", relation="part")
    assert state([*shared, part], "2017-04-01")[0] == "divided"


@pytest.mark.parametrize("relation", ["near", "around", "along"])
@pytest.mark.parametrize("type", ["capture", "siege", "advance", "holds", "withdrawal"])
def test_rule_23_the_countryside_around_a_place_is_not_the_place(relation, type):
    side = {"withdrawal": (None, GOV)}.get(type, (GOV, ISIS))
    events = [event(type, *side, on="2017-10-14", relation=relation)]
    assert build(events, {"p": place("p")}, BOOK) == ()


def test_what_a_decision_rebuilds_itself_its_city_and_with_the_whole_what_is_inside():
    assert affected(WORLD, "town") == ("town",)
    assert affected(WORLD, "quarter") == ("quarter", "city")
    assert affected(WORLD, "base") == ("base",)
    assert set(affected(WORLD, "dis", whole=True)) == {"dis", "city", "town", "quarter", "other", "base"}


def test_what_a_place_rests_on_itself_its_quarters_and_what_is_around():
    assert set(needed(WORLD, "city")) == {"city", "quarter", "other", "dis", "gov"}
    assert set(needed(WORLD, "town")) == {"town", "dis", "gov"}


def test_the_tree_bears_circles_strangers_and_pickling():
    tree = PlaceTree([place("a", parent="b"), place("b", parent="a"), place("c", parent="gone")])
    assert tree.above("a") == ("b",)
    assert tree.below("a") == ("b",)
    assert tree.above("c") == ()
    assert pickle.loads(pickle.dumps(tree)).above("a") == ("b",)
    assert needed(tree, "stranger") == ("stranger",)
