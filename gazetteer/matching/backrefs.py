"""المدينة، البلدة، المطار، المحافظة: definite head words that point back to a place named before."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from gazetteer.matching.clitics import ARTICLE, Reading, key, readings
from gazetteer.matching.drafts import Draft
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, NameIndex, name_words
from gazetteer.matching.relations import relate
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import Candidate, PlaceRow
from gazetteer.matching.words import Head, MatchingWords

CITY = "\u0627\u0644\u0645\u062f\u064a\u0646\u0647"
_PLACE_REACH_KM = 30.0
_FADE = 40.0  # tokens in which a mention loses most of its weight
_LINE_COST = 12
_TOWN_AS_CITY = 0.6  # المدينة is sooner a city than a town
_ON = "\u0639\u0644\u064a"
_WINDOW = 400  # tokens after which a place is no longer what المدينة means without its name


def back_words(view: TextView, words: MatchingWords, covered: set[int]) -> list[Draft]:
    """Return drafts for the definite head words that stand alone."""
    found = []
    for k, token in enumerate(view.tokens):
        if token.kind != "word" or k in covered:
            continue
        read = _read_back(view.keys[k], words)
        if read is None:
            continue
        reading, head = read
        if head.kind == "district" and view.key(k + 1) == _ON:
            continue  # "القضاء على": to put an end to
        if head.kind == "base" and view.is_word(k - 1) and view.within(k - 1, words.sets["trap.units"]):
            continue  # "تنظيم القاعدة"
        draft = Draft(k, k + 1, [], reading, head=head, end=k + 1, back=True, status="back")
        following = view.key(k + 1)
        if following in words.sets["closers"]:
            draft.end = k + 2
        found.append(draft)
    return found


def _read_back(word: str, words: MatchingWords) -> tuple[Reading, Head] | None:
    for reading in readings(word):
        full = ARTICLE + word[reading.offset :]
        if reading.article and full in words.back:
            return reading, words.back[full]
    return None


def relate_back(draft: Draft, view: TextView, words: MatchingWords, ends: set[int]) -> None:
    """Relation and part of a back reference: with it a bare direction is a part ("شرق المدينة").

    Straight after another place (``ends``: tokens after one) it locates that place: "قرية X شرق المدينة".
    """
    relate(draft, view, words)
    if draft.relation == "near" and draft.left in ends:
        draft.reference = True
        draft.reasons.append("says where another place lies")
        return
    before = draft.left
    if draft.relation == "near" and draft.part_code and before < draft.i:
        first = [v for v in view.variants(before) if v in words.sets["direction_nouns"]]
        if first and draft.head and draft.head.scope in ("settlement", "quarter") and not draft.reference:
            draft.relation, draft.part = "part", (before, draft.i)


def _fits(place: PlaceRow, head: Head) -> bool:
    if head.kind == "city":
        return place.kind in ("city", "town")
    if head.scope == "facility":
        return place.kind == head.kind and (head.kind != "facility" or named(place, head))
    if head.kind in ("area", "district"):
        return place.kind in ("area", "district", "subdistrict")
    return place.kind in head.agree


def named(place: PlaceRow, head: Head) -> bool:
    """Does the place's own name begin with the head word (السجن: سجن تدمر)?"""
    words = name_words(place.name_ar)
    return bool(words) and words[0] == head.word.removeprefix(ARTICLE)


def _may_mean(mention: Draft, head: Head) -> bool:
    """A place of the kind; for المنطقة and القضاء also one that was introduced by that very word."""
    place = mention.place
    if place is None or place.kind == "country":
        return False
    return _fits(place, head) or (mention.head is not None and mention.head.kind == head.kind != "facility")


def _weight(mention: Draft) -> float:
    """How much a mention makes its place the topic: a reference point hardly does, the end of a road a little."""
    if mention.relation == "along":
        return 0.2 if "\u0628" in mention.reading.clitics or mention.head is not None else 0.5
    if mention.reference or mention.relation in ("near", "around"):
        return 0.15
    return 1.0


def _salience(fitting: Sequence[Draft], draft: Draft, counts: Counter[str], view: TextView) -> dict[str, float]:
    """How likely a back reference means each place: near mentions, the clause itself, the topic of the text."""
    total = sum(counts.values()) or 1
    found: Counter[str] = Counter()
    latest: Draft | None = None
    for mention in fitting:
        if mention.place is None or draft.head is None:
            continue
        lines = view.lines_between(mention.i, draft.i)
        weight = _weight(mention)
        if draft.head.kind == "city" and mention.place.kind != "city":
            weight *= _TOWN_AS_CITY
        found[mention.place.id] += weight * math.exp(-(draft.i - mention.i + _LINE_COST * lines) / _FADE)
        if _weight(mention) == 1.0 and not view.ends_between(mention.i, draft.i):
            latest = mention
    if latest is not None and latest.place is not None:
        found[latest.place.id] += 0.8
    for place_id in found:
        found[place_id] += 0.5 * counts[place_id] / total
    for mention in fitting:
        if mention.place and mention.head and draft.head and mention.head.kind == draft.head.kind:
            found[mention.place.id] += 0.1
    return found


def most_salient(fitting: Sequence[Draft], draft: Draft, counts: Counter[str], view: TextView) -> PlaceRow | None:
    salience = _salience(fitting, draft, counts, view)
    places = {d.place.id: d.place for d in fitting if d.place is not None}
    return places[max(salience, key=lambda p: salience[p])] if salience else None


def _of_kind_nearby(index: NameIndex, head: Head, scene: PlaceRow) -> PlaceRow | None:
    """The one airbase, port or bridge of the kind near the place that the text is about."""
    near = [
        p for p in index.facilities_near(scene.lat, scene.lon) if p.kind == head.kind and km(p, scene) < _PLACE_REACH_KM
    ]
    if head.kind == "facility":  # any building is one: "المستشفى" means a place that is called a hospital
        near = [p for p in near if key(p.name_ar).split()[0].removeprefix(ARTICLE) == head.word.removeprefix(ARTICLE)]
    return min(near, key=lambda p: km(p, scene)) if near else None


def mention_counts(drafts: Sequence[Draft]) -> Counter[str]:
    """How often each place is named outright in the text."""
    return Counter(d.place.id for d in drafts if d.place is not None and d.status == "resolved")


def settle(draft: Draft, drafts: Sequence[Draft], counts: Counter[str], view: TextView, index: NameIndex) -> None:
    """Decide what a back reference means; it stays without a place where nothing before fits. ``drafts`` in order."""
    head = draft.head
    if head is None:
        return
    first = bisect_left(drafts, draft.i - _WINDOW, key=lambda d: d.i)
    last = bisect_left(drafts, draft.i, key=lambda d: d.i)
    before = [d for d in drafts[first:last] if d.place is not None and d.status in ("resolved", "back")]
    fitting = [d for d in before if _may_mean(d, head)]
    if fitting:
        _point(draft, most_salient(fitting, draft, counts, view), "refers back to a place named before")
        return
    towns = [d for d in before if d.place is not None and d.place.kind in SETTLEMENTS]
    if not towns:
        return
    scene = most_salient(towns, draft, counts, view)
    if scene is None:
        return
    if head.scope == "governorate":
        _point(draft, index.place(scene.admin1_id), f"the governorate of {scene.name_ar}")
    elif head.scope == "facility" and head.kind != "base":
        _point(draft, _of_kind_nearby(index, head, scene), f"the one near {scene.name_ar}")
    elif head.scope == "settlement" and head.kind != "city" and scene.kind in SETTLEMENTS:
        _point(draft, scene, "refers back to a place named before")


def _point(draft: Draft, place: PlaceRow | None, reason: str) -> None:
    if place is not None:
        draft.place = place
        draft.reasons.append(reason)
        draft.candidates = (Candidate(place, 0.6, (reason,)),)
