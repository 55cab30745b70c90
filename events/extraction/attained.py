"""What "li-" tells as done and not as aimed at: "اقتحم X مدينة A، ليسيطر عليها بعد انسحاب Y", "ليدخلها فجر اليوم"."""

from __future__ import annotations

from datetime import date

from events.extraction.clause_bounds import right_bound
from events.extraction.date_values import FINE
from events.extraction.dates import resolve_date
from events.extraction.document import Document
from events.extraction.marks import COMMAS

ANY_DAY = date(2000, 1, 1)
ACTS = ("attack", "fight", "advance", "control", "expel", "leave")  # what a side does before it gains by it


def attained(doc: Document, k: int) -> bool:
    """Whether a verb of gain or of entering at ``k`` with "li-", behind what its side did, is told with its own day,
    or, where a comma parts them, with what it came after ("بعد انسحاب Y", "بعد ساعات") or as complete ("بالكامل"):
    none of these is said of an aim.
    """
    dated = _has_day(doc, k)
    if not (dated or doc.tokens[k - 1].text in COMMAS) or doc.verb_group(k) not in ("control", "expel", "advance"):
        return False
    told = next((m for m in range(k - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    if told is None or doc.finite(told).per != "3" or not (doc.verb_group(told) in ACTS or _goes_on(doc, told, k)):
        return False
    behind = range(k + 1, right_bound(doc, k))
    return dated or any(doc.norm(m) in doc.words["after"] or doc.match(m, doc.lexicon.phrases["full"]) for m in behind)


def _has_day(doc: Document, k: int) -> bool:
    """ "لتدخل فجر أمس A", "ليدخل X الأحد A": whether a day that has come stands behind a verb or its side."""
    side = doc.actor_on.get(k + 1)
    mention = doc.date_on.get(k + 1 if side is None or side.prep else side.j)
    if mention is None or mention.kind not in FINE or (doc.published is None and mention.kind == "day"):
        return False
    today = doc.published or ANY_DAY  # "yesterday" lies before any
    start = resolve_date(mention, today).start
    return start is not None and start <= today


def _goes_on(doc: Document, told: int, k: int) -> bool:
    """ "واصل X تقدمه، ليدخل A بعد انسحاب Y": whether what the verb at ``told`` says to go on is such an act."""
    nouns = (form for m in range(told + 1, k) for form in doc.forms(m) if form.pos == "vn")
    return doc.verb_group(told) == "aspect" and any(doc.group(form) in ACTS for form in nouns)
