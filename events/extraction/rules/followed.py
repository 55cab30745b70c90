"""The rule for places that went the way of one before: "سقطت X بيد Y ولحقت بها Z"، "Z سبقتها في يونيو"، "لقيت Z
المصير نفسه".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import REAL
from events.extraction.proclitics import LAM
from events.extraction.referents import Hit, governed, hit_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.in_turn import as_carried, in_turn, on_own_days, thus_fell
from events.extraction.rules.likewise import Follower, closes, likewise
from events.extraction.rules.words import is_headline
from gazetteer.matching.types import PlaceRow

CHANGES = (
    *("capture", "recapture", "handover", "withdrawal", "evacuation"),
    *("siege", "siege_broken", "advance"),
)
GAINS = ("recapture", "capture", "handover")
REACH = 4  # tokens from the words of following to the place that follows
FATE = 8  # tokens from "met" over the places that did to "the same fate"
DATED = 6  # tokens from "went before it" to when
LINGERED = 8  # tokens from "it did not take long" to what then followed


def followed(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """A draft for each place that "followed" the one of the last change told before, in its sentence or the one before.

    It does not cover people or units that follow, nor what follows something that was denied or is expected.
    """
    found = [*on_own_days(doc, drafts), *thus_fell(doc)]
    words = [*_following(doc), *_same_fate(doc), *likewise(doc, drafts), *in_turn(doc)]
    if not words:
        return found
    # "بعد حصار دام عاما" tells how a place was taken, not what befell it last
    told = _Told(d for d in (*drafts, *found) if d.hit is not None and d.rule != "siege-laid")
    for word in sorted(words, key=lambda word: word.k):
        source = _last_change(doc, word, told)
        if source is None:
            continue
        sides = {role: as_carried(getattr(source, role)) for role in ("gaining", "losing")}
        for hit in word.hits:
            alike = hit.place.prep in ("", source.hit.place.prep) or word.free or hit.place is word.of
            own = told.at[hit.place.i]
            if not alike or any(d.type == source.type or (d.hit.how == "near" and d.type in CHANGES) for d in own):
                continue
            draft = replace(source, rule="followed", i=word.k, j=word.stop, hit=hit, weak=True, headline=False, **sides)
            draft.dated = None
            found.append(draft)
            told.add(draft)
    return found


class _Told:
    """What is told in a text, in its order: all of it, what is told of each mention of a place, and of each place."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.all: list[Draft] = []
        self.at: defaultdict[int, list[Draft]] = defaultdict(list)
        self.of: defaultdict[PlaceRow | None, list[Draft]] = defaultdict(list)
        for draft in sorted(drafts, key=_order):
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Put in one more where it belongs."""
        place = draft.hit.place
        for drafts in (self.all, self.at[place.i], self.of[place.mention.place]):
            insort(drafts, draft, key=_order)


def _order(draft: Draft) -> int:
    return draft.i


def _following(doc: Document) -> Iterator[Follower]:
    """Where a verb of following stands, and the places that it tells of: "ولحقت بها Z", "Z وW تلحقان بها", "ولم تلبث Z
    أن تبعتها", "Z تلحق بX".
    """
    for k in doc.said("followed_by", 0, len(doc.tokens)):
        stop = k + doc.match(k, doc.lexicon.phrases["followed_by"])
        if _not_so(doc, k):
            continue
        if hits := _behind(doc, k, stop) or _ahead(doc, k):
            first = doc.norm(k) in doc.words["preceded_it"] and not any(
                m in doc.date_on for m in range(stop, stop + DATED)
            )
            if k < hits[0].place.i and _ranked(doc, k, max(hit.place.j for hit in hits)):
                continue
            if not first or closes(doc, max(hit.place.j for hit in hits)) or k > hits[-1].place.i:
                yield Follower(k, stop, hits)
    for k in doc.said("joins", 0, len(doc.tokens)):
        other = doc.place_on.get(k + 1)
        if (
            other is None
            or other.prep not in doc.words["joins_by"]
            or other.mention.status != "resolved"
            or _not_so(doc, k)
        ):
            continue
        hits = (_behind(doc, k, other.j) if other.j in doc.place_on else []) or _ahead(doc, k)
        if not hits and doc.norm(k).startswith(LAM):  # "استولى X على A ليلحق بB"
            hits = [hit_at(doc, other, other.i, other.i)]
        if hits:
            yield Follower(k, other.j, hits, of=other)


def _not_so(doc: Document, k: int) -> bool:
    """Whether a verb of following at ``k`` is denied or still to come."""
    may = doc.norm(k).lstrip("وف") in doc.words["may_follow"]
    denied = doc.norm(k - 1) in doc.words["not"] and doc.norm(k - 2) not in doc.words["soon_that"]
    return denied or (may and _to_come(doc, k))


def _ranked(doc: Document, k: int, m: int) -> bool:
    """ "تليها B من حيث عدد النازحين", "وتليها B في الإعمار": whether a present tense of following at ``k`` only tells
    the order of places in something, which stands behind them at ``m``."""
    present = doc.norm(k).lstrip("وف") in doc.words["may_follow"]
    by = doc.norm(m) in doc.words["from"] | doc.words["inside"] and m + 1 not in doc.date_on and m not in doc.date_on
    return present and by and m + 1 not in doc.place_on


def _to_come(doc: Document, k: int) -> bool:
    """ "قد تلحق بها", "يخشى أن تلحق بها": whether a present tense at ``k`` is still to come; not "بعد أن"."""
    before = doc.norm(k - 1).removeprefix("و")
    if before in doc.words["an"]:
        return doc.norm(k - 2).removeprefix("و") not in doc.words["before_an"]
    return before in doc.words["may"] | doc.words["so_that"]


def _behind(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "ولحقت بها Z": the places right behind the words ``[k, stop)``, none of which a noun of fighting owns."""
    place = next((doc.place_on[m] for m in range(stop, stop + REACH) if m in doc.place_on), None)
    if place is None or place.prep or place.mention.status == "non_place":
        return []
    between = range(stop, place.i)
    if any(m in doc.actor_on or doc.finite(m) or doc.norm(m) in doc.words["fights"] for m in between):
        return []
    return with_list(doc, hit_at(doc, place, place.i, k), right_bound(doc, place.j - 1))


def _ahead(doc: Document, k: int) -> list[Hit]:
    """ "Z وW تلحقان بها", "لم تلبث Z أن تبعتها": the places that open the clause of a verb at ``k``."""
    m = (
        k - 1 - (doc.norm(k - 1) in doc.words["relatives"] | doc.words["qad"])
    )  # "وZ التي لحقت بها", "كانت Z قد لحقت بها"
    place = doc.place_on.get(m)
    if doc.norm(k - 1) in doc.words["an"]:
        near = range(k - 2, max(k - LINGERED, doc.bounds(k)[0]) - 1, -1)
        verb = next((m for m in near if doc.norm(m).lstrip("وف") in doc.words["lingers"]), None)
        place = doc.place_on.get(verb + 1) if verb is not None else None
        opens = True
    else:
        opens = place is not None and _opens_clause(doc, _first_of(doc, place))
    if place is None or place.prep or not opens or place.mention.status != "resolved":
        return []
    alone = doc.tokens[place.i - 1].text in COMMAS  # "سيطر على A، وB سبقتها"
    listed = [place] if alone else [p for p in doc.listed_with(place) if p.i <= place.i] or [place]
    return [hit_at(doc, p, p.i, p.i) for p in listed]


def _first_of(doc: Document, place: PlaceAt) -> PlaceAt:
    """The first place of the list that one ends, itself where a comma parts it from them."""
    return place if doc.tokens[place.i - 1].text in COMMAS else next(iter(doc.listed_with(place)), place)


def _opens_clause(doc: Document, place: PlaceAt) -> bool:
    """Whether nothing of its clause stands before a place but a date and its colon."""
    before = place.i - 1
    first = before < doc.bounds(place.i)[0] or doc.tokens[before].text in (*COMMAS, ":")
    named = doc.verb_group(before) == "be" or doc.norm(before) in doc.words["as_for"]
    return first or doc.norm(place.i)[:1] in doc.words["and"] or named


def _same_fate(doc: Document) -> Iterator[Follower]:
    """ "لقيت Z المصير نفسه", "قبل أن تلقى Z المصير ذاته", "لقيت Z مصير X": where a verb tells that a place met the fate
    of another."""
    for end in doc.said("same_fate", 0, len(doc.tokens)):
        stop = end + doc.match(end, doc.lexicon.phrases["same_fate"])
        other = doc.place_on.get(stop) if doc.norm(stop - 1) in doc.words["fate_of"] else None
        if doc.norm(stop - 1) in doc.words["fate_of"] and (other is None or other.mention.status != "resolved"):
            continue
        for k in range(end - 1, max(end - FATE, doc.bounds(end)[0] - 1), -1):
            if _meets(doc, k):
                place = doc.place_on.get(k + 1)
                if place is not None and not place.prep and place.mention.status == "resolved":
                    hits = with_list(doc, hit_at(doc, place, place.i, k), end)
                else:
                    hits = _ahead(doc, k)
                yield Follower(k, stop, hits, of=other)
                break


def _meets(doc: Document, k: int) -> bool:
    """Whether "met" stands at ``k``, or "meets" behind "before" or as the news of a headline or an entry."""
    fates = doc.words["meets"] | doc.words["may_meet"]
    word = next((w for w in (doc.norm(k), doc.norm(k)[1:]) if w in fates), "")
    if word in doc.words["may_meet"]:
        news = doc.sentence_of[k] in doc.headed or is_headline(doc, k)
        return not _to_come(doc, k) and (doc.norm(k - 1) in doc.words["an"] or news)
    return bool(word) and doc.norm(k - 1) not in doc.words["not"]


def _last_change(doc: Document, word: Follower, told: _Told) -> Draft | None:
    """The change of a whole place last ``told`` (in order) before the words of a follower, in their sentence or the one
    before; that of the place which it is told to have followed, wherever that was told."""
    n = bisect_left(told.all, word.k, key=_order)
    first = doc.sentences[max(doc.sentence_of[word.k] - 1, 0)][0]
    last = told.all[n - 1] if n and told.all[n - 1].i >= first else None
    if word.of is not None:
        last = _told_of(word, told, last)
    if last is None or last.hit.extent == "partial" or last.hit.inside is not None:
        return None
    if (word.beside and not _in_one_breath(doc, last, word, told)) or _another_nearer(doc, last, word, told):
        return None
    last = _came_to(doc, last, word, told)
    fits = last.type in CHANGES or (word.too and last.type == "holds")
    return last if fits and last.stance.kind == REAL else None


def _came_to(doc: Document, last: Draft, word: Follower, told: _Told) -> Draft:
    """ "سقوط A بيد X بعد فرار Y", "تسقط A إثر دخول X": what the sentence of a change tells its place came to, with the
    winner that it names."""
    if last.type in GAINS:
        return last
    of_it = told.of[last.hit.place.mention.place]
    i, j = (bisect_left(of_it, k, key=_order) for k in (doc.bounds(last.i)[0], word.k))
    gain = next((d for d in reversed(of_it[i:j]) if d.type in GAINS and d.stance.kind == REAL), None)
    if gain is None:
        return last
    return replace(gain, gaining=gain.gaining or next((d.gaining for d in of_it[i:j] if d.gaining), None))


def _another_nearer(doc: Document, last: Draft, word: Follower, told: _Told) -> bool:
    """Whether another place that stands for itself, of which no change is told, is nearer to a follower."""
    own = {hit.place.i for hit in word.hits}
    near = (doc.place_on.get(m) for m in range(max(doc.bounds(word.k)[0], last.i), word.k))
    near = (p for p in near if p is not None and p.mention.relation == "at" and p.i not in own)
    return any(not told.at.get(p.i) and not governed(doc, p) for p in near)


def _told_of(word: Follower, told: _Told, last: Draft | None) -> Draft | None:
    """The change told last of the place that others are told to have joined, or whose it is said to be; where it is
    itself what is added, the ``last`` of all."""
    of_it = told.of[word.of.mention.place]
    n = bisect_left(of_it, word.k, key=_order)
    if n:
        return of_it[n - 1]
    if word.hits[0].place is word.of:
        return last  # "استولى X على A ليلحق بB"
    state = next((d for d in told.at[word.of.i] if d.type == "holds" and d.gaining), None)
    return replace(state, type="capture", since_holds=False) if state is not None else None  # "Z تلحق بX في قبضة Y"


def _in_one_breath(doc: Document, last: Draft, word: Follower, told: _Told) -> bool:
    """Whether no verb and no place of another matter stands between a change and what is told in turn behind it."""
    if doc.said("yet_to_go", last.i, word.k):
        return False  # "سيطر على A، والهدف التالي B ثم C"
    own = {hit.place.i for hit in word.hits}
    for m in range(last.i + 1, word.k):
        place = doc.place_on.get(m)
        if doc.finite(m):
            return False
        if place is not None and place.i not in own and not any(d.type == last.type for d in told.at[place.i]):
            return False
    return True
