"""Who is in a town "now", told without a verb: "X الآن داخل A", "قواتنا الآن في قلب A"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, stands_free
from events.extraction.document import Document
from events.extraction.governed import place_after
from events.extraction.modality import REAL, Stance
from events.extraction.place_kinds import TOWNS
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import only_adverbs

LONGEST = 5  # tokens from "now" to the place
OPENS = frozenset(':«"\u201c')


def now_inside(doc: Document, k: int) -> list[Draft] | None:
    """ "الجيش الآن داخل A": a side that opens its sentence or what is said, and is "now" inside a town, has gone
    forward there; all of it is his where that is told."""
    if doc.norm(k) not in doc.words["right_now"] or k in doc.place_on or k in doc.actor_on:
        return None
    side = doc.actor_on.get(k - 1)
    if side is None or not side.slug or not stands_free(side) or side.beside:
        return []
    opens = side.i == doc.bounds(k)[0] or doc.tokens[side.i - 1].text in OPENS
    if not opens or doc.norm(k + 1) not in doc.words["inside_of"]:
        return []
    hit = place_after(doc, k + 1, right_bound(doc, k + 1))
    if (
        hit is None
        or hit.how != "near"
        or hit.place.i > k + LONGEST
        or hit.place.mention.relation not in ("at", "part")
    ):
        return []
    row, end = hit.place.mention.place, right_bound(doc, hit.place.j - 1)
    if row is None or row.kind not in TOWNS or any(doc.finite(m) for m in range(k + 1, end)):
        return []
    behind = doc.tokens[hit.place.j : end]
    ends = not behind or behind[0].kind != "word" or only_adverbs(doc, hit.place.j, hit.place.j + 1)
    long_so = hit.place.j in doc.date_on and doc.date_on[hit.place.j].kind == "since"
    if long_so or not (ends or hit.place.j in doc.date_on):
        return []  # "الآن في A لحضور", "الآن في A تحاصر"
    whole = hit.extent == "full" or doc.match(hit.place.j, doc.lexicon.phrases["full"]) > 0
    type_ = "capture" if whole else "advance"
    return [Draft("come-inside", type_, k, k + 1, hit, Found(side, "near"), None, Stance(REAL), weak=True)]
