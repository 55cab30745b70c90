"""Rules for states told without a verb of taking: "تحت سيطرة X", "خارج سيطرة X", "خالية من X", "معقل X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, carried, is_break, left_bound
from events.extraction.degree import extent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.modality import DENIED, EXPECTED, REAL, Stance, guess_before, negated
from events.extraction.referents import Hit, hit_at, pronoun_place
from events.extraction.rules.draft import Draft


def _state_verb(doc: Document, i: int, k: int) -> tuple[int, str] | None:
    """The verb of being or becoming that carries a state at ``k``: (token, folded lemma)."""
    for m in range(k - 1, i - 1, -1):
        form = doc.finite(m)
        if form:
            return m, form.lemma
    return None


def _topic(doc: Document, i: int, k: int) -> list[Hit]:
    """What is in the state: the free-standing place of the clause nearest to its beginning, or a relative's
    antecedent.
    """
    for m in range(k - 1, i - 1, -1):
        if doc.norm(m) in doc.words["relatives"]:
            place = _before_relative(doc, m)
            if place:
                return [Hit(place, "relative", None, None, m, k)]
    free = [p for m in range(i, k) if (p := doc.place_on.get(m)) and p.i == m and _may_be_topic(doc, p)]
    said = doc.place_on.get(i)
    if not free and said and said.mention.status != "non_place" and doc.finite(i - 1):
        free = [said]  # "تقع X تحت سيطرة": what is said of it is where it stands, and under whom
    if not free:
        return []
    first = next((p for p in free if not p.prep), free[0])
    hit = hit_at(doc, first, max(i, first.i - 5), first.i)
    return with_list(doc, hit, k)


def _after_fall(doc: Document, k: int) -> bool:
    """Whether a word of falling or handing over governs "in the hands of"."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - 12), -1):
        if is_break(doc, m):
            return False
        if any(doc.group(f) in ("fall", "handover") for f in doc.forms(m)):
            return True
    return False


def _same_topic(doc: Document, i: int, verb: tuple[int, str] | None) -> list[Hit]:
    """A clause joined by "and" without a place of its own goes on about the place before it ("وباتت تحت سيطرة X")."""
    pronoun = doc.norm(i - 1) in doc.words["that_it"]
    if not pronoun and (verb is None or "و" not in doc.finite(verb[0]).pro):
        return []
    if pronoun:
        place = pronoun_place(doc, i - 1, "3fs" if doc.norm(i - 1).endswith("ها") else "3ms") or pronoun_place(
            doc, i - 1, "3d"
        )
        return [Hit(place, "pronoun", None, None, i - 1, i)] if place else []
    first, _ = doc.bounds(verb[0])
    free = [
        p
        for m in range(first, verb[0])
        if (p := doc.place_on.get(m)) and p.i == m and _may_be_topic(doc, p) and not p.prep and p.mention.place
    ]
    place = free[0] if free else pronoun_place(doc, verb[0], "3fs" if doc.finite(verb[0]).gen == "f" else "3ms")
    return [Hit(place, "pronoun", None, None, verb[0], verb[0] + 1)] if place else []


def _may_be_topic(doc: Document, place: PlaceAt) -> bool:
    return (
        place.mention.status != "non_place"
        and not place.mention.reference
        and (not place.prep or place.prep in doc.words["topic_prepositions"])
    )


def _before_relative(doc: Document, m: int) -> PlaceAt | None:
    for x in range(m - 1, max(m - 5, -1), -1):
        if x in doc.place_on:
            return doc.place_on[x]
        if x in doc.actor_on or is_break(doc, x):
            return None
    return None


def _stance(doc: Document, i: int, k: int) -> Stance:
    verb = _state_verb(doc, i, k)
    if verb:
        no = negated(doc, verb[0])
        if no is not None and verb[1] not in doc.words["still"]:
            return Stance(DENIED, verb[0], no, "negated")
        form = doc.finite(verb[0])
        if "س" in form.pro:
            return Stance(EXPECTED, verb[0], verb[0], "future")
        if "ل" in form.pro and form.asp == "i":
            return Stance(EXPECTED, verb[0], verb[0], "purpose")
    guess = guess_before(doc, k, i)
    if guess is not None:
        return Stance(EXPECTED, None, guess, "guess or condition")
    aim = next((m for m in range(i, k) if m not in doc.place_on and doc.match(m, doc.lexicon.phrases["purpose"])), None)
    if aim is not None:
        return Stance(EXPECTED, None, aim, "purpose")
    return Stance(REAL)


def _holder(doc: Document, k: int) -> Found | None:
    """The side right after the phrase; adjectives of the control between them are passed over."""
    for m in range(k, min(k + 5, len(doc.tokens))):
        actor = doc.actor_on.get(m)
        if actor:
            return Found(actor, "near")
        if m in doc.place_on or doc.tokens[m].text in "،,.":
            return None
    return None


def under_control(doc: Document, k: int) -> list[Draft] | None:
    """تحت سيطرة X، في قبضة X، إلى سيطرة X، لسيطرة X: held, or come under."""
    length = 0 if k in doc.place_on or k in doc.actor_on else doc.match(k, doc.lexicon.phrases["under"])
    if not length:
        return None
    i = left_bound(doc, k)
    if _after_fall(doc, k):
        return None  # "سقوط X بيد Y" is the fall's own rule
    holder = _holder(doc, k + length)
    last = doc.norm(k + length - 1)
    if holder is None and last.endswith(tuple(doc.words["own_control"])):
        holder = carried(doc, k - 1, None, {"ه": "3ms", "ا": "3fs", "م": "3mp"}[last[-1]])
    if holder is None:
        return []
    verb = _state_verb(doc, i - 1 if i else 0, k)
    hits = _topic(doc, i, k) or _same_topic(doc, i, verb)
    if not hits:
        return []
    type_ = _under_type(doc, k, verb, hits[0].how == "relative")
    if type_ is None:
        return []
    stance = _stance(doc, i, k)
    return [
        Draft(f"under.{type_}", type_, k, k + length, hit, holder, None, stance, since_holds=type_ == "holds")
        for hit in hits
    ]


def _under_type(doc: Document, k: int, verb: tuple[int, str] | None, relative: bool) -> str | None:
    """What being under a side's control tells, by its verb: it came back, it came under, or it is so; None: it
    was so.
    """
    if verb is None:
        return None if doc.norm(k).startswith(tuple(doc.words["needs_verb"])) else "holds"
    lemma, past = verb[1], doc.finite(verb[0]).asp == "p"
    if lemma in doc.words["came_back"] and past:
        return "recapture"
    if (lemma in doc.words["became"] and past and not relative) or lemma in doc.words["became_even_now"]:
        return "capture"
    return None if lemma in doc.words["be"] else "holds"


def outside_control(doc: Document, k: int) -> list[Draft] | None:
    """خرجت عن سيطرة X، خارج سيطرة X: X no longer holds it."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["outside"])
    if not length:
        return None
    verb = _state_verb(doc, doc.bounds(k)[0], k)
    if verb is None or verb[1] not in doc.words["came_out"]:
        return None
    i = left_bound(doc, verb[0])
    holder = _holder(doc, k + length)
    if holder is None:
        return []
    return [
        Draft("outside", "withdrawal", k, k + length, hit, None, holder, _stance(doc, i, k), weak=True)
        for hit in _topic(doc, i, k)
    ]


def emptied(doc: Document, k: int) -> list[Draft] | None:
    """باتت خالية من X، خلو Y من X: X has left."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["empty_of"]) or _empty_later(doc, k)
    if not length:
        return None
    i = left_bound(doc, k)
    left = _holder(doc, k + length)
    between = left is None
    if between:
        left = _after_place(doc, k)
    if left is None:
        return []
    hits = (not between and _topic(doc, i, k)) or _inside(doc, k, left)
    whole = extent_between(doc, k, k, left.actor.j)
    hits = [replace(hit, extent=hit.extent or whole) for hit in hits]
    return [Draft("emptied", "withdrawal", k, k + length, hit, None, left, _stance(doc, i, k)) for hit in hits]


def _after_place(doc: Document, k: int) -> Found | None:
    """ "خلو Y من X", "خلو مدن Y وZ من X": who has left stands behind the places, after their "من"."""
    if k + 1 not in doc.place_on and k + 2 not in doc.place_on:
        return None
    for m in range(k + 1, min(doc.bounds(k)[1], k + 16)):
        actor = doc.actor_on.get(m)
        if actor:
            return Found(actor, "near") if actor.prep in doc.words["from"] else None
        if doc.finite(m) or is_break(doc, m):
            return None
    return None


def _empty_later(doc: Document, k: int) -> int:
    """ "خالية تماماً من X": an adverb between."""
    if doc.norm(k) not in doc.words["empty"]:
        return 0
    return next((m - k + 1 for m in range(k + 1, k + 4) if doc.norm(m) in doc.words["from"]), 0)


def _inside(doc: Document, k: int, left: Found) -> list[Hit]:
    """ "خلو Y من X": the place stands between the noun and the side."""
    for m in range(k + 1, left.actor.i):
        place = doc.place_on.get(m)
        if place:
            return with_list(doc, hit_at(doc, place, k + 1, m), left.actor.i)
    return []


def stronghold(doc: Document, k: int) -> list[Draft] | None:
    """Y، معقل X: Y is held by X; of a place just taken it only names the loser."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["stronghold"])
    if not length:
        return None
    owner = None
    for m in range(k + length, min(k + length + 5, len(doc.tokens))):
        if m in doc.actor_on:
            owner = Found(doc.actor_on[m], "near")
            break
        if m in doc.place_on or doc.tokens[m].text in "،.":
            break
    if owner is None:
        return []
    place = _apposed(doc, k)
    if place is None:
        return []
    stance = _stance(doc, left_bound(doc, k), k)
    plural = doc.norm(k).lstrip("و") in doc.words["plural_strongholds"]
    hit = Hit(place, "near", None, None, place.i, k + length)
    return [Draft("stronghold", "holds", k, k + length, hit, owner, None, stance, weak=plural, since_holds=True)]


def _apposed(doc: Document, k: int) -> PlaceAt | None:
    """The place that a stronghold's name stands beside: just before it, with at most a few words between."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - 12), -1):
        place = doc.place_on.get(m)
        if (
            place
            and not place.mention.reference
            and place.mention.relation in ("at", "part")
            and (not place.prep or place.j >= k - 2)
        ):
            return place
        if doc.finite(m) and doc.group(doc.finite(m)) not in ("be", "stay", "become", "count_as"):
            return None
    return None
