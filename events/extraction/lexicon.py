"""The lexicon: words as data (YAML under a folder), read once, checked, frozen and handed to every worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from events.extraction.dates import DateLexicon, load_dates
from events.extraction.endings import OWNERS, US
from events.extraction.forms import FormTable
from events.extraction.lexicon_entries import (
    LexiconError,
    actor_rows,
    check_names,
    frame_of,
    light_verbs,
    load_file,
    verb_keys,
    word_lists,
)
from events.extraction.lexicon_values import HELD, SAID, STATES, Frame, Outlet, Phrases, by_first, phrase_list
from events.extraction.side_names import ActorName, actor_names, namesakes
from events.ledger import ActorRow
from gazetteer.matching.arabic import fold
from gazetteer.matching.memo import Memo

OF_FORCES = OWNERS | {"كم": US}  # "قواتكم", said to one's own people: ours
FILES = (
    "actors.yml", "cues.yml", "dates.yml", "forces.yml", "forms.tsv", "frames.yml", "grammar.yml", "outlets.yml",
    "verbs.yml",
)  # fmt: skip
ONE_BODY = ("f", False)  # how a head agrees that stands in no list of heads, and that it counts no people


@dataclass(frozen=True)
class Lexicon:
    """Everything that reading knows beside the gazetteer. Frozen and picklable."""

    version: str
    actors: tuple[ActorRow, ...]
    names: dict[str, tuple[ActorName, ...]]
    forces: dict[str, Any]
    frames: tuple[Frame, ...]
    cues: dict[str, Any]
    light: dict[str, Any]
    grammar: dict[str, frozenset[str]]
    forms: FormTable
    groups: dict[str, str]
    dates: DateLexicon
    outlets: tuple[Outlet, ...]

    @cached_property
    def actor(self) -> dict[str, ActorRow]:
        """Actors by slug."""
        return {row.slug: row for row in self.actors}

    @cached_property
    def frames_of(self) -> dict[str, tuple[Frame, ...]]:
        """Frames by folded lemma, in the order of the file."""
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            for lemma in frame.lemmas:
                found.setdefault(lemma, []).append(frame)
        return {lemma: tuple(frames) for lemma, frames in found.items()}

    @cached_property
    def intransitive(self) -> frozenset[str]:
        """Lemmas of the frames that never take a pronoun as their object: what looks like one is ta marbuta."""
        takes = {v for f in self.frames if f.place == "object" or f.object == "losing" or f.needs for v in f.lemmas}
        return frozenset({v for f in self.frames for v in f.lemmas} - takes)

    @cached_property
    def not_verbs(self) -> frozenset[str]:
        """Words that are spelt like a listed verb but are nearly always something else (بين "between")."""
        return frozenset(fold(word) for word in self.cues["not_verbs"])

    @cached_property
    def part_words(self) -> frozenset[str]:
        """Nouns for parts of a place, and their common adjectives, folded."""
        words = (*self.cues["partial"], *self.cues["part_adjectives"])
        return frozenset(fold(word) for word in words if " " not in word)

    @cached_property
    def names_from(self) -> dict[str, dict[str, tuple[ActorName, ...]]]:
        """The sides' names by their first word and by their second, "" where there is none."""
        found: dict[str, dict[str, tuple[ActorName, ...]]] = {}
        for first, names in self.names.items():
            following = found.setdefault(first, {})
            for name in names:
                second = name.words[1] if len(name.words) > 1 else ""
                following[second] = (*following.get(second, ()), name)
        return found

    @cached_property
    def leaders(self) -> frozenset[tuple[str, ...]]:
        """The names of men whose men are a side's, folded; also of those whose name alone may stand for it."""
        return frozenset(name.words for names in self.names.values() for name in names if name.leader)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Folded spelling → the one that actor names are compared in."""
        return {fold(k): fold(v) for k, v in self.cues["spellings"].items()}

    @cached_property
    def outlet_names(self) -> tuple[tuple[str, Outlet], ...]:
        """Each folded name of an outlet or a speaker with what is known of it, in the file's order."""
        return tuple((fold(name), outlet) for outlet in self.outlets for name in outlet.names)

    @cached_property
    def nations(self) -> tuple[tuple[str, str], ...]:
        """(country, folded beginning of a word for its people)."""
        return tuple((country, fold(stem)) for country, stems in self.cues["nationalities"].items() for stem in stems)

    @cached_property
    def at_war(self) -> frozenset[str]:
        """The countries whose wars the lexicon reads: their sides fight at home."""
        return frozenset(self.cues["countries_at_war"])

    @cached_property
    def force_phrases(self) -> dict[str, Phrases]:
        """The quantifiers, support words and links of forces.yml, ready to be matched."""
        found = {name: phrase_list(words) for name, words in self.forces["quantifiers"].items()}
        lists = {"support": self.forces["support"], "links": self.forces["links"], "arms": self.forces["units"]["arms"]}
        return found | {name: phrase_list(words) for name, words in lists.items()}

    @cached_property
    def shared_names(self) -> dict[str, Phrases]:
        """The side that a name of two sides usually means → these names, ready to be matched."""
        return {shared["usual"]: phrase_list(shared["words"]) for shared in self.forces["shared_names"]}

    @cached_property
    def outlets_signing(self) -> dict[str, list[tuple[tuple[str, ...], Outlet]]]:
        """The names of the outlets that lean to a side, and of those whose names end in one of these, by their first
        word: (folded words, the outlet)."""
        found: dict[str, list[tuple[tuple[str, ...], Outlet]]] = {}
        leaning = tuple([f" {name}" for name, outlet in self.outlet_names if outlet.leans])
        for name, outlet in self.outlet_names:
            if outlet.leans or name.endswith(leaning):
                found.setdefault(name.split()[0], []).append((tuple(name.split()), outlet))
        return found

    @cached_property
    def voices(self) -> dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]:
        """Words that only one side's people use, by their first: (country or "" for any, side, folded words)."""
        found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for voice in self.forces["voices"]:
            for first, phrases in by_first(voice["words"]).items():
                found.setdefault(first, []).extend((voice.get("country", ""), voice["side"], p) for p in phrases)
        return {first: tuple(entries) for first, entries in found.items()}

    @cached_property
    def anaphors(self) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]]:
        """References back by their first word: (words, the sides they may mean, agreement), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
        for entry in self.forces["anaphors"]:
            for first, phrases in by_first(entry["words"]).items():
                found.setdefault(first, []).extend((w, tuple(entry["only"]), entry["agree"]) for w in phrases)
        return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}

    @cached_property
    def namesakes(self) -> dict[str, tuple[str, ...]]:
        """Slug → the other sides that a designation of its country also means ("الجيش السوري")."""
        return namesakes(self.names, self.cues["nationalities"])

    @cached_property
    def kin(self) -> dict[str, tuple[str, ...]]:
        """Slug → itself, the sides that it is part of and those that are part of it."""
        rows = self.actor.values()
        return {row.slug: (row.slug, *row.part_of, *(r.slug for r in rows if row.slug in r.part_of)) for row in rows}

    @cached_property
    def side_words(self) -> frozenset[str]:
        """Every folded word that a side's name, a head or a reference back may begin with."""
        return frozenset(self.names) | frozenset(self.anaphors) | frozenset(self.force_heads) | frozenset(self.owned)

    @cached_property
    def owned(self) -> dict[str, tuple[str, bool, str]]:
        """Heads with a pronoun ("قواته") → (agreement, whether it counts people, the pronoun)."""
        found = {}
        for word in map(fold, self.forces["owned"]):
            agree, people = self.force_heads.get(word, ONE_BODY)
            stem = word[:-1] + "ت" if word.endswith("ه") else word
            found.update({stem + ending: (agree, people, code) for ending, code in OF_FORCES.items()})
        return found

    @cached_property
    def owned_control(self) -> frozenset[str]:
        """The nouns of control as they are spelt before a pronoun."""
        return frozenset(n[:-1] + "ت" if n.endswith("ه") else n for n in self.light["nouns"])

    @cached_property
    def rule_words(self) -> frozenset[str]:
        """Every folded word that a rule about a state may begin with."""
        stated = frozenset(w for name in STATES for w in self.phrases[name])
        return stated.union(*(self.grammar[name] for name in SAID))

    @cached_property
    def readings(self) -> Memo:
        """What written words may be (``word_readings``); filled while texts are read."""
        return Memo()

    @cached_property
    def rules(self) -> Memo:
        """The rules that may begin at a written word; filled while texts are read."""
        return Memo()

    @cached_property
    def lists_of(self) -> dict[str, tuple[str, ...]]:
        """The lists of phrases by the folded words that these begin with."""
        found: dict[str, tuple[str, ...]] = {}
        for name, phrases in self.phrases.items():
            for first in phrases:
                found[first] = (*found.get(first, ()), name)
        return found

    @cached_property
    def force_heads(self) -> dict[str, tuple[str, bool]]:
        """Folded head word → (agreement, whether it counts people); with and without the article."""
        heads = {}
        for entry in self.forces["heads"]:
            for word in entry["words"]:
                heads[fold(word)] = heads["ال" + fold(word)] = (entry["agree"], entry["people"])
        return heads

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """Each list of the cues, ready to be matched; states also with the holder as a pronoun."""
        lists = {name: words for name, words in self.cues.items() if isinstance(words, list)}
        return {name: phrase_list(words + self._with_owners(words, name)) for name, words in lists.items()}

    @cached_property
    def owners(self) -> dict[str, str]:
        """Last words of phrases of control that end in a pronoun ("سيطرتهما", "بيدهم") → the pronoun."""
        ends = {fold(p.split()[-1]) for name in HELD for p in self._with_owners(self.cues[name], name)}
        by_length = sorted(OWNERS, key=len, reverse=True)
        return {word: next(OWNERS[o] for o in by_length if word.endswith(o)) for word in ends}

    def _with_owners(self, phrases: list[str], name: str) -> list[str]:
        """ "تحت سيطرة" gives "تحت سيطرتها", "بيد" "بيدهم"."""
        if name not in HELD:
            return []
        plain = [fold(phrase) for phrase in phrases if fold(phrase.split()[-1]).lstrip("بل") in self.grammar["held_in"]]
        return [(p[:-1] + "ت" if p.endswith("ه") else p) + owner for p in plain for owner in OWNERS]


def _version(folder: Path) -> str:
    """What names this state of the files: the beginning of the digest of them all."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def load_lexicon(folder: Path) -> Lexicon:
    """Read and check the lexicon of a folder.

    Raises LexiconError (a ValueError) naming file and entry where a file is missing, broken or inconsistent.
    """
    folder = Path(folder)
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise LexiconError(f"{folder}: the lexicon lacks {', '.join(missing)}")
    entries, forces, cues = (load_file(folder, n) for n in ("actors.yml", "forces.yml", "cues.yml"))
    verbs = load_file(folder, "verbs.yml")["verbs"]
    keys = verb_keys(verbs)
    actors = actor_rows(entries["actors"], folder / "actors.yml")
    check_names(entries["actors"], forces["ties"], folder / "actors.yml")
    spellings = {fold(k): fold(v) for k, v in cues["spellings"].items()}
    arrangement = load_file(folder, "frames.yml")
    frames = tuple(frame_of(f, folder / "frames.yml", set(keys.values())) for f in arrangement["frames"])
    outlets = tuple(
        Outlet(tuple(o["names"]), tuple(o.get("leans", ())), o.get("country"), o.get("agency", False))
        for o in load_file(folder, "outlets.yml")["outlets"]
    )
    return Lexicon(
        version=_version(folder), actors=actors, names=actor_names(entries["actors"], forces, spellings),
        forces=forces, frames=frames, cues=cues, light=light_verbs(arrangement), grammar=word_lists(folder),
        forms=FormTable.read(folder / "forms.tsv", keys),
        groups={keys[verb["lemma"]]: verb["group"] for verb in verbs}, dates=load_dates(folder), outlets=outlets,
    )  # fmt: skip
