"""The holder of a place, or of one of its parts, as a row of spans: a small machine that changes feed (rules 8-19)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from events.ledger import ActorBook
from events.timeline_days import DAY, FRESH, INFERRED_BACK, UNDATED_BACK, back
from events.timeline_effects import Effect

CHAIN_GAP = "chain gap"


@dataclass(slots=True)
class Span:
    """Who holds a scope on [start, end); ``end`` None is open. ``holders`` are slugs as named, () is unknown.

    ``state`` is held, shared, disputed or unknown; ``since`` the day the holder came, ``last`` the last evidence.
    """

    start: date
    end: date | None
    state: str
    holders: tuple[str, ...] = ()
    left_by: str | None = None
    inferred: bool = False
    hatched: bool = False
    since: date | None = None
    last: date | None = None
    basis: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def holder(self) -> str | None:
        """Return the one side that holds, None where there is none or more than one is said to."""
        return self.holders[0] if self.state in ("held", "shared") else None


@dataclass(frozen=True, slots=True)
class Lead:
    """The days [start, end) of uncertainty before a change, between ``old`` and ``new`` (either may be None)."""

    start: date
    end: date
    old: str | None
    new: str | None
    basis: tuple[str, ...]
    last: date


@dataclass(slots=True)
class Layer:
    """The spans of one scope ("" is the whole place). Effects are fed in the order of their certain day."""

    actors: ActorBook
    scope: str = ""
    label: str = ""
    code: str | None = None
    spans: list[Span] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    given: Effect | None = None  # the last effect that gave the scope to a side (rule 14)

    @property
    def now(self) -> Span | None:
        """Return the open span, None where nothing was ever said."""
        return self.spans[-1] if self.spans else None

    @property
    def holder(self) -> str | None:
        """Return the side that holds the scope now."""
        return self.now.holder if self.now else None

    def held_before(self, day: date) -> str | None:
        """Return the side that held the scope until ``day``, None where none did."""
        earlier = [span for span in self.spans if span.start < day]
        return earlier[-1].holder if earlier else None

    def settle(self, day: date) -> None:
        """End a holder whose side has ceased to exist by ``day`` (rule 18: never past the side's end)."""
        now = self.now
        for slug in now.holders if now else ():
            ends = self.actors.ends(slug)
            if ends is not None and ends <= day and now.end is None:
                gone = max(ends, now.start)
                self._open(Span(gone, None, "unknown", left_by=slug, last=now.last, basis=now.basis))
                return

    def set_holder(self, effect: Effect, holder: str, *, inferred: bool = False) -> None:
        """Let ``holder`` hold from the effect's day on."""
        state = Span(
            effect.day, None, "held", (holder,), inferred=inferred or effect.hatched, hatched=effect.hatched,
            since=effect.day, last=effect.last, basis=(effect.event.id,),
        )  # fmt: skip
        self.given = effect if effect.kind in ("gain", "holds") else None
        self._open(state)

    def leave(self, effect: Effect, who: str) -> None:
        """Make the scope unknown, left by ``who``, from the effect's day on."""
        span = Span(effect.day, None, "unknown", left_by=who, since=effect.day, last=effect.last)
        span.basis, span.hatched, span.inferred = (effect.event.id,), effect.hatched, effect.hatched
        self._open(span)

    def clear(self, day: date) -> None:
        """Forget the scope from ``day`` on: the whole place was taken."""
        if self.now and self.now.end is None:
            self._open(Span(day, None, "unknown"))

    def confirm(self, effect: Effect, *, firm: bool = True) -> None:
        """Take the effect as evidence for the present state; a ``firm`` one ends inference.

        Where the state had aged in between, or becomes certain, a new span begins, so that no day's freshness leans
        on evidence that came much later.
        """
        now, ident = self.now, effect.event.id
        if effect.kind == "gain":
            self.given = effect
        certain = firm and not effect.hatched and (now.inferred or now.hatched)
        aged = now.last is not None and (effect.day - now.last).days > FRESH
        if (certain or aged) and effect.day > now.start:
            fresh = replace(now, start=effect.day, last=effect.last, basis=(*now.basis[:1], ident), problems=())
            if certain:
                fresh.inferred, fresh.hatched = False, False
            self._open(fresh)
            return
        if certain:
            now.inferred, now.hatched = False, False
        now.last = max(now.last or effect.last, effect.last)
        now.basis = now.basis if ident in now.basis else (*now.basis, ident)

    def dispute(self, effect: Effect) -> None:
        """Let the sources disagree from the effect's day on (rule 14)."""
        now = self.now
        if now.start < effect.day:
            ids = (self.given.event.id,) if self.given else ()
            self._open(replace(now, start=effect.day, since=effect.day, basis=ids, problems=()))
            now = self.now
        now.holders = tuple(sorted({*now.holders, effect.gaining}))
        now.state, now.inferred, now.hatched = "disputed", False, False
        now.basis, now.last = (*now.basis, effect.event.id), max(now.last, effect.last)

    def share(self, effect: Effect) -> None:
        """Let the receiver hold the place beside its holder, by agreement."""
        now = self.now
        holders = (*now.holders, effect.gaining) if effect.gaining not in now.holders else now.holders
        span = replace(now, start=effect.day, state="shared", holders=holders, since=effect.day, last=effect.last)
        span.basis, span.inferred, span.problems = (effect.event.id,), False, ()
        self._open(span)

    def lead_in(self, effect: Effect, new: str | None, losing: str | None) -> None:
        """Draw the days before a change: the losing side inferred, the broken chain, the uncertain days (15-19).

        Call it before the change itself opens its span.
        """
        old = self._old_holder(effect, losing)
        begins = self._uncertain_from(effect)
        # What came last came before the change. Later evidence for it opens a span, but does not make it come later.
        if self.now and (came := self.now.since or self.now.start) > begins:
            begins = min(came, effect.day)
        if self.holder and losing and not self._held_by(losing, effect.day):
            self._break_chain(begins, effect)
        elif old and not self.holder:
            self._infer(old, begins, effect)
        elif losing and self.now.inferred and not self.now.hatched:
            self._infer_earlier(effect)
        if begins < effect.day and (old or new):
            self.leads.append(Lead(begins, effect.day, old, new, (effect.event.id,), effect.last))

    def _old_holder(self, effect: Effect, losing: str | None) -> str | None:
        if self.holder:
            return self.holder if losing is None or self._held_by(losing, effect.day) else None
        if self.now and self.now.state == "disputed":
            return None
        left = self.now.left_by if self.now else None
        return None if left and self.actors.same_side(left, losing, effect.day) else losing

    def _held_by(self, side: str, day: date) -> bool:
        """Return whether one of those who hold the scope now, alone or together, is of the side's bloc."""
        return any(self.actors.agree(holder, side, day) for holder in self.now.holders)

    def _uncertain_from(self, effect: Effect) -> date:
        if not effect.undated:
            return effect.first
        earliest = back(effect.day, UNDATED_BACK)
        if self.now and self.now.last:
            earliest = max(earliest, self.now.last + DAY)
        return min(earliest, effect.day)

    def _break_chain(self, until: date, effect: Effect) -> None:
        """End the holder at its last evidence: somebody else took the place unseen (rule 19)."""
        now = self.now
        stops = min(max((now.last or now.start) + DAY, now.start + DAY), max(until, now.start))
        problem = f"{CHAIN_GAP}: {effect.event.id}"
        if stops <= now.start:
            now.problems = (*now.problems, problem)
            return
        self._open(Span(stops, None, "unknown", basis=(effect.event.id,), last=now.last, problems=(problem,)))

    def _infer(self, losing: str, until: date, effect: Effect) -> None:
        """Let the losing side hold the place before it lost it, at most a year back (rule 17)."""
        start = back(effect.first if not effect.undated else effect.day, INFERRED_BACK)
        begins = self.actors.begins(losing)
        start = max(d for d in (start, begins, self.now.start if self.now else None) if d is not None)
        if start < until:
            span = Span(start, None, "held", (losing,), inferred=True, since=start, last=effect.day)
            span.basis = (effect.event.id,)
            self._open(span)

    def _infer_earlier(self, effect: Effect) -> None:
        """Draw a holder that was only inferred from an attack back to where rule 17 lets it begin."""
        index = len(self.spans) - 1
        while index and self.spans[index - 1].inferred and self.spans[index - 1].holders == self.now.holders:
            index -= 1
        run, before = self.spans[index], self.spans[index - 1] if index else None
        if before and (before.state != "unknown" or self.actors.same_side(before.left_by, self.holder, effect.day)):
            return
        days = (back(effect.first, INFERRED_BACK), self.actors.begins(self.holder), before.start if before else None)
        start = max(day for day in days if day is not None)
        if start < run.start:
            self.spans.insert(index, replace(run, start=start, end=run.start, since=start, basis=(effect.event.id,)))
            if before:
                before.end = start
                self.spans[:] = [span for span in self.spans if span.end is None or span.start < span.end]

    def _open(self, span: Span) -> None:
        """Close the open span where the new one begins and append it; a span of no days goes."""
        while self.spans and self.spans[-1].start >= span.start:
            dropped = self.spans.pop()
            span.problems = (*dropped.problems, *span.problems)
        if self.spans and (self.spans[-1].end is None or self.spans[-1].end > span.start):
            self.spans[-1].end = span.start
        self.spans.append(span)
