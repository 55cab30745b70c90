"""Stored rows ↔ the plain values that the core works on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from events import models
from events.extraction.types import FAMILY, Claim
from events.ledger import ActorRow, LedgerEvent, Period, PlaceNode
from events.merging import FrozenEvent, Merged
from events.merging_fields import part_key
from gazetteer.models import Place

# Columns of a claim's row that are its own; the article gives the others.
FROM_ARTICLE = {"article", "title", "outlet", "url", "published"}
CLAIM_COLUMNS = tuple(field.name for field in fields(Claim) if field.name not in FROM_ARTICLE)
# What merging decides about an event and a curator may correct, by the name of the column.
EVENT_COLUMNS = (
    "type place_id place_precision relation part part_code gaining_id losing_id gaining_with losing_with "
    "date_start date_end date_precision known_on modality extent percent of_force whole confidence"
).split()
DAYS = {"date_start", "date_end", "known_on"}
RELATIONS = ("part_of", "ally_of", "successor_of")


def claim_row(claim: Claim, article: models.Article) -> models.Claim:
    """Return an unsaved row for the claim."""
    return models.Claim(article=article, **{name: getattr(claim, name) for name in CLAIM_COLUMNS})


def claim_value(row: models.Claim) -> Claim:
    """Return the claim as the core sees it. ``row.article`` and its outlet should be loaded."""
    article = row.article
    return Claim(
        **{name: getattr(row, name) for name in CLAIM_COLUMNS},
        article=article.name or article.sha256,
        title=article.title or None,
        outlet=article.outlet.name if article.outlet else None,
        url=article.url or None,
        published=article.published,
    )


def actor_value(row: models.Actor) -> ActorRow:
    """Return the side as the core sees it."""
    return ActorRow(
        slug=row.slug,
        label_ar=row.label_ar,
        label_en=row.label_en,
        color=row.color,
        exists_from=row.exists_from,
        exists_to=row.exists_to,
        country=row.country or None,
        spans=tuple(span for relation in RELATIONS for span in _spans(relation, getattr(row, relation))),
        **{relation: tuple(entry["slug"] for entry in getattr(row, relation)) for relation in RELATIONS},
    )


def _spans(relation: str, stored: list[dict]) -> list[tuple]:
    dated = [entry for entry in stored if entry["from"] or entry["to"]]
    return [(relation, entry["slug"], _day(entry["from"]), _day(entry["to"])) for entry in dated]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def actor_columns(actor: ActorRow) -> dict:
    """Return the columns of a side's row; relations as a list of {slug, from, to}."""
    spans = {(relation, slug): ends for relation, slug, *ends in actor.spans}
    columns = {
        relation: [
            {"slug": slug, "from": _iso(ends[0]), "to": _iso(ends[1])}
            for slug in getattr(actor, relation)
            for ends in [spans.get((relation, slug), (None, None))]
        ]
        for relation in RELATIONS
    }
    same = ("label_ar", "label_en", "color", "exists_from", "exists_to")
    return columns | {name: getattr(actor, name) for name in same} | {"country": actor.country or ""}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def place_node(row: Place) -> PlaceNode:
    """Return the place as the core sees it."""
    return PlaceNode(
        row.id, row.kind, row.country, row.point.x, row.point.y, row.parent_id, name=row.name_ar or row.name_en
    )


# The columns that the timeline reads, in the order that ``ledger_event`` takes them.
LEDGER_COLUMNS = (
    "key place_id type gaining_id losing_id date_start date_end known_on first_published modality relation part "
    "part_code extent percent of_force whole gaining_with losing_with evidence decided_at decided_by order_in_day "
    "confidence ledger"
).split()
_LEDGER_FIELDS = (
    "id place_id type gaining losing start end known_on published modality relation part part_code extent percent "
    "of_force whole gaining_with losing_with evidence decided_at decided_by order confidence ledger"
).split()


def event_value(row: models.ControlEvent) -> LedgerEvent:
    """Return the accepted event as the timeline sees it. Its id is the event's key, the same on every machine."""
    return ledger_event([getattr(row, name) for name in LEDGER_COLUMNS])


def ledger_event(values: Sequence) -> LedgerEvent:
    """Return the event of the values of ``LEDGER_COLUMNS``, in their order."""
    told = dict(zip(_LEDGER_FIELDS, values, strict=True))
    for name in ("gaining_with", "losing_with"):
        told[name] = tuple(told[name].split())
    told["evidence"] = tuple(told["evidence"])
    told["decided_at"] = told["decided_at"].astimezone(UTC).date() if told["decided_at"] else None
    told["known_on"] = told["known_on"] or told["published"]
    return LedgerEvent(**told)


def frozen_value(row: models.ControlEvent, claim_ids: Iterable[str]) -> FrozenEvent:
    """Return the event as merging sees one that it may not touch."""
    return FrozenEvent(
        key=row.key,
        place_id=row.place_id,
        family=_family(row),
        claim_ids=tuple(claim_ids),
        status=row.status,
        gaining=row.gaining_id,
        losing=row.losing_id,
        part=row.part,
        part_code=row.part_code,
        partial=row.extent == "partial" or row.of_force == "partial" or (row.percent is not None and row.percent < 100),
        date_start=row.date_start,
        date_end=row.date_end,
        known_on=row.known_on,
        published=row.first_published,
        modality=row.modality,
        relation=row.relation,
    )


def _family(row: models.ControlEvent) -> str:
    """Return the family of the change as it is in force: a curator may have corrected its type or its part."""
    of_part = part_key(row.part, row.part_code, row.relation) != ""
    share = row.extent == "partial" or (row.percent is not None and row.percent < 100)
    return "advance" if row.type in ("capture", "recapture") and (of_part or share) else FAMILY[row.type]


def machine_columns(merged: Merged) -> dict:
    """Return the event columns that merging decides, by column name."""
    renamed = {"gaining_id": merged.gaining, "losing_id": merged.losing}
    renamed |= {"gaining_with": " ".join(merged.gaining_with), "losing_with": " ".join(merged.losing_with)}
    return {name: renamed[name] if name in renamed else getattr(merged, name) for name in EVENT_COLUMNS}


def digest(row: models.ControlEvent) -> str:
    """Return a hash of everything about the event that a reader's map depends on, equal on every machine."""
    told = [getattr(row, name) for name in EVENT_COLUMNS]
    told += [row.key, row.status, row.decided_by, row.order_in_day, row.ledger, row.n_claims, row.evidence]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


PERIOD_COLUMNS = (
    "place_id track layers during state holders named shares left_by inferred hatched since last_evidence decided_by "
    "basis problems"
).split()


def period_values(period: Period, *, layers: NumericRange, events: Mapping[str, int]) -> tuple:
    """Return the values of ``PERIOD_COLUMNS`` for the period; ``events`` maps an event's key to its primary key."""
    return (
        period.place_id, period.track, layers, DateRange(period.start, period.end, "[)"), period.state,
        list(period.holders), list(period.named), [list(share) for share in period.shares], period.left_by,
        period.inferred, period.hatched, period.since, period.last_evidence, period.decided_by,
        sorted(events[key] for key in period.basis), list(period.problems),
    )  # fmt: skip


def packed(values: dict) -> dict:
    """Return event columns in a form that JSON holds: days as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def unpacked(values: dict) -> dict:
    """Return event columns from their JSON form."""
    return {
        name: date.fromisoformat(value) if name in DAYS and value is not None else value
        for name, value in values.items()
    }
