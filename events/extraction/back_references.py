"""References back to a side: "التنظيم", "هذه القوات" and the like stand for a side named before."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt
from events.extraction.endings import HER, HIM, THEM, THEM_BOTH, US
from events.extraction.genders import EITHER

NOTHING: dict[int, int] = {}
NOBODY: dict[int, str] = {}
NO_KIN: dict[str, tuple[str, ...]] = {}


class Roles(NamedTuple):
    """First tokens of the sides that speak, of those that are told to attack, of the references to attackers; the sides
    that the text scorns; first tokens of the references to men who win ground, of the forces that no regular army has
    ("مسلحوه"); the sides that are regular armies; by the first token of a reference, from whom its force takes a place;
    first tokens of the references by a word that nobody uses of his own.
    """

    speakers: Collection[int]
    assailants: Collection[int]
    attackers: Collection[int]
    scorned: Collection[str] = ()
    winners: Collection[int] = ()
    irregular: Collection[int] = ()
    regulars: Collection[str] = ()
    robbed: Mapping[int, str] = NOBODY
    scorning: Collection[int] = ()


NO_ROLES = Roles((), (), ())


class _Spoken:
    """The sides spoken of so far: the last one by side and by agreement, one that stands in its own right preferred."""

    def __init__(self, roles: Roles) -> None:
        self.scorned, self.speakers = roles.scorned, roles.speakers
        self.ours: ActorAt | None = None
        self.listed = False  # whether the last one is an item of what a side is made of
        self.subject: dict[str, tuple[int, ActorAt]] = {}
        self.own: dict[str, tuple[int, ActorAt]] = {}
        self.any: dict[str, tuple[int, ActorAt]] = {}
        self.free: ActorAt | None = None
        self.free_of: dict[str, tuple[int, ActorAt]] = {}

    def add(self, n: int, actor: ActorAt, before: ActorAt | None) -> None:
        """Take note of the side spoken of at place ``n``, unless the text leaves it open.

        What "and" joins to the side ``before``, which is not free, is not either ("القوات من A وB وC سيطرت").
        """
        self.listed = (
            before is not None and actor.conj and before.j == actor.i and (self.listed or before.prep in OF_PARTS)
        )
        some = actor.anaphor and actor.scope == "partial"  # "عشرات الجنود فروا": what is told goes on of another
        if actor.slug is None or actor.guess or some:
            return
        genders = ("m", "f") if actor.agree == EITHER else (actor.agree,)
        for key in (actor.slug, *(f"agree {gender}" for gender in genders)):
            self.any[key] = n, actor
            if not actor.beside:
                self.own[key] = n, actor
            if stands_free(actor) and not self.listed:
                self.subject[key] = n, actor
        if stands_free(actor) and not self.listed:
            self.free = actor
            self.ours = actor if actor.slug not in self.scorned else self.ours
            self.free_of.update(dict.fromkeys(genders, (n, actor)))

    def last(self, keys: tuple[str, ...]) -> ActorAt | None:
        """The last one under any of the keys."""
        for told in (self.subject, self.own, self.any):
            found = [told[key] for key in keys if key in told]
            if found:
                return max(found, key=lambda pair: pair[0])[1]
        return None


OF_PARTS = ("من",)  # before what a side is made of
NEAR = 2  # sentences over which "another unit" is of the side that acted before
AGREEMENTS = {HIM: ("m", EITHER), HER: ("f", EITHER), THEM: ("p", "m", "f", EITHER), THEM_BOTH: ("m", "f", "p", EITHER)}


def _owner_of_force(actor: ActorAt, spoken: _Spoken, leans: frozenset[str], same: list[ActorAt], said: int,
           leader: str | None, army: str | None, speaker: ActorAt | None, roles: Roles = NO_ROLES,
           fought: Collection[str] = ()) -> str | None:  # fmt: skip
    """The side whose force it is: who says so behind the citing verb at ``said`` (-1: none), else one named before in
    its sentence (``same``), else the last that the pronoun fits.

    In the story of some side's leader (``leader``) "his forces" are its. "Ours" is the speaker's, be it only a source
    in the ``army``.
    A source in a side ("مصدر في X إن قواته") need not agree with the pronoun. ``fought``: the sides that its sentence
    tells of behind it, whom nobody calls his own.
    """
    lean = next(iter(leans)) if len(leans) == 1 else None
    if actor.owner == US:
        speaks = next((a.slug for a in same if a.i in roles.speakers and a.slug not in spoken.scorned), None)
        told = (a.slug for a in same if a.i > said >= 0 and a.slug not in spoken.scorned)
        lean = speaks or lean or next(told, None)
        known = lean or army or actor.slug or (spoken.ours.slug if spoken.ours else None)
        return known if known not in fought or lean else None
    fits = AGREEMENTS[actor.owner]
    speakers = [a for a in same if a.i > said >= 0 and a.agree in fits]
    if not speakers and said >= 0 and speaker in same and (actor.owner == HIM or speaker.agree in fits):
        return speaker.slug  # "قال متحدث باسم X إن Y …، لكنه أضاف أن قواته"
    speakers = speakers or [a for a in same if said >= 0 and a.i in spoken.speakers][:1]
    speakers = speakers or [a for a in same if said >= 0 and a.agree in fits and stands_free(a)]
    if speakers:
        return speakers[0].slug
    near = [a for a in same if a.agree in fits] or (same if len({a.slug for a in same}) == 1 else [])
    if same:
        return next((a for a in near if stands_free(a)), near[-1]).slug if near else None  # the topic goes on
    if army:
        return army
    if speaker is not None and said >= 0 and (actor.owner == HIM or speaker.agree in fits):
        return speaker.slug  # "أعلن X مقتل العشرات من Y. وأضاف أن قواته": of who goes on speaking, or whose man does
    if leader and actor.owner == HIM:
        return leader
    free = [spoken.free_of[agree] for agree in fits if agree in spoken.free_of]
    if actor.i in roles.irregular and free and max(free, key=lambda pair: pair[0])[1].slug in roles.regulars:
        others = {pair for pair in spoken.subject.values() if pair[1].slug not in roles.regulars}
        free = [pair for pair in others if pair[1].agree in fits]
    if free:
        return max(free, key=lambda pair: pair[0])[1].slug
    meant = spoken.last(tuple(f"agree {agree}" for agree in fits))
    return meant.slug if meant else lean  # "أعلن آمر المحور أن قواته": a commander of the side that speaks


def _in_its_sentence(actor: ActorAt, done: list[ActorAt], sentence_of: Sequence[int]) -> list[ActorAt]:
    """The sides named before in the sentence of a force with a pronoun, supporters and such forces left out."""
    found: list[ActorAt] = []
    for before in reversed(done):
        if not sentence_of or sentence_of[before.i] != sentence_of[actor.i]:
            break
        if before.slug and not before.beside and not before.owner:
            found.insert(0, before)
    return found


def _told_behind(actors: list[ActorAt], n: int, sentence_of: Sequence[int]) -> set[str]:
    """The sides that the sentence of the force with a pronoun at place ``n`` names behind it."""
    if actors[n].owner != US or not sentence_of:
        return set()
    behind = itertools.takewhile(lambda a: sentence_of[a.i] == sentence_of[actors[n].i], actors[n + 1 :])
    return {a.slug for a in behind if a.slug and not a.owner and not a.anaphor}


def _unnamed_before(actor: ActorAt, done: list[ActorAt], sentence_of: Sequence[int]) -> bool:
    """ "القوة التقت بقوة أخرى": whether the force told of last, in the same sentence, is of no known side."""
    last = done[-1] if done else None
    return last is not None and last.slug is None and sentence_of[last.i] == sentence_of[actor.i] and stands_free(last)


def refer(
    actors: list[ActorAt],
    only: dict[int, tuple[str, ...]],
    leans: frozenset[str] = frozenset(),
    sentence_of: Sequence[int] = (),
    said: Mapping[int, int] = NOTHING,
    opposed: Collection[int] = (),
    leader: str | None = None,
    quoted: Mapping[int, str] = NOBODY,
    army: Mapping[int, str] = NOBODY,
    kin: Mapping[str, tuple[str, ...]] = NO_KIN,
    foes: Collection[int] = (),
    roles: Roles = NO_ROLES,
) -> list[ActorAt]:
    """Give each reference back the last side before it that fits; ``only`` maps its first token to the sides allowed.

    ``leans``: the sides in whose voice the text speaks; ``sentence_of``: the sentence of each token; ``said``: for a
    mention right behind "that", the citing verb it goes with; ``opposed``: first tokens of references that a contrast
    or a departure sets against the sides of their sentence ("سيطر X … فيما انسحب المقاتلون"); ``leader``: the side
    of the man that the text is about; ``quoted``: the side that speaks before a colon, of "our forces" behind it;
    ``army``: whose source or officer speaks of the force; ``kin``: a side and those that it is part of or that are
    part of it; ``foes``: first tokens of sides that are only told to be fought ("بعد معارك مع X سيطرت تلك القوات");
    ``roles``: who speaks and who attacks.

    A headline may refer to a side that the text names only later: then the first that fits.
    """
    done: list[ActorAt] = []
    said_by: ActorAt | None = None  # who spoke last
    spoken, ours = _Spoken(roles), None  # whoever "our" meant once in a text it goes on to mean
    named: dict[str, list[int]] = {}
    for n, actor in enumerate(actors):
        if actor.slug:
            named.setdefault(actor.slug, []).append(n)
    for n, actor in enumerate(actors):
        recent = said_by is not None and sentence_of[actor.i] - sentence_of[said_by.i] <= NEAR
        speaker = said_by if recent else None
        if actor.owner:
            same = _in_its_sentence(actor, done, sentence_of)
            own = ours if actor.owner == US and not leans else None
            slug = (
                quoted.get(actor.i)
                or own
                or _owner_of_force(
                    actor,
                    spoken,
                    leans,
                    same,
                    said.get(actor.i, -1),
                    leader,
                    army.get(actor.i),
                    speaker,
                    roles,
                    _told_behind(actors, n, sentence_of),
                )
            )
            ours = slug if actor.owner == US and (ours is None or actor.i not in quoted) else ours
            actor = replace(actor, slug=slug)
        elif actor.same and not actor.anaphor:
            last = spoken.free
            near = last is not None and bool(sentence_of) and sentence_of[actor.i] - sentence_of[last.i] <= NEAR
            near = near and not _unnamed_before(actor, done, sentence_of)
            actor = replace(actor, slug=last.slug, anaphor=True) if near else actor
        elif actor.anaphor:
            allowed, barred = only[actor.i], set()
            if actor.i in opposed:
                own = {a.slug for a in _in_its_sentence(actor, done, sentence_of) if stands_free(a)} | leans
                barred = {slug for slug in (*named, *own) for side in own if side in kin.get(slug, (slug,))} | own
            scorns = actor.i in roles.scorning  # "قال متحدث باسم X إن المليشيات …": not X
            if scorns:
                told = [a for a in _in_its_sentence(actor, done, sentence_of) if a.i in roles.speakers]
                told += [speaker] if speaker and not told and actor.i in said else []
                barred |= {slug for a in told if a.slug for slug in kin.get(a.slug, (a.slug,))}
            if actor.same and "agree f" in spoken.own and (one := spoken.free_of.get(actor.agree)):
                allowed = (one[1].slug,) if one[1].slug in allowed or not allowed else allowed
            assailant = _last_assailant(actor, done, roles)
            if assailant is not None:
                meant = assailant
            elif actor.i in roles.winners and (own := _of_speaker(actor, done, sentence_of, roles)) is not None:
                meant = own
            elif not scorns and actor.i in said and _his_own(actor, speaker, allowed, done, sentence_of):
                meant = speaker
            elif allowed or barred:
                barred |= {roles.robbed[actor.i]} if actor.i in roles.robbed else set()
                fits = tuple(slug for slug in allowed or named if slug not in barred)
                meant = spoken.last(fits) or _next_of(actors, named, fits, n)
            else:  # "هذه القوات": those of its sentence, else the last; they may be of a side with a masculine name
                near = [a for a in _in_its_sentence(actor, done, sentence_of) if a.i not in foes]
                near = [a for a in near if a.agree in (actor.agree, EITHER)]
                own = next((a for told in ([a for a in near if stands_free(a)], near) for a in told[-1:]), None)
                meant = own or spoken.last((f"agree {actor.agree}",)) or spoken.free
            actor = replace(actor, slug=meant.slug if meant else None)
        spoken.add(n, actor, done[-1] if done else None)
        done.append(actor)
        said_by = actor if actor.i in roles.speakers and actor.slug else said_by
    return done


def _last_assailant(actor: ActorAt, done: list[ActorAt], roles: Roles) -> ActorAt | None:
    """ "شن X هجوما على مواقع Y. وسيطر المهاجمون": who was told last to attack, for a reference to the attackers."""
    if actor.i not in roles.attackers:
        return None
    told = (a for a in reversed(done) if a.i in roles.assailants and a.slug)
    return next(told, None)


def _his_own(actor: ActorAt, speaker: ActorAt | None, allowed: Collection[str], done: list[ActorAt],
             sentence_of: Sequence[int]) -> bool:  # fmt: skip
    """ "قال متحدث باسم X … وأضاف أن القوات دخلت Y": who goes on speaking means his own, where no other side stands
    before in the sentence.
    """
    if speaker is None or actor.people or actor.agree != "f" or _in_its_sentence(actor, done, sentence_of):
        return False
    return speaker.slug in allowed or {a.slug for a in done if a.slug} == {speaker.slug}


def _of_speaker(actor: ActorAt, done: list[ActorAt], sentence_of: Sequence[int], roles: Roles) -> ActorAt | None:
    """ "قال المتحدث باسم X إن المقاتلين دخلوا Y": whose man tells of men who win ground means his own."""
    same = _in_its_sentence(actor, done, sentence_of)
    return next((a for a in same if a.i in roles.speakers), None) if len({a.slug for a in same}) == 1 else None


def _next_of(actors: list[ActorAt], named: dict[str, list[int]], allowed: tuple[str, ...], n: int) -> ActorAt | None:
    """The first side after ``n`` that is one of the allowed."""
    after = [
        places[at] for slug in allowed if (places := named.get(slug)) and (at := bisect_right(places, n)) < len(places)
    ]
    return actors[min(after)] if after else None
