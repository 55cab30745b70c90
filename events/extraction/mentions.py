"""Mentions of places and sides on a text's tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from gazetteer.matching.types import PlaceMention

BEGINS = attrgetter("i")


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class PlaceAt:
    """A place mention and the half-open token range ``[i, j)`` it covers; ``prep`` is the preposition before it."""

    mention: PlaceMention
    i: int
    j: int
    prep: str
    conj: bool


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class ActorAt:
    """A side named in the text: token range, slug (None where the text leaves it open), agreement and role hints.

    ``scope``: all, partial or None (share of the force); ``anaphor`` where it refers back; ``beside`` where it only
    supports another; ``prep`` the preposition before it ("" for none); ``conj`` whether "and" is glued on;
    ``owner`` the pronoun that says whose force it is ("قواته": 3ms), "" for none; ``same`` where "itself" follows;
    ``guess`` where a unit is taken for the only side with such units that the text names.
    """

    i: int
    j: int
    slug: str | None
    agree: str
    people: bool
    scope: str | None
    prep: str
    conj: bool
    anaphor: bool = False
    beside: bool = False
    owner: str = ""
    same: bool = False
    guess: bool = False


At = TypeVar("At", PlaceAt, ActorAt)


def beginning_in(mentions: Sequence[At], i: int, j: int) -> Sequence[At]:
    """Those of the sides or places of a text, given in their order, that begin in tokens ``[i, j)``: found without
    going through all of them.
    """
    first = bisect_left(mentions, i, key=BEGINS)
    return mentions[first : bisect_left(mentions, j, first, key=BEGINS)] if i < j else ()
