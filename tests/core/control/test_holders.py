"""What sets and ends a holder: rules 8-12, by hand."""

from __future__ import annotations

import pytest

from events.timeline import problems
from tests.core.control.factories import (
    BOOK,
    COALITION,
    GOV,
    HEZBOLLAH,
    HTS,
    ISIS,
    NUSRA,
    RUSSIA,
    SDF,
    SNA,
    TRANSITIONAL,
    YPG,
    day,
    event,
)  # fmt: skip
from tests.core.control.states import HERE, on, state

UNKNOWN = ("unknown", ())
TAKEN = event("capture", ISIS, on="2014-06-10")


def held(*sides):
    return ("held", sides)


@pytest.mark.parametrize("type", ["capture", "recapture", "handover"])
def test_rule_08_gains_set_a_holder(type):
    assert state([event(type, GOV, on="2017-10-14")], "2017-10-14") == held(GOV)


def test_rule_08_a_claimed_gain_sets_one_too_once_accepted():
    assert state([event("capture", GOV, on="2017-10-14", modality="claimed")], "2017-10-20") == held(GOV)


@pytest.mark.parametrize("modality", ["expected", "denied"])
def test_rule_08_the_unreal_never_does(modality):
    assert state([event("capture", GOV, on="2017-10-14", modality=modality)], "2017-10-20") == UNKNOWN


@pytest.mark.parametrize("relation", ["near", "around", "along"])
def test_rule_08_beside_the_place_is_not_the_place(relation):
    assert state([event("capture", GOV, on="2017-10-14", relation=relation)], "2017-10-20") == UNKNOWN


@pytest.mark.parametrize(
    "share", [{"extent": "partial"}, {"percent": 90.0}, {"part": "east", "relation": "part"}], ids=str
)
def test_rule_08_a_capture_of_a_part_or_share_is_an_advance(share):
    taken = event("capture", SDF, ISIS, on="2017-10-14", **share)
    assert state([TAKEN, taken], "2017-10-14") == ("contested", (ISIS, SDF))


def test_rule_08_a_gain_without_a_gaining_side_makes_no_holder():
    lost = event("capture", None, ISIS, on="2017-10-14")
    assert state([TAKEN, lost], "2017-10-14") == UNKNOWN
    assert on([TAKEN, lost], "2017-10-14").left_by == ISIS


def test_rule_09_a_withdrawal_leaves_the_place_unknown_left_by():
    found = on([TAKEN, event("withdrawal", None, ISIS, on="2017-10-14")], "2017-10-20")
    assert (found.state, found.holders, found.left_by) == ("unknown", (), ISIS)


def test_rule_09_a_withdrawal_of_a_part_of_the_force_ends_nothing():
    assert state([TAKEN, event("withdrawal", None, ISIS, on="2017-10-14", of_force="partial")], "2017-10-20") == held(
        ISIS
    )


def test_rule_09_a_withdrawal_from_a_share_of_the_place_ends_nothing():
    assert state([TAKEN, event("withdrawal", None, ISIS, on="2017-10-14", extent="partial")], "2017-10-20") == held(
        ISIS
    )


def test_rule_09_losing_it_to_somebody_is_a_capture():
    assert state([TAKEN, event("withdrawal", GOV, ISIS, on="2017-10-14")], "2017-10-20") == held(GOV)


def test_rule_09_the_attackers_withdrawal_leaves_the_holder():
    attack = event("advance", SDF, ISIS, on="2017-10-10")
    retreat = event("withdrawal", None, SDF, on="2017-10-14")
    assert state([TAKEN, attack, retreat], "2017-10-13") == ("contested", (ISIS, SDF))
    assert state([TAKEN, attack, retreat], "2017-10-14") == held(ISIS)


def test_rule_09_an_allys_withdrawal_leaves_the_holder():
    taken = event("capture", GOV, on="2017-10-01")
    assert state([taken, event("withdrawal", None, RUSSIA, on="2017-10-14")], "2017-10-20") == held(GOV)


@pytest.mark.parametrize("type", ["evacuation", "surrender"])
def test_rule_10_the_whole_force_of_the_holder_ends_it(type):
    found = on([TAKEN, event(type, None, ISIS, on="2017-10-14", of_force="all")], "2017-10-14")
    assert (found.state, found.left_by) == ("unknown", ISIS)


@pytest.mark.parametrize("type", ["evacuation", "surrender"])
@pytest.mark.parametrize("force", ["partial", None])
def test_rule_10_a_part_of_the_force_ends_nothing(type, force):
    assert state([TAKEN, event(type, None, ISIS, on="2017-10-14", of_force=force)], "2017-10-20") == held(ISIS)


@pytest.mark.parametrize("type", ["evacuation", "surrender"])
def test_rule_10_another_sides_force_ends_nothing(type):
    assert state([TAKEN, event(type, None, SDF, on="2017-10-14", of_force="all")], "2017-10-20") == held(ISIS)


@pytest.mark.parametrize("type", ["evacuation", "surrender"])
def test_rule_10_they_never_make_a_holder(type):
    assert state([TAKEN, event(type, SDF, ISIS, on="2017-10-14", of_force="all")], "2017-10-20") == UNKNOWN


def test_rule_10_where_no_holder_is_known_the_losing_side_was_it():
    gone = event("evacuation", None, ISIS, on="2017-05-10", of_force="all")
    before = on([gone], "2017-05-09")
    assert (before.state, before.holders, before.inferred) == ("held", (ISIS,), True)
    assert on([gone], "2017-05-10").left_by == ISIS


def test_rule_11_holds_sets_a_holder_where_it_was_unknown_from_the_day_it_is_known_on():
    said = event("holds", ISIS, known="2017-10-15")
    assert state([said], "2017-10-14") == UNKNOWN
    assert state([said], "2017-10-15") == held(ISIS)


def test_rule_11_or_from_its_own_since():
    said = event("holds", ISIS, on="2014-01-01", to="open", known="2017-10-15")
    assert state([said], "2013-12-31") == UNKNOWN
    assert state([said], "2014-01-01") == held(ISIS)
    assert on([said], "2017-10-15").last_evidence == day("2017-10-15")


def test_rule_11_holds_refreshes_the_holder_it_agrees_with():
    said = event("holds", ISIS, known="2016-01-01")
    assert on([TAKEN, said], "2016-02-01").last_evidence == day("2016-01-01")
    assert on([TAKEN, said], "2016-02-01").since == day("2014-06-10")
    assert on([TAKEN, said], "2015-12-31").last_evidence == day("2014-06-10")


def test_rule_11_holds_contradicts_another_and_never_recolours():
    said = event("holds", SDF, known="2016-01-01")
    assert state([TAKEN, said], "2016-01-01") == held(ISIS)
    (row,) = problems([TAKEN, said], HERE, BOOK)
    assert (row.kind, row.event_id) == ("contradiction", said.id)


def test_rule_11_holds_of_a_share_is_not_the_place():
    assert state([event("holds", ISIS, known="2017-10-15", extent="partial")], "2017-10-15") == ("divided", (ISIS,))


def test_rule_12_a_supporter_never_becomes_the_holder():
    taken = event("capture", SDF, ISIS, on="2017-10-14", gaining_with=(COALITION,))
    assert state([taken], "2017-10-20") == held(SDF)


def test_rule_12_a_part_names_the_whole_colours():
    found = on([event("capture", YPG, ISIS, on="2017-10-14")], "2017-10-20")
    assert (found.holders, found.named) == ((SDF,), (YPG,))


def test_rule_12_before_it_was_a_part_it_wears_its_own_colour():
    taken = [event("capture", YPG, on="2015-01-26")]
    assert state(taken, "2015-10-09") == held(YPG)
    assert state(taken, "2015-10-10") == held(SDF)


def test_rule_12_a_part_and_its_whole_agree():
    assert state(
        [event("capture", SDF, on="2017-10-14"), event("holds", YPG, known="2017-11-01")], "2017-11-02"
    ) == held(SDF)
    assert not problems([event("capture", SDF, on="2017-10-14"), event("holds", YPG, known="2017-11-01")], HERE, BOOK)


def test_rule_12_allies_agree_and_do_not_recolour():
    both = [event("capture", GOV, on="2017-10-14"), event("holds", HEZBOLLAH, known="2017-11-01")]
    assert state(both, "2017-11-02") == held(GOV)
    assert not problems(both, HERE, BOOK)


def test_rule_12_alliance_is_not_handed_on():
    assert BOOK.agree(RUSSIA, GOV, None)
    assert BOOK.agree(HEZBOLLAH, GOV, None)
    assert not BOOK.agree(RUSSIA, HEZBOLLAH, None)
    assert not BOOK.agree(COALITION, SNA, None)


def test_rule_12_a_successor_is_of_the_same_side():
    taken = [event("capture", NUSRA, on="2016-12-01"), event("capture", SDF, HTS, on="2017-02-10")]
    assert not problems(taken, HERE, BOOK)
    assert BOOK.same_side(HTS, NUSRA, None)
    assert BOOK.same_side(TRANSITIONAL, HTS, None)
    assert not BOOK.same_side(GOV, TRANSITIONAL, None)
