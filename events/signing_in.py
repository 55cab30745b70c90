"""The login form: it slows down who guesses passwords, by the name that is tried and by nothing else."""

from __future__ import annotations

from math import ceil

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actions


class SigningIn(AdminAuthenticationForm):
    """Django's form, which looks at no password while the name must wait: not even at the right one."""

    def clean(self) -> dict:
        """Take a try, look at the password, and forget the tries of who signs in."""
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        if left := actions.take_try(name=name):
            raise ValidationError(told(left), code="wait")
        data = super().clean()
        actions.forget_tries(name=name)
        return data


def told(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < 60:
        wait = ngettext("Wait %(n)d second.", "Wait %(n)d seconds.", seconds) % {"n": seconds}
    else:
        minutes = ceil(seconds / 60)
        wait = ngettext("Wait %(n)d minute.", "Wait %(n)d minutes.", minutes) % {"n": minutes}
    return f"{_('Too many tries with this name.')} {wait} {_('Who is signed in already stays so.')}"
