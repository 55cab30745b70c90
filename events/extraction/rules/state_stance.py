"""Whether a state is so: denied, still to come, aimed at or guessed; what came of something else is no aim."""

from __future__ import annotations

from events.extraction.denied_reports import denied_that
from events.extraction.document import Document
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import DENIED, EXPECTED, REAL, Stance, came_of, guess_before, negated, verb_stance
from events.extraction.rules.state_places import state_verb

AND = "وف"


def stance_of(doc: Document, i: int, k: int) -> Stance:
    """Whether a state at ``k``, in the clause that begins at ``i``, is so, is denied, or is aimed at or guessed."""
    own = doc.finite(k)  # "لن تخضع X لY": the verb is the state
    if _described(doc, k):
        return Stance(REAL)
    verb = state_verb(doc, i, k) or (
        (k, own.lemma) if own is not None and own.lemma in doc.words["subject_to"] else None
    )
    unlike = not_so(doc, i, k)
    if unlike is not None:
        return Stance(DENIED, None, unlike, "negated")
    if verb:
        no = negated(doc, verb[0])
        if no is not None and verb[1] not in doc.words["still"]:
            return Stance(DENIED, verb[0], no, "negated")
        form = doc.finite(verb[0])
        if "س" in form.pro:
            return Stance(EXPECTED, verb[0], verb[0], "future")
        if "ل" in form.pro and form.asp == "i" and not as_result(doc, verb):
            return Stance(EXPECTED, verb[0], verb[0], "purpose")
        if no is None and "ل" not in form.pro and (own := verb_stance(doc, verb[0], form)).kind != REAL:
            return own  # "من المتوقع أن تصبح X تحت سيطرة Y", "كادت X تصبح بيد Y"
    joined = doc.norm(i - 1)[:1] in doc.words["and"]  # "ما نشر عن انسحاب X كذب وأن قواتنا باقية"
    if not joined and (unsaid := denied_that(doc, i)) is not None:
        return Stance(DENIED, None, unsaid, "denied")
    guess = guess_before(doc, k, i)
    if guess is not None:
        return Stance(EXPECTED, None, guess, "guess or condition")
    aims = (m for m in doc.said("purpose", i, k) if m not in doc.place_on and m + 1 not in doc.place_on)  # "قرب X"
    aim = next(aims, None)
    if aim is not None and not _done_behind(doc, aim, k):
        return Stance(EXPECTED, None, aim, "purpose")
    return Stance(REAL)


def _described(doc: Document, k: int) -> bool:
    """ "لم تبلغ القافلة X، الخاضعة لY", "تعذر دخول X الواقعة تحت سيطرة Y": a state that a participle with the article
    only says of a place, right behind it, is so whatever becomes of the rest."""
    m = next((n for n in (k, k - 1) if doc.norm(n) in doc.words["lying"]), None)
    before = m - 1 - (doc.at(m - 1).text in COMMAS) if m else -1
    return any(p.j == before + 1 for p in (doc.place_on.get(before),) if p is not None)


def _done_behind(doc: Document, m: int, k: int) -> bool:
    """ "في طريقها إلى B أعادت X مدينة A إلى كنف Y": whether a past tense behind the aim at ``m``, in no clause that
    only describes something, tells the state at ``k`` as done."""
    verbs = (n for n in doc.having("verb", m + 1, k) if doc.norm(n - 1) not in doc.words["relatives"])
    told = (form for n in verbs if (form := doc.finite(n)) and form.asp == "p")
    return any(doc.group(form) not in ("be", "intend") for form in told)


def not_so(doc: Document, i: int, k: int) -> int | None:
    """ "X ليست بيد Y", "ليست X تحت سيطرة Y", "غير خاضعة لY": the word by which a state at ``k``, told without a verb in
    the clause from ``i`` on, is not so; None where there is none."""
    no = next((m for m in range(k - 1, i - 1, -1) if doc.norm(m).lstrip(AND) in doc.words["not_so"]), None)
    m = None if no is None else no + 1
    while m is not None and m < k:
        passed = [doc.match(m, doc.lexicon.phrases[name]) for name in ("adverbs", "full")]
        participle = any(f.pos == "ap" and f.lemma in doc.words["subject_to"] for f in doc.forms(m))
        of_it = m in doc.place_on and doc.norm(no).lstrip(AND) not in doc.words["unlike"]  # "غير X تحت سيطرة Y"
        if not (of_it or participle or m in doc.date_on or doc.tokens[m].text in QUOTES or any(passed)):
            return None
        m += max(1, *passed)
    return no


def as_result(doc: Document, verb: tuple[int, str]) -> bool:
    """ "…، لتعود X إلى سيطرة Y", "دحرت Z لتصبح X بيد Y": after what was done, a result and no aim."""
    k, lemma = verb
    form = doc.finite(k)
    became = form.asp == "i" and "ل" in form.pro and lemma in doc.words["came_back"] | doc.words["became"]
    i, _ = doc.bounds(k)
    before = next((f for m in range(k - 1, i - 1, -1) if (f := doc.finite(m))), None)
    acts = before is not None and doc.group(before) in ("control", "advance")
    took = acts and before.asp == "p"  # "سيطر X على Y لتعود إلى Z", "دخل X Y لتصبح بيده"
    if not became or not (doc.tokens[k - 1].text in COMMAS or took or came_of(doc, k)):
        return False
    aim, maybe = doc.lexicon.phrases["purpose"], doc.lexicon.phrases["maybe"]
    done = any((f := doc.finite(m)) and f.asp == "p" and f.lemma not in doc.words["be"] for m in range(i, k))
    named = any(f.pos == "vn" for m in range(i, k) for f in doc.forms(m))
    return (done or named) and not any(doc.match(m, words) for m in range(i, k) for words in (aim, maybe))
