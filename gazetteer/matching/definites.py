"""Definite phrases that name a place without a proper name: القصر الجمهوري، الأحياء الغربية، البلاد."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from gazetteer.matching.backrefs import CITY
from gazetteer.matching.clitics import ARTICLE, Reading
from gazetteer.matching.drafts import Draft, covered_by
from gazetteer.matching.extents import NISBA_ENDINGS
from gazetteer.matching.index import SETTLEMENTS, NameIndex
from gazetteer.matching.relations import direction_code
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import SEAT, Candidate, PlaceRow
from gazetteer.matching.words import Country, Head, MatchingWords

_REACH = 12
_QUARTER = "\u062d\u064a"
_MAIN_SHARE = 0.4


def facility_phrases(view: TextView, words: MatchingWords, drafts: Sequence[Draft]) -> list[Draft]:
    """Buildings told apart by an adjective only: "القصر الجمهوري", "المجمع الحكومي", "المستشفى الوطني"."""
    # A bare "القصر" may also be a village somewhere; with an adjective it is the palace.
    covered = {k for d in drafts for k in range(d.start, d.end) if d.own_head or d.j - d.i > 1}
    found = []
    for k in view.having("phrase"):
        if k in covered or not view.is_word(k + 1):
            continue
        adjective = view.keys[k + 1]
        plain = adjective.startswith(ARTICLE) and adjective.endswith(NISBA_ENDINGS)
        reading = view.facts[k].phrase
        # "المستشفى" alone refers back, "المستشفى الجنوبي" and "السجن المركزي" are told apart by their adjective
        again = ARTICLE + view.keys[k][reading.offset :] in words.back
        own = adjective in words.sets["name_adjectives"] or adjective in words.sets["telling"]
        if (again and not own) or not (plain or again) or (adjective in words.directions and not again):
            continue
        if adjective in words.nisba or k + 1 in covered:
            continue
        head: Head = words.buildings[view.keys[k][reading.offset :]]
        j = k + 3 if view.key(k + 2) in words.sets["closers"] and k + 2 not in covered else k + 2
        found.append(Draft(k, j, [], reading, head=head, head_at=k, end=j, own_head=True, name_head=True))
    return found


def estates(view: TextView, words: MatchingWords, drafts: Sequence[Draft]) -> list[Draft]:
    """ "المدينة العمالية", "المدينة الرياضية": the word for a town with such an adjective names a site in or by one."""
    covered = covered_by(drafts)
    found = []
    for k in view.having("back"):
        reading, head = view.facts[k].back
        if head.kind == "city" and k not in covered and view.key(k + 1) in words.sets["estates"]:
            site = words.heads[_QUARTER]
            found.append(Draft(k, k + 2, [], reading, head=site, head_at=k, end=k + 2, own_head=True, name_head=True))
    return found


def parts_alone(view: TextView, words: MatchingWords, drafts: Sequence[Draft]) -> list[Draft]:
    """ "الأحياء الغربية", "الساحل الأيمن" by themselves: a part of the city that the text is about."""
    taken = {k for d in drafts for k in range(d.left, d.end)} | {k for d in drafts if d.part for k in range(*d.part)}
    found, ordered = [], sorted(drafts, key=_begins)
    for k in view.having("part"):
        if k in taken or k + 1 == len(view.tokens):
            continue
        reading = view.facts[k].part
        codes, j = [], k + 1
        while view.is_word(j) and j < k + 3 and view.keys[j].startswith(ARTICLE) and view.keys[j] in words.directions:
            codes.append(words.directions[view.keys[j]])
            j += 1
        bank = next((c for c in ("bank_e", "bank_w") if view.key(k + 1) in words.sets[f"part.{c}"]), None)
        code = direction_code(codes) if codes else bank
        if code is None:
            continue
        j = max(j, k + 2)
        draft = Draft(k, j, [], reading, head=words.back[CITY], end=j, back=True, status="back", relation="part")
        draft.part, draft.part_code, draft.left = (k, j), code, k
        _look_ahead(draft, ordered, view, words)
        found.append(draft)
    return found


def _begins(draft: Draft) -> int:
    return draft.i


def _look_ahead(draft: Draft, drafts: Sequence[Draft], view: TextView, words: MatchingWords) -> None:
    """ "الأحياء الشرقية التي يتواجد فيها المسلحون في مدينة X", "الأحياء الغربية الواقعة تحت سيطرة Y في مدينة X": the
    city may follow the relative clause, or "in" and "of" behind what else describes them; ``drafts`` in order.
    """
    relative = view.key(draft.end) in words.sets["part.relative"]
    if not relative and not view.key(draft.end).startswith(ARTICLE):
        return
    first = bisect_right(drafts, draft.end, key=_begins)
    for other in drafts[first : bisect_right(drafts, draft.end + _REACH, lo=first, key=_begins)]:
        if other.place is not None and other.place.kind in SETTLEMENTS:
            between = view.tokens[draft.end : other.start]
            joined = relative or view.key(other.start - 1) in words.sets["part.of"]
            if joined and not any(t.kind == "newline" or t.text in ".!\u061f\u060c" for t in between):
                draft.place = other.place
                draft.candidates = (Candidate(other.place, 0.7, ("named in the same clause",)),)
                draft.reasons.append("a part of the city named in the same clause")
            return


def country_words(view: TextView, index: NameIndex, weights: Mapping[str, float], covered: set[int]) -> list[Draft]:
    """ "البلاد": the country that the text is about, where one clearly is."""
    country = _main(index, weights) if view.having("land") else None
    place = index.place(country.id) if country else None
    lands = [k for k in view.having("land") if k not in covered] if place else []
    return [_stands_for(place, k, view.facts[k].land, "the country that the text is about") for k in lands]


def capital_words(
    view: TextView, index: NameIndex, weights: Mapping[str, float], drafts: Sequence[Draft], covered: set[int]
) -> list[Draft]:
    """ "العاصمة": the capital of the country that the text is about, or the town there that it last called so."""
    country = _main(index, weights) if view.having("seat") else None
    place = index.place(country.seat) if country and country.seat else None
    if country is None or place is None:
        return []
    beside = {k: d for d in drafts for k in (d.start, d.i)}  # "العاصمة المؤقتة عدن" is a name
    beside |= {d.start - 1: d for d in drafts if not d.reading.clitics and d.status != "non_place"}  # "العاصمة عدن"
    named_here = {d.place.id for d in drafts if d.place is not None and d.status == "resolved"}
    found, abroad = [], -1
    for k in view.having("seat"):
        said = beside.get(k)
        if said is not None:
            own = said.place is not None and said.place.country == country.code
            place, abroad = (said.place, -1) if own else (place, k)
        elif view.key(k + 1) in index.words.sets["capitals_abroad"] or _adjective(view, k + 1):
            abroad = k  # "العاصمة الفرنسية باريس", "العاصمة الاقتصادية"
        elif view.key(k + 1) in index.words.sets["capitals_counted"]:
            continue
        elif abroad < view.line_start(k) and k not in covered:
            reason = "the capital, named elsewhere in the text" if place.id in named_here else SEAT
            found.append(_stands_for(place, k, view.facts[k].seat, reason))
    return found


def _adjective(view: TextView, k: int) -> bool:
    return view.is_word(k) and view.keys[k].startswith(ARTICLE) and view.keys[k].endswith(NISBA_ENDINGS)


def _main(index: NameIndex, weights: Mapping[str, float]) -> Country | None:
    """The country that a text is about, where one clearly is."""
    total = sum(weights.values())
    if not total:
        return None
    code = max(weights, key=lambda c: weights[c])
    clear = weights[code] / total >= _MAIN_SHARE
    return next((c for c in index.words.countries if c.code == code), None) if clear else None


def _stands_for(place: PlaceRow, k: int, reading: Reading, reason: str) -> Draft:
    draft = Draft(k, k + 1, [], reading, end=k + 1, back=True, status="back", place=place, reasons=[reason])
    draft.candidates = (Candidate(place, 0.6, (reason,)),)
    return draft
