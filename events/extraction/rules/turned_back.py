"""A rule for attackers who went back as they came: "هاجم X مدينة Y وعاد أدراجه", "حاول X دخول Y لكنه فشل"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document
from events.extraction.endings import OF_PLACES, THEM
from events.extraction.forms import Form
from events.extraction.modality import REAL, Stance, negated, verb_stance
from events.extraction.objects import direct_object
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.failed import attack_noun, target
from events.extraction.rules.went_back import FAILED, FORCED, attackers, went_back
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

TRIED = 8  # tokens from "tried" over its subject to what was tried
NEAR = 6  # tokens from "launched" to the attack
WON = ("capture", "recapture", "advance")


def turned_back(doc: Document, k: int) -> list[Draft] | None:
    """Who had attacked a place, or tried to take it, by the verb before in the sentence, and then went back."""
    told = went_back(doc, k)
    if told is None or _elsewhere(doc, told[1]):
        return None
    came = _came(doc, k, forced=told[0] == FORCED)
    if came is None:
        return _sent_back(doc, k, told[1])
    verb, hits = came
    by = subject_of(doc, verb, doc.finite(verb), hits[0].place.i)
    pair = _who(doc, k, told, by) if by is not None else None
    if pair is None:
        return None
    winner, loser = pair
    return [Draft("failed-attack", "repelled", k, k + 1, h, winner, loser, Stance(REAL), weak=True) for h in hits]


def _sent_back(doc: Document, k: int, word: int) -> list[Draft] | None:
    """ "ردت X Y على أعقابهم قرب Z", "قوة من X ردت المهاجمين على أعقابهم في Z": who sent whom back, and where."""
    form = doc.finite(k)
    sides = [a for a in actors_between(doc, k + 1, word) if stands_free(a)]
    if form.lemma not in doc.words["sends_back"] or not 0 < len(sides) <= 2:
        return None
    by = Found(sides[0], "near") if len(sides) == 2 else subject_of(doc, k, form, k + 1)
    if by is None or by.how != "near" or by.actor.slug in (None, sides[-1].slug) or by.actor is sides[-1]:
        return None
    near = (on_preposition(doc, word, slot, right_bound(doc, word)) for slot in ("near", "in", "upon", "from"))
    hits = next((found for found in near if found), [])
    sent = Found(sides[-1], "near")
    stance = verb_stance(doc, k, form)
    return [Draft("failed-attack", "repelled", k, k + 1, h, by, sent, stance, weak=True) for h in hits] or None


def _elsewhere(doc: Document, word: int) -> bool:
    """ "أجبروا على التراجع من Z": whether who went back left a place that is told by its name."""
    return doc.norm(word + 1) in doc.words["from"] and word + 2 in doc.place_on


def _came(doc: Document, k: int, *, forced: bool) -> tuple[int, list[Hit]] | None:
    """The verb of attacking or trying before ``k`` in its sentence and the places it is told of, or of having come to
    one from which they were then forced back; None where those who came had entered by then."""
    for m in range(k - 1, doc.bounds(k)[0] - 1, -1):
        form = doc.finite(m)
        if form is None:
            continue
        comes = forced and form.lemma in doc.words["arrives"]
        if (form.lemma in doc.words["goes_against"] or _advances(doc, form) or comes) and negated(doc, m) is None:
            hits = _attacked(doc, m, form)
            return (m, hits) if hits and not _won(doc, m + 1, k) else None
        if doc.group(form) not in ("cite", "be", "manage", "kill", "other", "fail") and not _passing(doc, m):
            return None
    return None


def _passing(doc: Document, m: int) -> bool:
    """A verb of a relative clause, or of what the fight was, between an attack and its end."""
    return doc.norm(m - 1) in doc.words["relatives"] or doc.verb_group(m) in ("fight", "attack")


def _advances(doc: Document, form: Form) -> bool:
    return form.lemma in doc.words["pushes"]


def _attacked(doc: Document, m: int, form: Form) -> list[Hit]:
    """The place that the verb of attack at ``m`` is told of: its object, what its noun of attack is on, what was tried,
    where a push was bound for."""
    stop = right_bound(doc, m)
    if form.lemma in doc.words["tries"]:
        return target(doc, m, stop) if _tries_to_take(doc, m, stop) else []
    if _advances(doc, form) or form.lemma in doc.words["arrives"]:
        hits = on_preposition(doc, m, "to", stop)
        return hits if hits and hits[0].how == "near" else []
    noun = next((n for n in range(m + 1, min(m + NEAR, stop)) if attack_noun(doc, n)), None)
    if noun is not None or form.lemma not in doc.words["assails"]:
        return target(doc, noun, stop) if noun is not None else []
    return direct_object(doc, m, stop)


def _tries_to_take(doc: Document, m: int, stop: int) -> bool:
    """Whether what is tried at ``m`` is to take, enter or attack: not "حاول X إدخال المساعدات إلى Y"."""
    noun = next((n for n in range(m + 1, min(m + TRIED, stop)) if any(f.pos == "vn" for f in doc.forms(n))), None)
    if noun is None or attack_noun(doc, noun):
        return noun is not None
    frames = (frame for f in doc.forms(noun) if f.pos == "vn" for frame in doc.lexicon.frames_of.get(f.lemma, ()))
    return (
        any(frame.type in WON and not frame.needs for frame in frames)
        or doc.norm(noun).lstrip("ل") in doc.words["control_noun"]
        or any(f.pos == "vn" and f.lemma in doc.words["arrives"] for f in doc.forms(noun))
    )


def _won(doc: Document, i: int, j: int) -> bool:
    """Whether ground was won between an attack and its end: "هاجموا X ودخلوها ثم أجبروا على التراجع"."""
    verbs = ((m, form) for m in range(i, j) if (form := doc.finite(m)) is not None and negated(doc, m) is None)
    return any(frame.type in WON for _, form in verbs for frame in doc.lexicon.frames_of.get(form.lemma, ()))


def _who(doc: Document, k: int, told: tuple[str, int], by: Found) -> tuple[Found | None, Found | None] | None:
    """Who sent the attackers back, and who they are; None where somebody else went back."""
    how, word = told
    form, slug = doc.finite(k), by.actor.slug
    loser = by if slug else None
    between = [a for a in actors_between(doc, k + 1, word) if stands_free(a)]
    sends = how == FORCED or form.lemma in doc.words["sends_back"]
    if sends and (form.enc in OF_PLACES or form.enc == THEM):
        winner = subject_of(doc, k, form, word)
        known = winner is not None and winner.actor.slug is not None
        return (winner if known and winner.actor.slug != slug else None, loser)
    if sends and len(between) > 1:
        winner, sent = between[0], between[-1]
        return (Found(winner, "near"), loser) if sent.slug in (slug, None) and winner.slug != slug else None
    noun = doc.norm(k + 1) not in doc.words["prepositions"] and k + 1 not in doc.actor_on
    people = noun and doc.norm(k + 1).startswith(ARTICLE)  # "وعادت الطائرات أدراجها"
    others = how == FORCED and doc.norm(k + 1) not in doc.words["forced_to"]  # "وأجبر سكانها على الفرار"
    if not between and how != FAILED and (people or others):
        return None
    if how != FAILED and between:
        return (None, loser) if between[0].slug in (slug, None) else None
    if (side := attackers(doc, k)) is not None:
        return (None, loser) if side.slug in (slug, None) else None
    who = subject_of(doc, k, form, word)
    return (None, loser) if who is not None and who.actor.slug == slug else None
