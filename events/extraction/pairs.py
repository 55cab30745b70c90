"""Places spoken of by their number: "البلدتين", "المينائين", "منهما" stand for the last two that were named together,
"الأحياء الأربعة" for the last four, "هذه البلدات" for the last list of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from events.extraction.descriptions import goes_on
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE, splits
from gazetteer.matching.clitics import key
from gazetteer.matching.types import PlaceMention
from gazetteer.matching.words import Head

MANY = 3  # ``Head.number`` of a plural
FEWEST, GENDERS = 3, 2  # of ``counted_back``: the first number, and how many words each has
SHARE = 3  # words of "and large parts of"
REACH, FAR = 90, 250  # tokens within which two places are still spoken of; by a noun of their kind
COMMON = ("city", "town", "village", "area", "district", "subdistrict")  # kinds of which a text names many
SETTLED_SCOPES = ("settlement", "admin", "area")


def _dual_at(doc: Document, k: int, duals: Mapping[str, Head]) -> tuple[Head, int] | None:
    """The head word whose dual stands at token ``k``, and the length of what is written on it; None: none does."""
    for clitics, rest in splits(doc.norm(k).replace("ء", "")):
        if rest in duals:
            return duals[rest], len(clitics)
    return None


def mark_pairs(doc: Document) -> None:
    """Put a mention on every dual that refers back; ``doc.pairs`` says to which two places."""
    if doc.names is None:
        return
    for k in doc.having("dual"):
        found = _dual_at(doc, k, doc.names.words.duals) if k not in doc.place_on else None
        pair = last_pair(doc, k, found[0], last=doc.norm(k + 1) in doc.words["last_two"]) if found else None
        if found is None or pair is None:
            continue
        _refer(doc, k, k + 1, found[1], pair)
    for k in doc.having("counted_back"):
        if k and k not in doc.place_on and k - 1 not in doc.place_on and (found := _counted_list(doc, k)):
            clitics, places = found
            _refer(doc, k - 1, k + 1, clitics, places)
    for k in doc.having("pointed"):
        if not {k, k + 1} & doc.place_on.keys() and (places := _list_pointed_at(doc, k)):
            _refer(doc, k, k + 2, 0, places)


def _refer(doc: Document, i: int, j: int, written: int, meant: tuple[PlaceAt, ...]) -> None:
    """Put a mention that stands for the places ``meant`` on tokens ``[i, j)``; ``written``: letters of its clitics."""
    start, end = doc.tokens[i].start + written, doc.tokens[j - 1].end
    mention = replace(meant[-1].mention, start=start, end=end, name_start=start, name_end=end,
                      name=doc.text[start:end], status="back", group=-1, part=None, part_code=None,
                      part_start=None, part_end=None, reference=False)  # fmt: skip
    clitic, before = doc.norm(i)[:written], doc.norm(i - 1).lstrip("و")
    prep = clitic[-1:] if clitic[-1:] in ("ب", "ل", "ك") else before if before in doc.words["prepositions"] else ""
    place = PlaceAt(mention, i, j, prep, clitic[:1] in ("و", "ف"))
    doc.place_on.update((k, place) for k in range(i, j))
    doc.pairs[i] = meant


def _counted_list(doc: Document, k: int) -> tuple[int, tuple[PlaceAt, ...]] | None:
    """(letters of its clitics, the places) of "(في) المدن الثلاث" with its number at ``k``: the last list before it of
    so many places, all of which may be of that kind.
    """
    heads, word = doc.names.words.heads, key(doc.tokens[k - 1].text)
    plain = ((clitics, heads.get(rest.removeprefix(ARTICLE))) for clitics, rest in splits(word) if rest[:2] == ARTICLE)
    clitics, head = next(((c, h) for c, h in plain if h is not None and h.number == MANY), ("", None))
    number = doc.lexicon.cues["counted_back"].index(doc.norm(k)) // GENDERS + FEWEST
    for m in range(k - 2, max(k - FAR, -1), -1):
        place = doc.place_on.get(m) if head is not None else None
        listed = tuple(doc.listed_with(place)) if place is not None and place.i == m else ()
        if len(listed) == number and listed[-1] is place:
            fits = all(p.mention.place is None or _may_be_of_dual(p.mention, head) for p in listed)
            return (len(clitics), listed) if fits else None
    return None


def _list_pointed_at(doc: Document, k: int) -> tuple[PlaceAt, ...]:
    """The places of "هذه البلدات", "تلك المناطق" at ``k``: those named one after another last, two or more, in the
    sentence or the one before."""
    if k + 2 >= len(doc.tokens) or doc.norm(k) not in doc.words["pointing"]:
        return ()
    word = key(doc.at(k + 1).text)
    head = doc.names.words.heads.get(word.removeprefix(ARTICLE)) if word.startswith(ARTICLE) else None
    if doc.norm(k + 1) not in doc.words["all_places"] and (head is None or head.number != MANY):
        return ()
    found: list[PlaceAt] = []
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for m in range(k - 1, max(first, k - REACH) - 1, -1):
        place = doc.place_on.get(m)
        if place is None or place.i != m or not _counts(place.mention):
            continue
        if found and not _listed(doc, place, found[0]):
            break
        found.insert(0, place)
    any_kind = doc.norm(k + 1) in doc.words["all_places"]
    fits = all(any_kind or p.mention.place is None or _may_be_of_dual(p.mention, head) for p in found)
    return tuple(found) if len(found) > 1 and fits else ()


def _listed(doc: Document, first: PlaceAt, second: PlaceAt) -> bool:
    """Whether two places are coordinated, be it a share of the second ("A وأجزاء من B")."""
    if _together(doc, first, second) or goes_on(doc, first, second, first.prep, second.j):
        return True
    gap = [m for m in range(first.j, second.i) if doc.tokens[m].text not in COMMAS]
    share = gap and doc.norm(gap[0])[:1] in doc.words["and"] and doc.match(gap[0], doc.lexicon.phrases["partial"])
    return bool(share) and len(gap) <= SHARE and doc.norm(gap[-1]) in doc.words["from"]


def last_pair(doc: Document, k: int, head: Head | None = None, *, last: bool = False) -> tuple[PlaceAt, PlaceAt] | None:
    """The last two places before token ``k`` that stand in one list of two and are of the kind asked for; ``last``: of
    a longer list its last two ("البلدتين الأخيرتين").
    """
    found = _pair_within(doc, max(0, k - REACH), k, head, last)
    return found or (_pair_within(doc, max(0, k - FAR), k, head, last) if head is not None else None)


def _pair_within(doc: Document, i: int, k: int, head: Head | None, last: bool) -> tuple[PlaceAt, PlaceAt] | None:
    """The last two of a list of two in tokens ``[i, k)``; those told by the very noun first ("مدينتي A وB، ثم بلدتي C
    وD … المدينتين": A and B)."""
    near: list[PlaceAt] = []
    for m in range(i, k):
        place = doc.place_on.get(m)
        if place is not None and place.i == m and (_counts(place.mention) or _come_to(doc, place, k)):
            near.append(place)
    pair: tuple[PlaceAt, PlaceAt] | None = None
    for n in range(len(near) - 1, 0, -1):
        first, second = near[n - 1], near[n]
        third = n > 1 and _together(doc, near[n - 2], first)
        third = not last and (third or (n + 1 < len(near) and _together(doc, second, near[n + 1])))
        both = _together(doc, first, second) or goes_on(doc, first, second, first.prep, second.j)
        if both and not third and all(_may_be_of_dual(p.mention, head) for p in (first, second)):
            if head is None or first.mention.kind_hint in (None, head.kind):
                return pair if pair is not None and first.mention.kind_hint is None else (first, second)
            pair = pair or (first, second)
    if pair is not None:
        return pair
    return _only_two(near, head) if head is not None and head.kind not in COMMON else None


def _come_to(doc: Document, place: PlaceAt, k: int) -> bool:
    """ "عاد X إلى A وB وسيطر عليهما": two that a side came to in this very sentence."""
    mention = place.mention
    listed = mention.group >= 0 and mention.status == "resolved" and doc.sentence_of[place.i] == doc.sentence_of[k]
    first = next(iter(doc.listed_with(place)), place) if listed else place
    return listed and first.prep in doc.words["slot_to"]


def _only_two(near: list[PlaceAt], head: Head) -> tuple[PlaceAt, PlaceAt] | None:
    """ "الحيين", "المطارين" where just two quarters, two airports were named, each in its own sentence."""
    kinds = {head.kind, *head.agree}
    named: dict[str, PlaceAt] = {}
    for place in near:
        own = place.mention.place
        if own is not None and own.kind in kinds:
            named[own.id] = place
    first, *others = named.values() or [None]
    return (first, others[0]) if len(others) == 1 and first is not None else None


def _counts(mention: PlaceMention) -> bool:
    """Whether a place may be one of two."""
    told = not mention.reference or mention.group >= 0  # "مقاتلي A وB … المدينتين"
    return mention.status != "non_place" and told and mention.relation in ("at", "part")


def _together(doc: Document, first: PlaceAt, second: PlaceAt) -> bool:
    """Whether two places are coordinated: in one list, or with the same preposition said twice."""
    if first.mention.group >= 0 and first.mention.group == second.mention.group:
        return True
    gap = [doc.norm(m) for m in range(first.j, second.i) if doc.tokens[m].text not in COMMAS]
    if second.conj and not gap:
        return True
    if gap and gap[0] in doc.words["and_then"] and len(gap) == 1 and not second.prep:
        return True  # "دخول A ثم B وانتزاعهما"
    again = len(gap) == 1 and gap[0] == "و" + second.prep
    return again and second.prep == first.prep and second.prep in doc.words["repeated"] | doc.words["at"]


def _may_be_of_dual(mention: PlaceMention, head: Head | None) -> bool:
    """Whether a place may be meant by the dual of a head word; any place by a pronoun."""
    if head is None:
        return True
    kinds = {mention.kind_hint, mention.place.kind if mention.place else None} - {None}
    if head.scope in SETTLED_SCOPES and kinds & _settled_kinds(head):
        return True
    return bool(kinds & {head.kind, *head.agree})


def _settled_kinds(head: Head) -> Collection[str | None]:
    wide = {"city", "town", "village", "district", "subdistrict"}
    return wide | {"neighbourhood", "area", "facility", "camp", "hill"} if head.kind == "area" else wide
