"""The rule for a place that comes to a side, told without "control": "عادت X إلى الجيش"، "صارت X مع المعارضة"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, carried, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.forms import Form
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import came_of, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.place_kinds import SETTLED
from events.extraction.proclitics import LAM
from events.extraction.referents import Hit, prep_at
from events.extraction.relatives import antecedent
from events.extraction.rules.draft import Draft
from events.extraction.rules.holders import state_at
from events.extraction.rules.own_control import sooner_meant
from events.extraction.rules.ranked import come_earlier
from events.extraction.rules.words import is_headline, only_adverbs
from events.extraction.those import nth, those

TOO_WIDE = ("country", "governorate", "river", "road")  # kinds of places that come to no side as a whole
HEAD = 8  # tokens of the date that heads an entry
ASIDE = 18  # tokens that an apposition between two commas may have
REACH = 4  # tokens from the verb or its place to the side


def come_to(doc: Document, k: int) -> list[Draft] | None:
    """A past verb of coming (back) or becoming with a place right beside it as its subject and "to", "with" a side.

    It does not cover places with words between them and the verb, nor what people or officials come to.
    """
    form = doc.finite(k)
    if form is None:
        return _coming(doc, k)
    if form.lemma not in doc.words["comes_to"] or form.per != "3":
        return None
    counted = nth(doc, k)  # "ثاني مدينة تؤول إلى Y"
    result = LAM in form.pro and came_of(doc, k)  # "رحل X عن A، لتؤول المدينة إلى Y"
    told = form.asp == "p" or doc.norm(k - 1) in doc.words["an"] or counted or result or _comes_back(doc, k, form)
    told = told or (form.lemma in doc.words["sides_with"] and is_headline(doc, k))
    if not told or (form.lemma in doc.words["puts_under"] and form.vox != "p"):
        return None  # but "قبل أن تؤول X إلى Y"
    if doc.norm(k - 1) in doc.words["relatives"] and not counted and (places := those(doc, k)):
        return _those_come(doc, k, form, places)
    behind = _behind_side(doc, k)
    reins = doc.norm(k + 1) in doc.words["reins"]  # "صار زمام X لدى Y"
    reins = reins or int(bool(prep_at(doc, k + 1, doc.words["comes_with"])))  # "آلت إليه X"
    one = next(iter(those(doc, k)), None) if counted else None
    place = one or doc.place_on.get(k + 1 + reins) or _place_before(doc, k) or _described_by(doc, k) or behind
    if place is None or place.prep or not _changes_hands(place, whole=counted or form.lemma in doc.words["submits"]):
        return None
    last = max([p.j for p in doc.listed_with(place)] or [0])
    inverted = place is behind
    start = k + 1 if inverted or counted else max(place.j, last if place.i > k else 0, k + 1)
    old, start = _old_hands(doc, start)
    back = form.lemma in doc.words["came_back"]
    side = _side_come_to(doc, start, became=doc.group(form) == "become", joins=form.lemma in doc.words["sides_with"])
    side = side or (_state_come_to(doc, start) if back else None)
    side = Found(side, "near") if side is not None else _spoken_of(doc, k, place)
    home = side is None and back and not inverted and _home(doc, start)
    if side is None and not home:
        return None
    first = Hit(place, "near", None, None, min(place.i, k), max(place.j, k + 1))
    stop = right_bound(doc, k) if inverted or home or side.how == "carried" else side.actor.i
    hits = with_list(doc, first, stop) if place.i > k else [first]
    if place.j <= k and form.num == "d":  # "A وB تنضمان إلى Y"
        hits = [Hit(p, "near", None, None, p.i, k + 1) for p in doc.listed_with(place)[-2:]] or hits
    joins = form.lemma in doc.words["sides_with"]  # a town that goes over gives itself up
    type_, stance = "recapture" if back else "handover" if joins else "capture", verb_stance(doc, k, form)
    drafts = [Draft("come-to", type_, k, k + 1, hit, side, old, stance, weak=True) for hit in hits]
    return drafts + (come_earlier(doc, k, side) if counted else [])


def _coming(doc: Document, k: int) -> list[Draft] | None:
    """ "عودة A وB إلى X": a noun of coming back right before its places, and behind them the side."""
    forms = (f for f in doc.forms(k) if f.pos == "vn" and not (f.enc or f.definite))
    form = next((f for f in forms if f.lemma in doc.words["came_back"]), None)
    place = doc.place_on.get(k + 1) if form else None
    if place is None or place.prep or not _changes_hands(place, whole=False):
        return None
    last = max([p.j for p in doc.listed_with(place)] or [place.j])
    side = _side_come_to(doc, last, became=False) or _state_come_to(doc, last)
    if side is None or (side.prep in doc.words["comes_beside"] and side.prep != LAM):
        return None
    hits = with_list(doc, Hit(place, "near", None, None, k, place.j), side.i)
    stance = noun_stance(doc, k, form, None)
    return [Draft("come-to", "recapture", k, k + 1, hit, Found(side, "near"), None, stance, weak=True) for hit in hits]


def _comes_back(doc: Document, k: int, form: Form) -> bool:
    """ "تعود A إلى X": whether a present tense at ``k`` tells a return as news: of a town at the head of its sentence
    or line, or right behind the verb that opens it; a building or a base may belong to him so."""
    if form.lemma not in doc.words["came_back"] or doc.norm(k - 1) in doc.words["relatives"]:
        return False
    place = doc.place_on.get(k + 1) if k == doc.bounds(k)[0] else _place_before(doc, k)
    row = place.mention.place if place is not None else None
    opens = place is not None and place.i - 1 <= doc.bounds(k)[0] + (doc.sentence_of[k] in doc.headed) * HEAD
    return opens and row is not None and row.kind in SETTLED


def _home(doc: Document, k: int) -> bool:
    """ "عادت A إلى أهلها": whether a place is told at ``k`` to be back with its people, whoever took it for them."""
    m = k + (doc.norm(k) in doc.words["slot_to"])
    own = doc.norm(m) if m > k else doc.norm(k).removeprefix(LAM) if doc.norm(k).startswith(LAM) else ""
    return own in doc.words["its_people"]


def _those_come(doc: Document, k: int, form: Form, places: list[PlaceAt]) -> list[Draft] | None:
    """ "البلدات التي آلت إلى X هي A وB", "التي عادت إليه": the several places of a relative clause."""
    side = _side_come_to(doc, k + 1, became=doc.group(form) == "become")
    code = prep_at(doc, k + 1, doc.words["comes_with"])
    dated = k + 2 in doc.date_on or k + 3 in doc.date_on  # "آلت إليها هذا اليوم"
    ends = doc.at(k + 2).kind in ("punct", "newline") or dated or doc.norm(k + 2) in doc.words["namely"]
    code = code if ends else None  # "القرى التي عادت إليها الحياة"
    who = Found(side, "near") if side is not None else carried(doc, k - 1, None, code) if code else None
    if who is None or not all(_changes_hands(place, whole=False) for place in places):
        return None
    type_ = "recapture" if form.lemma in doc.words["came_back"] else "capture"
    hits = [Hit(place, "relative", None, None, k, k + 1, several=True) for place in places]
    return [Draft("come-to", type_, k, k + 1, hit, who, None, verb_stance(doc, k, form), weak=True) for hit in hits]


def _old_hands(doc: Document, k: int) -> tuple[Found | None, int]:
    """ "انتقلت X من يد Y إلى Z": who had the place, told at ``k``, and the token behind."""
    if doc.norm(k) not in doc.words["from"]:
        return None, k
    side = doc.actor_on.get(k + (doc.match(k, doc.lexicon.phrases["outside"]) or 1))
    known = side is not None and side.slug is not None
    return (Found(side, "near"), side.j) if known else (None, k)


def _spoken_of(doc: Document, k: int, place: PlaceAt) -> Found | None:
    """ "آلت إليها X", "أما X فآلت إليها بالتراضي": the side that the pronoun right behind the verb stands for; none
    where another noun is what comes ("أما X فعادت إليها الحياة")."""
    ends = place.i > k or doc.at(k + 2).kind in ("punct", "newline") or only_adverbs(doc, k + 2, k + 3)
    ends = ends or k + 3 in doc.date_on or bool(doc.preposition(k + 2)) or doc.norm(k + 2).startswith("بال")
    code = prep_at(doc, k + 1, doc.words["comes_with"]) if ends else None
    found = carried(doc, k - 1, None, code) if code else None
    return sooner_meant(doc, k, code, found) if found is not None else None


def _behind_side(doc: Document, k: int) -> PlaceAt | None:
    """ "وعادت إلى الجيش كذلك X وY": the place behind the side that it came to."""
    side = doc.actor_on.get(k + 1) or doc.actor_on.get(k + 2)
    m = side.j if side is not None and side.prep in doc.words["comes_with"] else len(doc.tokens)
    while m < len(doc.tokens) and doc.match(m, doc.lexicon.phrases["adverbs"]):
        m += 1
    return doc.place_on.get(m)


def _place_before(doc: Document, k: int) -> PlaceAt | None:
    """The place that opens the clause and ends right before its verb."""
    m = k - 1
    while m >= 0 and (
        doc.tokens[m].text in QUOTES
        or doc.norm(m) in doc.words["qad"] | doc.words["then"]  # "مزدة كذلك دانت لX"
        or doc.match(m, doc.lexicon.phrases["full"])
    ):
        m -= 1
    m -= 2 * (doc.norm(m - 1) in doc.words["copulas"])  # "مزدة هي الأخرى دانت لX"
    place = _over_where(doc, m) or doc.place_on.get(m)
    if m >= 0 and doc.tokens[m].text in COMMAS:  # "بلدة X، إلى الشرق من Y، آلت إلى Z"
        comma = next((n for n in range(m - 1, max(m - ASIDE, 0), -1) if doc.tokens[n].text in COMMAS), 0)
        place = doc.place_on.get(comma - 1)
    if place is None:
        return _described(doc, k)
    first = place.i - 1 if doc.match(place.i - 1, doc.lexicon.phrases["areas"]) else place.i
    first -= doc.norm(first - 1).lstrip("و") in doc.words["reins"]  # "زمام مدينة X صار لدى Y"
    opens = place.conj or first == 0 or doc.tokens[first - 1].kind not in ("word", "number")
    was = not opens and doc.verb_group(first - 1) == "be"  # "كانت X قد عادت"
    named = doc.norm(first - 1) in doc.words["complementizers"] | doc.words["as_for"] | doc.words["howevers"]
    return place if opens or was or named else None


def of_a_place(doc: Document, k: int) -> bool:
    """ "انحازت مدينة X إلى Y", "X انحازت لY": whether a settled place is the subject right beside the verb at ``k``."""
    place = doc.place_on.get(k + 1) or _place_before(doc, k) or _described_by(doc, k)
    row = place.mention.place if place is not None and not place.prep else None
    return row is not None and row.kind in SETTLED


def _described_by(doc: Document, k: int) -> PlaceAt | None:
    """ "X، التي آلت إلى Y": the one place that the relative clause of the verb at ``k`` describes."""
    described = antecedent(doc, k) if doc.norm(k - 1) in doc.words["relatives_of_place"] else None
    return described if isinstance(described, PlaceAt) and described.j < k else None


def _over_where(doc: Document, m: int) -> PlaceAt | None:
    """ "مقر اللواء X في ضاحية Y صار لZ": the place before the one that ends at ``m`` and only tells where that lies."""
    there = doc.place_on.get(m)
    if there is None or (there.prep or doc.norm(there.i - 1)) not in doc.words["inside"]:
        return None
    between = range(there.i - 1, max(there.i - REACH, 0), -1)
    place = next((p for n in between if (p := doc.place_on.get(n)) and p is not there), None)
    return place if place is not None and not any(doc.finite(n) for n in range(place.j, there.i)) else None


def _described(doc: Document, k: int) -> PlaceAt | None:
    """ "X التي سقطت بيد Z عام 2015 عادت إلى Y": the place that opens the sentence, told of by a relative clause, before
    a verb that no "and" joins to the one in that."""
    first = doc.bounds(k)[0]
    place = doc.place_on.get(first)
    opened = place is not None and place.j < k and doc.norm(place.j) in doc.words["relatives_of_place"]
    told = [m for m in range(place.j + 1, k) if doc.finite(m)] if opened else []
    joined = doc.finite(k).pro or doc.norm(k - 1) in doc.words["qad"] | doc.words["an"] | doc.words["not"]
    another = any(p for m in range(place.j, k) if (p := doc.place_on.get(m)) and not p.prep) if told else True
    return place if told and not another and not joined and told[-1] < k - 1 else None


def _changes_hands(place: PlaceAt, *, whole: bool) -> bool:
    """Whether a place is one that comes to a side as a whole: known, and neither a country, a road nor the like; a
    governorate where it is said to submit (``whole``).
    """
    mention = place.mention
    known = mention.status in ("resolved", "back") and mention.place is not None
    return known and (mention.place.kind not in TOO_WIDE or (whole and mention.place.kind == "governorate"))


def _past_aside(doc: Document, k: int) -> int:
    """The token behind "، حاضرة شمال كردفان،" at ``k``, or ``k``."""
    if doc.tokens[k : k + 1] == () or doc.tokens[k].text not in COMMAS:
        return k
    for m in range(k + 1, min(k + ASIDE, len(doc.tokens))):
        if doc.tokens[m].text in COMMAS:
            return m + 1
        if doc.finite(m) or m in doc.actor_on or doc.tokens[m].kind == "newline":
            return k
    return k


def _its_own(doc: Document, k: int, side: ActorAt) -> bool:
    """ "أصبحت X كلها لY بعد معارك", but not "أصبحت X أقرب إلى Y", "أصبحت X لY هدفا": whether nothing that a place may
    become stands before the side, from token ``k`` on, or behind it.
    """
    first = side.i - (doc.norm(side.i - 1) == side.prep)
    if not only_adverbs(doc, k, first):
        return False
    word = doc.norm(side.j)
    ends = side.j >= doc.bounds(k)[1] or doc.tokens[side.j].kind not in ("word", "number") or side.j in doc.date_on
    goes_on = word.startswith("و") or word in doc.words["since"] or word in doc.words["relatives"]
    return ends or goes_on or only_adverbs(doc, side.j, side.j + 1)


def _state_come_to(doc: Document, k: int) -> ActorAt | None:
    """ "عادت X هي الأخرى إلى الدولة", "إلى العراق": the government of a state to which a place came back."""
    k += 2 * (doc.norm(k) in doc.words["copulas"])
    state = state_at(doc, k, k + 1, lap=True) if doc.norm(k) in doc.words["slot_to"] else None
    ends = state is not None and (doc.at(k + 2).kind != "word" or not doc.norm(k + 2).startswith(LAM))
    return state.actor if ends else None


def _side_come_to(doc: Document, k: int, *, became: bool, joins: bool = False) -> ActorAt | None:
    """The side right after token ``k`` that "to" or "with" governs; ``became``: behind a verb of becoming, which may
    tell of much else.
    """
    k = _past_aside(doc, k)
    while k < len(doc.tokens) and (k in doc.date_on or (doc.norm(k) in doc.words["at"] and k + 1 in doc.date_on)):
        k += 1  # "عادت X في يونيو إلى Y"
    if doc.norm(k).lstrip("و") in doc.words["copulas"]:
        k += 2  # "آلت هي الأخرى إلى Y"
    for m in range(k, min(k + REACH, len(doc.tokens))):
        side = doc.actor_on.get(m)
        if side is not None:
            known = side.slug is not None and not stands_free(side) and not side.beside
            known = known and (not became or _its_own(doc, k, side))
            beside = doc.words["comes_with"] | (doc.words["joins_by"] if joins else frozenset())
            return side if known and side.prep in beside else None
        if doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES:
            return None
    return None
