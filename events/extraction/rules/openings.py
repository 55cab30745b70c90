"""At which words each rule can begin: a rule is tried at no others, and a word's rules are worked out once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from events.extraction.document import Document
from events.extraction.lexicon import Lexicon
from events.extraction.rules.draft import Draft
from events.extraction.word_readings import WordReading

Rule = Callable[[Document, int], list[Draft] | None]
AND = "وف"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a rule can begin at: a form of one of ``pos`` whose lemma is listed (``lemmas``: a list of
    grammar.yml, "light" or "frames"), a phrase of the list ``phrases``, one of the words ``words`` of grammar.yml;
    with none of these told, at any word.

    It may be wider than the rule, never narrower: where none of it fits the rule must return None.
    """

    pos: tuple[str, ...] = ()
    lemmas: str = ""
    phrases: str = ""
    words: str = ""

    def fits(self, norm: str, reading: WordReading, lexicon: Lexicon) -> bool:
        """Whether the rule may begin at a word."""
        if self.phrases and self.phrases in reading.sought:
            return True
        if self.words and not {norm, norm[1:], norm.lstrip(AND)}.isdisjoint(lexicon.grammar[self.words]):
            return True
        if self == ANYWHERE:
            return True
        listed = self._lemmas(lexicon)
        return any(form.pos in self.pos and form.lemma in listed for form in reading.forms)

    def _lemmas(self, lexicon: Lexicon) -> Collection[str]:
        if self.lemmas in ("", "light", "frames"):
            return {"": (), "light": lexicon.light["verbs"], "frames": lexicon.frames_of}[self.lemmas]
        return lexicon.grammar[self.lemmas]


ANYWHERE = Opening()
