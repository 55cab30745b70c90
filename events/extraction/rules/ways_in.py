"""All ways into a place that a pronoun means: "كل المنافذ المؤدية إليها", "جميع مداخلها", "تغلق عليها الطريق"."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.endings import HER, HIM, OF_PLACES
from events.extraction.proclitics import ARTICLE, bare_noun
from events.extraction.referents import Hit, prep_at, pronoun_hits

FAR = 6  # tokens from "the ways" over what describes them to "into it"
OWNED = (("ها", HER), ("ه", HIM))


def are_ways(doc: Document, m: int) -> bool:
    """ "الطرق", "المنافذ", "الطريق الوحيد": whether the word at ``m`` means more ways than one, or the only one."""
    word = bare_noun(doc.norm(m))
    return word in doc.words["ways"] or (word in doc.words["one_way"] and doc.norm(m + 1) in doc.words["sole"])


def ways_to_it(doc: Document, k: int, m: int, stop: int) -> Hit | None:
    """The place whose ways in, or supply, at token ``m`` the verb at ``k`` shuts or cuts, where a pronoun names it."""
    found = _shut_on(doc, k, m) or pronoun_hits(doc, m, owned_ways(doc, m), m, m + 1) or _led_to(doc, m, stop)
    return found[0] if found else None


def _shut_on(doc: Document, k: int, m: int) -> list[Hit]:
    """ "تغلق عليها الطريق": shut "on it", between the verb and the road."""
    closes = any(f.lemma in doc.words["closes"] for f in doc.forms(k))
    if not closes or not doc.norm(m).startswith(ARTICLE):
        return []
    for n in range(k + 1, m):
        if (code := prep_at(doc, n, doc.words["slot_upon"])) in OF_PLACES:
            return pronoun_hits(doc, n, code, k, n + 1)
    return []


def owned_ways(doc: Document, m: int) -> str:
    """ "جميع مداخلها", "كل منافذها": the pronoun of the town on "all the ways" at ``m``; "" where none is."""
    word = doc.norm(m)
    if doc.norm(m - 1) not in doc.words["every"]:
        return ""
    return next((code for end, code in OWNED if word.endswith(end) and word.removesuffix(end) in doc.words["ways"]), "")


def _led_to(doc: Document, m: int, stop: int) -> list[Hit]:
    """ "كل المنافذ البرية المؤدية إليها", "خطوط الإمداد إليها": ways that lead to it, or its lines of supply."""
    supply = bare_noun(doc.norm(m + 1)).startswith(tuple(doc.words["supply"]))
    if not supply and not are_ways(doc, m):
        return []
    for n in range(m + 1, min(stop, m + FAR)):
        code = prep_at(doc, n, doc.words["slot_to"] | doc.words["cut_off"])
        if code in OF_PLACES:
            return pronoun_hits(doc, n, code, m, n + 1)
        if code == "" or n in doc.place_on or not doc.norm(n).startswith(ARTICLE):
            return []
    return []
