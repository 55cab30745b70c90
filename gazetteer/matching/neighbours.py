"""Lists of places, and places that say where others lie: what one mention has from the ones beside it."""

from __future__ import annotations

from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import CLOSING, after_bracket, enumerator_end
from gazetteer.matching.index import NameIndex
from gazetteer.matching.references import BACKER, BORDER, RANKED, locator_of, reference, speaks
from gazetteer.matching.relations import directions_after, relate
from gazetteer.matching.roads import roads
from gazetteer.matching.scan import TextView

_WAW = "\u0648"
_COMMAS = "\u060c,"
_LONGEST_GAP = 8  # tokens between two names of one list: a comma, "and", marks that close
_RANK = 6  # tokens from a town to those that it is the second biggest of


def relations(drafts: list[Draft], view: TextView, index: NameIndex) -> None:
    """Relations, lists and reference points; the second of a list shares what stands before the first."""
    for n, draft in enumerate(drafts):
        before = drafts[n - 1] if n else None
        joined = before is not None and _joined(before, draft, view)
        first = before if joined and not speaks(draft, view, index.words) else None  # "من X، ودمشق تقول"
        if first is not None and (located := _described_by(drafts, n - 1, view, index)):
            first = located  # "A جنوب B وC": C goes on from A
        if first is not None and not draft.own_head:
            draft.relation, draft.reference, draft.whole = first.relation, first.reference, first.whole
            draft.left, draft.part_code = draft.start, first.part_code if first.relation == "part" else None
            draft.part = first.part if first.relation == "part" else None
            if draft.relation in ("near", "around"):
                draft.part_code = directions_after(draft, view, index.words)
        else:
            relate(draft, view, index.words)
            mark_reference(draft, view, index)
        if first is not None:
            first.group = draft.group = first.group if first.group >= 0 else first.i
    roads(drafts, view, index.words)


def _described_by(drafts: list[Draft], n: int, view: TextView, index: NameIndex) -> Draft | None:
    """The place that draft ``n`` only locates or ranks: A of "A جنوب B", "A الحدودية مع B", "A، أكبر مدن B"."""
    if not {RANKED, BORDER}.isdisjoint(drafts[n].reasons):
        return drafts[n - 1] if n and drafts[n].i - drafts[n - 1].end <= _RANK else None
    return locator_of(drafts, n, view, index.words)


def mark_reference(draft: Draft, view: TextView, index: NameIndex) -> None:
    """Note why a mention is a reference point, if it is one."""
    if reason := reference(draft, view, index.words):
        draft.reference = True
        draft.reasons.append(reason)


def _joined(before: Draft, draft: Draft, view: TextView) -> bool:
    """Do two mentions stand in one list: "X وY", "X، Y", "X و Y"?"""
    if before.status == "non_place" or draft.status == "non_place":
        return False
    after = after_bracket(view, before.end)
    if enumerator_end(view, after) == draft.start:
        return True
    if draft.start - after > _LONGEST_GAP:
        return False
    gap = [view.tokens[k].text for k in range(after, draft.start) if view.tokens[k].text not in CLOSING]
    head_and = draft.head_at is not None and view.keys[draft.head_at].startswith(_WAW)
    own_and = draft.head_at is None and draft.reading.clitics == _WAW
    if not gap:
        return own_and or (head_and and draft.head_at == before.end)
    if gap in ([_WAW], ["\u060c", _WAW]):
        return not draft.reading.clitics
    if BACKER in before.reasons:  # "القوات، المدعومة من X، Y"
        return False
    return len(gap) == 1 and gap[0] in _COMMAS and draft.reading.clitics in ("", _WAW)


def locators_of(drafts: list[Draft], view: TextView, index: NameIndex) -> dict[int, list[Draft]]:
    """Which drafts say where which others lie; a draft that does so is a reference point."""
    found: dict[int, list[Draft]] = {}
    live = [d for d in drafts if d.status != "non_place"]
    groups: dict[int, list[Draft]] = {}
    for draft in live:
        groups.setdefault(draft.group, []).append(draft)
    for n, draft in enumerate(live):
        located = locator_of(live, n, view, index.words)
        if located is None:
            continue
        draft.reference = True
        draft.reasons.append("says where another place lies")
        for member in groups[located.group] if located.group >= 0 else [located]:
            found.setdefault(id(member), []).append(draft)
    return found
