"""The rule for control that is lost, told by a noun: "فقدان X السيطرة على Y"، "بعد خسارته السيطرة على Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between, carried
from events.extraction.document import Document
from events.extraction.endings import HER
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import NONE, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.proclitics import LAM
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.governing_sides import governor_subject
from events.extraction.rules.noun_losers import loser
from events.extraction.rules.noun_sides import NounAt
from events.extraction.rules.sides import agent_after
from events.extraction.rules.words import noun_follows, object_between
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of
from events.extraction.types import GAINS

BEFORE = 14  # tokens from a verb of ending over who ends it and since when to what it ends
BETWEEN = ("thereby", "nearly_so_much", "from", "years_long", "ruled_for")  # words between the two
TELLS = ("verb", "ap")
ENTERS = "enter"  # the frame of a verb by which who ends another's control has taken the place
LONG = 5  # tokens that tell how long it lasted: "لأكثر من ثلاث سنوات ونصف"
GAP = 5  # tokens from the noun of losing to that of control


def lost_control(doc: Document, k: int) -> list[Draft] | None:
    """A noun of losing with "control" as what is lost: who had the place leaves it, to whom the text may say."""
    form = next((f for f in doc.forms(k) if f.pos == "vn" and doc.group(f) == "lose"), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    noun = noun_follows(doc, k, min(stop, k + GAP), doc.lexicon.light["nouns"])
    if noun is None or object_between(doc, k + 1, noun):
        return None
    hits = on_preposition(doc, noun, "upon", stop)
    if not hits:
        return None
    stance = noun_stance(doc, k, form, None)
    if stance.kind == NONE:
        return []
    losing = NounAt(doc, k, form, doc.lexicon.frames_of[form.lemma][0], stop)
    side = loser(losing, stance, hits[0].place.i) or _owner_of(doc, k, noun)
    winner = agent_after(doc, noun, stop, lost=True)
    type_ = "capture" if winner else "withdrawal"
    return [Draft("light-verb.lose", type_, k, noun + 1, hit, winner, side, stance) for hit in hits]


def ended_control(doc: Document, k: int) -> list[Draft] | None:
    """ "أنهى X سيطرة Y على Z", "انتهى وجود Y في Z": who ends another's control has taken the place, if it is told."""
    side = doc.actor_on.get(k + 1)
    if side is None or side.prep or not (side.slug or side.people) or doc.norm(k) not in doc.words["ended_nouns"]:
        return None
    end = ended_by(doc, k)
    ends = doc.words["ends_control"] | doc.words["puts"]
    form = end is not None and next((f for f in doc.forms(end) if f.lemma in ends), None)
    if end is None or not form:
        return None
    stop = right_bound(doc, k)
    hits = on_preposition(doc, side.j - 1, "upon", stop) or on_preposition(doc, side.j - 1, "in", stop)
    if not hits and (behind := doc.place_on.get(side.j)) and (not behind.prep or behind.prep == LAM):
        hits = with_list(doc, Hit(behind, "near", None, None, k, behind.j), stop)  # "أنهى X احتلال Y لمدينة Z"
    if not hits and form.pos == "ap":  # "دخل X المدينة منهيا سيطرة Y"
        hits = pronoun_hits(doc, end, HER, k, k + 1)
    verb = doc.finite(end)
    stance = verb_stance(doc, end, verb) if verb else noun_stance(doc, end, form, None)
    if not hits or stance.kind == NONE:
        return []
    near = next((Found(a, "near") for a in actors_between(doc, end, k)), None)
    by = subject_of(doc, end, verb, k) if verb else near or governor_subject(doc, end, stance)  # "تمكن X من إنهاء …"
    if form.pos == "ap":
        then = _main_verb(doc, end)
        if then is None:
            return []
        by = subject_of(doc, then, doc.finite(then), end)
    own = by is None or by.actor is side or by.actor.slug in (None, side.slug)
    winner = None if own or form.lemma in doc.words["ends_itself"] else by
    type_ = "capture" if winner else "withdrawal"
    lost = Found(side, "near")
    return [Draft("light-verb.lose", type_, end, k + 1, hit, winner, lost, stance, weak=True) for hit in hits]


def _main_verb(doc: Document, k: int) -> int | None:
    """ "دخل X المدينة منهيا سيطرة Y عليها": the verb of entering or taking before a participle at ``k``; who only
    attacked, advanced or left has ended nothing by it.
    """
    verb = next((m for m in range(k - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    frames = doc.lexicon.frames_of.get(doc.finite(verb).lemma, ()) if verb is not None else ()
    return verb if any(frame.type in GAINS or frame.id == ENTERS for frame in frames) else None


def ended_by(doc: Document, k: int) -> int | None:
    """The verb, noun or participle of ending before what it ends at token ``k``: nothing but who does it, "thereby" and
    how long it had lasted ("عامين من سيطرة X") stands between; "put an end to"."""
    upon = doc.norm(k - 1) in doc.words["slot_upon"]
    begins = _long_begins(doc, k)  # "وضع حدا لثلاث سنوات من حكم X"
    puts = doc.norm(begins)[:1] == LAM and doc.norm(begins - 1) in doc.words["an_end"]
    ends = doc.words["puts"] if puts else doc.words["ends_control"] if doc.norm(k)[:1] != LAM else frozenset()
    for m in range((begins if puts else k) - 1 - upon - puts, max(k - BEFORE, doc.bounds(k)[0] - 1), -1):
        if any(f.lemma in ends and not f.definite and (f.pos in TELLS or not f.enc) for f in doc.forms(m)):
            by_upon = any(f.lemma in doc.words["ends_upon"] for f in doc.forms(m))
            return m if by_upon == upon else None
        small = any(doc.norm(m) in doc.words[name] for name in BETWEEN)
        small = small or any(doc.match(m, doc.lexicon.phrases[name]) for name in ("adverbs", "full"))
        if not (small or doc.mentioned(m) or doc.at(m).text in COMMAS) or m in doc.place_on:
            return None
    return None


def _long_begins(doc: Document, k: int) -> int:
    """The first token of how long what stands at ``k`` had lasted ("لعامين من حكم X"); ``k`` itself where nothing
    is told of it."""
    if doc.norm(k - 1) not in doc.words["from"]:
        return k
    for m in range(k - 2, max(k - 2 - LONG, -1), -1):
        if doc.norm(m)[:1] == LAM and doc.norm(m - 1) in doc.words["an_end"]:
            return m
    return k


def _owner_of(doc: Document, k: int, noun: int) -> Found | None:
    """Who loses it, by the pronoun on "control" alone."""
    owner = next((f.enc for f in doc.forms(noun) if f.enc), "")
    return carried(doc, k - 1, None, owner) if owner else None
