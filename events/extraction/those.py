"""Which places a relative clause about "the towns" means: "القرى التي سيطر عليها X هي A وB", "A وB، وهي المدن التي"."""

from __future__ import annotations

from events.extraction.adjuncts import before_brackets
from events.extraction.clause_bounds import is_break
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE
from events.extraction.relatives import is_auxiliary, relative_of, towns_in
from events.extraction.things import their_town

EQUATES = ("be", "become", "count_as")  # groups of verbs that say what something is
ADJECTIVES = 2
APPOSITION = 8  # words of an apposition between two commas
BEFORE = 4  # tokens from the places to the noun that stands for them
AFTER = 22  # tokens from the relative clause to the names that it announces
NAMED = 3
BULLETS = frozenset("-\u2013\u2014*\u2022().\u00b7")


def those(doc: Document, k: int) -> list[PlaceAt]:
    """The places that a verb at ``k``, in a relative clause about several, tells of; none where they are not named."""
    head = _plural_described(doc, k)
    if (one := nth_of_those(doc, k)) is not None:
        return _ranked_one(doc, one + 1)
    if head is None:
        return _their_own(doc, k) or _ranked_one(doc, k)
    return _named_before(doc, head) or _named_behind(doc, head, k)


def _plural_described(doc: Document, k: int) -> int | None:
    """The token of the plural noun ("المدن", "القرى") that the relative clause of a verb at ``k`` describes."""
    m = k - 1
    while m >= 0 and (doc.norm(m) in doc.words["not_in_relative"] or is_auxiliary(doc, m)):
        m -= 1
    if m == k - 1 and doc.norm(m) in doc.words["several_towns"]:
        return m  # "مواقع تسيطر عليها X: A وB"
    if doc.norm(m) not in doc.words["relatives"] or doc.sentence_of[m] != doc.sentence_of[k]:
        return None
    if doc.norm(m) in doc.words["what"]:
        return m  # "ما سيطر عليه X: A وB"
    for n in range(m - 1, max(m - 2 - ADJECTIVES, -1), -1):
        if (area := doc.place_on.get(n)) is not None:
            return towns_in(doc, area)
        if n in doc.actor_on:
            return None
        word = doc.norm(n).lstrip("و").removeprefix("ب").removeprefix("لل").removeprefix(ARTICLE)
        if word in doc.words["several_towns"]:
            return n
        if not doc.norm(n).startswith(ARTICLE):
            return None
    return None


def _their_own(doc: Document, k: int) -> list[PlaceAt]:
    """ "نزح أهالي X عن مدينتهم التي سيطر عليها Y": the town of those who are spoken of."""
    relative = relative_of(doc, k)
    hit = their_town(doc, k, relative - 1) if relative is not None else None
    return [hit.place] if hit is not None else []


def _ranked_one(doc: Document, k: int) -> list[PlaceAt]:
    """ "X ثاني مدينة يخسرها Y", "كان X أول حي يسيطر عليه Y": the place that is ranked by what befell it."""
    for m in range(k - 1, max(k - 2 - ADJECTIVES, 0), -1):
        word = doc.norm(m)
        if word in doc.words["ranked"] | doc.words["ordinals"]:
            m -= doc.norm(m - 1) in doc.words["ordinals"]  # "ثاني أكبر مدينة"
            n = _before_marks(doc, m - 1)
            for _ in range(ADJECTIVES):  # "كانت مدينة X الساحلية أول مدن المحافظة التي"
                n -= _adjective(doc, n) and n not in doc.pairs
            if n not in doc.place_on:  # "X، مركز المحافظة التي تحمل اسمها، هي ثاني مدينة"
                comma = next((c for c in range(n, max(n - APPOSITION, 0), -1) if doc.tokens[c].text in COMMAS), n)
                n = _before_marks(doc, comma)
            place = doc.place_on.get(n)
            beside = place is not None and (not place.prep or (n == place.j - 1 and word in doc.words["greatest"]))
            plain = beside and place.mention.status != "non_place"
            return _list_of(doc, place) if plain and not place.mention.reference else []
        if m in doc.place_on or m in doc.actor_on or word.startswith(ARTICLE) or doc.finite(m):
            return []
    return []


def nth_of_those(doc: Document, k: int) -> int | None:
    """ "X رابع المحافظات التي يستولي عليها Y", "رابع ولايات الإقليم التي": the token of the ordinal before "the towns"
    that the relative clause of a verb at ``k`` describes; None where there is none."""
    if doc.norm(k - 1) not in doc.words["relatives"]:
        return None
    for m in (k - 3, k - 4):
        towns = doc.norm(m + 1).removeprefix(ARTICLE) in doc.words["several_towns"] | doc.words["lands"]
        if towns and doc.norm(m) in doc.words["ordinals"]:
            return m
    return None


def of_greatest(doc: Document, k: int) -> bool:
    """ "X أكبر مدينة يسيطر عليها Y", "X آخر مدينة في محافظة Z يسيطر": whether the verb at ``k`` describes the noun of a
    superlative."""
    land, sole = doc.place_on.get(k - 1), frozenset()
    if land is not None and land.prep in doc.words["at"]:
        sole, k = doc.words["ranked"] - doc.words["ordinals"], land.i - (doc.norm(land.i - 1) in doc.words["at"])
    return doc.norm(k - 2) in doc.words["greatest"] | sole and not doc.mentioned(k - 1) and not doc.finite(k - 1)


def _before_marks(doc: Document, n: int) -> int:
    """The token before commas, brackets and "is" that end at ``n``."""
    while n > 0 and (doc.tokens[n].text in COMMAS or _equates(doc, n) or doc.tokens[n].text == ")"):
        n = min(before_brackets(doc, n, 0), n - 1)
    return n


def _equates(doc: Document, m: int) -> bool:
    """Whether a word at ``m`` only says what something is: "is", "he", "فهي"."""
    return doc.norm(m).lstrip("وف") in doc.words["copulas"] or doc.verb_group(m) in EQUATES


def nth(doc: Document, k: int) -> bool:
    """ "(كانت) X أول مدينة تسيطر عليها Y": what befell a place as the first, second … tells news, in any tense."""
    if any("و" in f.pro for f in doc.verbs(k)):
        return False
    if (one := nth_of_those(doc, k)) is not None:
        return doc.tokens[one - 1].text not in COMMAS
    for m in range(k - 1, max(k - 2 - ADJECTIVES, doc.bounds(k)[0] - 1), -1):
        if doc.norm(m) in doc.words["ordinals"]:
            apposed = doc.tokens[m - 1].text in COMMAS  # "X، ثاني محافظة يسيطر عليها Y، …": how it stands
            state = doc.norm(m + 1) in doc.words["greatest"]  # "X ثاني أكبر مدينة يسيطر عليها Y"
            return m < k - 1 and not (apposed or state or doc.norm(m + 1).startswith(ARTICLE))
        if m in doc.place_on or m in doc.actor_on or doc.norm(m).startswith(ARTICLE) or doc.finite(m):
            return False
    return False


def _named_before(doc: Document, head: int) -> list[PlaceAt]:
    """ "A وB، وهي المدن التي …", "A من أبرز المدن التي …": the places stand before the noun."""
    m = head - 1
    ranked = doc.norm(m) in doc.words["ranked"]
    while m > 0 and doc.norm(m) in doc.words["ranked"]:
        m -= 1
    before = doc.place_on.get(m)
    if ranked and before is not None and not before.prep and not before.mention.reference:
        return _list_of(doc, before)  # "A وB آخر البلدات التي"
    if ranked and doc.norm(m).lstrip("و") not in doc.words["among"]:
        return []
    if not ranked and doc.norm(m) in doc.words["from"]:
        return _counted_among(doc, m)
    if not ranked and doc.norm(m) not in doc.words["namely"] | doc.words["they_are"]:
        return []
    for n in range(m - 1, max(m - 1 - BEFORE, doc.bounds(head)[0] - 1), -1):
        place = doc.place_on.get(n)
        if place is not None:
            plain = place.mention.status != "non_place" and not place.mention.reference
            return _list_of(doc, place) if plain else []
        if doc.finite(n) or (doc.tokens[n].kind == "punct" and doc.tokens[n].text not in ("،", ",", *QUOTES)):
            return []
    return []


def _counted_among(doc: Document, m: int) -> list[PlaceAt]:
    """ "(تعد) X من المدن التي …", "أما X المجاورة فهي من النقاط التي …": one of those, told before "of" at ``m``."""
    n, told = m - 1, False
    while n > max(m - BEFORE, 0) and (_equates(doc, n) or _adjective(doc, n)):
        n, told = n - 1, told or _equates(doc, n)
    place = doc.place_on.get(n)
    if place is None or place.prep or place.mention.status == "non_place":
        return []
    opens = doc.verb_group(place.i - 1) in EQUATES or is_break(doc, place.i - 1) or place.i == doc.bounds(m)[0]
    return _list_of(doc, place) if told or opens else []


def _adjective(doc: Document, n: int) -> bool:
    """Whether a word with the article that is no name stands at ``n``."""
    plain = n not in doc.place_on and n not in doc.actor_on and doc.tokens[n].kind == "word"
    return plain and doc.norm(n).startswith(ARTICLE)


def _named_behind(doc: Document, head: int, k: int) -> list[PlaceAt]:
    """ "المدن التي سيطر عليها X هي A وB", "من القرى التي …: A", "تشمل المناطق التي … A وB": they stand behind it."""
    _, stop = doc.bounds(k)
    before = {doc.norm(m).lstrip("و") for m in range(max(head - NAMED, 0), head)}
    takes_in = bool(before & doc.words["takes_in"])
    of_those = _some_of_them(doc, head)
    for m in range(k + 1, min(stop, k + AFTER)):
        place = doc.place_on.get(m)
        if place is None or place.i != m:
            continue
        if place.prep or place.mention.reference or place.mention.status == "non_place":
            continue
        first = _line_end(doc, m)
        opened = any(doc.norm(n) in doc.words["openers"] | doc.words["namely"] for n in range(first - NAMED, first))
        if opened or ((takes_in or of_those) and place.mention.group >= 0 and m > k + 1):
            return _list_of(doc, place)
    return []


def _some_of_them(doc: Document, head: int) -> bool:
    """ "(و)من أبرز المدن التي سيطر عليها X A وB": whether "among the foremost of" opens the sentence."""
    m = head - 1
    while m > 0 and doc.norm(m) in doc.words["ranked"]:
        m -= 1
    return doc.norm(m).lstrip("و") in doc.words["from"] and m <= doc.bounds(head)[0]


def _line_end(doc: Document, m: int) -> int:
    """The token behind the colon or words that announce numbered lines, of which the one at ``m`` is the first."""
    while doc.tokens[m - 1].kind in ("newline", "number") or doc.tokens[m - 1].text in BULLETS:
        m -= 1
    return m


def _list_of(doc: Document, place: PlaceAt) -> list[PlaceAt]:
    return list(doc.listed_with(place)) or [place]
