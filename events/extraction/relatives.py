"""What a relative clause describes: a side or a place before it, over adjectives, appositions and where it lies."""

from __future__ import annotations

from events.extraction.clause_bounds import AUXILIARY, is_break
from events.extraction.clauses import stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import HER, HIM
from events.extraction.genders import can_refer
from events.extraction.leaders import LEADER
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE

BRACKETS = 12  # tokens of an aside in brackets
APPOSITION = 7  # words of an apposition
LABEL = 4  # words of what a place "is"
BEHIND = 5  # tokens from a place back to the one that it locates
PARTICIPLES = {"ap", "pp"}
STRIKES = ("fight", "attack", "siege", "expel")  # groups of verbs that are done to men
LANDS = ("governorate", "area", "country")


def antecedent(doc: Document, k: int) -> ActorAt | PlaceAt | None:
    """The side or the place that the relative pronoun before a verb at ``k`` stands for ("X التي كان يسيطر عليها");
    None where there is no relative pronoun, or something else stands before it.
    """
    relative = relative_of(doc, k)
    if relative is None:
        return None
    if (sole := sole_one(doc, relative)) is not None:
        return sole[0]
    m = described_at(doc, relative)
    place, backer = doc.place_on.get(m), doc.actor_on.get(m)
    if place is not None and not (backer is not None and backer.beside):
        described = place_described(doc, place, relative)
        return described if towns_in(doc, described) is None and not _of_building(doc, described, relative) else None
    if backer is not None and backer.prep == LEADER:
        return _over_apposition(doc, m, relative)  # "سرت، مسقط رأس القذافي، التي …"
    return _side_or_its_backed(doc, m) or _through_adjectives(doc, m) or _over_apposition(doc, m, relative)


def described_at(doc: Document, relative: int) -> int:
    """The token before a relative pronoun, over marks, what stands in brackets and a side of the compass: "X شمالاً
    التي", "X (30 كم شرق Y) التي".
    """
    m, words = relative - 1, doc.words
    while m >= 0:
        if doc.tokens[m].text == ")":
            opening = (n for n in range(m - 1, max(m - BRACKETS, -1), -1) if doc.tokens[n].text == "(")
            m = next(opening, m)
        if m == relative - 1 and doc.norm(m) in words["and_they"] and (doc.tokens[m - 1].text in COMMAS):
            m -= 1  # "X، وهي التي"
            continue
        compass = doc.norm(m).removeprefix(ARTICLE) in words["directions"]  # "ريف X الجنوبي التي"
        compass = compass and m not in doc.place_on and m - 1 in doc.place_on
        if not (compass or doc.tokens[m].text in QUOTES or doc.tokens[m].text in COMMAS or doc.tokens[m].text == "("):
            break
        m -= 1
    return m


def sole_one(doc: Document, relative: int) -> tuple[PlaceAt | None] | None:
    """ "تبقى X المدينة الوحيدة في إقليم Y التي", "المعقل الأخير في Y الذي": what a relative describes behind
    the only one, or the last, of a land: the place before it, where one is told, and never the land.
    """
    m = described_at(doc, relative)
    land = doc.place_on.get(m)
    if land is not None:
        m, inside = land.i - 1, doc.words["inside"]
        while doc.norm(m) in doc.words["directions"] or doc.norm(m) in doc.lexicon.phrases["areas"]:
            m -= 1  # "في غرب X", "في ريف X"
        if land.prep not in inside and doc.norm(m) not in inside:
            return None
        m -= doc.norm(m) in inside
    elif land is None and doc.norm(m - 1) in doc.words["inside"]:
        m -= 2  # "في الشرق"
    sole = doc.norm(m) in doc.words["sole"]
    m -= doc.norm(m - 1) not in doc.words["sole_places"]  # "المدينة الكبيرة الوحيدة"
    if not sole or doc.norm(m - 1) not in doc.words["sole_places"]:
        return None
    x = m - 2
    while x >= 0 and (doc.norm(x).lstrip("و") in doc.words["it_is"] or doc.tokens[x].text in (*COMMAS, *QUOTES)):
        x -= 1
    place = doc.place_on.get(x)
    locates = place is not None and place.mention.relation == "near" and place.mention.part_code is not None
    if place is not None and not (place.mention.reference or locates):  # "A، شرق B، وهي المدينة الوحيدة التي": of A
        return (place,)
    return (None if _behind_stranger(doc, m - 1) else doc.place_on.get(m - 1),)


def relative_of(doc: Document, k: int) -> int | None:
    """The relative pronoun right before a verb at ``k``, over what may stand between the two."""
    m = k - 1
    while m >= 0 and doc.sentence_of[m] == doc.sentence_of[k]:
        if not is_auxiliary(doc, m) and doc.norm(m) not in doc.words["qad"]:
            break
        m -= 1  # "التي كان يسيطر عليها", "التي كانت قد سيطرت عليها"
    side = doc.actor_on.get(m)
    if side is not None and side.i > 1 and is_auxiliary(doc, side.i - 1):
        m = side.i - 2  # "التي ظلت X تحتلها"
    if m >= 0 and doc.norm(m) in doc.words["not_in_relative"]:
        m -= 1
    return m if m >= 0 and doc.norm(m) in doc.words["relatives"] else which_is(doc, m)


def which_is(doc: Document, m: int) -> int | None:
    """ "X، وهي منطقة جبلية يسيطر عليها Y": the token of "and it is" right behind a place, before the noun for places,
    with its adjectives, that ends at token ``m``; what is told of the noun is told of the place.
    """
    for n in range(m, max(m - LABEL, 0), -1):
        if doc.norm(n - 1) in doc.words["and_they"]:
            behind = n - 2 - (doc.tokens[n - 2].text in COMMAS)
            ranked = doc.norm(n) in doc.words["superlatives"]  # "وهي آخر بلدة يسيطر عليها Y"
            town = doc.match_noun(n + ranked, doc.lexicon.phrases["areas"])
            return n - 1 if behind in doc.place_on and town else None
        if doc.tokens[n].kind != "word" or doc.mentioned(n) or doc.finite(n) or doc.norm(n).startswith(ARTICLE):
            return None
    return None


def is_auxiliary(doc: Document, m: int) -> bool:
    """Whether a verb that only carries another, or "still" written as one word, stands at token ``m``."""
    form = doc.finite(m)
    return doc.norm(m) in doc.words["still_one"] if form is None else doc.group(form) in AUXILIARY


def _over_apposition(doc: Document, m: int, relative: int) -> PlaceAt | None:
    """ "سرت، مسقط رأس القذافي، التي …": the place before an apposition that two commas shut."""
    if doc.tokens[relative - 1].text not in COMMAS:
        return None
    comma = next((n for n in range(m, max(m - APPOSITION, 0), -1) if doc.tokens[n].text in COMMAS), 0)
    place = doc.place_on.get(comma - 1)
    others = range(comma + 1, m + 1)
    sides = [a for a in (doc.actor_on.get(n) for n in others) if a is not None and a.prep != LEADER]
    told = bool(sides) or any(doc.finite(n) or n in doc.place_on for n in others)
    code = HIM if doc.norm(relative) in doc.words["relatives_of_him"] else HER
    joined = doc.norm(comma + 1)[:1] in doc.words["and"]
    return place if place is not None and not (told or joined) and can_refer(place, code) else None


def _side_or_its_backed(doc: Document, m: int) -> ActorAt | None:
    """ "فصائل X المدعومة من Y، التي …": of a side and its backer it is the side that the clause is about."""
    side = doc.actor_on.get(m)
    before = (doc.actor_on.get(n) for n in range(side.i - 1, max(side.i - 5, -1), -1)) if side and side.beside else ()
    return next((a for a in before if a is not None and not a.beside), side)


def _ranked_in(doc: Document, land: PlaceAt) -> PlaceAt | None:
    """ "الموصل، ثاني كبرى مدن العراق، التي …": the town that an apposition ranks among those of a land."""
    near = range(land.i - 1, max(land.i - APPOSITION, 0), -1)
    comma = next((n for n in near if doc.tokens[n].text in COMMAS), None)
    if comma is None or doc.norm(comma + 1) not in doc.words["foremost"]:
        return None
    return (
        None
        if any(n in doc.place_on or doc.finite(n) for n in range(comma + 1, land.i))
        else doc.place_on.get(comma - 1)
    )


def place_described(doc: Document, place: PlaceAt, m: int) -> PlaceAt:
    """What a relative at ``m`` behind a place describes: "X عاصمة Y التي …" and "قاعدة X شرق Y التي …" are about X."""
    if doc.match(place.i - 1, doc.lexicon.phrases["seats"]):
        return next((p for n in range(place.i - 2, max(place.i - 6, -1), -1) if (p := doc.place_on.get(n))), place)
    code = HIM if doc.norm(m) in doc.words["relatives_of_him"] else HER
    if (ranked := _ranked_in(doc, place)) is not None and can_refer(ranked, code):
        return ranked
    fits = can_refer(place, code)
    located = _located_by(doc, place, fits)
    if located is None or not can_refer(located, code):
        return place
    directed = place.mention.relation == "near" and place.mention.part_code is not None
    apart = doc.tokens[m - 1].text in COMMAS  # "بلدة X في محافظة Y، التي"
    return located if directed or apart or _country(place) or _one_in(place, located) or not fits else place


def _of_building(doc: Document, place: PlaceAt, m: int) -> bool:
    """ "مبنى المحافظة الذي", "مقر البلدية الذي": whether a relative at ``m`` that does not agree with a word which goes
    back to a place describes the building before that word."""
    back = place.mention.status == "back" and doc.match_noun(place.i - 1, doc.lexicon.phrases["facilities"]) > 0
    code = HIM if doc.norm(m) in doc.words["relatives_of_him"] else HER
    return back and not can_refer(place, code)


def towns_in(doc: Document, place: PlaceAt) -> int | None:
    """ "مدن محافظة X التي", "قرى ريف X التي": the token of the plural noun before a place that no list goes on from:
    the towns in it are described, and not the place. Quarters are a share of it."""
    if place.prep or place.mention.relation == "part" or len(doc.listed_with(place)) > 1:
        return None
    for n in range(place.i, max(place.i - 3, -1), -1):
        if n < place.i and (doc.tokens[n].kind != "word" or doc.norm(n).startswith("ال") or doc.finite(n)):
            return None
        bare = {doc.norm(n)[cut:] for cut in (0, 1)}
        if not bare.isdisjoint(doc.words["several_towns"]):
            return n
    return None


def _behind_stranger(doc: Document, k: int) -> bool:
    """ "حديثة المدينة الوحيدة": whether a name that nobody knows may stand right before "the town" at ``k``."""
    before = doc.norm(k - 1)
    plain = doc.tokens[k - 1].kind == "word" and not doc.mentioned(k - 1) and doc.finite(k - 1) is None
    return plain and before.lstrip("وف") not in doc.words["copulas"]


def _country(place: PlaceAt) -> bool:
    """ "بلدة X في غرب البلاد التي يسيطر عليها Y": a country only says where the town lies."""
    return place.mention.place is not None and place.mention.place.kind == "country"


def _one_in(place: PlaceAt, located: PlaceAt) -> bool:
    """ "المدينة الوحيدة في إقليم X التي": of "the town", told before, and the land around it, the town."""
    wide = place.mention.place is not None and place.mention.place.kind in LANDS
    return wide and located.mention.status == "back" and located.mention.place is not place.mention.place


def _located_by(doc: Document, place: PlaceAt, fits: bool) -> PlaceAt | None:
    """The place that another right behind it locates: "قاعدة X شرق Y", "حقل X في محافظة Y", "مبنى X في Y الذي";
    ``fits``: whether the other one may be described."""
    if place.i < 2:
        return None
    before = (doc.place_on.get(n) for n in range(place.i - 1, max(place.i - BEHIND, -1), -1))
    located = next((p for p in before if p is not None and p is not place), None)
    if located is not None and fits and not (place.mention.reference or _country(place) or _one_in(place, located)):
        if place.conj or place.mention.relation != "near" or located.mention.relation != "at":
            return None  # but "بلدة X في ريف المحافظة الغربي، والتي"
    between = range(located.j, place.i) if located is not None else ()
    return None if any(doc.finite(n) or doc.tokens[n].kind == "punct" for n in between) else located


def located_by(doc: Document, place: PlaceAt) -> PlaceAt | None:
    """ "A شرق B، معقل X", "A وسط البلاد، آخر معاقل X": the place that a direction or a country only locates."""
    locates = _country(place) or (place.mention.relation == "near" and place.mention.part_code is not None)
    return _located_by(doc, place, fits=False) if locates else None


def _through_adjectives(doc: Document, m: int) -> ActorAt | PlaceAt | None:
    """Look through one definite adjective before the relative pronoun ("المدينة الاستراتيجية التي"); a noun is none
    ("كسر X الحصار الذي", "عددت X القرى التي")."""
    if doc.norm(m).removeprefix(ARTICLE) in doc.words["several_towns"] and m - 1 in doc.actor_on:
        return None
    kinds = {f.pos for f in doc.forms(m)}
    if doc.norm(m).startswith("ال") and m > 0 and ("vn" not in kinds or kinds & PARTICIPLES):
        return doc.place_on.get(m - 1) or doc.actor_on.get(m - 1)
    return None


def of_another_noun(doc: Document, k: int) -> bool:
    """ "المناطق التي يسيطر عليها", "مناطق يسيطر عليها": whether a verb at ``k`` describes a noun that is no named
    place; a pronoun in its clause then stands for that noun.
    """
    m = k - 1
    while m >= 0 and (doc.norm(m) in doc.words["not_in_relative"] or is_auxiliary(doc, m)):
        m -= 1
    if m < 0 or doc.sentence_of[m] != doc.sentence_of[k]:
        return False
    if doc.norm(m) in doc.words["relatives"]:  # but "الأمر الذي مكن X من السيطرة عليها": which all that was told did
        return doc.norm(m - 1) not in doc.words["the_matter"] and antecedent(doc, k) is None
    if which_is(doc, m) is not None:
        return False
    token = doc.tokens[m]
    plain = token.kind == "word" and not doc.mentioned(m)
    several = (
        doc.finite(k) is not None and token.norm in doc.words["several_places"]
    )  # "مدن سيطر عليها X", though spelt like a verb
    kind = token.norm in doc.lexicon.part_words or doc.match(m, doc.lexicon.phrases["areas"]) > 0
    return plain and (several or (kind and not doc.forms(m))) and not token.norm.startswith(("ال", "وال"))


def side_described_before(doc: Document, k: int) -> ActorAt | None:
    """The side that a relative clause, or "which is …", between two commas describes, ending right before ``k``."""
    m = k - 1
    while m > 0 and doc.norm(m) in doc.words["qad"]:
        m -= 1
    if m <= 0 or doc.tokens[m].text not in COMMAS:
        return None
    words = doc.words["relatives"] | doc.words["which_is"]
    opens = (n for n in range(m - 1, doc.bounds(k)[0] + 1, -1) if doc.norm(n) in words)
    relative = next((n for n in opens if doc.tokens[n - 1].text in COMMAS), None)
    side = doc.actor_on.get(relative - 2) if relative is not None else None
    if side is None or not side.slug or not stands_free(side) or any(is_break(doc, n) for n in range(relative, m)):
        return None
    return side


def struck_in_relative(doc: Document, side: ActorAt) -> bool:
    """ "مسلحو X الذين كانوا يقاتلون Y دخلوا A": whether a relative clause only tells that a side is fought."""
    verb = doc.finite(side.i - 1)
    struck = verb is not None and not verb.enc and verb.vox != "p" and doc.group(verb) in STRIKES
    return struck and not side.prep and relative_of(doc, side.i - 1) is not None
