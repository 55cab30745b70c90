"""Whether what stands before a verbal noun's preposition leaves it open that the thing was done."""

from __future__ import annotations

from events.extraction.date_values import Length
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.modality import DENIED, EXPECTED, Stance, negated
from events.extraction.noun_governors import TELLS, head_before, tells

LASTING = ("siege",)  # what is suffered, and goes on: "يعانون من حصار X"
OF_THESE_WARS = 25  # years, at most, for which an event may be one of the wars that are read
NEAR = 6  # tokens from a word that tells a result to the noun's preposition


def left_open(doc: Document, k: int, m: int, form: Form, governor: int | None) -> Stance | None:
    """ "تصميم X على استعادة Y", "تراجع عن اقتحام Y": what stands before the noun's preposition says why it is spoken
    of; where that is no report, success or result, nothing is told to be done."""
    word = doc.norm(m).lstrip("وف")
    lasts = doc.group(form) in LASTING and doc.norm(m - 1) not in doc.words["far_from"]
    if lasts or word not in doc.words["leaves_open"] or _ends_length_of_time(doc, m - 1):
        return None
    i, head = doc.bounds(k)[0], head_before(doc, m - 1)
    if word in doc.words["slot_upon"] and _looked_back_upon(doc, i, m, head):
        return None
    rumour = governor is not None and (
        doc.norm(governor - 1) in doc.words["what"] or doc.finite(governor).lemma in doc.words["prone_that"]
    )  # "ما تداولته X عن سقوط Y", "تتردد أنباء عن سقوط Y"
    if not rumour and any(tells(doc, x) for x in range(head, max(head - 3, i - 1), -1)):
        return None
    results = doc.words["led_to"] | doc.words["brings_about"]
    results |= doc.words["told_of"] if word in doc.words["about"] else frozenset()
    near = (*range(m - 1, max(m - NEAR, i - 1), -1), head)  # "أرغم X Y على التراجع": over the sides, however long
    if any(doc.norm(x).lstrip("وف").removeprefix("ال") in results for x in near):
        return None
    verbs = [x for x in doc.having("verb", i, m) if doc.verb_group(x) in (*TELLS, "fail")]
    far = next((x for x in reversed(verbs) if doc.verb_group(x) in ("manage", "fail")), None)
    if far is not None and (doc.verb_group(far) == "fail" or negated(doc, far) is not None):
        return Stance(DENIED, far, far, "denied or failed")  # "لم تتمكن X، التي …، من اقتحام Y"
    told = far is not None or any(doc.verb_group(x) == "deny" for x in verbs)
    told = told or (not rumour and doc.verb_group(governor) in TELLS and not _within_report(doc, governor, m))
    told = told or (governor is not None and doc.finite(governor).lemma in doc.words["ends_in"])
    return None if told else Stance(EXPECTED, governor, m, "not told to be done")


def _within_report(doc: Document, governor: int, m: int) -> bool:
    """ "قال إن الخلاف يتركز على سقوط X": whether "that" and other words stand between a verb of saying and ``m``."""
    that = (n for n in range(governor + 1, m) if doc.norm(n) in doc.words["complementizers"])
    return doc.verb_group(governor) == "cite" and next(that, m) < m - 1


def _ends_length_of_time(doc: Document, m: int) -> bool:
    """ "بعد شهر من سيطرتها": a length of time ends at ``m`` from which what follows is counted."""
    day = doc.date_on.get(m)
    counts = doc.words["before_an"] | doc.words["since"]
    return day is not None and any(doc.norm(x).lstrip("و") in counts for x in (day.i - 1, day.i))


def _looked_back_upon(doc: Document, first: int, m: int, head: int) -> bool:
    """ "خمس سنوات على سقوط X" at the head of a line, "لم يعلق X على سقوط Y": time is counted from what was done (a long
    one from what other wars did), or a word on it is given or not given, before "upon" at ``m``; ``head`` is the last
    word before it and before a side."""
    day = doc.date_on.get(m - 1)
    if day is not None and day.i == first and isinstance(day.spec, Length):
        return day.spec.unit != "year" or (day.spec.count or 0) <= OF_THESE_WARS
    return any(doc.norm(n).lstrip("وف") in doc.words["comments_on"] for n in range(head, max(head - 3, first - 1), -1))
