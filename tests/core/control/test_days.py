"""Days: certain, uncertain, inferred, ageing, known (rules 15-20), by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.timeline import build, freshness, known_claims, known_on, ledger_version, problems
from events.timeline_days import certain_day, gap, interval
from tests.core.control.factories import BOOK, GOV, HTS, ISIS, NUSRA, SDF, YPG, claim, day, event
from tests.core.control.states import HERE, besieged, on, state

TAKEN = event("capture", ISIS, on="2014-06-10")


def test_rule_15_an_interval_is_certain_from_its_last_day():
    events = [TAKEN, event("capture", GOV, ISIS, on="2017-10-10", to="2017-10-15")]
    assert state(events, "2017-10-09") == ("held", (ISIS,))
    assert state(events, "2017-10-10") == ("uncertain", (ISIS, GOV))
    assert state(events, "2017-10-13") == ("uncertain", (ISIS, GOV))
    assert state(events, "2017-10-14") == ("held", (GOV,))


def test_rule_15_one_day_has_no_uncertain_part():
    events = [TAKEN, event("capture", GOV, ISIS, on="2017-10-14")]
    assert state(events, "2017-10-13") == ("held", (ISIS,))
    assert "uncertain" not in {p.state for p in build(events, HERE, BOOK)}


def test_rule_15_an_advance_in_an_interval_is_uncertain_before_it_is_contested():
    events = [TAKEN, event("advance", GOV, ISIS, on="2017-10-10", to="2017-10-15")]
    assert state(events, "2017-10-12") == ("uncertain", (ISIS, GOV))
    assert state(events, "2017-10-14") == ("contested", (ISIS, GOV))


def test_rule_16_an_undated_gain_is_certain_from_the_day_it_is_known():
    events = [TAKEN, event("capture", GOV, ISIS, known="2017-10-15")]
    assert state(events, "2017-10-15") == ("held", (GOV,))


def test_rule_16_and_uncertain_at_most_thirty_days_back():
    events = [TAKEN, event("capture", GOV, ISIS, known="2017-10-15")]
    assert state(events, "2017-09-14") == ("held", (ISIS,))
    assert state(events, "2017-09-15") == ("uncertain", (ISIS, GOV))
    assert state(events, "2017-10-14") == ("uncertain", (ISIS, GOV))


def test_rule_16_back_to_the_old_holders_last_evidence():
    seen = event("holds", ISIS, known="2017-10-05")
    events = [TAKEN, seen, event("capture", GOV, ISIS, known="2017-10-15")]
    assert state(events, "2017-10-05") == ("held", (ISIS,))
    assert state(events, "2017-10-06") == ("uncertain", (ISIS, GOV))


@pytest.mark.parametrize("type", ["siege", "advance"])
def test_rule_16_an_undated_siege_or_advance_acts_from_its_known_day_only(type):
    events = [TAKEN, event(type, GOV, ISIS, known="2017-10-15")]
    assert state(events, "2017-10-14") == ("held", (ISIS,))
    assert besieged(events, "2017-10-14") == ()
    assert "uncertain" not in {p.state for p in build(events, HERE, BOOK)}


def test_rule_16_an_undated_holds_acts_from_its_known_day_only():
    assert {(p.start, p.state) for p in build([event("holds", ISIS, known="2017-10-15")], HERE, BOOK)} == {
        (day("2017-10-15"), "held")
    }


def test_rule_16_without_a_known_day_it_never_colours_and_goes_to_the_worklist():
    lost = event("capture", GOV, ISIS)
    assert build([lost], HERE, BOOK) == ()
    assert [(row.kind, row.event_id) for row in problems([lost], HERE, BOOK)] == [("no day", lost.id)]


@pytest.mark.parametrize("type", ["capture", "withdrawal"])
def test_rule_17_the_losing_side_held_the_place_a_year_before_at_most(type):
    events = [event(type, GOV if type == "capture" else None, ISIS, on="2017-10-14")]
    found = on(events, "2016-10-14")
    assert (found.state, found.holders, found.inferred) == ("held", (ISIS,), True)
    assert state(events, "2016-10-13") == ("unknown", ())
    assert on(events, "2017-10-13").inferred


def test_rule_17_back_to_its_own_evidence():
    events = [event("holds", ISIS, known="2017-09-01"), event("capture", GOV, ISIS, on="2017-10-14")]
    assert state(events, "2017-09-01") == ("held", (ISIS,))
    assert state(events, "2017-08-31") == ("unknown", ())
    assert not on(events, "2017-10-13").inferred


def test_rule_17_a_siege_before_does_not_cut_the_inference_short():
    events = [event("siege", GOV, ISIS, on="2017-10-11"), event("capture", GOV, ISIS, on="2017-10-14")]
    assert state(events, "2017-10-10") == ("held", (ISIS,))
    assert state(events, "2016-10-14") == ("held", (ISIS,))
    assert state(events, "2016-10-13") == ("unknown", ())


def test_rule_17_never_before_the_side_existed():
    events = [event("capture", GOV, SDF, on="2016-01-01")]
    assert state(events, "2015-10-10") == ("held", (SDF,))
    assert state(events, "2015-10-09") == ("unknown", ())


def test_rule_17_never_over_what_was_known():
    events = [TAKEN, event("withdrawal", None, ISIS, on="2017-09-01"), event("capture", GOV, SDF, on="2017-10-14")]
    assert state(events, "2017-08-31") == ("held", (ISIS,))
    assert state(events, "2017-10-13") == ("held", (SDF,))


def test_rule_17_who_is_known_to_have_left_is_not_inferred_back():
    events = [TAKEN, event("withdrawal", None, ISIS, on="2017-09-01"), event("capture", GOV, ISIS, on="2017-10-14")]
    assert on(events, "2017-10-13").left_by == ISIS


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("2014-06-10", "fresh"), ("2014-07-10", "fresh"), ("2014-07-11", "ageing"),
        ("2014-12-07", "ageing"), ("2014-12-08", "stale"), ("2020-01-01", "stale"),
    ],
)  # fmt: skip
def test_rule_18_a_holder_persists_and_ages(text, band):
    found = on([TAKEN], text)
    assert (found.state, found.holders) == ("held", (ISIS,))
    assert freshness(found, day(text)) == band


def test_rule_18_later_evidence_does_not_refresh_earlier_days():
    events = [TAKEN, event("holds", ISIS, known="2016-01-01")]
    assert freshness(on(events, "2015-12-31"), day("2015-12-31")) == "stale"
    assert freshness(on(events, "2016-01-01"), day("2016-01-01")) == "fresh"


def test_rule_18_a_retelling_years_later_is_no_evidence_for_the_years_between():
    told = replace(event("capture", ISIS, on="2014-06-10", known="2017-10-15"), evidence=(day("2017-10-15"),))
    assert freshness(on([told], "2016-01-01"), day("2016-01-01")) == "stale"


def test_rule_18_never_past_the_sides_end():
    events = [event("capture", GOV, on="2024-11-01")]
    assert state(events, "2024-12-07") == ("held", (GOV,))
    after = on(events, "2024-12-08")
    assert (after.state, after.holders, after.left_by) == ("unknown", (), GOV)


def test_rule_18_a_side_that_has_ended_does_not_come_back_with_a_later_event():
    assert state([event("capture", NUSRA, on="2018-01-01")], "2018-01-01") == ("unknown", ())


def test_rule_18_nor_does_it_wipe_out_who_held_the_place_before():
    late = event("capture", NUSRA, on="2018-01-01")
    events = [event("capture", GOV, on="2017-06-01"), late, event("siege", ISIS, on="2019-01-01")]
    assert state(events, "2017-12-31") == ("held", (GOV,))
    assert state(events, "2018-01-02") == ("unknown", ())


def test_rule_18_the_successor_holds_only_what_is_said_of_it():
    events = [event("capture", NUSRA, on="2016-12-01"), event("holds", HTS, known="2017-03-01")]
    assert state(events, "2017-01-27") == ("held", (NUSRA,))
    assert state(events, "2017-01-28") == ("unknown", ())
    assert state(events, "2017-03-01") == ("held", (HTS,))


def test_rule_19_a_broken_chain_ends_the_holder_at_its_last_evidence():
    known = event("capture", GOV, on="2014-01-01")
    events = [known, event("holds", GOV, known="2014-02-01"), event("capture", SDF, ISIS, on="2017-10-14")]
    assert state(events, "2014-02-01") == ("held", (GOV,))
    assert state(events, "2014-02-02") == ("unknown", ())
    assert state(events, "2017-10-13") == ("unknown", ())
    assert state(events, "2017-10-14") == ("held", (SDF,))


def test_rule_19_the_losing_side_is_not_painted():
    events = [event("capture", GOV, on="2014-01-01"), event("capture", SDF, ISIS, on="2017-10-14")]
    assert all(ISIS not in p.holders for p in build(events, HERE, BOOK))


def test_rule_19_a_row_for_the_worklist():
    taken = event("capture", SDF, ISIS, on="2017-10-14")
    rows = problems([event("capture", GOV, on="2014-01-01"), taken], HERE, BOOK)
    assert [(row.kind, row.place_id, row.event_id) for row in rows] == [("chain gap", "p", taken.id)]


def test_rule_19_one_bloc_is_no_gap():
    events = [event("capture", SDF, on="2016-01-01"), event("capture", GOV, YPG, on="2017-10-14")]
    assert state(events, "2017-10-13") == ("held", (SDF,))
    assert problems(events, HERE, BOOK) == ()


def test_rule_19_another_sides_withdrawal_is_a_gap_too():
    events = [event("capture", GOV, on="2014-01-01"), event("withdrawal", None, ISIS, on="2017-10-14")]
    assert state(events, "2017-10-13") == ("unknown", ())
    assert on(events, "2017-10-14").left_by == ISIS
    assert [row.kind for row in problems(events, HERE, BOOK)] == ["chain gap"]


def test_rule_19_the_same_gain_told_again_within_a_month_is_no_gap():
    events = [event("capture", GOV, ISIS, on="2017-10-14"), event("capture", GOV, ISIS, on="2017-10-17")]
    assert state(events, "2017-10-15") == ("held", (GOV,))
    assert problems(events, HERE, BOOK) == ()


def test_rule_19_taking_the_part_that_another_side_still_had_is_no_gap():
    events = [
        event("capture", GOV, on="2016-03-27"),
        event("holds", ISIS, known="2016-04-01", part="east", part_code="e", relation="part"),
        event("capture", GOV, ISIS, on="2017-10-14"),
    ]
    assert state(events, "2017-10-13") == ("divided", (ISIS, GOV))
    assert state(events, "2017-10-14") == ("held", (GOV,))
    assert problems(events, HERE, BOOK) == ()


def test_rule_19_the_same_gain_after_years_says_that_it_was_lost_between():
    events = [event("capture", GOV, ISIS, on="2016-03-27"), event("recapture", GOV, ISIS, on="2017-03-02")]
    assert state(events, "2016-03-27") == ("held", (GOV,))
    assert state(events, "2017-03-01") == ("unknown", ())
    assert [row.kind for row in problems(events, HERE, BOOK)] == ["chain gap"]


def test_rule_20_only_claims_published_until_then():
    claims = [claim("capture", "p", GOV, said=said, article=said) for said in ("2017-10-15", "2017-10-17")]
    assert known_claims(claims, day("2017-10-14")) == ()
    assert known_claims(claims, day("2017-10-15")) == (claims[0],)
    assert known_claims(claims, day("2017-10-17")) == tuple(claims)


def test_rule_20_only_decisions_made_until_then():
    taken = event("capture", GOV, on="2017-10-14", known="2017-10-15", decided_at=day("2017-10-20"))
    assert known_on([taken], day("2017-10-19")) == ()
    assert known_on([taken], day("2017-10-20")) == (taken,)


def test_rule_20_the_policy_decides_on_the_day_of_publication():
    taken = event(
        "capture", GOV, on="2017-10-14", known="2017-10-15", decided_at=day("2026-01-01"), decided_by="policy"
    )
    assert known_on([taken], day("2017-10-14")) == ()
    assert known_on([taken], day("2017-10-15")) == (taken,)


def test_rule_20_spoken_the_day_before_it_was_published_it_was_known_when_published():
    said = {"known": "2017-10-14", "published": day("2017-10-15"), "decided_by": "policy"}
    taken = event("capture", GOV, on="2017-10-14", **said)
    assert known_on([taken], day("2017-10-14")) == ()
    assert known_on([taken], day("2017-10-15")) == (taken,)


def test_rule_20_later_evidence_is_cut():
    taken = replace(event("capture", GOV, known="2017-10-15"), evidence=(day("2017-10-15"), day("2017-10-18")))
    assert known_on([taken], day("2017-10-16"))[0].evidence == (day("2017-10-15"),)


def test_rule_20_the_version_is_of_the_content_not_of_the_machine():
    a, b = TAKEN, event("capture", GOV, ISIS, on="2017-10-14")
    version = ledger_version([a, b])
    assert version == ledger_version([b, a])
    assert version == ledger_version([replace(a, id="77", decided_at=day("2026-01-01")), b])
    assert version != ledger_version([a])
    assert version != ledger_version([a, replace(b, start=day("2017-10-13"))])
    assert version != ledger_version([a, replace(b, decided_by="policy")])


def test_half_open_days():
    assert interval(day("2017-10-14"), day("2017-10-15"), None) == (day("2017-10-14"), day("2017-10-15"))
    assert interval(day("2014-01-01"), None, day("2017-10-15")) == (day("2014-01-01"), day("2017-10-16"))
    assert interval(None, None, day("2017-10-15")) is None
    assert certain_day(None, None, day("2017-10-15")) == day("2017-10-15")
    assert gap((day("2017-10-10"), day("2017-10-12")), (day("2017-10-11"), day("2017-10-13"))) == 0
    assert gap((day("2017-10-10"), day("2017-10-12")), (day("2017-10-12"), day("2017-10-13"))) == 1
