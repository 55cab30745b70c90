"""Rules for states told without a verb of taking: "تحت سيطرة X", "في قبضة X", "تخضع لX", "عودة Y إلى سيطرة X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break, left_bound
from events.extraction.clauses import Found, carried
from events.extraction.degree import excepted
from events.extraction.document import Document
from events.extraction.endings import THEM
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, NONE, REAL, Stance, negated
from events.extraction.proclitics import ARTICLE, LAM
from events.extraction.referents import Hit, prep_at, pronoun_hits
from events.extraction.rules.annexed import added_before
from events.extraction.rules.asides import around_where, called, said_to_be
from events.extraction.rules.draft import Draft
from events.extraction.rules.holders import holder_after, holder_of, of_its_own_guards, unless_its_own_men
from events.extraction.rules.line_heads import heading
from events.extraction.rules.lived_under import lived_under
from events.extraction.rules.own_control import own_control
from events.extraction.rules.state_clause import clause_of_state, under_at
from events.extraction.rules.state_participles import of_unnamed
from events.extraction.rules.state_places import as_well, left_to, of_line, topic
from events.extraction.rules.state_shares import owned_in_state
from events.extraction.rules.state_types import BEHIND, CLAUSE, LINE, PEOPLE, StateAt, StateTold, told_by_state
from events.extraction.rules.words import behind_adverbs, only_adverbs

FALLEN = 20  # tokens from "fell" over a list with its days to "in the hands of"
HOW_MUCH = 3  # tokens from the side to "but for", "nearly wholly"
LAST_OF = 8  # tokens from "the last" over its place to whose it was
LEFT, RIGHT_BEFORE = 10, 3  # tokens from "is not left" to the state
FAR = 10  # tokens from "is subject" over the place to the side


def under_control(doc: Document, k: int) -> list[Draft] | None:
    """تحت سيطرة X، في قبضة X، إلى سيطرة X، لسيطرة X: held, or come under."""
    length = under_at(doc, k)
    subject_to = 0 if length else _side_subject_to(doc, k)
    if not length and not subject_to:
        return None
    if _after_fall(doc, k) or doc.norm(k - 1) in doc.words["an_end"]:
        return None  # "سقوط X بيد Y" is the fall's own rule, "وضع حدا لسيطرة Y" that of an end
    if _last_that_was(doc, k):
        return []
    if any(f.pos == "vn" and f.definite and f.lemma in doc.words["came_back"] for f in doc.forms(k - 1)):
        return []  # "دعت X الأهالي للعودة إلى كنف الدولة": who is to return stands elsewhere
    if _only_left(doc, k):
        return []  # "لم يتبق بأيدي X سوى …": what is left is told by its own rule
    holder = _whom(doc, k, subject_to) if subject_to else holder_of(doc, k, length)
    if holder is None or (subject_to and of_unnamed(doc, k)) or of_its_own_guards(doc, holder):
        return []
    if length and _brought_about(doc, k, holder):
        return None
    state = _state_at(doc, k, length, subject_to, holder)
    if state is None or added_before(doc, k, state.hits[0]):
        return []
    told = None if _until(doc, state.verb, holder.actor.j) else told_by_state(state)
    if told is None or told.stance.kind == NONE:
        return []
    return _left(state) if _no_longer(state, told) else _drafts(state, told)


def _state_at(doc: Document, k: int, length: int, subject_to: int, holder: Found) -> StateAt | None:
    """The state with its clause, its verb and the places that it is told of; None where there are none, or another verb
    tells it.
    """
    if between := topic(doc, k + 1, subject_to) if subject_to > k + 1 else []:
        i, verb, hits = left_bound(doc, k), None, between
    else:
        after = holder.actor.j if holder.how == "near" else k + max(length, 1)  # "وبقيت بيده A وB"
        i, verb, hits = called(doc, k) or said_to_be(doc, k) or around_where(doc, k) or clause_of_state(doc, k, after)
    if verb and holder.how == "carried" and _told_by_verb(doc, verb):
        return None
    holder = (
        own_control(doc, k, doc.lexicon.owners.get(doc.norm(k + length - 1), ""), holder, verb) if length else holder
    )
    behind, where = _told_behind(doc, k, length, holder) if length else [], CLAUSE
    if behind:
        i, verb, hits, where = k, None, behind, BEHIND
    elif not hits and not verb and (line := of_line(doc, i, k)):
        hits, where = line, LINE
    elif not hits and (lived := lived_under(doc, k)):
        hits, where = lived, PEOPLE
    hits = hits or _headed(doc, verb, k) or _of_its_noun(doc, behind_adverbs(doc, k))
    if not hits and subject_to and doc.finite(k):  # "تخضع لX مدن A وB"
        hits = left_to(doc, holder.actor.j if holder.how == "near" else k + 2, doc.bounds(k)[1])
    hits = owned_in_state(doc, hits, verb, k)
    if any(doc.norm(m) in doc.words["ways"] for m in range(verb[0] + 1 if verb else i, k)):
        return None  # "باتت جميع طرق المدينة تحت سيطرة X": the ways into a town and not the town
    if not hits or (holder.how == "carried" and _told_by_noun(doc, hits[0])):
        return None
    shared = any(doc.norm(m) in doc.words["joint"] for m in range(k, holder.actor.i))  # "لسيطرة مشتركة بين X وY"
    if shared or (verb and doc.said("nearly", verb[0], k)) or _not_quite(doc, holder):
        hits = [replace(hit, extent="partial") for hit in hits]  # "المدينة باتت كلها تقريبا في قبضة X"
    hits = [*hits, *as_well(doc, hits[-1], holder.actor.j, doc.bounds(k)[1])]
    holder = unless_its_own_men(doc, holder, hits)
    return StateAt(doc, k, k + max(length, 1), subject_to, holder, i, verb, hits, where)


def _brought_about(doc: Document, k: int, holder: Found) -> bool:
    """ "ما أدى إلى سيطرة X على A": "control" with its own place behind its side is a noun of what came of it, and no
    state of what was told of before."""
    j = holder.actor.j
    if doc.norm(k) not in doc.words["slot_to"] or holder.how != "near":
        return False
    if doc.norm(j) not in doc.words["slot_upon"]:
        return bool(prep_at(doc, j, doc.words["slot_upon"]))
    return any(m in doc.place_on for m in range(j + 1, j + HOW_MUCH))


def _last_that_was(doc: Document, k: int) -> bool:
    """ "استعاد X بلدة A آخر مناطق B بيد Y": how it was until the place was taken, in apposition to it."""
    i = doc.bounds(k)[0]
    for m in range(k - 1, max(i, k - LAST_OF), -1):
        if doc.finite(m) is not None:
            return False
        if doc.norm(m) in doc.words["the_last"]:
            of_land = any(doc.match_noun(m + 1, doc.lexicon.phrases[n]) for n in ("plural_heads", "stronghold"))
            of_land = of_land or doc.norm(m + 1) in doc.words["last_town"]  # "آخر بلدة بيد X"
            before = doc.having("trigger", i, m)
            return of_land and any(doc.group(form) in ("control", "fall") for n in before for form in doc.forms(n))
    return False


def _not_quite(doc: Document, holder: Found) -> bool:
    """ "باتت X بيد Y باستثناء أطرافها", "تحت سيطرة Y بشكل شبه كامل": what is said right behind the side of how much."""
    j = holder.actor.j
    if holder.how != "near" or any(m in doc.place_on for m in range(j, j + HOW_MUCH)):
        return False
    stop = min(j + HOW_MUCH, doc.bounds(j - 1)[1])
    but = excepted(doc, j, stop)
    return bool(but and but[0] == j + (doc.tokens[j].text in COMMAS)) or bool(doc.said("nearly", j, stop))


def _told_by_verb(doc: Document, verb: tuple[int, str]) -> bool:
    """ "أخضعت X مدينة Y لسيطرتها", "خسر X آخر مدنه تحت سيطرته": whether the verb has a rule of its own."""
    return verb[1] in doc.words["subjects"] or doc.verb_group(verb[0]) == "lose"


def _told_by_noun(doc: Document, hit: Hit) -> bool:
    """ "أكملت X إخضاع مدينة Y لسلطتها": whether a noun of subjecting right before the place has a rule of its own."""
    near = range(max(hit.place.i - 2, 0), hit.place.i)
    return any(f.pos == "vn" and f.lemma in doc.words["subjects"] for m in near for f in doc.forms(m))


def _no_longer(state: StateAt, told: StateTold) -> bool:
    """ "لم تعد X تحت سيطرة Y": what is denied to be so any longer; not what will not be."""
    doc, cue = state.doc, told.stance.cue
    if state.verb is None or told.type != "holds" or told.stance.kind != DENIED or cue is None:
        return False
    if doc.norm(state.k) in doc.words["slot_to"] or doc.norm(state.k).startswith(LAM):
        return False  # "لم تعد X إلى سيطرة Y": it has not come back
    return not doc.match(cue, doc.lexicon.phrases["future"]) and state.verb[1] in doc.words["no_longer"]


def _left(state: StateAt) -> list[Draft]:
    """The drafts of what a side has no longer."""
    k, j, real = state.k, state.j, Stance(REAL)
    return [Draft("under.left", "withdrawal", k, j, hit, None, state.holder, real, weak=True) for hit in state.hits]


def _drafts(state: StateAt, told: StateTold) -> list[Draft]:
    """The drafts of a state: who holds the places, or came to."""
    was, k, j, holder = told.type == "was", state.k, state.j, state.holder
    rule, type_ = ("holds.past", "holds") if was else (f"under.{told.type}", told.type)
    rule = "lived-under" if state.where == PEOPLE else rule
    whose = holder.how == "carried" and state.doc.norm(j - 1).startswith(ARTICLE)  # "باتت تحت السيطرة": whose?
    weak, since = told.headline or whose or state.where == PEOPLE, type_ == "holds"
    their = state.doc.lexicon.owners.get(state.doc.norm(j - 1)) == THEM
    if their and told.stance.kind == DENIED and holder.how == "carried":
        holder = None  # "قال X إن Y ليست بيدهم": in the hands of the others
    return [
        Draft(rule, type_, k, j, hit, holder, told.lost, told.stance, (), weak, told.headline, since)
        for hit in state.hits
    ]


def _after_fall(doc: Document, k: int) -> bool:
    """Whether a word of falling or handing over governs "in the hands of"."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - FALLEN), -1):
        own = doc.verb_group(m) in ("become", "stay") and {"و", "ف", "ل"} & set(doc.finite(m).pro)
        if is_break(doc, m) or own:
            return False  # "سقطت X وباتت تحت سيطرة Y"
        if any(f.pos != "ap" and doc.group(f) in ("fall", "handover") for f in doc.forms(m)):
            return True  # but "X الواقعة غرب Y بيد Z": where it lies
    return False


def _only_left(doc: Document, k: int) -> bool:
    """ "لم يبق بيد X سوى Y", "لم يبق من مدن Z بيد X غير Y": whether the state at ``k`` is of what is left."""
    for m in range(k - 1, max(k - LEFT, doc.bounds(k)[0] - 1), -1):
        if doc.tokens[m].text in COMMAS:
            return False
        if _nothing_left(doc, m, k):
            return k - m <= RIGHT_BEFORE or any(doc.norm(n) in doc.words["but"] for n in range(k, doc.bounds(k)[1]))
    return False


def _nothing_left(doc: Document, m: int, k: int) -> bool:
    """ "Nothing is left" at token ``m``; "لم تعد X بيد Y" without "but" behind tells that X is no longer Y's."""
    if not doc.match(m, doc.lexicon.phrases["not_left"]):
        return False
    verb = doc.finite(m + 1)
    no_longer = verb is not None and verb.lemma in doc.words["no_longer"]
    return not no_longer or any(doc.norm(n) in doc.words["but"] for n in range(m, doc.bounds(k)[1]))


def _headed(doc: Document, verb: tuple[int, str] | None, k: int) -> list[Hit]:
    """ "X.. في قبضة Y", "X.. تعود إلى سيطرة Y": the place at the head of a line, its verb right before the state."""
    if verb is None:
        return heading(doc, k, k)
    return heading(doc, verb[0], verb[0]) if only_adverbs(doc, verb[0] + 1, k) else []


def _told_behind(doc: Document, k: int, length: int, holder: Found) -> list[Hit]:
    """ "وفي قبضة X أيضا A وB", "وتخضع لسيطرته A": a clause that opens with the state, the places behind the side."""
    first = k - any(form.lemma in doc.words["subject_to"] for form in doc.verbs(k - 1))
    opens = doc.norm(first)[:1] in doc.words["and"] and doc.tokens[first - 1].kind == "punct"
    if first != doc.bounds(k)[0] and not opens:
        return []
    start = holder.actor.j if holder.how == "near" else k + length
    hits = left_to(doc, start, doc.bounds(k)[1])
    plain = hits and all(only_adverbs(doc, m, m + 1) or _share_word(doc, m) for m in range(start, hits[0].place.i))
    return hits if plain else []


def _of_its_noun(doc: Document, m: int) -> list[Hit]:
    """ "بعد عودتها إلى سيطرة Y", "منذ وقوعه في قبضة Y": the place that the pronoun on the noun at ``m`` stands for."""
    nouns = doc.words["came_back"] | doc.words["came_under"]
    form = next((f for f in doc.forms(m) if f.pos == "vn" and f.enc and f.lemma in nouns), None)
    return pronoun_hits(doc, m, form.enc, m, m + 1) if form else []


def _side_subject_to(doc: Document, k: int) -> int:
    """ "خاضعة لقوات X", "تخضع للحوثيين", "تخضع له", "تخضع مدينة Y لX": where the side stands that something is subject
    to, its control not named; 0: none does.
    """
    if not any(f.lemma in doc.words["subject_to"] for f in doc.forms(k)):
        return 0
    for m in range(k + 1, min(k + (FAR if doc.finite(k) else 2), doc.bounds(k)[1])):
        if doc.norm(m) in doc.words["copulas"] or doc.norm(m - 1) in doc.words["copulas"]:
            continue  # "تخضع X هي الأخرى لY"
        side = doc.actor_on.get(m)
        if side is not None or prep_at(doc, m, doc.words["receives"]):
            return m if side is None or side.prep == "ل" else 0
        lies = doc.norm(m) in doc.words["whither"] and m - 1 in doc.place_on  # "تخضع X شرقا لY"
        if not (m in doc.place_on or lies or only_adverbs(doc, m, m + 1) or _share_word(doc, m)):
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


def _until(doc: Document, verb: tuple[int, str] | None, j: int) -> bool:
    """ "بقيت X بيد Y حتى استعادتها": it was so until then, and is so no longer."""
    form = doc.finite(verb[0]) if verb else None
    if form is None or form.asp != "p" or doc.group(form) != "stay" or negated(doc, verb[0]) is not None:
        return False
    after = (m for m in range(j, j + 2) if doc.norm(m) in doc.words["until"])
    return any(doc.norm(m + 1) not in doc.words["so_far"] and m + 1 not in doc.date_on for m in after)
