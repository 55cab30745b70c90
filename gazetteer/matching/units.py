"""Numbered units: "اللواء 93", "الفرقة السادسة مشاة". As the object of a capture a unit's name is its base.

"سيطروا على الفرقة 17" is about the base, "قصفت الفرقة 17 البلدة" about the men.
"""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import OPENING, plain_reading
from gazetteer.matching.hands import held
from gazetteer.matching.index import NameIndex
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import SHORT, Candidate, PlaceRow
from gazetteer.matching.words import MatchingWords

_FROM = "\u0645\u0646"
_WAW = "\u0648"
_IN_PLACE = 3  # tokens of a place told between two units of a list
_LOOK_BACK = 12
_BESIEGER = 6  # tokens from a verb of siege over who besieges to the unit
_OBJECT = "the base of the unit, as the object of what is told"
_SUBJECT = "the unit itself acts here, not its base"


def _number_end(view: TextView, k: int, words: MatchingWords) -> int | None:
    """Return the end of the number after a unit's word on token ``k``: 93, الـ93, السادسة, السابعة عشرة مشاة."""
    j = k + 1
    if view.key(j) == ARTICLE:
        j += 1
    if j < len(view.tokens) and view.tokens[j].kind == "number":
        j += 1
    else:
        j = k + 1
        while view.is_word(j) and j < k + 3 and view.within(j, "trap.ordinals"):
            j += 1
        if j == k + 1:
            return None
    while view.is_word(j) and view.key(j) in words.sets["trap.unit_tails"]:
        j += 1
    return j


def _is_object(view: TextView, k: int, words: MatchingWords) -> bool:
    """Is the unit on token ``k`` something that is taken, entered, lost?"""
    before = k - 1
    if before >= 0 and view.tokens[before].text in OPENING:
        named = view.listed(before - 1, "trap.naming")
        if named:
            return True
        before -= 1
    if not view.is_word(before):
        return False
    if view.within(before, "trap.object_cues") or _besieged(view, k, words):
        return True
    if view.keys[before].removeprefix(_WAW) != _FROM:
        return False
    nearby = range(max(0, before - _LOOK_BACK), before)
    return any(view.listed(m, "leaving") for m in nearby)


def _besieged(view: TextView, k: int, words: MatchingWords) -> bool:
    """ "تحاصر قوات X الفرقة 22", "تطوق قواته اللواء 35": behind a verb of siege and who besieges."""
    for m in range(k - 1, max(k - _BESIEGER, -1), -1):
        if not view.is_word(m):
            return False
        if view.key(m).removeprefix(_WAW) in words.sets["trap.besieging"]:
            return m < k - 1 and view.key(k - 1) not in words.sets["trap.units"]
    return False


def _lies(view: TextView, k: int, end: int) -> bool:
    """ "اللواء 93 الواقع قرب X", "يقع اللواء 93 شرق X": what lies somewhere is the base."""
    return view.listed(end, "trap.lying") or view.listed(k - 1, "trap.lying")


def _beside(view: TextView, k: int, draft: Draft | None, words: MatchingWords) -> bool:
    """ "سيطروا على مدينة X واللواء 82", "ومعها مطار X واللواء 47": is the unit joined to a name behind the preposition
    of what is taken, or to a base or airfield?
    """
    if draft is None or not view.keys[k].startswith(_WAW):
        return False
    if draft.own_head and draft.head is not None and draft.head.kind in ("base", "airbase"):
        return True
    return view.is_word(draft.start - 1) and view.keys[draft.start - 1] in words.sets["trap.object_cues"]


def units_again(view: TextView, drafts: list[Draft], words: MatchingWords, covered: set[int]) -> list[Draft]:
    """ "سقوط الفرقة", "مقر اللواء": a unit without its number, as an object, is the last one's base."""
    found: list[Draft] = []
    numbered, n = view.having("trap.numbered"), 0
    sought = {view.keys[k] for k in numbered if view.keys[k].startswith(ARTICLE)}
    named: dict[str, PlaceRow] = {}  # what was named last with each word of a unit
    for k in numbered:
        while sought and n < len(drafts) and drafts[n].j <= k:
            place = _base_named(drafts[n])
            for word in sought.intersection(view.keys[drafts[n].start : drafts[n].end]) if place else ():
                named[word] = place
            n += 1
        own = k not in covered and view.keys[k].startswith(ARTICLE) and _number_end(view, k, words) is None
        if not own or not _is_object(view, k, words):
            continue
        place, reason = named.get(view.keys[k]), "refers back to a base named before"
        if place is not None:
            draft = Draft(k, k + 1, [], plain_reading(view.keys[k]), end=k + 1, back=True, status="back", place=place)
            draft.reasons, draft.candidates = [reason], (Candidate(place, 0.6, (reason,)),)
            found.append(draft)
    return found


def _base_named(draft: Draft) -> PlaceRow | None:
    """The place that a name means, where it can mean only one."""
    return draft.place or (draft.options[0].place if len(draft.options) == 1 else None)


def bases_again(view: TextView, drafts: list[Draft]) -> None:
    """ "قاعدة الوطية الجوية … تطوق الوطية": the bare name, elsewhere a village's, of a base that the text has named."""
    told: dict[str, PlaceRow] = {}
    villages = {view.keys[d.i] for d in drafts if d.head is not None and d.head.scope == "settlement"}
    for draft in drafts:
        place = draft.place
        if place is None or draft.status != "resolved":
            continue
        if draft.head_at is not None and place.kind in ("base", "airbase"):
            told[view.key(draft.head_at + 1)] = place
        name = view.keys[draft.i][len(draft.reading.clitics) :]
        bare = draft.head is None and place.kind == "village" and draft.j == draft.i + 1
        if bare and name in told and name not in villages:
            draft.place = told[name]
            draft.reasons.append(SHORT)


def units(view: TextView, index: NameIndex, drafts: list[Draft]) -> list[Draft]:
    """Judge the units that the gazetteer has as bases, and return drafts for objects that it does not have."""
    words = index.words
    by_start = {d.i: d for d in drafts}
    covered = {k for d in drafts for k in range(d.i, d.end)}
    by_token = {k: d for d in drafts for k in range(d.i, d.j)}
    base = words.heads.get("\u0642\u0627\u0639\u062f\u0647")
    ends = {d.end: d for d in drafts if d.status != "non_place"}
    found, listed = [], -1  # the token after the last unit that is an object
    for k in view.having("trap.numbered"):
        end = _number_end(view, k, words)
        if end is None:
            continue
        draft, is_object = by_start.get(k), _is_object(view, k, words) or _lies(view, k, end)
        is_object = is_object or held(k, end, view, words)
        # "على الفرقة 17 واللواء 93", "على الفرقة 17 في X واللواء 93": one list
        joined = view.keys[k].startswith(_WAW) and k - _IN_PLACE <= listed <= k
        is_object = is_object or (joined and not any(view.within(m, "governors") for m in range(listed, k)))
        is_object = is_object or _beside(view, k, ends.get(k), words)
        listed = end if is_object else listed
        over = draft or by_token.get(k)
        if over is not None and over.j < end and not any(m in covered for m in range(over.end, end)):
            over.j, over.end = end, max(end, over.end)  # "مقر الفرقة 17 مشاة"
        if draft is not None and draft.options:
            draft.reasons.append(_OBJECT if is_object else _SUBJECT)
            garrison = view.within(k - 1, "trap.garrisons") and not _is_object(view, k - 1, words)
            if not is_object and (garrison or not draft.own_head):
                draft.status = "non_place"  # "صدت الفرقة 22 هجوما", "انسحبت حامية الفرقة 22"
        elif is_object and base is not None and k not in covered:
            reading = plain_reading(view.keys[k])
            found.append(Draft(k, end, [], reading, head=base, end=end, reasons=[_OBJECT]))
    return found
