"""The day of a claim: which date expression belongs to a trigger, and the day it is counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.date_context import (
    COARSE,
    after_beginning,
    before_since,
    behind_since,
    how_long,
    in_description,
    of_another_told,
    of_beginning,
    of_item,
    of_relative,
    of_what_ended_so,
    span_of_saying,
    told_at_which,
)
from events.extraction.date_shifts import after_told, before_that, counted_back, hours_later, of_what_went_before
from events.extraction.date_values import FINE, Since, Weekday
from events.extraction.dates import DateMention, ResolvedDate, resolve_date
from events.extraction.dates_in_turn import in_turn, some_time_later
from events.extraction.day_completion import begun, day_in, day_of_it, same_day_of, such_a_day, with_year
from events.extraction.document import Document
from events.extraction.rules.draft import Draft
from events.extraction.sayings import Saying

USELESS = ("duration",)
HAD_REACH = 16
OTHERS = 8  # what is told to have followed has its own day behind it, before that of what it followed
LASTING = ("holds", "siege")  # types that tell a state
NEWS = timedelta(days=366)  # the oldest report whose day is that of its news
MAIN_REACH = 60
LATER = 4  # tokens from "later on" to its verb


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class When:
    """A claim's days, half-open; ``mention`` is the expression they come from, ``carried`` where an earlier
    clause gave it. An end without a start says "before that day".
    """

    start: date | None
    end: date | None
    precision: str
    mention: DateMention | None
    carried: bool = False


def _no_verb_between(doc: Document, k: int, mention: DateMention) -> bool:
    """Whether no other finite verb stands between a trigger at ``k`` and a date after it.

    "المدينة التي تقع جنوب X أمس": a state has no "yesterday"; "على A، وB سبقتها في يونيو": June is B's.
    """
    for m in range(k + 1, mention.i):
        form = doc.finite(m) if not such_a_day(doc, m) else None
        if doc.match(m, doc.lexicon.phrases["followed_by"]) or (
            doc.norm(m).lstrip("وف") in doc.words["before_it"] and m + 1 in doc.place_on
        ):
            return False
        state = form and form.asp == "i" and doc.norm(m - 1) in doc.words["relatives"] and mention.kind in FINE
        if form and not state and doc.group(form) not in ("be", "become", "stay"):
            return False
    return True


def _of_verb_before(doc: Document, k: int, mention: DateMention) -> bool:
    """ "أطلقت عمليتها في حزيران وسيطرت على X": before "and" and a verb a date is of the verb before it."""
    form, first = doc.finite(k), k - 1 - (doc.norm(k - 1) in doc.words["qad"])
    had = doc.verb_group(first) == "be" and "و" in doc.finite(first).pro  # "وكانت قد سيطرت"
    if form is None or not (had or {"و", "ف"} & set(form.pro) or doc.norm(k - 1) in doc.words["then"]):
        return False
    return any(doc.finite(m) for m in range(doc.bounds(k)[0], mention.i))


def _of_main_clause(doc: Document, draft: Draft) -> DateMention | None:
    """ "… عاد الأهالي أمس بعد أن سيطر X على Y": what came before shares the day told in the clause before it."""
    left = left_bound(doc, draft.i)
    opener = next((m for m in range(draft.i - 1, max(draft.i - 4, 0), -1) if _after_which(doc, m)), None)
    if opener is None or min(left, opener) <= doc.bounds(draft.i)[0]:
        return None
    for m in range(opener - 1, max(doc.bounds(draft.i)[0], opener - MAIN_REACH) - 1, -1):
        mention = doc.date_on.get(m)
        if mention and mention.kind in (*FINE, *COARSE[1:]):
            return mention
    return None


def _after_which(doc: Document, m: int) -> bool:
    """Whether "after" stands at ``m``, with "that" or a noun behind it."""
    word = doc.norm(m).lstrip("و")
    return word in doc.words["after_which"] or (word in doc.words["after"] and m not in doc.date_on)


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
    first, last = doc.bounds(k)
    for mention in doc.dates_in(max(left - 1, first), min(max(stop, k) + 1, last)):
        if mention.kind in USELESS or mention.i in doc.place_on:  # "مصنع 7 أكتوبر"
            continue
        if (mention.kind == "since" and how_long(doc, draft, mention)) or before_since(doc, k, mention):
            continue
        if (
            saying is not None
            and saying.indirect
            and mention.i < k
            and saying.verb < k
            and _belongs_to_saying(doc, saying, mention)
        ):
            continue
        if mention.i > k and (
            not _no_verb_between(doc, max(k, draft.j - 1), mention)
            or of_relative(doc, k, mention)
            or _before_colon(doc, draft, mention)
            or after_beginning(doc, k, mention)
            or behind_since(doc, k, mention)
            or (draft.type not in LASTING and of_another_told(doc, draft, mention))
        ):
            continue
        other = mention.i < k and (of_beginning(doc, draft, mention) or _of_verb_before(doc, k, mention))
        other = other or of_what_went_before(doc, k, mention)
        if other or (mention.i < k and in_description(doc, draft, mention)):
            continue
        distance = mention.i - k if mention.i > k else (k - mention.j) + (OTHERS if draft.rule == "followed" else 2)
        if best is None or distance < best[0]:
            best = (distance, mention)
    return day_of_it(doc, of_item(doc, draft, best[1], stop) or best[1]) if best else None


def _before_colon(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "… عام 2015: البيشمركة تستعيد X": a date before a colon is of what follows it, as is "خسارة Y في أيار: X"."""
    behind = draft.hit is not None and draft.hit.place.i > mention.j
    return not behind and doc.at(mention.j).text == ":"


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
    told = (d for d in doc.dates_in(saying.verb - 3, draft.i) if d.kind not in USELESS)
    return next((d for d in told if not in_description(doc, draft, d)), None)


def _of_clause_before(doc: Document, draft: Draft) -> DateMention | None:
    """A clause joined to one with a date by "and", "thereby" or a participle ("في 3 مايو دخل X، منهيا حكم Y") shares
    its day, where nothing else stands between."""
    form = doc.finite(draft.i)
    thereby = any(doc.norm(m) in doc.words["thereby"] for m in range(draft.i - 1, draft.i + 3))
    thereby = thereby or (form is None and any(f.pos == "ap" and not f.pro for f in doc.forms(draft.i)))
    if not thereby and not (form and "و" in form.pro):
        return None
    for m in range(draft.i - 1, doc.bounds(draft.i)[0] - 1, -1):
        if is_break(doc, m):
            return None
        mention = doc.date_on.get(m)
        if mention and mention.kind not in USELESS:
            return None if of_beginning(doc, draft, mention) or _later_on(doc, draft, mention) else mention
    return None


def _later_on(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "سيطر على A في تموز 2012، وانتزع لاحقا B": what is told to have come later than another day, but for that of the
    news, and but for a day and hours later."""
    told = doc.having("later_on", max(mention.j, draft.i - LATER), draft.i + LATER)
    soon = mention.kind == "day" and hours_later(doc, draft)
    return bool(told) and mention.kind not in ("relative", "weekday", "weekday+") and not soon


def date_for(doc: Document, draft: Draft, saying: Saying | None) -> When:
    """Return the days of a draft, counted from the day of speech where one is given, else from publication."""
    back = counted_back(doc, draft)
    if back is not None:
        found = before_that(doc, draft, *back)
        return When(found.start, found.end, found.precision, back[1])
    later = after_told(doc, draft, doc.published)
    if later is not None:
        return When(later[0].start, later[0].end, later[0].precision, later[1])
    head = _heading(doc, draft)
    for mention, carried in _mentions(doc, draft, saying, head):
        if mention is None:
            continue
        base = doc.published if carried or saying is None or mention.i < saying.verb else _anchor(doc, saying, mention)
        if head is not None and mention is not head:
            base = day_in(head, doc.published) or base
        start = begun(doc, mention)
        ahead = start is not None or _ahead(doc, draft, mention)
        found = same_day_of(doc, mention, base) or resolve_date(with_year(doc, mention), start or base, future=ahead)
        if _to_come(doc, draft, found):
            continue  # "سيطر على X، ما يمهد لاقتحام Y خلال الأيام المقبلة": of what is still to come
        if (found.start is not None or found.precision != "unknown") and not some_time_later(doc, draft, mention):
            return When(found.start, found.end, found.precision, mention, carried)
        return When(None, None, "unknown", mention, carried)
    if (told := _told_when(doc, draft, saying)) is not None:
        return told
    return When(None, doc.published if _had(doc, draft) else None, "unknown", None)


def _told_when(doc: Document, draft: Draft, saying: Saying | None) -> When | None:
    """ "أعلن X أمس أنه سيطر على Y": the day of a report is that of the change it tells of, where that has none; so is
    its month or its year ("أعلن X العام الماضي أنه").
    """
    if saying is None or draft.type in LASTING or draft.stance.kind not in ("real", "denied"):
        return None
    if saying.day is not None:
        ago = doc.published - saying.day if doc.published is not None else NEWS
        news = timedelta(0) <= ago < NEWS and not _had(doc, draft)
        return When(saying.day, saying.day + timedelta(days=1), "day", None, True) if news else None
    span = span_of_saying(doc, saying.verb, saying.j) if saying.verb < draft.i else None
    return When(span.start, span.end, span.precision, None, True) if span is not None else None


def _mentions(
    doc: Document, draft: Draft, saying: Saying | None, head: DateMention | None
) -> Iterator[tuple[DateMention | None, bool]]:
    """The dates that may be a draft's and whether they are carried to it, the likeliest first, each looked for late."""
    yield in_turn(doc, draft) or draft.dated or _near(doc, draft, saying), False
    yield told_at_which(doc, draft), False
    yield head, True
    yield _said_date(doc, draft, saying), False
    yield of_what_ended_so(doc, draft), False
    yield _of_clause_before(doc, draft), True
    yield _of_main_clause(doc, draft), True


def _to_come(doc: Document, draft: Draft, found: ResolvedDate) -> bool:
    """Whether days lie wholly after publication, and what is told has come to pass."""
    real = draft.stance.kind == "real" and doc.published is not None and found.start is not None
    span = real and found.end is not None and (found.end - found.start).days > 1
    return real and (found.start > doc.published or (span and found.start == doc.published))


def _heading(doc: Document, draft: Draft) -> DateMention | None:
    """The date before the colon that opens the clause ("عام 2015: X تستعيد Y"), else that of the timeline's entry."""
    left = left_bound(doc, draft.i)
    before = doc.date_on.get(left - 2) if left > 1 and doc.tokens[left - 1].text == ":" else None
    return before or doc.headed.get(doc.sentence_of[draft.i])


def _had(doc: Document, draft: Draft) -> bool:
    """ "وكان X قد سيطر على Y": background without a day, so before the day of publication."""
    verb = draft.i if doc.finite(draft.i) else draft.stance.governor
    form = doc.finite(verb) if verb is not None else None
    if form is None or form.asp != "p" or draft.stance.kind != "real":
        return False
    for m in range(verb - 1, max(doc.bounds(verb)[0] - 1, verb - HAD_REACH), -1):
        before = doc.finite(m)
        if before:
            return before.lemma in doc.words["be"] and before.asp == "p"
        if is_break(doc, m):
            return False
    return False


def _anchor(doc: Document, saying: Saying, mention: DateMention) -> date | None:
    """What a date after a citing verb is counted from: the day of saying, but for the date that tells it."""
    told = resolve_date(mention, doc.published).start if saying.day is not None and mention.kind in FINE else None
    return saying.day if saying.day is not None and told != saying.day else doc.published


def _ahead(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """Whether a weekday is the next one: of what is expected, unless a past verb before it has it ("أعلن الأحد أن")."""
    since = isinstance(mention.spec, Since) and isinstance(mention.spec.first, Weekday)  # "اعتبارا من السبت"
    if draft.stance.kind != "expected" or not (since or "weekday" in mention.kind):
        return False
    for m in range(mention.i - 1, doc.bounds(draft.i)[0] - 1, -1):
        form = doc.finite(m)
        if form:
            return form.asp == "i"
    return mention.i > draft.i or doc.finite(draft.i) is not None
