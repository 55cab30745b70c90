"""One name by itself, without a text around it: what a curator or the command line asks."""

from __future__ import annotations

import unicodedata

from gazetteer.matching.clitics import Reading
from gazetteer.matching.context import PARAM_WEIGHT, shared_options
from gazetteer.matching.drafts import Option, known_names
from gazetteer.matching.index import NameIndex
from gazetteer.matching.resolve import Evidence, decide
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import Candidate, PlaceRow


def _letters(name: str) -> str:
    """Latin letters and digits only, without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isascii() and char.isalnum())


def _by_english_name(name: str, index: NameIndex) -> list[Option]:
    want = _letters(name)
    if not want.isascii() or not any(char.isalpha() for char in want):
        return []
    return [Option(p, Reading(0, "", False), True, False) for p in index.places if _letters(p.name_en) == want]


def resolve_name(
    name: str, index: NameIndex, *, near: tuple[float, float] | None = None, country: str | None = None
) -> tuple[PlaceRow | None, tuple[Candidate, ...]]:
    """Return the decision for a name by itself (None where it is unknown or a tie) and the candidates, best first.

    ``near`` is (longitude, latitude) in degrees. A head word in the name counts ("محافظة الرقة").
    English names count as they are filed, whatever their accents and hyphens.
    """
    weights = {country: PARAM_WEIGHT} if country else {}
    view = TextView(name.strip(), index.words)
    draft = next((d for d in known_names(view, index) if d.start == 0 and d.end == len(view.tokens)), None)
    if draft is None:
        evidence, options = Evidence([], countries=weights, near=near), _by_english_name(name, index)
    else:
        evidence = Evidence([draft.head] if draft.head else [], draft.name_head, weights, near=near)
        options = shared_options([draft]) or draft.options
    status, place, candidates, _ = decide(options, evidence)
    return (place if status == "resolved" else None), candidates
