"""Verbs that are spelt alike ("تسلم", "تحرر", "تخضع"): which of them a word is where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction.forms import Form

if TYPE_CHECKING:
    from events.extraction.document import Document

GENDERS = ("f", "m")  # of a side that is one or the other
OF = 4  # tokens from "he gave up" to "of"
ROOT = 3  # letters of a verb without prefix or doubled letter, folded
SUBJECT = 20  # tokens in which what is subject to somebody is told, and to whom


def verbs_at(doc: Document, k: int) -> tuple[Form, ...]:
    """The readings of token ``k`` as a verb; a short jussive ("تستعد" of "استعاد") only after its negation."""
    found = doc.readings[k].verbs if doc.forms(k) else ()
    long = [f for f in found if f.mod != "j" or f.num != "s"]
    if len(long) < len(found) and not _before_jussive(doc, k - 1):
        found = tuple(long)
    if doc.norm(k) in doc.words["answers"] and not _beats_back(doc, k):
        return ()
    if found and found[0].lemma in doc.words["is_left"] and _rest_of_place(doc, k):
        return ()
    if len(found) < 2:
        return found
    if _before_present(doc, k - 1):
        found = tuple(f for f in found if f.asp == "i") or found  # "أن تحرر": no past tense of "تحرر"
    if k + 1 in doc.actor_on and not doc.actor_on[k + 1].prep:
        found = tuple(f for f in found if f.lemma not in doc.words["freed"]) or found  # "تحرر قوات X مدينة Y"
    found = _as_its_subject(doc, k, found)
    fails = tuple(f for f in found if f.lemma in doc.words["fails"])  # "تفشل في": fails, and thwarts nothing
    if 0 < len(fails) < len(found):
        return fails if _without_object(doc, k) else tuple(f for f in found if f not in fails)
    given_up = tuple(f for f in found if f.lemma in doc.words["gives_up"])  # "تخلى X عن"
    if given_up and _gives_up_of(doc, k):
        found = given_up
    insists = tuple(f for f in found if f.lemma in doc.words["insists"])  # "تمسك الوفد باستعادة X"
    if insists and _has_its_bi(doc, k):
        found = insists
    subject = tuple(f for f in found if f.lemma in doc.words["subject_to"])
    return subject if 0 < len(subject) < len(found) and _is_being_subject(doc, k) else found


def _beats_back(doc: Document, k: int) -> bool:
    """ "رد الجيش العراقي هجوما": whether what is beaten back stands behind the verb's subject, and it is no answer."""
    for m in range(k + 1, k + 1 + OF):
        if doc.norm(m) in doc.words["beaten_back"]:
            return m > k + 1 or doc.norm(m).endswith("ا")
        by = any(f.pos == "vn" for f in doc.forms(m))  # "رد داعش بشن هجوم"
        if by or doc.norm(m) in doc.words["prepositions"] or doc.at(m).kind != "word":
            return False
    return False


def _rest_of_place(doc: Document, k: int) -> bool:
    """ "حرر X ما تبقى من مدينة Y": "what is left of" a place, behind what governs it, is no more than "the rest of" it;
    "ما بقي من Y شيء" opens its sentence."""
    what = doc.norm(k - 1) in doc.words["what"] and k - 1 > doc.bounds(k)[0]
    behind = (k + 2, k + 3) if what and doc.norm(k + 1) in doc.words["from"] else ()
    return any(m in doc.place_on for m in behind) and not any(m in doc.actor_on for m in behind)


def vowelled_passive(doc: Document, k: int) -> bool:
    """Whether the vowels written on token ``k`` make it a passive ("طُردت", "سُلِّم", "انتُزعت")."""
    text = doc.tokens[k].text.lstrip("\u0648")
    if text[:1] == "\u0627" and text[3:4] == "\u064f":
        return True
    if text[1:2] != "\u064f":
        return False
    now = [f for f in doc.verbs(k) if f.asp == "i"]
    simple = all(len(f.lemma) == ROOT for f in now)  # "يُطرد": the active has "a" there; no past but "طُهّر" has "u"
    return "\u0650" in text or simple


def _as_its_subject(doc: Document, k: int, found: tuple[Form, ...]) -> tuple[Form, ...]:
    """ "قوات X تسلم Y" hands over, "الجيش تسلم Y" has received: the readings of the gender of a side that opens the
    clause right before the verb."""
    side = doc.actor_on.get(k - 1 - (doc.norm(k - 1) in doc.words["before_verbs"]))
    if side is None or side.prep or side.beside or side.agree not in GENDERS or not _opens_clause(doc, side.i):
        return _before_subject(doc, k, found)
    return tuple(f for f in found if f.gen in ("", side.agree) or f.num != "s") or found


def _before_subject(doc: Document, k: int, found: tuple[Form, ...]) -> tuple[Form, ...]:
    """ "تكسر قوات X الحصار" breaks it, "تسلم قوات X Y إلى Z" hands over: the readings of the gender of a side right
    behind the verb. What may also be "the taking over of Y by X" is read so only where a receiver is told."""
    side = doc.actor_on.get(k + 1)
    if side is None or side.i != k + 1 or side.prep or side.agree != "f":
        return found
    fitting = tuple(f for f in found if f.gen in ("", side.agree))
    noun = any(f.pos == "vn" and f.lemma in doc.words["takes_over"] for f in doc.forms(k))
    noun = noun and doc.norm(k - 1).lstrip("وف") not in doc.words["before_verbs"]
    return found if not fitting or (noun and not _to_receiver(doc, side.j)) else fitting


def _to_receiver(doc: Document, j: int) -> bool:
    """Whether a side that receives is told behind token ``j`` in its sentence ("لقوات Y", "إلى Y")."""
    sides = (doc.actor_on[m] for m in range(j, min(j + SUBJECT, doc.bounds(j - 1)[1])) if m in doc.actor_on)
    return any(side.prep in doc.words["receives"] | doc.words["slot_to"] for side in sides)


def _opens_clause(doc: Document, i: int) -> bool:
    """Whether a noun at ``i`` opens its sentence or what "that" reports."""
    return i == doc.bounds(i)[0] or doc.tokens[i - 1].kind == "punct" or doc.norm(i - 1) in doc.words["complementizers"]


def _without_object(doc: Document, k: int) -> bool:
    """Whether "in", or the end of a clause, follows a verb at ``k`` over its subject and days."""
    m = k + 1
    while m < doc.bounds(k)[1] and (
        m in doc.actor_on or m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"])
    ):
        m = doc.actor_on[m].j if m in doc.actor_on and not doc.actor_on[m].prep else m + 1
    if m >= doc.bounds(k)[1] or doc.tokens[m].kind != "word" or doc.norm(m) in doc.words["fails_in"]:
        return True
    near = range(m, min(m + OF, doc.bounds(k)[1] - 1))  # "تفشل للمرة الثالثة في دخول X"
    at = next((n for n in near if doc.norm(n) in doc.words["fails_in"] or n in doc.place_on), m)
    return at > m and at not in doc.place_on and any(f.pos == "vn" for f in doc.forms(at + 1))


def _gives_up_of(doc: Document, k: int) -> bool:
    """Whether "of" or "of it" follows "he gave up" at ``k``, over its subject."""
    side = next((doc.actor_on[m] for m in (k + 1, k + 2) if m in doc.actor_on), None)
    start = side.j if side is not None and not side.prep else k + 1
    return any(doc.norm(m) in doc.words["gives_up_of"] for m in range(start, start + OF))


def _has_its_bi(doc: Document, k: int) -> bool:
    """Whether a noun with "bi" follows a verb at ``k``, over its subject alone."""
    side = next((doc.actor_on[m] for m in (k + 1, k + 2) if m in doc.actor_on), None)
    start = side.j if side is not None and not side.prep else k + 1
    return any(any(f.pos == "vn" and "ب" in f.pro for f in doc.forms(m)) for m in range(start, start + OF))


def _before_jussive(doc: Document, m: int) -> bool:
    """Whether a jussive follows token ``m``."""
    return doc.norm(m).lstrip("وف") in doc.words["before_jussive"]


def _before_present(doc: Document, m: int) -> bool:
    """Whether a present tense follows token ``m`` ("لن تحرر", "أن تحرر", but "بعد أن تسلم")."""
    told = doc.norm(m - 1).lstrip("و")
    past = told in doc.words["before_an"] and told not in doc.words["before"]
    return doc.norm(m).lstrip("وف") in doc.words["before_present"] and not past


def _is_being_subject(doc: Document, k: int) -> bool:
    """Whether "to the control of" or "to" a side follows: "تخضع X لسيطرة Y" is being subject, not subjecting."""
    following = [m for m in range(k + 1, min(k + SUBJECT, doc.bounds(k)[1])) if doc.norm(m).startswith("ل")]
    return doc.norm(k + 1) in doc.words["to_them"] or any(
        doc.match(m, doc.lexicon.phrases["under"]) or (m in doc.actor_on and doc.actor_on[m].prep == "ل")
        for m in following
    )
