"""Which sides stand in a clause, what is done to them, and which side a verb or a pronoun goes back to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from events.extraction.clause_bounds import left_bound
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM, THEM_BOTH
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.marks import COMMAS, QUOTES

# How a side is found that is only told to take part in what another does; that attacked what then fell.
HELPER, ATTACKER = "helper", "attacker"
TOLD_BEFORE = "told before"  # of whom the text told before one spoke whose side is not named
EXPLOITS = 14  # tokens from "made use of" to the verb that tells for what
HEADS = frozenset(":.\u2026|")  # marks behind the place that heads a line
THEY_DID = "\u0648\u0627"  # the ending of a plural verb
OF_MEN = ("fight", "attack", "expel", "manage", "siege")  # groups of verbs of what is done to men
HELD = ("control", "presence", "siege", "attack")  # groups of nouns of a side's hold on a place, or its attack on it
WAS = ("be", "stay")  # groups of verbs before another of the same subject
OF_LAND = ("ي", "يه", "يون", "يين")  # how an adjective of a country ends
NO_NOUNS = ("prepositions", "complementizers", "relatives", "not", "an", "and_then", "despite", "qad")


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Found:
    """A side found for a slot, and how: near, carried (from an earlier clause), pronoun, HELPER, ATTACKER,
    TOLD_BEFORE.
    """

    actor: ActorAt
    how: str


def agrees(form: Form, actor: ActorAt, *, before: bool) -> bool:
    """Whether a side can be the subject of a verb form; after its subject a verb agrees in full, before it in
    gender.
    """
    if form.num == "p" and before:
        return actor.agree in ("p", "f", EITHER)
    if form.num == "d" or actor.agree == EITHER:
        return True
    if form.gen == "f":
        return actor.agree in ("f", "p") if not before else actor.agree == "f"
    return actor.agree in ("m", "p") if not before else actor.agree == "m"


def describes_noun(doc: Document, m: int) -> bool:
    """Whether the verb at ``m`` only describes the indefinite noun before it ("هجوم شنه X", "حصارا كانت X تفرضه")."""
    form = doc.finite(m)
    if form is None or not form.enc:
        return False
    m = _auxiliary_of(doc, m)
    if doc.finite(m).pro or m == 0 or doc.tokens[m - 1].kind != "word":
        return False
    word, before = doc.norm(m - 1), doc.norm(m - 2).lstrip("و")
    governed = before in doc.words["prepositions"] or before in doc.words["despite"]
    verb = doc.finite(m - 1) is not None and not governed
    taken = verb or doc.mentioned(m - 1)
    small = any(word.lstrip("و") in doc.words[name] for name in NO_NOUNS) or doc.match(
        m - 1, doc.lexicon.phrases["breaks"]
    )
    definite = word.lstrip("ولب").startswith("ال") and not doc.tokens[m - 1].text.lstrip("ولب").startswith("أل")
    return not taken and not small and not definite  # "ألغام" begins as if with the article


def _auxiliary_of(doc: Document, m: int) -> int:
    """The token of "was" before the verb at ``m``, over its subject ("كانت X (قد) تفرضه"), or ``m``."""
    n = m - 1 - (doc.norm(m - 1) in doc.words["qad"])
    n = doc.actor_on[n].i - 1 if n in doc.actor_on else n
    return n if doc.verb_group(n) in WAS else m


def _in_description(doc: Document, actor: ActorAt) -> bool:
    """ "هجوم شنه X", "هجوما كانت X تشنه": whether a side is only the subject of what describes a noun."""
    verb = actor.j + (doc.norm(actor.j) in doc.words["qad"])
    return describes_noun(doc, actor.i - 1) or (doc.verb_group(actor.i - 1) in WAS and describes_noun(doc, verb))


def _laid(doc: Document, actor: ActorAt) -> bool:
    """ "دمر X الخطوط التي أقامها Y": whether a side is only the subject of a relative clause, right behind its verb."""
    m = actor.i - 1
    return doc.norm(m - 1) in doc.words["relatives"] and not actor.prep and bool(doc.finite(m) or _unlisted(doc, m))


def stands_free(actor: ActorAt) -> bool:
    """Whether a side may be a subject: no preposition before it, not only a supporter."""
    return not actor.prep and not actor.beside


def actors_between(doc: Document, i: int, j: int) -> list[ActorAt]:
    """Sides that begin in tokens ``[i, j)``, in order."""
    starts, actors = doc.sides_met
    return [actor for actor in actors[bisect_left(starts, i) : bisect_left(starts, j)] if i <= actor.i]


def done_to(doc: Document, actor: ActorAt) -> bool:
    """ "فاجأت X Y في Z وتمكنت": of two sides right behind one another the second is the object, whatever the verb, and
    so is one right behind a plural verb ("سحقوا X")."""
    if doc.norm(actor.i - 1).endswith(THEY_DID) and not actor.conj and _unlisted(doc, actor.i - 1):
        return True
    if actor.conj and (joined := doc.actor_on.get(actor.i - 1)) is not None:
        return done_to(doc, joined)  # "كان Z يحاصر X وY"
    if actor.conj or actor.prep:
        return False
    if _behind_doer(doc, actor) or _driven_out(doc, actor) or follows_side_and_verb(doc, actor):
        return True
    m = actor.i - 1
    described = m not in doc.date_on and doc.norm(m).startswith("ال") and doc.norm(m).endswith(OF_LAND)
    place = doc.place_on.get(m)
    if (described and m not in doc.actor_on) or doc.tokens[m].text in QUOTES:
        m -= 1
    before = doc.actor_on.get(place.i - 1 if place is not None else m)
    other = before is not None and before.slug != actor.slug and stands_free(before)
    return other and (
        before.slug is not None or before.anaphor or (place is not None and not place.prep and before.people)
    )


def _behind_doer(doc: Document, actor: ActorAt) -> bool:
    """ "دحر أسود الأنبار داعش واستعادوا A", "هزم ثوارنا داعش": a noun right behind the verb that drives out does it."""
    first, _ = doc.bounds(actor.i)
    verb = next((m for m in range(actor.i - 2, max(actor.i - 5, first - 1), -1) if doc.finite(m)), None)
    if verb is None or verb + 1 in doc.actor_on or verb + 1 in doc.date_on or doc.verb_group(verb) != "expel":
        return False
    words = range(verb + 1, actor.i)
    plain = all(doc.tokens[m].kind == "word" and doc.norm(m) not in doc.words["prepositions"] for m in words)
    word = doc.norm(verb + 1)
    doer = word.removeprefix("ال") in doc.words["praise"] or word.endswith("نا") or verb + 2 in doc.place_on
    return plain and doer and verb + 1 not in doc.place_on and not doc.finite(verb).enc


def follows_side_and_verb(doc: Document, actor: ActorAt) -> bool:
    """ "X أجبر Y على الانسحاب وسيطر", "X كبدت Y خسائر": right behind a verb of what is done to men, whose subject heads
    the clause right before it.
    """
    m = actor.i - 1
    while m in doc.date_on:  # "أجبر أمس الاثنين Y"
        m -= 1
    last = m - 1 - (doc.norm(m - 1) in doc.words["qad"])
    form, before = doc.finite(m), doc.actor_on.get(last - (doc.tokens[last].text in QUOTES))
    if before is None or before.slug == actor.slug or not stands_free(before):
        return False
    first = before.i - (doc.tokens[before.i - 1].text in QUOTES)
    opens = before.i == left_bound(doc, m) or doc.tokens[first - 1].text in COMMAS
    opens = opens or doc.verb_group(first - 1) == "be"  # "وكانت X قد باغتت Y"
    if not opens and doc.norm(first - 1).lstrip("و") not in doc.words["complementizers"]:
        return False
    if form is None:
        word = doc.norm(m)
        small = word in doc.words["prepositions"] or word in doc.words["not"] or word.startswith(("ال", "و"))
        return not (small or doc.mentioned(m) or doc.forms(m))
    done_to_it = bool(form.enc)  # "كان X قد هاجمه Y": who stands behind the pronoun does it
    return not done_to_it and doc.group(form) in OF_MEN and agrees(form, before, before=True)


def _driven_out(doc: Document, actor: ActorAt) -> bool:
    """ "تم طرد X من Y واستعادتها": the one side behind the noun of driving out; of two the first drives out."""
    m = actor.i - 1
    if not any(f.pos == "vn" and doc.group(f) == "expel" and not f.enc for f in doc.forms(m)):
        return False
    rest = actors_between(doc, actor.j, doc.bounds(m)[1]) if doc.finite(m) else [doc.actor_on.get(actor.j)]
    return not any(a is not None and stands_free(a) and not a.conj for a in rest)


def _unlisted(doc: Document, m: int) -> bool:
    """Whether the word at ``m`` is no name, no day and no form of a listed verb."""
    named = any(m in on for on in (doc.actor_on, doc.place_on, doc.date_on))
    return not named and not doc.forms(m) and len(doc.norm(m)) > len(THEY_DID) + 2


def carried(doc: Document, k: int, form: Form | None, pronoun: str = "") -> Found | None:
    """The side last spoken of before token ``k`` that agrees with a verb form or a pronoun."""
    k = min(max(k, 0), len(doc.tokens) - 1)
    own = doc.sentence_of[min(k + 1, len(doc.tokens) - 1)]
    while k > 0 and doc.sentence_of[k] < 0:  # a line end between two sentences belongs to neither
        k -= 1
    sentence = doc.sentence_of[k]
    alone = own > 0 and _headed_item(doc, own)
    for back in range(1 if alone and sentence == own else 0 if alone else 3):
        if sentence - back < 0:
            break
        i, j = doc.sentences[sentence - back]
        stop = min(j, k + 1) if back == 0 else j
        fits = [a for a in actors_between(doc, i, stop) if a.slug and agrees_with(a, form, pronoun)]
        fits = [a for a in fits if not _in_description(doc, a)] or fits  # "رغم هجوم شنه X"
        fits = fits if pronoun or not back else [a for a in fits if not _laid(doc, a)]
        if pronoun == THEM:  # "them" are people where people were spoken of
            fits = [a for a in fits if a.people or a.agree == "p"] or fits
        free = [a for a in fits if stands_free(a)]
        if free and not pronoun and not back and all(_done_to_nameless(doc, a) for a in free):
            return None
        if not pronoun:
            lesser = (done_to, _of_governed, _whose_control)
            free = [a for a in free if not any(only(doc, a) for only in lesser)] or free
        if (back or sentence < own) and free:  # an earlier sentence gives its topic, the first side that stood free
            return Found(free[0], "carried")
        if free or fits:
            known = free or fits
            if pronoun == THEM_BOTH and known[-1].conj:  # "هاجم X وY A وباتت بيدهما": the first of the two
                return Found(known[-2:][0], "carried")
            return Found(known[-1], "carried")
    return None


def _done_to_nameless(doc: Document, actor: ActorAt) -> bool:
    """ "كبد الجيش X خسائر قبل أن يسيطر": whether a side stands right behind one that is not known, which goes on."""
    before = doc.actor_on.get(actor.i - 1)
    return before is not None and before.slug is None and before.anaphor and done_to(doc, actor)


def _headed_item(doc: Document, number: int) -> bool:
    """ "درعا: …" on a line of its own: what a bulletin tells below another place is told of no side named above."""
    first, end = doc.sentences[number]
    place = doc.place_on.get(first)
    head = place is not None and not place.prep and place.j < end and doc.tokens[place.j].text[:1] in HEADS
    return head and doc.tokens[first - 1].kind == "newline"


def _of_governed(doc: Document, actor: ActorAt) -> bool:
    """ "مستفيدا من انشغال X": a side in the genitive of a noun behind a preposition is not who goes on."""
    m = actor.i - 1
    noun = m > 0 and doc.tokens[m].kind == "word" and not doc.mentioned(m) and doc.finite(m) is None
    plain = noun and not doc.norm(m).startswith("ال") and doc.norm(m) not in doc.words["prepositions"]
    return plain and doc.norm(m - 1) in doc.words["from"] | doc.words["slot_in"]


def _whose_control(doc: Document, actor: ActorAt) -> bool:
    """ "أنهى X سيطرة Y على A بعدما دخل", "صد X هجوم Y قبل أن يدخل": whose rule or attack a verb's object is does not go
    on."""
    m = actor.i - (2 if doc.tokens[actor.i - 1].text in QUOTES else 1)
    told = doc.norm(m) in doc.words["rule_of"] or any(f.pos == "vn" and doc.group(f) in HELD for f in doc.forms(m))
    noun = m > 0 and m not in doc.place_on and told
    before = doc.norm(m - 1)
    return noun and not (before in doc.words["prepositions"] or before.lstrip("و") in doc.words["after"])


def agrees_with(actor: ActorAt, form: Form | None, pronoun: str) -> bool:
    """Whether a side may be meant by a pronoun, or be the subject of a verb form behind it; "us" is no side told of."""
    if pronoun:
        return {
            HIM: actor.agree in ("m", EITHER),
            HER: actor.agree in ("f", EITHER),
            THEM: True,
            THEM_BOTH: True,
        }.get(pronoun, False)
    return form is None or agrees(form, actor, before=True)


def exploiter(doc: Document, k: int) -> ActorAt | None:
    """ "استغل X انشغال Y ليسيطر على A": who makes use of something, told before a verb at ``k`` with "li-", which then
    tells what he did by it."""
    form = doc.finite(k)
    if form is None or form.asp != "i" or "ل" not in form.pro:
        return None
    for m in range(k - 1, max(k - EXPLOITS, doc.bounds(k)[0]) - 1, -1):
        if doc.norm(m).lstrip("وف") in doc.words["exploits"] and m not in doc.place_on:
            before = m - 1 - (doc.norm(m - 1) in doc.words["qad"])  # "كان X قد استغل"
            side = doc.actor_on.get(m + 1) or doc.actor_on.get(before)
            return side if side is not None and stands_free(side) else None
        if doc.finite(m) or doc.tokens[m].text in COMMAS:
            return None
    return None
