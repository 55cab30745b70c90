"""What a report recalls beside its news: it may be years old where no day is told with it."""

from __future__ import annotations

from events.extraction.date_values import Ago, Since
from events.extraction.dates import DateMention, resolve_date
from events.extraction.document import Document

THEN = 8  # tokens between a verb and "back then"
PEACE = ("be", "become", "stay", "count_as", "presence", "other")  # groups of verbs that tell of no war
LINKS = 6  # titles below the line that announces them
BACK = 6  # tokens from "it is worth telling" over "to" to "that"; from "was" over its subject to "already"


def recalled(doc: Document, k: int, place: int) -> bool:
    """ "X التي سيطر عليها Y", "منذ أن سيطر Y على X", "كان Y قد سيطر على X", "يذكر أن Y سيطر على X", "عندما سيطر Y":
    whether the verb at ``k`` is told as known of the place named at ``place``, in a sentence without a day."""
    first, stop = doc.bounds(k)
    told = doc.dates_in(first, stop)
    if any(_a_day(doc, d) for d in told):
        return False
    return (
        any(_years_ago(d) for d in told)
        or _back_then(doc, k, first, stop)
        or _since(doc, k)
        or _had_done(doc, k, first)
        or _by_the_way(doc, k, first)
        or _when(doc, k)
        or _was_before(doc, k, first)
        or (place < k and _describes(doc, k))
    )


def recalled_noun(doc: Document, k: int) -> bool:
    """ "أغلقت السفارات بعد سيطرة X على Y": whether the noun at ``k`` stands behind "after" in a sentence that has no
    day and otherwise tells of no war: it may have been long ago.
    """
    first, stop = doc.bounds(k)
    after = doc.norm(k - 1).lstrip("و") in doc.words["since"]
    war = any(doc.verb_group(m) not in PEACE for m in doc.having("verb", first, stop) if doc.finite(m))
    return after and not war and not any(_a_day(doc, d) for d in doc.dates_in(first, stop))


def of_link(doc: Document, k: int) -> bool:
    """ "اقرأ أيضا: X يسيطر على Y", "مواضيع ذات صلة:" above such lines: whether token ``k`` stands in the title of
    another article, of a day that is not told."""
    number = doc.sentence_of[k]
    above = doc.sentences[max(number - LINKS, 0)][0]
    marks = doc.said("read_also", above, k)
    if not marks:
        return False
    here, (first, stop) = doc.sentence_of[marks[-1]], doc.bounds(marks[-1])
    if any(doc.tokens[m].kind == "word" for m in range(first, marks[-1])):
        return False
    if here == number:
        return True
    words = doc.match(marks[-1], doc.lexicon.phrases["read_also"])
    alone = all(doc.tokens[m].kind != "word" for m in range(marks[-1] + words, stop))
    last = next(m for m in range(doc.bounds(k)[1] - 1, -1, -1) if doc.tokens[m].kind != "newline")
    return alone and doc.tokens[last].text != "."


def _a_day(doc: Document, mention: DateMention) -> bool:
    """Whether an expression of time tells when: "خلال ساعات", "في العام نفسه" do not."""
    return not _years_ago(mention) and (doc.published is None or resolve_date(mention, doc.published).start is not None)


def _years_ago(mention: DateMention) -> bool:
    """ "قبل سنوات", "منذ أعوام": so long ago that no day is told."""
    told = mention.spec.first if isinstance(mention.spec, Since) else mention.spec
    return isinstance(told, Ago) and told.count is None and told.unit in ("month", "year")


def _back_then(doc: Document, k: int, first: int, stop: int) -> bool:
    """ "آنذاك", "سابقا", "في ذلك العام", "مع بداية الحرب" near the verb: of a day that is past, and not told."""
    return bool(doc.said("back_then", max(first, k - THEN), min(stop, k + THEN)))


def _was_before(doc: Document, k: int, first: int) -> bool:
    """ "كان X يعيش في A قبل أن يسيطر عليها Y": what is told to have ended what was."""
    before = doc.norm(k - 1) in doc.words["an"] and doc.norm(k - 2).lstrip("و") in doc.words["before"]
    return before and any((f := doc.finite(m)) and doc.group(f) == "be" and f.asp == "p" for m in range(first, k - 2))


def _since(doc: Document, k: int) -> bool:
    """ "منذ أن سيطر", "منذ سيطر"."""
    m = k - 1 - (doc.norm(k - 1) in doc.words["an"])
    return doc.norm(m).lstrip("و") in doc.words["ever_since"]


def _had_done(doc: Document, k: int, first: int) -> bool:
    """ "كان X قد سيطر", "سبق أن سيطر X", "سبق لX أن سيطر"."""
    m = k - 1
    if doc.norm(m) in doc.words["qad"]:
        m -= 1
        while m > first and doc.mentioned(m):
            m -= 1
        return doc.norm(m).lstrip("و") in doc.words["was"]
    near = range(m - 1, max(m - BACK, first) - 1, -1) if doc.norm(m) in doc.words["an"] else ()
    return any(doc.norm(n).lstrip("و") in doc.words["once_before"] for n in near)


def _by_the_way(doc: Document, k: int, first: int) -> bool:
    """ "يذكر أن", "يشار إلى أن", "تجدر الإشارة إلى أن" at the head of the sentence."""
    word = doc.norm(first).lstrip("و")
    return word in doc.words["by_the_way"] and any(
        doc.norm(m) in doc.words["complementizers"] for m in range(first + 1, min(first + BACK, k))
    )


def _when(doc: Document, k: int) -> bool:
    """ "عندما سيطر X على Y", "رغم أن X سيطر على Y" is told for what was then, or is all the same."""
    if doc.norm(k - 1).lstrip("و") in doc.words["at_which"]:
        return doc.finite(k).asp == "p"
    near = range(k - 1, max(k - BACK, doc.bounds(k)[0]) - 1, -1)
    that = next((m for m in near if doc.norm(m) in doc.words["complementizers"]), None)
    return that is not None and doc.norm(that - 1).lstrip("و") in doc.words["although"]


def _describes(doc: Document, k: int) -> bool:
    """ "مدينة X التي احتلها Y"."""
    return doc.norm(k - 1) in doc.words["relatives"] - doc.words["what"]
