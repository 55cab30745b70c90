"""Names that the gazetteer does not have: a head word says that a place follows, this module finds how far it goes."""

from __future__ import annotations

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft, covered_by, only_local
from gazetteer.matching.extents import (
    CLOSING,
    NISBA_ENDINGS,
    OPENING,
    after_bracket,
    enumerator_end,
    extend,
    plain_reading,
)
from gazetteer.matching.geo import km
from gazetteer.matching.index import NameIndex
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import NAME_ZIPF, Head, MatchingWords

_IMPERFECT, _PRONOUNS = "\u064a\u062a\u0646", ("\u0647\u0627", "\u0647\u0645")
_HIM, _U = "\u0647", "\u064f"
_DUAL_ADJECTIVES = ("\u062a\u064a\u0646", "\u062a\u0627\u0646")
_PREPOSITIONS = "\u0628\u0644"
_JOINTS = ("\u060c", ",", "\u0648")
_WAW, _YA, _TA = "\u0648", "\u064a", "\u0647"
_LONGEST_LIST = 40
_FAR, _ASIDE = 9, 10
_CITY_KM = 15.0


def nameable(word: str, article: bool, head: Head, words: MatchingWords) -> bool:
    """May this word begin the name of an unknown place after such a head?"""
    full = ARTICLE + word if article else word
    if _owned(word, words):
        return False
    if full in words.sets["trap.services"] and head.kind == "base":
        return True
    if word[0] == _WAW and word[1:] in words.heads:
        return False  # "20 قرية ومزرعة"
    if full in words.sets["trap.not_names"] or full in words.directions or len(word) < 2:
        return False
    if (full in words.heads or full in words.back) and word not in words.sets["compound_first"]:
        return False
    if not article and word[0] in _PREPOSITIONS and word[1:] in words.everyday:
        return False  # "قاعدة لشن هجمات"
    if any(full in words.sets[group] for group in ("near", "around", "trap.numbered")) or full in words.nisba:
        return False
    if article or word in words.sets["compound_first"]:
        return True
    if head.kind == "hill" and head.number == 1 and word in words.sets["trap.first_names"]:
        return True  # "تلة موسى"
    if word[0] in _IMPERFECT and word.endswith(_PRONOUNS):
        return False  # "قرية يسكنها": a verb
    if words.everyday.get(word, 0.0) < NAME_ZIPF:
        return True
    # An everyday word without article is a verb or adjective as often as a name; quarters bear such names.
    return head.scope == "quarter" and head.number == 1 and not word.endswith(NISBA_ENDINGS) and word[0] != _YA


def _owned(word: str, words: MatchingWords) -> bool:
    """Is a word an everyday noun with a pronoun ("حديقتها", "ريفهما")?"""
    stem = next((word[: -len(e)] for e in ("\u0647\u0645\u0627", *_PRONOUNS) if word.endswith(e)), "")
    noun = stem[:-1] + "\u0647" if stem.endswith("\u062a") else stem
    return len(stem) > 2 and (noun in words.everyday or noun in words.heads)


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
        if end is None or view.keys[at + 1] in index.words.sets["trap.not_names"]:
            return None
        return Draft(at + 1, end, [], plain_reading(view.keys[at + 1]), end=end, quoted=True)
    if not view.is_word(at):
        return None
    word = view.keys[at]
    reading = plain_reading(word, after_and=after_and)
    if not nameable(word[reading.offset :], reading.article, head, index.words):
        return None
    if view.key(at - 1) in index.words.sets["trap.greatest"] and not reading.article:
        return None  # "كبرى مصافي البلاد" is the greatest, not a bridge; "كبري الحلفايا" is one
    if head.number == 2 and word.endswith(_DUAL_ADJECTIVES) and not reading.article:
        return None  # "بلدتين محاصرتين"
    text = view.tokens[at].text
    if head.scope == "governorate" and word[0] in _IMPERFECT and (text.endswith(_HIM) or text[1:2] == _U):
        return None  # "ثاني مركز محافظة تخسره", "يُنتزع من X": a verb
    end = extend(view, index.words, at, head)
    return Draft(at, end, [], reading, end=end)


class HeadWalk:
    """Walks over the head words of a text and gathers the unknown names that they announce."""

    def __init__(self, view: TextView, index: NameIndex, drafts: list[Draft]) -> None:
        self.view, self.index = view, index
        self.covered = covered_by(drafts)
        self.by_start = {d.i: d for d in drafts}
        self.found: list[Draft] = []

    def walk(self) -> list[Draft]:
        """Return drafts for unknown names after head words, and after the names of lists that one head governs."""
        view = self.view
        for k in view.having("head", "many"):
            if k + 1 == len(view.tokens) or (k in self.covered and not self._is_list_head(k)):
                continue
            head = view.facts[k].head or self._announces(k)
            if head is not None:
                self._after(k, head)
        return self.found

    def _announces(self, k: int) -> Head | None:
        """ "القرى التالية:", "عدد من القرى في ريف X بينها": a definite plural that a list follows."""
        head, announcers = self.view.facts[k].many, self.index.words.sets["list_announcers"]
        opens = head is not None and (self.view.key(k + 1) in announcers or self._far_opener(k + 1) is not None)
        return head if opens else None

    def _is_list_head(self, k: int) -> bool:
        draft = self.by_start.get(k + 1) or self.by_start.get(k + 2)
        return draft is not None and draft.head_at == k

    def _after(self, k: int, head: Head) -> None:
        view = self.view
        at = k + 1
        if head.number > 1:
            at = self._past_opener(at)
            at = enumerator_end(view, at) or at
        quoted = at < len(view.tokens) and view.tokens[at].text in OPENING
        draft = self.by_start.get(at + 1 if quoted else at) or (self._within_name(at) if head.number > 1 else None)
        silent = (
            head.quiet
            or (head.weak and not self._rare(at))
            or self._ranked(k, head)
            or only_local(view, self.index, k, head)
        )
        if draft is None and not silent and at not in self.covered:
            draft = unknown_name(view, self.index, at, head)
            if draft is not None:
                draft.head, draft.own_head = head, at <= k + 1
                draft.head_at = k if draft.own_head else None
                self._add(draft)
        if draft is not None and head.number > 1 and _listable(draft, head):
            draft.head = draft.head or head
            self._list(draft, head)
        elif draft is not None and head.kind == "neighbourhood":
            self._quarters(draft, head, k)

    def _within_name(self, k: int) -> Draft | None:
        """ "قرى تل X وأم Y": a name that begins with a head word of its own, "and" written on that."""
        word, draft = self.view.key(k), self.by_start.get(k + 1)
        own = draft is not None and draft.head_at == k
        return draft if own and word.removeprefix(_WAW) in self.index.words.sets["compound_first"] else None

    def _ranked(self, k: int, head: Head) -> bool:
        """ "آخر بلدة مأهولة": behind a noun with its rank stands what it is like, unless that has the article."""
        ranked = head.number == 1 and self.view.key(k - 1) in self.index.words.sets["trap.ranks"]
        return ranked and not self.view.key(k + 1).startswith(ARTICLE)

    def _quarters(self, first: Draft, head: Head, head_at: int) -> None:
        """ "حي X وY وZ", "أحياء A وX" where A is a town: the names that follow, as far as each is a quarter near."""
        last, at = first, [o.place for o in first.options]
        for _ in range(_LONGEST_LIST):
            k = after_bracket(self.view, last.end)
            start = k
            while k < len(self.view.tokens) and self.view.tokens[k].text in _JOINTS:
                k += 1
            item = self.by_start.get(k)
            if item is None or item.head is not None:
                return
            if k == start and _WAW not in item.reading.clitics and not _possible_and(item):
                return
            quarters = [o.place for o in item.options if o.place.kind == "neighbourhood"]
            if not any(km(quarter, place) < _CITY_KM for quarter in quarters for place in at):
                return
            item.head, last = head, item
            if first.head is None:  # it is one of the quarters, not the town whose quarters are meant
                first.head, first.head_at, first.own_head = head, head_at, True

    def _rare(self, at: int) -> bool:
        """Is a word no everyday word, and no adjective ("منطقة عياذ", but "منطقة سيطرة", "منطقة عسكرية")?"""
        word = self.view.key(at)
        bare, everyday = word.removeprefix(ARTICLE), self.index.words.everyday
        adjective = bare.endswith(NISBA_ENDINGS) or (word == bare and word.endswith(_TA))
        return self.view.is_word(at) and not {word, bare} & everyday.keys() and not adjective

    def _past_opener(self, at: int) -> int:
        """Pass "أخرى بينها", "هي:" between a plural head and its list."""
        sets, view, k = self.index.words.sets, self.view, at
        while k < at + 2 and view.key(k) in sets["list_fillers"]:
            k += 1
        comma = k + 1 < len(view.tokens) and view.tokens[k].text == _JOINTS[0]
        k += comma and view.key(k + 1) in sets["list_openers"]  # "أربعة أحياء برمتها، هي A وB"
        if view.key(k) not in sets["list_openers"]:
            k = self._far_opener(at)
            if k is None:
                return at
        k += 1
        while k < at + 5 and (
            view.key(k) in sets["list_openers"] or view.key(k) == ":" or view.key(k) in self.index.words.heads
        ):
            k += 1
        return k

    def _far_opener(self, at: int) -> int | None:
        """ "بلدات عدة شرق كادقلي منها A وB": the word that announces the names, a few words on in the same clause."""
        sets, view = self.index.words.sets, self.view
        for k in range(at, min(at + _FAR, len(view.tokens) - 2)):
            if not view.wordy[k] or view.key(k) in sets["governors"]:
                return None
            if view.key(k) in sets["list_announcing"]:
                listed = any(view.key(m).startswith(_WAW) or view.key(m) in _JOINTS for m in range(k + 2, k + 5))
                return k if listed or k + 1 in self.by_start else None
        return None

    def _add(self, draft: Draft) -> None:
        self.found.append(draft)
        self.by_start[draft.i] = draft
        self.covered.update(range(draft.start, draft.end))

    def _list(self, first: Draft, head: Head) -> None:
        """Walk on from the first name after a dual or plural head; known names get the head, unknown ones a draft."""
        last = first
        for _ in range(1 if head.number == 2 else _LONGEST_LIST):
            k = after_bracket(self.view, last.end)
            first = k
            while k < len(self.view.tokens) and self.view.tokens[k].text in _JOINTS:
                k += 1
            comma = k > first
            if (numbered := enumerator_end(self.view, k)) is not None:
                comma, k = True, numbered
            if not self.view.is_word(k):
                return
            item = self._item(k, head, comma) or self._past_aside(last.end)
            if item is None:
                return
            item.head, last = item.head or head, item

    def _past_aside(self, k: int) -> Draft | None:
        """ "A الاستراتيجية وB", "A، وفق مصادر ميدانية، وB": the next known name, what is told of A passed over."""
        view, governors = self.view, self.index.words.sets["governors"]
        for m in range(k, min(k + _ASIDE, len(view.tokens))):
            item = self.by_start.get(m)
            if item is not None and (item.reading.clitics or view.tokens[m - 1].text in _JOINTS):
                apart = m == k + 1 or view.tokens[m - 1].text == _JOINTS[0] or view.tokens[k].text not in _JOINTS
                return item if apart and item.head is None and _WAW in item.reading.clitics else None
            if (not view.is_word(m) and view.tokens[m].text not in "،()-–") or view.key(m) in governors:
                return None
        return None

    def _item(self, k: int, head: Head, comma: bool) -> Draft | None:
        known = self.by_start.get(k) or self._within_name(k)
        if known is not None:
            return known if comma or known.i > k or _WAW in known.reading.clitics or _possible_and(known) else None
        word = self.view.keys[k]
        if k in self.covered or not (comma or word.startswith(_WAW)):
            return None
        after_and = word.startswith(_WAW)
        bare, sets = word[after_and:].removeprefix(ARTICLE), self.index.words.sets
        everyday = self.index.words.everyday
        if after_and and everyday.get(word, 0.0) > everyday.get(word[1:], 0.0):
            return None  # "وفق", "وسط"
        if after_and and not comma and word in sets["part.centre"]:
            return None  # "حي X وسط المدينة"
        if head.number > 2 and bare in everyday and bare not in sets["compound_first"]:
            return None
        draft = unknown_name(self.view, self.index, k, head, after_and=after_and)
        if draft is not None:
            self._add(draft)
        return draft


def _listable(draft: Draft, head: Head) -> bool:
    """ "أحياء دمشق" are quarters of Damascus, "مدن العراق" towns in it: not lists that begin with these."""
    wide = bool(draft.options) and all(o.place.kind in ("country", "governorate") for o in draft.options)
    if wide and head.scope != "governorate":
        return False
    return head.scope != "quarter" or draft.unknown or any(o.place.kind in head.agree for o in draft.options)


def _possible_and(draft: Draft) -> bool:
    return any(o.reading.clitics == _WAW for o in draft.options)
