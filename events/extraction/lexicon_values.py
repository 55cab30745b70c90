"""What the lexicon is made of: frames of verbs, outlets, lists of phrases."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.matching.arabic import tokenize

Phrases = dict[str, dict[str | None, tuple[tuple[str, ...], ...]]]
# Lists of words, and of phrases, whose own words are looked for all over a text.
SAID = (  # lists of words that do so
    "made_free",
    "shares_control",
    "takes_in",
    "present_or_still",
    "right_now",
    "presence",
    "gates",
    "hearts",
    "attack_nouns",
    "bears",
    "ended_nouns",
    "in_charge",
    "replaces",
    "goal_nouns",
)
HELD = ("under", "outside")
STATES = ("under", "outside", "empty_of", "stronghold", "not_left", "masters")  # lists of phrases that tell a state


@dataclass(frozen=True, slots=True)
class Frame:
    """How a group of verbs arranges winner, loser and place. The keys are explained at the top of frames.yml."""

    id: str
    type: str
    lemmas: tuple[str, ...]
    place: str
    subject: str
    object: str | None
    needs: tuple[str, ...]
    weak: bool
    noun: bool
    to: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of an outlet or a speaker: its names, the sides it leans to, its country."""

    names: tuple[str, ...]
    leans: tuple[str, ...]
    country: str | None
    agency: bool


def by_first(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return phrases as tuples of folded words by their first word, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(t.norm for t in tokenize(str(phrase)) if t.kind != "punct")
        found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(all_, key=lambda words: (-len(words), words))) for first, all_ in found.items()}


def phrase_list(phrases: list[str]) -> Phrases:
    """Return phrases by their first word and by their second, None where there is none; longest first."""
    found: Phrases = {}
    for first, listed in by_first(phrases).items():
        following = found.setdefault(first, {})
        for words in listed:
            second = words[1] if len(words) > 1 else None
            following[second] = (*following.get(second, ()), words)
    return found
