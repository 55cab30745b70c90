"""Settings from the environment: safe defaults, and one sentence for each mistake."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from conflictmap import environment

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
