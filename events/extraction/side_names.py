"""The names of the sides as the lexicon lists them, folded and ready to be matched."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gazetteer.matching.arabic import fold, tokenize


@dataclass(frozen=True, slots=True)
class ActorName:
    """One way to name a side: its folded words, the side by country ("" for any), and its agreement."""

    words: tuple[str, ...]
    slugs: tuple[tuple[str, str], ...]  # (country, slug); "" any country, "self" only of the side's own outlets
    agree: str


def canonical(norm: str, spellings: dict[str, str]) -> str:
    """Return the one spelling that actor names are compared in, with the article or without."""
    if norm in spellings:
        return spellings[norm]
    return "ال" + spellings[norm[2:]] if norm.startswith("ال") and norm[2:] in spellings else norm


def _agreement(words: tuple[str, ...], heads: dict[str, str], noun: str | None) -> str:
    if noun:
        return noun
    plural = words[0].endswith(("ون", "ين")) and len(words[0]) > 5
    return heads.get(words[0].removeprefix("ال"), "p" if plural else "f" if words[0].endswith("ه") else "m")


def _indefinite(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """A descriptive name without its articles: "فصائل معارضة" beside "الفصائل المعارضة"."""
    if len(words) > 1 and all(w.startswith("ال") and len(w) > 4 for w in words):
        return tuple(w[2:] for w in words)
    return None


def actor_names(entries: list[dict], forces: dict, spellings: dict[str, str]) -> dict[str, tuple[ActorName, ...]]:
    """Every name in the order of length by its first word; ``spellings`` unifies the ways to write a word."""
    heads = {fold(w): e["agree"] for e in forces["heads"] for w in e["words"]}
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    agreements: dict[tuple[str, ...], str] = {}

    def add(name: str, country: str, entry: dict, noun: str | None) -> None:
        words = tuple(canonical(t.norm, spellings) for t in tokenize(name) if t.kind != "punct")
        for form in filter(None, (words, _indefinite(words))):
            # One designation may name several sides, by country and by time; all are kept, in the file's order.
            found.setdefault(form, []).append((country, entry["slug"]))
            agreements.setdefault(form, _agreement(form, heads, noun))

    for entry in entries:
        for name in entry["names"]:
            first = canonical(fold(name).split()[0].removeprefix("ال"), spellings)
            add(name, "", entry, entry.get("noun") if first not in heads else None)
        for country, names in (entry.get("named_by") or {}).items():
            for name in names:
                add(name, country, entry, None)
        for name in entry.get("self_named", ()):
            add(name, "self", entry, None)
        for foe, names in (entry.get("named_by_foe") or {}).items():
            for name in names:
                add(name, f"foe of {foe}", entry, None)
    index: dict[str, list[ActorName]] = {}
    for words, slugs in found.items():
        index.setdefault(words[0], []).append(ActorName(words, tuple(slugs), agreements[words]))
    return {first: tuple(sorted(names, key=lambda n: (-len(n.words), n.words))) for first, names in index.items()}


def namesakes(names: dict[str, tuple[ActorName, ...]], countries: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Slug → the other sides that a designation of its country also means, in the file's order."""
    found: dict[str, dict[str, None]] = {}
    for name in (name for same in names.values() for name in same):
        local = [(country, slug) for country, slug in name.slugs if country in countries]
        for country, slug in local:
            others = (other for where, other in local if where == country and other != slug)
            found.setdefault(slug, {}).update(dict.fromkeys(others))
    return {slug: tuple(others) for slug, others in found.items()}
