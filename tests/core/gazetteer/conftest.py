"""A small world of places for the matcher's tests, and the word lists as they are shipped."""

import pytest

from gazetteer.matching.index import build_index
from gazetteer.matching.types import NameRow, PlaceRow
from gazetteer.matching.words import load_words
from tests.report import ROOT


def _place(place_id, name, kind, country, lat, lon, *, admin1=None, parent=None, population=0):
    return PlaceRow(
        place_id, name, place_id, kind, country, lat, lon, admin1_id=admin1, parent_id=parent, population=population
    )


PLACES = (
    _place("raqqa-gov", "الرقة", "governorate", "SY", 36.0, 38.9),
    _place("raqqa", "الرقة", "city", "SY", 35.95, 39.01, admin1="raqqa-gov", population=530_000),
    _place("deir-gov", "دير الزور", "governorate", "SY", 35.1, 40.5),
    _place("deir", "دير الزور", "city", "SY", 35.34, 40.14, admin1="deir-gov", population=270_000),
    _place("deir-airbase", "مطار دير الزور", "airbase", "SY", 35.29, 40.18, admin1="deir-gov"),
    _place("mayadin", "الميادين", "city", "SY", 35.02, 40.45, admin1="deir-gov", population=54_000),
    _place("bukamal", "البوكمال", "city", "SY", 34.45, 40.92, admin1="deir-gov", population=57_000),
    _place("omar", "حقل العمر", "oilfield", "SY", 35.1, 40.57, admin1="deir-gov"),
    _place("aleppo", "حلب", "city", "SY", 36.2, 37.16, population=2_000_000),
    _place("bab", "الباب", "city", "SY", 36.37, 37.51, population=130_000),
    _place("manbij", "منبج", "city", "SY", 36.53, 37.95, population=99_000),
    _place("zahra-aleppo", "الزهراء", "town", "SY", 36.36, 37.01),
    _place("zahra-homs", "الزهراء", "neighbourhood", "SY", 34.73, 36.74, parent="homs"),
    _place("homs", "حمص", "city", "SY", 34.73, 36.71, population=775_000),
    _place("rif-dimashq", "ريف دمشق", "governorate", "SY", 33.6, 36.6),
    _place("damascus", "دمشق", "city", "SY", 33.51, 36.29, population=1_500_000),
    _place("div17", "الفرقة 17", "base", "SY", 36.0, 39.02),
    _place("n-kordofan", "شمال كردفان", "governorate", "SD", 14.0, 29.5),
    _place("khartoum-gov", "الخرطوم", "governorate", "SD", 15.7, 32.6),
    _place("khartoum", "الخرطوم", "city", "SD", 15.59, 32.53, admin1="khartoum-gov", population=1_900_000),
    _place("tripoli-ly", "طرابلس", "city", "LY", 32.89, 13.19, population=1_100_000),
    _place("tripoli-lb", "طرابلس", "city", "LB", 34.44, 35.85, population=1_050_000),
    _place("nineveh", "نينوى", "governorate", "IQ", 36.2, 42.6),
    _place("mosul", "الموصل", "city", "IQ", 36.34, 43.13, admin1="nineveh", population=1_600_000),
)
ALIASES = (NameRow("bukamal", "أبو كمال", "alias"), NameRow("deir-airbase", "مطار دير الزور العسكري", "official"))


@pytest.fixture(scope="session")
def words():
    return load_words(ROOT / "seeds/gazetteer/matching")


@pytest.fixture(scope="session")
def index(words):
    names = tuple(NameRow(place.id, place.name_ar) for place in PLACES) + ALIASES
    return build_index(PLACES, names, words)
