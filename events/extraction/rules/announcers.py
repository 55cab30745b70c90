"""Whose deed it is that somebody announces: the speaker's own side, an office's country, a military source's army."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, carried, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import Stance
from events.extraction.proclitics import ARTICLE
from events.extraction.rules.sides import government_at
from events.extraction.subjects import subject_of

SETS_ABOUT = frozenset(("begin", "intend", "manage", "aspect", "agree", "deny"))  # of nouns of what is begun or refused
OF_WHOM = {"باسمها": HER, "باسمه": HIM, "باسمهم": THEM}  # whom somebody speaks for
SOURCE = 14  # words between a military source and what it tells of
FAR_BACK = 600  # tokens within which a person's office was told
OFFICE = 9  # words of an announcer's office and name


def before_colon(doc: Document, k: int) -> Found | None:
    """ "الجيش السوري: تحرير X من Y": who speaks before the colon that a noun stands behind."""
    colon = next((m for m in range(k - 1, k - 3, -1) if doc.tokens[m].text not in QUOTES), k - 1)
    last = colon - 1 - (colon - 1 not in doc.actor_on and doc.norm(colon - 1).startswith(ARTICLE))  # "X السورية:"
    side = doc.actor_on.get(last) if colon > 0 and doc.tokens[colon].text == ":" else None
    return Found(side, "carried") if side is not None and side.slug else None


def announcer(doc: Document, k: int, stance: Stance) -> Found | None:
    """ "أعلن X، المتحدث باسم Y، السيطرة على Z": who announces without naming another speaks of the own side."""
    governor = stance.governor
    form = doc.finite(governor) if governor is not None else None
    if form is None or doc.group(form) != "cite":
        return None
    said = [a for a in actors_between(doc, governor + 1, k) if a.slug and a.prep not in doc.words["enemy"]]
    said = [a for a in said if not _deed_done_to(doc, a, governor)]
    if said:
        return Found(said[0], "near" if stands_free(said[0]) else "carried")
    own = next((m for m in range(governor + 1, k) if doc.norm(m) in OF_WHOM), None)
    if own is not None:  # "أعلن المتحدث باسمها السيطرة على X"
        return carried(doc, governor, None, OF_WHOM[doc.norm(own)])
    return _known_speaker(doc, governor) or by_office(doc, governor, k) or by_military_source(doc, governor, k)


def _deed_done_to(doc: Document, side: ActorAt, governor: int) -> bool:
    """ "أعلن القائد تحرير X من Y ورفع العلم", "أعلن طرد Y من X ودخول A": from whom a place was taken, or who was driven
    out, by another deed that is announced with it."""
    if side.prep in doc.words["from"]:
        return any(f.pos == "vn" and f.lemma in doc.lexicon.frames_of for m in range(governor + 1, side.i - 1)
                   for f in doc.forms(m))  # fmt: skip
    return not side.prep and any(f.pos == "vn" and doc.group(f) == "expel" for f in doc.forms(side.i - 1))


def by_announcement(doc: Document, k: int) -> Found | None:
    """ "استعاد X المدينة بعد إعلان Y تحريرها", "رغم إعلان Y بسط السيطرة عليها", "نفى X مزاعم Y بالسيطرة على A": whose
    announcement it is, by its noun, and not whom the main verb tells of."""
    m = k - 1 - (any(f.pos == "vn" for f in doc.forms(k - 1)) or doc.norm(k - 1) in doc.words["about"])
    while m > 0 and (m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"])):
        m -= 1
    side = doc.actor_on.get(m)
    told = side is not None and side.slug and side.i > 0 and stands_free(side) and not side.conj
    said = told and any(f.pos == "vn" and doc.group(f) == "cite" and not f.enc for f in doc.forms(side.i - 1))
    noun = said or (told and doc.match_noun(side.i - 1, doc.lexicon.phrases["announcement"]) > 0)
    return Found(side, "near") if noun and doc.finite(side.i - 1) is None else None


def who_set_about_it(doc: Document, k: int) -> Found | None:
    """ "بعد محاولة X الانسحاب من A", "إثر اضطرار X إلى ترك A": whose attempt, start or need it was, by the noun between
    "after" and a side right before what is told, and not whom the main verb tells of; who refuses has not done it.
    """
    side = doc.actor_on.get(k - 1 - (doc.norm(k - 1) in doc.words["prepositions"]))
    if side is None or not side.slug or side.prep or side.conj or side.beside:
        return None
    noun = side.i - 1
    groups = {doc.group(f) for f in doc.forms(noun) if f.pos == "vn" and not f.enc}
    deed = groups & SETS_ABOUT or doc.norm(noun) in doc.words["sets_about"]
    if not deed or doc.norm(noun - 1).lstrip("و") not in doc.words["after"]:
        return None
    return Found(replace(side, slug=None) if "deny" in groups else side, "near")


def by_office(doc: Document, governor: int, k: int) -> Found | None:
    """ "أعلن رئيس الوزراء تحرير X": an office of the country's own government speaks of its own forces."""
    np = range(governor + 1, min(k, governor + OFFICE))
    own = any(doc.match_noun(m, doc.lexicon.phrases["offices"]) for m in np)
    abroad = any(doc.norm(m) in doc.words["foreign"] for m in np)
    return government_at(doc, governor + 1) if own and not abroad else None


def same_speaker(doc: Document, k: int) -> Found | None:
    """ "قال قائد في X إن … وأضاف أن": whose man goes on speaking at ``k``, a citing verb right before its "that"."""
    if doc.norm(k + 1) not in doc.words["complementizers"]:
        return None
    first = doc.sentences[max(doc.sentence_of[k] - 2, 0)][0]
    for m in reversed(doc.having("report", first, k)):
        if doc.verb_group(m) != "cite" or doc.norm(m + 1) in doc.words["complementizers"]:
            continue
        that = next((n for n in range(m + 1, k) if doc.norm(n) in doc.words["complementizers"]), m)
        said = [a for a in actors_between(doc, m + 1, min(that, m + OFFICE)) if a.slug and not a.beside]
        return Found(said[0], "carried") if said else None
    return None


def by_military_source(doc: Document, i: int, k: int) -> Found | None:
    """ "أعلن مصدر عسكري تحرير X", "تحدث قادة عسكريون عن حملة لاستعادة X": the army of the country the text is of."""
    said = doc.said("military_sources", max(i, k - SOURCE), k)
    abroad = any(doc.norm(m) in doc.words["foreign"] for m in range(i, k))
    if not said or abroad or any(a.slug for a in actors_between(doc, said[-1], k)):
        return None
    army = government_at(doc, said[-1])
    leans = doc.leans
    return army if army is not None and (not leans or army.actor.slug in leans) else None


def _known_speaker(doc: Document, governor: int) -> Found | None:
    """The side of a person whose office was told earlier: "X، مستشار قائد Y" … "أعلن X السيطرة"."""
    name = doc.norm(governor + 1), doc.norm(governor + 2)
    for m in range(max(governor - FAR_BACK, 0), governor - 2):
        if (doc.norm(m), doc.norm(m + 1)) == name and doc.at(m + 2).text in COMMAS:
            near = [a for a in actors_between(doc, m + 2, m + 10) if a.slug]
            if near:
                return Found(near[0], "carried")
    return None


def is_warning(doc: Document, m: int | None) -> bool:
    """Whether a word at ``m`` warns of what somebody may do ("حذر", "محذرا", "تحذير")."""
    return m is not None and any(form.lemma in doc.words["warns"] for form in doc.forms(m))


def warned(doc: Document, k: int, warning: int) -> Found | None:
    """ "حذر X Y من دخول A", "X، محذرا Y من التقدم نحو A": what the noun at ``k`` tells behind a warning is done by who
    is warned, and not by who warns; by nobody where one side alone is told, who may be the one that warns."""
    sides = [a for a in actors_between(doc, warning + 1, k) if stands_free(a) and a.slug]
    form = doc.finite(warning)
    before = form is None or any(f.pos == "ap" for f in doc.forms(warning))
    if form is not None and not before:
        subject = subject_of(doc, warning, form, k)
        before = subject is not None and subject.actor.i < warning and subject.how == "near"
    return Found(sides[-1], "near") if len({a.slug for a in sides}) > (not before) else None
