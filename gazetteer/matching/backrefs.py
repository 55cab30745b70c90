"""المدينة، البلدة، المطار، المحافظة: definite head words that point back to a place named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gazetteer.matching.clitics import ARTICLE, Reading, readings
from gazetteer.matching.drafts import Draft
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, NameIndex
from gazetteer.matching.relations import relate
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import Candidate, PlaceRow
from gazetteer.matching.words import Head, MatchingWords

_PLACE_REACH_KM = 30.0
_WINDOW = 220  # tokens after which a place is no longer what المدينة means without its name


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


def relate_back(draft: Draft, view: TextView, words: MatchingWords) -> None:
    """Relation and part of a back reference: with it a bare direction is a part ("شرق المدينة")."""
    relate(draft, view, words)
    before = draft.left
    if draft.relation == "near" and draft.part_code and before < draft.i:
        first = [v for v in view.variants(before) if v in words.sets["direction_nouns"]]
        if first and draft.head and draft.head.scope in ("settlement", "quarter") and not draft.reference:
            draft.relation, draft.part = "part", (before, draft.i)


def _fits(place: PlaceRow, head: Head) -> bool:
    if head.kind == "city":
        return place.kind in ("city", "town")
    if head.scope == "facility" and head.kind == "airbase":
        return place.kind == "airbase" or (place.kind == "facility")
    return place.kind in head.agree


def _score(candidate: Draft, draft: Draft, counts: Counter[str], view: TextView) -> float:
    place = candidate.place
    if place is None or draft.head is None:
        return 0.0
    value = 1.0 - (draft.i - candidate.i) / 120
    if candidate.head is not None and candidate.head.kind == draft.head.kind:
        value += 0.35
    if place.kind == draft.head.kind:
        value += 0.1
    if candidate.reference or candidate.relation in ("near", "around"):
        value -= 0.6
    return value + 0.08 * min(counts[place.id], 5)


def _of_kind_nearby(index: NameIndex, head: Head, scene: PlaceRow) -> PlaceRow | None:
    """The one airbase, port or bridge of the kind near the place that the text is about."""
    near = [p for p in index.facilities_near(scene.lat, scene.lon) if p.kind == head.kind and km(p, scene) < _PLACE_REACH_KM]
    return min(near, key=lambda p: km(p, scene)) if near else None


def settle(draft: Draft, drafts: Sequence[Draft], view: TextView, index: NameIndex) -> None:
    """Decide what a back reference means; it stays without a place where nothing before fits."""
    head = draft.head
    if head is None:
        return
    before = [
        d for d in drafts
        if d.i < draft.i and d.place is not None and d.status in ("resolved", "back") and draft.i - d.i <= _WINDOW
    ]  # fmt: skip
    counts = Counter(d.place.id for d in drafts if d.place is not None and d.status == "resolved")
    fitting = [d for d in before if d.place is not None and d.place.kind != "country" and _fits(d.place, head)]
    if fitting:
        best = max(fitting, key=lambda d: _score(d, draft, counts, view))
        _point(draft, best.place, "refers back to a place named before")
        return
    towns = [d for d in before if d.place is not None and d.place.kind in SETTLEMENTS]
    if not towns:
        return
    scene = max(towns, key=lambda d: _score(d, draft, counts, view)).place
    if scene is None:
        return
    if head.scope == "governorate":
        _point(draft, index.place(scene.admin1_id), f"the governorate of {scene.name_ar}")
    elif head.scope == "facility":
        _point(draft, _of_kind_nearby(index, head, scene), f"the one near {scene.name_ar}")
    elif head.scope == "settlement" and head.kind != "city" and scene.kind in SETTLEMENTS:
        _point(draft, scene, "refers back to a place named before")


def _point(draft: Draft, place: PlaceRow | None, reason: str) -> None:
    if place is not None:
        draft.place = place
        draft.reasons.append(reason)
        draft.candidates = (Candidate(place, 0.6, (reason,)),)
