"""Which place a name means: candidates scored in [0, 1] with reasons in words; a tie stays a tie.

Evidence, in this order of weight: the head word's kind, the country of the story, the place that locates it in the
same breath ("X في ريف حلب"), closeness to the other places of the text, spelling, size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gazetteer.matching.drafts import Option
from gazetteer.matching.geo import km, kms
from gazetteer.matching.types import Candidate, PlaceRow
from gazetteer.matching.words import Head

PUT_BY, FAR_OFF = "the text puts it by ", ", which is far from it"  # a reason, and what ends one that speaks against
TIE_MARGIN = 0.06
SAME_PLACE_KM = 8.0
FLOOR = 0.38
FULL_WEIGHT = 1.25
LOCATOR_REACH_KM = 60.0
SMALL_REACH_KM = 110.0
LONELY_REACH_KM = 180.0
DESERT_REACH_KM = 350.0  # in Libya and Sudan fronts lie as far apart
QUARTER_REACH_KM = 25.0
HERE_KM = 15.0
BIG = 150_000
_KIND_RANK = {"city": 0.12, "governorate": 0.2, "country": 0.35, "town": 0.07, "district": 0.03, "subdistrict": 0.02}
_WIDE = ("country", "governorate", "area", "river", "road")  # their one point says little of where something is
_TOWNS = ("city", "town", "district", "subdistrict")
_DESERTS = ("LY", "SD")
_SMALL = frozenset("village neighbourhood hill camp bridge facility crossing oilfield dam base".split())


@dataclass(slots=True)
class Evidence:
    """What the text says around one name."""

    heads: list[Head] = field(default_factory=list)
    name_head: bool = False
    countries: dict[str, float] = field(default_factory=dict)
    locators: list[PlaceRow] = field(default_factory=list)
    partners: list[PlaceRow] = field(default_factory=list)  # the others of its list
    rivals: bool = False  # several places bear the name
    plain: bool = False  # some option reads the name without clitics, as filed
    anchors: list[PlaceRow] = field(default_factory=list)  # other places of the text, the nearest mentions first
    near: tuple[float, float] | None = None  # (lon, lat)

    def told(self) -> list[list[str]]:
        """The places around the name, by their ids."""
        return [[place.id for place in places] for places in (self.locators, self.partners, self.anchors)]


@dataclass(frozen=True, slots=True)
class _Point:
    lat: float
    lon: float


def _kind_score(place: PlaceRow, evidence: Evidence, reasons: list[str]) -> float:
    if not evidence.heads:
        return _KIND_RANK.get(place.kind, 0.0)
    if place.kind == "district" and all(h.kind == "area" for h in evidence.heads):
        return 0.0  # "منطقة القصير" is the town and what lies round it before it is the district
    agreeing = [h for h in evidence.heads if place.kind in h.agree]
    if agreeing:
        reasons.append(f"the head word says {agreeing[0].kind}")
        return 0.2 + (0.1 if agreeing[0].kind == place.kind else 0.0)
    reasons.append(f"the head word says {evidence.heads[0].kind}, the gazetteer {place.kind}")
    return -0.05


def _country_score(place: PlaceRow, evidence: Evidence, reasons: list[str]) -> float:
    total = sum(evidence.countries.values())
    if not total or place.kind == "country":
        return 0.0
    share = evidence.countries.get(place.country, 0.0) / total
    if share >= 0.25:
        reasons.append(f"the text is about {place.country}")
    elif share < 0.05 and max(evidence.countries.values()) / total > 0.5:
        reasons.append(f"the text does not name {place.country}")
        return -0.25
    return 0.2 * share


def _locator_score(place: PlaceRow, evidence: Evidence, reasons: list[str]) -> float:
    best = 0.0
    for locator in evidence.locators:
        if locator.kind == "country":
            agrees = locator.country == place.country
        elif locator.kind == "governorate":
            agrees = place.admin1_id == locator.id or (place.admin1_id is None and km(place, locator) < 120)
        else:
            # "X في دير الزور" mostly means the governorate, whose name the city bears.
            same_admin = place.admin1_id is not None and locator.admin1_id == place.admin1_id
            agrees = same_admin or km(place, locator) < LOCATOR_REACH_KM
            if place.kind == "neighbourhood" and locator.kind in _TOWNS:  # "حي X في مدينة Y": a quarter of Y
                agrees = km(place, locator) < QUARTER_REACH_KM
        if agrees:
            reasons.append(f"{PUT_BY}{locator.name_ar}")
            return 0.25
        best = -0.2
    if best:
        reasons.append(f"{PUT_BY}{evidence.locators[0].name_ar}{FAR_OFF}")
    return best


def _distance_score(place: PlaceRow, evidence: Evidence, reasons: list[str]) -> float:
    points: list[PlaceRow | _Point] = [a for a in evidence.anchors if a.kind != "country" and a.id != place.id]
    if evidence.near:
        points = [_Point(evidence.near[1], evidence.near[0])]
    if not points:
        return 0.0
    distances = kms(place, points)
    distance = min(distances)
    nearest = points[distances.index(distance)]
    if distance < 60:
        reasons.append(f"{distance:.0f} km from {getattr(nearest, 'name_ar', '') or 'the point given'}")
    closest_in_text = distances[0]
    partner = min(kms(place, [p for p in evidence.partners if p.id != place.id]), default=None)
    listed = 0.0 if partner is None else 0.15 * math.exp(-partner / 15)
    if evidence.partners and all(p.country != place.country for p in evidence.partners):
        listed -= 0.2
    return 0.16 * math.exp(-distance / 40) + 0.06 * math.exp(-closest_in_text / 40) + listed


def score(option: Option, evidence: Evidence) -> tuple[float, Candidate]:
    """Weigh one option by all the evidence; the candidate's score is the weight brought into [0, 1]."""
    place, reasons = option.place, []
    value = 0.45 + _kind_score(place, evidence, reasons)
    value += _country_score(place, evidence, reasons)
    value += _locator_score(place, evidence, reasons)
    value += _distance_score(place, evidence, reasons)
    value += min(0.1, math.log10(place.population + 1) / 70)
    parent = next((a for a in evidence.anchors if a.id == place.parent_id and a.kind != "country"), None)
    if parent:
        value += 0.12
        reasons.append(f"part of {parent.name_ar}")
    if option.exact:
        value += 0.05
    else:
        reasons.append("spelt a little differently")
        value -= 0.1
    if option.reading.clitics and evidence.plain:
        value -= 0.2  # the name's own first letter, unless much speaks for a clitic
    if place.quality == "unverified":
        value -= 0.08
        reasons.append("not verified")
    shown = round(max(0.0, min(1.0, value / FULL_WEIGHT)), 3)
    return value, Candidate(place, shown, tuple(dict.fromkeys(reasons)))


_SINGULAR = ("crossing", "airbase", "port", "dam", "oilfield")


def _implausible(place: PlaceRow, evidence: Evidence, reasons: Sequence[str]) -> str | None:
    """Why even the best candidate is not believed: a small place far from everything the text names."""
    small = place.kind not in ("country", "governorate") and place.population < BIG
    total = sum(evidence.countries.values())
    if small and total and evidence.countries.get(place.country, 0.0) / total < 0.05:
        if max(evidence.countries.values()) / total > 0.5 and not any(
            a.country == place.country for a in evidence.anchors
        ):
            return f"known only in {place.country}, which the text is not about"
    if any(reason.startswith(PUT_BY) and not reason.endswith(FAR_OFF) for reason in reasons):
        return None
    if not (place.kind in _SMALL or (place.kind == "town" and place.population < BIG)):
        return None  # what is large is believed wherever it lies
    others = [a for a in evidence.anchors if a.kind not in _WIDE and a.id != place.id]
    if not others or evidence.near:
        return None
    nearest, far = min(kms(place, others)), any(reason.endswith(FAR_OFF) for reason in reasons)
    towns = [p for p in evidence.locators if p.kind in _TOWNS] if far else []
    if place.kind == "neighbourhood" and towns and min(kms(place, towns)) > LOCATOR_REACH_KM:
        return "the only one known is of another town than that which the text puts it in"
    listed = [p for p in evidence.partners if p.kind == "neighbourhood"]
    if place.kind == "neighbourhood" and listed:  # a list of quarters is of one city
        nearest = max(nearest, min(kms(place, listed)))
    if place.kind == "neighbourhood" and nearest > QUARTER_REACH_KM:
        other = "quarter of its list" if listed else "place of the text"
        return f"the only one known is {nearest:.0f} km from every other {other}"
    if place.kind in _SINGULAR and any(reason.startswith("the head word says") for reason in reasons):
        return None  # "معبر X", "مطار Y": a country has one of the name
    lonely = DESERT_REACH_KM if place.country in _DESERTS and not evidence.rivals else LONELY_REACH_KM
    reach = SMALL_REACH_KM if evidence.rivals else lonely
    if (place.kind in _SMALL or (place.kind == "town" and far)) and place.population < BIG and nearest > reach:
        return f"the only one known is {nearest:.0f} km from every other place of the text"
    return None


def _beside_namesakes(options: Sequence[Option], evidence: Evidence) -> list[Option]:
    """ "القاهرة", "الرمادي": a hamlet that bears a large city's name is meant only beside places close to it."""
    large = any(o.exact and o.place.population >= BIG for o in options)
    if not large or evidence.heads:
        return list(options)
    told = [p for p in (*evidence.locators, *evidence.partners, *evidence.anchors) if p.kind not in _WIDE]
    return [o for o in options if o.place.kind != "village" or any(km(o.place, p) < QUARTER_REACH_KM for p in told)]


def _is_here(place: PlaceRow, evidence: Evidence) -> bool:
    """Does the text put it in the town that a building or quarter is in, or speak of that town right beside it?"""
    if evidence.near is not None:
        return km(place, _Point(evidence.near[1], evidence.near[0])) < HERE_KM
    located = [p for p in evidence.locators if p.kind not in _WIDE]
    told = located or [p for p in evidence.anchors if p.kind not in _WIDE and p.id != place.id][:1]
    return any(km(place, p) < HERE_KM for p in told)


def _within(area: PlaceRow, governorate: PlaceRow) -> bool:
    """Is one a governorate and the other a region in it?"""
    return governorate.kind == "governorate" and area.kind == "area" and area.admin1_id == governorate.id


def _plausible(weighed: Sequence[tuple[float, Candidate]], evidence: Evidence) -> Iterator[tuple[float, Candidate]]:
    """Those that may be believed, best first, asked only as far as they are wanted."""
    for weight, candidate in weighed:
        if weight < FLOOR:
            return
        if not _implausible(candidate.place, evidence, candidate.reasons):
            yield weight, candidate


def decide(
    options: Sequence[Option], evidence: Evidence
) -> tuple[str, PlaceRow | None, tuple[Candidate, ...], list[str]]:
    """Return status, place, candidates (best first) and reasons for one name."""
    options = [o for o in options if not o.local or _is_here(o.place, evidence)]
    options = _beside_namesakes(options, evidence)
    evidence.plain = any(o.exact and not o.reading.clitics for o in options)
    evidence.rivals = len(options) > 1
    weighed = sorted(
        (score(o, evidence) for o in options), key=lambda c: (-c[0], -c[1].place.population, c[1].place.id)
    )
    candidates = tuple(candidate for _, candidate in weighed[:8])
    if not candidates:
        return "unknown", None, (), ["not in the gazetteer"]
    first = candidates[0]
    if weighed[0][0] < FLOOR:
        return "unknown", None, candidates, ["no candidate fits what the text says", *first.reasons]
    plausible = _plausible(weighed, evidence)
    weight, best = next(plausible, (0.0, None))
    if best is None:
        return "unknown", None, candidates, [_implausible(first.place, evidence, first.reasons) or "no candidate fits"]
    for other_weight, other in plausible:
        if weight - other_weight >= TIE_MARGIN:
            break
        if _within(other.place, best.place) or _within(best.place, other.place):
            continue  # "الجفرة", a governorate and the oases in it
        if km(best.place, other.place) > SAME_PLACE_KM:
            return "tie", None, candidates, [f"as likely: {best.place.name_en} and {other.place.name_en}"]
    return "resolved", best.place, candidates, list(best.reasons)
