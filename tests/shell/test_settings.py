"""Settings from the environment: safe defaults, and one sentence for each mistake."""

import os
import re
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from django.utils import translation
from django.utils.formats import date_format
from psycopg import errors

from conflictmap import environment
from conflictmap.database.sentences import in_a_sentence
from conflictmap.setup import SetupError, server

ROOT = Path(__file__).resolve().parent.parent.parent


def manage(*arguments, **variables):
    """Run manage.py as a user's shell would, with ``variables`` set. Returns the finished process."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CONFLICTMAP_") and name not in {"DJANGO_SETTINGS_MODULE", "DEBUG", "DATABASE_URL"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("TIME_ZONE", "Nowhere"),
        ("CONFLICTMAP_POLICY", "2"),
        ("CONFLICTMAP_MONTHS", "julian"),
        ("CONFLICTMAP_DIGITS", "roman"),
        ("CONFLICTMAP_EMBARGO_HOURS", "48"),
        ("CONFLICTMAP_EMBARGO_HOURS", '{"seige": 48}'),
        ("CONFLICTMAP_EMBARGO_HOURS", '{"siege": -1}'),
        ("CONFLICTMAP_TILE_URL", "tile.example.org/{z}/{x}/{y}.png"),
        ("CONFLICTMAP_TILE_URL", "https://tile.example.org/{z}/{x}.png"),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "postgis://user@host"),
        ("DATABASE_NAME", "no spaces"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_wrong_value_stops_with_one_sentence(name, value):
    done = manage("check", **{name: value})
    assert done.returncode == 1
    assert re.fullmatch(rf"conflictmap: {name}\b.+\b(set it to|set {name} to) .+unset it\.\n", done.stderr), done.stderr


def test_a_wrong_address_does_not_print_its_password():
    assert "geheim" not in manage("check", DATABASE_URL="mysql://user:geheim@host/name").stderr


def test_a_database_that_is_not_there_is_told_in_one_sentence():
    done = manage("migrate", "--check", DATABASE_URL="postgis://me:geheim@127.0.0.1:9/none")
    assert done.returncode == 1
    assert re.fullmatch(r"conflictmap: the database does not do its part \(.+\); start it, or mend .+\.\n", done.stderr)
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("kind", "cause", "told"),
    [
        (
            ProgrammingError,
            errors.InsufficientPrivilege('permission denied to create extension "postgis"\nHINT: Be a superuser.'),
            'the database\'s role may not do this (permission denied to create extension "postgis"); let a superuser '
            "create the extensions postgis, btree_gist and pg_trgm.",
        ),
        (
            ProgrammingError,
            errors.UndefinedTable('relation "events_article" does not exist\nLINE 1: SELECT'),
            'the database is not prepared (relation "events_article" does not exist); run make setup, or '
            "manage.py migrate.",
        ),
        (
            OperationalError,
            errors.CannotConnectNow("the database system is starting up"),
            "the database does not do its part (the database system is starting up); start it, or mend DATABASE_URL.",
        ),
        (ProgrammingError, errors.SyntaxError("syntax error at end of input"), None),
    ],
)
def test_what_an_operator_can_mend_in_a_database_is_told_in_one_sentence(kind, cause, told):
    error = kind(str(cause))
    error.__cause__ = cause
    assert in_a_sentence(error) == told


def test_django_has_nothing_to_say_against_the_settings_of_a_served_site():
    """As docs/settings.md has them; every warning is a failure."""
    served = {"ALLOWED_HOSTS": "map.example.org", "CSRF_TRUSTED_ORIGINS": "https://map.example.org", "HTTPS": "1"}
    served["DJANGO_ALLOW_ASYNC_UNSAFE"] = ""  # the tests' own
    done = manage("check", "--deploy", "--fail-level", "WARNING", **served)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("value", "said"), [("x", "'x'"), ("0", "'0'"), ("-1", "'-1'"), ("999", "'999'")])
def test_a_wrong_number_of_servers_is_told_in_one_sentence(monkeypatch, value, said):
    monkeypatch.setenv("WEB_CONCURRENCY", value)
    with pytest.raises(SetupError, match=f"^WEB_CONCURRENCY={said} is not a number"):
        server.workers()


def test_days_and_times_are_written_alike_in_both_languages():
    moment = datetime(2017, 10, 14, 9, 5)
    for language, day in (("ar", "14 تشرين الأول 2017"), ("en", "14 October 2017")):
        with translation.override(language):
            assert date_format(moment.date()) == day
            assert re.fullmatch(day + "[,،] 09:05", date_format(moment, "DATETIME_FORMAT"))


def test_who_signs_in_without_an_errand_is_led_to_the_curation(client, db):
    get_user_model().objects.create_user("someone", password="a-long-enough-word", is_staff=True)
    sent = {"username": "someone", "password": "a-long-enough-word", "next": "//evil.example/"}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"


def test_a_bare_environment_is_safe():
    code = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.CONFLICTMAP_POLICY, s.CONFLICTMAP_OPEN_ARTICLES, s.CONFLICTMAP_ALLOW_SYNTHETIC,"
        " s.CONFLICTMAP_TILE_URL, '*' in s.ALLOWED_HOSTS, s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    )
    done = manage("shell", "--no-imports", "-c", code)
    assert done.stdout.strip() == "False False False False None False [\"'self'\", 'data:']"


def test_a_tile_server_is_allowed_only_where_it_is_set():
    code = "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    url = "https://{s}.tile.example.org/{z}/{x}/{y}.png"
    done = manage("shell", "--no-imports", "-c", code, CONFLICTMAP_TILE_URL=url)
    assert "https://*.tile.example.org" in done.stdout


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "new" / "secret-key"
    first = environment.secret_key("SECRET_KEY", file)
    assert len(first) >= 50
    assert environment.secret_key("SECRET_KEY", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


def test_a_key_that_cannot_be_kept_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match="cannot be kept"):
        environment.secret_key("SECRET_KEY", tmp_path / "file" / "secret-key")


def test_an_own_database_is_used_by_its_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db.example.org:5433/war")
    config = environment.database_url("DATABASE_URL")
    assert config["ENGINE"] == "django.contrib.gis.db.backends.postgis"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example.org", 5433, "war")


def test_hours_by_type_are_read(monkeypatch):
    monkeypatch.setenv("HOURS", '{"siege": 48, "*": 6}')
    assert environment.hours_by_type("HOURS", ["siege", "capture"]) == {"siege": 48, "*": 6}


def test_a_browser_set_to_english_still_gets_arabic(client, db):
    """Readers of Arabic often use an English browser: only what they chose on the page decides."""
    html = client.get("/method", headers={"Accept-Language": "en-US,en;q=0.9"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
