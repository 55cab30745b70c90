"""Turn drafts into claims, and keep those that say something new."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.confidence import elsewhere
from events.extraction.denials import belied, denied_too
from events.extraction.document import Document
from events.extraction.echoes import (
    announced_captures,
    denied_once,
    denied_taking,
    entered_again,
    headlines_of_parts,
    left_by_taker,
    once_each,
    still_to_come,
    without_echoes,
    without_nameless,
    without_own_sieges,
    without_taken_strongholds,
)
from events.extraction.fields import VAGUE, claim_of
from events.extraction.losers import with_known_loser
from events.extraction.mentions import beginning_in
from events.extraction.modality import REAL
from events.extraction.moved_in import entered_what_was_lost, moved_in
from events.extraction.one_change import lost_and_taken, lost_to_taker
from events.extraction.proclitics import ARTICLE
from events.extraction.rules.draft import Draft
from events.extraction.rules.flags import FLAGS, of_noun, over_seat
from events.extraction.rules.other_matters import MODERN
from events.extraction.sayings import Saying
from events.extraction.speech import by_sentence, saying_for
from events.extraction.taken_back import by_another
from events.extraction.tellers import with_teller
from events.extraction.took_before import with_held_until, with_last_holder, with_taker_before
from events.extraction.types import CHANGES, Claim
from events.extraction.untold import untold
from events.extraction.winners import (
    with_enemy,
    with_expected_winner,
    with_former_holder,
    with_known_winner,
    with_only_winner,
    with_own_side,
    with_taker,
)

CAME_BACK = "under.recapture"  # "عادت X إلى حضن الدولة": whosever state that is, control is what is told of
MANY = 4
NEAR = 2  # sentences


def assemble(doc: Document, drafts: list[Draft], sayings: tuple[Saying, ...], *, article: str) -> tuple[Claim, ...]:
    """Return the claims of a document in order of the text; one per trigger and place."""
    claims: dict[str, Claim] = {}
    by_men: set[str] = set()  # those of who left, told of men of no name
    if _about_else(doc):
        return ()
    told = any(d.has_known_side or d.rule == CAME_BACK for d in drafts)
    anyone = (
        told
        or any(a.slug for a in doc.actors)
        or any(doc.match(k, doc.lexicon.phrases["war"]) for k in doc.having("war"))
    )
    reach, by_verb = by_sentence(doc, sayings), {s.verb: s for s in reversed(sayings)}
    for draft in (over_seat(doc, _within_a_bloc(d)) if d.hit is not None else d for d in drafts):
        if (
            draft.hit is None
            or not anyone
            or _another_subject(doc, draft)
            or _nobody_fights(doc, draft)
            or _vehicles(doc, draft)
            or _contradicts_itself(draft)
            or _too_vague(doc, draft)
        ):
            continue
        said = saying_for(doc, reach, draft.i)
        draft = replace(draft, hit=of_noun(doc, draft))
        draft = untold(doc, belied(doc, draft, said))
        claim = claim_of(doc, draft, said, article)
        if claim.date_end is not None and claim.date_end.year < MODERN:
            continue  # "ثمانون عاما على سقوط طبرق": of another age
        claims.setdefault(claim.id, claim)
        if draft.losing is not None and draft.losing.actor.anaphor and draft.losing.actor.people:
            by_men.add(claim.id)
        denial = denied_too(doc, draft, claim, by_verb)
        if denial is not None:
            claims.setdefault(denial.id, denial)
    kept = with_held_until(doc, with_last_holder(doc, once_each(list(claims.values()))))
    kept = lost_and_taken(entered_what_was_lost(_with_winners(doc, kept)))
    kept = without_own_sieges(with_taker_before(doc, with_known_loser(doc, lost_to_taker(kept))))
    kept = headlines_of_parts(left_by_taker(kept, by_men))
    kept = entered_again(without_echoes(announced_captures(without_taken_strongholds(kept))))
    kept = still_to_come(kept)
    kept = moved_in(denied_once(denied_taking(without_nameless(kept))), doc.lexicon.actor)
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.place_start or 0)))


def _with_winners(doc: Document, claims: list[Claim]) -> list[Claim]:
    """The claims with their winners, where the text gives them elsewhere or by the voice it speaks in."""
    actors = doc.lexicon.actor
    own = actors[next(iter(doc.leans))] if len(doc.leans) == 1 else None
    named = frozenset(a.slug for a in doc.actors if a.slug and not a.beside)
    claims = with_former_holder(with_known_winner(by_another(doc, with_taker(claims))))
    claims = with_own_side(claims, own, named, actors)
    states = frozenset(s for slugs in doc.lexicon.forces["governments"].values() for s in slugs)
    claims = with_expected_winner(with_only_winner(claims, actors, states, doc.published), actors)
    return with_teller(doc, with_enemy(claims, named, actors), own, named)


def _about_else(doc: Document) -> bool:
    """Whether the text as a whole is about sport, films, fires or history: such words abound and those of war
    do not.
    """
    other = len(doc.elsewhere_at)
    if other < MANY:
        return False
    war = sum(doc.match(k, doc.lexicon.phrases["war"]) > 0 for k in doc.having("war"))
    return other > 2 * war


def _another_subject(doc: Document, draft: Draft) -> bool:
    """Whether words of sport, fire or history stand about: two of them, or one and no side that is known."""
    return elsewhere(doc, draft.i) > (1 if draft.has_known_side else 0)


def _nobody_fights(doc: Document, draft: Draft) -> bool:
    """Whether no side is told to take or leave the place, and neither a side nor a word of war stands near."""
    if draft.type not in CHANGES or draft.stance.kind != REAL or draft.has_known_side or draft.rule == CAME_BACK:
        return False
    number = doc.sentence_of[draft.i]
    first = doc.sentences[max(number - NEAR, 0)][0]
    last = doc.sentences[min(number + NEAR, len(doc.sentences) - 1)][1]
    return not doc.said("war", first, last) and not any(a.slug for a in beginning_in(doc.actors, first, last))


def _vehicles(doc: Document, draft: Draft) -> bool:
    """ "دخلت المركبات الكبيرة X", "عربات تخرج من X": vehicles of nobody named may be anybody's."""
    sides = [found.actor for found in (draft.gaining, draft.losing) if found is not None and found.actor.slug is None]
    return any(doc.norm(side.i).lstrip("وبل").removeprefix(ARTICLE) in doc.words["anybodys"] for side in sides)


def _within_a_bloc(draft: Draft) -> Draft:
    """ "سلمت القوات الإماراتية X إلى القوات السعودية": handed over inside one bloc, which loses nothing by it."""
    return replace(draft, losing=None) if draft.type == "handover" and _contradicts_itself(draft) else draft


def _contradicts_itself(draft: Draft) -> bool:
    """The same side cannot take a place from itself: such a reading has mistaken one of the two."""
    return bool(
        draft.gaining
        and draft.losing
        and draft.gaining.actor.slug
        and draft.gaining.actor.slug == draft.losing.actor.slug
    )


def _too_vague(doc: Document, draft: Draft) -> bool:
    """ "An airport in the governorate", "the last strongholds in the west": the thing is not named and the area is
    no place for it.
    """
    mention, place = draft.hit.place.mention, draft.hit.place.mention.place
    before = range(draft.i + 1, draft.hit.place.i)
    if place is not None and place.kind == "river" and draft.type == "withdrawal":
        return True  # "فرار X باتجاه الضفة الأخرى من دجلة"
    if place is not None and place.kind in (*VAGUE, "area") and draft.type != "holds":
        if any(doc.match(m, doc.lexicon.phrases["stronghold"]) for m in before):
            return True
    front = doc.norm(draft.hit.place.i) in doc.words["in_front_of"]  # "من أمام مبنى المحافظة"
    if draft.rule.startswith(FLAGS) and mention.status == "unknown" and (front or mention.kind_hint == "facility"):
        return True  # "رفعت العلم في ساحتها": over whichever building a flag is hoisted
    if draft.rule.startswith(FLAGS) and place is not None and place.kind == "country":
        return True  # "رفع العلم فوق مرتفع X في سوريا"
    return bool(
        draft.hit.inside and place is not None and place.kind in VAGUE and draft.type not in ("holds", "advance")
    )
