"""Verbs in the passive: "طُردت X من Y", "حوصرت Y", "استُعيدت Y من قبل X"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HIM, THEM
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.modality import verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.driven import does_it, unnamed_object
from events.extraction.rules.frame_places import places_of
from events.extraction.rules.freed_of import carried_taker, freed_of
from events.extraction.rules.old_holders import losing_after
from events.extraction.rules.sides import agent_after, cleared_of, receiver
from events.extraction.rules.state_clause import under_at
from events.extraction.slots import on_preposition
from events.extraction.subject_places import subject_place
from events.extraction.subjects import subject_of

CAME = ("capture", "advance")  # types of what was done by who came to a place


def driven(doc: Document, k: int, form: Form, frame: Frame, stop: int) -> list[Draft]:
    """طُردت قوات X من Y: the side driven out is the subject; never "طردوا السكان منها"."""
    if unnamed_object(doc, k, form):
        return []
    hits = places_of(doc, k, frame, stop, left_bound(doc, k))
    subject = subject_of(doc, k, form, hits[0].place.i) if hits else None
    agent = agent_after(doc, k, stop)
    if subject is not None and does_it(doc, k, subject, hits[0]):
        return []
    return [
        Draft(f"{frame.id}.passive", frame.type, k, k + 1, hit, agent, subject, verb_stance(doc, k, form))
        for hit in hits
    ]


def passive(doc: Document, k: int, form: Form, frame: Frame, stop: int) -> list[Draft] | None:
    """حوصرت المدينة، استُعيدت البلدة: the place is the subject, the doer after "من قبل" or "على يد"; never of "they"."""
    if form.num == "p" and form.gen == "m":
        return []
    does = doc.actor_on.get(k + 1)
    if frame.type == "siege" and does is not None and (men := _besieged_men(doc, k, form, frame, does, stop)):
        return men
    if (does is not None and does.slug and not does.prep) or doc.norm(k + 1) in doc.words["notables"]:
        return []  # "احتل X مدارس Y", "سلم شيوخ X وثيقة": who stands behind the verb does it
    hits = subject_place(doc, k, left_bound(doc, k), stop)
    if frame.place not in ("object", "subject") or not hits or (hits[0].place.j <= k and _of_another(doc, k + 1)):
        return []
    agent = agent_after(doc, k, stop)
    stance = verb_stance(doc, k, form)
    from_him = prep_at(doc, k + 1, doc.words["from"]) in (HIM, THEM)
    gaining = agent or (carried_taker(doc, k) if frame.subject == "gaining" and not from_him else None)
    if agent is None and gaining is not None and frame.type == "recapture" and _came_to_it(doc, gaining, hits[0], k):
        gaining = None
    losing = (_told_last(doc, k) if from_him else None) or losing_after(doc, hits[-1].stop, gaining)
    if frame.subject != "gaining":
        to = receiver(doc, k, stop) if frame.to == "gaining" else None  # "سُلِّمت X إلى Y"
        of = cleared_of(doc, hits[-1], stop) if form.lemma in doc.words["vacates"] else None  # "أُخليت X من Y"
        return [Draft(f"{frame.id}.passive", frame.type, k, k + 1, hit, to, of, stance, weak=True) for hit in hits]
    return [
        Draft(f"{frame.id}.passive", frame.type, k, k + 1, hit, gaining, losing, stance, weak=agent is None)
        for hit in hits
    ]


def _besieged_men(doc: Document, k: int, form: Form, frame: Frame, side: ActorAt, stop: int) -> list[Draft]:
    """ "حوصر مقاتلو X في Y": a side right behind the verb, and where it is besieged."""
    if form.vox != "p" or not side.slug or side.prep or doc.norm(side.j) not in doc.words["inside"]:
        return []
    hits = [hit for hit in on_preposition(doc, side.j - 1, "near", stop) if hit.how == "near"]
    by, men, stance = agent_after(doc, k, stop), Found(side, "near"), verb_stance(doc, k, form)
    return [Draft(f"{frame.id}.passive", frame.type, k, k + 1, hit, by, men, stance, weak=True) for hit in hits]


def _came_to_it(doc: Document, taker: Found, hit: Hit, k: int) -> bool:
    """ "دخل X بلدة A، ثم استُعيدت البلدة": whether the side of which the sentence tells before had come to the very
    place, which is retaken from him by somebody else."""
    row = hit.place.mention.place
    near = (p for m in range(taker.actor.i, k) if (p := doc.place_on.get(m)) and p is not hit.place)
    told = row is not None and any(p.mention.place is not None and p.mention.place.id == row.id for p in near)
    verb = taker.actor.i - 1 if doc.finite(taker.actor.i - 1) else taker.actor.j
    form = doc.finite(verb)
    frames = doc.lexicon.frames_of.get(form.lemma, ()) if form is not None else ()
    return told and any(f.type in CAME and f.subject == "gaining" for f in frames)


def _of_another(doc: Document, m: int) -> bool:
    """ "زار X قاعدة Y، ثم سُلمت الأسلحة إلى Z": whether a definite noun at ``m``, right behind the verb and no day, no
    place and no side, is its subject, and not the place told before."""
    m += doc.norm(m) in doc.words["every"]  # "سُلمت كل الأسلحة"
    side = doc.actor_on.get(m)  # "المدرعات": things, as long as it is not told whose
    named = m in doc.place_on or m in doc.date_on or (side is not None and side.slug is not None)
    return doc.at(m).norm.startswith(ARTICLE) and not named


def _told_last(doc: Document, k: int) -> Found | None:
    """ "قصف X بلدة Y التي انتُزعت منه", "استُعيدت منهم": the side named last before "from him" lost it."""
    named = actors_between(doc, doc.bounds(k)[0], k)
    return Found(named[-1], "carried") if named and named[-1].slug else None


def maybe_passive(doc: Document, k: int, form: Form, frame: Frame, stop: int) -> list[Draft]:
    """حُرّرت المدينة is written as حرّرت المدينة: read as a passive where an agent or a foe says so."""
    if frame.place != "object" or under_at(doc, k + 1):
        return []  # "المدينة دخلت تحت سيطرة X" is told by the state
    if form.asp != "p":
        return freed_of(doc, k, form, frame)  # "ثاني مدينة تنتزع من X"
    if agent_after(doc, k, stop) is None:
        return freed_of(doc, k, form, frame)
    return passive(doc, k, form, frame, stop) or []
