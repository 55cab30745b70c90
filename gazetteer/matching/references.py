"""Places that only locate, name or send somewhere: reference points, not the scene of what is told.

Each rule returns a reason in words, or None; the words are in ``relations.yml`` and ``traps.yml``.
"""

from __future__ import annotations

from itertools import takewhile

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import MatchingWords

BORDER = "a border is named by it"
# Reference points that are spoken of all the same: what a battle is for, where an officer sits.
OFFICE, BATTLE = "says over what an office is", "a battle is named after it"
PEOPLE = "says where people come from"
GOVERNMENT = "the capital stands for its government"
BACKER = "says who stands behind somebody"
RANKED = "says among which another place ranks"
_IN = frozenset(["\u0641\u064a"])
_AND = "\u0648"
_LAM = "\u0644"
_WITH = "\u0645\u0639"
_FROM = "\u0645\u0646"
_DASHES = "-\u2013\u2014/:("
_DATELINE = 4
_TYING = {_FROM: "backed", _WITH: "tied", "\u0639\u0644\u064a": "counted_to", "\u0627\u0644\u064a": "counted_to"}
_MEN = "\u064a\u0646"  # how words for several men end behind a preposition
_GLUED = frozenset("\u0628\u0643\u0648\u0641")
_LOOK_BACK = 18
_SAYS_WITHIN = 4  # tokens behind a capital


def _sentence_bound(view: TextView, k: int) -> bool:
    return k < 0 or view.tokens[k].kind == "newline" or view.tokens[k].text in ".!\u061f"


def _locates(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """الواقعة في X، التابعة ل X، تقع شرق X."""
    k = draft.left - 1
    for _ in range(3):
        if not view.is_word(k):
            return None
        if view.within(k, "locating"):
            subject = k == draft.i - 1 and draft.reading.clitics == "" and view.within(k, "locating.verbs")
            return None if subject else "says where something else lies"
        # "التابعة لرئاسة الأركان بطرابلس", but "دخلت الكتيبة التابعة لحكومة X مدينة Y"
        belongs = _written_preposition(draft, view, words) and view.keys[k].startswith((ARTICLE, _LAM))
        far = view.within(k, "distance.words")
        if view.keys[k] not in words.sets["locative"] and not far and not belongs:
            return None
        k -= 1
    return None


def _borders(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    return BORDER if at_border(draft, view) else None


def at_border(draft: Draft, view: TextView) -> bool:
    """الحدودية مع العراق، بمحاذاة X: whether a border is named by it."""
    k = draft.left - 1
    if view.key(k) == _WITH:
        k -= 1
    return view.listed(k, "borders")


def _people(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """نازحي X، محافظ X، مجلس X: people of the place, or an office over it."""
    k = draft.left - 1
    if draft.relation not in ("at", "near") or not view.is_word(k):
        return None
    if draft.head_at is None and not _GLUED.isdisjoint(draft.reading.clitics):
        return None
    for group, reason in (("of.people", PEOPLE), ("of.offices", OFFICE)):
        if view.within(k, group) and not view.keys[k].startswith(ARTICLE):
            return reason
    return None


def _towards(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """باتجاه X; with words of leaving, or of a convoy that goes, also إلى X."""
    k = draft.left - 1
    if view.listed(k, "towards"):
        return "a direction of movement"
    while view.listed(k, "part.nouns"):
        k -= 1
    if view.key(k) not in words.sets["goal"] or {view.key(k - 1), view.key(k + 1)} & words.sets["besides"]:
        return None  # "إضافة إلى X", "إلى جانب X": one more
    for back in range(k - 1, max(-1, k - _LOOK_BACK), -1):
        if _sentence_bound(view, back):
            return None
        convoy = view.listed(back, "pushing") and view.key(back - 1) in words.sets["convoys"]
        if convoy or view.listed(back, "leaving"):
            return "where somebody leaves for"
    return None


def _origin(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """النازحين من X."""
    k = draft.left - 1
    if view.key(k) != _FROM or not view.is_word(k - 1):
        return None
    people = view.within(k - 1, "of.people") or view.within(k - 1, "trap.units")
    return PEOPLE if people else None


def _backs(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """المدعومة من الإمارات، بمساندة مقاتلين من X، التي تدعمها تركيا: who stands behind a force, not where it is."""
    k = draft.left - 1
    clitics = draft.reading.clitics
    if (not clitics and view.listed(k, "backing")) or (clitics == _AND and view.listed(k - 1, "backing")):
        return BACKER  # "تدعمها السعودية والإمارات"
    if draft.reading.clitics[-1:] == _LAM and view.within(k, "tied"):
        return BACKER
    group = _TYING.get(view.key(k))
    men = group == "backed" and view.key(k - 1).endswith(_MEN) and view.within(k - 2, group)
    return BACKER if group and view.is_word(k - 1) and (men or view.within(k - 1, group)) else None


def _compared(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "على غرار X", "سرت ليست طرابلس", "كما X قبلها": what another place is compared with."""
    k = draft.left - 1
    if draft.relation != "at" or not view.is_word(k) or (draft.reading.clitics and draft.head_at is None):
        return None
    return "another place is compared with it" if view.key(k) in words.sets["compared"] else None


def speaks(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "أعلنت دمشق", "لكن دمشق نفت ذلك": a capital stands for its government."""
    if draft.own_head or draft.relation != "at" or draft.reading.clitics.strip("\u0648\u0641"):
        return None
    name = "".join(view.keys[draft.i : draft.j])[len(draft.reading.clitics) :]
    if name not in words.capitals and name not in words.sets["trap.seats"]:
        return None
    k = draft.i - 1
    heads = draft.reading.clitics or not view.is_word(k) or view.listed(k, "trap.speech_openers")
    told = view.listed(k, "trap.speech") or (heads and view.listed(draft.end, "trap.speech_behind"))
    kept = (k, draft.end, draft.end + 1) if heads else (k,)  # "ودمشق ما زالت تقول"
    told = told or (any(view.listed(m, "trap.speech_kept") for m in kept) and _goes_on_saying(draft, view))
    return GOVERNMENT if told else None


def _goes_on_saying(draft: Draft, view: TextView) -> bool:
    """ "ظلت دمشق حتى المساء تنفي": whether a verb of speaking follows in the clause of the verb before the capital."""
    near = takewhile(view.is_word, range(draft.end, draft.end + _SAYS_WITHIN))
    return any(view.listed(k, "trap.speech_behind") for k in near)


def _dateline(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "دمشق - سانا", "بغداد (رويترز)": where the report was filed."""
    if draft.i - view.line_start(draft.i) > _DATELINE or draft.own_head or draft.end + 1 >= len(view.tokens):
        return None
    if view.tokens[draft.end].text not in _DASHES or (draft.i > view.line_start(draft.i) and view.is_word(draft.i - 1)):
        return None  # "استعاد X مدينة Y (عاصمة ولاية الجزيرة)": a name in a clause
    following = range(draft.end + 1, min(draft.end + 4, len(view.tokens)))
    agency = any(view.listed(k, "trap.agencies") for k in following)
    return "the dateline of the report" if agency else None


def _battle(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """معركة X، عملية تحرير X: the name of a battle; of one that is over ("انتهاء عملية تحرير X") X is what it won."""
    k = draft.left - 1
    if draft.reading.clitics and draft.head_at is None:
        return None
    if view.key(k) in words.sets["trap.links"]:
        k -= 1  # "عملية تحرير X"
        if view.key(k - 1) in words.sets["trap.battles_over"]:
            return None
    named = view.listed(k, "trap.battles") and not view.keys[k].startswith(ARTICLE)
    return BATTLE if named and draft.relation == "at" else None


def _seat(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "زنجبار عاصمة محافظة أبين", "ثاني أكبر مدن المحافظة": of which it is the capital, or one of the towns."""
    k = draft.left - 1
    if draft.relation != "at" or not view.is_word(k) or (draft.reading.clitics and draft.head_at is None):
        return None
    if view.keys[k] in words.sets["seats"]:
        return "says of what another place is the capital"
    ranked = view.listed(k - 1, "ranks")
    return RANKED if ranked and view.keys[k] in words.heads else None


def _building(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "مقر محافظة نينوى": a building of the governorate, not the governorate."""
    k = draft.left - 1
    if draft.head is None or draft.head.scope != "governorate" or not view.is_word(k):
        return None
    return "a building is named after it" if view.within(k, "trap.buildings") else None


RULES = (
    _building, _seat, _locates, _borders, _people, _towards, _origin, _backs, _compared, speaks, _dateline, _battle,
)  # fmt: skip


def reference(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """Return why the place is only a reference point, or None."""
    for rule in RULES:
        if reason := rule(draft, view, words):
            return reason
    return None


def locator_of(drafts: list[Draft], n: int, view: TextView, words: MatchingWords) -> Draft | None:
    """Return the draft that draft ``n`` locates: "مدينة الميادين في دير الزور", "Y (شرق X)", "Y بريف X"."""
    if n == 0:
        return None
    draft, before = drafts[n], drafts[n - 1]
    between = range(before.end, draft.left)
    if len(between) > 3 or draft.left < before.end:
        return None
    linked = draft.relation in ("near", "around", "part") or _written_preposition(draft, view, words)
    linked |= len(between) == 0 and view.key(draft.i) in words.sets["direction_nouns"]  # "طرابلس شمال لبنان"
    comma = False
    for k in between:
        text = view.tokens[k].text
        if view.keys[k] in _IN or text == "(":
            linked = True
        elif text in '\u060c,"\u00bb\u201d)':
            comma = True
        elif not (view.is_word(k) and view.keys[k].startswith(ARTICLE)) or view.keys[k] in words.heads:
            return None
    if comma and draft.relation not in ("near", "around"):
        return None
    first = view.keys[draft.left] if draft.left < len(view.keys) else ""
    conjunction = first.startswith("\u0648") and draft.reading.clitics.startswith("\u0648")
    return before if linked and not conjunction else None


def _written_preposition(draft: Draft, view: TextView, words: MatchingWords) -> bool:
    """Does ب stand on the first word of the mention ("بريف حمص", "بالرقة"), which is not its own ("بلدة X")?"""
    if draft.left == draft.i:
        return draft.reading.clitics.endswith("\u0628")
    word = view.key(draft.left)
    return word.startswith("\u0628") and len(word) > 3 and word not in words.heads
