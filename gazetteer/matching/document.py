"""A whole text: find names, throw out the traps, decide what each name means, point المدينة back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.matching import backrefs, traps
from gazetteer.matching.arabic import Token
from gazetteer.matching.clitics import ARTICLE, key, raw_offset
from gazetteer.matching.containers import contain, locate
from gazetteer.matching.context import clusters, countries, easy, evidence_of, own_noun_options, shared_options
from gazetteer.matching.coordination import shared_names
from gazetteer.matching.definites import capital_words, country_words, estates, facility_phrases, parts_alone
from gazetteer.matching.drafts import Draft, covered_by, known_names, written_name
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, NameIndex
from gazetteer.matching.lookup import resolve_name
from gazetteer.matching.neighbours import locators_of, mark_reference, relations
from gazetteer.matching.resolve import decide
from gazetteer.matching.salience import weigh, weights_of
from gazetteer.matching.scan import TextView
from gazetteer.matching.strangers import strangers
from gazetteer.matching.support import remember_media, still_supported, supported, with_hope
from gazetteer.matching.surroundings import Surroundings
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceMention, PlaceRow
from gazetteer.matching.units import bases_again, units, units_again
from gazetteer.matching.unknowns import HeadWalk

__all__ = ("find_mentions", "resolve_name")

_BA, _IN = "\u0628", "\u0641\u064a"
_NAMED_AFTER_KM = 90.0


def find_mentions(
    text: str,
    index: NameIndex,
    *,
    tokens: Sequence[Token] | None = None,
    country: str | None = None,
    actors_countries: Sequence[str] = (),
) -> tuple[PlaceMention, ...]:
    """Return every mention of a place in a text, in order, each with its decision and reasons.

    ``country`` is the country that the story is known to be about, ``actors_countries`` those in which the sides of
    the text fight (repeats count); both are evidence, not filters. ``tokens`` saves tokenising again.
    """
    view = TextView(text, index.words, tokens)
    drafts = known_names(view, index)
    drafts.extend(HeadWalk(view, index, drafts).walk())
    drafts.extend(units(view, index, drafts))
    drafts.extend(strangers(view, index, drafts))
    phrases = facility_phrases(view, index.words, drafts) + estates(view, index.words, drafts)
    taken = covered_by(phrases)
    drafts = [d for d in drafts if taken.isdisjoint(range(d.i, d.end))] + phrases
    drafts.extend(shared_names(view, index, drafts))
    drafts.sort(key=lambda d: (d.start, d.j))
    for draft in drafts:
        if draft.status == "" and not draft.unknown and (reason := traps.trap(draft, view, index.words)):
            draft.status, draft.reasons = "non_place", [reason]
    remember_media(drafts, view)
    drafts = with_hope(drafts, view, index)
    covered = covered_by(drafts)
    relations(drafts, view, index)
    weights = countries(view, index, drafts, country, actors_countries)
    drafts = supported(drafts, view, index)
    locators = locators_of(drafts, view, index)
    _resolve(drafts, view, index, weights, locators)
    bases_again(view, drafts)
    drafts = still_supported(_without_strangers(drafts, view, index), view, index, weights)
    everything = _back_references(drafts, view, index, weights, covered)
    told = (d for d in everything if not d.back or d.place is not None or d.part or d.like or d.candidates)
    return tuple(_mention(d, view, index) for d in told)


def _back_references(
    drafts: list[Draft], view: TextView, index: NameIndex, weights: dict[str, float], covered: set[int]
) -> list[Draft]:
    """Add المدينة, الأحياء الغربية, البلاد, each pointed at what it means, and return all in order."""
    words = index.words
    backs = backrefs.back_words(view, words, covered)
    backs += units_again(view, drafts, words, covered)
    backs += country_words(view, index, weights, covered)
    backs += capital_words(view, index, weights, drafts, covered)
    ends = {d.end for d in drafts if d.status != "non_place"}
    for draft in backs:
        backrefs.relate_back(draft, view, words, ends)
        mark_reference(draft, view, index)
    backs += parts_alone(view, words, [*drafts, *backs])
    everything = sorted((*drafts, *backs), key=lambda d: (d.i, d.j))
    locate(everything, view)
    counts = backrefs.mention_counts(everything)
    for draft in everything:
        if draft.status == "unknown":
            draft.name_key = "".join(view.keys[draft.i : draft.j])[len(draft.reading.clitics) :]
    weigh(everything, view, words)
    for draft in everything:
        if draft.back and draft.place is None and draft.status == "back":
            backrefs.settle(draft, everything, counts, view, index)
    contain(everything, counts, view, index)
    for draft, weight in zip(everything, weights_of(everything, view, words), strict=True):
        draft.weight = weight
    return everything


def _is_by(town: PlaceRow, anchors: Sequence[PlaceRow]) -> bool:
    """Does a town lie where the text is about? "حاجز السلام" in Syria is not near an Iraqi village السلام."""
    told = [a for a in anchors if a.kind not in ("country", "governorate")]
    return not told or any(km(town, a) < _NAMED_AFTER_KM for a in told)


def _near_candidates(draft: Draft, anchors: Sequence[PlaceRow]) -> tuple[Candidate, ...]:
    """The town that an unknown facility is named after: near it, never it. ``anchors``: other places of the text."""
    towns = [o for o in draft.options if o.exact and o.place.kind in SETTLEMENTS and _is_by(o.place, anchors)]
    reasons = ("named after it; near it at best", STANDS_IN)
    return tuple(Candidate(o.place, 0.3, reasons if len(towns) == 1 else reasons[:1]) for o in towns[:3])


def _resolve(
    drafts: list[Draft], view: TextView, index: NameIndex, weights: dict[str, float], locators: dict[int, list[Draft]]
) -> None:
    """Decide cluster by cluster: first what is plain, then the rest by its closeness to that, then once more what was
    decided before something around it changed.
    """
    groups = [(c, shared_options(c) or own_noun_options(c, view, index)) for c in clusters(drafts, view)]
    surroundings = Surroundings(drafts)
    asked: dict[int, int] = {}  # when each cluster was last asked about, by what had changed till then
    told: dict[int, list[list[str]]] = {}  # by what places around it each was last decided
    for turn in range(3):
        for n, (cluster, options) in enumerate(groups):
            if asked.get(n) == surroundings.changes or (turn == 0 and not easy(options, weights)):
                continue
            asked[n] = surroundings.changes
            evidence = evidence_of(cluster, surroundings, weights, locators)
            around = evidence.told()
            if told.get(n) == around:
                continue
            told[n] = around
            status, place, candidates, reasons = decide(options, evidence)
            _apply(cluster, status, place, candidates, reasons, evidence.anchors)
            surroundings.note(cluster)


def _without_strangers(drafts: list[Draft], view: TextView, index: NameIndex) -> list[Draft]:
    """Names that other towns' buildings bear: here "السجن المركزي" is one that the gazetteer does not have."""
    kept = []
    for draft in drafts:
        elsewhere = any(o.local for o in draft.options) and all(o.local or o.needs_head for o in draft.options)
        if draft.status == "unknown" and elsewhere:
            reading = view.facts[draft.i].phrase
            if draft.head is None and reading is None:
                continue
            if draft.head is None and reading is not None:
                draft.head = index.words.buildings[view.keys[draft.i][reading.offset :]]
                draft.head_at, draft.own_head, draft.name_head = draft.i, True, True
            draft.options, draft.candidates, draft.reasons = [], (), ["not in the gazetteer"]
        kept.append(draft)
    return kept


def _as_named(draft: Draft, name: str, index: NameIndex) -> PlaceRow | None:
    """The place, its name without the town where the text leaves that out ("المجمع الحكومي" of "… في الرمادي")."""
    place = draft.place
    town = index.place(place.parent_id) if place is not None else None
    if place is None or town is None or place.kind in SETTLEMENTS or not place.name_ar.endswith(town.name_ar):
        return place
    if town.name_ar in name:
        return place
    short = place.name_ar.removesuffix(town.name_ar).removesuffix(_BA).strip().removesuffix(" " + _IN)
    whole = len(short.split()) > 1
    return replace(place, name_ar=short) if whole and key(short.split()[-1]) not in index.words.heads else place


def _apply(
    cluster: Sequence[Draft], status: str, place: PlaceRow | None, candidates: tuple[Candidate, ...],
    reasons: list[str], anchors: Sequence[PlaceRow],
) -> None:  # fmt: skip
    for draft in cluster:
        draft.status, draft.place, draft.candidates = status, place, candidates
        if draft.said is None:
            draft.said = draft.reasons
        draft.reasons = list(dict.fromkeys([*draft.said, *reasons]))
        if status == "unknown" and not candidates and draft.options:
            draft.candidates = _near_candidates(draft, anchors)
            if draft.candidates:
                draft.reasons = ["not in the gazetteer; only the town it is named after is"]
            if draft.head is not None and draft.head.scope == "facility":
                draft.relation = draft.relation if draft.relation != "part" else "near"
        if place is not None:
            chosen = next((o for o in draft.options if o.place.id == place.id), None)
            if chosen is not None and not draft.name_head and not draft.own_head:
                draft.reading = chosen.reading


def _part_text(draft: Draft, view: TextView) -> str | None:
    """The part in words: "الأحياء الشرقية"; "أحياء المدينة الجنوبية" gives الأحياء الجنوبية."""
    if draft.part is None:
        return None
    i, j = draft.part
    text = view.text[view.tokens[i].start : view.tokens[j - 1].end]
    if draft.part_tail is None:
        return text
    tail = view.text[view.tokens[draft.part_tail[0]].start : view.tokens[draft.part_tail[1] - 1].end]
    return f"{text if view.keys[i].startswith(ARTICLE) else ARTICLE + text} {tail}"


def _ends(written: str, word: str, index: NameIndex) -> bool:
    return written.endswith(word) and (word in index.words.heads or word in index.words.back)


def _mention(draft: Draft, view: TextView, index: NameIndex) -> PlaceMention:
    name_start, name_end, name = written_name(view, draft)
    start = name_start
    head = None
    if draft.head is not None and draft.own_head and draft.head_at is not None:
        token = view.tokens[draft.head_at]
        written = view.keys[draft.head_at]  # "مركز مديرية X" is the town: its head is another word than is written
        word = next((w for w in (draft.head.word, *view.variants(draft.head_at)[::-1]) if _ends(written, w, index)), "")
        head_start = raw_offset(token, len(written) - len(word or written))
        start = min(start, head_start)
        head = view.text[head_start : token.end]
    part, named = draft.part, draft.like or draft
    if draft.like is not None:
        name = written_name(view, draft.like)[2]
    return PlaceMention(
        start=start, end=view.tokens[draft.end - 1].end if draft.relation == "at" else name_end,
        name_start=name_start, name_end=name_end, name=name, head=head,
        kind_hint=named.head.kind if named.head else None, status=draft.status or "unknown",
        place=_as_named(draft, name, index),
        candidates=draft.candidates, reasons=tuple(draft.reasons), relation=draft.relation,
        part=_part_text(draft, view),
        part_code=draft.part_code, part_start=view.tokens[part[0]].start if part else None,
        part_end=view.tokens[part[1] - 1].end if part else None, reference=draft.reference, whole=draft.whole,
        group=draft.group, weight=draft.weight,
        one_of=named.head.singular if named.head and named.head.number > 1 else "",
    )  # fmt: skip
