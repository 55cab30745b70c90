"""Where a clause begins and ends, which sides stand in it, and which side a verb or a pronoun goes back to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from events.extraction.adjuncts import cites_as
from events.extraction.document import ActorAt, ClauseMarks, Document
from events.extraction.endings import HER, HIM, THEM, THEM_BOTH
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.marks import COMMAS

LONGEST_ASIDE = 14  # words of a clause between two commas
# Groups of verbs that carry another verb or only tell how it was: "تمكن من", "بات", "ظل", "تم", "بدأ".
AUXILIARY = frozenset(["manage", "aspect", "become", "stay", "be", "passive_aux", "begin"])
HARD_STOPS = frozenset(";؛\n")
DOTS = frozenset(".…")
# How a side is found that is only told to take part in what another does; that attacked what then fell.
HELPER, ATTACKER = "helper", "attacker"
THEY_DID = "\u0648\u0627"  # the ending of a plural verb
OF_LAND = ("ي", "يه", "يون", "يين")  # how an adjective of a country ends
NO_NOUNS = ("prepositions", "complementizers", "relatives", "not", "an", "and_then", "despite")


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Found:
    """A side found for a slot, and how: near, carried (from an earlier clause), pronoun, HELPER, ATTACKER."""

    actor: ActorAt
    how: str


def is_break(doc: Document, k: int) -> bool:
    """Whether a new clause begins at token ``k`` (while, whereas, which means …)."""
    return k in (doc.clauses or _marks(doc)).breaks


def _marks(doc: Document) -> ClauseMarks:
    """Where the clauses of a text begin and end, worked out once, when all its mentions are known."""
    if doc.clauses is None:
        may = doc.having("bound")
        hard = [k for k in may if doc.tokens[k].kind == "newline" or doc.tokens[k].text in HARD_STOPS]
        breaks = frozenset(
            k
            for k in (*hard, *doc.having("breaks"))
            if _breaks(doc, k) and not cites_as(doc, k + 1)  # "كما قال X"
        )
        verbs = {k: form for k in doc.having("verb") if (form := doc.finite(k)) is not None}
        ends = [k for k in may if k in breaks or _joins_on(doc, k, verbs.get(k)) or _opens_report(doc, k)]
        ends = sorted({*ends, *(a.i for a in doc.actors if a.j in verbs and _another_acts(doc, a))})
        starts = [k for k in may if k in breaks or _opens_after(doc, k, verbs.get(k))]
        doc.clauses = ClauseMarks(breaks, ends, starts, _asides(doc, breaks))
    return doc.clauses


def _another_acts(doc: Document, side: ActorAt) -> bool:
    """ "استعاد X مدينة A وY دخل B": whether "and" joins a side, with its verb behind it, to what is no side."""
    return side.conj and not side.prep and not side.beside and side.i - 1 not in doc.actor_on


def _asides(doc: Document, breaks: frozenset[int]) -> list[tuple[int, int]]:
    """Clauses between two commas after which the clause before them goes on: "سيطر X، بعد أن تقدم، على Y"."""
    found = []
    for k in sorted(breaks):
        if doc.tokens[k - 1].text not in COMMAS or (found and k < found[-1][1]) or not _unfinished(doc, k - 1):
            continue
        stop = min(doc.bounds(k)[1], k + LONGEST_ASIDE)
        shut = next((m for m in range(k + 1, stop) if doc.tokens[m].text in COMMAS), None)
        another = (
            shut is None or shut + 1 in breaks or doc.finite(shut + 1) or doc.norm(shut + 1)[:1] in doc.words["and"]
        )
        if shut is not None and not another:
            found.append((k, shut + 1))
    return found


def _unfinished(doc: Document, k: int) -> bool:
    """Whether what stands before the comma at ``k`` is a verb and its subject alone."""
    if k - 1 not in doc.actor_on:
        return False
    m = doc.actor_on[k - 1].i - 1
    return doc.finite(m) is not None or (any(f.pos == "vn" for f in doc.forms(m)) and m not in doc.place_on)


def _joins_on(doc: Document, k: int, form: Form | None) -> bool:
    """Whether a verb at ``k`` goes on from the clause before it: "وسيطرت", "ثم دخلت"."""
    if form is None:
        return False
    before = doc.norm(k - 1)
    and_not = before[:1] in doc.words["and"] and before in doc.words["not"]  # "ولم يعد في يد X"
    goes_on = "و" in form.pro or "ف" in form.pro or before in doc.words["next_then"] or and_not
    return bool(goes_on) and doc.group(form) != "be"


def _opens_report(doc: Document, k: int) -> bool:
    """Whether "that" at ``k`` opens a report: what stands in it is no part of the clause before."""
    word = doc.tokens[k].norm
    if word not in doc.words["complementizers"] or word in doc.words["an"]:
        return False
    return not _who_they_are(doc, k)


def _who_they_are(doc: Document, k: int) -> bool:
    """ "مسلحون يعتقد أنهم من X": who they may be; but "يقال إن X سيطر" is a report."""
    return doc.norm(k - 1) in doc.words["believed"] and doc.norm(k) not in doc.words["an"]


def _opens_after(doc: Document, k: int, form: Form | None) -> bool:
    """Whether a clause begins right after token ``k``: "that", a colon, dots in a line, a verb that is no auxiliary."""
    token = doc.tokens[k]
    dots = token.text in DOTS and (token.text != "." or doc.tokens[k - 1].text in DOTS)
    if token.text == ":" or dots:
        return True
    if token.norm in doc.words["complementizers"]:
        return not _who_they_are(doc, k)
    return form is not None and doc.group(form) not in AUXILIARY and not _adjunct_verb(doc, k)


def _breaks(doc: Document, k: int) -> bool:
    """Whether a clause ends before token ``k``: a line end, a semicolon, "while", "after which"."""
    token = doc.tokens[k]
    if token.kind == "newline":  # inside a sentence only between the lines of a numbered list
        return k + 1 >= len(doc.tokens) or doc.sentence_of[k] != doc.sentence_of[k + 1]
    if token.text in HARD_STOPS:
        return True
    if not doc.match(k, doc.lexicon.phrases["breaks"]):
        return False
    if k in doc.place_on or k in doc.actor_on or doc.norm(k - 1) == "(":  # "قاعدة كيوان (كي 1)" is no "so that"
        return False
    if token.norm in doc.words["where"] and doc.norm(k - 1) in doc.words["from"]:
        return False  # "أكبر المدن من حيث السكان"
    if token.norm in doc.words["amid"] and (doc.norm(k - 1) in doc.words["prepositions"] or k + 1 in doc.place_on):
        return False  # the middle of a place, not "amid"
    if token.norm in doc.words["amid"] and (k - 1 in doc.actor_on or doc.forms(k - 1)):
        return False  # "دخل X وسط قصف عنيف مدينة Y": the clause is not at its end
    if doc.norm(k + 1) in doc.words["time"] and doc.norm(k + 2) in doc.words["earlier_later"]:
        return False  # "في وقت سابق" is an adverb, not "while"
    # "so far" is an adverb, not "until"
    return not (token.norm in doc.words["until"] and doc.norm(k + 1) in doc.words["so_far"])


def right_bound(doc: Document, k: int) -> int:
    """The token before which the clause of a trigger at ``k`` ends."""
    j = doc.sentences[doc.sentence_of[k]][1]
    marks = doc.clauses or _marks(doc)
    ends, n = marks.ends, bisect_right(marks.ends, k)
    for first, stop in marks.asides:
        if first <= k < stop:
            j = min(j, stop)
        elif n < len(ends) and first == ends[n]:
            n = bisect_left(ends, stop)
    return ends[n] if n < len(ends) and ends[n] < j else j


def left_bound(doc: Document, k: int) -> int:
    """The first token of the clause of a trigger at ``k``."""
    i = doc.sentences[doc.sentence_of[k]][0]
    starts = (doc.clauses or _marks(doc)).starts
    n = bisect_left(starts, k) - 1
    return starts[n] + 1 if n >= 0 and starts[n] >= i else i


def _adjunct_verb(doc: Document, m: int) -> bool:
    """A verb inside a relative clause belongs to its noun, not to the chain of clauses."""
    return doc.norm(m - 1) in doc.words["relatives"]


def agrees(form: Form, actor: ActorAt, *, before: bool) -> bool:
    """Whether a side can be the subject of a verb form; after its subject a verb agrees in full, before it in
    gender.
    """
    if form.num == "p" and before:
        return actor.agree in ("p", "f", EITHER)
    if form.num == "d" or actor.agree == EITHER:
        return True
    if form.gen == "f":
        return actor.agree in ("f", "p") if not before else actor.agree == "f"
    return actor.agree in ("m", "p") if not before else actor.agree == "m"


def describes_noun(doc: Document, m: int) -> bool:
    """Whether the verb at ``m`` only describes the indefinite noun before it ("هجوم شنه X", "رغم قصف نفذته قوات Y")."""
    form = doc.finite(m)
    if form is None or not form.enc or form.pro or m == 0 or doc.tokens[m - 1].kind != "word":
        return False
    word, before = doc.norm(m - 1), doc.norm(m - 2).lstrip("و")
    governed = before in doc.words["prepositions"] or before in doc.words["despite"]
    verb = doc.finite(m - 1) is not None and not governed
    taken = verb or doc.mentioned(m - 1)
    small = any(word.lstrip("و") in doc.words[name] for name in NO_NOUNS) or doc.match(
        m - 1, doc.lexicon.phrases["breaks"]
    )
    definite = word.lstrip("ولب").startswith("ال") and not doc.tokens[m - 1].text.lstrip("ولب").startswith("أل")
    return not taken and not small and not definite  # "ألغام" begins as if with the article


def stands_free(actor: ActorAt) -> bool:
    """Whether a side may be a subject: no preposition before it, not only a supporter."""
    return not actor.prep and not actor.beside


def actors_between(doc: Document, i: int, j: int) -> list[ActorAt]:
    """Sides that begin in tokens ``[i, j)``, in order."""
    starts, actors = doc.sides_met
    return [actor for actor in actors[bisect_left(starts, i) : bisect_left(starts, j)] if i <= actor.i]


def done_to(doc: Document, actor: ActorAt) -> bool:
    """ "فاجأت X Y في Z وتمكنت": of two sides right behind one another the second is the object, whatever the verb, and
    so is one right behind a plural verb ("سحقوا X")."""
    if doc.norm(actor.i - 1).endswith(THEY_DID) and not actor.conj and _unlisted(doc, actor.i - 1):
        return True
    if actor.conj or actor.prep:
        return False
    if _behind_doer(doc, actor) or _driven_out(doc, actor):
        return True
    m = actor.i - 1
    described = m not in doc.date_on and doc.norm(m).startswith("ال") and doc.norm(m).endswith(OF_LAND)
    place = doc.place_on.get(m)
    before = doc.actor_on.get(place.i - 1 if place is not None else m - (described and m not in doc.actor_on))
    other = before is not None and before.slug != actor.slug and stands_free(before)
    return other and (before.slug is not None or (place is not None and not place.prep and before.people))


def _behind_doer(doc: Document, actor: ActorAt) -> bool:
    """ "دحر أسود الأنبار داعش واستعادوا A", "هزم ثوارنا داعش": a noun right behind the verb that drives out does it."""
    first, _ = doc.bounds(actor.i)
    verb = next((m for m in range(actor.i - 2, max(actor.i - 5, first - 1), -1) if doc.finite(m)), None)
    if verb is None or verb + 1 in doc.actor_on or verb + 1 in doc.date_on or doc.verb_group(verb) != "expel":
        return False
    words = range(verb + 1, actor.i)
    plain = all(doc.tokens[m].kind == "word" and doc.norm(m) not in doc.words["prepositions"] for m in words)
    word = doc.norm(verb + 1)
    doer = word.removeprefix("ال") in doc.words["praise"] or word.endswith("نا") or verb + 2 in doc.place_on
    return plain and doer and verb + 1 not in doc.place_on and not doc.finite(verb).enc


def _driven_out(doc: Document, actor: ActorAt) -> bool:
    """ "تم طرد X من Y واستعادتها": the one side behind the noun of driving out; of two the first drives out."""
    m = actor.i - 1
    if not any(f.pos == "vn" and doc.group(f) == "expel" and not f.enc for f in doc.forms(m)):
        return False
    rest = actors_between(doc, actor.j, doc.bounds(m)[1]) if doc.finite(m) else [doc.actor_on.get(actor.j)]
    return not any(a is not None and stands_free(a) and not a.conj for a in rest)


def _unlisted(doc: Document, m: int) -> bool:
    """Whether the word at ``m`` is no name, no day and no form of a listed verb."""
    named = any(m in on for on in (doc.actor_on, doc.place_on, doc.date_on))
    return not named and not doc.forms(m) and len(doc.norm(m)) > len(THEY_DID) + 2


def carried(doc: Document, k: int, form: Form | None, pronoun: str = "") -> Found | None:
    """The side last spoken of before token ``k`` that agrees with a verb form or a pronoun."""
    k = min(max(k, 0), len(doc.tokens) - 1)
    own = doc.sentence_of[min(k + 1, len(doc.tokens) - 1)]
    while k > 0 and doc.sentence_of[k] < 0:  # a line end between two sentences belongs to neither
        k -= 1
    sentence = doc.sentence_of[k]
    for back in range(3):
        if sentence - back < 0:
            break
        i, j = doc.sentences[sentence - back]
        stop = min(j, k + 1) if back == 0 else j
        fits = [a for a in actors_between(doc, i, stop) if a.slug and agrees_with(a, form, pronoun)]
        fits = [a for a in fits if not describes_noun(doc, a.i - 1)] or fits  # "رغم هجوم شنه X"
        if pronoun == THEM:  # "them" are people where people were spoken of
            fits = [a for a in fits if a.people or a.agree == "p"] or fits
        free = [a for a in fits if stands_free(a)]
        free = ([a for a in free if not (done_to(doc, a) or _of_governed(doc, a))] or free) if not pronoun else free
        if (back or sentence < own) and free:  # an earlier sentence gives its topic, the first side that stood free
            return Found(free[0], "carried")
        if free or fits:
            known = free or fits
            if pronoun == THEM_BOTH and known[-1].conj:  # "هاجم X وY A وباتت بيدهما": the first of the two
                return Found(known[-2:][0], "carried")
            return Found(known[-1], "carried")
    return None


def _of_governed(doc: Document, actor: ActorAt) -> bool:
    """ "مستفيدا من انشغال X": a side in the genitive of a noun behind a preposition is not who goes on."""
    m = actor.i - 1
    noun = m > 0 and doc.tokens[m].kind == "word" and not doc.mentioned(m) and doc.finite(m) is None
    plain = noun and not doc.norm(m).startswith("ال") and doc.norm(m) not in doc.words["prepositions"]
    return plain and doc.norm(m - 1) in doc.words["from"] | doc.words["slot_in"]


def agrees_with(actor: ActorAt, form: Form | None, pronoun: str) -> bool:
    """Whether a side may be meant by a pronoun, or be the subject of a verb form behind it."""
    if pronoun:
        return {
            HIM: actor.agree in ("m", EITHER),
            HER: actor.agree in ("f", EITHER),
            THEM: True,
            THEM_BOTH: True,
        }[pronoun]
    return form is None or agrees(form, actor, before=True)
