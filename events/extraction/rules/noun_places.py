"""Where what a verbal noun tells took place: its object, its pronoun, what a preposition or verb before it governs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.extraction.clause_bounds import left_bound
from events.extraction.document import Document
from events.extraction.endings import OF_PLACES
from events.extraction.marks import QUOTES
from events.extraction.objects import dative_object, direct_object
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.rules.flags import of_no_foe
from events.extraction.rules.frame_places import ahead_of, at_post, attacked, besieged_at, covered, seen_in
from events.extraction.rules.line_heads import at_head
from events.extraction.rules.noun_sides import NounAt
from events.extraction.rules.siege_sides import besieged_place
from events.extraction.rules.state_places import topic
from events.extraction.rules.verb_places import LEFT_OR_ENTERED
from events.extraction.rules.words import noun_follows, object_between
from events.extraction.slots import instance, on_preposition

OWNED = ("enter", "retake", "storm", "lose", "leave", "free", "occupy")  # frames whose noun's pronoun may be the doer's
BY_FRAME, AHEAD, SEEN, OF_CONTROL = "by its frame", "ahead of it", "seen in it", "of its control"
NEAR = "near to it"
CLOSE = 4  # tokens from "is about to" over the place to the fall


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Where:
    """The places of a noun, and how they were found; they were looked for behind the token ``start``, the words of the
    trigger end before ``j``.
    """

    start: int
    j: int
    hits: list[Hit]
    how: str


def places_of_noun(noun: NounAt) -> Where | None:
    """The places of a noun as its frame has them, else as the words before it or its "control" tell; None where the
    noun that the frame needs does not follow.
    """
    doc, k, frame, start = noun.doc, noun.k, noun.frame, noun.k
    if frame.needs:
        start = noun_follows(doc, k, noun.stop, frame.needs)
        if start is None or (frame.id == "hoist" and doc.norm(start + 1) in doc.words["white"]):
            return None
        if of_no_foe(doc, frame, start):
            return None
        if frame.id == "take-reins" and doc.norm(start + 1) in doc.words["initiative"]:
            return None  # "تسلم زمام المبادرة في X"
        if any(doc.finite(m) for m in range(k + 1, start)):
            return None  # "استكمال المعركة قد يؤدي إلى فك الحصار": another verb's
    if hits := (covered(doc, k) if frame.place != "subject" else []) or _by_frame(noun, start):
        return Where(start, start + 1, hits, BY_FRAME)
    if hits := ahead_of(doc, k):
        return Where(start, start + 1, hits, AHEAD)
    if hits := seen_in(doc, k, frame):
        return Where(start, start + 1, hits, SEEN)
    if hits := _near_to_it(noun):
        return Where(start, start + 1, hits, NEAR)
    if found := _of_control(noun, start):
        return found
    headed = frame.id in LEFT_OR_ENTERED and not noun.form.enc
    return Where(start, start + 1, at_head(doc, k, noun.stop) if headed else [], BY_FRAME)


def _by_frame(noun: NounAt, start: int) -> list[Hit]:
    """The places of a noun: its object by name, dative or pronoun, or what its preposition governs."""
    doc, k, form, frame, stop = noun.doc, noun.k, noun.form, noun.frame, noun.stop
    dative = dative_object(doc, k, form, stop) if frame.place == "object" and frame.to != "gaining" else None
    if dative is not None:
        return dative
    if frame.type == "siege" and (upon := besieged_at(doc, k, stop)):
        return upon
    if frame.place in ("object", "subject"):
        if form.enc in OF_PLACES:
            return _of_pronoun(noun)
        found = direct_object(doc, start, stop)
        if found and (_of_another(noun, found[0].place.i) or _behind_control(noun, start, found[0].place.i)):
            return []
        return found or (on_preposition(doc, k, "to", stop) if frame.id == "enter" else [])
    if frame.type == "siege_broken":
        return besieged_place(doc, start, stop)
    if frame.type == "repelled":
        return attacked(doc, start, stop) or at_post(doc, start)
    return on_preposition(doc, start, frame.place, stop)


def _of_another(noun: NounAt, i: int) -> bool:
    """ "هذه الخسارة جاءت بعد أيام من سقوط X": whether a place at ``i`` is that of a noun right before it, which "after"
    parts from the noun of loss."""
    doc, m = noun.doc, noun.doc.word_before(i)
    if noun.frame.id != "lose" or m <= noun.k + 1 or not any(f.pos == "vn" and not f.enc for f in doc.forms(m)):
        return False
    return any(doc.norm(n).lstrip("وف") in doc.words["after"] for n in range(noun.k + 1, m))


def _of_pronoun(noun: NounAt) -> list[Hit]:
    """The place of a noun with a pronoun: what the pronoun stands for ("تحريرها"), or the object behind it, where the
    pronoun is who did it ("انتزاعها X").
    """
    doc, k, frame = noun.doc, noun.k, noun.frame
    behind = doc.place_on.get(k + 1)
    own = frame.id in OWNED or (frame.place == "object" and behind is not None and not behind.prep)
    object_after = _object_right_behind(doc, k, direct_object(doc, k, noun.stop)) if own else []
    if frame.id in OWNED and not object_after and _noun_behind(doc, k):
        return []  # "بعد استعادتها X", whatever X is: the pronoun is who did it
    return object_after or pronoun_hits(doc, k, noun.form.enc, k, k + 1)


def _object_right_behind(doc: Document, k: int, hits: list[Hit]) -> list[Hit]:
    """The object of a noun with its doer's pronoun ("استعادتها X"): a verb, a colon or a preposition before it makes
    it another word's."""
    end = hits[0].place.i if hits else k
    between = [m for m in range(k + 1, end) if m not in doc.date_on and m not in doc.place_on]
    apart = any(doc.finite(m) or doc.tokens[m].text == ":" or doc.norm(m) in doc.words["prepositions"] for m in between)
    return [] if apart else hits


def _noun_behind(doc: Document, k: int) -> bool:
    """Whether a definite noun that is no adverb, date or side stands right behind a noun with a pronoun."""
    m = k + 1
    if not doc.norm(m).startswith("ال") or m in doc.date_on or m in doc.actor_on or doc.forms(m):
        return False
    lists = (doc.lexicon.phrases["full"], doc.lexicon.phrases["adverbs"])
    adjective = doc.tokens[m].text.endswith(("\u0629", "\u064a"))  # "استعادتها الكاملة", "المفاجئ" end as adjectives do
    return not adjective and not any(doc.match(m, words) for words in lists)


def _near_to_it(noun: NounAt) -> list[Hit]:
    """ "X على وشك السقوط", "X مهددة بالسقوط بيد Y", "توشك X على السقوط": the place that is near to its fall."""
    doc, k = noun.doc, noun.k
    if noun.frame.id != "fall" or not noun.form.definite:
        return []
    words = {doc.norm(k)[:1]} if set(noun.form.pro) & {"ب", "ل"} else set()
    near = doc.words["near_to"] if not words else doc.words["near_by"]
    m = next((m for m in range(k - 1, max(k - 1 - CLOSE, doc.bounds(k)[0] - 1), -1) if doc.norm(m) in near), None)
    if m is None or any(doc.norm(n) in doc.words["not"] for n in range(m - CLOSE, m)):
        return []  # "لم تعد X مهددة بالسقوط"
    hits = topic(doc, left_bound(doc, k), m) or topic(doc, m, k)
    return [] if any(hit.place.prep for hit in hits) else hits  # "المباني في X آيلة للسقوط"


def _of_control(noun: NounAt, start: int) -> Where | None:
    """ "استعادة X السيطرة على Y": the places of the control that is won back; None for another object."""
    doc, k, stop = noun.doc, noun.k, noun.stop
    if doc.lexicon.light["verbs"].get(noun.form.lemma) != "recapture":
        return None
    control = noun_follows(doc, k, stop, doc.lexicon.light["nouns"])
    if control is None or object_between(doc, k + 1, control):
        return None
    hits = on_preposition(doc, control, "upon", stop)
    return Where(start, control + 1, hits, OF_CONTROL) if hits else None


def _behind_control(noun: NounAt, start: int, i: int) -> bool:
    """ "استعادة السيطرة على حقل X للغاز شرق مدينة Y": whether the control that is won back has its own place before
    the one at ``i``."""
    control = _of_control(noun, start)
    return control is not None and control.hits[0].place.i < i


def place_falls(doc: Document, k: int, hit: Hit) -> bool:
    """Whether what falls is the place, and not shells or dead on it: nothing but its head words stands between."""
    lists = [doc.lexicon.phrases[name] for name in ("areas", "full", "partial", "facilities")]
    return hit.how == "pronoun" or all(
        doc.tokens[m].text in QUOTES or any(doc.match(m, words) for words in lists)
        for m in range(k + 1, max(hit.place.i, k + 1))
    )


def at_instance(noun: NounAt, where: Where) -> Where:
    """What "they left them, which is what happened in X" tells of X."""
    if where.hits[0].how != "pronoun":
        return where
    place = instance(noun.doc, noun.k, noun.doc.bounds(noun.k)[1])
    return replace(where, hits=[Hit(place, "near", None, None, place.i, place.j)]) if place else where
