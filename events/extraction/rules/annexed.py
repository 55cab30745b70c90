"""Who adds a place to what is his: "أضاف X مدينة Y إلى المدن التي يسيطر عليها"، "انضمت Y إلى قائمة المدن المحررة"."""

from __future__ import annotations

from events.extraction.adjuncts import gap
from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document
from events.extraction.endings import OWNERS
from events.extraction.forms import Form
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import EXPECTED, REAL, Stance, verb_stance
from events.extraction.objects import direct_object
from events.extraction.proclitics import ARTICLE, bare_noun
from events.extraction.referents import Hit, hit_at, prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import only_adverbs
from events.extraction.subject_places import subject_place
from events.extraction.subjects import subject_of

REACH = 16  # tokens from the verb to "to the towns that"
LIST = 5  # tokens from there to "towns"
OUT = 3  # tokens from "out of control" to whose
TAIL = 10  # tokens from "towns" to who has them
HAVING = ("control", "holds", "fall", "under", "presence")  # groups of verbs and adjectives of places that a side has


def annexed(doc: Document, k: int) -> list[Draft] | None:
    """A place added to those of a side: taken by who adds it, or by whom the others belong to."""
    form = doc.finite(k) or _noun_as_verb(doc, k)
    if form is None or form.lemma not in doc.words["annexes"]:
        return None
    stop = doc.bounds(k)[1]
    if own := _to_itself(doc, k, form):
        by = subject_of(doc, k, form, own[0].start)
        return [Draft("annexed", "capture", k, k + 1, hit, by, None, _stance(doc, k, form), weak=True) for hit in own]
    goal = _goal(doc, k, stop)
    whose = _whose(doc, goal, min(stop, goal + TAIL)) if goal else None
    if not goal or whose is None:
        return None
    adds = form.lemma not in doc.words["joins"] and form.vox != "p"
    hits = direct_object(doc, k, goal) if adds else []
    side = doc.actor_on.get(k + 1)
    subject = Found(side, "near") if hits and side else subject_of(doc, k, form, hits[0].start) if hits else None
    if not hits:
        hits = subject_place(doc, k, left_bound(doc, k), goal)
    if not hits or any(hit.place.i >= goal for hit in hits):
        return []
    gaining, losing = _sides(doc, whose, subject)
    stance = _stance(doc, k, form)
    return [Draft("annexed", "capture", k, k + 1, hit, gaining, losing, stance, weak=True) for hit in hits]


def _to_itself(doc: Document, k: int, form: Form) -> list[Hit]:
    """ "ضم X إليه (أيضا) بلدة Y": the places right behind "to itself", which stands behind the verb or its subject."""
    if form.lemma in doc.words["joins"]:
        return []
    words = gap(doc, k + 1, min(k + REACH, right_bound(doc, k)))
    m = next((m for m in words if prep_at(doc, m, doc.words["slot_to"])), None)
    if m is None or any(n in doc.place_on for n in range(k + 1, m)):
        return []
    n = m + 1
    while n < len(doc.tokens) and only_adverbs(doc, n, n + 1) and n not in doc.place_on:
        n += 1
    place = doc.place_on.get(n)
    plain = place is not None and not place.prep and place.mention.status != "non_place"
    return with_list(doc, hit_at(doc, place, place.i, place.i), right_bound(doc, n)) if plain else []


def _noun_as_verb(doc: Document, k: int) -> Form | None:
    """ "ضم X مدينة Y إلى": spelt as a noun too, a verb where its clause begins with it and a side stands behind."""
    side = doc.actor_on.get(k + 1)
    opens = k == doc.bounds(k)[0] or doc.norm(k)[:1] in doc.words["and"] or doc.norm(k - 1) in doc.words["and_then"]
    if side is None or not stands_free(side) or not opens or doc.finite(k):
        return None
    return next((f for f in doc.forms(k) if f.pos == "vn" and not f.definite and not f.enc), None)


def added_before(doc: Document, k: int, hit: Hit) -> bool:
    """Whether what stands at token ``k`` only describes the towns that the place of ``hit`` is added to."""
    first = doc.bounds(k)[0]
    words = (first, *doc.having("verb", first, k))
    told = ((m, doc.finite(m) or _noun_as_verb(doc, m)) for m in words)
    adds = (m for m, form in told if form is not None and form.lemma in doc.words["annexes"])
    return any((goal := _goal(doc, m, k + 1)) and hit.place.i < goal for m in adds)


def _goal(doc: Document, k: int, stop: int) -> int:
    """The token of "to" behind the verb, where towns or control stand behind it; 0 where none does."""
    described = doc.norm(k - 1) in doc.words["relatives"]
    for m in range(k + 1, min(stop, k + REACH)):
        word = doc.norm(m)
        if doc.finite(m) or word in doc.words["complementizers"] or doc.tokens[m].text in ":.؛":
            return 0
        if described and doc.tokens[m].text in COMMAS:
            return 0  # "عودة X، المدينة التي تضم آثارا، إلى سيطرة Y"
        glued = word[:1] in doc.words["at"] and (bare_noun(word) in doc.words["of_lists"] or _towns(doc, m))
        if (word in doc.words["slot_to"] or glued) and m not in doc.place_on:
            n = m if glued and _towns(doc, m) else m + 1
            while n < min(stop, m + LIST) and (doc.norm(n) in doc.words["of_lists"] or n in doc.place_on):
                n += 1
            return m if _towns(doc, n) or _their_sway(doc, n) else 0
    return 0


def _towns(doc: Document, m: int) -> bool:
    word = doc.norm(m)
    lands = doc.words["several_towns"] | doc.words["lands"]
    return m not in doc.place_on and (bare_noun(word) in lands or _their_lands(doc, m))


def _their_lands(doc: Document, m: int) -> bool:
    """ "مناطقه", "أراضيها": towns or lands with their owner's pronoun, which are those that he has."""
    word = doc.norm(m)
    stems = {bare_noun(word).removesuffix(end) for end in OWNERS if word.endswith(end)}
    return not stems.isdisjoint(doc.words["several_towns"] | doc.words["lands"])


def _lands_of(doc: Document, m: int) -> bool:
    """ "إلى مناطق الحكومة": towns or lands with a side in the genitive right behind them."""
    side = doc.actor_on.get(m + 1)
    return _towns(doc, m) and not doc.norm(m).startswith(ARTICLE) and side is not None and stands_free(side)


def _their_sway(doc: Document, m: int) -> bool:
    """ "سيطرتهم", "نفوذه": control with its owner's pronoun."""
    word = doc.norm(m)
    stems = [bare_noun(word).removesuffix(end) for end in OWNERS if word.endswith(end)]
    stems += [stem.removesuffix("\u062a") + "\u0647" for stem in stems]
    return any(stem in doc.words["ended_nouns"] for stem in stems)


def _whose(doc: Document, goal: int, stop: int) -> list[Found] | None:
    """The sides told of behind "to the towns" ([]: only a pronoun); None where they are nobody's."""
    had = any(doc.group(f) in HAVING for m in range(goal + 1, stop) for f in doc.forms(m))
    had = had or any(_their_lands(doc, m) or _lands_of(doc, m) for m in range(goal, goal + LIST))
    had = had or any(_their_sway(doc, m) or doc.match(m, doc.lexicon.phrases["under"]) for m in range(goal, stop))
    return [Found(a, "near") for a in actors_between(doc, goal, stop)] if had else None


def _sides(doc: Document, whose: list[Found], subject: Found | None) -> tuple[Found | None, Found | None]:
    """(winner, loser): who adds, or has the others; whom they were taken from."""
    taken = (side for side in whose if side.actor.prep in doc.words["from"] or _out_of(doc, side))
    losing = next((side for side in taken if not _by(doc, side)), None)
    have = (side for side in whose if side is not losing and side.actor.slug)
    adds = subject if subject is not None and subject.how == "near" else None
    return adds or next(have, None) or subject, losing


def _out_of(doc: Document, side: Found) -> bool:
    """ "المدن الخارجة عن سيطرة X", "المحررة من سيطرة X": out of whose control the others are, who has none of them."""
    return bool(doc.said("outside", max(side.actor.i - OUT, 0), side.actor.i))


def _by(doc: Document, side: Found) -> bool:
    """ "من قبل X": who did it, not whom it was taken from."""
    return doc.norm(side.actor.i - 1) in doc.words["agency"]


def _stance(doc: Document, k: int, form: Form) -> Stance:
    """Done, but for what is denied, wanted or to come; "لتنضم إلى" tells what came of it."""
    if form.pos == "vn" or ("ل" in form.pro and form.asp == "i"):
        return Stance(REAL)
    return verb_stance(doc, k, form) if "س" not in form.pro else Stance(EXPECTED, None, k, "future")
