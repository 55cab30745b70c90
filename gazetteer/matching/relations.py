"""How the words around a name relate to the place: at, near, around, along it, a part of it, or only by reference.

The scan runs to the left from the mention over relation words, directions and distances, then asks what
introduced them. The words are in ``relations.yml`` and ``parts.yml``.
"""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import OPENING
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import CENTRE
from gazetteer.matching.words import MatchingWords

_PREPOSITIONS = "\u0628\u0644\u0643"
_CODES = {("n", "e"): "ne", ("n", "w"): "nw", ("s", "e"): "se", ("s", "w"): "sw"}
_FROM, _ON = "\u0645\u0646", "\u0639\u0644\u064a"
_AND_THE = "\u0648" + ARTICLE


def direction_code(codes: list[str]) -> str | None:
    """Join one or two points of the compass: ["s", "e"] gives "se"."""
    unique = list(dict.fromkeys(codes))
    if len(unique) == 1:
        return unique[0]
    pair = tuple(sorted(unique, key="nsew".index))
    return _CODES.get(pair) if len(pair) == 2 else None


def _direction(view: TextView, k: int, words: MatchingWords) -> str | None:
    return next((words.directions[v] for v in view.variants(k) if v in words.directions), None)


def _clitics(view: TextView, k: int, group: frozenset[str]) -> str:
    """The clitics written before the listed word on token ``k`` ("بريف" gives ب)."""
    word = view.keys[k]
    for v in view.variants(k):
        if v in group:
            return word[: len(word) - len(v)]
    return ""


class _Scan:
    """Walks left from a mention, noting what it passes."""

    def __init__(self, draft: Draft, view: TextView, words: MatchingWords) -> None:
        self.draft, self.view, self.words, self.k = draft, view, words, draft.start - 1
        self.preposition = draft.head_at is None and any(c in draft.reading.clitics for c in _PREPOSITIONS)
        if draft.head_at is not None:
            head_word = view.keys[draft.head_at]
            self.preposition = head_word[:1] in _PREPOSITIONS and head_word != (draft.head.word if draft.head else "")
        self.moved = False  # a relation word was passed
        self.directions: list[str] = []
        self.distance = False

    def has(self, group: str, k: int | None = None) -> bool:
        return self.view.listed(self.k if k is None else k, group)

    def take(self, group: str) -> bool:
        """Pass one word of a list and note whether a preposition is written on it."""
        if not self.has(group):
            return False
        written = _clitics(self.view, self.k, self.words.sets[group])
        self.preposition = any(c in written for c in _PREPOSITIONS)
        self.k -= 1
        self.moved = True
        return True

    def skip_quote(self) -> None:
        if self.k >= 0 and self.view.tokens[self.k].text in OPENING and self.draft.quoted is False:
            closing = self.draft.end < len(self.view.tokens) and not self.view.wordy[self.draft.end]
            if closing and self.view.tokens[self.k].text != "(":
                self.k -= 1


def _near_words(scan: _Scan) -> None:
    """ريف X، محيط X، شمال شرق X، 50 كم غرب X، داخل X."""
    draft, words = scan.draft, scan.words
    while True:
        if scan.has("direction_nouns"):
            scan.directions.insert(0, _direction(scan.view, scan.k, words) or "")
            scan.take("direction_nouns")
            draft.relation = "near"
        elif scan.has("around"):
            draft.reference |= scan.has("reference_relation")
            scan.take("around")
            draft.relation = "around"
        elif scan.has("near") and not scan.has("direction_nouns"):
            draft.reference |= scan.has("reference_relation")
            scan.take("near")
            draft.relation = "near"
        elif scan.has("inside") and not scan.moved:
            scan.take("inside")
        elif scan.view.key(scan.k) == _FROM and (scan.has("near", scan.k - 1) or scan.has("around", scan.k - 1)):
            scan.k -= 1  # "بالقرب من X", "على مقربة من X"
        else:
            return


def _distance(scan: _Scan) -> None:
    """ "50 كيلومتراً (نحو) غرب X", "على بعد 20 كم من X": X is where one measures from."""
    k = scan.k
    if not scan.moved and scan.view.key(k) in scan.words.sets["distance.after"]:
        k -= 1
    if scan.view.listed(k, "distance.units"):
        k -= 1
        if k >= 0 and (scan.view.tokens[k].kind == "number" or scan.view.is_word(k)):
            k -= 1
        while scan.has("distance.words", k) or scan.view.key(k) == _ON:
            k -= 1
        scan.k, scan.distance = k, True
        scan.draft.relation, scan.draft.reference = "near", True
        scan.draft.reasons.append("a distance is measured from it")


def _centre(scan: _Scan) -> None:
    """ "وسط X" is a part; "مركز قضاء X" is the town, "مركز محافظة X" its capital, which is named beside it."""
    draft, words = scan.draft, scan.words
    at = scan.k
    scan.take("part.centre")
    if draft.head and draft.head.scope == "admin":
        scan.moved = False
        draft.head = next(h for h in words.heads.values() if h.kind == "city" and h.number == 1)
        draft.reasons.append(CENTRE)
    elif draft.head and draft.head.scope == "governorate":
        draft.reference = True
        draft.reasons.append("its capital is meant")
    else:
        draft.part, draft.part_code, draft.relation = (at, at + 1), "centre", "part"


def _part_before(scan: _Scan) -> None:
    """ "الأحياء الشرقية من مدينة X", "وسط X", "الجزء الشرقي من X", "الضفة الشرقية ل X"."""
    _draft, view, words = scan.draft, scan.view, scan.words
    if scan.has("part.centre"):
        _centre(scan)
        return
    start, k, codes = scan.k, scan.k, []
    linked = scan.preposition
    if view.key(k) in words.sets["part.of"]:
        k -= 1
        linked = True
    last = k
    several = False
    while linked and view.is_word(k) and len(codes) < 2 and (code := _direction(view, k, words)):
        joined = view.keys[k].startswith(_AND_THE)  # "الأحياء الشمالية والشرقية لمدينة X"
        if not (joined or view.keys[k].startswith(ARTICLE)):
            break
        several |= joined
        codes.insert(0, code)
        k -= 1
    bank = next((c for c in ("bank_e", "bank_w") if view.key(last) in words.sets[f"part.{c}"]), None)
    if bank and linked and scan.has("part.banks", last - 1):
        _set_part(scan, last - 1, last + 1, bank)
    elif codes and scan.has("part.nouns", k):
        _set_part(scan, k, last + 1, None if several else direction_code(codes))
    elif not linked and scan.has("part.nouns", start) and not view.keys[start].startswith(ARTICLE):
        _part_of_name(scan, start)


def _part_of_name(scan: _Scan, start: int) -> None:
    """ "أحياء X الشرقية", "نصف مدينة X": the direction, if any, follows the name."""
    draft, before = scan.draft, scan.draft.end
    code = directions_after(draft, scan.view, scan.words)
    if code or scan.has("part.plain", start):
        _set_part(scan, start, start + 1, code)
        draft.part_tail = (before, draft.end) if code else None


def _set_part(scan: _Scan, i: int, j: int, code: str | None) -> None:
    draft = scan.draft
    outskirts = scan.view.within(i, "part.outskirts")
    draft.part, draft.part_code, draft.relation = (i, j), code, "around" if outskirts else "part"
    first = scan.view.keys[i]
    scan.preposition = first[:1] in _PREPOSITIONS and first[1:] in scan.words.sets["part.nouns"]
    scan.k, scan.moved = i - 1, True


def directions_after(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "ريف X الشمالي الشرقي", "أحياء X الشرقية": take the directions that follow the name."""
    codes, j = [], draft.end
    while view.is_word(j) and view.keys[j].startswith(ARTICLE) and len(codes) < 2:
        code = words.directions.get(view.keys[j])
        if code is None:
            break
        codes.append(code)
        j += 1
    if codes:
        draft.end = j
    return direction_code(codes)


def relate(draft: Draft, view: TextView, words: MatchingWords) -> None:
    """Set relation, part, part_code, whole and, where a distance or an edge says so, reference."""
    scan = _Scan(draft, view, words)
    scan.skip_quote()
    _part_before(scan)
    if draft.relation == "at":
        _near_words(scan)
        _distance(scan)
        if draft.relation in ("near", "around"):
            before = draft.end
            after = directions_after(draft, view, words)
            draft.part_code = after or direction_code([c for c in scan.directions if c])
            if after:
                draft.part = (before, draft.end)
    if scan.has("all_of"):
        draft.whole = True
        scan.k -= 1
    elif draft.head and draft.head.number == 3 and draft.relation == "at" and scan.has("all_of"):
        draft.whole = True
    draft.left = scan.k + 1
