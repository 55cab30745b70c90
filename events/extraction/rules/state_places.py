"""Which place a state is told of: its topic, what a relative describes, what stands behind the side."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM, THEM_BOTH
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.other_topics import CARRIES, of_a_deed, stranger
from events.extraction.referents import Hit, governed, hit_at, pronoun_hits, pronoun_place, relative_hits
from events.extraction.relatives import described_at, place_described, sole_one
from events.extraction.rules.state_participles import noun_at

DASHES = frozenset("-\u2013\u2014")
BOTH = "هما"
AND = ("و",)
NOUN = 3  # tokens from a noun of no known place to its state
ASIDE = 5  # tokens from "and it is", behind a comma, to the direction in which it lies
SHARE = 5  # tokens from "large areas" to the place that they are in


def state_verb(doc: Document, i: int, k: int) -> tuple[int, str] | None:
    """The verb of being or becoming that carries a state at ``k``: (token, folded lemma)."""
    for m in range(k - 1, i - 1, -1):
        form = doc.finite(m)
        if form:
            return m, form.lemma
    return None


def topic(doc: Document, i: int, k: int) -> list[Hit]:
    """What is in the state: the free-standing place of the clause nearest to its beginning, or a relative's
    antecedent.
    """
    for m in range(k - 1, i - 1, -1):
        if doc.norm(m) in doc.words["relatives"] and not _shut(doc, m, k) and not stays(doc, m + 1):
            place = _before_relative(doc, m)
            if place:
                return relative_hits(doc, place, m, k)
    free = [p for m in range(i, k) if (p := doc.place_on.get(m)) and p.i == m and _may_be_topic(doc, p)]
    said = doc.place_on.get(i)
    if not free and said and said.mention.status != "non_place" and doc.finite(i - 1):
        free = [said]  # "تقع X تحت سيطرة": what is said of it is where it stands, and under whom
    if not free:
        return _share_in(doc, i, k)
    first = next((p for p in free if not governed(doc, p)), free[0])
    if of_a_deed(doc, first, k):
        return []
    hit = hit_at(doc, first, max(i, first.i - 5), first.i)
    return [h for h in with_list(doc, hit, k) if h.place is first or not _where_it_lies(doc, h.place)]


def that_comes(doc: Document, k: int) -> list[Hit]:
    """ "احتفلوا في شوارع A بعودة B، المدينة التي تضم آثارا، إلى يد X": the place, told with a noun of coming, that a
    comma right before "into the hands of" at ``k`` parts from it."""
    if doc.norm(k) not in doc.words["slot_to"] or doc.tokens[k - 1].text not in COMMAS:
        return []
    nouns = doc.words["came_back"] | doc.words["came_under"]
    for m in range(k - 2, doc.bounds(k)[0], -1):
        place = doc.place_on.get(m)
        if place is not None and any(f.pos == "vn" and not f.enc and f.lemma in nouns for f in doc.forms(place.i - 1)):
            known = place.mention.status != "non_place"
            return with_list(doc, hit_at(doc, place, place.i, place.i), k) if known else []
    return []


def behind_verb(doc: Document, v: int, k: int) -> list[Hit] | None:
    """ "وبذلك تصبح X تحت سيطرة Y": the places right behind the verb at ``v`` that carries the state at ``k``; none
    where a noun of no known place stands there; None where the subject stands elsewhere."""
    if doc.verb_group(v) not in CARRIES:
        return None
    m = v + 1
    while m < k and (m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"])):
        m += 1
    place = doc.place_on.get(m)
    if place is not None:
        return topic(doc, m, k) if not place.prep and _may_be_topic(doc, place) else None
    return [] if m < k <= m + NOUN and noun_at(doc, m) else None


def stays(doc: Document, m: int) -> bool:
    """ "ما زالت", "ما برح": the "ما" before one of these verbs negates and describes nothing."""
    form = doc.finite(m)
    return form is not None and form.lemma in doc.words["still"]


def _shut(doc: Document, m: int, k: int) -> bool:
    """ "A، التي يقطنها آلاف، وB بيد X": a relative clause that a comma shuts before the next of the places, or before
    the verb that it parts from its subject ("كانت A، التي …، قد وقعت بيد X")."""
    ends = [n for n in range(m + 1, k) if doc.tokens[n].text in COMMAS]
    if any(_comes_under(doc, n + 1 + (doc.norm(n + 1) in doc.words["qad"])) for n in ends if n > m + 1):
        return True
    return any((item := doc.place_on.get(n + 1)) and item.conj and not item.prep for n in ends)


def _comes_under(doc: Document, v: int) -> bool:
    """ "قد وقعت", "انتقلت": whether a verb at ``v`` tells, and goes on from nothing, that a place came under a side."""
    form = doc.finite(v)
    came = form is not None and (form.lemma in doc.words["enters_under"] or doc.group(form) in CARRIES)
    return came and form.asp == "p" and not form.pro


def _share_in(doc: Document, i: int, k: int) -> list[Hit]:
    """ "مناطق واسعة في X تحت سيطرة Y": a share of the place is what the state is told of."""
    for m in range(i, k):
        if m in doc.place_on or m in doc.actor_on or not doc.match_noun(m, doc.lexicon.phrases["partial"]):
            continue
        for n in range(m + 1, min(k, m + SHARE)):
            place = doc.place_on.get(n)
            if place is not None:
                fits = place.prep in doc.words["limits"] and place.mention.status != "non_place"
                return [Hit(place, "near", "partial", None, m, place.j)] if fits else []
    return []


def same_topic(doc: Document, i: int, verb: tuple[int, str] | None) -> list[Hit]:
    """A clause joined by "and" without a place of its own goes on about the place before it ("وباتت تحت سيطرة X"); so
    does one of "until", of what was ("حتى صارت في قبضة X")."""
    pronoun = doc.norm(i - 1) in doc.words["that_it"]
    form = doc.finite(verb[0]) if verb else None
    until = form is not None and form.asp == "p" and doc.norm(verb[0] - 1) in doc.words["until"]
    if not pronoun and (form is None or not ("و" in form.pro or until)):
        return []
    if pronoun:
        said = doc.finite(i - 2)
        if said is not None and doc.group(said) == "cite" and doc.norm(i - 3) in doc.words["relatives_of_place"]:
            place = _before_relative(doc, i - 3)  # "X الذي قال إنه ما زال بيد Y"
            return [Hit(place, "relative", None, None, i - 1, i)] if place else []
        if doc.norm(i - 1).endswith(BOTH):
            return pronoun_hits(doc, i - 1, THEM_BOTH, i - 1, i)
        code = HER if doc.norm(i - 1).endswith("ها") else HIM
        place = pronoun_place(doc, i - 1, code) or pronoun_place(doc, i - 1, THEM_BOTH)
        return [Hit(place, "pronoun", None, None, i - 1, i)] if place else []
    if _own_subject(doc, verb[0] + 1):
        return []
    first, _ = doc.bounds(verb[0])
    that = [m for m in range(first, verb[0]) if doc.norm(m).lstrip("و") in doc.words["complementizers"]]
    behind = next((m for m in reversed(that) if m + 1 in doc.place_on), first)  # "وأن B لم تسقط وظلت بيد X": B
    free = [
        p
        for m in range(behind, verb[0])
        if (p := doc.place_on.get(m)) and p.i == m and _may_be_topic(doc, p) and not p.prep and p.mention.place
    ]
    one = doc.finite(verb[0]).gen != "f" and doc.finite(verb[0]).num == "s"
    place = free[0] if free else pronoun_place(doc, verb[0], HIM if one else HER)
    told = [] if place is None else [place] if one or not free else doc.listed_with(place) or [place]
    both = len(told) > 1  # "A وB انضمتا … وأصبحتا بيد X"
    return [Hit(p, "pronoun", None, None, verb[0], verb[0] + 1, several=both) for p in told]


def _own_subject(doc: Document, m: int) -> bool:
    """ "وباتت الأمور تحت السيطرة": a definite noun behind the verb is its subject; of no place before it is told."""
    if stranger(doc, m):
        return True  # "وباتت كوكوجة في قبضة X", "وعادت قرى عدة إلى سيطرة X"
    if not doc.norm(m).startswith("ال") or m in doc.date_on or m in doc.place_on:
        return False
    return not (doc.match(m, doc.lexicon.phrases["adverbs"]) or any(f.pos in ("ap", "pp") for f in doc.forms(m)))


def _may_be_topic(doc: Document, place: PlaceAt) -> bool:
    """Whether a place may be what a state is told of."""
    known = place.mention.place
    return (
        place.mention.status != "non_place"
        and not (known is not None and known.kind == "river")  # "القرى شرقي النهر بيد X"
        and not place.mention.reference
        and not (place.i == doc.bounds(place.i)[0] and doc.tokens[place.j : place.j + 1] and _dash(doc, place.j))
        and (not place.prep or place.prep in doc.words["topic_prepositions"])
        and not _where_it_lies(doc, place)
    )


def _where_it_lies(doc: Document, place: PlaceAt) -> bool:
    """ "A، وهي البلدة الأهم شرقي X، ما زالت بيد Y": a place that only says where the one before lies, in an aside that
    its comma shuts."""
    m = place.i - 1 if doc.norm(place.i - 1) in doc.words["directions"] else place.i
    aside = m < place.j - 1 and doc.norm(m) in doc.words["directions"] and doc.at(place.j).text in COMMAS
    back = range(m - 1, m - 1 - ASIDE, -1) if aside else ()
    it = next((n for n in back if doc.norm(n)[:1] in AND and doc.norm(n)[1:] in doc.words["it_is"]), None)
    return it is not None and doc.tokens[it - 1].text in COMMAS and not any(doc.finite(n) for n in range(it, m))


def _dash(doc: Document, k: int) -> bool:
    """ "بغداد – أصبح 70% من X في حوزة Y": a place that opens the sentence before a dash is where it was filed."""
    return doc.tokens[k].text in DASHES


def _before_relative(doc: Document, m: int) -> PlaceAt | None:
    """The place that a relative at ``m`` describes."""
    if (sole := sole_one(doc, m)) is not None:
        return sole[0]
    last = described_at(doc, m)
    for x in range(last, max(last - 4, -1), -1):
        if x in doc.place_on:
            return place_described(doc, doc.place_on[x], m)
        if x in doc.actor_on or is_break(doc, x):
            return None
    return None


def of_line(doc: Document, i: int, k: int) -> list[Hit]:
    """ "- الرقة: تحت سيطرة X": the place at a line's head is what its colon speaks of, if nothing else stands there."""
    first = doc.bounds(k)[0]
    place = doc.place_on.get(i - 2) if i - first > 1 and doc.tokens[i - 1].text == ":" else None
    if place is None or place.prep or place.mention.status == "non_place":
        return []
    said = range(first, place.i)
    here = next((doc.place_on[m] for m in said if m in doc.place_on), place)
    named = all(m in doc.place_on or doc.tokens[m].kind in ("punct", "number") for m in said)
    return with_list(doc, hit_at(doc, here, first, here.i), i) if named and not here.prep else []


def as_well(doc: Document, hit: Hit, start: int, stop: int) -> list[Hit]:
    """ "A تخضع لسيطرة X، وكذلك B", "إضافة إلى B": places added behind the side."""
    m = start
    while m < stop and doc.tokens[m].text in COMMAS:
        m += 1
    if m == start or doc.norm(m).lstrip("و") not in doc.words["as_well"]:
        return []
    m += 1 + (doc.norm(m + 1) in doc.words["from"] | doc.words["receives"] | doc.words["slot_from"])
    place = doc.place_on.get(m)
    if place is None or place.i != m or place.mention.status == "non_place" or doc.finite(place.j):
        return []
    return with_list(doc, replace(hit, place=place, stop=place.j, extent=None, percent=None), stop)


def left_to(doc: Document, start: int, stop: int) -> list[Hit]:
    """ "بقيت بيد X بلدتا A وB": the places stand behind the side."""
    for m in range(start, min(stop, start + 6)):
        place = doc.place_on.get(m)
        if place and place.i == m and not place.prep and place.mention.status != "non_place":
            at = place.mention.relation in ("at", "part")
            return with_list(doc, hit_at(doc, place, start, m), stop) if at else []
        if doc.finite(m) or doc.tokens[m].text in "،,.":
            return []
    return []
