"""What is told of people or things and of no place: they are freed, abandoned, kept or won, they flee or are called."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM
from events.extraction.genders import can_refer
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import owned_part
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import plain_noun

ENTERING, MOVING = "enter.noun", ("enter.", "arrival")
FREED = "free."
APART = frozenset("،,–—-:")
DEFEAT, COLLAPSE, KEPT, WON, LAID_DOWN = "defeat.", "collapse.verb", "keep.", "win.verb", "lay-down.verb"
GAVE_UP, LOST = "surrender.arms", "lose."
REACH = 4  # tokens from a trigger to the people who move
STATES = ("under.", "outside")
SOME = "ا"  # how a noun without the article ends that is done to or seen
MARBUTA = "ه"  # how a feminine ends, folded
WHO = 3  # words back from "of" a place to the people who come from it


def told_of_people(doc: Document, draft: Draft) -> bool:
    """Whether what a rule found at a trigger tells of people and things and not of control of a place."""
    return any(test(doc, draft) for test in TESTS)


def _captives(doc: Document, draft: Draft) -> bool:
    """ "حررت X كل من بقي من النسوة الذين خطفهم Y من Z", "تحرير الرهائن في X": people are freed, and no place."""
    if not draft.rule.startswith(FREED) or draft.hit.how != "near" or draft.losing is not None:
        return False
    places = (m for m in range(draft.i + 1, draft.hit.place.i + 1) if m in doc.place_on)
    held = doc.said("captives", draft.i + 1, next(places, draft.i + 1))
    return any(m not in doc.actor_on or doc.actor_on[m].slug is None for m in held)


def _its_people(doc: Document, draft: Draft) -> bool:
    """ "تخلى X عن أهالي Y": it befell the people of the place, not the place."""
    hit = draft.hit
    if hit.how != "near" or draft.type in ("evacuation", "surrender", "siege", "siege_broken"):
        return False
    if hit.place.i <= draft.i + 1:
        return False
    people = doc.lexicon.phrases["people_of"]
    before = range(max(draft.i + 1, hit.place.i - 3), hit.place.i)
    before = range(max((m + 1 for m in before if doc.tokens[m].text in APART), default=before.start), before.stop)
    return any(doc.match_noun(m, people) and m not in doc.actor_on for m in before)


def _of_its_people(doc: Document, draft: Draft) -> bool:
    """ "مسلحو X يعودون إلى حضن الدولة", "عادت عائلات من X إلى كنف Y", "بات مصير X في يد Y": people or matters
    of a place come under a side, not the place."""
    place = draft.hit.place
    if not draft.rule.startswith(STATES) or draft.hit.how != "near" or place.i >= draft.i:
        return False
    if not place.prep and _matter(doc, place.i - 1):
        return True
    if draft.type == "holds" and _described(doc, draft):
        return False
    to = doc.norm(draft.i) in doc.words["slot_to"]
    held = draft.type == "holds" and not to
    v = next((m for m in range(place.j, draft.i) if doc.finite(m)), None) if not held else None
    verb = doc.finite(v) if v is not None else None
    if verb is not None and verb.num == "p" and verb.gen == "m":
        return not _several_before(doc, place, v)
    of_place = place.prep in doc.words["from"] or doc.norm(place.i - 1) in doc.words["from"]
    if to and of_place and draft.hit.extent is None:
        return True  # "عاد قائد من X إلى حضن الدولة"
    first = max(doc.bounds(place.i)[0], place.i - (WHO if of_place and not held else 1))
    return any(_people(doc, m) for m in range(first, place.i))


def _several_before(doc: Document, place: PlaceAt, v: int) -> bool:
    """ "A وB صاروا بيد X": whether a list of places, and not of whom lives there, ends right before the plural verb at
    ``v``, as it is spoken."""
    listed = doc.listed_with(place)
    several = len(listed) > 1 and listed[-1].j == v and not listed[0].prep
    return several and not _people(doc, listed[0].i - 1)


def _described(doc: Document, draft: Draft) -> bool:
    """ "زار وفد بلدة X الخاضعة لY": a participle with the article right behind a place that it fits describes it."""
    place, word = draft.hit.place, doc.norm(draft.i)
    behind = word.startswith(ARTICLE) and place.j + (doc.at(place.j).text in COMMAS) == draft.i
    return behind and can_refer(place, HER if word.endswith(MARBUTA) else HIM)


def _matter(doc: Document, m: int) -> bool:
    """Whether a noun at token ``m`` means no ground: "سماء", "ملف", "مصير"."""
    if m < 0 or doc.mentioned(m):
        return False
    lists = [doc.lexicon.phrases[name] for name in ("not_places", "goods_and_bodies")]
    return doc.norm(m) in doc.words["matters"] or any(doc.match(m, some) for some in lists)


def _people(doc: Document, m: int) -> bool:
    if m in doc.place_on:
        return False  # "باتت ود مدني وX تحت سيطرة Y"
    if m in doc.actor_on:
        return bool(doc.actor_on[m].people) and not doc.actor_on[m].slug
    lists = [doc.lexicon.phrases[name] for name in ("people_of", "civilians")]
    return any(doc.match_noun(m, some) for some in lists) or doc.norm(m) in doc.words["families"] | doc.words["persons"]


def _people_move(doc: Document, draft: Draft) -> bool:
    """ "فرار مئات العائلات من X": no force left it."""
    entering = draft.rule == ENTERING and not (draft.gaining is not None and draft.gaining.how == "near")
    if draft.type != "withdrawal" and not entering:
        return False
    owner = draft.losing.actor.i if draft.losing is not None else 0
    if owner and doc.norm(owner - 1).lstrip("وبل") in doc.words["families"]:
        return True  # "785 شخصا من عائلات X فروا من Y"
    near = doc.said("civilians", draft.i + 1, min(draft.i + REACH, draft.hit.place.i))
    named = (doc.actor_on[m].slug for m in near if m in doc.actor_on)
    return bool(near) and not any(named)


def _people_seen(doc: Document, draft: Draft) -> bool:
    """ "دخل X مدينة A، وشوهدت عائلات تغادرها", "آلاف الأشخاص يغادرون": people right before a verb of the present, or
    behind "thousands of", do what it tells, and not the side told of before them."""
    verb, side = doc.finite(draft.i), draft.losing or draft.gaining
    if draft.type not in ("withdrawal", "advance") or verb is None or verb.asp != "i" or verb.pro:
        return False
    if side is None or side.actor.i > draft.i or doc.touching(side.actor.j, draft.i):
        return False
    last = draft.i - 1
    many = doc.norm(last - 1) in doc.words["scores"] and (last not in doc.actor_on or not doc.actor_on[last].people)
    some = verb.num == "p" and doc.group(verb) == "leave" and doc.norm(last).endswith(SOME)  # "جنودا يغادرون"
    some = some and not (doc.mentioned(last) or doc.finite(last) or doc.match(last, doc.lexicon.phrases["adverbs"]))
    return many or some or _people(doc, last) or doc.norm(last).removesuffix(SOME) in doc.words["families"]


def _others_move(doc: Document, draft: Draft) -> bool:
    """ "ودخلت إلى المدينة عشرات القوافل", "ووصلت إلى X تعزيزات": who moves stands behind the place, and is no side's
    force on its way forward; the one told of before is not meant."""
    side = draft.gaining
    if not draft.rule.startswith(MOVING) or doc.finite(draft.i) is None or (side is not None and side.how == "near"):
        return False
    m = draft.hit.stop + (doc.norm(draft.hit.stop) in doc.words["scores"])
    if m >= len(doc.tokens) or m in doc.place_on:
        return False
    bare = doc.norm(m).removeprefix("ال")
    return bare in doc.words["relief"] or doc.match(m, doc.lexicon.phrases["civilians"]) > 0


def _told_to_leave(doc: Document, draft: Draft) -> bool:
    """ "دعا X المدنيين إلى مغادرة Y", "أمر السكان بالخروج منها": who is asked to leave is no force."""
    if draft.type != "withdrawal":
        return False
    k, form = draft.i, next((f for f in doc.forms(draft.i) if f.pos == "vn"), None)
    asked = form is not None and (doc.norm(k - 1) in doc.words["slot_to"] | doc.words["slot_upon"] or "ب" in form.pro)
    if not asked or (draft.losing is not None and draft.losing.actor.i > k):
        return False
    first = next((m for m in range(k - 1, doc.bounds(k)[0], -1) if doc.finite(m)), doc.bounds(k)[0])
    people = doc.said("civilians", first, k)
    return any(m not in doc.actor_on or doc.actor_on[m].slug is None for m in people)


def _summoned(doc: Document, draft: Draft) -> bool:
    """ "تداعت القبائل إلى اجتماع في X": who calls one another to a matter falls apart nowhere; "انهارت معنويات Y في X",
    "هزم Y في انتخابات X": neither spirits nor votes are ground."""
    between = range(draft.i + 1, draft.hit.place.i)
    if any(doc.norm(m).removeprefix(ARTICLE) in doc.words["no_ground"] for m in between):
        return draft.rule == COLLAPSE or draft.rule.startswith(DEFEAT)
    return draft.rule == COLLAPSE and any(doc.norm(m) in doc.words["slot_to"] for m in between)


def _kept_there(doc: Document, draft: Draft) -> bool:
    """ "يحتفظ X بمئات الأسرى في Y": who and what is kept in a place is not the place."""
    if not draft.rule.startswith(KEPT):
        return False
    kept = range(draft.i + 1, draft.hit.place.i)
    lists = [doc.lexicon.phrases[name] for name in ("not_places", "goods_and_bodies", "civilians")]
    return any(m not in doc.actor_on and any(doc.match_noun(m, some) for some in lists) for m in kept)


def _won_there(doc: Document, draft: Draft) -> bool:
    """ "ظفر الجيش بقيادي في X": what is won stands behind "ب", and is not the place where it was won."""
    if draft.rule != WON or draft.hit.how != "near":
        return False
    first = next((p for m in range(draft.i, draft.hit.place.j) if (p := doc.place_on.get(m))), draft.hit.place)
    return first.prep != "ب"  # "ظفر بA وB"


def _received(doc: Document, draft: Draft) -> bool:
    """ "تسلم الجيش أسلحة في X": a masculine side receives arms; were they its own, the verb would be "يسلم"."""
    side = draft.losing
    masculine = side is not None and side.how == "near" and side.actor.i > draft.i and side.actor.agree == "m"
    return draft.rule == LAID_DOWN and masculine and doc.norm(draft.i).lstrip("وف").startswith("ت")


def _himself(doc: Document, draft: Draft) -> bool:
    """ "سلّم المطلوب نفسه في X": one man, of no known side, gives himself up."""
    told = draft.rule in (LAID_DOWN, GAVE_UP) and not (draft.losing is not None and draft.losing.actor.slug)
    near = range(draft.i + 1, min(draft.i + REACH, len(doc.tokens)))
    return told and any(doc.norm(m) in doc.words["himself"] for m in near)


def _men_lost(doc: Document, draft: Draft) -> bool:
    """ "خسر X العشرات من عناصره في محاولة لاقتحام Y": men are lost, and no place, where no positions are as well."""
    if not draft.rule.startswith(LOST) or draft.hit.how != "near" or draft.losing is None:
        return False
    between = range(max(draft.i + 1, draft.losing.actor.j), draft.hit.place.i)
    sides = (doc.actor_on[m] for m in between if m in doc.actor_on)
    men = next((a for a in sides if a.people and a.prep in ("", *doc.words["from"])), None)
    if men is None:
        return False
    where = next((m for m in range(men.j, between.stop) if doc.norm(m) in doc.words["slot_in"]), between.stop)
    ground = doc.words["positions"]
    return not any(owned_part(doc, m) or doc.norm(m).lstrip("و") in ground for m in range(men.j, where))


TESTS = (
    _men_lost,
    _himself,
    _its_people,
    _of_its_people,
    _people_move,
    _people_seen,
    _others_move,
    _told_to_leave,
    _captives,
    _summoned,
    _kept_there,
    _won_there,
    _received,
)


def noun_spreads(doc: Document, draft: Draft) -> bool:
    """ "سيطر X على A. وتنتشر فيها المزارع": a noun behind the place's pronoun does it, and not the side told before."""
    k = draft.i + 2
    told = draft.gaining.how == "carried" and draft.hit.how == "pronoun" and plain_noun(doc, k)
    return told and doc.finite(k) is None and not doc.norm(k).startswith("ب")  # "وتنتشر فيها بكثافة"
