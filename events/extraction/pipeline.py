"""From a text to its claims: ``extract``, and ``explain``, which tells the silences as well."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from events.extraction.annotation import read_document
from events.extraction.assemble import assemble
from events.extraction.document import Document
from events.extraction.lexicon import Lexicon
from events.extraction.questions import asks, taken_for_known
from events.extraction.rules import rules_at
from events.extraction.rules.back_again import returns_shown
from events.extraction.rules.draft import Draft
from events.extraction.rules.followed import followed
from events.extraction.rules.senses import other_sense
from events.extraction.rules.standing import standing
from events.extraction.rules.tables import who_holds_what
from events.extraction.speech import find_sayings
from events.extraction.types import Claim
from gazetteer.matching.index import NameIndex


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A control trigger with a place in its sentence that no rule made a claim of: silence made visible."""

    start: int
    end: int
    trigger: str
    sentence_text: str
    why: str


def find_drafts(doc: Document) -> tuple[list[Draft], list[Unmatched]]:
    """Return what the ordered rules draft at the triggers of a text, and the triggers that stayed silent.

    A trigger is spoken for by the first rule that applies; a question states only what it takes for known.
    """
    drafts: list[Draft] = []
    silent: list[Unmatched] = []
    triggers = doc.having("trigger")
    for i, j in doc.sentences:
        asked = asks(doc, i, j)
        taken = i
        for k in triggers[bisect_left(triggers, i) : bisect_left(triggers, j)]:
            if asked and not taken_for_known(doc, i, k):
                continue
            found = _apply(doc, k) if k >= taken else None
            if found:
                drafts.extend(found)
                taken = max(d.j for d in found) if _whole(found) else k + 1
            elif found is not None and any(m in doc.place_on for m in range(i, j)):
                silent.append(_unmatched(doc, k, i, j))
    drafts = returns_shown(drafts)
    return drafts + followed(doc, drafts) + who_holds_what(doc) + standing(doc), silent


def _whole(found: list[Draft]) -> bool:
    """Whether the words between a verb and its noun belong to the same trigger."""
    return any(d.j - d.i > 1 for d in found)


def _apply(doc: Document, k: int) -> list[Draft] | None:
    """What the first rule that means control drafts at token ``k``; [] where one found a trigger alone, else None."""
    spoken = None
    for rule in rules_at(doc, k):
        found = rule(doc, k)
        if found and (meant := [draft for draft in found if not other_sense(doc, draft)]):
            return meant
        found = [] if found else found
        if found is not None and spoken is None:
            spoken = found
    return spoken


def _unmatched(doc: Document, k: int, i: int, j: int) -> Unmatched:
    """The silence of the trigger at ``k`` in the sentence ``[i, j)``."""
    token = doc.tokens[k]
    text = doc.text[doc.tokens[i].start : doc.tokens[j - 1].end].strip()
    return Unmatched(token.start, token.end, token.text, text, "no place in its slot, or a campaign's name")


def extract(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    lexicon: Lexicon,
    names: NameIndex,
    article: str,
    title: str | None = None,
    url: str | None = None,
    country: str | None = None,
) -> tuple[Claim, ...]:
    """Return the claims about control in a text: pure, deterministic, frozen and picklable.

    ``article`` is the article's identity (its sha256) or name. Offsets are code points of ``text``. Without
    ``published`` relative dates stay unresolved. Raises ValueError for a text beyond MAX_TOKENS.
    """
    return explain(
        text,
        published=published,
        outlet=outlet,
        lexicon=lexicon,
        names=names,
        article=article,
        title=title,
        url=url,
        country=country,
    )[0]


def explain(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    lexicon: Lexicon,
    names: NameIndex,
    article: str,
    title: str | None = None,
    url: str | None = None,
    country: str | None = None,
) -> tuple[tuple[Claim, ...], tuple[Unmatched, ...]]:
    """Return the claims of ``extract`` and, beside them, the control triggers near a place that made none."""
    doc = read_document(text, published=published, outlet=outlet, lexicon=lexicon, names=names, country=country)
    doc.title, doc.url = title, url
    drafts, silent = find_drafts(doc)
    sayings = find_sayings(doc)
    claims = assemble(doc, drafts, sayings, article=article)
    return claims, tuple(silent)
