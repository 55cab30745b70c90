"""The support in seeds/lexicon/support.yml: sentences for frames, light verbs and rules, and whether they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from events.extraction.lexicon import Lexicon
from events.extraction.types import Claim
from gazetteer.matching.arabic import fold

FILE = Path(__file__).parents[2] / "seeds/lexicon/support.yml"
ENOUGH, WARS = 3, 2
# Rules that have no entry in frames.yml.
OWN_RULES = (
    "control.noun", "surrender.arms", "convoy", "outside", "emptied", "stronghold", "passive", "lose.to",
    "holds.present", "holds.lasting", "take.headline", "take.news", "under.holds", "under.capture", "under.recapture",
    "under.left", "made-free", "besieged", "siege-laid", "left-only", "participle", "failed-attack", "flight",
    "come-to", "fighters-of", "cleared-out",
    "still-in", "none-left", "stands-fast", "at-gates", "arrival", "come-inside",
    "shared", "region", "table", "road-cut", "standing", "siege-over", "followed", "master", "replaced",
    "annexed", "next-goal", "holds.past", "siege.past", "made-base", "driven-off",
    "lived-under", "back-again",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One sentence and the claim that it must make."""

    entry: str
    country: str
    day: date
    text: str
    type: str
    place: str
    gaining: str | None
    losing: str | None
    modality: str

    def met_by(self, claim: Claim) -> bool:
        """Whether a claim is the one wanted, made by the rule of the entry."""
        sides = claim.gaining == self.gaining and claim.losing == self.losing
        said = claim.type == self.type and claim.modality == self.modality
        return said and sides and self.place_is(claim) and speaks_for(claim.rule, self.entry)

    def place_is(self, claim: Claim) -> bool:
        """Whether a claim's place is the one wanted, by either of its names."""
        names = (claim.place_ar, claim.place_text)
        return any(fold(name).split()[-len(self.place.split()) :] == fold(self.place).split() for name in names if name)


def speaks_for(rule: str, entry: str) -> bool:
    """Whether a claim's rule is an entry's: the same name, a frame's verb or noun, or any frame's passive."""
    return rule == entry or rule.rpartition(".")[0] == entry or rule.rpartition(".")[2] == entry


def load_support(path: Path = FILE) -> tuple[Example, ...]:
    """Read the examples. Raises KeyError or ValueError where an entry is not of the file's shape."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    days = data["days"]
    rows = ((entry, row) for entry, rows in data["support"].items() for row in rows)
    return tuple(Example(entry, row[0], days[row[0]], *row[1:]) for entry, row in rows)


def entries(lexicon: Lexicon) -> tuple[str, ...]:
    """Everything that must show support: the frames, the groups of light verbs, the rules of their own."""
    light = sorted({f"light-verb.{group}" for group in lexicon.light["verbs"].values()})
    return (*(frame.id for frame in lexicon.frames), *light, *OWN_RULES)


def lacking(
    examples: Iterable[Example], lexicon: Lexicon, read: Callable[[Example], Iterable[Claim]]
) -> dict[str, str]:
    """Entry → what its support lacks: examples, wars, or examples that read as they should."""
    by_entry: dict[str, list[Example]] = {entry: [] for entry in entries(lexicon)}
    for example in examples:
        by_entry.setdefault(example.entry, []).append(example)
    found = {}
    for entry, all_ in by_entry.items():
        good = [e for e in all_ if any(e.met_by(claim) for claim in read(e))]
        if len(good) < ENOUGH:
            found[entry] = f"{len(good)} of {ENOUGH} examples"
        elif len({e.country for e in good}) < WARS:
            found[entry] = "only one war"
    return found
