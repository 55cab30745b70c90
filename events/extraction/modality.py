"""Did it happen: negation, purpose, guess, condition, failure and denial around a trigger."""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.attained import attained
from events.extraction.beside_future import beside_future
from events.extraction.clause_bounds import announced_before, is_break, left_bound
from events.extraction.clauses import exploiter
from events.extraction.denied_reports import denied_that, doubtful_that, never_stated
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.hedges import agreed_or_almost, coming, commands, if_it, is_what, joined_to
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.mentions import beginning_in

BACK = 9  # tokens from "came back" to what was then done
EVERY_TIME = 16  # tokens from "whenever" to what then used to happen
ONLY = 10  # tokens from a negated verb to "but"
DESCRIBES = ("fight", "attack", "siege", "support", "other", "presence", "advance")  # of verbs in a relative clause
GOVERNS = ("manage", "begin", "aspect", "cite", "intend", "fail", "deny", "passive_aux")
WISHES = ("intend", "agree", "begin", "cite")
ROUTS = ("leave", "fall", "expel", "evacuate", "handover", "surrender", "lose")
BEATS = ("control", "advance", "attack", "fight", "expel")  # what a side does before which another gives way
FLIGHT = ("leave",)
REAL, EXPECTED, DENIED, NONE = "real", "expected", "denied", "none"


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Stance:
    """``kind``: real, expected, denied or none (a campaign's name); ``governor`` is the token that governs,
    ``cue`` what decided.
    """

    kind: str
    governor: int | None = None
    cue: int | None = None
    why: str = ""
    began: bool = False


def negated(doc: Document, k: int) -> int | None:
    """The token of a negation before a verb at ``k``; None: there is none, or it leaves it open ("لا يستبعد")."""
    ruled_out = any(form.lemma in doc.words["rules_out"] for form in doc.verbs(k))
    return None if ruled_out or but_for(doc, k) is not None else _negation(doc, k)


def but_for(doc: Document, k: int) -> int | None:
    """ "لم يعد يحتفظ في Y إلا بX": the token of "but" behind a negated verb at ``k``, None where there is none."""
    if _negation(doc, k) is None:
        return None
    for n in range(k + 1, min(k + ONLY, doc.bounds(k)[1])):
        if doc.norm(n) in doc.words["only"]:
            return n
        if doc.finite(n) or doc.tokens[n].text in "،,؛:":
            return None
    return None


def _negation(doc: Document, k: int) -> int | None:
    """The word of negation before a verb at ``k``, over its subject and adverbs; "لم يدخل X أو يسيطر عليها" has one."""
    m = k - 1
    if doc.norm(m) in doc.words["or"]:
        verbs = (n for n in range(m - 1, doc.sentences[doc.sentence_of[k]][0], -1) if doc.finite(n))
        first, form = next(verbs, None), doc.finite(k)
        return _negation(doc, first) if first and form and doc.finite(first).asp == form.asp else None
    while m > 0 and m in doc.actor_on and doc.norm(doc.actor_on[m].i - 1) in doc.words["between_not_and_verb"]:
        m = doc.actor_on[m].i - 1  # "لم يعد X يسيطر"
    while m >= 0 and (doc.tokens[m].text in QUOTES or doc.norm(m) in doc.words["between_not_and_verb"]):
        m -= 1
    if m > 0 and doc.norm(m) in doc.words["nobody"] and doc.norm(m - 1) in doc.words["none_of"]:
        return m - 1  # "لا أحد يسيطر على X"
    if m < 0 or doc.norm(m) not in doc.words["not"] or doc.sentence_of[m] != doc.sentence_of[k]:
        return None
    return None if is_what(doc, m) else m


def guess_before(doc: Document, k: int, i: int) -> int | None:
    """A word of guessing or condition in the clause before ``k``."""
    if doc.norm(k - 1) in doc.words["relatives"] and doc.norm(k - 1) not in doc.words["what"]:
        return None  # "يخشى هجوما وشيكا على X التي يسيطر عليها Y"
    first = max(i, k - 8)
    if_so = doc.said("if_so", first, k)
    guesses = {*doc.said("maybe", first, k), *doc.said("conditional", first, k)}
    may = [m for m in range(first, k) if doc.norm(m).lstrip("وف") in doc.words["may"]]
    for m in sorted({*if_so, *guesses, *may}, reverse=True):
        if m in doc.place_on or m in doc.actor_on:
            continue
        if m in may:
            following = doc.finite(m + 1)
            if following and following.asp == "i":
                return m
            continue
        if m in if_so:
            return m
        if doc.norm(m) in doc.words["no_condition"]:
            continue
        if m in guesses:
            return m
    return None


def _aside(doc: Document, m: int, k: int) -> bool:
    """ "لم تتمكن X، رغم القصف، من اقتحام Y": what opens at ``m`` behind a comma has no verb, and a comma ends it."""
    if doc.norm(m) not in doc.words["opens_aside"] or doc.tokens[m - 1].text not in COMMAS:
        return False
    shut = next((n for n in range(k - 1, m, -1) if doc.tokens[n].text in COMMAS), m)
    return shut > m and not any(doc.finite(n) for n in range(m, shut))


def verb_stance(doc: Document, k: int, form: Form) -> Stance:
    """The stance of a finite verb at ``k``."""
    i = left_bound(doc, k)
    no = negated(doc, k)
    if no is None and form.asp == "i" and doc.norm(k - 1) in doc.words["proofs"] and never_stated(doc, k):
        return Stance(DENIED, None, k - 1, "negated")  # "لا دليل يثبت سيطرة X على Y"
    if no is not None:
        unless = doc.norm(no - 1).lstrip("وف") in doc.words["unless"]  # "إذا لم يدخل X": wanted
        return Stance(EXPECTED if unless else DENIED, None, no, "guess or condition" if unless else "negated")
    if "س" in form.pro or doc.match(k - 1, doc.lexicon.phrases["future"]):
        return Stance(EXPECTED, None, k, "future")
    if "ل" in form.pro and form.asp == "i" and not (_come_back(doc, k) or came_of(doc, k) or exploiter(doc, k)):
        return Stance(EXPECTED, None, k, "purpose")
    if commands(doc, k, form):
        return Stance(EXPECTED, None, k, "a command")
    unsaid = denied_that(doc, i)
    if unsaid is not None:
        return Stance(DENIED, None, unsaid, "denied")
    guess = doubtful_that(doc, i)
    guess = if_it(doc, k, form) if guess is None else guess
    if guess is None and (often := doc.said("every_time", max(k - EVERY_TIME, doc.bounds(k)[0]), k)):
        guess = often[-1]  # "كلما دخل X قرية استعادها Y"
    guess = guess_before(doc, k, i) if guess is None else guess
    if guess is None and form.asp == "i":
        guess = agreed_or_almost(doc, k)
        soon = coming(doc, k) if guess is None else None
        if guess is None and (soon := beside_future(doc, k, form) if soon is None else soon) is not None:
            return Stance(EXPECTED, None, soon, "still to come")
    if guess is not None:
        return Stance(EXPECTED, None, guess, "guess or condition")
    if form.asp == "i" and doc.norm(doc.word_before(k)) in doc.words["so_that"]:
        return Stance(EXPECTED, None, k - 1, "purpose")
    if form.asp == "i" and doc.norm(k - 1) in doc.words["whenever"] and not doc.preposition(k - 2):
        return Stance(EXPECTED, None, k - 1, "still to come")  # but "في حين يسيطر X على Y"
    opener = _opener(doc, k)
    if opener is not None and form.asp == "i":
        return _after_an(doc, opener)
    before = joined_to(doc, k, form)
    wish = verb_stance(doc, before, doc.finite(before)) if before is not None else None
    if wish is None or (wish.kind not in (EXPECTED, DENIED) if form.asp == "p" else wish.kind != EXPECTED):
        return Stance(REAL)
    both = form.asp == "i" or wish.why in ("denied", "guess or condition")  # "لم يدخل X بل تراجع": not both
    return Stance(wish.kind, wish.governor, wish.cue, wish.why) if both else Stance(REAL)


def _come_back(doc: Document, k: int) -> bool:
    """ "عاد X ليسيطر على Y": what somebody came back and did, no aim."""
    near = range(k - 1, max(k - BACK, doc.bounds(k)[0] - 1), -1)
    before = next((form for m in near if (form := doc.finite(m))), None)
    passed = before is not None and before.asp == "p" and before.per == "3" and not before.pro.count("ل")
    return passed and before.lemma in doc.words["came_back"]


def came_of(doc: Document, k: int) -> bool:
    """ "انهار X لتسقط Y", "انسحب X ليسيطر Z على Y": what came of a retreat or a rout told before, no aim; "دخل X حي A
    ليسيطر بذلك على Y": what somebody has "thereby".

    Either the verb at ``k`` is one of coming about, or another side than those told of before does it.
    """
    first = doc.bounds(k)[0]
    said = any(doc.norm(m) in doc.words["thereby"] for m in (k - 1, k + 1))
    thereby = said or attained(doc, k)
    about = any(f.lemma in doc.words["comes_about"] for f in doc.verbs(k))
    apart = about and doc.tokens[k - 1].text in COMMAS  # "دخل X المدينة، ليعود Y إليها"
    flees = any(doc.group(f) in FLIGHT for f in doc.verbs(k)) and k + 1 in doc.actor_on
    for m in range(k - 1, first - 1, -1):
        before = doc.finite(m)
        if before is None:
            continue
        group = doc.group(before)
        if flees and group in BEATS and before.asp == "p" and before.per == "3" and negated(doc, m) is None:
            break  # "سيطر X على A لينسحب Y منها"
        if group in WISHES or "ل" in before.pro or negated(doc, m) is not None:
            return False
        if thereby:
            return before.asp == "p" and verb_stance(doc, m, before).kind == REAL
        if (group in ROUTS or apart) and before.asp == "p" and before.per == "3":
            break
    else:
        return said and not doc.said("purpose", first, k)  # "التقى X وY لينتهي بذلك الحصار"
    if about:
        return True
    side = doc.actor_on.get(_to_subject(doc, k + 1))
    others = {a.slug for a in beginning_in(doc.actors, first, k)}
    return side is not None and not side.prep and side.slug not in (None, *others)


def _to_subject(doc: Document, m: int) -> int:
    """The token at or behind ``m`` past days and "after that": "لتدخلها بعد ذلك X"."""
    while m in doc.date_on or doc.norm(m) in doc.words["come_next"]:
        m += 1
    return m


def _opener(doc: Document, k: int) -> int | None:
    """The token of "an" that opens the clause of a subjunctive at ``k``."""
    m = doc.word_before(k)
    return m if m >= 0 and doc.norm(m) in doc.words["an"] else None


def _after_an(doc: Document, m: int) -> Stance:
    """A subjunctive after "an": real after "before/after" and verbs of managing, else wanted or expected."""
    before = doc.norm(m - 1)
    if before.lstrip("و") in doc.words["before_an"]:
        return _before_which(doc, m - 1)
    if before.lstrip("وف") in doc.words["possible"]:
        return Stance(EXPECTED, m - 1, m - 1, "guess or condition")
    if before in doc.words["without"]:
        return Stance(DENIED, m - 1, m - 1, "without")
    governor = governing_verb(doc, m)
    if governor is not None:
        may = doc.norm(governor).lstrip("وف") in doc.words["possible"]
        if may and doc.norm(governor + 1)[:1] in doc.words["receives"]:
            return Stance(EXPECTED, governor, governor, "guess or condition")  # "يمكن لقوة أن تسيطر"
        if negated(doc, governor) is not None or (group := doc.verb_group(governor)) in ("fail", "deny"):
            return Stance(DENIED, governor, governor, "denied")
        told = before not in doc.words["slot_upon"] if group == "cite" else group in ("manage", "aspect")
        if told and doc.finite(governor).lemma not in doc.words["reckons"]:  # but "شدد X على أن ينسحب Y"
            return Stance(REAL, governor)
    return Stance(EXPECTED, governor, m, "subordinate wish")


def _before_which(doc: Document, m: int) -> Stance:
    """ "قصفوها قبل أن يدخلوها": it did happen; what a present tense puts after another act, or before one that is
    still to come ("ستنتهي المعركة بعد أن يدخل X Y"), did not."""
    if doc.norm(m).lstrip("و") not in doc.words["before"]:
        return Stance(EXPECTED, m, m, "still to come")
    governor = governing_verb(doc, m)
    if governor is None:  # "قبل أن يدخل X Y، ستتوجه …": what is said first hangs on what follows
        last = next((n for n in range(m + 1, doc.bounds(m)[1]) if doc.tokens[n].text in COMMAS), None)
        main = doc.finite(last + 1) if last is not None else None
        governor = last + 1 if main is not None and "و" not in main.pro else None  # "… Y، ويسيطر": goes on from it
        must = (n for n in range(m + 1, doc.bounds(m)[1]) if doc.norm(n).lstrip("وف") in doc.words["must"])
        if (needed := next(must, None)) is not None:
            return Stance(EXPECTED, None, needed, "still to come")  # "قبل أن يدخل X Y يجب فتح الطريق"
    form = doc.finite(governor) if governor is not None else None
    ahead = form is not None and (
        verb_stance(doc, governor, form).kind == EXPECTED or (form.asp == "i" and doc.group(form) == "intend")
    )
    return Stance(EXPECTED, governor, governor, "still to come") if ahead else Stance(REAL, m)


def governing_verb(doc: Document, k: int) -> int | None:
    """The nearest finite verb before ``k`` in its clause that may govern a verbal noun or "an"."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - 22), -1):
        token = doc.tokens[m]
        if (
            (m < k - 1 and is_break(doc, m) and not _aside(doc, m, k))
            or token.text == ":"
            or token.norm in doc.words["relatives"]
        ):
            return _resulting(doc, k, m + 1, i)
        that = token.norm in doc.words["complementizers"] and token.norm not in doc.words["an"]
        if that or announced_before(doc, m, k):
            return None
        if form := doc.finite(m):
            told = form.enc and doc.norm(m - 1) in doc.words["publications"]  # "أعلن X في بيان نشره السيطرة على Y"
            if doc.group(form) in ("be", "become", "stay") or told:
                continue
            outcome = _resulting(doc, k, m, i)
            if outcome is not None:
                return outcome
            return _main_verb(doc, m, i) if doc.group(form) in DESCRIBES else m
    return None


def _resulting(doc: Document, k: int, m: int, i: int) -> int | None:
    """ "أسفرت العملية التي نفذها X عن تحرير Y": behind a clause about a campaign whose verb stands at ``m``
    the verb of its outcome governs the noun at ``k``."""
    if doc.norm(m - 1) not in doc.words["relatives"] or doc.norm(k - 1) not in doc.words["outcome_from"]:
        return None
    main = next((n for n in range(m - 2, i - 1, -1) if doc.finite(n)), None)
    return main if main is not None and doc.finite(main).lemma in doc.words["ends_in"] else None


def _main_verb(doc: Document, m: int, i: int) -> int:
    """ "تمكنت قوات X، التي تقاتل Y منذ أبريل، من السيطرة على Z": behind what only describes a side at ``m``, the verb
    before the clause governs, where it may.
    """
    opens = m - 1
    while opens > i and doc.verb_group(opens) in ("be", "become", "stay"):
        opens -= 1
    if doc.norm(opens) not in doc.words["relatives"] or doc.norm(opens) in doc.words["what"]:
        return m
    side = next((n for n in (opens - 1, opens - 2) if n in doc.actor_on), None)
    main = next((n for n in range(opens - 1, i - 1, -1) if doc.finite(n)), None) if side is not None else None
    return main if doc.verb_group(main) in GOVERNS else m
