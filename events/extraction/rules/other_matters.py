"""What a sentence with a word of control is about instead: ages past, wars elsewhere, ceremonies, judgements."""

from __future__ import annotations

from events.extraction.adjuncts import gap
from events.extraction.clause_bounds import left_bound
from events.extraction.dates import year_named
from events.extraction.document import Document
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import plain_noun
from events.extraction.types import CHANGES

MODERN, CENTURY = 2000, 1900  # what a text tells of a year before this one colours no map of these wars
BACK = 4  # sentences that go on telling of the year named before them
REACH = 8
ROUND, SPORT = 2, 3  # sentences on either side that tell of a match, and so many of its words in them
OPENING = 60  # tokens in which a text says that it is about a book or a film
FALL = ("fall", "freed")
BUILT = ("dam", "bridge")
NOUN = ".noun"
WORK, TRIAL = 4, 16  # tokens between a work and the verb that it tells with; from a trial to what is tried
SEARCH = 8  # tokens from a place cordoned off to whom or what is looked for there
WINNING = ("control.", "retake.", "free.")
UNREAL = ("expected", "denied", "none")


def other_matter(doc: Document, draft: Draft) -> bool:
    """Whether what a rule found is told of another age, another war, a ceremony, or only judged."""
    for test in (
        _past_age,
        _in_match,
        _other_war,
        _ceremony,
        _figure,
        _another_falls,
        _task,
        _judged,
        _whole_country,
        _whoever,
        _cordon,
        _told_in_a_work,
        _on_trial,
        _riot_police,
        _recalled,
        _collapses,
        _newsroom,
    ):
        if test(doc, draft):
            return True
    return False


def _whole_country(doc: Document, draft: Draft) -> bool:
    """ "انسحاب القوات من العراق", "الفساد يحتل العراق": nobody takes or leaves a whole country in a day."""
    place = draft.hit.place.mention.place
    whole = draft.type in CHANGES and draft.hit.extent != "partial" and draft.stance.kind not in UNREAL
    return whole and place is not None and place.kind == "country"


def _past_age(doc: Document, draft: Draft) -> bool:
    """ "أحداث آذار 1991 حين سقطت البصرة": the year that the clause is of is one before these wars."""
    number = doc.sentence_of[draft.i]
    first, here = doc.sentences[max(number - BACK, 0)][0], doc.bounds(draft.i)
    if doc.said("ages", *here) and not _present(doc, *here):
        return True
    if not doc.having("long_ago", first, here[1]):
        return False
    dated = _years_named(doc, first, here[1])
    if not any(year < MODERN for _, year in dated) or _present(doc, *here):
        return False
    own = [(i, year) for i, year in dated if i >= here[0]]
    if own:
        return all(year < MODERN and _dates(doc, draft.i, i, draft.has_known_side) for i, year in own)
    return dated[-1][1] < MODERN and (not draft.has_known_side or bool(doc.said("genre", 0, OPENING)))


def _years_named(doc: Document, i: int, j: int) -> list[tuple[int, int]]:
    """The years named in tokens ``[i, j)`` with their tokens; those of centuries past are no dates of the text."""
    told = (m for m in doc.dates_in(i, j) if m.kind != "since")
    named = [(m.i, year) for m in told if (year := year_named(m)) is not None]
    numbers = (k for k in range(i + 1, j) if doc.tokens[k].kind == "number" and k not in doc.date_on)
    long_ago = [(k, n) for k in numbers if 0 < (n := _whole_number(doc, k)) < MODERN and _is_year(doc, k, n)]
    return sorted(named + long_ago)


def _is_year(doc: Document, k: int, number: int) -> bool:
    """Whether a number at ``k`` stands behind "year", or alone behind "in" as those of the last century do."""
    alone = number >= CENTURY and doc.norm(k - 1) in doc.words["slot_in"]
    return alone or doc.norm(k - 1) in doc.words["years"]


def _whole_number(doc: Document, k: int) -> int:
    return int(doc.norm(k)) if doc.norm(k).isdecimal() else 0


def _dates(doc: Document, k: int, i: int, known: bool) -> bool:
    """Whether a year at ``i`` may be that of a trigger at ``k``: no clause of its own ("التي بنيت عام 1975") stands
    about it; one that goes on to the trigger only where no side of these wars is told."""
    if i > k:
        return not any(doc.norm(m) in doc.words["relatives"] or doc.finite(m) for m in range(k + 1, i))
    closed = known or any(doc.tokens[m].text in COMMAS for m in range(i, k))
    described = range(max(doc.bounds(k)[0], i - REACH), i) if closed else ()
    return not any(doc.norm(m) in doc.words["relatives"] for m in described)


def _present(doc: Document, i: int, j: int) -> bool:
    """Whether a sentence tells of today or yesterday as well, or of somebody's birth."""
    today = any(m.kind in ("relative", "weekday") for m in doc.dates_in(i, j))
    return today or bool(doc.said("born", i, j))


def _in_match(doc: Document, draft: Draft) -> bool:
    """ "حاصر الجيش أصحاب الأرض في منطقتهم": told of a match, by the words of the sentences about it."""
    if not doc.having("match"):
        return False
    number = doc.sentence_of[draft.i]
    first, last = max(number - ROUND, 0), min(number + ROUND, len(doc.sentences) - 1)
    words = doc.said("match", doc.sentences[first][0], doc.sentences[last][1])
    return len({doc.norm(m) for m in words if not doc.mentioned(m)}) >= SPORT


def _other_war(doc: Document, draft: Draft) -> bool:
    """ "السيطرة على مدينة ماريوبول": a place that no record has, in a text that tells of another country's war."""
    mention = draft.hit.place.mention
    if mention.place is not None:
        return False
    number = doc.sentence_of[draft.i]
    near = doc.said("other_wars", doc.sentences[max(number - 1, 0)][0], doc.bounds(draft.i)[1])
    rows = [doc.lexicon.actor.get(f.actor.slug or "") for f in (draft.gaining, draft.losing) if f is not None]
    ours = any(row is not None and row.country in doc.lexicon.at_war for row in rows)
    return bool(near) and (not ours or len(doc.said("other_wars", 0, len(doc.tokens))) > 1)


def _ceremony(doc: Document, draft: Draft) -> bool:
    """ "مراسم رفع العلم فوق قلعة X": a flag is hoisted over what one has."""
    return draft.rule.startswith("hoist") and bool(doc.said("ceremony", *doc.bounds(draft.i)))


def _figure(doc: Document, draft: Draft) -> bool:
    """ "سقطت المدينة في الظلام", "تتحرر المدينة من الخوف", "الأضرار التي سقطت عليها": nobody takes it."""
    if draft.rule.split(".")[0] not in FALL:
        return False
    if prep_at(doc, draft.i + 1, doc.words["slot_upon"]):
        return True  # what falls upon it
    last = max(draft.i + 1, draft.hit.stop)
    for m in range(last, min(last + 3, doc.bounds(draft.i)[1])):
        small = doc.norm(m) in doc.words["at"] or doc.norm(m) in doc.words["from"]
        unable = doc.lexicon.phrases["cannot_hold"]
        if small and (doc.match_noun(m + 1, doc.lexicon.phrases["falls_into"]) or doc.match_noun(m + 1, unable)):
            return m + 1 not in doc.actor_on and m + 1 not in doc.place_on
    return False


def _another_falls(doc: Document, draft: Draft) -> bool:
    """ "سقط نظام X", "سقط موقع بلدية Y": the noun right behind the verb is what fell, and it is no place."""
    if draft.rule.split(".")[0] != FALL[0] or doc.finite(draft.i) is None or draft.hit.place.i <= draft.i:
        return False
    told = doc.words["winner_alone"] | doc.words["their_hands"] | doc.words["after"]  # what fell stands before these
    between = range(draft.i + 1, draft.hit.place.i)
    if any(doc.match(m, doc.lexicon.phrases["plural_heads"]) for m in between):
        return False  # "سقطت سبع قرى بيد X بينها Y"
    hands = doc.words["hands"]  # "سقطت في يد X مدينتا Y وZ"
    end = next((m for m in between if doc.norm(m) in told or doc.norm(m + 1) in hands), draft.hit.place.i)
    return any(plain_noun(doc, m) for m in gap(doc, draft.i + 1, end))


def _task(doc: Document, draft: Draft) -> bool:
    """ "تسلمت الهيئة إدارة المنفذ", "سلمت الحي إلى بلدية X": an office's work, where no side is named."""
    if draft.has_known_side or draft.type != "handover":
        return False
    behind = range(draft.hit.stop, min(draft.hit.stop + 2, doc.bounds(draft.i)[1]))
    if any(doc.match_noun(m, doc.lexicon.phrases["unarmed"]) for m in behind):
        return True
    return any(doc.norm(m) in doc.words["tasks"] for m in range(draft.i + 1, draft.hit.place.i))


def _judged(doc: Document, draft: Draft) -> bool:
    """ "السيطرة على X هي الجائزة", "السيطرة على X تفتح طريقا", "تمثل السيطرة على X هدفا": what control of a place would
    be worth, and nobody's."""
    if not draft.rule.endswith(NOUN) or draft.stance.kind in UNREAL:
        return False
    counted = doc.verb_group(draft.i - 1) == "count_as"
    if draft.has_known_side and not (counted and doc.norm(draft.i).startswith(ARTICLE)):
        return False
    if counted or doc.norm(draft.i - 1) in doc.words["weighed"]:
        return True
    first = draft.i <= left_bound(doc, draft.i) + 1 or doc.norm(draft.i - 1) in doc.words["complementizers"]
    stop = min(draft.hit.stop + REACH, doc.bounds(draft.i)[1])
    told = doc.words["opens_up"] | doc.words["is_not"]  # "استعادة X لن تكون نهاية الحرب"
    if first and draft.rule.startswith(WINNING) and doc.norm(draft.hit.stop) in told:
        return True
    return first and any(doc.norm(m) in doc.words["copulas"] for m in range(draft.hit.stop, stop))


def _whoever(doc: Document, draft: Draft) -> bool:
    """ "ومن يمسك بها يتحكم بالطريق", "أكد أن من سلم المدينة سيحاسب": told of anybody, unless "it is X who" stands
    before."""
    form = doc.finite(draft.i)
    told = form is not None and doc.norm(draft.i - 1) in doc.words["whoever"]
    nobody = told and not draft.has_known_side and doc.norm(draft.i - 2) in doc.words["complementizers"]
    present = told and (form.asp == "i" or nobody)
    return present and doc.norm(draft.i - 2) not in doc.words["is_who"] and draft.i - 2 not in doc.actor_on


def _cordon(doc: Document, draft: Draft) -> bool:
    """ "فرضت الشرطة طوقا أمنيا على X", "طوقت الشرطة الحي بحثا عن مطلوبين": about the scene of something, no siege."""
    if draft.type != "siege":
        return False
    first, last = draft.i, max(draft.j, draft.hit.stop)
    cordon = doc.norm(first).lstrip("وفب") in doc.words["cordons_off"]
    behind = range(last, min(last + SEARCH, doc.bounds(first)[1])) if cordon else ()
    searched = any(doc.norm(m).lstrip("و") in doc.words["searches"] for m in behind)
    return searched or any(doc.norm(m) in doc.words["policing"] for m in range(first, last))


def _told_in_a_work(doc: Document, draft: Draft) -> bool:
    """ "كتاب بعنوان «تحرير X»", "يرصد الوثائقي سقوط X": the title of a work, or what one tells."""
    if not draft.rule.endswith(NOUN):
        return False
    first = doc.bounds(draft.i)[0]
    before = doc.word_before(draft.i)
    quoted = before < draft.i - 1 and doc.match_noun(before, doc.lexicon.phrases["titled"]) > 0
    works = doc.said("works", first, draft.i)
    telling = works and doc.said("tells_of", max(works[0] - WORK, first), draft.i)
    return quoted or any(abs(m - n) <= WORK for m in works for n in telling)


def _on_trial(doc: Document, draft: Draft) -> bool:
    """ "حوكم الضابط بتهمة تسليم X", "لجنة التحقيق في سقوط X": what is judged or looked into is over, and no news."""
    if not draft.rule.endswith(NOUN):
        return False
    first = max(doc.bounds(draft.i)[0], draft.i - TRIAL)
    tried = next(reversed(doc.said("tried", first, draft.i)), None)
    if tried is None or tried in doc.place_on:
        return False
    apart = doc.words["complementizers"] | doc.words["since"]
    return not any(doc.norm(m) in apart for m in range(tried + 1, draft.i))


def _riot_police(doc: Document, draft: Draft) -> bool:
    """ "انسحبت قوات مكافحة الشغب من ساحة X": the police of a street hold and leave no place."""
    if not doc.having("riot_police") or draft.type not in CHANGES or draft.has_known_side:
        return False
    return bool(doc.said("riot_police", *doc.bounds(draft.i)))


def _recalled(doc: Document, draft: Draft) -> bool:
    """ "أعادت سيطرة X على Y إلى الأذهان": what brings back memories takes nothing back."""
    if not doc.having("to_mind"):
        return False
    stop = min(draft.hit.stop + REACH, doc.bounds(draft.i)[1])
    return draft.rule.endswith("recapture") and bool(doc.said("to_mind", draft.i, stop))


def _collapses(doc: Document, draft: Draft) -> bool:
    """ "سقوط السد", "سقط الجسر": what is built of earth or stone, and falls into nobody's hands, has collapsed."""
    place = draft.hit.place.mention.place
    built = place is not None and place.kind in BUILT
    return built and draft.rule.split(".")[0] == FALL[0] and not draft.has_known_side


def _newsroom(doc: Document, draft: Draft) -> bool:
    """ "قسم التحرير :: X", "مدير التحرير": who writes and edits, and the place that the line is dated from."""
    defined = draft.rule.endswith(NOUN) and doc.norm(draft.i).startswith(ARTICLE)
    return defined and doc.norm(draft.i - 1) in doc.words["newsroom"]
