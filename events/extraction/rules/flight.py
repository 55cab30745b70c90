"""The rule for who flees or pulls back from a place just told to be taken: "سيطر X على Y وفر Z باتجاه W"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between, carried, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.modality import REAL, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.place_kinds import SETTLED
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit
from events.extraction.rules.control_nouns import control_noun, grip_noun
from events.extraction.rules.draft import Draft
from events.extraction.rules.light_verbs import light_verb
from events.extraction.rules.lost import ended_control
from events.extraction.rules.noun_losers import loser
from events.extraction.rules.noun_sides import NounAt
from events.extraction.rules.nouns import verbal_noun
from events.extraction.rules.states import under_control
from events.extraction.rules.surrender import surrendered_arms
from events.extraction.rules.verbs import finite_verb
from events.extraction.rules.words import is_headline
from events.extraction.subjects import subject_of
from events.extraction.types import TAKES

TAKING = (surrendered_arms, light_verb, finite_verb, ended_control, grip_noun, control_noun, verbal_noun, under_control)
GUARDED = ("base", "airbase", "airport", "port", "crossing", "facility", "dam", "oilfield")
NEAR = 5
RECALLED = 1  # sentences between news and what goes on with it that may tell of what had been before


def flight(doc: Document, k: int) -> list[Draft] | None:
    """A verb or noun of flight without a place of its own: from the place taken before, by those who fled from it."""
    form = next((f for f in doc.forms(k) if f.pos in ("verb", "vn") and f.lemma in doc.words["flees"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    if any(f.lemma in doc.words["takes_on"] for f in doc.forms(k)):
        return None  # "تولى مقاتلو X تأمينها": spelt like "تولّي", who flees
    form = doc.finite(k) or form
    stop = right_bound(doc, k)
    if doc.match(k + 1, doc.lexicon.phrases["crowds"]) or doc.match(doc.word_before(k), doc.lexicon.phrases["crowds"]):
        return []  # "انسحب المحتجون": no force
    if doc.norm(k + 1) in doc.words["scores"] and not any(m in doc.actor_on for m in range(k + 2, min(k + NEAR, stop))):
        return []  # "فر الآلاف", "فرار المئات": people
    if form.lemma in doc.words["falls_back"] and not _whither(doc, k, stop):
        return []  # "وسط تراجع X": how a battle goes
    rest = _the_rest(doc, k)
    men = _left_over(doc, k) or rest
    of_them = 4 if rest is not None and doc.norm(k + 1) in doc.words["from"] else 1  # "ينسحب من تبقى منهم"
    first = max(men.j if men is not None else 0, k + of_them)
    away = range(first, next((m for m in range(first, stop) if _describes(doc, m)), stop))
    whence = tuple(doc.words["slot_from"])  # "خرج عن سيطرة X": no flight
    if any(doc.norm(m).lstrip("و").startswith(whence) for m in away if _free(doc, m)):
        return []
    i, _ = doc.bounds(k)
    if any(doc.group(f) == "repel" or f.lemma in doc.words["drives_back"] for m in range(i, k) for f in doc.forms(m)):
        return []  # an attack was beaten back: those who flee had not the place
    who = Found(men, "near") if men is not None else _who_flees(doc, k, form, stop)
    stance = verb_stance(doc, k, form) if doc.finite(k) else noun_stance(doc, k, form, None)
    if stance.kind != REAL:
        return []
    taken, who = _left_by(doc, k, who, rest, stop)
    if _of_other_town(doc, i, k, taken):
        return []
    if len(taken) > 1 and taken[0].i < i:
        return []  # "سيطر X على A وB. وفر Y إلى C": from which of them is not told
    taken = taken[:1] if doc.finite(k) else taken  # "سيطر X على A وB بعد فرار Y": from both
    several = len(taken) > 1
    places = [d.hit.place for d in taken] or _in_the_headline(doc, k, who)
    hits = [Hit(place, "pronoun", None, None, k, k + 1, several=several) for place in places]
    theirs = who is not None and who.how == "carried" and not doc.finite(k) and not _own_deed(doc, k, who)
    who = None if theirs else who  # "قبل فرارهم": men who are not told there
    return [Draft("flight", "withdrawal", k, k + 1, hit, None, who, stance, weak=True) for hit in hits]


def _left_by(
    doc: Document, k: int, who: Found | None, rest: ActorAt | None, stop: int
) -> tuple[list[Draft], Found | None]:
    """The takings of the places that those who flee at ``k`` have left, and who they are where a side is told."""
    whither = _whither(doc, k, stop)
    back = 1 if rest is not None and not whither else 2  # "وفرار البقية" is told of no place but that of its sentence
    taken = taken_before(doc, k, who.actor.slug, back) if who is not None and who.actor.slug else []
    nameless = who is not None and _nameless(doc, k, who) and (whither or doc.finite(k) is None)
    if taken or not (_garrison(doc, k) or nameless):
        return taken, who
    taken = taken_before(doc, k, None, 1)
    after = doc.finite(k) is not None  # "دخل X البلدة وانسحبت القوة المهاجمة نحو Y"
    after = after or (any(doc.norm(m) in doc.words["since"] for m in range(taken[0].i, k)) if taken else False)
    return (taken if after else []), None  # what comes before the flight is no other's taking


def _of_other_town(doc: Document, i: int, k: int, taken: list[Draft]) -> bool:
    """ "سيطر X على A. B خالية بعد انسحاب Y": whether a town that its own sentence, from token ``i`` on, is about stands
    before the flight at ``k``, and the one taken was told in another."""
    there = (p for m in range(i, k) if (p := doc.place_on.get(m)) is not None and not p.prep)
    towns = {p.mention.place.id for p in there if p.mention.status == "resolved" and not p.mention.reference}
    return bool(taken) and taken[0].i < i and not towns <= {d.hit.place.mention.place.id for d in taken}


def _in_the_headline(doc: Document, k: int, who: Found | None) -> list[PlaceAt]:
    """ "قوات X في A بعد انسحاب Y": where another side is told to be, or to go, by a headline without a verb that begins
    with it.
    """
    first = doc.bounds(k)[0]
    side = doc.actor_on.get(first)
    other = side is not None and who is not None and side.slug not in (None, who.actor.slug) and stands_free(side)
    after = doc.norm(k - 1).lstrip("و") in doc.words["after"]
    if not other or not after or not is_headline(doc, k) or doc.having("verb", first, k):
        return []
    place = doc.place_on.get(side.j + 1)
    there = place is not None and place.prep in doc.words["slot_in"] and place.mention.status == "resolved"
    return [place] if there and place.mention.relation == "at" and place.mention.place.kind in SETTLED else []


def _describes(doc: Document, m: int) -> bool:
    """ "انكفأوا إلى A التي لا تزال مع عدد من القرى بيد X": what a clause says of whither they went is no "from"."""
    before = m - 1 - (doc.tokens[m - 1].text in COMMAS)
    return doc.norm(m) in doc.words["relatives_of_place"] and before in doc.place_on


def _garrison(doc: Document, k: int) -> bool:
    """ "بعد انسحاب حراسته", "إثر فرار حاميتها", "انسحاب مفاجئ للحامية": the guards of the place,
    whosever they are, right behind the noun or its adjective."""
    word = doc.norm(k + 1)
    if doc.norm(k + 2).startswith(LAM) and not doc.norm(k + 1).startswith(ARTICLE) and k + 1 not in doc.place_on:
        word = doc.norm(k + 2)[1:]
    word = word.removeprefix(ARTICLE).removeprefix(LAM)  # "للحامية"
    return not doc.words["guards_of"].isdisjoint((word, word[:-1], word[:-2]))  # "حراس", "حراسه", "حراسها"


def _nameless(doc: Document, k: int, who: Found) -> bool:
    """ "بعد انسحاب المسلحين", "وهروب عناصره": armed men of no side that is told, behind the noun of their flight; and
    "القوة المهاجمة انسحبت": a force of none.
    """
    men, verb = who.actor, doc.finite(k)
    return men.slug is None if verb else bool(men.people) and (men.slug is None or men.anaphor)


def _whither(doc: Document, k: int, stop: int) -> bool:
    """Whether it is told where those go who flee at ``k``."""
    return any(doc.norm(m) in doc.words["slot_to"] | doc.words["whither"] for m in range(k + 1, stop))


def _left_over(doc: Document, k: int) -> ActorAt | None:
    """ "فر من تبقى من مسلحي X": those who are left of a side, behind the verb of flight at ``k``."""
    verb = doc.finite(k + 2) if doc.norm(k + 1) in doc.words["from"] and k + 2 < len(doc.tokens) else None
    if verb is None or verb.lemma not in doc.words["left_over"] or doc.finite(k) is None:
        return None
    return next((a for a in actors_between(doc, k + 3, k + 3 + NEAR) if doc.norm(a.i - 1) in doc.words["from"]), None)


def _the_rest(doc: Document, k: int) -> ActorAt | None:
    """ "وفر الباقون", "فيما فر آخرون", "قبل فرار من تبقى منهم": the rest of the side spoken of last in the sentence."""
    m = k + 2 if doc.norm(k + 1) in doc.words["from"] else k + 1
    verb = doc.finite(m) if m > k + 1 else None
    left = verb is not None and verb.lemma in doc.words["left_over"] and doc.norm(m + 1) in doc.words["of_them"]
    if not left and doc.norm(k + 1) not in doc.words["the_rest"]:
        return None
    named = doc.actor_on.get(k + 3) if doc.norm(k + 2) in doc.words["from"] else None  # "المتبقون من عناصر X"
    told = [a for a in reversed(actors_between(doc, doc.bounds(k)[0], k)) if a.slug]
    return named or next((a for a in told if a.people), told[0] if told and left else None)


def _free(doc: Document, m: int) -> bool:
    """Whether token ``m`` may be "from": a "من" inside a side's name or share is none."""
    side = doc.actor_on.get(m + 1)
    whence = doc.norm(m - 1) in doc.words["come_from"] | doc.words["lies_by"]  # "كتيبة X القادمة من Y", "القريبة من Y"
    return m not in doc.actor_on and m not in doc.place_on and not (side is not None and side.i == m + 1) and not whence


def _who_flees(doc: Document, k: int, form: Form, stop: int) -> Found | None:
    """Who flees: the subject near the verb, the side right after the noun."""
    if doc.finite(k):
        found = subject_of(doc, k, form, stop)
        other = doc.norm(k - 1).startswith("وال") and k - 1 not in doc.actor_on and k - 1 not in doc.place_on
        near = found is not None and (found.how == "near" or _goes_on(doc, k, form, found.actor))
        return found if near and not (other and found.actor.i < k) else None
    after = [a for a in actors_between(doc, k + 1, min(stop, k + NEAR)) if a.prep in ("", "ل")]
    if not after and form.enc and "و" not in form.pro and _whither(doc, k, stop):
        return carried(doc, k - 1, None, form.enc)  # "قبل فرارهم باتجاه X"
    if after or not form.definite:
        return Found(after[0], "near") if after else None
    moving = next(frame for frame in doc.lexicon.frames if frame.id == "pull-out")
    chose = loser(NounAt(doc, k, form, moving, stop), noun_stance(doc, k, form, None))  # "آثر X الفرار"
    return chose if chose is not None and chose.how == "near" else None


def _own_deed(doc: Document, k: int, who: Found) -> bool:
    """ "أحرق مسلحو X الآبار قبل فرارهم": the flight of the one side that its sentence tells of before it."""
    told = actors_between(doc, doc.bounds(k)[0], k)
    alone = all(a is who.actor for a in told) and stands_free(who.actor) and not who.actor.conj
    return alone and bool(told) and doc.norm(k - 1) in doc.words["before"] | doc.words["since"]


def _goes_on(doc: Document, k: int, form: Form, men: ActorAt) -> bool:
    """ "مسلحو X تركوا أسلحتهم وفروا": men who did, in the sentence, what a plural verb at ``k`` goes on from."""
    joined = form.num == "p" and "و" in form.pro and men.people and bool(men.slug) and stands_free(men)
    told = joined and doc.bounds(k)[0] <= men.i < k and not any(a.slug for a in actors_between(doc, men.j, k))
    verb = doc.finite(men.j) if told else None
    return verb is not None and verb.num == "p" and doc.group(verb) not in ("attack", "fight")  # "هاجموا وفروا"


def _at_kind(hit: Hit | None, kinds: tuple[str, ...]) -> bool:
    """Whether a hit is on a place itself that the gazetteer knows as one of ``kinds``."""
    mention = hit.place.mention if hit is not None else None
    known = mention is not None and mention.relation == "at" and mention.place is not None
    return known and mention.place.kind in kinds


def taken_before(doc: Document, k: int, left_by: str | None, back: int) -> list[Draft]:
    """The last taking of settled places before token ``k``, in its sentence or up to ``back`` of them, by another side
    than ``left_by``; of a base or a crossing where its sentence tells of it alone.
    """
    number = doc.sentence_of[k]
    back = 1 if number in doc.headed else back  # an entry of a timeline tells of its own
    for told in _told_of(doc, number, back):
        i, j = doc.sentences[told]
        single = None
        for m in range(min(j, k) - 1, i - 1, -1):
            state = "under" in doc.readings[m].sought  # "باتت X تحت سيطرة Y بعد انسحاب Z"
            if not (doc.forms(m) or state or doc.norm(m) in doc.words["ended_nouns"]):
                continue
            drafts = next((found for rule in TAKING if (found := rule(doc, m))), [])
            places = []
            for draft in drafts:
                if draft.stance.kind != REAL or not _took(draft, left_by):
                    continue
                if _at_kind(draft.hit, SETTLED) and (draft is drafts[0] or draft.hit.place.i < k):
                    places.append(draft)  # no item that the list goes on with
                elif told == number and len(drafts) == 1 and _at_kind(draft.hit, GUARDED):
                    single = single or draft
            if places:
                return places
        if single is not None:
            return [single]
    return []


def _told_of(doc: Document, number: int, back: int) -> list[int]:
    """The sentences that a flight told in the sentence ``number`` may go on from, the last first: that and those before
    it, ``back`` in all, but for those between that recall what had been before ("وكان X قد سيطر على Y")."""
    found = [number]
    for n in range(number - 1, max(number - back - RECALLED, 0) - 1, -1):
        first = doc.sentences[n][0]
        if len(found) < back and doc.norm(first).removeprefix("و") not in doc.words["was"]:
            found.append(n)
    return found


def _took(draft: Draft, left_by: str | None) -> bool:
    """Whether a draft tells that another side took the place, or that the men who left it gave themselves up there."""
    by = draft.gaining.actor.slug if draft.gaining else None
    lost = draft.losing.actor.slug if draft.losing else None
    theirs = draft.type == "surrender" and left_by is not None and lost == left_by
    return theirs or (draft.type in TAKES and by != left_by)
