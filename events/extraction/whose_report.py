"""In whose report a force with a pronoun ("قال X إن قواته") or a rival army is told, and by whom of no known side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from events.extraction.citing import told_to
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM, US
from events.extraction.leaders import LEADER
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.mentions import beginning_in
from events.extraction.sides_so_far import SidesSoFar
from events.extraction.word_readings import REPORTS
from gazetteer.matching.arabic import fold

SOURCE = 12  # tokens of who tells, behind the verb
EACH = 12  # tokens from "each of" to what each tells
HEADLINE = 20  # tokens
HEAD = 4  # sentences of a headline, an outlet's line, a dateline and the first report
SUBJECT = 3  # tokens from "that" to a verb with its subject before it
CONTROL = "control"
LEAVES = ("leave", "lose")  # groups of verbs of who leaves
COLON, ARTICLE, AND = ":", "ال", "و"
AGREES = {HIM: ("m",), HER: ("f",), THEM: ("m", "f")}  # the gender of the verb of who tells of his own


def of_what(doc: Document, verb: int) -> bool:
    """ "كذب X ما أعلنه Y مؤكدا أن قواته": whether a verb belongs to what is told of, and not "which X denied"."""
    return doc.norm(verb - 1) in doc.words["what"] and doc.norm(verb - 2) not in doc.words["which_is"]


def _inner(doc: Document, verb: int) -> bool:
    """ "قال X إن Y أعلن": whether a verb of telling is itself only told, right behind "that" or its subject there."""
    first = max(verb - 1 - SUBJECT, doc.bounds(verb)[0])
    for m in range(verb - 1, first - 1, -1):
        if doc.norm(m) in doc.words["complementizers"]:
            return doc.norm(m - 1) not in doc.words["but_that"]  # "إلا أن X قال"
        if doc.tokens[m].kind != "word" or doc.finite(m):
            return False
    return False


def tellings(doc: Document, k: int) -> Iterator[tuple[int, int, int]]:
    """The verbs of telling before token ``k`` in its sentence, the nearest first, each with the tokens of who tells
    behind it; none that only belongs to what another tells."""
    for verb in reversed(doc.having("report", doc.bounds(k)[0], k)):
        if doc.verb_group(verb) not in REPORTS or of_what(doc, verb) or _inner(doc, verb):
            continue
        last = min(k, verb + 1 + SOURCE)
        start = verb + 1 + (doc.norm(verb + 1) in doc.words["what_was_said"])  # "نفى ذلك X"
        stop = next((m for m in range(start, last) if _ends_source(doc, m)), last)
        yield verb, start, stop


def _ends_source(doc: Document, m: int) -> bool:
    text = doc.tokens[m].text
    return text in COMMAS or text == COLON or text in QUOTES or doc.norm(m) in doc.words["complementizers"]


def outlet_tells(doc: Document, actor: ActorAt) -> str | None:
    """ "قالت وكالة سانا إن قواتنا": the side that the outlet leans to in whose report "our forces" are told."""
    if actor.owner != US:
        return None
    for _, i, j in tellings(doc, actor.i):
        if j == i:
            continue  # "وقالت إن قواتنا": who told before
        words = fold(doc.text[doc.tokens[i].start : doc.tokens[j - 1].end])
        outlet = next((known for name, known in doc.lexicon.outlet_names if name in words), None)
        return outlet.leans[0] if outlet is not None and len(outlet.leans) == 1 else None
    return None


def told_in_full(doc: Document, actors: Sequence[ActorAt], actor: ActorAt) -> str | None:
    """ "قائد عسكري: قواتنا انسحبت من A" above "قال قائد في قوات X إن قواته انسحبت": of a force that a headline tells in
    the report of nobody's man, the side in whose report the text below tells it first.
    """
    headline = actor.i < HEADLINE and doc.sentence_of[actor.i] == 0
    headline = headline and any(doc.tokens[m].text == COLON for m in range(actor.i))
    if not headline or any(a.slug and not a.owner for a in beginning_in(actors, 0, actor.i)):
        return None
    for first, stop in doc.sentences[1:HEAD]:
        verb, i, j = next(reversed(list(tellings(doc, stop - 1))), (0, 0, 0))
        if first <= verb <= first + 1:
            return next((a.slug for a in beginning_in(actors, i, j)), None)
    return None


def inner_tellers(doc: Document, actors: Sequence[ActorAt]) -> frozenset[int]:
    """The first tokens of the sides whose words are only told by another ("قال X إن Y أعلن", "ما أعلنه Y")."""
    verbs = {m for m in doc.having("report") if doc.verb_group(m) in REPORTS and (of_what(doc, m) or _inner(doc, m))}
    return frozenset(a.i for a in actors if verbs and (a.j in verbs or not verbs.isdisjoint(range(a.i - SUBJECT, a.i))))


def stranger_tells(doc: Document, k: int) -> bool:
    """ "هاجم X A، وقال قائد الفرقة إن قواته": whether somebody of no side that is told beside him speaks of the force
    at ``k``; "the spokesman", "a commander in it" and who is called by his name are of who was told of before.
    """
    for verb, i, j in tellings(doc, k):
        if verb - 1 in doc.actor_on:
            return doc.actor_on[verb - 1].slug is None  # "المسماري نفى ذلك قائلا إن"
        if not _somebody(doc, i, j):
            continue
        told = any(m in doc.actor_on and doc.actor_on[m].slug for m in range(i, j))
        his = any(doc.norm(m) in doc.words["in_his_name"] for m in range(i, j))
        return not (told or his or doc.norm(i).startswith(ARTICLE)) and _in_office(doc, i)
    return False


def unit_words(doc: Document, actors: Sequence[ActorAt]) -> dict[str, list[int]]:
    """The places among the sides of a text, in their order, of those with each word of a unit in their names."""
    found: dict[str, list[int]] = {}
    for n, actor in enumerate(actors):
        words = {doc.norm(m).removeprefix(ARTICLE) for m in range(actor.i, actor.j)}
        for word in words & doc.words["unit_heads"]:
            found.setdefault(word, []).append(n)
    return found


def unit_tells(doc: Document, so_far: SidesSoFar, actor: ActorAt, known: Mapping[str, Sequence[int]]) -> str | bool:
    """ "انسحب لواء X. وقال قائد اللواء إن مقاتليه", "نفى اللواء انسحاب مقاتليه": the side of the unit told of before
    that tells of its force at ``actor``, True where nobody knows whose that is, False where no such unit tells of it;
    a rank ("اللواء فلان") is none. ``known``: the ``unit_words`` of the text.
    """
    verb, i, j = next(tellings(doc, actor.i), (0, 0, 0))
    if any(a.slug for a in beginning_in(so_far.done, i, j)):
        return False
    last = (m for m in range(i, j) if m + 1 == j or any(f.pos == "vn" for f in doc.forms(m + 1)))
    units = {doc.norm(m).removeprefix(ARTICLE) for m in last if doc.norm(m).startswith(ARTICLE)}
    units &= doc.words["unit_heads"]
    named = (places for word in units if (places := known.get(word)))
    before = ((places, bisect_left(places, verb, key=lambda n: so_far.actors[n].i)) for places in named)
    last = max((places[at - 1] for places, at in before if at), default=None)
    return False if last is None else so_far.done[last].slug or True


def commander_tells(doc: Document, so_far: SidesSoFar, actor: ActorAt) -> str | bool:
    """ "دخل X A. وقال قائد العمليات إن مسلحي Y فروا وإن قواته سيطرت على B": the one other side told of before, whose
    force ``actor`` is, right behind a "that" of a commander who tells of another side's men; True where several may
    be, False where no such man tells of it, or only that it left.
    """
    that, force = doc.norm(actor.i - 1).lstrip("و"), doc.norm(actor.i).removesuffix("ه")
    if actor.owner != HIM or that not in doc.words["complementizers"] or force not in doc.words["commanded"]:
        return False
    verb, i, j = next(tellings(doc, actor.i), (0, 0, 0))
    man = j > i and doc.norm(i) in doc.words["leaders"]
    man = man and not any(a.slug for a in beginning_in(so_far.done, verb + 1, j))
    fled = {a.slug for a in beginning_in(so_far.done, j, actor.i) if a.slug} if man else ()
    if not fled or doc.verb_group(actor.j) in LEAVES:
        return False
    first = doc.bounds(verb)[0]
    others = {slug for slug, told in so_far.first.items() if told < first}.difference(fled)
    return others.pop() if len(others) == 1 else True


def by_their_speaker(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text, "the armed forces" in the words of a rival state's man (forces.yml, rival_armies) being his
    ("قال يحيى سريع إن القوات المسلحة"); "the army" alone only where the country has no army that all call so.
    """
    rivals = doc.lexicon.forces["rival_armies"].get(doc.country, ())
    if not any(a.slug in rivals for a in actors):
        return list(actors)
    found, last = [], None  # who told last, and in which sentence
    for actor in actors:
        if actor.prep == LEADER:
            last = (actor.slug, doc.sentence_of[actor.i])  # "وأضاف أن القوات المسلحة"
        if actor.slug and actor.slug not in rivals and _army(doc, actor) and _opens_report(doc, actor.i):
            verb, i, j = next(tellings(doc, actor.i), (-1, 0, 0))
            told = beginning_in(actors, max(verb - SUBJECT, 0), j)
            own = [a for a in told if a.prep == LEADER and (i <= a.i or a.j == verb)]
            if own:
                last = (own[-1].slug, doc.sentence_of[verb])
            near = last is not None and doc.sentence_of[actor.i] - last[1] <= 1
            if verb >= 0 and near and last[0] in rivals and (own or j == i):
                alone = actor.j == actor.i + 1 and doc.country not in doc.lexicon.forces["governments"]
                open_ = alone or _with_others_or_leaving(doc, actors, actor)
                actor = replace(actor, slug=None if open_ else last[0])
        found.append(actor)
    return found


def _with_others_or_leaving(doc: Document, actors: Sequence[ActorAt], actor: ActorAt) -> bool:
    """ "قوات الجيش والمرتزقة انسحبت": whether an army is told with others, or leaves, as a foe's does."""
    joined = any(a.conj for a in beginning_in(actors, actor.j, actor.j + 1))
    return joined or any(doc.verb_group(m) in LEAVES for m in (actor.i - 1, actor.j))


def _opens_report(doc: Document, k: int) -> bool:
    """Whether a side is the subject of what is told: right behind "that", or a verb there."""
    that = k - 1 - (doc.finite(k - 1) is not None)
    return doc.norm(that).removeprefix(AND) in doc.words["complementizers"]


def _army(doc: Document, actor: ActorAt) -> bool:
    """Whether a side is called only by words of which each of two states makes the name of its army."""
    words = (doc.norm(m) for m in range(actor.i, actor.j))
    return not actor.owner and doc.words["army_words"].issuperset(w.removeprefix(AND) for w in words)


def another_tells(doc: Document, so_far: SidesSoFar, actor: ActorAt, own: str | None) -> bool:
    """ "انسحب X من A، والسلطات تقول إن قواتها سيطرت عليها", "وقال فلان إن قواته": whether a ruling body of no known
    side tells of its own force at ``actor``, or anybody who is not X's man of a force that takes what X (``own``)
    left, or takes back what X took.
    """
    verb, i, j = next(tellings(doc, actor.i), (-1, 0, 0))
    form = doc.finite(verb) if verb >= 0 else None
    if form is None or own is None or form.gen not in AGREES.get(actor.owner, ()):
        return False
    i, j = (i, j) if j > i else _told_before(doc, verb)
    if not _somebody(doc, i, j) or any(a.slug for a in beginning_in(so_far.done, i, j)):
        return False
    if any(doc.norm(m) in doc.words["in_his_name"] for m in range(i, j)):
        return False
    first = doc.norm(i).removeprefix(AND) if doc.norm(i).startswith(AND + ARTICLE) else doc.norm(i)
    if first in doc.words["ruling_bodies"] or i in doc.place_on:
        return True
    his = first.startswith(ARTICLE) and first.removeprefix(ARTICLE) in doc.words["tellers"] | doc.words["officers"]
    return not his and _comes_back(doc, so_far.done, actor, own)


def _told_before(doc: Document, verb: int) -> tuple[int, int]:
    """ "، والإمارات تقول", "لكن السلطات في A تؤكد": the tokens of who tells, at the head of the clause of the verb."""
    first = doc.bounds(verb)[0]
    for m in range(verb - 1, max(verb - 1 - SUBJECT, first - 1), -1):
        if doc.tokens[m].kind != "word" or doc.finite(m) or doc.norm(m) in doc.words["relatives"]:
            break
        opens = doc.words["whereas"] | doc.words["howevers"]
        if m == first or doc.tokens[m - 1].text in COMMAS or doc.norm(m - 1) in opens:
            noun = doc.norm(m).removeprefix(AND)
            return (m, verb) if noun.startswith(ARTICLE) or noun in doc.words["ruling_bodies"] else (verb, verb)
    return verb, verb


def _comes_back(doc: Document, sides: Sequence[ActorAt], actor: ActorAt, own: str) -> bool:
    """Whether the force at ``actor`` takes ground behind word that the side it would be of has left, or takes back."""
    first = doc.sentences[max(doc.sentence_of[actor.i] - 1, 0)][0]
    last = next((a for a in reversed(beginning_in(sides, first, actor.i)) if a.slug == own), None)
    if last is None:
        return False
    left = any(doc.verb_group(m) == LEAVES[0] for m in (last.i - 1, last.j))
    left = left or doc.norm(last.i - 1) in doc.words["departures"]
    if left:
        return any(doc.verb_group(m) in doc.words["forward"] for m in (actor.i - 1, actor.j))
    took = any(doc.verb_group(m) == CONTROL for m in (last.i - 1, last.j))
    forms = (f for m in (actor.i - 1, actor.j) if (f := doc.finite(m)))
    return took and any(frame.type == "recapture" for f in forms for frame in doc.lexicon.frames_of.get(f.lemma, ()))


def each_his_own(doc: Document, k: int, side: ActorAt) -> bool:
    """ "قال كل من X وY إن قواته سيطرت", "أعلن كل من X وY سيطرته على A": whether each of two tells it of himself, by the
    noun at ``k`` or of his ``side``."""
    if not (side.owner or any(f.enc in (HIM, HER) for f in doc.forms(k))):
        return False
    near = range(max(doc.bounds(k)[0], k - EACH), k)
    return any(
        doc.norm(m) in doc.words["each_of"] and doc.norm(m + 1) in doc.words["from"] and _two(doc, m + 2) for m in near
    )


def _two(doc: Document, m: int) -> bool:
    """Whether two sides of different names, joined, begin at token ``m``."""
    one = doc.actor_on.get(m)
    two = doc.actor_on.get(one.j) if one is not None else None
    return two is not None and two.conj and two.slug != one.slug


def onlooker_tells(doc: Document, actors: Sequence[ActorAt], actor: ActorAt) -> bool:
    """ "دخل X A. وقال ناشط إن مقاتلينا": whether "our fighters" are told of by somebody who fights for nobody named."""
    for _, i, j in tellings(doc, actor.i):
        if _somebody(doc, i, j):
            seen = any(doc.norm(m).removeprefix(ARTICLE) in doc.words["bystanders"] for m in range(i, j))
            return seen and not any(a.slug for a in beginning_in(actors, i, j))
    return False


def _somebody(doc: Document, i: int, j: int) -> bool:
    """Whether tokens ``[i, j)`` behind a verb of telling name who tells, and not where or to whom alone."""
    first = doc.norm(i)
    small = first in doc.words["prepositions"] or i in doc.date_on or told_to(doc, i)
    man = j > i and doc.tokens[i].kind == "word" and not small and first not in doc.words["was"]
    return man and not any(f.pos == "ap" and doc.group(f) in REPORTS for f in doc.forms(i))  # "نفى ذلك قائلا"


def _in_office(doc: Document, i: int) -> bool:
    """Whether the word at ``i`` is an office, a rank or a source without a name ("قائد", "مصدر", "سلطات")."""
    lists = (doc.lexicon.phrases["unnamed"], doc.lexicon.phrases["sources"])
    known = doc.norm(i) in doc.words["officers"] or doc.norm(i) in doc.words["of_office"]
    return known or any(doc.match_noun(i, names) for names in lists)
