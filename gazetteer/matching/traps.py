"""Place names that are no places where they stand: units, papers, councils, clubs, people, everyday words.

Each rule looks at the words around a name and returns a reason in words, or None. The words and their
examples are in ``traps.yml``.
"""

from __future__ import annotations

from collections.abc import Callable

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.extents import OPENING
from gazetteer.matching.index import NameIndex
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import TOWN_ZIPF, VILLAGE_ZIPF, MatchingWords

Rule = Callable[[Draft, TextView, MatchingWords], str | None]
PROMINENT_POPULATION = 30_000
MEDIUM, LOCAL_MEDIUM = "name of a medium", "name of an outlet of a place"
_MANY_TOKENS = 2
_CLOCK = 2  # tokens before the minutes: the hour and the colon
_GLUED = frozenset("\u0628\u0644\u0643\u0648\u0641")  # what may be written on a name: it completes no word before it
_ACCUSATIVE = "\u0627"  # the last letter of a counted noun, and of a country's name that is its people's adjective
_BEFORE_A_NOUN = ("\u0648", "\u064a")  # the last letters of a plural before its noun
_NAME_LETTERS = 4
_MINOR = frozenset("village neighbourhood hill camp bridge facility road".split())


def _opener(draft: Draft, view: TextView, words: MatchingWords, group: str) -> int | None:
    """Return the token of a word of ``group`` that the name completes: directly, or over construct nouns.

    "لواء تحرير الرقة" is one name; in "دخلت قوات النظام حلب" the article on النظام closes the chain.
    """
    k = draft.start - 1
    if k >= 0 and view.tokens[k].text in OPENING:
        k -= 1
    if draft.own_head and not draft.name_head and view.listed(draft.start, group):
        return draft.start
    for _ in range(4):
        if not view.is_word(k) or (view.keys[k].startswith(ARTICLE) and view.keys[k] not in words.sets[group]):
            return None
        if view.within(k, group):
            return k
        if not view.within(k, "trap.links"):
            return None
        k -= 1
    return None


def in_phrase(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """The name is a word of a fixed phrase ("البيت الأبيض", "الوضع القائم")."""
    if draft.j - draft.i > 1:
        return None
    for k in range(max(0, draft.i - 2), draft.i + 1):
        for variant in view.facts[k].variants:
            for phrase in words.phrases.get(variant, ()):
                inside = draft.i < k + len(phrase)
                if inside and all(view.key(k + n) == w for n, w in enumerate(phrase[1:], 1)):
                    return "part of the phrase " + " ".join(view.tokens[m].text for m in range(k, k + len(phrase)))
    return None


def of_unit(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """A fighting body, operation or campaign bears the name."""
    k = _opener(draft, view, words, "trap.units")
    if k is None:
        return None
    operation = view.keys[draft.i][draft.reading.offset :] in words.sets["trap.operations"]
    if (view.within(k, "trap.battles") and not operation) or _at_front(view, k, words):
        return None
    return f"name of a unit or operation: {view.tokens[k].text}"


def _at_front(view: TextView, k: int, words: MatchingWords) -> bool:
    """ "في جبهة الضالع": after a preposition a front is where one fights, not who fights."""
    at = words.sets["trap.at_front"]
    return view.within(k, "trap.fronts") and (view.key(k) in at or view.key(k - 1) in at)


def of_military_council(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "مجلس منبج العسكري": a council called military is a fighting body."""
    k = _opener(draft, view, words, "trap.institutions")
    if k is None or view.key(draft.j) not in words.sets["trap.military"]:
        return None
    return f"name of a council or institution: {view.tokens[k].text}"


def of_media(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """A broadcaster, paper or agency bears the name."""
    k = _opener(draft, view, words, "trap.media")
    if k is None or view.key(draft.j) in words.sets["closers"]:
        return None
    local = not view.within(k, "media.national") or view.key(draft.j) in words.sets["media.tails"]
    return f"{LOCAL_MEDIUM if local else MEDIUM}: {view.tokens[k].text}"


def as_outlet(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "بغداد اليوم - خاص": an outlet's name at the head of a line or in brackets; "مراسل عدن نيوز" anywhere."""
    if view.key(draft.j) in words.sets["media.sure_tails"] and not draft.own_head:
        return LOCAL_MEDIUM
    opens = draft.i == 0 or view.tokens[draft.i - 1].kind == "newline" or view.tokens[draft.i - 1].text in OPENING
    if not opens or draft.own_head or view.key(draft.j) not in words.sets["media.tails"]:
        return None
    after = view.tokens[draft.j + 1] if draft.j + 1 < len(view.tokens) else None
    return LOCAL_MEDIUM if after is None or not view.wordy[draft.j + 1] else None


def spoken_to(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "قال للميادين", "قال لعدن الغد إن": one speaks to a medium, not to a town."""
    if draft.own_head or "\u0644" not in draft.reading.clitics or draft.j - draft.i >= _MANY_TOKENS:
        return None
    tail = view.key(draft.j) in words.sets["media.tails"]
    reported = view.key(draft.j + tail) in words.sets["media.that"]
    before = range(max(0, draft.i - (8 if reported else 2)), draft.i)
    speaking = any(view.listed(k, "media.speaking") for k in before)
    return f"{LOCAL_MEDIUM if tail else MEDIUM}: somebody speaks to it" if speaking else None


def of_institution(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """An agreement, talks, a bank, an observatory bears the name; none where the place itself is declared so
    ("إعلان X خالية من …").
    """
    k = _opener(draft, view, words, "trap.institutions")
    office = k is not None and (view.within(k, "of.offices") or _is_centre(draft, view, k, words))
    if k is None or office or view.key(draft.j) in words.sets["trap.declared"]:
        return None
    return f"name of an institution or agreement: {view.tokens[k].text}"


def _is_centre(draft: Draft, view: TextView, k: int, words: MatchingWords) -> bool:
    """ "مركز X" is the middle of X, unless what it is for or what kind it is follows ("مركز X للدراسات")."""
    if k != draft.start - 1 or view.key(k) not in words.sets["trap.centres"]:
        return False
    following = view.key(draft.j)
    return not following.startswith((ARTICLE, "\u0644")) and following not in words.sets["media.that"]


def of_club(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """A club or a match bears the name."""
    k = _opener(draft, view, words, "trap.clubs")
    return None if k is None else f"name of a club or match: {view.tokens[k].text}"


def likened(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "صنعاء ثانية" in quotation marks: another place is likened to it, nothing is told of it."""
    opens = draft.i > 0 and view.tokens[draft.i - 1].text in OPENING
    tail = view.key(draft.j) in words.sets["trap.likened"]
    after = draft.j + 1 < len(view.tokens) and view.wordy[draft.j + 1]
    return "another place is likened to it" if opens and tail and not after and not draft.own_head else None


def spoken_to_it(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "عملية قادمون يا نينوى": a place is called to, as in the names of campaigns and songs; nothing is told of it."""
    called = not draft.reading.clitics and view.key(draft.start - 1) in words.sets["trap.vocatives"]
    return "called to, as in the name of a campaign" if called else None


def as_adjective(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "275 مسلحا سوريا", "40 جنديا ليبيا": behind a counted noun in the accusative it tells whose people they are."""
    k = draft.start - 1
    country = any(o.place.kind == "country" for o in draft.options) and not draft.reading.clitics
    counted = k >= 1 and view.tokens[k - 1].kind == "number" and view.keys[k].endswith(_ACCUSATIVE)
    if not country or not counted or not view.keys[draft.start].endswith(_ACCUSATIVE):
        return None
    return "of which people those are who are counted"


def as_time_zone(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """ "14:35 مكة المكرمة", "18:22 (بتوقيت دمشق)": a clock's town at the end of a line tells the hour, not where."""
    k = draft.start - 1
    while k >= 0 and (view.tokens[k].text in OPENING or view.within(k, "trap.clock_words")):
        k -= 1
    clock = k >= _CLOCK and view.tokens[k].kind == "number" and view.tokens[k - 1].text == ":"
    if not clock or view.tokens[k - 2].kind != "number":
        return None
    after = draft.j < len(view.tokens) and (view.wordy[draft.j] or view.tokens[draft.j].text in "-:")
    return None if after else "the town whose time a clock shows"


def of_person(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """A first name or a kunya directly before makes the name a surname."""
    k = draft.i - 1
    if draft.own_head or draft.reading.clitics or draft.j - draft.i >= _MANY_TOKENS or not view.is_word(k):
        return None
    if view.within(k, "trap.kunya"):
        return f"part of a person's name: {view.tokens[k].text}"
    governorate = any(o.place.kind == "governorate" for o in draft.options)
    if view.within(k, "trap.first_names") and (not governorate or _introduced(view, k)):
        return f"part of a person's name: {view.tokens[k].text}"
    if _unheard_of(view, k, words) and _introduced(view, k):
        return f"part of a person's name: {view.tokens[k].text}"
    everyday = view.key(draft.i) in words.everyday
    if everyday and view.within(k, "trap.titles") and not _prominent(draft):
        return f"part of a person's name: {view.tokens[k].text}"
    return None


def _introduced(view: TextView, k: int) -> bool:
    """Whether a title or a verb of saying stands before a name ("المتحدث X Y", "وقالت X Y")."""
    return view.is_word(k - 1) and (view.within(k - 1, "trap.titles") or view.within(k - 1, "media.citing"))


def _unheard_of(view: TextView, k: int, words: MatchingWords) -> bool:
    """A word that ordinary Arabic does not use, without an article and no plural before its noun ("مسؤولو", "فصائلي"):
    behind a title or a verb of saying it is a first name.
    """
    word, facts = view.key(k), view.facts[k]
    if facts.groups or facts.head or facts.votes or word.startswith(ARTICLE) or word.endswith(_BEFORE_A_NOUN):
        return False
    return len(word) >= _NAME_LETTERS and not any(form in words.everyday for form in facts.variants)


def _completes(draft: Draft) -> bool:
    """May the name complete a word before it: without a head of its own, and nothing written on it?"""
    headed = draft.own_head and not (draft.head and draft.head.quiet)
    return not headed and _GLUED.isdisjoint(draft.reading.clitics)


RULES: tuple[Rule, ...] = (
    in_phrase, of_unit, of_military_council, of_media, as_outlet, spoken_to, of_institution, of_club, likened,
    spoken_to_it, as_adjective, as_time_zone, of_person,
)  # fmt: skip


ALONE = tuple(rule for rule in RULES if rule not in (of_unit, of_military_council, of_media, of_institution, of_club))


def trap(draft: Draft, view: TextView, words: MatchingWords) -> str | None:
    """Return why the name is no place here, or None."""
    for rule in RULES if _completes(draft) else ALONE:
        if reason := rule(draft, view, words):
            return reason
    return None


def _prominent(draft: Draft) -> bool:
    return any(
        o.exact and (o.place.kind in ("city", "governorate", "country") or o.place.population >= PROMINENT_POPULATION)
        for o in draft.options
    )


def _town(draft: Draft) -> bool:
    return any(o.exact and o.place.kind == "town" for o in draft.options)


def full_word(draft: Draft, view: TextView) -> str:
    """The key of a name without spaces, article included, clitics left out ("بالباب" gives الباب)."""
    bare = view.keys[draft.i][draft.reading.offset :] + "".join(view.keys[draft.i + 1 : draft.j])
    return ARTICLE + bare if draft.reading.article else bare


def needs(draft: Draft, view: TextView, index: NameIndex) -> str:
    """What must support the name before it counts: "" (nothing), "context", "seized", "head" or "explicit".

    Names of several words stand for themselves, as do the names of cities that are no everyday words.
    """
    words = index.words
    if all(o.needs_head for o in draft.options):
        return "explicit"
    full = full_word(draft, view)
    if draft.j - draft.i >= _MANY_TOKENS and full not in words.common:
        operation = view.keys[draft.i][draft.reading.offset :] in words.sets["trap.operations"]
        # "عبد الله" is a hamlet somewhere and a man everywhere.
        everyday = words.everyday.get(full, 0.0) >= TOWN_ZIPF and not _prominent(draft) and not draft.name_head
        return "head" if operation else "seized" if everyday else ""
    if common := words.common.get(full):
        if common.raw and not any(raw in view.tokens[draft.i].text for raw in common.raw):
            return "head"
        if any(c in draft.reading.clitics for c in common.never_with):
            return "head"
        return common.needs
    if full in words.back or full in words.heads or full in words.directions:
        return "explicit"
    if draft.reading.article and full.removeprefix(ARTICLE) in words.heads:
        return "context" if full in words.duals and _prominent(draft) else "head"
    if full in words.nisba:
        return "context" if any(o.exact and o.place.kind == "country" for o in draft.options) else "explicit"
    if not any(o.exact for o in draft.options):
        return "head" if full in words.everyday else "context"
    frequency = words.everyday.get(full, 0.0)
    if frequency >= VILLAGE_ZIPF and all(o.place.kind in _MINOR for o in draft.options):
        return "seized"
    if frequency and not _prominent(draft) and (frequency >= TOWN_ZIPF or not _town(draft)):
        return "context"
    return ""
