"""Who won, where a claim leaves it open: told of the same place elsewhere in the text, or the text's only winner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from events.extraction.types import DAYS, REAL, TAKES, TAKES_PART, Claim, claim_id, is_real_gain
from events.ledger import ActorRow

# Rules whose claim names no doer because the words need none: bare verbal nouns, passives, states of a place.
BARE = ("noun", "passive", "freed.verb", "made-free", "besieged", "siege-laid")
NO_WINNER = "a loss that names no winner"
OF_FOES = ("occupy.noun", "occupy.passive")  # what nobody says of the own side
FALLS = ("fall.verb", "fall.noun")
OWN = ("free.", "freed.", "made-free")  # rules of what who did it tells, and not who suffered it
FREES = ("free.", "retake.", "freed.")
WON = (*TAKES, "siege_broken")
LONG_AGO = timedelta(days=90)
OPEN = (*WON, "siege")  # types whose winner the text may tell elsewhere


def with_taker(claims: list[Claim]) -> list[Claim]:
    """ "سقطت X بعد أن دخلها Y": a place that falls, to whom the same sentence or the next says by who enters it."""
    takers: dict[tuple[str | None, int], dict[str, Claim]] = {}
    for c in claims:
        if c.type in ("capture", "advance") and c.modality in REAL and _sure_winner(c) and c.place_id:
            for sentence in (c.sentence, c.sentence - 1):
                takers.setdefault((c.place_id, sentence), {})[c.gaining] = c
    return [_fallen_to(c, takers.get((c.place_id, c.sentence), {})) for c in claims]


def as_capture(claim: Claim) -> Claim:
    """The claim that somebody holds or lost a place, as one that it was taken."""
    spans = (claim.trigger_start, claim.trigger_end), (claim.place_start, claim.place_end)
    return replace(claim, type="capture", id=claim_id(claim.article, "gain", *spans))


def _lost_to(claim: Claim, takers: dict[str, Claim]) -> Claim:
    """ "خسر X مدينة A بعد أن دخلها Y": the claim of a loss without a winner, as a taking by the only side that the same
    sentence tells to enter or take the place."""
    others = [t for t in takers.values() if t.gaining != claim.losing and t.sentence == claim.sentence]
    known = claim.losing is not None and claim.modality in REAL and claim.part is None
    if claim.rule != "lose.verb" or claim.type != "withdrawal" or not known or len(others) != 1 or len(takers) > 1:
        return claim
    source, dates = others[0], {}
    if claim.date_start is None and source.date_start is not None:
        dates = {name: getattr(source, name) for name in DAYS}
    won = _won_as(as_capture(claim), source, "the winner is the one told to enter or take it beside")
    return replace(won, rule="lose.to", reasons=won.reasons.replace(f"; {NO_WINNER}", ""), **dates)


def _fallen_to(claim: Claim, takers: dict[str, Claim]) -> Claim:
    """The claim of a fall or a loss, to the only side told to enter or take the place beside it."""
    claim = _lost_to(claim, takers)
    fell = claim.rule in FALLS and claim.type == "capture" and claim.modality in REAL and claim.gaining is None
    source = next(iter(takers.values()), None)
    if not fell or len(takers) != 1 or source.gaining == claim.losing or claim.actor_unresolved:
        return claim
    return _won_as(claim, source, "the winner is the one told to enter or take it beside")


def with_known_winner(claims: list[Claim]) -> list[Claim]:
    """ "After the liberation of X", where the text says elsewhere who took X: the same winner, if there is only one."""
    winners: dict[str, dict[str, Claim]] = {}
    alleged: dict[str, dict[str, Claim]] = {}
    for c in claims:
        if is_real_gain(c) and c.place_id and _sure_winner(c):
            winners.setdefault(c.place_id, {})[c.gaining] = c
        if c.type in WON and c.place_id and c.gaining:
            alleged.setdefault(c.place_id, {})[c.gaining] = c
    return [_from_elsewhere(c, winners, alleged) for c in claims]


def _from_elsewhere(
    claim: Claim, winners: Mapping[str, dict[str, Claim]], alleged: Mapping[str, dict[str, Claim]]
) -> Claim:
    """The claim with the only known winner of its place, where its own is unsure; a fall that is denied, or feared,
    is to whom the text tells of, however it does.
    """
    known = winners.get(claim.place_id or "", {})
    if not known and claim.modality not in REAL:
        known = alleged.get(claim.place_id or "", {})
    unsaid = claim.rule in FALLS and claim.type == "capture" and claim.gaining is None
    open_ = (is_real_gain(claim) and claim.rule.endswith(BARE) and not _sure_winner(claim)) or unsaid
    if len(known) != 1 or not open_ or claim.actor_unresolved:
        return claim
    source = next(iter(known.values()))
    if _apart(claim, source):
        return claim
    held = claim.modality == "denied" and source.modality in REAL and source.sentence == claim.sentence
    if source.gaining == claim.losing or held:  # "X بيد Y وما نشر عن سقوطها كذب"
        return claim
    return _won_as(claim, source, "the winner is the one named elsewhere in the text")


def with_former_holder(claims: list[Claim]) -> list[Claim]:
    """ "X took Y from Z … to retake it": what is to be retaken is so by who lost it, never by who has just taken it."""
    taken: dict[str, dict[str, Claim]] = {}  # by place, by side: where it is first told to take it, and to lose it
    lost: dict[str, dict[str, Claim]] = {}
    for c in sorted(claims, key=attrgetter("start")):
        if c.place_id and (is_real_gain(c) or c.type == "withdrawal") and c.modality in REAL:
            if c.gaining:
                taken.setdefault(c.place_id, {}).setdefault(c.gaining, c)
            if c.losing:
                lost.setdefault(c.place_id, {}).setdefault(c.losing, c)
    return [_by_former(c, taken.get(c.place_id or "", {}), lost.get(c.place_id or "", {})) for c in claims]


def _by_former(claim: Claim, taken: Mapping[str, Claim], losers: Mapping[str, Claim]) -> Claim:
    """The claim of a retaking to come, by the side that lost the place before it in the text."""
    if not (claim.rule.startswith("retake") and claim.modality == "expected"):
        return claim
    takers = {side for side, c in taken.items() if c.start < claim.start}
    wrong = claim.gaining is not None and claim.gaining in takers and not _sure_winner(claim)
    if not (claim.gaining is None or wrong):
        return claim
    lost = {side: c for side, c in losers.items() if c.start < claim.start} if len(takers) <= 1 else {}
    if len(lost) != 1 or claim.actor_unresolved:
        return replace(claim, gaining=None, gaining_ar=None, gaining_en=None) if wrong else claim
    source = next(iter(lost.values()))
    told_of = {"gaining": source.losing, "gaining_ar": source.losing_ar, "gaining_en": source.losing_en}
    return replace(claim, **told_of, reasons=f"{claim.reasons}; the winner is the side that had lost the place")


def _sure_winner(claim: Claim) -> bool:
    """Whether the winner is named beside the claim and is told to have taken the place itself."""
    doubtful = "carried over" in claim.reasons or TAKES_PART in claim.reasons
    return claim.gaining is not None and not doubtful


def with_own_side(
    claims: list[Claim], own: ActorRow | None, named: frozenset[str], actors: Mapping[str, ActorRow]
) -> list[Claim]:
    """Bare nouns in a text that speaks in the voice of one side ("the liberation of X" in its communiqué): by it; not
    by another country's of which the text does not tell: its agency only reports.
    """
    if own is None:
        return claims
    return [
        won_by(c, own, "the winner is the side in whose voice the text speaks")
        if _open(c, own.slug, actors)
        and c.type in WON
        and c.rule not in (*FALLS, *OF_FOES)
        and (own.slug in named or own.country in (None, c.country))
        else c
        for c in claims
    ]


def with_enemy(claims: list[Claim], named: frozenset[str], actors: Mapping[str, ActorRow]) -> list[Claim]:
    """ "It denied the fall of X", "X fell from its hands": to the enemy of who denies or lost it, where the text names
    one other side only.
    """
    return [_to_enemy(c, named, actors) for c in claims]


def _to_enemy(claim: Claim, named: frozenset[str], actors: Mapping[str, ActorRow]) -> Claim:
    """The claim of a fall that a side denies or suffers, from it and to the only other side that the text names."""
    own = claim.losing or claim.attribution_actor
    fell = claim.rule in FALLS and claim.type == "capture" and (claim.modality == "denied" or claim.losing is not None)
    if not fell or claim.gaining is not None or claim.actor_unresolved or own is None:
        return claim
    others = {parent_side(slug, actors) for slug in named} - {parent_side(own, actors)}
    if len(others) != 1:
        return claim
    lost = {"losing": own, "losing_ar": actors[own].label_ar, "losing_en": actors[own].label_en}
    claim = replace(claim, **({} if claim.losing else lost))
    return won_by(claim, actors[next(iter(others))], "the winner is the only other side that the text names")


def with_only_winner(
    claims: list[Claim], actors: Mapping[str, ActorRow], states: frozenset[str], published: date | None
) -> list[Claim]:
    """Bare nouns ("the liberation of X", "X was freed") in a text in which one side alone takes places: by that side.

    Sides that are part of one another count as one. What falls seldom falls to a state (``states``: the governments),
    which frees or retakes; who will take what is still to be taken is not known. Who took places in the years before
    has not made the news of today ("the liberation of X … that had fallen to Y in 2014").
    """
    old = published - LONG_AGO if published is not None else None
    told = [c for c in reversed(claims) if is_real_gain(c) and _sure_winner(c)]
    ever = {parent_side(c.gaining, actors): c for c in told}
    now = {parent_side(c.gaining, actors): c for c in told if not _before(c, old)}
    relieved, found = {c.place_id for c in claims if c.type == "siege_broken"}, []
    for c in claims:
        sure = ever if _before(c, old) else now
        sure = {} if c.type == "siege" and c.place_id in relieved else sure  # who wins is rather who is to break it
        sure = {side: source for side, source in sure.items() if not _apart(c, source)}
        falls = c.rule in FALLS and not states.isdisjoint(sure)
        freed = c.rule.startswith(FREES)  # "تحرير A، سقوط B بيد X": X is not who frees
        falls = falls or (freed and bool(sure) and all(source.rule in FALLS for source in sure.values()))
        falls = falls or (c.rule.startswith(OWN) and _told_by_another(c, sure, actors))
        found.append(c if falls else _given(c, sure, actors))
    return found


def _told_by_another(claim: Claim, sure: Mapping[str | None, Claim], actors: Mapping[str, ActorRow]) -> bool:
    """ "سيطر Y على A. وقال متحدث باسم X إن B باتت محررة": whether another side than those that take tells of it."""
    teller = claim.attribution_actor
    return teller is not None and bool(sure) and parent_side(teller, actors) not in sure


def _apart(claim: Claim, source: Claim) -> bool:
    """Whether both have days, months apart, or are of two countries: who took a place in 2014 is not who takes one in
    2016, and who took one in Libya is not who takes one in Iraq."""
    if claim.country is not None and source.country is not None and claim.country != source.country:
        return True
    news = source.published if source.date_end is None and source.modality in REAL else None
    then = source.date_start or news  # told without a day, it is the news
    return claim.date_start is not None and then is not None and abs(claim.date_start - then) > LONG_AGO


def _before(claim: Claim, day: date | None) -> bool:
    return day is not None and claim.date_end is not None and claim.date_end < day


def with_expected_winner(claims: list[Claim], actors: Mapping[str, ActorRow]) -> list[Claim]:
    """ "X will enter A … the plan is to seize B first": by the one side that the text expects to take anything."""
    told = (c for c in claims if c.modality == "expected" and c.gaining and c.type in OPEN and _sure_winner(c))
    sides = {parent_side(c.gaining, actors): c for c in told}
    if len(sides) != 1:
        return claims
    side, source = next(iter(sides.items()))
    return [
        _won_as(c, source, "the winner is the only one that the text expects")
        if c.modality == "expected" and c.gaining is None and not c.actor_unresolved and c.type in OPEN
        and c.rule.endswith(BARE) and parent_side(c.losing, actors) != side
        else c
        for c in claims
    ]  # fmt: skip


def _given(claim: Claim, sure: Mapping[str | None, Claim], actors: Mapping[str, ActorRow]) -> Claim:
    """The claim with the only winner; of a place lost by one of two winners, the other is."""
    loser = parent_side(claim.losing, actors) if claim.losing else None
    others = [source for side, source in sure.items() if side != loser]
    if len(others) != 1 or not _open(claim, others[0].gaining, actors):
        return claim
    return _won_as(claim, others[0], "the winner is the only one that the text has")


def _open(claim: Claim, winner: str, actors: Mapping[str, ActorRow]) -> bool:
    """Whether a claim names no doer because its words need none, and the winner may be it."""
    bare = claim.rule.endswith(BARE) or claim.rule in ("expel.verb", *FALLS)  # "دحر X من Y" is spelt as a verb too
    told = claim.gaining is not None or claim.actor_unresolved or claim.modality not in REAL
    own = claim.losing is not None and parent_side(claim.losing, actors) == parent_side(winner, actors)
    return claim.type in OPEN and bare and not told and not own


def won_by(claim: Claim, side: ActorRow, why: str) -> Claim:
    """The claim with a side as its winner, and why among its reasons."""
    told = {"gaining": side.slug, "gaining_ar": side.label_ar, "gaining_en": side.label_en}
    return replace(claim, **told, reasons=f"{claim.reasons}; {why}")


def _won_as(claim: Claim, source: Claim, why: str) -> Claim:
    """The claim with the winner of another, and why among its reasons."""
    told = {"gaining": source.gaining, "gaining_ar": source.gaining_ar, "gaining_en": source.gaining_en}
    return replace(claim, **told, reasons=f"{claim.reasons}; {why}")


def parent_side(slug: str | None, actors: Mapping[str, ActorRow]) -> str | None:
    """The side that a side is part of, itself for most."""
    row = actors.get(slug) if slug else None
    return row.part_of[0] if row and row.part_of else slug
