"""An attack told before in the sentence, and who beat it back: "هاجم Y مدينة X وصد Z الهجوم", "وتم التصدي له"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.modality import Stance, verb_stance
from events.extraction.objects import direct_object
from events.extraction.rules.draft import Draft
from events.extraction.rules.failed import attack_noun, launcher, suffered_by, target, told_beaten
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

ATTACKS = ("attack",)


def attack_before(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "شنت Y هجوماً على X لكن Z صدته": the attack told before in the sentence, by whoever is not the defender."""
    i, _ = doc.bounds(k)
    attack = next((m for m in range(k - 1, i - 1, -1) if attack_noun(doc, m)), None)
    winner = subject_of(doc, k, form, right_bound(doc, k)) if attack is not None else None
    if winner is None or winner.actor.slug is None:
        return _by_others(doc, k, form, attack) if attack is not None else None
    by = [a for a in actors_between(doc, i, k) if a.slug not in (None, winner.actor.slug) and not a.beside]
    stance = verb_stance(doc, k, form)
    losing = Found(by[-1], "near") if by else None
    hits = target(doc, attack, k) or suffered_by(doc, attack)  # "شهدت X هجوما لY تصدت له Z"
    hits = hits or next((h for slot in ("near", "in") if (h := on_preposition(doc, k, slot, right_bound(doc, k)))), [])
    return [Draft("failed-attack", "repelled", k, k + 1, h, winner, losing, stance) for h in hits]


def _by_others(doc: Document, k: int, form: Form, attack: int) -> list[Draft] | None:
    """ "بعد هجوم لـX على Y صده الأهالي", "هجوم صده أبناء القبائل في Y": by people of no known side who stand right
    behind the verb that describes the attack."""
    behind = doc.at(k + 1).kind == "word" and doc.norm(k + 1) not in doc.words["prepositions"]
    if not behind or any(doc.finite(m) for m in range(attack + 1, k)):
        return None
    own = [a for a in actors_between(doc, attack + 1, k) if a.slug and not a.beside]
    losing = Found(own[0], "near") if own else launcher(doc, attack)
    hits = target(doc, attack, k) or on_preposition(doc, k, "in", right_bound(doc, k))
    stance = verb_stance(doc, k, form)
    return [Draft("failed-attack", "repelled", k, k + 1, h, None, losing, stance, weak=True) for h in hits] or None


def attacker_met(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "هاجم Y مدينة X فصدته Z": whom the pronoun stands for had attacked a place by the verb right before."""
    verb = next((m for m in range(k - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    attacked = verb is not None and doc.finite(verb).lemma in doc.words["assails"]
    return attack_told(doc, k, form) if attacked and form.pro else None


def attack_told(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "هاجم Y مدينة X لكن Z صد الهجوم": the place of the verb of attack before in the sentence."""
    winner = subject_of(doc, k, form, right_bound(doc, k))
    if winner is None or winner.actor.slug is None:
        return None
    return _of_verb(doc, k, k, winner, verb_stance(doc, k, form)) or attack_before(doc, k, form)


def attack_met(doc: Document, verb: int, k: int) -> list[Draft] | None:
    """ "هاجم Y مدينة X وتمكن Z من صد الهجوم", "وتم التصدي له": by the noun at ``k`` of the verb at ``verb``."""
    form = doc.finite(verb)
    winner = subject_of(doc, verb, form, k) if doc.verb_group(verb) == "manage" else None
    winner = winner if winner is not None and winner.actor.slug else None
    stance = verb_stance(doc, verb, form)
    attack = next((m for m in range(verb - 1, doc.bounds(k)[0] - 1, -1) if attack_noun(doc, m)), None)
    if attack is not None and told_beaten(doc, attack) is not None:
        return None  # the noun of attack itself tells it
    if told := _of_verb(doc, verb, k, winner, stance):
        return told
    if attack is None:
        return None
    own = [a for a in actors_between(doc, attack + 1, verb) if a.slug and not a.beside]
    losing = Found(own[0], "near") if own else launcher(doc, attack)
    if losing is not None and winner is not None and losing.actor.slug == winner.actor.slug:
        losing = None
    hits = target(doc, attack, verb) or suffered_by(doc, attack)
    return [Draft("failed-attack", "repelled", k, k + 1, h, winner, losing, stance) for h in hits] or None


def _of_verb(doc: Document, first: int, k: int, winner: Found | None, stance: Stance) -> list[Draft]:
    """The drafts of the last verb of attack before token ``first`` in the sentence, told at ``k``."""
    for m in range(first - 1, doc.bounds(k)[0] - 1, -1):
        before = doc.finite(m)
        if before is None or doc.group(before) not in ATTACKS or before.enc:
            continue
        stop = right_bound(doc, m)
        hits = direct_object(doc, m, stop) or on_preposition(doc, m, "upon", stop)
        by = subject_of(doc, m, before, hits[0].place.i) if hits else None
        slug = winner.actor.slug if winner is not None else None
        losing = by if by is not None and by.actor.slug not in (None, slug) else None
        return [Draft("failed-attack", "repelled", k, k + 1, h, winner, losing, stance) for h in hits]
    return []


def the_attack(doc: Document, k: int) -> bool:
    """Whether "the attack" is what is beaten back at ``k``, right behind it or behind its subject."""
    side = doc.actor_on.get(k + 1)
    first = side.j if side is not None and not side.prep else k + 1
    words = (doc.norm(m) for m in (first, first + 1))
    return any(("ال" + word[2:] if word.startswith("لل") else word) in doc.words["the_attack"] for word in words)
