"""The ways to read the words of a text as sides: names by country and day, references back, heads before a name."""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.document import Document
from events.extraction.leaders import ours_at
from events.extraction.marks import QUOTES
from events.extraction.meanings import countries_told_of, resolve_name
from events.extraction.side_marks import of_abroad, of_another_by_adjective
from events.extraction.side_names import ActorName
from events.extraction.signatures import signed_by
from events.extraction.voices import outlet_leans, voice_of

NONE: dict[str, tuple[ActorName, ...]] = {}


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Side:
    """A name or reference found: where it ends, its side, agreement, clitics, and the sides a reference may mean."""

    stop: int
    slug: str | None
    agree: str
    clitics: str
    only: tuple[str, ...] | None
    owner: str = ""
    people: bool = False
    alone: bool = True  # not a leader, who is no side without his men
    local: bool = False  # only what its country calls it


class SideFinder:
    """The words of one text, and what may begin at each: a name, a reference back, a head of sides."""

    def __init__(self, doc: Document):
        self.doc = doc
        self.lex = doc.lexicon
        self.leans: frozenset[str] = frozenset()
        self.words = [reading.spelled for reading in doc.readings]
        self.sides = [reading.sides for reading in doc.readings]  # the ways to read a word as a side's first one
        self.seq = [k for k, t in enumerate(doc.tokens) if t.text not in QUOTES]
        self.in_order = tuple([self.words[k] for k in self.seq])
        self.links = self.lex.force_phrases["links"]
        self.restrict = self.lex.force_phrases["restrict"]
        self.anaphors = self.lex.anaphors
        self._meanings: dict[tuple[str, ...], str | None] = {}
        self._abroad = countries_told_of(doc) if doc.country else {}
        self.leans = doc.leans = outlet_leans(doc) or signed_by(self) or voice_of(doc)
        self._meanings.clear()  # a name may mean another side in the voice of one

    def means(self, name: ActorName) -> str | None:
        """``resolve_name``, asked once per name of this text."""
        if name.words not in self._meanings:
            self._meanings[name.words] = resolve_name(self.doc, name, self.leans, self.doc.country)
        return self._meanings[name.words]

    def name_at(self, n: int) -> tuple[int, ActorName, str] | None:
        """The longest name from place ``n`` of the sequence: (next place, name, clitics before it).

        A name that means a side in this story goes before a longer one that means none.
        """
        best: tuple[int, ActorName, str] | None = None
        known = False
        following = self.in_order[n + 1] if n + 1 < len(self.in_order) else ""
        for clitics, _, spelled in self.sides[self.seq[n]]:
            names = self.lex.names_from.get(spelled, NONE)
            for name in (*names.get(following, ()), *names.get("", ())):
                stop = n + len(name.words)
                if self.in_order[n + 1 : stop] != name.words[1:]:
                    continue
                if of_another_by_adjective(self.doc, name, self.seq[stop : stop + 1]):
                    continue
                means = self.means(name) is not None
                if not means and self._foreign(name):
                    continue
                if not best or (known, len(best[1].words)) < (means, len(name.words)):
                    best, known = (stop, name, clitics), means
        return best

    def _foreign(self, name: ActorName) -> bool:
        """Whether a name is a designation of other countries only: in this story it is a common noun."""
        return bool(self.doc.country) and all(c in self.lex.cues["nationalities"] for c, _ in name.slugs) and all(
            c != self.doc.country for c, _ in name.slugs)  # fmt: skip

    def side_at(self, n: int) -> Side | None:
        """A name or a reference back from place ``n`` of the sequence."""
        named = self.name_at(n)
        known = self.means(named[1]) if named else None
        if named and (known or (named[1].alone and not self._other_reading(n, named[0]))):
            stop, name, clitics = named
            ours = ours_at(self, n) if stop == n + 1 else ""
            local = ("", known) not in name.slugs
            there = self._abroad.get(self.doc.sentence_of[self.seq[n]]) if local else None
            known = resolve_name(self.doc, name, self.leans, there) if there else known
            return Side(stop, known, name.agree, clitics, None, ours, alone=name.alone, local=local)
        for clitics, rest, spelled in self.sides[self.seq[n]]:
            if rest in self.lex.owned:
                agree, people, owner = self.lex.owned[rest]
                return Side(n + 1, None, agree, clitics, (), owner, people)
            for words, only, agree in self.anaphors.get(spelled, ()):
                stop = n + len(words)
                told = stop <= len(self.seq) and all(self.words[self.seq[n + x]] == w for x, w in enumerate(words) if x)
                if told and not of_abroad(self.doc, self.seq[stop : stop + 1]):
                    return Side(stop, None, agree, clitics, only)
        return None

    def _other_reading(self, n: int, stop: int) -> bool:
        """Whether the word at ``n`` is a force with a pronoun ("قواتنا") or, alone, refers back ("الإرهابيين")."""
        alone = [spelled for _, _, spelled in self.sides[self.seq[n]] if spelled in self.anaphors and stop == n + 1]
        back = any(len(words) == 1 for spelled in alone for words, *_ in self.anaphors[spelled])
        return back or any(rest in self.lex.owned for _, rest, _ in self.sides[self.seq[n]])

    def head_at(self, k: int) -> tuple[str, bool, str] | None:
        """(agreement, whether it counts people, proclitics) of a head of sides at token ``k``; None: none."""
        for clitics, rest, _ in self.sides[k]:
            if rest in self.lex.force_heads:
                return (*self.lex.force_heads[rest], clitics)
        return None
