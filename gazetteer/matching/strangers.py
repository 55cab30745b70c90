"""Names that the gazetteer does not have, without a head word, beside names that it has: "معدان والزرنوقية ومحكان".

A word that ordinary Arabic hardly uses, joined by "and" or commas to places before and behind it, is one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import after_bracket, plain_reading
from gazetteer.matching.index import SETTLEMENTS, NameIndex
from gazetteer.matching.scan import TextView
from gazetteer.matching.unknowns import nameable
from gazetteer.matching.words import Head, MatchingWords

_WAW, _ON, _FROM = "\u0648", "\u0639\u0644\u064a", "\u0645\u0646"
_COMMAS = "\u060c,"
_SHORTEST = 4
_PLURAL = "\u0627\u062a"  # "والثكنات": things rather than a village
_BEHIND = "trap.behind_names"  # what may follow a name: where it lies
_SUBJECT_REACH = 6  # tokens from the verb of taking to what is taken, over its subject
_TURNS = 3  # how many such names may follow one another


def strangers(view: TextView, index: NameIndex, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts for the unknown names in lists of known towns and villages."""
    village = index.words.heads.get("\u0642\u0631\u064a\u0647")
    if village is None:
        return []
    covered = {k for d in drafts for k in range(d.start, d.end)}
    towns = {d.start: d for d in drafts if _is_town(d)}
    ends = {after_bracket(view, d.end): d for d in towns.values()}
    found: list[Draft] = []
    for _ in range(_TURNS):
        new = [d for k in list(ends) if (d := _item(view, index.words, k, village, covered))]
        new = [d for d in new if _goes_on(view, d, index.words, towns, ends)]
        new += [d for k in list(towns) if (d := _first(view, index.words, k, village, covered, towns))]
        if not new:
            break
        for draft in new:
            covered.update(range(draft.i, draft.j))
            towns[draft.i] = ends[draft.j] = draft
            found.append(draft)
    return found


def _is_town(draft: Draft) -> bool:
    return draft.status != "non_place" and any(o.exact and o.place.kind in SETTLEMENTS for o in draft.options)


def _first(
    view: TextView, words: MatchingWords, k: int, village: Head, covered: set[int], towns: dict[int, Draft]
) -> Draft | None:
    """ "سيطروا على الزرنوقية ومعدان", "انسحبوا من الزرنوقية شرق معدان": right behind what is taken or left."""
    town = towns[k]
    joined = any(o.reading.clitics == _WAW for o in town.options)
    at = k - 1
    while not joined and at > 0 and view.key(at) in words.sets[_BEHIND]:
        at -= 1
    if at in covered or not view.is_word(at) or (not joined and at == k - 1):
        return None
    group = {_ON: "taking", _FROM: "quitting"}.get(view.key(at - 1))
    word = view.keys[at]
    reading = plain_reading(word)
    bare = word[reading.offset :]
    fits = reading.article and len(bare) >= _SHORTEST and _rare(bare, words) and not bare.endswith(_PLURAL)
    taken = group and fits and any(view.within(m, group) for m in range(max(at - _SUBJECT_REACH, 0), at - 1))
    if not taken or view.facts[at].groups or view.facts[at].votes or not nameable(bare, True, village, words):
        return None
    return Draft(at, at + 1, [], reading, end=at + 1)


def _item(view: TextView, words: MatchingWords, k: int, village: Head, covered: set[int]) -> Draft | None:
    """The rare word that goes on with a list at token ``k``, "and" on it or a comma before it."""
    comma = k < len(view.tokens) and view.tokens[k].text in _COMMAS
    at = k + comma
    if at in covered or not view.is_word(at) or (not comma and not view.keys[at].startswith(_WAW)):
        return None
    word = view.keys[at]
    reading = plain_reading(word, after_and=word.startswith(_WAW))
    bare = word[reading.offset :]
    j = at + 1
    if bare in words.sets["compound_first"] and view.is_word(j) and j not in covered:
        if view.keys[j][:1] == _WAW or view.facts[j].groups or not _rare(view.keys[j].removeprefix(ARTICLE), words):
            return None
        j += 1
    elif (
        view.facts[at].groups
        or len(bare) < _SHORTEST
        or not _rare(bare, words)
        or not _rare(word.removeprefix(_WAW), words)
    ):
        return None
    if view.facts[at].votes or not nameable(bare, reading.article, village, words):
        return None
    return Draft(at, j, [], reading, end=j)


def _rare(word: str, words: MatchingWords) -> bool:
    return word not in words.everyday and ARTICLE + word not in words.everyday


def _goes_on(
    view: TextView, draft: Draft, words: MatchingWords, towns: dict[int, Draft], ends: dict[int, Draft]
) -> bool:
    """Does another place of the list follow, or does the list end here behind two?"""
    after = after_bracket(view, draft.end)
    comma = after < len(view.tokens) and view.tokens[after].text in _COMMAS
    behind = towns.get(after + comma)
    if behind is not None and (comma or any(o.reading.clitics == _WAW for o in behind.options)):
        return True
    before = ends.get(draft.i) or ends.get(draft.i - 1)
    two = before is not None and (before.unknown or any(o.reading.clitics == _WAW for o in before.options))
    closed = after >= len(view.tokens) or not view.is_word(after) or view.key(after) in words.sets[_BEHIND]
    plural = view.keys[draft.j - 1].endswith(_PLURAL)
    return two and closed and not comma and not plural and (draft.reading.article or draft.j - draft.i > 1)
