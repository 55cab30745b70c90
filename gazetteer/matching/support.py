"""Does a name have enough behind it to be a place here? Everyday words need a head word, a list or a context.

What a name needs is asked of ``traps.needs``; this module looks for it in the text, first before anything is
resolved and once more when the other places of the text are known.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from gazetteer.matching import traps
from gazetteer.matching.bylines import heads_item
from gazetteer.matching.context import PLACE_WEIGHT, name_key
from gazetteer.matching.drafts import Draft, Option
from gazetteer.matching.extents import after_bracket
from gazetteer.matching.geo import km
from gazetteer.matching.index import NameIndex
from gazetteer.matching.place_contexts import back_word, governed, headed, in_context, seized
from gazetteer.matching.scan import TextView

_WAW = "\u0648"
_LINKS = frozenset(("\u060c", ",", _WAW))
_ON = "\u0639\u0644\u064a"
_QUARTER = "\u062d\u064a"
_CITY_KM = 15.0
_THEN = "\u062b\u0645"
_CONTEXT_KM = 90.0
_COUNTRY_SHARE, _FOREIGN_SHARE = 0.3, 0.1


def with_hope(drafts: list[Draft], view: TextView, index: NameIndex) -> list[Draft]:
    """Drop early the everyday words that need a head word and neither have one nor can be in a list."""
    introduced = {name_key(d, view) for d in drafts if d.own_head and d.status != "non_place"}
    full = _named_in_full(drafts)
    kept = []
    for draft in drafts:
        if draft.status == "" and draft.head is None and not draft.unknown:
            need = _need(draft, view, index)
            listed = _is_quarter(draft) and _may_be_listed(draft, view)
            if need == "explicit" and not (listed or _short_for(draft, full)):
                continue
            if need == "head" and not _may_be_listed(draft, view) and name_key(draft, view) not in introduced:
                continue
        kept.append(draft)
    return kept


def _is_quarter(draft: Draft) -> bool:
    return all(o.needs_head and o.place.kind == "neighbourhood" for o in draft.options)


def _named_in_full(drafts: list[Draft]) -> set[str]:
    """The bases, crossings, fields … that the text names with the head word that is a part of their name."""
    return {o.place.id for d in drafts if d.name_head and d.status != "non_place" for o in d.options}


def _short_for(draft: Draft, full: set[str]) -> bool:
    """ "منفذ الوليد … استولى على الوليد": whether a name without its head word is that of a place named in full."""
    return all(o.needs_head for o in draft.options) and any(o.place.id in full for o in draft.options)


def _among_quarters(draft: Draft, listed: Sequence[Draft]) -> bool:
    """ "أقسام من العرضي والحويقة والرشدية": a name of a quarter alone, ``listed`` with two others of its city."""
    if draft.group < 0 or not _is_quarter(draft):
        return False
    others = [d for d in listed if d is not draft]
    near = [d for d in others if any(_beside(o, p) for o in draft.options for p in d.options if not p.needs_head)]
    return len(near) > 1


def _beside(quarter: Option, other: Option) -> bool:
    return other.place.kind == "neighbourhood" and km(quarter.place, other.place) < _CITY_KM


def _may_be_listed(draft: Draft, view: TextView) -> bool:
    if _WAW in draft.reading.clitics or view.key(draft.i - 1) in _LINKS:
        return True
    after = after_bracket(view, draft.end)
    return view.key(after) in _LINKS or view.key(after).startswith(_WAW)


def remember_media(drafts: list[Draft], view: TextView) -> None:
    """A name that is a medium once ("قناة الميادين"), and that no head word introduces, is that medium throughout; but
    not what a medium is named after ("تنسيقية درعا", "حلب اليوم")."""
    media = {name_key(d, view) for d in drafts if d.status == "non_place" and d.reasons[0].startswith(traps.MEDIUM)}
    media -= {name_key(d, view) for d in drafts if d.own_head and d.status != "non_place"}
    for draft in drafts:
        if draft.status == "" and not draft.own_head and media and name_key(draft, view) in media:
            draft.status, draft.reasons = "non_place", [f"{traps.MEDIUM}, as elsewhere in the text"]


def supported(drafts: list[Draft], view: TextView, index: NameIndex) -> list[Draft]:
    """Drop names that are everyday words here: no head word, no list, no preposition, no other mention with a head."""
    introduced = {name_key(d, view) for d in drafts if d.own_head and d.status != "non_place"}
    firm_groups = {d.group for d in drafts if d.group >= 0 and (d.own_head or d.unknown or not _need(d, view, index))}
    bulletin = any(heads_item(d, view) for d in drafts if d.unknown or d.own_head or not _need(d, view, index))
    full = _named_in_full(drafts)
    groups, heads = _by_group(drafts), _by_head(drafts)
    led: set[int] = set()  # lists whose first name a preposition or verb of place stands before
    kept = []
    for draft in drafts:
        need = "" if draft.unknown else _need(draft, view, index)
        if draft.status == "non_place":
            country = any(o.place.kind == "country" for o in draft.options)
            known = country or draft.j - draft.i > 1 or name_key(draft, view) in introduced
            if not need or known or traps.full_word(draft, view) in index.words.common:
                kept.append(draft)
            continue
        listed = draft.head is not None or (draft.group >= 0 and draft.group in firm_groups)
        if need == "explicit" and draft.head is None and _among_quarters(draft, groups.get(draft.group, ())):
            draft.head, need = index.words.heads.get(_QUARTER), ""
            if draft.head is not None:
                insort(heads.setdefault(draft.head.kind, []), draft.i)
        if need and not draft.own_head:
            again = _short_for(draft, full) and seized(draft, view, index)
            if (need == "explicit" and draft.head is None and not again) or _pair(draft, heads, view, index):
                continue
            if again:
                draft.options = [replace(o, needs_head=False) for o in draft.options if o.place.id in full]
            known = name_key(draft, view) in introduced or (need != "head" and _comes_next(draft, kept, view))
            if need == "head" and not (listed or known):
                continue
            if need == "seized" and not (listed or known or (draft.group >= 0 and draft.group in led)):
                if not seized(draft, view, index):
                    continue
                led.add(draft.group)
            if need == "context" and not (listed or known or (draft.group >= 0 and draft.group in led)):
                if not (in_context(draft, view, index) or headed(draft, view, bulletin)):
                    continue
                led.add(draft.group)
                draft.reasons.append("an everyday word, but a preposition or verb of place stands before it")
        kept.append(draft)
    return kept


def _comes_next(draft: Draft, kept: list[Draft], view: TextView) -> bool:
    """ "عودة رأس لانوف ثم السدرة": whether "then" alone stands between a name and the place before it."""
    k = draft.left - 1
    joined = bool(kept) and view.key(k) == _THEN and kept[-1].end in (k, k - 1) and kept[-1].status != "non_place"
    return joined and not draft.reading.clitics


def _need(draft: Draft, view: TextView, index: NameIndex) -> str:
    """``traps.needs``, asked once per draft."""
    if draft.need is None:
        draft.need = traps.needs(draft, view, index)
    return draft.need


def _by_group(drafts: list[Draft]) -> dict[int, list[Draft]]:
    """The names of each list of a text."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.group >= 0:
            found.setdefault(draft.group, []).append(draft)
    return found


def _by_head(drafts: list[Draft]) -> dict[str, list[int]]:
    """Where the names with a head word of each kind stand, in order."""
    found: dict[str, list[int]] = {}
    for draft in sorted(drafts, key=attrgetter("i")):
        if draft.head is not None:
            found.setdefault(draft.head.kind, []).append(draft.i)
    return found


def _pair(draft: Draft, heads: dict[str, list[int]], view: TextView, index: NameIndex) -> bool:
    """ "القريتين" after two villages: these two, not the town of the name. ``heads``: where those of a kind stand."""
    head = index.words.duals.get(traps.full_word(draft, view))
    if head is None or draft.own_head:
        return False
    return bisect_left(heads.get(head.kind, ()), draft.i) > 1


def _needs_neighbour(draft: Draft, view: TextView, index: NameIndex) -> bool:
    alone = not (draft.unknown or draft.own_head or draft.head or draft.group >= 0)
    return alone and _need(draft, view, index) in ("context", "seized")


def still_supported(drafts: list[Draft], view: TextView, index: NameIndex, weights: dict[str, float]) -> list[Draft]:
    """Drop everyday words whose place does not lie in the story's country, or near nothing else in the text."""
    introduced = {name_key(d, view) for d in drafts if d.own_head and d.status == "resolved"}
    total = sum(weights.values())
    places = {d.place.id: d.place for d in drafts if d.place is not None and d.place.kind != "country"}
    kept = []
    for draft in drafts:
        if _front_elsewhere(draft, view, weights):
            draft.status, draft.place, draft.candidates = "unknown", None, ()
            draft.reasons.append("a front bears the name, the place lies in another country")
        if (
            draft.status == "non_place"
            or not _needs_neighbour(draft, view, index)
            or name_key(draft, view) in introduced
        ):
            kept.append(draft)
            continue
        if draft.place is None:
            continue
        share = weights.get(draft.place.country, 0.0) / total if total else 1.0
        others = (other for id_, other in places.items() if id_ != draft.place.id)
        close = any(km(draft.place, other) < _CONTEXT_KM for other in others)
        prominent = draft.place.kind == "city" or draft.place.population >= traps.PROMINENT_POPULATION
        taken = _taken(draft, view, index) or (heads_item(draft, view) and back_word(draft, view))
        taken = taken and (not total or share > 0.5) and draft.need == "context"
        if taken or (share >= _COUNTRY_SHARE and (close or prominent)):
            kept.append(draft)
    return kept


def _front_elsewhere(draft: Draft, view: TextView, weights: dict[str, float]) -> bool:
    """ "جبهة كربلاء" in a text that is about another country than Karbala's."""
    if (
        draft.place is None
        or draft.relation != "near"
        or draft.start == 0
        or not view.within(draft.start - 1, "fronts")
    ):
        return False
    own = PLACE_WEIGHT if draft.vote == draft.place.country else 0.0
    total = sum(weights.values()) - own
    return total > 0 and (weights.get(draft.place.country, 0.0) - own) / total < _FOREIGN_SHARE


def _taken(draft: Draft, view: TextView, index: NameIndex) -> bool:
    """Is a place the very thing that is taken ("سيطروا على الصبورة"), so that it need not lie near another?"""
    if draft.place is None or draft.place.quality != "confirmed" or draft.relation != "at":
        return False
    k = draft.left - 1
    return seized(draft, view, index) or governed(k - 1 if view.key(k) == _ON else k, draft, view)
