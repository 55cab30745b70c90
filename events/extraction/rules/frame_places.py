"""Where a frame's verb or noun has its place: the object, the subject, what stands after its preposition."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import actors_between
from events.extraction.document import Document
from events.extraction.endings import HER, HIM
from events.extraction.lexicon import Frame
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.objects import direct_object
from events.extraction.referents import Hit, hit_at, owned_part, pronoun_hits
from events.extraction.rules.line_heads import opening
from events.extraction.rules.sides import agent_after
from events.extraction.rules.siege_sides import besieged_place
from events.extraction.slots import kept_there, on_a_side, on_preposition
from events.extraction.subject_places import subject_place
from events.extraction.subject_signs import continues_verb

LI = "\u0644"
KEEPS = "keep"  # the frame of what is kept
IMPERFECT = ("\u064a", "\u062a")
SEEN = 10  # tokens from what a town has seen, over a day and the town, to the verb of seeing
COVERS = 7  # tokens from a change, over its side, to the verb that says which places it takes in
FAR = 10  # tokens from "influence" to "so that it takes in"
READY = 6  # tokens from "makes ready" to the campaign
LEAVING = ("pull-out", "fall-back", "flee", "take-flight")
GARRISON = 9  # tokens from the place of a garrison to the attack that it beats back
NEAR = 4  # tokens from an attack to the place that it is on
TRIED = 3  # tokens from "attempt" to what was attempted


def attacked(doc: Document, k: int, stop: int) -> list[Hit]:
    """The place of an attack whose noun stands at or after token ``k``: "على X", "باتجاه X"; what was attempted
    ("محاولة دخول X"); on which side it came ("من المحور الجنوبي لX").
    """
    for slot in ("upon", "to", "near"):
        if hits := on_preposition(doc, k, slot, stop):
            return hits
    noun = next((m for m in range(k + 1, min(k + 1 + TRIED, stop)) if any(f.pos == "vn" for f in doc.forms(m))), None)
    if noun is not None and (hits := direct_object(doc, noun, stop) or on_preposition(doc, noun, "near", stop)):
        return hits
    if hits := _tried_for(doc, k, stop) or on_a_side(doc, k, stop):
        return hits
    return [hit for hit in on_preposition(doc, k, "from", stop) if hit.place.mention.part_code or _line(doc, hit)]


def _tried_for(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "صدت محاولات X لاستعادتها": the pronoun of what was attempted, behind "li-"."""
    for m in range(k + 1, min(k + 2 * TRIED, stop)):
        form = next((f for f in doc.forms(m) if f.pos == "vn" and "ل" in f.pro and f.enc in (HIM, HER)), None)
        if form is not None and any(frame.place == "object" for frame in doc.lexicon.frames_of.get(form.lemma, ())):
            return pronoun_hits(doc, m, form.enc, m, m + 1)
    return []


def _line(doc: Document, hit: Hit) -> bool:
    """ "من جهة X", "من ناحية X", "من محور X": on which side an attack came, of the place that it was on."""
    return hit.how == "near" and doc.norm(hit.place.i - 1) in doc.words["attack_lines"]


def _defended(doc: Document, k: int) -> list[Hit]:
    """ "أفشلت حامية سجن X هجوماً": whose garrison beats an attack back, right before its noun at ``k``."""
    near = range(k - 1, max(k - GARRISON, doc.bounds(k)[0]), -1)
    told = (p for m in near if (p := doc.place_on.get(m)) and p.mention.status != "non_place")
    place = next(told, None)
    if place is None or place.prep:
        return []
    before = range(place.i - 1, max(place.i - 1 - TRIED, -1), -1)
    held = any(doc.norm(m).lstrip("و").removeprefix("ال") in doc.words["garrisons"] for m in before)
    return [hit_at(doc, place, place.i, place.i)] if held else []


def at_post(doc: Document, k: int) -> list[Hit]:
    """ "صد X في Y هجوما", "تمكن X في Y من صد هجوم": where somebody beats an attack back, told between the verb and
    the noun of attack at ``k``, where no other place is told of it."""
    for m in range(k - 1, max(k - GARRISON, doc.bounds(k)[0]), -1):
        place = doc.place_on.get(m)
        if doc.tokens[m].text in COMMAS or doc.finite(m):
            return opening(doc, m) if doc.finite(m) else []
        if place is not None:
            known = place.mention.place is None or place.mention.place.kind != "country"
            held = place.prep in doc.words["gives_up_of"]  # "القوات المدافعة عن X"
            held = held and doc.norm(place.i - 2).removeprefix("ال") in doc.words["stations"]
            there = (held or place.prep in doc.words["inside"]) and place.mention.status != "non_place" and known
            after_verb = any(doc.finite(n) for n in range(m - 1, max(m - GARRISON, doc.bounds(k)[0] - 1), -1))
            return [hit_at(doc, place, place.i, place.i)] if there and after_verb else []
    return []


def where_told(doc: Document, k: int) -> list[Hit]:
    """ "إلى قاعدة X حيث تتمركز قوات Y": the place right before "where", of a force that is there."""
    if doc.norm(k - 1) not in doc.words["where"] or any(m in doc.place_on for m in range(k + 1, k + NEAR)):
        return []
    x = k - 2 - (doc.tokens[k - 2].text in COMMAS)
    place = doc.place_on.get(x)
    at = place is not None and place.mention.status != "non_place" and place.mention.relation in ("at", "part")
    return [Hit(place, "relative", None, None, k, k + 1)] if at else []


def taken_in(doc: Document, k: int) -> list[Hit]:
    """ "وسع نفوذه خلال أسابيع ليشمل A وB": what a side's control, told at token ``k``, has come to take in."""
    stop = doc.bounds(k)[1]
    for m in range(k + 1, min(stop, k + FAR)):
        word = doc.norm(m)
        if word[:1] == LI and word[1:] in doc.words["takes_in"]:
            place = doc.place_on.get(m + 1)
            known = place is not None and not place.prep and place.mention.status != "non_place"
            return with_list(doc, hit_at(doc, place, m + 1, place.i), stop) if known else []
        if doc.finite(m) or doc.tokens[m].text in ".؛":
            return []
    return []


def covered(doc: Document, k: int) -> list[Hit]:
    """ "الانسحاب شمل A وB", "شملت سيطرة الجيش A": the places that the change told at ``k`` is said to take in."""
    before = doc.norm(k - 1).lstrip("و")
    if before in doc.words["covers"] and before[:1] not in IMPERFECT and k + 1 in doc.actor_on:
        return direct_object(doc, k, right_bound(doc, k))
    for m in range(k + 1, min(doc.bounds(k)[1], k + COVERS)):
        if doc.norm(m) in doc.words["covers"]:
            return direct_object(doc, m, right_bound(doc, m))
        if m in doc.place_on or doc.finite(m) or (doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES):
            return []
    return []


def ahead_of(doc: Document, k: int) -> list[Hit]:
    """ "يستعد X لمعركة تحرير A وB", "التحضيرات لعملية استعادة A": what a campaign that is made ready is for."""
    place = doc.place_on.get(k + 1)
    named = place is not None and place.mention.status == "resolved" and not place.prep
    if not named or not doc.match_noun(k - 1, doc.lexicon.phrases["campaign"]):
        return []
    ready = doc.lexicon.phrases["made_ready"]
    near = range(k - 2, max(k - 2 - READY, doc.bounds(k)[0] - 1), -1)
    if not any(doc.match_noun(m, ready) for m in near):
        return []
    same = doc.listed_with(place) or [place]
    return [Hit(p, "near", None, None, p.i, p.j) for p in same if p.mention.status != "non_place"]


def seen_in(doc: Document, k: int, frame: Frame) -> list[Hit]:
    """ "شهدت X دخول قوات Y", "X شهدت أمس انسحاب Y": the town that saw what the noun at ``k`` tells of the side
    behind it, or to which those who live there woke up ("صحا سكان X على رحيل قوات Y عن مدينتهم"); never a
    governorate, in which it may have been anywhere, nor of a noun with a preposition of its own."""
    side = doc.actor_on.get(k + 1)
    sound = k - 1 - (doc.norm(k - 1) in doc.words["wakes_to"])  # "على وقع دخول X": spelt as a verb too
    verb = next((m for m in range(sound, max(k - SEEN, doc.bounds(k)[0] - 1), -1) if doc.finite(m)), None)
    if side is None or side.prep or verb is None or frame.id not in doc.words["of_seen"]:
        return []
    woken = doc.finite(verb).lemma in doc.words["wakes"]
    theirs = woken and doc.norm(side.j + 1) in doc.words["their_town"]
    if not (woken or doc.finite(verb).lemma in doc.words["sees"]):
        return []
    if doc.norm(side.j) in doc.words["prepositions"] and not theirs:
        return []
    hits = subject_place(doc, verb, left_bound(doc, verb), k)
    known = hits[0].place.mention.place if hits else None
    near = known is not None and known.kind != "governorate" and hits[0].how == "near"
    start = max(verb + 1, hits[-1].place.j) if near else k
    small = doc.words["wakes_to"] if woken else ()
    return hits if near and all(m in doc.date_on or doc.norm(m) in small for m in range(start, k)) else []


def _of_battle_name(doc: Document, k: int, frame: Frame) -> list[Hit]:
    """The place that the needed noun at ``k`` is named after: "معركة X"."""
    place = doc.place_on.get(k + 1) if frame.needs else None
    fits = place is not None and place.mention.status != "non_place" and not place.prep
    return [Hit(place, "near", None, None, k + 1, place.j)] if fits else []


def _where_men_are(doc: Document, k: int, frame: Frame, stop: int) -> list[Hit]:
    """ "تحاصر مئات المسلحين داخل X": who is besieged in a place."""
    form = doc.finite(k)
    near = actors_between(doc, k + 1, stop) if frame.type == "siege" and form and not form.enc else ()
    families = doc.lexicon.phrases["civilians"]
    men = [a for a in near if (a.people or a.agree == "p") and not a.prep]
    men = [a for a in men if not any(doc.match(m, families) for m in range(a.i, a.j))]
    if not men or not any(doc.norm(m) in doc.words["inside"] for m in (men[-1].j, men[-1].j + 1)):
        return []
    return on_preposition(doc, men[-1].j - 1, "in", stop)


def places_of(doc: Document, k: int, frame: Frame, stop: int, left: int) -> list[Hit]:
    """The places in the frame's slot."""
    if frame.id == "settle":
        return direct_object(doc, k, stop) or _of_battle_name(doc, k, frame) or on_preposition(doc, k, "in", stop)
    if frame.id == "leave":
        return direct_object(doc, k, stop) or _own_positions(doc, k, stop)
    if frame.place == "object":
        return direct_object(doc, k, stop) or _of_battle_name(doc, k, frame) or _where_men_are(doc, k, frame, stop)
    if frame.place == "subject":
        return subject_place(doc, k, left, stop) or _fallen_before(doc, k, frame, stop)
    if frame.type == "siege_broken":
        return besieged_place(doc, k, stop)
    if frame.type == "repelled" and frame.object != "losing":
        near = any(m in doc.place_on for m in range(k + 1, min(stop, k + NEAR)))
        held = _defended(doc, k)
        return (attacked(doc, k, stop) or held if near else held or attacked(doc, k, stop)) or at_post(doc, k)
    if frame.id == KEEPS and (kept := kept_there(doc, k, stop)):
        return kept
    return on_preposition(doc, k, frame.place, stop) or (
        (_stationed(doc, k, left, stop) if frame.id in LEAVING or frame.type == "surrender" else [])
        or (_to_the_edge(doc, k, stop) if frame.id in LEAVING else [])
    )


def _own_positions(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "الجنود يخلون مواقعهم", "تركوا نقاطهم ومضوا": their positions in the place that is spoken of, but where they
    are told to be elsewhere ("مواقعهم قرب المدينة")."""
    theirs = next((m for m in range(k + 1, min(stop, k + NEAR)) if owned_part(doc, m)), None)
    if theirs is None or any(m in doc.place_on for m in (theirs + 1, theirs + 2)):
        return []
    before = doc.having("verb", doc.bounds(k)[0], k)
    taken = any(doc.verb_group(m) == "control" for m in before)  # "سيطرت Y على X والجيش يخلي مواقعه": one change
    return pronoun_hits(doc, k, HER, k, k + 1) if not taken else []


def _to_the_edge(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "انكفأت X إلى أطراف Y": who falls back to the outskirts of a place has left what lies within them."""
    hits = [] if _left_another(doc, k) else on_preposition(doc, k, "to", stop)
    edges = [h for h in hits if h.how == "near" and h.place.mention.relation == "around" and h.inside is None]
    return [
        replace(h, extent="partial", place=replace(h.place, mention=replace(h.place.mention, relation="at", part=None)))
        for h in edges[:1]
    ]


def _left_another(doc: Document, k: int) -> bool:
    """ "أخلت X المطار، موضحة أنها تراجعت إلى أطراف Y": who has left another place before goes to the second."""
    left = any(doc.verb_group(m) == "leave" for m in doc.having("verb", doc.bounds(k)[0], k))
    return left or any(doc.norm(m).lstrip("وب") in doc.words["departures"] for m in range(doc.bounds(k)[0], k))


def _stationed(doc: Document, k: int, left: int, stop: int) -> list[Hit]:
    """ "انسحبت حامية X", "القوة المدافعة عن X تراجعت": who is there withdraws from it, where no other place is told."""
    for m in range(left, min(stop, k + GARRISON)):
        word = doc.norm(m).lstrip("و").removeprefix("ال")
        holds = word in doc.words["stations"]
        place = doc.place_on.get(m + 1 if word in doc.words["garrisons"] else m + 2) if m != k else None
        if place is None or place.mention.status == "non_place" or m in doc.place_on:
            continue
        verb = doc.finite(k)
        if any(doc.finite(n) for n in range(k + 1, m)) or (m < k and (verb is None or continues_verb(doc, k, verb))):
            return []  # "قصفت القوات المتمركزة في X بلدة Y ثم انسحبت"
        if word in doc.words["garrisons"] and not place.prep:
            return [hit_at(doc, place, place.i, place.i)]
        if holds and place.prep in doc.words["from"] | doc.words["gives_up_of"] | doc.words["inside"]:
            return [hit_at(doc, place, place.i, place.i)]
    return []


def _fallen_before(doc: Document, k: int, frame: Frame, stop: int) -> list[Hit]:
    """ "حتى سقطت في أيديهم", "وقد سقطت بيد X": what fell is the place spoken of before, where whose hands is told."""
    form = doc.finite(k)
    if frame.type != "capture" or form is None or form.num != "s":
        return []
    if agent_after(doc, k, stop) is None:
        return pronoun_hits(doc, k, HER, k, k + 1) if frame.weak and _said_of_it(doc, k) else []
    word = doc.norm(k + 1)
    small = word in doc.words["prepositions"] | doc.words["winner_alone"] | doc.words["their_hands"]
    if (
        not small
        and k + 1 not in doc.date_on
        and not any(doc.match(k + 1, doc.lexicon.phrases[name]) for name in ("adverbs", "full"))
    ):
        return []  # another noun is what fell
    before = doc.actor_on.get(k - 1)
    if before is not None and (before.conj or before.i == left_bound(doc, k)):
        return []  # "أعلن أن قيادة عمليات X سقطت": the headquarters
    return pronoun_hits(doc, k, HER if form.gen == "f" else HIM, k, k + 1)


def _said_of_it(doc: Document, k: int) -> bool:
    """ "قال X إنها تحررت": "that she" right before the verb at ``k``, where no woman speaks, who may mean herself."""
    that = k - 1
    said = next((m for m in range(that - 1, doc.bounds(k)[0] - 1, -1) if doc.verb_group(m) == "cite"), None)
    she = doc.norm(that) in doc.words["that_it"] and doc.norm(that).endswith("ها") and doc.finite(k).gen == "f"
    return she and said is not None and doc.finite(said).gen == "m"


def besieged_at(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "حصار X على Y", "حصارها على Y", "الحصار الخانق على Y": the place behind the siege, its besieger and a word of
    how hard it is."""
    side = doc.actor_on.get(k + 1)
    m = side.j if side is not None and not side.prep else k + 1
    m += doc.norm(m) not in doc.words["slot_upon"] and doc.tokens[min(m, stop - 1)].kind == "word"
    return on_preposition(doc, m - 1, "upon", stop) if m < stop and doc.norm(m) in doc.words["slot_upon"] else []
