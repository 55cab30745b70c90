"""Where a report was filed: "مرصد القرن – الخرطوم", "سبها 21 فبراير 2019 (…)", or pictures were taken that are another
place's. Nothing that follows is about it."""

from __future__ import annotations

from gazetteer.matching.drafts import Draft
from gazetteer.matching.scan import TextView

TOP = 60  # tokens of a text within which its byline stands
LONGEST = 10  # tokens of a byline
DATE_WORDS = 9  # tokens from the place to the bracket or dash that shuts a date
BARS = frozenset("-\u2013\u2014\u2015\u0640/|:(")
_COLON, _STOPS = ":", frozenset(".؛;!")
CLAIMED = 24  # tokens from pictures over what they are said to show to where they were taken
SHUT = frozenset("(-\u2013\u2014\u0640")


def filed(draft: Draft, view: TextView) -> bool:
    """Whether a place without a head of its own stands in the byline or dateline at the top of a text."""
    if draft.i >= TOP or draft.own_head or draft.reading.clitics:
        return False
    line = draft.i
    while line > 0 and view.tokens[line - 1].kind != "newline":
        line -= 1
    return _dated(draft, view, line) or _bylined(draft, view, line)


def pictured(draft: Draft, view: TextView) -> bool:
    """ "تبين أن الصور تعود إلى X", "مقطع قديم صُور في X": where pictures were taken, that are passed off as another
    place's."""
    k = draft.left - 2
    if not view.listed(k, "pictured") or view.ends_between(k, draft.i):
        return False
    near = range(k, max(k - CLAIMED, -1), -1)
    return any(view.listed(m, "pictures") and not view.ends_between(m, draft.i) for m in near)


def heads_line(draft: Draft, view: TextView) -> bool:
    """ "حماة: واصلت قوات …", "بغداد – أعلن …": a bare name before the mark that follows it at the head of a line."""
    bare = not draft.own_head and not draft.reading.clitics and draft.end < len(view.tokens)
    return bare and view.tokens[draft.end].text[:1] in BARS and view.line_start(draft.i) == draft.i


def heads_item(draft: Draft, view: TextView) -> bool:
    """ "- الباب: …", "… . القائم: …": a name between the beginning of a line or sentence and a colon."""
    plain = not draft.reading.clitics and draft.relation == "at"
    if not plain or draft.end >= len(view.tokens) or view.tokens[draft.end].text[:1] != _COLON:
        return False
    k = draft.left - 1
    while k >= 0 and view.tokens[k].kind in ("punct", "number") and view.tokens[k].text not in _STOPS:
        k -= 1
    return k < 0 or view.tokens[k].kind == "newline" or view.tokens[k].text in _STOPS


def _dated(draft: Draft, view: TextView, line: int) -> bool:
    """A line that opens with a place and a date, shut by a bracket or a dash."""
    k = draft.end
    if draft.i != line or k >= len(view.tokens) or view.tokens[k].kind != "number":
        return False
    near = range(k + 1, min(k + DATE_WORDS, len(view.tokens)))
    stop = next((m for m in near if view.tokens[m].kind == "newline"), near.stop)
    return any(view.tokens[m].text[:1] in SHUT for m in range(k + 1, stop))


def _bylined(draft: Draft, view: TextView, line: int) -> bool:
    """A short line below the headline with a mark right beside the place, which opens or ends it."""
    stop = next((m for m in range(draft.end, line + LONGEST + 1) if _ends(view, m)), None)
    if line == 0 or stop is None:
        return False
    opens = draft.i == line and draft.end < stop and view.tokens[draft.end].text[:1] in BARS
    shuts = draft.i > line and view.tokens[draft.i - 1].text[:1] in BARS
    return opens or (shuts and stop - draft.end <= 2)


def _ends(view: TextView, m: int) -> bool:
    return m >= len(view.tokens) or view.tokens[m].kind == "newline"
