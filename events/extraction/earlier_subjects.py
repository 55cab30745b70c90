"""Who was told of before a verb and does what it tells: described there, announcing it, at the head of its sentence."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, agrees, carried, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import THEM
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.relatives import antecedent
from events.extraction.subject_signs import announces

GAINS = ("control", "advance")
GONE, STRUCK = ("leave", "lose", "surrender"), ("attack", "fight", "siege", "expel")  # groups of verbs
GOES_ON = (*GAINS, "presence")  # groups of verbs of a relative clause that the next one goes on from


def within_relative(doc: Document, k: int, form: Form, m: int) -> Found | None:
    """ "طردوا Y التي دخلت A وسيطرت عليها", "قصفوا Y الذي يسيطر على A ويحاصر B": who is described goes on, where both
    verbs are alike and no comma parts them."""
    before = doc.finite(m)
    alike = (before.asp, before.num, before.gen) == (form.asp, form.num, form.gen)
    joined = "و" in form.pro and doc.group(before) in GOES_ON and form.lemma not in doc.words["retake"]
    if not (alike and joined) or any(doc.tokens[n].text in COMMAS for n in range(m, k)):
        return None
    side = antecedent(doc, m)
    return Found(side, "carried") if isinstance(side, ActorAt) and side.slug else None


def as_one(form: Form, before: Form, found: Found, m: int) -> bool:
    """ "دخلت عناصر X المدينة وطردت Y": people behind a verb at ``m`` that speaks of them as "she" go on as "she"."""
    she = all(f.gen == "f" and f.num == "s" for f in (form, before))
    return she and found.actor.agree == "p" and found.actor.i == m + 1


def pronoun_object(doc: Document, k: int, code: str, doer: Found | None) -> Found | None:
    """Whom the pronoun on a verb stands for: the side spoken of last that fits it and is not the doer; nobody where
    that side may as well be the doer ("أفرجت X عن أسرى وأخرجتهم من Y").
    """
    own = doer.actor.slug if doer else None
    found = carried(doc, k - 1, None, code)
    form = doc.finite(k)
    if doer is None and found and form and found.actor.agree == form.gen == "f" and code == THEM:
        return None
    if found and found.actor.slug != own:
        return found
    i, _ = doc.bounds(k)
    others = [a for a in actors_between(doc, i, k) if a.slug and a.slug != own and not a.beside]
    return Found(others[-1], "carried") if others else None


def announcer_before(doc: Document, k: int, form: Form) -> Found | None:
    """ "قال X إنه طرد Y من A": the pronoun of "that he" is the side that speaks."""
    that = left_bound(doc, k) - 1
    found = carried(doc, that, form) if that > 0 else None
    return Found(found.actor, "near") if found and announces(doc, found.actor, that) else None


def main_before(doc: Document, k: int, form: Form) -> Found | None:
    """ "دخل X المدينة بعد أن طرد Y منها": the side that the sentence began with, where it fits the verb."""
    after = doc.norm(k - 1) in doc.words["an"] and doc.norm(k - 2).lstrip("و") in doc.words["before_an"]
    if not after and doc.norm(k - 1).lstrip("و") not in doc.words["after_which"] | doc.words["at_which"]:
        return None
    first = doc.bounds(k)[0]
    free = [a for a in actors_between(doc, first, k - 1) if stands_free(a)]
    fits = free and free[0].slug and agrees(form, free[0], before=True)
    return Found(free[0], "carried") if fits else None


def taker_described(doc: Document, k: int) -> Found | None:
    """ "قاتل X Y الذي سيطر على A بعد طرد Z منها": what a relative clause tells "after" of the place that its side took
    is that side's; of another place, or where it tells how things stand ("Y الذين يسيطرون على A، بعد كسر حصار B"), it
    may be the main subject's."""
    verb = next((m for m in range(k - 2, doc.bounds(k)[0], -1) if doc.finite(m)), None)
    form = doc.finite(verb) if verb is not None else None
    if form is None or doc.group(form) not in GAINS or form.vox == "p" or form.asp != "p":
        return None
    if any(doc.tokens[m].text in COMMAS for m in range(verb, k)) or any(
        m in doc.place_on for m in range(k, right_bound(doc, k))
    ):
        return None
    side = antecedent(doc, verb)
    known = isinstance(side, ActorAt) and side.slug and not any(stands_free(a) for a in actors_between(doc, verb, k))
    return Found(side, "carried") if known else None


def who_had_been_at_it(doc: Document, k: int) -> list[Found | None]:
    """ "هاجم X مدينة A، وكان Y يقصف منها B منذ احتلالها": what "after" tells in a clause of what a side had done or was
    doing is that side's, not the main verb's; nobody's where it only fought, left or lost the place. An empty list
    where no such clause is told."""
    first = doc.bounds(k)[0]
    be = next((m for m in range(k - 2, first - 1, -1) if doc.verb_group(m) == "be"), None)
    side = doc.actor_on.get(be + 1) if be is not None else None
    if side is None or side.i != be + 1 or not stands_free(side) or not (be == first or "و" in doc.finite(be).pro):
        return []
    verbs = [m for m in range(side.j, k) if doc.finite(m)]
    others = [a for a in actors_between(doc, side.j, k) if stands_free(a)]
    if not verbs or others or not agrees(doc.finite(verbs[0]), side, before=True):
        return []
    it = any(doc.finite(m).enc for m in verbs) or any(m in doc.place_on for m in range(verbs[0], k))
    unlike = any(doc.verb_group(m) in GONE or (it and doc.verb_group(m) in STRUCK) for m in verbs)
    return [Found(side, "carried") if side.slug and not unlike else None]
