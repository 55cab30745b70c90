"""What the words around a reference back say of whom it may mean: attackers, all forces, "the organisation"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from events.extraction.document import ActorAt, Document
from events.extraction.endings import ACCUSATIVE, SOUND_PLURALS
from events.extraction.leaders import LEADER
from events.extraction.marks import QUOTES
from events.extraction.not_meant import taken_from, who_is_denied, who_left, who_took
from events.extraction.own_forces import who_made_way
from events.extraction.proclitics import ARTICLE
from events.extraction.sides_so_far import Roles
from events.extraction.word_readings import REPORTS

COMES = ("advance", "control", "presence", "attack", "under")  # groups of verbs of who comes to a place
NEAR, SOURCE = 3, 6  # tokens from a verb of attacking, of saying, to the side
CONSTRUCT = ("و", "ي")  # the ending of such a plural before its owner
CARRIES = ("be", "stay", "aspect")  # groups of verbs that another one of the same subject follows
KEEPS = 5  # tokens from a side over such a verb and how long to one of telling
OF_UNITS, NUMBER = ("ب", "ل", "في", "من"), 2  # before the army of a unit; words of a unit's number
RECENT = 80  # sides among which a body that is called so is looked for


def called_so(doc: Document, back: ActorAt, allowed: tuple[str, ...], actors: list[ActorAt]) -> tuple[str, ...]:
    """The sides that a reference back may mean, with those that the text calls by its word: "تنظيم X … التنظيم".

    "The mercenaries" without a name are only whom it calls so, "the enemy" whom it calls by any such word.
    """
    said = (rest for k in range(back.i, back.j) for _, rest, _ in doc.readings[k].sides or (("", doc.norm(k), ""),))
    own = {rest.removeprefix(ARTICLE) for rest in said if rest.startswith(ARTICLE)}
    men = {_men(word) for word in own}
    near = [a for a in actors[-RECENT:] if a.slug and a.j > a.i + 1]  # a long text may tell of thousands
    if scorn := men & doc.words["scornful"] or own & doc.words["the_foe"]:
        same = (a for a in near if (word := scorned_by(doc, a)) and (word in scorn or own & doc.words["the_foe"]))
        same = () if men & doc.words["scorned_by_all"] else same
        stranger = bool(own & doc.words["the_foe"]) and of_abroad(doc, back.j)
        return (*(allowed or ("",)), *(() if stranger else (a.slug for a in same)))
    if not own & doc.words["bodies"] and not men & doc.words["men_called"]:
        return allowed
    same = [a for a in near if doc.norm(a.i).lstrip("وبل") in own or _called(doc, a) in own & doc.words["bodies"]]
    if same and own & doc.words["one_force"]:
        return tuple(dict.fromkeys(a.slug for a in same))  # "قوة X … القوة"
    told = any(
        a.slug in allowed and a.i < back.i for a in actors[-RECENT:]
    )  # "X … التنظيم … تنظيم Y": not Y, told of only then
    same = [a for a in same if a.i < back.i] if told else same
    called = tuple(slug for slug in allowed if any(a.slug == slug for a in same))
    if called and own & doc.words["one_body"]:
        return called  # "تنظيم X … جبهة Y … التنظيم": X
    acting = [a.slug for a in near if not (a.prep or a.conj or a.beside) and _men(doc.norm(a.i)) in men]
    if acting and men & doc.words["armed_men"]:  # "مسلحو X … أبناء العشائر … المسلحون"
        return tuple(acting)
    foes = scorned(doc, near).difference(acting) if acting and back.people else ()  # "مقاتلو X … المرتزقة … المقاتلون"
    return (*(slug for slug in allowed if slug not in foes), *(a.slug for a in same), *acting)


def _force_of(doc: Document, actor: ActorAt) -> bool:
    """ "قوة حماية X", "القوة المشتركة": a known side by a name that begins with "force"."""
    return actor.slug is not None and doc.norm(actor.i).removeprefix(ARTICLE) in doc.words["one_force"]


def _called(doc: Document, actor: ActorAt) -> str:
    """ "الجبهة الجنوبية", "الحركة الشعبية": the word that a side's name with the article begins with, "" for none."""
    words = (rest for _, rest, _ in doc.readings[actor.i].sides if rest.startswith(ARTICLE))
    return next(words, "").removeprefix(ARTICLE)


def called_anew(doc: Document, actors: Sequence[ActorAt]) -> dict[int, tuple[str, ...]]:
    """ "إرهابيي X … الإرهابيين": first tokens of scornful words that mean another side in this text than its voice
    usually does, with the sides that it calls so; "terrorists" may be of any.
    """
    named: dict[str, dict[str, None]] = {}  # the sides that it calls by each word, in their order
    for a in actors:
        if a.slug and a.j > a.i + 1 and (word := scorned_by(doc, a)):
            named.setdefault(word, {})[a.slug] = None
    found = {}
    for actor in actors if named else ():
        word = scorned_by(doc, actor) if actor.slug and actor.j == actor.i + 1 and not actor.owner else ""
        called = tuple(named.get(word, ()))
        if called and actor.slug not in called:
            found[actor.i] = ("",) if word in doc.words["scorned_by_all"] else called
    return found


def scorned(doc: Document, actors: Sequence[ActorAt]) -> frozenset[str]:
    """The sides that a text calls by a word that nobody uses of his own: "مرتزقة X", "عصابات Y"."""
    return frozenset(a.slug for a in actors if a.slug and a.j > a.i + 1 and scorned_by(doc, a))


def scorned_by(doc: Document, actor: ActorAt) -> str:
    """The scornful word that a side's mention begins with, "" for none."""
    words = (_men(rest.removeprefix(ARTICLE)) for _, rest, _ in doc.readings[actor.i].sides)
    return next((word for word in words if word in doc.words["scornful"]), "")


def of_abroad(doc: Document, k: int) -> bool:
    """ "العدو الصهيوني": an adjective at ``k`` that names whose they are."""
    word = doc.norm(k)
    return word.startswith(ARTICLE) and word.endswith(("ي", "يه"))


def _irregular(doc: Document, actor: ActorAt) -> bool:
    """ "مسلحوه", "ميليشياتها": what no regular army has."""
    owned = (rest for _, rest, _ in doc.readings[actor.i].sides if rest in doc.lexicon.owned)
    return next(owned, "").startswith(tuple(doc.words["irregulars"]))


def _goes_forward(doc: Document, actor: ActorAt) -> bool:
    """ "إن المقاتلين دخلوا X", "إن الجنود سيطروا": men without a bad word who are told to win ground; "عناصر التنظيم"
    are those of a body that may be another's.
    """
    plain = _men(doc.norm(actor.i).rpartition(ARTICLE)[2]) in doc.words["plain_men"]
    return plain and actor.j == actor.i + 1 and doc.verb_group(actor.j) in doc.words["forward"]


@lru_cache(maxsize=10_000)
def _men(word: str) -> str:
    """A word for men without the ending of its plural: "مقاتلو X" and "المقاتلون" alike."""
    return next((word.removesuffix(end) for end in (*SOUND_PLURALS, *CONSTRUCT) if word.endswith(end)), word)


def attacks(doc: Document, actor: ActorAt) -> bool:
    """ "وأن المهاجمين تراجعوا", "القوات المهاجمة": who attacks is none of those who tell of it or beat them off."""
    described = doc.norm(actor.j) in doc.words["attacking"] or _beaten_back(doc, actor)
    return described or any(rest in doc.words["attackers"] for _, rest, _ in doc.readings[actor.i].sides)


def _beaten_back(doc: Document, actor: ActorAt) -> bool:
    """ "صد X هجوما للميليشيات", "أحبط X هجوما شنته الميليشيات": whose attack is beaten back, right behind its noun."""
    launched = doc.norm(actor.i - 1) in doc.words["launched"]
    if not launched and actor.prep not in ("", "ل"):
        return False
    last = actor.i - 1 - launched
    nouns = doc.words["attack_nouns"]
    attack = next((m for m in (last, last - 1) if {doc.norm(m), doc.norm(m)[1:]} & nouns), None)
    if attack is None or (not launched and not actor.prep and attack != last):
        return False
    first = max(attack - SOURCE, doc.bounds(actor.i)[0] - 1)
    return any(f.lemma in doc.words["repels"] for m in range(attack - 1, first, -1) for f in doc.forms(m))


def assailants(doc: Document, actors: Sequence[ActorAt]) -> frozenset[int]:
    """The first tokens of the sides that are told to attack: "شن X هجوما", "هاجم X", "هجوم X على"."""
    apart = zip(actors, (None, *actors), strict=False)
    own = ("", "ل")  # "هجوم X", "هجوم لX"
    return frozenset(
        a.i for a, before in apart if a.slug and a.prep in own and not a.beside and _assails(doc, a, before)
    )


def _assails(doc: Document, actor: ActorAt, before: ActorAt | None) -> bool:
    if doc.norm(actor.i - 1) in doc.words["attack_nouns"]:
        return True
    if actor.prep:
        return False
    first = max(actor.i - NEAR, doc.bounds(actor.i)[0], before.j if before else 0)  # "هاجم X Y": Y does not
    return any(doc.verb_group(m) == "attack" for m in (*range(first, actor.i), actor.j))


def roles_of(doc: Document, actors: Sequence[ActorAt]) -> Roles:
    """Who speaks in a text, who attacks, whom it scorns, who wins ground, whose force is no army's."""
    back = [a for a in actors if a.anaphor]
    attackers = frozenset(a.i for a in back if attacks(doc, a))
    winners = frozenset(a.i for a in back if a.people and _goes_forward(doc, a))
    irregular = frozenset(a.i for a in actors if a.owner and _irregular(doc, a))
    regulars = doc.lexicon.anaphors[ARTICLE + doc.lexicon.forces["army"]][0][1]
    told = speakers(doc, actors), assailants(doc, actors), attackers, scorned(doc, actors)
    refers = [n for n, a in enumerate(actors) if a.anaphor]
    not_meant = (taken_from, who_left, who_took, who_made_way, who_is_denied)
    robbed = {
        actors[n].i: side for n in refers if (side := next(filter(None, (f(doc, actors, n) for f in not_meant)), None))
    }
    scorning = frozenset(a.i for a in back if scorned_by(doc, a) or doc.norm(a.j) in doc.words["scorns"])
    return Roles(*told, winners, irregular, regulars, robbed, scorning)


def forces_named(doc: Document, actors: Sequence[ActorAt]) -> tuple[str, ...]:
    """The sides that "these forces" may mean: armies and the like, and whom the text calls "forces of X"."""
    word = next(iter(doc.words["forces_word"]))
    usual = doc.lexicon.anaphors[ARTICLE + word][0][1]
    told = ((a.slug, any(rest == word for _, rest, _ in doc.readings[a.i].sides)) for a in actors if a.slug)
    return tuple({slug: None for slug, called in told if called or slug in usual})


def speakers(doc: Document, actors: Sequence[ActorAt]) -> frozenset[int]:
    """The first tokens of the sides that say something, or whose source does: "أعلن X أن", "قال متحدث باسم X"."""
    apart = zip(actors, (None, *actors), (None, None, *actors), strict=False)
    found = set()
    for a, before, first in apart:
        if (a.slug or a.anaphor) and not a.owner:
            unit = before is not None and _its_unit(before, a)
            if _speaks(doc, replace(a, i=before.i), first) if unit else _speaks(doc, a, before):
                found.add(a.i)
    return frozenset(found)


def _its_unit(unit: ActorAt, army: ActorAt) -> bool:
    """ "قائد في اللواء 35 بالجيش": whether a body of no name is part of the side right behind it."""
    return unit.slug is None and bool(unit.prep) and army.prep in OF_UNITS and 0 <= army.i - unit.j <= NUMBER


def _speaks(doc: Document, actor: ActorAt, before: ActorAt | None) -> bool:
    if doc.verb_group(actor.j) in REPORTS and (actor.prep in ("", LEADER) or _has_source(doc, actor)):
        return True  # "المتحدث باسم X قال"
    if not actor.prep and _keeps_saying(doc, actor):
        return True
    if any(f.pos == "ap" and not f.definite and doc.group(f) in REPORTS for f in doc.forms(actor.j)):
        return True  # "رد المكتب الإعلامي لX نافيا سقوط A"
    first = max(actor.i - SOURCE, doc.bounds(actor.i)[0], before.j if before else 0)
    for m in range(actor.i - 1, first - 1, -1) if doc.having("report", first, actor.i) else ():
        if doc.verb_group(m) in REPORTS:
            return before is None or m > before.j or bool(before.prep)  # "Y تنفي دخول X": Y does
        mark = doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES
        if mark or doc.norm(m) in doc.words["complementizers"] or m in doc.place_on:
            return False
    return False


def _keeps_saying(doc: Document, actor: ActorAt) -> bool:
    """ "ظلت X حتى المساء تنفي", "X ما زالت تقول": whether a verb that carries another stands right before a side, or
    right behind it, and one of telling, in the present, behind that."""
    carried = doc.verb_group(actor.i - 1) in CARRIES
    for m in range(actor.j, actor.j + KEEPS):
        form = doc.finite(m)
        if doc.at(m).kind != "word" or m in doc.place_on or doc.norm(m) in doc.words["complementizers"]:
            return False
        if form is not None and not (carried := carried or doc.group(form) in CARRIES):
            return False
        if form is not None and doc.group(form) not in CARRIES:
            return form.asp == "i" and doc.group(form) in REPORTS
    return False


def _has_source(doc: Document, actor: ActorAt) -> bool:
    """ "مصدر في X", "لكن قائدا في X", "وزير الدفاع في X": whether a word of who speaks stands before the preposition of
    a side, or one word before that."""
    last = max(actor.i - 2, 0)
    if doc.norm(last).removesuffix(ACCUSATIVE[0]) in doc.words["tellers"]:
        return True
    before = (last, last - 1) if last and doc.norm(last).startswith(ARTICLE) else (last,)
    return any(doc.match_noun(m, doc.lexicon.phrases[name]) for m in before for name in ("sources", "unnamed"))


def force_named(doc: Document, sides: Sequence[tuple[ActorAt, object]]) -> bool:
    """ "قوة X … القوة": whether a text calls a side so by more than the word."""
    return any(a.j > a.i + 1 and _force_of(doc, a) for a, _ in sides)


def of_any(doc: Document, actor: ActorAt, sides: Sequence[tuple[ActorAt, object]], *, named: bool) -> bool:
    """ "جميع القوات", "القوات المدافعة عن X", "المسلحون السلفيون": forces of more than one side, or of another than was
    spoken of last; "the force" of a sentence that names none before, in a text that calls no side so (``named``).
    """
    every = not actor.people and doc.match(actor.i - 1, doc.lexicon.force_phrases["all"]) > 0
    every = every and doc.norm(actor.i - 2) not in doc.words["in_manner"]  # "سيطر بشكل كامل التنظيم"
    if every or doc.norm(actor.j) in doc.words["defending"]:
        return True
    if actor.people and doc.norm(actor.j) in doc.words["of_creed"]:
        return True
    first = doc.bounds(actor.i)[0]
    if doc.norm(actor.i) not in doc.words["the_force"] or actor.same or doc.norm(actor.j) in doc.words["attacking"]:
        return False  # "القوة ذاتها", "القوة المهاجمة"
    if named:
        return False  # "قوة X … القوة"
    i, j = (bisect_left(sides, k, key=lambda side: side[0].i) for k in (first, actor.i))
    return not any(a.slug for a, _ in sides[i:j])


def another_of(doc: Document, actor: ActorAt) -> bool:
    """ "فيما دخلت وحدات أخرى X", "ودخلت وحدات منها X": one more unit, or a share, of the side that acted before."""
    if actor.slug is not None or actor.anaphor:
        return False
    units = doc.words["another_of"]
    unit = any(rest in units for _, rest, _ in doc.readings[actor.i].sides)
    return (unit and doc.norm(actor.j) in doc.words["another"]) or ((unit or actor.people) and some_of(doc, actor))


def some_of(doc: Document, actor: ActorAt) -> bool:
    """ "دخلت وحدات منها X": whether "of them" behind men or units tells whose they are; not behind a verb of leaving or
    driving out, whose place it may be ("انسحبت وحدات منها")."""
    comes = doc.verb_group(actor.i - 1) in COMES
    return comes and not actor.prep and doc.norm(actor.j) in doc.words["share_of"]
