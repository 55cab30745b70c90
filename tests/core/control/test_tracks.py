"""Contests, sieges and disputes: rules 13 and 14, by hand."""

from __future__ import annotations

import pytest

from events.timeline import problems
from tests.core.control.factories import BOOK, GOV, HEZBOLLAH, ISIS, RUSSIA, SDF, SNA, day, event
from tests.core.control.states import HERE, besieged, on, state

TAKEN = event("capture", ISIS, on="2014-06-10")
ATTACK = event("advance", SDF, ISIS, on="2017-06-06")


def test_rule_13_an_advance_makes_the_place_contested_between_holder_and_attacker():
    assert state([TAKEN, ATTACK], "2017-06-05") == ("held", (ISIS,))
    assert state([TAKEN, ATTACK], "2017-06-06") == ("contested", (ISIS, SDF))


def test_rule_13_a_siege_alone_does_not():
    assert state([TAKEN, event("siege", SDF, ISIS, on="2017-06-06")], "2017-06-06") == ("held", (ISIS,))


@pytest.mark.parametrize(("text", "expected"), [("2017-07-06", "contested"), ("2017-07-07", "held")])
def test_rule_13_a_contest_ends_after_thirty_days_without_evidence(text, expected):
    assert state([TAKEN, ATTACK], text)[0] == expected


def test_rule_13_further_advances_keep_it_going():
    more = event("advance", SDF, ISIS, on="2017-06-30")
    assert state([TAKEN, ATTACK, more], "2017-07-30")[0] == "contested"
    assert state([TAKEN, ATTACK, more], "2017-07-31")[0] == "held"
    assert on([TAKEN, ATTACK, more], "2017-07-20").since == day("2017-06-06")


def test_rule_13_a_contest_ends_with_the_next_gain():
    taken = event("capture", SDF, ISIS, on="2017-06-20")
    assert state([TAKEN, ATTACK, taken], "2017-06-19")[0] == "contested"
    assert state([TAKEN, ATTACK, taken], "2017-06-20") == ("held", (SDF,))


def test_rule_13_a_contest_ends_when_the_attack_is_repelled():
    beaten = event("repelled", ISIS, SDF, on="2017-06-20")
    assert state([TAKEN, ATTACK, beaten], "2017-06-20") == ("held", (ISIS,))


def test_rule_13_beating_back_another_attacker_does_not_end_it():
    beaten = event("repelled", ISIS, GOV, on="2017-06-20")
    assert state([TAKEN, ATTACK, beaten], "2017-06-20") == ("contested", (ISIS, SDF))


def test_rule_13_a_contest_ends_with_the_holders_withdrawal():
    gone = event("withdrawal", None, ISIS, on="2017-06-20")
    assert state([TAKEN, ATTACK, gone], "2017-06-20") == ("unknown", ())


def test_rule_13_two_attackers_stand_beside_the_holder():
    other = event("advance", GOV, ISIS, on="2017-06-10")
    assert state([TAKEN, ATTACK, other], "2017-06-12") == ("contested", (ISIS, SDF, GOV))


@pytest.mark.parametrize("side", [GOV, RUSSIA])
def test_rule_13_an_advance_by_the_bloc_that_holds_the_place_by_then_changes_nothing(side):
    taken = event("capture", GOV, ISIS, on="2017-10-14")
    assert state([taken, event("advance", side, ISIS, known="2017-10-15")], "2017-10-15") == ("held", (GOV,))


def test_rule_13_where_no_holder_is_known_the_losing_side_of_an_advance_is_inferred():
    assert state([ATTACK], "2017-06-06") == ("contested", (ISIS, SDF))
    after = on([ATTACK], "2017-08-01")
    assert (after.state, after.holders, after.inferred) == ("held", (ISIS,), True)
    assert state([ATTACK], "2017-06-05") == ("unknown", ())


def test_rule_13_where_no_holder_is_known_the_losing_side_of_a_siege_is_inferred():
    found = on([event("siege", GOV, ISIS, on="2017-06-06")], "2017-06-06")
    assert (found.state, found.holders, found.inferred) == ("held", (ISIS,), True)


def test_rule_13_the_losing_side_holds_the_part_that_the_siege_names():
    found = on([event("siege", GOV, ISIS, on="2017-06-06", part="east", part_code="e", relation="part")], "2017-06-06")
    assert (found.state, found.holders, found.inferred) == ("divided", (ISIS,), True)
    assert found.shares == (("east", "e", ISIS, None),)


def test_rule_13_a_siege_never_ends_by_age():
    assert besieged([TAKEN, event("siege", GOV, ISIS, on="2015-01-01")], "2019-01-01") == (GOV,)


@pytest.mark.parametrize(
    "end",
    [
        event("siege_broken", ISIS, GOV, on="2017-06-01"),
        event("siege_broken", None, None, on="2017-06-01"),
        event("capture", GOV, ISIS, on="2017-06-01"),
        event("capture", SDF, ISIS, on="2017-06-01"),
        event("withdrawal", None, ISIS, on="2017-06-01"),
        event("withdrawal", None, GOV, on="2017-06-01"),
    ],
    ids=lambda e: e.id,
)
def test_rule_13_a_siege_ends_with_its_breaking_a_gain_or_a_withdrawal(end):
    events = [TAKEN, event("siege", GOV, ISIS, on="2015-01-01"), end]
    assert besieged(events, "2017-05-31") == (GOV,)
    assert besieged(events, "2017-06-01") == ()


def test_rule_13_breaking_another_sides_siege_leaves_this_one():
    events = [TAKEN, event("siege", GOV, ISIS, on="2015-01-01"), event("siege_broken", ISIS, SDF, on="2017-06-01")]
    assert besieged(events, "2017-06-01") == (GOV,)


def test_rule_13_the_siege_of_a_part_belongs_to_the_citys_siege():
    events = [
        event("siege", ISIS, GOV, on="2015-01-01", part="west", part_code="w", relation="part"),
        event("siege", GOV, ISIS, on="2017-10-14", part="east", part_code="e", relation="part"),
        event("siege_broken", GOV, ISIS, on="2017-09-05", part="west", part_code="w", relation="part"),
    ]
    assert besieged(events, "2017-09-04") == (ISIS,)
    assert besieged(events, "2017-09-05") == ()
    found = on(events, "2017-10-14", track="siege")
    assert (found.holders, found.shares) == ((GOV,), (("east", "e", GOV, ISIS),))


def test_rule_13_the_days_on_which_a_siege_may_have_begun_are_inferred():
    found = on([event("siege", ISIS, GOV, on="2014-01-01", to="2015-01-01")], "2014-06-01", track="siege")
    assert (found.holders, found.inferred) == ((ISIS,), True)
    assert not on([event("siege", ISIS, GOV, on="2014-01-01", to="2015-01-01")], "2014-12-31", track="siege").inferred


def test_rule_13_an_attack_on_a_side_that_we_do_not_have_there_goes_to_the_worklist():
    taken, attack = event("capture", GOV, on="2017-01-01"), event("advance", SDF, ISIS, on="2017-06-06")
    assert [(row.kind, row.event_id) for row in problems([taken, attack], HERE, BOOK)] == [("contradiction", attack.id)]
    assert problems([TAKEN, ATTACK], HERE, BOOK) == ()


def test_rule_14_two_blocs_given_one_place_on_one_day_are_disputed():
    both = [TAKEN, event("capture", GOV, ISIS, on="2017-10-14"), event("capture", SDF, ISIS, on="2017-10-14")]
    assert state(both, "2017-10-13") == ("held", (ISIS,))
    assert state(both, "2017-10-14") == ("disputed", (SDF, GOV))
    assert state(both, "2019-01-01") == ("disputed", (SDF, GOV))


def test_rule_14_until_a_later_event():
    both = [event("capture", GOV, ISIS, on="2017-10-14"), event("capture", SDF, ISIS, on="2017-10-14")]
    assert state([*both, event("capture", SDF, GOV, on="2017-11-01")], "2017-11-01") == ("held", (SDF,))
    assert state([*both, event("holds", GOV, known="2017-11-01")], "2017-11-01") == ("held", (GOV,))


@pytest.mark.parametrize(("first", "second", "holder"), [(1, 2, SDF), (2, 1, GOV)])
def test_rule_14_or_a_curators_order(first, second, holder):
    both = [
        event("capture", GOV, ISIS, on="2017-10-14", order=first),
        event("capture", SDF, ISIS, on="2017-10-14", order=second),
    ]
    assert state(both, "2017-10-14") == ("held", (holder,))


def test_rule_14_allies_on_one_day_do_not_dispute():
    both = [event("capture", GOV, ISIS, on="2017-10-14"), event("capture", HEZBOLLAH, ISIS, on="2017-10-14")]
    assert state(both, "2017-10-14")[0] == "held"


def test_rule_14_three_blocs():
    three = [event("capture", side, on="2017-10-14") for side in (GOV, SDF, SNA)]
    assert state(three, "2017-10-14") == ("disputed", (SDF, SNA, GOV))


def test_rule_14_the_holder_confirmed_and_another_on_one_day():
    taken = event("capture", GOV, on="2017-01-01")
    both = [event("capture", GOV, on="2017-10-14"), event("capture", SDF, on="2017-10-14")]
    assert state([taken, *both], "2017-10-13") == ("held", (GOV,))
    assert state([taken, *both], "2017-10-14") == ("disputed", (SDF, GOV))


def test_rule_14_two_holders_said_on_one_day_where_none_was_known():
    both = [event("holds", GOV, known="2017-10-14"), event("holds", SDF, known="2017-10-14")]
    assert state(both, "2017-10-14") == ("disputed", (SDF, GOV))


def test_rule_14_who_held_it_until_the_gain_is_no_dispute():
    both = [TAKEN, event("capture", GOV, on="2017-10-14"), event("holds", ISIS, known="2017-10-14")]
    assert state(both, "2017-10-14") == ("held", (GOV,))
    assert BOOK.colour(GOV, day("2017-10-14")) == GOV
