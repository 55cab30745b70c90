"""The rule for what a side is said to go for next: "X، الهدف المقبل لY", "وجهتهم التالية ستكون X"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, carried
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM, THEM
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import EXPECTED, Stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import hit_at, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.state_places import topic
from events.extraction.subject_signs import OURS
from events.extraction.we import we

FAR = 20  # tokens from "next" back over a description to "will be"
REACH = 5  # tokens from "next" over its side and "will be" to the place
PRONOUNS = (("هم", THEM), ("ها", HER), ("ه", HIM))


def next_goal(doc: Document, k: int) -> list[Draft] | None:
    """A noun of aim or of way with "next" right behind it, and the place it is said of beside it: expected to be taken.

    It does not cover goals without "next", nor those of which no side is told, but for "will be" before the place.
    """
    goal = not doc.words["goal_nouns"].isdisjoint((doc.norm(k), doc.norm(k)[1:]))
    own = doc.actor_on.get(k + 1)  # "وجهة X المقبلة"
    if not goal or doc.norm(k + 1 if own is None else own.j) not in doc.words["next_one"]:
        return None
    if any(doc.norm(m) in doc.words["tours"] for m in (k + 2, k + 3)):
        return []  # "المحطة التالية في جولة المبعوث"
    stop = right_bound(doc, k)
    if (told := _behind_being(doc, k)) is not None:
        hits, side = with_list(doc, hit_at(doc, told, told.i, told.i), k), _whose(doc, k, stop, told)
    else:
        place = _behind(doc, k, stop)
        hits = with_list(doc, hit_at(doc, place, place.i, k), stop) if place is not None else _before(doc, k)
        side = _whose(doc, k, hits[0].place.i if place is not None else stop) if hits else None
        if side is None or side.actor.slug is None or (hits[0].how == "pronoun" and side.how != "near"):
            return []
    stance = Stance(EXPECTED, None, k + 1, "the next goal")
    known = [hit for hit in hits if hit.place.mention.status != "non_place" and hit.place.mention.relation == "at"]
    return [Draft("next-goal", "capture", k, k + 2, hit, side, None, stance, weak=True) for hit in known]


def _behind_being(doc: Document, k: int) -> PlaceAt | None:
    """ "أن تكون X المحطة التالية", "ستكون X، التي …، الهدف المقبل": the place right behind "will be", before the goal
    or a description between two commas."""
    near = range(k - 2, max(k - 2 - FAR, doc.bounds(k)[0] - 1), -1)
    be = next((m for m in near if doc.verb_group(m) in ("be", "become")), None)
    place = doc.place_on.get(be + 1) if be is not None else None
    if place is None or place.prep or place.mention.reference or doc.finite(be).asp != "i":
        return None
    aside = doc.at(place.j).text in COMMAS and doc.tokens[k - 1].text in COMMAS
    verb = any(doc.finite(m) for m in range(place.j, k))  # "تكون X، آخر معاقل Y، الهدف المقبل"
    aside = aside and (doc.norm(place.j + 1) in doc.words["relatives"] or not verb)
    return place if aside or doc.touching(place.j, k) else None


def _behind(doc: Document, k: int, stop: int) -> PlaceAt | None:
    """ "الهدف المقبل للجيش هو X", "وجهتهم التالية ستكون X": the place behind, without a preposition."""
    near = (doc.place_on[m] for m in range(k + 2, min(stop, k + 2 + 2 * REACH)) if m in doc.place_on)
    place = next((p for p in near if p.prep not in doc.words["after"]), None)  # "الهدف المقبل بعد A هو B"
    if place is None or place.prep or place.conj:
        return None
    copulas = any(doc.norm(m) in doc.words["copulas"] or doc.verb_group(m) == "be" for m in range(k + 2, place.i))
    return place if copulas or doc.verb_group(doc.word_before(k)) == "be" else None  # "أن يكون الهدف المقبل لY X"


def _before(doc: Document, k: int) -> list:
    """ "X، الهدف المقبل لY", "X هي الهدف المقبل": the place in apposition, or what the clause is about; not what "and"
    parts from it ("سيطروا على X، وهدفنا المقبل تحرير Y")."""
    if doc.norm(k) not in doc.words["goal_nouns"]:
        return []
    m = k - 1
    while doc.tokens[m].text in QUOTES:
        m -= 1
    place = doc.place_on.get(m - 1) if doc.tokens[m].text in COMMAS else None
    if place is not None:
        return [hit_at(doc, place, place.i, k)]
    told = doc.norm(m) in doc.words["copulas"] or doc.verb_group(m) == "be"
    hits = topic(doc, left_bound(doc, k), k) if told else []
    form = doc.finite(m)
    if hits or form is None or doc.norm(m - 1) not in doc.words["an"]:
        return hits
    return pronoun_hits(doc, m, HER if form.gen == "f" else HIM, m, m + 1)  # "نزحوا من X خشية أن تكون الهدف المقبل لY"


def _whose(doc: Document, k: int, stop: int, place: PlaceAt | None = None) -> Found | None:
    """The side whose goal it is: named behind "of", by the noun's pronoun, or the one that the sentence tells of, and
    not only what describes the ``place`` before the goal."""
    owner = doc.actor_on.get(k + 1)
    owner = owner or next((a for a in actors_between(doc, k + 2, min(stop, k + 2 + REACH)) if a.prep == "ل"), None)
    held = {a.slug for a in actors_between(doc, place.j, k)} if place is not None else set()
    if owner is not None and not (owner.anaphor and owner.slug in held):  # "أن تكون X، معقل Y، وجهة قواته": not Y's
        return Found(owner, "near")
    own = not doc.norm(k).startswith(ARTICLE)  # "المحطة" ends as if with a pronoun
    if own and doc.norm(k).endswith(OURS):
        return we(doc, k)
    code = next((code for ending, code in PRONOUNS if own and doc.norm(k).endswith(ending)), "")
    if code:
        return carried(doc, (k if place is None else min(k, place.i)) - 1, None, code)
    told = actors_between(doc, doc.bounds(k)[0], k if place is None else place.i)
    told = [a for a in told if a.slug and not a.beside]
    return Found(told[0], "carried") if len({a.slug for a in told}) == 1 else None
