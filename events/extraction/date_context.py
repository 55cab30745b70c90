"""What stands around a date: the beginning that it is of, the clause, the item and the relative that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import begins_day
from events.extraction.clause_bounds import left_bound
from events.extraction.date_shifts import hours_later
from events.extraction.date_values import FINE, ResolvedDate, Since, Until
from events.extraction.dates import DateMention, resolve_date
from events.extraction.document import Document
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.relatives import relative_of
from events.extraction.rules.draft import Draft

BEGIN_REACH = 14
COUNTED = 4  # tokens from an ordinal over what it counts to the verb
LONGEST_PARTICLE = 3
COARSE = ("since", "month", "year", "season")  # kinds of dates that tell none
RELATIVE_REACH = 9  # tokens from a relative pronoun to a date in its clause
SPANS = ("week", "month", "year")  # precisions of days that are no single one
ENDED = ("siege_broken", "repelled")  # "since" beside these tells how long the siege had lasted
OWN_DAY = 4  # tokens from the end of a clause to the day of its last item
OPENS = 5  # tokens from "when" over a side to its verb


def of_beginning(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "العملية التي بدأتها في 27 نوفمبر وبسطت خلالها سيطرتها": when it began is not when its results came about; today
    and yesterday are of both, so is the weekday of an attack ("شن الاثنين هجوما وسيطر"), the day of one won soon."""
    if mention.kind == "relative" or not _another_clause(doc, draft, mention):
        return False
    attack = any(doc.norm(m) in doc.words["attack_nouns"] for m in _beside(mention))
    soon = attack and (mention.kind == "weekday" or (mention.kind in FINE and hours_later(doc, draft)))
    return begins_on(doc, mention) and not soon


def _beside(mention: DateMention) -> tuple[int, ...]:
    """The tokens right before and behind a date."""
    return (mention.i - 1, mention.j)


def of_what_ended_so(doc: Document, draft: Draft) -> DateMention | None:
    """ "شن X أمس هجوما انتهى بسيطرته على Y", "معارك أسفرت عن سيطرة X": the day of the fight is that of its outcome."""
    governor = draft.stance.governor
    form = doc.finite(governor) if governor is not None and governor < draft.i else None
    if form is None or form.lemma not in doc.words["ends_in"] or draft.stance.kind != "real":
        return None
    told = doc.dates_in(left_bound(doc, governor - 1), governor)
    fought = (d for d in reversed(told) if d.kind in FINE and not (d.kind == "day" and begins_on(doc, d)))
    return next(fought, None)


def begins_on(doc: Document, mention: DateMention) -> bool:
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


def told_at_which(doc: Document, draft: Draft) -> DateMention | None:
    """ "في آب 2014 حين سيطر X على Y", "تعود القصة إلى 2011 عندما …": the date right before the "when" of the clause."""
    near = range(draft.i - 1, max(draft.i - OPENS, doc.bounds(draft.i)[0]), -1)
    opener = next((m for m in near if doc.norm(m) in doc.words["at_which"] and m not in doc.date_on), None)
    if opener is None or any(doc.finite(m) and doc.verb_group(m) != "be" for m in range(opener + 1, draft.i)):
        return None
    last = opener - 1 - (doc.tokens[opener - 1].text in COMMAS)
    mention = doc.date_on.get(last)
    if mention is None or mention.j != last + 1 or mention.kind in ("duration", "range"):
        return None
    if isinstance(mention.spec, Since):  # "منذ آب 2014 حين": then it was
        return replace(mention, spec=mention.spec.first)
    return replace(mention, spec=mention.spec.last) if isinstance(mention.spec, Until) else mention


def of_another_told(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """Whether a date behind the trigger is of what is told of the place, or of the item before it."""
    return _since_described(doc, draft, mention) or _of_item_before(doc, draft, mention)


def _of_item_before(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "استعاد X مدينة A في آذار ثم B": the day behind an item is not that of what came "then"."""
    place = draft.hit.place if draft.hit is not None and draft.hit.how == "near" else None
    if place is None or not draft.i < mention.i < place.i:
        return False
    then = any(doc.norm(m).lstrip("و") in doc.words["next_then"] for m in range(mention.j, place.i))
    return then and any(m in doc.place_on for m in range(draft.i + 1, mention.i))


def _since_described(doc: Document, draft: Draft, mention: DateMention) -> bool:
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


def after_beginning(doc: Document, k: int, mention: DateMention) -> bool:
    """ "سيطر على X بعد أسبوع من بدء العملية في 13 يونيو", "بعد هجوم فاشل قبل أسبوع": behind the trigger at ``k``, when
    it all began or was tried in vain."""
    if _of_a_line(doc, mention) or doc.norm(mention.i - 1) in doc.words["in_vain"] or _of_earlier(doc, k, mention):
        return True
    back = range(mention.i - 1, k, -1)
    begins = next((m for m in back if doc.norm(m).lstrip("وف") in doc.words["begins"]), None)
    after = doc.words["since"] | doc.words["counted_from"] | doc.words["counted_on"]
    return (
        begins is not None
        and doc.norm(begins - 1) in after
        and not any(doc.tokens[m].text in "،,؛" for m in range(begins, mention.i))
    )


def _of_earlier(doc: Document, k: int, mention: DateMention) -> bool:
    """ "ثالث مدينة تسقط بيد X بعد A في مايو وB": the days behind "after" are those of the towns that went before."""
    counted = any(doc.norm(m) in doc.words["ordinals"] for m in range(max(k - COUNTED, 0), k))
    behind = counted and (m for m in range(k + 1, mention.i) if doc.norm(m) in doc.words["after"])
    return bool(counted) and any(m + 1 in doc.place_on for m in behind)


def _of_a_line(doc: Document, mention: DateMention) -> bool:
    """ "تراجعت X إلى حدود عام 2003": the date by which a line is known is not that of a retreat to it."""
    return doc.norm(mention.i - 1) in doc.words["lines_of_old"]


def in_description(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "القوات التي هاجمها Y في أغسطس استعادت X", "X، التي سقطت عام 2015، عادت إلى Y": a date that describes a side,
    or a place in an aside, is not of the verb behind; "تحرير A (مارس 2015)، سقوط B": nor one in brackets."""
    bracket = doc.tokens[mention.j : mention.j + 2] if mention.j < draft.i else ()
    if _of_a_line(doc, mention) or (len(bracket) > 1 and bracket[0].text == ")" and bracket[1].text in COMMAS):
        return True
    i = doc.bounds(mention.i)[0]
    verb = next((m for m in range(mention.i - 1, max(i, mention.i - BEGIN_REACH) - 1, -1) if doc.finite(m)), None)
    relative = relative_of(doc, verb) if verb is not None and verb > i else None
    if relative is None or doc.norm(relative) in doc.words["what"]:
        return False
    shut = doc.at(mention.j).text in COMMAS and draft.i > mention.j
    aside = shut and doc.tokens[relative - 1].text in COMMAS and relative - 2 in doc.place_on
    led = mention.j == draft.i and relative - 1 in doc.place_on  # "X التي سقطت عام 2015 عادت"
    side = aside or led or any(m in doc.actor_on for m in (relative - 1, relative - 2))
    governor = draft.stance.governor
    inside = governor is not None and governor >= verb
    joined = any(doc.norm(m)[:1] in doc.words["and"] for m in (draft.i, draft.i - 1))
    return side and not inside and not joined


def how_long(doc: Document, draft: Draft, mention: DateMention) -> bool:
    """ "كسر X حصارا قائما منذ عام", "دخل X للمرة الأولى منذ عامين", "دخل X منهيا سيطرة Y عليها منذ 2014": how long
    another thing had been so, not since when this is."""
    ended = any(doc.norm(m) in doc.words["ended_nouns"] for m in range(draft.i + 1, mention.i))
    return ended or draft.type in ENDED or doc.norm(mention.i - 1) in doc.words["first_time"]


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
        since = mention.kind != "since" and word.lstrip("و") in doc.words["since"]
        if doc.finite(m) or another or again or since:
            return None
        own = doc.date_on.get(m)
        if own is not None and begins_day(doc, own.i):
            return None  # "سيطر السبت على A والأحد على B"
        if own is not None and own.kind == mention.kind == "since":
            return own  # "يسيطر على A منذ 2017 وعلى B منذ 2018"
        if own is not None and own.kind not in ("duration", "since"):
            return own
    return None


def before_since(doc: Document, k: int, mention: DateMention) -> bool:
    """ "سيطر على A أمس في أكبر نكسة منذ سقوط B": the day told before "since" is not that of the noun
    behind it, at ``k``."""
    return mention.i < k and doc.finite(k) is None and doc.norm(k - 1).lstrip("و") in doc.words["ever_since"]


def behind_since(doc: Document, k: int, mention: DateMention) -> bool:
    """ "أول مرة يدخل X مدينة A منذ سقوطها في 2014": a date behind "since" and a noun is of the noun."""
    since = (m for m in range(k + 1, mention.i - 1) if doc.norm(m) in doc.words["ever_since"])
    return any(any(f.pos == "vn" for f in doc.forms(m + 1)) for m in since)


def of_relative(doc: Document, k: int, mention: DateMention) -> bool:
    """ "سيطر على X ضمن عملية Y التي انتهت في مارس": a month, a year or a "since" in a clause that describes a noun is
    of that clause, all dates are in an aside; else "yesterday" or a weekday there may be of the verb at ``k``."""
    for m in range(mention.i - 1, max(k, mention.i - RELATIVE_REACH), -1):
        if doc.tokens[m].text in COMMAS:
            return False
        if doc.norm(m).lstrip("و") in doc.words["relatives"] - doc.words["what"]:
            shut = doc.at(mention.j).text in COMMAS
            return (shut and m - 2 in doc.actor_on) or mention.kind in COARSE
    return False


def span_of_saying(doc: Document, verb: int, source: int) -> ResolvedDate | None:
    """ "أعلن X العام الماضي أنه سيطر": the week, month or year in which it was said with the verb at ``verb``, by a
    source that ends at ``source``."""
    near = [*range(verb + 1, min(source + 4, len(doc.tokens))), *range(verb - 1, max(verb - 4, -1), -1)]
    for k in near if doc.finite(verb) is not None else ():
        if k > verb and doc.norm(k) in doc.words["complementizers"]:
            return None
        if (mention := doc.date_on.get(k)) is not None:
            found = resolve_date(mention, doc.published)
            return found if found.start is not None and found.end and found.precision in SPANS else None
    return None


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
