"""Where two rules meet: small ledgers written to trip the timeline, each expectation read off the rule itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.ledger import ActorBook
from events.merging import FrozenEvent, merge
from events.timeline import known_on, problems
from tests.core.control.factories import BOOK, GOV, ISIS, NUSRA, SDF, SNA, actor, claim, day, event, one_group, place
from tests.core.control.states import HERE, besieged, on, state

EAST = {"part": "east", "part_code": "e", "relation": "part"}
WEST = {"part": "west", "part_code": "w", "relation": "part"}
TAKEN = event("capture", ISIS, on="2014-06-10")


def frozen(family, gaining=None, losing=None, *, on, **fields):
    """Return an accepted event of one day as merging sees it."""
    next_day = day(on).replace(day=day(on).day + 1)
    known = {"gaining": gaining, "losing": losing, "date_start": day(on), "date_end": next_day, "known_on": day(on)}
    return FrozenEvent("frozen", "p", family, ("other",), **known | fields)


# Rule 2: an accepted contrary event between


@pytest.mark.parametrize(
    ("fields", "apart"),
    [({}, True), ({"relation": "near"}, False), ({**EAST}, False), ({"partial": True}, False)],
    ids=["at the place", "near it", "of a part", "by some of them"],
)
def test_rule_02_only_what_undoes_the_change_stands_between_two_claims(fields, apart):
    told = [claim("capture", "p", GOV, ISIS, on, article=on) for on in ("2017-10-13", "2017-10-15")]
    left = frozen("leave", None, GOV, on="2017-10-14", **fields)
    assert (len(merge(told, actors=BOOK, frozen=[left]).groups) == 2) == apart


def test_rule_02_what_is_said_of_the_surroundings_does_not_contradict_the_place():
    told = claim("capture", "p", GOV, ISIS, "2017-10-14")
    around = frozen("gain", SDF, ISIS, on="2017-10-14", relation="around")
    assert merge([told], actors=BOOK, frozen=[around]).contradictions == ()
    assert merge([told], actors=BOOK, frozen=[replace(around, relation="at")]).contradictions != ()


def test_rule_05_a_rejected_word_about_an_unnamed_part_is_known_again():
    said = {"relation": "part", "extent": "partial"}
    told = claim("advance", "p", GOV, ISIS, "2017-10-14", **said)
    rejected = frozen("advance", GOV, ISIS, on="2017-10-14", status="rejected", relation="part", partial=True)
    assert [old for _, old in merge([told], actors=BOOK, frozen=[rejected]).echoes] == ["frozen"]


# Rules 8, 13 and 22: parts


def test_rule_13_a_third_side_that_takes_a_divided_citys_part_contradicts_nobody():
    events = [
        event("capture", GOV, on="2013-01-01"),
        event("holds", SNA, known="2013-05-01", **EAST),
        event("capture", ISIS, SNA, on="2014-07-14", **EAST),
    ]
    assert problems(events, HERE, BOOK) == ()
    assert state(events, "2014-07-13") == ("divided", (SNA, GOV))
    assert state(events, "2014-07-14") == ("contested", (GOV, ISIS))
    assert state(events, "2014-09-01") == ("divided", (ISIS, GOV))
    assert on(events, "2014-09-01").shares == (("east", "e", ISIS, None),)


def test_rule_13_nor_where_only_the_other_part_was_known():
    events = [event("holds", GOV, known="2013-05-01", **WEST), event("capture", ISIS, SNA, on="2014-07-14", **EAST)]
    assert problems(events, HERE, BOOK) == ()
    assert state(events, "2014-07-01") == ("divided", (SNA, GOV))
    assert state(events, "2014-09-01") == ("divided", (ISIS, GOV))


def test_rule_13_the_holder_of_the_city_attacks_who_has_a_part_of_it():
    events = [
        event("capture", GOV, on="2013-01-01"),
        event("holds", ISIS, known="2014-07-01", **EAST),
        event("advance", GOV, ISIS, on="2014-08-01", **EAST),
    ]
    assert state(events, "2014-08-01") == ("contested", (ISIS, GOV))


def test_rule_13_an_attacker_that_withdraws_never_held_the_place():
    attack, retreat = event("advance", SDF, on="2017-10-01"), event("withdrawal", None, SDF, on="2017-10-05")
    assert state([attack, retreat], "2017-09-30") == ("unknown", ())
    assert state([attack, retreat], "2017-10-04") == ("contested", (SDF,))
    assert on([attack, retreat], "2017-10-05") is None


def test_rule_13_a_besieger_that_withdraws_never_held_the_place():
    events = [event("siege", ISIS, on="2017-10-01"), event("withdrawal", None, ISIS, on="2017-10-05")]
    assert besieged(events, "2017-10-04") == (ISIS,)
    assert besieged(events, "2017-10-05") == ()
    assert state(events, "2017-09-30") == state(events, "2017-10-05") == ("unknown", ())


def test_rule_10_an_attackers_force_that_is_taken_out_leaves_nothing_unknown_behind():
    events = [event("siege", ISIS, on="2017-10-01"), event("evacuation", None, ISIS, on="2017-10-05", of_force="all")]
    assert on(events, "2017-10-05") is None


def test_rule_22_two_blocs_given_one_quarter_on_one_day_divide_the_city():
    world = {node.id: node for node in (place("city"), place("quarter", "neighbourhood", "city", name="Q"))}
    events = [event("capture", side, on="2017-09-01", place="quarter") for side in (GOV, SDF)]
    assert state(events, "2017-09-01", where="quarter", places=world) == ("disputed", (SDF, GOV))
    assert state(events, "2017-09-01", where="city", places=world) == ("divided", (SDF, GOV))
    found = on(events, "2017-09-01", where="city", places=world)
    assert found.shares == (("Q", None, SDF, None), ("Q", None, GOV, None))


# Rules 9, 10, 14: disputes and shares


@pytest.mark.parametrize("type", ["withdrawal", "evacuation"])
def test_rule_14_who_has_neither_of_the_two_claims_to_a_place_ends_no_dispute_by_leaving(type):
    both = [event("capture", side, ISIS, on="2017-10-14") for side in (GOV, SDF)]
    left = event(type, None, ISIS, on="2017-10-15", of_force="all")
    assert state([*both, left], "2017-10-15") == ("disputed", (SDF, GOV))


def test_rule_14_one_order_for_both_orders_nothing():
    both = [event("capture", side, on="2017-10-14", order=1) for side in (GOV, SDF)]
    assert state(both, "2017-10-14") == ("disputed", (SDF, GOV))
    assert state([both[0], replace(both[1], order=2)], "2017-10-14") == ("held", (SDF,))


SHARED = [event("capture", SDF, on="2016-08-01"), event("handover", GOV, SDF, on="2017-03-06", extent="partial")]


def test_rule_19_taking_a_shared_place_from_one_of_the_two_is_no_gap():
    taken = event("capture", SNA, GOV, on="2018-10-14")
    assert problems([*SHARED, taken], HERE, BOOK) == ()
    assert state([*SHARED, taken], "2018-10-13") == ("shared", (SDF, GOV))
    assert state([*SHARED, taken], "2018-10-14") == ("held", (SNA,))


def test_rule_08_one_of_two_who_share_a_place_may_take_all_of_it():
    taken = event("capture", SDF, GOV, on="2017-03-20")
    assert state([*SHARED, taken], "2017-03-20") == ("held", (SDF,))
    assert problems([*SHARED, taken], HERE, BOOK) == ()


# Rules 12, 15, 16 and 18: days


def test_rule_12_a_successor_succeeds_on_the_days_on_which_it_does():
    spans = (("successor_of", "old", day("2018-01-01"), None),)
    book = ActorBook([actor("old"), actor("new", successor_of=("old",), spans=spans)])
    assert not book.agree("new", "old", day("2017-12-31"))
    assert book.agree("new", "old", day("2018-01-01"))
    assert book.agree("old", "new", day("2018-01-01"))


def test_rule_15_later_evidence_for_the_old_holder_does_not_shorten_the_uncertain_days():
    seen = event("holds", ISIS, known="2017-10-12")
    events = [TAKEN, seen, event("capture", GOV, ISIS, on="2017-10-10", to="2017-10-15")]
    assert state(events, "2017-10-09") == ("held", (ISIS,))
    assert state(events, "2017-10-10") == ("uncertain", (ISIS, GOV))
    assert state(events, "2017-10-13") == ("uncertain", (ISIS, GOV))


def test_rule_16_an_event_is_known_from_its_first_claims_day_of_speech_or_else_of_publication():
    silent = claim("capture", "p", GOV, ISIS, said="2017-10-15", article="a", known_on=None)
    told = claim("capture", "p", GOV, ISIS, said="2017-10-17", article="b")
    assert one_group(silent, told).merged.known_on == day("2017-10-15")


def test_rule_18_it_is_not_uncertain_between_sides_of_which_one_is_no_more():
    events = [event("capture", SDF, NUSRA, on="2017-01-20", to="2017-02-11")]
    assert state(events, "2017-01-27") == ("uncertain", (NUSRA, SDF))
    assert state(events, "2017-01-28") == ("uncertain", (SDF,))


def test_rule_18_who_has_ended_is_not_uncertain_to_have_left():
    left = event("withdrawal", None, NUSRA, on="2017-01-20", to="2017-02-11")
    assert state([left], "2017-01-27") == ("uncertain", (NUSRA,))
    found = on([left], "2017-01-28")
    assert (found.state, found.holders, found.left_by) == ("unknown", (), NUSRA)


def test_rule_18_a_contest_is_not_with_a_side_that_is_no_more():
    taken = event("capture", SDF, GOV, on="2024-12-01", **WEST)
    assert state([taken], "2024-12-07") == ("contested", (GOV, SDF))
    assert state([taken], "2024-12-08") == ("contested", (SDF,))


def test_rule_20_a_fact_of_the_historical_ledger_is_known_from_the_decision_that_put_it_there():
    fact = event("capture", GOV, on="2016-12-22", decided_at=day("2026-11-22"), ledger=True)
    assert known_on([fact], day("2016-12-31")) == ()
    assert known_on([fact], day("2026-11-21")) == ()
    assert known_on([fact], day("2026-11-22")) == (fact,)
