"""المدينة، البلدة، المطار، المحافظة: definite head words that point back to a place named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from gazetteer.matching.celebrated import before_celebration
from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.geo import km
from gazetteer.matching.index import FACILITIES, SETTLEMENTS, NameIndex, name_words
from gazetteer.matching.references import BATTLE, OFFICE
from gazetteer.matching.relations import relate
from gazetteer.matching.salience import heads_own_item, most_salient, place_of, topical
from gazetteer.matching.scan import TextView
from gazetteer.matching.site_towns import CITY, site_town, told_after, without_districts
from gazetteer.matching.types import HOME, LOOSE, STANDS_IN, Candidate, PlaceRow
from gazetteer.matching.words import Head, MatchingWords

_PLACE_REACH_KM = 30.0
_GREAT = 200_000  # people of a city that is no "البلدة"
_SHUT = ")"
_COMMAS = ("\u060c", ",")
_LOOSE_REACH = 45  # tokens
_ON = "\u0639\u0644\u064a"
_NUMBER = "\u0631\u0642\u0645"
_WINDOW = 400  # tokens after which a place is no longer what المدينة means without its name


def back_words(view: TextView, words: MatchingWords, covered: set[int]) -> list[Draft]:
    """Return drafts for the definite head words that stand alone."""
    found = []
    for k in view.having("back"):
        if k in covered:
            continue
        reading, head = view.facts[k].back
        if head.kind == "district" and view.key(k + 1) == _ON:
            continue  # "القضاء على": to put an end to
        if head.kind == "base" and view.listed(k - 1, "trap.units"):
            continue  # "تنظيم القاعدة"
        if view.key(k + 1) == _NUMBER:
            continue  # "الحي رقم ثلاثة": one of several, told by its number
        draft = Draft(k, k + 1, [], reading, head=head, end=k + 1, back=True, status="back")
        following = view.key(k + 1)
        if following in words.sets["closers"]:
            draft.end = k + 2
        found.append(draft)
    return found


def relate_back(draft: Draft, view: TextView, words: MatchingWords, ends: set[int]) -> None:
    """Relation and part of a back reference: with it a bare direction is a part ("شرق المدينة").

    Straight after another place (``ends``: tokens after one) it locates that place: "قرية X شرق المدينة".
    """
    relate(draft, view, words)
    after = draft.left in ends or (draft.left > 0 and view.tokens[draft.left - 1].text == _SHUT)
    land = draft.place is not None and draft.place.kind == "country"  # "حماة وسط البلاد"
    if (draft.relation == "near" or (land and draft.relation == "part")) and after:
        draft.reference = True
        draft.reasons.append("says where another place lies")
        return
    before = draft.left
    if draft.relation == "near" and draft.part_code and before < draft.i:
        first = [v for v in view.variants(before) if v in words.sets["direction_nouns"]]
        if first and draft.head and draft.head.scope in ("settlement", "quarter") and not draft.reference:
            draft.relation, draft.part = "part", (before, draft.i)


def _fits(place: PlaceRow, head: Head) -> bool:
    if head.kind == "city":  # news that says "قضاء X" means the town as well
        return place.kind in ("city", "town", "district", "subdistrict")
    if head.scope == "facility":
        return place.kind == head.kind and (head.kind != "facility" or named(place, head))
    if head.scope == "natural":
        return place.kind == head.kind  # "التلة" is no plain and no highland
    if head.kind in ("area", "district"):
        return place.kind in ("area", "district", "subdistrict")
    return place.kind in head.agree and not _great_city(place, head)


def _great_city(place: PlaceRow, head: Head) -> bool:
    """ "البلدة", "القرية": nobody calls a great city so."""
    return head.scope == "settlement" and place.kind == "city" and place.population > _GREAT


def named(place: PlaceRow, head: Head) -> bool:
    """Does the place's own name begin with the head word (السجن: سجن تدمر)?"""
    words = name_words(place.name_ar)
    return bool(words) and words[0] == head.word.removeprefix(ARTICLE)


def _may_mean(mention: Draft, head: Head) -> bool:
    """A place of the kind; for المنطقة and القضاء also one that was introduced by that very word."""
    place = mention.place
    if place is None:
        return _named_so(mention, head)
    if place.kind == "country":
        return False
    if head.scope == "admin" and OFFICE in mention.reasons and place.kind in SETTLEMENTS:
        return True  # "نفى قائممقام حديثة سقوط القضاء"
    own = mention.head.kind if mention.head is not None else ""
    if own == "district" and head.kind == "city" and head.word != CITY:
        return True  # "مديرية X … دخلوا مركز المديرية", whatever the gazetteer has X as
    return _fits(place, head) or (own == head.kind != "facility")


def _named_so(mention: Draft, head: Head) -> bool:
    """May a place that the gazetteer does not have be meant: one with that head word, for المنطقة also a quarter?"""
    own = mention.head
    if own is None or mention.status != "unknown" or mention.back:
        return False
    if head.kind == "city" and own.kind in ("town", "district", "subdistrict"):
        return True  # "محلية X … المدينة"
    return own.kind == head.kind or (head.kind == "area" and own.scope in ("quarter", "area", "settlement"))


def _of_kind_nearby(index: NameIndex, head: Head, scene: PlaceRow) -> PlaceRow | None:
    """The one airbase, port or bridge of the kind near the place that the text is about."""
    near = [p for p in index.facilities_near(scene.lat, scene.lon) if km(p, scene) < _PLACE_REACH_KM]
    called = [p for p in near if p.kind in head.agree and named(p, head)]
    only_called = called or head.kind == "facility"  # any building is one: "المستشفى" is called a hospital
    near = called if only_called else [p for p in near if p.kind == head.kind]
    if head.kind == "facility" and len(near) > 1:
        return None  # one of several hospitals
    return min(near, key=lambda p: (scene.name_ar not in p.name_ar, km(p, scene))) if near else None


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
    before = [d for d in drafts[first:last] if d.status == "unknown" or (d.place and d.status in ("resolved", "back"))]
    own = draft.i if "\u0644" in draft.reading.clitics else -1  # "الجانب الأيسر للقضاء": no bank is the district
    fitting = before_celebration([d for d in before if _may_mean(d, head) and d.end != own], draft, view)
    fitting = without_districts(fitting, head)
    own = heads_own_item(before, draft, view, alone=not fitting)
    if own is not None and own.status == "unknown" and head.scope in ("settlement", "admin"):
        return _point_to(draft, own)  # "X: Y يستعيد البلدة", whatever X is
    own = own if head.scope == "facility" and head.kind != "base" else None
    if (same := _beside(before, draft, view, index.words)) is not None:
        return _point_to(draft, same)
    if own is not None and own.place is not None and own.place.kind in SETTLEMENTS:
        _settle_by_scene(draft, own.place, before, view, index)  # "عدن: X يسيطر على المطار", below another town's line
    elif fitting:
        if view.key(draft.end) in index.words.sets["itself"]:
            _point_to(draft, _named_last(fitting))
        elif home := _home_instead(head, fitting, before, view, index) or site_town(
            draft, fitting, before, view, index
        ):
            _point(draft, home, HOME)
        else:
            _point_to(draft, most_salient(fitting, draft, counts, view, index.words))
    if fitting or own is not None:
        return
    towns = [d for d in before if d.place is not None and d.place.kind in SETTLEMENTS]
    if not towns and head.kind == "city":
        _point(draft, home_of(before, index), HOME)
        return
    told = told_after(drafts, last, draft, view) if head.scope == "facility" else None
    scene = told or (place_of(most_salient(towns, draft, counts, view, index.words)) if towns else None)
    if scene := scene or _scene_without_town(head, before):
        _settle_by_scene(draft, scene, before, view, index)
    if told is not None and draft.place is None and head.kind != "base":
        draft.status, draft.candidates = "unknown", (Candidate(told, 0.3, (STANDS_IN,)),)


def _beside(before: list[Draft], draft: Draft, view: TextView, words: MatchingWords) -> Draft | None:
    """ "X، المنطقة التي تنتج النفط", "X، وهي البلدة الحدودية التي": a word with a relative clause right behind a place
    and a comma or "which is" is that place."""
    last, head, k = before[-1] if before else None, draft.head, draft.i - 1
    which_is = view.key(k) in words.sets["which_is"]
    k -= which_is and view.key(k - 1) in _COMMAS
    told = any(view.key(m) in words.sets["part.relative"] for m in (draft.end, draft.end + which_is))
    apart = which_is or view.key(k) in _COMMAS
    if last is None or not (told and apart) or last.end != k or draft.reading.clitics:
        return None
    last = _located_by(before, head, view) or last
    known = last.place is not None and last.place.kind in (*SETTLEMENTS, "oilfield") and head.kind == "area"
    return last if known or _may_mean(last, head) else None


def _located_by(before: list[Draft], head: Head, view: TextView) -> Draft | None:
    """ "A، شرق B، وهي المدينة التي": the place that the last one only says where it lies, unless that alone is called
    by the head word ("بلدة A شرق مدينة B، المدينة التي")."""
    last, located = before[-1], before[-2] if len(before) > 1 else None
    if located is None or last.relation != "near" or not last.part_code or not _may_mean(located, head):
        return None
    called = last.head is not None and last.head.kind == head.kind and not last.back
    own = located.head is not None and located.head.kind == head.kind
    near = all(view.key(k) in _COMMAS for k in range(located.end, last.left))
    return located if near and (own or not called) else None


def _named_last(fitting: list[Draft]) -> Draft:
    """ "المدينة نفسها": the last that was named outright, over those that were only referred to."""
    return ([d for d in fitting if not (d.back or d.reference) and d.relation == "at"] or fitting)[-1]


def _home_instead(
    head: Head, fitting: list[Draft], before: list[Draft], view: TextView, index: NameIndex
) -> PlaceRow | None:
    """ "في حي X … للصحفيين في Y … المدينة": the quarter's city, where all that fits is only where somebody spoke."""
    return home_of(before, index) if head.kind == "city" and not topical(fitting, view, index.words) else None


def _scene_without_town(head: Head, before: list[Draft]) -> PlaceRow | None:
    """What the text is about where it tells of no town: the last site, the one governorate that all places lie in."""
    if head.scope == "facility" and head.kind != "base":
        return _last_site(before)
    return _of_one_governorate(before) if head.scope == "governorate" else None


def _settle_by_scene(draft: Draft, scene: PlaceRow, before: list[Draft], view: TextView, index: NameIndex) -> None:
    """Decide a back reference that nothing before fits by the place that the text is about: its governorate, the
    building of the kind near it, itself under another word, the only town that a district may be called by.
    """
    head = draft.head
    if head.scope == "governorate":
        _point(draft, index.place(scene.admin1_id), f"the governorate of {scene.name_ar}")
    elif head.scope == "facility" and head.kind != "base":
        _point(draft, _of_kind_nearby(index, head, scene), f"the one near {scene.name_ar}")
    elif head.scope == "settlement":
        if head.kind != "city" and scene.kind in SETTLEMENTS and not _great_city(scene, head):
            _point(draft, scene, "refers back to a place named before")
    elif head.scope in ("admin", "area"):
        wide = (*SETTLEMENTS, "neighbourhood") if head.kind == "area" else SETTLEMENTS
        _point(draft, _only_one([d for d in before if d.place and d.place.kind in wide], draft, view), LOOSE)


def _of_one_governorate(before: Sequence[Draft]) -> PlaceRow | None:
    """ "مديريتي A وB … المحافظة": where no town is told, the last of the places that all lie in one governorate."""
    places = [d.place for d in before if d.place is not None and d.place.admin1_id]
    return places[-1] if len({p.admin1_id for p in places}) == 1 else None


def _last_site(before: Sequence[Draft]) -> PlaceRow | None:
    """ "مطار الحديدة ثم الميناء": where no town is told, the site told last says where its like is."""
    sites = [d.place for d in before if d.place is not None and d.status == "resolved" and not d.reference]
    return sites[-1] if sites and sites[-1].kind in FACILITIES else None


def home_of(drafts: Sequence[Draft], index: NameIndex) -> PlaceRow | None:
    """The city of the last quarter or building among the mentions."""
    for draft in reversed(drafts):
        inside = draft.place is not None and draft.place.kind in ("neighbourhood", "facility", "area")
        home = index.place(draft.place.parent_id) if inside and draft.place else None
        if home is not None and home.kind in ("city", "town"):
            return home
    return None


def _only_one(before: Sequence[Draft], draft: Draft, view: TextView) -> PlaceRow | None:
    """ "القضاء", "المنطقة" of a town or quarter: the only one told of in this sentence or the one before.

    Where a quarter or village stands beside its city, it is the smaller that is meant.
    """
    told = [d for d in before if not d.reference or OFFICE in d.reasons or BATTLE in d.reasons]
    own = [d for d in told if d.relation in ("at", "part") and draft.i - d.i <= _LOOSE_REACH]
    here = [d for d in own if not view.ends_between(d.i, draft.i)]
    if not here and own:
        here = [d for d in own if not view.ends_between(d.i, own[-1].i)]
    places = {d.place.id: d.place for d in here if d.place is not None}
    small = {i: p for i, p in places.items() if p.kind != "city"} or places
    return next(iter(small.values())) if len(small) == 1 else None


def _point_to(draft: Draft, mention: Draft | None) -> None:
    """Point to a mention; of a place that the gazetteer does not have the name is taken over."""
    if mention is None:
        return
    if mention.place is not None:
        _point(draft, mention.place, "refers back to a place named before")
    else:
        draft.status, draft.like, draft.candidates = "unknown", mention, mention.candidates
        draft.reasons.append("refers back to a place named before that the gazetteer does not have")


def _point(draft: Draft, place: PlaceRow | None, reason: str) -> None:
    if place is not None:
        draft.place = place
        draft.reasons.append(reason)
        draft.candidates = (Candidate(place, 0.6, (reason,)),)
