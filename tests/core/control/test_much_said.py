"""What is said of one place many times is read in a time that grows with its number, counted in calls of functions."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from events.merging import merge
from events.policy import PolicyContext, judge
from tests.core.control.factories import BOOK, ISIS, SDF, claim


def calls(work: Callable) -> int:
    """Return how many functions the work calls: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def one_sentence(n: int) -> list:
    """One text that says one thing again and again."""
    return [claim("capture", "p", SDF, ISIS, "2017-10-14", article="a", start=30 * i) for i in range(n)]


def told_and_denied(n: int) -> list:
    """Two sentences in turn: what was taken in October, and that it had been taken in March."""
    return [
        claim("capture", "p", SDF, ISIS, "2017-10-14", article="a", start=30 * i)
        if i % 2
        else claim("capture", "p", SDF, ISIS, "2017-03-03", article="a", start=30 * i, modality="denied")
        for i in range(n)
    ]


def every_day(n: int) -> list:
    """A place that is told of on every tenth day for years, by turns taken by two sides."""
    days = [(date(1990, 1, 1) + timedelta(days=10 * i)).isoformat() for i in range(n)]
    sides = [(SDF, ISIS), (ISIS, SDF)]
    return [claim("capture", "p", *sides[i % 2], day, said=day, outlet=f"o{i}") for i, day in enumerate(days)]


@pytest.mark.parametrize(("told", "groups"), [(one_sentence, 1), (told_and_denied, 2), (every_day, None)])
def test_four_times_the_claims_are_four_times_the_work(told, groups):
    few, many = told(300), told(1200)
    assert len(merge(many, actors=BOOK).groups) == (groups or len(many))

    def work(claims: list) -> None:
        context = PolicyContext(BOOK, tuple(claims))
        for group in merge(claims, actors=BOOK).groups:
            judge(group, context)

    # The square would be sixteen times; sorting adds a little to four.
    assert calls(lambda: work(many)) < 5 * calls(lambda: work(few))
