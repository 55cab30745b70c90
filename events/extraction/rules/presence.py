"""Rules for who is still in a place, and for places that hold out: "ما زال X في Y"، "X موجودة في Y"، "Y صامدة"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.adjuncts import gap
from events.extraction.before_sides import some_before
from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import HER, HIM
from events.extraction.forms import Form
from events.extraction.governed import place_after
from events.extraction.lists import with_list
from events.extraction.marks import QUOTES
from events.extraction.modality import DENIED, REAL, Stance, verb_stance
from events.extraction.place_kinds import HOLDABLE
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, prep_at, pronoun_hits, pronoun_place
from events.extraction.rules.draft import Draft
from events.extraction.rules.holders import holder_of
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.words import plain_noun
from events.extraction.subjects import subject_of

BESIDE = 3  # words, such as adjectives, between a force and what says where it is
LONGEST = 9  # tokens from "there is none left" to side and place
DESCRIBED = ("ين", "ه")  # endings of an indefinite adjective behind "has become"
BUILDINGS = ("base", "facility", "building", "airbase")


def still_in(doc: Document, k: int) -> list[Draft] | None:
    """ "ما زال X في Y", "X ما زالوا داخلها", "X موجودة في Y": a force is in a place, no verb told between.

    What it still does there ("ما زال X يقاتل في Y") is another rule's, and so is what was so.
    """
    if k in doc.place_on or k in doc.actor_on:
        return None
    if (form := doc.finite(k)) is not None and form.lemma in doc.words["carries_on"]:
        return _goes_on_there(doc, k, form)
    stays = _stays(doc, k)
    if not stays and doc.norm(k).lstrip("و") not in doc.words["present"]:
        return None
    side = _side_right_before(doc, k) or (_side_right_after(doc, k + 1) if stays else None) or _that_they(doc, k)
    if side is None or not (side.slug or side.people) or some_before(doc, side.i):
        return []  # "عدد من عناصر X ما زالوا في Y": some men hold no place
    if not stays and (_stays(doc, k - 1) or _stays(doc, side.i - 1)):
        return []  # "لا يزال X موجودا في Y" is told at "still"
    hits = where_told(doc, k, _past_words(doc, max(side.j, k + 1)))
    if not hits:
        return []
    if _has_pockets(doc, side):
        hits = [replace(hit, extent="partial") for hit in hits]
    i = left_bound(doc, min(side.i, k))
    no = doc.norm(k - 1) in doc.words["not_so"]
    stance = Stance(DENIED, None, k - 1, "negated") if no else stance_of(doc, i, k + 1)
    holder = Found(side, "near")
    return [Draft("still-in", "holds", k, k + 1, hit, holder, None, stance, weak=True) for hit in hits]


def _goes_on_there(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "يواصل X التمركز في Y", "واصل X تحصنه في Y": a force goes on being there."""
    side = _side_right_after(doc, k + 1) or _side_right_before(doc, k)
    m = _past_words(doc, max(side.j, k + 1)) if side is not None and side.slug else None
    there = {doc.norm(m), *(doc.norm(m).removesuffix(own) for own in ("ه", "ها", "هم"))} if m else set()
    if there.isdisjoint(doc.words["being_there"]):
        return None
    stance, holder = verb_stance(doc, k, form), Found(side, "near")
    return [Draft("still-in", "holds", k, k + 1, h, holder, None, stance, weak=True) for h in where_told(doc, k, m + 1)]


def _stays(doc: Document, k: int) -> bool:
    """Whether "is still" stands at token ``k`` ("يزال", "مازالت", "تبقى"), told of the present."""
    form = doc.finite(k)
    listed = form is not None and form.lemma in doc.words["stays_on"]
    if listed and form.lemma not in doc.words["still"]:  # "من تبقى من X": whoever is left, told of no place
        listed = form.asp == "i" and doc.norm(k - 1) not in doc.words["from"] | doc.words["what"] | doc.words["not"]
    return listed or doc.norm(k).lstrip("و") in doc.words["still_one"]


def _side_right_before(doc: Document, k: int) -> ActorAt | None:
    """The force that ends right before token ``k``, over its adjectives and a verb of staying."""
    for m in range(k - 1, max(k - 1 - BESIDE, doc.bounds(k)[0] - 1), -1):
        side = doc.actor_on.get(m)
        if side is not None:
            return side if stands_free(side) or _has_pockets(doc, side) else None
        stays = _stays(doc, m) or doc.norm(m) in doc.words["not"]
        if not (stays or _force_adjective(doc, m)) or m in doc.place_on:
            return None
    return None


def _has_pockets(doc: Document, side: ActorAt) -> bool:
    """ "جيوب لX ما زالت موجودة في Y": whether pockets, or what else is left of a side, are told to be that side's."""
    k = side.i - 1 - (doc.norm(side.i - 2) in doc.words["pockets"])  # "جيوب صغيرة لX"
    none = doc.norm(k - 1) in doc.words["not"] | doc.words["none_of"]
    return side.prep in doc.words["receives"] and doc.norm(k).lstrip("و") in doc.words["pockets"] and not none


def _that_they(doc: Document, k: int) -> ActorAt | None:
    """ "انسحب X من A، وأنه لا يزال في Y", "لكنهم ما زالوا في Y": who left another place, by the verb before, whom a
    pronoun right before a verb of staying means."""
    m = k - 1 - (doc.norm(k - 1) in doc.words["not"])
    form, before = doc.finite(k), doc.having("verb", doc.bounds(k)[0], m)
    if form is None or not before or doc.norm(m) not in doc.words["that_it"] | doc.words["but_it"]:
        return None
    if doc.verb_group(before[-1]) not in ("leave", "lose"):
        return None
    found = subject_of(doc, k, form, k + 1)
    left = subject_of(doc, before[-1], doc.finite(before[-1]), m)
    same = found is not None and left is not None and found.actor.slug == left.actor.slug
    return found.actor if same and found.actor.slug else None


def _side_right_after(doc: Document, k: int) -> ActorAt | None:
    side = doc.actor_on.get(k) or (doc.actor_on.get(k + 1) if doc.norm(k) in doc.words["counts"] else None)
    return side if side is not None and stands_free(side) else None


def _force_adjective(doc: Document, m: int) -> bool:
    word = doc.tokens[m]
    plain = word.kind == "word" and not doc.forms(m) and m not in doc.place_on and m not in doc.date_on
    return plain and (word.norm.startswith("ال") or word.norm.endswith(("ون", "ين", "ه")))


def _past_words(doc: Document, m: int) -> int:
    """The token behind a force's adjectives, "present" and words of time."""
    stop = m + BESIDE
    while m < min(stop, len(doc.tokens)):
        word = doc.norm(m)
        passed = word in doc.words["present"] or doc.match(m, doc.lexicon.phrases["adverbs"]) or m in doc.date_on
        if not (passed or (_force_adjective(doc, m) and word not in doc.words["relatives"])) or m in doc.actor_on:
            return m
        m += 1
    return m


def where_told(doc: Document, k: int, m: int) -> list[Hit]:
    """The places told at token ``m``: "في Y", "بY", "داخله"."""
    place = doc.place_on.get(m)
    if place is not None and place.prep == "ب" and place.mention.status != "non_place":
        return with_list(doc, Hit(place, "near", None, None, m, place.j), right_bound(doc, place.j - 1))
    if doc.norm(m) in doc.words["there"]:
        spoken = pronoun_place(doc, m, HER) or pronoun_place(doc, m, HIM)
        return [Hit(spoken, "pronoun", None, None, k, m + 1)] if spoken else []
    code = prep_at(doc, m, doc.words["within"])
    if code is None:
        return []
    if code:
        return pronoun_hits(doc, m, code, k, m + 1)
    hit = place_after(doc, m, right_bound(doc, m))
    if hit is None or hit.how != "near" or hit.place.i > m + BESIDE + (hit.extent == "partial"):
        return []  # "في مساحة ضيقة من Y": a share takes one word more
    return with_list(doc, hit, right_bound(doc, hit.place.j - 1))


def come_inside(doc: Document, k: int) -> list[Draft] | None:
    """ "باتت X داخل Y", "أصبح X في مدينة Y": a force has come to be in a place that it was not in."""
    form = doc.finite(k)
    if form is None or doc.group(form) != "become" or form.asp != "p":
        return None
    words = gap(doc, k + 1, doc.bounds(k)[1])
    m = next((m for m in words if m not in doc.actor_on and not _own(doc, m)), k)
    if doc.norm(m) not in doc.words["inside_of"]:
        return None
    hit = place_after(doc, m, right_bound(doc, m))
    side = subject_of(doc, k, form, m) if hit is not None and hit.how == "near" and hit.inside is None else None
    town = side is not None and hit.place.mention.relation in ("at", "part") and hit.place.i <= m + BESIDE
    if side is None or not town or not side.actor.slug or _told_so(doc, hit.place.j):
        return []
    stance = verb_stance(doc, k, form)
    place = hit.place.mention.place  # "in" the town, or "inside" it; inside a building, or all its quarters, is in it
    whole = hit.extent == "full" or (place is not None and place.kind in BUILDINGS) or _emptied(doc, k, hit)
    type_ = "capture" if whole or doc.norm(m) in doc.words["at"] else "advance"
    hits = with_list(doc, hit, right_bound(doc, hit.place.j - 1))
    return [Draft("come-inside", type_, k, k + 1, hit, side, None, stance, weak=True) for hit in hits]


def _own(doc: Document, m: int) -> bool:
    """ "مقاتلو المقاومة الشعبية": an adjective right behind a side."""
    return m - 1 in doc.actor_on and doc.norm(m).startswith(ARTICLE) and not doc.mentioned(m)


def _told_so(doc: Document, m: int) -> bool:
    """ "باتت قوات X في Y محاصرة", "أصبح مسلحو X في Y معزولين": an indefinite participle or adjective right behind the
    place is what they have come to be; where they are is only told beside it."""
    if doc.norm(m).startswith(ARTICLE):
        return False
    participle = any(f.pos in ("ap", "pp") for f in doc.forms(m))
    return participle or (plain_noun(doc, m) and doc.norm(m).endswith(DESCRIBED))


def _emptied(doc: Document, k: int, hit: Hit) -> bool:
    """Whether the sentence tells before token ``k`` that others left the place: who is inside then has taken it."""
    own, first = hit.place.mention.place, doc.bounds(k)[0]
    gone = doc.words["departures"] | doc.words["taken_away"]
    for m in range(first, k):
        if doc.verb_group(m) == "leave" or doc.norm(m).lstrip("وبل") in gone:
            there = (p for n in range(m + 1, k) if (p := doc.place_on.get(n)) and p.mention.place is not None)
            return own is not None and any(p.mention.place.id == own.id for p in there)
    return False


def none_left(doc: Document, k: int) -> list[Draft] | None:
    """ "لم يبق في Y أي مسلح من X", "لا وجود لX في Y": nobody of a side is left in a place, or is there.

    Nothing but the side, the place and small words may stand there: what a side no longer can do is not told here.
    """
    absent = doc.norm(k) in doc.words["presence"] and doc.norm(k - 1).lstrip("و") in doc.words["none_of"]
    length = int(absent) or (0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["not_left"]))
    if not length or (doc.norm(k) in doc.words["what"] and _whose_rest(doc, k + length)):
        return None
    told = _nobody_and_where(doc, k, k + length)
    but = any(doc.norm(m) in doc.words["but"] for m in range(k + length, right_bound(doc, k)))
    if told is None or but:
        return None  # "لم يبق لX في Y سوى شارع": some are
    side, hits = told
    whose = Found(side, "near")
    if absent and not _after_leaving(doc, hits[0].stop, side):  # "there are none": it may have been so all along
        denied = Stance(DENIED, None, k - 1, "negated")
        return [Draft("none-left", "holds", k, k + 1, hit, whose, None, denied, weak=True) for hit in hits]
    left = Stance(REAL)
    stop = k + (1 if absent else length)
    return [Draft("none-left", "withdrawal", k, stop, hit, None, whose, left, weak=True) for hit in hits]


def _after_leaving(doc: Document, i: int, side: ActorAt) -> bool:
    """ "لا وجود في Y لمسلحي X بعد انسحابهم": whether "after" and a noun of leaving stand behind a side that nobody else
    is told beside: they were there.
    """
    behind = range(max(i, side.j), right_bound(doc, max(i, side.j) - 1))
    after = (m for m in behind if doc.norm(m) in doc.words["after"])
    gone = any(word.startswith(tuple(doc.words["departures"])) for m in after for word in (doc.norm(m + 1),))
    return gone and not any(a.slug not in (None, side.slug) for m in behind if (a := doc.actor_on.get(m)))


def _whose_rest(doc: Document, i: int) -> bool:
    """ "نطارد ما تبقى من X في Y", "ما بقي لX فيها": "what" is left is of the side told at token ``i``; "not" would have
    another word before it.
    """
    side = doc.actor_on.get(i)
    return doc.norm(i) in doc.words["from"] or (side is not None and side.i == i and side.prep in doc.words["receives"])


def _nobody_and_where(doc: Document, k: int, i: int) -> tuple[ActorAt, list[Hit]] | None:
    """(the side, the places) told from token ``i`` on, the places also by a pronoun: "Y لم يعد فيها أي مسلح"."""
    side, hits = None, []
    if doc.norm(i) in doc.words["in_front_of"]:
        return None  # "لم يبق أمام X في Y سوى الاستسلام"
    stop = right_bound(doc, i - 1)
    for m in gap(doc, i, stop)[:LONGEST]:
        side = side or doc.actor_on.get(m)
        at = doc.place_on.get(m)
        if not hits and at is not None and at.prep in doc.words["inside"] and at.mention.status != "non_place":
            hits = [Hit(at, "near", None, None, k, max(at.j, m + 1))]
        code = prep_at(doc, m, doc.words["within"]) if not hits else None
        hits = hits or (pronoun_hits(doc, m, code, k, m + 1) if code else [])
        if side is not None and hits:
            if _but_for(doc, max(m, side.j - 1) + 1):
                return None
            break
        small = doc.mentioned(m) or doc.norm(m) in doc.words["any_at_all"]
        if not (small or code):
            return None
    if side is None or not hits or not (side.slug or side.people):
        return None
    listed = with_list(doc, hits[0], stop) if hits[0].how == "near" else hits
    return side, [replace(hit, stop=max(hit.stop, side.j)) if hit.how == "near" else hit for hit in listed]


def _but_for(doc: Document, m: int) -> bool:
    """ "لم يبق لX فيها إلا حي واحد": whether something is left at token ``m`` after all; not where it is their dead."""
    return doc.norm(m) in doc.words["only"] and doc.norm(m + 1).removeprefix("ال") not in doc.words["corpses"]


def stands_fast(doc: Document, k: int) -> list[Draft] | None:
    """ "تصمد Y", "Y ما زالت صامدة": a place that holds out is still with who defends it, whoever that is."""
    form = next((f for f in doc.forms(k) if f.lemma in doc.words["stands_fast"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on:
        return None
    form = doc.finite(k) or form
    if form.pos == "vn" or form.asp == "p" or form.definite or form.num == "p":
        return None
    place = _topic(doc, k, form)
    if place is None:
        return None
    held = doc.match(k + 1, doc.lexicon.phrases["under"])
    if held and (holder := holder_of(doc, k + 1, held)) is not None and holder.actor.slug:
        return []  # "صامدة بيد X": by whom is told by the state's own rule
    verb = form.pos == "verb"
    stance = verb_stance(doc, k, form) if verb else stance_of(doc, left_bound(doc, k), k)
    both = [p for p in doc.listed_with(place) if p.mention.status != "non_place"] if form.num == "d" else ()
    hits = [Hit(p, "near", None, None, min(p.i, k), max(p.j, k + 1)) for p in both or [place]]  # "A وB صامدتان"
    return [Draft("stands-fast", "holds", k, k + 1, hit, None, None, stance, weak=True) for hit in hits]


def _topic(doc: Document, k: int, form: Form) -> PlaceAt | None:
    """The place that is the subject of holding out: right behind the verb, or right before verb or participle."""
    after = doc.place_on.get(k + 1) if form.pos == "verb" else None
    m = k - 1
    while m >= 0 and (doc.tokens[m].text in QUOTES or _stays(doc, m) or doc.norm(m) in doc.words["not"]):
        m -= 1
    place = after or doc.place_on.get(m)
    if place is None or place.prep or place.mention.status == "non_place" or place.mention.reference:
        return None
    own = place.mention.place
    return place if own is None or own.kind in HOLDABLE else None
