"""States out of a side's hands: "خرجت عن سيطرة X", "خارج سيطرة X", "خروج Y من سيطرة X"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found
from events.extraction.descriptions import describes
from events.extraction.document import Document
from events.extraction.modality import NONE, REAL, Stance
from events.extraction.noun_stance import noun_stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.falls import lost_in_attack
from events.extraction.rules.gapped import after_others
from events.extraction.rules.hands import into_hands
from events.extraction.rules.holders import holder_of
from events.extraction.rules.line_heads import heading
from events.extraction.rules.sides import agent_after
from events.extraction.rules.state_places import left_to, same_topic, state_verb, topic
from events.extraction.rules.state_shares import including, owned_in_state
from events.extraction.rules.state_stance import as_result, stance_of

BESIDE = 3  # words between a place and "outside the control of" that tells of it without a verb
AUXILIARY = 10  # tokens from "was" over the subject to the verb of a past perfect


def _own_clause(doc: Document, verb: int, first: int) -> int:
    """Where the clause of a verb begins that has its subject behind it ("تفقدها X، وخرجت Y من يد Z") or behind its
    auxiliary ("وكانت Y قد خرجت"); ``first`` where it has none there."""
    for m in (verb, *doc.having("verb", max(first, verb - AUXILIARY), verb)):
        place = next((p for n in (m + 1, m + 2) if (p := doc.place_on.get(n))), None)
        if (
            (m == verb or doc.verb_group(m) == "be")
            and place is not None
            and not place.prep
            and not place.mention.reference
        ):
            return m
    return first


def outside_control(doc: Document, k: int) -> list[Draft] | None:
    """خرجت عن سيطرة X، خارج سيطرة X، خروج Y من سيطرة X: X no longer holds it; "لم تخرج عن سيطرة X": it does."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["outside"])
    if not length:
        return None
    holder = holder_of(doc, k, length)
    if holder is None or into_hands(doc, holder.actor.j):
        return []
    verb = state_verb(doc, doc.bounds(k)[0], k)
    came_out = verb is not None and any(f.lemma in doc.words["came_out"] for f in doc.verbs(verb[0]))
    if came_out:
        i = left_bound(doc, verb[0])
        hits = (
            topic(doc, _own_clause(doc, verb[0], i), k)
            or topic(doc, i, k)
            or topic(doc, verb[0], k)
            or same_topic(doc, verb[0], verb)
        )
        stop = doc.bounds(k)[1]  # "خرجت عن سيطرة X مدن A وB"
        hits = including(doc, holder.actor.j, stop) or hits or left_to(doc, holder.actor.j, stop)
    else:
        i, hits = _exit_noun(doc, k)
    hits = owned_in_state(doc, hits, verb, k)
    stance, earlier = _stance(doc, i, k), after_others(doc, k + length, right_bound(doc, k)) if came_out else []
    if stance.kind == NONE:
        return []
    if came_out and stance.cue is not None and doc.norm(stance.cue) in doc.words["did_not"]:
        return [
            Draft("under.holds", "holds", k, k + length, hit, holder, None, Stance(REAL), weak=True) for hit in hits
        ]
    winner = agent_after(doc, holder.actor.j - 1, right_bound(doc, k)) if came_out and holder.how == "near" else None
    winner = winner or (lost_in_attack(doc, k, holder) if came_out and stance.kind == REAL else None)
    winner = winner or (_gone_to(doc, holder.actor.j) if came_out and holder.how == "near" else None)
    if winner is not None and winner.actor.slug not in (None, holder.actor.slug):  # "خرجت من يد X لصالح Y"
        return [Draft("lose.to", "capture", k, k + length, hit, winner, holder, stance) for hit in hits]
    return [
        *(Draft("outside", "withdrawal", k, k + length, hit, None, holder, stance) for hit in hits),
        *(Draft("outside", "withdrawal", k, k + length, hit, None, holder, Stance(REAL), weak=True) for hit in earlier),
    ]


def _gone_to(doc: Document, j: int) -> Found | None:
    """ "خرجت A من يد X إلى Y": to whom a place went out of the hands of the side that ends before token ``j``."""
    side = doc.actor_on.get(j + 1) if doc.norm(j) in doc.words["slot_to"] else None
    return Found(side, "near") if side is not None and side.slug and side.i == j + 1 else None


def _stance(doc: Document, i: int, k: int) -> Stance:
    """ "حذر من خروج X عن سيطرة Y", "لمنع خروج X من يد Y": of the noun at ``i``, where one tells it, by what governs it;
    else of the clause from there on."""
    exits = (f for f in doc.forms(i) if f.pos == "vn" and f.lemma in doc.words["came_out"] and not doc.finite(i))
    form = next(exits, None)
    own = noun_stance(doc, i, form, None) if form is not None else Stance(REAL)
    return own if own.kind != REAL else stance_of(doc, i, k)


def _itself(doc: Document, v: int) -> bool:
    """ "الأمر الذي جعل", "مما يجعل", but "يسعى إلى جعل": whether a word that is spelt like its noun is the verb."""
    opens = doc.words["relatives"] | doc.words["which_all"]
    return doc.finite(v).asp == "i" or doc.norm(v - 1) in opens


def _exit_noun(doc: Document, k: int) -> tuple[int, list[Hit]]:
    """ "خروج X عن سيطرة Y", "منفذ X خارج سيطرة Y منذ …": the places that went out of control, told without a verb."""
    i = left_bound(doc, k)
    verb = state_verb(doc, i, k)
    if verb and doc.verb_group(verb[0]) == "become" and (doc.finite(verb[0]).asp == "p" or as_result(doc, verb)):
        return i, topic(doc, verb[0], k) or topic(doc, i, k)  # "باتت X خارج سيطرة Y"
    made = verb or state_verb(doc, doc.bounds(k)[0], k)
    if made and made[1] in doc.words["puts_outside"] and _itself(doc, made[0]):
        return max(made[0] - 1, doc.bounds(k)[0]), topic(doc, made[0] + 1, k)  # "ما جعل X خارج سيطرة Y"
    for m in range(k - 1, i - 1, -1):
        if any(f.pos == "vn" and f.lemma in doc.words["came_out"] for f in doc.forms(m)):
            return m, topic(doc, m + 1, k)
        if doc.finite(m):
            return i, []
    plain = doc.norm(k) in doc.words["out_of"] and not verb
    spent = any(doc.norm(m) in doc.words["spent"] for m in range(k - 2, k))  # "بعد عام أمضتها خارج سلطته"
    hits = topic(doc, i, k) or heading(doc, i, k) if plain and not spent else []
    if hits and doc.norm(hits[0].start - 1) in doc.words["making_so"]:
        return i, []  # "يسعى X إلى جعل Y خارج سيطرة Z": what is aimed at
    near = hits and (k - max(hits[0].place.j, i) <= BESIDE or describes(doc, hits[-1].place.j, k))
    return i, hits if near else []
