"""Words that keep a statement from being one of fact: commands, promises, agreements, conditions, what almost was."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break
from events.extraction.document import Document
from events.extraction.endings import PRONOUNS
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.noun_or_verb import EMPHATIC

ACCORD_REACH = 30
JOINED = 25  # tokens between a verb and the one that "and" joins to it
NEAR = 5  # tokens from where a clause may tell the terms of an accord to the word for them
FAR = 12  # tokens from "anniversary" over another event to what is joined to it
WILL = "س"
LONG, OF_NOUNS = 5, ("ة", "ات", "اء", "و")  # a verb of the future; how nouns end that are spelt as if they were one
BEFORE = 9  # tokens from "would have" over a subject to its verb
SOON = 12  # tokens from a verb or noun to a day still to come


def is_what(doc: Document, m: int) -> bool:
    """Whether "ما" at ``m`` is "what" ("آخر ما تبقى") or redundant ("إذا ما") and negates nothing."""
    if doc.norm(m) not in doc.words["what"]:
        return False
    after = m + 1 + (doc.norm(m + 1) in doc.words["qad"])  # "ما قد يؤدي إلى"
    told = doc.finite(after)
    left = told is not None and told.lemma in doc.words["left_over"] and doc.norm(after + 1) in doc.words["from"]
    if left or (told is not None and doc.group(told) == "cite"):
        return True  # "تطهير ما تبقى من جيوب X"; "نفى X ما ذكرته Y": what Y reported
    if told is not None and doc.tokens[m - 1].text in COMMAS and told.lemma not in doc.words["still"]:
        return told.per == "3" and told.num == "s"  # "سيطر X على Y، ما أنهى حصارا": which ended one
    result = {doc.norm(after), *(doc.norm(after).removesuffix(ending) for ending in PRONOUNS)}  # "ما اضطرها إلى"
    return doc.norm(doc.word_before(m)).lstrip("و") in doc.words["what_after"] or not result.isdisjoint(
        doc.words["results_in"]
    )


def commands(doc: Document, k: int, form: Form) -> bool:
    """ "اخرجوا من X": a plural that opens a sentence or a quotation has no subject after it and is a command."""
    m = doc.word_before(k)
    first = m < doc.bounds(k)[0] or doc.tokens[m].text == ":"
    return first and form.asp == "p" and form.num == "p" and form.per == "3" and not form.pro


def agreed_or_almost(doc: Document, k: int) -> int | None:
    """ "بموجب الاتفاق تنسحب X", "اتفاق A وB: X تتسلم Y", "كادت X تسقط": a present tense that tells what was agreed, or
    what nearly was; "لم تكد X تسقط حتى …": what had just been."""
    first, last = doc.bounds(k)
    if doc.norm(first) in doc.words["accords"] and any(doc.tokens[m].text == ":" for m in range(first, k)):
        return first
    if (agreed := _in_terms(doc, first, k)) is not None:
        return agreed
    for m in range(k - 1, max(doc.bounds(k)[0] - 1, k - 12), -1):
        if is_break(doc, m):
            return None
        form = doc.finite(m)
        almost = form is not None and form.lemma in doc.words["almost"]
        if almost and doc.norm(m - 1).lstrip("وف") in doc.words["not"]:
            return None if any(doc.norm(n) in doc.words["until"] for n in range(k + 1, last)) else m
        if doc.match(m, doc.lexicon.phrases["agreed"]) or almost:
            return m
    return None


def _in_terms(doc: Document, first: int, k: int) -> int | None:
    """ "ينص الاتفاق على هدنة تنسحب خلالها X", "تتضمن الخطة مراحل، ينسحب في أولها X": what an accord or a plan is said
    to hold, with no past tense between it and ``k``."""
    told = next(iter(doc.said("terms", first, min(first + NEAR, k))), None)
    if told is None:
        return None
    verbs = (doc.finite(m) for m in doc.having("verb", told + 1, k) if not any(f.pos == "vn" for f in doc.forms(m)))
    return None if any(verb is not None and verb.asp == "p" for verb in verbs) else told


def of_another(doc: Document, m: int) -> bool:
    """ "نؤكد تحرير X ولا صحة لما تروجه Y": "and there is no truth in" what is told behind it, at ``m``."""
    if not doc.norm(m).startswith("و"):
        return False
    behind = doc.norm(m + doc.match(m, doc.lexicon.phrases["denial_after"]))
    return behind.startswith("ل") and behind not in doc.words["to_them"]


def coming(doc: Document, k: int) -> int | None:
    """ "تدخل X المدينة غداً", "أمام فك الحصار خلال الأيام المقبلة": a day to come, told after token ``k``."""
    near = range(k + 1, min(doc.bounds(k)[1], k + SOON))
    for m in near if any(m in doc.date_on for m in near) else ():
        if is_break(doc, m) or doc.tokens[m].text in "،,؛" or (m > k + 1 and doc.finite(m)):
            return None
        if m in doc.date_on and doc.norm(m) in doc.words["coming"]:
            return m
    return None


def promises(doc: Document, m: int, k: int, form: Form) -> bool:
    """ "يعد بتحرير X", "مهدداً باجتياح X", "محذراً من سقوط X": a word of intention at ``m`` governs the noun."""
    if m in doc.place_on or m in doc.actor_on:
        return False
    participle = any(f.pos == "ap" and doc.group(f) == "intend" for f in doc.forms(m))
    return participle or (doc.norm(m) in doc.words["promise"] and ("ب" in form.pro or m < k - 1))


def in_accord(doc: Document, k: int) -> int | None:
    """ "اتفاق على وقف النار … وانسحاب X من Y": the noun at ``k`` is one of the things agreed, no verb between."""
    first = max(doc.bounds(k)[0], k - ACCORD_REACH + 1)
    for m in range(k - 1, first - 1, -1) if doc.having("accord", first, k) else ():
        if doc.match(m, doc.lexicon.phrases["accord"]):
            return m
        form = doc.finite(m)
        if form and doc.match(m - 1, doc.lexicon.phrases["accord"]):
            return m - 1  # "بنود تتحدث عن تسليم X"
        if is_break(doc, m) or (form and doc.group(form) != "agree"):
            return None
    return None


def anniversary(doc: Document, k: int) -> int | None:
    """ "الذكرى الخامسة لتحرير X": which anniversary it is, 0 where no number is told, None where it is none; of what is
    joined to another event ("ذكرى النصر على X وتحرير Y") the day is not told."""
    joined = doc.norm(k)[:1] in doc.words["and"]
    near = range(k - 1, max(k - (FAR if joined else 4), doc.bounds(k)[0] - 1), -1)
    named = [m for m in near if doc.norm(m) in doc.words["anniversary"] and not (joined and _broken(doc, m, k))]
    if not named or joined:
        return 0 if named else None
    numbers = doc.lexicon.dates.entries
    for m in range(named[0] + 1, k):
        number = next((e.value for e in numbers.get(doc.norm(m), ()) if e.cls == "ordinal"), None)
        if number is not None:
            return int(number)
    return 0


def _broken(doc: Document, m: int, k: int) -> bool:
    """Whether a comma, a verb or a new clause stands between tokens ``m`` and ``k``."""
    return any(doc.tokens[n].text in COMMAS or doc.finite(n) or is_break(doc, n) for n in range(m + 1, k))


def joined_to(doc: Document, k: int, form: Form) -> int | None:
    """ "ستطهر القوات المدينة وتستعيد X", "إذا دخل X المدينة وسيطر على Y": the verb of its tense that "and" joins this
    one to; none where a side of its own stands behind it or a new clause begins between."""
    another = k + 1 in doc.actor_on and form.num != "p"  # whom "they" drive out stands behind a plural
    if not ("و" in form.pro or doc.norm(k - 1) in doc.words["next_then"]) or another:
        return None
    for m in range(k - 1, max(doc.bounds(k)[0] - 1, k - JOINED), -1):
        report = doc.norm(m) in doc.words["complementizers"] and doc.norm(m) not in doc.words["an"]
        if is_break(doc, m) or report or doc.tokens[m].text == ":":
            return None
        earlier = doc.finite(m)
        if earlier and doc.norm(m - 1) not in doc.words["relatives"]:
            return m if earlier.asp == form.asp else None
    return None


def yet_to_be(doc: Document, k: int, stop: int) -> int | None:
    """ "سيطرة X على Y قد تتحقق", "انسحابه سيتم": the word that says that it will or may come about."""
    for m in range(k + 1, stop):
        word = doc.norm(m)
        ahead = word.startswith(WILL) or doc.norm(m - 1) in doc.words["may_be"]
        if ahead and word.removeprefix(WILL) in doc.words["fulfilled"]:
            return m
        if is_break(doc, m):
            return None
    return None


def if_it(doc: Document, k: int, form: Form) -> int | None:
    """ "إن سيطر X على Y …", with its hamza written: "if" right before a past tense, and no "that" nor "no sooner than"
    ("ما إن خرج X حتى"); or "لو … لما خسر X"."""
    m = k - 1
    if form.asp == "p" and (would := _would_have(doc, k)) is not None:
        return would
    if form.asp == "p" and not form.pro and (then := _then(doc, k)) is not None:
        return then
    if doc.norm(k + 1) in doc.words["or"] and _or_nearly(doc, k + 2):
        return k + 1  # "X تسقط أو أوشكت أن تسقط"
    if form.asp == "p" and ("ل" in form.pro or doc.norm(m) in doc.words["would_not"]):
        before = range(m, doc.bounds(k)[0] - 1, -1)
        return next((n for n in before if doc.norm(n).lstrip("وف") in doc.words["if_only"]), None)
    told = doc.norm(m - 1).lstrip("وف") in doc.words["before_an"] | doc.words["what"]  # "بعد إن سيطر": misspelt
    return m if form.asp == "p" and m >= 0 and doc.tokens[m].text.endswith(EMPHATIC) and not told else None


def _would_have(doc: Document, k: int) -> int | None:
    """ "لو أراد X لكان سيطر على Y": the "would have" before a past tense at ``k``, over its subject."""
    near = range(k - 1, max(k - BEFORE, doc.bounds(k)[0]) - 1, -1)
    return next((n for n in near if doc.norm(n) in doc.words["would_have"]), None)


def _then(doc: Document, k: int) -> int | None:
    """ "إذا سقطت X سقط Y": the "if" whose past tense stands before the one at ``k``, with no verb between the two."""
    conditions = doc.said("conditional", max(k - SOON, doc.bounds(k)[0]), k)
    if not conditions or doc.norm(k - 1) in doc.words["relatives"] | doc.words["complementizers"]:
        return None
    verbs = [m for m in doc.having("verb", conditions[-1] + 1, k) if doc.finite(m)]
    return conditions[-1] if len(verbs) == 1 and doc.finite(verbs[0]).asp == "p" else None


def will_be(doc: Document, m: int, *, joined: bool = False) -> bool:
    """ "سيعجل", "ستمنحهم": whether the word at ``m`` has the form of a verb of the future, known or not; of one that
    "and" joins to another clause only where that is asked.
    """
    word, form = doc.norm(m), doc.finite(m)
    if word[:1] in doc.words["and"]:
        return joined and _of_future(doc, m, word[1:])
    return WILL in form.pro if form is not None else _of_future(doc, m, word)


def _of_future(doc: Document, m: int, word: str) -> bool:
    shaped = word[:1] == WILL and word[1:2] in doc.words["present_prefixes"] and len(word) >= LONG
    nouns = any(form.pos != "verb" for form in doc.forms(m))
    return shaped and not doc.mentioned(m) and not nouns and not doc.tokens[m].text.endswith(OF_NOUNS)


def _or_nearly(doc: Document, m: int) -> bool:
    """Whether "is about to", "nearly" stands at ``m``."""
    verb = doc.finite(m)
    return doc.match(m, doc.lexicon.phrases["maybe"]) > 0 or (verb is not None and verb.lemma in doc.words["almost"])
