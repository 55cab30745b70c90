"""An act of saying: where the words for its source end, whom that speaks for, the day on which it spoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from events.extraction.citing import man_of, told_to
from events.extraction.clause_bounds import is_break
from events.extraction.dates import resolve_date
from events.extraction.descriptions import DASHES
from events.extraction.document import Document
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.word_readings import OPEN
from gazetteer.matching.arabic import fold

Span = tuple[int, int]  # tokens, half-open


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Saying:
    """One act of citing: tokens ``[start, stop)`` it covers, the source's tokens ``[i, j)`` (i == j: unnamed
    or carried).
    """

    verb: int
    start: int
    stop: int
    i: int
    j: int
    text: str | None
    actor: str | None
    named: bool
    origin: str | None
    day: date | None
    denies: bool
    indirect: bool  # "that …" stands between: the day of saying is not the day of what is said


def source_end(doc: Document, i: int, stop: int) -> int:
    """The first token after the source's noun phrase that begins at ``i``."""
    for k in range(i, min(stop, i + 16)):
        token = doc.tokens[k]
        if (k in doc.actor_on and k > i) or names_side(doc, k):
            continue
        if (
            token.norm in doc.words["complementizers"]
            or token.text in "،,:.؛"
            or (token.text in DASHES and k > i)
            or token.text in OPEN
            or is_break(doc, k)
        ):
            return k
        if (token.norm in doc.words["source_ends"] and not (k > i and man_of(doc, k))) or k in doc.date_on:
            return k
        if k > i and told_to(doc, k):
            return k
        forms = doc.forms(k)
        named = k in doc.actor_on or k in doc.place_on
        titled = doc.norm(k - 1) in doc.words["commands_of"]  # "قائد عمليات تحرير الأنبار"
        if forms and k > i and not (named or titled) and any(f.pos in ("verb", "vn") for f in forms):
            return k
        if forms and k == i and any(f.pos == "vn" and f.lemma in doc.lexicon.frames_of for f in forms):
            return k  # "X يعلن استسلام Y": what is announced, not who announces
        if any(doc.match_noun(k, doc.lexicon.phrases[name]) for name in ("announcement", "hearsay")):
            return k  # "X تنفي مزاعم Y": what is denied
        if doc.tokens[k].text == '"' and k > i:
            return k
    return min(stop, i + 16)


def names_side(doc: Document, k: int) -> bool:
    """Whether a quotation mark at ``k`` opens or closes the name of a side ("أعلنت «ألوية العمالقة»")."""
    if doc.tokens[k].text not in QUOTES:
        return False
    return k + 1 in doc.actor_on or (k - 1 in doc.actor_on and doc.tokens[k].text not in OPEN)


def _origin(doc: Document, i: int, j: int) -> tuple[str | None, str | None, bool]:
    """(the side that speaks, the origin in words, whether it is named) for a source's tokens."""
    text = doc.text[doc.tokens[i].start : doc.tokens[j - 1].end] if j > i else ""
    folded = fold(text)
    outlet = None
    for name, known in doc.lexicon.outlet_names if text else ():
        if name in folded:
            outlet = known
            break
    actor = next((doc.actor_on[k].slug for k in range(i, j) if k in doc.actor_on and doc.actor_on[k].slug), None)
    if actor is None and outlet and outlet.leans:
        actor = outlet.leans[0]
    unnamed = any(doc.match(k, doc.lexicon.phrases["unnamed"]) for k in range(i, min(j, i + 2)))
    of_side = actor and not any(man_of(doc, k) for k in range(i, j))  # "مصدر في X" is nobody by name
    named = bool(outlet or of_side) or not unnamed
    return actor, (outlet.names[0] if outlet else text or None), named and bool(text)


def saying_of(doc: Document, verb: int, reach: Span, source: Span, *, denies: bool, indirect: bool) -> Saying:
    """The act of saying that reaches over ``reach``, by the source on ``source``, with what is known of it."""
    i, j = source
    small = doc.words["was"] | doc.words["prepositions"]
    while j > i and (doc.tokens[j - 1].text in (*QUOTES, *COMMAS) or doc.norm(j - 1) in small):
        j -= 1
    text = doc.text[doc.tokens[i].start : doc.tokens[j - 1].end] if j > i else None
    actor, origin, named = _origin(doc, i, j)
    return Saying(verb, *reach, i, j, text, actor, named, origin, _day_of_saying(doc, verb, j), denies, indirect)


def _day_of_saying(doc: Document, verb: int, j: int) -> date | None:
    """The day of the saying, where the words beside the verb give one."""
    before = range(verb - 1, max(verb - 4, doc.bounds(verb)[0] - 1), -1)
    for k in [*range(verb + 1, min(j + 4, len(doc.tokens))), *before]:
        if k > verb and doc.norm(k) in doc.words["complementizers"]:
            break
        mention = doc.date_on.get(k)
        if mention:
            found = resolve_date(mention, doc.published)
            if found.start and found.precision == "day" and found.end and (found.end - found.start).days == 1:
                return found.start
    return None
