"""Data → files: the API's collections with the API's filters, streamed where the format allows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from events import geojson, tabular
from events.asked import Asked
from events.collections import COLLECTIONS, Collection
from events.frames import write_frame
from events.params import BadParam, Filters

_EVERYTHING = 10**9
_OPTIONS = (
    "bbox datetime at known type gaining losing actor modality status decided_by outlet source place country q"
).split()
FORMATS = ("geojson", "geojsonseq", *tabular.FORMS, "gpkg", "parquet")
VERSION = "ledger_version"


class Command(BaseCommand):
    """Write a collection to a file or to standard output. Embargoed events are in no export."""

    help = "Export events (or claims, places, control, areas) with the API's filters; accepted events by default."

    def add_arguments(self, parser) -> None:
        """The format, the file and the API's filters."""
        parser.add_argument("--format", choices=FORMATS, default="geojson")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE")
        parser.add_argument("--collection", choices=tuple(COLLECTIONS), default="events")
        for name in _OPTIONS:
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="VALUE")
        parser.add_argument("--ledger", action="store_const", const="1", help="with the historical ledger")
        parser.add_argument("--limit", metavar="N")

    @no_translations
    def handle(self, **options) -> None:
        """Write what was asked for. A failed export leaves no file."""
        each = COLLECTIONS[options["collection"]]
        wanted = self._wanted(each, options)
        version = Asked(ledger=wanted.ledger, known=wanted.known).version
        features = each.find(wanted, None).features()
        form, path = options["format"], options["output"]
        if form in ("gpkg", "parquet"):
            if path is None:
                raise CommandError(f"--format {form} needs -o FILE.")
            whole = _beside(path)
            self._try(lambda: write_frame(features, each, whole, form=form, version=version), whole, path)
        elif path is None:
            _write(sys.stdout, form, each, features, version)
        else:
            part = _beside(path)
            self._try(lambda: _write_file(part, form, each, features, version), part, path)

    def _wanted(self, each: Collection, options: dict) -> Filters:
        given = {name: options[name] for name in (*_OPTIONS, "ledger", "limit") if options.get(name) is not None}
        try:
            wanted = each.wanted(given)
        except BadParam as error:
            raise CommandError(f"--{error}") from error
        return wanted if "limit" in given else replace(wanted, limit=_EVERYTHING)

    def _try(self, write, part: Path, path: Path) -> None:
        """Write beside the file and move into place, so that a reader never meets half an export."""
        try:
            part.touch()  # tried here first: what GDAL says of a folder that is not there, nobody understands
            part.unlink()
            write()
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from error
        finally:
            part.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part{path.suffix}")


def _write_file(path: Path, form: str, each: Collection, features: Iterable[dict], version: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        _write(file, form, each, features, version)


def _write(file, form: str, each: Collection, features: Iterable[dict], version: str) -> None:
    if form in tabular.FORMS:
        tabular.write(file, features, each.keys, points=each.geometry == "Point", form=form, also={VERSION: version})
        return
    for piece in _pieces(form, features, version):
        file.write(piece)


def _pieces(form: str, features: Iterable[dict], version: str) -> Iterator[str]:
    if form == "geojsonseq":
        return geojson.sequence(one | {VERSION: version} for one in features)
    return geojson.collection(features, **{VERSION: version})
