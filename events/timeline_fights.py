"""Contests and sieges: what runs beside the holder of a place (rule 13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from events.ledger import ActorBook
from events.timeline_days import CONTESTED_FOR, forward
from events.timeline_effects import Effect


@dataclass(slots=True)
class Fight:
    """An attack or a siege of one scope by one side on [start, end); uncertain on [first, start).

    ``against`` is the side that it is said to be against; ``end`` None is open. ``ends_first`` is the first day on
    which it may have ended already (a dated end is certain only from its last day).
    """

    scope: str
    label: str
    code: str | None
    by: str | None
    against: str | None
    first: date
    start: date
    last: date
    basis: tuple[str, ...]
    end: date | None = None
    ends_first: date | None = None


@dataclass(slots=True)
class Fights:
    """The contests, or the sieges, of a place. A contest also ends by age; a siege never does."""

    actors: ActorBook
    ages: bool
    past: list[Fight] = field(default_factory=list)
    open: list[Fight] = field(default_factory=list)

    def settle(self, day: date) -> None:
        """End what has aged by ``day``, and what a side fought that has ceased to exist."""
        for fight in list(self.open):
            stops = self.stops(fight)
            if stops is not None and stops <= day:
                self._end(fight, stops)

    def stops(self, fight: Fight) -> date | None:
        """Return the day on which an open fight ends by itself, None where it never does."""
        aged = forward(fight.last, CONTESTED_FOR + 1) if self.ages else None
        return min((d for d in (aged, self.actors.ends(fight.by)) if d is not None), default=None)

    def begin(self, effect: Effect) -> None:
        """Begin a fight, or take the effect as evidence for one under way."""
        for fight in self.open:
            if fight.scope == effect.scope and self._one_side(fight.by, effect.gaining, effect.day):
                fight.last = max(fight.last, effect.last)
                fight.basis = (*fight.basis, effect.event.id)
                fight.against = fight.against or effect.losing
                return
        first = effect.day if effect.undated else effect.first
        self.open.append(
            Fight(
                effect.scope, effect.label, effect.code, effect.gaining, effect.losing, first, effect.day, effect.last,
                (effect.event.id,),
            )
        )  # fmt: skip

    def finish(self) -> list[Fight]:
        """Return every fight, past and open; those that end by themselves have their end."""
        for fight in self.open:
            fight.end = self.stops(fight)
        return [fight for fight in self.past + self.open if fight.end is None or fight.end > fight.first]

    def end_all(self, day: date) -> None:
        """End every fight: the place changed hands or was left."""
        for fight in list(self.open):
            self._end(fight, day)

    def end_scope(self, scope: str, day: date) -> None:
        """End the fights for one part: the part changed hands or was left."""
        for fight in [f for f in self.open if f.scope == scope]:
            self._end(fight, day)

    def end_by(self, side: str | None, day: date, scope: str = "") -> bool:
        """End the fights that ``side`` leads (in ``scope``; "" is everywhere); return whether there was one."""
        mine = [f for f in self.open if scope in ("", f.scope) and self._one_side(f.by, side, day)]
        for fight in mine:
            self._end(fight, day)
        return bool(mine)

    def beaten(self, effect: Effect) -> None:
        """End the fights that a ``repelled`` or ``siege_broken`` effect speaks of."""
        for fight in [f for f in self.open if effect.scope in ("", f.scope)]:
            loser, winner = effect.losing, effect.gaining
            named = loser is None or fight.by is None or self._one_side(fight.by, loser, effect.day)
            if named and not (winner and self.actors.agree(fight.by, winner, effect.day)):
                self._end(fight, effect.day, effect.first)
                fight.basis = (*fight.basis, effect.event.id)

    def _end(self, fight: Fight, day: date, first: date | None = None) -> None:
        self.open.remove(fight)
        fight.end = max(day, fight.first)
        if first is not None and first < day:
            fight.ends_first = max(first, fight.start)
        if fight.end > fight.first:
            self.past.append(fight)

    def _one_side(self, a: str | None, b: str | None, day: date) -> bool:
        return (a is None and b is None) or self.actors.same_side(a, b, day)
