"""Around every write: one lock, one transaction, the audit row and the stamp that caches look at."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from events.models import Article, ControlEvent, LedgerStamp, Review

# Any number that no other program takes in this database.
_LEDGER_LOCK = 0x0C0_F11C7


@contextmanager
def writing() -> Iterator[None]:
    """Hold the ledger for writing: a transaction, and no other writer until it ends.

    Merging looks at all claims of a place, so two writers at once could each miss the other's; readers never wait.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])
        yield
        # Drawn, not counted: a number must not come back after a rolled-back transaction or a restored backup.
        number = secrets.randbelow(2**63 - 1) + 1
        if not LedgerStamp.objects.filter(pk=1).update(number=number):
            LedgerStamp.objects.create(pk=1, number=number)


def log(
    verdict: Review.Verdict,
    *,
    event: ControlEvent | None = None,
    article: Article | None = None,
    by=None,
    policy: bool = False,
    note: str = "",
    reasons: list | tuple = (),
    before: dict | None = None,
) -> Review:
    """Add a row to the append-only log. ``by`` is the person; without one the policy or the machine acted."""
    actor = Review.By.PERSON if by else Review.By.POLICY if policy else Review.By.MACHINE
    return Review.objects.create(
        event=event,
        article=article,
        verdict=verdict,
        actor=actor,
        by=by,
        at=timezone.now(),
        note=note,
        reasons=list(reasons),
        before=before or {},
    )


def policy_is_on() -> bool:
    """Whether events may be accepted without a person (a setting, off by default)."""
    return settings.CONFLICTMAP_POLICY
