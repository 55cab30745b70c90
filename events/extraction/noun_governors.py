"""What governs a verbal noun over the side, day or aside between them, and whether it says that the thing was done."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.hedges import will_be
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import negated
from events.extraction.proclitics import ARTICLE

TELLS = ("cite", "manage", "aspect", "begin", "passive_aux", "deny")  # whoever denies is heard as a speaker
COUNT = 4  # tokens of "after so many days from"
OPEN = "open"  # of a noun told as real: no word beside it says otherwise, and none says so
CHOICE = 9  # tokens from a choice or condition to "is" or the colon behind it
AIMS = ("vn", "ap")
PAST = 4  # tokens from "was" over its subject to what was so
FAR = 12  # tokens from "will not" to "before"
LASTS_OR_BECOMES = ("stay", "become")  # groups of verbs before what is said of a thing ("ما زالت بعيدة")
PREDICATE = 12  # tokens from a noun to what is said of it behind its place and side


def head_before(doc: Document, m: int) -> int:
    """The token at or before ``m`` that is no side, day or quotation mark, nor a comma behind a day."""
    first = doc.bounds(max(m, 0))[0]
    while m > first and (m in doc.actor_on or m in doc.date_on or doc.tokens[m].text in QUOTES or _shuts_day(doc, m)):
        m -= 1
    return m


def _shuts_day(doc: Document, m: int) -> bool:
    return doc.tokens[m].text in COMMAS and m - 1 in doc.date_on


def light_noun(doc: Document, form: Form, m: int) -> tuple[int, Form] | None:
    """ "من بسط X سيطرته على Y": the noun of a light verb, at or before ``m``, whose object is the control at ``k``."""
    if form.lemma not in doc.words["control_verb"]:
        return None
    head, light = head_before(doc, m), doc.lexicon.light["verbs"]
    noun = next((f for f in doc.forms(head) if f.pos == "vn" and f.lemma in light and not f.enc), None)
    return (head, noun) if noun is not None and not doc.finite(head) else None


def goes_on_with(doc: Document, governor: int | None, k: int, form: Form) -> bool:
    """ "يواصل X تحرير Y", "يستمر X في السيطرة على Y": whether the noun at ``k`` is itself what a side goes on with."""
    verb = doc.finite(governor) if governor is not None else None
    if verb is None or verb.lemma not in doc.words["goes_on_with"]:
        return False
    light = light_noun(doc, form, k - 1)
    m = (light[0] if light else k) - 1
    return head_before(doc, m - (doc.norm(m) in doc.words["slot_in"])) == governor


def aimed_by(doc: Document, k: int, m: int) -> int | None:
    """ "محاولة X استعادة Y", "فرص X في دخول Y": the noun of aiming before the side that stands before the noun at
    ``k``, or before the preposition at ``m`` that follows the side."""
    last = m - 1 if doc.norm(m) in doc.words["leaves_open"] else m
    head = _over_ties(doc, last)
    if head < left_bound(doc, k) or head in doc.place_on:
        return None
    noun = any(f.pos in AIMS and doc.group(f) == "intend" for f in doc.forms(head)) and not doc.finite(head)
    purpose = doc.match_noun(head, doc.lexicon.phrases["purpose"]) and not crowned(doc, head, head)
    return head if noun or purpose else None


def _over_ties(doc: Document, m: int) -> int:
    """``head_before``, also over what ties the side before to another: "محاولة فصائل X المدعومة من Y دخول Z"."""
    head = head_before(doc, m)
    tie = head - (doc.norm(head) in doc.words["prepositions"])
    tied = head < m and (
        doc.norm(tie) in doc.words["belonging"] or doc.match(tie, doc.lexicon.force_phrases["support"])
    )
    return head_before(doc, tie - 1) if tied and tie - 1 in doc.actor_on else head


def crowned(doc: Document, k: int, m: int) -> bool:
    """ "تكللت جهود X بتحرير Y", "أثمرت المساعي عن انسحاب X": whether a verb tells what the effort at ``k`` came to."""
    return any(doc.norm(n).lstrip("وف") in doc.words["crowned"] for n in range(max(k - 1, 0), m + 1))


def choice(doc: Document, m: int) -> int | None:
    """ "شرطه هو انسحاب X", "أمامهم خياران: اقتحام Y أو": the condition or choice that the noun behind "is", or behind
    a colon, at ``m`` spells out."""
    if doc.tokens[m].text != ":" and doc.norm(m) not in doc.words["is_it"]:
        return None
    for n in range(m - 1, max(m - CHOICE, doc.bounds(m)[0]) - 1, -1):
        if n not in doc.place_on and n not in doc.actor_on:
            if doc.norm(n).lstrip("وفبل").removeprefix("ال") in doc.words["left_to_choose"]:
                return n
            if doc.finite(n) or doc.tokens[n].text == ":":
                return None
    return None


def not_yet(doc: Document, form: Form, m: int) -> int | None:
    """ "لم يستعد X بعد السيطرة على Y", "لم يتم بعد دخول Y", "لم يبدأ بعد انسحاب X": the negated verb that "yet" at
    ``m`` goes with."""
    if doc.norm(m - 1) in doc.words["unfinished"] and doc.norm(m - 2) in doc.words["not"]:
        return m - 1
    if any(doc.group(f) == "passive_aux" for f in doc.verbs(m - 1)) and negated(doc, m - 1) is not None:
        return m - 1
    if form.lemma not in doc.words["control_verb"] or (not form.definite and not form.enc):
        return None
    verb = doc.finite(head := head_before(doc, m - 1))
    light = verb is not None and verb.lemma in doc.lexicon.light["verbs"]
    return head if light and negated(doc, head) is not None else None


def until_then(doc: Document, m: int) -> int | None:
    """ "لن تتوقف المعركة قبل تحرير X", "لن نقف إلا بعد تحرير X": the verb still to come that what follows "before",
    "until" or "only after" at ``m`` puts an end to; what goes on until then ("المعركة مستمرة حتى تحرير X"); what is
    left until then ("لم يبق سوى ساعات على تحرير X").
    """
    if (left := _little_left(doc, m)) is not None or (left := _what_comes_after(doc, m)) is not None:
        return left
    only = doc.norm(m) in doc.words["after"] and doc.norm(m - 1) in doc.words["only"]
    till = doc.norm(m) in doc.words["till"]
    if not (only or till or doc.norm(m) in doc.words["before"]):
        return None
    near = range(m - 1, max(m - FAR, doc.bounds(m)[0]) - 1, -1)
    no = doc.words["never_will"] | doc.words["none_of"] if only else doc.words["never_will"]  # "لا تفاوض إلا بعد"
    never = next((n for n in near if doc.norm(n) in no), None)
    if never is not None or not till:
        return never
    on = next((n for n in near if _goes_on(doc, n)), None)
    return m if on is None and _no_past_before(doc, m) else on


def _no_past_before(doc: Document, m: int) -> bool:
    """ "لحين انسحاب X", "إلى حين": whether no past tense stands before an "until" that is not "even" or "when"."""
    if doc.norm(m) in doc.words["until"] or not (doc.norm(m)[:1] == "ل" or doc.norm(m - 1) in doc.words["slot_to"]):
        return False
    return not any(doc.finite(n).asp == "p" for n in doc.having("verb", left_bound(doc, m), m) if doc.finite(n))


def _what_comes_after(doc: Document, m: int) -> int | None:
    """ "ترتيبات ما بعد تحرير X", "مستقبل X بعد انسحاب Y": the word of a time to come right before "after" at ``m``, of
    which the text leaves open whether it has begun."""
    if doc.norm(m) not in doc.words["after"]:
        return None
    if doc.norm(m - 1).lstrip("لو") in doc.words["what"]:
        return m - 1
    for n in range(m - 1, max(m - COUNT, doc.bounds(m)[0]) - 1, -1):
        if doc.norm(n).lstrip("لوب").removeprefix(ARTICLE) in doc.words["time_to_come"]:
            return n
        if doc.finite(n) or doc.tokens[n].kind != "word":
            return None
    return None


def _little_left(doc: Document, m: int) -> int | None:
    """ "لم يبق سوى ساعات على", "لم يتبق إلا القليل حتى": the "but" before what is left until what "on" or "until" at
    ``m`` brings."""
    if doc.norm(m) not in doc.words["counted_on"] | doc.words["till"] | doc.words["before"] | doc.words["about"]:
        return None
    near = range(m - 1, max(m - COUNT, doc.bounds(m)[0]) - 1, -1)
    but = next((n for n in near if doc.norm(n) in doc.words["only"]), None)
    return but if but is not None and doc.match(but - 2, doc.lexicon.phrases["not_left"]) else None


def _goes_on(doc: Document, n: int) -> bool:
    """ "مستمرة", "ماضون", "سنواصل" at ``n``: what has not come to its end, unless it was so ("ظلت مستمرة")."""
    word = doc.norm(n).lstrip("وبل").removeprefix(ARTICLE)
    was = (doc.finite(x) for x in range(n - 1, max(n - PAST, -1), -1))
    past = any(form and form.asp == "p" and doc.group(form) in ("be", "stay", "become") for form in was)
    fights = (
        doc.norm(n) in doc.words["fighting_on"] and doc.norm(n - 1) in doc.words["slot_upon"] | doc.words["slot_in"]
    )
    return (word in doc.words["going_on"] or fights) and not past


def foreseen(doc: Document, k: int) -> int | None:
    """ "تحرير X قريب", "استعادة X ما زالت بعيدة", "سقوطها سيفتح الطريق", "اقتحام X لن يتم": what is said, right behind
    its place, of a thing that is not done."""
    own = any(form.pos == "vn" and form.enc for form in doc.forms(k))
    for m in range(k + 2 - own, min(k + PREDICATE, doc.bounds(k)[1])):
        before = m - 1
        while before > k and (doc.norm(before) in doc.words["not"] or doc.verb_group(before) in LASTS_OR_BECOMES):
            before -= 1
        named = doc.mentioned(before) or doc.tokens[before].text in QUOTES or (own and before == k)
        not_so = doc.norm(m) in doc.words["never_will"]  # "سيطرة X على Y لن تنهي الحرب"
        not_so = not_so or (doc.norm(m) in doc.words["not"] and doc.norm(m + 1) in doc.words["unfinished"])
        if named and (not_so or will_be(doc, m)):
            return m
        if doc.finite(m) and doc.verb_group(m) not in LASTS_OR_BECOMES:
            if doc.norm(m) not in doc.words["foreseen"] | doc.words["not"]:
                return None
        if doc.norm(m) in doc.words["foreseen"] | doc.words["awaited"] and named:
            near = doc.norm(m + 1) in doc.words["prepositions"] and doc.norm(m) in doc.words["near"]
            was = doc.norm(m - 1) in doc.words["not_in_relative"] - doc.words["none_of"]
            return None if near or was else m  # "حقل X قريب من Y", "لم يستغرق تحرير X"
    return None


def duty(doc: Document, k: int, m: int) -> int | None:
    """ "قال إن على X الانسحاب من Y": what a side ought to do; the "upon" before the side that ends at ``m``."""
    head = head_before(doc, m)
    if head == m or doc.norm(head).lstrip("و") not in doc.words["slot_upon"]:
        return None
    opens = head <= left_bound(doc, k) or doc.norm(head - 1) in doc.words["complementizers"]
    return head if opens else None


def called_easy_or_hard(doc: Document, m: int) -> int | None:
    """ "من الصعب استعادة Y", "ليس سهلا على X استعادة Y": the word, at ``m`` or before the side that ends there, that
    calls what follows easy, hard or likely."""
    head = head_before(doc, m)
    judging = head if head == m else head - 1
    return judging if doc.norm(judging) in doc.words["easy_or_hard"] else None


def tells(doc: Document, m: int) -> bool:
    """Whether a word at ``m`` reports: what it governs may have been done; not the "after" of
    "على بعد أمتار من"."""
    word = doc.norm(m).lstrip("وف")
    if word in doc.words["after"] and doc.norm(m - 1) in doc.words["slot_upon"]:
        return False
    told = doc.words["told_of"] & {word, word.removeprefix("ال"), word.removeprefix("ل")}
    return bool(told) or any(doc.group(f) in TELLS for f in doc.forms(m))


def counted_from(doc: Document, m: int) -> bool:
    """ "بعد ساعات من انسحاب X", "بعد يوم على سقوطها": from what was done a time is counted; not in
    "على بعد أمتار من". What opens with a length of time counts so too ("خمس سنوات على تحرير X")."""
    of, near = doc.norm(m) in doc.words["counted_from"], range(max(m - COUNT, 0), m)
    length = doc.date_on.get(m - 1) if doc.norm(m) in doc.words["slot_upon"] else None
    if length is not None and length.i == doc.bounds(m)[0]:
        return True
    return of and any(
        doc.norm(n).lstrip("و") in doc.words["after"] and doc.norm(n - 1) not in doc.words["slot_upon"] for n in near
    )


def paved_the_way(doc: Document, k: int, verb: int, form: Form | None) -> bool:
    """ "مهّدت سيطرة X على Y الطريق", "أتاحت استعادة Y له أن", "مهّد للعملية نجاح X": what made another thing possible
    was done; what "li-" or "bi-" stands on was not, unless it is told as the outcome ("مما سمح لX بدخول Y").
    """
    said = doc.finite(verb)
    paved = said.lemma in doc.words["paves"] and said.asp == "p"
    if form is not None and paved and _as_outcome(doc, verb) and "ل" not in form.pro and negated(doc, verb) is None:
        return True
    paved = paved and not said.enc
    if form is None or not paved or set(form.pro) & {"ل", "ب"}:
        return False
    passed = next((m for m in range(verb + 1, k) if doc.norm(m).startswith("ل")), None)
    definite = passed is not None and any(doc.norm(m).removeprefix("ل").startswith("ل") for m in range(passed, k))
    given = passed is not None and form.definite  # "أتاحت لها من قبل السيطرة على X"
    return negated(doc, verb) is None and (
        k == verb + 1 or definite or given or doc.norm(k - 1) in doc.words["for_that"]
    )


def _as_outcome(doc: Document, verb: int) -> bool:
    """Whether "which", said of all that was told before, stands right before a verb ("مما سمح", "الأمر الذي أتاح")."""
    word = doc.norm(verb - 1)
    thing = word in doc.words["relatives"] and doc.norm(verb - 2) in doc.words["the_matter"]
    return thing or word in doc.words["which_all"]
