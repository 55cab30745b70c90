"""Rules for finite verbs: "سيطر X على Y", "استعادت X السيطرة على Y", "حوصرت Y", "سقطت Y بيد X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import gap
from events.extraction.clauses import Found, actors_between, left_bound, right_bound, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import OF_PLACES, THEM
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, REAL, Stance, but_for, verb_stance
from events.extraction.objects import plain_gap
from events.extraction.other_subjects import doer_right_behind, people_behind_place
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit, all_meant, prep_at, pronoun_hits
from events.extraction.relatives import antecedent, of_another_noun
from events.extraction.rules.announcers import before_colon
from events.extraction.rules.draft import Draft
from events.extraction.rules.driven import does_it, driver_and_driven, drives_out
from events.extraction.rules.failed import whose_attack
from events.extraction.rules.falls import fallen_to
from events.extraction.rules.frame_places import places_of, where_told
from events.extraction.rules.gapped import with_gapped
from events.extraction.rules.old_holders import losing_after, old_holder
from events.extraction.rules.passives import driven, maybe_passive, passive
from events.extraction.rules.ranked import fallen_earlier
from events.extraction.rules.sides import (
    agent_after,
    allies,
    besieger,
    cleared_of,
    flag_of,
    government_at,
    in_favour,
    receiver,
)
from events.extraction.rules.siege_over import ended
from events.extraction.rules.taken_out import aboard, another_batch, in_batches, moves_force
from events.extraction.rules.tenses import type_by_tense
from events.extraction.rules.words import (
    has_force,
    has_its_from,
    in_relative,
    is_headline,
    noun_before,
    noun_follows,
    plain_noun,
)
from events.extraction.slot_words import all_of, share_of
from events.extraction.slots import on_preposition, place_before
from events.extraction.subjects import subject_of
from events.extraction.those import those

LEFT_TO = ("pull-out", "fall-back", "leave", "give-up")  # what is left "in favour of" somebody
BUSES_LEAVE = ("leave", "go-out")
NO_OBJECT = ("upon", "from", "in", "out", "to")  # slots of verbs whose noun right behind them is the subject


def finite_verb(doc: Document, k: int) -> list[Draft] | None:
    """A verb of one of the frames, active or passive, with its place and sides."""
    # right after a side "تحرر" is "frees", not "is freed"
    side = doc.actor_on.get(k - 1 - (doc.norm(k - 1) in doc.words["an"]))  # "استطاعت X أن تحرر"
    side = side if side is not None and stands_free(side) else None
    unlike = _not_falling(doc, k, side) | (doc.words["freed"] if side else frozenset())
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
    stop = right_bound(doc, k)
    start, j = k, k + 1
    if frame.needs:
        noun = noun_follows(doc, k, stop, frame.needs) or noun_before(doc, k, form, frame.needs)
        if noun is None or (frame.type == "siege" and noun < k and ended(doc, noun)):
            return None  # "ينتهي حصار فرضه X على Y"
        if frame.id == "turn-back" and doc.norm(noun - 1) in doc.words["prepositions"]:
            return None  # "رد على هجوم"
        if doc.norm(noun + 1) in doc.words["initiative"] and doc.norm(noun).lstrip("ب") in doc.words["reins"]:
            return None  # "أمسك بزمام المبادرة"
        if frame.id == "halt" and doc.norm(noun).removeprefix(ARTICLE) not in frame.needs:
            return None  # "أوقف X هجومه على Y"
        start, j = max(noun, k), max(noun, k) + 1
    else:
        start = but_for(doc, k) or k
    if form.vox == "p" or doc.vowelled_passive(k):
        return driven(doc, k, form, frame, stop) if frame.object == "losing" else passive(doc, k, form, frame, stop)
    hits = _with_object_pronoun(doc, k, form, frame) or places_of(doc, start, frame, stop, left_bound(doc, k))
    if frame.type == "holds" or (frame.id == "deploy" and form.asp == "i"):
        hits = hits or where_told(doc, k)
    if frame.id == "enter" and not hits:
        hits = on_preposition(doc, k, "to", stop)
    if frame.place in ("of", "over") and not hits and start > k + 1:
        end = start if frame.place == "of" else k + 2  # "فكّا عنه الحصار", "رفعت فيها العلم"
        hits = on_preposition(doc, k, frame.place, end)
    if frame.type == "surrender" and not hits and form.num == "p":
        hits = place_before(doc, k, left_bound(doc, k))
    if hits and not has_its_from(doc, frame, start, hits[0].place.i):
        return None
    if hits and not _got(doc, k, form, frame, hits[0]):
        return []
    if not hits:
        said = maybe_passive(doc, k, form, frame, stop)
        return said if said else None if frame.needs else []
    stance = verb_stance(doc, k, form)
    type_, rule = type_by_tense(doc, k, form, frame, stance)
    if type_ is None:
        return []
    if stance.kind == DENIED and frame.type in ("holds", "capture") and _no_longer(doc, k):
        holder = subject_of(doc, k, form, hits[0].start)
        return [Draft("under.left", "withdrawal", k, k + 1, hit, None, holder, Stance(REAL), weak=True) for hit in hits]
    end = hits[0].place.i if hits[0].place.i > k else stop
    if frame.type == "repelled" and start > k:
        end = start  # whoever stands behind "attack" made it
    command = doc.match(k + 1, doc.lexicon.phrases["commands"]) > 0  # "تسلمت قيادة عمليات X مدينة Y"
    subject = government_at(doc, k + 1) if command else None
    subject = subject or (flag_of(doc, start) if frame.id == "hoist" else None)
    subject = subject or (subject_of(doc, k, form, end) if frame.subject != "none" else None)
    if subject is None and frame.subject == "gaining" and any(f.pos == "vn" for f in doc.forms(k)):
        subject = before_colon(doc, k)  # "X: فك الحصار عن Y"
    if frame.type == "holds" and frame.needs:  # "انحصر وجود X في Y": whose presence it is
        owners = [a for a in actors_between(doc, start + 1, hits[0].start) if not a.prep]
        subject = Found(owners[0], "near") if owners else None
    if subject is None and form.asp == "i" and form.lemma in doc.words["subjects"]:
        return None  # "تخضع X لأعمال ترميم": is subject, and not subjects
    if (subject is None or subject.how == "carried") and not in_relative(doc, k, hits[-1]):
        behind = people_behind_place if frame.subject == "losing" else doer_right_behind
        subject = (behind(doc, form, hits[-1].stop, stop) if frame.subject != "none" else None) or subject
    others = frame.id == "hold-out" and doc.norm(k - 1) in doc.words["relatives"]
    if others and (subject is None or subject.how == "carried"):
        return []  # "القاعدة التي يتواجد فيها 300 مستشار": others are there
    borne = aboard(doc, k) or another_batch(doc, k, hits[0].place.i) if frame.id in BUSES_LEAVE else None
    subject = borne or subject
    theirs = frame.id == "leave" and hits[0].how == "pronoun" and not form.enc  # "تركوا مواقعهم"
    if theirs and (subject is None or not subject.actor.slug):
        return []
    freed_of = subject is not None and subject.how == "carried" and subject.actor.prep in doc.words["from"]
    if freed_of and frame.subject == "gaining" and doc.norm(subject.actor.j) not in doc.words["relatives"]:
        subject = None  # "تحرير X من Y ورفع العلم": whom it was freed of has hoisted none
    drafts = with_gapped(doc, frame, _arrange(doc, k, j, frame, type_, rule, hits, subject, stance, stop, form))
    return _of_its_own(doc, k, frame, subject, drafts)


def _no_longer(doc: Document, k: int) -> bool:
    """ "لم يعد يسيطر على X", "لم يعد Y يمسك بX": what a side did, and does no longer."""
    m = doc.actor_on[k - 1].i - 1 if k - 1 in doc.actor_on else k - 1
    before = doc.finite(m)
    return before is not None and before.lemma in doc.words["no_longer"] and doc.finite(k).asp == "i"


def _got(doc: Document, k: int, form: Form, frame: Frame, hit: Hit) -> bool:
    """Whether "took, got hold" is done to the place itself: "أخذ X A", unlike "أخذ X يقصف A", "أمسك بمهرب في A"."""
    near = hit.how == "near" and hit.place.i > k
    if frame.id == "take-up":
        between = gap(doc, k + 1, hit.place.i) if near else ()
        return form.asp == "p" and all(_before_taken(doc, m) for m in between)
    if form.lemma in doc.words["weighs_on"] and doc.norm(k + 1) not in doc.words["slot_upon"]:
        return False  # "يجثم في X"
    if frame.id == "grip" and form.asp == "p" and near:
        held = hit.place.prep in doc.words["at"] - doc.words["within"]
        return held or any(share_of(doc, m) or all_of(doc, m, hit.place.j) for m in range(k + 1, hit.place.i))
    return True


def _before_taken(doc: Document, m: int) -> bool:
    """What may stand between "took" and the place at ``m``: its subject, "from X", "from them", "both of"."""
    if plain_gap(doc, m) or doc.match(m, doc.lexicon.phrases["areas"]) or doc.norm(m) in doc.words["each_of"]:
        return True
    if doc.tokens[m].text == ":" or doc.match(m, doc.lexicon.phrases["plural_heads"]):
        return True  # "أخذ من X بلدات: A وB"
    if doc.norm(m) in doc.words["from"]:
        return m + 1 in doc.actor_on or doc.norm(m - 1) in doc.words["each_of"]
    return bool(prep_at(doc, m, doc.words["from"])) or doc.match(m, doc.lexicon.phrases["full"]) > 0


def _of_its_own(doc: Document, k: int, frame: Frame, side: Found | None, drafts: list[Draft]) -> list[Draft]:
    """ "انهارت أربع فرق في X": the noun right behind a verb without object did it, not the side told of before."""
    object_ = frame.place not in NO_OBJECT or frame.needs or frame.object in ("losing", "force")
    if object_ or side is None or side.how != "carried" or not plain_noun(doc, k + 1):
        return drafts
    return [
        replace(d, gaining=None if d.gaining is side else d.gaining, losing=None if d.losing is side else d.losing)
        for d in drafts
    ]


def _with_object_pronoun(doc: Document, k: int, form: Form, frame: Frame) -> list[Hit]:
    """ "دخلها التنظيم", "حرّروها": the place is the pronoun on the verb."""
    if frame.place != "object" or form.enc not in OF_PLACES:
        return []
    if of_another_noun(doc, k):
        return [Hit(place, "relative", None, None, k, k + 1, several=True) for place in those(doc, k)]
    before = antecedent(doc, k)
    if doc.norm(k - 1) in doc.words["relatives"] and not isinstance(before, PlaceAt) and not _took_it(doc, k, before):
        return []  # "the traps that they left"
    if isinstance(before, PlaceAt):
        return all_meant(doc, before, form.enc, Hit(before, "pronoun", None, None, k, k + 1))
    return pronoun_hits(doc, k, form.enc, k, k + 1)


def _took_it(doc: Document, k: int, before: ActorAt | None) -> bool:
    """ "تخضع X لفصائل Y، التي انتزعتها من Z عام 2018": the side that the clause describes did it."""
    if before is None or doc.finite(k).num == "d" or doc.tokens[k - 2].text not in COMMAS:
        return False
    return k + 1 in doc.date_on or doc.norm(k + 1) in doc.words["from"] | doc.words["slot_in"] | doc.words["since"]


def _arrange(doc: Document, k: int, j: int, frame: Frame, type_: str, rule: str, hits: list[Hit], subject: Found | None,
             stance: Stance, stop: int, form: Form) -> list[Draft]:  # fmt: skip
    """The drafts with winner and loser as the frame, the tense and the words around the verb put them."""
    gaining = losing = None
    first = hits[0]
    if frame.subject == "gaining":
        gaining = subject if subject and subject.how == "near" else agent_after(doc, k, stop) or subject
    elif frame.subject == "losing":
        losing = subject
    else:
        gaining = agent_after(doc, k, stop) if frame.type == "capture" else None
        if frame.id == "fall" and gaining is None:
            gaining = fallen_to(doc, k, hits, losing_after(doc, hits[-1].stop, None))
    if form.lemma in doc.words["vacates"] and (cleared := cleared_of(doc, hits[-1], stop)):
        type_, rule, gaining, losing = "capture", "clear.verb", subject, cleared
        if subject and cleared.actor.slug == subject.actor.slug:  # "أخلت X المدينة من مقاتليها": its own
            type_, rule, gaining = "withdrawal", f"{frame.id}.verb", None
    if frame.object == "losing":
        gaining, losing = driver_and_driven(doc, k, form, hits[-1], stop)
        losing = None if losing and does_it(doc, k, losing, first) else losing
        foes = gaining and doc.norm(k + 1) in doc.words["evil_ones"]
        if losing is None and not foes and not (form.enc == THEM and gaining and gaining.how == "near"):
            return []
        if frame.type == "evacuation" and drives_out(doc, k, hits[-1], gaining, losing):
            type_, rule = "capture", "expel.verb"
    elif frame.object == "force" and not moves_force(doc, k, first.place.i):
        return []
    if type_ == "withdrawal" and frame.id == "lose" and (winner := agent_after(doc, k, stop)):
        type_, gaining, rule = "capture", winner, "lose.to"
    if type_ == "withdrawal" and frame.id in LEFT_TO:
        gaining = in_favour(doc, hits[-1].stop)
    if frame.to == "gaining":
        gaining = receiver(doc, k, stop)
    if type_ == "siege_broken":
        losing = besieger(doc, j - 1, max(first.place.i, first.stop if first.how == "pronoun" else 0))
        if losing and gaining and losing.actor.slug == gaining.actor.slug:
            losing = None  # "كسر X الطوق عن جنوده": those who were besieged
    if type_ == "repelled" and frame.object != "losing":
        losing = besieger(doc, j - 1, first.place.i) or whose_attack(doc, k, j - 1, gaining)
    if gaining is not None and losing is not None and gaining.actor is losing.actor:
        gaining = None  # "فُك حصار X": the passive of the verb that X's foe did
    if type_ in ("capture", "recapture", "advance", "handover", "siege") and losing is None:
        losing = old_holder(doc, k, hits, gaining)
    if not has_force(doc, frame, subject, k):
        return []
    if frame.id == "leave" and (in_batches(doc, k, subject) or aboard(doc, k)):
        type_ = "evacuation"
    headline = is_headline(doc, k)
    return [
        Draft(rule, type_, k, j, hit, gaining, losing, stance, allies(doc, k, hit.start, gaining), frame.weak, headline)
        for hit in hits
    ]
