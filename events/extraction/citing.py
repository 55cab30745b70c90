"""Shapes of citing that stand behind or before what they cite without "that": "كما ذكرت X", "وهو ما أكده X", "X: …"."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break
from events.extraction.document import Document
from events.extraction.endings import US
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.timelines import timed
from events.extraction.word_readings import CLOSE
from gazetteer.matching.arabic import fold

BARS, FIRST = frozenset("|\u00a6"), "1"  # before a source in a headline; the person of "we"
DOTS = ("..", "...", "…")
OPENS = (*QUOTES, ":")  # before what is said
HEADING = 8  # tokens of a source before a colon
AHEAD = 6  # tokens behind a source in which what it says may begin
TOLD = 8  # tokens of an outlet before who tells it
SO = "فال"  # "so the …"
DESCRIBED = 4  # tokens from "news", over what describes it, to "of"


def cited_before(doc: Document, k: int, stop: int) -> bool:
    """Whether the citing verb at ``k``, whose source ends at ``stop``, tells who said what stands before it."""
    form, word = doc.finite(k), doc.norm(k - 1)
    if form is None or doc.group(form) != "cite" or k <= doc.bounds(k)[0] + 1 or _goes_on(doc, k, stop):
        return False
    before = doc.norm(k - 2).lstrip("و")
    if word in doc.words["what"]:
        return before in doc.words["what_is_told"]  # "على ما أفاد", "وهو ما أكده"
    if word in doc.words["relatives"]:
        return before in doc.words["matter"] and bool(form.enc)  # "الأمر الذي أكده"
    if word in doc.words["as_cited"]:
        return _at_end(doc, stop)  # "كما ذكرت مصادر محلية"
    if doc.tokens[k - 1].text in COMMAS and form.lemma in doc.words["tells_behind"] and not form.pro:
        return stop >= doc.bounds(k)[1] or doc.tokens[stop].kind != "word"  # "…، يقول مصدر عسكري"
    return _behind_quotation(doc, k) and stop > k + 1


def _goes_on(doc: Document, k: int, stop: int) -> bool:
    """Whether what is said follows: "that", a colon, a quotation."""
    last = min(doc.bounds(k)[1], stop + AHEAD)
    return any(doc.norm(m) in doc.words["complementizers"] or doc.tokens[m].text in "«“:" for m in range(k + 1, last))


def _at_end(doc: Document, stop: int) -> bool:
    """Whether nothing but a preposition's phrase follows the source that ends at ``stop``."""
    if stop >= len(doc.tokens) or doc.tokens[stop].kind != "word":
        return True
    return doc.norm(stop) in doc.words["source_ends"] or stop in doc.date_on


def _behind_quotation(doc: Document, k: int) -> bool:
    """ "«سيطرنا على X»، قال Y", "هكذا قال Y": whether a quotation is shut right before the verb at ``k``."""
    m = k - 1
    while m > 0 and (doc.tokens[m].text in "،,.–-" or doc.norm(m) in doc.words["thus"]):
        m -= 1
    text = doc.tokens[m].text
    opened = sum(doc.tokens[n].text == '"' for n in range(doc.bounds(k)[0], m)) % 2 == 1
    return text in CLOSE or (text == '"' and opened)


def reach_back(doc: Document, k: int, i: int) -> int:
    """The first token that a source told at ``k`` speaks for: from the clause before it, what hangs on it included."""
    for m in range(k - 1, i - 1, -1):
        if is_break(doc, m) and not doc.match(m, doc.lexicon.phrases["hangs_on"]):
            return m
    return i


def heads_report(doc: Document, colon: int) -> tuple[int, int] | None:
    """ "المرصد: …", "مصدر عسكري: …", "الجيش السوداني: …" in a headline, "عاجل | الجيش: …", "X: سيطرنا على Y" anywhere:
    the tokens of the source before a colon that opens a sentence, behind a comma those of a side ("X: سيطرنا، وY: …");
    a side behind the hour of its line ("17:20 الجيش السوداني: …"), or of whose forces "we" speak, in any sentence.
    """
    i, j = doc.bounds(colon)
    end = colon - (doc.tokens[colon - 1].text in QUOTES)  # "«الدعم السريع»: …"
    last = doc.actor_on.get(end - 1)
    i = next((m + 1 for m in range(colon - 1, i, -1) if doc.tokens[m].text in BARS), i)
    if last is not None and last.slug and doc.tokens[last.i - 1].text in (*COMMAS, *DOTS):
        i = last.i
    while i < colon and (doc.tokens[i].kind != "word" or doc.tokens[i].text in QUOTES):
        i += 1
    if not 0 < colon - i <= HEADING or colon + 1 >= j:
        return None
    if any(doc.finite(m) or m in doc.date_on for m in range(i, colon)):
        return None
    phrases = doc.lexicon.phrases
    source = doc.match_noun(i, phrases["sources"]) or doc.match_noun(i, phrases["unnamed"])
    verbs = (form for m in doc.having("verb", colon, j) if (form := doc.finite(m)) is not None)
    ours = doc.sentence_of[colon] == 0 or timed(doc, colon) or any(form.per == FIRST for form in verbs)
    ours = ours or any(doc.actor_on[m].owner == US for m in range(colon, j) if m in doc.actor_on)
    side = doc.actor_on.get(i) if ours else None
    named = side is not None and side.slug is not None and side.j == end
    heading = doc.text[doc.tokens[i].start : doc.tokens[colon - 1].end]
    named = named or any(name in fold(heading) for name, _ in doc.lexicon.outlet_names)
    return (i, colon) if source or named else None


def hearsay(doc: Document, k: int) -> bool:
    """ "أنباء عن سقوط X", "تقارير صحفية حول انسحاب Y", "أنباء سقوط X": whether a noun of what goes round, at ``k``,
    reports a change that nobody is named for."""
    if not doc.match(k, doc.lexicon.phrases["hearsay"]):
        return False
    about = next((m for m in range(k + 1, k + DESCRIBED) if doc.norm(m) in doc.words["about"]), k)
    return any(f.pos == "vn" for f in doc.forms(about + 1))


def man_of(doc: Document, k: int) -> bool:
    """ "مصدر في X", "المركز الإعلامي لـ«X»": whether "in" or a lone "of" at ``k`` tells whose man a source is."""
    m = doc.word_behind(k) if doc.norm(k) in doc.words["lone_clitics"] else k + 1
    side, leads = doc.actor_on.get(m), m > k + 1 or doc.norm(k) in doc.words["inside"]
    return leads and side is not None and side.i == m


def told_to(doc: Document, k: int) -> bool:
    """ "قال سكان لرويترز", "أكد مصدر للجزيرة نت": whether the word at ``k`` is the paper or the channel told
    of it."""
    word = doc.norm(k)
    if not word.startswith(LAM) or k in doc.actor_on:
        return False
    rest = ARTICLE + word[2:] if word.startswith(LAM + LAM) else word[1:]
    outlets = (name for name, _ in doc.lexicon.outlet_names)
    return rest in doc.words["press"] or any(name == rest or name.startswith(f"{rest} ") for name in outlets)


def behind_told_to(doc: Document, k: int, stop: int) -> int:
    """ "وقال لفرانس برس قائد ميداني إن": the token behind the outlet that is told first, where who tells follows it."""
    if not told_to(doc, k):
        return k
    for m in range(k + 1, min(stop, k + TOLD)):
        if doc.norm(m) in doc.words["complementizers"] or doc.tokens[m].kind != "word":
            return m
        if doc.match_noun(m, doc.lexicon.phrases["sources"]) or doc.match_noun(m, doc.lexicon.phrases["unnamed"]):
            return m
    return k


def carried_from(doc: Document, k: int, j: int) -> str | None:
    """ "نقلت وكالة عن قائد في X قوله إن": the side of the man whose words an outlet carries, its name ending before
    ``k``."""
    if doc.norm(k) not in doc.words["about"]:
        return None
    lists = (doc.lexicon.phrases["unnamed"], doc.lexicon.phrases["sources"])
    if not (doc.norm(k + 1) in doc.words["officers"] or any(doc.match_noun(k + 1, names) for names in lists)):
        return None
    near = range(k + 1, min(j, k + 2 * TOLD))
    that = next((m for m in near if doc.tokens[m].text in OPENS or doc.norm(m) in doc.words["complementizers"]), k)
    return next((doc.actor_on[m].slug for m in range(k + 1, that) if m in doc.actor_on and doc.actor_on[m].slug), None)


def announcement(doc: Document, k: int) -> bool:
    """ "بعد إعلان X السيطرة على Y": whether a noun of telling stands at ``k`` right before who tells it."""
    if not doc.match(k, doc.lexicon.phrases["announcement"]) or doc.finite(k) is not None:
        return False
    side = doc.actor_on.get(k + 1)
    return (side is not None and not side.prep) or doc.match_noun(k + 1, doc.lexicon.phrases["sources"]) > 0


def accuser(doc: Document, k: int) -> tuple[int, int] | None:
    """ "اتهم X Y بتسليم Z", "X يتهم Y بالانسحاب من Z": the tokens of who accuses (none, where no side is told there)
    with the verb or noun at ``k``; None where it does not."""
    if not doc.match(k, doc.lexicon.phrases["accuses"]):
        return None
    side = doc.actor_on.get(k - 1) or doc.actor_on.get(k + 1)
    return (side.i, side.j) if side is not None and not side.prep and side.slug else (k, k)


def denies_back(doc: Document, k: int) -> bool:
    """ "…، وهو ما نفاه X مؤكدا أن": whether the verb at ``k`` denies what stands before it; who denies goes on."""
    which = doc.norm(k - 1) in doc.words["what"] and doc.norm(k - 2) in doc.words["which_is"]
    return which and doc.verb_group(k) == "deny"


def only_told_of(doc: Document, k: int) -> bool:
    """ "قلل X من إعلان Y … وقال": whether an announcement at ``k`` is only told of, and nobody is cited by it."""
    phrases = doc.lexicon.phrases
    return doc.match(k, phrases["announcement"]) > 0 and not doc.match(k - 1, phrases["according"])


def report_ends(doc: Document, k: int, *, until: frozenset[str] = frozenset()) -> int:
    """Where what a noun reports ends, from the end ``k`` of its source on: at a comma, a new clause or a word of
    ``until``."""
    last = doc.bounds(k - 1)[1]
    ends = (m for m in range(k, last) if doc.tokens[m].text in COMMAS or doc.norm(m) in until or is_break(doc, m))
    return next(ends, last)


def only_alleged(doc: Document, k: int) -> bool:
    """Whether the verb or noun of telling at ``k`` is one of what the writer does not stand for: "زعم", "مزاعم", "أنباء
    عن", "اتهم", "شائعات انتشرت تتحدث عن"."""
    alleges = any(f.lemma in doc.words["alleges"] for f in doc.forms(k))
    for m in range(k - 1, max(k - HEADING, doc.bounds(k)[0]) - 1, -1) if doc.finite(k) else ():
        if doc.tokens[m].kind != "word" or doc.norm(m) in doc.words["complementizers"]:
            break
        alleges = alleges or doc.norm(m).lstrip("و") in doc.words["rumours"]
    return alleges or any(doc.match(k, doc.lexicon.phrases[name]) for name in ("hearsay", "accuses"))


def report_follows(doc: Document, k: int) -> bool:
    """For verbs that also mean something else (carry, spread): whether a report follows in the clause."""
    near = range(k + 1, min(doc.bounds(k)[1], k + 16))
    if any(doc.norm(m) in doc.words["complementizers"] for m in near):
        return True
    if doc.finite(k).lemma in doc.words["prone_that"]:
        return False
    return any(doc.tokens[m].text in '«“:"' or doc.norm(m) in doc.words["report_opens"] for m in near)


def denier_tells(doc: Document, verb: int, k: int) -> bool:
    """ "نفى X انسحابه من Y، فالمدينة محاصرة", "… بل إن قواته تسيطر عليها": whether what stands at ``k`` is told by who
    denies something with the verb at ``verb``, and not denied: a clause of reason or contrast begins between them."""
    for m in range(verb + 1, k + 1):
        word = doc.norm(m)
        if word in doc.words["denier_tells"]:
            return True
        form = doc.finite(m)
        so = word.startswith(SO) or (form is not None and "ف" in form.pro)
        if so and doc.tokens[m - 1].text in COMMAS:
            return True
    return False
