"""A claim in the making: what a rule found, before dates, speakers and confidence are added."""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.clauses import Found
from events.extraction.dates import DateMention
from events.extraction.modality import Stance
from events.extraction.referents import Hit


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Draft:
    """What a rule found at a trigger ``[i, j)``. ``weak`` keeps it from high confidence; ``reasons`` are words
    for people.
    """

    rule: str
    type: str
    i: int
    j: int
    hit: Hit | None
    gaining: Found | None
    losing: Found | None
    stance: Stance
    gaining_with: tuple[str, ...] = ()
    weak: bool = False
    headline: bool = False
    since_holds: bool = False
    reasons: tuple[str, ...] = ()
    dated: DateMention | None = None  # the day told beside its place, where the verb has another

    @property
    def has_known_side(self) -> bool:
        """Whether it is known who gains or who loses."""
        gained = self.gaining is not None and self.gaining.actor.slug
        return bool(gained or (self.losing is not None and self.losing.actor.slug))
