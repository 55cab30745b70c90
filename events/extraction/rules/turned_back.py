"""A rule for attackers who turn back: "هاجم Y مدينة X لكنهم عادوا أدراجهم", "حاول Y دخول X فأجبره Z على التراجع"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import PRONOUNS
from events.extraction.modality import REAL, Stance, verb_stance
from events.extraction.objects import direct_object
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.failed import attack_noun, target
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

BACK = 30  # tokens from the turning back to the attack that it ends
BUT = 6  # tokens from "but" to the retreat
AND = "وف"


def turned_back(doc: Document, k: int) -> list[Draft] | None:
    """Attackers told before in the sentence who turn back of themselves, or are made to by the defenders."""
    made = _made_to(doc, k)
    if made is None and not _on_their_heels(doc, k) and not _but_retreat(doc, k):
        return None
    attack = _attack_before(doc, k)
    if attack is None:
        return None
    hits, by = _of_attack(doc, attack, k)
    if by is None or by.actor.slug is None or verb_stance(doc, attack, doc.finite(attack)).kind != REAL:
        return None
    others = [a for a in _told_then(doc, max(hits[-1].place.j, by.actor.j), k) if a.slug != by.actor.slug]
    if others and not made:
        return None  # "هاجم Y مدينة X فتراجع Z": who turns back is the other
    winner = Found(others[-1], "near") if others and others[-1].slug else None
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, Stance(REAL), weak=True) for hit in hits]


def _told_then(doc: Document, i: int, k: int) -> list[ActorAt]:
    """The sides told in their own right from the attack to the turning back at ``k``, or right behind that."""
    told = (a for a in actors_between(doc, i, right_bound(doc, k)) if a.i < k or a.i == k + 1)
    return [a for a in told if stands_free(a) and not a.beside]


def _made_to(doc: Document, k: int) -> bool | None:
    """ "اضطروا إلى التراجع", "وأرغمهم على الفرار": whether others make them turn back; None: nobody is made to."""
    word = doc.norm(k).lstrip(AND)
    ending = next((e for e in PRONOUNS if word.endswith(e) and word.removesuffix(e) in doc.words["forces"]), "")
    if not (ending or word in doc.words["forces"]) or doc.norm(k + 1) not in doc.words["forced_to"]:
        return None
    back = doc.words["flees"] | doc.words["came_back"]
    return bool(ending) if any(f.pos == "vn" and f.lemma in back for f in doc.forms(k + 2)) else None


def _on_their_heels(doc: Document, k: int) -> bool:
    """ "عادوا أدراجهم", "ارتدوا على أعقابهم", "عادت من حيث أتت"."""
    if doc.norm(k).lstrip(AND) not in doc.words["turns_back"]:
        return False
    heels = any(doc.norm(m) in doc.words["heels"] for m in (k + 1, k + 2))
    return heels or (doc.norm(k + 1) in doc.words["from"] and doc.norm(k + 2) in doc.words["where_from"])


def _but_retreat(doc: Document, k: int) -> bool:
    """ "لكنهم تراجعوا", "غير أنها انسحبت": a retreat from no place of its own, which "but" sets against the attack."""
    form = doc.finite(k)
    if form is None or form.asp != "p" or form.lemma not in doc.words["flees"]:
        return False
    if any(doc.norm(m) in doc.words["from"] for m in range(k + 1, min(k + 4, right_bound(doc, k)))):
        return False
    near = range(max(k - BUT, doc.bounds(k)[0]), k)
    but_that = (m for m in near if doc.norm(m) in doc.words["but_part"] and doc.norm(m + 1) in doc.words["but_that"])
    return any(doc.norm(m) in doc.words["howevers"] for m in near) or any(True for m in but_that)


def _attack_before(doc: Document, k: int) -> int | None:
    """The last attack or attempt told before the word at ``k`` in its sentence; None behind a taking."""
    for m in range(k - 1, max(doc.bounds(k)[0], k - BACK) - 1, -1):
        form = doc.finite(m)
        if form and form.asp == "p" and (doc.group(form) == "attack" or form.lemma in doc.words["tries"]):
            return m
        if form and doc.group(form) in ("control", "fall", "handover"):
            return None
    return None


def _of_attack(doc: Document, m: int, k: int) -> tuple[list[Hit], Found | None]:
    """The places of the attack that the verb at ``m`` tells, and whose it was."""
    form, stop = doc.finite(m), min(right_bound(doc, m), k)
    noun = next((n for n in range(m + 1, stop) if attack_noun(doc, n) and n not in doc.actor_on), None)
    if form.lemma in doc.words["tries"]:
        hits = target(doc, m, stop)
    elif noun is not None:
        hits = target(doc, noun, stop)
    else:
        hits = direct_object(doc, m, stop) or on_preposition(doc, m, "upon", stop)
    return hits, subject_of(doc, m, form, hits[0].place.i) if hits else None
