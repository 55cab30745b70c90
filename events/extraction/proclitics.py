"""What is written on a word before it: "and", prepositions of one letter, the article."""

from __future__ import annotations

ARTICLE = "ال"
LAM, ALEF = "ل", "ا"
GOVERNED = ("لل", "بال")  # a preposition and the article, as they are written on a noun
PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")
ARTICLED = ("", "و", "ل", "ب", "ال", "لل", "بال", "وال", "ول", "وب")
LEAST = 3  # letters that must be left where the article may have been taken off


def splits(word: str) -> tuple[tuple[str, str], ...]:
    """(proclitics, rest) for each run of them that a folded word may carry, none first; the article stays.

    "li-" swallows the alif of the article, which is put back: "للبلدة" gives "البلدة".
    """
    found = []
    for clitics in PROCLITICS:
        rest = word[len(clitics) :] if word.startswith(clitics) else ""
        if rest:
            found.append((clitics, ALEF + rest if clitics.endswith(LAM) and rest.startswith(LAM) else rest))
    return tuple(found)


def nouns(word: str) -> tuple[str, ...]:
    """A folded noun as it stands and without each run of proclitics and article that leaves three letters."""
    return tuple(word[len(c) :] for c in ARTICLED if word.startswith(c) and len(word) - len(c) >= LEAST)


def bare_noun(word: str) -> str:
    """A folded noun without all the proclitics and the article that it may carry."""
    return word.removeprefix("و").removeprefix("لل").removeprefix("ل").removeprefix("ب").removeprefix(ARTICLE)
