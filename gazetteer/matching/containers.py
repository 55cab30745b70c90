"""The town of a quarter or a building that the gazetteer does not have: a point near it, never the place itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from gazetteer.matching.backrefs import CITY, home_of
from gazetteer.matching.drafts import Draft
from gazetteer.matching.index import SETTLEMENTS, NameIndex
from gazetteer.matching.salience import most_salient, place_of
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceRow

_WIDE = ("governorate", "country")
_DISTRICTS = ("district", "subdistrict")
_COMMAS = ("\u060c", ",")
_REACH = 6  # tokens to the word that says where it lies
_SCOPES = ("quarter", "facility")
_KINDS = ("neighbourhood", "facility", "road")
_WINDOW = 40  # mentions before it among which its town is sought


def contain(drafts: Sequence[Draft], counts: Counter[str], view: TextView, index: NameIndex) -> None:
    """Give each unknown quarter and building the town that the text puts it in; ``drafts`` in order of the text."""
    for n, draft in enumerate(drafts):
        if draft.like is not None:
            draft.candidates = draft.like.candidates
            continue
        inside = draft.status == "unknown" and (_is_inside(draft) if draft.head else _is_elsewhere(draft))
        if not inside or (draft.candidates and STANDS_IN in draft.candidates[0].reasons):
            continue
        town = _told(drafts, n, view)
        if draft.head is not None and draft.head.scope == "natural":  # a hill lies by the town told with it, no other
            town = town or _beside(drafts, n)
            draft.candidates = (Candidate(town, 0.3, (STANDS_IN,)),) if town is not None else draft.candidates
            continue
        town = town or _spoken_of(drafts, n, counts, view, index) or _first_after(drafts, n, view)
        draft.candidates = (Candidate(town, 0.3, (STANDS_IN,)),) if town is not None else ()


def locate(drafts: Sequence[Draft], view: TextView) -> None:
    """ "مدينة الجنينة، غرب دارفور، سقطت": a governorate right behind the comma after a place in it tells only where
    that lies; ``drafts`` in order of the text.
    """
    for town, draft in pairwise(drafts):
        land = draft.place if draft.status == "resolved" and not draft.reading.clitics else None
        if land is None or land.kind != "governorate" or town.place is None or town.place.admin1_id != land.id:
            continue
        if town.end == draft.left - 1 and view.key(town.end) in _COMMAS and town.place.kind not in _WIDE:
            draft.reference = True
            draft.reasons.append("says where another place lies")


def _is_inside(draft: Draft) -> bool:
    return draft.head is not None and (draft.head.scope in _SCOPES or draft.head.kind == "hill")


def _beside(drafts: Sequence[Draft], n: int) -> PlaceRow | None:
    """The village or town next to it in the same list."""
    near = [drafts[k] for k in (n - 1, n + 1) if 0 <= k < len(drafts) and drafts[n].group >= 0]
    return next((d.place for d in near if d.group == drafts[n].group and _is_town(d)), None)


def _is_elsewhere(draft: Draft) -> bool:
    """ "المنطقة الصناعية": a quarter's name that other towns have as well, but none near."""
    return bool(draft.options) and all(o.place.kind in _KINDS for o in draft.options)


def _is_town(draft: Draft) -> bool:
    return draft.place is not None and draft.place.kind in SETTLEMENTS and draft.status in ("resolved", "back")


def _is_district(draft: Draft) -> bool:
    """ "حي X في قضاء Y": what bears its town's name."""
    return draft.status == "resolved" and draft.place is not None and draft.place.kind in _DISTRICTS


def _told(drafts: Sequence[Draft], n: int, view: TextView) -> PlaceRow | None:
    """ "حي X في مدينة Y", and for a list what follows its last member."""
    last = n
    while last + 1 < len(drafts) and drafts[n].group >= 0 and drafts[last + 1].group == drafts[n].group:
        last += 1
    following = drafts[last + 1] if last + 1 < len(drafts) else None
    if following is None or not following.reference or not (_is_town(following) or _is_district(following)):
        return None
    near = following.start - drafts[last].end <= _REACH and not view.ends_between(drafts[last].end, following.start)
    return following.place if near else None


def _spoken_of(
    drafts: Sequence[Draft], n: int, counts: Counter[str], view: TextView, index: NameIndex
) -> PlaceRow | None:
    """The town that the text is about here: what "the city" would mean."""
    near = drafts[max(0, n - _WINDOW) : n]
    before = [d for d in near if _is_town(d)]
    head = index.words.back.get(CITY)
    if not before or head is None:
        return home_of(near, index)
    draft = Draft(drafts[n].i, drafts[n].j, [], drafts[n].reading, head=head)
    return place_of(most_salient(before, draft, counts, view, index.words))


def _first_after(drafts: Sequence[Draft], n: int, view: TextView) -> PlaceRow | None:
    """The first town named after it, in the same line."""
    for draft in drafts[n + 1 : n + _REACH]:
        if view.lines_between(drafts[n].i, draft.i):
            return None
        if _is_town(draft):
            return draft.place
    return None
