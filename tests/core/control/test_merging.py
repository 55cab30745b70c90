"""Claims to events: rules 1-4 and 7, by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from events.extraction.types import claim_id
from events.merging import FrozenEvent, change_family, merge, origins
from tests.core.control.factories import BOOK, GOV, ISIS, RUSSIA, SDF, YPG, claim, day, one_group


def groups(*claims, frozen=()):
    return merge(claims, actors=BOOK, frozen=frozen).groups


def test_rule_01_a_claim_is_found_again_by_article_trigger_family_and_place():
    first = claim_id("sha", "gain", (10, 15), (20, 25))
    assert first == claim_id("sha", "gain", (10, 15), (20, 25))
    others = [
        claim_id("other", "gain", (10, 15), (20, 25)),
        claim_id("sha", "leave", (10, 15), (20, 25)),
        claim_id("sha", "gain", (11, 15), (20, 25)),
        claim_id("sha", "gain", (10, 15), (21, 25)),
        claim_id("sha", "gain", (10, 15), None),
    ]
    assert first not in others
    assert len(set(others)) == 5


def test_rule_01_capture_and_recapture_at_one_trigger_are_one_claim():
    capture, recapture = (claim(type, "p", GOV, article="a") for type in ("capture", "recapture"))
    assert capture.id == recapture.id


def test_rule_02_the_same_change_in_two_articles_is_one_event():
    a = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    b = claim("capture", "p", GOV, ISIS, "2017-10-14", article="b")
    (group,) = groups(a, b)
    assert set(group.claim_ids) == {a.id, b.id}


@pytest.mark.parametrize(
    "fields",
    [
        {"place_id": "q"},
        {"part": "north", "relation": "part"},
        {"relation": "near"},
        {"type": "holds"},
        {"gaining": SDF},
        {"extent": "partial"},
        {"of_force": "partial"},
        {"modality": "expected"},
        {"modality": "denied"},
    ],
    ids=str,
)
def test_rule_02_what_differs_in_one_of_these_is_another_event(fields):
    a = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    b = replace(claim("capture", "p", GOV, ISIS, "2017-10-14", article="b"), **fields)
    assert len(groups(a, b)) == 2


def test_rule_02_two_parts_are_two_events():
    a = claim("siege", "p", GOV, ISIS, "2017-10-14", article="a", part="east", part_code="e")
    b = claim("siege", "p", GOV, ISIS, "2017-10-14", article="b", part="west", part_code="w")
    assert len(groups(a, b)) == 2


def test_rule_02_one_part_in_other_words_is_one_event():
    a = claim("siege", "p", GOV, ISIS, "2017-10-14", article="a", part="الأحياء الشرقية", part_code="e")
    b = claim("siege", "p", GOV, ISIS, "2017-10-14", article="b", part="القسم الشرقي", part_code="e")
    assert len(groups(a, b)) == 1


def test_rule_02_the_gaining_side_may_be_a_part_of_the_other_or_null():
    a = claim("capture", "p", SDF, ISIS, "2017-10-14", article="a")
    part = claim("capture", "p", YPG, ISIS, "2017-10-14", article="b")
    silent = claim("capture", "p", None, ISIS, "2017-10-14", article="c")
    assert len(groups(a, part, silent)) == 1
    assert groups(a, silent)[0].merged.gaining == SDF


def test_rule_02_an_ally_is_not_the_same_gaining_side():
    a = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    b = claim("capture", "p", RUSSIA, ISIS, "2017-10-14", article="b")
    assert len(groups(a, b)) == 2


def test_rule_02_who_left_tells_two_withdrawals_apart():
    a = claim("withdrawal", "p", None, ISIS, "2017-10-14", article="a")
    b = claim("withdrawal", "p", None, SDF, "2017-10-14", article="b")
    assert len(groups(a, b)) == 2


def test_rule_02_a_vague_claim_does_not_tie_two_sides_together():
    a = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    b = claim("capture", "p", SDF, ISIS, "2017-10-14", article="b")
    vague = claim("capture", "p", None, ISIS, "2017-10-14", article="c")
    assert sorted(len(group.claims) for group in groups(a, b, vague)) == [1, 2]


@pytest.mark.parametrize(("other", "together"), [("2017-10-16", True), ("2017-10-17", False)])
def test_rule_02_days_meet_after_each_is_widened_by_a_day(other, together):
    # 14 becomes 13-15; 16 becomes 15-17 and shares the 15th, 17 becomes 16-18 and does not.
    a = claim("siege", "p", GOV, ISIS, "2017-10-14", article="a")
    b = claim("siege", "p", GOV, ISIS, other, article="b")
    assert (len(groups(a, b)) == 1) == together


@pytest.mark.parametrize(("said", "together"), [("2017-10-18", True), ("2017-10-12", True), ("2017-10-19", False)])
def test_rule_02_undated_claims_meet_within_three_days_of_publication(said, together):
    a = claim("capture", "p", GOV, ISIS, said="2017-10-15")
    b = claim("capture", "p", GOV, ISIS, said=said, article="b")
    assert (len(groups(a, b)) == 1) == together


def test_rule_02_an_accepted_contrary_event_between_keeps_claims_apart():
    a = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    b = claim("capture", "p", GOV, ISIS, "2017-10-16", article="b")
    contrary = FrozenEvent("x", "p", "gain", ("other",), gaining=ISIS, date_start=day("2017-10-15"))
    contrary = replace(contrary, date_end=day("2017-10-16"))
    assert len(groups(a, b)) == 1
    assert len(groups(a, b, frozen=[contrary])) == 2
    assert len(groups(a, b, frozen=[replace(contrary, status="rejected")])) == 1
    assert len(groups(a, b, frozen=[replace(contrary, place_id="q")])) == 1
    assert len(groups(a, b, frozen=[replace(contrary, gaining=GOV)])) == 1


def test_rule_02_the_date_is_the_intersection_of_the_days_as_said():
    a = claim("capture", "p", GOV, ISIS, "2017-10-10", "2017-10-15", article="a")
    b = claim("capture", "p", GOV, ISIS, "2017-10-13", "2017-10-20", article="b")
    merged = one_group(a, b).merged
    assert (merged.date_start, merged.date_end) == (day("2017-10-13"), day("2017-10-15"))


@pytest.mark.parametrize(
    ("type", "first"), [("siege", "2017-10-11"), ("advance", "2017-10-11"), ("holds", "2017-10-11")]
)
def test_rule_02_where_the_days_do_not_meet_the_earliest_counts_for_states(type, first):
    early = claim(type, "p", GOV, ISIS, "2017-10-11", article="b", modality="claimed", attribution="x")
    late = claim(type, "p", GOV, ISIS, "2017-10-13", article="a")
    assert one_group(early, late).merged.date_start == day(first)


def test_rule_02_where_the_days_do_not_meet_the_leading_claim_dates_a_capture():
    early = claim("capture", "p", GOV, ISIS, "2017-10-11", article="b", modality="claimed", attribution="x")
    late = claim("capture", "p", GOV, ISIS, "2017-10-13", article="a")
    assert one_group(early, late).merged.date_start == day("2017-10-13")


def test_rule_02_an_undated_claim_takes_the_dated_ones_day():
    headline = claim("recapture", "p", GOV, ISIS, article="a")
    dated = claim("recapture", "p", GOV, ISIS, "2017-10-14", article="a", start=50)
    assert one_group(headline, dated).merged.date_start == day("2017-10-14")


def test_rule_02_the_modality_is_the_strongest_and_all_claims_are_kept():
    said = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a", modality="claimed", attribution="x")
    plain = claim("capture", "p", GOV, ISIS, "2017-10-14", article="b")
    group = one_group(said, plain)
    assert group.merged.modality == "asserted"
    assert set(group.claim_ids) == {said.id, plain.id}


def test_rule_02_the_leading_claim_is_the_asserted_then_the_earliest():
    said = claim("capture", "p", GOV, ISIS, "2017-10-14", said="2017-10-14", modality="claimed", attribution="x")
    late = claim("capture", "p", GOV, ISIS, "2017-10-14", said="2017-10-16")
    early = claim("capture", "p", GOV, ISIS, "2017-10-14", said="2017-10-15")
    assert one_group(said, late, early).leading == early


def test_rule_02_expected_and_denied_never_merge_into_real_ones_nor_with_each_other():
    kinds = ("asserted", "claimed", "expected", "denied")
    claims = [claim("capture", "p", GOV, ISIS, article=kind, modality=kind) for kind in kinds]
    assert sorted(len(group.claims) for group in groups(*claims)) == [1, 1, 2]


def test_rule_02_a_decision_freezes():
    old = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    new = claim("capture", "p", GOV, ISIS, "2017-10-14", article="b")
    frozen = FrozenEvent(
        "x", "p", "gain", (old.id,), gaining=GOV, date_start=day("2017-10-14"), published=day("2017-10-15")
    )
    result = merge([old, new], actors=BOOK, frozen=[frozen])
    assert [group.claim_ids for group in result.groups] == [(new.id,)]
    assert result.echoes == ((new.id, "x"),)


def test_rule_02_order_of_arrival_does_not_matter():
    claims = [
        claim("capture", "p", GOV, ISIS, "2017-10-14", article="a"),
        claim("capture", "p", GOV, None, "2017-10-16", article="b"),
        claim("capture", "p", None, ISIS, article="c"),
        claim("capture", "p", SDF, ISIS, "2017-10-15", article="d"),
    ]
    found = {merge(order, actors=BOOK) for order in permutations(claims)}
    assert len(found) == 1


def test_rule_02_contradictions_are_links_in_both_directions():
    real = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    denied = claim("capture", "p", GOV, ISIS, article="b", modality="denied")
    assert merge([real, denied], actors=BOOK).contradictions == tuple(
        sorted([(real.id, denied.id), (denied.id, real.id)])
    )


def test_rule_02_two_blocs_said_to_have_taken_one_place_contradict_each_other_allies_do_not():
    ours = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    theirs = claim("capture", "p", SDF, ISIS, "2017-10-14", article="b")
    ally = claim("capture", "p", RUSSIA, ISIS, "2017-10-14", article="c")
    assert len(merge([ours, theirs], actors=BOOK).contradictions) == 2
    assert merge([ours, ally], actors=BOOK).contradictions == ()


def test_rule_02_that_it_was_held_until_the_capture_is_no_contradiction():
    taken = claim("capture", "p", GOV, ISIS, "2017-10-14", article="a")
    before = claim("holds", "p", ISIS, None, "2017-10-12", article="b", said="2017-10-12")
    after = claim("holds", "p", ISIS, None, "2017-10-15", article="c")
    assert merge([taken, before], actors=BOOK).contradictions == ()
    assert len(merge([taken, after], actors=BOOK).contradictions) == 2


@pytest.mark.parametrize(
    ("type", "family"),
    [
        ("capture", "gain"), ("recapture", "gain"), ("handover", "gain"), ("withdrawal", "leave"),
        ("evacuation", "leave"), ("surrender", "surrender"), ("siege", "siege"), ("siege_broken", "siege_broken"),
        ("advance", "advance"), ("repelled", "repelled"), ("holds", "holds"),
    ],
)  # fmt: skip
def test_rule_03_families(type, family):
    assert change_family(claim(type, "p", GOV, ISIS)) == family


def test_rule_03_a_capture_of_a_part_or_share_belongs_to_the_advances():
    assert change_family(claim("capture", "p", SDF, ISIS, extent="partial")) == "advance"
    assert change_family(claim("capture", "p", SDF, ISIS, part="north")) == "advance"
    assert change_family(claim("capture", "p", SDF, ISIS, percent=90)) == "advance"
    assert change_family(claim("handover", "p", SDF, ISIS, extent="partial")) == "gain"


def test_rule_04_the_cited_source_counts_else_the_agency_else_the_outlet():
    cited = {"modality": "claimed", "attribution": "سانا", "origin": "سانا"}
    assert origins([claim("capture", "p", GOV, outlet="one", **cited)]) == ("سانا",)
    assert origins([claim("capture", "p", GOV, outlet="one", origin="reuters")]) == ("reuters",)
    assert origins([claim("capture", "p", GOV, outlet="one")]) == ("one",)


def test_rule_04_one_agency_quoted_by_two_papers_is_one():
    cited = {"modality": "claimed", "attribution": "سانا", "origin": "سانا"}
    claims = [claim("capture", "p", GOV, outlet=paper, **cited) for paper in ("one", "two")]
    assert len(origins(claims)) == 1


def test_rule_04_spelling_does_not_make_two_origins_and_an_unnamed_source_is_none():
    cited = [
        claim("capture", "p", GOV, modality="claimed", origin=words, article=words)
        for words in ("المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الانسان")
    ]
    assert len(origins(cited)) == 1
    assert origins([claim("capture", "p", GOV, modality="claimed", attribution="مصادر", named_origin=False)]) == ()


def test_rule_05_a_rejected_claim_does_not_come_back():
    old = claim("capture", "p", GOV, ISIS, "2017-10-14")
    rejected = FrozenEvent("x", "p", "gain", (old.id,), status="rejected", gaining=GOV)
    assert merge([old], actors=BOOK, frozen=[rejected]).groups == ()


def test_rule_05_a_decided_event_whose_claims_are_gone_goes_to_a_worklist():
    frozen = FrozenEvent("x", "p", "gain", ("gone",), gaining=GOV)
    assert merge([], actors=BOOK, frozen=[frozen]).orphans == ("x",)


def test_rule_07_what_a_new_version_no_longer_says_is_no_event_any_more():
    kept = claim("capture", "p", GOV, ISIS, "2017-10-14", article="version 2")
    dropped = claim("capture", "q", GOV, ISIS, "2017-10-14", article="version 1")
    before, after = groups(kept, dropped), groups(kept)
    assert {group.merged.place_id for group in before} == {"p", "q"}
    assert {group.merged.place_id for group in after} == {"p"}


def test_an_unresolved_place_merges_with_nothing():
    a, b = (claim("evacuation", None, None, ISIS, "2017-08-21", article=name) for name in "ab")
    assert len(groups(a, b)) == 2
