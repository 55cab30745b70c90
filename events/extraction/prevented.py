"""What was not prevented happened: two words that deny, one upon the other."""

from __future__ import annotations

from events.extraction.document import ActorAt, Document
from events.extraction.marks import COMMAS
from events.extraction.modality import negated

REACH = 8  # tokens from "prevent" over who prevents to what was to be prevented
FAIL = 5  # tokens from "failed" over who failed to "to prevent"


def not_prevented(doc: Document, k: int) -> int | None:
    """ "لم تمنع الغارات سقوط X", "لم تحل دون سقوط X", "فشل Y في منع سقوط X": the word of preventing before the verbal
    noun at ``k`` whose failure is told, None where none is; also who was not kept "from" doing it."""
    near = doc.said("prevents", max(k - REACH, doc.bounds(k)[0]), k)
    if not near or any(doc.tokens[m].text in COMMAS for m in range(near[-1], k)):
        return None
    m = near[-1]
    if doc.norm(k - 1) in doc.words["from"]:
        in_vain = doc.norm(m - 1).lstrip("و") in doc.words["was_not"] or _failed(doc, m) or _not_able(doc, m)
        return m if in_vain and kept_from(doc, k) is not None else None
    if doc.norm(m - 1).lstrip("و") in doc.words["was_not"]:
        return m if doc.norm(m) not in doc.words["stands_between"] or _without(doc, m, k) else None
    return m if k == m + 1 and _failed(doc, m) else None


def kept_from(doc: Document, k: int) -> ActorAt | None:
    """ "منع X Y من دخول Z", "منع Y من": the side right before "from" and the verbal noun at ``k`` that a word of
    preventing stands before, who is kept from it."""
    side = doc.actor_on.get(k - 2) if doc.norm(k - 1) in doc.words["from"] else None
    if side is None or side.prep or side.slug is None:
        return None
    near = doc.said("prevents", max(k - REACH, doc.bounds(k)[0]), side.i)
    return side if near and not any(doc.tokens[m].text in COMMAS for m in range(near[-1], k)) else None


def _not_able(doc: Document, m: int) -> bool:
    """ "لم يستطع X منع Y": whether a negated verb of managing stands before the noun of preventing at ``m``."""
    verb = next((n for n in range(m - 1, max(m - 1 - FAIL, doc.bounds(m)[0] - 1), -1) if doc.finite(n)), None)
    return verb is not None and doc.verb_group(verb) == "manage" and negated(doc, verb) is not None


def _without(doc: Document, m: int, k: int) -> bool:
    return any(doc.norm(n) in doc.words["without"] for n in range(m + 1, k))


def _failed(doc: Document, m: int) -> bool:
    """Whether "failed to", "did not manage to" stands before the noun of preventing at ``m``."""
    if doc.norm(m - 1) not in doc.words["outcome_in"]:
        return False
    for n in range(m - 2, max(m - 2 - FAIL, doc.bounds(m)[0] - 1), -1):
        groups = {doc.group(form) for form in doc.forms(n)}
        if "fail" in groups or ("manage" in groups and negated(doc, n) is not None):
            return True
    return False
