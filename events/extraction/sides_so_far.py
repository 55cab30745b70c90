"""The sides that a text has spoken of up to a reference back, and how it speaks of them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt
from events.extraction.genders import EITHER
from events.extraction.mentions import BEGINS

OF_PARTS = ("من",)  # before what a side is made of
NEAR = 2  # sentences over which "another unit" is of the side that acted before


class Roles(NamedTuple):
    """First tokens of the sides that speak, of those that are told to attack, of the references to attackers; the sides
    that the text scorns; first tokens of the references to men who win ground, of the forces that no regular army has
    ("مسلحوه"); the sides that are regular armies; by the first token of a reference, from whom its force takes a place
    or who left it before; first tokens of the references by a word that nobody uses of his own.
    """

    speakers: Collection[int]
    assailants: Collection[int]
    attackers: Collection[int]
    scorned: Collection[str]
    winners: Collection[int]
    irregular: Collection[int]
    regulars: Collection[str]
    robbed: Mapping[int, str]
    scorning: Collection[int]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text speaks of its sides, as far as its references back hang on it.

    ``only`` maps the first token of a reference to the sides that it may mean (none named: any); ``leans``: the sides
    in whose voice the text speaks; ``sentence_of``: the sentence of each token; ``said``: for a mention right behind
    "that", the citing verb it goes with; ``opposed``: first tokens of references that a contrast or a departure sets
    against the sides of their sentence ("سيطر X … فيما انسحب المقاتلون"); ``leader``: the side of the man that the text
    is about; ``quoted``: the side that speaks before a colon, of "our forces" behind it; ``army``: whose source or
    officer speaks of the force; ``inner``: first tokens of sides whose words another only tells; ``kin``: a side and
    those that it is part of or that are part of it; ``after``: first tokens of sides behind "after"; ``foes``: those of
    sides that are only told to be fought ("بعد معارك مع X سيطرت تلك القوات"); ``takers``: those of
    references to who wins ground; ``roles``: who speaks and who attacks;
    ``forces``: the sides of the text that "these forces" may mean; ``anyones``: first tokens of references by a word
    that everybody uses of his foes ("الإرهابيين"); ``calls_terrorists``: whom an army calls so that others do not.
    """

    only: Mapping[int, tuple[str, ...]]
    leans: frozenset[str]
    sentence_of: list[int]
    said: Mapping[int, int]
    opposed: Collection[int]
    leader: str | None
    quoted: Mapping[int, str]
    army: Mapping[int, str]
    inner: Collection[int]
    kin: Mapping[str, tuple[str, ...]]
    after: Collection[int]
    foes: Collection[int]
    takers: Collection[int]
    roles: Roles
    forces: tuple[str, ...]
    anyones: Collection[int]
    calls_terrorists: Mapping[str, Collection[str]]


class SidesSoFar:
    """The sides spoken of so far: the last one by side and by agreement, one that stands in its own right preferred."""

    def __init__(self, actors: list[ActorAt], setting: Setting) -> None:
        self.actors, self.setting = actors, setting
        self.done: list[ActorAt] = []  # those before the one that is asked about, with the sides that they mean
        self.named: dict[str, list[int]] = {}  # where each side stands among the actors, before and after it
        for n, actor in enumerate(actors):
            if actor.slug:
                self.named.setdefault(actor.slug, []).append(n)
        self.after = frozenset(a.slug for a in actors if a.i in setting.after)  # those told of behind "after"
        self.first: dict[str, int] = {}  # the first token of each side so far
        self.agreed: set[tuple[str | None, str]] = set()  # those so far, each with how it agrees
        self.ends: set[int] = set()  # the tokens behind them
        self.assailant: ActorAt | None = None  # who was told last to attack
        self.our_side: str | None = None  # whoever "our" meant once in a text it goes on to mean
        self.unscorned: ActorAt | None = None
        self.listed = False  # whether the last one is an item of what a side is made of
        self.subject: dict[str, tuple[int, ActorAt]] = {}
        self.own: dict[str, tuple[int, ActorAt]] = {}
        self.any: dict[str, tuple[int, ActorAt]] = {}
        self.free: ActorAt | None = None
        self.free_of: dict[str, tuple[int, ActorAt]] = {}
        self._said_by: ActorAt | None = None  # who spoke last
        self._tells: ActorAt | None = None  # the same, and it is not only told by another that he does
        self._speakers = setting.roles.speakers

    def add(self, actor: ActorAt) -> None:
        """Go on behind a side whose meaning is settled, and take note of it unless the text leaves it open.

        What "and" joins to a side that is not free is not either ("القوات من A وB وC سيطرت").
        """
        n, before = len(self.done), self.done[-1] if self.done else None
        self.done.append(actor)
        self.agreed.add((actor.slug, actor.agree))
        if actor.slug:
            self.first.setdefault(actor.slug, actor.i)
            self.ends.add(actor.j)
            self.assailant = actor if actor.i in self.setting.roles.assailants else self.assailant
        if actor.slug and actor.i in self._speakers:
            self._said_by = actor
            self._tells = self._tells if actor.i in self.setting.inner else actor
        self.listed = (
            before is not None and actor.conj and before.j == actor.i and (self.listed or before.prep in OF_PARTS)
        )
        some = actor.anaphor and actor.scope == "partial"  # "عشرات الجنود فروا": what is told goes on of another
        if actor.slug is None or actor.guess or some:
            return
        genders = ("m", "f") if actor.agree == EITHER else (actor.agree,)
        free = stands_free(actor) and not self.listed
        for key in (actor.slug, *(f"agree {gender}" for gender in genders)):
            self.any[key] = n, actor
            if not actor.beside:
                self.own[key] = n, actor
            if free:
                self.subject[key] = n, actor
        if free:
            self.free = actor
            self.unscorned = actor if actor.slug not in self.setting.roles.scorned else self.unscorned
            self.free_of.update(dict.fromkeys(genders, (n, actor)))

    def last(self, keys: tuple[str, ...]) -> ActorAt | None:
        """The last one under any of the keys: a side's slug, "agree" with a gender."""
        for told in (self.subject, self.own, self.any):
            found = [told[key] for key in keys if key in told]
            if found:
                return latest(found)
        return None

    def lead_of(self, actor: ActorAt, fits: Collection[str]) -> ActorAt:
        """ "حررت قوات X وY المدينة. ثم دخلت القوات A": of sides joined by "and" the first, as of a verb; ``fits`` are
        the sides that the reference may mean.
        """
        at = bisect_left(self.done, actor.i, key=BEGINS)
        while at and self.done[at].conj and self.done[at - 1].j == self.done[at].i:
            at -= 1
        first = self.done[at]
        return first if first.slug in fits and stands_free(first) else actor

    def speaker_before(self, actor: ActorAt) -> ActorAt | None:
        """Who spoke last, in a sentence that is near enough for what is told to be still his words."""
        last = self._said_by
        if (
            last is not None
            and self._tells is not None
            and self.setting.sentence_of[last.i]
            == self.setting.sentence_of[self._tells.i]
            != self.setting.sentence_of[actor.i]
        ):
            last = self._tells  # "كذب X ما أعلنه Y. وقال إن A بيد قواته"
        return last if last is not None and self.near(last, actor) else None

    def near(self, before: ActorAt, actor: ActorAt) -> bool:
        """Whether a side stands few enough sentences before another for its story to go on."""
        sentence_of = self.setting.sentence_of
        return sentence_of[actor.i] - sentence_of[before.i] <= NEAR

    def in_its_sentence(self, actor: ActorAt) -> list[ActorAt]:
        """The sides named before an actor in its sentence, supporters and forces with a pronoun left out."""
        sentence_of, found = self.setting.sentence_of, []
        for before in reversed(self.done):
            if sentence_of[before.i] != sentence_of[actor.i]:
                break
            if before.slug and not before.beside and not before.owner:
                found.append(before)
        return found[::-1]

    def in_sentence(self, number: int) -> list[ActorAt]:
        """The sides so far that a sentence names."""
        sentence_of = self.setting.sentence_of
        first = bisect_left(self.done, number, key=lambda a: sentence_of[a.i])
        return self.done[first : bisect_left(self.done, number + 1, first, key=lambda a: sentence_of[a.i])]

    def told_behind(self, actor: ActorAt) -> set[str]:
        """The sides that the sentence of the actor at which the text stands names behind it."""
        sentence_of = self.setting.sentence_of
        behind = (self.actors[n] for n in range(len(self.done) + 1, len(self.actors)))
        same = itertools.takewhile(lambda a: sentence_of[a.i] == sentence_of[actor.i], behind)
        return {a.slug for a in same if a.slug and not a.owner and not a.anaphor}


def latest(found: Collection[tuple[int, ActorAt]]) -> ActorAt:
    """The side that was told of last."""
    return max(found, key=lambda pair: pair[0])[1]
