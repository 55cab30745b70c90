"""What is only aimed at, of verbal nouns: a noun or a verb of purpose before it, a promise, a choice, a duty, "li-"."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, left_bound
from events.extraction.document import Document
from events.extraction.endings import OWNERS
from events.extraction.forms import Form
from events.extraction.hedges import promises, will_be
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, EXPECTED, Stance, negated
from events.extraction.noun_governors import aimed_by, called_easy_or_hard, choice, crowned, duty
from events.extraction.proclitics import ARTICLE

MARBUTA, BEFORE_OWNER = "ه", "ت"  # how a noun ends, folded, and before whose it is
LEAVES = ("leave", "evacuate")  # groups of verbs
FAR = 8  # tokens from "works" over its subject to "on"
FOR = "ل"
CARRIED = 3  # tokens from "carried out" over its subject to what one decided
NO_ACCORD = 8  # tokens from "no" over who speaks to the agreement that there is none of
WISH = 12  # tokens from a word of wishing over whose it is to what is wished


def aimed(doc: Document, k: int, m: int, form: Form, governor: int | None) -> Stance | None:
    """A noun of purpose up to three words before, or "li-" that tells an aim."""
    i = left_bound(doc, k)
    if doc.verb_group(governor) == "deny" and negated(doc, governor) is None:
        return None  # an intention that is denied is denied
    if _on_its_way(doc, m, form):
        return Stance(EXPECTED, governor, m, "purpose")
    for back in (m, m - 1, m - 2):
        if back >= doc.bounds(k)[0] and promises(doc, back, k, form):
            return Stance(EXPECTED, governor, back, "intended")
        if back >= i and _purpose(doc, back) and back not in doc.place_on and not crowned(doc, back, m):
            return Stance(EXPECTED, governor, back, "purpose")
    if _of_an_accord(doc, k, m):
        return as_agreed(doc, governor, m)
    if "ل" in form.pro and any(doc.match(back, doc.lexicon.phrases["denial"]) for back in (m, m - 1)):
        return Stance(DENIED, governor, m, "denied")
    far = _aim_before(doc, k, m)
    far = aimed_by(doc, k, m) if far is None else far
    far = _aim_of(doc, k) if far is None else far
    if far is not None:
        return Stance(EXPECTED, far if doc.finite(far) else governor, far, "purpose")
    before = doc.finite(m)
    if before and before.asp == "i" and before.lemma in doc.words["is_left"]:
        return Stance(EXPECTED, governor, m, "a judgement")  # "يبقى سقوط X حلما"
    opens = before and before.asp == "i" and "ب" in form.pro and doc.verb_group(m) == "begin"
    if opens and not any(n in doc.actor_on for n in range(i, m)):
        return Stance(EXPECTED, governor, m, "agreed for later")  # "الحل يبدأ بانسحاب X", but "بدأ X حملته باستعادة Y"
    if m >= 0 and (chosen := choice(doc, m)) is not None:
        return Stance(EXPECTED, governor, chosen, "intended")
    if (ought := duty(doc, k, m)) is not None:
        return Stance(EXPECTED, governor, ought, "a command")
    if (called := called_easy_or_hard(doc, m)) is not None:
        return Stance(EXPECTED, governor, called, "a judgement")
    if (wish := _wished(doc, k, m, form, governor)) is not None:
        return Stance(EXPECTED, governor, wish, "intended")
    verb = doc.finite(governor) if governor is not None else None
    if verb and verb.lemma in doc.words["aims"] and k - governor <= 3:
        return Stance(EXPECTED, governor, governor, "purpose")
    if _notice_to_leave(doc, k, form, governor):
        return Stance(EXPECTED, governor, governor, "a command")
    if verb and verb.asp == "i" and doc.norm(m) in doc.words["until"]:
        return Stance(EXPECTED, governor, m, "until it comes to pass")
    if "ل" in form.pro and not _attained(doc, k, governor, doc.verb_group(governor)):
        return Stance(EXPECTED, governor, k, "purpose")
    return None


def _notice_to_leave(doc: Document, k: int, form: Form, governor: int | None) -> bool:
    """ "أبلغ X المنظمات بمغادرة A", "أبلغت X فصائلها بالانسحاب من A": what others are told to do; not "أبلغ مصدر
    الوكالة بانسحاب X" nor "أبلغهم بانسحابه", which tell who left."""
    verb = doc.finite(governor) if governor is not None else None
    leaves = doc.group(form) in LEAVES and "ب" in form.pro and not form.enc
    return verb is not None and leaves and verb.lemma in doc.words["gives_notice"] and k + 1 not in doc.actor_on


def _on_its_way(doc: Document, m: int, form: Form) -> bool:
    """ "على أبواب تحرير X", "خطوة نحو عزل X", "الطريق أمام تحرير X", "هذا عام تحرير X": whether the word at
    ``m`` leads up to it."""
    word, before = doc.norm(m), doc.norm(m - 1)
    if word in doc.words["year_of"]:  # "سيكون عام تحرير X", but "في عام تحرير X"
        return before not in doc.words["prepositions"] and not (doc.finite(m - 1) and doc.finite(m - 1).asp == "p")
    if word[:1] == FOR and word[1:] in doc.words["doing"] and "ل" not in form.pro:
        return True  # "يتقدم لإتمام تحرير X"
    if word in doc.words["on_doors"] and before.lstrip("و") in doc.words["slot_upon"]:
        return True
    towards = word in doc.words["towards"] and "ل" not in form.pro
    return towards or (word in doc.words["in_front_of"] and before in doc.words["way_open"])


def as_agreed(doc: Document, governor: int | None, accord: int) -> Stance:
    """What an agreement at ``accord`` is about: for later, but denied where it is denied that there is one ("نفى وجود
    اتفاق على تسليم X", "لا صحة لوجود اتفاق", "لم يتم التوصل إلى أي اتفاق على")."""
    denies = doc.verb_group(governor) == "deny" and negated(doc, governor) is None
    for m in () if denies else range(accord - 1, max(accord - 1 - NO_ACCORD, doc.bounds(accord)[0] - 1), -1):
        form = doc.finite(m)
        there = doc.norm(m) in doc.words["there_is"] or doc.norm(m) in doc.words["presence"]
        none = there and doc.norm(m - 1) in doc.words["not"]
        never = form is not None and doc.group(form) in ("agree", "passive_aux") and negated(doc, m) is not None
        denied = form is not None and doc.group(form) == "deny" and negated(doc, m) is None
        denies = none or never or denied or doc.match(m, doc.lexicon.phrases["denial"]) > 0
        if denies or form is not None or is_break(doc, m):
            break
    return Stance(DENIED if denies else EXPECTED, governor, accord, "denied" if denies else "agreed for later")


def _of_an_accord(doc: Document, k: int, m: int) -> bool:
    """ "انهار اتفاق خروج X من Y": an agreement's name tells of nothing done, unless it is said to be carried out."""
    named = m == k - 1 and doc.norm(m).lstrip("وبل") in doc.words["accords"] and not doc.norm(m).startswith(ARTICLE)
    return named and doc.norm(m - 1).lstrip("وب") not in doc.words["carrying_out"]


def _purpose(doc: Document, m: int) -> bool:
    """ "نية", "نيته", "قرارها": a noun of purpose at ``m``, and whose it is."""
    purposes = doc.lexicon.phrases["purpose"]
    if doc.match_noun(m, purposes):
        return True
    if doc.finite(m) is not None or any(doc.norm(n) in doc.words["carries_out"] for n in range(m - CARRIED, m)):
        return False  # "نفذ X قراره"
    word = doc.norm(m).removeprefix("و").removeprefix("ب")
    bare = [word.removesuffix(own) for own in OWNERS if word.endswith(own)]
    nouns = [*bare, *(noun[:-1] + MARBUTA for noun in bare if noun.endswith(BEFORE_OWNER))]
    return any(None in purposes.get(noun, ()) for noun in nouns)


def _aim_of(doc: Document, k: int) -> int | None:
    """ "الهدف من معركة X تحرير Y": the aim "of" something that opens the clause, right behind which what is aimed at
    stands."""
    i = left_bound(doc, k)
    for n in range(max(i, k - WISH), k - 1):
        if doc.norm(n).lstrip("و").removeprefix(ARTICLE) in doc.words["left_to_choose"]:
            of = doc.norm(n + 1) in doc.words["from"] and not any(_ends_wish(doc, x) for x in range(n + 2, k))
            return n if of and n not in doc.place_on else None
    return None


def _aim_before(doc: Document, k: int, m: int) -> int | None:
    """ "تهدف الحملة، التي …، إلى تطويق X", "ستعمل أولا على اقتحام X": a verb of aiming before its "to", "on"."""
    if doc.norm(m) in doc.words["slot_upon"]:
        n = m - 1
        while n > m - FAR and (n in doc.actor_on or n in doc.date_on or n == m - 1) and not _works_on(doc, n):
            n -= 1  # "يعمل X على استعادة Y"
        return n if _works_on(doc, n) else None
    if doc.norm(m) not in doc.words["slot_to"]:
        return _aim_of_first(doc, k, m) if doc.norm(k)[:1] in doc.words["and"] else None
    verbs = doc.having("verb", doc.bounds(k)[0], m)
    return next((n for n in reversed(verbs) if (form := doc.finite(n)) and form.lemma in doc.words["aims_at"]), None)


def _aim_of_first(doc: Document, k: int, m: int) -> int | None:
    """ "تعمل على فض الاشتباك وإخراج X", "محاولة حشد القوات واستعادة Y": the aim of what the noun at ``k``
    is joined to."""
    for n in range(m, max(m - FAR, left_bound(doc, k) - 1), -1):
        governs = doc.norm(n) in doc.words["slot_upon"] | doc.words["slot_to"]
        if governs and (aim := _aim_before(doc, n + 1, n)) is not None:
            return aim
        if (_purpose(doc, n) and n not in doc.place_on) or will_be(doc, n, joined=True):
            return n
        if doc.tokens[n].text in COMMAS or (doc.finite(n) and not any(f.pos == "vn" for f in doc.forms(n))):
            return None
    return None


def _works_on(doc: Document, n: int) -> bool:
    return doc.norm(n).lstrip("و") in doc.words["works_on"]


def _attained(doc: Document, k: int, governor: int | None, group: str) -> bool:
    """Whether "li-" before the noun tells a result ("أدى لسيطرة", "تمكن لاستعادة") and not an aim."""
    if governor is None:
        return False
    # "دفع X بقوات لاستعادة Y": sent them
    sent = any(doc.norm(m).startswith("ب") and m not in doc.place_on for m in range(governor + 1, k))
    return (group == "manage" and k - governor <= 3) or (doc.norm(governor) in doc.words["led_to"] and not sent)


def _wished(doc: Document, k: int, m: int, form: Form, governor: int | None) -> int | None:
    """ "كلف X بالسيطرة على Y", "تلكأ X في استعادة Y", "ألغى X الانسحاب", "بوسع X دخول Y": a word that leaves open, or
    rules out, what stands behind it as its object or behind its preposition; also what is stressed ("شدد على") and
    what one is able to do. "بسيطرته على" is how a thing was done, but for what something hangs on ("مشروط بخروجه من").
    """
    upon = doc.norm(m) in doc.words["slot_upon"]
    verb = doc.finite(governor) if governor is not None else None
    if verb is not None and not form.enc:
        stressed = verb.lemma in doc.words["stresses"] and upon
        able = verb.lemma in doc.words["is_able"] and verb.asp == "i" and k - governor <= FAR
        if stressed or able or (verb.lemma in doc.words["hesitates"] and doc.norm(m) in doc.words["slot_in"]):
            return governor
    behind = doc.norm(m) in doc.words["leaves_open"] or doc.norm(m) in doc.words["about"]
    bare = not behind and not set(form.pro) & {"ب", "ل"}
    open_to = "wished" if bare else "made_to_depend" if form.enc and not behind else "wished_by"
    for n in reversed(doc.said(open_to, max(doc.bounds(k)[0], k - WISH), k)):
        if n not in doc.place_on and n not in doc.actor_on:
            behind = n + max(doc.match(n, doc.lexicon.phrases[open_to]), 1)  # "القرار اتخذ بتطويق X"
            return None if any(_ends_wish(doc, x) for x in range(behind, k)) else n
    return None


def _ends_wish(doc: Document, x: int) -> bool:
    """Whether a verb, a clause or a report begins at ``x``: what stands behind it is not what was wished."""
    verb = doc.finite(x) is not None and not any(f.pos == "vn" for f in doc.forms(x))  # "فتح الطريق"
    return verb or is_break(doc, x) or doc.norm(x) in doc.words["complementizers"]
