"""A rule for verbs of beating back: "صدت X قوة من Y حاولت دخول Z", "هاجم Y مدينة X لكن Z صد الهجوم"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import Document
from events.extraction.endings import THEM
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.modality import REAL, Stance, negated, verb_stance
from events.extraction.objects import direct_object
from events.extraction.referents import Hit
from events.extraction.rules.attack_met import attack_before, attack_met, attack_told, attacker_met, the_attack
from events.extraction.rules.draft import Draft
from events.extraction.rules.failed import THINGS, attack_noun, target
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

BEFORE, AFTER = 3, 14
MANAGED = 9  # tokens from "managed" over its subject to the noun of beating back
FAR = 20  # tokens from "beat back" to what was tried, a source named between them
ATTACKS = ("attack",)


def held_off(doc: Document, k: int) -> list[Draft] | None:
    """ "صدت X قوة من Y حاولت دخول Z", "أحبط X هجوماً لـY حاول اختراق دفاعات Z": the place of what was attempted."""
    form = doc.finite(k)
    if form is None or form.lemma not in doc.words["repels"]:
        return _managed_to(doc, k)
    if doc.norm(k - 1) in doc.words["from"]:
        return _managed_to(doc, k)  # "من ردها", spelt as a verb
    if form.enc and (met := attacker_met(doc, k, form)):
        return met
    if form.enc in THINGS:
        return attack_before(doc, k, form)
    if the_attack(doc, k):
        return attack_told(doc, k, form)
    if doc.norm(k + 1) in doc.words["to_whom"] and (told := attack_told(doc, k, form)):
        return told  # "هاجم X مدينة Z وتصدى له Y"
    if (form.enc == THEM or doc.norm(k + 1) in doc.words["to_them"]) and (tried := _tried_before(doc, k)) is not None:
        return _those_who_tried(doc, k, form, tried)
    near = range(k + 2, min(doc.bounds(k)[1], k + FAR))
    tried = next((m for m in near if (verb := doc.finite(m)) and _tries(doc, verb)), None)
    if tried is None:
        return _when_they_tried(doc, k, form) or _attempt(doc, k, form)
    if any(doc.norm(m) in doc.words["complementizers"] for m in range(k + 1, tried)):
        return None
    before = actors_between(doc, k + 1, tried)[::-1]
    by = next(iter(before), None)  # "تصدت X لمجموعة إرهابية حاولت …": who tried may be of no known side
    by = next((a for a in before[:-1] if a.slug), by)
    if by is not None and any(_of_another(doc, m) for m in range(by.j, tried)):
        return None  # "تصدت مضادات X لمسيرة حاولت": what tried is none of the sides
    winner = subject_of(doc, k, form, by.i) if by else None
    if (winner is None and not (by and by.slug)) or (winner and (winner.actor is by or winner.actor.slug == by.slug)):
        return []
    stop, stance = right_bound(doc, tried), verb_stance(doc, k, form)
    attacks = doc.verb_group(tried) in ATTACKS  # "تصدت X لمجموعة هاجمت Y"
    hits = direct_object(doc, tried, stop) if attacks else target(doc, tried, stop)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance) for hit in hits]


def _of_another(doc: Document, m: int) -> bool:
    """Whether a noun with "li-" that names no side stands at ``m``, as what somebody stood up to."""
    return doc.norm(m).startswith("ل") and m not in doc.actor_on and not doc.forms(m) and len(doc.norm(m)) > 3


def _tries(doc: Document, verb: Form) -> bool:
    return verb.lemma in doc.words["tries"] or (doc.group(verb) in ATTACKS and not verb.enc)


def _when_they_tried(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "تصدت X لقوة من Y لدى محاولتها دخول Z", "صدوا Y أثناء هجومه على Z": whose attempt it was stands before it."""
    near = range(k + 2, min(doc.bounds(k)[1], k + FAR))
    during = doc.words["meanwhile"]
    noun = next((m for m in near if doc.norm(m) in doc.words["their_attack"] and doc.norm(m - 1) in during), None)
    sides = [a for a in actors_between(doc, k + 1, noun) if a.slug and not a.beside] if noun else []
    winner = subject_of(doc, k, form, sides[-1].i) if sides else None
    if winner is None or winner.actor.slug in (None, sides[-1].slug):
        return None
    stance, by = verb_stance(doc, k, form), Found(sides[-1], "near")
    hits = target(doc, noun, right_bound(doc, noun))
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, stance) for hit in hits]


def _attempt(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "أحبطت X محاولة لقوات Y دخول Z": the place of what was attempted, by the side behind the noun of attempt."""
    near = range(k + 1, min(right_bound(doc, k), k + AFTER))
    noun = next((m for m in near if doc.norm(m) in doc.words["attack_nouns"] and m not in doc.actor_on), None)
    deed = noun is not None and next((m for m in near if m > noun and any(f.pos == "vn" for f in doc.forms(m))), None)
    by = next(iter(actors_between(doc, noun + 1, deed)), None) if deed else None
    if by is None or by.slug is None:
        return _attack_of(doc, k, form)
    winner = subject_of(doc, k, form, noun)
    if winner is None or winner.actor.slug in (None, by.slug):
        return None
    stance, hits = verb_stance(doc, k, form), direct_object(doc, deed, right_bound(doc, deed))
    return [
        Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance) for hit in hits
    ] or None


def _attack_of(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "تصدت X لمحاولة تقدم لقوات Y في Z", "في محور Z صدت X هجوما شنته Y": an attack of a side, and where it was."""
    stop = doc.bounds(k)[1]
    noun = next((m for m in range(k + 1, min(right_bound(doc, k), k + AFTER)) if attack_noun(doc, m)), None)
    own = actors_between(doc, noun + 1, min(stop, noun + AFTER)) if noun is not None else ()
    by = next((a for a in own if a.prep in ("", "ل") and not a.beside), None)
    winner = subject_of(doc, k, form, noun) if by is not None and by.slug else None
    if winner is None or winner.actor.slug in (None, by.slug):
        return None
    hits = [h for h in on_preposition(doc, by.j - 1, "in", right_bound(doc, by.j - 1)) if h.how == "near"]
    way = range(by.j, hits[0].place.i) if hits else ()
    if any(f.pos == "vn" and "ل" in f.pro for m in way for f in doc.forms(m)):
        return None  # "محاولة لX لاقتحام Y في Z": Y was attacked
    goal = any(doc.norm(m) in doc.words["slot_to"] for m in way)
    hits = _at_the_head(doc, k) if goal or not hits else hits
    stance = verb_stance(doc, k, form)
    return [
        Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance, weak=True) for hit in hits
    ] or None


def _at_the_head(doc: Document, k: int) -> list[Hit]:
    """ "وفي محور Z صدت X …": the place that the sentence of a verb at ``k`` begins with."""
    first = doc.bounds(k)[0]
    place = next((p for m in range(first, min(first + BEFORE + 1, k)) if (p := doc.place_on.get(m))), None)
    inside = doc.norm(first).lstrip("و") in doc.words["inside"]
    opens = place is not None and inside and place.mention.status != "non_place"
    behind = place.j + (doc.at(place.j).text in COMMAS) if opens else 0
    return [Hit(place, "near", None, None, place.i, k + 1)] if opens and behind in (k, k - 1) else []


def _managed_to(doc: Document, k: int) -> list[Draft] | None:
    """ "حاول Z دخول X لكن Y تمكنت من صدهم": the noun of beating back behind a verb of managing to."""
    form = next((f for f in doc.forms(k) if f.lemma in doc.words["beats_back"] and (f.enc or f.pos == "vn")), None)
    if form is None:
        return None
    verb = next((m for m in range(k - 1, max(k - MANAGED, doc.bounds(k)[0] - 1), -1) if doc.finite(m)), None)
    done = doc.verb_group(verb) in ("manage", "passive_aux") and negated(doc, verb) is None
    managed = done and doc.verb_group(verb) == "manage"
    if done and not form.enc and (the_attack(doc, k) or doc.norm(k + 1) in doc.words["to_whom"]):
        return attack_met(doc, verb, k)
    if managed and not form.enc:
        return _those_who_come(doc, k, verb)
    tried = _tried_before(doc, k) if managed else None
    return None if tried is None else _those_who_tried(doc, verb, doc.finite(verb), tried)


def _those_who_come(doc: Document, k: int, verb: int) -> list[Draft] | None:
    """ "تمكن X من دحر Y التي حاولت الهجوم على Z", "من دحر عناصر من Y حاولوا دخول Z": the side behind the noun at ``k``
    is who tried, by a clause that describes it."""
    side = doc.actor_on.get(k + 1)
    behind = (side.j, side.j + 1, side.j + 2) if side else ()
    tried = next((m for m in behind if doc.finite(m) and doc.norm(m)[:1] not in doc.words["and"]), None)
    if tried is None or not _tries(doc, doc.finite(tried)):
        return None
    stop, winner = right_bound(doc, tried), subject_of(doc, verb, doc.finite(verb), k)
    hits = direct_object(doc, tried, stop) if doc.verb_group(tried) in ATTACKS else target(doc, tried, stop)
    if winner is not None and winner.actor.slug == side.slug:
        return []
    return [Draft("failed-attack", "repelled", k, k + 1, h, winner, Found(side, "near"), Stance(REAL)) for h in hits]


def _tried_before(doc: Document, k: int) -> int | None:
    """The verb of trying before a verb of beating back in its sentence ("حاولوا دخول X لكن Y صدتهم")."""
    before = range(k - 1, doc.bounds(k)[0] - 1, -1)
    return next((m for m in before if (form := doc.finite(m)) and form.lemma in doc.words["tries"]), None)


def _those_who_tried(doc: Document, k: int, form: Form, tried: int) -> list[Draft]:
    """ "حاول Z دخول X لكن Y صدتهم": the place that was tried, by those whom the pronoun at ``k`` stands for."""
    hits = target(doc, tried, k)
    by = subject_of(doc, tried, doc.finite(tried), hits[0].place.i) if hits else None
    winner = subject_of(doc, k, form, right_bound(doc, k))
    if by is None or by.actor.slug is None or (winner is not None and winner.actor.slug == by.actor.slug):
        return []
    stance = verb_stance(doc, k, form)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, stance) for hit in hits]
