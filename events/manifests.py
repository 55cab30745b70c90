"""``manifest.json`` beside article files: when and by whom each was published, held to what can be true."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from events.documents import Document, Unreadable, not_yet
from gazetteer.countries import is_country

MANIFEST = "manifest.json"
# The longest of each text that is stored, in characters.
TEXTS = {"title": 500, "outlet": 200, "url": 1000, "archived_url": 1000}
ADDRESSES = ("url", "archived_url")
FLAGS = {"open": "open_text", "synthetic": "synthetic"}
KEYS = {"file", "published", "country", *TEXTS, *FLAGS}


def manifest(folder: Path) -> dict[str, dict]:
    """Return what the folder's manifest says, by file name; empty without one. Raises Unreadable, naming it."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))["articles"]
        names = [entry["file"] for entry in entries]
        found = dict(zip(names, entries, strict=True))
    except (OSError, ValueError, KeyError, TypeError) as error:
        told = f'{path}: is no manifest ({{"articles": [{{"file": …}}]}}), so nothing beside it is read: {error}.'
        raise Unreadable(told) from error
    if twice := sorted({name for name in names if names.count(name) > 1} if len(found) < len(names) else ()):
        raise Unreadable(f"{path}: speaks twice of {', '.join(twice)}, so nothing beside it is read.")
    return found


def astray(folder: Path, entries: dict[str, dict], files: Iterable[Path]) -> list[str]:
    """Return a sentence for each entry that speaks of no file there, and for each key that means nothing."""
    path, there = folder / MANIFEST, {file.name for file in files}
    told = [f"{path}: speaks of {name}, which is not there." for name in entries if name not in there]
    for name, entry in entries.items():
        told += [f"{path}: {name}: the key {key!r} means nothing here." for key in entry if key not in KEYS]
    return told


def described(document: Document, entry: dict, *, shown: str) -> Document:
    """Return the document with what its manifest entry says. Raises Unreadable for what cannot be true."""
    try:
        told = {key: _text(entry, key) for key in TEXTS}
        told |= {field: _flag(entry, key) for key, field in FLAGS.items()}
        return replace(document, published=_day(entry), country=_country(entry), **told)
    except ValueError as error:
        raise Unreadable(f"{shown}: {error}.") from error


def _text(entry: dict, key: str) -> str | None:
    value = entry.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(f"{key} {value!r} in the manifest is no text")
    if len(value) > TEXTS[key]:
        raise ValueError(f"{key} in the manifest has {len(value)} characters, and {TEXTS[key]} at most are kept")
    if key in ADDRESSES and not _is_address(value):
        raise ValueError(f"{key} {value!r} in the manifest is no web address (https://…)")
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _flag(entry: dict, key: str) -> bool:
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"{key} {value!r} in the manifest is neither true nor false")
    return bool(value)


def _day(entry: dict) -> date | None:
    value = entry.get("published")
    try:
        day = date.fromisoformat(value) if value else None
    except (TypeError, ValueError) as error:
        raise ValueError(f"published {value!r} in the manifest is not a day such as 2017-10-15") from error
    if day and not_yet(day):
        raise ValueError(f"published {value!r} in the manifest has not come yet")
    return day


def _country(entry: dict) -> str | None:
    value = entry.get("country") or None
    if value is not None and not (isinstance(value, str) and is_country(value.strip().upper())):
        raise ValueError(f"there is no country with the code {value!r} that the manifest gives")
    return value and value.strip().upper()
