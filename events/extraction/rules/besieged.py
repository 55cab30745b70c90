"""Rules for sieges told without a verb of besieging: "X محاصرة"، "تشهد X حصاراً تفرضه Y"، "الحصار المفروض على X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, stands_free
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import SOUND_PLURALS, THEM
from events.extraction.forms import Form
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, EXPECTED, REAL, Stance, governing_verb, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.referents import Hit, hit_at, itself
from events.extraction.rules.annexed import annexed
from events.extraction.rules.control_nouns import control_noun
from events.extraction.rules.draft import Draft
from events.extraction.rules.light_verbs import light_verb
from events.extraction.rules.line_heads import heading
from events.extraction.rules.lived_through import lived_through
from events.extraction.rules.nouns import verbal_noun
from events.extraction.rules.senses import other_sense
from events.extraction.rules.sides import agent_after, launched_by
from events.extraction.rules.siege_over import of_broken_siege, of_siege_shaken_off
from events.extraction.rules.state_clause import clause_of_state
from events.extraction.rules.state_places import state_verb, topic
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.tenses import WAS_BESIEGED
from events.extraction.rules.verbs import finite_verb
from events.extraction.rules.words import from_sides
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

TAKING = (light_verb, finite_verb, annexed, control_noun, verbal_noun)
LEFT = "withdrawal"
TAKEN = ("capture", "recapture", LEFT)
REACH = 4
BETWEEN = 1  # tokens from the besieged side to the place
WAY = 12  # tokens from a verb of opening over its subject to the way, from there to the place


def besieged(doc: Document, k: int) -> list[Draft] | None:
    """A participle of besieging: of a place ("باتت X محاصرة", "X المحاصرة من قبل Y") or of men ("محاصرون في X")."""
    if k in doc.place_on or k in doc.actor_on:
        return None
    verb = doc.finite(k)
    if verb is not None and verb.lemma in doc.words["besiege"]:
        return _besieged_by_pronoun(doc, k, verb) or _besieged_side(doc, k, verb)
    cut = doc.words["cuts_off"] if from_sides(doc, k) else doc.words["besiege"]  # "معزولة من ثلاث جهات"
    form = next((f for f in doc.forms(k) if f.pos in ("pp", "ap") and f.lemma in cut), None)
    if form is None:
        return None
    stop, i = _before_next(doc, k, right_bound(doc, k)), left_bound(doc, k)
    became = doc.verb_group(k - 1) in ("become", "stay", "be")  # "من بقي من X بات محاصرا في Y"
    side = doc.actor_on.get(doc.word_before(k - became))
    they = side is not None and side.slug and stands_free(side)
    they = they and doc.norm(k + 1) in doc.words["inside"]  # "العدو محاصر في X"
    if (doc.norm(k).endswith(SOUND_PLURALS) and form.num != "d") or (they and not form.definite):
        return [d for d in _besieged_men(doc, k, i, stop) if not they or d.hit.how == "near"]
    if found := _besieging(doc, k, i, stop):
        return found
    verb = state_verb(doc, doc.bounds(k)[0], k)
    agent = agent_after(doc, k, stop) or _besieger_behind(doc, k)
    if form.definite:
        place = doc.place_on.get(doc.word_before(k))
        if place is None and agent is not None and doc.tokens[k - 1].text in COMMAS:
            place = doc.place_on.get(k - 2)  # "X، المحاصرة من قبل Y"
        known = place is not None and place.mention.status != "non_place"
        hits = _both(doc, place, k, form) if known else []
    else:
        carried = verb is not None and doc.verb_group(verb[0]) in ("become", "stay", "be")
        carried = carried and (i <= verb[0] or doc.norm(i - 1) not in doc.words["complementizers"])  # "لأن X محاصرة"
        begins = left_bound(doc, verb[0]) if carried else i
        hits = topic(doc, begins, k) or heading(doc, k, k)
    stance = stance_of(doc, i, k)
    if hits and (opened := _way_opened(doc, k, hits)) is not None:
        return opened
    return [Draft("besieged", "siege", k, k + 1, hit, agent, None, stance, weak=agent is None) for hit in hits]


def _before_next(doc: Document, k: int, stop: int) -> int:
    """ "A محاصرة، وB سقطت بيد X": where the next clause begins right behind token ``k``, else ``stop``."""
    m = k + 1 + (doc.tokens[k + 1].text in COMMAS) if k + 1 < stop else stop
    place = doc.place_on.get(m)
    return m if place is not None and place.conj and m < stop and doc.finite(place.j) else stop


def _way_opened(doc: Document, k: int, hits: list[Hit]) -> list[Draft] | None:
    """ "فتح X الطريق إلى Y المحاصرة": the way to a besieged place is opened by a side: it is besieged no more."""
    first = hits[0].place.i
    near = range(first - 1, max(first - 1 - WAY, doc.bounds(k)[0] - 1), -1)
    way = next((m for m in near if doc.norm(m).removeprefix("ال") in doc.words["way_to"]), None)
    if way is None or hits[0].place.prep not in doc.words["slot_to"] | doc.words["receives"]:
        return None
    verb = next((m for m in range(way - 1, max(way - 2 * WAY, -1), -1) if doc.finite(m)), None)
    if verb is None or doc.finite(verb).lemma not in doc.words["opens"]:
        return None
    by = subject_of(doc, verb, doc.finite(verb), way)
    stance = verb_stance(doc, verb, doc.finite(verb))
    known = by is not None and by.actor.slug
    return [Draft("siege-over", "siege_broken", verb, k + 1, hit, by, None, stance, weak=True) for hit in hits if known]


def _besieger_behind(doc: Document, k: int) -> Found | None:
    """ "X محاصرة من Y": the side that "from" governs right behind the participle."""
    side = doc.actor_on.get(k + 2)
    return Found(side, "near") if side is not None and side.slug and side.prep in doc.words["from"] else None


def _besieging(doc: Document, k: int, i: int, stop: int) -> list[Draft]:
    """ "X محاصر المدينة": a side right before the participle, the place right after it."""
    side, place = doc.actor_on.get(k - 1), doc.place_on.get(k + 1)
    if side is None or place is None or not stands_free(side) or place.prep or place.mention.status == "non_place":
        return []
    hits, stance = with_list(doc, hit_at(doc, place, k + 1, k + 1), stop), stance_of(doc, i, k)
    return [Draft("besieged", "siege", k, k + 1, hit, Found(side, "near"), None, stance, weak=True) for hit in hits]


def _both(doc: Document, place: PlaceAt, k: int, form: Form) -> list[Hit]:
    """The place that a participle right behind describes: by a dual two, by a feminine all ("بلدات A وB المحاصرة")."""
    several = form.num == "d" or (form.gen == "f" and place.mention.one_of)
    same = (doc.listed_with(place) if several else ()) or [place]
    return [Hit(p, "near", None, None, p.i, k + 1) for p in same if p.mention.status != "non_place"]


def _besieged_men(doc: Document, k: int, i: int, stop: int) -> list[Draft]:
    """ "عناصر X محاصرون في Y": who is besieged stands before, where after."""
    alone = any(f.definite for f in doc.forms(k) if f.pos in ("pp", "ap"))  # "للمحاصرين في X": whoever they are
    men = [] if alone else [a for a in actors_between(doc, i, k) if stands_free(a)]
    agent = agent_after(doc, k, stop) or _besieger_behind(doc, k)
    people = men or alone or doc.said("civilians", i, k)
    hits = on_preposition(doc, k, "near", stop) if people or agent else []
    if not hits and men and doc.norm(men[-1].j) in doc.words["inside"]:  # "مسلحو X في Y باتوا محاصرين"
        hits = on_preposition(doc, men[-1].j - 1, "near", min(men[-1].j + REACH, k))
    losing = Found(men[-1], "near") if men else None
    return [Draft("besieged", "siege", k, k + 1, hit, agent, losing, stance_of(doc, i, k), weak=True) for hit in hits]


def _besieged_by_pronoun(doc: Document, k: int, form: Form) -> list[Draft]:
    """ "سكان تحاصرهم X في Y": people are besieged, in a place that is besieged by that."""
    if form.enc != THEM or form.vox == "p" or (stance := verb_stance(doc, k, form)).kind != REAL:
        return []
    hits = on_preposition(doc, k, "in", right_bound(doc, k))
    hits = [hit for hit in hits if hit.how == "near" and hit.inside is None]
    side = subject_of(doc, k, form, hits[0].place.i) if hits else None
    past = any((was := doc.finite(m)) and was.lemma in doc.words["be"] for m in range(left_bound(doc, k), k))
    if side is None or past:
        return []
    people = doc.tokens[k - 1].norm in doc.words["persons"] or doc.match(k - 1, doc.lexicon.phrases["civilians"])
    weak = side.how != "near" or not people  # armed men may be besieged in a part of a place
    return [Draft("besieged", "siege", k, k + 1, hit, side, None, stance, weak=weak) for hit in hits]


def _besieged_side(doc: Document, k: int, form: Form) -> list[Draft]:
    """ "X تحاصر مليشيا Y في Z", "يحاصر X مئات الأسر في Z": the place in which a side is besieged, or its people."""
    if form.enc or form.vox == "p" or (stance := verb_stance(doc, k, form)).kind != REAL:
        return []
    hits = on_preposition(doc, k, "in", right_bound(doc, k))
    within = doc.words["inside"] | doc.words["inside_of"]
    hits = [h for h in hits if h.how == "near" and h.inside is None and (h.place.prep in within or h.place.conj)]
    side = subject_of(doc, k, form, hits[0].place.i) if hits else None
    if side is None or not side.actor.slug or hits[0].place.mention.relation not in ("at", "part"):
        return []
    done = [a for a in actors_between(doc, k + 1, hits[0].place.i) if not a.prep and a.slug != side.actor.slug]
    if not done and _people_in(doc, k, hits[0]):
        return [Draft("besieged", "siege", k, k + 1, hit, side, None, stance, weak=True) for hit in hits]
    if not done or not done[-1].slug or hits[0].place.i - done[-1].j > BETWEEN:
        return []
    losing = Found(done[-1], "near")
    return [Draft("besieged", "siege", k, k + 1, hit, side, losing, stance, weak=True) for hit in hits]


def _people_in(doc: Document, k: int, hit: Hit) -> bool:
    """ "يحاصر X مئات الأسر داخل Y": whether people are told of between the verb and the preposition of their place."""
    people = [m for m in doc.said("civilians", k + 1, hit.place.i) if m not in doc.actor_on]
    inside = hit.place.i - 1 if hit.place.prep else hit.place.i
    return bool(people) and inside - people[-1] <= REACH and not any(doc.finite(m) for m in range(k + 1, inside))


def siege_laid(doc: Document, k: int) -> list[Draft] | None:
    """The noun of siege with the one who lays it behind it: "تشهد X حصاراً تفرضه Y", "الحصار المفروض على X من قبل Y"."""
    form = next((f for f in doc.forms(k) if f.pos == "vn" and f.lemma in doc.words["besiege"]), None)
    if form is None or k in doc.place_on or k in doc.actor_on or form.enc:
        return None
    stop = right_bound(doc, k)
    if doc.norm(k - 1).lstrip("و") in doc.words["after"]:
        return _before_taking(doc, k) or None
    exposed = "ل" in form.pro and _exposed(doc, k)
    if (exposed or doc.norm(k - 1) in doc.words["beneath"]) and (found := _under_siege(doc, k, stop)) is not None:
        return found
    for m in range(k + 1, min(k + 1 + REACH, stop)):
        verb = doc.finite(m)
        if verb is not None and verb.lemma in doc.words["impose"] and verb.enc:
            hits = on_preposition(doc, m, "round", stop) or topic(doc, left_bound(doc, _opening(doc, k)), k)
            found = _laid(doc, k, m + 1, hits, subject_of(doc, m, verb, right_bound(doc, m)), form)
            return [replace(d, rule=WAS_BESIEGED) for d in found] if of_siege_shaken_off(doc, k) else found
        imposed = any(f.pos == "pp" and f.lemma in doc.words["impose"] for f in doc.forms(m))
        told = imposed or (doc.norm(m) in doc.words["laid"] and not doc.finite(m + 1))  # "طوقا مطبقا تفرضه X"
        if told and not of_broken_siege(doc, k):
            hits = _ringed(doc, m, stop)
            side = agent_after(doc, m, stop) or _besieger_behind(doc, m)
            side = side or (launched_by(doc, hits[-1].stop) if hits else None)
            if hits or side is not None:
                found = _laid(doc, k, m + 1, hits, side, form)
                return found or lived_through(doc, k) or []  # but "تحت حصار شديد تفرضه Y": the verb behind tells
    return lived_through(doc, k)


def siege_imposed(doc: Document, k: int) -> list[Draft] | None:
    """ "دعا إلى رفع الحصار المفروض على X": a siege that is only to be lifted, or was not, is still laid."""
    lifted = k - 2 - (k - 2 in doc.actor_on)
    form = next((f for f in doc.forms(k) if f.pos == "pp" and f.lemma in doc.words["impose"]), None)
    siege = any(f.pos == "vn" and f.lemma in doc.words["besiege"] for f in doc.forms(k - 1))
    ring = doc.norm(k - 1) in doc.words["rings"]
    if form is None or not (siege or ring):
        return None
    lift = next((f for f in doc.forms(lifted) if _lifts(doc, f)), None)
    if lift is None:
        still = doc.norm(k - 1) in doc.words["siege_rings"] and not _ends_near(doc, k)  # "جراء الطوق المضروب حول X"
    else:
        stance = verb_stance(doc, lifted, lift) if doc.finite(lifted) else noun_stance(doc, lifted, lift, None)
        still = stance.kind in (DENIED, EXPECTED)
    hits = _ringed(doc, k, right_bound(doc, k)) if still else []
    side = agent_after(doc, k, right_bound(doc, k)) or _besieger_behind(doc, k)
    return [Draft("siege-laid", "siege", k - 1, k + 1, h, side, None, Stance(REAL), weak=side is None) for h in hits]


def _ringed(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "المضروب على X", "المضروب حول X": what a siege is laid upon or around."""
    return [replace(hit, place=itself(hit.place)) for hit in on_preposition(doc, k, "round", stop)]


def _lifts(doc: Document, form: Form) -> bool:
    return any(frame.type == "siege_broken" for frame in doc.lexicon.frames_of.get(form.lemma, ()))


def _ends_near(doc: Document, k: int) -> bool:
    """Whether a word of lifting or ending stands near before the siege at ``k``, or behind it in its clause."""
    near = (f for m in range(max(k - WAY, doc.bounds(k)[0]), right_bound(doc, k)) for f in doc.forms(m))
    return any(_lifts(doc, f) or f.lemma in doc.words["ends_itself"] for f in near)


def _before_taking(doc: Document, k: int) -> list[Draft]:
    """ "سيطر X على Y بعد حصار دام عامين": whoever took a place, told before in the sentence, had besieged it; who left
    it ("انسحب Z من Y بعد حصار دام أياما") had been besieged there, by whomever."""
    long = any(doc.norm(m) in doc.words["lasted"] for m in range(k + 1, k + 1 + REACH))
    first = doc.bounds(k)[0]
    near = (d for m in range(k - 1, first - 1, -1) if doc.forms(m) for d in _takings(doc, m))
    taken = next(near, None) if long else None
    if taken is None or taken.hit is None or taken.stance.kind != REAL or taken.type not in TAKEN:
        return []
    side = taken.losing if taken.type == LEFT else taken.gaining
    if side is None or taken.hit.place.mention.relation != "at" or taken.hit.inside or other_sense(doc, taken):
        return []
    hit, losing = Hit(taken.hit.place, "pronoun", None, None, k, k + 1), side if taken.type == LEFT else None
    return [Draft("siege-laid", "siege", k, k + 1, hit, taken.gaining, losing, Stance(REAL), weak=True)]


def _takings(doc: Document, m: int) -> list[Draft]:
    return next((found for rule in TAKING if (found := rule(doc, m))), [])


def _exposed(doc: Document, k: int) -> bool:
    """ "تخضع X لحصار Y", "تتعرض X لحصار": whether a verb of being exposed stands before "to" a siege at ``k``."""
    verb = k - 1 if doc.finite(k - 1) else governing_verb(doc, k)
    form = doc.finite(verb) if verb is not None else None
    return form is not None and form.lemma in doc.words["exposed_to"] and verb_stance(doc, verb, form).kind == REAL


def _under_siege(doc: Document, k: int, stop: int) -> list[Draft] | None:
    """ "البلدتان ظلتا تحت الحصار": a place is or comes under siege; None: a verb behind it tells who lays it."""
    if any(doc.finite(m) for m in range(k + 1, min(k + 1 + REACH, stop))):
        return None
    if doc.match_noun(k + 1, doc.lexicon.phrases["cannot_hold"]):
        return []
    side = doc.actor_on.get(k + 1) or doc.actor_on.get(k + 2)
    behind = (a for a in actors_between(doc, k + 1, min(stop, k + REACH)) if a.prep in doc.words["from"])
    by = agent_after(doc, k, stop) or next((Found(a, "near") for a in behind), None)  # "تحت حصار خانق من X"
    besieger = Found(side, "near") if side is not None and not side.prep else by
    i, _, hits = clause_of_state(doc, k - 1, besieger.actor.j if besieger else k + 1)
    stance = stance_of(doc, i, k)
    return [
        Draft("siege-laid", "siege", k - 1, k + 1, hit, besieger, None, stance, weak=besieger is None) for hit in hits
    ]


def _laid(doc: Document, k: int, j: int, hits: list[Hit], besieger: Found | None, form: Form) -> list[Draft]:
    """The drafts of a siege told as laid."""
    stance = noun_stance(doc, k, form, None)
    if form.definite and stance.why == "future" and (stance.cue or 0) > k:
        stance = Stance(REAL)  # "الطوق المضروب على X سيُشدد": what is laid already
    if stance.kind != REAL:
        return []
    return [Draft("siege-laid", "siege", k, j, hit, besieger, None, stance, weak=besieger is None) for hit in hits]


def _opening(doc: Document, k: int) -> int:
    """The verb of seeing or suffering that the siege is the object of, else the noun itself."""
    verb = state_verb(doc, doc.bounds(k)[0], k)
    return verb[0] if verb else k
