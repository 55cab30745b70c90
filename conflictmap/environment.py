"""Settings from the environment: each read once, and each mistake told as one sentence that says how to mend it."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

_env = Env()


def _wrong(name: str, value: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={value!r} is not {expected}; set {name} to {expected}, or unset it.")


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    try:
        return _env.bool(name, default)
    except EnvError as error:
        raise _wrong(name, os.environ[name], "one of 1, 0, true, false, yes, no") from error


def text(name: str, default: str = "") -> str:
    """Free text, surrounding blanks removed."""
    return _env.str(name, default).strip()


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in _env.list(name, default) if word.strip()]


def choice(name: str, allowed: Collection[str], default: str) -> str:
    """One word out of ``allowed``. Raises ImproperlyConfigured for another."""
    value = text(name, default)
    if value not in allowed:
        raise _wrong(name, value, "one of " + ", ".join(allowed))
    return value


def time_zone(name: str, default: str) -> str:
    """The name of a time zone. Raises ImproperlyConfigured for an unknown one."""
    value = text(name) or default
    if value not in available_timezones():
        raise _wrong(name, value, "a time zone such as UTC or Asia/Damascus")
    return value


def hours_by_type(name: str, types: Collection[str]) -> dict[str, int]:
    """A JSON object {event type: hours}, ``*`` for every type not named. Raises ImproperlyConfigured."""
    expected = 'a JSON object such as {"siege": 48, "*": 0} with event types as keys and whole hours as values'
    value = text(name, "{}")
    try:
        hours = json.loads(value)
    except json.JSONDecodeError as error:
        raise _wrong(name, value, expected) from error
    if not isinstance(hours, dict) or any(
        key not in {*types, "*"} or type(number) is not int or number < 0 for key, number in hours.items()
    ):
        raise _wrong(name, value, expected)
    return hours


def tile_url(name: str) -> str | None:
    """An address pattern with {z}, {x} and {y}, or None where none is set. Raises ImproperlyConfigured."""
    value = text(name)
    if not value:
        return None
    parts = urlsplit(value)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.netloc
        or any(mark not in value for mark in ("{z}", "{x}", "{y}"))
    ):
        raise _wrong(
            name, value, "a web address with {z}, {x} and {y}, such as https://tile.example.org/{z}/{x}/{y}.png"
        )
    return value


def tile_host(url: str) -> str:
    """The origin that the content security policy must allow for ``url``; {s} stands for any subdomain."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def database_url(name: str) -> dict | None:
    """Django's database dictionary for a PostGIS address, or None where none is set. Raises ImproperlyConfigured."""
    value = text(name)
    if not value:
        return None
    expected = "a PostGIS address such as postgis://user:password@host:5432/database"
    if urlsplit(value).scheme not in {"postgis", "postgres", "postgresql"}:
        # The value may hold a password: name the scheme only.
        raise _wrong(name, (urlsplit(value).scheme or "…") + ":…", expected)
    try:
        config = dj_database_url.parse(value, engine="django.contrib.gis.db.backends.postgis", conn_max_age=60)
    except ValueError as error:
        raise _wrong(name, "…", expected) from error
    if not config.get("NAME"):
        raise _wrong(name, "…", expected + " (the database's name is missing)")
    return dict(config)


def secret_key(name: str, file: Path) -> str:
    """The secret key: from the environment, else from ``file``, which is made once, readable by its owner only."""
    value = text(name)
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} is too short; set it to 32 random characters or more, or unset it.")
        return value
    try:
        return _stored_key(file)
    except OSError as error:
        raise ImproperlyConfigured(
            f"the secret key cannot be kept in {file} ({error.strerror}); make the folder writable, or set {name}."
        ) from error


def _stored_key(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        # Written beside and linked into place: of two processes that start together, both read the same key.
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()
