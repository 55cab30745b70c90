"""A rule for forces that come back to where another side was: "عاد جيش X إلى A بعد انسحاب Y منها"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import HER, HIM
from events.extraction.forms import Form
from events.extraction.modality import REAL, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.place_kinds import SETTLED
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import is_headline
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of
from gazetteer.matching.types import PlaceRow

RULE, ALONE = "back-again", "back-again.alone"  # the second: nothing in its sentence tells who was there
PLACES = (*SETTLED, "neighbourhood", "base", "airbase", "camp", "port", "crossing", "dam", "oilfield", "facility")
WERE_THERE = ("control", "leave", "evacuate", "expel", "fall", "lose", "under", "repel")  # groups of verbs
GONE = ("leave", "evacuate", "expel", "lose", "fall")
NEAR = 3  # tokens from who was there to the word that tells it


def back_again(doc: Document, k: int) -> list[Draft] | None:
    """A side that has come back to a place which, in the same sentence, another held, left or was driven out of.

    It does not cover who comes home, to his barracks or to talks, nor a return of which nothing else is told.
    """
    form = next(
        (f for f in doc.forms(k) if f.lemma in doc.words["goes_back"] and f.vox != "p" and not f.definite), None
    )
    if form is None or (form.pos != "vn" and form is not doc.finite(k)):
        return None
    hits = on_preposition(doc, k, "to", right_bound(doc, k))
    hits = [hit for hit in hits if hit.how in ("near", "pronoun") and _whole(hit)]
    by = _who(doc, k, form, hits[0].stop) if hits else None
    if by is None or by.slug is None or any(doc.finite(m) for m in range(k + 1, hits[0].stop)):
        return None
    if any(doc.norm(m) in doc.words["blasts"] for m in range(hits[-1].stop, doc.bounds(k)[1])):
        return None  # "عاد X إلى A بعد عام من طرده منها بسيارة مفخخة"
    told = _was_there(doc, by, hits[-1], doc.bounds(k)[1])
    other = Found(told, "near") if told is not None and told.slug else None
    stance = noun_stance(doc, k, form, None) if form.pos == "vn" else verb_stance(doc, k, form)
    rule = RULE if told is not None else ALONE
    return [Draft(rule, "recapture", k, k + 1, hit, Found(by, "near"), other, stance, weak=True) for hit in hits]


def returns_shown(drafts: list[Draft]) -> list[Draft]:
    """The drafts but for the returns of which neither their own sentence nor any other tells that another side had the
    place, or that who came back had lost it."""
    if not any(draft.rule == ALONE for draft in drafts):
        return drafts
    told: dict[PlaceRow | None, tuple[Found | None, set[str | None]]] = {}
    kept = []
    for draft in sorted(drafts, key=lambda draft: draft.i):
        place = draft.hit.place.mention.place if draft.hit is not None else None
        holder, losers = told.get(place, (None, set()))
        if draft.rule == ALONE:
            by = draft.gaining.actor.slug
            other = holder if holder is not None and holder.actor.slug != by else None
            if place is None or (other is None and by not in losers):
                continue
            draft = replace(draft, rule=RULE, losing=Found(other.actor, "carried") if other else None)
        elif draft.stance.kind == REAL:
            named = draft.gaining is not None and draft.gaining.actor.slug
            lost = draft.losing.actor.slug if draft.losing is not None else None
            told[place] = (draft.gaining if named else holder, losers | {lost} - {None})
        kept.append(draft)
    return kept


def _whole(hit: Hit) -> bool:
    """Whether somebody may come back to a place as a whole: to a town or a base, not to a road or a part of it."""
    mention = hit.place.mention
    known = mention.place is not None and mention.place.kind in PLACES and mention.relation == "at"
    return known and hit.inside is None and hit.extent != "partial"


def _who(doc: Document, k: int, form: Form, stop: int) -> ActorAt | None:
    """Who comes back: behind the noun, the subject of the verb; not an army's leader or its delegation."""
    if form.pos == "vn":
        side = doc.actor_on.get(k + 1)
        return side if side is not None and stands_free(side) else None
    if form.asp != "p" and not (is_headline(doc, k) or doc.sentence_of[k] in doc.headed):
        return None
    found = subject_of(doc, k, form, stop)
    beside = found is not None and found.how == "near" and (found.actor.i == k + 1 or found.actor.j == k)
    return found.actor if beside else None


def _was_there(doc: Document, by: ActorAt, hit: Hit, j: int) -> ActorAt | None:
    """ "بعد انسحاب Y منها", "التي احتلها Y", "بعد عامين من طرده منها": who was there, told behind the place: another
    side; the one that came back itself, where it had lost the place by then."""
    i, back = hit.stop, hit.place
    for m in doc.having("trigger", i, j):
        forms = [f for f in doc.forms(m) if doc.group(f) in WERE_THERE and f.pos in ("vn", "verb")]
        if not forms or not _told_before(doc, m, i) or _of_elsewhere(doc, m, i, back):
            continue
        near = [a for a in actors_between(doc, max(m - NEAR, i), min(m + NEAR + 1, j)) if stands_free(a)]
        other = next((a for a in near if a.slug not in (None, by.slug)), None)
        if other is not None:
            return other
        if not near and any(doc.group(f) in GONE and f.pos == "vn" and f.enc in (HIM, HER) for f in forms):
            return ActorAt(m, m + 1, None, "m", False, None, "", False)
    return None


def _of_elsewhere(doc: Document, m: int, i: int, back: PlaceAt) -> bool:
    """ "عاد X إلى A بعد طرد Y من B", "بعد معارك في B التي احتلها Y": whether what the word at ``m`` tells, behind the
    place ``back`` that ends before ``i``, is of another place."""
    near = (doc.place_on.get(n) for n in (*range(i, m), *range(m + 1, min(m + NEAR + 4, right_bound(doc, m)))))
    return any(p is not None and p.mention.place != back.mention.place for p in near)


def _told_before(doc: Document, m: int, i: int) -> bool:
    """Whether what a word at ``m`` tells came before: behind "after", "since" or in a relative clause."""
    opens = doc.words["after"] | doc.words["after_which"] | doc.words["since"] | doc.words["relatives"]
    return any(doc.norm(n).lstrip("و") in opens for n in range(max(i, m - 8), m))
