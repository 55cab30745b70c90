"""Count how a corpus was read. No Django.

``score(items, extract, key) -> Score``: ``extract(item)`` returns (claims, number of unmatched triggers). Optional
claims are neither demanded nor errors.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.corpus.reading_corpus import Item, Wanted
from tests.corpus.reading_match import (
    LEVELS,
    Key,
    claim_colours,
    claim_groups,
    fits,
    pairs,
    wanted_colour,
    wanted_groups,
)

DEGREE = ("percent", "extent", "of_force", "relation")


@dataclass
class Tally:
    """Counts of one measure."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, other: Tally) -> None:
        """Add another's counts."""
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is wanted that was found; 1 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Judged:
    """What came of one item, with its mistakes in words."""

    tallies: dict[str, Tally]
    types: dict[str, Tally]
    degree: Tally
    unmatched: int
    colours: int  # claims that would recolour the map though the text says no such thing
    colours_high: int
    problems: list[str]


@dataclass
class Score:
    """The whole corpus: each item with its judgement, in order."""

    judged: list[tuple[Item, Judged]] = field(default_factory=list)

    def total(self, name: str, items: Callable[[Item], bool] = lambda item: True) -> Tally:
        """Sum one measure over the items that ``items`` picks."""
        total = Tally()
        for item, one in self.judged:
            if items(item):
                total.add(one.tallies[name])
        return total


def describe(row: Any) -> str:
    """A claim or a wanted claim in a line, for the list of mistakes."""
    get = row.values.get if isinstance(row, Wanted) else lambda name: getattr(row, name, None)
    place = get("place") if isinstance(row, Wanted) else row.place_ar or row.place_text
    sides = f"{get('gaining')}<{get('losing')}"
    return f"{get('type')} {place} {sides} {get('modality')} {get('date_start')} «{get('trigger')}»"


def tally(item: Item, claims: Sequence, level: str, key: Key) -> tuple[Tally, list[str], Counter]:
    """Count one level: the tally, the mistakes in words, and (type, "right" | "found" | "wanted") counts."""
    demanded = wanted_groups(w for w in item.claims if not w.optional)
    # Where a text may be read of a part or of its town, reading both is no mistake.
    spare = [w for w in item.claims if w.optional or w.accept.get("place")]
    found = claim_groups(claims)

    def ok(want: list[Wanted], group: list[Any]) -> bool:
        return any(fits(level, w, c, item, key) for w in want for c in group)

    # What is demanded is placed first and stays placed; the optional takes what is left.
    placed = pairs([*demanded, *([w] for w in item.claims if w.optional)], found, ok)
    used = set(placed.values())
    matched = [i for i in placed if i < len(demanded)]
    extra = [
        group
        for j, group in enumerate(found)
        if j not in used and not any(fits(level, w, c, item, key) for w in spare for c in group)
    ]
    missed = [want for i, want in enumerate(demanded) if i not in matched]
    types: Counter = Counter()
    for i in matched:
        types[demanded[i][0].values["type"], "right"] += 1
        types[demanded[i][0].values["type"], "found"] += 1
    types.update((want[0].values["type"], "wanted") for want in demanded)
    types.update((group[0].type, "found") for group in extra)
    words = [f"missed {describe(w[0])}" for w in missed] + [f"false {describe(g[0])}" for g in extra]
    return Tally(len(matched), len(matched) + len(extra), len(demanded)), words, types


def colour(item: Item, claims: Sequence, key: Key) -> tuple[Tally, list[str]]:
    """Count the claims that would recolour the map: place and sides."""
    wants = [(w, wanted_colour(w)) for w in item.claims]
    demanded = wanted_groups(w for w, may in wants if may is True)
    allowed = [w for w, may in wants if may is not False]
    found = claim_groups(c for c in claims if claim_colours(c))

    def ok(want: list[Wanted], group: list[Any]) -> bool:
        return any(fits("who", w, c, item, key) for w in want for c in group)

    matched = pairs(demanded, found, ok)
    extra = [g for j, g in enumerate(found) if j not in matched.values() and not ok(allowed, g)]
    words = [f"recolours wrongly ({g[0].confidence}) {describe(g[0])}" for g in extra]
    return Tally(len(matched), len(matched) + len(extra), len(demanded)), words


def degree(item: Item, claims: Sequence, key: Key) -> Tally:
    """Shares, restrictions and relations that are labelled: how many of those found are right."""
    result = Tally()
    for wanted in item.claims:
        claim = next((c for c in claims if fits("where", wanted, c, item, key)), None)
        for name in DEGREE:
            answers = wanted.answers(name)
            if answers is not None and claim is not None:
                result.found += 1
                result.right += getattr(claim, name) in answers
    result.wanted = result.found
    return result


def judge(item: Item, claims: Sequence, unmatched: int, key: Key) -> Judged:
    """Judge one item on every level."""
    tallies: dict[str, Tally] = {}
    problems: list[str] = []
    types: dict[str, Tally] = defaultdict(Tally)
    for level in LEVELS:
        tallies[level], words, counts = tally(item, claims, level, key)
        if level == "where":
            for (kind, name), number in counts.items():
                setattr(types[kind], name, number)
        problems = words  # those of the last, strictest level
    high = [claim for claim in claims if claim.confidence == "high"]
    tallies["colour"], colour_words = colour(item, claims, key)
    tallies["gate"], _ = colour(item, high, key)
    wrong = tallies["colour"].found - tallies["colour"].right
    wrong_high = tallies["gate"].found - tallies["gate"].right
    return Judged(
        tallies, dict(types), degree(item, claims, key), unmatched, wrong, wrong_high, problems + colour_words
    )


def score(items: Iterable[Item], extract: Callable[[Item], tuple[Sequence, int]], key: Key) -> Score:
    """Read every item and judge it."""
    result = Score()
    for item in items:
        claims, unmatched = extract(item)
        result.judged.append((item, judge(item, claims, unmatched, key)))
    return result
