"""Where the words for a source stand: before its verb, behind "by saying", before a "that" whose verb no list has."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, joined_to
from events.extraction.document import Document
from events.extraction.marks import QUOTES
from events.extraction.proclitics import ARTICLE

TELLING, SHORTEST = 12, 2  # tokens from an unlisted verb to "that", letters of no verb
# Groups of verbs behind whose "that" nothing is reported.
NO_REPORTS = ("intend", "fail", "agree", "deny", "allow", "manage", "be", "become", "stay", "begin", "aspect")


def source_before(doc: Document, k: int, i: int) -> tuple[int, int]:
    """The source before its verb ("التحالف يعلن …"): from the clause's beginning."""
    start = k
    for m in range(k - 1, max(i - 1, k - 14), -1):
        if (
            doc.tokens[m].text in "،,:.؛"
            or is_break(doc, m)
            or doc.norm(m) in doc.words["complementizers"]
            or doc.finite(m)
        ):
            break
        if doc.tokens[m].kind in ("word", "latin"):
            start = m
        side = doc.actor_on.get(m)
        if side is not None and side.i == m and side.conj and joined_to(doc, m) not in doc.actor_on:
            break  # "X يعلن السيطرة على Y وZ ينفي": Z
    return start, k


def by_saying(doc: Document, k: int, i: int) -> tuple[int, int] | None:
    """The source that goes on "by saying that" at ``k`` ("رد متحدث باسم X بالقول إن"), which an unknown verb may open;
    None where no report follows."""
    if doc.norm(k + 1) not in doc.words["complementizers"]:
        return None
    start, end = source_before(doc, k, i)
    sources = doc.lexicon.phrases["sources"]
    named = (m for m in range(start, end) if doc.match(m, sources) or m in doc.actor_on)
    return next(named, end), end


def explained(doc: Document, k: int, stop: int) -> tuple[int, int] | None:
    """ "وبين المتحدث باسم X أن", spelt without its doubled letter: the source between the verb at ``k``, which opens
    its clause, and "that" at ``stop``; None where it is "between"."""
    opens = k == doc.bounds(k)[0] or doc.tokens[k - 1].kind != "word"
    that = opens and stop > k + 1 and doc.norm(stop) in doc.words["complementizers"]
    return (k + 1, stop) if that and doc.norm(k) in doc.words["explains"] else None


def told_that(doc: Document, that: int) -> tuple[int, int] | None:
    """ "أردف المتحدث أن X سيطر", "طمأن قائد الحامية السكان بأن", "أنباء مفادها أن": the source behind a verb that is in
    no list and opens its clause, of what "that" opens; None where a wish or nobody's report follows.
    """
    behind = doc.finite(that + 1)
    if behind is not None and (behind.asp == "i" or doc.norm(that - 1).lstrip("و") in doc.words["before_an"]):
        return None  # "طلب المتحدث أن ينسحب X", "بعد أن سيطر"
    if doc.norm(that - 1) in doc.words["to_the_effect"]:
        return that, that
    first, last = doc.bounds(that)[0], that - (doc.preposition(that - 1) != "")
    for m in range(last - 1, max(first, last - TELLING) - 1, -1):
        if doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES:
            return None
        if (doc.finite(m) and m not in doc.actor_on) or is_break(doc, m) or doc.norm(m) in doc.words["complementizers"]:
            return None
        speaks = doc.match(m, doc.lexicon.phrases["sources"]) > 0 or (m in doc.actor_on and doc.actor_on[m].i == m)
        if speaks and _verb_unlisted(doc, m - 1, first):
            return m, last
    return None


def _verb_unlisted(doc: Document, m: int, first: int) -> bool:
    """Whether a word that may be a verb of telling, and of nothing wanted, stands at ``m`` and opens its clause: behind
    a mark, at its head, with "and".
    """
    if m < first or doc.tokens[m].kind != "word" or doc.mentioned(m) or m in doc.date_on:
        return False
    if doc.forms(m) and (doc.finite(m) is None or doc.verb_group(m) in NO_REPORTS):
        return False
    word = doc.norm(m)
    small = word in doc.words["prepositions"] or word.lstrip("وف").startswith(ARTICLE) or doc.preposition(m)
    opens = m == first or doc.tokens[m - 1].kind != "word" or word[:1] in doc.words["and"]
    opens = opens or doc.norm(m - 1) in doc.words["and_then"]  # "كما طمأن"
    return opens and not small and len(word) > SHORTEST and doc.norm(m - 1) not in doc.words["not"]


def only_small(doc: Document, i: int, j: int) -> bool:
    """Whether nothing in tokens ``[i, j)`` may name a source."""
    return all(doc.norm(m) in doc.words["was"] or doc.tokens[m].kind != "word" or m in doc.date_on for m in range(i, j))
