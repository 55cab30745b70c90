"""Texts → stored articles, claims and suggested events."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from events import actions, readers
from events.batch import NoGazetteer, Reading, inputs, readings
from events.management.commands.extract import day_of, jobs


class Command(BaseCommand):
    """Store articles with what they say; the same text again changes nothing."""

    help = "Read Arabic texts and store them with their claims and events. Each article is stored whole or not at all."

    def add_arguments(self, parser) -> None:
        """Files or folders; what a manifest.json beside them says may be overruled."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a text, a folder of .txt files, or -")
        parser.add_argument("--published", metavar="DATE", help="day of publication, such as 2017-10-15")
        parser.add_argument("--outlet", metavar="NAME", help="who published it")
        parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes to read with")

    @no_translations
    def handle(self, **options) -> None:
        """Store what can be stored; exit with 1 if an input failed."""
        published = day_of(options["published"])
        actions.load_actors()
        given = {"published": published, "outlet": options["outlet"], "notice": self.stderr.write}
        sources = list(inputs(options["paths"], **given))
        failed = 0
        try:
            for reading in readings(sources, jobs=options["jobs"]):
                failure = reading.failure or self._store(reading)
                if failure:
                    failed += 1
                    self.stderr.write(failure)
        except (NoGazetteer, RuntimeError) as error:
            raise CommandError(str(error)) from error
        if failed:
            sys.exit(1)

    def _store(self, reading: Reading) -> str | None:
        """Store one reading and say what it did; return the sentence that says why not."""
        shown, document = reading.source.shown, reading.source.document
        try:
            done = actions.ingest(document=document, claims=reading.claims, names=readers.names())
        except actions.Refused as error:
            return str(error)
        except (Error, ValueError) as error:
            return f"{shown}: was not stored ({type(error).__name__}: {str(error).splitlines()[0]})."
        if document.notice:
            self.stderr.write(document.notice)
        if not done.created:
            self.stdout.write(f"{shown}: the same text is stored already; nothing changed.")
            return None
        if document.published is None:
            self.stderr.write(f"{shown}: no day of publication is known; relative days stay unresolved.")
        self.stdout.write(f"{shown}: stored with {done.recorded.claims} claims, {done.recorded.events} new events.")
        return None
