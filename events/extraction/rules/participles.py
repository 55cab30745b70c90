"""Who is where, told by a participle: "X متمركزة في Y", "ما زال X متمسكا بY", "X مسيطرون على Y"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document
from events.extraction.endings import SOUND_PLURALS
from events.extraction.genders import FEMININE
from events.extraction.lexicon import Frame
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, REAL, Stance, verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.frame_places import places_of
from events.extraction.rules.state_places import state_verb
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.words import only_adverbs
from events.extraction.slots import on_preposition

GONE = ("leave", "expel", "control", "evacuate", "surrender", "kill")  # groups of verbs behind which nobody is there
LEAVING = ("leave", "pull-out", "flee")
PLURALS = (*SOUND_PLURALS, "ان")
AS_THEY = ("ين", "ا")  # ends of a participle that tells how something was done
IN_IT = frozenset("ب")
COMES = ("take", "grip")  # what one has come to hold, one has taken
TAKING = "take"  # the frame whose verb is "control": who is controlling, holds


def holding(doc: Document, k: int) -> list[Draft] | None:
    """A participle without article of a verb of holding, said of a side in its clause; None of any other word.

    What was so ("كانت متمركزة") is not told: it says nothing of the day.
    """
    frame = _frame_held_by(doc, k)
    if frame is None:
        return _described(doc, k)
    i = left_bound(doc, k)
    verb = state_verb(doc, doc.bounds(k)[0], k)
    if verb and doc.verb_group(verb[0]) in ("be", "stay", "become"):
        if verb[1] in doc.words["be"]:
            return []
        i = min(i, left_bound(doc, verb[0]))
    holders = [a for a in actors_between(doc, i, k) if stands_free(a) and (a.slug or a.people)]
    hits = places_of(doc, k, frame, right_bound(doc, k), i) if holders else []
    if holders and not hits and frame.place == "in" and prep_at(doc, k + 1, IN_IT):  # "متحصنين بها"
        hits = on_preposition(doc, k, "hold", min(right_bound(doc, k), k + 2))
    holder = next((a for a in reversed(holders) if not a.conj), None)
    if not hits or holder is None or _of_a_thing(doc, k):
        return []
    if frame.type == "withdrawal":
        hits = [hit for hit in hits if not any(doc.tokens[m].text in COMMAS for m in range(k, hit.place.i))]
        found = Found(holder, "near")
        stance = stance_of(doc, i, k)
        return [Draft("participle", "withdrawal", k, k + 1, hit, None, found, stance, weak=True) for hit in hits]
    no = doc.norm(k - 1) in doc.words["not_so"]
    stance = Stance(DENIED, None, k - 1, "negated") if no else stance_of(doc, i, k)
    holder_at = Found(holder, "near")
    came = verb and doc.group(doc.finite(verb[0])) == "become" and doc.finite(verb[0]).asp == "p"
    type_ = "capture" if came and frame.id in COMES else "holds"  # "باتت X ممسكة بY"
    if type_ == "capture" and doc.said("nearly", k, doc.bounds(k)[1]):
        hits = [replace(hit, extent="partial") for hit in hits]
    return [Draft("participle", type_, k, k + 1, hit, holder_at, None, stance, weak=frame.weak) for hit in hits]


def _described(doc: Document, k: int) -> list[Draft] | None:
    """ "قوات X المنسحبة من Y", "مسلحو X المتحصنون في Y": a side right before a participle of leaving, or of being in a
    place, with the article, and the place right behind; not where what it does is still to come.
    """
    side, frame = doc.actor_on.get(k - 1), _frame_of_description(doc, k)
    left = frame is not None and frame.id in LEAVING
    at = doc.words["from"] if left else doc.words["within"]
    place = doc.place_on.get(k + 1)
    opens = doc.norm(k + 1) in at or (not left and place is not None and place.prep in IN_IT)
    if frame is None or side is None or not side.slug or not opens:
        return None
    before = next((m for m in range(side.i - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    if before is not None and verb_stance(doc, before, doc.finite(before)).kind != REAL:
        return []
    after = [m for m in doc.having("verb", k, doc.bounds(k)[1]) if doc.verb_group(m) == "leave"]
    around = after if before is None else [before, *after]
    if not left and any(_not_there_now(doc, m) for m in around):
        return []
    hits = on_preposition(doc, k, "from" if left else "hold", right_bound(doc, k))
    near = [hit for hit in hits if hit.how == "near" and hits[0].start == k + 1]
    who = Found(side, "near")
    type_, gaining, losing = ("withdrawal", None, who) if left else ("holds", who, None)
    return [Draft("participle", type_, k, k + 1, hit, gaining, losing, Stance(REAL), weak=True) for hit in near]


def _not_there_now(doc: Document, k: int) -> bool:
    """ "انسحبت قوات X المتمركزة في Y", "دحرت Z مسلحي X المتحصنين في Y": whether the verb at ``k`` tells that they are
    not there any more, which is told by its own rule."""
    gone = doc.verb_group(k) in GONE or doc.match(k, doc.lexicon.phrases["followed_by"]) > 0
    return gone and doc.finite(k).asp == "p"


def _frame_of_description(doc: Document, k: int) -> Frame | None:
    """The frame of a participle with the article at ``k`` that tells who has left a place or is in one."""
    ours = (f for f in doc.forms(k) if f.pos == "ap" and f.definite)
    frames = (frame for f in ours for frame in doc.lexicon.frames_of.get(f.lemma, ()))
    return next((f for f in frames if f.id in LEAVING or (f.type == "holds" and f.place == "in" and not f.needs)), None)


def _frame_held_by(doc: Document, k: int) -> Frame | None:
    """The frame of a participle at ``k`` that tells who holds a place."""
    if k in doc.place_on or k in doc.actor_on:
        return None
    for form in doc.forms(k):
        if form.pos == "ap" and not form.definite:
            for frame in doc.lexicon.frames_of.get(form.lemma, ()):
                if (frame.type == "holds" and not frame.needs) or frame.id == TAKING:
                    return frame
                if frame.id in LEAVING and (_as_they(doc, k) or _behind_who_left(doc, k)):
                    return frame
    return None


def _of_a_thing(doc: Document, k: int) -> bool:
    """ "هجوم X على نقطة مرابطة في Y", "هاجم X كتيبة متمركزة في Y": a participle of one describes the indefinite noun
    right before it, with its gender, and not the side before that."""
    m, one = k - 1, doc.norm(k)
    if one.endswith(PLURALS):
        return False
    unit = doc.actor_on.get(m)
    if unit is not None or doc.tokens[m].kind != "word" or m in doc.date_on or only_adverbs(doc, m, k):
        return unit is not None and unit.slug is None and not unit.people
    governed = m - 1 in doc.actor_on or bool(doc.preposition(m - 1))
    plain = not (doc.finite(m) or doc.norm(m).startswith(ARTICLE) or doc.preposition(m))
    return governed and plain and doc.norm(m).endswith(FEMININE) == one.endswith(FEMININE)


def _as_they(doc: Document, k: int) -> bool:
    """ "ولوا الأدبار تاركين X": not "مسلحين فارين من X"."""
    return doc.norm(k).endswith(AS_THEY) and k - 1 not in doc.actor_on


def _behind_who_left(doc: Document, k: int) -> bool:
    """ "فرت قوات X تاركة Y": right behind the side that a verb of leaving has before it."""
    side = doc.actor_on.get(k - 1)
    return side is not None and doc.verb_group(side.i - 1) == "leave"
