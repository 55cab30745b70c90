"""What stands around a trigger: the noun it needs, whether the line is a headline, whether a force moved."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from events.extraction.adjuncts import outside
from events.extraction.clause_bounds import left_bound
from events.extraction.document import Document
from events.extraction.endings import LONG_PRONOUNS, PRONOUNS
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE, LAM, bare_noun
from events.extraction.referents import Hit, prep_at

SIDES = 5  # tokens from "from" to "sides"
OWNED = ("ه", "ها", "هم", "هما", "ته", "تها", "تهم", "تهما", "ات", "ا", "ين", "تين", "اته", "اتها", "اتهم", "يه", "نا")
REACH = 15  # tokens from a verb to the noun that it needs
REDEPLOY = 6  # tokens from the noun of redeployment to the place that is left
CLOSING = frozenset('»”"،')
OPENING, AFTER_CLOCK = frozenset("[("), frozenset("-\u2013\u2014|:])،")
HEADLINE_WORDS = 14
KEPT = 6  # tokens from "keeps" over the subject to what is kept
STILL = 6  # tokens from "still" over the subject to its verb
SMALL = ("next_then", "prepositions", "sites", "directions", "ahead_of_places", "units", "counts")
NAMING = ("areas", "full", "partial", "adverbs", "facilities", "plural_heads", "stronghold", "seats", "breaks")


def not_taken(doc: Document, k: int) -> bool:
    """Whether what stands before "control" at ``k`` makes it no taking: "تبادل الطرفان السيطرة" (to whom is not told),
    "بعد أعوام من سيطرة X على Y" (how long it lasted), "يتقاسم X وY السيطرة" (told by its own rule, or had by turns),
    "يحتفظ بسيطرته على X" (what is kept had been taken).
    """
    words = doc.words
    if doc.norm(k - 1).lstrip("وف") in words["changes"]:
        return True
    if so_long(doc, k):
        return True
    shared = words["shares_control"] | words["swaps"]
    if any(doc.norm(m).lstrip("وف") in shared for m in range(left_bound(doc, k), k)):
        return True
    if doc.norm(k)[:1] in words["receives"] and _is_subject(doc, k):
        return True
    return doc.norm(k)[:1] in words["at"] and _is_kept(doc, k)


def so_long(doc: Document, k: int) -> bool:
    """ "بعد أعوام من سيطرة X على Y", "عامين من انتشار X": whether the noun at ``k`` tells how long something lasted."""
    if doc.norm(k - 1) not in doc.words["from"]:
        return False
    told = doc.date_on.get(k - 2)
    after = told is None or told.kind != "duration" or doc.norm(told.i).lstrip("و") in doc.words["after"]
    return doc.norm(k - 2) in doc.words["years_long"] or not after


def _is_subject(doc: Document, k: int) -> bool:
    """ "تخضع بالكامل لسيطرة X": whether the control at ``k`` is that which something is told to be subject to."""
    for m in range(k - 1, max(doc.bounds(k)[0], k - KEPT) - 1, -1):
        if any(form.lemma in doc.words["subject_to"] for form in doc.forms(m)):
            return True
        if doc.finite(m) or doc.tokens[m].text in COMMAS:
            return False
    return False


def _is_kept(doc: Document, k: int) -> bool:
    """ "احتفظ X بسيطرته", "متمسكا بسيطرته": whether the verb or participle that governs "بسيطرته" at ``k`` keeps it."""
    for m in range(k - 1, max(doc.bounds(k)[0], k - KEPT) - 1, -1):
        if any(form.lemma in doc.words["keeps"] for form in doc.forms(m)):
            return True
        if doc.finite(m):
            return False
    return False


def noun_follows(doc: Document, k: int, stop: int, nouns: Collection[str]) -> int | None:
    """The token of a needed noun after the verb, with or without article, clitic and pronoun."""
    spellings = _spellings(frozenset(nouns), doc.lexicon.light["nouns"])
    li = any(f.lemma in doc.words["takes_li"] for f in doc.forms(k))
    for m in islice(outside(doc, k + 1, stop), REACH):
        side = doc.actor_on.get(m)
        if m in doc.place_on or (side is not None and not side.owner and (side.slug or side.people or side.j > m + 1)):
            continue  # "administration" alone is a noun as well as a body
        word = doc.norm(m)
        if word in doc.words["relatives_of_place"] and _behind_place(doc, m):
            return None  # "أطبق على X، التي يحكم سيطرته عليها": another verb's
        if doc.norm(m - 1).lstrip("و") in doc.words["later"]:
            continue
        if word.startswith(LAM) and not li and (bare_noun(word) in spellings or _aim(doc, m)):
            return None  # "رفع جاهزيته لفك الحصار": what it is for
        if not spellings.isdisjoint((word, bare_noun(word))):
            if doc.norm(m + 1) in doc.words["heavy"]:
                continue  # "تسليم السلاح الثقيل": the men stay
            return m
    return None


def _aim(doc: Document, m: int) -> bool:
    return any(f.pos == "vn" and LAM in f.pro for f in doc.forms(m))


def _behind_place(doc: Document, m: int) -> bool:
    """Whether token ``m`` stands right behind a place or a comma."""
    near = [n for n in (m - 1, m - 2) if doc.tokens[n].text not in COMMAS]
    return any(n in doc.place_on for n in near) or doc.tokens[m - 1].text in COMMAS


def object_between(doc: Document, i: int, j: int) -> bool:
    """Whether a place that no preposition governs stands in tokens ``[i, j)``, outside asides."""
    return any((place := doc.place_on.get(m)) is not None and not place.prep for m in outside(doc, i, j))


@lru_cache(maxsize=1000)
def _spellings(nouns: frozenset[str], of_control: tuple[str, ...]) -> frozenset[str]:
    """The nouns as they are spelt with or without a pronoun."""
    found = set(nouns)
    for noun in nouns:
        stem = noun.removesuffix("ه")
        plural = {stem + "ات"} if stem != noun and noun in of_control else set()
        found.update({stem + ending for ending in OWNED} - plural)  # "السلطات" are authorities, "سيطرات" checkpoints
    return frozenset(found)


def noun_before(doc: Document, k: int, form: Form, nouns: tuple[str, ...]) -> int | None:
    """ "حصار فرضه X على Y": the noun stands before a verb that carries its pronoun."""
    if not form.enc:
        return None
    for m in range(k - 1, max(k - 4, -1), -1):
        if doc.norm(m).removeprefix("ال") in nouns:
            return m
    return None


def is_headline(doc: Document, k: int) -> bool:
    """A line without a full stop at the top of a text, a short line of its own, or what the entry of a running report
    opens with ("21:52 - …"): present tense there tells news."""
    i, j = doc.bounds(k)
    if _clock(doc, i):
        return True
    last = doc.tokens[j - 1]
    alone = last.kind == "newline" or j == len(doc.tokens)
    end = j - 2 if last.kind == "newline" else j - 1
    ends_open = end <= i or doc.tokens[end].text not in ".؟!"
    first = doc.sentence_of[k] == 0 or j - i <= HEADLINE_WORDS
    return alone and ends_open and (first or not any(doc.finite(m) for m in doc.having("verb", 0, i)))


def _clock(doc: Document, i: int) -> bool:
    """ "21:52 - …", "[21:52] …": whether a line begins at token ``i`` with the hour and a mark behind it."""
    i += doc.tokens[i].text in OPENING
    clock = [doc.tokens[m] for m in range(i, min(i + 4, len(doc.tokens)))]
    parts = [token.kind for token in clock] == ["number", "punct", "number", "punct"]
    return parts and clock[1].text == ":" and clock[3].text in AFTER_CLOCK


def lasting(doc: Document, k: int, stop: int) -> bool:
    """Whether a present tense tells a state: "since" (but what began just now is news), "still"."""
    i, j = doc.bounds(k)
    since = any(d.kind == "since" for d in doc.dates_in(k - 8, min(stop + 6, j))) and not began_just_now(doc, k, stop)
    since = since or bool(doc.said("since_then", max(i, k - 4), min(stop + 6, j)))
    now = doc.norm(k - 2) in doc.words["up_to"] and doc.norm(k - 1) in doc.words["so_far"]  # "إلى الآن تسيطر X"
    return since or now or any(doc.match(m, doc.lexicon.phrases["while"]) for m in range(max(i, k - STILL), k))


def began_just_now(doc: Document, k: int, stop: int) -> bool:
    """ "تسيطر X على Y منذ أمس": what began just now is news."""
    near = (d for d in doc.dates_in(k, min(stop + 6, doc.bounds(k)[1])) if d.kind == "since")
    return any(doc.norm(m) in doc.words["just_now"] for d in near for m in range(d.i, d.j))


def gives_arms(doc: Document, k: int, stop: int) -> bool:
    """ "سلمت فصائل X سلاحها الثقيل إلى Y": what is handed over by the word at ``k`` is arms, and no place; the place in
    whose men's name it stands is none of theirs to give. "سلم X القاعدة وأسلحتها" gives the place.
    """
    for m in range(k + 1, min(stop, k + REACH)):
        place = doc.place_on.get(m)
        if place is not None and not place.prep and m == place.i and m - 1 not in doc.actor_on:
            return False
        word = doc.norm(m)
        if place is None and not {word.removeprefix(ARTICLE), *(word.removesuffix(p) for p in PRONOUNS)}.isdisjoint(
            doc.words["arms"]
        ):
            return True
    return False


def after_event(doc: Document, k: int, stop: int) -> bool:
    """Whether "after the departure of", "after battles with", "without a fight" follows: a present tense tells news.
    What a relative clause tells so ("تسيطر X على Y التي دخلتها بعد معارك") is of another day.
    """
    new, none = doc.words["departures"] | doc.words["fights"], doc.words["unfought"]
    stop = next((m for m in range(k + 1, stop) if doc.norm(m) in doc.words["relatives"]), stop)
    return any(
        (doc.norm(m) in doc.words["after"] and doc.norm(m + 1) in new)
        or (doc.norm(m) in doc.words["without"] and doc.norm(m + 1) in none)
        for m in range(k + 1, stop - 1)
    )


def has_its_from(doc: Document, frame: Frame, start: int, place: int) -> bool:
    """Whether "redeployment" at ``start`` has its "from" right behind it: a later one is another clause's."""
    if frame.id != "redeploy":
        return True
    return place - start <= REDEPLOY and not any(doc.tokens[m].text in CLOSING for m in range(start, max(place, start)))


def plain_noun(doc: Document, m: int) -> bool:
    """Whether the word at ``m`` is neither a name, a day, a part of a place, what it is called nor an adverb."""
    word = doc.norm(m)
    if m >= len(doc.tokens) or doc.tokens[m].kind != "word" or doc.mentioned(m):
        return False
    small = word.endswith(LONG_PRONOUNS) or any(word in doc.words[name] for name in SMALL)
    stems = (word.removesuffix(end) for end in PRONOUNS if word.endswith(end))
    small = small or any(stem in doc.words["prepositions"] | doc.words["during"] for stem in stems)  # "خلاله"
    small = small or prep_at(doc, m, doc.words["prepositions"]) is not None
    known = any(doc.match_noun(m, doc.lexicon.phrases[name]) for name in NAMING)
    return not (small or known or word.removeprefix(ARTICLE) in doc.lexicon.part_words)


def in_relative(doc: Document, k: int, hit: Hit) -> bool:
    """ "كسر الحصار الذي فرضه عليها X": whoever stands behind the pronoun did what the relative clause tells."""
    return hit.how == "pronoun" and any(doc.norm(m) in doc.words["relatives"] for m in range(k + 1, hit.stop))


def only_adverbs(doc: Document, i: int, j: int) -> bool:
    """Whether nothing but "wholly", a date and the like stands in tokens ``[i, j)``."""
    lists = (doc.lexicon.phrases["full"], doc.lexicon.phrases["adverbs"])
    return all(
        m in doc.date_on or doc.tokens[m].text in QUOTES or any(doc.match(m, words) for words in lists)
        for m in range(i, j)
    )


def behind_adverbs(doc: Document, k: int) -> int:
    """The token before ``k``, over adverbs and days ("انتقالها سلميا إلى")."""
    m = k - 1
    while m > 0 and m not in doc.place_on and only_adverbs(doc, m, m + 1):
        m -= 1
    return m


def from_sides(doc: Document, k: int) -> bool:
    """ "معزولة من ثلاث جهات", "من كل الاتجاهات": whether it is told behind token ``k`` from how many sides."""
    near = (doc.norm(m) for m in range(k + 2, min(k + SIDES, len(doc.tokens))))
    return doc.norm(k + 1) in doc.words["from"] and any(word in doc.words["from_sides"] for word in near)
