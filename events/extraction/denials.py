"""Denials that point back: "بينما نفى Y ذلك"، "وهو ما نفته Y"، "X يعلن السيطرة على … وY تنفي"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from events.extraction.document import Document
from events.extraction.fields import claim_of
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import DENIED, REAL, Stance, governing_verb
from events.extraction.rules.draft import Draft
from events.extraction.sayings import Saying
from events.extraction.types import DAYS, Claim

REACH = 120  # words behind a claim within which it may be denied
OPENS = 6  # words of a sentence within which it calls the one before a lie
TELLS = 14  # words from whoever tells a change to the change
OBJECT = 10  # words after the verb within which its object stands


def _gainsaid(doc: Document, k: int) -> int | None:
    """The verb by which another denies what is told at ``k``, in its sentence or at the beginning of the next."""
    number = doc.sentence_of[k]
    _, stop = doc.sentences[min(number + 1, len(doc.sentences) - 1)]
    for m in doc.having("verb", k + 1, min(stop, k + REACH)):
        form = doc.finite(m)
        if not form or doc.sentence_of[m] < 0:
            continue
        if form.lemma in doc.words["gainsay"]:
            return m if _points_back(doc, m) and not _of_what_is_nearer(doc, m, number) else None
        if doc.sentence_of[m] != number:
            return None  # the next sentence tells something else first
    return None


def _of_what_is_nearer(doc: Document, m: int, number: int) -> bool:
    """ "X يسيطر على A. واتهموه بحصار B، وهو ما ينفيه": a denial in the sentence behind points back to the change that
    this sentence itself tells before it."""
    if doc.sentence_of[m] == number:
        return False
    first = doc.sentences[doc.sentence_of[m]][0]
    lemmas = (f.lemma for n in doc.having("trigger", first, m) for f in doc.forms(n))
    return any(lemma in doc.lexicon.frames_of for lemma in lemmas)


def belied(doc: Document, draft: Draft, said: Saying | None) -> Draft:
    """ "قالوا إن X استعاد Y! كذب محض", "يقول X إنه في Y، وهذا كذب": a report that the writer calls a lie."""
    liar = _told_by_liars(doc, draft)
    if liar is not None:
        return replace(draft, stance=Stance(DENIED, None, liar, "called a lie"))
    if draft.stance.kind != REAL or said is None or not doc.having("belied"):
        return draft
    _, stop = doc.bounds(draft.i)
    lie = next((m for m in doc.said("belied", draft.j, stop) if _judges(doc, draft.j, m)), None)
    if lie is None and doc.sentence_of[draft.i] + 1 < len(doc.sentences):
        i, j = doc.sentences[doc.sentence_of[draft.i] + 1]
        lie = next((m for m in doc.said("belied", i, min(j, i + OPENS)) if _lie_opens(doc, i, m)), None)
    return draft if lie is None else replace(draft, stance=Stance(DENIED, None, lie, "called a lie"))


def _told_by_liars(doc: Document, draft: Draft) -> int | None:
    """ "من يقول إن X دخل A كاذب", "أي صفحة تنشر أن X في A تكذب": the token at which all who say so are called liars,
    where it has happened or may have; None: they are not.
    """
    open_to_doubt = draft.stance.kind == REAL or draft.stance.why == "guess or condition"
    if not open_to_doubt or not doc.having("liars"):
        return None
    first, stop = doc.bounds(draft.i)
    liar = next(iter(doc.said("liars", max(draft.j, draft.hit.stop if draft.hit else 0), stop)), None)
    if liar is None or doc.verb_group(liar) == "cite":
        return None
    return liar if any(_whoever_tells(doc, m) for m in range(max(first, draft.i - TELLS), draft.i)) else None


def _whoever_tells(doc: Document, m: int) -> bool:
    """ "من يقول", "كل من يدعي", "أي صفحة تنشر": whether a verb of telling at ``m`` is of anybody who does."""
    alleges = any(f.lemma in doc.words["alleges"] for f in doc.verbs(m))
    if doc.verb_group(m) != "cite" and not alleges and doc.norm(m) not in doc.words["spreads"]:
        return False
    before = [doc.norm(m - n).lstrip("وف") for n in (1, 2)]
    if doc.norm(m - 3) in doc.words["not"]:
        return False  # "ليس كل من يقول … كاذبا"
    alone = doc.norm(m - 1) in doc.words["relatives"] and m - 1 == doc.bounds(m)[0]  # "الذين يقولون …"
    return alone or before[0] in doc.words["whoever"] or before[1] in doc.words["any"]


def _judges(doc: Document, i: int, m: int) -> bool:
    """Whether a lie at ``m`` is said of what stands before it: "وهذا كذب", "وهو كلام …", "والخبر غير صحيح", or behind a
    comma alone ("…، كذب وافتراء"); nobody else speaks between."""
    told = any(doc.norm(x) in doc.words["which_is"] for x in (m - 1, m - 2))
    told = told or _set_apart(doc, m)
    return told and not any(doc.verb_group(x) in ("deny", "cite") for x in range(i, m))


def _set_apart(doc: Document, m: int) -> bool:
    """ "…، كذب محض", "…، والخبر كاذب": whether a lie at ``m``, or what "the report" is, opens behind a comma."""
    before = m - (doc.norm(m - 1).lstrip("و") in doc.words["talk"]) - 1
    while doc.tokens[before].text in QUOTES:
        before -= 1
    return doc.tokens[before].text in COMMAS and not _a_verb(doc, m)


def _a_verb(doc: Document, m: int) -> bool:
    """ "كذب الناطق باسم X ذلك": whether behind one word that also means a lie one stands that "and" does not join."""
    behind = doc.at(m + doc.match(m, doc.lexicon.phrases["belied"]))
    return behind == doc.at(m + 1) and behind.kind == "word" and not behind.norm.startswith("و")


def _lie_opens(doc: Document, i: int, m: int) -> bool:
    """Whether a lie at ``m`` is the first word of its sentence, or said of "this" or "this talk"."""
    if _a_verb(doc, m):
        return False
    return all(doc.norm(x) in doc.words["which_is"] or doc.norm(x) in doc.words["talk"] or
               doc.tokens[x].kind != "word" for x in range(i, m))  # fmt: skip


def _points_back(doc: Document, m: int) -> bool:
    """Whether the object of a denying verb at ``m`` is a pronoun, "that" or nothing at all."""
    _, stop = doc.bounds(m)
    after = [doc.norm(x) for x in range(m + 1, min(stop, m + OBJECT)) if doc.tokens[x].kind == "word"]
    headline = doc.finite(m).asp == "i" and m > doc.bounds(m)[0]  # "أنباء عن سقوط X.. والناطق ينفي"
    nothing = not after and (headline or governing_verb(doc, m) is not None)
    return bool(doc.finite(m).enc or nothing or doc.words["what_was_said"].intersection(after))


def denied_too(doc: Document, draft: Draft, claim: Claim, sayings: Mapping[int, Saying]) -> Claim | None:
    """The denial of a claim that stands behind it in the text, as a claim of its own about the same days; ``sayings``:
    those of the text by their verbs."""
    if draft.stance.kind != REAL:
        return None
    verb = _gainsaid(doc, draft.i)
    if verb is None:
        return None
    said = sayings.get(verb)
    twin = replace(draft, i=verb, j=verb + 1, stance=Stance(DENIED, None, verb, "denied by another"))
    return replace(claim_of(doc, twin, said, claim.article), **{name: getattr(claim, name) for name in DAYS})
