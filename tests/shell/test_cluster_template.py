"""The database that every test and every clone starts from."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_extensions_are_there_in_every_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        names = {row[0] for row in cursor.fetchall()}
    assert {"postgis", "btree_gist", "pg_trgm"} <= names


def test_trigrams_see_arabic_letters():
    # Under the plain C locale pg_trgm knows no Arabic letter and every similarity is 0.
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('الميادين', 'الميادن')")
        assert cursor.fetchone()[0] > 0.5
