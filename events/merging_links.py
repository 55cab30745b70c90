"""Links between events: contradictions (both directions) and echoes of decided events (rules 2 and 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from events.extraction.types import REAL
from events.ledger import ActorBook
from events.merging_fields import is_share, part_key
from events.timeline_days import DAY, NEAR, certain_day, gap, interval, one_day, reach


@dataclass(frozen=True, slots=True)
class _View:
    """A group or a decided event as far as contradiction needs it."""

    key: str
    place_id: str | None
    family: str
    part: str
    partial: bool
    gaining: str | None
    losing: str | None
    start: date | None
    end: date | None
    known_on: date | None
    published: date | None
    modality: str
    frozen: bool

    @property
    def real(self) -> bool:
        return self.modality in REAL

    @property
    def day(self) -> date | None:
        return certain_day(self.start, self.end, self.known_on)


def contradictions(groups: Iterable, frozen: Iterable, actors: ActorBook) -> tuple[tuple[str, str], ...]:
    """Return the pairs of keys that contradict each other, each pair in both directions, sorted."""
    found = set()
    for here in _by_place(groups, frozen).values():
        for a, b in _close_pairs(here):
            if not (a.frozen and b.frozen) and _contradict(a, b, actors):
                found |= {(a.key, b.key), (b.key, a.key)}
    return tuple(sorted(found))


def echoes(groups: Iterable, frozen: Iterable, actors: ActorBook) -> tuple[tuple[str, str], ...]:
    """Return (new group, decided event) pairs that speak of one change."""
    found = []
    for here in _by_place(groups, frozen).values():
        for pair in _close_pairs(here):
            new, old = sorted(pair, key=lambda view: view.frozen)
            if old.frozen and not new.frozen and _same(new, old, actors):
                found.append((new.key, old.key))
    return tuple(sorted(found))


def _close_pairs(views: list[_View]) -> Iterator[tuple[_View, _View]]:
    """Yield the pairs of one place whose days may be near each other."""
    reaching = sorted((*reach(view.start, view.end, view.known_on, view.published), i) for i, view in enumerate(views))
    for n, (_, high, i) in enumerate(reaching):
        for low, _, j in reaching[n + 1 :]:
            if low > high:
                break
            yield views[i], views[j]


def _by_place(groups: Iterable, frozen: Iterable) -> dict[str, list[_View]]:
    places: dict[str, list[_View]] = {}
    for view in [_of_group(g) for g in groups] + [_of_frozen(e) for e in frozen]:
        if view.place_id is not None:
            places.setdefault(view.place_id, []).append(view)
    return places


def _of_group(group) -> _View:
    m, lead = group.merged, group.leading
    return _View(
        group.key, m.place_id if m.relation in ("at", "part") else None, m.family,
        part_key(m.part, m.part_code, m.relation), is_share(lead) or lead.of_force == "partial", m.gaining, m.losing,
        m.date_start, m.date_end, m.known_on or m.published, m.published, m.modality, False,
    )  # fmt: skip


def _of_frozen(event) -> _View:
    return _View(
        event.key, event.place_id if event.relation in ("at", "part") else None, event.family,
        part_key(event.part, event.part_code, event.relation), event.partial, event.gaining, event.losing,
        event.date_start, event.date_end, event.known_on or event.published, event.published, event.modality, True,
    )  # fmt: skip


def _near(a: _View, b: _View, days: int = NEAR) -> bool:
    ours, theirs = interval(a.start, a.end, a.known_on), interval(b.start, b.end, b.known_on)
    if ours and theirs:
        return gap(ours, theirs) <= days
    said_a, said_b = a.published or a.known_on, b.published or b.known_on
    return said_a is not None and said_b is not None and gap(one_day(said_a), one_day(said_b)) <= days


def _contradict(a: _View, b: _View, actors: ActorBook) -> bool:
    if a.part != b.part or not _near(a, b):
        return False
    if a.family == b.family and {a.modality, b.modality} & {"denied"} and (a.real or b.real):
        return True
    if not (a.real and b.real) or a.partial or b.partial:
        return False
    if a.family in ("gain", "holds") and b.family in ("gain", "holds"):
        return _two_holders(a, b, actors)
    for leave, stays in ((a, b), (b, a)):
        if leave.family == "leave" and stays.family == "holds" and stays.day and leave.day:
            return stays.day >= leave.day and actors.agree(leave.losing, stays.gaining, stays.day)
    return False


def _two_holders(a: _View, b: _View, actors: ActorBook) -> bool:
    """Return whether two sides are said to have the place at one time (who held it before the gain may differ)."""
    if a.gaining is None or b.gaining is None or actors.agree(a.gaining, b.gaining, a.day or b.day):
        return False
    for gain, holds in ((a, b), (b, a)):
        if gain.family == "gain" and holds.family == "holds" and gain.day and holds.day:
            last = holds.end - DAY if holds.end else (holds.known_on or holds.day)
            return last >= gain.day
    return True


def _same(new: _View, old: _View, actors: ActorBook) -> bool:
    if (new.family, new.part, new.partial) != (old.family, old.part, old.partial) or new.real != old.real:
        return False
    by_loser = new.family in ("leave", "surrender")
    ours, theirs = (new.losing, old.losing) if by_loser else (new.gaining, old.gaining)
    fits = ours is None or theirs is None or actors.same_side(ours, theirs, new.day)
    return fits and _near(new, old, 2 if new.start and old.start else NEAR)


__all__: Sequence[str] = ("contradictions", "echoes")
