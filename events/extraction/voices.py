"""Whose words a text speaks: the sides its outlet leans to, or that its own way of naming gives away."""

from __future__ import annotations

from collections.abc import Sequence

from events.extraction.document import ActorAt, Document
from events.extraction.endings import US
from gazetteer.matching.arabic import fold

ENDS = 4  # sentences at either end of a text in which its issuer may sign
MARKS = 2  # one loaded word may be a quotation; two different ones are a voice


def outlet_leans(doc: Document) -> frozenset[str]:
    """The sides that the outlet leans to (outlets.yml)."""
    if not doc.outlet:
        return frozenset()
    name = fold(doc.outlet)
    return frozenset(side for known, outlet in doc.lexicon.outlet_names if known in name for side in outlet.leans)


def countries_of(doc: Document) -> dict[str, int]:
    """How many different words each country's sides alone speak in a text has, where it has enough for a voice."""
    best: dict[str, int] = {}
    for (country, _), words in _said(doc).items():
        if country and len(words) >= MARKS:
            best[country] = max(best.get(country, 0), len(words))
    return best


def _said(doc: Document) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """(country, side) → the different words of that side's people that the text has."""
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for k in doc.having("voice"):
        for country, side, words in doc.readings[k].voices:
            if all(doc.norm(k + n) == word for n, word in enumerate(words) if n):
                found.setdefault((country, side), set()).add(words)
    return found


def voice_of(doc: Document) -> frozenset[str]:
    """The side whose people alone speak so: of several, the one with most different words of its own."""
    here = {side: words for (country, side), words in _said(doc).items() if country in ("", doc.country)}
    found = {side: words for side, words in here.items() if _speaks_then(doc, side)}
    # In a post that cites nobody "our forces" is such a word by itself.
    enough = 1 if len(found) == 1 and not doc.having("report") and _ours(doc) else MARKS
    sure = {side: len(words) for side, words in found.items() if len(words) >= enough}
    best = max(sure.values(), default=0)
    most = [side for side, count in sure.items() if count == best]
    return frozenset(most) if len(most) == 1 else frozenset()


def _speaks_then(doc: Document, side: str) -> bool:
    """Whether a side existed on the day of publication."""
    row, day = doc.lexicon.actor[side], doc.published
    return day is None or ((row.exists_from is None or row.exists_from <= day) and (
        row.exists_to is None or day < row.exists_to))  # fmt: skip


def _ours(doc: Document) -> bool:
    """Whether the text says "our forces", "our heroes"."""
    owned = doc.lexicon.owned
    return any(owned[rest][2] == US for r in doc.readings for _, rest, _ in r.sides if rest in owned)


def signed(doc: Document, actors: Sequence[ActorAt]) -> dict[int, str]:
    """Whose "our forces" are, by their first tokens, in a text that a side signs and whose voice is not known."""
    ours = [a.i for a in actors if a.owner == US] if not doc.leans else []
    side = _issuer(doc, actors) if ours else None
    return dict.fromkeys(ours, side) if side else {}


def _issuer(doc: Document, actors: Sequence[ActorAt]) -> str | None:
    """ "القوات المسلحة السودانية / مكتب الناطق الرسمي": the one side named on a line without a verb at either end of a
    text that says whose statement it is, or that has nothing but the name.
    """
    lines = doc.sentences[:ENDS] + doc.sentences[ENDS:][-ENDS:]
    for i, j in lines:
        named = [a for a in actors if i <= a.i < j]
        if not named or len({a.slug for a in named}) != 1 or any(doc.finite(k) for k in range(i, j)):
            continue
        rest = [k for k in range(i, j) if doc.tokens[k].kind == "word" and not any(a.i <= k < a.j for a in named)]
        if not rest or any(doc.norm(k) in doc.words["issues"] for k in (*rest, named[0].i)):
            return named[0].slug
    return None
