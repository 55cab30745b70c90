"""What stands around a date: the beginning that it is of, the year and the entry that it is counted in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from events.extraction.adjuncts import begins_day
from events.extraction.clauses import left_bound, right_bound
from events.extraction.date_resolution import add_months, resolve
from events.extraction.date_values import Ago, Day, Length, Month, ResolvedDate, Season, Since, Year, YearOf
from events.extraction.dates import DateMention, resolve_date
from events.extraction.document import Document
from events.extraction.hedges import anniversary
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft

BEGIN_REACH = 14
AFTER_REACH = 14
LONGEST_PARTICLE = 3
SAME_REACH = 8  # tokens between a verb and "on the same day"
OWN_DAY = 4  # tokens from the end of a clause to the day of its last item
SPECIFIED = 4  # tokens from a month or a year to the day that is told in it
APPOSED = 3  # tokens from a length of time to the day that it comes to
DAYS_IN = {"week": 7, "month": 365.25 / 12, "year": 365.25}


def of_beginning(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "العملية التي بدأتها في 27 نوفمبر وبسطت خلالها سيطرتها": when it began is not when its results came about; today
    and yesterday are the day of both."""
    if mention.kind == "relative" or not _another_clause(doc, draft, mention):
        return False
    return _begins(doc, mention)


def _begins(doc: Document, mention: DateMention) -> bool:
    """Whether the words before a date tell of a beginning ("أطلق X عملية Y في 27 نوفمبر")."""
    for m in range(mention.i - 1, max(doc.bounds(mention.i)[0] - 1, mention.i - BEGIN_REACH), -1):
        word, form = doc.norm(m), doc.finite(m)
        if doc.tokens[m].text in "،,؛" or (word[:1] == "و" and word[1:] in doc.words["prepositions"]):
            return False
        if word.lstrip("وف") in doc.words["begins"]:
            return True
        if form:
            return doc.group(form) == "begin"
    return False


def since_described(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "سيطر على X الخاضعة لY منذ صيف 2014", "المهجور منذ 2014": since when what is told of the place behind it was so,
    and not the day on which it changed hands."""
    hit = draft.hit
    if mention.kind != "since" or hit is None or hit.how != "near" or not draft.i < hit.place.i < mention.i:
        return False
    told = range(hit.place.j, mention.i)
    definite = (m for m in told if m not in doc.place_on and doc.norm(m).startswith(ARTICLE))
    return any(m not in doc.actor_on or doc.actor_on[m].i != m for m in definite) and not any(
        doc.tokens[m].text in COMMAS or doc.finite(m) for m in told
    )


def same_day_of(doc: Document, mention: DateMention, published: date | None) -> ResolvedDate | None:
    """ "في مثل هذا اليوم من عام 2014", "في مثل هذا اليوم قبل عامين": the day of publication in another year."""
    m = mention.i - (doc.norm(mention.i - 1) in doc.words["from"])
    like = doc.norm(m - 1) in doc.words["today"] and doc.norm(m - 2) in doc.words["this_day"]
    if not like or doc.norm(m - 3) not in doc.words["such"] or published is None:
        return None
    year = resolve_date(mention, published).start
    if year is None:
        return None
    day = date(year.year, published.month, min(published.day, 28 if published.month == 2 else published.day))
    return ResolvedDate(day, day + timedelta(days=1), "day")


def after_beginning(doc: Document, k: int, mention: DateMention) -> bool:
    """ "سيطر على X بعد أسبوع من بدء العملية في 13 يونيو": behind the trigger at ``k``, when it all began."""
    if _of_a_line(doc, mention):
        return True
    back = range(mention.i - 1, k, -1)
    begins = next((m for m in back if doc.norm(m).lstrip("وف") in doc.words["begins"]), None)
    after = doc.words["since"] | doc.words["counted_from"] | doc.words["counted_on"]
    return (
        begins is not None
        and doc.norm(begins - 1) in after
        and not any(doc.tokens[m].text in "،,؛" for m in range(begins, mention.i))
    )


def _of_a_line(doc: Document, mention: DateMention) -> bool:
    """ "تراجعت X إلى حدود عام 2003": the date by which a line is known is not that of a retreat to it."""
    return doc.norm(mention.i - 1) in doc.words["lines_of_old"]


def in_description(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "القوات التي هاجمها Y في أغسطس استعادت X": a date that describes a side is not of the verb behind."""
    if _of_a_line(doc, mention):
        return True
    i = doc.bounds(mention.i)[0]
    verb = next((m for m in range(mention.i - 1, max(i, mention.i - BEGIN_REACH) - 1, -1) if doc.finite(m)), None)
    if verb is None or verb <= i or doc.norm(verb - 1) not in doc.words["relatives"] - doc.words["what"]:
        return False
    side = any(m in doc.actor_on for m in (verb - 2, verb - 3))
    governor = draft.stance.governor
    inside = governor is not None and governor >= verb
    joined = any(doc.norm(m)[:1] in doc.words["and"] for m in (draft.i, draft.i - 1))
    return side and not inside and not joined


def of_item(doc: Document, draft: Draft, mention: DateMention, stop: int) -> DateMention | None:
    """ "سيطر على A في 25 تموز وعلى B في 7 آب": the day behind an item that stands behind the day of the one before."""
    place = draft.hit.place if draft.hit is not None and draft.hit.how == "near" else None
    if place is None or not draft.i < mention.i < place.i:
        return None
    end = max(stop, place.j)
    for m in range(place.j, min(end + OWN_DAY, doc.bounds(draft.i)[1])):
        word = doc.norm(m)
        another = word.lstrip("و") in doc.words["next_then"] or (m in doc.place_on and doc.place_on[m].conj)
        again = word[:1] in doc.words["and"] and word[1:] in doc.words["repeated"]
        if doc.finite(m) or another or again or word.lstrip("و") in doc.words["since"]:
            return None
        own = doc.date_on.get(m)
        if own is not None and begins_day(doc, own.i):
            return None  # "سيطر السبت على A والأحد على B"
        if own is not None and own.kind not in ("duration", "since"):
            return own
    return None


def day_of_it(doc: Document, mention: DateMention) -> DateMention:
    """ "أواخر العام الماضي، وتحديدا في 28 ديسمبر": of a month or a year and the day in it, the day."""
    closer = next((d for d in doc.dates_in(mention.j, mention.j + SPECIFIED) if d.kind == "day"), None)
    said = closer and any(doc.norm(m) in doc.words["specifically"] for m in range(mention.j, closer.i))
    return closer if said else mention


def _another_clause(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """Whether a verb of its own, or a clause that "and" joins, stands between a date and what comes of it."""
    if doc.finite(draft.i):
        return True
    between = range(mention.j, draft.i)
    joined = (m for m in between if doc.norm(m)[:1] in ("و", "ف") and len(doc.norm(m)) > LONGEST_PARTICLE)
    return any(doc.finite(m) for m in between) or any(
        m not in doc.place_on and m not in doc.actor_on and doc.norm(m)[1:] not in doc.words["prepositions"]
        for m in joined
    )


def with_year(doc: Document, mention: DateMention) -> DateMention:
    """ "في ديسمبر من العام نفسه": of the year that the date before it names."""
    spec = mention.spec
    if not isinstance(spec, Day | Month | Season) or not spec.year.elsewhere:
        return mention
    for before in reversed(doc.dates[: bisect_left(doc.dates, mention.i, key=lambda d: d.i)]):
        if (number := year_named(before)) is not None:
            return replace(mention, spec=replace(spec, year=YearOf(number)))
    return mention


def year_named(mention: DateMention) -> int | None:
    """The year that an expression names."""
    told = mention.spec.first if isinstance(mention.spec, Since) else mention.spec
    return told.number if isinstance(told, Year) else getattr(getattr(told, "year", None), "number", None)


def begun(doc: Document, mention: DateMention) -> date | None:
    """ "بدأت في 6 يونيو 2017 وانتهت في أكتوبر", "دخلها في مارس 2015 ثم انسحب في يوليو": the day with its year that a
    date without one comes after."""
    spec = mention.spec
    if not isinstance(spec, Day | Month) or spec.year != YearOf() or spec.tense is not None:
        return None
    first = doc.bounds(mention.i)[0]
    dated = [before for before in reversed(doc.dates_in(first, mention.i)) if year_named(before) is not None]
    back = range(mention.i - 1, first - 1, -1) if dated else ()
    then = next((m for m in back if doc.norm(m).lstrip("و") in doc.words["next_then"]), -1)
    before = next((before for before in dated if then >= before.j or _begins(doc, before)), None)
    return resolve_date(before, None).start if before is not None else None


def day_in(head: DateMention, published: date | None) -> date | None:
    """The day that a date in an entry of a timeline is counted from: the last one that the entry's head means."""
    found = resolve_date(head, published)
    return found.end - timedelta(days=1) if found.start is not None and found.end is not None else None


def after_told(doc: Document, draft: Draft, published: date | None) -> tuple[ResolvedDate, DateMention] | None:
    """ "سيطر X على A في 10 يونيو 2014. وبعد أسبوع استولى على B": so long after the day told before it."""
    k = draft.i
    if (doc.finite(k) is None and draft.rule != "followed") or draft.stance.kind != "real":
        return None
    if (same := _that_day(doc, k, published)) is not None:
        return same
    near = doc.dates_in(max(doc.bounds(k)[0], k - AFTER_REACH), k + AFTER_REACH + 1)
    spans = [d for d in near if doc.sentence_of[d.i] == doc.sentence_of[k]]
    length = next((d for d in spans if _so_long_after(doc, k, d)), None)
    if length is None or any(d.kind == "day" and 0 <= d.i - length.j <= APPOSED for d in spans):
        return None  # "قبل ذلك بثلاثة أشهر، في 14 كانون الأول 2018": the day itself is told
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for before in reversed(doc.dates_in(first, length.i)):
        told = resolve_date(before, published)
        if told.start is not None and told.end is not None and before.kind not in ("range", "until"):
            before_it = doc.norm(length.i - 1).lstrip("وف") in doc.words["before_it"]
            back = before_it or doc.norm(length.i - 2).lstrip("وف") in doc.words["before"]
            found = _shifted(told, length.spec.unit, -length.spec.count if back else length.spec.count)
            return (found, length) if published is None or found.start <= published else None
    return None


def _that_day(doc: Document, k: int, published: date | None) -> tuple[ResolvedDate, DateMention] | None:
    """ "وفي اليوم ذاته سيطر على B", "وفي اليوم التالي …": the day told last before it, or the one after that."""
    i, j = doc.bounds(k)
    near = (d for d in doc.dates_in(max(i, k - SAME_REACH), min(j, k + SAME_REACH)) if d.kind == "duration")
    told = next((d for d in near if doc.norm(d.j - 1) in doc.words["that_same"] | doc.words["that_next"]), None)
    if told is None or doc.norm(told.j - 2) not in doc.words["day_or_night"]:
        return None
    if any(doc.finite(m) for m in range(min(k, told.i) + 1, max(k, told.i))):
        return None
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for before in reversed(doc.dates_in(first, told.i)):
        day = resolve_date(before, published)
        if day.start is not None and day.precision == "day" and before.kind not in ("range", "until"):
            later = timedelta(days=1 if doc.norm(told.j - 1) in doc.words["that_next"] else 0)
            found = ResolvedDate(day.start + later, day.start + later + timedelta(days=1), "day")
            return (found, told) if published is None or found.start <= published else None
    return None


def _had_been(doc: Document, m: int) -> bool:
    """Whether token ``m`` is part of "قبل ذلك بيوم كانت القوات قد …": an auxiliary or its subject."""
    return m in doc.actor_on or doc.verb_group(m) == "be" or doc.norm(m) in doc.words["qad"]


def _so_long_after(doc: Document, k: int, mention: DateMention) -> bool:
    """Whether a length of time with "after" stands by the verb at ``k``, of no other event ("بعد أسبوع من سقوطها")."""
    if not isinstance(mention.spec, Length) or mention.spec.count is None:
        return False
    of_it = doc.norm(mention.i - 1).lstrip("وف") in doc.words["after_it"] | doc.words["before_it"]  # "وبعدها بيومين"
    opens = mention.i - 2 if doc.norm(mention.i - 1) in doc.words["that_one"] else mention.i - of_it
    if mention.i > k and doc.norm(opens)[:1] in doc.words["and"]:
        return False  # "سيطر على A، وبعد أسبوع سيطر على B"
    if opens < mention.i:  # "قبل ذلك بيومين", "بعد ذلك بأسبوع"
        told = of_it or doc.norm(mention.i - 2).lstrip("وف") in doc.words["after"] | doc.words["before"]
        between = range(min(k, mention.i) + 1, max(k, mention.i))
        return told and not any(doc.finite(m) and not _had_been(doc, m) for m in between)
    if doc.norm(mention.i).lstrip("وف") not in doc.words["after"]:
        return False
    if mention.i < k and prep_at(doc, k + 1, doc.words["during"]):
        return False  # "بعد أسبوعين طُوقت خلالهما X": what went on for so long
    if mention.i < k:
        return k - mention.j <= 1 or all(_had_been(doc, m) for m in range(mention.j, k))
    event = doc.norm(mention.j) in doc.words["counted_from"] | doc.words["slot_from"]
    own = mention.i < right_bound(doc, k) and not _opened_by_day(doc, k)
    return own and not event and not any(doc.finite(m) for m in range(k + 1, mention.i))


def _opened_by_day(doc: Document, k: int) -> bool:
    """ "في 21 فبراير أخضعت X بعد ثلاثة أسابيع": whether a day opens the clause of the verb at ``k``: it is the verb's,
    and a length of time behind it tells how long it took."""
    left = left_bound(doc, k)
    opens = next((d for d in doc.dates_in(left, min(left + 3, k)) if d.kind == "day"), None)
    return (
        opens is not None
        and opens.j <= k
        and (opens.i == left or doc.norm(left).removeprefix("و") in doc.words["slot_in"])
    )


def _shifted(told: ResolvedDate, unit: str, count: int) -> ResolvedDate:
    """The days so many units after others, no more precise than either."""
    months = {"month": count, "year": 12 * count}.get(unit)
    if months is not None:
        start = add_months(told.start.year, told.start.month, months)
        return ResolvedDate(start, add_months(start.year, start.month, 1), "month")
    days = timedelta(days={"day": count, "week": 7 * count}.get(unit, count // 24))
    slack = timedelta(days=3 if unit == "week" else 0)
    precision = "week" if unit == "week" and told.precision == "day" else told.precision
    return ResolvedDate(told.start + days - slack, told.end + days + slack, precision)


def counted_back(doc: Document, draft: Draft) -> tuple[Length, DateMention | None] | None:
    """ "بعد أسبوع من سقوطها", "مرور ثلاث سنوات على تحرير X", "غداة سيطرته": how long ago the noun's event is."""
    years = anniversary(doc, draft.i)
    if years:
        return Length("year", years), None
    m = draft.i - 1
    joint = doc.norm(m)
    if doc.finite(draft.i):
        return None  # "وبعد عام حررتها X": after what was told before
    if joint in doc.words["counted_from"]:
        m -= 1
    mention = doc.date_on.get(m)
    if mention is None or not isinstance(mention.spec, Length):
        return None
    after = doc.norm(mention.i).lstrip("و") in doc.words["since"]
    return (mention.spec, mention) if after or joint in doc.words["counted_on"] else None


def before_that(doc: Document, draft: Draft, spec: Length, mention: DateMention | None) -> ResolvedDate:
    """The day of an event so long before the day of its sentence, else before publication; precise to the unit."""
    i, j = doc.bounds(draft.i)
    told = [d for d in doc.dates_in(i, j) if d is not mention]
    own = next((d for d in told if d.i > draft.hit.stop and year_named(d) is not None), None)
    if own is not None and not any(doc.finite(m) or doc.tokens[m].text in COMMAS for m in range(draft.i, own.i)):
        return resolve_date(own, doc.published)  # "مرت أعوام على سقوط X في 21 سبتمبر 2014"
    days = (resolve_date(d, doc.published) for d in told)
    anchor = next((d.start for d in days if d.start is not None and d.precision == "day"), doc.published)
    if anchor is None or spec.count is None or spec.unit in ("hour", "day"):
        return resolve(Ago(spec.unit, spec.count), anchor, False)
    day = anchor - timedelta(days=round(spec.count * DAYS_IN[spec.unit]))
    if spec.unit == "year":  # the same day of that year, the 29th of February one before
        day = anchor.replace(
            year=anchor.year - spec.count, day=min(anchor.day, 28 if anchor.month == 2 else anchor.day)
        )
    return ResolvedDate(day, day + timedelta(days=1), spec.unit)
