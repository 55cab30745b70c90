"""Who took or held a place before another took it: "استعاد X مدينة A من Y بعد عام من احتلالها"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from events.extraction.document import Document
from events.extraction.endings import PRONOUNS
from events.extraction.proclitics import ARTICLE
from events.extraction.types import DAYS, GAINS, REAL, TAKES, Claim, medium_at_most
from gazetteer.matching.arabic import fold

NOUN = ".noun"
HIS = ("control.noun", "occupy.noun", "seize.noun")  # nouns whose pronoun tells whose hold it was
FALL, HOLDS = "fall.", "holds"
TAKEN = ("capture", "recapture")
KNOWN = "told as known, without a day"
LONG_SINCE = 6  # words of "after" and how long since
LEFT = ("withdrawal", "evacuation", "surrender")
LATER = "the winner is the side that lost the place later"
NAMED = "place and side named in the clause"
UNNAMED, CARRIED = "the side is not named", "the side is carried over from an earlier clause"
ELSEWHERE = "the winner is the one named elsewhere in the text"


def with_taker_before(doc: Document, claims: list[Claim]) -> list[Claim]:
    """The claims of takings that are counted back from another change of the same place in the sentence: they were made
    by who then lost it, and never by who then took it.
    """
    found, told = [], by_place_in_sentence(claims)
    for c in claims:
        then = next((o for o in told.get((c.sentence, c.place_id), ()) if _counted_from(doc, c, o)), None)
        by_loser = then is not None and (then.gaining is not None or then.type in LEFT)
        unsure = by_loser and (c.gaining in (None, then.gaining) or (c.gaining == then.losing and CARRIED in c.reasons))
        found.append(_by(c, then) if unsure else c)
    return found


def with_held_until(doc: Document, claims: list[Claim]) -> list[Claim]:
    """ "استعاد X مدينة A بعد سيطرة Y عليها", "استُعيدت A بعد عام من سقوطها بيد Y": the claims of takings, each from who
    is only told to have taken the place before; his own, without a day, is told as known.
    """
    told, since, known, dated = by_place_in_sentence(claims), {}, set(), {}
    for c in claims:
        before = _held_until(doc, c, told.get((c.sentence, c.place_id), ()))
        if before is not None:
            since[c.id] = before
            own = _own_days(c, before)
            dated |= own
            known |= {before.id} if own.get(before.id, before).date_start is None else set()
    told_before = {o.id: o for o in since.values()}
    claims = [told_before.get(c.id, c) for c in claims]
    claims = [_taken_from(c, since[c.id]) if c.id in since else c for c in claims]
    claims = [_dated_as(c, dated[c.id]) if c.id in dated else c for c in claims]
    return [_recalled(c) if c.id in known else c for c in claims]


def _own_days(claim: Claim, before: Claim) -> dict[str, Claim]:
    """ "استعاد X مدينة A اليوم بعد سيطرة Y عليها", "بعد شهرين من سيطرة Y عليها في أبريل": whose days each of the two
    claims has: a day behind what was before is of that, one told before it is not.
    """
    first = claim.date_text_start
    if first is None:
        return {}
    if first > before.trigger_end:
        return {claim.id: _undated(claim), before.id: claim}
    return {before.id: _undated(before)} if before.date_text_start == first else {}


def _undated(claim: Claim) -> Claim:
    """The claim without a day, known by its publication alone."""
    return replace(claim, **(dict.fromkeys(DAYS) | {"date_precision": "unknown"}))


def _dated_as(claim: Claim, other: Claim) -> Claim:
    """The claim with the days of another."""
    return replace(claim, **{name: getattr(other, name) for name in DAYS})


def _held_until(doc: Document, claim: Claim, told: Iterable[Claim]) -> Claim | None:
    """Of the claims ``told`` of a place in its sentence, the taking that only says when, or since when, and ended with
    the one of ``claim``; what falls "after" somebody took it falls to him.
    """
    if claim.type not in TAKEN or claim.modality not in REAL or claim.rule.startswith(FALL):
        return None
    all_ = [o for o in told if o.start > claim.start and o.type in TAKEN and o.modality in REAL]
    behind = [o for o in all_ if o.gaining]
    if (own := next((o for o in behind if o.gaining == claim.losing and _which_took(doc, claim, o)), None)) is not None:
        return own
    if (his := next((o for o in all_ if _of_loser(doc, claim, o)), None)) is not None:
        return _by_loser(his, claim)
    by_his = (o for o in behind if o.gaining_start is not None and o.gaining_start > o.trigger_start)
    other = (o for o in by_his if claim.gaining != o.gaining or claim.gaining_start in (None, o.gaining_start))
    return next((o for o in other if _only_when(doc, claim, o)), None)


def _of_loser(doc: Document, claim: Claim, taking: Claim) -> bool:
    """ "استعاد X مدينة A من Y بعد سيطرته عليها": whether "his control" is that of whom the place is retaken from."""
    noun = doc.text[taking.trigger_start : taking.trigger_end]
    his = taking.rule in HIS and noun.endswith(tuple(PRONOUNS)) and not noun.startswith(ARTICLE)
    retaken = (
        claim.type == "recapture" and claim.losing is not None and taking.gaining in (None, claim.gaining, claim.losing)
    )
    return his and retaken and _only_when(doc, claim, taking)


def _by_loser(taking: Claim, claim: Claim) -> Claim:
    """The taking of a place by whom ``claim`` tells to have lost it."""
    told = {"gaining": claim.losing, "gaining_ar": claim.losing_ar, "gaining_en": claim.losing_en}
    none = dict.fromkeys(("losing", "losing_ar", "losing_en", "gaining_start", "gaining_end"))
    kept = [why for why in taking.reasons.split("; ") if why not in (NAMED, CARRIED, UNNAMED, LATER)]
    return replace(taking, **told, **none, confidence=medium_at_most(taking), reasons="; ".join([*kept, LATER]))


def with_last_holder(doc: Document, claims: list[Claim]) -> list[Claim]:
    """ "استعاد X راوة، آخر بلدة يسيطر عليها Y": the claims, what only ranks a place that another takes in the sentence
    being no claim of its own, but from whom it is taken.
    """
    told, ranked, losers = by_place_in_sentence(claims), set(), {}
    for c in claims:
        gains = told.get((c.sentence, c.place_id), ()) if c.type == HOLDS and c.gaining else ()
        taken = next((o for o in gains if o.type in TAKEN and o.modality in REAL and _ranks(doc, o, c)), None)
        if taken is not None:
            ranked.add(c.id)
            losers[taken.id] = c
    kept = (c for c in claims if c.id not in ranked)
    return [_taken_from(c, losers[c.id]) if c.id in losers else c for c in kept]


def _ranks(doc: Document, taking: Claim, held: Claim) -> bool:
    """Whether a superlative right behind the place that is taken begins what is told of who held it."""
    if taking.gaining in (None, held.gaining) or not taking.start <= (held.place_start or 0) < held.trigger_start:
        return False
    behind = fold(doc.text[held.place_start + len(held.place_text) : held.trigger_start]).strip("،, ").split()
    return bool(behind) and behind[0] in doc.words["superlatives"] | doc.words["last"]


def _taken_from(claim: Claim, before: Claim) -> Claim:
    """The claim of a taking from who took the place before, by nobody known where the text names but him."""
    told = {"losing": before.gaining, "losing_ar": before.gaining_ar, "losing_en": before.gaining_en}
    told = told if claim.losing is None else {}
    if claim.gaining not in (None, before.gaining):
        return replace(claim, **told)
    told |= {"gaining": None, "gaining_ar": None, "gaining_en": None, "gaining_start": None, "gaining_end": None}
    kept = [why for why in claim.reasons.split("; ") if why not in (NAMED, CARRIED, UNNAMED)]
    return replace(claim, **told, confidence=medium_at_most(claim), reasons="; ".join([*kept, UNNAMED]))


def _recalled(claim: Claim) -> Claim:
    """The claim of a taking that came before the one which is told."""
    kept = [why for why in claim.reasons.split("; ") if why not in (NAMED, KNOWN)]
    return replace(claim, confidence=medium_at_most(claim), reasons="; ".join([*kept, KNOWN]))


def _which_took(doc: Document, claim: Claim, taking: Claim) -> bool:
    """ "استعاد X مدينة A من Y الذي كان قد سيطر عليها": whether a taking only describes from whom the place is taken."""
    *_, one, two, last = ["", "", *(fold(doc.text[claim.trigger_end : taking.trigger_start]).split() or [""])]
    had = doc.words["was"] | doc.words["qad"]
    relatives = doc.words["relatives"]
    return last in relatives or (last in had and (two in relatives or (two in had and one in relatives)))


def _only_when(doc: Document, claim: Claim, taking: Claim) -> bool:
    """Whether a taking is told right behind "after", or behind "from" or "upon" and how long since."""
    *before, last = fold(doc.text[claim.trigger_end : taking.trigger_start]).split()[-LONG_SINCE:] or [""]
    when = doc.words["when_done"] - doc.words["before"]
    if not taking.rule.endswith(NOUN):
        return last in doc.words["after_which"] or (last in doc.words["an"] and not when.isdisjoint(before[-1:]))
    return last in when or (last in doc.words["counted_from"] and not when.isdisjoint(before))


def by_place_in_sentence(claims: Iterable[Claim]) -> dict[tuple[int, str], list[Claim]]:
    """The claims of known places by (sentence, place), in their order: a long text is not gone through for each."""
    told: dict[tuple[int, str], list[Claim]] = {}
    for c in claims:
        if c.place_id is not None:
            told.setdefault((c.sentence, c.place_id), []).append(c)
    return told


def _counted_from(doc: Document, claim: Claim, then: Claim) -> bool:
    """Whether a claim of taking is told, by a noun right behind a length of time, to have come before another of the
    same place and sentence.
    """
    if not (claim.type in GAINS and claim.rule.endswith(NOUN) and claim.modality in REAL and claim.date_text_end):
        return False
    if then.start >= claim.start or then.modality not in REAL or then.type not in (*TAKES, *LEFT):
        return False
    between = fold(doc.text[claim.date_text_end : claim.trigger_start]).split()
    return len(between) == 1 and between[0] in doc.words["counted_from"] and claim.date_start is not None


def _by(claim: Claim, then: Claim) -> Claim:
    """The claim of a taking by who lost the place later; by nobody known, where that is not told."""
    own = then.losing is not None
    told = {"gaining": then.losing, "gaining_ar": then.losing_ar, "gaining_en": then.losing_en}
    if claim.losing == then.losing:
        told |= {"losing": None, "losing_ar": None, "losing_en": None, "losing_start": None, "losing_end": None}
    kept = [why for why in claim.reasons.split("; ") if why not in (NAMED, CARRIED, UNNAMED, ELSEWHERE, LATER)]
    reasons = "; ".join([*kept, UNNAMED, *([LATER] if own else [])])
    told |= {"gaining_start": None, "gaining_end": None, "actor_unresolved": not own}
    return replace(claim, **told, confidence=medium_at_most(claim), reasons=reasons)
