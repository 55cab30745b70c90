"""The rule for places that went the way of the one before: "سقطت X بيد Y ولحقت بها Z"، "ثم تلتها Z وW"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from events.extraction.clauses import Found, right_bound
from events.extraction.document import Document
from events.extraction.lists import with_list
from events.extraction.modality import REAL
from events.extraction.referents import hit_at
from events.extraction.rules.draft import Draft

CHANGES = ("capture", "recapture", "withdrawal")
REACH = 4  # tokens from the words of following to the place that follows


def followed(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """A draft for each place that "followed" the one of the last change told before, in its sentence or the one before.

    It does not cover people or units that follow, nor what follows something that was denied or is expected.
    """
    found: list[Draft] = []
    words = doc.said("followed_by", 0, len(doc.tokens))
    told = sorted((d for d in drafts if d.hit is not None), key=lambda d: d.i) if words else []
    for k in words:
        length = doc.match(k, doc.lexicon.phrases["followed_by"])
        place = next((doc.place_on[m] for m in range(k + length, k + length + REACH) if m in doc.place_on), None)
        source = _last_change(doc, k, told)
        if place is None or place.prep or place.mention.status == "non_place" or source is None:
            continue
        if any(m in doc.actor_on or doc.finite(m) for m in range(k + length, place.i)):
            continue
        hits = with_list(doc, hit_at(doc, place, place.i, k), right_bound(doc, place.j - 1))
        sides = {role: _as_carried(getattr(source, role)) for role in ("gaining", "losing")}
        found += [
            replace(source, rule="followed", i=k, j=k + length, hit=hit, weak=True, headline=False, **sides)
            for hit in hits
        ]
    return found


def _last_change(doc: Document, k: int, told: list[Draft]) -> Draft | None:
    """The change of a whole place last ``told`` (in order) before token ``k``, in its sentence or the one before."""
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    n = bisect_left(told, k, key=lambda d: d.i) - 1
    last = told[n] if n >= 0 and told[n].i >= first else None
    whole = last is not None and last.hit.extent != "partial" and last.hit.inside is None
    return last if whole and last.type in CHANGES and last.stance.kind == REAL else None


def _as_carried(side: Found | None) -> Found | None:
    return None if side is None else Found(side.actor, "carried")
