"""Days counted from what is told: so long after or before the day told last, on that same day, so long ago."""

from __future__ import annotations

from datetime import date, timedelta

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.date_resolution import add_months, resolve
from events.extraction.date_values import Ago, Day, Length, ResolvedDate
from events.extraction.dates import DateMention, resolve_date, year_named
from events.extraction.document import Document
from events.extraction.hedges import anniversary
from events.extraction.marks import COMMAS
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft

AFTER_REACH = 14
SAME_REACH = 8  # tokens between a verb and "on the same day"
OVER = 8  # tokens from "under the control of" back over the place to "its fall"
APPOSED = 3  # tokens from a length of time to the day that it comes to
UNITS_TOLD = {"day": "day_or_night", "month": "that_month", "year": "that_year"}
FINE_ENOUGH = {"day": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}  # to count from
HOURS_BEHIND = 5  # tokens from a verb over its place to "after hours"
DAYS_IN = {"week": 7, "month": 365.25 / 12, "year": 365.25}


def after_told(doc: Document, draft: Draft, published: date | None) -> tuple[ResolvedDate, DateMention] | None:
    """ "سيطر X على A في 10 يونيو 2014. وبعد أسبوع استولى على B": so long after the day told before it."""
    k = draft.i
    if (doc.finite(k) is None and draft.rule != "followed") or draft.stance.kind != "real":
        return None
    if (same := _that_span(doc, draft, published)) is not None:
        return same
    near = doc.dates_in(max(doc.bounds(k)[0], k - AFTER_REACH), k + AFTER_REACH + 1)
    spans = [d for d in near if doc.sentence_of[d.i] == doc.sentence_of[k]]
    length = next((d for d in spans if _so_long_after(doc, k, d) and not _of_place_beside(doc, draft, d)), None)
    if length is None or any(d.kind == "day" and 0 <= d.i - length.j <= APPOSED for d in spans):
        return None  # "قبل ذلك بثلاثة أشهر، في 14 كانون الأول 2018": the day itself is told
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for before in reversed(doc.dates_in(first, length.i)):
        told = resolve_date(before, published)
        if told.start is not None and told.end is not None and before.kind not in ("range", "until"):
            if _of_item_before(draft, before):
                return None
            before_it = doc.norm(length.i - 1).lstrip("وف") in doc.words["before_it"] | doc.words["preceded_it"]
            back = before_it or doc.norm(length.i - 2).lstrip("وف") in doc.words["before"]
            found = _shifted(told, length.spec.unit, -length.spec.count if back else length.spec.count)
            return (found, length) if published is None or found.start <= published else None
    return None


def _of_place_beside(doc: Document, draft: Draft, length: DateMention) -> bool:
    """ "سقطت A في 10 يونيو، وB بعدها بيوم": whether a length of time is that of another place, which "and" joins."""
    place = doc.place_on.get(length.i - 2)
    other = draft.hit is None or draft.hit.place is not place
    joined = place is not None and (place.conj or doc.norm(place.i - 1)[:1] in doc.words["and"])
    return joined and place.i > draft.i and other


def _of_item_before(draft: Draft, day: DateMention) -> bool:
    """ "سيطر على A في الثاني من الشهر، ثم B بعد ذلك بيومين": whether a day stands behind the draft's place: what is
    counted from it is an item's behind it."""
    place = draft.hit.place if draft.hit is not None and draft.hit.how == "near" else None
    return place is not None and draft.i < place.i < day.i


def _that_span(doc: Document, draft: Draft, published: date | None) -> tuple[ResolvedDate, DateMention] | None:
    """ "وفي اليوم ذاته سيطر على B", "ثم مدينة B في الشهر التالي": the day, month or year told last before it, or the
    one after that.
    """
    k, hit = draft.i, draft.hit
    i, j = doc.bounds(k)
    last = hit.place.j if hit is not None and hit.how == "near" else k
    near = (d for d in doc.dates_in(max(i, k - SAME_REACH), min(j, max(k, last) + SAME_REACH)) if d.kind == "duration")
    same = (d for d in near if doc.norm(d.j - 1) in doc.words["that_same"] | doc.words["that_next"])
    told = next((d for d in same if not any(doc.finite(m) for m in range(min(k, d.i) + 1, max(k, d.i)))), None)
    unit = next((u for u, words in UNITS_TOLD.items() if told and doc.norm(told.j - 2) in doc.words[words]), None)
    if told is None or unit is None:
        return None
    if told.i > k and doc.norm(told.i - 1)[:1] in doc.words["and"] and doc.norm(told.i - 1)[1:] in doc.words["slot_in"]:
        return None  # "استعاد A في 5 يونيو، وفي اليوم التالي سيطر على B"
    if last <= told.i and any(doc.norm(m).lstrip("و") in doc.words["next_then"] for m in range(last, told.i)):
        return None  # "استعاد A، ثم B في الشهر التالي": of what came then alone
    if last > k and any(d.kind == "day" for d in doc.dates_in(last, told.i)):
        return None  # "استعاد A في 5 يونيو وB في اليوم التالي": A has its own
    day = _day_before(doc, told.i, published, FINE_ENOUGH[unit])
    if day is None:
        return None
    found = _span_at(day.start, unit, int(doc.norm(told.j - 1) in doc.words["that_next"]))
    return (found, told) if published is None or found.start <= published else None


def _day_before(doc: Document, k: int, published: date | None, fine: tuple[str, ...]) -> ResolvedDate | None:
    """The day told last before token ``k``, in its sentence or the one before, as finely as ``fine``; one that is
    itself counted from another ("وبعد خمسة أيام أخلى X A، وتسلمها Y في اليوم نفسه") from that."""
    first = doc.sentences[max(doc.sentence_of[k] - 1, 0)][0]
    for before in reversed(doc.dates_in(first, k)):
        day = resolve_date(before, published)
        if day.start is not None and day.precision in fine and before.kind not in ("range", "until"):
            return day
        if isinstance(before.spec, Length) and before.spec.count is not None and _counted_on(doc, before):
            base = _day_before(doc, before.i, published, fine)
            day = _shifted(base, before.spec.unit, before.spec.count) if base is not None else None
            return day if day is not None and day.precision in fine else None
        if before.kind == "duration" and doc.norm(before.j - 1) in doc.words["that_next"]:
            base = _day_before(doc, before.i, published, fine)
            return (
                _span_at(base.start, "day", 1) if base and doc.norm(before.j - 2) in doc.words["day_or_night"] else None
            )
    return None


def _counted_on(doc: Document, length: DateMention) -> bool:
    """ "وبعد خمسة أيام", "وبعدها بيومين", "بعد ذلك بأسبوع", of no event of its own ("بعد أسبوع من سقوطها")."""
    opens = doc.norm(length.i).lstrip("وف") in doc.words["after"]
    behind = doc.norm(length.i - 1).lstrip("وف") in doc.words["after_it"]
    that = doc.norm(length.i - 2).lstrip("وف") in doc.words["after"] and doc.norm(length.i - 1) in doc.words["that_one"]
    return (opens or behind or that) and doc.norm(length.j) not in doc.words["counted_from"] | doc.words["slot_from"]


def _span_at(day: date, unit: str, later: int) -> ResolvedDate:
    """The day, month or year that a day lies in, or the next."""
    if unit == "day":
        start = day + timedelta(days=later)
        return ResolvedDate(start, start + timedelta(days=1), unit)
    months = 1 if unit == "month" else 12
    start = add_months(day.year, day.month if unit == "month" else 1, later * months)
    return ResolvedDate(start, add_months(start.year, start.month, months), unit)


def of_what_went_before(doc: Document, k: int, mention: DateMention) -> bool:
    """ "بعد تطويق A يوم الجمعة، اقتحم X مدينة B": whether a day closes what a verb at ``k`` came after, another change
    told by a noun; today and yesterday may be the day of both. "سقطت A يوم الجمعة، وقبلها B": nor is it that of B."""
    if any(doc.match(k, doc.lexicon.phrases[name]) for name in ("followed_by", "next_in_turn")):
        return mention.i < k and mention.kind != "relative"  # nor is it that of what came then
    left = left_bound(doc, mention.i)
    after = mention.j < k and doc.norm(left).lstrip("و") in doc.words["since"] and doc.finite(k) is not None
    if not after or mention.kind == "relative" or doc.at(mention.j).text not in COMMAS:
        return False
    return any(form.pos == "vn" and form.lemma in doc.lexicon.frames_of for form in doc.forms(left + 1))


def _had_been(doc: Document, m: int) -> bool:
    """Whether token ``m`` is part of "قبل ذلك بيوم كانت القوات قد …": an auxiliary or its subject."""
    return m in doc.actor_on or doc.verb_group(m) == "be" or doc.norm(m) in doc.words["qad"]


def _so_long_after(doc: Document, k: int, mention: DateMention) -> bool:
    """Whether a length of time with "after" stands by the verb at ``k``, of no other event ("بعد أسبوع من سقوطها")."""
    if not isinstance(mention.spec, Length) or mention.spec.count is None:
        return False
    of_it = doc.norm(mention.i - 1).lstrip("وف") in doc.words["after_it"] | doc.words["before_it"]  # "وبعدها بيومين"
    of_it = of_it or doc.match(mention.i - 1, doc.lexicon.phrases["followed_by"]) == 1  # "وسبقتها بيوم B"
    opens = mention.i - 2 if doc.norm(mention.i - 1) in doc.words["that_one"] else mention.i - of_it
    if opens > k and doc.norm(opens)[:1] in doc.words["and"]:
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
    behind = mention.j + (doc.norm(mention.j) in doc.words["so_long_only"])
    event = doc.norm(behind) in doc.words["counted_from"] | doc.words["slot_from"]
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
    k = _noun_at(doc, draft)
    years = anniversary(doc, k)
    if years:
        return Length("year", years), None
    m = k - 1
    joint = doc.norm(m)
    if doc.finite(k):
        return None  # "وبعد عام حررتها X": after what was told before
    if joint in doc.words["counted_from"]:
        m -= 1
    m -= doc.norm(m) in doc.words["so_long_only"]
    mention = doc.date_on.get(m)
    if mention is None or not isinstance(mention.spec, Length):
        return None
    after = doc.norm(mention.i).lstrip("و") in doc.words["since"]
    return (mention.spec, mention) if after or joint in doc.words["counted_on"] else None


def _noun_at(doc: Document, draft: Draft) -> int:
    """ "بعد أسبوع من وقوعها بيد X": where the noun stands that tells a state's change; else the trigger."""
    if draft.rule.startswith("under."):
        nouns = doc.words["came_under"] | doc.words["came_back"]
        for m in range(draft.i - 1, max(draft.i - OVER, doc.bounds(draft.i)[0]) - 1, -1):
            if any(f.pos == "vn" and f.lemma in nouns for f in doc.forms(m)):
                return m
            if doc.finite(m) or doc.tokens[m].kind == "punct":
                break
    return draft.i


def _of_verb_behind(doc: Document, k: int, mention: DateMention) -> bool:
    """Whether a verb stands between a noun at ``k`` and a day behind it."""
    return any(doc.finite(m) for m in range(k + 1, mention.i))


def _of_noun(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "سقوط X في 21 سبتمبر 2014", "سيطرته على X، ثاني المدن، في 26 أكتوبر": whether a day behind the place is that of
    the noun itself, not of what another verb tells."""
    if any(doc.finite(m) for m in range(draft.i, mention.i)):
        return False
    apart = any(doc.tokens[m].text in COMMAS for m in range(draft.i, mention.i))
    if year_named(mention) is not None and not apart:
        return True
    dated = doc.norm(mention.i - 1) in doc.words["inside"] or doc.norm(mention.i) in doc.words["at_which"]
    return isinstance(mention.spec, Day) and dated


def before_that(doc: Document, draft: Draft, spec: Length, mention: DateMention | None) -> ResolvedDate:
    """The day of an event so long before the day of its sentence, else before publication; precise to the unit."""
    i, j = doc.bounds(draft.i)
    led = any(doc.finite(m) for m in range(i, draft.i))  # "جاء ذلك غداة سيطرته على X، فيما بدأت المعارك الخميس"
    told = [d for d in doc.dates_in(i, j) if d is not mention and not (led and _of_verb_behind(doc, draft.i, d))]
    own = next((d for d in told if d.i >= draft.hit.stop and _of_noun(doc, draft, d)), None)
    if own is not None:
        return resolve_date(own, doc.published)  # "مرت أعوام على سقوط X في 21 سبتمبر 2014"
    days = (resolve_date(d, doc.published) for d in told)
    anchor = next((d.start for d in days if d.start is not None and d.precision == "day"), doc.published)
    if anchor is None or spec.count is None or spec.unit in ("hour", "day"):
        return resolve(Ago(spec.unit, spec.count), anchor, False)
    day = anchor - timedelta(days=round(spec.count * DAYS_IN[spec.unit]))
    if mention is not None and (roughly := _roughly(doc, spec, mention, anchor, day)) is not None:
        return roughly
    if spec.unit == "year":  # the same day of that year, the 29th of February one before
        day = anchor.replace(
            year=anchor.year - spec.count, day=min(anchor.day, 28 if anchor.month == 2 else anchor.day)
        )
    return ResolvedDate(day, day + timedelta(days=1), spec.unit)


def _roughly(doc: Document, spec: Length, mention: DateMention, anchor: date, day: date) -> ResolvedDate | None:
    """ "بعد أكثر من عام على سقوطها", "بعد ثلاث سنوات من احتلالها": the span in which an event so long before the anchor
    may lie; None where the length is meant to the day ("مرور ثلاث سنوات على تحريرها", "بعد أسبوع من").
    """
    words = {doc.norm(m) for m in range(mention.i, mention.j)}
    unit = timedelta(days=round(DAYS_IN[spec.unit]))
    if words & doc.words["more_than"]:
        return ResolvedDate(day - unit, day + timedelta(days=1), spec.unit)
    if words & doc.words["less_than"]:
        return ResolvedDate(day, day + unit, spec.unit)
    after = any(doc.norm(m).lstrip("و") in doc.words["since"] for m in (mention.i, mention.i - 2))  # "بعد مرور عام على"
    if (after and spec.unit in ("month", "year")) or words & doc.words["nearly_so_much"]:
        return ResolvedDate(day - unit / 2, day + unit / 2, spec.unit)
    return None


def hours_later(doc: Document, draft: Draft) -> bool:
    """ "وسيطر عليها بعد ساعات": whether what is told came about within hours of what is told before it."""
    within = doc.words["hours_after"]
    behind = range(draft.j, min(draft.j + HOURS_BEHIND, doc.bounds(draft.i)[1]))
    return any(doc.norm(m) in doc.words["in_hours"] and doc.norm(m - 1) in within for m in behind)
