"""The facts of seeds/gazetteer: complete, consistent, and a check that notices what is wrong with them."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from gazetteer.importers.check_facts import check, read_facts
from gazetteer.matching.arabic import fold

FOLDER = Path(__file__).resolve().parents[3] / "seeds" / "gazetteer"
GOVERNORATES = {
    "SY": "دمشق حلب حمص حماة اللاذقية طرطوس إدلب الرقة الحسكة درعا السويداء القنيطرة".split()
    + ["ريف دمشق", "دير الزور"],
    "IQ": "الأنبار نينوى ديالى كركوك بغداد بابل كربلاء النجف القادسية المثنى ميسان واسط البصرة أربيل دهوك".split()
    + ["صلاح الدين", "ذي قار", "السليمانية", "حلبجة"],
    "YE": "صنعاء عدن تعز الحديدة مأرب الجوف شبوة البيضاء أبين لحج الضالع إب صعدة حجة عمران ذمار المحويت ريمة".split()
    + ["حضرموت", "المهرة", "أمانة العاصمة", "أرخبيل سقطرى"],
    "LY": "البطنان درنة المرج بنغازي الواحات الكفرة سرت الجفرة مصراتة المرقب طرابلس الجفارة الزاوية نالوت".split()
    + "سبها غات مرزق".split()
    + ["الجبل الأخضر", "النقاط الخمس", "الجبل الغربي", "وادي الشاطئ", "وادي الحياة"],
    "SD": "الخرطوم الجزيرة سنار القضارف كسلا الشمالية".split()
    + ["النيل الأبيض", "النيل الأزرق", "البحر الأحمر", "نهر النيل", "شمال كردفان", "جنوب كردفان", "غرب كردفان"]
    + ["شمال دارفور", "جنوب دارفور", "غرب دارفور", "وسط دارفور", "شرق دارفور"],
}
NUMBER = {"SY": 14, "IQ": 19, "YE": 22, "LY": 22, "SD": 18}


@pytest.fixture(scope="module")
def checked():
    return check(FOLDER)


@pytest.fixture(scope="module")
def facts(checked):
    return checked[0]


@pytest.fixture(scope="module")
def shown(facts):
    """Places by the name that news uses; a name may have several."""
    found = {}
    for _, row in facts.places:
        found.setdefault(row["news_name"] or row["name_ar"], []).append(row)
    return found


def test_nothing_is_wrong_that_shows_without_the_records(checked):
    assert checked[1] == []


@pytest.mark.parametrize("country", NUMBER)
def test_every_governorate_is_there(facts, country):
    rows = [row for _, row in facts.places if row["kind"] == "governorate" and row["country"] == country]
    assert len(rows) == NUMBER[country]
    assert {row["name_ar"] for row in rows} == set(GOVERNORATES[country])
    assert len({row["gn_admin1"] for row in rows}) == NUMBER[country]
    assert all(row["quality"] == "confirmed" for row in rows)


def test_counts(facts):
    places = [row for where, row in facts.places if where.startswith("places_")]
    confirmed = [row for row in places if row["quality"] == "confirmed"]
    own = [row for row in confirmed if row["country"] in NUMBER]
    assert len(own) >= 900
    share = {country: sum(row["country"] == country for row in own) / len(own) for country in NUMBER}
    assert share["SY"] >= 0.45
    assert all(share[country] >= 0.06 for country in NUMBER)
    kinds = {row["kind"] for row in places}
    assert kinds >= set(
        "district subdistrict city town village neighbourhood camp base airbase port crossing dam bridge island "
        "oilfield hill road river facility area".split()
    )


def test_aliases_say_something_that_the_place_does_not(facts):
    """At least 300 names that no folding of the place's own name gives."""
    own = {row["id"]: {fold(row["name_ar"]), fold(row["news_name"])} for _, row in facts.places}
    others = [row for _, row in facts.aliases if fold(row["name"]) not in own.get(row["place_id"], set())]
    assert len(others) >= 300
    assert {row["kind"] for row in others} >= {"official", "alias", "short", "war", "kurdish", "spelling"}


# Name in the news, its id, and where it is; from maps, not from the files.
PLACES = [
    ("الطبقة", "gn172374", 35.84, 38.55),
    ("كوباني", None, 36.89, 38.35),
    ("البوكمال", None, 34.45, 40.92),
    ("تدمر", None, 34.56, 38.27),
    ("منبج", None, 36.53, 37.95),
    ("سنجار", None, 36.32, 41.87),
    ("القيارة", None, 35.80, 43.29),
    ("سد حديثة", None, 34.21, 42.36),
    ("صرواح", None, 15.45, 45.02),
    ("راس لانوف", None, 30.51, 18.57),
    ("بن جواد", None, 30.80, 18.08),
    ("الجنينة", None, 13.45, 22.45),
    ("بابنوسة", None, 11.33, 27.81),
    ("القطينة", None, 14.86, 32.36),
]


@pytest.mark.parametrize(("name", "key", "lat", "lon"), PLACES)
def test_places_lie_where_maps_have_them(shown, name, key, lat, lon):
    rows = [row for shown_name, rows in shown.items() if fold(shown_name) == fold(name) for row in rows]
    near = [r for r in rows if abs(float(r["lat"]) - lat) < 0.05 and abs(float(r["lon"]) - lon) < 0.05]
    assert near, rows
    assert key is None or near[0]["id"] == key
    assert all(row["quality"] == "confirmed" for row in near if row["kind"] in ("city", "town", "village"))


ALIASES = [
    ("كوباني", "عين العرب"),
    ("الطبقة", "الثورة"),
    ("البوكمال", "أبو كمال"),
    ("تل أبيض", "كري سبي"),
    ("رأس العين", "سري كانيه"),
    ("معرة النعمان", "المعرة"),
    ("دير الزور", "الدير"),
    ("سنجار", "شنكال"),
    ("القامشلي", "قامشلو"),
    ("بحري", "الخرطوم بحري"),
]


@pytest.mark.parametrize(("name", "other"), ALIASES)
def test_a_place_is_known_by_its_other_name(facts, shown, name, other):
    ids = {row["id"] for row in shown[name]}
    filed = {row["id"] for _, row in facts.places if fold(row["name_ar"]) == fold(other)}
    also = {row["place_id"] for _, row in facts.aliases if fold(row["name"]) == fold(other)}
    assert ids & (filed | also)


def test_quarters_and_facilities_of_a_city_name_it(facts):
    by_id = {row["id"]: row for _, row in facts.places}
    quarters = [row for _, row in facts.places if row["kind"] == "neighbourhood"]
    assert sum(bool(row["parent"]) for row in quarters) >= 0.9 * len(quarters)
    assert all(by_id[row["parent"]]["country"] == row["country"] for row in quarters if row["parent"] in by_id)


@pytest.fixture
def copy(tmp_path):
    """A folder with the facts that a test may spoil: ``spoil(id, column=value …)``."""
    folder = tmp_path / "facts"
    folder.mkdir()
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, folder)

    def spoil(key, **cells):
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            for row in rows:
                if row.get("id", row.get("place_id")) == key and (cells.keys() <= row.keys()):
                    row.update(cells)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return folder

    return spoil


WRONG = [
    ({"id": "Tabqa"}, "no known form"),
    ({"id": "gn170063"}, "stands twice"),
    ({"name_en": ""}, "a name is missing"),
    ({"kind": "hamlet"}, "unknown kind"),
    ({"lat": "35.8351"}, "0.01 degrees"),
    ({"lat": "38.55", "lon": "35.84"}, "outside SY"),
    ({"country": "XX"}, "unknown country"),
    ({"source": "none"}, "does not go with source"),
    ({"record": ""}, "do not go with source"),
    ({"quality": "unverified"}, "does not go with source"),
    ({"basis": ""}, "do not go with source"),
    ({"admin1": "gn163843"}, "is no governorate"),
    ({"admin1": "gn99592"}, "lies in IQ"),
    ({"parent": "gn1"}, "unknown"),
    ({"parent": "gn172374"}, "go round"),
    ({"population": "many"}, "no number"),
]


@pytest.mark.parametrize(("cells", "what"), WRONG)
def test_the_check_notices(copy, cells, what):
    """Tabqa's row, spoilt one cell at a time; gn170063 is Aleppo."""
    faults = check(copy("gn172374", **cells))[1]
    assert any(what in fault.what for fault in faults), faults


WOF = "wof_id,placetype,name,name_ar,alt_ar,alt_en,lat,lon,geonames,wikidata\n"
OCHA = "pcode,name_ar,refname_ar,name_en,refname_en,lat,lon\n"
FACT = (
    "id,name_ar,news_name,name_en,kind,country,admin1,parent,"
    "lat,lon,source,record,basis,also,quality,population,notes\n"
)


@pytest.fixture
def small(tmp_path):
    """One fact and a reference folder that may confirm it: ``small(fact cells)`` returns the faults."""
    facts, reference = tmp_path / "one", tmp_path / "reference"
    facts.mkdir()
    reference.mkdir()
    (facts / "aliases.csv").write_text("place_id,name,kind,notes\n", encoding="utf-8")
    governorates = (
        FACT.strip()
        + ",gn_admin1\n"
        + ("gn170062,حلب,,Aleppo,governorate,SY,,,36.20,37.60,ocha,SY02,same,ocha:SY02,confirmed,,,09\n")
    )
    (facts / "governorates.csv").write_text(governorates, encoding="utf-8")
    (reference / "wof_sy.csv").write_text(WOF + "9,locality,Dabiq,دابق,دابق,,36.54,37.27,9001,Q9\n", encoding="utf-8")
    (reference / "ocha_syria_places.csv").write_text(OCHA + "C9,مارع,مارع,Mare,Mare,36.48,37.19\n", encoding="utf-8")
    (reference / "ocha_syria_neighbourhoods.csv").write_text(OCHA, encoding="utf-8")
    ring = [[37.0, 36.0], [38.0, 36.0], [38.0, 37.0], [37.0, 37.0], [37.0, 36.0]]
    for level in (1, 2, 3):
        names = {f"admin{level}Name_ar": "حلب", f"admin{level}Name_en": "Aleppo", f"admin{level}Pcode": "SY02"}
        features = [{"type": "Feature", "properties": names, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
        content = json.dumps({"type": "FeatureCollection", "features": features if level == 1 else []})
        (reference / f"syria_adm{level}.geojson").write_text(content, encoding="utf-8")

    def faults(row):
        (facts / "places_sy.csv").write_text(FACT + row + "\n", encoding="utf-8")
        return [fault.what for fault in check(facts, reference)[1]]

    return faults


ROW = "gn9001,{name},,{en},{kind},SY,gn170062,,{lat},{lon},{source},{record},{basis},,confirmed,,"


def fact(name="دابق", en="Dabiq", kind="village", lat="36.54", lon="37.27", at=("geonames", "9001", "same")):
    return ROW.format(name=name, en=en, kind=kind, lat=lat, lon=lon, source=at[0], record=at[1], basis=at[2])


@pytest.mark.parametrize(
    "at", [("geonames", "9001", "same"), ("wof", "9", "same"), ("wikidata", "Q9", "same")], ids=lambda at: at[0]
)
def test_a_record_confirms_a_fact(small, at):
    assert small(fact(at=at)) == []


def test_a_p_code_confirms_a_fact(small):
    assert small(fact(name="مارع", en="Marea", lat="36.48", lon="37.19", at=("ocha", "C9", "same"))) == []


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (fact(at=("geonames", "9002", "same")), "not in the reference data"),
        (fact(lat="36.58"), "4 km away"),
        (fact(name="منبج", en="Manbij"), "is called"),
        (fact(lat="35.90", at=("wof", "9", "same")), "outside Aleppo"),
        (fact(name="مطار دابق", kind="airbase", lat="36.64", at=("wof", "9", "namesake")), "11 km away"),
        (fact(name="مطار منبج", en="Manbij airbase", kind="airbase", at=("wof", "9", "namesake")), "is called"),
    ],
)
def test_the_check_notices_what_a_record_denies(small, row, what):
    assert any(what in found for found in small(row)), small(row)


def test_a_facility_may_lie_beside_the_village_that_it_is_named_after(small):
    assert small(fact(name="مطار دابق", kind="airbase", lat="36.60", at=("wof", "9", "namesake"))) == []


def test_files_are_read_with_their_lines(facts):
    assert facts == read_facts(FOLDER)
    where, row = facts.places[0]
    assert (where, row["id"]) == ("governorates.csv:2", "gn163843")
