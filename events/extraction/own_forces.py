"""Whose a force with a pronoun is: "قواته", "مسلحوها", "قواتنا"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM, THEM_BOTH, US
from events.extraction.genders import EITHER
from events.extraction.leaders import LEADER
from events.extraction.marks import QUOTES
from events.extraction.mentions import beginning_in
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import prep_at
from events.extraction.sides_so_far import SidesSoFar, latest
from events.extraction.word_readings import REPORTS

AGREEMENTS = {HIM: ("m", EITHER), HER: ("f", EITHER), THEM: ("p", "m", "f", EITHER), THEM_BOTH: ("m", "f", "p", EITHER)}
DESCRIBED = 4  # words between a relative pronoun and the force
SIDES = 3  # sides before a force among which one that left is looked for
ANNOUNCED = 10  # tokens from a noun of telling, over who tells, to the force


def whose_force(so_far: SidesSoFar, actor: ActorAt) -> str | None:
    """The side whose force it is: who is quoted with it, for "ours" who speaks, else whom the pronoun fits."""
    quoted = so_far.setting.quoted.get(actor.i)
    if actor.owner != US:
        return quoted or _of_pronoun(so_far, actor)
    again = so_far.our_side if not so_far.setting.leans else None
    slug = quoted or _tells_here(so_far, actor) or again or _ours(so_far, actor)
    if so_far.our_side is None or actor.i not in so_far.setting.quoted:
        so_far.our_side = slug
    return slug


def of_described(doc: Document, before: ActorAt, actor: ActorAt) -> bool:
    """ "تنظيم X الذي فر من بقي من مسلحيه": whether a force is of the side right before the clause that describes it,
    where nothing but verbs and "of" stand between.
    """
    if before.slug is None or before.agree not in AGREEMENTS.get(actor.owner, ()):
        return False
    between = range(before.j + 1, actor.i)
    told = doc.norm(before.j) in doc.words["relatives"] and 0 < len(between) <= DESCRIBED
    return told and all(doc.finite(m) or doc.norm(m) in doc.words["from"] for m in between)


def of_announcer(doc: Document, sides: list[ActorAt], actor: ActorAt) -> ActorAt | None:
    """ "أقر X بذلك بعد إعلان Y أن مقاتليه", "إعلان Y دخول قواته A": the side right behind a noun of telling, whose
    "that", or what it tells of, is right before the force.
    """
    that = doc.word_before(actor.i)
    if doc.norm(that) not in doc.words["complementizers"] and not _told_of(doc, sides, that):
        return None
    for m in range(that - 1, max(that - ANNOUNCED, doc.bounds(that)[0] - 1), -1):
        if doc.finite(m):
            return None
        if any(f.pos == "vn" and doc.group(f) in REPORTS for f in doc.forms(m)):
            first = m + 1 + (doc.at(m + 1).text in QUOTES)
            teller = next(iter(beginning_in(sides, first, first + 1)), None)
            fits = teller is not None and teller.slug and teller.agree in AGREEMENTS.get(actor.owner, ())
            return teller if fits else None
    return None


def _told_of(doc: Document, sides: list[ActorAt], k: int) -> bool:
    """Whether a verbal noun at ``k`` stands right behind the side that was told of last ("إعلان Y دخول")."""
    return bool(sides) and sides[-1].j == k and any(f.pos == "vn" for f in doc.forms(k))


def who_made_way(doc: Document, actors: Sequence[ActorAt], n: int) -> str | None:
    """ "انسحب Y من A بعدما دخلها X، ورفع جنوده العلم": who opens the sentence by leaving, where another goes forward in
    it before the force at place ``n``, right behind its own verb, does."""
    force, first = actors[n], doc.bounds(actors[n].i)[0]
    if not force.owner or doc.verb_group(force.i - 1) not in doc.words["forward"]:
        return None
    same = [a for a in actors[max(n - SIDES, 0) : n] if a.slug and a.i >= first]
    if len(same) < 2 or doc.verb_group(same[0].i - 1) != "leave" or not doc.touching(first, same[0].i - 1):
        return None
    words = [m for a in same[1:] if a.slug != same[0].slug for m in (a.i - 1, a.j)]
    ahead = any(doc.group(f) in doc.words["forward"] for m in words for f in doc.forms(m))
    return same[0].slug if ahead else None


def _tells_here(so_far: SidesSoFar, actor: ActorAt) -> str | None:
    """ "قال X إن قواتنا …، لكن Y نفى ذلك قائلا إن قواتنا": the last side of its sentence that speaks, or whose man
    does, where what it says is not told by another."""
    setting, same = so_far.setting, so_far.in_its_sentence(actor)
    speaks = (a for a in reversed(same) if a.i in setting.roles.speakers or a.prep == LEADER)
    teller = next((a for a in speaks if a.i not in setting.inner), None)
    return teller.slug if teller is not None and teller.slug not in setting.roles.scorned else None


def tied_to_pronoun(doc: Document, actor: ActorAt) -> ActorAt:
    """ "وحدات تابعة له", "كتائب أخرى موالية لها", "مسلحين منهم": a body of whoever the pronoun behind it means."""
    m = actor.j + (doc.norm(actor.j) in doc.words["another"])
    alone = actor.j == actor.i + 1 and not actor.owner and not actor.anaphor
    tied = alone and doc.norm(m) in doc.words["tied"]
    owner = prep_at(doc, m + 1, doc.words["receives"]) if tied else _some_of_them(doc, actor) if alone else None
    if not owner:
        return actor
    return replace(actor, slug=None, owner=owner, anaphor=True, beside=actor.beside and actor.conj)


def _some_of_them(doc: Document, actor: ActorAt) -> str | None:
    """ "غير أن مسلحين منهم ما زالوا في A": the pronoun of whom some are meant; "منها" may be said of a town, but behind
    "that" ("طرد مسلحين منها").
    """
    some = actor.slug is None and not doc.norm(actor.i).startswith(ARTICLE)
    of = prep_at(doc, actor.j, doc.words["from"]) if some else None
    return of if of == THEM or (of and doc.norm(actor.i - 1) in doc.words["complementizers"]) else None


def _ours(so_far: SidesSoFar, actor: ActorAt) -> str | None:
    """ "قواتنا": the force of the one who speaks, be it only a source in an army, else of the text's voice; of the last
    side told only where the sentence does not go on to tell of it, for nobody calls his own by their name there.
    """
    setting, same = so_far.setting, so_far.in_its_sentence(actor)
    roles, said = setting.roles, setting.said.get(actor.i)
    speaks = (a.slug for a in same if a.i in roles.speakers and a.i not in setting.inner)
    speaks = (slug for slug in speaks if slug not in roles.scorned)
    told = (a.slug for a in same if said is not None and a.i > said and a.slug not in roles.scorned)
    voice = next(speaks, None) or _voice(so_far) or next(told, None)
    if voice:
        return voice
    speaker = so_far.speaker_before(actor)  # "قال متحدث باسم X … وأضاف: في يد قواتنا"
    speaker = speaker if speaker is not None and speaker.slug not in roles.scorned else None
    last = speaker or so_far.unscorned
    known = setting.army.get(actor.i) or (speaker or actor).slug or (last.slug if last else None)
    no_army = actor.i in roles.irregular and known in roles.regulars  # "ثوارنا"
    return known if known not in so_far.told_behind(actor) and not no_army else None


def _voice(so_far: SidesSoFar) -> str | None:
    """The one side in whose voice the text speaks."""
    leans = so_far.setting.leans
    return next(iter(leans)) if len(leans) == 1 else None


def _of_pronoun(so_far: SidesSoFar, actor: ActorAt) -> str | None:
    """ "قواته": of who says so in its sentence, else of the sentence's topic, else of who went on speaking, of the man
    whom the text is about, of the last side that the pronoun fits.
    """
    setting, fits = so_far.setting, AGREEMENTS[actor.owner]
    same = so_far.in_its_sentence(actor)
    same = _in_own_right(so_far, same) or same
    if (teller := _who_says_so(so_far, actor, same)) is not None:
        return teller.slug
    if same and same[-1].i in setting.roles.speakers and same[-1].agree in fits:
        return same[-1].slug  # "أعلن X أنه دخل A، ونفى Y مؤكدا أن A في يد مقاتليه"
    if same:
        robbed = setting.roles.robbed.get(actor.i)  # "انسحب X من A بعدما دخلها Y، ورفع جنوده العلم": Y's
        return _topic([a for a in same if a.slug != robbed] or same, fits)
    if army := setting.army.get(actor.i):
        return army
    speaker = so_far.speaker_before(actor)
    if speaker is not None and actor.i in setting.said and _may_own(speaker, actor):
        return speaker.slug  # "أعلن X مقتل العشرات من Y. وأضاف أن قواته": of who goes on speaking, or whose man does
    if setting.leader and actor.owner == HIM:
        return setting.leader
    return _last_that_fits(so_far, actor, fits)


def _in_own_right(so_far: SidesSoFar, same: list[ActorAt]) -> list[ActorAt]:
    """The sides of a sentence without those that a word between tells another to stand by ("X المساندون لY")."""
    return [a for a in same if a.prep != LAM or a.i - 1 not in so_far.ends]


def _may_own(speaker: ActorAt, actor: ActorAt) -> bool:
    """Whether the pronoun on a force fits who speaks: "his" may be said of the man, whatever his side agrees with."""
    return actor.owner == HIM or speaker.agree in AGREEMENTS[actor.owner]


def _who_says_so(so_far: SidesSoFar, actor: ActorAt, same: list[ActorAt]) -> ActorAt | None:
    """ "قال X إن قواته": behind "that", the side told after the citing verb, else the one that spoke before it ("قال
    متحدث باسم X إن Y …، لكنه أضاف أن قواته"), else a source in a side, which need not agree ("مصدر في X إن قواته").
    """
    said, fits = so_far.setting.said.get(actor.i), AGREEMENTS[actor.owner]
    if said is None:
        return None
    behind = next((a for a in same if a.i > said and a.agree in fits), None)
    if behind is not None:
        return behind
    speaker = so_far.speaker_before(actor)
    if speaker in same and _may_own(speaker, actor):
        return speaker
    tells = (a for a in reversed(same) if a.i in so_far.setting.roles.speakers or a.prep == LEADER)
    source = next(tells, None)
    return source or next((a for a in same if a.agree in fits and stands_free(a)), None)


def _topic(same: list[ActorAt], fits: Collection[str]) -> str | None:
    """The topic of a sentence goes on: the side in it that the pronoun fits, or the only one, one in its own right
    first.
    """
    near = [a for a in same if a.agree in fits] or (same if len({a.slug for a in same}) == 1 else [])
    return next((a for a in near if stands_free(a)), near[-1]).slug if near else None


def _last_that_fits(so_far: SidesSoFar, actor: ActorAt, fits: Collection[str]) -> str | None:
    """The last side in the sentences before that the pronoun fits, no regular army for such as armies do not have
    ("مسلحوه"); else that of the voice: "أعلن آمر المحور أن قواته" is a commander of the side that speaks.
    """
    roles = so_far.setting.roles
    free = [so_far.free_of[agree] for agree in fits if agree in so_far.free_of]
    if robbed := roles.robbed.get(actor.i):  # from whom it takes a place is not whose it is
        free = [pair for slug, pair in so_far.subject.items() if slug == pair[1].slug != robbed]
        free = [pair for pair in free if pair[1].agree in fits]
    if actor.i in roles.irregular and free and latest(free).slug in roles.regulars:
        others = {pair for pair in so_far.subject.values() if pair[1].slug not in roles.regulars}
        free = [pair for pair in others if pair[1].agree in fits]
    if free:
        return latest(free).slug
    meant = so_far.last(tuple(f"agree {agree}" for agree in fits)) if not robbed else None
    return meant.slug if meant else _voice(so_far)
