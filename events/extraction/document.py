"""An article as reading sees it: tokens, sentences, and what stands where. Built once per text, never changed after."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, TypeVar

from events.extraction.dates import DateMention
from events.extraction.forms import Form
from events.extraction.homographs import verbs_at
from events.extraction.lexicon import Lexicon, Phrases
from events.extraction.marks import QUOTES
from events.extraction.mentions import ActorAt, PlaceAt
from events.extraction.noun_or_verb import wants_noun
from events.extraction.word_readings import WordReading, reading_of
from gazetteer.matching.arabic import Token
from gazetteer.matching.index import NameIndex

UPON, ALI, NAMED_ALI = "\u0639\u0644\u0649", "\u0639\u0644\u064a", "\u0639\u0644\u064a\u0651"
BEYOND = 8  # tokens behind the last that may be asked for: they are of the last sentence
END = Token(0, 0, "\n", "", "newline")  # what stands behind the last token
PAIR = 2  # words of a phrase that is told by its first two
Found = TypeVar("Found")


class ClauseMarks(NamedTuple):
    """The tokens at which a new clause begins; those before which a clause ends, those after which one starts; the
    tokens of clauses between two commas that part a verb from its place."""

    breaks: frozenset[int]
    ends: list[int]
    starts: list[int]
    asides: list[tuple[int, int]]


class _Norms(dict):
    """Folded forms by their tokens, "" beyond the text: asked thousands of times in a text, so without a method."""

    def __missing__(self, k: int) -> str:
        return ""


@dataclass
class Document:
    """One text with its mentions. Token indices are into ``tokens``; sentences are half-open token ranges."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    lexicon: Lexicon
    published: date | None
    outlet: str | None
    country: str | None
    names: NameIndex | None = None
    title: str | None = None
    url: str | None = None
    places: tuple[PlaceAt, ...] = ()
    actors: tuple[ActorAt, ...] = ()
    dates: tuple[DateMention, ...] = ()
    leans: frozenset[str] = frozenset()
    sentence_of: list[int] = field(default_factory=list)
    place_on: dict[int, PlaceAt] = field(default_factory=dict)
    actor_on: dict[int, ActorAt] = field(default_factory=dict)
    date_on: dict[int, DateMention] = field(default_factory=dict)
    headed: dict[int, DateMention] = field(default_factory=dict)  # the date at the head of a timeline's sentence
    pairs: dict[int, tuple[PlaceAt, ...]] = field(default_factory=dict)  # those that a dual or "the four" stands for
    words: dict[str, frozenset[str]] = field(init=False)  # the lexicon's lists of words of grammar
    readings: list[WordReading] = field(init=False)
    clauses: ClauseMarks | None = None  # what clauses.py has worked out
    norm: Callable[[int], str] = field(init=False)  # the folded form of a token, "" beyond the text
    _norms: list[str] = field(init=False)
    _rests: list[str | None] = field(init=False)
    _forms: list[tuple[Form, ...]] = field(init=False)
    _sought: dict[str, list[int]] = field(default_factory=dict)
    _verbs: frozenset[int] = frozenset()
    _finite: dict[int, Form | None] = field(default_factory=dict)
    _said: dict[str, list[int]] = field(default_factory=dict)  # where the phrases of a list stand
    _once: dict[Callable, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sentence_of = [-1] * (len(self.tokens) + BEYOND)
        for number, (i, j) in enumerate(self.sentences):
            self.sentence_of[i:j] = [number] * (j - i)
        self._size = len(self.tokens)
        self._norms = [t.norm for t in self.tokens]
        if UPON in map(attrgetter("text"), self.tokens):  # who writes "upon" with its own letter writes the name so
            self._norms = [
                NAMED_ALI if t.text == ALI else norm for t, norm in zip(self.tokens, self._norms, strict=True)
            ]
        self.norm = _Norms(enumerate(self._norms)).__getitem__
        self.words = self.lexicon.grammar
        known = self.lexicon.readings
        self.readings = [known.get(t.text) or reading_of(t, self.lexicon) for t in self.tokens]
        sought = defaultdict(list)
        for k, reading in enumerate(self.readings):
            for name in reading.sought:
                sought[name].append(k)
        self._sought = dict(sought)
        self._verbs = frozenset(self.having("verb"))
        self._rests = [reading.rest for reading in self.readings]
        self._forms = [reading.forms for reading in self.readings]
        for k in reversed(self.having("particle")):  # "فقد دخلت": "has indeed", and not the verb spelt like it
            if any(f.pos == "verb" and f.asp == "p" for f in self.forms(k + 1)):
                self._forms[k] = ()

    def having(self, sought: str, i: int = 0, j: int | None = None) -> Sequence[int]:
        """The tokens (those in ``[i, j)``) at which a phrase of a list, or what else ``WordReading.sought`` names, may
        begin, in order.
        """
        found = self._sought.get(sought, ())
        return found if j is None or not found else found[bisect_left(found, i) : bisect_left(found, j)]

    def once(self, work: Callable[[Document], Found]) -> Found:
        """What ``work`` finds in the whole text, worked out once: a rule that asks for it at each of its triggers would
        make a long text cost the square of its length.
        """
        if work not in self._once:
            self._once[work] = work(self)
        return self._once[work]

    @cached_property
    def sides_named(self) -> frozenset[str]:
        """The sides that the text calls by a name of theirs, and not only refers to."""
        return frozenset(a.slug for a in self.actors if a.slug and not a.anaphor)

    @cached_property
    def sides_met(self) -> tuple[list[int], list[ActorAt]]:
        """The first token on which each side of ``actor_on`` stands, in order, and these sides."""
        first: dict[int, tuple[int, ActorAt]] = {}
        for k in sorted(self.actor_on):
            first.setdefault(self.actor_on[k].i, (k, self.actor_on[k]))
        return [k for k, _ in first.values()], [actor for _, actor in first.values()]

    @cached_property
    def elsewhere_at(self) -> tuple[int, ...]:
        """The tokens of words of sport, shows, fire and history, in order, but for those in names."""
        said = self.said("elsewhere", 0, self._size)
        return tuple(k for k in said if k not in self.place_on and k not in self.actor_on)

    def said(self, name: str, i: int, j: int) -> list[int]:
        """The tokens of ``[i, j)`` at which a phrase of the list ``name`` of the cues stands, in order."""
        found = self._said.get(name)
        if found is None:
            phrases = self.lexicon.phrases[name]
            found = self._said[name] = [k for k in self.having(name) if self.match(k, phrases)]
        return found[bisect_left(found, i) : bisect_left(found, j)] if found else []

    @cached_property
    def _groups(self) -> dict[int, list[PlaceAt]]:
        found: dict[int, list[PlaceAt]] = {}
        for place in self.places:
            if place.mention.group >= 0 and place.mention.status != "non_place":
                found.setdefault(place.mention.group, []).append(place)
        return found

    def listed_with(self, place: PlaceAt) -> Sequence[PlaceAt]:
        """The places of the list that a place stands in, itself among them; none where it stands alone."""
        return self._groups.get(place.mention.group, ())

    @cached_property
    def _date_starts(self) -> list[int]:
        return [mention.i for mention in self.dates]

    def dates_in(self, i: int, j: int) -> Sequence[DateMention]:
        """The dates that begin in tokens ``[i, j)``, in order."""
        return self.dates[bisect_left(self._date_starts, i) : bisect_left(self._date_starts, j)]

    def mentioned(self, k: int) -> bool:
        """Whether token ``k`` belongs to the mention of a place, a side or a day."""
        return k in self.place_on or k in self.actor_on or k in self.date_on

    def at(self, k: int) -> Token:
        """The token ``k``; a line's end behind the last."""
        return self.tokens[k] if k < self._size else END

    def word_before(self, k: int) -> int:
        """The token before ``k`` that is no quotation mark; -1 where none is."""
        k -= 1
        while k >= 0 and self.tokens[k].text in QUOTES:
            k -= 1
        return k

    def preposition(self, k: int) -> str:
        """The preposition that token ``k`` is, an "and" on it or none; "" where it is none."""
        word, known = self.norm(k), self.words["prepositions"]
        bare = word[1:] if word[:1] in ("و", "ف") and word[1:] in known else word
        return bare if bare in known else ""

    def word_behind(self, k: int) -> int:
        """The token behind ``k`` that is no quotation mark; the number of tokens where none is."""
        k += 1
        while k < self._size and self.tokens[k].text in QUOTES:
            k += 1
        return k

    def touching(self, i: int, j: int) -> bool:
        """Whether nothing but quotation marks stands in tokens ``[i, j)``."""
        return all(self.tokens[k].text in QUOTES for k in range(i, j))

    def forms(self, k: int) -> tuple[Form, ...]:
        """The readings of token ``k`` as a listed verb, verbal noun or participle; none inside a name."""
        return self._forms[k] if 0 <= k < self._size else ()

    def finite(self, k: int) -> Form | None:
        """The reading of token ``k`` as a finite verb, if it has one, is not part of a name and may be one here."""
        try:
            return self._finite[k]
        except KeyError:
            found = self._finite[k] = self._finite_at(k) if k in self._verbs and not self.mentioned(k) else None
            return found

    def forget(self) -> None:
        """Drop what was worked out before all mentions were known."""
        self._finite.clear()
        self._once.clear()
        self.clauses = None
        self.__dict__.pop("sides_met", None)

    def _finite_at(self, k: int) -> Form | None:
        found = next(iter(self.verbs(k)), None)
        if found is None or not any(f.pos == "vn" for f in self.forms(k)):
            return found
        return None if wants_noun(self, k, self.word_before(k), found) else found

    def verbs(self, k: int) -> tuple[Form, ...]:
        """The readings of token ``k`` as a verb that may stand there."""
        return verbs_at(self, k)

    def group(self, form: Form) -> str:
        """What the listed verb of a form is used for (``group`` in verbs.yml)."""
        return self.lexicon.groups[form.lemma]

    def verb_group(self, k: int | None) -> str:
        """The group of the finite verb at token ``k``; "" where none stands there, or for None."""
        form = self.finite(k) if k is not None else None
        return self.lexicon.groups[form.lemma] if form is not None else ""

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Code-point offsets of tokens ``[i, j)``, without an "and" that stands alone before them."""
        start = self.tokens[i].start
        return start + self.text[start].isspace(), self.tokens[j - 1].end

    def match(self, k: int, phrases: Phrases) -> int:
        """How many tokens from ``k`` on are one of the phrases (0: none); a glued "and" is looked through."""
        if not 0 <= k < self._size:
            return 0
        first, rest = self._norms[k], self._rests[k]
        length = self._phrase(k, phrases[first]) if first in phrases else 0
        if not length and rest in phrases:
            length = self._phrase(k, phrases[rest])
        return length

    def _phrase(self, k: int, following: dict[str | None, tuple[tuple[str, ...], ...]]) -> int:
        """How many tokens from ``k`` on are one of the phrases, whose first words are known to stand there."""
        second = self._norms[k + 1] if k + 1 < self._size else None
        for words in following.get(second, ()):
            if len(words) <= PAIR or tuple(self._norms[k + 1 : k + len(words)]) == words[1:]:
                return len(words)
        return 1 if None in following else 0

    def match_noun(self, k: int, phrases: Phrases) -> int:
        """As ``match``, for a noun that may carry proclitics and the article."""
        for noun in self.readings[k].nouns if 0 <= k < self._size else ():
            if noun in phrases and None in phrases[noun]:
                return 1
        return self.match(k, phrases)

    def bounds(self, k: int) -> tuple[int, int]:
        """The token range of the sentence of token ``k``."""
        return self.sentences[self.sentence_of[k]]
