"""Whether a verb tells that somebody who came went back as he came: "عاد أدراجه", "أجبر على التراجع", "لكنه فشل"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.document import ActorAt, Document
from events.extraction.forms import Form
from events.extraction.modality import negated

BUT = 6  # tokens from "but" to the retreat
IDIOM = 5  # tokens from "went back" to how, beside those of the sides between
MADE_TO = 8  # tokens from "forced" to what somebody is forced to
RETURNED, FORCED, FAILED, RETREATED = "returned", "forced", "failed", "retreated"


def went_back(doc: Document, k: int) -> tuple[str, int] | None:
    """How those who came went back by the verb at ``k``, and the token of the word that tells it."""
    form = doc.finite(k)
    if form is None or "س" in form.pro:
        return None
    if form.lemma in doc.words["achieves"]:
        return (FAILED, k) if negated(doc, k) is not None and _nothing_more(doc, k) else None
    if negated(doc, k) is not None:
        return None
    if form.lemma in doc.words["turns_back"] and (told := _told(doc, k, RETURNED, _empty_handed(doc, k))):
        return told
    if form.lemma in doc.words["flees"]:
        back = form.asp == "p" and (_but_retreat(doc, k) or _beaten(doc, k) or attackers(doc, k) is not None)
        return (RETREATED, k) if back else None
    if form.lemma in doc.words["made_to"]:
        return _told(doc, k, FORCED, _forced_to(doc, k, form))
    return (FAILED, k) if doc.group(form) == "fail" and _nothing_more(doc, k) else None


def _told(doc: Document, k: int, how: str, word: int | None) -> tuple[str, int] | None:
    return None if word is None or any(doc.finite(m) for m in range(k + 1, word)) else (how, word)


def _empty_handed(doc: Document, k: int) -> int | None:
    """ "عادت القوات أدراجها", "ردتهم على أعقابهم": how somebody who went back, or was sent back, had come."""
    found = doc.said("empty_handed", k + 1, doc.bounds(k)[1])
    near = bool(found) and sum(m not in doc.actor_on for m in range(k + 1, found[0])) < IDIOM
    return found[0] if near else None


def _forced_to(doc: Document, k: int, form: Form) -> int | None:
    """ "أجبروا على التراجع", "أجبرتهم X على الفرار", "اضطر إلى العودة": what somebody is forced to."""
    stop = min(k + MADE_TO, doc.bounds(k)[1])
    for m in range(k + 1, stop):
        word = doc.norm(m)
        word = "ال" + word[2:] if word.startswith("لل") else word
        if word in doc.words["retreats"]:
            return m
        if doc.tokens[m].kind == "punct" or m in doc.place_on:
            return None
    return None


def _nothing_more(doc: Document, k: int) -> bool:
    """ "لكنها فشلت", "لم تنجح في ذلك": whether the verb at ``k`` has nothing else that somebody failed in."""
    m = k + 1 + (doc.norm(k + 1) in doc.words["prepositions"])
    if m >= doc.bounds(k)[1] or doc.tokens[m].kind != "word" or doc.norm(m) in doc.words["in_that"]:
        return True
    return m == k + 1 and bool(doc.match(m, doc.lexicon.phrases["circumstances"]) or m in doc.date_on)


def _but_retreat(doc: Document, k: int) -> bool:
    """ "لكنهم تراجعوا", "غير أنها انسحبت": a retreat from no place of its own, which "but" sets against the attack."""
    if any(doc.norm(m) in doc.words["from"] for m in range(k + 1, min(k + 4, right_bound(doc, k)))):
        return False
    near = range(max(k - BUT, doc.bounds(k)[0]), k)
    but_that = (m for m in near if doc.norm(m) in doc.words["but_part"] and doc.norm(m + 1) in doc.words["but_that"])
    return any(doc.norm(m) in doc.words["howevers"] for m in near) or any(True for m in but_that)


def attackers(doc: Document, k: int) -> ActorAt | None:
    """ "وارتد المهاجمون", "المهاجمون انسحبوا": who attacked, right beside the verb at ``k`` by which they retreat."""
    near = [m for m in (k - 1, k + 1) if doc.norm(m).lstrip("وف") in doc.words["attackers"]]
    return doc.actor_on.get(near[0]) if near else None


def _beaten(doc: Document, k: int) -> bool:
    """ "وتراجعوا بعد تصدي X لهم", "ثم تراجعت أمام مقاومة شرسة": what a retreat was made before."""
    before = doc.norm(k + 1) in doc.words["retreats_before"]
    return before and any(doc.norm(m) in doc.words["resistance"] for m in (k + 2, k + 3))
