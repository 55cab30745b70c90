"""What speaks against the side of a claim: that it is not named, referred to, carried over, or odd for its place."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break
from events.extraction.clauses import ATTACKER, HELPER, TOLD_BEFORE, Found, actors_between
from events.extraction.document import Document
from events.extraction.endings import OWNERS, PRONOUNS
from events.extraction.meanings import other_army
from events.extraction.rules.draft import Draft
from events.extraction.types import ATTACKED, GAINS, LEAVES, TAKES_PART
from events.extraction.units import army_told
from events.extraction.whose_report import each_his_own, stranger_tells

WHOLE = {"country": "a whole country", "governorate": "a whole governorate"}  # kinds of place too wide for one report
OF_HOLDERS = (*GAINS, *LEAVES)  # types that change who holds a place
LEAVING = ("leave", "pull-out", "fall-back", "flee", "lose")  # groups of verbs that tell who left
CARRIED_OVER = "the side is carried over from an earlier clause"
GUESSES = {HELPER: TAKES_PART, ATTACKER: ATTACKED, TOLD_BEFORE: CARRIED_OVER}


def side_doubts(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What speaks against the side that matters: who gains by it, or who leaves."""
    side = draft.losing if kind in LEAVES else draft.gaining
    if side is None or side.actor.slug is None:
        return ["the side is not named"]
    if side.actor.guess:
        return ["the unit is taken for the only army that the text names"]
    if side.actor.owner and stranger_tells(doc, side.actor.i) and army_told(doc, side.actor) is None:
        return ["the side is a reference back"]
    if _of_other_army(doc, side):
        return ["the side is a reference back"]
    if each_his_own(doc, draft.i, side.actor):
        return ["the side is a reference back"]
    if side.how in GUESSES:
        return [GUESSES[side.how]]
    if side.how == "carried" and kind in OF_HOLDERS and not _only_side(doc, draft, side):
        return [CARRIED_OVER]
    men = side.actor.people and not side.actor.owner and kind == "holds"  # "بيد المسلحين"
    unsure = side.actor.anaphor and (men or kind in OF_HOLDERS)
    if unsure and (not _one_meant(doc, side) or _told_to_leave(doc, side, kind)):
        return ["the side is a reference back"]
    return []


def _of_other_army(doc: Document, side: Found) -> bool:
    """Whether a side is "the army", or of its man ("قيادي في الجيش إن مقاتليه"), in a text that may mean another's."""
    told = [side.actor]
    if side.actor.owner:
        told += [a for a in actors_between(doc, doc.bounds(side.actor.i)[0], side.actor.i) if a.slug == side.actor.slug]
    return any(other_army(doc, doc.actors, a) is not None for a in told)


def odd_pair(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What speaks against this place and this side together.

    Nobody takes or leaves a whole country at once, and who is said to have taken a governorate has taken its capital,
    or most of it, or all. A side that fights in its own land seldom takes places abroad:
    such a pair is more often a homonym or a wrong side. Powers from outside the wars (Turkey, Hezbollah, Russia)
    come from elsewhere by nature.
    """
    place = draft.hit.place.mention.place
    if place is None:
        return []
    wide = place.kind == "country" or (place.kind in WHOLE and kind in OF_HOLDERS)
    doubts = [WHOLE[place.kind]] if wide else []
    if draft.gaining is not None and draft.gaining.actor.slug in doc.words["air_powers"]:
        doubts.append("a side that takes no places itself")
    homes = {
        row.country
        for found in (draft.gaining, draft.losing)
        if found is not None and (row := doc.lexicon.actor.get(found.actor.slug or ""))
    }
    abroad = homes & doc.lexicon.at_war - {place.country}
    return [*doubts, "the side belongs to another country"] if abroad else doubts


def _only_side(doc: Document, draft: Draft, side: Found) -> bool:
    """Whether a side carried over from an earlier clause is the only one that its sentence has named so far, and no
    other noun stands where the verb's subject would."""
    i, _ = doc.bounds(draft.i)
    if side.actor.i < i:  # a sentence that names none goes on with the one before
        i, _ = doc.sentences[max(doc.sentence_of[draft.i] - 1, 0)]
    if not i <= side.actor.i < draft.i:
        return False
    named = {a.slug for a in actors_between(doc, i, draft.i) if not a.beside}
    rivals = {a for a in named if a is None or side.actor.slug not in (a, *doc.lexicon.actor[a].part_of)}
    return not rivals and not _other_subject(doc, draft.i)


def _other_subject(doc: Document, k: int) -> bool:
    """Whether a noun that is no place, date, preposition or noun of control stands right after a verb at ``k``."""
    if doc.finite(k) is None:
        return False
    m = doc.word_behind(k)
    if m in doc.place_on or m in doc.date_on or doc.tokens[m : m + 1] == () or doc.tokens[m].kind != "word":
        return False
    word = doc.norm(m)
    bare = {word, *(word.removesuffix(ending) for ending in PRONOUNS)}
    small = bool(bare & doc.words["prepositions"]) or word.startswith(("ب", "ل"))
    lists = ("adverbs", "areas", "full", "partial", "facilities")
    known = any(doc.match(m, doc.lexicon.phrases[name]) for name in lists)
    return not (small or known or any(f.pos == "vn" for f in doc.forms(m)))


def _one_meant(doc: Document, side: Found) -> bool:
    """Whether only one of the sides that a reference back may mean is named in the text.

    "استعادت X البلدة، في حين انسحب المقاتلون من Y": whose fighters they are is not told.
    """
    i, _ = doc.bounds(side.actor.i)
    before = actors_between(doc, i, side.actor.i) if side.actor.people else []
    if before and any(is_break(doc, m) for m in range(before[-1].j, side.actor.i)):
        return False
    for m in range(side.actor.i, side.actor.j):
        word = doc.norm(m)
        for start in (word, word[1:]):
            for words, only, _ in doc.lexicon.anaphors.get(start, ()):
                if len(words) <= side.actor.j - m and only:
                    return doc.sides_named.intersection(only) == {side.actor.slug}
    return _own_force(doc, side)


def _told_to_leave(doc: Document, side: Found, kind: str) -> bool:
    """ "انسحب X من المدينة، وإن المقاتلين سيطروا على Y": the fighters who gain may be those of others."""
    i, _ = doc.bounds(side.actor.i)
    gain = kind in GAINS and side.actor.people
    return gain and any(doc.verb_group(m) in LEAVING for m in range(i, side.actor.i))


def _own_force(doc: Document, side: Found) -> bool:
    """ "قال X إن قواته استعادت", "… إن القوات": the force of the only side that the sentence has named before."""
    i, _ = doc.bounds(side.actor.i)
    named = {a.slug for a in actors_between(doc, i, side.actor.i) if not a.beside}
    generic = any(not only for _, only, _ in doc.lexicon.anaphors.get(doc.norm(side.actor.i), ()))
    return (generic or doc.norm(side.actor.i).endswith(tuple(OWNERS))) and named == {side.actor.slug}
