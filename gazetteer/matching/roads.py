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
_TO = frozenset(["\u0627\u0644\u064a", "\u062d\u062a\u064a"])
_OPENS, _SHUTS = frozenset('"\u00ab\u201c('), frozenset('"\u00bb\u201d)')
_LINK_REACH, _END_REACH = 8, 9
_NAME = 4  # tokens of a road's own name in quotation marks


def roads(drafts: Sequence[Draft], view: TextView, words: MatchingWords) -> None:
    """Set relation ``along`` on the ends of roads."""
    starts = {d.start: n for n, d in enumerate(drafts)}
    for k in view.having("along"):
        first = _first_end(k, starts, view, words)
        if first is None or _joined(drafts[first], view):
            continue
        _along(drafts[first])
        second = _second_end(first, drafts, view, words)
        if second is not None:
            _along(drafts[second])


def _joined(draft: Draft, view: TextView) -> bool:
    """ "A على الطريق الدولي وبلدة B": "and" on it goes on from what stands before the road."""
    word = view.keys[draft.start]
    own = draft.head is not None and word == draft.head.word
    return word.startswith(_WAW) and (draft.reading.clitics.startswith(_WAW) if draft.head_at is None else not own)


def _along(draft: Draft) -> None:
    if draft.status != "non_place":
        draft.relation, draft.reference = "along", True
        draft.reasons.append("a road is named after it")


def _first_end(k: int, starts: dict[int, int], view: TextView, words: MatchingWords) -> int | None:
    """The place that the road at ``k`` runs from, behind its adjectives and its own name ("الدولي "إم 5" الذي")."""
    linked = not view.keys[k].startswith("\u0627\u0644")
    t = k + 1
    while t < min(k + 2 + _LINK_REACH, len(view.tokens)):
        if t in starts:
            return starts[t] if linked else None
        if view.tokens[t].text in _OPENS:
            near = range(t + 1, min(t + 2 + _NAME, len(view.tokens)))
            t = next((m for m in near if view.tokens[m].text in _SHUTS), t) + 1  # over the road's own name
            continue
        if not view.is_word(t):
            return None
        if view.within(t, "along.links"):
            linked = True
        elif view.keys[t] not in words.sets["along.fillers"] and not _adjective(view.keys[t]):
            return None
        t += 1
    return None


def _adjective(key: str) -> bool:
    """ "الساحلي", "الصحراوية": an adjective of relation with the article."""
    return key.startswith("\u0627\u0644") and key.endswith(("\u064a", "\u064a\u0647"))


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
        if view.key(other.start - 1) in _TO and len(gap) in (1, 2):
            return n
        if not gap and (word.startswith(_WAW) or (n == first + 1 and _bare_ends(drafts[first], other, view, words))):
            return n
    return None
