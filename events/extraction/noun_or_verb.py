"""Whether a word that may be a verb or a verbal noun ("بسط", "فك", "استعادتها") is the noun where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction.endings import ACCUSATIVE
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE, LAM

if TYPE_CHECKING:
    from events.extraction.document import Document

DUALS, ALIF = ("ان", "ين"), "ا"
JOINED = 14  # tokens that "and" looks back over for a verbal noun
EMPHATIC = "\u0625\u0646"  # "inna", where its hamza is written: no verb may follow it
WANTS = ("intend", "fail", "cite", "agree", "deny", "allow", "manage")  # groups of words that a verbal noun follows
SAID = 4  # tokens from a verb of saying over its subject to "that"
WANTED = 8  # tokens from such a word over its subject
TELLS = ("cite", "intend")  # groups of verbs whose object may stand behind an aside
STAYS = "stay"
PASSIVE, BEHIND = "passive_aux", 2  # "تم", tokens from there to its noun
BEFORE_VERB = ("complementizers", "relatives", "qad", "indeed", "next_then", "or", "not", "after_which", "another_one")
DRIVES_OUT = "expel"
OPENING_QUOTES = frozenset("\"'«“")
SAID_OF = ("become", "stay", "count_as")  # groups of verbs that say what something is
GOVERNS = ("passive_aux", "aspect", "cite", "manage")  # groups of verbs that have a noun of doing right behind them


def wants_noun(doc: Document, k: int, m: int, form: Form) -> bool:
    """Whether a word that may be a verbal noun must be one: after a preposition or a noun of purpose, or with a
    pronoun and no relative before it ("يريد استعادتها", but "التي استعادتها القوات")."""
    before = doc.norm(m)
    if (
        before in doc.words["not_noun"]
        or before in doc.words["prepositions"]
        or (before[:1] == "و" and before[1:] in doc.words["prepositions"])
        or (
            before in doc.words["an"] and "\u0625" in doc.tokens[m].text and not _even_if(doc, m)
        )  # "إن" stands before nouns
        or (before in doc.words["till"] and doc.norm(m - 1) in doc.words["up_to"])  # "إلى حين فك الحصار"
    ):
        return True
    if before in doc.words["any"] and doc.tokens[m - 1].text not in COMMAS:
        return True  # "من أي تقدم نحو X"; behind a comma it may be "that is"
    if before in doc.words["before"] or _present(doc, m, form):
        return True  # "قبيل فرض سيطرته"
    if before in doc.words["in_construct"] or before.lstrip("وبل") in doc.words["in_construct"]:
        return True
    if form.asp == "p" and not form.pro and (_said_of(doc, m) or _driving_out_of(doc, k, m, form)):
        return True
    if form.num == "d" and not form.pro and _for_the_sake_of(doc, k, m):
        return True
    if form.enc and before.lstrip("و") in doc.words["since"]:
        return True  # "غداة استعادته X"
    if m >= 0 and doc.tokens[m].text.endswith(EMPHATIC) and not _even_if(doc, m):
        return True
    if before in doc.words["an"] and form.asp == "p" and (form.num == "d" or _reported(doc, m)):
        return True  # "أكد أن فك الحصار بات وشيكا", but "بعد أن فك"; "أن زحفا لX": no two stand there unnamed
    if before in doc.words["positions"] and form.num == "s" and form.gen == "m":
        return True  # "مواقع تمركز X"
    if before in doc.words["superlatives"] and form.asp == "p" and not form.pro and doc.tokens[m - 1].text in COMMAS:
        return True  # "A، آخر تمركز لX"
    aims = any(doc.match_noun(m, doc.lexicon.phrases[name]) for name in ("campaign", "purpose"))
    if aims and m not in doc.actor_on:  # "متحدث باسم الجبهة ذكر أن"
        return True
    if _told_of(doc, m) or _with_her_control(doc, k, form) or _control_of(doc, k, m):
        return True
    if form.pro and _joins_noun(doc, k, form):
        return True
    others = {f.lemma for f in doc.forms(k) if f.pos == "vn"} - {form.lemma}
    if others and doc.norm(k + 1) in doc.words["gives_up_of"]:
        return True  # "تخليها عن الحياد": giving up, and not "she empties it"
    side = doc.actor_on.get(m)
    if _wanted(doc, k) or (side is not None and side.prep in doc.words["slot_upon"]):
        return True  # "حاول X فرض سيطرته", "على X فرض سيطرته"
    opens = side.i - 1 - (doc.tokens[side.i - 1].text in OPENING_QUOTES) if side is not None else m
    if side is not None and (side.i == doc.bounds(k)[0] or doc.match(opens, doc.lexicon.phrases["breaks"])):
        return False  # "لكن الجيش صده": right behind what opens a clause stands its verb
    if _she_did_it(doc, k, m, form):
        return False
    definite = before.startswith(("ال", "وال")) or m in doc.actor_on or m in doc.place_on
    definite = definite and not (form.lemma in doc.words["repels"] and _of_attack(doc, k))
    return bool(form.enc) and before not in doc.words["relatives"] and not form.pro and definite


def _present(doc: Document, m: int, form: Form) -> bool:
    """ "X يعرض فرض سيطرته على Y": whether a present tense, known or by its form, stands right before a past one."""
    if form.asp != "p" or form.pro or m < 0 or doc.mentioned(m) or m in doc.date_on:
        return False
    known = doc.finite(m)
    if known is not None:
        return known.asp == "i"
    nouns = any(noun.pos == "vn" for noun in doc.forms(m))
    return doc.norm(m)[:1] in doc.words["he_does"] and len(doc.norm(m)) > SAID - 1 and not nouns


def _even_if(doc: Document, m: int) -> bool:
    """ "حتى وإن تمكن X": whether "if" at ``m``, spelt like "inna", stands behind "even"."""
    return doc.norm(m - 1) in doc.words["until"]


def _said_of(doc: Document, m: int) -> bool:
    """ "لم يبق سوى طرد X", "المطلوب هو طرد X", "موعد طرد X", "بات طرد X قريبا", "من الصعب طرد X": whether a noun
    stands behind the word at ``m``, and no past tense."""
    word = doc.norm(m)
    if word in doc.words["only"] | doc.words["is_it"] | doc.words["about"] | doc.words["easy_or_hard"]:
        return True
    verb = doc.finite(m) if m >= 0 else None
    said = verb is not None and (doc.group(verb) in SAID_OF or (doc.group(verb) == "be" and "س" in verb.pro))
    return said or doc.match(m, doc.lexicon.phrases["wished"]) > 0


def _of_attack(doc: Document, k: int) -> bool:
    """ "هجوم لـX على Y صده الأهالي": the verb at ``k`` describes an attack without the article."""
    for m in range(k - 1, max(k - 1 - WANTED, doc.bounds(k)[0] - 1), -1):
        if doc.mentioned(m):
            continue
        if doc.tokens[m].kind == "punct" or any(f.pos == "verb" for f in doc.forms(m)):
            return False
        word = doc.norm(m)
        if word in doc.words["attack_nouns"] and not word.startswith("ال") and m not in doc.place_on:
            return True
    return False


def _driving_out_of(doc: Document, k: int, m: int, form: Form) -> bool:
    """ "معضلة طرد X من Y", "يبدو طرد X من Y بعيدا": whether a side and "from" stand right behind a word at ``k``, and
    before it, at ``m``, a word that nobody does it by; "أمس طرد X من Y", "الذي طرد X من Y" are told of somebody."""
    side, word = doc.actor_on.get(k + 1), doc.norm(m)
    if (
        doc.group(form) != DRIVES_OUT
        or side is None
        or side.prep
        or doc.norm(side.j) not in doc.words["slot_from"]
        or m < doc.bounds(k)[0]
    ):
        return False
    if word in doc.words["an"]:
        return doc.norm(m - 1) not in doc.words["before_an"] | doc.words["what"]
    if doc.tokens[m].kind != "word" or doc.mentioned(m) or word.startswith(ARTICLE) or word.endswith(ACCUSATIVE):
        return False
    known = any(word in doc.words[name] for name in BEFORE_VERB) or m in doc.date_on
    return not (known or doc.match(m, doc.lexicon.phrases["adverbs"]) or doc.match(m, doc.lexicon.phrases["breaks"]))


def _reported(doc: Document, m: int) -> bool:
    """Whether "that" at ``m`` opens a report: a verb of saying stands near before it, or "and"."""
    near = range(m - 1, max(m - SAID, doc.bounds(m)[0]) - 1, -1)
    return doc.norm(m)[:1] == "و" or any(doc.group(f) == "cite" for n in near for f in doc.forms(n))


def _told_of(doc: Document, m: int) -> bool:
    """Whether what ends at ``m`` governs a noun: "إعادة بسط", "تم فرض", "أعلنت X، في بيان، فرض", "توقع X، أمس، حسم"."""
    if doc.norm(m).removeprefix("ب").removeprefix("ل") in doc.words["doing"]:
        return True
    form = doc.finite(m) if m >= 0 else None
    if form is not None:
        return doc.group(form) in GOVERNS or form.lemma in doc.words["takes_on"]  # "سيتولى عزل المدينة"
    if m >= 0 and any(f.pos == "ap" and doc.group(f) == "cite" for f in doc.forms(m)):
        return True  # "معلنين بسط السيطرة"
    if m < 0 or doc.tokens[m].text not in COMMAS:
        return False
    verb = next((n for n in range(m - 1, max(m - JOINED, doc.bounds(m)[0] - 1), -1) if doc.finite(n)), None)
    if doc.verb_group(verb) not in TELLS:
        return False
    aside = any(doc.tokens[n].text in COMMAS for n in range(verb, m))
    return aside and not any(doc.norm(n) in doc.words["complementizers"] for n in range(verb, m))


def _wanted(doc: Document, k: int) -> bool:
    """Whether a verb or noun of wanting, failing or telling stands before, only its subject and adverbs between:
    two verbs do not follow each other ("أعلن X بسط سيطرته", "محاولة X رفع العلم")."""
    for m in range(k - 1, max(k - 1 - WANTED, doc.bounds(k)[0] - 1), -1):
        token = doc.tokens[m]
        if token.kind == "punct" or token.norm in doc.words["complementizers"] | doc.words["relatives"]:
            return False
        if doc.mentioned(m):
            continue
        forms = doc.forms(m)
        wants = any(doc.group(f) in WANTS and f.pos in ("verb", "vn") for f in forms)
        if wants or doc.match_noun(m, doc.lexicon.phrases["purpose"]):
            return True
        present = any(f.pos == "verb" and f.asp == "i" for f in doc.forms(k))  # "لا تزال تمسك بX"
        if m == k - 1 and not present and any(doc.group(f) == STAYS and f.asp == "i" for f in forms):
            return True  # "يبقى بسط السيطرة حلما"
        if any(f.pos == "verb" for f in forms) or doc.match(m, doc.lexicon.phrases["breaks"]):
            return False
    return False


def _with_her_control(doc: Document, k: int, form: Form) -> bool:
    """ "أعلنت X بسط سيطرتها": a masculine verb cannot have "her control", "their control" right behind it."""
    if form.gen != "m" or form.num != "s" or doc.norm(k + 1)[-2:] not in doc.words["not_his"]:
        return False
    return doc.norm(k + 1)[:-2] in doc.lexicon.owned_control


def _control_of(doc: Document, k: int, m: int) -> bool:
    """ "بسط سيطرة X على Y", "وضع يد X": the control is a side's own, and nobody stands before who did it for it."""
    control = doc.norm(k + 1) in doc.lexicon.light["nouns"] or doc.norm(k + 1) in doc.words["hands"]
    owned = control and k + 2 in doc.actor_on and not doc.actor_on[k + 2].prep
    return owned and m not in doc.actor_on and doc.norm(m) not in doc.words["relatives"]


def _for_the_sake_of(doc: Document, k: int, m: int) -> bool:
    """ "انسحب X تجنبا لإراقة الدماء": spelt as a dual too, no two stand before it; a noun with "li-" behind."""
    dual = m not in doc.place_on and doc.norm(m).endswith(DUALS)
    two = m in doc.actor_on or dual or doc.finite(m) is not None
    return not two and len(doc.norm(k + 1)) > 1 and doc.norm(k + 1).startswith(LAM) and doc.norm(k).endswith(ALIF)


def _joins_noun(doc: Document, k: int, form: Form) -> bool:
    """Whether "and" joins a word that may be verb or verbal noun to a verbal noun: "من دخول X واستعادتها",
    "أسفر عن تحرير X وطرد Y منها", "تم خلالها تحرير X وطرد Y منها"."""
    for m in range(k - 1, max(k - 1 - JOINED, -1), -1):
        if doc.tokens[m].kind == "newline" or doc.tokens[m].text in ".؛:":
            return False
        if doc.mentioned(m):
            continue
        forms = doc.forms(m)
        if any(f.pos == "vn" and not f.definite for f in forms):
            come = any(doc.verb_group(n) == PASSIVE for n in range(m - 1, max(m - 1 - BEHIND, -1), -1))
            return form.enc != "" or come or doc.norm(m - 1).lstrip("و") in doc.words["prepositions"] or any(
                f.pro and f.pro[-1] in ("ب", "ل") for f in forms)  # fmt: skip
        if any(f.pos == "verb" for f in forms):
            return False
    return False


def _she_did_it(doc: Document, k: int, m: int, form: Form) -> bool:
    """ "A استعادتها القوات": behind a place that is spoken of and before a side that nothing governs, no noun."""
    place, side = doc.place_on.get(m), doc.actor_on.get(k + 1)
    topic = place is not None and not place.prep
    doer = side is not None and side.i == k + 1 and not side.prep
    return topic and doer and bool(form.enc) and not form.pro and form.gen == "f" and form.num == "s"
