"""The place that is a trigger's direct object."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import before_another, before_brackets, ends_adjunct, gap, outside
from events.extraction.announced import announced_places
from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import actors_between
from events.extraction.degree import extent_between, percent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import ACCUSATIVE, NISBA, OWNERS, SOUND_PLURALS, TA_MARBUTA
from events.extraction.foretold import named_later
from events.extraction.forms import Form
from events.extraction.governed import MAX_GAP, blocked
from events.extraction.hedges import is_what
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.referents import Hit, hit_at, owned_part, prep_at, pronoun_hits, relative_hits
from events.extraction.relatives import antecedent, relative_of
from events.extraction.shares import shares_behind, shares_of_each
from events.extraction.sites import site_of_slot
from events.extraction.slot_words import whence, within_bounds
from events.extraction.slots import governs
from events.extraction.things import facility, owned_object, share_of_owned, their_town

OF_PEOPLE = (*SOUND_PLURALS, TA_MARBUTA)  # endings of adjectives of people
JOINED = 3  # tokens of a head and quotation marks before an item that "and" joins
WIDE = ("country", "governorate", "district", "area")  # where one stronghold is not the whole


def direct_object(doc: Document, k: int, stop: int) -> list[Hit]:
    """Places that are the direct object of a trigger at ``k``: the first noun after subject and adjuncts."""
    inside, passed, past = None, -1, len(doc.tokens)
    if _people_counted(doc, k, stop):
        return []
    for m in outside(doc, k + 1, stop):
        place = doc.place_on.get(m)
        if place is None:
            goes_on = doc.norm(m) in doc.words["and_they"] and m > k + 1  # "أخلت X حواجز، وهي لا تزال في Y"
            if goes_on or governs(doc, k, m) or _main_clause_begins(doc, k, m):
                break
            if (found := _without_name(doc, k, m, inside, stop)) is not None:
                return found
            if inside is None and (_object_noun(doc, m) or _last_stand(doc, k, m)):
                inside = m
            continue
        if place.i != m or place.mention.reference:
            continue
        if place.mention.status == "non_place" or _of_next(doc, k, place) or blocked(doc, k + 1, m):
            return []
        if (place.mention.group >= 0 and place.mention.group == passed) or (place.conj and 0 < m - past <= JOINED):
            past = place.j
            continue  # "إلى A وB", "في حي A وحي B": no object either
        if _oblique(doc, k, place, inside) or before_another(doc, place):
            passed, past = place.mention.group, place.j
            continue
        return _object_hits(doc, k, place, inside)
    relative = antecedent(doc, k)
    return relative_hits(doc, relative, k, k + 1) if isinstance(relative, PlaceAt) else []


def _without_name(doc: Document, k: int, m: int, inside: int | None, stop: int) -> list[Hit] | None:
    """The object of the trigger at ``k`` where words at ``m`` that are no place's name stand for it: a thing told
    before its name, their town, a share or a thing of the place spoken of; None where they do not. ``inside`` is the
    token of a noun between them that is the object itself.
    """
    if m - k <= MAX_GAP:
        if inside is None and (later := named_later(doc, m)):
            return [Hit(site, "pronoun", None, None, k, m + 1) for site in later if site]
        if there := their_town(doc, k, m) or share_of_owned(doc, k, m):
            return [there]
        if found := shares_behind(doc, k, m) or _theirs_in_it(doc, k, m) or _positions_left(doc, k, m):
            return found
    if inside is None and m - k <= MAX_GAP + 4 and (named := announced_places(doc, m - 1, stop)):
        return named
    site = site_of_slot(doc, m - 1) if inside is None else None
    site = site or (owned_object(doc, k, m) if inside in (None, m - 1) else None)
    if site is None:
        return None
    first = m if inside is None else inside
    if site.how == "pronoun" and all(plain_gap(doc, n) or _from_side(doc, n) for n in gap(doc, k + 1, first)):
        return shares_of_each(doc, site, m)
    if site.place.i == m and all(plain_gap(doc, n) for n in gap(doc, k + 1, m)):
        return with_list(doc, site, right_bound(doc, site.place.j - 1))
    return None


def _from_side(doc: Document, n: int) -> bool:
    """ "انتزع X من Y أجزاء منها": from whom something is taken, before what is."""
    return doc.norm(n) in doc.words["from"] and n + 1 in doc.actor_on


def _oblique(doc: Document, k: int, place: PlaceAt, inside: int | None) -> bool:
    """Whether a preposition makes a place no object of the trigger at ``k``, but where something was or whence it came:
    unless a thing in it, a share of it or what lies within its bounds is the object.
    """
    if not place.prep or place.conj or within_bounds(doc, place):
        return False
    if _thing_here(doc, k, place, inside) or share_here(doc, k, place):
        return False
    return inside is None or place.prep not in doc.words["inside_or_of"] or whence(doc, inside, place)


def _of_next(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "A محاصرة، وB سقطت", "A محاصرة من قبل X، وB": what "and" joins, with nothing but a side before it, is what the
    next clause tells of."""
    words = doc.words["prepositions"] | doc.words["agency"] | doc.words["hands"]
    between = (m for m in range(k + 1, place.i) if doc.tokens[m].kind != "punct" and m not in doc.actor_on)
    return place.conj and all(doc.norm(m) in words for m in between)


def _people_counted(doc: Document, k: int, stop: int) -> bool:
    """ "تحرير 150 مهاجرا في X", "حررت X عشرات المختطفين من Y": people counted are what is freed."""
    m = next((m for m in range(k + 1, min(stop, k + MAX_GAP)) if m not in doc.actor_on and m not in doc.date_on), k)
    number = doc.tokens[m].kind == "number" or doc.norm(m) in doc.words["scores"]
    return number and any(doc.match(n, doc.lexicon.phrases["civilians"]) for n in (m + 1, m + 2))


def dative_object(doc: Document, k: int, form: Form, stop: int) -> list[Hit] | None:
    """ "محاصرة X لمدينة Y", "استعادته لها": behind the doer of a verbal noun its object stands with "ل".

    None where nothing with "ل" stands there; no place at all where it is another noun ("اجتياح X للجنوب").
    """
    side = doc.actor_on.get(k + 1)
    whole = 0 if side is not None or form.enc else doc.match(k + 1, doc.lexicon.phrases["full"])
    m = side.j if side is not None and not side.prep else k + 1 + whole  # "تحرير كامل لمدينة Y"
    if m >= stop or (m == k + 1 and not form.enc) or m in doc.actor_on or m in doc.date_on:
        return None  # "تسليم للجيش": no doer stands before it
    place = doc.place_on.get(m)
    if place is not None:
        dative = place.prep in doc.words["receives"] and doc.norm(m)[:1] in doc.words["receives"]
        known = place.mention.status != "non_place" and not place.mention.reference
        return (with_list(doc, hit_at(doc, place, m - whole, m), stop) if known else []) if dative else None
    code = prep_at(doc, m, doc.words["receives"])
    if code:
        return pronoun_hits(doc, m, code, k, m + 1)
    return [] if doc.norm(m).startswith("لل") and doc.tokens[m].kind == "word" else None


def _main_clause_begins(doc: Document, k: int, m: int) -> bool:
    """ "بعد حصار استمر 500 يوم، بات X": a verb behind a noun, outside relative clauses, begins the main clause; so does
    "لم يدخل" in "الجيش الذي يحاصر المدينة لم يدخل X", and another one "سلم مقراته، ليكتمل تقدم X"."""
    if doc.finite(m) is None or m < k + 2:
        return False
    if doc.finite(k) is None or "ل" in doc.finite(m).pro:
        return doc.tokens[m - 1].text in COMMAS
    if relative_of(doc, k) is None or is_what(doc, m - 1) or doc.norm(m - 1) in doc.words["relatives"]:
        return False
    goes_on = doc.finite(m).asp == "p" and not doc.finite(m).pro
    return doc.norm(m - 1) in doc.words["not"] or goes_on


def _theirs_in_it(doc: Document, k: int, m: int) -> list[Hit]:
    """ "إخلاء X مواقعها فيهما": all that a side has in the places spoken of."""
    code = prep_at(doc, m + 1, doc.words["slot_in"]) if owned_part(doc, m) else None
    return pronoun_hits(doc, m + 1, code, k, m + 2) if code else []


def _positions_left(doc: Document, k: int, m: int) -> list[Hit]:
    """ "انسحب X من A وسلم مواقعه لY", "وتسلم Y مواقعه": what those who left a place had there is handed over."""
    if not owned_part(doc, m) or not any(doc.group(f) == "handover" for f in doc.forms(k)):
        return []
    before = reversed(doc.having("trigger", doc.bounds(k)[0], k))
    left = next((n for n in before if any(doc.group(f) == "leave" for f in doc.forms(n))), k)
    places = (doc.place_on.get(n) for n in range(left + 1, k))
    place = next((p for p in places if p is not None and p.prep in doc.words["from"]), None)
    if place is None or place.mention.status != "resolved":
        return []
    group = doc.listed_with(place) or [place]
    return [Hit(p, "pronoun", "partial", None, k, m + 1, several=len(group) > 1) for p in group]


def _thing_here(doc: Document, k: int, place: PlaceAt, inside: int | None) -> Hit | None:
    """A thing in or of the place that is itself the object ("مقر X في Y")."""
    if inside is None and place.prep and place.prep not in doc.words["at"]:
        return None
    thing = facility(doc, k + 1, place)
    behind = thing is not None and thing.place.i > k and all(plain_gap(doc, m) for m in gap(doc, k + 1, thing.place.i))
    return thing if behind else None


def share_here(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "يستعيد نحو 80% من X", "ما تبقى من X": the object is a share of the place, told behind any clause that describes
    who did it."""
    relatives, rest = doc.words["relatives"], doc.lexicon.phrases["partial"]
    k = next((m for m in range(place.i - 1, k, -1) if doc.norm(m) in relatives and not doc.match(m, rest)), k)
    share = extent_between(doc, k + 1, place.i, place.i + 1) or percent_between(doc, k + 1, place.i)
    share = share or doc.match(place.i, doc.lexicon.phrases["partial"])  # "أكثر من نصف X"
    more = doc.norm(place.i - 2) in doc.words["exceeds"]  # "ما يزيد على نصف X"
    return (more or place.prep in doc.words["from"]) and bool(share) and not place.conj


def _object_hits(doc: Document, k: int, place: PlaceAt, inside: int | None) -> list[Hit]:
    """The hits on the first place that can be the object of a trigger at ``k``; ``inside`` is a part named
    before it.
    """
    thing = _thing_here(doc, k, place, inside)
    if thing:
        return [thing]
    hit = hit_at(doc, place, k + 1, place.i)
    if share_here(doc, k, place) or within_bounds(doc, place):
        return with_list(doc, hit, right_bound(doc, place.j - 1))
    if place.prep and not place.conj:
        if _last_of_town(doc, inside, place):
            return [replace(hit, extent=None)]  # not a share, the rest
        hit = replace(hit, inside=doc.text[doc.tokens[inside].start : doc.tokens[place.i - 2].end])
        stop = right_bound(doc, place.j - 1)
        stop = next((a.i for a in actors_between(doc, place.j, stop)), stop)
        return with_list(doc, hit, stop) if owned_part(doc, inside) else [hit]
    if _owned_by_noun(doc, k, place.i):
        return []
    return with_list(doc, hit, right_bound(doc, place.j - 1))


def plain_gap(doc: Document, m: int) -> bool:
    """Whether a word of the subject or an adverb stands at ``m``: what may stand between a verb and its object."""
    passed = m in doc.actor_on or m in doc.date_on or doc.tokens[m].kind != "word"
    return passed or doc.match(m, doc.lexicon.phrases["adverbs"]) > 0


def _owned_by_noun(doc: Document, k: int, m: int) -> bool:
    """Whether a common noun stands in construct before the place ("مختطفي السويداء"): then the noun is the object."""
    b = before_brackets(doc, m - 1, k)
    while b > k and doc.tokens[b].text in QUOTES:
        b -= 1
    token = doc.tokens[b]
    if doc.match(k + 1, doc.lexicon.phrases["commands"]):
        return False  # "تسلمت قيادة عمليات X قضاء Y"
    if token.text.endswith(tuple(OWNERS)):
        return False  # "استعاد الجيش وحلفاؤه البلدة": a noun with a pronoun has its owner
    if b <= k or token.kind != "word" or doc.mentioned(b) or doc.forms(b):
        return False
    if (
        token.norm.startswith(("ال", "وال"))
        or token.text.endswith(ACCUSATIVE)
        or doc.norm(b - 1)[:1] in ("ب", "ل")
        or (doc.norm(b - 2)[:1] in ("ب", "ل") and token.text.endswith(NISBA))  # "بغطاء جوي أمريكي مدينة X"
    ):
        return False
    if token.norm in doc.words["sides_are"]:
        return False  # "دخل X وفصائل مسلحة Y"
    if b == k + 2 and doc.finite(k) and token.norm in doc.words["counted_units"]:
        return False  # "طوقت أربعة ألوية X"
    if token.norm in doc.words["defences"] and any(doc.group(f) == "advance" for f in doc.forms(k)):
        return False  # "اخترق X دفاعات Y"
    if _armed_of_whom(doc, k, b):
        return False  # "انتزع من مسلحين تشاديين بلدة X"
    if token.norm in doc.words["ahead_of_places"] | doc.words["ranked"] | doc.words["prepositions"]:
        return False  # "سلسلة جبال X"
    if doc.norm(b - 1) in doc.words["every"] and token.norm in doc.words["districts_of"]:
        return False  # "كافة مديريات محافظة X"
    if token.norm in doc.words["nearly_so_much"]:
        return False  # "ما يقارب نصف X"
    lists = ("full", "partial", "areas", "adverbs")
    named = token.norm in doc.lexicon.part_words or any(doc.match(b, doc.lexicon.phrases[name]) for name in lists)
    return not named and not ends_adjunct(doc, k, b)


def _armed_of_whom(doc: Document, k: int, b: int) -> bool:
    """Whether the adjective at ``b`` is of people behind a preposition ("من مسلحين تشاديين", "من عناصر متطرفة"): they
    are whom the place is taken from, and it no genitive of theirs."""
    first = next((m for m in range(b - 1, max(k, b - 3), -1) if m in doc.actor_on), None)
    people = first is not None and doc.actor_on[first].people and doc.actor_on[first].prep in doc.words["from"]
    return people and all(doc.tokens[m].text.endswith(OF_PEOPLE) for m in range(first + 1, b + 1))


def _last_stand(doc: Document, k: int, m: int) -> bool:
    """ "تقتحم آخر معقل لX في Y": a stronghold is the object, where nothing but words of the clause stands before it."""
    if m - k > MAX_GAP or not doc.match(m, doc.lexicon.phrases["stronghold"]) or m in doc.actor_on:
        return False
    before = range(k + 1, m)
    return all(
        doc.tokens[n].kind == "word" and n not in doc.place_on and doc.norm(n) not in doc.words["prepositions"]
        for n in before
    )


def _object_noun(doc: Document, m: int) -> bool:
    """A general noun for a part of a place or a thing in it ("مواقع", "أجزاء", "مقر")."""
    if m in doc.actor_on or m in doc.date_on:
        return False
    return doc.match(m, doc.lexicon.phrases["partial"]) > 0 or owned_part(doc, m) or _holding(doc, m) > 0


def _holding(doc: Document, m: int) -> int:
    """Words of "(the last) strongholds, pockets" at ``m`` where a side owns them: "آخر معاقل X في Y"; 0 for others."""
    n = doc.match(m, doc.lexicon.phrases["stronghold"])
    behind = range(m + n, min(m + n + 2, len(doc.tokens)))
    owner = next((doc.actor_on.get(x) for x in behind if doc.tokens[x].text not in QUOTES), None) if n else None
    return n if n and owner is not None and not owner.prep else 0


def _last_of_town(doc: Document, inside: int, place: PlaceAt) -> bool:
    """Whether "the last stronghold of X in Y" leaves X nothing in Y: so in a town, not in a province."""
    found = place.mention.place
    first = inside + (doc.norm(inside).lstrip("و") in doc.words["last"])
    last = any(doc.norm(m).lstrip("و") in doc.words["last"] for m in (first - 1, first))
    return last and _holding(doc, first) > 0 and found is not None and found.kind not in WIDE
