"""Rules for finite verbs: "سيطر X على Y", "استعادت X السيطرة على Y", "حوصرت Y", "سقطت Y بيد X"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.forms import Form
from events.extraction.homographs import vowelled_passive
from events.extraction.lexicon import Frame
from events.extraction.modality import DENIED, REAL, Stance, but_for, verb_stance
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit
from events.extraction.rules.come_to import of_a_place
from events.extraction.rules.draft import Draft
from events.extraction.rules.falls import gives_way
from events.extraction.rules.flags import flown, of_no_foe
from events.extraction.rules.gapped import with_gapped
from events.extraction.rules.passives import driven, maybe_passive, passive
from events.extraction.rules.ranked import fallen_earlier
from events.extraction.rules.siege_over import ended, laid_before
from events.extraction.rules.tenses import WAS_BESIEGED, type_by_tense
from events.extraction.rules.verb_places import VerbAt, done_to_place, places_of_verb
from events.extraction.rules.verb_sides import Told, arrange, doer_of_verb, of_its_own, of_others, subject_in_clause
from events.extraction.rules.words import gives_arms, has_its_from, noun_before, noun_follows
from events.extraction.subjects import subject_of


def finite_verb(doc: Document, k: int) -> list[Draft] | None:
    """A verb of one of the frames, active or passive, with its place and sides."""
    # right after a side "تحرر" is "frees", not "is freed"
    side = doc.actor_on.get(k - 1 - (doc.norm(k - 1) in doc.words["an"]))  # "استطاعت X أن تحرر"
    side = side if side is not None and stands_free(side) else None
    unlike = _not_falling(doc, k, side) | (doc.words["freed"] if side else frozenset())
    unlike |= doc.words["departs"] if _two_behind(doc, k) else frozenset()
    if doc.norm(k) in doc.words["before_verb"] and doc.finite(k + 1):
        return None  # "فقد دخلت": a particle, not "lost"
    spoken = None
    for form in sorted(doc.verbs(k) if doc.finite(k) else (), key=lambda f: f.lemma in unlike):
        for frame in doc.lexicon.frames_of.get(form.lemma, ()):
            drafts = _drafts_of_verb(doc, k, form, frame)
            drafts = drafts if drafts is None else drafts + fallen_earlier(doc, k, frame)
            if drafts:
                return drafts
            if drafts is not None:  # "يخرجوا" is "take out" and "go out": one that finds nothing leaves it to the other
                spoken = drafts
    return spoken


def _two_behind(doc: Document, k: int) -> bool:
    """ "رحلت قوات X مقاتلي Y من Z": whether two sides stand behind a verb, one to which the other does it."""
    one = doc.actor_on.get(k + 1)
    other = doc.actor_on.get(one.j) if one is not None else None
    return other is not None and not (other.prep or other.conj or other.beside) and other.slug != one.slug


def _not_falling(doc: Document, k: int, side: ActorAt | None) -> frozenset[str]:
    """ "تسقط" is sooner "falls", but "الحوثيون يسقطون مدينة X" (a side right before it, a place right behind) "brings
    down", and "لتسقط X في يد Y" is no such word: what it is less likely to be.
    """
    place = doc.place_on.get(k + 1)
    brought_down = side is not None and side.j == k and not doc.norm(k).startswith(LAM)
    brought_down = brought_down and place is not None and not place.prep
    return doc.words["falls_down" if brought_down else "bring_down"]


def _drafts_of_verb(doc: Document, k: int, form: Form, frame: Frame) -> list[Draft] | None:
    """What a verb at ``k`` tells by a frame: [] where it is silent here, None where the frame does not apply."""
    verb = _read_by(doc, k, form, frame)
    if verb is None:
        return None
    if frame.id == "hand-over" and gives_arms(doc, k, verb.stop):
        return []
    if frame.object == "losing" and _noun_of_doing(doc, k):
        return None
    if form.vox == "p" or vowelled_passive(doc, k):
        found = driven if frame.object == "losing" else passive
        return found(doc, k, form, frame, verb.stop)
    hits = places_of_verb(verb)
    if not hits:
        said = maybe_passive(doc, k, form, frame, verb.stop)
        return said if said else None if frame.needs else []
    if not has_its_from(doc, frame, verb.start, hits[0].place.i):
        return None
    if not done_to_place(verb, hits[0]):
        return []
    stance = verb_stance(doc, k, form)
    type_, rule = type_by_tense(doc, k, form, frame, stance)
    if type_ is None:
        return []
    if type_ == "siege" and verb.start == k and laid_before(doc, noun_before(doc, k, form, frame.needs), k, verb.stop):
        rule = WAS_BESIEGED
    if stance.kind == DENIED and frame.type in ("holds", "capture") and _no_longer(doc, k):
        return _left(verb, hits)
    subject = subject_in_clause(verb, hits)
    if subject is None and form.asp == "i" and form.lemma in doc.words["subjects"]:
        return None  # "تخضع X لأعمال ترميم": is subject, and not subjects
    subject = doer_of_verb(verb, hits, subject)
    if of_others(verb, hits[0], subject):
        return []
    drafts = arrange(verb, hits, subject, stance, Told(type_, rule))
    return of_its_own(doc, k, frame, subject, with_gapped(doc, frame, drafts))


def _noun_of_doing(doc: Document, k: int) -> bool:
    """ "دحر قوات X لمقاتلي Y من A": a verbal noun that is spelt as the verb, with who does it right behind and whom it
    is done to behind "to"."""
    doer = doc.actor_on.get(k + 1)
    done = doc.actor_on.get(doer.j) if doer is not None and not doer.prep else None
    noun = any(f.pos == "vn" for f in doc.forms(k))
    return noun and done is not None and done.prep == LAM and done.slug not in (None, doer.slug)


def _read_by(doc: Document, k: int, form: Form, frame: Frame) -> VerbAt | None:
    """The verb as a frame reads it, with the noun that the frame needs; None where that noun is not there, or is what
    another verb, an idiom or a rule of its own has.
    """
    stop = right_bound(doc, k)
    if frame.id == "crumble" and not gives_way(doc, k, stop):
        return None  # "انهارت المفاوضات في X"
    if form.lemma in doc.words["sides_with"] and of_a_place(doc, k):
        return None  # "انحازت مدينة X إلى Y": a town goes over, and leaves nothing
    if not frame.needs:
        return VerbAt(doc, k, form, frame, but_for(doc, k) or k, k + 1, stop)
    noun = noun_follows(doc, k, stop, frame.needs) or noun_before(doc, k, form, frame.needs) or flown(doc, k, form)
    if noun is not None and any(doc.match_noun(m, doc.lexicon.phrases["purpose"]) for m in range(k + 1, noun)):
        return None  # "أنهى X استعداداته لفك الحصار عن Y"
    if noun is None or (frame.type == "siege" and noun < k and ended(doc, noun)):
        return None  # "ينتهي حصار فرضه X على Y"
    if (frame.id == "hoist" and doc.norm(noun + 1) in doc.words["white"]) or of_no_foe(doc, frame, noun):
        return None  # "رفع X الراية البيضاء": gave himself up
    if frame.id == "turn-back" and doc.norm(noun - 1) in doc.words["prepositions"]:
        return None  # "رد على هجوم"
    if doc.norm(noun + 1) in doc.words["initiative"] and doc.norm(noun).lstrip("ب") in doc.words["reins"]:
        return None  # "أمسك بزمام المبادرة"
    if frame.id == "halt" and doc.norm(noun).removeprefix(ARTICLE) not in frame.needs:
        return None  # "أوقف X هجومه على Y"
    start = max(noun, k)
    return VerbAt(doc, k, form, frame, start, start + 1, stop)


def _left(verb: VerbAt, hits: list[Hit]) -> list[Draft]:
    """ "لم يعد X يسيطر على Y": what is held no longer has been left."""
    k, holder = verb.k, subject_of(verb.doc, verb.k, verb.form, hits[0].start)
    return [Draft("under.left", "withdrawal", k, k + 1, hit, None, holder, Stance(REAL), weak=True) for hit in hits]


def _no_longer(doc: Document, k: int) -> bool:
    """ "لم يعد يسيطر على X", "لم يعد Y يمسك بX": what a side did, and does no longer."""
    m = doc.actor_on[k - 1].i - 1 if k - 1 in doc.actor_on else k - 1
    before = doc.finite(m)
    return before is not None and before.lemma in doc.words["no_longer"] and doc.finite(k).asp == "i"
