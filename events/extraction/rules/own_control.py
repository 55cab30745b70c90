"""Whose control "its control" is: of who puts the place under it, and not of who has just been driven from it."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, agrees_with, done_to, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.rules.lost import ended_by
from events.extraction.subjects import STRIKES, subject_of

LAUNCHED = 3  # tokens from an attack to whose it was ("هجوم شنه X")
BEATS = 5  # tokens from "beat back" over who did so to the attack
LEAVE = ("leave", "expel", "lose")  # groups of nouns of those who have a place no longer


def own_control(doc: Document, k: int, code: str, holder: Found, verb: tuple[int, str] | None) -> Found:
    """Who holds a place under "its control" at token ``k``, where ``holder`` is the side last spoken of.

    "وضع X المدينة تحت سيطرته" tells of X himself. In "طرد X Y من A وأصبحت تحت سيطرته" X is sooner meant than Y.
    """
    if holder.how != "carried" or not code:
        return holder
    if verb is not None and puts_under(doc, verb):
        by = subject_of(doc, verb[0], doc.finite(verb[0]), k)
        if by is None or not by.actor.slug:  # "وضعت الكتيبة الشرقية A تحت سيطرتها": of whom nobody knows the side
            return Found(replace(holder.actor, slug=None, anaphor=False), "near")
        return Found(by.actor, "carried") if agrees_with(by.actor, None, code) else holder
    return sooner_meant(doc, k, code, holder)


def sooner_meant(doc: Document, k: int, code: str, holder: Found) -> Found:
    """Of a pronoun at ``k``, where ``holder`` is the side last spoken of: another side of the sentence that it fits,
    where the last is one that went or was struck ("طردت X Y من A، وآلت إليها B"); else the last. Whose attack was
    beaten back by people of no known side ("صد الحراس هجوما شنه X وأكدوا أن A بأيديهم") is not who has the place.
    """
    beaten = _beaten(doc, holder.actor)
    if not (beaten or _gone(doc, holder.actor) or _struck(doc, holder.actor)):
        return holder
    sides = actors_between(doc, doc.bounds(holder.actor.i)[0], k)
    others = [a for a in sides if a.slug not in (None, holder.actor.slug) and agrees_with(a, None, code)]
    others = [a for a in others if stands_free(a) and not (_gone(doc, a) or _struck(doc, a) or _beaten(doc, a))]
    if not others and beaten:
        return Found(replace(holder.actor, slug=None, anaphor=False), "near")
    return Found(others[-1], "carried") if others else holder


def _beaten(doc: Document, actor: ActorAt) -> bool:
    """ "تصدوا لهجوم شنه X", "أحبطوا محاولة لX": whether a side is whose attack is told to have been beaten back."""
    near = range(actor.i - 1, max(actor.i - LAUNCHED, doc.bounds(actor.i)[0]) - 1, -1)
    attack = next((m for m in near if doc.norm(m).removeprefix("ل") in doc.words["attack_nouns"]), None)
    if attack is None:
        return False
    verbs = (m for m in range(attack - 1, max(attack - BEATS, doc.bounds(actor.i)[0]) - 1, -1))
    return any(form.lemma in doc.words["beats_back"] for m in verbs for form in doc.forms(m))


def _struck(doc: Document, actor: ActorAt) -> bool:
    """ "هاجمت X مواقع Y", "شن X هجوما على Y", "على حساب Y": whether a side is attacked, or pays for it."""
    if doc.norm(actor.i - 1) in doc.words["at_cost"]:
        return True
    verb = next((m for m in range(actor.i - 1, doc.bounds(actor.i)[0] - 1, -1) if doc.finite(m)), None)
    if verb is None or verb == actor.i - 1:
        return False
    attack = any(doc.group(f) == "attack" for m in range(verb + 1, actor.i) for f in doc.forms(m) if f.pos == "vn")
    owned = not stands_free(actor) or doc.tokens[actor.i - 1].kind == "word"
    return owned and (doc.verb_group(verb) in STRIKES or attack)


def puts_under(doc: Document, verb: tuple[int, str]) -> bool:
    """Whether a verb tells that somebody puts something under a control: "وضع", "أعاد X إلى"."""
    return verb[1] in doc.words["puts_under"] and doc.finite(verb[0]).vox != "p"


def _gone(doc: Document, actor: ActorAt) -> bool:
    """Whether a side is one that is driven out ("طردت X Y"), whose going is told by a noun ("انسحاب Y"), or that was
    there ("دخلت X المدينة حيث كانت Y تنتشر، ووقعت في يدها A"), or whose control is ended ("أنهت X وجود Y في A").
    """
    word = actor.i - 1
    by_noun = any(f.pos == "vn" and doc.group(f) in LEAVE for f in doc.forms(word))
    verb = next((m for m in range(word, doc.bounds(word)[0] - 1, -1) if doc.finite(m)), None)
    driven = verb is not None and doc.verb_group(verb) == "expel" and done_to(doc, actor)
    behind = doc.finite(actor.j)
    was = doc.verb_group(word) == "be" and behind is not None and behind.asp == "i"
    first = doc.actor_on.get(word) if actor.conj else None  # "وجود Y وZ"
    owned = first.i - 1 if first is not None else word
    ended = doc.norm(owned) in doc.words["ended_nouns"] and ended_by(doc, owned) is not None
    return by_noun or driven or was or ended
