"""What being under a side's control tells: that it is so, that a place came under it or came back, that it was so."""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.date_values import Ago, Since
from events.extraction.descriptions import describes
from events.extraction.document import Document
from events.extraction.endings import US
from events.extraction.marks import COMMAS
from events.extraction.modality import Stance, negated
from events.extraction.noun_stance import noun_stance
from events.extraction.referents import Hit
from events.extraction.rules.hands import from_hands
from events.extraction.rules.own_control import puts_under
from events.extraction.rules.state_stance import as_result, stance_of
from events.extraction.rules.words import behind_adverbs, is_headline, lasting, only_adverbs

NEAR = 3  # tokens from "return" to the place that returns
GLUED = 12  # words after a headline that the text's first sentence is glued to
LONG = ("week", "month", "year")  # units of a time over which what came to be has stayed so
CLAUSE, LINE, BEHIND = "in its clause", "before its colon", "behind the side"
PEOPLE = "of the people of the place"


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class StateAt:
    """A state told at tokens ``[k, j)`` ("تحت سيطرة", or that something is "subject" to the side at token
    ``subject_to``), whose control it is, where its clause begins, its verb, the places and where they were found.
    """

    doc: Document
    k: int
    j: int
    subject_to: int
    holder: Found
    i: int
    verb: tuple[int, str] | None
    hits: list[Hit]
    where: str


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class StateTold:
    """What a state is taken to tell: its type ("was": that it was so), whether it is so, from whose hands it came, and
    whether it is news only because a headline has no verb.
    """

    type: str
    stance: Stance
    lost: Found | None
    headline: bool


def told_by_state(state: StateAt) -> StateTold | None:
    """What a state tells: in a headline or "from the hands of X" a change, else what a noun of coming before its place,
    or its verb, says; None where that is nothing.
    """
    doc, k, first = state.doc, state.k, state.hits[0]
    coming = _noun_of_coming(doc, behind_adverbs(doc, k), of_it=True)
    two = next((m for m in range(k - 1, k - NEAR, -1) if m in doc.pairs), None)  # "عودة المدينتين إلى"
    named = first.place.i if first.how == "near" else two
    coming = coming or (_coming(doc, named) if named is not None else None)
    headline = coming is None and (_in_headline(state) or _came_about(state))
    lost = from_hands(doc, k) or _taken_stronghold(state)
    if state.where in (BEHIND, PEOPLE):
        type_ = "holds"
    elif headline or (lost and not coming) or _fell_into(state):
        type_ = "capture"
    else:
        type_ = coming[0] if coming else _by_verb(doc, k, state.verb, state.hits[-1])
    headline = headline or (lost is not None and state.verb is None and type_ == "capture")
    if type_ is None or (type_ == "holds" and _falls_then(state)):
        return None
    if type_ in ("capture", "holds") and _again(state):
        type_, headline = "recapture", state.verb is None
    return StateTold(type_, coming[1] if coming else stance_of(doc, state.i, k), lost, headline)


def _in_headline(state: StateAt) -> bool:
    """ "X في قبضة Y": a state without a verb, right behind its place, in a headline, at the head of a text that is
    glued to it or in the entry of a timeline, is news.
    """
    doc, k = state.doc, state.k
    if state.verb is not None or state.subject_to or state.where != CLAUSE:
        return False
    j = state.hits[-1].place.j
    if j == k - 1 and doc.norm(j) in doc.words["even_yet"]:
        return False  # "X بعدها بيد Y": still, as it is spoken
    if state.hits[0].how != "near" or not (only_adverbs(doc, j, k) or _role(doc, j, k)) or _still_ours(state):
        return False
    first, end = doc.bounds(k)
    if _table(doc, first, end):
        return False
    glued = doc.sentence_of[k] == 0 and state.hits[0].place.i <= first + 1 and end - k > GLUED
    entry = doc.sentence_of[k] in doc.headed and not state.hits[0].place.conj
    return (is_headline(doc, k) or glued or entry) and not lasting(doc, k, k)


def _still_ours(state: StateAt) -> bool:
    """ "X: A بأيدينا", "A تحت إدارة X": who says that it is his, or who runs it, has it; news is who took it."""
    word, holder = state.doc.norm(state.j - 1), state.holder
    ours = holder.actor.owner == US or (holder.how == "carried" and state.doc.lexicon.owners.get(word) == US)
    return ours or word in state.doc.words["running_of"]


def _table(doc: Document, i: int, j: int) -> bool:
    """ "A بيد X، وB بيد Y": it is told how things stand, unless one of several falls."""
    falls = any(doc.group(form) == "fall" for m in doc.having("trigger", i, j) for form in doc.forms(m))
    return len(doc.said("under", i, j)) > 1 and not falls


def _role(doc: Document, j: int, k: int) -> bool:
    """ "X عاصمة الإقليم في قبضة Y": what the place is stands before its state, and not its rank among others."""
    ranked = any(doc.norm(m) in doc.words["superlatives"] for m in range(j, k))
    return not ranked and doc.match(j, doc.lexicon.phrases["called"]) > 0 and describes(doc, j, k)


def _taken_stronghold(state: StateAt) -> Found | None:
    """ "X آخر معاقل Y في قبضة Z": whose stronghold it was that another has now."""
    doc, place = state.doc, state.hits[-1].place
    if state.verb is not None or state.subject_to or state.where != CLAUSE or state.hits[0].how != "near":
        return None
    m = next((m for m in range(place.j, state.k) if doc.match(m, doc.lexicon.phrases["stronghold"])), state.k)
    owners = (a for a in actors_between(doc, m, state.k) if a.slug not in (None, state.holder.actor.slug))
    return next((Found(a, "near") for a in owners), None)


def _came_about(state: StateAt) -> bool:
    """ "X بيد Y بعد انسحاب Z", "X تحت سيطرة Y عقب معارك": without a verb, and after what happened: it came to be so."""
    doc, j = state.doc, state.holder.actor.j
    if state.verb is not None or state.subject_to or state.where != CLAUSE or state.holder.how != "near":
        return False
    if state.hits[0].how != "near" or state.hits[0].place.prep or lasting(doc, state.k, state.k):
        return False
    event = doc.words["departures"] | doc.words["fights"]
    return doc.norm(j) in doc.words["after"] and doc.norm(j + 1) in event


def _fell_into(state: StateAt) -> bool:
    """ "X التي وقعت في يدها أمس": whether a verb of falling stands right before the hands, in a relative clause."""
    before = state.doc.finite(state.k - 1)
    if state.doc.norm(state.k - 2) not in state.doc.words["relatives"]:
        return False
    return before is not None and before.asp == "p" and state.doc.group(before) in ("fall", "under")


def _again(state: StateAt) -> bool:
    """ "X مجددا تحت سيطرة Y", "باتت X بيد Y من جديد": what came under a side "again" came back to it."""
    doc, words, hit = state.doc, state.doc.lexicon.phrases["once_more"], state.hits[-1]
    became = state.verb is not None and doc.verb_group(state.verb[0]) == "become"
    if state.where != CLAUSE or hit.how != "near" or not (became or state.verb is None):
        return False
    behind = (state.j, state.holder.actor.j) if state.holder.how == "near" else (state.j,)
    return any(doc.match(m, words) for m in (*range(hit.place.j, state.k), *behind))


def _falls_then(state: StateAt) -> bool:
    """ "X، آخر مدن المنطقة بيد Y، تسقط": of a place that falls in the same breath a state tells whose it was."""
    doc, place = state.doc, state.hits[0].place
    behind = range(state.holder.actor.j, min(state.holder.actor.j + 2, doc.bounds(state.k)[1]))
    j = next((m for m in behind if doc.tokens[m].text not in COMMAS), None)
    ranked = any(doc.norm(m) in doc.words["superlatives"] for m in range(place.j, state.k))
    return ranked and state.verb is None and doc.verb_group(j) == "fall"


def _thereby(doc: Document, verb: int) -> bool:
    """ "وبذلك تكون X تحت سيطرة Y", "بسيطرة Y على Z تكون X بيده": whether a deed opens the clause of ``verb``."""
    if doc.norm(verb - 1) in doc.words["thereby"]:
        return True
    first = doc.bounds(verb)[0]
    deed = any(f.pos == "vn" and "ب" in f.pro and f.lemma in doc.lexicon.frames_of for f in doc.forms(first))
    return deed and not any(doc.finite(m) for m in range(first, verb))


def _coming(doc: Document, i: int) -> tuple[str, Stance] | None:
    """ "عودة X إلى سيطرة Y", "وقوع X في قبضة Y": (type, stance) of what a noun before the place at ``i`` tells."""
    for m in range(i - 1, max(i - 1 - NEAR, doc.bounds(i)[0] - 1), -1):
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


def _by_verb(doc: Document, k: int, verb: tuple[int, str] | None, hit: Hit) -> str | None:
    """What being under a side's control tells, by its verb: it came back, it came under, it is so or has
    long been; None: it was so, or nothing is said ("في قبضة X" of no place beside it).
    """
    relative, own = hit.how == "relative", doc.finite(k)
    if own is not None and own.asp == "p" and own.lemma in doc.words["subject_to"] and not relative:
        return "holds" if _since(doc, max(k, hit.place.i)) else "capture"  # "خضعت X للتنظيم", "كانت X قد خضعت له"
    if hit.how == "near" and (found := _found_itself(doc, hit)) is not None:
        return "capture" if found else None
    if verb is None:
        beside = hit.how == "pronoun" or (
            hit.how == "near" and (0 <= k - hit.place.j <= 2 or _safe(doc, hit, k) or _described_first(doc, hit, k))
        )
        needs = own is None and doc.norm(k).startswith(tuple(doc.words["needs_verb"]))  # not "فيخضع"
        return None if needs and not (beside or relative) else "holds"
    lemma, past = verb[1], doc.finite(verb[0]).asp == "p"
    back = lemma in doc.words["came_back"] and negated(doc, verb[0]) is None
    if back and (past or not relative or as_result(doc, verb)):
        return "recapture"  # "قبل أن تعود X إلى سيطرة Y": never a state, but for "التي تعود إلى Y"
    came = past or as_result(doc, verb)
    if past and doc.verb_group(verb[0]) == "under" and lemma not in doc.words["came_back"] and _since(doc, k):
        return "holds"  # "خضعت X لسيطرة Y منذ 2014"
    news = past or is_headline(doc, k)
    if (news or doc.sentence_of[k] in doc.headed) and not relative and puts_under(doc, verb):
        return "capture"  # "وضع X المدينة تحت سيطرته"
    if (lemma in doc.words["became"] and came and not relative) or lemma in doc.words["became_even_now"]:
        return "holds" if past and _long_so(doc, verb[0], k) else "capture"
    if news and _enters(doc, verb[0], hit, k):
        return "capture"
    if lemma in doc.words["be"] and not past and _thereby(doc, verb[0]):
        return "capture"  # "وبذلك تكون X تحت سيطرة Y"
    if not past and lemma in doc.words["came_under"] and not relative and _to_come(doc, verb[0]):
        return "capture"  # "يخشى أن تقع X في يد Y", "لن تقع"
    before = (f for m in range(left_bound(doc, verb[0]), verb[0]) if (f := doc.finite(m)))
    was = not past and any(f.lemma in doc.words["be"] and f.asp == "p" for f in before)
    if not was and lemma not in doc.words["be"]:
        return "holds"
    return "was" if _since(doc, k) else None  # "كانت بيد Y منذ 2014"; "كانت X تخضع لسيطرة Y": it was so


def _to_come(doc: Document, verb: int) -> bool:
    """Whether a present tense at ``verb`` is of what may or will not come, and not of how things stand."""
    return doc.norm(verb - 1) in doc.words["an"] or doc.match(verb - 1, doc.lexicon.phrases["future"]) > 0


def _found_itself(doc: Document, hit: Hit) -> bool | None:
    """ "وجدت X نفسها في قبضة Y", "لتجد بلدة X نفسها بيد Y": whether a place that finds itself in a side's hands came
    there; not what it may or does not find ("قد تجد", "لم تجد X نفسها"). None where it is not told so."""
    if doc.norm(hit.place.j) not in doc.words["itself"]:
        return None
    for m in range(hit.place.i - 1, max(hit.place.i - 3, -1), -1):
        if doc.norm(m) in doc.words["found"]:
            return doc.norm(m - 1) not in doc.words["not"]
        if doc.norm(m) in doc.words["may_find"]:
            return False
    return None


def _since(doc: Document, k: int) -> bool:
    """Whether "since" and a day stand behind the state at ``k``, before another place is told of."""
    stop = next((m for m in range(k + 1, doc.bounds(k)[1]) if m in doc.place_on and doc.place_on[m].conj), None)
    return any(d.kind == "since" for d in doc.dates_in(k, stop or doc.bounds(k)[1]))


def _long_so(doc: Document, verb: int, k: int) -> bool:
    """ "باتت X منذ أشهر في قبضة Y", "أصبحت X منذ عامين بيد Y": what a place became so long ago tells how it stands; a
    point in time ("منذ أمس", "منذ 2014") tells when it came about."""
    told = (d.spec for d in doc.dates_in(verb, doc.bounds(k)[1]) if d.kind == "since" and isinstance(d.spec, Since))
    return any(isinstance(spec.first, Ago) and spec.first.unit in LONG for spec in told)


def _enters(doc: Document, verb: int, hit: Hit, k: int) -> bool:
    """ "دخلت X في قبضة Y", "كانت X، التي …، قد وقعت بيد Y": the place itself is what the verb tells of."""
    told = doc.finite(verb).lemma in doc.words["enters_under"] and hit.how == "near" and not hit.place.prep
    beside = abs(hit.place.i - verb) <= 2 or hit.place.j == verb
    beside = beside or describes(doc, hit.place.j, verb - (doc.norm(verb - 1) in doc.words["qad"]))
    return told and beside and not actors_between(doc, min(verb, hit.place.i), k)


def _safe(doc: Document, hit: Hit, k: int) -> bool:
    """ "X: مؤمنة بالكامل بيد Y", "X محررة تماما وبيد Y": nothing but that it is safe stands before its state."""
    words = [m for m in range(hit.place.j, k) if doc.tokens[m].kind == "word" and not only_adverbs(doc, m, m + 1)]
    return bool(words) and all(doc.norm(m) in doc.words["made_free"] for m in words)


def _described_first(doc: Document, hit: Hit, k: int) -> bool:
    """ "(إن) سد X، ثاني أكبر سدود البلاد، في أيدي Y": the place opens its clause and is described."""
    opens = hit.place.i - 1 <= left_bound(doc, k) and not hit.place.prep
    return opens and describes(doc, hit.place.j, k)
