"""Mentions in the making: names on tokens, with the head word before them, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gazetteer.matching.arabic import fold
from gazetteer.matching.clitics import ARTICLE, Reading, raw_offset
from gazetteer.matching.extents import OPENING, extend, plain_reading
from gazetteer.matching.index import LOCAL, NEEDS_HEAD, SHIFT, VARIANT, WITH_ARTICLE, NameIndex
from gazetteer.matching.scan import Hit, TextView
from gazetteer.matching.types import Candidate, PlaceRow
from gazetteer.matching.words import Head

_BA = "\u0628"
# Head words of these scopes stand before a name, those of the others are a part of it ("مطار منغ").
ROAD = "road"
_NAMELESS_SCOPES = ("settlement", "admin", "governorate", "quarter", "area")
_PREPOSED = ("\u0628", "\u0644", "\u0643")
_GOVERNING = frozenset(fold(w) for w in "من في إلى على عن بين لدى نحو عند حتى خلال عبر".split())


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Option:
    """A place that the written name may mean. ``exact``: article and spelling are as filed."""

    place: PlaceRow
    reading: Reading
    exact: bool
    needs_head: bool
    local: bool = False  # the name leaves out its town: it is that of the town which the text is about


@dataclass(slots=True, eq=False)
class Draft:
    """A mention before it is decided. Tokens: head word at ``head_at``, name on ``[i, j)``, span up to ``end``."""

    i: int
    j: int
    options: list[Option]
    reading: Reading
    head: Head | None = None
    head_at: int | None = None
    end: int = 0
    quoted: bool = False
    group: int = -1
    need: str | None = None  # what must support the name; see traps.needs
    vote: str | None = None  # the country that the name by itself speaks for
    status: str = ""
    place: PlaceRow | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: list[str] = field(default_factory=list)
    said: list[str] | None = None  # the reasons from before resolving
    relation: str = "at"
    part: tuple[int, int] | None = None  # token range
    part_code: str | None = None
    part_tail: tuple[int, int] | None = None  # directions after the name: "أحياء المدينة الجنوبية"
    reference: bool = False
    whole: bool = False
    weight: float = 1.0  # see PlaceMention
    own_weight: float | None = None  # the same where it does not hang on the mention before it
    back: bool = False
    like: Draft | None = None  # what a back reference means where the gazetteer does not have it
    name_key: str = ""  # the name of one that the gazetteer does not have, for telling it from others
    left: int = 0  # first token of the words that belong to the mention, relation words included
    own_head: bool = False  # the head stands directly before, not before the list it is in
    name_head: bool = False  # the head is part of the gazetteer's own name ("مطار منغ")

    @property
    def start(self) -> int:
        """First token of head and name."""
        return self.i if self.head_at is None or self.head_at > self.i else self.head_at

    @property
    def unknown(self) -> bool:
        """True where the gazetteer has no such name at all."""
        return not self.options


def covered_by(drafts: Iterable[Draft]) -> set[int]:
    """The tokens that drafts cover with their head words."""
    return {k for d in drafts for k in range(d.start, d.end)}


def written_name(view: TextView, draft: Draft) -> tuple[int, int, str]:
    """Return the name's offsets in the raw text and its text without clitics ("للرقة" gives الرقة)."""
    reading, first = draft.reading, view.tokens[draft.i]
    end = view.tokens[draft.j - 1].end
    start = raw_offset(first, len(reading.clitics))
    name = view.text[start:end]
    if reading.article and reading.offset - len(reading.clitics) < 2:
        bare = raw_offset(first, reading.offset)
        name = ARTICLE + view.text[bare:end]
    return start, end, name


def _options(hits: list[Hit], index: NameIndex) -> list[Option]:
    found: dict[str, Option] = {}
    for hit in sorted(hits, key=lambda h: len(h.reading.clitics)):
        for packed in hit.entries:
            place = index.places[packed >> SHIFT]
            same_article = bool(packed & WITH_ARTICLE) == hit.reading.article
            exact = same_article and not packed & VARIANT
            option = Option(place, hit.reading, exact, bool(packed & NEEDS_HEAD), bool(packed & LOCAL))
            if place.id not in found or (option.exact and not found[place.id].exact):
                found[place.id] = option
    return list(found.values())


def _longest(hits: list[Hit]) -> Iterator[list[Hit]]:
    """Group hits by span; leave out what overlaps a longer or an earlier one of the same length."""
    spans: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        spans.setdefault((hit.i, hit.j), []).append(hit)
    taken: set[int] = set()

    def rank(span: tuple[int, int]) -> tuple[int, bool, int]:
        # of two as long, names as filed before mere spellings: "وادي حجر" in "حي وادي حجر", not "حي الوادي"
        return span[0] - span[1], all(e & VARIANT for hit in spans[span] for e in hit.entries), span[0]

    for i, j in sorted(spans, key=rank):
        if taken.isdisjoint(range(i, j)):
            taken.update(range(i, j))
            yield spans[i, j]


def _usable(hits: list[Hit], view: TextView, index: NameIndex) -> list[Hit]:
    """Drop hits on words that do another work here.

    A head word is a head word ("مدينة"), المدينة refers back, and an everyday word without the article that the
    name has ("أحد", a town being الأحد) is no name, unless a head word of its own stands before it.
    """
    words, kept = index.words, []
    starting, ends = by_start(hits), {h.j for h in hits}
    for hit in hits:
        if hit.j - hit.i > 1 and any(view.keys[k] in words.sets["locative"] for k in range(hit.i, hit.j)):
            continue  # a name put together over a preposition by chance
        if _hides(hit, starting) and _head_before(view, hit.i) is None:
            continue  # "دمشق الدولي" of "مطار دمشق الدولي": without that head word it is دمشق
        if hit.j in starting and _of_what_follows(hit, starting[hit.j], view, index):
            continue  # "معمل سكر مسكنة" is no "معمل السكر"
        first = view.keys[hit.i][hit.reading.offset :]
        if first in words.sets["part.centre"] and hit.i in ends and hit.j - hit.i > 1:
            continue  # "مدينة حماة وسط البلاد": in the middle of the country, no quarter
        if first in words.sets["direction_nouns"] and _only_located(hit, ends, index):
            continue  # "ناحية ربيعة غرب الموصل" is west of Mosul, not its west bank
        clitics = hit.reading.clitics
        if clitics.strip(_BA) and (found := _head_before(view, hit.i)) and found[1].number == 1:
            continue  # "جبل كردفان" is no "جبل ك-ردفان": after a head word a name carries no clitic
        if clitics[-1:] in _PREPOSED and hit.i and view.keys[hit.i - 1] in _GOVERNING:
            continue  # "بين لبنان" is no "بين ل-بنان": one preposition does not follow another
        if clitics[-1:] == _PREPOSED[-1] and view.keys[hit.i][len(clitics) - 1 :] in words.everyday:
            continue  # "كسرت القوات" is no "ك-سرت"
        if hit.j - hit.i == 1 and view.is_word(hit.i):
            bare = view.keys[hit.i][hit.reading.offset :]
            full = ARTICLE + bare if hit.reading.article else bare
            headed = None if hit.reading.clitics else _head_before(view, hit.i)
            own = headed is not None and headed[1].number == 1
            if full in words.heads and not (own and headed and headed[1].scope == "admin"):
                continue
            if full in words.back and not (own and headed and headed[1].scope in ("admin", "settlement")):
                continue
            if hit.reading.article and not hit.reading.clitics and bare in words.nisba and _definite(view, hit.i - 1):
                continue  # "القوات السعودية"
            if full in words.everyday and not own and not _any_exact(hit):
                continue
            if full in words.sets["compound_first"] and view.is_word(hit.j) and not _any_exact(hit):
                continue  # "قرية شيخ خروز" is not one of the villages called الشيخ
            if full in words.sets["trap.not_names"] and full not in words.nisba and not _country(hit, index):
                continue
        kept.append(hit)
    return kept


def _definite(view: TextView, k: int) -> bool:
    """Is the word on token ``k`` a noun with the article, so that an adjective may follow?"""
    return view.is_word(k) and any(v.startswith(ARTICLE) for v in view.variants(k))


def by_start(hits: list[Hit]) -> dict[int, list[Hit]]:
    """The hits by their first token; looking a hit's neighbours up in it keeps long texts linear."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.i, []).append(hit)
    return found


def _hides(hit: Hit, starting: dict[int, list[Hit]]) -> bool:
    """Is the hit a name cut off from its head word that covers a whole name?"""
    if not all(e & NEEDS_HEAD for e in hit.entries):
        return False
    inside = (o for i in range(hit.i, hit.j) for o in starting.get(i, ()))
    within = (o for o in inside if o.j <= hit.j and o.j - o.i < hit.j - hit.i)
    return any(not e & NEEDS_HEAD for other in within for e in other.entries)


def _of_what_follows(hit: Hit, behind: list[Hit], view: TextView, index: NameIndex) -> bool:
    """Is the hit a building's name that has lost its article, or its town, to one of the names right behind it?"""
    if hit.reading.article or view.keys[hit.j - 1].startswith(ARTICLE):
        return False
    if all(other.reading.clitics for other in behind):
        return False
    if hit.j - hit.i == 1:
        found = _head_before(view, hit.i)
        return bool(found) and found[1].scope == "facility" and all(e & WITH_ARTICLE for e in hit.entries)
    for packed in hit.entries:
        place = index.places[packed >> SHIFT]
        whole = not packed & LOCAL and not place.name_ar.split()[: hit.j - hit.i][-1].startswith(ARTICLE)
        if whole or place.kind != "facility":
            return False
    return True


def _only_located(hit: Hit, ends: set[int], index: NameIndex) -> bool:
    """Is the hit an area's name directly after another name?"""
    return hit.i in ends and all(index.places[e >> SHIFT].kind == "area" for e in hit.entries)


def _country(hit: Hit, index: NameIndex) -> bool:
    return any(index.places[e >> SHIFT].kind == "country" for e in hit.entries)


def _any_exact(hit: Hit) -> bool:
    return any(bool(e & WITH_ARTICLE) == hit.reading.article and not e & VARIANT for e in hit.entries)


def _head_before(view: TextView, at: int) -> tuple[int, Head] | None:
    """Return the head word directly before token ``at`` (an opening quote may stand between)."""
    k = at - 1
    if k >= 0 and view.tokens[k].text in OPENING:
        k -= 1
    if not view.is_word(k):
        return None
    head = view.facts[k].head
    return (k, head) if head is not None else None


def known_names(view: TextView, index: NameIndex) -> list[Draft]:
    """Return a draft for every gazetteer name in the text, the longest reading of each stretch."""
    drafts, every = [], _usable(list(view.hits(index)), view, index)
    starting = by_start(every)
    for hits in _longest(every):
        options = _options(hits, index)
        best = min(options, key=lambda o: (not o.exact, len(o.reading.clitics)))
        draft = Draft(hits[0].i, hits[0].j, options, best.reading, end=hits[0].j)
        _attach_head(draft, view, index)
        if draft.i > hits[0].i:
            # "حي الزهراء" is filed for one quarter; others bear the name without the head word.
            same = (h for h in starting.get(draft.i, ()) if h.j == draft.j and not h.reading.clitics)
            inner = _options(list(same), index)
            known = {o.place.id for o in draft.options}
            draft.options.extend(o for o in inner if o.place.id not in known)
        drafts.append(draft)
    drafts.sort(key=lambda d: d.i)
    return drafts


def _agrees(draft: Draft, head: Head) -> bool:
    return any(o.place.kind in head.agree for o in draft.options)


def _attach_head(draft: Draft, view: TextView, index: NameIndex) -> None:
    """Find the head word, and how far an adjective behind it takes the name on ("مطار سرت الدولي")."""
    _find_head(draft, view, index)
    if draft.head and draft.head.scope == "facility":
        if view.key(draft.end) in index.words.sets["closers"]:
            draft.end += 1
        elif not _agrees(draft, draft.head):
            draft.end = draft.j = max(draft.j, extend(view, index.words, draft.j - 1, draft.head))


def only_local(view: TextView, index: NameIndex, k: int, head: Head) -> bool:
    """ "مصادر محلية تحرير X": the word for a locality is also "local", behind a noun that says what is."""
    return head.kind == "district" and view.key(k - 1) in index.words.sets["trap.local_things"]


def _find_head(draft: Draft, view: TextView, index: NameIndex) -> None:
    """The head word inside the name, or the one directly before it."""
    first = view.keys[draft.i][draft.reading.offset :]
    inner = index.words.heads.get(first)
    if inner is not None and draft.j - draft.i > 1 and inner.number == 1 and not draft.reading.article:
        if any(o.place.kind in inner.agree for o in draft.options):
            draft.head, draft.head_at, draft.own_head = inner, draft.i, True
            draft.name_head = inner.scope not in _NAMELESS_SCOPES
            if not draft.name_head:
                draft.i, draft.reading = draft.i + 1, plain_reading(view.keys[draft.i + 1])
            return
    # The name's own conjunction cuts it off from a head: "مدينة وريف", "بلدة والرقة".
    if draft.reading.clitics == "" and (found := _head_before(view, draft.i)):
        inner = found[1].scope == "quarter" or found[1].kind == ROAD
        if inner and found[1].number > 1 and not _agrees(draft, found[1]):
            return  # "أحياء دمشق", "شوارع سنجة": the quarters of a city, a part of it
        if found[1].number > 1 and all(o.place.kind in ("country", "governorate") for o in draft.options):
            if found[1].scope != "governorate":
                return  # "مدن العراق": towns in it
        if only_local(view, index, *found):
            return
        draft.head_at, draft.head = found
        draft.own_head = True
        draft.quoted = found[0] < draft.i - 1
