"""The two seed articles, accepted by the policy alone: which place is whose on which day (written by hand)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.merging import merge
from events.policy import PolicyContext, judge
from events.timeline import build, ledger_event, state_at
from tests.core.control.factories import BOOK, GOV, ISIS, SDF, day
from tests.core.control.seed_facts import BUKAMAL, DEIR, DEIR_GOV, MAYADIN, PLACES, RAQQA, TABQA, seed_claims

STATES = [
    (MAYADIN, "2015-01-01", "unknown", (), ()),
    (MAYADIN, "2017-10-10", "held", (ISIS,), ()),
    (MAYADIN, "2017-10-12", "held", (ISIS,), (GOV,)),
    (MAYADIN, "2017-10-14", "held", (GOV,), ()),
    (MAYADIN, "2017-10-15", "held", (GOV,), ()),
    (MAYADIN, "2017-10-20", "held", (GOV,), ()),
    (BUKAMAL, "2016-01-01", "unknown", (), ()),
    (BUKAMAL, "2017-10-15", "held", (ISIS,), ()),
    (RAQQA, "2017-10-15", "contested", (ISIS, SDF), ()),
    (TABQA, "2017-05-09", "held", (ISIS,), ()),
    (TABQA, "2017-05-10", "unknown", (), ()),
    (TABQA, "2017-05-12", "unknown", (), ()),
    (DEIR, "2017-10-15", "divided", (ISIS, GOV), (GOV,)),
    (DEIR, "2016-06-01", "divided", (GOV,), (ISIS,)),
]
# Other readings of single sentences that a careful reader may defend; none of them may change a colour.
READINGS = {
    "as read": {},
    "90 % as a capture of a share": {("B", 2976): {"type": "capture"}},
    "losing sides named": {("A", 774): {"losing": ISIS}, ("A", 1360): {"losing": ISIS}, ("A", 871): {"losing": ISIS}},
    "siege three years ago to the day": {("B", 3985): {"on": "2014-10-15", "to": None}},
    "second siege a day earlier": {("A", 1360): {"on": "2017-10-12"}},
    "the rest surrendered": {("A", 2832): {"of_force": "all"}},
    "free of isis as an evacuation": {("A", 2769): {"type": "evacuation"}},
    "Tabqa withdrawal": {("B", 2293): {"type": "withdrawal"}},
    "headline day": {("A", 512): {"on": "2017-10-14"}},
    "monitor as asserted": {("A", 2278): {"modality": "asserted"}, ("B", 2160): {"modality": "asserted"}},
}


def accepted(claims):
    """Return what the policy accepts of the claims, as the timeline sees it."""
    context = PolicyContext(BOOK, tuple(claims))
    groups = merge(claims, actors=BOOK).groups
    return [ledger_event(group, decided_by="policy") for group in groups if judge(group, context).accepted]


@pytest.fixture(scope="module", params=READINGS, ids=str)
def periods(request):
    found = build(accepted(seed_claims(READINGS[request.param])), PLACES, BOOK)
    return {place_id: [p for p in found if p.place_id == place_id] for place_id in PLACES}


@pytest.mark.parametrize(("where", "on", "state", "holders", "besiegers"), STATES)
def test_state(periods, where, on, state, holders, besiegers):
    control, siege = state_at(periods[where], day(on)), state_at(periods[where], day(on), "siege")
    assert (control.state if control else "unknown") == state
    assert (control.holders if control else ()) == holders
    assert (siege.holders if siege else ()) == besiegers


def test_raqqa_is_never_sdf(periods):
    on = day("2012-01-01")
    while on < day("2026-01-01"):
        control = state_at(periods[RAQQA], on)
        assert control is None or (control.state, control.holders) != ("held", (SDF,)), on
        assert control is None or control.holders != (SDF,), on
        on += timedelta(days=1)


def test_mayadin_is_inferred_isis_for_a_year_before(periods):
    control = state_at(periods[MAYADIN], day("2016-10-15"))
    assert (control.state, control.holders, control.inferred) == ("held", (ISIS,), True)
    assert state_at(periods[MAYADIN], day("2016-10-13")) is None


def test_mayadin_siege_since_wednesday(periods):
    siege = state_at(periods[MAYADIN], day("2017-10-13"), "siege")
    assert (siege.since, siege.start, siege.end) == (day("2017-10-11"), day("2017-10-11"), day("2017-10-14"))


def test_tabqa_before_is_inferred_after_is_left_by_isis(periods):
    assert state_at(periods[TABQA], day("2017-05-09")).inferred
    assert state_at(periods[TABQA], day("2017-05-10")).left_by == ISIS
    assert state_at(periods[TABQA], day("2019-01-01")).holders == ()


def test_deir_shares_say_which_bank_is_whose(periods):
    control, siege = (state_at(periods[DEIR], day("2017-10-15"), track) for track in ("control", "siege"))
    assert {share[1:3] for share in control.shares} == {("w", GOV), ("e", ISIS)}
    assert {share[1:] for share in siege.shares} == {("e", GOV, ISIS)}


def test_governorate_is_an_area_of_its_own(periods):
    control = state_at(periods[DEIR_GOV], day("2016-06-01"))
    assert (control.state, control.holders) == ("divided", (ISIS,))
    assert state_at(periods[BUKAMAL], day("2016-06-01")) is None


def test_nothing_unreal_or_unnamed_is_accepted():
    taken = {claim_id for event in accepted(seed_claims()) for claim_id in event.basis}
    for claim in seed_claims():
        if claim.modality not in ("asserted", "claimed") or not claim.named_origin or claim.place_id is None:
            assert claim.id not in taken
