"""Whom "we" means: who is cited with it, before or behind his words, else who went on speaking."""

from __future__ import annotations

from bisect import bisect_left

from events.extraction.clause_bounds import is_break
from events.extraction.clauses import TOLD_BEFORE, Found, actors_between, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import US
from events.extraction.leaders import LEADER
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.mentions import BEGINS
from events.extraction.reference_words import scorned
from events.extraction.units import unit_end
from events.extraction.word_readings import OPEN, REPORTS

SOURCE = 16  # tokens of a source
SENTENCES = 3  # back to which somebody may have spoken
SHARE = 4  # tokens from a noun of leaving over a share of a side to its name ("خروج آخر رتل لX")
GONE = ("leave", "lose")  # groups of verbs whose subject does not say "we took it"
HOLDS = ("presence", "holding")  # of who is where another wants to go
TOOK = ("control", "advance")  # of those whose subject does not say "we left it"


def we(doc: Document, k: int) -> Found | None:
    """ "قال قائد في X: استعدنا Y", "«نسيطر على Y»، قال قائد في X": the side of who says "we" at ``k``; never one that
    he only tells of, and nobody's where a resident or a reporter speaks.
    """
    if (side := _before_colon(doc, k)) is not None:
        return Found(side, "carried")
    number, how = doc.sentence_of[k], "carried"
    for n in range(number, max(number - SENTENCES, -1), -1):
        i, j = doc.sentences[n]
        verb = next((m for m in range(min(j, k) - 1, i - 1, -1) if _reports(doc, m)), None)
        if verb is None and n == number:
            verb = _cited_behind(doc, k, j)
        source = _source(doc, verb, i, j) if verb is not None else None
        if source is not None:
            sides = _sides(doc, *source)
            if sides or any(_bystander(doc, m) or _open_unit(doc, m) for m in range(*source)):
                return Found(sides[0], how) if sides else None
            how = TOLD_BEFORE  # "وقال قائد ميداني: استعدنا Y": whose commander he is, is not said beside him
        stop = min(j, k) if verb is None else verb if n == number else i
        sides = _sides(doc, i, stop)
        told = [a for a in sides if stands_free(a)] or sides
        if how == TOLD_BEFORE and any(a.prep in doc.words["between"] for a in sides):
            return None  # "اشتباكات بين X وY. وقال قائد ميداني: استعدنا Z"
        if told:
            alone = len({a.slug for a in sides}) == 1
            theirs = _took if doc.verb_group(k) in GONE else _gone
            not_they = {a.slug for a in sides if theirs(doc, a, alone=alone) or (n == number and _foe(doc, a))}
            if how == TOLD_BEFORE and doc.finite(k) is None:  # "هاجم X المدينة. وقال ضابط: المدينة في أيدينا"
                not_they |= {a.slug for a in sides if _attacks(doc, a)}
            # nor who is named again ("X ومسلحيه")
            may = [a for a in told if a.slug not in not_they] or [a for a in sides if a.slug not in not_they]
            return Found(may[0], how if n == number else TOLD_BEFORE) if may else _ours(doc, k)
    return None


def _reports(doc: Document, m: int) -> bool:
    """Whether somebody says something by the verb at ``m``; in "بلا قتال يذكر" nobody does."""
    idle = doc.norm(m) in doc.words["worth_telling"] and m + 1 < len(doc.tokens) and doc.tokens[m + 1].kind != "word"
    return doc.verb_group(m) in REPORTS and not idle


def _ours(doc: Document, k: int) -> Found | None:
    """ "- قواتنا تدخل A - انسحاب X من B - استعدنا C": nobody else is left, and who says "our forces" says "we"."""
    ours = doc.once(_our_forces)
    n = bisect_left(ours, k, key=BEGINS)
    return Found(ours[n - 1], TOLD_BEFORE) if n else None


def _our_forces(doc: Document) -> list[ActorAt]:
    """The mentions of "our forces" of a known side, in order."""
    return [a for a in doc.actors if a.owner == US and a.slug]


def _before_colon(doc: Document, k: int) -> ActorAt | None:
    """ "X: سيطرنا على A، Y: المدينة في أيدينا": the side that stands for itself before the last colon."""
    first = doc.bounds(k)[0]
    colon = next((m for m in range(k - 1, first, -1) if doc.tokens[m].text == ":"), first)
    side = doc.actor_on.get(colon - 1 - (doc.tokens[colon - 1].text in QUOTES)) if colon > first else None
    return side if side is not None and side.slug and side.prep in ("", LEADER) else None


def _gone(doc: Document, side: ActorAt, *, alone: bool) -> bool:
    """ "انسحب X من Y. وقال قائد: دخلنا Y": whether a side is told to leave or to lose, or alone to be driven out."""
    left = any(doc.group(f) in GONE for m in (side.i - 1, side.j) for f in doc.verbs(m))  # "رحلت" is "evacuated" too
    noun = any(doc.norm(m).lstrip("وب") in doc.words["departures"] for m in range(side.i - SHARE, side.i))
    return left or noun or (alone and doc.verb_group(side.i - 1) == "expel")


def _foe(doc: Document, side: ActorAt) -> bool:
    """ "A التي يتحصن فيها X هدفنا وسندخلها", "طهرنا A من X وسندخل B": whether a side is one that who says "we" is up
    against: taken from, told by a word of scorn, or where he is not yet."""
    before = doc.verb_group(side.i - 1) or doc.verb_group(side.i - 2)
    return side.prep in doc.words["from"] or before in HOLDS or bool(scorned(doc, [side]))


def _attacks(doc: Document, side: ActorAt) -> bool:
    """ "هاجم X A", "شن X هجوما", "هجوم لX على A": whether a side is told to attack."""
    attack = any(doc.norm(m) in doc.words["attack_nouns"] for m in (side.i - 1, side.j))
    return attack or doc.verb_group(side.i - 1) == "attack"


def _took(doc: Document, side: ActorAt, *, alone: bool) -> bool:
    """ "سيطر X على Y. وقال ضابط: انسحبنا من Y": whether a side is told to take or to enter a place, or alone to have
    one in its hands."""
    takes = any(doc.verb_group(m) in TOOK for m in (side.i - 1, side.j))
    noun = any(f.pos == "vn" and doc.group(f) in TOOK for f in doc.forms(side.i - 1))
    return takes or noun or (alone and doc.norm(side.i - 1) in doc.words["winner_alone"] | doc.words["hands"])


def _open_unit(doc: Document, m: int) -> bool:
    """ "قال ضابط في الفرقة الأولى": whether a numbered unit of no known side begins at ``m``."""
    return m not in doc.actor_on and doc.norm(m - 1) in doc.words["inside_or_of"] and unit_end(doc, m) is not None


def _sides(doc: Document, i: int, j: int) -> list[ActorAt]:
    return [a for a in actors_between(doc, i, j) if a.slug and not a.beside]


def _bystander(doc: Document, m: int) -> bool:
    """Whether the word at ``m`` names somebody who fights for nobody."""
    people = doc.match(m, doc.lexicon.phrases["civilians"])
    return people > 0 or doc.norm(m).removeprefix("ال") in doc.words["bystanders"]


def _cited_behind(doc: Document, k: int, j: int) -> int | None:
    """ "«سيطرنا على Y»، (هكذا) قال X": the citing verb behind a quotation or a comma, with nothing else between."""
    verb = next((m for m in range(k + 1, j) if doc.verb_group(m) in REPORTS), None)
    if verb is None:
        return None
    m = verb - 1 - (doc.norm(verb - 1) in doc.words["thus"])
    return verb if doc.tokens[m].text in COMMAS or doc.tokens[m].text in QUOTES else None


def _source(doc: Document, verb: int, i: int, j: int) -> tuple[int, int] | None:
    """The tokens of who speaks by the citing verb: behind it up to what he says, else before it; None for nobody."""
    stop = next((m for m in range(verb + 1, min(j, verb + SOURCE)) if _opens(doc, m)), min(j, verb + SOURCE))
    if any(_tells(doc, m) for m in range(verb + 1, stop)):
        return verb + 1, stop
    start = next((m + 1 for m in range(verb - 1, max(i - 1, verb - SOURCE), -1) if _opens(doc, m)), i)
    return (start, verb) if any(_tells(doc, m) for m in range(start, verb)) else None


def _opens(doc: Document, m: int) -> bool:
    """Whether what is said, or another clause, begins at ``m``."""
    text = doc.tokens[m].text
    quoted = (text in QUOTES or text in OPEN) and not (m - 1 in doc.actor_on or m + 1 in doc.actor_on)  # «ألوية X»
    return quoted or text == ":" or doc.norm(m) in doc.words["complementizers"] or is_break(doc, m)


def _tells(doc: Document, m: int) -> bool:
    """Whether the word at ``m`` may name who speaks."""
    return doc.tokens[m].kind == "word" and m not in doc.date_on and doc.norm(m) not in doc.words["was"]
