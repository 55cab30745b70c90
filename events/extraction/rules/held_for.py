"""How long a side had a place: "سيطر X على A ثلاث سنوات"، "هيمنت على A لأكثر من عام"، "سيطر على A طيلة أشهر"."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE
from events.extraction.marks import COMMAS
from events.extraction.referents import prep_at

LONG = ("week", "month", "year")  # who "controlled it for three hours" has just taken it
AMOUNTS = ("about", "few", "several", "cardinal", "teen_unit")  # classes of words before a unit of time
BACK = 5  # tokens from a unit of time back over its number: "لأكثر من ثلاث سنوات"
FOR = "ل"
LENGTH = "duration"
MARBUTA = "ه"  # a feminine noun is spelt alike in every case: "سنة"


def held_for(doc: Document, k: int, stop: int) -> bool:
    """Whether a length of weeks, months or years behind the verb of control at ``k``, before token ``stop``, tells for
    how long a side had a place. It does not cover how long the taking took ("خلال أسبوعين", "في شهرين"), how long
    before or after something it was ("بعد سنوات"), nor what is told with a day of its own, behind a comma or of another
    verb ("سيطر X على A التي ظلت بيد Y عاما").
    """
    ends = (m for m in range(k + 1, stop) if doc.tokens[m].text in COMMAS or doc.finite(m) is not None)
    stop = next(ends, stop)
    if any(d.kind != LENGTH for d in doc.dates_in(k, stop)):
        return False
    return any(_of_ruling(doc, k, m, count) for m in range(k + 1, stop) if (count := _counted(doc, m)) is not None)


def _counted(doc: Document, m: int) -> int | None:
    """How many of its unit the word at ``m`` means: 1, 2, 0 for a plural; None where it is no long unit of time."""
    known = doc.lexicon.dates.entries.get(doc.norm(m), ())
    return next((e.value[1] for e in known if e.cls == "unit" and e.value[0] in LONG), None)


def _of_ruling(doc: Document, k: int, m: int, count: int) -> bool:
    """Whether the length whose unit stands at ``m`` is told by "for" or "throughout", or bare behind what is held."""
    first = m
    for n in range(m - 1, max(k, m - BACK), -1):
        if any(entry.cls in AMOUNTS for entry in doc.lexicon.dates.entries.get(doc.norm(n), ())):
            first = n
        elif doc.norm(n) not in doc.words["from"]:
            break
    before = doc.norm(first - 1)
    if before in doc.words["throughout"] or doc.norm(first).startswith(FOR):
        return True
    if doc.norm(m + 1) in doc.words["after"]:
        return False  # "سيطر على A ثلاث سنوات بعد الثورة": when, counted from another day
    # "عام" alone heads a date or a name
    whole = first < m or count != 1 or doc.norm(m).endswith((*ACCUSATIVE, MARBUTA))
    named = first - 1 in doc.place_on or first - 1 in doc.actor_on
    return whole and (named or bool(prep_at(doc, first - 1, doc.words["slot_upon"])))
