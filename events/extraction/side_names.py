"""The names of the sides as the lexicon lists them, folded and ready to be matched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from events.extraction.endings import SOUND_PLURALS
from gazetteer.matching.arabic import fold, tokenize

OURS = ("نا", "كم")  # "قواتنا", "قواتكم": our, your forces
FEMININE = ("ه", "ات")
SLAVE = "عبد"
MALE = "m"
Span = tuple[date | None, date | None]  # [first day, day after the last), None where open


@dataclass(frozen=True, slots=True)
class ActorName:
    """One way to name a side: its folded words, the side by country ("" for any), and its agreement.

    ``spans`` goes with ``slugs``: the days on which the name means that side; None where it does for as long as the
    side exists. ``leader``: a man whose men are the side's ("قوات حميدتي"); ``alone``: whether the name is the side
    where no word for men stands before it.
    """

    words: tuple[str, ...]
    slugs: tuple[tuple[str, str], ...]  # (country, slug); "" any country, "self" only of the side's own outlets
    spans: tuple[Span | None, ...]
    agree: str
    leader: bool = False
    alone: bool = True


def canonical(norm: str, spellings: dict[str, str]) -> str:
    """Return the one spelling that actor names are compared in, with the article or without."""
    if norm in spellings:
        return spellings[norm]
    return "ال" + spellings[norm[2:]] if norm.startswith("ال") and norm[2:] in spellings else norm


def _agreement(words: tuple[str, ...], heads: dict[str, str], noun: str | None) -> str:
    if noun and not (noun == "m" and words[0].endswith(FEMININE)):  # "النخبة" of a side with a masculine name
        return noun
    plural = words[0].endswith(SOUND_PLURALS) and len(words[0]) > 5
    bare = words[0].removeprefix("ال")
    head = heads.get(bare) or next((heads[bare[:-2]] for e in OURS if bare.endswith(e) and bare[:-2] in heads), None)
    return head or ("p" if plural else "f" if bare.endswith(FEMININE) else "m")


def _indefinite(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """A descriptive name without its articles: "فصائل معارضة" beside "الفصائل المعارضة"."""
    if len(words) > 1 and all(w.startswith("ال") and len(w) > 4 for w in words):
        return tuple(w[2:] for w in words)
    return None


def _glued(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """ "عبد الله" written as one word."""
    k = words.index(SLAVE) if SLAVE in words[:-1] else None
    return None if k is None else (*words[:k], words[k] + words[k + 1], *words[k + 2 :])


def _listed(names: list[str | dict], ties: dict[str, dict[str, str]]) -> Iterator[tuple[str, Span | None]]:
    """The names of a list of the file, each with the days on which it means the side, None for all.

    Names written as one share the days ``from`` and ``to``. With ``of`` each of them stands before each of these
    ("مقاومة تعز", "مقاومة عدن"); ``tied`` to somebody (forces.yml, ties) each has that adjective.
    """
    for said in names:
        if isinstance(said, str):
            yield said, None
            continue
        heads = said["names"]
        if "tied" in said:
            heads = [form for head in heads for form in _tied(head, ties[said["tied"]])]
        span = (said.get("from"), said.get("to")) if "from" in said or "to" in said else None
        for head in heads:
            yield from ((f"{head} {owner}", span) for owner in said["of"]) if "of" in said else ((head, span),)


def _tied(head: str, tie: dict[str, str]) -> tuple[str, str]:
    """An armed body or men with an adjective that agrees: "مسلحين موالين", "المسلحين الموالين"."""
    phrase = (*head.split(), tie.get(head[-2:], tie["body"]))
    return " ".join(phrase), " ".join("ال" + word for word in phrase)


def actor_names(entries: list[dict], forces: dict, spellings: dict[str, str]) -> dict[str, tuple[ActorName, ...]]:
    """Every name in the order of length by its first word; ``spellings`` unifies the ways to write a word."""
    listed = (*forces["agreement"], *forces["heads"])
    heads = {fold(w): e["agree"] for e in listed for w in e["words"]}
    found: dict[tuple[str, ...], list[tuple[str, str, Span | None]]] = {}
    agreements: dict[tuple[str, ...], str] = {}
    leaders: set[tuple[str, ...]] = set()
    bodies: set[tuple[str, ...]] = set()

    def add(names: list[str | dict], country: str, entry: dict, noun: str | None = None, kind: set = bodies) -> None:
        for name, span in _listed(names, forces["ties"]):
            if span:  # until a day: from the side's first
                span = (span[0] or (entry.get("exists") or [None])[0], span[1])
            words = tuple(canonical(t.norm, spellings) for t in tokenize(name) if t.kind != "punct")
            own = None if kind is bodies and words[0].removeprefix("ال") in heads else noun
            for form in filter(None, (words, _indefinite(words) if kind is bodies else None, _glued(words))):
                # One designation may name several sides, by country and by time; all are kept, in the file's order.
                found.setdefault(form, []).append((country, entry["slug"], span))
                agreements.setdefault(form, _agreement(form, heads, own))
                kind.add(form)

    for entry in entries:
        add(entry["names"], "", entry, entry.get("noun"))
        for country, names in (entry.get("named_by") or {}).items():
            add(names, country, entry)
        add(entry.get("self_named", []), "self", entry)
        for foe, names in (entry.get("named_by_foe") or {}).items():
            add(names, f"foe of {foe}", entry)
        abroad = entry["slug"] in forces.get("powers", ())  # they speak of its wars in other countries
        add(entry.get("leaders", []), "" if abroad else entry.get("country", ""), entry, MALE, leaders)
    index: dict[str, list[ActorName]] = {}
    for words, meanings in found.items():
        slugs = tuple((country, slug) for country, slug, _ in meanings)
        spans = tuple(span for *_, span in meanings)
        index.setdefault(words[0], []).append(
            ActorName(words, slugs, spans, agreements[words], words in leaders, words in bodies)
        )
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
