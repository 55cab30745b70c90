"""Rules for people who are taken out of the place that they are named after: "خروج مقاتلي X", "إخلاء X من مقاتليها"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import SOUND_PLURALS
from events.extraction.marks import QUOTES
from events.extraction.modality import NONE, REAL, Stance, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.proclitics import ARTICLE, bare_noun
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import plain_noun
from events.extraction.subject_signs import continues_verb

REACH = 9  # tokens from the verb or noun to the fighters
FROM, BUSES = 5, 4  # tokens from those who are carried to what they left, from the buses to what they bear
WAY = 8  # tokens from the place to where they are taken
BATCH, SENTENCES = 3, 3  # tokens from "another batch" to the place, sentences from the batch told of before
ADJECTIVES, NAMED = 4, 5  # tokens from a place to its "of", and from there to the fighters


def fighters_of(doc: Document, k: int) -> list[Draft] | None:
    """ "خروج الدفعة الأخيرة من مقاتلي X", "تهجير مقاتلي X وY": the fighters of a place leave that place.

    Only where no other place is told to be left: "خروج مقاتلي X من Y" is Y's.
    """
    forms = [f for f in doc.forms(k) if f.pos in ("verb", "vn") and f.lemma in doc.words["moves_out"]]
    form = next((f for f in forms if f.pos == "vn"), next(iter(forms), None))
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    governed = doc.norm(k - 1) in doc.words["prepositions"]  # "اتفقوا على نقل مسلحي X": no verb
    form = form if governed and form.pos == "vn" else doc.finite(k) or form
    men = _fighters_leaving(doc, k)
    carries = form.lemma in doc.words["carries"]
    place = doc.place_on.get(_past_quotes(doc, men.j)) if men and _in_construct(doc, men) else None
    if men and carries and (place is None or place.prep):
        place = _left(doc, men.j, right_bound(doc, k))
    there = place is None
    if there and men and carries and not _carry_others(doc, k, men.i):
        place = _buses_came(doc, k, men)
    if place is None or place.conj or place.mention.status == "non_place" or (place.prep and not carries):
        return []
    if not carries and _left(doc, place.j, right_bound(doc, place.j)):
        return []  # "خروج مقاتلي X من Y"
    behind = men.j if there else place.j
    if carries and (not led_away(doc, behind, right_bound(doc, k)) or _carry_others(doc, men.j, place.i)):
        return []
    stance = verb_stance(doc, k, form) if form.pos == "verb" else noun_stance(doc, k, form, None)
    if stance.kind == NONE:
        return []
    same = [p for p in doc.listed_with(place) if p.i >= place.i] or [place]
    losing = Found(men, "near")
    return [
        Draft(
            "fighters-of", "evacuation", k, k + 1, Hit(p, "near", None, None, k, p.j), None, losing, stance, weak=there
        )
        for p in same
    ]


def _fighters_leaving(doc: Document, k: int) -> ActorAt | None:
    """The fighters who leave: the first armed people behind the trigger, counted or said with their kin or not."""
    for m in range(k + 1, min(right_bound(doc, k), k + REACH)):
        if m in doc.place_on:
            return None
        men = doc.actor_on.get(m)
        if men is not None:
            own = men.people and men.i == m and (not men.prep or men.prep in doc.words["from"])
            return men if own and not men.beside else None
        if doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES:
            return None
    return None


def _left(doc: Document, m: int, stop: int) -> PlaceAt | None:
    """ "نقل مسلحي X من Y إلى Z", "مسلحي X الموجودين في Y": the place that those who are carried have left."""
    for n in range(m, min(m + FROM, stop)):
        place = doc.place_on.get(n)
        if place is not None:
            there = place.prep in doc.words["at"] and doc.norm(place.i - 2) in doc.words["staying_in"]
            return place if there or place.prep in doc.words["from"] else None
    return None


def _buses_came(doc: Document, k: int, men: ActorAt) -> PlaceAt | None:
    """ "دخلت الحافلات إلى X ونقلت مقاتلي Y إلى Z": where the buses had come that carry men off to another town by the
    verb at ``k``, which goes on from the one of their coming."""
    first, form = doc.bounds(k)[0], doc.finite(k)
    buses = next(iter(doc.said("convoys", first, k)), None)
    if buses is None or form is None or not continues_verb(doc, k, form):
        return None
    verbs = [verb for m in range(first, k) if (verb := doc.finite(m)) is not None]
    came = len(verbs) == 1 and verbs[0].asp == "p" and verbs[0].lemma in doc.words["buses_come"]
    there = next((p for m in range(buses, k) if (p := doc.place_on.get(m))), None) if came else None
    if there is None or there.mention.status != "resolved" or there.prep not in ("", *doc.words["slot_to"]):
        return None
    towns = (doc.place_on.get(m) for m in range(men.j, right_bound(doc, k)))
    return there if any(p is not None and p.prep in doc.words["slot_to"] for p in towns) else None


def _carry_others(doc: Document, i: int, j: int) -> bool:
    """ "نقل مقاتلو X جرحى من Y إلى Z": another noun in tokens ``[i, j)``, behind the men or before them, is carried."""
    return any(doc.said(name, i, j) for name in ("captives", "goods_and_bodies", "casualties")) or any(
        doc.tokens[m].kind == "word" and not doc.norm(m).startswith(("ال", "و")) and plain_noun(doc, m)
        for m in range(i, j)
    )


def fighters_borne(doc: Document, k: int) -> list[Draft] | None:
    """ "حافلات تقل مقاتلي X إلى Y", "أقلت حافلات مقاتلي X من Y": buses with the fighters of a place take them out."""
    if doc.norm(k).lstrip("و") not in doc.words["bears"] or not doc.said("convoys", max(k - BUSES, 0), k + BUSES):
        return None
    men = _fighters_leaving(doc, k)
    place = doc.place_on.get(_past_quotes(doc, men.j)) if men and _in_construct(doc, men) else None
    if place is None or place.prep:
        place = _left(doc, men.j, right_bound(doc, k)) if men else None
    if place is None or place.conj or place.mention.status == "non_place":
        return []
    same = [p for p in doc.listed_with(place) if p.i >= place.i] or [place]
    losing = Found(men, "near")
    hits = [Hit(p, "near", None, None, k, p.j) for p in same]
    return [Draft("fighters-of", "evacuation", k, k + 1, hit, None, losing, Stance(REAL), weak=True) for hit in hits]


def _in_construct(doc: Document, men: ActorAt) -> bool:
    """Whether the men are told by one word that a name may follow in construct: "مقاتلي X", unlike "المقاتلون"."""
    word = doc.norm(men.i)
    return men.j == men.i + 1 and not word.lstrip("ولب").startswith("ال") and not word.endswith(SOUND_PLURALS)


def _past_quotes(doc: Document, m: int) -> int:
    heads = doc.lexicon.phrases["areas"], doc.lexicon.phrases["plural_heads"]
    while m < len(doc.tokens) and m not in doc.place_on:
        if doc.tokens[m].text not in QUOTES and not any(doc.match(m, words) for words in heads):
            break
        m += 1
    return m


def led_away(doc: Document, m: int, stop: int) -> bool:
    """Whether "to" follows: who are carried are taken somewhere ("نقل مقاتلي X إلى Y"), unlike a place that lies
    "إلى الشمال من X"."""
    to = (n for n in range(m, min(stop, m + WAY)) if doc.norm(n) in doc.words["slot_to"])
    return not all(_lies_off(doc, n + 1) for n in to)


def _lies_off(doc: Document, n: int) -> bool:
    """ "الشمال من X", "الشمال الشرقي من X": whether a point of the compass at ``n`` is told of a place."""
    point = doc.norm(n).removeprefix(ARTICLE) in doc.words["directions"]
    return point and any(doc.norm(m) in doc.words["from"] for m in (n + 1, n + 2))


def cleared_out(doc: Document, hit: Hit, stop: int) -> Found | None:
    """ "إخلاء X من المسلحين", "إخلاء X من سكانها ومقاتليها", "بعد إخلائها من X": who is taken out of a place that is
    emptied of them.
    """
    own = hit.how == "pronoun"
    m = hit.stop if own else hit.place.j
    end = min(stop, m + ADJECTIVES)
    while m < end and doc.norm(m) not in doc.words["from"]:
        m += 1
    if hit.how not in ("near", "pronoun") or m >= stop or doc.norm(m) not in doc.words["from"]:
        return None
    out = [_told_before(doc, a) for a in actors_between(doc, m, min(stop, m + NAMED))]
    return next((Found(a, "near") for a in out if a.people or (own and a.slug)), None)


def _first_named(doc: Document) -> dict[str | None, int]:
    """The first token of the first mention of each side that is no reference back."""
    return {a.slug: a.i for a in reversed(actors_between(doc, 0, len(doc.tokens))) if not a.anaphor}


def _told_before(doc: Document, men: ActorAt) -> ActorAt:
    """ "إخلاء X من المقاتلين، ودخلتها Y": who is named only behind them in their sentence comes after them."""
    if not men.anaphor or doc.once(_first_named).get(men.slug, men.i) < men.i:
        return men
    behind = actors_between(doc, men.j, doc.bounds(men.i)[1])
    return replace(men, slug=None) if any(a.slug == men.slug for a in behind) else men


def in_batches(doc: Document, k: int, who: Found | None) -> bool:
    """ "غادرت X آخر دفعة من مسلحي Y": those who leave by the batch or the bus are taken out."""
    return who is not None and who.actor.i > k and bool(doc.said("convoys", k, who.actor.i))


def aboard(doc: Document, k: int) -> Found | None:
    """ "غادرتها آخر الحافلات وعلى متنها مسلحو X": the armed men in the buses that leave by the verb at ``k``."""
    stop = doc.bounds(k)[1]
    bus = next(iter(doc.said("convoys", max(k - BUSES, doc.bounds(k)[0]), min(stop, k + REACH))), None)
    words = doc.lexicon.phrases["aboard"]
    on = next((m for m in range(bus + 1, min(stop, bus + 2 * REACH)) if doc.match(m, words)), None) if bus else None
    men = actors_between(doc, on, min(stop, on + 2 * REACH)) if on is not None else ()
    return next((Found(a, "near") for a in men if a.people), None)


def of_a_batch(doc: Document, k: int, place: int) -> Found | None:
    """ "خرجت آخر دفعة من مقاتلي X من A": the men of the batch that leaves by the verb at ``k``, before the place."""
    batch = next((m for m in range(k + 1, min(place, k + BUSES)) if doc.norm(m) in doc.words["batches"]), None)
    men = actors_between(doc, batch + 1, min(place, batch + BATCH + 2)) if batch is not None else ()
    return next((Found(a, "near") for a in men if a.people and doc.norm(a.i - 1) in doc.words["from"]), None)


def another_batch(doc: Document, k: int, place: int) -> Found | None:
    """ "خرج مسلحو X في حافلات من A … وتخرج دفعة أخرى من B": the men of the batch told of before leave again by the verb
    at ``k``.
    """
    words = doc.words["another"] | doc.words["next_batch"]
    batch = next(iter(doc.said("convoys", k + 1, min(place, k + REACH))), None)
    if batch is None or doc.norm(batch + 1) not in words or place - batch > BATCH or actors_between(doc, k, place):
        return None
    first = doc.sentences[max(doc.sentence_of[k] - SENTENCES, 0)][0]
    before = [a for a in actors_between(doc, first, k) if a.slug and a.people]
    told = [a for a in before if doc.said("convoys", max(a.i - WAY, 0), a.i)]
    return Found(told[-1], "near") if told else None


def moves_force(doc: Document, k: int, place: int) -> bool:
    """Whether what is withdrawn by the word at ``k`` is a force or arms, and not staff or the wounded.

    A side right behind the word withdraws it, where any other word stands between it and the place.
    """
    side = doc.actor_on.get(k + 1)
    if side is not None and side.owner:
        return True  # "سحبت قواتها من"
    end = place if place > k else min(k + REACH, len(doc.tokens))
    behind = range(side.j if side is not None else k + 1, end)
    alone = side is not None and all(m in doc.date_on or doc.norm(m) in doc.words["prepositions"] for m in behind)
    own = any((his := doc.actor_on.get(m)) is not None and his.owner for m in behind)  # "سحبت X وحداتها من"
    return alone or own or any(bare_noun(doc.norm(m)).startswith(tuple(doc.words["force"])) for m in behind)
