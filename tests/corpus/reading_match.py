"""Match what was read with what a careful reader finds: place, sides, stance, day, and whether it recolours. No Django.

Levels: "where" type and place; "who" and the sides; "modality" and the stance (real, expected, denied); "when" and the
day, to within one. What a text says twice counts once: claims of one place, family, gaining side and stance are one
statement. A part of a side stands for the whole (a faction of the opposition for the opposition).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from events.extraction.types import REAL
from events.ledger import ActorRow
from gazetteer.matching.geo import km
from gazetteer.matching.index import SHIFT, NameIndex, bare, name_words
from tests.corpus.reading_corpus import Item, Wanted

# Surrender counts as leaving here: news tells one evacuation in either word.
FAMILY = {
    "capture": "gain", "recapture": "gain", "handover": "gain",
    "withdrawal": "leave", "evacuation": "leave", "surrender": "leave",
}  # fmt: skip
WIDE_KINDS = ("governorate", "district")
TAKING = {"gain", "advance"}
LEVELS = ("where", "who", "modality", "when")
CONFIDENCE_ORDER = {"high": 0, "medium": 1, "low": 2}


def family(kind: str) -> str:
    """The family of a type of claim."""
    return FAMILY.get(kind, kind)


def stance(modality: str | None) -> str | None:
    """Asserted and claimed are both real."""
    return "real" if modality in REAL else modality


class Key:
    """Compares places (by name, by the gazetteer's other names, by point) and sides (a part stands for its whole)."""

    def __init__(self, names: NameIndex, actors: Iterable[ActorRow]) -> None:
        self.names = names
        self.wholes = {row.slug: row.part_of for row in actors}

    def same_side(self, slug: str | None, right: Sequence[str | None]) -> bool:
        """Whether a side, or one that it is part of, is among the right ones."""
        return slug in right or any(self.same_side(whole, right) for whole in self.wholes.get(slug or "", ()))

    def _keys(self, name: str | None) -> set[str]:
        words = name_words(name or "")
        keys = {bare(words)[0]} if words else set()
        if len(words) > 1 and words[0] in self.names.words.heads:
            keys.add(bare(words[1:])[0])
        return keys

    def _ids(self, keys: Iterable[str]) -> set[str]:
        return {self.names.places[entry >> SHIFT].id for key in keys for entry in self.names.find(key)}

    def same(self, wanted: Wanted, claim: Any) -> bool:
        """A governorate or district is never its town; otherwise a name, a synonym or a near point will do."""
        kinds = wanted.answers("kind") or ()
        if kinds and claim.place_kind in WIDE_KINDS and claim.place_kind not in kinds:
            return False
        if kinds and set(kinds) == {"governorate"} and claim.place_kind not in ("governorate", "area", None):
            return False
        keys = {key for name in wanted.answers("place") or () for key in self._keys(name)}
        if keys & (self._keys(claim.place_ar) | (set() if claim.place_id else self._keys(claim.place_text))):
            return True
        if claim.place_id and claim.place_id in self._ids(keys):
            return True
        if wanted.near is None or claim.lat is None:
            return False
        return km(_Point(*wanted.near[:2]), claim) <= wanted.near[2]


@dataclass(frozen=True)
class _Point:
    lat: float
    lon: float


def _type_fits(wanted: Wanted, claim: Any) -> bool:
    families = {family(kind) for kind in wanted.answers("type") or ()}
    if family(claim.type) in families:
        return True
    # A capture of a share is an advance: either word will do where a share or a part is told.
    shared = any(wanted.values.get(name) for name in ("part", "percent")) or wanted.values.get("extent") == "partial"
    shared = shared or claim.extent == "partial" or bool(claim.part)
    return shared and family(claim.type) in TAKING and bool(families & TAKING)


def _side_fits(wanted: Wanted, claim: Any, key: Key) -> bool:
    gaining, losing = wanted.answers("gaining"), wanted.answers("losing")
    if gaining is not None and not key.same_side(claim.gaining, gaining):
        return False
    return losing is None or claim.losing is None or key.same_side(claim.losing, losing)


def _day_fits(wanted: Wanted, claim: Any, published: date | None) -> bool:
    days = wanted.answers("date_start")
    if days is None:
        return True
    said = claim.date_start or published
    near = any(day and said and abs((day - said).days) <= 1 for day in days)
    return near or (None in days and (claim.date_start is None or _close(claim.date_start, published)))


def _close(day: date, other: date | None) -> bool:
    return other is not None and abs(day - other) <= timedelta(days=1)


def fits(level: str, wanted: Wanted, claim: Any, item: Item, key: Key) -> bool:
    """Whether a claim is the wanted one, looked at as far as ``level``."""
    depth = LEVELS.index(level)
    if not _type_fits(wanted, claim) or not key.same(wanted, claim):
        return False
    if depth >= 1 and not _side_fits(wanted, claim, key):
        return False
    if depth >= 2 and stance(claim.modality) not in {stance(m) for m in wanted.answers("modality") or ()}:
        return False
    return depth < 3 or _day_fits(wanted, claim, item.published)


def claim_colours(claim: Any) -> bool:
    """Whether a claim, once accepted, would end or set the holder of a whole place."""
    if claim.modality not in REAL or claim.extent == "partial" or claim.part or claim.relation != "at":
        return False
    return family(claim.type) == "gain" or (claim.type == "withdrawal" and claim.of_force != "partial")


def _may_colour(kind: str, modality: str, wanted: Wanted) -> bool:
    whole = wanted.values.get("extent") != "partial" and not wanted.values.get("part")
    return modality in REAL and whole and (family(kind) == "gain" or kind == "withdrawal")


def wanted_colour(wanted: Wanted) -> bool | None:
    """True: the text recolours here; False: it does not; None: it may be read either way, or the claim is optional."""
    ways = {
        _may_colour(kind, modality, wanted)
        for kind in wanted.answers("type") or ()
        for modality in wanted.answers("modality") or ()
    }
    if wanted.accept.get("extent") or wanted.accept.get("part"):
        ways.add(wanted.values["modality"] in REAL and family(wanted.values["type"]) in ("gain", "advance"))
    if wanted.optional or len(ways) > 1:
        return None if True in ways else False
    return ways.pop()


def _groups(rows: Iterable[Any], key: Callable[[Any], tuple]) -> list[list[Any]]:
    groups: dict[tuple, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.values())


def claim_groups(claims: Iterable[Any]) -> list[list[Any]]:
    """Statements: claims that say the same of one place, the most confident first."""
    ranked = sorted(claims, key=lambda claim: CONFIDENCE_ORDER.get(claim.confidence, 1))
    return _groups(
        ranked, lambda c: (c.place_id or c.place_ar or c.place_text, family(c.type), c.gaining, stance(c.modality))
    )


def wanted_groups(claims: Iterable[Wanted]) -> list[list[Wanted]]:
    """The same for what is wanted."""
    return _groups(
        claims,
        lambda w: (
            w.values["place"], family(w.values["type"]), w.values.get("gaining"), stance(w.values["modality"]),
            w.optional,
        ),
    )  # fmt: skip


def pairs(left: Sequence, right: Sequence, ok: Callable[[Any, Any], bool]) -> dict[int, int]:
    """A largest one-to-one matching, by augmenting paths: index on the left -> index on the right."""
    edges = [[j for j, b in enumerate(right) if ok(a, b)] for a in left]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in range(len(left)):
        place(i, set())
    return {i: j for j, i in taken.items()}
