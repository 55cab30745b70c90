"""Plain values that merging and the timeline work on. No Django, no database: rows in, rows out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A side. ``part_of``/``successor_of``/``ally_of`` are slugs; the side exists on [exists_from, exists_to).

    ``spans`` dates a relation that held only for a time: (``part_of`` | ``ally_of`` | ``successor_of``, slug,
    first day or None, day after the last or None). A relation without a span always holds.
    """

    slug: str
    label_ar: str
    label_en: str
    color: str
    part_of: tuple[str, ...] = ()
    ally_of: tuple[str, ...] = ()
    successor_of: tuple[str, ...] = ()
    exists_from: date | None = None
    exists_to: date | None = None
    country: str | None = None
    spans: tuple[tuple[str, str, date | None, date | None], ...] = ()


class ActorBook:
    """What sides are to each other on a day (rule 12). Built once from rows; immutable, picklable.

    A slug that is not in the book stands for itself: nothing is guessed about it.
    """

    def __init__(self, rows: Iterable[ActorRow] = ()) -> None:
        self.rows = {row.slug: row for row in sorted(rows, key=lambda row: row.slug)}
        # Between two neighbours of these days all that sides are to each other stays as it is.
        self._turns = sorted({day for row in self.rows.values() for day in _turning(row)})
        # Remembered answers; they never change, since the rows do not. An era is a number of turning days.
        self._colours: dict[tuple[str, int | None], str] = {}
        self._chains: dict[tuple[str, int | None], frozenset[str]] = {}
        self._same: dict[tuple[str, str, int | None], bool] = {}
        self._agreed: dict[tuple[str, str, int | None], bool] = {}

    def __reduce__(self):
        return (ActorBook, (tuple(self.rows.values()),))

    def _era(self, day: date | None) -> int | None:
        return None if day is None else bisect_right(self._turns, day)

    def related(self, slug: str, relation: str, day: date | None) -> tuple[str, ...]:
        """Return the slugs that ``slug`` stands to in ``relation`` on ``day`` (None: at any time)."""
        row = self.rows.get(slug)
        if row is None:
            return ()
        spans = {(name, other): (first, after) for name, other, first, after in row.spans}
        always = (None, None)
        return tuple(other for other in getattr(row, relation) if _within(day, *spans.get((relation, other), always)))

    def exists(self, slug: str, day: date) -> bool:
        """Return whether the side exists on ``day``; a side outside the book always does."""
        row = self.rows.get(slug)
        return row is None or _within(day, row.exists_from, row.exists_to)

    def begins(self, slug: str | None) -> date | None:
        """Return the side's first day, None where open."""
        row = self.rows.get(slug) if slug else None
        return row.exists_from if row else None

    def ends(self, slug: str | None) -> date | None:
        """Return the day after the side's last, None where open."""
        row = self.rows.get(slug) if slug else None
        return row.exists_to if row else None

    def colour(self, slug: str, day: date | None) -> str:
        """Return the side whose colour ``slug`` wears on ``day``: a part names, the whole colours."""
        key = (slug, self._era(day))
        if key not in self._colours:
            self._colours[key] = self._climb(slug, day)
        return self._colours[key]

    def _climb(self, slug: str, day: date | None) -> str:
        seen = {slug}
        while wholes := [whole for whole in self.related(slug, "part_of", day) if whole not in seen]:
            if day is not None:
                wholes = [whole for whole in wholes if self.exists(whole, day)]
            if not wholes:
                break
            slug = wholes[0]
            seen.add(slug)
        return slug

    def chain(self, slug: str, day: date | None) -> frozenset[str]:
        """Return ``slug`` and every whole above it on ``day``."""
        key = (slug, self._era(day))
        if key not in self._chains:
            self._chains[key] = self._wholes(slug, day)
        return self._chains[key]

    def _wholes(self, slug: str, day: date | None) -> frozenset[str]:
        seen, queue = {slug}, [slug]
        while queue:
            for whole in self.related(queue.pop(), "part_of", day):
                if whole not in seen:
                    seen.add(whole)
                    queue.append(whole)
        return frozenset(seen)

    def turns(self, slug: str) -> frozenset[date]:
        """Return the days on which the colour of ``slug`` may turn: where a whole begins or ends."""
        days: set[date | None] = set()
        for name in self.chain(slug, None):
            row = self.rows.get(name)
            if row is not None and (name != slug or row.part_of):
                days |= {day for relation, _, *ends in row.spans if relation == "part_of" for day in ends}
            if row is not None and name != slug:
                days |= {row.exists_from, row.exists_to}
        return frozenset(day for day in days if day is not None)

    def same_side(self, a: str | None, b: str | None, day: date | None) -> bool:
        """Return whether both wear one colour: equal, one a part of the other, parts of one whole, or successors."""
        if a is None or b is None:
            return False
        key = (a, b, self._era(day))
        if key not in self._same:
            self._same[key] = self._one_side(a, b, day)
        return self._same[key]

    def _one_side(self, a: str, b: str, day: date | None) -> bool:
        if a == b or self.colour(a, day) == self.colour(b, day):
            return True
        chain_a, chain_b = self.chain(a, day), self.chain(b, day)
        return bool(chain_a & chain_b) or self._succeeds(chain_a, chain_b, day) or self._succeeds(chain_b, chain_a, day)

    def agree(self, a: str | None, b: str | None, day: date | None) -> bool:
        """Return whether both belong to one bloc on ``day``: one side, or allies of each other.

        Alliance is not handed on: two allies of one third side need not agree.
        """
        if a is None or b is None:
            return False
        key = (a, b, self._era(day))
        if key not in self._agreed:
            self._agreed[key] = self.same_side(a, b, day) or self._are_allies(a, b, day)
        return self._agreed[key]

    def _are_allies(self, a: str, b: str, day: date | None) -> bool:
        chain_a, chain_b = self.chain(a, day), self.chain(b, day)
        return self._allied(chain_a, chain_b, day) or self._allied(chain_b, chain_a, day)

    def _allied(self, ours: frozenset[str], theirs: frozenset[str], day: date | None) -> bool:
        return any(ally in theirs for slug in ours for ally in self.related(slug, "ally_of", day))

    def _succeeds(self, new: frozenset[str], old: frozenset[str], day: date | None) -> bool:
        return any(before in old for slug in new for before in self.related(slug, "successor_of", day))


def _turning(row: ActorRow) -> Iterator[date]:
    """Return the days on which something about the side begins or is over."""
    ends = (row.exists_from, row.exists_to, *(day for _, _, *span in row.spans for day in span))
    return (day for day in ends if day is not None)


def _within(day: date | None, first: date | None, after: date | None) -> bool:
    return day is None or ((first is None or first <= day) and (after is None or day < after))


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place in the tree that rules 21-24 need. ``name`` labels a quarter in its city's shares."""

    id: str
    kind: str
    country: str
    lon: float
    lat: float
    parent_id: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """An accepted event as the timeline sees it. Days half-open; None where unknown.

    ``known_on`` is the first day on which its claims were spoken (of the citing verb, else publication), ``published``
    the first on which one was published; ``evidence`` the days of its claims (published or date of speech), for
    freshness; ``decided_at`` the day it was accepted.
    ``basis`` are claim ids. ``order`` is the curator's order within one day (rule 14), None where none was given.
    """

    id: str
    place_id: str
    type: str
    gaining: str | None
    losing: str | None
    start: date | None
    end: date | None
    known_on: date | None
    modality: str = "asserted"
    relation: str = "at"
    part: str | None = None
    part_code: str | None = None
    extent: str | None = None
    percent: float | None = None
    of_force: str | None = None
    whole: bool = False
    gaining_with: tuple[str, ...] = ()
    losing_with: tuple[str, ...] = ()
    evidence: tuple[date, ...] = ()
    decided_at: date | None = None
    decided_by: str | None = None  # person | policy
    order: int | None = None
    confidence: str = "high"
    basis: tuple[str, ...] = ()
    ledger: bool = False  # from the historical ledger
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """What a place's track is on [start, end); ``end`` None is open. One row per place, track and day.

    ``track`` is ``control`` or ``siege``. ``state``: held, divided, shared, contested, disputed, uncertain,
    unknown (control); besieged (siege; ``inferred`` marks the days on which it may not hold yet, or any longer).
    ``holders`` are slugs: contested = (holder, attackers), uncertain = (old, new), siege = besiegers; where the
    holder or the old side is not known, the attacker or the new side stands alone. ``shares`` are (part label,
    part_code, holder-or-besieger slug, besieged slug) tuples for the named parts. ``left_by`` goes with unknown.
    ``last_evidence`` is the latest day of evidence for the state (freshness is derived from it and the day asked
    for); ``since`` the day the state began in fact (an inferred or uncertain lead-in has its own since).
    ``decided_by`` is ``person`` only where every event it rests on was decided by a person. ``basis`` are event
    ids. ``hatched`` marks what was passed down (rule 21).
    """

    place_id: str
    track: str
    start: date
    end: date | None
    state: str
    holders: tuple[str, ...] = ()
    shares: tuple[tuple[str, str | None, str | None, str | None], ...] = ()
    left_by: str | None = None
    inferred: bool = False
    hatched: bool = False
    since: date | None = None
    last_evidence: date | None = None
    decided_by: str | None = None
    basis: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # the sides as the claims name them, where a part names and the whole colours
