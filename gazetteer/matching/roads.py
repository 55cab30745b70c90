"""Places that a road is named after: "طريق حلب – دمشق", "الطرق التي تربط الميادين بمدينة البوكمال".

What is told of the road is told of neither end (relation ``along``).
"""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.matching.drafts import Draft
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import MatchingWords

_DASHES = "-\u2013\u2014\u2212/"
_COMMA = "\u060c"
_BA, _WAW = "\u0628", "\u0648"
_TO = frozenset(["\u0627\u0644\u064a"])
_LINK_REACH, _END_REACH = 4, 9


def roads(drafts: Sequence[Draft], view: TextView, words: MatchingWords) -> None:
    """Set relation ``along`` on the ends of roads."""
    starts = {d.start: n for n, d in enumerate(drafts)}
    for k in view.having("along"):
        first = _first_end(k, starts, view, words)
        if first is None:
            continue
        _along(drafts[first])
        second = _second_end(first, drafts, view, words)
        if second is not None:
            _along(drafts[second])


def _along(draft: Draft) -> None:
    if draft.status != "non_place":
        draft.relation, draft.reference = "along", True
        draft.reasons.append("a road is named after it")


def _first_end(k: int, starts: dict[int, int], view: TextView, words: MatchingWords) -> int | None:
    linked = not view.keys[k].startswith("\u0627\u0644")
    for t in range(k + 1, k + 2 + _LINK_REACH):
        if t in starts:
            return starts[t] if linked else None
        if not view.is_word(t):
            return None
        if view.within(t, "along.links"):
            linked = True
        elif view.keys[t] not in words.sets["along.fillers"]:
            return None
    return None


def _bare_ends(first: Draft, other: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "طريق تدمر دير الزور": two names side by side right behind the word for a road."""
    beside = view.within(first.start - 1, "along") and not other.own_head and not first.own_head
    return beside and not other.reading.clitics


def _second_end(first: int, drafts: Sequence[Draft], view: TextView, words: MatchingWords) -> int | None:
    """The other end: after a dash, or with ب or إلى a few words on, over an apposition between commas."""
    end = drafts[first].end
    for n in range(first + 1, min(first + 4, len(drafts))):
        other = drafts[n]
        gap = range(end, other.start)
        if len(gap) > _END_REACH or any(
            view.tokens[k].text in ".!\u061f" or view.tokens[k].kind == "newline" for k in gap
        ):
            return None
        if len(gap) == 1 and view.tokens[end].text in _DASHES:
            return n
        word = view.keys[other.start]
        own = word != (other.head.word if other.head else "")
        if own and word.startswith(_BA) and other.relation == "at" and (not gap or view.tokens[end].text == _COMMA):
            return n
        if gap and view.key(other.start - 1) in _TO and len(gap) == 1:
            return n
        if not gap and (word.startswith(_WAW) or (n == first + 1 and _bare_ends(drafts[first], other, view, words))):
            return n
    return None
