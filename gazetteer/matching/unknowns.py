"""Names that the gazetteer does not have: a head word says that a place follows, this module finds how far it goes."""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE, Reading, readings
from gazetteer.matching.drafts import CLOSING, OPENING, Draft
from gazetteer.matching.index import NameIndex
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import Head, MatchingWords

_NISBA = ("\u064a\u0647", "\u064a")  # -iyya, -i
_COMMAS = "\u060c,"
_WAW = "\u0648"
_PLAIN = Reading(0, "", False)


def _reading(word: str, after_and: bool) -> Reading:
    for reading in readings(word):
        if reading.clitics == (_WAW if after_and else "") and (reading.article or not word.startswith(ARTICLE)):
            return reading
    return Reading(1, _WAW, False) if after_and else _PLAIN


def _nameable(word: str, article: bool, head: Head, words: MatchingWords) -> bool:
    """May this word begin the name of an unknown place after such a head?"""
    full = ARTICLE + word if article else word
    if full in words.sets["trap.not_names"] or full in words.directions or len(word) < 2:
        return False
    if full in words.heads and word not in words.sets["compound_first"]:
        return False
    if full in words.sets["near"] or full in words.sets["around"] or full in words.nisba:
        return False
    if article or word in words.sets["compound_first"]:
        return True
    everyday = word in words.everyday
    if everyday and word.endswith(_NISBA):
        return False
    return not everyday or (head.scope in ("settlement", "quarter") and head.number == 1)


def _extend(view: TextView, words: MatchingWords, i: int, bare: str, head: Head) -> int:
    """Return the end of a name that begins at token ``i``: one word, two after "تل", "أم" …, an adjective more."""
    j = i + 1
    first = bare
    while first in words.sets["compound_first"] and view.is_word(j) and j < i + 3:
        if view.keys[j] in words.sets["trap.not_names"]:
            break
        first = view.keys[j].removeprefix(ARTICLE)
        j += 1
    nxt = view.key(j)
    if head.number == 1 and head.scope != "quarter" and nxt in words.sets["name_adjectives"]:
        return j + 1
    if head.scope == "facility" and nxt.startswith(ARTICLE) and nxt.endswith(_NISBA) and view.is_word(j):
        if nxt not in words.nisba or head.kind == "facility":
            j += 1
    if head.scope == "facility" and view.key(j) in words.sets["closers"]:
        j += 1
    return j


def _quoted_end(view: TextView, i: int) -> int | None:
    """Return the token of the closing quote where one to four words stand before it."""
    for j in range(i + 1, min(i + 5, len(view.tokens))):
        if view.tokens[j].text in CLOSING:
            return j
        if not view.wordy[j]:
            return None
    return None


def unknown_name(view: TextView, index: NameIndex, at: int, head: Head, *, after_and: bool = False) -> Draft | None:
    """Return a draft for the unknown name that begins at token ``at``, or None where no name does."""
    if 0 <= at < len(view.tokens) and view.tokens[at].text in OPENING:
        end = _quoted_end(view, at + 1) if view.is_word(at + 1) else None
        if end is None:
            return None
        draft = Draft(at + 1, end, [], _PLAIN, end=end, quoted=True)
        return None if view.keys[at + 1] in index.words.sets["trap.not_names"] else draft
    if not view.is_word(at):
        return None
    word = view.keys[at]
    reading = _reading(word, after_and)
    bare = word[reading.offset :]
    if not _nameable(bare, reading.article, head, index.words):
        return None
    end = _extend(view, index.words, at, bare, head)
    return Draft(at, end, [], reading, end=end)


def _free(k: int, covered: set[int]) -> bool:
    return k not in covered


def after_heads(view: TextView, index: NameIndex, drafts: list[Draft]) -> list[Draft]:
    """Return drafts for unknown names after head words, and after the names of a list that one head governs."""
    covered = {k for d in drafts for k in range(d.start, d.end)}
    by_start = {d.i: d for d in drafts}
    found = []
    for k in range(len(view.tokens) - 1):
        if not view.is_word(k) or k in covered and k not in by_start:
            continue
        head = next((h for v in view.variants(k) if (h := index.words.heads.get(v))), None)
        if head is None or k in by_start:
            continue
        following = k + 2 if view.tokens[k + 1].text in OPENING else k + 1
        draft = by_start.get(following)
        if draft is None and not (head.weak or head.quiet) and _free(following, covered):
            draft = unknown_name(view, index, k + 1, head)
            if draft is not None:
                draft.head, draft.head_at, draft.own_head = head, k, True
                found.append(draft)
                by_start[draft.i] = draft
                covered.update(range(k, draft.end))
        if draft is not None and head.number > 1:
            found.extend(_list_items(view, index, draft, head, by_start, covered))
    return found


def _list_items(
    view: TextView, index: NameIndex, first: Draft, head: Head, by_start: dict[int, Draft], covered: set[int]
) -> list[Draft]:
    """Walk on from the first name after a dual or plural head; known names get the head, unknown ones a draft."""
    found, last, limit = [], first, 2 if head.number == 2 else 40
    first.head, first.own_head = first.head or head, True
    for _ in range(limit - 1):
        k = last.end
        if k < len(view.tokens) and view.tokens[k].text in CLOSING:
            k += 1
        comma = k < len(view.tokens) and view.tokens[k].text in _COMMAS
        k += comma
        if not view.is_word(k):
            break
        if (known := by_start.get(k)) is not None:
            if comma or _WAW in known.reading.clitics:
                known.head, last = known.head or head, known
                continue
            break
        if k in covered or not (comma or view.keys[k].startswith(_WAW)):
            break
        after_and = view.keys[k].startswith(_WAW)
        bare = view.keys[k][after_and:].removeprefix(ARTICLE)
        if head.number > 2 and bare in index.words.everyday:
            break
        draft = unknown_name(view, index, k, head, after_and=after_and)
        if draft is None:
            break
        draft.head = head
        found.append(draft)
        by_start[draft.i] = draft
        covered.update(range(draft.i, draft.end))
        last = draft
    return found
