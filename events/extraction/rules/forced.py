"""Who is forced to leave: "أجبر X Y على الانسحاب", "اضطرت Y إلى الانسحاب", "ما اضطرها إلى الانسحاب"."""

from __future__ import annotations

from events.extraction.clauses import Found, actors_between, carried, stands_free
from events.extraction.document import Document
from events.extraction.endings import PRONOUNS

REACH = 14  # words between "force" and what somebody is forced to


def forced_out(doc: Document, k: int) -> Found | None:
    """The side that is forced to what the noun at ``k`` tells: the last behind the verb, or its pronoun's."""
    for m in range(k - 1, max(doc.bounds(k)[0] - 1, k - REACH), -1):
        word = doc.norm(m).lstrip("وف")
        if word in doc.words["forces"]:
            found = [a for a in actors_between(doc, m + 1, k) if stands_free(a) and not a.conj]
            return Found(found[-1], "near") if found and found[-1].slug else None
        ending = next((e for e in PRONOUNS if word.endswith(e) and word.removesuffix(e) in doc.words["forces"]), "")
        if ending:
            return carried(doc, m - 1, None, PRONOUNS[ending])
        if doc.finite(m):
            return None
    return None
