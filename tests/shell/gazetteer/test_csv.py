"""CSV with a documented header."""

import pytest

from gazetteer.importers import csv
from gazetteer.importers.loading import load
from gazetteer.importers.records import ImportRefused, Refusal
from gazetteer.models import Place, PlaceName

HEADER = "name_ar,name_en,kind,country,lat,lon,aliases,geonames,parent,source_date,licence"


@pytest.fixture
def file(tmp_path):
    """Write a CSV file; return its path."""

    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "places.csv"
        path.write_bytes("".join(line + "\n" for line in (header, *lines)).encode(encoding))
        return path

    return write


@pytest.mark.django_db
def test_rows_become_places_and_twice_changes_nothing(file):
    path = file(
        "دابق,Dabiq,village,SY,36.54,37.27,مرج دابق|war:دابق الكبرى,,,2024-01-31,CC0",
        ',"Ain Dara, old",hill,SY,36.46,36.85,,,,,',
    )
    report = load(csv.records(path), path.name)
    assert (report.added, report.refused) == (2, [])
    place = Place.objects.get(name_ar="دابق")
    assert (place.source, place.licence, place.source_date.isoformat()) == ("csv:places.csv", "CC0", "2024-01-31")
    assert place.quality == "unverified", "nothing was said of what confirms it"
    kinds = dict(PlaceName.objects.filter(place=place).values_list("name", "kind"))
    assert kinds == {"دابق": "official", "Dabiq": "official", "مرج دابق": "alias", "دابق الكبرى": "war"}
    assert Place.objects.get(name_en="Ain Dara, old").kind == "hill"
    again = load(csv.records(path), path.name)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.django_db
def test_an_outside_record_is_the_id(file):
    load(csv.records(file("دابق,,village,SY,36.54,37.27,,170917,,,")), "x")
    place = Place.objects.get()
    assert (place.pk, place.geonames_id) == ("gn170917", 170917)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,village,SY,36.5,37.2,,,,,", "no name"),
        ("Dabiq,,village,SY,36.5,37.2,,,,,", "not written in Arabic letters"),
        ("دابق,,hamlet,SY,36.5,37.2,,,,,", "unknown kind 'hamlet'"),
        ("دابق,,village,Syria,36.5,37.2,,,,,", "not a code of two letters"),
        ("دابق,,village,XX,36.5,37.2,,,,,", "no country with the code 'XX'"),
        ("دابق,,village,SY,37.9,35.2,,,,,", "look swapped"),
        ("دابق,,village,SY,,37.2,,,,,", "no latitude"),
        ("دابق,,village,SY,36.5,337.2,,,,,", "out of range"),
        ("دابق,,village,SY,36.5,37.2,nick:دابك,,,,", "alias of unknown kind 'nick'"),
        ("دابق,,village,SY,36.5,37.2,,,,31.1.2024,", "is not a day like 2024-01-31"),
        ("دابق,,village,SY,36.5,37.2,,x,,,", "geonames 'x' is not a number"),
        ("دابق,,village,SY,36.5", "5 fields where the header has 11"),
        ('"دابق,,village,SY,36.5,37.2,,,,,', "quotes are not closed"),
        ("د" * 201 + ",,village,SY,36.5,37.2,,,,,", "longer than 200"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_line_and_reason(file, line, reason):
    good = "صوران,,town,SY,36.56,37.2,,,,,"
    found = list(csv.records(file(good, line, good.replace("صوران", "تلالين"))))
    refused = [item for item in found if isinstance(item, Refusal)]
    assert len(found) == 3
    assert [item.where for item in refused] == ["line 3"]
    assert reason in refused[0].reason


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("name_ar,name_en,kind,country,lat", "lacks the column 'lon'"),
        (HEADER + ",colour", "unknown column 'colour'"),
        (HEADER + ",lat", "the column 'lat' stands twice"),
    ],
)
def test_a_wrong_header_is_refused_in_one_sentence(file, header, message):
    with pytest.raises(ImportRefused, match=message):
        list(csv.records(file(header=header)))


def test_utf_16_is_refused_in_one_sentence(file):
    with pytest.raises(ImportRefused, match="is UTF-16; save it as UTF-8"):
        list(csv.records(file("دابق,,village,SY,36.5,37.2,,,,,", encoding="utf-16")))


def test_a_byte_order_mark_is_no_part_of_the_header(file):
    assert len(list(csv.records(file("دابق,,village,SY,36.5,37.2,,,,,", encoding="utf-8-sig")))) == 1
