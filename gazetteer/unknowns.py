"""The names that texts use for places and the gazetteer lacks: whoever reads texts reports them here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from gazetteer.matching.arabic import fold
from gazetteer.models import UnknownName, UnknownNameSentence

MAX_SENTENCE = 1_000


class Seen(NamedTuple):
    """One unknown name in one text: the name without its head word, and the sentence. ``start`` in code points."""

    name: str
    start: int
    sentence: str
    kind_hint: str = ""


def record_unknown(*, article: str, seen: Iterable[Seen], outlet: str = "", country: str = "") -> int:
    """Replace what an article reports by ``seen``; return how many sentences it now has. Twice changes nothing."""
    with transaction.atomic():
        touched = set(UnknownNameSentence.objects.filter(article=article).values_list("unknown_id", flat=True))
        UnknownNameSentence.objects.filter(article=article).delete()
        rows = []
        for one in seen:
            folded = fold(one.name).strip()[:200]
            if not folded:
                continue
            unknown, _ = UnknownName.objects.get_or_create(
                folded=folded,
                defaults={"name": one.name.strip()[:200], "kind_hint": one.kind_hint[:16], "country": country[:2]},
            )
            touched.add(unknown.pk)
            rows.append(
                UnknownNameSentence(
                    unknown=unknown,
                    article=article,
                    outlet=outlet[:200],
                    start=one.start,
                    sentence=one.sentence[:MAX_SENTENCE],
                )
            )
        UnknownNameSentence.objects.bulk_create(rows, ignore_conflicts=True)
        _count(touched)
    return len(rows)


def forget(*, article: str) -> None:
    """Drop what an article reported, where it is no longer read."""
    record_unknown(article=article, seen=())


def _count(unknowns: set[int]) -> None:
    counted = UnknownName.objects.filter(pk__in=unknowns).annotate(n=Count("sentences"))
    changed = []
    for unknown in counted:
        if unknown.count != unknown.n:
            unknown.count = unknown.n
            changed.append(unknown)
    UnknownName.objects.bulk_update(changed, ["count"])
