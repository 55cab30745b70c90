"""The historical ledger: curated facts with their references → accepted events of a source of their own.

They are off by default everywhere, merge with nothing that was read, and the policy never sees them. Who wrote the
file decided; the log names that person as the user ``historical-ledger``, who cannot sign in.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone

from events.actions.columns import read_by_machine
from events.actions.frame import log, writing
from events.actions.rebuilding import rebuild_within
from events.actions.sides import load_actors
from events.extraction.types import FAMILY, Claim
from events.merging import EventGroup, merged_fields
from events.models import Actor, Article, ControlEvent, Review, Source
from events.models import Claim as ClaimRow
from events.models.choices import Extent, OfForce
from events.params import day
from events.rows import claim_row, digest
from gazetteer.models import Place

SOURCE, USER = "historical ledger", "historical-ledger"
_NEEDED = ("place", "day_start", "type", "gaining", "losing", "reference_title", "reference_url")
_NOTE = ("note", "quote", "fact")


class LedgerError(ValueError):
    """A row of the ledger is wrong; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a ledger file, checked. ``end`` is the day after the last."""

    place: Place
    kind: str
    gaining: str | None
    losing: str | None
    start: date
    end: date
    title: str
    url: str
    note: str
    more: dict

    @property
    def key(self) -> str:
        """Return what identifies the fact, whatever its wording."""
        told = [self.place.pk, self.more["part"], self.kind, self.gaining, self.losing, self.start]
        return "L" + hashlib.sha256(repr(told).encode()).hexdigest()[:19]


def load_ledger(*, folder: Path) -> tuple[int, int]:
    """Make the stored ledger equal to the files of a folder; return (facts, facts that changed). Raises LedgerError."""
    load_actors()
    facts = list(_facts(folder))
    keys = [fact.key for fact in facts]
    if twice := {fact.title for fact in facts if keys.count(fact.key) > 1}:
        raise LedgerError(f"{folder}: the same fact stands twice ({', '.join(sorted(twice))}).")
    with writing():
        user, _ = get_user_model().objects.get_or_create(username=USER, defaults={"is_active": False})
        source, _ = Source.objects.get_or_create(name=SOURCE, defaults={"ledger": True})
        dirty: dict[str, bool] = {}
        changed = sum(_store(fact, source, user, dirty) for fact in facts)
        gone = ControlEvent.objects.filter(ledger=True, status="accepted").exclude(key__in=keys)
        for event in gone:
            event.status, event.decided_at = "rejected", timezone.now()
            event.digest = digest(event)
            event.save()
            log(Review.Verdict.REJECTED, event=event, by=user, note="no longer in the ledger's files")
            dirty[event.place_id] = True
            changed += 1
        rebuild_within(dirty)
    return len(facts), changed


def _facts(folder: Path) -> Iterator[Fact]:
    if not folder.is_dir():
        raise LedgerError(f"{folder}: is no folder.")
    if not any(folder.glob("*.csv")):  # taking every fact back for a slip in a path would be dear
        raise LedgerError(f"{folder}: holds no .csv file; to take all facts back, give one with its header only.")
    sides = set(Actor.objects.values_list("pk", flat=True))
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if missing := [name for name in _NEEDED if name not in (rows.fieldnames or ())]:
                raise LedgerError(f"{path}:1: lacks the columns {', '.join(missing)}.")
            for row in rows:
                try:
                    yield _fact({name: (value or "").strip() for name, value in row.items() if name}, sides)
                except ValueError as error:
                    raise LedgerError(f"{path}:{rows.line_num}: {error}") from error


def _fact(row: dict[str, str], sides: set[str]) -> Fact:
    place = Place.objects.filter(pk=row["place"]).select_related("admin1").first()
    if place is None:
        raise ValueError(f"place {row['place']!r} is not in the gazetteer.")
    named = row.get("place_ar")
    if named and named != place.name_ar and not place.names.filter(name=named, refused=False).exists():
        raise ValueError(f"{named!r} is not a name of {place.pk} ({place.name_ar}).")
    if row["type"] not in FAMILY:
        raise ValueError(f"type {row['type']!r} is not a type of change.")
    supporters = f"{row.get('gaining_with', '')} {row.get('losing_with', '')}".split()
    for slug in (row["gaining"], row["losing"], *supporters):
        if slug and slug not in sides:
            raise ValueError(f"side {slug!r} is not in the lexicon.")
    if not row["reference_url"].startswith(("https://", "http://")) or not row["reference_title"]:
        raise ValueError("every fact needs a reference with title and address.")
    start = day("day_start", row["day_start"])
    last = day("day_end", row.get("day_end") or row["day_start"])
    if last < start:
        raise ValueError(f"day_end {last} is before day_start {start}.")
    note = next((row[name] for name in _NOTE if row.get(name)), row["reference_title"])
    return Fact(
        place=place, kind=row["type"], gaining=row["gaining"] or None, losing=row["losing"] or None, start=start,
        end=last + timedelta(days=1), title=row["reference_title"], url=row["reference_url"], note=note,
        more=_more(row),
    )  # fmt: skip


def _more(row: dict[str, str]) -> dict:
    """Return the optional columns."""
    for name, allowed in (("extent", Extent.values), ("of_force", OfForce.values)):
        if row.get(name) and row[name] not in allowed:
            raise ValueError(f"{name} {row[name]!r} is not one of {', '.join(allowed)}.")
    return {
        "part": row.get("part") or None,
        "part_code": row.get("part_code") or None,
        "extent": row.get("extent") or None,
        "of_force": row.get("of_force") or None,
        "gaining_with": row.get("gaining_with", ""),
        "losing_with": row.get("losing_with", ""),
        "whole": row.get("whole") == "1",
        "order": int(row["order"]) if row.get("order") else None,
    }


def _store(fact: Fact, source: Source, user, dirty: dict[str, bool]) -> bool:
    """Store one fact; return whether anything changed."""
    article = _article(fact, source)
    claim = _claim(fact, article)
    event = ControlEvent.objects.filter(key=fact.key).first() or ControlEvent(key=fact.key)
    before = event.digest
    ClaimRow.objects.filter(event__key=fact.key).exclude(pk=claim.id).update(event=None, live=False)
    row = claim_row(claim, article)
    group = EventGroup(fact.key, (claim,), merged_fields([claim]), (SOURCE,))
    event.ledger, event.order_in_day = True, fact.more["order"]
    event.status, event.decided_by, event.decided_by_user = "accepted", "person", user
    event.decided_at = event.decided_at or timezone.now()
    read_by_machine(event, group)
    if event.digest == before and event.leading_claim_id == claim.id:
        return False
    leading, event.leading_claim_id = event.leading_claim_id, None
    event.save()
    row.event = event
    row.save()
    event.leading_claim_id = leading
    event.save()
    log(Review.Verdict.ACCEPTED, event=event, by=user, note=fact.title, reasons=[fact.url])
    dirty[fact.place.pk] = dirty.get(fact.place.pk, False) or event.whole
    return True


def _article(fact: Fact, source: Source) -> Article:
    """Return the article that stands for the reference: our own sentence about it, with its address."""
    text = f"{fact.note}\n{fact.title}"
    sha256 = hashlib.sha256(f"ledger\n{fact.key}\n{text}\n{fact.url}".encode()).hexdigest()
    values = {
        "text": text, "title": fact.title, "url": fact.url, "outlet": source, "country": fact.place.country,
        "fetched_at": timezone.now(), "open_text": True, "ledger": True, "name": f"ledger {fact.key}",
    }  # fmt: skip
    return Article.objects.get_or_create(sha256=sha256, defaults=values)[0]


def _claim(fact: Fact, article: Article) -> Claim:
    """Return the fact in the form of a claim; its sentence is the note."""
    place, sides = fact.place, {actor.slug: actor for actor in Actor.objects.filter(pk__in=[fact.gaining, fact.losing])}
    days = (fact.end - fact.start).days
    precision = "day" if days == 1 else "week" if days <= 7 else "month" if days <= 31 else "year"
    gaining, losing = sides.get(fact.gaining), sides.get(fact.losing)
    more = {name: value for name, value in fact.more.items() if name != "order"}
    return Claim(
        id=article.sha256[:20], type=fact.kind, place_id=place.pk, place_ar=place.name_ar, place_en=place.name_en,
        place_kind=place.kind, place_text=None, lat=place.point.y, lon=place.point.x,
        place_precision="part" if more["part"] else "exact", relation="part" if more["part"] else "at",
        country=place.country, admin1_ar=place.admin1 and place.admin1.name_ar,
        admin1_en=place.admin1 and place.admin1.name_en, gaining=fact.gaining,
        gaining_ar=gaining and gaining.label_ar, gaining_en=gaining and gaining.label_en, losing=fact.losing,
        losing_ar=losing and losing.label_ar, losing_en=losing and losing.label_en, date_start=fact.start,
        date_end=fact.end, date_precision=precision, date_text=None, known_on=fact.start, modality="asserted",
        attribution=None, attribution_actor=None, percent=None, confidence="high",
        reasons="a curated fact with its reference", article=article.name, title=fact.title, outlet=SOURCE,
        url=fact.url, published=None, sentence=0, sentence_text=fact.note, quote=fact.note, start=0, end=len(fact.note),
        trigger="", rule="ledger", lexicon="", origin=SOURCE, **more,
    )  # fmt: skip
