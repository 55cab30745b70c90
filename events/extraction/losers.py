"""Who lost a place, where the claim that tells of its taking leaves it open: told of the same place beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from events.extraction.clauses import actors_between, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.rules.old_holders import left_or_fought
from events.extraction.types import FAMILY, REAL, Claim
from events.extraction.winners import parent_side
from events.ledger import ActorRow

TAKES = ("gain", "advance")
NEXT = 1  # sentences
DAYS = timedelta(days=10)
REACH = 7  # tokens from "was" to "controls", from there to the place
LONGEST = timedelta(days=3 * 366)  # from a taking to the one that ended it


@dataclass(slots=True)
class _Told:
    """What a text tells of one place; the older takings of it, by whose claim and which day they are sought for."""

    claims: list[Claim] = field(default_factory=list)
    former: dict[tuple[str | None, date | None], list[Claim]] = field(default_factory=dict)


def with_known_loser(doc: Document, claims: list[Claim]) -> list[Claim]:
    """ "سيطر X على A بعدما انسحب منها Y", "وكان Y قد استولى عليها في 2014": the side that left the place in the same
    sentence or the next, that the same sentence says it was taken from, that was fought or had the place by what the
    sentence beside tells, or that alone had taken it before.
    """
    told: dict[str, _Told] = defaultdict(_Told)
    near: dict[tuple[str, int], list[Claim]] = defaultdict(list)  # those told in a sentence or beside it
    for c in claims:
        if c.place_id and c.modality in REAL and c.relation == "at":
            told[c.place_id].claims.append(c)
            for number in range(c.sentence - NEXT, c.sentence + NEXT + 1):
                near[c.place_id, number].append(c)
    found = [
        _from(doc, c, told[c.place_id], near) if _open(c) and len(told[c.place_id].claims) > 1 else c for c in claims
    ]
    return [_told_beside(doc, c) if _open(c) else c for c in found]


def _told_beside(doc: Document, claim: Claim) -> Claim:
    """The claim with the side that the sentence after it says was fought for it, or one beside it that held it."""
    own = {parent_side(claim.gaining, doc.lexicon.actor), *claim.gaining_with.split()}
    for number in (claim.sentence + 1, claim.sentence - 1):
        if not 0 <= number < len(doc.sentences):
            continue
        first, stop = doc.sentences[number]
        actor = _held(doc, first, stop, claim.place_id)
        if actor is None and number > claim.sentence and doc.norm(first) in doc.words["came_about"]:
            actor = next(
                (a for a in actors_between(doc, first, stop) if a.slug and left_or_fought(doc, first, a)), None
            )
        row = doc.lexicon.actor[actor.slug] if actor is not None and actor.slug else None
        if row is not None and own.isdisjoint((row.slug, parent_side(row.slug, doc.lexicon.actor))):
            return replace(claim, losing=row.slug, losing_ar=row.label_ar, losing_en=row.label_en)
    return claim


def _held(doc: Document, first: int, stop: int, place: str | None) -> ActorAt | None:
    """ "كان X يسيطر على A منذ أشهر": who is told to have had the place until then."""
    for k in doc.having("verb", first, stop):
        form = doc.finite(k)
        if form is None or form.asp != "i" or doc.group(form) != "control":
            continue
        near = range(k - 1, max(k - REACH, first - 1), -1)
        was = next((m for m in near if (f := doc.finite(m)) and f.asp == "p"), None)
        here = (doc.place_on.get(m) for m in range(k + 1, min(k + REACH, stop)))
        same = any(p is not None and p.mention.place is not None and p.mention.place.id == place for p in here)
        if was is not None and same and doc.verb_group(was) == "be":
            return next((a for a in actors_between(doc, was, k) if stands_free(a)), None)
    return None


def _open(claim: Claim) -> bool:
    """Whether a claim of a taking does not say who lost the place."""
    takes = FAMILY[claim.type] in TAKES and claim.modality in REAL and claim.gaining is not None
    given = claim.type == "handover"  # by who had it, who need not be the one from whom it was taken
    return takes and not given and claim.losing is None and claim.place_id is not None and not claim.actor_unresolved


def _from(doc: Document, claim: Claim, told: _Told, near: Mapping[tuple[str, int], list[Claim]]) -> Claim:
    """The claim with the one side that a claim in its sentence or beside it, or else an older taking, tells to have had
    the place."""
    actors, place = doc.lexicon.actor, claim.place_id
    sources = [
        c
        for c in near[place, claim.sentence]
        if (_left(doc, c, claim) and not _of_old(c, near[place, c.sentence])) or _same_taking(c, claim, actors)
    ]
    role = "losing" if sources else "gaining"
    if not sources and FAMILY[claim.type] == "gain":
        sources = _former(doc, claim, told)
    own = {parent_side(claim.gaining, actors), *(parent_side(s, actors) for s in claim.gaining_with.split())}
    losers = {parent_side(slug, actors): c for c in reversed(sources) if (slug := getattr(c, role))}
    if len(losers) != 1 or not own.isdisjoint(losers):
        return claim
    source = next(iter(losers.values()))
    told_of = {"losing" + end: getattr(source, role + end) for end in ("", "_ar", "_en")}
    return replace(claim, **told_of)


def _left(doc: Document, other: Claim, claim: Claim) -> bool:
    """Whether a claim beside it tells who left the place then: of no other day, and no ally of who took it ("سيطر
    الجيش على X، وانسحب منها الحشد")."""
    if _beside(doc, other.losing, claim.gaining) or _beside(doc, claim.gaining, other.losing):
        return False
    left = FAMILY[other.type] == "leave" and other.losing is not None and other.of_force != "partial"
    day, then = (c.date_start or (c.published if other.sentence != claim.sentence else None) for c in (claim, other))
    same = day is None or then is None or abs(day - then) <= DAYS
    return left and same


def _beside(doc: Document, one: str | None, other: str | None) -> bool:
    """Whether a side fights beside another that it came to help."""
    return other in doc.lexicon.forces["fight_beside"].get(one, ())


def _of_old(left: Claim, beside: list[Claim]) -> bool:
    """ "وكان X احتلها في 2012 قبل أن ينسحب منها": whether who left had taken the place on an older day told beside."""
    return left.date_start is None and any(
        c.sentence == left.sentence and c.gaining == left.losing and c.date_start is not None for c in beside
    )


def _same_taking(other: Claim, claim: Claim, actors: Mapping[str, ActorRow]) -> bool:
    """ "سيطر X على A وطرد منها Y": the same taking, told with its loser in the same sentence."""
    same = other.sentence == claim.sentence and parent_side(other.gaining, actors) == parent_side(claim.gaining, actors)
    said = claim.date_start is None and other.date_start == claim.known_on
    day = said or other.date_start in (None, claim.date_start)
    return same and day and FAMILY[other.type] == "gain" and other.losing is not None


def _former(doc: Document, claim: Claim, told: _Told) -> list[Claim]:
    """The takings of the place before ``claim``, where they alone are another's: the first of each side."""
    day = claim.date_start or (claim.published and claim.published - DAYS)
    known = told.former.get((claim.gaining, day))
    if known is None:
        sides: dict[str | None, Claim] = {}
        for c in _former_by(doc, claim, day, told.claims):
            sides.setdefault(c.gaining, c)
        known = told.former[claim.gaining, day] = list(sides.values())
    return known


def _former_by(doc: Document, claim: Claim, day: date | None, told: list[Claim]) -> list[Claim]:
    actors = doc.lexicon.actor
    others = [
        c
        for c in told
        if FAMILY[c.type] == "gain" and parent_side(c.gaining, actors) != parent_side(claim.gaining, actors)
        and not (_beside(doc, c.gaining, claim.gaining) or _beside(doc, claim.gaining, c.gaining))
    ]  # fmt: skip
    before = [c for c in others if day and c.gaining and c.date_end and c.date_end <= day < c.date_end + LONGEST]
    first = min((c.date_start or c.date_end for c in before), default=None)
    left = [c for c in told if FAMILY[c.type] == "leave" and c.losing]
    if any(first is None or c.date_start is None or c.date_start >= first for c in left):
        return []  # who had taken it has left it since, or another is told to have had it
    if first is None or len(before) != len(others):
        return []
    theirs = set(map(id, others))
    own = (c for c in told if FAMILY[c.type] == "gain" and id(c) not in theirs and c.date_end)
    return [] if any(c.date_end <= first for c in own) else before
