"""Whose men are meant, told behind a name: "حركة تحرير السودان جناح مناوي", "الجيش الليبي التابع لحكومة الوفاق"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from events.extraction.document import ActorAt, Document
from events.extraction.endings import US
from events.extraction.meanings import exists_in
from events.extraction.proclitics import ARTICLE
from events.extraction.side_names import ActorName
from events.extraction.units import belongs_from

LEADER = "leader"  # stands as the preposition of a leader named alone: he speaks, but his name is no subject
RANKS = 4  # words of rank and office before a leader's name
TIE = 4  # words between "loyal to" and the side
TO, AND = "ل", "و"
MAX_OWNER = 5  # words between "belonging to" and the side: "التابعة لوزارة الدفاع في حكومة X"


class Sides(Protocol):
    """What is known of the sides of a text while they are being found."""

    doc: Document
    seq: Sequence[int]

    def name_at(self, n: int) -> tuple[int, ActorName, str] | None: ...

    def means(self, name: ActorName) -> str | None: ...

    def side_at(self, n: int): ...


def whose(f: Sides, stop: int, slug: str, local: bool) -> tuple[int, str]:
    """The side that what follows a name ending before ``stop`` says it is of, and where that ends; ``slug`` itself
    where nothing does. ``local``: whether the name is only a designation of its country ("الجيش", "العشائر").
    """
    if stop >= len(f.seq):
        return stop, slug
    word = f.doc.norm(f.seq[stop])
    found = None
    if word in f.doc.words["led"]:
        found = leader_at(f, stop + 1)
    elif local and word in f.doc.words["tied"]:
        found = _tied_to(f, stop + 1)
    if found is None or found[1] in (*f.doc.lexicon.kin.get(slug, (slug,)), *f.doc.lexicon.forces["powers"]):
        return stop, slug
    return found


def leader_at(f: Sides, n: int) -> tuple[int, str] | None:
    """A leader from place ``n`` of the sequence on, over his ranks and offices: (next place, his side)."""
    for m in range(n, min(n + RANKS, len(f.seq))):
        named = f.name_at(m)
        if named and named[1].leader:
            slug = f.means(named[1])
            return (named[0], slug) if slug and not named[2] else None
        if f.doc.norm(f.seq[m]) not in f.doc.words["ranks_of_leaders"]:
            return None
    return None


def _tied_to(f: Sides, n: int) -> tuple[int, str] | None:
    for m in range(n, min(n + TIE, len(f.seq))):
        named = f.name_at(m)
        slug = f.means(named[1]) if named else None
        if slug:
            return None if named[2] not in ("", TO, TO + TO) else (named[0], slug)
        k = f.seq[m]
        if f.doc.tokens[k].kind != "word" or f.doc.finite(k) or k in f.doc.place_on:
            return None
    return None


def ours_at(f: Sides, n: int) -> str:
    """ "قواتنا" is first of all the speaker's, whoever it means where nobody is told to speak."""
    owned = f.doc.lexicon.owned
    found = (owned[rest][2] for _, rest, _ in f.doc.readings[f.seq[n]].sides if rest in owned)
    return US if US in found else ""


def owner_at(f: Sides, n: int) -> int | None:
    """The place in the sequence of the side that the armed body at ``n`` is said to belong to."""
    start = belongs_from(f.doc, f.seq[n])
    if start is None or start >= len(f.doc.tokens):
        return None
    own = f.name_at(n)
    if own and f.means(own[1]) and f.doc.words["tied"].isdisjoint((f.doc.norm(start - 1), f.doc.norm(start - 2))):
        return None  # "العشائر المتحالفة مع البيشمركة": only beside them
    first = next((m for m in range(n + 1, len(f.seq)) if f.seq[m] >= start), len(f.seq))
    for m in range(first, min(first + MAX_OWNER, len(f.seq))):
        word = f.doc.tokens[f.seq[m]]
        side = f.side_at(m)
        if side and side.slug and not (side.clitics and side.clitics[0] in "وف"):
            return m
        if word.kind != "word" or f.doc.finite(f.seq[m]):
            return None
    return None


def goes_on(f: Sides, n: int, stop: int, slug: str) -> bool:
    """Whether a name that begins behind the head at ``n`` goes on past ``stop``, where one that begins with the head
    ends: "قوات | الأمن الداخلي" is no "قوات الأمن", "قوات | الجيش التركي" no "قوات الجيش"; or "قوات موالية" tells to
    whom. Two sides joined stay two, where the second makes no third of them ("الجيش واللجان الشعبية").
    """
    if stop - n < 2 or stop >= len(f.seq):
        return False
    if f.doc.norm(f.seq[stop - 1]) in f.doc.words["tied"]:
        patron = f.name_at(stop)
        return patron is not None and patron[2] in (TO, TO + TO)
    if f.doc.norm(f.seq[n]).startswith(ARTICLE):
        return False
    named = f.name_at(n + 1)
    if named is None or named[2] or named[0] <= stop or not named[1].alone:
        return False
    joined = any(clitics[:1] == AND for clitics, *_ in f.doc.readings[f.seq[stop]].sides)
    return not joined or f.means(named[1]) not in (None, slug)


def backed_by(f: Sides, n: int, start: int, slug: str) -> str:
    """The side that the head at ``n`` "loyal to" the country named at ``start`` is: in a country with sides of its own
    those that it stands behind ("فصائل موالية لتركيا" in Syria). Its army and its men are its own.
    """
    behind = f.doc.lexicon.forces["patrons"].get(f.doc.country, {}).get(slug)
    country = f.doc.norm(f.seq[start]).lstrip("ل") in f.doc.words["states"]
    if not behind or not country or f.doc.words["belonging"].isdisjoint(f.doc.norm(f.seq[m]) for m in range(n, start)):
        return slug
    return next((s for s in behind if exists_in(f.doc, s)), slug)


def past_second_name(f: Sides, stop: int, slug: str | None) -> int:
    """Take with a side's name what scorns it ("تنظيم داعش الإرهابي") and its second name: the same side's ("تنظيم
    الدولة الإسلامية (داعش)"), one behind a stroke ("PKK/YPG"), its former one ("هيئة تحرير الشام (النصرة سابقا)").
    """
    while slug and stop < len(f.seq):
        if f.doc.norm(f.seq[stop]) in f.doc.words["scorns"]:
            stop += 1
            continue
        stroke = f.doc.tokens[f.seq[stop]].text == "/"
        follow = f.side_at(stop + stroke) if stop + stroke < len(f.seq) else None
        if not follow or follow.clitics or follow.only is not None or not follow.slug:
            return stop
        formerly = follow.stop < len(f.seq) and f.doc.norm(f.seq[follow.stop]) in f.doc.words["formerly"]
        if follow.slug != slug and not (stroke or formerly):
            return stop
        stop = follow.stop + formerly
    return stop


def our_army(f: Sides, actor: ActorAt) -> ActorAt:
    """ "جيشنا الباسل" of a text whose voice is not known: the one army that "the army" means in its country."""
    lexicon = f.doc.lexicon
    army = lexicon.forces["army"]
    ours = any(rest.startswith(army) for k in range(actor.i, actor.j) for _, rest, _ in f.doc.readings[k].sides)
    names = lexicon.names_from.get(ARTICLE + army, {}).get("", ()) if ours else ()
    return replace(actor, slug=next((slug for name in names if (slug := f.means(name))), actor.slug))
