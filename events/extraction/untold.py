"""Whether what stands before a verbal noun is known to tell that it was done, and what is told of nothing done."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.endings import ACCUSATIVE
from events.extraction.forms import Form
from events.extraction.hedges import will_be
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import EXPECTED, REAL, Stance, governing_verb, negated
from events.extraction.noun_governors import OPEN, TELLS, counted_from, head_before, light_noun, tells
from events.extraction.prevented import not_prevented
from events.extraction.proclitics import ARTICLE
from events.extraction.rules.draft import Draft
from events.extraction.side_doubts import OF_HOLDERS

UNTOLD = "not told to be done"
NOUN = ".noun"  # how the rules of verbal nouns end
DOING = ("manage", "aspect", "begin", "passive_aux")
JOINED = 14  # tokens between verbal nouns that "and" joins
COUNT = 4  # tokens from "will not" over its verb to what it goes on until
FAR = 8  # tokens before a noun that may tell whose blame or success it is
WON = 18  # tokens before a noun with "bi" that may tell what was won by it
PREDICATE = 12  # tokens from a noun to what is said of it
NEAR = 6  # tokens from a word that tells a result to the noun's preposition
FOR = "ل"
GLUED = ("و", "ف", "ب", "ل", "ك")  # "and" and prepositions that are written on the word behind them


def untold(doc: Document, draft: Draft) -> Draft:
    """ "قايض X الهدنة باستعادة Y", "مصير انسحاب X من Y معلق": a draft of a change that a verbal noun names, as expected
    where nothing before the noun is known to tell that it was done, nor takes it for done.
    """
    if draft.type not in OF_HOLDERS or not draft.rule.endswith(NOUN) or draft.stance.kind != REAL:
        return draft
    governor, k = draft.stance.governor, _first_joined(doc, draft.i)
    if _still_open(doc, k, draft):
        return replace(draft, stance=Stance(EXPECTED, governor, doc.word_before(k), UNTOLD))
    form = next((f for f in doc.forms(k) if f.pos == "vn"), None)
    if draft.stance.why != OPEN or form is None:
        return draft
    if told_as_done(doc, k, governor) or _taken_for_done(doc, k, form, governor):
        return draft
    return replace(draft, stance=Stance(EXPECTED, governor, doc.word_before(k), UNTOLD))


def _still_open(doc: Document, k: int, draft: Draft) -> bool:
    """ "بعد تحرير X ستعود الأسر", "حتى بعد سقوط X لن يتوقف", "انسحاب X من Y يتم على مراحل": what is said behind
    the place is of a time to come, or no more than how it stands; no day is told."""
    named = (f.actor.j for f in (draft.gaining, draft.losing) if f is not None and f.how == "near")
    last = max((draft.hit.stop, *named))
    last += doc.at(last).text in COMMAS
    if draft.hit.how != "near" or last >= doc.bounds(k)[1] or any(doc.dates_in(k, right_bound(doc, k))):
        return False
    before = _words(doc, doc.word_before(k))
    if before & (doc.words["since"] | doc.words["times_of"]) and not before & doc.words["ever_since"]:
        if any(form.pos == "vn" and form.enc for form in doc.forms(k)):
            return False  # "بعد سيطرته على X، سيتجه الجيش إلى Y"
        return will_be(doc, last) or doc.norm(last) in doc.words["never_will"]
    with_bi = any(form.pos == "vn" and "ب" in form.pro for form in doc.forms(k))  # "بانسحاب X تكون المدينة بيد Y"
    if with_bi or not judged(doc, k, last, draft.gaining, draft.losing):
        return False
    said, word = doc.finite(last), doc.norm(last)
    if said is not None and said.asp == "i" and word not in doc.words["takes_place"]:
        behind = range(last, min(last + NEAR, doc.bounds(k)[1]))
        return not any(doc.norm(n) in doc.words["verdicts"] for n in behind)
    return word in doc.words["is_not"] or word in doc.words["none_of"] or word in doc.words["other_than"]


def _first_joined(doc: Document, k: int) -> int:
    """The verbal noun that governs what stands at ``k``: the light one before it ("بسط X سيطرته على Y"), the one that
    it is joined to ("يمني النفس بدخول X والسيطرة عليها")."""
    form = next((f for f in doc.forms(k) if f.pos == "vn"), None)
    light = light_noun(doc, form, doc.word_before(k)) if form is not None else None
    k, form = light if light is not None else (k, form)
    while form is not None and "و" in form.pro:
        before = _joined_noun(doc, k)
        if before is None:
            break
        k, form = before
    return k


def _joined_noun(doc: Document, k: int) -> tuple[int, Form] | None:
    """The nearest verbal noun before ``k`` with no verb, comma or new clause between."""
    for m in range(k - 1, max(k - JOINED, doc.bounds(k)[0] - 1), -1):
        noun = next((f for f in doc.forms(m) if f.pos == "vn"), None)
        if noun is not None and not doc.mentioned(m) and doc.finite(m) is None:
            return m, noun
        if doc.finite(m) or doc.tokens[m].kind != "word" or is_break(doc, m):
            return None
    return None


def _taken_for_done(doc: Document, k: int, form: Form, governor: int | None) -> bool:
    """Whether the noun at ``k`` is what a verb of what came of a thing is said of ("أثار سقوط X غضبا"), what its side
    did ("نفذ X انسحابا"), or what a day, a blame or a success is told with.
    """
    first, m = doc.bounds(k)[0], doc.word_before(k)
    before, verb = _words(doc, m), doc.finite(governor) if governor is not None else None
    if any(doc.norm(n) in doc.words["never_will"] for n in range(max(m - COUNT, first), m)):
        return False  # "الأمر لن يتوقف عند سقوط X"
    if before & (doc.words["leaves_open"] | doc.words["sights_of"] | doc.words["times_of"] | doc.words["next_then"]):
        return True
    if doc.norm(m) in doc.words["means"] and doc.norm(m - 1) in doc.words["asks_what"]:
        return True  # "ماذا تعني سيطرة X على Y؟" takes it for known
    if before & doc.words["before"] and (form.enc or _something_done(doc, k)):
        return True
    near = set().union(*(_words(doc, n) for n in range(max(m - FAR, first), m + 1)))
    if near & doc.words["accuses"]:
        return True
    if "ب" in form.pro:
        lost = verb is not None and doc.group(verb) == "lose"
        return lost or m < first or _won_with(doc, max(m - WON, first), m + 1)
    if "ل" in form.pro:
        return False
    if m == governor and verb.asp == "p" and negated(doc, governor) is None:
        return True
    if doc.verb_group(m) == "count_as":
        return any(doc.norm(n) in doc.words["verdicts"] for n in range(k + 2, min(k + PREDICATE, doc.bounds(k)[1])))
    return bool(before & doc.words["came_of"] or near & doc.words["speaks_of"])


def _won_with(doc: Document, i: int, j: int) -> bool:
    """Whether tokens ``[i, j)`` tell of a success, or of what was widened, that a noun with "bi" says how."""
    words = ({word, word.removeprefix("ب").removeprefix(ARTICLE)} for n in range(i, j) for word in _words(doc, n))
    return any(not doc.words["won_with"].isdisjoint(forms) for forms in words)


def _words(doc: Document, m: int) -> set[str]:
    """The word at ``m``, with and without an "and" or "so" written on it."""
    word = doc.norm(m)
    return {word, word.removeprefix("و"), word.removeprefix("ف")}


def _something_done(doc: Document, k: int) -> bool:
    """Whether a past tense that is not negated stands in the sentence of the noun at ``k``."""
    verbs = ((m, doc.finite(m)) for m in doc.having("verb", *doc.bounds(k)))
    return any(verb is not None and verb.asp == "p" and negated(doc, m) is None for m, verb in verbs)


def _carried_out(doc: Document, k: int, first: int) -> bool:
    """ "نفذت X انسحابا من Y": whether a verb of carrying out stands before an indefinite noun, or a side between."""
    m = k - 1
    while m > first and (m in doc.actor_on or m in doc.date_on):
        m -= 1
    return doc.tokens[k].text.endswith(ACCUSATIVE) and doc.norm(m).lstrip("و") in doc.words["carries_out"]


def told_as_done(doc: Document, k: int, governor: int | None) -> bool:
    """Whether what stands before the verbal noun at ``k`` is known to tell that it was done: a verb of saying, managing
    or ending in it, "after", "news of", or nothing in its clause, as in a headline. What other words do with it nobody
    knows ("طمأن X حلفاءه بالسيطرة على Y"); what something came of, and what has lasted since it, may be long past
    ("أسفر سقوط X عن نزوح", "منذ سقوط X" without a day).
    """
    form = next((f for f in doc.forms(k) if f.pos == "vn"), None)
    if form is None or "و" in form.pro:
        return True  # what it is joined to tells
    m = doc.word_before(k)
    if not_prevented(doc, k) is not None:
        return False
    before = doc.norm(m).lstrip("و")
    if before in doc.words["ever_since"] and not any(doc.dates_in(k, right_bound(doc, k))):
        return False
    if before in doc.words["after"] and _to_come(doc, k):
        return False
    plain = not {"ب", "ل"} & set(form.pro)
    if m == k - 1 and m == governor and plain and doc.group(doc.finite(m)) not in TELLS:
        return doc.norm(m).lstrip("وف") in doc.words["takes_place"]
    if doc.norm(m).removeprefix("و") in doc.words["doing"]:
        if doc.norm(m) not in doc.words["doing"]:
            return True  # "وإكمال تحرير X"
        m = doc.word_before(m)
    return _opens_or_after(doc, k, m, form) or _words_tell(doc, k, m) or _governor_tells(doc, m, form, governor)


def _opens_or_after(doc: Document, k: int, m: int, form: Form) -> bool:
    """Whether nothing but what ends at ``m`` in another clause, or "after", stands before the noun at ``k``."""
    first, bi = doc.bounds(k)[0], "ب" in form.pro
    opens = (m < max(left_bound(doc, k), first) and doc.finite(m) is None) or m in doc.date_on
    opens = opens or doc.tokens[m].kind != "word" or doc.norm(m) in doc.words["shouts"]
    after = doc.norm(m).lstrip("و") in doc.words["since"] | doc.words["after"]
    told = after or counted_from(doc, m) or _carried_out(doc, k, first)
    return (opens and not bi) or (bi and bool(form.enc)) or told


def _words_tell(doc: Document, k: int, m: int) -> bool:
    """Whether a word of success, of news or of what was brought about stands at ``m`` or a little before it."""
    first, head = doc.bounds(k)[0], head_before(doc, m)
    if _done_beside(doc, k, head) or _done_beside(doc, k, head_before(doc, m - 1)):
        return True
    if doc.norm(m) in doc.words["leaves_open"] and _managed(doc, head_before(doc, m - 1)):
        return True  # "نجاح قوات X في طرد Y من Z"
    crowned = any(doc.norm(n).lstrip("وف") in doc.words["crowned"] for n in range(max(m - NEAR, first), m + 1))
    if crowned or any(not doc.having("verb", n + 1, m + 1) for n in doc.said("god_granted", first, m + 1)):
        return True
    return any(tells(doc, n) for n in (*range(max(m - 2, first), m + 1), head))


def _governor_tells(doc: Document, m: int, form: Form, governor: int | None) -> bool:
    """Whether the verb that governs the noun, whose preposition or side ends at ``m``, says, leads to or does it."""
    verb = doc.finite(governor) if governor is not None else None
    if verb is None:
        return False
    bi, before = "ب" in form.pro, doc.norm(m).lstrip("و")
    leads = verb.lemma in doc.words["ends_in"] or doc.norm(governor).lstrip("و") in doc.words["led_to"]
    within = any(doc.norm(n) in doc.words["complementizers"] for n in range(governor + 1, m))  # "قال إن X سيسرع سقوط Y"
    said = doc.group(verb) == "cite" and not within and (not bi or verb.lemma in doc.words["tells_with_bi"])
    again = verb.lemma in doc.words["does_again"] and m not in doc.place_on and before not in doc.words["prepositions"]
    return leads or said or again or doc.group(verb) in DOING


def _done_beside(doc: Document, k: int, m: int) -> bool:
    """ "تقدم X مستعيدا السيطرة على Y", "شن X هجوما مجبرا Y على الانسحاب من Z": whether a participle at ``m``, before
    the noun at ``k``, goes with a verb in the past that is not negated.
    """
    if doc.norm(m).lstrip("و") not in doc.words["brings_about"]:
        return False
    verb = next((n for n in range(m - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(n)), None)
    return verb is not None and doc.finite(verb).asp == "p" and negated(doc, verb) is None


def _to_come(doc: Document, k: int) -> bool:
    """ "سينتقل X إلى Y بعد سيطرة Z على A": whether a verb still to come governs a noun at ``k`` that has no day."""
    verb = governing_verb(doc, k)
    ahead = verb is not None and "س" in doc.finite(verb).pro
    return ahead and not any(doc.dates_in(k, right_bound(doc, k)))


def _managed(doc: Document, k: int) -> bool:
    return any(doc.group(form) == "manage" for form in doc.forms(k))


def judged(doc: Document, k: int, last: int, won: Found | None, lost: Found | None) -> bool:
    """ "سقوط X بيد Y هزيمة لهم", "سيطرة X على Y غيرت الموازين": whether what is said, behind the place that ends before
    ``last`` and the sides, of the noun at ``k`` that opens its clause is what it came to, and without a day: no news.
    """
    named = [f.actor for f in (won, lost) if f is not None and f.how == "near"]
    last = max(last, *(a.j for a in named if a.prep != FOR), 0)  # "سقوط X هزيمة لY"
    m = doc.word_before(k)
    opens = k <= left_bound(doc, k) + 1 or doc.norm(m) in doc.words["complementizers"] or doc.tokens[m].kind != "word"
    if not opens or any(doc.dates_in(k, right_bound(doc, last - 1))):
        return False
    while doc.at(last).text in QUOTES:
        last += 1
    return last < doc.bounds(k)[1] and _predicate(doc, last)


def _predicate(doc: Document, m: int) -> bool:
    """Whether a word right behind a noun's place and sides says something of the noun: a verb, or a noun that neither
    describes the place nor is governed, joined or an adverb."""
    word, said = doc.norm(m), doc.finite(m)
    if word in doc.words["verdicts"]:
        return True
    if doc.tokens[m].kind != "word" or doc.mentioned(m) or is_break(doc, m) or word in doc.words["source_ends"]:
        return False
    if said is not None and doc.group(said) == "cite":  # "كشفت ضعفهم", but "قال X"
        return not (m + 1 in doc.actor_on or doc.match_noun(m + 1, doc.lexicon.phrases["sources"]))
    if said is not None and not said.pro:
        return True
    small = word[:1] in GLUED or word.startswith(ARTICLE) or word.endswith(ACCUSATIVE) or doc.preposition(m)
    lists = ("adverbs", "areas", "full", "partial", "circumstances", "led_by", "lies", "called")
    return not small and not any(doc.match(m, doc.lexicon.phrases[name]) for name in lists)
