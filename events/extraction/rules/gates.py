"""Rules for a force that comes to a place: "X على تخوم Y", "وصل X إلى مشارف Y", "وصلت قوات X إلى قرية Y"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, stands_free
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import ACCUSATIVE
from events.extraction.forms import Form
from events.extraction.lists import with_list
from events.extraction.marks import QUOTES
from events.extraction.modality import EXPECTED, REAL, Stance, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.objects import direct_object
from events.extraction.place_kinds import SETTLED
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.noun_losers import loser
from events.extraction.rules.noun_sides import NounAt
from events.extraction.rules.state_places import state_verb
from events.extraction.rules.words import is_headline, plain_noun
from events.extraction.slots import on_preposition
from events.extraction.subject_signs import continues_verb
from events.extraction.subjects import subject_of

HEIGHTS = ("hill", "oilfield", "bridge", "dam")  # what a force comes to on its way, and hardly ever as its own
BASES = ("base", "airbase", "airport", "facility")  # reached in a push forward; one that is come "to" may be its own
REACH = 12  # tokens from the verb to where the force came
FROM = 3
BEHIND = 12  # tokens from where somebody comes to who it is


def at_gates(doc: Document, k: int) -> list[Draft] | None:
    """ "باتت X على أبواب Y", "وصل X إلى مشارف Y": an advance that has not entered the place."""
    word = doc.norm(k)
    if word not in doc.words["gates"]:
        return None
    reached = k - 1 in doc.actor_on or doc.finite(k - 1) is not None  # "بلغ X مشارف Y"
    if not reached and doc.norm(k - 1).lstrip("و") not in doc.words["gates_after"]:
        return None
    if drafts := _headline(doc, k):
        return drafts
    until = doc.norm(k - 1) in doc.words["until"]  # "حتى" begins no clause here
    verb = state_verb(doc, max(left_bound(doc, k - 2 * until) - 1, doc.bounds(k)[0]), k)
    if verb is None or k - verb[0] > REACH:
        return []
    form = doc.finite(verb[0])
    pushes = until and doc.group(form) == "advance"  # "توغلت حتى أطراف X"
    if form.lemma not in doc.words["arrives"] and doc.group(form) != "become" and not pushes:
        return []
    place = _place_of_gates(doc, k)
    side = subject_of(doc, verb[0], form, k) if place else None
    if place is None or not _comes(doc, side):
        return []
    outside = replace(place, mention=replace(place.mention, relation="around"))
    hits = with_list(doc, Hit(outside, "near", None, None, k, place.j), right_bound(doc, place.j - 1))
    stance = verb_stance(doc, verb[0], form)
    return [Draft("at-gates", "advance", k, k + 1, hit, side, None, stance, weak=True) for hit in hits]


def _headline(doc: Document, k: int) -> list[Draft]:
    """ "X على مشارف Y": a headline that opens with the side and has no verb before the place."""
    if doc.norm(k) not in doc.words["thresholds"] or doc.norm(k - 1) not in doc.words["slot_upon"]:
        return []
    side, i = doc.actor_on.get(k - 2), left_bound(doc, k)
    if side is None or not is_headline(doc, k) or not _comes(doc, Found(side, "near")) or side.i > i + 1:
        return []
    place = _place_of_gates(doc, k)
    if place is None or not stands_free(side):
        return []
    hit = Hit(replace(place, mention=replace(place.mention, relation="around")), "near", None, None, k, place.j)
    return [Draft("at-gates", "advance", k, k + 1, hit, Found(side, "near"), None, Stance(REAL), weak=True)]


def at_heart(doc: Document, k: int) -> list[Draft] | None:
    """ "X في قلب Y": a headline that opens with the side, has no verb and ends with the place."""
    place = doc.place_on.get(k)
    if doc.norm(k) not in doc.words["hearts"] or doc.norm(k - 1) not in doc.words["at"] or place is None:
        return None
    side = doc.actor_on.get(k - 2)
    opens = side is not None and side.i == doc.bounds(k)[0] and stands_free(side) and is_headline(doc, k)
    shut = place.j >= doc.bounds(k)[1] or doc.tokens[place.j].kind != "word"
    if not opens or not shut or not _comes(doc, Found(side, "near")) or place.mention.status != "resolved":
        return None
    hit = Hit(place, "near", None, None, k, place.j)
    return [Draft("come-inside", "advance", k, k + 1, hit, Found(side, "near"), None, Stance(REAL), weak=True)]


def _place_of_gates(doc: Document, k: int) -> PlaceAt | None:
    """The place that the gates at token ``k`` are of; the mention may begin at them."""
    for m in range(k, min(k + FROM, len(doc.tokens))):
        place = doc.place_on.get(m)
        if place is not None:
            return place if place.mention.status != "non_place" else None
        of = m == k + 1 and doc.norm(m) in doc.words["from"]  # "على مقربة من X"
        if m > k and not of and doc.tokens[m].text not in QUOTES and doc.norm(m) not in doc.words["sites"]:
            return None  # but "أطراف مثلث X"
    return None


def _comes(doc: Document, side: Found | None) -> bool:
    """Whether a side is told that comes to take: none that only relieves, is brought in or comes from where it left."""
    if side is None or side.actor.slug is None:
        return False
    actor = side.actor
    near = (doc.norm(m).removeprefix("ال") for m in (actor.i, actor.i - 1, actor.i - 2))
    return doc.words["relief"].isdisjoint(near) and doc.norm(actor.j) not in doc.words["come_from"]


def arrival(doc: Document, k: int) -> list[Draft] | None:
    """ "وصلت قوات X إلى قرية Y", "وصول قوات X إلى Y": a force comes as far as a town, on its way forward.

    Armed men of a place who come elsewhere are no force on its way ("وصل مقاتلو Y إلى Z").
    """
    form = next((f for f in doc.forms(k) if f.pos in ("verb", "vn") and f.lemma in doc.words["arrives"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    reached = next((f for f in doc.verbs(k) if f.lemma in doc.words["reaches"]), None)  # "تبلغ" is "informs" too
    form = reached or doc.finite(k) or form
    stop = right_bound(doc, k)
    pushes = form.lemma in doc.words["makes_way"]  # "شق X طريقه إلى Y"
    if pushes and not any(doc.norm(m) in doc.words["own_way"] for m in range(k, stop)):
        return None
    reached = direct_object(doc, k, stop) if form.lemma in doc.words["reaches"] else []  # "بلغوا X"
    aims_at = form.lemma in doc.words["sets_out"]
    more = (*(BASES if reached else ()), *(("governorate",) if aims_at else ()))
    hits = [hit for hit in reached or on_preposition(doc, k, "to", stop) if _is_aim(hit, *more)]
    if not hits or hits[0].start - k > REACH:
        return []
    side, stance = _who_comes(doc, k, form, hits[0].start)
    near = side is not None and (side.how == "near" or (form.pos == "verb" and continues_verb(doc, k, form)))
    if not near or not _comes(doc, side) or (side.actor.people and not pushes and not reached):
        return []
    some = doc.match(k + 1, doc.lexicon.phrases["partial"])  # "ووصل بعض الفارين إلى X"
    told = plain_noun(doc, k + 1 + some) or _others_come(doc, hits[-1].stop)
    if side.how != "near" and doc.finite(k) and not pushes and told:
        return []  # "وتصل أصداء القصف إلى X", "ووصلت إلى X ثلاث جثث"
    around = (*range(k + 1, hits[0].start), *range(hits[-1].stop, min(hits[-1].stop + BEHIND, stop)))
    if side.how != "near" and any(doc.match_noun(m, doc.lexicon.phrases["civilians"]) for m in around):
        return []  # "ووصل إلى X وY خلال أسبوع آلاف النازحين", "ووصلت مئات العائلات إلى X"
    if aims_at and stance.kind != EXPECTED:
        return []  # who set out for a place has not come there
    within = all(hit.place.mention.relation == "part" for hit in hits)  # "إلى أحياء A الشمالية قادمة من B"
    if not within and any(doc.norm(m) in doc.words["come_from"] for m in range(k + 1, min(stop, hits[-1].stop + FROM))):
        return []
    return [Draft("arrival", "advance", k, k + 1, hit, side, None, stance, weak=True) for hit in hits]


def _others_come(doc: Document, m: int) -> bool:
    """Whether a number, or a noun without the article, right behind a place is who or what came there."""
    if doc.at(m).kind == "number":
        return doc.norm(m + 1) not in doc.words["lengths"]  # "ووصلت إلى X 20 كلم شرق Y"
    word = doc.norm(m)
    bare = not word.startswith((ARTICLE, "و")) and (not word.endswith(ACCUSATIVE) or word in doc.words["teens"])
    return bare and plain_noun(doc, m) and not doc.forms(m)


def _who_comes(doc: Document, k: int, form: Form, stop: int) -> tuple[Found | None, Stance]:
    """(the side that comes, how it is told) by a verb, or by its noun as if it went out."""
    if doc.finite(k):
        return subject_of(doc, k, form, stop), verb_stance(doc, k, form)
    stance = noun_stance(doc, k, form, None)
    moving = next(frame for frame in doc.lexicon.frames if frame.id == "go-out")
    return loser(NounAt(doc, k, form, moving, stop), stance), stance


def _is_aim(hit: Hit, *more: str) -> bool:
    """Whether a force that comes there has come to take it: a settled place, or one of the kinds ``more``; a base or a
    country may be its own.
    """
    mention = hit.place.mention
    kinds = (*SETTLED, *HEIGHTS, "road", *more)
    there = mention.relation in ("at", "part") or mention.part_code == "centre"  # "إلى أحياء X الشمالية": within it
    known = there and (mention.place is None or mention.place.kind in kinds)
    fits = "base" in more or mention.kind_hint not in ("base", "facility")
    return hit.how == "near" and hit.inside is None and known and fits
