"""What a text as a whole says: which country it is about, and which names mean the same place throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gazetteer.matching.clitics import key
from gazetteer.matching.drafts import Draft, Option
from gazetteer.matching.head_fits import usable
from gazetteer.matching.index import SETTLEMENTS, SHIFT, NameIndex, bare
from gazetteer.matching.references import at_border
from gazetteer.matching.resolve import BIG, Evidence
from gazetteer.matching.scan import TextView
from gazetteer.matching.surroundings import Surroundings

_SETTLED_SCOPES = ("settlement", "admin", "area")
PARAM_WEIGHT, ACTOR_WEIGHT, PLACE_WEIGHT = 4.0, 1.0, 0.8
_NISBA_CAP = 3.0


def countries(
    view: TextView, index: NameIndex, drafts: Sequence[Draft], country: str | None, actors: Sequence[str]
) -> dict[str, float]:
    """Weigh the countries that a text may be about; places that can lie in one country only count too."""
    weights: Counter[str] = Counter()
    if country:
        weights[country] += PARAM_WEIGHT
    for code in actors:
        weights[code] += ACTOR_WEIGHT
    nisba: Counter[str] = Counter()
    named = {k for d in drafts if d.j - d.i > 1 and not d.unknown for k in range(d.i, d.j)}  # "عين الأسد"
    for k in view.having("votes"):
        for code, weight in () if k in named or _of_border(view, k) else view.facts[k].votes:
            nisba[code] += weight
    abroad = index.words.abroad
    for code, weight in nisba.items():
        if code not in abroad:
            weights[code] += min(weight, _NISBA_CAP)
    seen = set()
    capitals = {c.capital.replace(" ", "") for c in index.words.countries if c.code in abroad}
    for draft in drafts:
        found = {o.place.country for o in draft.options if o.exact}
        if found <= abroad and _of_state(draft, view, capitals):
            continue
        beyond = at_border(draft, view) or view.listed(draft.left - 1, "across")
        if beyond and _of_state(draft, view, capitals):
            continue  # "X الحدودية مع سوريا" does not lie in it
        weighty = any(o.place.kind in ("country", "governorate", "city") for o in draft.options)
        weighty = weighty and (draft.head is None or draft.head.scope != "quarter")  # a quarter of a city's name
        name = tuple(view.keys[draft.i : draft.j])
        if len(found) == 1 and weighty and name not in seen and draft.status != "non_place":
            seen.add(name)
            draft.vote = found.pop()
            weights[draft.vote] += PLACE_WEIGHT
    return dict(weights)


def _of_border(view: TextView, k: int) -> bool:
    """ "على الحدود السورية", "الحدود العراقية السورية": what lies at it may lie on either side."""
    while view.is_word(k - 1) and view.facts[k - 1].votes:
        k -= 1
    return view.listed(k - 1, "frontier") and view.listed(k - 2, "locative")


def _of_state(draft: Draft, view: TextView, capitals: set[str]) -> bool:
    """Is it a country, or a capital that stands for its government?"""
    written = "".join(view.keys[draft.i : draft.j])[len(draft.reading.clitics) :]
    return written in capitals or any(o.place.kind == "country" for o in draft.options)


def name_key(draft: Draft, view: TextView) -> str:
    """The name's key without clitics and article, by which mentions of one name are known."""
    first = view.keys[draft.i][draft.reading.offset :]
    return first + "".join(view.keys[draft.i + 1 : draft.j])


def clusters(drafts: Sequence[Draft], view: TextView) -> list[list[Draft]]:
    """Group drafts that name the same place: the same short name means the same place unless a head says otherwise."""
    found: dict[tuple[str, str], list[Draft]] = {}
    latest: dict[str, str] = {}
    for draft in drafts:
        if draft.status == "non_place":
            continue
        name = name_key(draft, view)
        if draft.head is None:
            scope = latest.get(name, "settlement")
            if scope == "governorate" and any(o.place.kind in SETTLEMENTS for o in draft.options):
                scope = "settlement"
        else:
            scope = draft.head.scope
            if scope in _SETTLED_SCOPES:
                scope = "settlement"
            elif scope not in ("governorate", "quarter"):
                scope = draft.head.kind
            if scope in ("settlement", "governorate", "quarter"):
                latest[name] = scope
        found.setdefault((name, scope), []).append(draft)
    return list(found.values())


def shared_options(cluster: Sequence[Draft]) -> list[Option]:
    """The options that the heads of a cluster leave, each place once."""
    lead = next((d for d in cluster if d.head is not None), cluster[0])
    found: dict[str, Option] = {}
    for draft in (lead, *cluster):
        for option in usable(draft.options, lead.head, lead.name_head):
            found.setdefault(option.place.id, option)
    if not found and not lead.own_head:
        # "أحياء القدم والحجر الأسود": the second of the list is a town of its own.
        found = {o.place.id: o for draft in cluster for o in usable(draft.options, None, False)}
    return list(found.values())


def own_noun_options(cluster: Sequence[Draft], view: TextView, index: NameIndex) -> list[Option]:
    """ "مينائي A وB": the places that are filed as "ميناء A", where A by itself is no port."""
    found: dict[str, Option] = {}
    for draft in cluster:
        if draft.head is None or draft.head.number == 1 or draft.head.scope != "facility":
            continue
        name = view.keys[draft.i][len(draft.reading.clitics) :]
        words = [key(draft.head.singular), name, *view.keys[draft.i + 1 : draft.j]]
        for entry in index.find(bare(words)[0]):
            place = index.places[entry >> SHIFT]
            found.setdefault(place.id, Option(place, draft.reading, True, False))
    return list(found.values())


def easy(options: list[Option], weights: dict[str, float]) -> bool:
    """Is there one candidate only, weighty or of the text's country: a fixed point for the others?"""
    if len(options) != 1 or options[0].local:
        return False
    place = options[0].place
    total = sum(weights.values())
    share = weights.get(place.country, 0.0) / total if total else 1.0
    return options[0].exact and (share > 0.2 or place.population >= BIG or place.kind == "country")


def evidence_of(
    cluster: Sequence[Draft], surroundings: Surroundings, weights: dict[str, float], locators: dict[int, list[Draft]]
) -> Evidence:
    """Gather what the text says around one name."""
    places = []
    for draft in cluster:
        for locator in locators.get(id(draft), ()):
            if locator.place is not None and locator.status == "resolved":
                places.append(locator.place)
    heads = [d.head for d in cluster if d.head is not None]
    # A name is no evidence for the country that it is looked for in.
    weights = dict(weights)
    for draft in cluster:
        if draft.vote:
            weights[draft.vote] -= PLACE_WEIGHT
    return Evidence(
        heads, any(d.name_head for d in cluster), weights, places,
        surroundings.partners(cluster), anchors=surroundings.anchors(cluster),
    )  # fmt: skip
