"""Where a clause begins and ends: at line ends, "while", "and" with a verb, reports, asides between commas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from events.extraction.adjuncts import cites_as
from events.extraction.document import ActorAt, ClauseMarks, Document
from events.extraction.forms import Form
from events.extraction.marks import COMMAS

LONGEST_ASIDE = 14  # words of a clause between two commas
# Groups of verbs that carry another verb or only tell how it was: "تمكن من", "بات", "ظل", "تم", "بدأ".
AUXILIARY = frozenset(["manage", "aspect", "become", "stay", "be", "passive_aux", "begin"])
HARD_STOPS = frozenset(";؛\n")
DOTS = frozenset(".…")
STOP = itemgetter(1)


def is_break(doc: Document, k: int) -> bool:
    """Whether a new clause begins at token ``k`` (while, whereas, which means …)."""
    return k in (doc.clauses or _marks(doc)).breaks


def announced_before(doc: Document, m: int, k: int | None = None) -> bool:
    """ "نفى X انسحابه بعد إعلان Y دخول المدينة", "إثر تأكيد Y أن قواته": whether a noun of telling at ``m`` tells what
    was said before, and nothing but who tells it stands between it and token ``k``: the verb before it, be it of
    denying, does not reach what is told so.
    """
    if doc.norm(m - 1).lstrip("و") not in doc.words["after"] or m - 1 in doc.date_on:
        return False
    side = doc.actor_on.get(m + 1)
    if side is None or side.prep or doc.finite(m) or not doc.match(m, doc.lexicon.phrases["announcement"]):
        return False
    return k is None or side.j <= k <= side.j + any(f.pos == "vn" for f in doc.forms(side.j))


def _marks(doc: Document) -> ClauseMarks:
    """Where the clauses of a text begin and end, worked out once, when all its mentions are known."""
    if doc.clauses is None:
        may = doc.having("bound")
        hard = [k for k in may if doc.tokens[k].kind == "newline" or doc.tokens[k].text in HARD_STOPS]
        breaks = frozenset(
            k
            for k in (*hard, *doc.having("breaks"))
            if _breaks(doc, k) and not cites_as(doc, k + 1)  # "كما قال X"
        )
        verbs = {k: form for k in doc.having("verb") if (form := doc.finite(k)) is not None}
        ends = [k for k in may if k in breaks or _joins_on(doc, k, verbs.get(k)) or _opens_report(doc, k)]
        ends = sorted({*ends, *(a.i for a in doc.actors if a.j in verbs and _another_acts(doc, a))})
        starts = [k for k in may if k in breaks or _opens_after(doc, k, verbs.get(k))]
        doc.clauses = ClauseMarks(breaks, ends, starts, _asides(doc, breaks))
    return doc.clauses


def _another_acts(doc: Document, side: ActorAt) -> bool:
    """ "استعاد X مدينة A وY دخل B": whether "and" joins a side, with its verb behind it, to what is no side."""
    return side.conj and not side.prep and not side.beside and joined_to(doc, side.i) not in doc.actor_on


def joined_to(doc: Document, i: int) -> int:
    """The word before the side at ``i`` and the "and" that joins it, quotation marks left out."""
    k = doc.word_before(i)
    return doc.word_before(k) if doc.norm(k) in doc.words["and"] else k


def _asides(doc: Document, breaks: frozenset[int]) -> list[tuple[int, int]]:
    """Clauses between two commas after which the clause before them goes on: "سيطر X، بعد أن تقدم، على Y"."""
    found = []
    for k in sorted(breaks):
        if doc.tokens[k - 1].text not in COMMAS or (found and k < found[-1][1]):
            continue
        of_place = _opens_with_place(doc, k - 1)
        if not of_place and not _unfinished(doc, k - 1):
            continue
        stop = min(doc.bounds(k)[1], k + LONGEST_ASIDE)
        shut = next((m for m in range(k + 1, stop) if doc.tokens[m].text in COMMAS), None)
        if shut is None or shut + 1 in breaks or doc.norm(shut + 1)[:1] in doc.words["and"]:
            continue
        if of_place or not doc.finite(shut + 1):
            found.append((k, shut + 1))
    return found


def _opens_with_place(doc: Document, k: int) -> bool:
    """ "إن مدينة X، حيث أكبر ميناء، خاضعة لY": whether a place alone, that nothing is told of yet, stands before the
    comma at ``k``."""
    place = doc.place_on.get(k - 1)
    if place is None or place.j != k or place.prep or place.conj or place.mention.status == "non_place":
        return False
    before = doc.word_before(place.i)
    return place.i == doc.bounds(k)[0] or doc.norm(before) in doc.words["complementizers"]


def _unfinished(doc: Document, k: int) -> bool:
    """Whether what stands before the comma at ``k`` is a verb and its subject alone."""
    if k - 1 not in doc.actor_on:
        return False
    m = doc.actor_on[k - 1].i - 1
    return doc.finite(m) is not None or (any(f.pos == "vn" for f in doc.forms(m)) and m not in doc.place_on)


def _joins_on(doc: Document, k: int, form: Form | None) -> bool:
    """Whether a verb at ``k`` goes on from the clause before it: "وسيطرت", "ثم دخلت"."""
    if form is None:
        return False
    before = doc.norm(k - 1)
    and_not = before[:1] in doc.words["and"] and before in doc.words["not"]  # "ولم يعد في يد X"
    goes_on = "و" in form.pro or "ف" in form.pro or before in doc.words["next_then"] or and_not
    return bool(goes_on) and doc.group(form) != "be"


def _opens_report(doc: Document, k: int) -> bool:
    """Whether "that" at ``k`` opens a report: what stands in it is no part of the clause before. Behind a comma and
    before a noun, "وأن" opens the next of one speaker ("قال إن X دخل A، وأن Y انسحب"); before a verb it joins aims."""
    word = doc.tokens[k].norm
    if word not in doc.words["complementizers"]:
        return False
    if word in doc.words["an"]:
        another = word[0] in doc.words["and"] and doc.tokens[k - 1].text in COMMAS
        return another and doc.at(k + 1).kind == "word" and doc.finite(k + 1) is None
    return not _who_they_are(doc, k)


def _who_they_are(doc: Document, k: int) -> bool:
    """ "مسلحون يعتقد أنهم من X": who they may be; but "يقال إن X سيطر" is a report."""
    return doc.norm(k - 1) in doc.words["believed"] and doc.norm(k) not in doc.words["an"]


def _opens_after(doc: Document, k: int, form: Form | None) -> bool:
    """Whether a clause begins right after token ``k``: "that", a colon, dots in a line, a verb that is no auxiliary."""
    token = doc.tokens[k]
    dots = token.text in DOTS and (token.text != "." or doc.tokens[k - 1].text in DOTS)
    if token.text == ":" or dots:
        return True
    if token.norm in doc.words["complementizers"]:
        return not _who_they_are(doc, k)
    return form is not None and doc.group(form) not in AUXILIARY and not _adjunct_verb(doc, k)


def _breaks(doc: Document, k: int) -> bool:
    """Whether a clause ends before token ``k``: a line end, a semicolon, "while", "after which"."""
    token = doc.tokens[k]
    if token.kind == "newline":  # inside a sentence only between the lines of a numbered list
        return k + 1 >= len(doc.tokens) or doc.sentence_of[k] != doc.sentence_of[k + 1]
    if token.text in HARD_STOPS:
        return True
    if not doc.match(k, doc.lexicon.phrases["breaks"]):
        return False
    if k in doc.place_on or k in doc.actor_on or doc.norm(k - 1) == "(":  # "قاعدة كيوان (كي 1)" is no "so that"
        return False
    if token.norm in doc.words["where"] and doc.norm(k - 1) in doc.words["from"]:
        return False  # "أكبر المدن من حيث السكان"
    if token.norm in doc.words["whenever"] and doc.norm(k - 1) in doc.words["slot_upon"]:
        return False  # "على حين غرة"
    if token.norm in doc.words["amid"] and (doc.norm(k - 1) in doc.words["prepositions"] or k + 1 in doc.place_on):
        return False  # the middle of a place, not "amid"
    if token.norm in doc.words["amid"] and (k - 1 in doc.actor_on or doc.forms(k - 1)):
        return False  # "دخل X وسط قصف عنيف مدينة Y": the clause is not at its end
    if doc.norm(k + 1) in doc.words["time"] and doc.norm(k + 2) in doc.words["earlier_later"]:
        return False  # "في وقت سابق" is an adverb, not "while"
    if doc.norm(k + 1) in doc.words["the_time"] and doc.norm(k + 2) in doc.words["the_same_time"]:
        return doc.tokens[k - 1].kind == "punct" or token.norm[:1] in doc.words["and"]  # not "دخل في الوقت نفسه X"
    # "so far", "until the hours of the evening" are adverbs, not "until"
    return not (token.norm in doc.words["until"] and doc.norm(k + 1) in doc.words["so_far"] | doc.words["hours_of_day"])


def right_bound(doc: Document, k: int) -> int:
    """The token before which the clause of a trigger at ``k`` ends."""
    j = doc.sentences[doc.sentence_of[k]][1]
    marks = doc.clauses or _marks(doc)
    ends, n = marks.ends, bisect_right(marks.ends, k)
    for m in range(bisect_right(marks.asides, k, key=STOP), len(marks.asides)):
        first, stop = marks.asides[m]
        if first <= k:
            j = min(j, stop)
        elif n < len(ends) and first == ends[n]:
            n = bisect_left(ends, stop)
        elif n == len(ends) or first > ends[n]:
            break
    return ends[n] if n < len(ends) and ends[n] < j else j


def left_bound(doc: Document, k: int) -> int:
    """The first token of the clause of a trigger at ``k``."""
    i = doc.sentences[doc.sentence_of[k]][0]
    marks = doc.clauses or _marks(doc)
    starts, n = marks.starts, bisect_left(marks.starts, k) - 1
    for m in range(bisect_right(marks.asides, k, key=STOP) - 1, -1, -1):
        first, stop = marks.asides[m]
        if n < 0 or stop <= starts[n]:
            break
        if first <= starts[n]:
            n = bisect_left(starts, first) - 1  # the clause goes on behind an aside
    return starts[n] + 1 if n >= 0 and starts[n] >= i else i


def _adjunct_verb(doc: Document, m: int) -> bool:
    """A verb inside a relative clause belongs to its noun, not to the chain of clauses."""
    return doc.norm(m - 1) in doc.words["relatives"]
