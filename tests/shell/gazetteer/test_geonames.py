"""GeoNames' own files, made here with the official columns (places of the real world, rows of our own)."""

import zipfile

import pytest

from gazetteer.importers import geonames
from gazetteer.importers.loading import load
from gazetteer.importers.records import ImportRefused, PlaceRecord, Refusal
from gazetteer.models import Place, PlaceName


def dump_row(geonameid, name, lat, lon, code, *, alternates="", country="SY", admin1="04", admin2="", population=0):
    """One line of a country dump: the 19 columns of GeoNames' readme."""
    feature_class = "A" if code.startswith(("ADM", "PCL")) else "P" if code.startswith("PPL") else "S"
    fields = [geonameid, name, name, alternates, lat, lon, feature_class, code, country, "", admin1, admin2, "", ""]
    return "\t".join(str(field) for field in [*fields, population, "", 245, "Asia/Damascus", "2023-05-01"])


def alternate_row(n, geonameid, lang, name, *, preferred="", short="", historic=""):
    """One line of alternateNamesV2.txt: ten columns."""
    return "\t".join(str(field) for field in [n, geonameid, lang, name, preferred, short, "", historic, "", ""])


DUMP = [
    dump_row(172955, "Ar Raqqah", 35.95283, 39.00788, "PPLA", alternates="Raqqa,الرقة,رەققە", population=177636),
    dump_row(172957, "Ar-Raqqah", 35.7, 39.0, "ADM1"),
    dump_row(172950, "Ar-Raqqah District", 35.9, 38.9, "ADM2", admin2="172950"),
    dump_row(1, "Al Karamah", 35.85, 39.3, "PPL", admin2="172950", population=900),
    dump_row(2, "Wadi al Fayd", 35.6, 38.8, "WAD"),
    dump_row(3, "Tabqa Air Base", 35.75, 38.57, "AIRB"),
]
NAMES = [
    alternate_row(10, 172955, "ar", "رقة"),
    alternate_row(11, 172955, "ar", "الرقة", preferred=1),
    alternate_row(12, 172955, "ku", "Reqa"),
    alternate_row(13, 172955, "fa", "رقه"),
    alternate_row(14, 172955, "link", "https://example.org/raqqa"),
    alternate_row(15, 1, "ar", "الكرامة"),
    alternate_row(16, 99999, "ar", "مكان آخر"),
    alternate_row(17, 172955, "en", "Raqqa", preferred=1),
]


@pytest.fixture
def files(tmp_path):
    """Write a dump and its alternate names; return their paths."""

    def write(dump, names=None, encoding="utf-8"):
        path = tmp_path / "SY.txt"
        path.write_bytes("".join(line + "\n" for line in dump).encode(encoding))
        if names is None:
            return [path]
        other = tmp_path / "alternateNamesV2.txt"
        other.write_text("".join(line + "\n" for line in names), encoding="utf-8")
        return [path, other]

    return write


def refusals(paths):
    """Return {line: reason} of what was refused."""
    return {r.where: r.reason for r in geonames.records(paths) if isinstance(r, Refusal)}


@pytest.mark.django_db
def test_a_country_dump_with_its_alternate_names(files):
    report = load(geonames.records(files(DUMP, NAMES)), "SY.txt")
    assert (report.added, report.refused) == (5, [])
    raqqa = Place.objects.get(pk="gn172955")
    assert (raqqa.name_ar, raqqa.name_en, raqqa.kind, raqqa.population) == ("الرقة", "Raqqa", "city", 177636)
    assert (raqqa.source, raqqa.record, raqqa.licence) == ("geonames", "gn172955", "CC BY 4.0")
    assert raqqa.source_date.isoformat() == "2023-05-01"
    assert raqqa.admin1_id == "gn172957"
    names = dict(PlaceName.objects.filter(place=raqqa).values_list("name", "kind"))
    assert names["الرقة"] == "official"
    assert names["Reqa"] == "kurdish"
    assert "رقة" in names
    assert "رقه" not in names, "a Persian name is no Arabic name"
    assert "رەققە" not in names, "nor is a Kurdish one in Arabic script"
    village = Place.objects.get(pk="gn1")
    assert (village.name_ar, village.kind, village.parent_id, village.admin1_id) == (
        "الكرامة",
        "village",
        "gn172950",
        "gn172957",
    )
    assert Place.objects.get(pk="gn3").kind == "airbase"
    assert not Place.objects.filter(pk="gn2").exists(), "a wadi is no place that the gazetteer keeps"


@pytest.mark.django_db
def test_loading_the_dump_again_changes_nothing(files):
    load(geonames.records(files(DUMP, NAMES)), "SY.txt")
    report = load(geonames.records(files(DUMP, NAMES)), "SY.txt")
    assert (report.added, report.changed, report.names_added, report.unchanged) == (0, 0, 0, 5)


def test_alternate_names_lying_beside_the_dump_are_found(files):
    dump, _ = files(DUMP, NAMES)
    raqqa = next(r for r in geonames.records([dump]) if isinstance(r, PlaceRecord))
    assert raqqa.name_ar == "الرقة"


def test_both_files_may_be_the_zips_that_are_offered(files, tmp_path):
    zipped = []
    for path in files(DUMP, NAMES):
        zipped.append(path.with_suffix(".zip"))
        with zipfile.ZipFile(zipped[-1], "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
            archive.writestr("readme.txt", "what the columns are")
    assert [r.name_ar for r in geonames.records(zipped)][:1] == ["الرقة"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (dump_row(5, "Swapped", 38.0, 35.9, "PPL"), "look swapped"),
        (dump_row(5, "Far", 95.0, 39.0, "PPL"), "out of range"),
        (dump_row(5, "Nowhere", 0, 0, "PPL"), "unknown coordinates"),
        (dump_row(5, "Text", "north", 39.0, "PPL"), "latitude 'north' is not a number"),
        (dump_row(5, "", 35.9, 39.0, "PPL"), "no name"),
        (dump_row("x", "No id", 35.9, 39.0, "PPL"), "geonameid 'x' is not a number"),
        (dump_row(5, "Country", 35.9, 39.0, "PPL", country="Syria"), "country 'SYRIA' is not a code of two letters"),
        (dump_row(5, "Ø§Ù„Ø±Ù‚Ø©", 35.9, 39.0, "PPL"), "saved in another encoding"),
        (dump_row(5, "Short", 35.9, 39.0, "PPL").rsplit("\t", 1)[0], "18 columns instead of 19"),
        (dump_row(5, "NaN", "nan", 39.0, "PPL"), "is not a number"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_line_and_reason(files, row, reason):
    refused = refusals(files([DUMP[0], row, DUMP[3]]))
    assert list(refused) == ["line 2"]
    assert reason in refused["line 2"]


def test_a_line_in_another_encoding_is_refused_alone(files, tmp_path):
    path = files([DUMP[0]])[0]
    with path.open("ab") as file:
        file.write(dump_row(5, "قرية", 35.9, 39.0, "PPL").encode("windows-1256") + b"\n")
        file.write((DUMP[3] + "\n").encode())
    assert refusals([path]) == {"line 2": "not UTF-8"}


def test_a_whole_file_in_another_encoding_is_refused_in_one_sentence(files):
    rows = [dump_row(n, "قرية", 35.9, 39.0, "PPL") for n in range(1, 40)]
    with pytest.raises(ImportRefused, match=r"SY\.txt: the file is not UTF-8"):
        list(geonames.records(files(rows, encoding="windows-1256")))


def test_a_file_of_another_format_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "SY.txt"
    path.write_text("id,name,lat\n1,Raqqa,35.9\n")
    with pytest.raises(ImportRefused, match="line 1 has 1 columns and a GeoNames dump has 19"):
        list(geonames.records([path]))


def test_alternate_names_alone_are_not_enough(files):
    with pytest.raises(ImportRefused, match=r"a country dump such as SY\.txt is needed"):
        list(geonames.records(files(DUMP, NAMES)[1:]))
