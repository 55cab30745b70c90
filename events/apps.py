"""The events app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read texts again when the gazetteer learns something."""
        from events.actions.learning import read_what_was_learned
        from gazetteer.rereading import register

        register(read_what_was_learned)
