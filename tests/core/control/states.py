"""Reading a built timeline in tests: what a place is on a day, in one short value."""

from __future__ import annotations

from events.timeline import build, state_at
from tests.core.control.factories import BOOK, day, place

HERE = {"p": place("p")}


def on(events, text, *, where="p", places=None, track="control", actors=BOOK):
    """Return the period of a place that covers a day, None where there is none."""
    periods = build(events, places or HERE, actors)
    return state_at([p for p in periods if p.place_id == where], day(text), track)


def state(events, text, **more):
    """Return (state, holders) on a day; ("unknown", ()) where nothing is known."""
    period = on(events, text, **more)
    return (period.state, period.holders) if period else ("unknown", ())


def besieged(events, text, **more):
    """Return the besiegers on a day."""
    period = on(events, text, track="siege", **more)
    return period.holders if period else ()
