"""The gazetteer app: places, their names and the work that people do on them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GazetteerConfig(AppConfig):
    """Places and their names; knows nothing of events."""

    name = "gazetteer"
    verbose_name = _("Gazetteer")
    default_auto_field = "django.db.models.BigAutoField"
