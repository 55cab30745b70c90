"""A small hand-made gazetteer, and records as importers yield them."""

import pytest

from gazetteer.importers.records import NameRecord, PlaceRecord
from gazetteer.matching.arabic import fold


@pytest.fixture
def curator(db):
    """A person who may do everything."""
    from django.contrib.auth import get_user_model  # this file is read before Django is set up

    return get_user_model().objects.create_superuser("curator", password="a long password")


@pytest.fixture
def make_place(db):
    """Store a place with its names; the first name is the official one."""
    from django.contrib.gis.geos import Point

    from gazetteer.models import Place, PlaceName

    def make(pk, name_ar, lat, lon, *aliases, name_en="", kind="town", country="SY", **fields):
        place = Place.objects.create(
            id=pk,
            name_ar=name_ar,
            name_en=name_en,
            kind=kind,
            country=country,
            point=Point(lon, lat, srid=4326),
            **fields,
        )
        for i, name in enumerate(filter(None, (name_ar, *aliases, name_en))):
            kind_of_name = "official" if i == 0 or name == name_en else "alias"
            PlaceName.objects.create(place=place, name=name, folded=fold(name), kind=kind_of_name, lang="ar")
        return place

    return make


@pytest.fixture
def record():
    """Return a record as an importer yields it, of source ``test`` unless told."""

    def make(pk, name_ar, lat, lon, *aliases, name_en="", kind="village", country="SY", source="test", **fields):
        names = [NameRecord(name_ar, "ar", "official")] if name_ar else []
        names += [NameRecord(name, "ar", "alias") for name in aliases]
        return PlaceRecord(
            where=fields.pop("where", pk), id=pk, name_ar=name_ar, name_en=name_en, kind=kind, country=country, lat=lat,
            lon=lon, source=source, licence="CC0", names=tuple(names), keys=(f"id:{pk}",), **fields,
        )  # fmt: skip

    return make
