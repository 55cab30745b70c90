"""Which place a participle or a pronoun right before a state puts into it: "X، الخاضعة لY", "A وB، وهما بيد X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM, THEM_BOTH
from events.extraction.genders import can_refer
from events.extraction.other_topics import of_a_deed
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, itself, pronoun_hits, relative_hits

DUAL = "تين"
SUBJECTS = {"هو": HIM, "هي": HER, "هما": THEM_BOTH}
BY = 14  # tokens from "lies" over what lies there to the place that it lies by


def noun_at(doc: Document, m: int) -> bool:
    """Whether a noun for a place of its own stands at token ``m`` that is no known one."""
    return m not in doc.place_on and m not in doc.actor_on and doc.match_noun(m, doc.lexicon.phrases["areas"]) > 0


def of_unnamed(doc: Document, k: int) -> bool:
    """ "من مطار X نحو بلدات كثيرة خاضعة لY": an indefinite participle at ``k`` describes towns without a name."""
    if doc.finite(k) or doc.norm(k).startswith(ARTICLE) or any(doc.mentioned(m) for m in (k - 1, k - 2)):
        return False
    return any(doc.norm(m) in doc.words["several_towns"] for m in (k - 1, k - 2))


def of_participle(doc: Document, k: int) -> list[Hit]:
    """ "إلى بلدة X، الخاضعة لسيطرة Y", "X المجاورة، والواقعة بيد Y": a definite participle right before token ``k``
    describes the place before."""
    subject = doc.norm(k).removeprefix("و").startswith(ARTICLE) and any(
        f.lemma in doc.words["subject_to"] for f in doc.forms(k)
    )
    m = k if subject else k - 1  # "الخاضعة لX"
    word = doc.norm(m).removeprefix("و")
    participle = any(f.pos in ("ap", "pp") for f in doc.forms(m)) or word in doc.words["lying"]
    if not (participle and word.startswith("ال")) or m in doc.place_on:
        return []
    x = m - 1
    while x > 0 and doc.tokens[x].text in '،,»”")(-–':
        x -= 1
    x -= x < m - 1 and doc.norm(x).startswith(ARTICLE) and not (doc.mentioned(x) or noun_at(doc, x))
    place = doc.place_on.get(x)
    pair = doc.listed_with(place)[-2:] if place is not None and word.endswith(DUAL) else ()
    if len(pair) == 2 and pair[-1] is place:  # "إلى A وB الخاضعتين لX"
        return [Hit(itself(p), "relative", None, None, m, k, several=True) for p in pair]
    known = place is not None and place.mention.status != "non_place" and place.mention.relation in ("at", "part")
    goal = place is not None and place.prep in doc.words["slot_to"]  # "أقلعت من A باتجاه B الخاضعة لX": B
    if x == m - 1 and place is not None and (_lies_by(doc, place) or _alone_before(doc, place, word)):
        there = replace(place, mention=replace(place.mention, relation="at", part=None, part_code=None))
        return [Hit(there, "relative", None, None, m, k)]
    if subject and place is not None and not (place.prep or place.mention.reference or of_a_deed(doc, place, k)):
        return []  # what the clause is about is told so as well
    known = known or (goal and place.mention.status != "non_place")
    if known and x == m - 1 and place.prep in doc.words["from"]:  # "تعزيزات قادمة من A الخاضعة لX": A
        goal = goal or _first_that_fits(doc, place, HER if word.endswith("ه") else HIM)
    fits = known and (goal or not place.mention.reference) and can_refer(place, HER if word.endswith("ه") else HIM)
    return relative_hits(doc, place, m, k) if fits else []


def _alone_before(doc: Document, place: PlaceAt, word: str) -> bool:
    """ "انفجر لغم قرب مدينة X الخاضعة لسيطرة Y": what describes the town that something is near, where no other place
    stands before it that it could describe."""
    mention, code = place.mention, HER if word.endswith("ه") else HIM
    if mention.relation != "near" or mention.head is None or mention.part_code or mention.status != "resolved":
        return False
    return _first_that_fits(doc, place, code)


def _first_that_fits(doc: Document, place: PlaceAt, code: str) -> bool:
    """Whether a word with the gender ``code`` may describe a place, and none that its sentence names before it."""
    before = (doc.place_on.get(m) for m in range(doc.bounds(place.i)[0], place.i))
    others = (p for p in before if p is not None and p.mention.status in ("resolved", "back") and p is not place)
    return can_refer(place, code) and not any(can_refer(p, code) for p in others)


def _lies_by(doc: Document, place: PlaceAt) -> bool:
    """ "تقع X قرب مدينة Y الخاضعة لZ", "X المحاذية لY الخاضعة لZ": of Y, by which X lies, not of X."""
    if not place.mention.reference or place.mention.relation == "along":
        return False
    words = range(max(place.i - BY, doc.bounds(place.i)[0]), place.i)
    return any(doc.norm(m).lstrip("و") in doc.words["lies_by"] for m in words)


def of_subject_pronoun(doc: Document, k: int) -> list[Hit]:
    """ "حيي A وB، وهما بيد X", "A …، وهي لا تزال تحت سيطرة X": the subject right before token ``k`` is a pronoun."""
    m = k - 1
    while m > 0 and doc.norm(m) in doc.words["not"]:
        m -= 1
    code = SUBJECTS.get(doc.norm(m).removeprefix("و")) if m > 0 else None
    opens = doc.norm(m)[:1] in doc.words["and"] or doc.tokens[m - 1].kind == "punct"
    return pronoun_hits(doc, m, code, m, m + 1) if code and opens else []
