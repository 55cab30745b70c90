"""What may stand between a verb and its subject or object without being either: adverbs, circumstances, asides."""

from __future__ import annotations

from collections.abc import Iterator

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import NISBA, SOUND_PLURALS, TA_MARBUTA
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE

LONGEST = 7  # words of an adjunct
IN = 3  # words from "in" over a noun and a part of the land to the place
LONGEST_ASIDE = 14  # words between two commas, dashes or brackets
AGREEING = ("\u0647", "ات")  # the endings of nouns that a feminine adjective follows
DASHES = frozenset("–—-")


def ends_adjunct(doc: Document, k: int, last: int) -> bool:
    """Whether an adverb or a noun behind a preposition of circumstance, which stands after a trigger at ``k``, ends
    with token ``last``: what follows is then no genitive of it ("دخل بعد اشتباكات عنيفة مدينة X")."""
    for n in range(last, max(k, last - LONGEST), -1):
        if doc.match(n, doc.lexicon.phrases["adverbs"]) == last - n + 1:
            return True  # "قبل ذلك"
        if length := doc.match(n, doc.lexicon.phrases["circumstances"]):
            return n + length <= last and _is_indefinite_adjective(doc, last)
        if doc.norm(n) in doc.words["relatives"]:
            return n + 1 < last and _is_indefinite_adjective(doc, last)  # "التي يقودها ضباط منشقون"
        if (
            n in doc.place_on
            or doc.tokens[n].kind != "word"
            or (doc.finite(n) and doc.norm(n - 1) not in doc.words["relatives"])
        ):
            return False
        if length := doc.match(n, doc.lexicon.phrases["led_by"]):
            return n + length <= last and doc.norm(n + length) not in doc.words["commands_of"]
    return False


def _is_indefinite_adjective(doc: Document, m: int) -> bool:
    """Whether the adjective of an indefinite noun stands at token ``m``: nothing can then be in construct with it."""
    text, before = doc.tokens[m].text, doc.norm(m - 1)
    if before.startswith("ال") or doc.tokens[m].kind != "word":
        return False
    adjective = doc.norm(m).removesuffix("\u0647") in doc.words["fierce"] or doc.norm(m).endswith(SOUND_PLURALS)
    return adjective or text.endswith(NISBA) or (text.endswith(TA_MARBUTA) and before.endswith(AGREEING))


def behind_aside(doc: Document, m: int, stop: int) -> int:
    """The token behind an aside that a comma, dash or bracket at ``m`` opens, ``m`` where none does: nothing in it but
    a source, a day or a circumstance ("، بحسب مصدر،"), or what describes the side before it ("، التي تقاتل في Y،")."""
    text = doc.tokens[m].text
    closing = COMMAS if text in COMMAS else DASHES if text in DASHES else ")" if text == "(" else ""
    about = bool(closing) and m - 1 in doc.actor_on and _describes_side(doc, m + 1)
    for n in range(m + 1, min(stop, m + LONGEST_ASIDE) if closing else m):
        if doc.tokens[n].text in closing:
            return n + 1
        if about:
            continue
        form = doc.finite(n)
        if n in doc.place_on or (form is not None and not cites_as(doc, n)):
            return m
    return m


def _describes_side(doc: Document, m: int) -> bool:
    """Whether an aside that begins at token ``m`` tells of the side before it: "التي …", "وهي …", "المحظورة في Y"."""
    word = doc.norm(m)
    opens = word in doc.words["relatives"] or word in doc.words["which_is"] or word.startswith("ال")
    return opens and not doc.mentioned(m)


def outside(doc: Document, i: int, j: int) -> Iterator[int]:
    """The tokens of ``[i, j)`` in order, but for those of asides."""
    m = i
    while m < j:
        behind = behind_aside(doc, m, j) if doc.tokens[m].kind == "punct" else m
        if behind == m:
            yield m
        m = max(behind, m + 1)


def before_another(doc: Document, place: PlaceAt) -> bool:
    """ "حررت الفصائل المشاركة في معركة ريف A الشمالي مدينة B": whether a place that "in" governs over a noun or two
    stands right before another that nothing governs, which is then the object."""
    m = place.j
    while doc.at(m).norm.startswith(ARTICLE) and m not in doc.place_on and m not in doc.actor_on and m - place.j < 2:
        m += 1
    following = doc.place_on.get(m)
    if following is None or following.i != m or following.prep or following.conj or following.mention.relation != "at":
        return False
    return any(doc.norm(n) in doc.words["slot_in"] for n in range(max(place.i - IN, 0), place.i))


def begins_day(doc: Document, k: int) -> bool:
    """Whether "and" stands on the day that begins at ``k`` or on its "in": "والأحد", "وفي السابع من"."""
    if doc.norm(k - 1) in doc.words["before_or_after_it"]:
        return False  # "وبعدها بيومين"
    joined = doc.norm(k)[:1] == "و" or (doc.norm(k - 1)[:1] == "و" and k - 1 not in doc.place_on)
    return joined and doc.date_on[k].i == k


def cites_as(doc: Document, m: int) -> bool:
    """Whether a verb at ``m`` only tells a source: "كما قال X", "وفق ما ذكرت وكالة Y"."""
    return doc.verb_group(m) == "cite" and doc.norm(m - 1) in doc.words["as_cited"]


def gap(doc: Document, i: int, j: int) -> list[int]:
    """The tokens of ``[i, j)`` that are neither marks, dates, adverbs, circumstances nor asides."""
    found, m = [], i
    while m < j:
        behind = behind_aside(doc, m, j)
        if behind == m:
            behind = m + (doc.match(m, doc.lexicon.phrases["adverbs"]) or doc.match(m, doc.lexicon.phrases["full"]))
            behind = _behind_noun(doc, behind, j) if behind > m + 1 else behind
        length = doc.match(m, doc.lexicon.phrases["circumstances"]) if behind == m else 0
        if length and m + length not in doc.place_on:
            behind = _behind_noun(doc, m + length + 1, j)
        if behind > m:
            m = behind
            continue
        if doc.tokens[m].text not in QUOTES and doc.tokens[m].text not in COMMAS and m not in doc.date_on:
            found.append(m)
        m += 1
    return found


def _behind_noun(doc: Document, m: int, j: int) -> int:
    """The token behind the adjectives of a noun that ends before ``m``, and behind "of the fights" after them."""
    while m < j and m not in doc.place_on and _is_indefinite_adjective(doc, m):
        m += 1
    of_it = doc.norm(m) in doc.words["from"] and doc.norm(m + 1).startswith(ARTICLE) and not doc.mentioned(m + 1)
    return m + 2 if of_it and m + 2 < j else m  # "بعد يومين من القتال"


def before_brackets(doc: Document, last: int, k: int) -> int:
    """The token before a bracket that closes at ``last``, ``last`` itself where none does."""
    if doc.tokens[last].text != ")":
        return last
    opens = (m for m in range(last - 1, max(k, last - LONGEST_ASIDE), -1) if doc.tokens[m].text == "(")
    return next(opens, last + 1) - 1
