"""A word of control in another sense: what moods and waters do, what befalls people, what a place itself does."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE
from events.extraction.proclitics import ARTICLE, bare_noun
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.no_holders import no_holder, nobody, spreads, things_do
from events.extraction.rules.other_matters import other_matter
from events.extraction.rules.people import told_of_people
from events.extraction.rules.seized import of_things
from events.extraction.rules.words import plain_noun
from events.extraction.types import GAINS

OWN = ("ها", "ه")
REACH = 4
LESSON = 10  # tokens from training to what is learnt
FLEE = "flee."
FALL = "fall."
SHOT = "bring-down"
RIDS = ("clear", "free", "secure", "empt", "made-free", "none-left", "go-out", "evacuate", "leave")
TRANSITIVE = ("retake", "wrest", "lose", "take-over", SHOT)
NISBA_OBJECT = "يا"  # the end of an adjective of relation that is indefinite and an object
SHORT = 2


def other_sense(doc: Document, draft: Draft) -> bool:
    """Whether what a rule found at a trigger tells of something else than control of a place."""
    if draft.hit is None:
        return False
    for test in (
        no_holder,
        told_of_people,
        of_things,
        _somebody_flees,
        _place_acts,
        _dead_fall,
        _cleared_of_things,
        _out_of_hand,
        _supposed,
        _another_verb,
        _thing_down,
        nobody,
        things_do,
        spreads,
        _by_fire,
        other_matter,
    ):
        if test(doc, draft):
            return True
    return False


def _by_fire(doc: Document, draft: Draft) -> bool:
    """ "سيطر ناريا على X", "فرض سيطرة نارية على X": what lies under fire is not held."""
    told = draft.type in (*GAINS, "holds") and draft.hit.place.i > draft.i
    return told and any(doc.norm(m) in doc.words["by_fire"] for m in range(draft.i + 1, draft.hit.place.i))


def _dead_fall(doc: Document, draft: Draft) -> bool:
    """ "معركة سقط فيها عشرات القتلى": whoever falls stands behind the verb, and it is no place."""
    if draft.rule.startswith(FALL) and draft.hit.how == "pronoun" and doc.norm(draft.i + 1) in doc.words["slot_upon"]:
        return True  # "الصواريخ تواصل سقوطها على X"
    if draft.rule.startswith(FALL) and not draft.has_known_side and _breaks_down(doc, draft.hit.place.i):
        return True  # "إن سقوط السد أمر نظري"
    form = doc.finite(draft.i)
    if not draft.rule.startswith(FALL) or form is None or draft.hit.place.i > draft.i:
        return False
    if form.num == "p" and form.gen == "m":
        return True  # "شهداء X الذين سقطوا": places are no "they"
    if prep_at(doc, draft.i + 1, doc.words["within"]) or doc.norm(draft.i + 1) in doc.words["the_rest"]:
        return True  # "سقط فيها أكثر من 140 قتيلا", "سقط معظمهم في انفجار": another falls in it
    dead = doc.lexicon.phrases["casualties"]
    first = draft.i + 1
    return any(doc.match_noun(m, dead) for m in range(first, min(first + REACH, doc.bounds(draft.i)[1])))


def _breaks_down(doc: Document, m: int) -> bool:
    """Whether a dam, a bridge or the like is named at token ``m``: into nobody's hands, it falls as walls do."""
    return bare_noun(doc.norm(m)) in doc.words["built"]


def _cleared_of_things(doc: Document, draft: Draft) -> bool:
    """ "تطهير X من الألغام": no force was there."""
    if draft.losing is not None or not draft.rule.startswith(RIDS):
        return False  # "سيطر X على Y وأصيب عدد من السكان"
    after = range(draft.hit.stop, min(draft.hit.stop + REACH, len(doc.tokens)))
    after = after[: next((n for n, m in enumerate(after) if doc.finite(m)), len(after))]  # "حيث قتل عدد من السكان"
    things = doc.lexicon.phrases["cleared_of"]
    return any(doc.norm(m) in doc.words["from"] and doc.match(m + 1, things) for m in after)


def _out_of_hand(doc: Document, draft: Draft) -> bool:
    """ "خرجت الأسعار عن السيطرة في X", "خرج أهالي X إلى الشوارع احتفالاً": nobody left a place."""
    if doc.said("out_of", draft.i + 1, draft.i + REACH):
        return True
    _, stop = doc.bounds(draft.i)
    return draft.type == "evacuation" and bool(doc.said("outdoors", draft.i, min(stop, draft.i + 14)))


def _supposed(doc: Document, draft: Draft) -> bool:
    """ "حاكت المناورة سيناريو السيطرة على X ثم استعادتها": what a drill supposes happened nowhere."""
    first, _ = doc.bounds(draft.i)
    supposing = doc.said("supposing", first, draft.i)
    took_in = doc.said("took_in", first, draft.i) if doc.finite(draft.i) is None else ()
    noun = doc.finite(draft.i) is None and bool(doc.having("drills", first, draft.i))
    told = range(min(draft.i, draft.hit.place.i), draft.hit.place.j + 1)
    if any(doc.norm(m) in doc.words["imagined"] for m in told):
        return True  # "يحررون قرية افتراضية", "صد هجوم مفترض على X"
    if not supposing and not took_in and not noun:
        return False
    drills = [m for m in range(first, draft.i) if _is_drill(doc, m)]
    if drills and supposing:
        return True
    near = any(abs(m - drill) <= REACH for m in took_in for drill in drills)
    return near or (noun and any(_trained_on(doc, drill) for drill in drills))


def _trained_on(doc: Document, drill: int) -> bool:
    """ "تدريباتهم في X على اقتحام المدن": what they learn to do."""
    upon = (m for m in range(drill + 1, drill + LESSON) if doc.norm(m) in doc.words["slot_upon"])
    return any(f.pos == "vn" for m in upon for f in doc.forms(m + 1))


def _is_drill(doc: Document, m: int) -> bool:
    """Whether a word of training, and no name of a camp, stands at ``m``."""
    named = m in doc.place_on or doc.match(m - 1, doc.lexicon.phrases["facilities"])  # "معسكر تدريب"
    return not named and doc.match_noun(m, doc.lexicon.phrases["drills"]) > 0


def _indefinite_object(doc: Document, draft: Draft, m: int) -> bool:
    """ "استعاد العراق مسلة", "تسلم مطار X طائرات إغاثة": an indefinite noun behind the place right behind its verb."""
    if draft.hit.place.i != draft.i + 1 or draft.rule.split(".")[0] not in TRANSITIVE:
        return False
    word, before = doc.norm(m), doc.norm(m)[:1]
    named = doc.mentioned(m)
    small = word.startswith(ARTICLE) or before in doc.words["and"] or len(word) <= SHORT or word.endswith(NISBA_OBJECT)
    lists = ("adverbs", "full", "breaks", "war")
    known = prep_at(doc, m, doc.words["from"]) or any(doc.match(m, doc.lexicon.phrases[name]) for name in lists)
    return not (named or small or known or doc.forms(m) or before in doc.words["at"] | doc.words["receives"])


def _another_verb(doc: Document, draft: Draft) -> bool:
    """ "دخل الوزير القائم وتفقد المنفذ", "أخضع المدينة لحظر تجول": spelt as "it loses", or said of no control."""
    word = doc.norm(draft.i).lstrip("وف")
    if word in doc.words["inspects"]:
        side = draft.losing
        near = side is not None and side.how == "near" and side.actor.slug
        behind = near and draft.i < side.actor.i <= draft.i + 2 and side.actor.agree != "m"  # "تفقد القوات X"
        return not (behind or (near and side.actor.j == draft.i and side.actor.agree != "m"))  # "القوات تفقد X"
    form = doc.finite(draft.i)
    if draft.rule.startswith("evacuate") and form is not None and draft.i < draft.hit.place.i:
        return any(_leaving(doc, m) for m in range(draft.i + 1, draft.hit.place.i))  # "أجلت اللجنة انسحاب X"
    if form is None or form.lemma not in doc.words["subjects"] | doc.words["subject_to"]:
        return False
    return any(_subjected_to(doc, m) for m in range(draft.i + 1, min(draft.hit.stop + REACH, doc.bounds(draft.i)[1])))


def _leaving(doc: Document, m: int) -> bool:
    """Whether a noun of leaving stands at ``m``: nobody takes it away from a place."""
    return any(f.pos == "vn" and doc.group(f) in ("leave", "handover", "surrender") for f in doc.forms(m))


def _subjected_to(doc: Document, m: int) -> bool:
    """Whether "to" at ``m`` is to something else than somebody's control or law."""
    word = doc.norm(m)
    named = doc.mentioned(m) or prep_at(doc, m, doc.words["receives"])
    to = word.startswith("ل") and not named and plain_noun(doc, m)
    own = any(word[1:].startswith(stem) for stem in doc.words["sway"])
    return to and not own and not doc.match(m, doc.lexicon.phrases["under"])


def _thing_down(doc: Document, draft: Draft) -> bool:
    """ "يسقطون تمثالا في ساحة X", "أسقطت مروحيةً فوق X": an indefinite noun behind the verb is what is brought down."""
    m = doc.word_behind(draft.i)
    word = doc.tokens[m].norm if draft.rule.startswith(SHOT) and m < draft.hit.place.i else ""
    named = doc.mentioned(m) or doc.match(m, doc.lexicon.phrases["adverbs"])
    return word.endswith("\u0627") and not word.startswith(ARTICLE) and not named


def _somebody_flees(doc: Document, draft: Draft) -> bool:
    """ "دُحر الهجوم وهرب من تبقى منهم": whoever flees unnamed held nothing that is known."""
    side = draft.losing if draft.losing is not None and draft.losing.how == "near" else None
    told = side is not None and (side.actor.slug or side.actor.people)  # "فر منها الإرهابيون": armed men, of any side
    return draft.rule.startswith(FLEE) and not told


def _place_acts(doc: Document, draft: Draft) -> bool:
    """ "استعادت المدينة عافيتها", "فقدت X نصف سكانها": the place is who does it, what it has is the object."""
    form = doc.finite(draft.i)
    hit = draft.hit
    if form is not None and draft.type == "handover" and _indefinite_object(doc, draft, hit.place.j):
        return True  # "تسلم مطار X طائرات إغاثة من Y"
    named = any(found is not None and found.how == "near" for found in (draft.gaining, draft.losing))
    if form is None or named or hit.how != "near" or hit.place.i < draft.i:
        return False
    between = range(draft.i + 1, hit.place.i)
    if any(m in doc.actor_on or doc.norm(m) in doc.words["prepositions"] for m in between):
        return False  # "سيطرت على مطارها ومينائها"
    _, stop = doc.bounds(draft.i)
    for m in range(hit.place.j, min(stop, hit.place.j + REACH)):
        if doc.match(m, doc.lexicon.phrases["full"]):
            return False  # "على المدينة بكاملها"
        share = doc.norm(m) in doc.words["from"] and doc.tokens[m - 1].text.endswith(ACCUSATIVE)
        if share and m > hit.place.j:
            continue  # "شيئاً من حياتها"
        if m == hit.place.j and doc.tokens[m].kind == "number" and draft.type == "handover":
            return True  # "تسلمت محافظة X 200 سيارة"
        if doc.finite(m) or doc.tokens[m].kind != "word" or doc.norm(m) in doc.words["prepositions"]:
            return False
        if any(doc.norm(m).removesuffix(own) in doc.words["prepositions"] | doc.words["directions"] for own in OWN):
            return False  # "بعدها بيومين", "بلدة X جنوبها"
        if doc.norm(m) in doc.words["their_hands"]:
            return False  # "سقطت المدينة بيدها"
        if m == hit.place.j and (_indefinite_object(doc, draft, m) or doc.norm(m) in doc.words["some"]):
            return True  # "استعادت المدينة بعض عافيتها"
        if doc.norm(m).endswith(OWN) and not doc.norm(m).startswith("ال") and len(doc.norm(m)) > REACH:
            return doc.tokens[m].text[-1] != "\u0629"
    return False
