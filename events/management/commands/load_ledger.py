"""The historical ledger's files → accepted events, shown only where a reader asks for them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from events import actions


class Command(BaseCommand):
    """Load curated facts with their references."""

    help = "Load the historical ledger (CSV files of a folder); what is no longer in the files is taken back."

    def add_arguments(self, parser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    @no_translations
    def handle(self, **options) -> None:
        """Load and say what changed."""
        try:
            facts, changed = actions.load_ledger(folder=options["folder"])
        except actions.LedgerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{facts} facts in the historical ledger, {changed} changed.")
