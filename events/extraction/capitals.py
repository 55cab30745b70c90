"""Capitals and countries that stand for their governments: "استعادت دمشق معبر نصيب", "أنقرة تسيطر على عفرين", "بيد
بغداد", "العراق يعلن استعادة تلعفر"."""

from __future__ import annotations

from events.extraction.document import ActorAt, Document
from events.extraction.forms import Form
from events.extraction.meanings import exists_in
from events.extraction.proclitics import LAM
from events.extraction.referents import prep_at

REACH = 12  # tokens from a capital to the place of what its government does
LEFT = 4  # tokens from "remains" to whom
COLON = ":"
SPEAKS = ("cite", "deny")
CARRIES = ("be", "stay", "aspect", "begin")  # groups of verbs that another one of the same subject follows
AND = "و"
NEXT = 3  # tokens from a capital to what it manages to do
UPON, FROM = ("upon", "round"), ("from", "out")


def governments_meant(doc: Document) -> list[ActorAt]:
    """The governments of a text that it calls by their capitals; those words are then no places."""
    found = []
    for k in doc.said("capitals", 0, len(doc.tokens)):
        capitals = doc.lexicon.forces["capitals"].get(doc.country, {})
        word = doc.norm(k).removeprefix(AND) if _opens_with_and(doc, k) else doc.norm(k)
        name = word.removeprefix(LAM)
        slugs = capitals.get(name, ())
        slug = next((s for s in slugs if exists_in(doc, s)), None)
        if slug is None or not (_acts(doc, k) or _holds(doc, k)):
            continue
        doc.place_on.pop(k, None)
        prep = LAM if name != word else doc.norm(k - 1) if doc.norm(k - 1) in doc.words["prepositions"] else ""
        conj = word != doc.norm(k)
        found.append(ActorAt(k, k + 1, slug, _gender(doc, name), False, None, prep, conj))
    return found


def _opens_with_and(doc: Document, k: int) -> bool:
    """ "…، ودمشق تقول إن قواتها": whether "and" is glued to a word that opens its clause, no item of a list."""
    head = doc.touching(doc.bounds(k)[0], k) or doc.tokens[k - 1].kind == "punct"
    return doc.norm(k).startswith(AND) and (head or doc.verb_group(k + 1) in SPEAKS)


def _gender(doc: Document, name: str) -> str:
    return "m" if name in doc.words["masculine_states"] else "f"


def _acts(doc: Document, k: int) -> bool:
    """Whether a capital is the subject of the verb right before it ("استعادت دمشق X", "التي استعادتها دمشق", "كانت دمشق
    قد استعادت X", "تمكنت دمشق من استعادة X"), or of that right behind it at the head of its clause ("لكن دمشق نفت").
    """
    i, j = doc.bounds(k)
    gender = _gender(doc, doc.norm(k).removeprefix(AND))
    if k > i and _does(doc, k - 1, k + 1, j, gender):
        return True
    openers = doc.words["complementizers"] | doc.words["whereas"] | doc.words["howevers"]
    opens = doc.touching(i, k) or doc.norm(k - 1) in openers or _opens_with_and(doc, k)
    opens = opens or doc.tokens[k - 1].text == COLON  # "ناشطون: دمشق تستعيد X"
    verb = k + 1 + (doc.norm(k + 1) in doc.words["what"])  # "دمشق ما زالت تقول"
    return (opens and _does(doc, verb, verb + 1, j, gender)) or _takes_it(doc, k) or _tells(doc, k)


def _tells(doc: Document, k: int) -> bool:
    """ "بعد إعلان بغداد أن قواتها", "نفي أنقرة سيطرة X": a capital right behind a noun of telling or denying, and right
    before what it tells."""
    said = any(f.pos == "vn" and not f.enc and doc.group(f) in SPEAKS for f in doc.forms(k - 1))
    said = said or doc.match_noun(k - 1, doc.lexicon.phrases["announcement"]) > 0
    what = doc.norm(k + 1) in doc.words["complementizers"] or any(f.pos == "vn" for f in doc.forms(k + 1))
    return said and what and doc.finite(k - 1) is None


def _does(doc: Document, verb: int, start: int, stop: int, gender: str) -> bool:
    """Whether what the verb at ``verb`` tells of its subject is a government's: it speaks, takes or loses a place."""
    form = doc.finite(verb) if verb < stop else None
    if form is None or not (form.gen == gender and form.num == "s" and form.vox == "a"):
        return False
    group = doc.group(form)
    if form.enc and group in SPEAKS:  # "وهو ما نفته دمشق"
        return doc.norm(verb - 1) in doc.words["relatives"] | doc.words["what"]
    if form.enc:  # "التي استعادتها دمشق"
        return doc.norm(verb - 1) in doc.words["relatives"] and _takes(doc, form)
    after = start + (doc.norm(start) in doc.words["qad"])
    if group == "be" and doc.finite(after) is not None:
        return _does(doc, after, after + 1, stop, gender)
    if group in CARRIES and _speaks_on(doc, start, stop, gender):
        return True
    if group == "manage":
        noun = next((f for m in range(start, min(stop, start + NEXT)) for f in doc.forms(m) if f.pos == "vn"), None)
        return noun is not None and (_takes(doc, noun) or doc.group(noun) == "control")
    return group in SPEAKS or _insists(doc, form, start) or _has_place(doc, form, start, stop)


def _insists(doc: Document, form: Form, start: int) -> bool:
    """ "أصرت بغداد على أن": whether "upon that" stands at ``start``, behind a verb of insisting."""
    upon = doc.norm(start) in doc.words["slot_upon"] and doc.norm(start + 1) in doc.words["complementizers"]
    return upon and form.lemma in doc.words["insists_that"]


def _speaks_on(doc: Document, start: int, stop: int, gender: str) -> bool:
    """ "ظلت دمشق تنفي", "ما زالت بغداد حتى الآن تقول", "واصلت الخرطوم إنكار ذلك": a verb or noun of speaking behind one
    that carries it."""
    for m in range(start, min(stop, start + NEXT + 1)):
        form = doc.finite(m)
        if form is not None:
            speaks = doc.group(form) in SPEAKS or _insists(doc, form, m + 1)
            return form.gen == gender and form.asp == "i" and speaks
        if any(f.pos == "vn" for f in doc.forms(m)):
            return any(doc.group(f) in SPEAKS for f in doc.forms(m))
    return False


def _takes_it(doc: Document, k: int) -> bool:
    """ "X التي سيطرت عليها دمشق": a verb of control with its place as a pronoun before the capital."""
    form = doc.finite(k - 2)
    told = (
        form is not None and form.gen == _gender(doc, doc.norm(k)) and form.num == "s" and doc.group(form) == "control"
    )
    return told and bool(prep_at(doc, k - 1, doc.words["slot_upon"]))


def _takes(doc: Document, form: Form) -> bool:
    return any(f.subject in ("gaining", "losing") for f in doc.lexicon.frames_of.get(form.lemma, ()))


def _has_place(doc: Document, form: Form, start: int, stop: int) -> bool:
    """Whether the place that a verb of taking or losing needs stands behind its subject, in no list with it."""
    light = form.lemma in doc.lexicon.light["verbs"]
    frames = [f for f in doc.lexicon.frames_of.get(form.lemma, ()) if f.subject in ("gaining", "losing")]
    for m in range(start, min(stop, start + REACH)):
        place = doc.place_on.get(m)
        if place is not None and place.mention.status != "non_place":
            upon = place.prep in doc.words["slot_upon"]
            plain = not place.prep and not place.conj
            return (light and upon) or any(
                upon if f.place in UPON else place.prep in doc.words["from"] if f.place in FROM else plain
                for f in frames
            )
        if frames and doc.norm(m) in doc.words["rank_of_town"]:
            return True  # "استعادت دمشق ثاني كبرى المدن"
        if doc.finite(m) is not None:
            return False
    return False


def _holds(doc: Document, k: int) -> bool:
    """ "سقطت بيد بغداد", "تحت سيطرة دمشق", "لم يبق لدمشق سوى X": whose hands, whose control."""
    word, i = doc.norm(k - 1), doc.bounds(k)[0]
    if k > i and (word in doc.words["winner_alone"] or word in doc.words["hands"]):
        return True
    if word in doc.lexicon.light["nouns"] and k > i:
        return True
    if word in doc.words["agency"] and doc.norm(k - 2) in doc.words["from"]:
        return True  # "السيطرة على X من قبل دمشق"
    left = (doc.finite(m) for m in range(max(i, k - LEFT), k))
    return doc.norm(k).startswith("ل") and any(form and form.lemma in doc.words["is_left"] for form in left)
