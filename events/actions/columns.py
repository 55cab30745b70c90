"""The columns of an event in force: what the machine read, overruled by what a curator wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from events.extraction.types import Claim
from events.merging import EventGroup, origins
from events.merging_fields import origin_of
from events.models import ControlEvent
from events.rows import EVENT_COLUMNS, digest, machine_columns, packed, unpacked


def read_by_machine(event: ControlEvent, group: EventGroup) -> None:
    """Set what the machine reads in a group of claims. Curators' corrections stay in force."""
    merged, leading = group.merged, group.leading
    event.machine = packed(machine_columns(merged)) | {"family": merged.family}
    event.leading_claim_id = leading.id
    event.rule, event.lexicon = leading.rule, leading.lexicon
    count_claims(event, group.claims)
    in_force(event)


def count_claims(event: ControlEvent, claims: Sequence[Claim]) -> None:
    """Set what depends on which live claims there are: counts, first publication, days of evidence."""
    event.n_claims = len(claims)
    unnamed_only = bool(claims) and not any(origin_of(claim) for claim in claims)
    event.n_sources = 1 if unnamed_only else len(origins(claims))
    event.first_published = min((claim.published for claim in claims if claim.published), default=None)
    event.evidence = sorted({day for claim in claims if (day := claim.known_on or claim.published)})
    event.digest = digest(event)


def in_force(event: ControlEvent) -> None:
    """Set the flat columns to ``machine | human`` and the digest to match."""
    values = unpacked(event.machine | event.human)
    for name in EVENT_COLUMNS:
        if name in values:
            setattr(event, name, values[name])
    event.digest = digest(event)


def corrected(event: ControlEvent, values: dict[str, Any]) -> None:
    """Overrule the machine in the given columns. A value equal to the machine's is no correction."""
    human = event.human | packed(values)
    event.human = {name: value for name, value in human.items() if event.machine.get(name, ...) != value}
    in_force(event)
