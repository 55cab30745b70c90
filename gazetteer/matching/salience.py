"""Which of the places named before is spoken of: the topic, not the nearest name and not the largest town."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from gazetteer.matching.bylines import filed, heads_item, heads_line, pictured
from gazetteer.matching.drafts import Draft
from gazetteer.matching.references import BATTLE, GOVERNMENT, OFFICE, PEOPLE
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import PlaceRow
from gazetteer.matching.words import Head, MatchingWords

FADE = 40.0  # tokens in which a mention loses most of its weight
LINE_COST = 12
TOWN_AS_CITY = 0.6  # المدينة is sooner a city than a town
SAME_SENTENCE, SAME_WORD = 0.9, 0.1
OTHERWISE_CALLED = 0.3  # of a place that its own word calls a town, for "the city", where another is called a city
SUPPLIED = 0.5  # of the end of a road or supply line
BACKGROUND = 0.6  # of a place in an adverbial of time
TIME_REACH = 6
SEAT, SEAT_REACH = 0.15, 3
OFFICE_HELD = 0.3  # of a place over which somebody holds an office ("محافظ X")
IN, BA, FROM = "\u0641\u064a", "\u0628", "\u0645\u0646"
FEMININE = "\u062a"
SAID_REACH = 7  # tokens from the citing verb to the place where somebody spoke, from there to "that"
LOCAL_REACH = 4  # tokens from those who live in a place to its name
HEADING = 0.5  # of a place before the colon or dash at the head of a line: where it was filed, or what it is about
FILED = 0.05  # of the place where the report was written
SETTLED = ("city", "town", "village")
LOCATES = "says where another place lies"
FOUGHT_REACH = 4  # tokens from fighting to the town that it is around
BESIDE = 6  # tokens between a place and what says where it lies


def same_place(mention: Draft) -> str:
    """What tells places apart: the id, for one that the gazetteer does not have its name."""
    return mention.place.id if mention.place is not None else f"?{mention.name_key}"


def weigh(mentions: Sequence[Draft], view: TextView, words: MatchingWords) -> None:
    """Note for each mention how much by itself it makes its place the topic, once for all that refers back."""
    for mention in mentions:
        mention.own_weight = _own_weight(mention, view, words)


def _own_weight(mention: Draft, view: TextView, words: MatchingWords) -> float | None:
    """How much a mention makes its place the topic: a reference point hardly does, the end of a road a little. None
    where that hangs on the mention before it.
    """
    if filed(mention, view) or pictured(mention, view):
        return FILED
    if heads_line(mention, view):
        return HEADING
    if mention.relation == "along":
        return 0.2 if "\u0628" in mention.reading.clitics or mention.head is not None else 0.5
    before = view.variants(mention.start - 1) if mention.start else ()
    if any(v in words.sets["along.joining"] for v in before):
        return 0.2  # "يربط الموصل بسوريا"
    if _supplied(mention, view, words):
        return SUPPLIED
    if OFFICE in mention.reasons:
        return OFFICE_HELD
    if BATTLE in mention.reasons:
        return BACKGROUND
    if _seat(mention, view, words) or _where_said(mention, view, words) or _speaks(mention, view):
        return SEAT
    if mention.relation in ("near", "around") and not mention.reference and _opens(mention, view):
        return BACKGROUND
    if mention.reference or mention.relation in ("near", "around"):
        return None
    if _of_time(mention, view, words):
        return BACKGROUND
    return 1.0 if _described_from(mention, view, words) is None else None


def _weight(mentions: Sequence[Draft], n: int, view: TextView, words: MatchingWords) -> float:
    """How much a mention makes its place the topic, beside those before it.

    What says where a thing lies that cannot be meant ("مخيم X جنوب Y") is sooner meant than what locates its like.
    """
    mention = mentions[n]
    if mention.own_weight is not None:
        return mention.own_weight
    if mention.reference and _pushed_at(mention, view, words):
        return BACKGROUND
    if not mention.reference and mention.relation in ("near", "around") and _fought_over(mention, view):
        return BACKGROUND
    if mention.reference or mention.relation in ("near", "around"):
        near = n > 0 and mention.start - mentions[n - 1].end <= BESIDE
        if LOCATES in mention.reasons and mention.relation == "at" and not near:
            return BACKGROUND  # "مقر الفرقة في X … المدينة": what lies in it is no town
        if not mention.reference and mention.part_code:
            return 0.5  # "قرى جنوب X": what is told is told of there
        directed = mention.reference and mention.relation == "near" and not near
        return 0.5 if directed and mention.part_code else 0.15
    of_place = _described_from(mention, view, words) in {m.end for m in mentions[max(0, n - 2) : n]}
    return 1.0 if of_place else BACKGROUND


def _pushed_at(mention: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "تقدمت نحو X ودخلت المدينة": where a march leads is told of next, unlike where a retreat leads."""
    k = mention.left - 1
    if not view.listed(k, "towards") and view.key(k) not in words.sets["goal"]:
        return False
    near = (m for m in range(k - 1, max(k - TIME_REACH, -1), -1) if view.is_word(m))
    return any(view.listed(m, "pushing") and view.key(m - 1) not in words.sets["convoys"] for m in near)


def _fought_over(mention: Draft, view: TextView) -> bool:
    """ "الاشتباكات في محيط X": fighting around a town or near it is told of that town."""
    return any(view.listed(k, "fighting") for k in _words_back(view, mention.left - 1, FOUGHT_REACH))


def _words_back(view: TextView, k: int, reach: int) -> Iterator[int]:
    """The tokens from ``k`` back, at most ``reach`` of them, up to what is no word."""
    return takewhile(view.is_word, range(k, max(k - reach, -1), -1))


def _described_from(mention: Draft, view: TextView, words: MatchingWords) -> int | None:
    """ "قوات X التي تسيطر على Y": the token from which Y only tells whose forces they are; but "بلدة X التي تتبع Y"
    describes X.
    """
    for k in range(mention.start - 1, max(mention.start - 1 - TIME_REACH, 0), -1):
        if not view.is_word(k):
            return None
        if view.keys[k] in words.sets["part.relative"]:
            return k if view.is_word(k - 1) else None
    return None


def _seat(mention: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "وزارة الدفاع في دمشق", "مراسلنا في بغداد": where an institution sits is not what is told of."""
    k = mention.start - 1
    if view.key(k) == IN:
        k -= 1
    elif BA not in mention.reading.clitics:
        return False
    near = (m for m in range(k, max(k - SEAT_REACH, -1), -1) if view.is_word(m))
    return any(v in words.sets["institutions"] for m in near for v in view.variants(m))


def _where_said(mention: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "صرح قائد من X بأن …", "أعلن X في مؤتمر بـY أن": where somebody spoke, between the citing verb and "that"."""
    k = mention.start - 1
    placed = BA in mention.reading.clitics or view.key(k) in (IN, FROM)
    that = mention.end
    while that < mention.end + SAID_REACH and view.is_word(that) and not _that(view, that, words):
        that += 1
    if not placed or not _that(view, that, words):
        return False
    for m in range(k, max(k - SAID_REACH, -1), -1):
        if not view.is_word(m) or _that(view, m, words) or view.within(m, "governors"):
            return False
        if view.listed(m, "media.citing"):
            return True
    return False


def _speaks(mention: Draft, view: TextView) -> bool:
    """ "أعلنت بغداد", "وصنعاء تقول": a town that speaks is a government, and no place told of."""
    if mention.head is not None or any(c in "بلك" for c in mention.reading.clitics):
        return False
    verbs = (k for k in (mention.start - 1, mention.end) if 0 <= k < len(view.keys))
    cites = any(view.key(k).endswith(FEMININE) and view.listed(k, "media.citing") for k in verbs)
    return cites or GOVERNMENT in mention.reasons


def _that(view: TextView, k: int, words: MatchingWords) -> bool:
    """Does a word open what is said, or a colon?"""
    return view.key(k) in words.sets["media.that"] or view.key(k) == ":"


def _opens(mention: Draft, view: TextView) -> bool:
    """ "وعلى محور X سيطرت …": at the head of a sentence it sets the scene."""
    first = max(mention.left - 1, 0)
    return first == 0 or view.ends_between(max(first - 1, 0), first)


def _supplied(mention: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "تقطع خط إمداد X إلى Y", "قطعت الإمداد عن Y": where a road or what runs along it goes to, sides and
    adjectives between."""
    before = view.key(mention.left - 1)
    if before not in words.sets["goal"] and before not in words.sets["distance.after"]:
        return False
    return any(view.listed(k, "supplies") for k in _words_back(view, mention.left - 2, TIME_REACH))


def _of_time(mention: Draft, view: TextView, words: MatchingWords) -> bool:
    """ "بعد يوم على سقوط X", "منذ سيطرته على X": X only says when, what is told is told of another place."""
    return any("times" in view.facts[k].groups for k in _words_back(view, mention.start - 1, TIME_REACH))


def weights_of(mentions: Sequence[Draft], view: TextView, words: MatchingWords) -> list[float]:
    """How much each of the mentions makes its place the topic."""
    return [_weight(mentions, n, view, words) for n in range(len(mentions))]


def _salience(
    fitting: Sequence[Draft], draft: Draft, counts: Counter[str], view: TextView, words: MatchingWords
) -> Counter[str]:
    """How likely a back reference means each place: near mentions, the clause itself, the topic of the text."""
    total = sum(counts.values()) or 1
    places = [same_place(m) for m in fitting]
    weights = _as_called(fitting, weights_of(fitting, view, words), draft.head)
    cities = {same_place(m) for m in fitting if m.own_head and m.head is not None and m.head.kind == "city"}
    found: Counter[str] = Counter()
    for mention, place, weight in zip(fitting, places, weights, strict=True):
        lines = view.lines_between(mention.i, draft.i)
        town = mention.place is not None and mention.place.kind == "town" and place not in cities
        share = TOWN_AS_CITY if town and draft.head is not None and draft.head.kind == "city" else 1.0
        found[place] += weight * share * math.exp(-(draft.i - mention.i + LINE_COST * lines) / FADE)
    latest = [
        m for m, w in zip(fitting, weights, strict=True) if w >= BACKGROUND and not view.ends_between(m.i, draft.i)
    ]
    if latest:
        found[same_place(_so_called(latest, draft.head))] += SAME_SENTENCE
    for place in found:
        found[place] += 0.5 * counts[place] / total
    for mention, place in zip(fitting, places, strict=True):
        if _same_word(mention, draft.head):
            found[place] += SAME_WORD
    return found


def _as_called(fitting: Sequence[Draft], weights: list[float], head: Head | None) -> list[float]:
    """ "باتوا قرب مدينة A بعد سقوط بلدتي B وC. … المدينة": where one is called so, it is sooner meant, even if it
    only lies near, than those called otherwise."""
    if head is None or head.kind not in SETTLED:
        return weights
    so = {same_place(m) for m in fitting if m.own_head and _same_word(m, head)}
    settled = (m for m in fitting if m.head is not None and not m.back and m.head.kind in SETTLED)
    other = {same_place(m) for m in settled if m.head.kind != head.kind} - so if so else set()
    if not other:
        return weights
    near = [max(w, BACKGROUND) if same_place(m) in so else w for m, w in zip(fitting, weights, strict=True)]
    return [min(w, OTHERWISE_CALLED) if same_place(m) in other else w for m, w in zip(fitting, near, strict=True)]


def heads_own_item(fitting: Sequence[Draft], draft: Draft, view: TextView, *, alone: bool = False) -> Draft | None:
    """ "صنعاء: …", below it "عدن: X يسيطر على المدينة": the place before the colon of its own item, where nothing else
    is told of in it and an item before is headed by another; one ``alone`` may be where the text was filed."""
    own = fitting[-1] if fitting else None
    if own is None or view.ends_between(own.i, draft.i) or not heads_item(own, view):
        return None
    others = any(same_place(m) != same_place(own) and heads_item(m, view) for m in fitting)
    return own if alone or others else None


def _same_word(mention: Draft, head: Head | None) -> bool:
    return mention.head is not None and head is not None and mention.head.kind == head.kind


def _so_called(latest: Sequence[Draft], head: Head | None) -> Draft:
    """ "دخل X مدينة A وبلدة B، ثم انسحب من المدينة": of the places of a sentence the last, but sooner one that it calls
    so than one that it calls otherwise, or that is a village."""
    last = latest[-1]
    kind = last.head.kind if last.head is not None else last.place.kind if last.place is not None else None
    called = [m for m in latest if m.own_head and _same_word(m, head)]
    settled = head is not None and head.kind in SETTLED
    other = kind in SETTLED if last.head is not None else kind == SETTLED[-1]
    return called[-1] if settled and called and other and kind != head.kind else last


def most_salient(
    fitting: Sequence[Draft], draft: Draft, counts: Counter[str], view: TextView, words: MatchingWords
) -> Draft | None:
    """The last mention of the place that is most likely meant; ``fitting`` in order of the text."""
    if own := heads_own_item(fitting, draft, view) or _town_of_teller(fitting, draft, view):
        return own
    salience = _salience(fitting, draft, counts, view, words)
    mentions = {same_place(m): m for m in fitting}
    return mentions[max(salience, key=lambda p: salience[p])] if salience else None


def _town_of_teller(fitting: Sequence[Draft], draft: Draft, view: TextView) -> Draft | None:
    """ "سيطر Y على A. وقال قائممقام B إن المدينة …", "أكد أهالي B أن Y خرج من المدينة", "ذكر سكان في B أن …": the town
    of those who live there or hold an office over it, where nothing else is named between them and the reference in
    the sentence.
    """
    last = fitting[-1]
    if view.ends_between(last.i, draft.i):
        return None
    k = last.left - 1
    if not {PEOPLE, OFFICE}.intersection(last.reasons):
        there = view.key(k) in (IN, FROM) or BA in last.reading.clitics
        local = any(view.listed(m, "of.locals") for m in _words_back(view, last.start - 1, LOCAL_REACH))
        return last if there and local and last.relation == "at" else None
    return last if view.within(k - (view.key(k) == FROM), "of.tellers") else None


def topical(fitting: Sequence[Draft], view: TextView, words: MatchingWords) -> bool:
    """Whether any of the mentions is more than a dateline or the place where an institution sits or somebody spoke."""
    return any(_weight(fitting, n, view, words) > SEAT for n in range(len(fitting)))


def place_of(mention: Draft | None) -> PlaceRow | None:
    """The place of a mention, None for none."""
    return mention.place if mention is not None else None
