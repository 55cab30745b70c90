"""Counts tries to sign in, by name. What is counted is the try itself, before the password is looked at: many at once
win nothing, and a name that nobody has is met in the same way as a person's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from events.models import LoginTries

# Slips of the pen cost nothing; then 5 s, 10 s, 20 s … between tries, and never more than five minutes.
FREE = 5
FIRST, LONGEST = 5, 300
FORGOTTEN = timedelta(hours=1)


def wait_after(tries: int) -> int:
    """Return how many seconds must pass after so many tries in vain.

    >>> [wait_after(tries) for tries in (4, 5, 6, 7, 10, 11, 1000)]
    [0, 5, 10, 20, 160, 300, 300]
    """
    return 0 if tries < FREE else min(LONGEST, FIRST * 2 ** min(tries - FREE, 10))


def take_try(*, name: str) -> int:
    """Count a try with the name and return 0; while it must wait, count nothing and return the seconds left."""
    now = timezone.now()
    LoginTries.objects.filter(last__lt=now - FORGOTTEN).delete()
    with transaction.atomic():
        row, _ = LoginTries.objects.select_for_update().get_or_create(name=_hashed(name), defaults={"last": now})
        if left := _seconds_left(row, now):
            return left
        row.tries, row.last = row.tries + 1, now
        row.save(update_fields=["tries", "last"])
    return 0


def forget_tries(*, name: str) -> None:
    """Begin anew for somebody who has signed in."""
    LoginTries.objects.filter(name=_hashed(name)).delete()


def _seconds_left(row: LoginTries, now: datetime) -> int:
    # A clock that was set back must not lengthen a wait.
    until = min(row.last, now) + timedelta(seconds=wait_after(row.tries))
    return max(0, ceil((until - now).total_seconds()))


def _hashed(name: str) -> str:
    """Return what is stored of a name: with the site's secret key, so that a copy of the table tells no names."""
    return salted_hmac("conflictmap.login", name.strip().casefold(), algorithm="sha256").hexdigest()
