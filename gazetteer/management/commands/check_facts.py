"""Check the facts of ``seeds/gazetteer`` against the reference data that confirm them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gazetteer.importers.check_facts import Facts, check


class Command(BaseCommand):
    """Print what the facts hold and every row that its record does not confirm; exit status 1 where one is wrong."""

    help = "Check the project's own places against OCHA's, GeoNames' and Who's On First's records."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        """The folder with the reference data, and the one with the facts."""
        parser.add_argument("reference", metavar="REFERENCE_FOLDER", type=Path)
        parser.add_argument("--facts", type=Path, default=Path(settings.BASE_DIR) / "seeds" / "gazetteer")

    def handle(self, *, reference: Path, facts: Path, **options) -> None:
        """Check, print, and fail where something is wrong."""
        for folder in (reference, facts):
            if not folder.is_dir():
                raise CommandError(f"No folder {folder}")
        rows, faults = check(facts, reference)
        self.table(rows)
        for fault in faults:
            self.stdout.write(f"{fault.where}\t{fault.id}\t{fault.name}\t{fault.what}")
        if faults:
            raise CommandError(f"{len(faults)} faults")
        self.stdout.write("No faults.")

    def table(self, facts: Facts) -> None:
        """Print the number of places by country and kind, confirmed and not, and of the aliases."""
        counts = facts.counts()
        self.stdout.write(f"{'country':8}{'kind':15}{'confirmed':>10}{'unverified':>11}")
        for country, kind in sorted({key[:2] for key in counts}):
            numbers = [counts[country, kind, quality] for quality in ("confirmed", "unverified")]
            self.stdout.write(f"{country:8}{kind:15}{numbers[0]:>10}{numbers[1]:>11}")
        total = Counter(row["quality"] for _, row in facts.places)
        self.stdout.write(f"{'all':23}{total['confirmed']:>10}{total['unverified']:>11}")
        bases = Counter(row["basis"] for _, row in facts.places)
        self.stdout.write(f"by a record of the place {bases['same']}, of its namesake {bases['namesake']}")
        self.stdout.write(f"aliases {len(facts.aliases)}")
