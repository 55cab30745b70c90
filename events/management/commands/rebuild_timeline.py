"""Accepted events → control periods, all of them."""

from django.core.management.base import BaseCommand, no_translations

from events import actions


class Command(BaseCommand):
    """Rebuild control over time; run twice, or interrupted and run again, it comes to the same."""

    help = "Rebuild who held what when from the accepted events; with the policy on, let it judge anew first."

    @no_translations
    def handle(self, **options) -> None:
        """Rebuild and say what changed."""
        actions.load_actors()
        judged = actions.apply_policy()
        changed = actions.rebuild()
        self.stdout.write(f"Rebuilt: {changed + judged} places changed.")
