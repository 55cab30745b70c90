"""Did it happen, of verbal nouns: what is denied, guessed, agreed on, still to come or the name of a campaign."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.denied_reports import never_stated, reports_denied, unconfirmed
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.hedges import anniversary, coming, in_accord, of_another, yet_to_be
from events.extraction.left_open import left_open
from events.extraction.marks import QUOTES
from events.extraction.modality import (
    DENIED,
    EXPECTED,
    NONE,
    REAL,
    Stance,
    governing_verb,
    guess_before,
    negated,
    verb_stance,
)
from events.extraction.noun_aims import aimed, as_agreed
from events.extraction.noun_governors import (
    OPEN,
    counted_from,
    foreseen,
    goes_on_with,
    light_noun,
    not_yet,
    paved_the_way,
    until_then,
)
from events.extraction.prevented import not_prevented

LEAVES = ("leave", "evacuate")
COMES = ("control", "handover", "advance", "presence", "under")  # what a side does in a place that another has left
HOUR = 16  # tokens from a noun whose hour is spoken of to what is said of the hour
REPORT = 40  # tokens of a report, up to what is said of it
FAR = 8  # tokens from "success", "failure" over whose it is to "in"


def noun_stance(doc: Document, k: int, form: Form, earlier: Stance | None) -> Stance:
    """The stance of a verbal noun at ``k``; ``earlier`` is that of the noun it is coordinated with, if any."""
    m, passed = k - 1, doc.words["doing"] | doc.words["any"]  # "من أي تقدم نحو X": "from" governs the noun
    while m >= 0 and (doc.tokens[m].text in QUOTES or doc.norm(m) in passed):
        m -= 1
    if (light := light_noun(doc, form, m)) is not None:
        return noun_stance(doc, *light, earlier)
    word = doc.norm(m) if m >= 0 and doc.sentence_of[m] == doc.sentence_of[k] else ""
    if and_or(doc, k, form) and earlier is not None and not (set(form.pro) & {"ل", "ب"}):
        return earlier
    years = anniversary(doc, k)
    if years is not None:  # without its number it is told of no day
        return Stance(REAL if years else NONE, None)
    if not_prevented(doc, k) is not None:
        return Stance(REAL, None)
    if (told := outcome(doc, k)) is not None:
        if told[1] == "fail":
            return Stance(DENIED, None, told[0])
        wish = _means_to(doc, told[0])
        return Stance(REAL, None) if wish is None else Stance(EXPECTED, wish, wish, "intended")
    governor = governing_verb(doc, k)
    if governor is not None and paved_the_way(doc, k, governor, form):
        return Stance(REAL, None)
    qualified = _qualified(doc, k, governor)
    if qualified is not None:
        return _denied_after(doc, k, governor) or qualified
    if word in doc.words["after"] and (yet := not_yet(doc, form, m)) is not None:
        return Stance(DENIED, yet, yet, "negated")
    if (ahead := until_then(doc, m)) is not None:
        return Stance(EXPECTED, governor, ahead, "until it comes to pass")
    if word.lstrip("و") in doc.words["after"] and _makes_room(doc, k, form, governor):
        return Stance(EXPECTED, governor, governor, "future")
    if (word.lstrip("و") in doc.words["since"] or counted_from(doc, m)) and "ل" not in form.pro:
        return Stance(REAL, None)
    if _is_over(doc, m, governor):
        return _denied_noun(doc, k, m, word, governor) or _as_governed(doc, governor) or Stance(REAL, governor)
    return (
        aimed(doc, k, m, form, governor)
        or _denied_noun(doc, k, m, word, governor)
        or (_as_governed(doc, governor) if governor is not None else None)
        or _uncertain(doc, k, m, word, governor)
        or left_open(doc, k, m, form, governor)
        or Stance(REAL, governor, None, OPEN, _begun(doc, governor, k, form))
    )


def _makes_room(doc: Document, k: int, form: Form, governor: int | None) -> bool:
    """ "ستتسلم X الميناء بعد انسحاب Y منه": who leaves a place so that others come is still to go, unless a day of his
    own says when he went."""
    if doc.group(form) not in LEAVES or doc.verb_group(governor) not in COMES:
        return False
    return "س" in doc.finite(governor).pro and not any(doc.dates_in(k, right_bound(doc, k)))


def _begun(doc: Document, governor: int | None, k: int, form: Form) -> bool:
    """Whether what the noun tells is only under way: "بدأ X استعادة Y", "يواصل X تحرير Y"."""
    begins = doc.verb_group(governor) == "begin" and not _opened(doc, governor, k, form)
    verb = doc.finite(governor) if begins else None
    if verb is not None and verb.lemma in doc.words["hastens"] and verb.asp == "p":
        return False  # "سارع X إلى بسط سيطرته على Y"
    return begins or ("ب" not in form.pro and goes_on_with(doc, governor, k, form))


def _opened(doc: Document, governor: int, k: int, form: Form) -> bool:
    """ "بدأت المعركة بتحرير X", "بدأ X حملته باستعادة Y": what a campaign began with has been done, unlike what a force
    began to do."""
    own = any(doc.norm(m) in doc.words["its_campaign"] for m in range(governor + 1, k))
    campaign = any(doc.match_noun(governor + 1, doc.lexicon.phrases[name]) for name in ("campaign", "courses"))
    itself = doc.finite(governor) is not None and bool(doc.finite(governor).enc)  # "حملة بدأها بالسيطرة على X"
    return (own or itself or (campaign and governor + 1 not in doc.actor_on)) and "ب" in form.pro


def _means_to(doc: Document, k: int) -> int | None:
    """ "دعا إلى منطقة حظر تمكن X من تحرير Y": the verb that wants the thing which the managing at ``k`` describes."""
    goes_on = doc.norm(k)[:1] in doc.words["and"] or doc.norm(k - 1) in doc.words["next_then"]
    wish = None if goes_on else governing_verb(doc, k)
    if wish is not None and paved_the_way(doc, k, wish, next((f for f in doc.forms(k) if f.pos == "vn"), None)):
        return None
    return wish if doc.verb_group(wish) == "intend" else None


def and_or(doc: Document, k: int, form: Form) -> bool:
    """Whether "and", "or" or "then" joins a verbal noun at ``k`` to what stands before it ("اقتحام X أو دخولها")."""
    return "و" in form.pro or doc.norm(k - 1) in doc.words["or"] or doc.norm(k - 1) in doc.words["next_then"]


def _qualified(doc: Document, k: int, governor: int | None) -> Stance | None:
    """ "سيطرته المرتقبة على", "الانسحاب المزعوم من", "سيكون تحرير X": a word beside it says it is not so yet."""
    doubt = unconfirmed(doc, k)
    if doubt is not None and doc.verb_group(governor) != "deny":
        return Stance(EXPECTED, governor, doubt, "not confirmed")
    accord = in_accord(doc, k)
    if accord is not None:
        return as_agreed(doc, governor, accord)
    for m in range(k + 1, k + 4):
        if doc.norm(m) in doc.words["awaited"]:
            return Stance(EXPECTED, governor, m, "still to come")
        if doc.norm(m) in doc.words["alleged"]:
            return Stance(DENIED, governor, m, "alleged")
        if m in doc.place_on or doc.finite(m):
            break
    since = doc.norm(k - 1).lstrip("و") in doc.words["since"] or counted_from(doc, k - 1)
    stop = min(k + 12, doc.bounds(k)[1])
    ends = (m for m in doc.having("bound", k + 1, stop) if _verb(doc, m) or is_break(doc, m))
    after = k if since else next(ends, k)
    for m in (k - 1, after):
        verb = doc.finite(m)
        nobody = m > k and not any(x in doc.actor_on for x in range(k + 1, m))  # "سقوط X سيجبر Y على"
        if (
            verb
            and "س" in verb.pro
            and (m < k or "و" not in verb.pro)
            and (nobody or doc.group(verb) in ("be", "become"))
        ):
            return Stance(EXPECTED, governor, m, "future")
    if not since and (to_be := yet_to_be(doc, k, stop)) is not None:
        return Stance(EXPECTED, governor, to_be, "future")
    if not since:
        hour = doc.norm(k - 1) in doc.words["hours"]  # "يوم تحرير X قريب", "ساعة استعادة X من Y اقتربت"
        ahead = doc.said("ahead", k + 1, min(doc.bounds(k)[1], k + (HOUR if hour else 8)))
        ahead = ahead or [
            m for m in range(k + 1, min(doc.bounds(k)[1], k + 5)) if hour and doc.norm(m) in doc.words["near"]
        ]
        if (soon := next(iter(ahead), coming(doc, k) or foreseen(doc, k))) is not None:
            return Stance(EXPECTED, governor, soon, "still to come")
    if doc.norm(k - 1) in doc.words["means"] and doc.norm(k - 2) not in doc.words["asks_what"]:
        return Stance(EXPECTED, governor, k - 1, "what it would mean")  # "ما يعني سقوط X"
    means = next((m for m in range(k + 1, min(k + 7, doc.bounds(k)[1])) if doc.norm(m) in doc.words["means"]), None)
    if means is not None and not since:
        return Stance(EXPECTED, governor, means, "what it would mean")
    return None


def _verb(doc: Document, m: int) -> bool:
    """Whether a verb stands at ``m`` that is no noun joined to the one before ("دخول X وتسلم Y سيكون")."""
    return doc.finite(m) is not None and not any(f.pos == "vn" and "و" in f.pro for f in doc.forms(m))


def _denied_noun(doc: Document, k: int, m: int, word: str, governor: int | None) -> Stance | None:
    """ "Without", "it is not true that", and what follows the report: "is without foundation"."""
    nor = word in doc.words["prepositions"] and doc.norm(m - 1) in doc.words["not"]
    if word in doc.words["not_noun"] or nor or word in doc.words["none_of"]:
        return Stance(DENIED, governor, m, "without")
    reach, own = 0, left_bound(doc, k)
    first = max(doc.bounds(k)[0], m - 15)
    denials = doc.having("denial", first, m + 1) or doc.having("no_truth", first, m + 1)
    for back in range(m, first - 1, -1) if denials else ():
        if is_break(doc, back) or doc.norm(back) in doc.words["complementizers"]:
            break
        reach += doc.tokens[back].kind == "word"
        phrases = doc.lexicon.phrases["denial" if reach <= 6 and back >= own else "no_truth"]
        if doc.match(back, phrases):
            return Stance(DENIED, governor, back, "denied")
    return _denied_after(doc, k, governor)


def _denied_after(doc: Document, k: int, governor: int | None) -> Stance | None:
    """ "الحديث عن سقوط X عار عن الصحة"; of a report that opens its clause, however long it is."""
    names = ("denial_after", "only_rumours") if doc.norm(k - 1) in doc.words["about"] else ("denial_after",)
    stop = min(doc.bounds(k)[1], k + (REPORT if len(names) > 1 else 14))
    after = [m for name in names for m in doc.said(name, k + 1, stop) if not of_another(doc, m)]
    return Stance(DENIED, governor, after[0], "denied") if after else None


def _as_governed(doc: Document, governor: int) -> Stance | None:
    """What the governing verb says of the noun: managed, denied, failed, intended."""
    group = doc.verb_group(governor)
    form, leads = doc.finite(governor), doc.norm(governor).lstrip("و") in doc.words["led_to"]
    if group in ("passive_aux", "manage", "begin", "aspect") or (leads and "ل" not in form.pro):
        own = verb_stance(doc, governor, form)
        if own.kind != REAL:
            return Stance(own.kind, governor, own.cue, own.why)
    no = negated(doc, governor) is not None
    if group == "cite" and (no or never_stated(doc, governor)):
        return Stance(NONE, governor, governor, "not announced")
    if no or group in ("deny", "fail"):
        return Stance(DENIED, governor, governor, "denied or failed")
    if doc.norm(doc.word_before(governor)) in doc.words["an"] and group not in ("deny", "fail"):
        own = verb_stance(doc, governor, form)  # "تحدى X أن يثبت دخول Y", "يتوقع أن يعلن X تحرير Y"
        if own.kind == EXPECTED:
            return Stance(own.kind, governor, own.cue, own.why)
    denial = _whoever_says(doc, governor) if group == "cite" else None
    denial = reports_denied(doc, governor) if denial is None else denial
    if denial is not None:
        return Stance(DENIED, governor, denial, "report denied")
    if group in ("intend", "agree", "allow") or form.lemma in doc.words["reckons"]:
        return Stance(EXPECTED, governor, governor, "intended")
    return Stance(EXPECTED, governor, governor, "future") if "س" in doc.finite(governor).pro else None


def _uncertain(doc: Document, k: int, m: int, word: str, governor: int | None) -> Stance | None:
    """A guess or condition before the noun, or the name of a campaign."""
    i = left_bound(doc, k)
    guess = guess_before(doc, k, i)
    if guess is not None:
        return Stance(EXPECTED, governor, guess, "guess or condition")
    direct = word not in doc.words["aim_of_campaign"] or doc.verb_group(governor) == "manage"
    for back in [m] if direct else [m - 1, m - 2, m - 3]:
        campaign = back >= i and doc.match(back, doc.lexicon.phrases["campaign"])
        if back >= i and _for_campaign(doc, back):
            return Stance(EXPECTED, governor, back, "purpose")
        if campaign and _under_way(doc, k, back):
            return Stance(REAL, governor, None, "", True)
        if campaign and back not in doc.actor_on and not doc.finite(back):
            return Stance(NONE, governor, back, "name of a campaign")
    return None


def _for_campaign(doc: Document, k: int) -> bool:
    """ "تعزيزات لمعركة استعادة X", "لحملة السيطرة على Y": "for" and a campaign in one word."""
    word = doc.norm(k)
    noun = word.startswith("ل") and not word.startswith("لل") and doc.match_noun(k, doc.lexicon.phrases["campaign"])
    return bool(noun) and k not in doc.actor_on and not doc.finite(k)


def _under_way(doc: Document, k: int, back: int) -> bool:
    """ "بدء خروج X من Y", "عملية إجلاء": people who have begun to leave are no campaign's aim."""
    word = doc.norm(back).lstrip("و")
    groups = {doc.group(f) for f in doc.forms(k) if f.pos == "vn"}
    out = bool(groups & {"leave", "evacuate"}) and word in doc.words["under_way"]
    told = doc.verb_group(back - 1) in ("passive_aux", "aspect", "begin")  # "جرت عملية تسليم X"
    return out or ("handover" in groups and (word in doc.words["begun"] or (told and word in doc.words["under_way"])))


def _whoever_says(doc: Document, governor: int) -> int | None:
    """ "من يتحدث عن سقوط X واهم": "who" before a present tense of telling; nobody is said to have told it."""
    whoever = doc.norm(governor - 1).removeprefix("و") in doc.words["from"]
    return governor - 1 if whoever and doc.finite(governor).asp == "i" else None


def _is_over(doc: Document, back: int, governor: int | None) -> bool:
    """ "أعلن X انتهاء عملية تحرير Y", "أنجز X مهمة تطهير Y": a campaign whose end the governing verb tells or does."""
    over, verb = back - 1, doc.finite(governor)
    if verb is None or not doc.match(back, doc.lexicon.phrases["campaign"]):
        return False
    if verb.lemma in doc.words["campaign_done"]:
        return verb.asp == "p" and not verb.enc and doc.norm(over) not in doc.words["prepositions"]
    if doc.norm(over).lstrip("وب") not in doc.words["campaign_over"] or doc.group(verb) not in ("cite", "passive_aux"):
        return False
    unless = doc.words["complementizers"] | doc.words["before"] | doc.words["till"] | doc.words["coming_near"]
    return not any(doc.norm(m) in unless for m in range(governor + 1, over))


def outcome(doc: Document, k: int) -> tuple[int, str] | None:
    """ "نجاح X في السيطرة على Y", "بعد فشلهم في دخول Y": the noun of managing or failing that governs the one at ``k``,
    and which of the two it is.
    """
    if doc.norm(k - 1) not in doc.words["outcome_in"]:
        return None
    for m in range(k - 2, max(k - 2 - FAR, doc.bounds(k)[0] - 1), -1):
        if m in doc.actor_on or m in doc.date_on or doc.tokens[m].text in QUOTES:
            continue
        noun = next((f for f in doc.forms(m) if f.pos == "vn" and doc.group(f) in ("manage", "fail")), None)
        return (m, doc.group(noun)) if noun and doc.finite(m) is None else None
    return None
