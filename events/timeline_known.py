"""What was known on a day, and the ledger's version (rule 20)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from events.extraction.types import Claim
from events.ledger import LedgerEvent

# Machine ids differ between two stores of the same ledger; all else is content.
_NOT_CONTENT = ("id", "decided_at")


def known_claims(claims: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """Return the claims published (else spoken) by the end of ``day``."""
    return tuple(c for c in claims if (said := c.published or c.known_on) is not None and said <= day)


def known_on(events: Iterable[LedgerEvent], day: date) -> tuple[LedgerEvent, ...]:
    """Return the events that were known and decided by the end of ``day``, their later evidence cut.

    A person's decision counts from the day on which it was made; so does that to put a fact into the historical
    ledger. The policy is a standing rule: it decides on the day of publication. An event without a known day was known
    from its own days on.
    """
    known = []
    for event in events:
        said = event.published or event.known_on or event.end or event.start
        decided = event.decided_at if event.decided_by == "person" else None
        if said is not None and said <= day and (decided is None or decided <= day):
            known.append(replace(event, evidence=tuple(d for d in event.evidence if d <= day)))
    return tuple(known)


def ledger_version(events: Iterable[LedgerEvent]) -> str:
    """Return a hash (16 hex digits) of what the events say, equal on every machine that holds the same ledger.

    Order, machine ids and the moment of decision do not count; who decided, the days and the claims do.
    """
    names = [f.name for f in fields(LedgerEvent) if f.name not in _NOT_CONTENT]
    lines = sorted(json.dumps([getattr(event, name) for name in names], default=str) for event in events)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
