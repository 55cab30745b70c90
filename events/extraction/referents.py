"""A place found for a slot, and what pronouns and shares of them stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.extraction.degree import extent_between, percent_between, rate_behind
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM, PRONOUNS, THEM_BOTH
from events.extraction.foretold import named_later, site_in
from events.extraction.genders import called_he, can_refer
from events.extraction.meant_by_pronoun import (
    governed_by_speaker,
    is_goal,
    is_linked,
    lies_between,
    likeliest,
    only_points_elsewhere,
    seat_of,
    thing_beside,
    where_said,
    within_side,
)
from events.extraction.other_topics import goes_to_stranger, land_of_town, of_another_topic, told_what_it_is
from events.extraction.pairs import last_pair
from events.extraction.relatives import antecedent, relative_of
from gazetteer.matching.arabic import fold
from gazetteer.matching.references import BACKER

HEADED = "headed"  # how a place is found that only heads the line
LAST = frozenset(ending[-1] for ending in PRONOUNS)
LONGEST_LIST = 100  # tokens
SHARED = 12  # tokens from a share of a place to the pronoun that means it, and from the verb to the place
BACKGROUND = 0.6  # the weight of a place that is spoken of beside another


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Hit:
    """A place found for a slot, told in the words ``[start, stop)``. ``how``: near (by its name), pronoun, relative or
    HEADED; ``extent``: full, partial or None (not told); ``percent`` where it is told.
    """

    place: PlaceAt
    how: str
    extent: str | None = None
    percent: float | None = None
    start: int = 0
    stop: int = 0
    inside: str | None = None  # a thing in the place, as written ("مواقع", "مبنى البلدية"): a part of it
    several: bool = False  # one of several places that the same word stands for


def prep_at(doc: Document, k: int, wanted: frozenset[str]) -> str | None:
    """Return "" where token ``k`` is a wanted preposition, a pronoun code where a pronoun hangs on it, else None."""
    if k in doc.place_on or k in doc.actor_on:
        return None
    norm = doc.norm(k)
    for word in (norm, norm[1:]) if norm[:1] in ("و", "ف") else (norm,):
        if word in wanted:
            return ""
        if word[-1:] not in LAST:
            continue
        for ending, code in PRONOUNS.items():
            stem = word[: -len(ending)] if word.endswith(ending) else ""
            if stem and stem in wanted:
                return code
    return None


def governed(doc: Document, place: PlaceAt) -> bool:
    """Whether a preposition governs a place or the list that it is an item of ("سيطر على A وB")."""
    first = next(iter(doc.listed_with(place)), place) if place.conj else place
    return bool(place.prep or first.prep)


def hit_at(doc: Document, place: PlaceAt, start: int, k: int, how: str = "near") -> Hit:
    """A hit on ``place``, the share of it by the words from ``start`` on; ``k``: the preposition's token."""
    start = max(start, named_among(doc, start, place.i))
    extent = extent_between(doc, start, place.i, place.j)
    percent = percent_between(doc, start, place.i) or rate_behind(doc, place.j)
    if percent is None and place.mention.part:  # "نصف X" is written as a part of it
        percent = doc.lexicon.cues["fractions"].get(doc.norm(place.i))
    if percent is not None and percent < 100:
        extent = "partial"
    return Hit(place, how, extent, percent, min(k, place.i), place.j)


def named_among(doc: Document, i: int, j: int) -> int:
    """Where "among them" stands in ``[i, j)``: of what it names the whole is meant ("معظم القرى بينها A"), unless
    parts of each are told of ("أجزاء من أحياء بينها A"). 0: nowhere.
    """
    m = next((m for m in range(j - 1, i, -1) if doc.match(m, doc.lexicon.phrases["including"])), 0)
    parts = any(doc.match(k, doc.lexicon.phrases["parts_of_each"]) for k in range(i, m))
    return 0 if parts and not any(k in doc.place_on for k in range(i, m)) else m


def pronoun_place(doc: Document, k: int, code: str) -> PlaceAt | None:
    """The place that a pronoun at token ``k`` stands for: a relative's antecedent, else the last place that fits."""
    sentence, beside = doc.sentence_of[k], []
    for back in range(0 if of_another_topic(doc, k) else 3):
        if sentence - back < 0 or (back == 1 and goes_to_stranger(doc, k)):
            break
        i, j = doc.sentences[sentence - back]
        stop = k if back == 0 else j
        found = [p for m in range(i, stop) if (p := doc.place_on.get(m)) and p.i == m]
        found = [p for p in found if can_refer(p, code) or (code == HIM and called_he(doc, p))]
        found = [p for p in found if not within_side(doc, p) and not (seat_of(doc, p, found) or land_of_town(doc, p))]
        found = [p for p in found if BACKER not in p.mention.reasons]  # "القوات الموالية لX انسحبت منها"
        found = [p for p in found if back or not governed_by_speaker(p)]
        if back:  # "موقعها على طريق X. … غادرها": a road told a sentence before is no town
            found = [p for p in found if not (p.mention.place and p.mention.place.kind == "road")]
        if back == 0 and found and is_goal(doc, found[-1]):
            return found[-1]
        if found and not back and all(lies_between(doc, p) for p in found):
            return None  # "دخل X منطقة بين A وB واحتلها": the area
        told = [p for p in found if not (where_said(doc, p) or is_linked(doc, p) or lies_between(doc, p))]
        aside = all(only_points_elsewhere(doc, p) for p in told)  # "سكان في X شرق Y … منها": of X
        found = found if aside else told
        main = [p for p in found if not p.mention.reference and p.mention.relation in ("at", "part")]
        main = [p for p in main if p.mention.status != "unknown"] or main
        if back:  # what a sentence before speaks of: also what a battle that it names is about
            main = [p for p in found if p in main or (p.mention.place and p.mention.weight >= BACKGROUND)]
        beside += [p for p in found if back == 0 and only_points_elsewhere(doc, p) and thing_beside(doc, p)]
        found = [p for p in found if not only_points_elsewhere(doc, p)]
        if found := main or found:
            meant = likeliest(doc, found) if back else told_what_it_is(doc, found, k) or found[-1]
            if back and any(same_place(meant, p) for p in beside):
                return None  # "معارك قرب X. وسيطر Y على تلة شرق X بعد طرد Z منها": the hill
            unnamed = site_in(doc, meant) if meant.prep in doc.words["at"] else None
            return next(iter(named_later(doc, unnamed, meant)), meant) if unnamed is not None else meant
    return None


def _whole_list(doc: Document, place: PlaceAt, code: str, k: int) -> list[PlaceAt]:
    """A feminine pronoun after a list ("من A وB … منها") stands for all of it, a dual at ``k`` for the last two."""
    if code == THEM_BOTH and (pair := last_pair(doc, k)):
        return list(pair)
    group = place.mention.group
    if code == HIM or group < 0:
        return [place]
    near = range(max(0, place.i - LONGEST_LIST), min(len(doc.tokens), place.i + LONGEST_LIST))
    found = dict.fromkeys(p for m in near if (p := doc.place_on.get(m)) is not None and p.mention.group == group)
    meant = [p for p in found if p.mention.status != "non_place"] or [place]
    # "بلدة A وقرية B التي": of two that have each its own word a singular relative describes the last
    one = len(meant) == 2 and doc.norm(place.j) in doc.words["relatives_of_place"] and place.i >= meant[0].j
    own = one and doc.norm(place.i).lstrip("و") not in fold(place.mention.name).split()
    return [place] if own and place is meant[1] else meant


def same_place(one: PlaceAt, other: PlaceAt) -> bool:
    """Whether two mentions are of one place of the gazetteer."""
    here, there = one.mention.place, other.mention.place
    return here is not None and there is not None and here.id == there.id


def itself(place: PlaceAt, code: str = HER) -> PlaceAt:
    """ "قرب X التي …", "مدخل X … وسيطر عليها": what is told of a pronoun is told of X, not of what lies near it; but in
    "ريف X الذي …" of the countryside, for a town is feminine."""
    about = code == HIM and not can_refer(place, HIM)
    if place.mention.relation not in ("near", "along", "around") or place.mention.part_code or about:
        return place
    return replace(place, mention=replace(place.mention, relation="at"))


def pronoun_hits(doc: Document, k: int, code: str, start: int, stop: int) -> list[Hit]:
    """Every place that a pronoun at token ``k`` means, told in the words ``[start, stop)``; none without a ``code``."""
    place = pronoun_place(doc, k, code) if code else None
    return all_meant(doc, place, code, Hit(place, "pronoun", None, None, start, stop)) if place else []


def all_meant(doc: Document, place: PlaceAt, code: str, hit: Hit) -> list[Hit]:
    """``hit`` on every place that its pronoun, which stands for ``place``, means."""
    if code == THEM_BOTH and last_pair(doc, hit.stop - 1) is None and place.mention.group < 0:
        return []  # "بهما" of two that are not named together
    meant = _whole_list(doc, place, code, hit.stop - 1)
    if hit.extent is None and len(meant) == 1 and _goes_on_share(doc, place, hit):
        hit = replace(hit, extent="partial")
    return [replace(hit, place=itself(p, code), several=len(meant) > 1) for p in meant]


def _goes_on_share(doc: Document, place: PlaceAt, hit: Hit) -> bool:
    """ "تقدم في أجزاء من X وسيطر عليها": what a verb joined by "and" tells of a pronoun is told of that share."""
    k = hit.start - (doc.finite(hit.start) is None)  # "وبسط سيطرته عليها"
    form = doc.finite(k)
    whole = doc.said("full", hit.stop, hit.stop + 2)
    if form is None or "و" not in form.pro or not k - SHARED <= place.i < k or whole:
        return False
    verb = next((m for m in range(k - 1, max(place.i - SHARED, doc.bounds(k)[0]) - 1, -1) if doc.finite(m)), k)
    return verb < place.i and extent_between(doc, verb + 1, place.i, len(doc.tokens)) == "partial"


def relative_hits(doc: Document, place: PlaceAt, start: int, stop: int) -> list[Hit]:
    """What a relative clause after ``place`` tells: of all of a list that one plural noun heads ("أحياء A وB التي"), of
    the last two if it is a dual ("A وB اللتين")."""
    opens = relative_of(doc, start)
    code = HIM if opens is not None and doc.norm(opens) in doc.words["relatives_of_him"] else HER
    two = any(doc.norm(m) in doc.words["relatives_of_two"] for m in (start, start - 1))
    pair = doc.listed_with(place)[-2:] if two else []
    if len(pair) == 2 and place in pair:
        return [Hit(itself(p), "relative", None, None, start, stop, several=True) for p in pair]
    group = place.mention.group if place.mention.one_of else -1
    before = (doc.place_on.get(m) for m in range(max(0, place.i - LONGEST_LIST), place.i + 1)) if group >= 0 else ()
    same = list(dict.fromkeys(p for p in before if p is not None and p.mention.group == group)) or [place]
    return [Hit(itself(p, code), "relative", None, None, start, stop, several=len(same) > 1) for p in same]


def share_of_pronoun(doc: Document, k: int, m: int) -> Hit | None:
    """ "على أجزاء منها", "على الجزء الأكبر منها", "على معظمها": a share of the place that the pronoun stands for."""
    code = prep_at(doc, m, doc.words["from"])
    inner = extent_between(doc, k + 1, m, len(doc.tokens)) if code else None
    if not code and any(doc.norm(n) in doc.words["parts_in_it"] for n in range(max(k + 1, m - 2), m)):
        code, inner = prep_at(doc, m, doc.words["inside"]), "partial"  # "على عدة أحياء فيها"
    for ending in ("ها", "ه") if not code else ():
        share = doc.norm(m).removesuffix(ending) if doc.norm(m).endswith(ending) else ""
        if share in doc.words["shares"] or share.removeprefix("و") in doc.words["shares"]:
            code, inner = PRONOUNS[ending], "partial"
        elif share in doc.words["extents"] and percent_between(doc, k + 1, m):
            code = PRONOUNS[ending]  # "على 40% من مساحتها"
    percent = percent_between(doc, k + 1, m) if code else None
    if not code or not (inner or percent):
        return None
    verb = next((v for v in range(k, max(k - 8, -1), -1) if doc.finite(v)), k)
    before = antecedent(doc, verb)
    place = before if isinstance(before, PlaceAt) else _side_of_town(doc, k, code) or pronoun_place(doc, k, code)
    return Hit(place, "relative" if place is before else "pronoun", "partial", percent, k, m + 1) if place else None


def _side_of_town(doc: Document, k: int, code: str) -> PlaceAt | None:
    """ "في شرق X استعاد أجزاء منه": the side of a town that the sentence named last, where no other place of it is
    masculine as a direction is."""
    named = [p for m in range(doc.bounds(k)[0], k) if (p := doc.place_on.get(m)) and p.i == m]
    place = named[-1] if named and code == HIM else None
    if place is None or place.mention.relation != "near" or any(can_refer(p, code) for p in named):
        return None
    if doc.norm(place.i - 1) not in doc.words["directions"] or doc.norm(place.i - 2) not in doc.words["at"]:
        return None
    return replace(place, mention=replace(place.mention, relation="part", part=doc.tokens[place.i - 1].text))


def owned_part(doc: Document, m: int, *, one: bool = True) -> bool:
    """ "مواقعهم", "مقراته": all that a side has in a place; if ``one``, also a single thing there ("معسكره")."""
    word, known = doc.norm(m), doc.words["owned_parts"] | (doc.words["owned_one"] if one else frozenset())
    return any(word.endswith(e) and word[: -len(e)] in known for e in ("هم", "ها", "ه", "هما"))
