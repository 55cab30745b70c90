"""Reports that are denied, doubted or that nobody made: "نفى صحة الأنباء عن …", "لم يؤكد أحد أن", "لا صحة لما قيل"."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.marks import COMMAS

NEAR, FAR = 5, 12  # tokens from a denial to its report: whatever stands between, a subject alone
OF_REPORTS = 24  # tokens from a denial over who denies and the reports to what they tell
REPORT = 40  # tokens of a report, up to what is said of it


def never_stated(doc: Document, k: int) -> bool:
    """ "دون أن يعلن X تحرير Y", "لم يصدر X بيانا يؤكد فيه دخول Y": whether what the verb of saying at ``k`` tells was
    never said."""
    if doc.norm(doc.word_before(k)) in doc.words["an"]:
        return doc.norm(k - 2) in doc.words["without"]
    if doc.norm(k - 1) in doc.words["what"] | doc.words["proofs"]:
        return _nothing_says(doc, k - 1)
    if doc.norm(k - 1).rstrip("ا") not in doc.words["statements"]:
        return False
    return any(
        doc.norm(m).lstrip("و") in doc.words["not_in_relative"] for m in range(max(k - REPORT, doc.bounds(k)[0]), k - 1)
    )


def _nothing_says(doc: Document, m: int) -> bool:
    """ "لا يوجد ما يؤكد سقوط X", "لم ترد معلومات تؤكد دخول Y": whether a negation governs what stands at ``m``."""
    nothing = doc.words["not_in_relative"] | doc.words["not_so"] | doc.words["none_of"]
    for n in range(m - 1, max(m - FAR, doc.bounds(m)[0] - 1), -1):
        if doc.norm(n).lstrip("وف") in nothing:
            return True
        if doc.tokens[n].text in COMMAS or doc.norm(n) in doc.words["complementizers"] | doc.words["copulas"]:
            return False
    return False


def denied_that(doc: Document, i: int) -> int | None:
    """ "ليس صحيحاً أن …": a denial right before the "that" which opens the clause at ``i``."""
    if doc.norm(i - 1) not in doc.words["complementizers"] or doc.norm(i - 2) in doc.words["before_an"]:
        return None
    # "نفت أنباء تقول إن", "رفض القول إن"
    spread = doc.verb_group(i - 2) == "cite" or doc.norm(i - 2) in doc.words["reports"]
    for m in range(i - 2, max(i - FAR, doc.bounds(i)[0] - 1), -1):
        if doc.match(m, doc.lexicon.phrases["denial"]) or (spread and _denies_reports(doc, m, i)):
            return m
        if _says_anew(doc, m):
            return None  # "نفى X سقوط Y وقال إن …"
        if i - m > NEAR and (doc.finite(m) or doc.tokens[m].kind == "punct"):
            return None
    return None


def doubtful_that(doc: Document, i: int) -> int | None:
    """ "لو أن …", "كما لو أنها …", "أنباء غير مؤكدة بأن …": what stands before the "that" at the head of the clause
    that begins at ``i`` makes it no report of a fact."""
    if doc.norm(i - 1) not in doc.words["complementizers"]:
        return None
    if doc.norm(i - 1) in doc.words["an"] and doc.verb_group(i) == "be" and doc.finite(i).asp == "i":
        denied = any(doc.verb_group(m) == "deny" for m in range(doc.bounds(i)[0], i))
        return None if denied else i  # "يحتمل أن يكون X قد سيطر"
    unproven = doc.verb_group(i - 2) == "cite" and never_stated(doc, i - 2)  # "لا يوجد ما يؤكد أن …"
    if unproven or doc.norm(i - 2).lstrip("وف") in doc.words["if_only"]:
        return i - 2
    return next(iter(doc.said("unsure_that", max(i - NEAR, doc.bounds(i)[0]), i)), None)


def _denies_reports(doc: Document, m: int, i: int) -> bool:
    """ "نفت أنباء تقول إن", "كذب تقارير زعمت أن": whether tokens ``[m, i)`` deny reports."""
    told = ((doc.norm(x), doc.norm(x).lstrip("ب").removeprefix("ال")) for x in range(m + 1, i))
    reports = (not doc.words["reports"].isdisjoint(words) for words in told)
    return doc.verb_group(m) == "deny" and any(reports)


def reports_denied(doc: Document, verb: int) -> int | None:
    """ "نفى التقارير التي تحدثت عن …", "كذب أنباء انتشرت أمس تتحدث عن …": a denial of the report that the verb at
    ``verb`` describes, behind "which" or, said of reports, without it."""
    form, which = doc.finite(verb), doc.norm(verb - 1) in doc.words["relatives"]
    if form is None or not (which or (form.gen == "f" and "و" not in form.pro and doc.group(form) == "cite")):
        return None
    for m in range(verb - 1, max(verb - (FAR if which else OF_REPORTS), doc.bounds(verb)[0] - 1), -1):
        if doc.verb_group(m) == "deny" or doc.match(m, doc.lexicon.phrases["denial"]):
            return m if which or _denies_reports(doc, m, verb) else None
        anew = doc.finite(m) is not None and _says_anew(doc, m)
        if not which and (anew or doc.norm(m) in doc.words["complementizers"]):
            return None
    return None


def _says_anew(doc: Document, m: int) -> bool:
    """Whether somebody goes on to say something else at ``m``: "وأكد أن", "مضيفا أن", "فيما قال Y إن", "بل إن"."""
    form = doc.finite(m)
    if doc.norm(m) in doc.words["denier_tells"]:
        return True
    joined = form is not None and (bool({"و", "ف"} & set(form.pro)) or doc.norm(m - 1) in doc.words["whereas"])
    verb = joined and doc.group(form) == "cite"
    return verb or any(f.pos == "ap" and doc.group(f) == "cite" for f in doc.forms(m))


def unconfirmed(doc: Document, k: int) -> int | None:
    """ "تضارب الأنباء حول سقوط X", "سقوط X، إن تأكد": nobody stands for it."""
    i, j = doc.bounds(k)
    before, after = doc.said("unconfirmed", max(i, k - 6), k), doc.said("if_so", k + 1, min(j, k + 8))
    return next(reversed(before), next(iter(after), None))
