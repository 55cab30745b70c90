"""The events app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read texts again when the gazetteer learns something; have the curators' group made with the tables."""
        from django.db.models.signals import post_migrate

        from events.actions.learning import read_what_was_learned
        from events.actions.rights import curators_group
        from gazetteer.rereading import register

        register(read_what_was_learned)
        post_migrate.connect(curators_group, dispatch_uid="events.curators_group")
