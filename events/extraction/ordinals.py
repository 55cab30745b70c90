"""Of two sides told of together, "the former", "the latter", "the other party", "its foes": whom each stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import SOUND_PLURALS
from events.extraction.genders import EITHER
from events.extraction.mentions import BEGINS, beginning_in
from events.extraction.word_readings import REPORTS

FORMER, LATTER, OTHER = "former", "latter", "other_party"
TOLD = 8  # tokens from "the latter" to his force
GLUED = ("ل", "ب")  # prepositions written on a word
HER_ENDINGS = ("\u0629", "\u0647", "\u0649")  # of "الأخيرة", "الأولى"


def with_ordinals(doc: Document, actors: Sequence[ActorAt]) -> tuple[ActorAt, ...]:
    """The sides of a text with those that an ordinal stands for: "معارك بين X وY انتهت بسيطرة الأخير على Z"."""
    told = {k: name for name in (OTHER, LATTER, FORMER) for k in doc.having(name)}
    if not told or not actors:
        return tuple(actors)
    found = sorted(actors, key=BEGINS)
    for k in sorted(told):
        side = _other(doc, k, found) if told[k] == OTHER else _meant(doc, k, told[k], found)
        if side is not None:
            stop = first = bisect_left(found, side.j, key=BEGINS)
            while first and found[first - 1].j > side.i:
                first -= 1
            behind = [_own_force(doc, a, side) for a in found[stop : stop + 1]]
            found[first : stop + 1] = [side, *behind]
    return tuple(found)


def _own_force(doc: Document, actor: ActorAt, side: ActorAt) -> ActorAt:
    """ "لكن الأخير قال إن قواته": a force with a pronoun right behind the "that" of who is called so, which is his."""
    if not actor.owner or not 0 < actor.i - side.j <= TOLD or doc.norm(actor.i - 1) not in doc.words["complementizers"]:
        return actor
    verb = next((m for m in (side.j, side.i - 1) if doc.verb_group(m) in REPORTS), None)
    between = range(side.j + (verb == side.j), actor.i - 1)
    if verb is None or any(doc.finite(m) or doc.tokens[m].kind != "word" for m in between):
        return actor
    return replace(actor, slug=side.slug)


def _other(doc: Document, k: int, actors: list[ActorAt]) -> ActorAt | None:
    """ "بقيت A للطرف الآخر", "طرد X خصومه من A": the other one where the text around tells of two sides alone, else a
    side that it leaves open: not the one told of last; in "خصومه من Y" it is Y.
    """
    length = doc.match(k, doc.lexicon.phrases[OTHER])
    first, end = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0], doc.bounds(k)[1]
    near = [a for a in beginning_in(actors, first, end) if a.slug and not a.beside]
    before = [a for a in near if a.j <= k]
    named = beginning_in(actors, k + length, k + length + 2)  # "خصومها من قوات X"
    named = [a for a in named if a.slug and a.prep in doc.words["from"]]
    if not length or not before or k in doc.place_on or any(a.i <= k < a.j for a in near):
        return None
    free = [a for a in before if stands_free(a) and doc.sentence_of[a.i] == doc.sentence_of[k]]
    last = (free or before)[-1].slug
    others = {a.slug for a in near}.difference(doc.lexicon.kin.get(last, (last,)))
    slug = named[0].slug if named else others.pop() if len(others) == 1 else None
    prep = next((p for p in GLUED if doc.norm(k).startswith(p)), doc.preposition(k - 1))
    return ActorAt(k, k + length, slug, EITHER, False, None, prep, False, anaphor=True)


def _meant(doc: Document, k: int, name: str, actors: list[ActorAt]) -> ActorAt | None:
    """The side that an ordinal at token ``k`` stands for, as a mention there; None where it is no such word."""
    length = doc.match(k, doc.lexicon.phrases[name])
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    near = actors[bisect_left(actors, first, key=BEGINS) : bisect_right(actors, k, key=BEGINS)]
    men = next((a for a in near if a.j == k and a.slug is None and not a.anaphor), None)  # "قوات الأخير"
    told = doc.verb_group(k + length) in REPORTS  # "لكن الأخير نفى"
    if any(k < a.j for a in near) or k in doc.place_on or not (men or told or _takes_side(doc, k)):
        return None
    before = [a for a in near if a.j <= (men.i if men else k)]
    agree = _agree(doc.tokens[k].text) if length == 1 else EITHER
    pair = _pair(doc, before)
    if not pair and (length > 1 or doc.norm(k) not in doc.words["the_latter"]):
        return None  # "سيطر الأول من أمس": an ordinal of something else
    meant = _one_of(pair, agree, name) if pair else _last_named(doc, before, agree, name)
    if meant is None:
        return None
    i = men.i if men else k
    prep = men.prep if men else doc.preposition(k - 1)
    side = replace(meant, i=i, j=k + length, prep=prep, conj=False, beside=False, anaphor=True, scope=None, owner="")
    if men:
        return replace(side, agree=men.agree, people=men.people)
    return replace(side, agree=meant.agree if agree == EITHER else agree, people=False)


def _takes_side(doc: Document, k: int) -> bool:
    """Whether a side may stand at ``k``: behind a verb, a verbal noun, "that", "from", "in the hands of"."""
    word = doc.norm(k - 1)
    if word in doc.words["complementizers"] or word in doc.words["from"] or word in doc.words["winner_alone"]:
        return True
    if word in doc.words["hands"] or word in doc.words["agency"]:
        return True
    return any(f.pos == "verb" or (f.pos == "vn" and not f.definite) for f in doc.forms(k - 1))


def _agree(word: str) -> str:
    return "p" if word.endswith(SOUND_PLURALS) else "f" if word.endswith(HER_ENDINGS) else "m"


def _pair(doc: Document, before: list[ActorAt]) -> list[ActorAt]:
    """The sides told of together last: "بين X وY", "بين X من جهة وY", "X وY" that fight each other."""
    between = next((n for n in range(len(before) - 1, -1, -1) if before[n].prep in doc.words["between"]), None)
    if between is None:
        return []
    joined = [before[between]]
    for actor in before[between + 1 :]:
        if not actor.conj:
            break
        joined.append(actor)
    return joined if len(joined) > 1 else []


def _one_of(pair: list[ActorAt], agree: str, name: str) -> ActorAt:
    """The first or the last of a pair, by its gender where only the other's fits."""
    order = pair if name == FORMER else pair[::-1]
    fits = [a for a in order if agree in (a.agree, EITHER) or a.agree in ("p", EITHER)]
    return next(iter(fits), order[0])


def _last_named(doc: Document, before: list[ActorAt], agree: str, name: str) -> ActorAt | None:
    """The side of that gender named last (first) before an ordinal of no pair."""
    free = (a for a in before if a.slug and (not a.beside or a.prep in doc.words["from"]))  # "بدعم تركي X من Y"
    fits = [a for a in free if a.agree in (agree, "p", EITHER)]
    exact = [a for a in fits if a.agree in (agree, EITHER)] or fits
    return (exact[0] if name == FORMER else exact[-1]) if exact else None
