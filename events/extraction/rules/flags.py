"""Whose flag is hoisted over a place: a side's own, or that of a state; a flag over a town's seat is over the town."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.noun_before import of_noun_before
from events.extraction.place_kinds import TOWNS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import government_at
from events.extraction.rules.words import is_headline
from events.extraction.subject_signs import owns_noun
from gazetteer.matching.arabic import fold
from gazetteer.matching.types import STANDS_IN, PlaceRow

FLAGS = ("hoist", "haul-down")  # frames of flags
FLAG_BEFORE = 4  # tokens from a verb of flying back over whose flag it is


def flag_of(doc: Document, noun: int) -> Found | None:
    """ "رفع علم X فوق Y": whose flag the noun at ``noun`` is, whoever hoists it; of "the Iraqi flag", where no side is
    told of before it that may."""
    m = doc.word_behind(noun)
    if (state := national_flag(doc, noun)) is not None:
        first = doc.bounds(noun)[0]
        before = (a for a in actors_between(doc, first, noun) if stands_free(a) and not owns_noun(doc, first - 1, a))
        sole = doc.norm(m) in doc.words["of_a_republic"]  # a foe told of before hoists no "علم الجمهورية"
        return None if any(a.slug and (not sole or _may_hoist(doc, a.slug, state)) for a in before) else state
    actor = doc.actor_on.get(m)
    return Found(actor, "near") if actor and actor.i == m and actor.slug and not actor.prep else None


def _may_hoist(doc: Document, slug: str, state: Found) -> bool:
    """Whether a side told of before a state's flag hoists it: the state's own or an ally, no foe who has just lost."""
    row = doc.lexicon.actor[slug]
    return state.actor.slug in (slug, *row.part_of, *row.ally_of)


def flown(doc: Document, k: int, form: Form) -> int | None:
    """ "راية X ترفرف فوق A", "العلم العراقي رفرف فوقها": the flag before a verb of flying at ``k``; in the present
    it tells news in a headline alone."""
    news = form.asp == "p" or is_headline(doc, k) or doc.sentence_of[k] in doc.headed
    if form.lemma not in doc.words["flies"] or not news:
        return None
    before = range(k - 1, max(k - FLAG_BEFORE, doc.bounds(k)[0] - 1), -1)
    return next((m for m in before if doc.norm(m).removeprefix(ARTICLE) in doc.words["flags"]), None)


def of_no_foe(doc: Document, frame: Frame, noun: int) -> bool:
    """ "أنزل X علمه عن A", "رايات عاشوراء", "رفع X علم فلسطين": whether the flag at ``noun`` tells nothing of who has a
    place: hauled down, one's own or one of no side told of; hoisted, that of a cause."""
    m, word = doc.word_behind(noun), doc.norm(noun)
    if frame.id == "hoist":
        return doc.norm(m) in doc.words["causes_with_flags"]
    if frame.id != "haul-down":
        return False
    if word.removeprefix(ARTICLE) not in frame.needs:
        return True  # "أنزل X علمه": as he goes
    if doc.norm(m) in doc.words["lands_with_flags"] or m in doc.place_on:
        return False
    described = word.startswith(ARTICLE) and doc.norm(m).startswith(ARTICLE)  # "الراية السوداء"
    return not (described or (m in doc.actor_on and doc.actor_on[m].slug))


def national_flag(doc: Document, noun: int) -> Found | None:
    """ "العلم العراقي", "علم الجمهورية", "علم سوريا": the government whose flag the noun at ``noun`` is in its own
    country; none where its foes hoist the same one."""
    m = doc.word_behind(noun)
    ours = doc.words["one_flag"].intersection(doc.lexicon.cues["nationalities"].get(doc.country, ()))
    place = doc.place_on.get(m)
    row = place.mention.place if place is not None else None
    country = row is not None and row.kind == "country" and row.country == doc.country
    own = doc.norm(m) in ours or doc.norm(m) in doc.words["of_the_republic"] or country
    return government_at(doc, m) if ours and own else None


def of_noun(doc: Document, draft: Draft) -> Hit:
    """ "فوق قائممقامية A": the place of a draft, of which a noun right before its name tells a share unless it is the
    seat over which a flag is hoisted."""
    seat = doc.norm(draft.hit.place.i - 1).removeprefix(ARTICLE) in doc.words["town_seats"]
    return draft.hit if seat and draft.rule.startswith(FLAGS) else of_noun_before(doc, draft.hit)


def over_seat(doc: Document, draft: Draft) -> Draft:
    """ "رفع X العلم فوق مبنى محافظة A", "في ساحة A": a flag over a town's seat, or in its square, is over the town; any
    other building without a record tells nothing of it."""
    mention, whose = draft.hit.place.mention, draft.gaining
    if not draft.rule.startswith(FLAGS) or mention.status != "unknown" or mention.kind_hint != "facility":
        return draft
    words = [fold(word).removeprefix(ARTICLE) for word in f"{mention.head or ''} {mention.name}".split()]
    seat = not doc.words["town_seats"].isdisjoint(words)
    seat = seat and doc.words["sites"].intersection(words) <= doc.words["seat_buildings"]
    town = next((c.place for c in mention.candidates if STANDS_IN in c.reasons and c.place.kind in TOWNS), None)
    known = whose is not None and whose.actor.slug is not None
    if not seat or town is None or not known or _of_another_town(doc, draft, words, town):
        return draft
    own = replace(mention, place=town, status="resolved", kind_hint=None, head=None)
    return replace(draft, hit=replace(draft.hit, place=replace(draft.hit.place, mention=own)))


def _of_another_town(doc: Document, draft: Draft, words: list[str], town: PlaceRow) -> bool:
    """ "دخل X مدينة A ورفع العلم فوق أمانة حكومة ولاية B": the seat of a governorate stands in the town told of, which
    need not be the one of its name."""
    named = (doc.place_on.get(m) for m in range(doc.bounds(draft.i)[0], draft.hit.place.i))
    told = {p.mention.place.id for p in named if p is not None and p.mention.place is not None}
    return not doc.words["governorates"].isdisjoint(words[:-1]) and bool(told - {town.id})
