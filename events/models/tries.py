"""How often a name was tried in vain at the login: enough to slow guessing down, and nothing about who guessed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoginTries(models.Model):
    """Tries to sign in with one name since the last that succeeded.

    ``name`` is a keyed hash of the name as typed, whether there is such a person or not; no address of a machine is
    stored, nor anything else that tells where a try came from. Rows live for an hour.
    """

    name = models.CharField(_("hash of the name"), max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    last = models.DateTimeField(_("last try"), db_index=True)

    class Meta:
        verbose_name = _("tries to sign in")
        verbose_name_plural = _("tries to sign in")
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self.name[:8]} {self.tries}"
