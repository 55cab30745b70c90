"""What is under, or falls to, what is no side: a mood, waters, a crowd, a notion, people of no known side."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.lexicon import Phrases
from events.extraction.modality import REAL
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.people import noun_spreads
from events.extraction.rules.words import plain_noun
from events.extraction.types import LEAVES

GIVEN_UP, FLAG = "give-up.", "hoist."
FAR = 30
LEAVING = "leave."
DEPLOYED = "deploy."


def no_holder(doc: Document, draft: Draft) -> bool:
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


def nobody(doc: Document, draft: Draft) -> bool:
    """ "تخلت عنها النخب", "رفعوا العلم فوقها", "غادرنا X": who gave it up, or whose flag it is, is not told."""
    if draft.rule.startswith(LEAVING) and draft.losing is None and (form := doc.finite(draft.i)) and form.per == "1":
        return True
    nameless = not (draft.gaining or draft.losing) and draft.stance.kind == REAL
    if draft.type == "handover" and draft.hit.how == "pronoun" and nameless:
        return True  # "أزالت الفرق الألغام من مدرستين في X وسلمتها إلى السلطة المحلية"
    if draft.rule.startswith(GIVEN_UP):
        return draft.losing is None or _of_notion(doc, draft)
    return draft.rule.startswith(FLAG) and draft.hit.how == "pronoun" and draft.gaining is None


def things_do(doc: Document, draft: Draft) -> bool:
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


def spreads(doc: Document, draft: Draft) -> bool:
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
