"""Things in a place that are taken like places of their own, and words that stand for a place."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, PRONOUNS
from events.extraction.marks import QUOTES
from events.extraction.place_kinds import TOWNS
from events.extraction.referents import Hit, pronoun_place, share_of_pronoun
from events.extraction.sites import owned_site, pronoun_end, seat_of, town_near, towns_site, unowned
from events.extraction.units import acts, unit_end
from gazetteer.matching.references import PEOPLE
from gazetteer.matching.types import STANDS_IN, Candidate, PlaceMention

LONGEST_SHARE = 4  # words of a share
REACH = 8  # tokens from a verb to its object


def of_pronoun(doc: Document, k: int, m: int) -> Hit | None:
    """ "على مطارها", "أحيائها": a thing in, or a part of, the place that the pronoun stands for."""
    word = doc.norm(m)
    ending = pronoun_end(word)
    if ending is None or m in doc.actor_on or doc.forms(m):
        return None
    stem = word[: -len(ending)].removeprefix("ال")
    stems = {
        stem,
        stem[:-1] + "ه" if stem.endswith("ت") else stem,
        stem[:-1] + "ء" if stem.endswith(("ي", "و")) else stem,  # "مينائها", "ميناؤها"
        stem[:-1] + "ي" if stem.endswith("ا") else stem,  # "مستشفاها"
    }
    facility, part = doc.lexicon.phrases["facilities"], doc.lexicon.phrases["partial"]
    parts = doc.words["single_parts"]
    place = (
        pronoun_place(doc, k, PRONOUNS[ending])
        if any(s in facility or s in part or s in parts or s + "ء" in part for s in stems)
        else None
    )
    if place is None:
        return None
    if any(s in doc.words["charge_of"] for s in stems):
        return Hit(place, "pronoun", None, None, k, m + 1)
    if site := owned_site(doc, m, place):
        return Hit(site, "near", None, None, m, m + 1)
    if any(s in facility for s in stems):
        near = place.mention.place
        start, end = doc.tokens[m].start, doc.tokens[m].end
        named = (Candidate(near, 0.0, (STANDS_IN,)),) if near is not None and near.kind in TOWNS else ()
        text = doc.tokens[m].text
        name = f"{unowned(text, ending)} {near.name_ar}" if named and near is not None else text
        mention = PlaceMention(start, end, start, end, name, None, "facility", "unknown", None, candidates=named)
        return Hit(PlaceAt(mention, m, m + 1, "", False), "near", None, None, m, m + 1)
    if any(s in doc.words["all_quarters"] for s in stems):  # "من أحيائها": of all of them
        some = doc.norm(m + 1).startswith("ال") and not doc.mentioned(m + 1) and not doc.finite(m + 1)
        some = some or shared(doc, k, m)
        share = "partial" if doc.match(m - 1, part) or some else "full"  # "معظم أحيائها", "أحيائها الجنوبية"
        return Hit(place, "pronoun", share, None, k, m + 1)
    return Hit(place, "pronoun", "partial", None, k, m + 1, doc.tokens[m].text)


def shared(doc: Document, k: int, m: int) -> bool:
    """ "على عدد من أحيائها", "أجزاء واسعة من أحيائها": words of a share between token ``k`` and the noun at ``m``
    that its part is of."""
    before = range(k + 1, m)
    last = doc.norm(m - 1).removeprefix("ب")  # "يمسك بمعظم أحيائها"
    if not before or len(before) > LONGEST_SHARE or last not in doc.words["from"] | doc.words["most_of"]:
        return False
    first = k + 1 + (doc.norm(k + 1).removeprefix("ب") in doc.words["nearly_so_much"])  # "نحو ثلاثة أرباع أحيائها"
    share = doc.match_noun(first, doc.lexicon.phrases["partial"]) or doc.norm(first) in doc.words["number_of"]
    return bool(share) and not any(doc.mentioned(n) or doc.tokens[n].kind == "punct" for n in before)


def share_of_owned(doc: Document, k: int, m: int) -> Hit | None:
    """ "استعادت بعض أحيائها", "انتزع X عددا من شوارعها": a share of the place spoken of as the object of the verb at
    ``k``, its subject between them or not."""
    side = doc.actor_on.get(k + 1)
    first = side.j - 1 if side is not None and not side.prep else k
    hit = of_pronoun(doc, first, m) if shared(doc, first, m) else None
    return hit if hit is not None and hit.how == "pronoun" and hit.extent == "partial" else None


def owned_object(doc: Document, k: int, m: int) -> Hit | None:
    """ "أخلى قلعتها", "حرر معظمها", "حرر أحياءها": a thing, a share or the quarters of the place spoken of."""
    if m > k + REACH:
        return None
    share = share_of_pronoun(doc, k, m)
    hit = share or of_pronoun(doc, k, m)
    told = hit is not None and (hit.how == "near" or share is not None or _centre(doc, m))
    return hit if told else None


def _centre(doc: Document, m: int) -> bool:
    """ "دخل مركزها", "تسليم إدارتها": a part of the place spoken of, or what stands for it, as an object."""
    word = doc.norm(m)
    stems = (word.removesuffix(e) for e in ("ها", "ه") if word.endswith(e))
    known = doc.words["single_parts"] | doc.words["charge_of"] | doc.words["all_quarters"]
    return any({s, s[:-1] + "ء"} & known or (s.endswith("ت") and s[:-1] + "ه" in known) for s in stems)


def their_town(doc: Document, k: int, m: int) -> Hit | None:
    """ "أهالي X يحتفلون بتحرير مدينتهم": the town of whom is spoken of is that which they are told to be from, else the
    place before, unless they went there."""
    if m in doc.actor_on or m in doc.place_on or doc.norm(m) not in doc.words["their_town"]:
        return None
    near = (doc.place_on.get(n) for n in range(m - 1, doc.bounds(k)[0] - 1, -1))
    home = next((p for p in near if p is not None and PEOPLE in p.mention.reasons), None)
    place = home or pronoun_place(doc, k, HER)
    fled = home is None and place is not None and place.prep in doc.words["slot_to"] and not _came_back(doc, place)
    return Hit(place, "pronoun", None, None, k, m + 1) if place and not fled else None


def _came_back(doc: Document, place: PlaceAt) -> bool:
    """ "عادوا إلى X": whether those who are told to go to a place come back there."""
    back = range(place.i - 1, max(place.i - REACH, doc.bounds(place.i)[0]) - 1, -1)
    return any(form.lemma in doc.words["came_back"] for n in back for form in doc.forms(n))


def role(doc: Document, k: int, m: int) -> Hit | None:
    """ "على معقل المتطرفين الأبرز": a role stands for the place spoken of."""
    place = pronoun_place(doc, k, HER)
    stop = m + 1
    while stop < len(doc.tokens) and stop in doc.actor_on:
        stop += 1
    return Hit(place, "pronoun", None, None, k, stop) if place else None


def facility(doc: Document, i: int, place: PlaceAt) -> Hit | None:
    """ "مقر قيادة الفرقة في X", "مبنى محافظة X": a thing of its own in or of a place, near it and not the
    place itself.
    """
    first = _thing_at(doc, i, place)
    if first is None or _another_thing(doc, first, place):
        return None
    if place.i == first + 1 and (own := towns_site(doc, first)) is not None:
        return Hit(own, "near", None, None, first, own.j)
    if _of_base(doc, first, place):
        return None
    stop, container = _end_of_thing(doc, first, place), place.mention.place
    of = stop == place.i and not place.prep  # in construct the name belongs to it: مبنى محافظة نينوى
    near = container if container is not None and container.kind in TOWNS else None
    if near is None and not of:
        return None  # "an airport in the governorate" is nowhere
    near = near or (seat_of(doc, container) if of else None) or town_near(doc, first, place)
    known = (Candidate(near, 0.0, (STANDS_IN,)),) if near else ()
    end = place.j if of else stop
    start, last = doc.tokens[first].start, doc.tokens[end - 1].end
    words = doc.text[start:last]
    mention = PlaceMention(start, last, start, last, words, None, "facility", "unknown", None, candidates=known)
    prep = doc.preposition(doc.word_before(first))  # said again before the next item: "على مقر X وعلى Y"
    return Hit(PlaceAt(mention, first, end, prep, False), "near", None, None, first, max(end, place.j))


def _thing_at(doc: Document, i: int, place: PlaceAt) -> int | None:
    """Where the word for a thing stands, behind quotation marks and "all of" at most; None where none does, or where it
    is a unit that acts: "تسلمت قيادة عمليات X قضاء Y", "تسلم اللواء 12 قاعدة Y".
    """
    if place.conj:
        return None
    things = doc.lexicon.phrases["facilities"]  # "كلية" is one, and spelt as an adverb of degree
    while i < place.i and (
        doc.tokens[i].text in QUOTES or (doc.match(i, doc.lexicon.phrases["full"]) and not doc.match(i, things))
    ):
        i += 1
    if i >= place.i or not doc.match(i, things):
        return None
    if i in doc.actor_on and (doc.norm(i) not in doc.words["units"] or _men(doc, i)):
        return None
    acts_itself = doc.match(i, doc.lexicon.phrases["commands"]) or _unit_before(doc, i, place)
    return None if acts_itself else i


def _another_thing(doc: Document, first: int, place: PlaceAt) -> bool:
    """Whether the place does not say where the thing is: a receiver, a second thing or a share stands between."""
    if any(doc.norm(m) in doc.words["slot_to"] for m in range(first + 1, place.i - 1)):
        return True  # "معسكره إلى قوات X في Y": whoever it goes to stands between
    if any(doc.norm(m) in doc.words["then_first"] for m in range(first + 1, place.i)):
        return True  # "المطار ثم الميناء": two things
    shares, things = doc.lexicon.phrases["partial"], doc.lexicon.phrases["facilities"]
    return any(doc.match(m, shares) and not doc.match(m, things) for m in range(first, place.i))


def _of_base(doc: Document, first: int, place: PlaceAt) -> bool:
    """ "بوابة القاعدة", "رئاسة الفرقة 22 مشاة": what is about a base, or a unit's seat, is the base itself."""
    container = place.mention.place
    if container is None:
        return False
    if container.kind not in TOWNS and doc.norm(first) in doc.words["about_a_site"]:
        return True
    return container.kind == "base" and all(_seat(doc, m) for m in range(first, place.i))


def _end_of_thing(doc: Document, first: int, place: PlaceAt) -> int:
    """Where the words for a thing end before its place: before the preposition or the direction that stands between."""
    apart = doc.words["prepositions"] | (doc.words["directions"] if place.mention.relation == "near" else frozenset())
    stop = place.i
    while stop > first + 1 and (doc.norm(stop - 1) in apart or doc.tokens[stop - 1].text in QUOTES):
        stop -= 1
    return stop


def _seat(doc: Document, m: int) -> bool:
    return doc.tokens[m].text in QUOTES or doc.norm(m).removeprefix("و") in doc.words["seats_of_units"]


def _unit_before(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "تسلم اللواء 12 قاعدة X": a numbered unit right before a place that has a head word of its own is the men; in
    "مقر الفرقة 16 نيالا" the name says where the unit stands.
    """
    end = unit_end(doc, k) if doc.norm(k) in doc.words["units"] else None
    return end is not None and end[0] == place.i and not place.prep and place.mention.head is not None


def _men(doc: Document, k: int) -> bool:
    """Whether a unit at ``k`` is the men, who do what the verb before it says, and not their base."""
    return acts(doc, k, doc.actor_on[k].j)


def lying_on_one_side(doc: Document, k: int, place: PlaceAt) -> Hit | None:
    """ "منظومة المياه جنوب X", "خط الكهرباء شرق X": a thing that lies on one side of a place and is no part of it, kept
    as it is written; None where some of the place or of its land is meant.
    """
    stop = place.i
    while stop > k + 1 and doc.norm(stop - 1) in doc.words["directions"] | doc.words["prepositions"]:
        stop -= 1
    told = place.mention.relation == "near" and place.mention.part_code and stop < place.i
    words = range(k, stop)
    if not told or stop < k + 2 or any(doc.tokens[m].kind != "word" or _land(doc, m) for m in words):
        return None
    if k in doc.actor_on or k in doc.date_on or doc.forms(k) or doc.norm(k).startswith("ال"):
        return None
    start, end = doc.tokens[k].start, doc.tokens[stop - 1].end
    mention = PlaceMention(start, end, start, end, doc.text[start:end], None, "facility", "unknown", None)
    return Hit(PlaceAt(mention, k, stop, "", False), "near", None, None, k, stop)


def _land(doc: Document, m: int) -> bool:
    """Whether a word is one for land, settlements, shares, positions, distances or people."""
    word, phrases = doc.norm(m), doc.lexicon.phrases
    if any(
        doc.match_noun(m, phrases[name]) for name in ("partial", "areas", "plural_heads", "stronghold", "civilians")
    ):
        return True
    head = doc.names.words.heads.get(word) if doc.names is not None else None
    small = ("prepositions", "directions", "positions", "regions", "counts", "counted_towns", "push_lines", "measures")
    land = head is not None and head.scope != "facility"
    return land or word in doc.lexicon.part_words or any(word in doc.words[name] for name in small)


def unnamed(doc: Document, k: int, place: PlaceAt, stop: int | None = None) -> Hit:
    """ "منطقة حدودية بين A وB": a place that has no name, kept as it is written, up to token ``stop``."""
    last = place
    for m in range(place.j, min(place.j + 3, len(doc.tokens))):
        last = doc.place_on.get(m, last) if place.prep else last
    j = stop or last.j
    start, end = doc.tokens[k].start, doc.tokens[j - 1].end
    words = doc.text[start:end]
    mention = PlaceMention(start, end, start, end, words, None, None, "unknown", None)
    return Hit(PlaceAt(mention, k, j, "", False), "near", None, None, k, j)
