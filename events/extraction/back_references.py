"""References back to a side: "التنظيم", "هذه القوات" and the like stand for a side named before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from events.extraction.clauses import agrees, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, US
from events.extraction.genders import EITHER
from events.extraction.not_meant import GAINING, went_forward
from events.extraction.own_forces import of_announcer, of_described, whose_force
from events.extraction.reference_words import attacks, forces_named, roles_of, scorned_by
from events.extraction.side_marks import STRIKES, cited_by, led_side, opposed_to, quoted_by
from events.extraction.sides_so_far import Setting, SidesSoFar
from events.extraction.units import army_told
from events.extraction.voices import signed
from events.extraction.whose_report import (
    another_tells,
    commander_tells,
    inner_tellers,
    onlooker_tells,
    outlet_tells,
    told_in_full,
    unit_tells,
    unit_words,
)

FEW = range(1, 6)  # sides that "the organisation" may be, and "the movement", "the party"
AFTER = 3  # tokens from "after", over a noun and its preposition, to a side


def refer(doc: Document, actors: list[ActorAt], only: dict[int, tuple[str, ...]]) -> list[ActorAt]:
    """Give each reference back the last side before it that fits; ``only`` maps its first token to the sides allowed.

    A headline may refer to a side that the text names only later: then the first that fits.
    """
    so_far = SidesSoFar(actors, _setting(doc, actors, only))
    units = unit_words(doc, actors) if any(a.owner for a in actors) else {}
    for actor in actors:
        if actor.owner:
            described = so_far.done[-1] if so_far.done and of_described(doc, so_far.done[-1], actor) else None
            described = described or of_announcer(doc, so_far.done, actor)
            own = described.slug if described else whose_force(so_far, actor)
            nobodys = _of_the_town(doc, actor) or (actor.owner == US and onlooker_tells(doc, actors, actor))
            unit = actor.owner != US and not described and unit_tells(doc, so_far, actor, units)
            unit = commander_tells(doc, so_far, actor) if unit is False and not described else unit
            own = own if unit is False else None if unit is True else unit
            nobodys = nobodys or (not described and another_tells(doc, so_far, actor, own))
            actor = replace(actor, slug=None if nobodys else own)
        elif actor.same and not actor.anaphor:
            actor = _another_unit(so_far, actor)
        elif actor.anaphor:
            meant = _meant(so_far, actor)
            apart = meant is not None and _told_apart(doc, actor, meant)
            actor = replace(actor, slug=meant.slug if meant and not apart else None)
        so_far.add(actor)
    return so_far.done


def _of_the_town(doc: Document, actor: ActorAt) -> bool:
    """ "حاميتها": the garrison that a town has, of whoever held it; "حاميته" is an army's. "استولى X على A من حراسه":
    no place is taken from who takes it, but "أخلى A من حراسه" is done to his own.
    """
    word = doc.norm(actor.i).removeprefix("و").removeprefix("ل")
    if actor.prep in doc.words["from"] and actor.i - 2 in doc.place_on:
        verb = next((m for m in range(actor.i - 3, doc.bounds(actor.i)[0] - 1, -1) if doc.finite(m)), None)
        return doc.verb_group(verb) == GAINING
    return actor.owner == HER and word.startswith(tuple(doc.words["town_has"]))


def _setting(doc: Document, actors: list[ActorAt], only: dict[int, tuple[str, ...]]) -> Setting:
    """What the words around the sides of a text tell for its references back."""
    back = [a for a in actors if a.anaphor]
    return Setting(
        only=only,
        leans=doc.leans,
        sentence_of=doc.sentence_of,
        said={a.i: verb for a in actors if (a.owner or a.anaphor) and (verb := cited_by(doc, a.i)) is not None},
        opposed=frozenset(a.i for a in back if attacks(doc, a) or (a.people and opposed_to(doc, a.i))),
        leader=led_side(doc, actors),
        quoted=quoted_by(doc, actors),
        army=signed(doc, actors)
        | {a.i: slug for a in actors if a.owner and (slug := _of_source(doc, actors, a)) is not None},
        inner=inner_tellers(doc, actors) if any(a.owner for a in actors) else frozenset(),
        kin=doc.lexicon.kin,
        after=frozenset(a.i for a in actors if back and _behind_after(doc, a)),
        foes=frozenset(
            a.i for a, before in zip(actors, (None, *actors), strict=False) if back and _is_foe(doc, before, a)
        ),
        takers=frozenset(a.i for a in back if went_forward(doc, a)),
        roles=roles_of(doc, actors),
        forces=forces_named(doc, actors),
        anyones=frozenset(a.i for a in back if scorned_by(doc, a) in doc.words["scorned_by_all"]),
        calls_terrorists=doc.lexicon.forces["calls_terrorists"],
    )


def _is_foe(doc: Document, before: ActorAt | None, actor: ActorAt) -> bool:
    """Whether a side is only told to be fought: "ضد X", "هاجم Y X", "Y يقاتل X"."""
    if actor.prep or actor.conj:
        return actor.prep in doc.words["enemy"] or actor.prep in doc.words["fighting"]
    if before is None or before.slug in (None, actor.slug) or not stands_free(before):
        return False
    form = doc.finite(actor.i - 1) if before.j == actor.i - 1 else None
    strikes = form is not None and not form.enc and doc.group(form) in STRIKES
    return before.j == actor.i or (strikes and agrees(form, before, before=True))


def _behind_after(doc: Document, actor: ActorAt) -> bool:
    """ "بعد تأكيد X", "إثر اتفاق مع X": whether "after" stands before a noun over the side."""
    return any(doc.norm(m).lstrip("و") in doc.words["after"] for m in range(max(actor.i - AFTER, 0), actor.i))


def _of_source(doc: Document, actors: list[ActorAt], actor: ActorAt) -> str | None:
    """The side of an army's source, or of an outlet, that tells of a force with a pronoun."""
    return outlet_tells(doc, actor) or told_in_full(doc, actors, actor) or army_told(doc, actor)


def _another_unit(so_far: SidesSoFar, actor: ActorAt) -> ActorAt:
    """ "وسيطرت قوة أخرى على Y": of the side that acted before, where it did so near enough and no force of an unknown
    side stands between.
    """
    acted = so_far.free
    if acted is None or not so_far.near(acted, actor) or _unnamed_before(so_far, actor):
        return actor
    if acted.slug in so_far.setting.roles.scorned:
        return actor  # "لاذ الإرهابيون بالفرار، واقتحمت وحدات أخرى X"
    return replace(actor, slug=acted.slug, anaphor=True)


def _unnamed_before(so_far: SidesSoFar, actor: ActorAt) -> bool:
    """ "القوة التقت بقوة أخرى": whether the force told of last, in the same sentence, is of no known side."""
    last, sentence_of = so_far.done[-1] if so_far.done else None, so_far.setting.sentence_of
    return last is not None and last.slug is None and sentence_of[last.i] == sentence_of[actor.i] and stands_free(last)


def _meant(so_far: SidesSoFar, actor: ActorAt) -> ActorAt | None:
    """Whom a reference means: who was told last to attack, whose man speaks of it, else the last side that is allowed
    and not barred; where any side may be meant, one of its own sentence first.
    """
    roles, allowed = so_far.setting.roles, _allowed(so_far, actor)
    if (assailant := _last_assailant(so_far, actor)) is not None:
        return assailant
    if actor.i in roles.winners and (own := _of_speaker(so_far, actor)) is not None:
        return own
    if actor.i not in roles.scorning and (his := _his_own(so_far, actor, allowed)) is not None:
        return his
    barred = _barred(so_far, actor)
    if not allowed and not barred:
        return _of_any_side(so_far, actor)
    if actor.i in so_far.setting.anyones and _of_several_foes(so_far, actor, allowed):
        return None
    robbed = _robbed(so_far, actor)
    fits = tuple(slug for slug in allowed or so_far.named if slug not in barred and slug != robbed)
    told = so_far.last(fits)
    if told is not None and told.conj and actor.agree == "f" and told.j < actor.i - 1:  # no apposition
        told = so_far.lead_of(told, fits)
    meant = _who_fights(so_far, actor, told, fits) or _whom_it_supports(so_far, actor, told)
    return meant or _next_of(so_far, _not_after(so_far, actor, fits))


def _told_apart(doc: Document, actor: ActorAt, meant: ActorAt) -> bool:
    """ "قال مسؤول إن القوات انسحبت وإن X يستعد": whether a side that the sentence tells of only later stands behind
    another "that" than the reference: they are two.
    """
    end = min(meant.i, doc.bounds(actor.i)[1])
    return meant.i == end and any(doc.norm(m).lstrip("و") in doc.words["complementizers"] for m in range(actor.j, end))


def _whom_it_supports(so_far: SidesSoFar, actor: ActorAt, meant: ActorAt | None) -> ActorAt | None:
    """ "سيطرت فصائل X المدعومة من Y على A. ثم دخلت القوات B": who is told of only as a supporter is not "the forces" of
    a text in which another side acts; nobody knows them for that side's where it is no "she".
    """
    if meant is None or meant.slug in so_far.own or actor.agree != "f" or so_far.free is None:
        return meant
    acted = so_far.free_of.get(actor.agree)
    return acted[1] if acted is not None and acted[1] is so_far.free else None


def _of_several_foes(so_far: SidesSoFar, actor: ActorAt, allowed: Collection[str]) -> bool:
    """ "سيطرت المعارضة، ومنها X، على A. وقال مصدر إن الجيش طرد الإرهابيين": whether the army of the
    sentence calls also another side of the text so than those that everybody does.
    """
    called = so_far.setting.calls_terrorists
    foes = {foe for a in so_far.in_its_sentence(actor) for foe in called.get(a.slug, ())}
    return any(foe in so_far.named and foe not in allowed for foe in foes)


def _allowed(so_far: SidesSoFar, actor: ActorAt) -> tuple[str, ...]:
    """The sides that a reference may mean by its word; "the same forces" are the last one that they agree with."""
    allowed = so_far.setting.only[actor.i]
    same = _same_as(so_far, actor) if actor.same and "agree f" in so_far.own else None
    gone = same is not None and same.slug == _robbed(so_far, actor)
    return (same.slug,) if same is not None and not gone and (same.slug in allowed or not allowed) else allowed


def _same_as(so_far: SidesSoFar, actor: ActorAt) -> ActorAt | None:
    """ "القوات نفسها": the last that acted and agrees with it, else the last that agrees; but where that was only
    fought or stood beside, who acted ("سيطر الجيش على A بعد اشتباكات مع قوات Y. وB دخلتها القوات ذاتها").
    """
    acted = so_far.free_of.get(actor.agree)
    if acted is not None:
        return acted[1]
    last = so_far.own["agree f"][1]
    return so_far.free if so_far.free is not None and last.prep else last


def _robbed(so_far: SidesSoFar, actor: ActorAt) -> str | None:
    """From whom a reference's force takes a place, or who left it before: not whom it means, but for "the same force"
    of a text that names no other which it may mean ("غادر X المدينة. وكانت الجماعة نفسها قد دخلتها"), or for "the
    organisation", which few are, in another sentence.
    """
    robbed = so_far.setting.roles.robbed.get(actor.i)
    others = (slug for slug in so_far.named if slug in so_far.setting.only[actor.i] and slug != robbed)
    told = {robbed} & {*so_far.told_behind(actor), *(a.slug for a in so_far.in_its_sentence(actor))}
    alone = actor.same or (len(so_far.setting.only[actor.i]) in FEW and not told)
    return robbed if not alone or any(others) else None


def _barred(so_far: SidesSoFar, actor: ActorAt) -> set[str]:
    """The sides that a reference cannot mean, with their kin: those of its sentence that it is set against, and who
    tells of it by a word that nobody uses of his own ("قال متحدث باسم X إن المليشيات …", "العناصر الإرهابية": not X,
    nor in whose voice the text speaks).
    """
    setting, barred = so_far.setting, set()
    if actor.i in setting.opposed:
        own = {a.slug for a in so_far.in_its_sentence(actor) if stands_free(a)} | setting.leans
        known = (*so_far.named, *own)
        barred = {slug for slug in known for side in own if side in setting.kin.get(slug, (slug,))} | own
    if actor.i in setting.roles.scorning:
        told = [a for a in so_far.in_its_sentence(actor) if a.i in setting.roles.speakers]
        speaker = so_far.speaker_before(actor)
        told += [speaker] if speaker and not told and actor.i in setting.said else []
        own = {a.slug for a in told if a.slug} | setting.leans
        barred |= {slug for side in own for slug in setting.kin.get(side, (side,))}
    return barred


def _of_any_side(so_far: SidesSoFar, actor: ActorAt) -> ActorAt | None:
    """ "هذه القوات": the last of its sentence that is not only told to be fought, else the last of the text, even one
    with a masculine name; no band or movement where the text names an army or calls another "forces".
    """
    near = [a for a in so_far.in_its_sentence(actor) if a.i not in so_far.setting.foes]
    forces = so_far.setting.forces if actor.agree == "f" else ()
    alike = tuple(slug for slug in forces if not so_far.agreed.isdisjoint(((slug, actor.agree), (slug, EITHER))))
    forces = alike or forces
    near = [a for a in near if a.agree in (actor.agree, EITHER) and (not forces or a.slug in forces)]
    own = next((a for told in ([a for a in near if stands_free(a)], near) for a in told[-1:]), None)
    meant = own or so_far.last(forces or (f"agree {actor.agree}",)) or so_far.free
    meant = _who_fights(so_far, actor, meant, forces) or meant
    if meant is None or meant.slug != so_far.setting.roles.robbed.get(actor.i):
        return meant
    return so_far.last(tuple(slug for slug in so_far.named if slug != meant.slug))


def _who_fights(so_far: SidesSoFar, actor: ActorAt, foe: ActorAt | None, fits: Collection[str]) -> ActorAt | None:
    """ "هاجم X Y. ودخلت هذه القوات A": of the sides that a force who wins ground may mean, the one that fights the side
    told of last, where that is only told to be fought.
    """
    setting = so_far.setting
    if foe is None or foe.i not in setting.foes or actor.i not in setting.takers:
        return None
    same = reversed(so_far.in_sentence(setting.sentence_of[foe.i]))
    same = (a for a in same if a.slug and a.slug != foe.slug and (not fits or a.slug in fits))
    return next((a for a in same if stands_free(a) and a.i not in setting.foes), None)


def _last_assailant(so_far: SidesSoFar, actor: ActorAt) -> ActorAt | None:
    """ "شن X هجوما على مواقع Y. وسيطر المهاجمون": who was told last to attack, for a reference to the attackers."""
    return so_far.assailant if actor.i in so_far.setting.roles.attackers else None


def _his_own(so_far: SidesSoFar, actor: ActorAt, allowed: Collection[str]) -> ActorAt | None:
    """ "قال متحدث باسم X … وأضاف أن القوات دخلت Y": who goes on speaking means his own, where no other side stands
    before in the sentence.
    """
    speaker = so_far.speaker_before(actor) if actor.i in so_far.setting.said else None
    if speaker is None or actor.people or actor.agree != "f" or so_far.in_its_sentence(actor):
        return None
    alone = speaker.slug in allowed or so_far.first.keys() == {speaker.slug}
    return speaker if alone else None


def _of_speaker(so_far: SidesSoFar, actor: ActorAt) -> ActorAt | None:
    """ "قال المتحدث باسم X إن المقاتلين دخلوا Y": whose man tells of men who win ground means his own."""
    same, speakers = so_far.in_its_sentence(actor), so_far.setting.roles.speakers
    return next((a for a in same if a.i in speakers), None) if len({a.slug for a in same}) == 1 else None


def _not_after(so_far: SidesSoFar, actor: ActorAt, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """ "انسحب المسلحون من A بعد تأكيد X أن مقاتليه دخلوا المدينة": men are not the side that their sentence names only
    behind "after"; "the movement" may be.
    """
    alone = actor.people and actor.j - actor.i == 1
    behind = so_far.told_behind(actor) if alone else ()
    return tuple(slug for slug in allowed if slug not in behind or slug not in so_far.after)


def _next_of(so_far: SidesSoFar, allowed: tuple[str, ...]) -> ActorAt | None:
    """The first side behind the reference that is one of the allowed."""
    n, named = len(so_far.done), so_far.named
    after = [
        places[at] for slug in allowed if (places := named.get(slug)) and (at := bisect_right(places, n)) < len(places)
    ]
    return so_far.actors[min(after)] if after else None
