"""What is told of one item of a list before the next: "A الواقعة شمالي البلاد، وB", "A، وفق مصادر ميدانية، وB"."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, right_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE, PROCLITICS

LONGEST = 20  # tokens from an item to the next
DASHES = frozenset("-–—")
CLOSING = COMMAS | DASHES
ENDS = frozenset(".؛:;\n")
AND_THE = "وال"
# Lists of phrases that go on with what was told of an item: "وB عاصمة Z", "وB بعد معارك".
NOT_ANEW = ("according", "full", "breaks", "adverbs", "circumstances", "seats")


def goes_on(doc: Document, item: PlaceAt, place: PlaceAt, prep: str, stop: int, share: int | None = None) -> bool:
    """Whether ``place`` is in a list with ``item``, and what stands between them only describes ``item``.

    ``prep`` is the preposition before the first item, which may be said again; ``share``, where the words of a share of
    ``place`` begin ("وأجزاء من B"); the list ends before ``stop``.
    """
    link = share or _link(doc, place, prep)
    body = [k for k in range(item.j, link) if doc.tokens[k].text not in QUOTES] if link else []
    if not body or link - item.j > LONGEST or _tells_anew(doc, place, stop):
        return False
    return _only_describes(doc, body, shut=doc.tokens[body[-1]].text in CLOSING)


def inside(doc: Document, item: PlaceAt, place: PlaceAt) -> bool:
    """Whether ``place`` stands in the description of ``item``: "A القريبة من B", "A، أكبر مدن B"."""
    body = [k for k in range(item.j, place.i) if doc.tokens[k].text not in QUOTES]
    body = body or [place.i] if place.prep in doc.words["at"] else body
    if not body or len(body) > LONGEST:
        return False
    if doc.norm(place.i) in doc.words["directions"] and all(doc.tokens[k].text in CLOSING for k in body):
        return True  # "A - غرب B - وC"
    shut = place.conj and doc.tokens[body[-1]].text in CLOSING
    return not shut and _how_it_begins(doc, body) == "noun" and _only_describes(doc, body, shut=True)


def past_aside(doc: Document, stop: int) -> int:
    """Where a list ends that goes on behind "where …", "amid …" between commas at ``stop``; else ``stop``."""
    end = doc.bounds(stop)[1] if 0 < stop < len(doc.tokens) and doc.sentence_of[stop] >= 0 else 0
    if not end or doc.norm(stop) not in doc.words["where"] | doc.words["opens_aside"]:
        return stop
    for k in range(stop + 1, min(stop + LONGEST, end)):
        item = doc.place_on.get(k + 1) if doc.tokens[k].text in COMMAS else None
        share = doc.norm(k + 1)[:1] in doc.words["and"] and doc.match(k + 1, doc.lexicon.phrases["partial"])
        if (item is not None and item.conj and not item.prep) or (doc.tokens[k].text in COMMAS and share):
            return right_bound(doc, k)
        verb = doc.finite(k)
        if is_break(doc, k) or (verb and "و" in verb.pro):
            return stop
    return stop


def describes(doc: Document, i: int, j: int) -> bool:
    """Whether tokens ``[i, j)`` only tell of the place before them: "X الواقعة غرب Y بيد Z"."""
    body = [k for k in range(i, j) if doc.tokens[k].text not in QUOTES]
    if not body or j - i > LONGEST:
        return not body
    apart = doc.tokens[body[0]].text in CLOSING and doc.tokens[body[-1]].text in CLOSING
    return (apart or _how_it_begins(doc, body) == "noun") and _only_describes(doc, body, shut=True)


def _link(doc: Document, place: PlaceAt, prep: str) -> int | None:
    """Where the words that join an item to the list begin: "وB", "وعلى B", "إضافة إلى B", "ثم B", "وبعدها B"; None
    where nothing does.
    """
    if place.mention.status == "non_place" or place.mention.reference:
        return None
    if place.conj and place.prep in ("", prep):  # "بA وبB"
        return place.i
    before = doc.norm(place.i - 1)
    if prep and before[:1] in doc.words["and"] and before[1:] == prep:
        return place.i - 1
    k = place.i
    while doc.norm(k - 1) in doc.words["list_words"] and doc.tokens[k - 1].text not in COMMAS:
        k -= 1
    adds = any(doc.norm(m).lstrip("و") in doc.words["as_well"] | doc.words["next_then"] for m in range(k, place.i))
    among = doc.lexicon.phrases["including"]
    begins = (m for m in range(place.i - 3, place.i) if doc.tokens[m - 1].text in COMMAS)
    named = (m for m in begins if m + doc.match(m, among) == place.i)
    return k if adds else next(named, _before_or_after(doc, place))


def _before_or_after(doc: Document, place: PlaceAt) -> int | None:
    """ "وقبلهما B", "وبعدها في آب B": the token of the word that says when the next item went the same way; not where
    it says how long after, which gives it a day of its own ("وبعدها بيومين B")."""
    k = place.i - 1
    while k in doc.date_on or doc.norm(k) in doc.words["at"]:
        if doc.date_on.get(k) is not None and doc.date_on[k].kind == "duration":
            return None
        k -= 1
    return k if not place.prep and doc.norm(k) in doc.words["before_or_after_it"] else None


def _tells_anew(doc: Document, place: PlaceAt, stop: int) -> bool:
    """Whether a clause of its own begins with ``place``: "وB تتعرض لقصف", "وB محاصرة", "والمدينة بيد X"."""
    k = place.j
    while k < stop and (item := doc.place_on.get(k)) and item.conj and not item.prep:
        k = item.j  # "وB وC هما الهدف المقبل"
    if k >= stop or doc.tokens[k].kind != "word" or doc.mentioned(k):
        return False
    word, phrases = doc.norm(k), doc.lexicon.phrases
    if doc.finite(k) and not doc.finite(k).pro:
        return True
    if doc.match(k, phrases["under"]):
        return False  # told of before: "سقطت A وB بيد X"
    lists = ("prepositions", "located", "directions", "relatives", "since", "later", "list_words")
    glued = word[:1] in PROCLITICS and word not in doc.words["not"]
    more = glued or word.startswith(ARTICLE) or any(word in doc.words[name] for name in lists)
    return not more and not any(doc.match(k, phrases[name]) for name in NOT_ANEW)


def _only_describes(doc: Document, body: list[int], *, shut: bool) -> bool:
    """Whether the words of ``body`` only describe: no clause goes on in them, no other place is joined to the next."""
    kind = _how_it_begins(doc, body)
    if kind is None or any(doc.tokens[k].text in ENDS for k in body):
        return False
    if doc.said("yet_to_go", body[0], body[-1] + 1):
        return False  # "حرر A، والهدف التالي هو B، ثم C"
    if not shut and doc.tokens[body[0]].text in CLOSING:
        return False
    if any(k in doc.place_on for k in body) and not (shut and kind == "noun"):
        return False
    verbs = [k for k in body if doc.finite(k)]
    if verbs and kind != "told" and not any(doc.norm(k) in doc.words["relatives"] for k in body if k < verbs[0]):
        return False
    return not any(_joins(doc, k) for k in body[1:] if doc.tokens[k - 1].text in COMMAS)


def _joins(doc: Document, k: int) -> bool:
    """Whether "and" on the word at ``k`` joins another item, and not "the" described one or a circumstance."""
    word = doc.norm(k)
    told = word.startswith(AND_THE) or word in doc.words["amid"] or doc.match(k, doc.lexicon.phrases["according"])
    return word[:1] in doc.words["and"] and not told


def _how_it_begins(doc: Document, body: list[int]) -> str | None:
    """How a description begins: "noun" (an adjective, a relative, an apposition, where it lies), "adverb", "told" (by
    whom it is said, where what else happened); None where something else begins.
    """
    k = next((k for k in body if doc.tokens[k].text not in CLOSING), None)
    if k is None:
        return None
    word, phrases = doc.norm(k), doc.lexicon.phrases
    if doc.match(k, phrases["according"]) or word in doc.words["where"] or doc.match(k, phrases["circumstances"]):
        return "told"
    lists = ("relatives", "directions", "located", "foremost")
    if any(word in doc.words[name] for name in lists) or in_region(doc, k):
        return "noun"
    if any(doc.match(k, phrases[name]) for name in ("lies", "stronghold", "called")):
        return "noun"
    if k in doc.date_on or word in doc.words["later"] or word in doc.words["measures"] or doc.match(k, phrases["full"]):
        return "adverb"
    if k in doc.actor_on or k in doc.place_on or doc.finite(k):
        return None
    if word[:1] in doc.words["at"] and len(word) > len("بها"):
        return "adverb"  # "بانضمام X إليها", "بسهولة"
    if word.startswith(ARTICLE) or doc.tokens[k].kind == "number":
        return "noun"
    return "adverb" if k > body[0] else None


def in_region(doc: Document, k: int) -> bool:
    """ "بريف X", "بمحافظة X": the preposition is written on the noun."""
    word = doc.norm(k)
    return word[:1] in doc.words["at"] and word[1:] in doc.lexicon.phrases["areas"]
