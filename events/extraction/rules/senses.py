"""A word of control in another sense: what moods and waters do, what befalls people, what a place itself does."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE
from events.extraction.lexicon import Phrases
from events.extraction.modality import REAL
from events.extraction.proclitics import ARTICLE, bare_noun
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.other_matters import other_matter
from events.extraction.rules.people import noun_spreads, told_of_people
from events.extraction.rules.seized import of_things
from events.extraction.rules.words import plain_noun
from events.extraction.types import GAINS, LEAVES

OWN = ("ها", "ه")
REACH = 4
FAR = 30
LESSON = 10  # tokens from training to what is learnt
FLEE = "flee."
FALL = "fall."
LEAVING = "leave."
SHOT = "bring-down"
DEPLOYED = "deploy."
RIDS = ("clear", "free", "secure", "empt", "made-free", "none-left", "go-out", "evacuate", "leave")
GIVEN_UP, FLAG = "give-up.", "hoist."
TRANSITIVE = ("retake", "wrest", "lose", "take-over", SHOT)
NISBA_OBJECT = "يا"  # the end of an adjective of relation that is indefinite and an object
SHORT = 2


def other_sense(doc: Document, draft: Draft) -> bool:
    """Whether what a rule found at a trigger tells of something else than control of a place."""
    if draft.hit is None:
        return False
    for test in (
        _no_holder,
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
        _nobody,
        _things_do,
        _spreads,
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


def _no_holder(doc: Document, draft: Draft) -> bool:
    """ "سيطر الحزن على X", "حاصرت السيول X", "انتزع الائتلاف X": who does it can hold no place by arms."""
    side = draft.losing if draft.type in LEAVES else draft.gaining
    beside = (draft.i - 1, doc.word_behind(draft.i)) if doc.having("crowds") else ()
    if any(doc.norm(m) in doc.words["revolters"] and _unknown(doc, m) for m in beside):
        return True  # "الثوار سيطروا على شارع X", in a text of a sit-in
    if side is not None and side.how == "near":
        return False
    after = doc.word_behind(draft.i)
    if prep_at(doc, after, doc.words["slot_upon"]):
        after += 1  # "سيطرت عليها الأمطار"
    form = doc.finite(draft.i)
    before = range(draft.i - 1, max(draft.i - 4, doc.bounds(draft.i)[0] - 1), -1) if form else range(0)
    then = next((m for m in before if doc.norm(m) in doc.words["next_then"]), before.stop)
    before = range(before.start, then, -1)  # "نهبوا الأسواق، ثم سيطروا على X"
    unable, unarmed = doc.lexicon.phrases["cannot_hold"], doc.lexicon.phrases["unarmed"]
    after += doc.norm(after) in doc.words["scores"]  # "احتله مئات المتظاهرين"
    if any(_is_subject(doc, m, unable) for m in (after, *before)):
        return True
    told = before[: 1 if side is not None else None] if form and not form.pro else ()
    return any(_is_subject(doc, m, unarmed) for m in (after, *told)) or bool(form and _crowd_before(doc, draft.i))


def _crowd_before(doc: Document, k: int) -> bool:
    """ "أغلق محتجون الميناء وسيطروا على X قبل أن ينسحبوا": the verb goes on from one that people without arms did."""
    unable, unarmed = doc.lexicon.phrases["cannot_hold"], doc.lexicon.phrases["unarmed"]
    form = doc.finite(k)
    goes_on = form.num == "p" or "و" in form.pro
    for m in range(k - 1, max(doc.bounds(k)[0] - 1, k - FAR), -1) if goes_on else ():
        if m in doc.actor_on and doc.actor_on[m].slug:
            return False
        if doc.finite(m) and any(_is_subject(doc, x, some) for x in (m - 1, m + 1) for some in (unable, unarmed)):
            return True
        opens = m == doc.bounds(k)[0] or doc.norm(m - 1) in doc.words["complementizers"]
        if opens and _is_subject(doc, m, doc.lexicon.phrases["crowds"]):
            return True  # "إن المعتصمين في ساحة X سيطروا على Y"
    return False


def _nobody(doc: Document, draft: Draft) -> bool:
    """ "تخلت عنها النخب", "رفعوا العلم فوقها", "غادرنا X": who gave it up, or whose flag it is, is not told."""
    if draft.rule.startswith(LEAVING) and draft.losing is None and (form := doc.finite(draft.i)) and form.per == "1":
        return True
    nameless = not (draft.gaining or draft.losing) and draft.stance.kind == REAL
    if draft.type == "handover" and draft.hit.how == "pronoun" and nameless:
        return True  # "أزالت الفرق الألغام من مدرستين في X وسلمتها إلى السلطة المحلية"
    if draft.rule.startswith(GIVEN_UP):
        return draft.losing is None or _of_notion(doc, draft)
    return draft.rule.startswith(FLAG) and draft.hit.how == "pronoun" and draft.gaining is None


def _things_do(doc: Document, draft: Draft) -> bool:
    """ "اجتاحها السيل", "سيطر عليها الغضب": behind the place's pronoun stands a thing that has no side."""
    if draft.hit.how not in ("pronoun", "relative") or doc.verb_group(draft.i) != "control":
        return False
    if draft.gaining is not None and draft.gaining.actor.i > draft.i:
        return False  # "سيطرت عليها دبابات X"
    behind = draft.i + 1 + (prep_at(doc, draft.i + 1, doc.words["slot_upon"]) is not None)
    return doc.match(behind, doc.lexicon.phrases["not_places"]) > 0


def _of_notion(doc: Document, draft: Draft) -> bool:
    """ "تخليها عن الحياد وعزمها الدفاع عن المدينة": what is given up is no place."""
    k = draft.i + 2
    of = doc.norm(k - 1) in doc.words["gives_up_of"] and draft.hit.place.i > k
    return of and doc.norm(k).startswith(ARTICLE) and not doc.forms(k) and plain_noun(doc, k)


def _spreads(doc: Document, draft: Draft) -> bool:
    """ "انتشر وباء في X", "تنتشر في X فصائل محلية", "تنتشر فيها المزارع": what spreads is no force, or none known."""
    known = draft.gaining is not None and draft.gaining.actor.slug and not noun_spreads(doc, draft)
    return draft.rule.startswith(DEPLOYED) and not known


def _unknown(doc: Document, m: int) -> bool:
    """Whether no side that is known stands at token ``m``."""
    return m not in doc.actor_on or doc.actor_on[m].slug is None


def _is_subject(doc: Document, m: int, nouns: Phrases) -> bool:
    """Whether one of the nouns stands at ``m`` and is no side that is known."""
    side = doc.actor_on.get(m)
    return doc.match_noun(m, nouns) > 0 and (side is None or side.slug is None) and m not in doc.place_on


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
