"""Rule for a siege that ends by itself or by a verb behind it: "انتهى الحصار المفروض على X"، "حصار X انتهى"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.dates import resolve_date
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.marks import QUOTES
from events.extraction.modality import DENIED, NONE, Stance, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.siege_sides import besieged_place, besieger
from events.extraction.subjects import subject_of

BEFORE, BEHIND = 3, 14  # tokens from the siege to the verb of its end
SHAKEN = 8  # tokens from the siege back over its place to the verb of being rid of it
COMING = 14  # tokens from "ended" over who came where to the siege
BOUND = frozenset("بلك")


def siege_over(doc: Document, k: int) -> list[Draft] | None:
    """The noun of siege as the subject of a verb of ending, or behind the noun of it."""
    form = next((f for f in doc.forms(k) if f.pos == "vn" and f.lemma in doc.words["besiege"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on or form.enc or not BOUND.isdisjoint(form.pro):
        return None
    if found := _ending(doc, k):
        return found
    over = ended(doc, k)
    if over is None:
        return None
    m, stance = over
    if stance.kind in (DENIED, NONE):
        return []
    hits = besieged_place(doc, k, right_bound(doc, k))
    losing = besieger(doc, k, hits[0].place.i) if hits else None
    return [Draft("siege-over", "siege_broken", min(k, m), max(k, m) + 1, hit, None, losing, stance) for hit in hits]


def _ending(doc: Document, k: int) -> list[Draft]:
    """ "دخل X بلدة Y منهيا حصارا دام عاما", "كاسرا الطوق عن Y": a participle before the siege; the verb's subject."""
    m = k - 1
    while m > 0 and doc.norm(m) in doc.words["so_ended"]:
        m -= 1  # "منهيا بذلك حالة الحصار"
    form = next(
        (f for f in doc.forms(m) if f.pos == "ap" and not f.definite and f.lemma in doc.words["ends_siege"]), None
    )
    verb = next((n for n in range(m - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(n)), None) if form else None
    if verb is None:
        return _by_coming(doc, k)
    return _broken(doc, verb, m, k, subject_of(doc, verb, doc.finite(verb), k))


def _by_coming(doc: Document, k: int) -> list[Draft]:
    """ "أنهى وصول X إلى A حصارا فرضه Y": a verb of ending whose subject is that X came; it was of where he came."""
    verb = next((n for n in range(k - 1, max(k - COMING, doc.bounds(k)[0] - 1), -1) if doc.finite(n)), None)
    ends = verb is not None and doc.finite(verb).lemma in doc.words["ends_siege"]
    comes = ends and any(f.pos == "vn" and doc.group(f) == "advance" for f in doc.forms(verb + 1))
    by = next((a for a in actors_between(doc, verb + 2, k) if a.slug), None) if comes else None
    if by is None or by.i != verb + 2:
        return []
    return _broken(doc, verb, k, k, Found(by, "near"))


def _broken(doc: Document, verb: int, m: int, k: int, by: Found | None) -> list[Draft]:
    """The drafts of a siege told at ``k`` that ``by`` ended by what the verb at ``verb`` tells: of the place that the
    siege was of, else of the last one between them."""
    stop = doc.bounds(k)[1]
    hits = besieged_place(doc, k, stop)
    if not hits:
        place = next(
            (p for n in range(m - 1, verb, -1) if (p := doc.place_on.get(n)) and not p.mention.reference), None
        )
        told = place is not None and place.mention.status != "non_place"
        both = doc.listed_with(place) or [place] if told else ()  # "دخل X نبل والزهراء منهيا حصارهما"
        hits = [Hit(p, "near", None, None, p.i, k + 1) for p in both if p.mention.status != "non_place"]
    losing = next((a for a in actors_between(doc, k, stop) if a.slug and not (by and a.slug == by.actor.slug)), None)
    stance = verb_stance(doc, verb, doc.finite(verb))
    lost = Found(losing, "near") if losing else None
    return [Draft("siege-over", "siege_broken", m, k + 1, hit, by, lost, stance) for hit in hits]


def ended(doc: Document, k: int) -> tuple[int, Stance] | None:
    """(the word of its end, how real that is) of the siege whose noun is at ``k``; None where no end is told."""
    return _ended_before(doc, k) or _ended_behind(doc, k)


def _ended_before(doc: Document, k: int) -> tuple[int, Stance] | None:
    """ "انتهى الحصار", "ينتهي بذلك حصار", "انتهاء حصار"."""
    for m in range(k - 1, max(k - 1 - BEFORE, doc.bounds(k)[0] - 1), -1):
        form = doc.finite(m)
        if form is not None:
            return (m, verb_stance(doc, m, form)) if _of_end(doc, form) else None
        for noun in doc.forms(m) if m == k - 1 else ():
            if noun.pos == "vn" and _of_end(doc, noun) and not noun.enc and not noun.definite:
                return m, noun_stance(doc, m, noun, None)
        if doc.norm(m) not in doc.words["so_ended"] and m not in doc.date_on and doc.tokens[m].text not in QUOTES:
            return None  # "انتهى الاجتماع بشأن حصار X", "انتهى عام على حصار X"
    return None


def _ended_behind(doc: Document, k: int) -> tuple[int, Stance] | None:
    """ "الحصار المفروض على X منذ عامين قد انتهى": the last verb of its clause, with no subject of its own."""
    for m in range(k + 1, min(k + BEHIND, doc.bounds(k)[1])):
        form = doc.finite(m)
        if form is None:
            if doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES:
                return None
            continue
        if form.lemma in doc.words["impose"] and form.enc:
            continue  # "حصار فرضته X على Y"
        if form.lemma in doc.words["be"] and doc.norm(m - 1) in doc.words["relatives"]:
            continue  # "الحصار الذي كان مفروضا على X انتهى"
        alone = m + 1 not in doc.actor_on and m + 1 not in doc.place_on
        alone = alone and (m + 1 in doc.date_on or not doc.norm(m + 1).startswith("ال"))
        lifted = (
            form.lemma in doc.words["lifts"] and not form.enc
        )  # "الحصار رُفع عن X": a passive, with no object behind
        free = lifted and all(n in doc.date_on or _small(doc, n) for n in range(m + 1, _of(doc, m + 1)))
        own = (_of_end(doc, form) or free) and form.gen == "m" and form.num == "s" and "و" not in form.pro
        return (m, verb_stance(doc, m, form)) if own and alone else None
    return None


def of_broken_siege(doc: Document, k: int) -> bool:
    """Whether the siege at ``k`` is broken or lifted ("فك حصار X", "انتهاء حصار X", but "انتهت بحصار X"), or a place is
    freed of it ("تخلصت Y من حصار X")."""
    if any(f.pos == "vn" and "ب" in f.pro for f in doc.forms(k)):
        return False
    if of_siege_shaken_off(doc, k):
        return True
    side = doc.actor_on.get(k - 1)  # "فك X حصار Y"
    first = side.i if side is not None else k
    near = (m for m in range(first - 1, max(first - 5, -1), -1) if doc.tokens[m].text not in QUOTES)
    before = [m for m in near if doc.norm(m) not in doc.words["so_ended"]][:2]  # "منهيا بذلك حالة الحصار"
    return any(doc.group(f) == "siege_broken" or f.lemma in doc.words["ends"] for m in before for f in doc.forms(m))


def of_siege_shaken_off(doc: Document, k: int) -> bool:
    """ "تحررت A من الحصار الذي فرضه X", "خرجت A من حصار X": whether the siege at ``k`` is what a place is rid of."""
    if doc.norm(k - 1) not in doc.words["from"]:
        return False
    near = range(k - 2, max(k - 2 - SHAKEN, doc.bounds(k)[0] - 1), -1)
    return any(f.lemma in doc.words["rid_of"] for m in near for f in doc.forms(m))


def laid_before(doc: Document, noun: int | None, k: int, stop: int) -> bool:
    """ "كسر X الحصار الذي فرضه Y على A": of a siege that is broken the verb tells only who had laid it, but for "since
    2013"."""
    broken = noun is not None and of_broken_siege(doc, noun)
    return broken and not any(resolve_date(d, doc.published).start for d in doc.dates_in(k, stop))


def _of_end(doc: Document, form: Form) -> bool:
    return form.lemma in doc.words["ends_itself"]


def _of(doc: Document, m: int) -> int:
    """The token of "from" right behind a verb of lifting, over words of time; a token too far where there is none."""
    near = range(m, min(m + BEFORE, doc.bounds(m)[1])) if m < len(doc.tokens) else ()
    return next((n for n in near if doc.norm(n) in doc.words["slot_of"]), m + BEHIND)


def _small(doc: Document, m: int) -> bool:
    return doc.match(m, doc.lexicon.phrases["adverbs"]) > 0
