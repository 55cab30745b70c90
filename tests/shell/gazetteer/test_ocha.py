"""OCHA's files in their own formats, made here: workbook, shapefile, geodatabase, GeoPackage, zips."""

import zipfile

import geopandas
import openpyxl
import pytest
import shapely

from gazetteer.importers import files, ocha
from gazetteer.importers.loading import load
from gazetteer.importers.records import ImportRefused, Refusal
from gazetteer.models import Place, PlaceName

# Column names as a shapefile cuts them to ten characters.
CUT = {
    "admin3Name_en": "admin3Name", "admin3Name_ar": "admin3Na_1", "admin3Pcode": "admin3Pcod",
    "admin1Name_en": "admin1Name", "admin1Pcode": "admin1Pcod", "admin0Pcode": "admin0Pcod",
}  # fmt: skip
SQUARE = shapely.box(36.0, 35.0, 37.0, 36.0)


@pytest.fixture
def workbook(tmp_path):
    """A workbook as OCHA lays it out: units without coordinates, populated places with them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "admin1": [
            ("admin0Name_en", "admin0Pcode", "admin1Name_ar", "admin1Name_en", "admin1Pcode", "admin1RefName"),
            ("Syria", "SY", "إدلب", "Idleb", "SY07", "Idleb"),
        ],
        "admin3": [
            ("admin1Pcode", "admin2Pcode", "admin3Name_en", "admin3Name_ar", "admin3Pcode"),
            ("SY07", "SY0705", "Ehsem", "احسم", "SY070501"),
            ("SY07", "SY0705", "Empty", "خالية", "SY070509"),
        ],
        "admin4": [
            ("admin1Pcode", "admin2Pcode", "admin3Pcode", "admin4Name_en", "admin4Name_ar", "admin4Pcode",
             "admin4RefName_ar", "IsAdmin1Capital", "IsAdmin3Capital", "LastUpdateDate", "Latitude_y", "Longitude_x"),
            ("SY07", "SY0705", "SY070501", "Ehsem", "احسم", "C4001", "احسم", "No", "Yes", "2016-09-05", 35.7, 36.5),
            ("SY07", "SY0705", "SY070501", "Zardana", "زردنا_مشهد", "C4002", "x", "No", "No", "2016-09-05", 35.9, 36.7),
            ("SY07", "SY0705", "SY070501", "Swapped", "معكوسة", "C4003", "x", "No", "No", None, 38.7, 35.5),
            ("SY07", "SY0705", "SY070501", "No code", "بلا رمز", None, "x", "No", "No", None, 35.7, 36.5),
        ],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "syr_admin.xlsx"
    book.save(path)
    return path


def units(**columns):
    """A frame of two sub-districts with OCHA's columns."""
    rows = {
        "admin3Name_en": ["Ehsem", "Mhambal"],
        "admin3Name_ar": ["احسم", "محمبل"],
        "admin3Pcode": ["SY070501", "SY070502"],
        "admin1Name_en": ["Idleb", "Idleb"],
        "admin1Pcode": ["SY07", "SY07"],
        "admin0Pcode": ["SY", "SY"],
    }
    return geopandas.GeoDataFrame(
        rows | columns, geometry=[SQUARE, shapely.box(36.0, 34.0, 37.0, 35.0)], crs="EPSG:4326"
    )


@pytest.mark.django_db
def test_a_workbook_as_distributed(workbook):
    report = load(ocha.records(workbook), workbook.name)
    assert report.added == 4
    reasons = {refusal.where: refusal.reason for refusal in report.refused}
    assert set(reasons) == {"sheet admin3 row 3", "sheet admin4 row 4", "sheet admin4 row 5"}
    assert "look swapped" in reasons["sheet admin4 row 4"]
    assert "no p-code" in reasons["sheet admin4 row 5"]
    assert "no coordinates" in reasons["sheet admin3 row 3"]
    town = Place.objects.get(pcode="C4001")
    assert (town.pk, town.name_ar, town.name_en, town.kind, town.country) == (
        "ocha-C4001",
        "احسم",
        "Ehsem",
        "town",
        "SY",
    )
    assert (town.admin1_id, town.parent_id) == ("ocha-SY07", "ocha-SY070501")
    assert (town.source, town.record, town.licence, str(town.source_date)) == (
        "ocha",
        "C4001",
        "CC BY 3.0 IGO",
        "2016-09-05",
    )
    unit = Place.objects.get(pcode="SY070501")
    assert unit.kind == "subdistrict"
    assert (round(unit.lat, 1), round(unit.lon, 1)) == (35.8, 36.6), "the middle of its two places"
    assert load(ocha.records(workbook), workbook.name).unchanged == 4


@pytest.mark.django_db
def test_a_composed_name_gives_both_names(workbook):
    load(ocha.records(workbook), workbook.name)
    names = set(PlaceName.objects.filter(place__pcode="C4002").values_list("name", flat=True))
    assert names == {"زردنا_مشهد", "زردنا", "مشهد", "Zardana"}


@pytest.mark.parametrize(
    ("name", "driver"), [("u.gpkg", "GPKG"), ("u.gdb", "OpenFileGDB"), ("u.shp", "ESRI Shapefile")]
)
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.django_db
def test_polygons_from_every_format(tmp_path, name, driver, zipped):
    path = tmp_path / "out" / name
    path.parent.mkdir()
    if driver == "ESRI Shapefile":
        units().rename(columns=CUT).to_file(path, driver=driver, encoding="utf-8")
    else:
        units().to_file(path, driver=driver)
    if zipped:
        archive = tmp_path / "units.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
            for file in sorted(path.parent.rglob("*")):
                if file.is_file():
                    out.write(file, file.relative_to(path.parent))
        path = archive
    report = load(ocha.records(path), path.name)
    assert (report.added, report.refused) == (2, [])
    unit = Place.objects.get(pcode="SY070501")
    assert (unit.name_ar, unit.name_en, unit.kind) == ("احسم", "Ehsem", "subdistrict")
    assert unit.area.covers(unit.point)
    assert unit.area.equals(type(unit.area).from_ewkt(f"SRID=4326;MULTIPOLYGON((({_ring()})))"))
    assert load(ocha.records(path), path.name).unchanged == 2


def _ring():
    return ",".join(f"{x} {y}" for x, y in SQUARE.exterior.coords)


@pytest.mark.django_db
def test_newer_column_names_and_another_projection(tmp_path):
    frame = units().rename(
        columns={"admin3Name_en": "ADM3_EN", "admin3Name_ar": "ADM3_AR", "admin3Pcode": "ADM3_PCODE",
                 "admin1Name_en": "ADM1_EN", "admin1Pcode": "ADM1_PCODE", "admin0Pcode": "ADM0_PCODE"}
    )  # fmt: skip
    frame.to_crs("EPSG:32637").to_file(tmp_path / "u.gpkg", driver="GPKG")
    load(ocha.records(tmp_path / "u.gpkg"), "u.gpkg")
    unit = Place.objects.get(pcode="SY070501")
    assert (unit.name_ar, unit.name_en, unit.country) == ("احسم", "Ehsem", "SY")
    assert 36 < unit.lon < 37
    assert 35 < unit.lat < 36


@pytest.mark.django_db
def test_a_boundary_joins_the_unit_that_the_workbook_filed_and_back(workbook, tmp_path):
    load(ocha.records(workbook), workbook.name)
    units().to_file(tmp_path / "u.gpkg", driver="GPKG")
    report = load(ocha.records(tmp_path / "u.gpkg"), "u.gpkg")
    assert (report.added, report.changed) == (1, 1)
    assert Place.objects.get(pcode="SY070501").area is not None
    assert load(ocha.records(workbook), workbook.name).changed == 0
    assert Place.objects.get(pcode="SY070501").area is not None


@pytest.mark.django_db
def test_a_crossing_border_is_mended(tmp_path):
    bow = shapely.Polygon([(36, 35), (37, 36), (37, 35), (36, 36), (36, 35)])
    frame = units()
    frame.loc[0, "geometry"] = bow
    frame.to_file(tmp_path / "u.gpkg", driver="GPKG")
    load(ocha.records(tmp_path / "u.gpkg"), "u.gpkg")
    assert Place.objects.get(pcode="SY070501").area.valid


def test_a_file_without_ocha_columns_is_refused_in_one_sentence(tmp_path):
    frame = geopandas.GeoDataFrame({"name": ["x"]}, geometry=[SQUARE], crs="EPSG:4326")
    frame.to_file(tmp_path / "u.gpkg", driver="GPKG")
    with pytest.raises(ImportRefused, match="no sheet or layer has OCHA's columns"):
        list(ocha.records(tmp_path / "u.gpkg"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("u.gpkg", b"<OGRVRTDataSource/>", "the content is not that of a .gpkg file"),
        ("u.shp", b"<OGRVRTDataSource/>", "the content is not that of a .shp file"),
        ("u.zip", b"no archive", "the archive is damaged"),
        ("u.xlsx", b"no workbook", "the archive is damaged"),
        ("u.pdf", b"%PDF", "is read from .xlsx"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=message):
        list(ocha.records(path))


def test_a_cut_geopackage_is_refused_in_one_sentence(tmp_path):
    units().to_file(tmp_path / "u.gpkg", driver="GPKG")
    whole = (tmp_path / "u.gpkg").read_bytes()
    (tmp_path / "cut.gpkg").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(ImportRefused, match=r"cut\.gpkg"):
        list(ocha.records(tmp_path / "cut.gpkg"))


def archive_of(path, *members):
    """Write a zip of (name, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr(name, content)
    return path


def test_a_zip_bomb_is_not_opened(tmp_path):
    path = archive_of(tmp_path / "bomb.zip", ("u.shp", b"\0" * 40_000_000))
    with pytest.raises(ImportRefused, match="would unpack to 40 MB; it is not opened"):
        list(ocha.records(path))


def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path):
    path = archive_of(tmp_path / "out.zip", ("../u.shp", b"x"))
    with pytest.raises(ImportRefused, match="names a file outside itself"):
        list(ocha.records(path))


def test_an_archive_without_geodata_is_refused(tmp_path):
    path = archive_of(tmp_path / "empty.zip", ("readme.txt", b"nothing here"))
    with pytest.raises(ImportRefused, match="holds no shapefile, file geodatabase or GeoPackage"):
        list(ocha.records(path))


@pytest.mark.parametrize("name", ["/vsicurl/http://127.0.0.1/u.gpkg", "https://127.0.0.1/u.gpkg"])
def test_only_files_of_this_machine_are_read(name):
    with pytest.raises(ImportRefused, match="only files on this machine"):
        files.checked_file(name)


def test_empty_huge_and_missing_files_are_refused(tmp_path, monkeypatch):
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "large").write_bytes(b"x" * 2_000_000)
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    for name, message in (("empty", "is empty"), ("large", "2 MB is more than the 1 MB"), ("none", "cannot be read")):
        with pytest.raises(ImportRefused, match=message):
            files.checked_file(tmp_path / name)


def test_a_refusal_names_its_row(workbook):
    assert all(isinstance(r, Refusal) == hasattr(r, "reason") for r in ocha.records(workbook))
