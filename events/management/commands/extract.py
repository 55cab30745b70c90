"""Texts → claims on standard output; stores nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError, no_translations

from events import readers
from events.batch import NoGazetteer, Reading, inputs, readings
from events.documents import not_yet
from events.extraction.pipeline import explain
from events.extraction.types import PUBLISHED_KEYS, Claim
from events.geojson import collection, feature, line
from events.params import BadParam, day


class Command(BaseCommand):
    """Read Arabic texts and print what they say about who held what."""

    help = "Read Arabic texts and print the claims found; nothing is stored. A failing file never stops the others."

    def add_arguments(self, parser) -> None:
        """Files and what is known about them."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="a text, a folder of .txt files, or -")
        parser.add_argument("--published", metavar="DATE", help="day of publication, such as 2017-10-15")
        parser.add_argument("--outlet", metavar="NAME", help="who published it")
        parser.add_argument("--format", choices=("geojson", "jsonl"), default="geojson")
        parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes to read with")
        parser.add_argument("--explain", action="store_true", help="say on standard error why, and what made no claim")

    @no_translations
    def handle(self, **options) -> None:
        """Print all claims; exit with 1 if an input failed."""
        published = day_of(options["published"])
        given = {"published": published, "outlet": options["outlet"], "notice": self.stderr.write}
        sources = list(inputs(options["files"], **given))
        failed = False
        try:
            found = readings(sources, jobs=options["jobs"])
            failed = self._print(found, options)
        except (NoGazetteer, RuntimeError) as error:
            raise CommandError(str(error)) from error
        if failed:
            sys.exit(1)

    def _print(self, found, options) -> bool:
        failures = []

        def claims():
            for reading in found:
                if reading.failure:
                    failures.append(reading.failure)
                    self.stderr.write(reading.failure)
                    continue
                if reading.source.document.notice:
                    self.stderr.write(reading.source.document.notice)
                if options["explain"]:
                    self._explain(reading)
                yield from reading.claims

        if options["format"] == "jsonl":
            for claim in claims():
                self.stdout.write(line(row(claim)))
        else:
            for piece in collection(feature(row(claim), PUBLISHED_KEYS) for claim in claims()):
                self.stdout.write(piece, ending="")
        return bool(failures)

    def _explain(self, reading: Reading) -> None:
        document = reading.source.document
        self.stderr.write(f"{reading.source.shown}: {len(reading.claims)} claims")
        for claim in reading.claims:
            sides = f"{claim.gaining or '-'} from {claim.losing or '-'}"
            where = claim.place_id or "place unresolved"
            self.stderr.write(f"  {claim.start}-{claim.end} {claim.type} {where} {sides}: rule {claim.rule}")
            self.stderr.write(f"    {claim.confidence}: {claim.reasons}")
        _, silent = explain(
            document.text, published=document.published, outlet=document.outlet, lexicon=readers.lexicon(),
            names=readers.names(), article=document.name, country=document.country,
        )  # fmt: skip
        for unmatched in silent:
            self.stderr.write(f"  {unmatched.start}-{unmatched.end} no claim of {unmatched.trigger}: {unmatched.why}")


def row(claim: Claim) -> dict:
    """Return the claim's published keys, in their order."""
    return {key: getattr(claim, key) for key in PUBLISHED_KEYS}


def day_of(text: str | None):
    """Return the day of an option. Raises CommandError."""
    try:
        found = day("--published", text) if text is not None else None
        if found and not_yet(found):
            raise BadParam("--published", text, "a day that has come")
    except BadParam as error:
        raise CommandError(str(error)) from error
    return found


def jobs(text: str) -> int:
    """Return a number of processes. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)
