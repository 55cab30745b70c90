"""What holds for every ledger, tried on random ones: no overlap, no order, no colour from what is not real."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from events.ledger import LedgerEvent
from events.merging import merge
from events.policy import PolicyContext, judge
from events.timeline import (
    affected,
    build,
    build_place,
    known_claims,
    known_on,
    ledger_event,
    ledger_version,
    needed,
    state_at,
)  # fmt: skip
from tests.core.control.factories import BOOK, GOV, HTS, ISIS, NUSRA, RUSSIA, SDF, YPG, claim, place

PLACES = {
    node.id: node
    for node in (
        place("gov", "governorate"),
        place("city", "city", "gov"),
        place("quarter", "neighbourhood", "city"),
        place("town", "town", "gov"),
    )
}
FIRST = date(2016, 10, 1)
SIDES = st.sampled_from([None, GOV, ISIS, SDF, YPG, HTS, NUSRA, RUSSIA])
TYPES = st.sampled_from(
    "capture recapture handover withdrawal surrender evacuation siege siege_broken advance repelled holds".split()
)
DAYS = st.integers(0, 150).map(lambda n: FIRST + timedelta(days=n))
SPAN = st.sampled_from([None, "open", 1, 1, 1, 5, 30])
SETTINGS = settings(max_examples=60, deadline=None)


@st.composite
def events(draw, real=True):
    """Return an event with any type, sides, days and scope."""
    start, span = draw(DAYS), draw(SPAN)
    part = draw(st.sampled_from([None, None, None, "e", "w"]))
    end = start + timedelta(days=span) if isinstance(span, int) else None
    modality = draw(st.sampled_from(["asserted", "claimed"] if real else ["expected", "denied"]))
    known = draw(st.sampled_from([end or start, (end or start) + timedelta(days=2), None]))
    return LedgerEvent(
        id=draw(st.uuids()).hex, place_id=draw(st.sampled_from(sorted(PLACES))), type=draw(TYPES),
        gaining=draw(SIDES), losing=draw(SIDES), start=None if span is None else start, end=end, known_on=known,
        modality=modality, relation="part" if part else draw(st.sampled_from(["at", "at", "at", "near"])),
        part_code=part, part=part, extent=draw(st.sampled_from([None, None, "full", "partial"])),
        of_force=draw(st.sampled_from([None, "all", "partial"])), whole=draw(st.booleans()),
        evidence=(known,) if known else (), decided_by=draw(st.sampled_from(["person", "policy"])),
        order=draw(st.sampled_from([None, None, 1, 2])),
    )  # fmt: skip


@st.composite
def claims(draw):
    """Return a claim with any type, sides, days, speaker and confidence."""
    start, span, type_ = draw(DAYS), draw(SPAN), draw(TYPES)
    said = (start + timedelta(days=draw(st.integers(0, 3)))).isoformat()
    if span is None:
        on = to = None
    else:
        on, to = start.isoformat(), "open" if span == "open" else (start + timedelta(days=span)).isoformat()
    modality = draw(st.sampled_from(["asserted", "asserted", "claimed", "expected", "denied"]))
    fields = {"modality": modality, "confidence": draw(st.sampled_from(["high", "high", "medium"]))}
    fields |= {"of_force": draw(st.sampled_from([None, "all", "partial"])), "article": draw(st.uuids()).hex}
    fields["origin"] = draw(st.sampled_from([None, "a", "b"]))
    return claim(type_, draw(st.sampled_from(["city", "town"])), draw(SIDES), draw(SIDES), on, to, said=said, **fields)


LEDGERS = st.lists(events(), max_size=12)
CLAIMS = st.lists(claims(), max_size=10, unique_by=lambda c: c.id)


def accepted(found, frozen=()):
    context = PolicyContext(BOOK, tuple(found))
    groups = merge(found, actors=BOOK, frozen=frozen).groups
    return tuple(ledger_event(group, decided_by="policy") for group in groups if judge(group, context).accepted)


def colours(periods):
    """Return (place, day, track, state, holders, siege) for a sample of days: what a reader sees."""
    seen = []
    for place_id in sorted(PLACES):
        own = [p for p in periods if p.place_id == place_id]
        for n in range(-400, 500, 3):
            for track in ("control", "siege"):
                found = state_at(own, FIRST + timedelta(days=n), track)
                seen.append((found.state, found.holders, found.left_by) if found else None)
    return seen


@SETTINGS
@given(LEDGERS)
def test_periods_of_a_place_and_track_never_overlap(ledger):
    periods = build(ledger, PLACES, BOOK)
    assert list(periods) == sorted(periods, key=lambda p: (p.place_id, p.track, p.start))
    for a, b in pairwise(periods):
        if (a.place_id, a.track) == (b.place_id, b.track):
            assert a.end is not None
            assert a.end <= b.start
    assert all(p.end is None or p.start < p.end for p in periods)


@SETTINGS
@given(LEDGERS, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(ledger, random):
    shuffled = list(ledger)
    random.shuffle(shuffled)
    assert build(shuffled, PLACES, BOOK) == build(ledger, PLACES, BOOK)
    assert ledger_version(shuffled) == ledger_version(ledger)


@SETTINGS
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_ingestion_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert merge(shuffled, actors=BOOK) == merge(found, actors=BOOK)
    assert build(accepted(shuffled), PLACES, BOOK) == build(accepted(found), PLACES, BOOK)


@SETTINGS
@given(LEDGERS, st.lists(events(real=False), max_size=4))
def test_unreal_events_never_change_a_period(ledger, unreal):
    assert build([*ledger, *unreal], PLACES, BOOK) == build(ledger, PLACES, BOOK)


@SETTINGS
@given(CLAIMS, st.lists(claims(), min_size=1, max_size=3, unique_by=lambda c: c.id), st.booleans())
def test_an_expected_or_denied_claim_never_colours(found, more, denied):
    unreal = [replace(c, modality="denied" if denied else "expected", id=f"unreal-{c.id}") for c in more]
    before, after = accepted(found), accepted([*found, *unreal])
    # It may only make the policy more careful: nothing new is accepted, and what stays accepted says the same.
    assert set(after) <= set(before)
    assert not {claim_id for event in after for claim_id in event.basis if claim_id.startswith("unreal-")}


@SETTINGS
@given(LEDGERS, events())
def test_rebuilding_from_nothing_equals_incremental(ledger, decision):
    stored = {p.place_id: [] for p in build(ledger, PLACES, BOOK)}
    for period in build(ledger, PLACES, BOOK):
        stored[period.place_id].append(period)
    after = [*ledger, decision]
    for place_id in affected(PLACES, decision.place_id, whole=decision.whole):
        rows = [event for event in after if event.place_id in needed(PLACES, place_id)]
        stored[place_id] = list(build_place(place_id, rows, PLACES, BOOK))
    incremental = [period for place_id in sorted(stored) for period in stored[place_id]]
    assert tuple(incremental) == build(after, PLACES, BOOK)


@SETTINGS
@given(LEDGERS, LEDGERS, st.integers(0, 150))
def test_what_was_known_on_a_day_does_not_change_when_later_news_arrives(ledger, later, n):
    on = FIRST + timedelta(days=n)
    late = [replace(e, known_on=on + timedelta(days=1), evidence=(), id=f"late-{e.id}") for e in later]
    assert build(known_on([*ledger, *late], on), PLACES, BOOK) == build(known_on(ledger, on), PLACES, BOOK)


@SETTINGS
@given(CLAIMS, CLAIMS, st.integers(0, 150))
def test_what_the_policy_had_accepted_on_a_day_does_not_change_either(found, later, n):
    on = FIRST + timedelta(days=n)
    late = [replace(c, published=on + timedelta(days=1 + i), id=f"late-{c.id}") for i, c in enumerate(later)]
    assert accepted(known_claims([*found, *late], on)) == accepted(known_claims(found, on))


@SETTINGS
@given(CLAIMS, st.data())
def test_deleting_an_undecided_event_changes_nothing_decided(found, data):
    from events.merging import FrozenEvent

    groups = merge(found, actors=BOOK).groups
    decided = data.draw(st.lists(st.sampled_from(groups), unique_by=lambda g: g.key)) if groups else []
    frozen = [
        FrozenEvent(g.key, g.merged.place_id, g.merged.family, g.claim_ids, gaining=g.merged.gaining) for g in decided
    ]
    undecided = [g for g in groups if g not in decided]
    gone = data.draw(st.sampled_from(undecided)) if undecided else None
    kept = [c for c in found if gone is None or c.id not in gone.claim_ids]
    ledger = [ledger_event(group, decided_by="person") for group in decided]
    result = merge(kept, actors=BOOK, frozen=frozen)
    assert result.orphans == ()
    assert not {i for g in result.groups for i in g.claim_ids} & {i for g in decided for i in g.claim_ids}
    assert build(ledger, PLACES, BOOK) == build(ledger[::-1], PLACES, BOOK)


@SETTINGS
@given(LEDGERS)
def test_every_state_says_what_it_rests_on(ledger):
    known = {event.id for event in ledger}
    for period in build(ledger, PLACES, BOOK):
        assert set(period.basis) <= known
        assert period.basis or (period.state == "unknown")
        assert (period.state == "unknown") == (not period.holders) or period.track == "siege"
        assert period.left_by is None or not period.holders


@SETTINGS
@given(LEDGERS, events())
def test_a_later_event_changes_no_day_for_which_there_was_evidence(ledger, event):
    """It may fill the unknown (inference) and end a holder after its last evidence (a chain gap), nothing else."""
    in_town = {"place_id": "town", "part": None, "part_code": None, "relation": "at", "whole": False}
    before = [replace(e, **in_town) for e in ledger]
    later = replace(event, **in_town, start=FIRST + timedelta(days=300), end=FIRST + timedelta(days=301))
    old, new = build(before, PLACES, BOOK), build([*before, later], PLACES, BOOK)
    for n in range(-400, 300, 2):
        on = FIRST + timedelta(days=n)
        was, now = state_at(old, on), state_at(new, on)
        if was and was.state in ("held", "disputed", "shared") and not was.inferred and on <= was.last_evidence:
            assert now
            assert (now.state, now.holders) == (was.state, was.holders)


@SETTINGS
@given(LEDGERS)
def test_no_side_holds_a_place_after_its_end(ledger):
    for period in build(ledger, PLACES, BOOK):
        for slug in period.holders if period.state in ("held", "shared", "divided", "disputed") else ():
            ends = BOOK.ends(slug)
            assert ends is None or (period.end is not None and period.end <= ends)


@SETTINGS
@given(LEDGERS)
def test_values_are_picklable_and_building_twice_gives_the_same(ledger):
    periods = build(ledger, PLACES, BOOK)
    assert pickle.loads(pickle.dumps(periods)) == build(ledger, PLACES, pickle.loads(pickle.dumps(BOOK)))
