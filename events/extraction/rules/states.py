"""Rules for states told without a verb of taking: "تحت سيطرة X", "في قبضة X", "تخضع لX", "عودة Y إلى سيطرة X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, carried, is_break, left_bound
from events.extraction.descriptions import describes
from events.extraction.document import Document
from events.extraction.marks import QUOTES
from events.extraction.modality import DENIED, NONE, REAL, Stance, negated
from events.extraction.noun_stance import noun_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, prep_at, pronoun_hits
from events.extraction.rules.annexed import added_before
from events.extraction.rules.asides import around_where, called
from events.extraction.rules.draft import Draft
from events.extraction.rules.hands import from_hands
from events.extraction.rules.holders import holder_after, holder_of
from events.extraction.rules.state_clause import clause_of_state, under_at
from events.extraction.rules.state_places import as_well, heading, left_to, of_line, of_unnamed, topic
from events.extraction.rules.state_shares import owned_in_state
from events.extraction.rules.state_stance import as_result, stance_of
from events.extraction.rules.words import is_headline, lasting

NEAR = 3  # tokens from "return" to the place that returns
GLUED = 12  # words after a headline that the text's first sentence is glued to
FAR = 10  # tokens from "is subject" over the place to the side


def _after_fall(doc: Document, k: int) -> bool:
    """Whether a word of falling or handing over governs "in the hands of"."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - 12), -1):
        own = doc.verb_group(m) in ("become", "stay") and {"و", "ف", "ل"} & set(doc.finite(m).pro)
        if is_break(doc, m) or own:
            return False  # "سقطت X وباتت تحت سيطرة Y"
        if any(f.pos != "ap" and doc.group(f) in ("fall", "handover") for f in doc.forms(m)):
            return True  # but "X الواقعة غرب Y بيد Z": where it lies
    return False


def under_control(doc: Document, k: int) -> list[Draft] | None:
    """تحت سيطرة X، في قبضة X، إلى سيطرة X، لسيطرة X: held, or come under."""
    length = under_at(doc, k)
    subject_to = 0 if length else _side_subject_to(doc, k)
    if not length and not subject_to:
        return None
    if _after_fall(doc, k):
        return None  # "سقوط X بيد Y" is the fall's own rule
    if any(f.pos == "vn" and f.definite and f.lemma in doc.words["came_back"] for f in doc.forms(k - 1)):
        return []  # "دعت X الأهالي للعودة إلى كنف الدولة": who is to return stands elsewhere
    if any(doc.match(m, doc.lexicon.phrases["not_left"]) for m in range(max(k - 3, 0), k)):
        return []  # "لم يتبق بأيدي X سوى …": what is left is told by its own rule
    holder = _whom(doc, k, subject_to) if subject_to else holder_of(doc, k, length)
    if holder is None or (subject_to and of_unnamed(doc, k)):
        return []
    between = topic(doc, k + 1, subject_to) if subject_to > k + 1 else []
    clause = called(doc, k) or around_where(doc, k) or clause_of_state(doc, k, holder.actor.j)
    i, verb, hits = (k, None, between) if between else clause
    told = verb and holder.how == "carried"  # "أخضعت X مدينة Y لسيطرتها", "خسر X آخر مدنه تحت سيطرته": told by the verb
    if told and (verb[1] in doc.words["subjects"] or doc.verb_group(verb[0]) == "lose"):
        return []
    behind = _told_behind(doc, k, length, holder) if length else []
    i, verb, hits = (k, None, behind) if behind else (i, verb, hits)
    line = [] if hits or verb else of_line(doc, i, k)
    hits = hits or line or _headed(doc, verb, k) or _of_its_noun(doc, k - 1)
    if not hits and subject_to and doc.finite(k):  # "تخضع لX مدن A وB"
        hits = left_to(doc, holder.actor.j if holder.how == "near" else k + 2, doc.bounds(k)[1])
    hits = owned_in_state(doc, hits, verb, k)
    if not hits or added_before(doc, k, hits[0]):
        return []
    if verb and _until(doc, verb[0], holder.actor.j):
        return []
    if verb and doc.said("nearly", verb[0], k):
        hits = [replace(hit, extent="partial") for hit in hits]  # "المدينة باتت كلها تقريبا في قبضة X"
    hits += as_well(doc, hits[-1], holder.actor.j, doc.bounds(k)[1])
    first, end = doc.bounds(k)
    glued = doc.sentence_of[k] == 0 and hits[0].place.i <= first + 1 and end - k > GLUED
    opens = is_headline(doc, k) or glued
    plain = hits[0].how == "near" and _only_adverbs(doc, hits[-1].place.j, k)
    headline = verb is None and not subject_to and plain and opens and not line and not lasting(doc, k, k)
    coming = _noun_of_coming(doc, k - 1, of_it=True)
    coming = coming or (_coming(doc, hits[0]) if hits[0].how == "near" else None)
    headline = headline and coming is None and not behind
    type_ = "holds" if behind else None
    lost = from_hands(doc, k)
    type_ = type_ or ("capture" if headline or (lost and not coming) else None)
    type_ = type_ or (coming[0] if coming else _under_type(doc, k, verb, hits[-1]))
    if type_ is None:
        return []
    stance = coming[1] if coming else stance_of(doc, i, k)
    if stance.kind == NONE:
        return []
    over = stance.kind == DENIED and stance.cue is not None and not doc.match(stance.cue, doc.lexicon.phrases["future"])
    if verb and type_ == "holds" and over and verb[1] in doc.words["no_longer"]:
        return [
            Draft("under.left", "withdrawal", k, k + max(length, 1), hit, None, holder, Stance(REAL), weak=True)
            for hit in hits
        ]
    was, j = type_ == "was", k + max(length, 1)
    rule, type_ = ("holds.past", "holds") if was else (f"under.{type_}", type_)
    since = type_ == "holds"
    weak = headline or (holder.how == "carried" and doc.norm(j - 1).startswith(ARTICLE))  # "باتت تحت السيطرة": whose?
    return [Draft(rule, type_, k, j, hit, holder, lost, stance, (), weak, headline, since) for hit in hits]


def _headed(doc: Document, verb: tuple[int, str] | None, k: int) -> list[Hit]:
    """ "X.. في قبضة Y", "X.. تعود إلى سيطرة Y": the place at the head of a line, its verb right before the state."""
    if verb is None:
        return heading(doc, k, k)
    return heading(doc, verb[0], verb[0]) if _only_adverbs(doc, verb[0] + 1, k) else []


def _told_behind(doc: Document, k: int, length: int, holder: Found) -> list[Hit]:
    """ "وفي قبضة X أيضا A وB": a clause that opens with the state, the places behind the side."""
    if k != doc.bounds(k)[0] and not (doc.norm(k)[:1] in doc.words["and"] and doc.tokens[k - 1].kind == "punct"):
        return []
    start = holder.actor.j if holder.how == "near" else k + length
    hits = left_to(doc, start, doc.bounds(k)[1])
    plain = hits and all(_only_adverbs(doc, m, m + 1) or _share_word(doc, m) for m in range(start, hits[0].place.i))
    return hits if plain else []


def _coming(doc: Document, hit: Hit) -> tuple[str, Stance] | None:
    """ "عودة X إلى سيطرة Y", "وقوع X في قبضة Y": (type, stance) of what a noun right before the place tells."""
    for m in range(hit.place.i - 1, max(hit.place.i - 1 - NEAR, doc.bounds(hit.place.i)[0] - 1), -1):
        if told := _noun_of_coming(doc, m, of_it=False):
            return told
        if m in doc.actor_on or doc.finite(m) or doc.tokens[m].kind == "punct":
            return None
    return None


def _noun_of_coming(doc: Document, m: int, *, of_it: bool) -> tuple[str, Stance] | None:
    """(type, stance) of "return, fall" at token ``m``, with the place's pronoun on it ("وقوعها في قبضة X") or not."""
    for form in doc.forms(m):
        known = form.lemma in doc.words["came_back"] | doc.words["came_under"]
        if form.pos == "vn" and known and bool(form.enc) == of_it:
            back = form.lemma in doc.words["came_back"]
            return "recapture" if back else "capture", noun_stance(doc, m, form, None)
    return None


def _of_its_noun(doc: Document, m: int) -> list[Hit]:
    """ "بعد عودتها إلى سيطرة Y", "منذ وقوعه في قبضة Y": the place that the pronoun on the noun at ``m`` stands for."""
    nouns = doc.words["came_back"] | doc.words["came_under"]
    form = next((f for f in doc.forms(m) if f.pos == "vn" and f.enc and f.lemma in nouns), None)
    return pronoun_hits(doc, m, form.enc, m, m + 1) if form else []


def _only_adverbs(doc: Document, i: int, j: int) -> bool:
    """Whether nothing but "wholly", a date and the like stands in tokens ``[i, j)``."""
    lists = (doc.lexicon.phrases["full"], doc.lexicon.phrases["adverbs"])
    return all(
        m in doc.date_on or doc.tokens[m].text in QUOTES or any(doc.match(m, words) for words in lists)
        for m in range(i, j)
    )


def _side_subject_to(doc: Document, k: int) -> int:
    """ "خاضعة لقوات X", "تخضع للحوثيين", "تخضع له", "تخضع مدينة Y لX": where the side stands that something is subject
    to, its control not named; 0: none does.
    """
    if not any(f.lemma in doc.words["subject_to"] for f in doc.forms(k)):
        return 0
    for m in range(k + 1, min(k + (FAR if doc.finite(k) else 2), doc.bounds(k)[1])):
        side = doc.actor_on.get(m)
        if side is not None or prep_at(doc, m, doc.words["receives"]):
            return m if side is None or side.prep == "ل" else 0
        if not (m in doc.place_on or _only_adverbs(doc, m, m + 1) or _share_word(doc, m)):
            return 0
    return 0


def _share_word(doc: Document, m: int) -> bool:
    """ "معظم", "أجزاء من", "مناطق واسعة في": words of a share of a place, or a definite adjective behind it."""
    phrases, word = doc.lexicon.phrases, doc.norm(m)
    share = any(doc.match_noun(m, phrases[name]) for name in ("partial", "areas", "plural_heads"))
    about = word.endswith("ها") or word.removeprefix("و").startswith("ال")  # "والشريط الحدودي حولها"
    return share or word in doc.words["limits"] or (about and not doc.forms(m))


def _whom(doc: Document, k: int, m: int) -> Found | None:
    """The side that something is subject to, named at token ``m`` or told by a pronoun there."""
    code = prep_at(doc, m, doc.words["receives"])
    return carried(doc, k - 1, None, code) if code else holder_after(doc, m)


def _until(doc: Document, verb: int, j: int) -> bool:
    """ "بقيت X بيد Y حتى استعادتها": it was so until then, and is so no longer."""
    form = doc.finite(verb)
    if form.asp != "p" or doc.group(form) != "stay" or negated(doc, verb) is not None:
        return False
    after = (m for m in range(j, j + 2) if doc.norm(m) in doc.words["until"])
    return any(doc.norm(m + 1) not in doc.words["so_far"] and m + 1 not in doc.date_on for m in after)


def _under_type(doc: Document, k: int, verb: tuple[int, str] | None, hit: Hit) -> str | None:
    """What being under a side's control tells, by its verb: it came back, it came under, it is so or has
    long been; None: it was so, or nothing is said ("في قبضة X" of no place beside it).
    """
    relative = hit.how == "relative"
    if verb is None:
        beside = hit.how == "pronoun" or (
            hit.how == "near" and (0 <= k - hit.place.j <= 2 or _described_first(doc, hit, k))
        )
        return None if doc.norm(k).startswith(tuple(doc.words["needs_verb"])) and not (beside or relative) else "holds"
    lemma, past = verb[1], doc.finite(verb[0]).asp == "p"
    back = lemma in doc.words["came_back"] and negated(doc, verb[0]) is None
    if back and (past or not relative or as_result(doc, verb)):
        return "recapture"  # "قبل أن تعود X إلى سيطرة Y": never a state, but for "التي تعود إلى Y"
    came = past or as_result(doc, verb)
    if past and doc.verb_group(verb[0]) == "under" and lemma not in doc.words["came_back"] and _since(doc, k):
        return "holds"  # "خضعت X لسيطرة Y منذ 2014"
    if (lemma in doc.words["became"] and came and not relative) or lemma in doc.words["became_even_now"]:
        return "capture"
    if (past or is_headline(doc, k)) and _enters(doc, verb[0], hit, k):
        return "capture"
    if lemma in doc.words["be"] and not past and doc.norm(verb[0] - 1) in doc.words["thereby"]:
        return "capture"  # "وبذلك تكون X تحت سيطرة Y"
    before = (f for m in range(left_bound(doc, verb[0]), verb[0]) if (f := doc.finite(m)))
    was = not past and any(f.lemma in doc.words["be"] and f.asp == "p" for f in before)
    if not was and lemma not in doc.words["be"]:
        return "holds"
    return "was" if _since(doc, k) else None  # "كانت بيد Y منذ 2014"; "كانت X تخضع لسيطرة Y": it was so


def _since(doc: Document, k: int) -> bool:
    """Whether "since" and a day stand behind the state at ``k``."""
    return any(d.kind == "since" for d in doc.dates_in(k, doc.bounds(k)[1]))


def _enters(doc: Document, verb: int, hit: Hit, k: int) -> bool:
    """ "دخلت X في قبضة Y", "انتقلت X إلى سيطرة Y": the place itself is what the verb tells of."""
    told = doc.finite(verb).lemma in doc.words["enters_under"] and hit.how == "near" and not hit.place.prep
    beside = abs(hit.place.i - verb) <= 2 or hit.place.j == verb
    return told and beside and not actors_between(doc, min(verb, hit.place.i), k)


def _described_first(doc: Document, hit: Hit, k: int) -> bool:
    """ "(إن) سد X، ثاني أكبر سدود البلاد، في أيدي Y": the place opens its clause and is described."""
    opens = hit.place.i - 1 <= left_bound(doc, k) and not hit.place.prep
    return opens and describes(doc, hit.place.j, k)
