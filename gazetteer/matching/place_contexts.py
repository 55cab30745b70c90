"""What stands around an everyday word that makes it a place: a preposition, a verb of news, "the town" behind it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from gazetteer.matching.bylines import heads_item
from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.hands import in_hands
from gazetteer.matching.index import NameIndex
from gazetteer.matching.scan import TextView

_WAW, _BA, _FA = "\u0648", "\u0628", "\u0641"
_ON = "\u0639\u0644\u064a"
_KNOCKED = frozenset(["\u0637\u0631\u0642"])  # "roads", and "he knocked at"
_FROM = "\u0645\u0646"
_YA = "\u064a"
_SUBJECT_REACH = 5  # tokens from the object to the verb, over its subject
_ITEM = 12  # tokens from the head of an item to "the town"


def in_context(draft: Draft, view: TextView, index: NameIndex) -> bool:
    """A preposition, a verb of this news or a relation word stands before the name."""
    words = index.words
    if any(c in draft.reading.clitics for c in "\u0628\u0644") or draft.relation in ("near", "around", "part"):
        return True
    k = draft.left - 1
    if not view.is_word(k):
        return in_hands(draft, view, words)
    if view.keys[k] in words.sets["as_for"] and view.key(draft.j).startswith(_FA):
        return not view.keys[draft.i].startswith(ARTICLE)  # "أما حديثة فسقطت"
    if draft.relation == "along":
        return _KNOCKED.isdisjoint(view.facts[k].variants)
    if view.within(k, "of.people") or view.listed(k, "its_seat"):
        return True  # "مقاتلي القابون", "عاصمتها سنجة"
    locative, word = words.sets["locative"], view.keys[k]
    if any(view.keys[m] in locative for m in range(draft.left, draft.start)):
        return True  # "داخل هيت": a word of place that belongs to the mention
    if in_hands(draft, view, words):
        return True
    return word in locative or word.removeprefix(_WAW) in locative or governed(k, draft, view)  # "وعلى الكرمة"


def headed(draft: Draft, view: TextView, bulletin: bool) -> bool:
    """ "سلمى: الجيش يسيطر على البلدة", "الباب: …" where another place heads an item as well."""
    return heads_item(draft, view) and (bulletin or back_word(draft, view))


def back_word(draft: Draft, view: TextView) -> bool:
    """Whether "the town", or "the field" of a field, stands behind the name in its line."""
    back = view.having("back")
    near = back[bisect_right(back, draft.end) : bisect_left(back, draft.end + _ITEM)]
    heads = [view.facts[k].back[1] for k in near if not view.ends_between(draft.end, k)]
    kinds = {option.place.kind for option in draft.options}
    return any(head.scope in ("settlement", "admin") or not kinds.isdisjoint(head.agree) for head in heads)


def seized(draft: Draft, view: TextView, index: NameIndex) -> bool:
    """Is it what somebody takes ("سيطروا على العلم"), withdraws from, or has in his hands ("باتت العلم بيد …")?"""
    if _described(draft, view, index):
        return False
    k = draft.left - 1
    group, n = ("taking", 1) if view.key(k) == _ON else ("quitting", 1) if view.key(k) == _FROM else ("keeping", 0)
    if n == 0 and draft.reading.clitics != _BA:
        return in_hands(draft, view, index.words)
    for m in range(k - n, max(k - n - _SUBJECT_REACH, -1), -1):
        if not view.is_word(m) or view.keys[m] in index.words.sets["locative"]:
            return False
        if view.within(m, group):
            return True
    return False


def _described(draft: Draft, view: TextView, index: NameIndex) -> bool:
    """ "على الدور العربي", "على الدور الأرضي", "العلم العراقي": an everyday word with its adjective is no name."""
    after = view.key(draft.end)
    words = index.words.sets
    adjective = after.startswith(ARTICLE) and after.endswith(_YA) and after not in words["part.relative"]
    return adjective or after in words["trap.ordinals"]


def _behind(k: int, view: TextView, group: str) -> bool:
    """Does a word of the group stand at token ``k`` or, its subject between them, a little before?"""
    for m in range(k, max(k - _SUBJECT_REACH, -1), -1):
        if not view.is_word(m):
            return False
        if view.within(m, group):
            return True
        if not (view.keys[m].startswith(ARTICLE) or view.within(m, "trap.units")):
            return False
    return False


def governed(k: int, draft: Draft, view: TextView) -> bool:
    """Is the word on token ``k`` a verb of this news, or the end of its subject ("دخل الحوثيون عمران")?"""
    if view.within(k, "governors"):
        return True
    return not (draft.reading.clitics or draft.own_head) and _behind(k, view, "governors")
