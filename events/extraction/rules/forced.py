"""Who is forced to leave: "أجبر X Y على الانسحاب", "اضطرت Y إلى الانسحاب", "ما اضطرها إلى الانسحاب"."""

from __future__ import annotations

from events.extraction.clauses import Found, actors_between, carried, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import PRONOUNS

IYA = "ايا"  # carries a pronoun that stands alone as an object
REACH = 14  # words between "force" and what somebody is forced to


def forced_out(doc: Document, k: int) -> Found | None:
    """The side that is forced to what the noun at ``k`` tells: the last behind the verb, or its pronoun's."""
    for m in range(k - 1, max(doc.bounds(k)[0] - 1, k - REACH), -1):
        word = doc.norm(m).lstrip("وف")
        if word in doc.words["forces"]:
            if (them := doc.norm(m + 1)).removeprefix(IYA) in PRONOUNS and them.startswith(IYA):
                return _them(doc, m)
            found = [a for a in actors_between(doc, m + 1, k) if stands_free(a) and not a.conj]
            found = found or _forced_before(doc, m)
            return Found(found[-1], "near") if found and found[-1].slug else None
        ending = next((e for e in PRONOUNS if word.endswith(e) and word.removesuffix(e) in doc.words["forces"]), "")
        if ending:
            return carried(doc, m - 1, None, PRONOUNS[ending])
        if doc.finite(m):
            return None
    return None


def _them(doc: Document, m: int) -> Found | None:
    """ "هاجم X Y مجبرا إياه على الانسحاب": the last side told in the sentence that is not the one that forces it."""
    sides = [a for a in actors_between(doc, doc.bounds(m)[0], m) if a.slug and not a.beside]
    others = [a for a in sides if a.slug != sides[0].slug]
    return Found(others[-1], "carried") if others else None


def _forced_before(doc: Document, m: int) -> list[ActorAt]:
    """ "X اضطرت إلى", "X أُجبر مساء أمس على": the side right before a verb of force that has no object behind it."""
    to = next((n for n in range(m + 1, len(doc.tokens)) if n not in doc.date_on), m)
    if doc.norm(to) not in doc.words["forced_to"]:
        return []
    before = actors_between(doc, doc.bounds(m)[0], m)
    return [a for a in before if a.j == m and stands_free(a)]
