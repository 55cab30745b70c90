"""The two source articles: every claim that a careful reader must find, and nothing that would paint a lie."""

from datetime import date
from math import cos, hypot, radians
from pathlib import Path

import pytest
import yaml

SEEDS = Path(__file__).parents[3] / "seeds"
FACTS = yaml.safe_load((Path(__file__).parent / "seed_claims.yml").read_text(encoding="utf-8"))
PUBLISHED = date(2017, 10, 15)
REAL = ("asserted", "claimed")
GAIN = ("capture", "recapture", "handover")
ARTICLES = sorted({fact["article"] for fact in FACTS["claims"]})


@pytest.fixture(scope="module")
def claims(read):
    found = {}
    for name in ARTICLES:
        text = (SEEDS / name).read_text(encoding="utf-8")
        found[name] = read(text, published=PUBLISHED, article=name)
    return found


def km(lat, lon, other_lat, other_lon):
    return hypot((lat - other_lat) * 111.2, (lon - other_lon) * 111.2 * cos(radians(lat)))


def allowed(fact, key, value):
    if isinstance(value, date):
        value = value.isoformat()
    return value == fact[key] or value in fact.get("accept", {}).get(key, [])


def same_place(fact, claim):
    if fact["lat"] is None:
        return claim.place_id is None
    if (fact["place_kind"] == "governorate") != (claim.place_kind == "governorate"):
        return False
    reach = 60 if fact["place_kind"] == "governorate" else 8
    return claim.lat is not None and km(fact["lat"], fact["lon"], claim.lat, claim.lon) <= reach


def tells(fact, claim):
    keys = ("type", "gaining", "losing", "date_start", "modality", "of_force")
    return (
        all(allowed(fact, key, getattr(claim, key)) for key in keys)
        and same_place(fact, claim)
        and (fact["part"] is None) == (claim.part is None)
        and (fact["extent"] is None or fact["extent"] == claim.extent)
        and (fact["percent"] is None or fact["percent"] == claim.percent)
        and claim.start < fact["end"]
        and fact["start"] < claim.end
    )


@pytest.mark.parametrize("fact", FACTS["claims"], ids=lambda f: f"{f['article'][:3]}-{f['start']}-{f['type']}")
def test_every_fact_is_found(fact, claims):
    assert any(tells(fact, claim) for claim in claims[fact["article"]])


@pytest.mark.parametrize("name", ARTICLES)
def test_offsets_point_at_the_words(name, claims):
    text = (SEEDS / name).read_text(encoding="utf-8")
    assert claims[name]
    for claim in claims[name]:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.trigger_start : claim.trigger_end] == claim.trigger


@pytest.mark.parametrize("name", ARTICLES)
def test_nobody_is_said_to_have_taken_raqqa(name, claims):
    raqqa = [c for c in claims[name] if c.place_en and "Raqqa" in c.place_en]
    assert raqqa
    assert not [c for c in raqqa if c.type in GAIN and c.modality in REAL]


@pytest.mark.parametrize("fact", FACTS["not_events"], ids=lambda f: f"{f['article'][:3]}-{f['start']}")
def test_no_trigger_in_a_named_non_event(fact, claims):
    inside = [c for c in claims[fact["article"]] if fact["start"] <= c.trigger_start and c.trigger_end <= fact["end"]]
    assert not [c for c in inside if c.modality in REAL and c.type != "holds"]


@pytest.mark.parametrize("name", ARTICLES)
def test_only_known_changes_recolour(name, claims):
    """Whatever real gain or withdrawal is found stands in the facts, by place and side."""
    known = {(f["place_ar"], f["gaining"], f["losing"]) for f in FACTS["claims"]}
    places = {f["place_ar"] for f in FACTS["claims"]}
    for claim in claims[name]:
        if (
            claim.modality in REAL
            and claim.type in (*GAIN, "withdrawal")
            and claim.extent != "partial"
            and not claim.part
        ):
            assert claim.place_ar in places
            same = [(gain, lose) for place, gain, lose in known if place == claim.place_ar and gain == claim.gaining]
            assert claim.type == "withdrawal" or any(claim.losing in (None, lose) for _, lose in same)


def test_without_a_date_relative_days_stay_open(read):
    for name in ARTICLES:
        text = (SEEDS / name).read_text(encoding="utf-8")
        for claim in read(text, article=name):
            assert claim.date_start is None or claim.date_text is None or any(c.isdigit() for c in claim.date_text)
            assert claim.known_on is None
