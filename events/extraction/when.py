"""The day of a claim: which date expression belongs to a trigger, and the day it is counted from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from events.extraction.clauses import is_break, left_bound, right_bound
from events.extraction.dates import DateMention, resolve_date
from events.extraction.document import Document
from events.extraction.rules.draft import Draft
from events.extraction.speech import Saying

USELESS = ("duration",)


@dataclass(frozen=True, slots=True)
class When:
    """A claim's days, half-open; ``mention`` is the expression they come from, ``carried`` where an earlier
    clause gave it.
    """

    start: date | None
    end: date | None
    precision: str
    mention: DateMention | None
    carried: bool = False


def _owned(doc: Document, k: int, mention: DateMention) -> bool:
    """Whether no other finite verb stands between a trigger at ``k`` and a date after it."""
    for m in range(k + 1, mention.i):
        form = doc.finite(m)
        if form and doc.group(form) not in ("be", "become", "stay"):
            return False
    return True


def _near(doc: Document, draft: Draft, saying: Saying | None) -> DateMention | None:
    """The date in the trigger's clause: before the trigger back to the clause's start, or after it with no
    verb between.
    """
    k = draft.i
    left, stop = left_bound(doc, k), right_bound(doc, k)
    if draft.hit is not None and draft.hit.how == "relative":
        left = max((m for m in range(left, k) if doc.norm(m) in doc.words["relatives"]), default=left)
    if draft.hit is not None and draft.hit.stop > stop:
        stop = draft.hit.stop + 6
    best: tuple[int, DateMention] | None = None
    first = bisect_left(doc.dates, left - 1, key=lambda mention: mention.i)
    for mention in islice(doc.dates, first, None):
        if mention.i > max(stop, k):
            break
        if mention.kind in USELESS:
            continue
        if (
            saying is not None
            and saying.indirect
            and mention.i < k
            and saying.verb < k
            and _belongs_to_saying(doc, saying, mention)
        ):
            continue
        if mention.i > k and not _owned(doc, k, mention):
            continue
        distance = mention.i - k if mention.i > k else (k - mention.j) + 2
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


def _belongs_to_saying(doc: Document, saying: Saying, mention: DateMention) -> bool:
    """Between the citing verb and its "that" a date tells when it was said."""
    if doc.finite(saying.verb) is None:
        return False
    if mention.i < saying.verb:
        return saying.verb - mention.j <= 3
    return not any(
        doc.norm(m) in doc.words["complementizers"] or doc.tokens[m].text in "«“:"
        for m in range(saying.verb, mention.i)
    )


def _said_date(doc: Document, draft: Draft, saying: Saying | None) -> DateMention | None:
    """A report without "that" ("أعلنت X اليوم سيطرتها على Y") is taken to tell of that same day."""
    if saying is None or saying.indirect or saying.verb > draft.i:
        return None
    first = bisect_left(doc.dates, saying.verb - 3, key=lambda mention: mention.i)
    return next(
        (d for d in takewhile(lambda d: d.i < draft.i, islice(doc.dates, first, None)) if d.kind not in USELESS), None
    )


def _carried(doc: Document, draft: Draft) -> DateMention | None:
    """A clause joined by "and" (or "thereby") to one with a date shares its day, where nothing else stands between."""
    form = doc.finite(draft.i)
    thereby = any(doc.norm(m) in doc.words["thereby"] for m in range(draft.i - 1, draft.i + 3))
    if not thereby and not (form and "و" in form.pro):
        return None
    i, _ = doc.bounds(draft.i)
    for m in range(draft.i - 1, i - 1, -1):
        if is_break(doc, m):
            return None
        mention = doc.date_on.get(m)
        if mention and mention.kind not in USELESS:
            return mention
    return None


def date_for(doc: Document, draft: Draft, saying: Saying | None) -> When:
    """Return the days of a draft, counted from the day of speech where one is given, else from publication."""
    anchor = saying.day if saying is not None and saying.day is not None else doc.published
    future = draft.stance.kind == "expected"
    for mention, carried in (
        (_near(doc, draft, saying), False),
        (_said_date(doc, draft, saying), False),
        (_carried(doc, draft), True),
    ):
        if mention is None:
            continue
        base = doc.published if carried or saying is None or mention.i < saying.verb else anchor
        found = resolve_date(mention, base, future=future and "weekday" in mention.kind)
        if found.start is not None or found.precision != "unknown":
            return When(found.start, found.end, found.precision, mention, carried)
        return When(None, None, "unknown", mention, carried)
    return When(None, None, "unknown", None)
