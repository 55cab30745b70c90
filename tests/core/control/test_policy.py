"""Acceptance by policy: rule 6, clause by clause, by hand."""

from __future__ import annotations

import pytest

from events.merging import merge
from events.policy import PolicyContext, judge
from tests.core.control.factories import BOOK, COALITION, GOV, HEZBOLLAH, ISIS, RUSSIA, SDF, claim

CITED = {"modality": "claimed", "attribution": "a witness", "origin": "a witness"}
TYPES = {
    "capture": (GOV, ISIS), "withdrawal": (None, ISIS), "evacuation": (None, ISIS), "surrender": (None, ISIS),
    "siege": (GOV, ISIS), "siege_broken": (GOV, ISIS), "advance": (GOV, ISIS), "repelled": (GOV, ISIS),
    "holds": (GOV, None),
}  # fmt: skip


def verdict(first, *more, others=(), leanings=None):
    """Return the verdict on the event of ``first`` and ``more``, with ``others`` at hand."""
    (group,) = [g for g in merge([first, *more], actors=BOOK).groups if first.id in g.claim_ids]
    return judge(group, PolicyContext(BOOK, (first, *more, *others), leanings or {}))


def capture(article="a", **fields):
    return claim("capture", "p", GOV, ISIS, "2017-10-14", article=article, **fields)


@pytest.mark.parametrize(("type", "sides"), TYPES.items(), ids=str)
def test_rule_06_asserted_with_high_confidence_is_accepted(type, sides):
    found = verdict(claim(type, "p", *sides, "2017-10-14"))
    assert found.accepted
    assert found.codes == ("asserted",)


@pytest.mark.parametrize("modality", ["expected", "denied"])
def test_rule_06_only_real_claims(modality):
    assert verdict(capture(modality=modality)).codes == ("not_real",)


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_rule_06_only_high_confidence(confidence):
    found = verdict(capture(confidence=confidence))
    assert not found.accepted
    assert "confidence" in found.codes


def test_rule_06_a_claim_of_low_confidence_does_not_lend_its_voice():
    found = verdict(capture(confidence="medium"), capture("b", **CITED))
    assert not found.accepted
    assert "single_origin" in found.codes


def test_rule_06_one_cited_source_is_not_enough():
    assert verdict(capture(**CITED)).codes == ("single_origin",)


def test_rule_06_the_side_that_loses_by_it_is_enough():
    assert verdict(capture(modality="claimed", attribution="x", attribution_actor=ISIS)).codes == ("against_interest",)


@pytest.mark.parametrize("speaker", [GOV, RUSSIA, SDF, COALITION])
def test_rule_06_the_side_that_gains_by_it_or_a_third_one_is_not(speaker):
    assert not verdict(capture(modality="claimed", attribution="x", attribution_actor=speaker)).accepted


def test_rule_06_a_speaker_of_the_losing_sides_bloc_is_enough():
    lost = claim(
        "capture", "p", ISIS, SDF, "2017-10-14", modality="claimed", attribution="x", attribution_actor=COALITION
    )
    assert verdict(lost).accepted


def test_rule_06_a_speaker_of_both_sides_does_not_speak_against_its_interest():
    said = capture(modality="claimed", attribution="x", origin="x")
    assert verdict(said, leanings={"x": (ISIS,)}).accepted
    both = {"attribution_actor": RUSSIA, "modality": "claimed", "attribution": "x"}
    between_allies = claim("capture", "p", HEZBOLLAH, GOV, "2017-10-14", **both)
    assert not verdict(between_allies, leanings={RUSSIA: (HEZBOLLAH,)}).accepted


def test_rule_06_leanings_say_for_whom_a_speaker_speaks():
    said = capture(modality="claimed", attribution="وكالة أعماق", origin="وكالة أعماق")
    assert not verdict(said).accepted
    assert verdict(said, leanings={"وكالة أعماق": (ISIS,)}).codes == ("against_interest",)
    assert not verdict(said, leanings={"وكالة أعماق": (GOV,)}).accepted


def test_rule_06_a_trusted_claim_does_not_carry_anothers_word_about_who_took_it():
    freed = claim("capture", "p", None, ISIS, "2017-10-14", article="a")
    cited = capture("b", **CITED)
    unsure = capture("b", confidence="low")
    assert verdict(freed, cited).codes == ("single_origin",)
    assert verdict(freed, unsure).codes == ("told_in_pieces",)
    assert verdict(freed, capture("b")).accepted


def test_rule_06_nor_about_how_many_went():
    left = claim("evacuation", "p", None, ISIS, "2017-10-14", article="a")
    all_left = claim("evacuation", "p", None, ISIS, "2017-10-14", article="b", of_force="all", **CITED)
    assert verdict(left, all_left).codes == ("single_origin",)
    assert verdict(left).accepted


def test_rule_06_nor_about_the_whole_of_an_area():
    taken = claim("capture", "p", SDF, ISIS, "2017-10-14", article="a")
    whole = claim("capture", "p", SDF, ISIS, "2017-10-14", article="b", whole=True, **CITED)
    assert not verdict(taken, whole).accepted


def test_rule_06_two_independent_named_origins_are_enough():
    other = capture("b", modality="claimed", attribution="a monitor", origin="a monitor")
    assert verdict(capture(**CITED), other).codes == ("independent_origins",)


def test_rule_06_one_origin_in_two_papers_is_not():
    assert not verdict(capture(**CITED, outlet="one"), capture("b", **CITED, outlet="two")).accepted


@pytest.mark.parametrize("type", ["siege", "siege_broken"])
def test_rule_06_for_a_siege_one_named_origin_is_enough(type):
    assert verdict(claim(type, "p", GOV, ISIS, "2017-10-14", **CITED)).codes == ("named_origin",)


@pytest.mark.parametrize(("type", "sides"), TYPES.items(), ids=str)
def test_rule_06_never_an_unnamed_source(type, sides):
    found = verdict(claim(type, "p", *sides, "2017-10-14", modality="claimed", attribution="مصادر", named_origin=False))
    assert not found.accepted
    assert "unnamed_source" in found.codes


def test_rule_06_an_unnamed_source_is_no_second_origin():
    unnamed = capture("b", modality="claimed", attribution="مصادر", named_origin=False)
    assert not verdict(capture(**CITED), unnamed).accepted


def test_rule_06_never_an_unresolved_or_tied_place():
    assert "place_unresolved" in verdict(claim("capture", None, GOV, ISIS, "2017-10-14")).codes
    assert "place_tied" in verdict(capture(place_tie=True)).codes


def test_rule_06_never_where_no_record_confirms_the_position():
    found = verdict(capture(reasons="rule take.verb; place and side named in the clause; place unverified"))
    assert not found.accepted
    assert found.codes == ("place_unverified",)


@pytest.mark.parametrize("relation", ["near", "around", "along"])
def test_rule_06_never_beside_the_place(relation):
    assert "relation" in verdict(capture(relation=relation)).codes


@pytest.mark.parametrize("type", ["siege", "siege_broken", "holds", "capture", "advance"])
def test_rule_06_a_part_is_enough_for_sieges_holds_and_shares(type):
    assert verdict(claim(type, "p", GOV, ISIS, "2017-10-14", part="east")).accepted


@pytest.mark.parametrize("type", ["withdrawal", "evacuation", "surrender", "handover"])
def test_rule_06_a_part_is_not_enough_otherwise(type):
    assert "relation" in verdict(claim(type, "p", GOV, ISIS, "2017-10-14", part="east")).codes


def test_rule_06_never_with_an_actor_unresolved():
    assert "actor_unresolved" in verdict(capture(actor_unresolved=True)).codes


def test_rule_06_never_without_the_side_that_the_change_needs():
    assert "no_side" in verdict(claim("capture", "p", None, ISIS, "2017-10-14")).codes
    assert "no_side" in verdict(claim("withdrawal", "p", None, None, "2017-10-14")).codes


@pytest.mark.parametrize(("said", "refused"), [("2017-10-12", True), ("2017-10-18", True), ("2017-10-19", False)])
def test_rule_06_never_where_the_same_change_is_denied_within_three_days(said, refused):
    denied = claim("capture", "p", GOV, ISIS, said=said, modality="denied", article="d")
    assert ("denied" in verdict(capture(), others=[denied]).codes) == refused


@pytest.mark.parametrize(
    ("said", "refused"), [("2017-10-14", False), ("2017-10-15", True), ("2017-10-16", True), ("2017-10-20", True)]
)
def test_rule_06_never_where_it_is_still_expected_the_same_day_or_later(said, refused):
    expected = claim("recapture", "p", GOV, ISIS, said=said, modality="expected", article="e")
    assert ("expected" in verdict(capture(), others=[expected]).codes) == refused


@pytest.mark.parametrize("modality", ["denied", "expected"])
@pytest.mark.parametrize("fields", [{"place_id": "q"}, {"part": "east"}, {"extent": "partial"}], ids=str)
def test_rule_06_a_denial_or_forecast_of_another_change_does_not_count(modality, fields):
    other = {"place_id": "p", "type": "capture"} | fields
    spoken = claim(other.pop("type"), other.pop("place_id"), GOV, ISIS, modality=modality, article="o", **other)
    assert verdict(capture(), others=[spoken]).accepted


@pytest.mark.parametrize("type", ["capture", "holds"])
def test_rule_06_never_where_another_bloc_is_said_to_gain_or_hold_the_whole_place(type):
    other = claim(type, "p", SDF, None, "2017-10-16", article="o", confidence="low")
    assert verdict(capture(), others=[other]).codes == ("other_bloc",)


def test_rule_06_another_bloc_counts_for_leave_and_holds_too():
    other = claim("capture", "p", SDF, None, "2017-10-16", article="o")
    assert verdict(claim("withdrawal", "p", None, ISIS, "2017-10-14"), others=[other]).codes == ("other_bloc",)
    assert verdict(claim("holds", "p", GOV, None, "2017-10-14"), others=[other]).codes == ("other_bloc",)
    assert verdict(claim("advance", "p", GOV, ISIS, "2017-10-14"), others=[other]).accepted
    assert verdict(claim("siege", "p", GOV, ISIS, "2017-10-14"), others=[other]).accepted


@pytest.mark.parametrize(
    "fields",
    [{"on": "2017-10-18"}, {"gaining": RUSSIA}, {"extent": "partial"}, {"part": "east"}, {"modality": "expected"}],
    ids=str,
)
def test_rule_06_an_ally_a_part_a_forecast_or_a_later_day_is_no_other_bloc(fields):
    values = {"gaining": SDF, "on": "2017-10-16"} | fields
    type = "holds" if "modality" in fields else "capture"
    other = claim(type, "p", values.pop("gaining"), None, values.pop("on"), article="o", **values)
    assert verdict(capture(), others=[other]).accepted


def test_rule_06_that_the_losing_side_held_it_until_then_is_no_other_bloc():
    before = claim("holds", "p", ISIS, None, "2014-01-01", "2017-10-14", article="o")
    assert verdict(capture(), others=[before]).accepted
    still = claim("holds", "p", ISIS, None, "2014-01-01", "open", article="o")
    assert verdict(capture(), others=[still]).codes == ("other_bloc",)


def test_rule_06_a_claim_of_another_place_never_counts():
    other = claim("capture", "q", SDF, None, "2017-10-14", article="o")
    assert verdict(capture(), others=[other]).accepted


def test_rule_06_every_refusal_has_its_reason_in_words():
    found = verdict(capture(**CITED, place_tie=True))
    assert not found.accepted
    assert all(": " in reason and len(reason.split(": ", 1)[1]) > 10 for reason in found.reasons)


def test_rule_06_all_reasons_are_given_not_only_the_first():
    denied = claim("capture", "p", GOV, ISIS, modality="denied", article="d")
    found = verdict(capture(confidence="low"), others=[denied])
    assert {"confidence", "denied"} <= set(found.codes)
