"""The place that is the subject of its verb: "سقطت X", "X سقطت", "سقطت بيد Y بعد معارك X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import behind_aside, gap
from events.extraction.announced import announced_places
from events.extraction.degree import extent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import PRONOUNS
from events.extraction.governed import MAX_GAP
from events.extraction.lists import with_list
from events.extraction.marks import QUOTES
from events.extraction.meant_by_pronoun import within_side
from events.extraction.objects import share_here
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, governed, hit_at, relative_hits
from events.extraction.relatives import antecedent
from events.extraction.those import those
from gazetteer.matching.references import BATTLE

TOWNS = ("city", "town")
ANNOUNCED = 3  # words from "several villages" to the verb that they are the subject of


def _share_falls(doc: Document, m: int, stop: int) -> Hit | None:
    """ "سقطت أجزاء واسعة من X", "نحو 80 في المئة من X سقطت": a share at ``m`` is the subject."""
    near = (place for n in range(m, min(stop, m + MAX_GAP)) if (place := doc.place_on.get(n)) is not None)
    place = next(near, None)
    begins = doc.match(m, doc.lexicon.phrases["partial"]) or doc.norm(m).lstrip("و") in doc.words["nearly_so_much"]
    if place is None or not (begins or doc.tokens[m].kind == "number") or place.mention.status == "non_place":
        return None
    return hit_at(doc, place, m, m) if share_here(doc, m - 1, place) else None


def _ranked_town(doc: Document, m: int) -> PlaceAt | None:
    """ "سقطت ثاني كبرى مدن العراق": the town that was spoken of, called by its rank at token ``m``."""
    first = m
    while doc.norm(m) in doc.words["superlatives"] | doc.words["rank_of_town"]:
        m += 1
    if m == first or doc.norm(m).removeprefix(ARTICLE) not in doc.words["town_heads"]:
        return None
    number = doc.sentence_of[first]
    for i, j in ((doc.bounds(first)[0], first), doc.sentences[max(number - 1, 0)]):
        told = [p for n in range(i, min(j, first)) if (p := doc.place_on.get(n)) is not None and _told(p)]
        towns = {p.mention.place.id: p for p in told}
        if towns:
            town = next(iter(towns.values()))
            return town if len(towns) == 1 and town.mention.relation == "at" else None
    return None


def _was(doc: Document, m: int) -> bool:
    """ "وكانت X قد سقطت", "حين هدأ القتال كانت X قد سقطت": whether "was" at ``m`` opens the clause of its place."""
    place = doc.place_on.get(m + 1)
    return doc.verb_group(m) == "be" and ("و" in doc.finite(m).pro or (place is not None and not place.prep))


def _told(place: PlaceAt) -> bool:
    """Whether a town of the gazetteer is spoken of, and no battle only bears its name."""
    mention = place.mention
    return mention.place is not None and mention.place.kind in TOWNS and BATTLE not in mention.reasons


def _past_hands(doc: Document, m: int) -> int:
    """The token behind "in the hands of X" at ``m`` and the adjuncts around it, which may stand between a fall and the
    place: "سقطت بيد X Y", "سقطت في اليوم الثاني بيد X بعد معارك عنيفة Y", "سقطت من يد X Y"."""
    m = _past_adjuncts(doc, m)
    before = doc.words["before_hands"] | doc.words["from"]
    two = doc.norm(m) in before and doc.norm(m + 1) in doc.words["hands"]
    if doc.norm(m + (doc.norm(m) in doc.words["before_hands"])) in doc.words["their_hands"]:
        return _past_adjuncts(doc, m + 1 + (doc.norm(m) in doc.words["before_hands"]))  # "سقطت بيدها أمس Y"
    length = 2 if two else 1 if doc.norm(m) in doc.words["winner_alone"] else 0
    side = doc.actor_on.get(m + length) if length else None
    if side is None or side.i != m + length:
        return m
    described = doc.norm(side.j).startswith(ARTICLE) and not doc.mentioned(side.j)  # "المعارضة السورية"
    return _past_adjuncts(doc, side.j + described)


def _past_colon(doc: Document, m: int) -> int:
    """The token behind a colon at ``m`` and the marks of the lines that it announces."""
    if doc.tokens[min(m, len(doc.tokens) - 1)].text != ":":
        return m
    m += 1
    while m < len(doc.tokens) - 1 and doc.tokens[m].kind != "word":
        m += 1
    return m


def _past_adjuncts(doc: Document, m: int) -> int:
    """The token behind days and circumstances at ``m``; ``m`` where the place behind them is a genitive of one."""
    first = next(iter(gap(doc, m, min(m + MAX_GAP, len(doc.tokens)))), m)
    return m if first > m and _of_verbal_noun(doc, first) else first


def _of_verbal_noun(doc: Document, m: int) -> bool:
    """ "بعد حصار مدينة X", "عقب اشتباكات مدينة X": a place at ``m`` that the noun before it is done to or was at."""
    word = doc.norm(m - 1)
    deed = any(f.pos == "vn" and not f.definite for f in doc.forms(m - 1)) or word in doc.words["fights"]
    deed = deed and not word.startswith(ARTICLE)
    return deed and m in doc.place_on and doc.norm(m - 2) not in doc.words["without"]


def subject_place(doc: Document, k: int, left: int, stop: int) -> list[Hit]:
    """Places that are the subject of a verb at ``k``: right after it, else the last free-standing one before it."""
    relative = antecedent(doc, k)
    if isinstance(relative, PlaceAt):
        return relative_hits(doc, relative, k, k + 1)
    if doc.norm(k - 1) in doc.words["relatives"]:
        # "المدن التي سقطت بيد X هي A وB"; but "القذائف التي سقطت": what fell is no place
        return [Hit(place, "relative", None, None, k, k + 1, several=True) for place in those(doc, k)]
    conj = any("و" in f.pro or "ف" in f.pro for f in doc.forms(k) if f.pos == "verb")
    first = left if conj else max(left, k - ANNOUNCED)
    if named := announced_places(doc, first - 1 if first < k else k, stop, k):
        return named  # "سقطت سبع قرى بيد X بينها A وB"
    behind = behind_aside(doc, k + 1, stop) if k + 1 < stop else k + 1
    behind = _past_hands(doc, behind)
    behind = _past_colon(doc, behind) if behind > k + 1 else behind  # "سقطت بيد X: A وB"
    if share := _share_falls(doc, behind, stop):
        return with_list(doc, share, stop)
    if town := _ranked_town(doc, behind):
        return [Hit(town, "pronoun", None, None, k, behind + 2)]
    another = behind > k + 1 and doc.match(behind, doc.lexicon.phrases["next_in_turn"])
    for m in range(behind, behind if another else min(stop, behind + 5)):  # "كانت A أول مدينة تسقط بيد X، ثم B"
        place = doc.place_on.get(m)
        if place and place.mention.status != "non_place" and not place.prep and not place.conj:
            return with_list(doc, hit_at(doc, place, k + 1, m), stop)
        if (
            place
            or (doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES)
            or doc.norm(m) in doc.words["prepositions"]
        ):
            break
    if conj or _during_it(doc, k + 1):  # "وسقط قتلى": a verb joined by "and" has its subject after it
        return []
    left = next((m for m in range(k - 1, left, -1) if _was(doc, m)), left)
    before = [p for m in range(left, k) if (p := doc.place_on.get(m)) and p.i == m]
    free = [p for p in before if not (governed(doc, p) or p.mention.reference or p.mention.status == "non_place")]
    free = [p for p in free if not (within_side(doc, p) or _whence_shot(doc, p))]
    if not free:
        share = _share_falls(doc, left + (doc.norm(left) in doc.words["and"]), k)
        return with_list(doc, share, k) if share else []
    free = _of_last_clause(doc, free, k)
    hit = replace(hit_at(doc, free[0], left, k), extent=extent_between(doc, left, free[0].i, k + 1), start=free[0].i)
    return with_list(doc, hit, k)


def _whence_shot(doc: Document, place: PlaceAt) -> bool:
    """ "قذائف أطلقت من شرقي X سقطت على", "من جبال شرقي X": what "from" governs over a direction has not fallen."""
    m = next((m for m in (place.i, place.i - 1) if doc.norm(m) in doc.words["directions"]), None)
    return m is not None and any(doc.norm(n) in doc.words["from"] for n in (m - 1, m - 2))


def _during_it(doc: Document, m: int) -> bool:
    """ "رحلة سقطت خلالها مركبات": whether "during it" stands at ``m``, behind a verb that describes a noun."""
    return any(doc.norm(m).removesuffix(end) in doc.words["during"] for end in PRONOUNS if doc.norm(m).endswith(end))


def _of_last_clause(doc: Document, free: list[PlaceAt], k: int) -> list[PlaceAt]:
    """ "A محاصرة، وB سقطت", "A بيد X وB سقطت": of the places before a verb at ``k``, those that its clause begins with
    where what was told of the others stands between them."""
    first, form = len(free) - 1, doc.finite(k)
    if free[first].j != k or form is None or form.num == "d":
        return free
    while first and (
        _side_by_side(doc, free[first - 1], free[first]) or free[first] in doc.listed_with(free[first - 1])
    ):
        first -= 1
    return free[first:] if free[first].conj else free


def _side_by_side(doc: Document, one: PlaceAt, next_: PlaceAt) -> bool:
    """Whether nothing but a comma and adjectives stand between two places."""
    between = range(one.j, next_.i)
    word = (m for m in between if doc.tokens[m].kind != "punct")
    return all(doc.norm(m).startswith(ARTICLE) and m not in doc.actor_on for m in word)
