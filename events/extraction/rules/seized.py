"""Things that lie in a place and are taken instead of it: goods, vehicles, houses, what a pronoun stands for."""

from __future__ import annotations

from events.extraction.clauses import NO_NOUNS, describes_noun
from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE, LONG_PRONOUNS
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.relatives import of_another_noun
from events.extraction.rules.draft import Draft
from events.extraction.rules.words import plain_noun
from events.extraction.types import GAINS

TAKES_OUT, OTHERS = "evacuate.", ("civilians", "wounded", "not_places")
LEAVING, SHOT = "leave.", "bring-down"
GOODS = ("not_places", "goods_and_bodies", "civilians")
FAR, NEAR = 30, 10
BEHIND = 5  # tokens from "he left it" to "behind him"
DUAL = "ين"  # two homes are a deed against somebody, and no ground
OWN = ("ه", "ها", "هم")  # endings of what is somebody's
ABOUT = ("ب", "ل")  # before a verbal noun: what an order or a notice is of
OF_WHOM = 3  # tokens from a house to whose it is


def of_things(doc: Document, draft: Draft) -> bool:
    """Whether what a rule found at a trigger tells of things in a place and not of control of the place."""
    in_place = (_of_thing, _left_behind, _same_thing_again, _looted, _carried_off, _handed, _papers)
    return any(test(doc, draft) for test in (*in_place, _of_citizens, _of_civil_body))


def _of_thing(doc: Document, draft: Draft) -> bool:
    """ "ضُبطت خمس شاحنات … تمت السيطرة عليها": the pronoun stands for the things of its sentence."""
    if draft.hit.how == "pronoun" and draft.hit.stop == draft.i + 1 and _of_noun_before(doc, draft.i):
        return True
    if _described_by_verb(doc, draft):
        return True
    left = draft.rule.startswith(LEAVING)  # "دبابات تركتها القوات"
    if draft.hit.how != "pronoun" or not (left or draft.type in GAINS):
        return False
    place = draft.hit.place
    here = doc.sentence_of[place.i] == doc.sentence_of[draft.i] and place.j <= draft.i
    given = draft.type == "handover" and not (draft.gaining is not None and draft.gaining.actor.slug)
    shot = draft.rule.startswith(SHOT)  # "مسيرة استهدفت المدينة فأسقطتها المضادات", "سقطت مروحية في X. وأسقطتها Y"
    here = here and not given and not shot
    number = doc.sentence_of[draft.i] - (shot and doc.sentence_of[draft.i] > 0)
    first = max(doc.sentences[number][0], place.j if here else 0, draft.i - FAR)
    things = [m for m in doc.said("not_places", first, draft.i) if doc.norm(m - 2) not in doc.words["since_then"]]
    return any(m not in doc.actor_on or (left and doc.actor_on[m].slug is None) for m in things)


def _of_noun_before(doc: Document, k: int) -> bool:
    """ "ألغام تركها X", "خسائر تكبدها": a verb describes the indefinite noun before it, its pronoun is that noun's."""
    plain = describes_noun(doc, k) and plain_noun(doc, k - 1) and not of_another_noun(doc, k)
    return plain and doc.norm(k - 1).lstrip("وف") not in doc.words["qad"]


def _described_by_verb(doc: Document, draft: Draft) -> bool:
    """ "صور منظومة روسية استولت عليها القوات": the pronoun behind a verb that nothing joins to the noun without an
    article before it, and whose subject stands behind it, is that noun's."""
    k, verb, side = draft.i, doc.finite(draft.i), draft.gaining
    if draft.hit.how != "pronoun" or draft.hit.stop != k + 2 or verb is None or verb.pro or side is None:
        return False
    noun = k - 1
    if side.actor.i < draft.hit.stop or draft.hit.place.j >= k or not plain_noun(doc, noun) or doc.finite(noun):
        return False
    word = doc.norm(noun).lstrip("وف")
    small = any(word in doc.words[name] for name in (*NO_NOUNS, "qad", "relatives", "an"))
    adverb = doc.match(noun, doc.lexicon.phrases["adverbs"]) or doc.tokens[noun].text.endswith(ACCUSATIVE)
    return not (small or adverb or word.startswith(ARTICLE) or doc.match(noun, doc.lexicon.phrases["breaks"]))


def _left_behind(doc: Document, draft: Draft) -> bool:
    """ "مخازن أسلحة في X، تركها الفارون", "تركوها وراءهم": what is left behind is a thing and only lies in the place.

    A verb that no "and" and no relative pronoun joins to the sentence describes what has no article, and no name.
    """
    on_verb = draft.hit.how == "pronoun" and draft.hit.stop == draft.i + 1
    if not on_verb or not draft.rule.startswith(LEAVING):
        return False
    if any(doc.norm(m) in doc.words["behind_them"] for m in range(draft.i + 1, min(draft.i + BEHIND, len(doc.tokens)))):
        return True
    place = draft.hit.place
    lies = place.prep in doc.words["at"] and doc.bounds(draft.i)[0] < place.i < draft.i
    lies = lies and not any(form.pro for form in doc.forms(draft.i))
    loose = lies and all(doc.tokens[m].text in COMMAS for m in range(place.j, draft.i))
    return loose and any(_goods(doc, m) for m in range(max(doc.bounds(draft.i)[0], place.i - NEAR), place.i))


def _same_thing_again(doc: Document, draft: Draft) -> bool:
    """ "سيطروا على النيران في X، كما سيطروا عليها في Y": the pronoun is the thing that the same verb was told of
    before, which only lies in the place."""
    verb, place = doc.finite(draft.i), draft.hit.place
    if verb is None or draft.hit.how != "pronoun":
        return False
    for m in doc.having("verb", doc.bounds(draft.i)[0], draft.i):
        before = doc.finite(m)
        if before is None or before.lemma != verb.lemma or place.i <= m + 2:
            continue
        upon = next((n for n in range(m + 1, place.i - 1) if doc.norm(n) in doc.words["slot_upon"]), None)
        if (
            upon is not None
            and plain_noun(doc, upon + 1)
            and not doc.match(upon + 1, doc.lexicon.phrases["facilities"])
        ):
            return True
    return False


def _looted(doc: Document, draft: Draft) -> bool:
    """ "نهبوا شاحنات في X واستولوا عليها", "عثرت على أجهزة في X تم الاستيلاء عليها": the pronoun is the goods'."""
    place, i, first = draft.hit.place, draft.hit.place.i, doc.bounds(draft.i)[0]
    if draft.hit.how != "pronoun" or draft.type not in GAINS or not first < i < draft.i:
        return False
    found = next(reversed(doc.said("loots", max(first, draft.i - FAR), draft.i)), None)
    if found is None:
        return False
    behind = found > i
    between = range(found + 1, draft.i if behind else i)
    if any(doc.finite(m) for m in between if m < draft.i - 1):
        return False  # "غنموا دبابات وتقدموا نحو X وسيطروا عليها"
    goods = any(_goods(doc, m) for m in between) or _owned(doc, between)
    apart = place.prep or any(doc.norm(m) in doc.words["prepositions"] | doc.words["located"] for m in (i - 1, i - 2))
    return goods and bool(behind or apart)


def _handed(doc: Document, draft: Draft) -> bool:
    """ "سلمت مديرية X سيارة إسعاف": goods right behind the place are what is handed over, to it or by it."""
    place, side = draft.hit.place, draft.gaining
    given = draft.type == "handover" and draft.hit.how == "near" and place.i > draft.i
    return given and not (side is not None and side.actor.slug) and _goods(doc, place.j)


def _papers(doc: Document, draft: Draft) -> bool:
    """ "تسلم X إشعارا بمغادرة A", "سلم Y الأهالي إنذارا", "تسلم X أوامر باقتحام A": what changes hands is a paper, an
    order or a load, and the place only stands in what it is about; nor is one handed over behind "to do"."""
    place, words = draft.hit.place, doc.words
    if draft.type != "handover" or draft.hit.how != "near" or place.i <= draft.i:
        return False
    between = range(draft.i + 1, place.i)
    papers = (m for m in between if doc.norm(m).removeprefix(ARTICLE) in words["papers"] and m not in doc.actor_on)
    if any(doc.norm(m - 1) not in words["prepositions"] | words["by_papers"] for m in papers):
        return True
    about = doc.forms(place.i - 1) if place.i - 1 > draft.i else ()
    return any(f.pos == "vn" and f.pro[-1:] in ABOUT and f.lemma not in words["runs"] for f in about)


def _goods(doc: Document, m: int) -> bool:
    """ "شاحنات", "سيارتهم": whether goods or vehicles are told of at ``m``, also as somebody's."""
    lists = [doc.lexicon.phrases[name] for name in GOODS]
    if any(doc.match(m, some) for some in lists):
        return True
    bare = next((doc.norm(m).removesuffix(own) for own in LONG_PRONOUNS if doc.norm(m).endswith(own)), "")
    return any(None in some.get(noun, ()) for some in lists for noun in (bare, bare.removesuffix("ت") + "ه") if bare)


def _of_citizens(doc: Document, draft: Draft) -> bool:
    """ "استولى X على منازل المواطنين في Y", "احتل منزل الفنان": a home or a field is nobody's ground in the war."""
    return _owned(doc, range(draft.i + 1, draft.hit.place.i))


def _owned(doc: Document, between: range) -> bool:
    """Whether a home or a field is told of, with whose it is."""
    return any(
        doc.norm(m) in doc.words["private_things"]
        and (
            doc.norm(m).endswith((*OWN, DUAL))
            or any(doc.norm(n) in doc.words["private_owners"] for n in range(m + 1, min(m + OF_WHOM, between.stop)))
        )
        for m in between
    )


def _of_civil_body(doc: Document, draft: Draft) -> bool:
    """ "استولى X على مبنى السفارة", "اقتحموا مقر الأمم المتحدة": the house of a body that fights nobody's war."""
    place = draft.hit.place
    named = draft.hit.how == "near" and place.mention.place is None and draft.type in (*GAINS, "advance")
    return named and any(doc.norm(m) in doc.words["civil_bodies"] for m in range(place.i, place.j))


def _carried_off(doc: Document, draft: Draft) -> bool:
    """ "دخل X A وأخرج منها أسلحة", "وأخرجوا السجناء": who goes on from another verb takes something, or somebody of no
    side, out of a place and does not leave it."""
    side = draft.losing
    if not draft.rule.startswith(TAKES_OUT) or side is None or side.actor.i > draft.i or doc.finite(draft.i) is None:
        return False
    m = draft.i + 1 + bool(prep_at(doc, draft.i + 1, doc.words["from"]))
    if doc.norm(m) in doc.words["from"] and m + 1 == draft.hit.place.i:  # "X أخرج من A عشرات المقاتلين"
        m = draft.hit.place.j
        return doc.norm(m) in doc.words["counts"] or any(doc.said(name, m, m + 1) for name in OTHERS)
    several = doc.norm(m) in doc.words["counts"]
    return several or (plain_noun(doc, m) and not doc.tokens[m].text.endswith(ACCUSATIVE))
