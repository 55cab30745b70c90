"""How far a claim may be trusted unseen: high, medium or low, with the reasons in words."""

from __future__ import annotations

from bisect import bisect_left

from events.extraction.clauses import ATTACKER, HELPER, Found, actors_between, is_break
from events.extraction.document import Document
from events.extraction.endings import LONG_PRONOUNS, OWNERS, PRONOUNS
from events.extraction.noun_governors import told_as_done
from events.extraction.proclitics import nouns
from events.extraction.referents import owned_part
from events.extraction.relatives import antecedent
from events.extraction.rules.draft import Draft
from events.extraction.speech import Saying
from events.extraction.types import ATTACKED, GAINS, LEAVES, TAKES_PART, UNVERIFIED
from gazetteer.matching.arabic import fold
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS
from gazetteer.matching.types import GUESSED

AROUND = 30  # words about a trigger within which a word of another subject tells against it
IN_TOWNS = ("neighbourhood", "facility", "base", "airbase", "bridge", "dam", "camp", "port", "crossing", "area")
TOWN_KM = 12.0
FAR = 200  # words before a pronoun beyond which no other place is looked for
PART_WORDS = 3  # of the words of a thing, those that may tell what it is
WHOLE = {"country": "a whole country", "governorate": "a whole governorate"}  # kinds of place too wide for one report
OF_HOLDERS = (*GAINS, *LEAVES)  # types that change who holds a place
BACK = "back"  # of a place: named before, and referred to
NOUN = ".noun"
# A present tense, what a place is said to be, losses of all kinds; who is called master; allies who relieve each other;
# those who spread out where others have left; what was so.
UNSURE = ("take.news", "take.become", "holds.past", "emptied", "lose.noun", "master", "replaced", "deploy.verb")
LOSSES = ("light-verb.lose", "lose.verb", "lose.to", "outside")
LEAVING = ("leave", "pull-out", "fall-back", "flee", "lose")  # groups of verbs that tell who left
GUESSES = {HELPER: TAKES_PART, ATTACKER: ATTACKED}


def judge(
    doc: Document, draft: Draft, kind: str, resolved: str, relation: str, saying: Saying | None = None
) -> tuple[str, str]:
    """Return (confidence, reasons). High is earned: place exact, sides named beside the verb, a plain statement.

    Who takes a place must be named in the clause, or be the only side that the sentence has named. Who leaves it may be
    named by a reference back, and who besieges, attacks or holds it may be carried over from the clause before: none of
    these makes a new holder of a known place. What is told of a place whose position no record confirms is medium at
    most, unless it lies in a town that one confirms; that it is unverified is said either way.
    """
    against: list[str] = []
    low: list[str] = []
    if resolved in ("tied", "unresolved"):
        low.append(f"place {resolved}")
    if relation not in ("at", "part"):  # that it is a part is said in the claim itself
        against.append(f"said of what is {relation} the place")
    if draft.hit is not None and draft.hit.how == "pronoun" and not _plain_pronoun(doc, draft):
        against.append("place named by a pronoun")
    if draft.hit is not None and not GUESSED.isdisjoint(draft.hit.place.mention.reasons):
        against.append("place named by a wider word")
    against.extend(_side_doubts(doc, draft, kind))
    against.extend(_odd_pair(doc, draft, kind))
    if kind in OF_HOLDERS and doc.said("crowds", *doc.bounds(draft.i)):
        against.append("people without arms are told of")
    if draft.hit is not None and draft.hit.inside and not _part_of_town(doc, draft.hit.inside):
        against.append("a thing in the place")
    if kind in OF_HOLDERS and not _plain_reference(doc, draft):
        against.append("the place is a reference back, and others are named beside it")
    if _left_by_nouns(draft, kind):
        against.append("who left which place is told by nouns and pronouns")
    governed = draft.rule.endswith(NOUN) and draft.stance.kind == "real" and kind in OF_HOLDERS
    if governed and not told_as_done(doc, draft.i, draft.stance.governor):
        against.append("what governs the noun is not known to tell of it as done")
    if kind in LEAVES and _among(doc, draft):
        against.append("one of the positions that were left")
    if kind == "capture" and draft.type == "advance":
        against.append("a building that was entered is taken to be held")
    if draft.rule in UNSURE:
        against.append("a word that also tells how things stand")
    if kind == "withdrawal" and draft.rule in LOSSES:
        against.append("a loss that names no winner")
    if draft.weak and not _both_named(draft):
        against.append("a word with other meanings")
    if draft.stance.kind != "real":
        against.append(draft.stance.why or draft.stance.kind)
    if saying is not None and (verb := doc.finite(saying.verb)) and verb.lemma in doc.words["alleges"]:
        against.append("only alleged")
    if elsewhere(doc, draft.i):
        low.append("words of sport, fire, market or history in the sentence")
    if len(against) >= 3:
        low.append("several doubts")
    remarks = [UNVERIFIED] if resolved == "unverified" else []
    if low:
        return "low", "; ".join([f"rule {draft.rule}", *against, *low, *remarks])
    said = "; ".join([f"rule {draft.rule}", *(against or ["place and side named in the clause"]), *remarks])
    return ("medium" if against or (remarks and not _in_known_town(doc, draft)) else "high"), said


def _part_of_town(doc: Document, words: str) -> bool:
    """Whether what a claim says of a thing in a place is said of a part or a building: by one of its first words."""
    lists = [doc.lexicon.phrases[name] for name in ("areas", "partial", "facilities", "plural_heads", "full")]
    known = doc.words["part_nouns"] | doc.words["sites"] | doc.words["single_parts"] | doc.words["regions"]
    for word in fold(words).split()[:PART_WORDS]:
        for noun in (word, *nouns(word)):
            bare = next((noun.removesuffix(own) for own in LONG_PRONOUNS if noun.endswith(own)), noun)
            if any(n in known or n.isdecimal() or any(n in some for some in lists) for n in (noun, bare)):
                return True
    return False


def _left_by_nouns(draft: Draft, kind: str) -> bool:
    """ "بعد انسحاب X منها": who left, and what, hangs on a noun and a pronoun."""
    pronoun = draft.hit is not None and draft.hit.how == "pronoun"
    return pronoun and kind in LEAVES and draft.rule.endswith(NOUN) and draft.stance.kind == "real"


def _among(doc: Document, draft: Draft) -> bool:
    """ "انسحبوا من كل مواقعهم في المدينة، ومن بينها X": what they had is told to be left, X only by
    being among it."""
    among, behind = doc.lexicon.phrases["including"], draft.hit.place.i if draft.hit is not None else 0
    theirs = next((m for m in range(draft.i + 1, behind) if owned_part(doc, m)), behind)
    return any(doc.norm(m) in doc.words["including"] or doc.match(m, among) for m in range(theirs, behind))


def _in_known_town(doc: Document, draft: Draft) -> bool:
    """Whether a quarter, building or base without a confirmed position lies in a town that has one: it is as near as a
    map can show."""
    place = draft.hit.place.mention.place if draft.hit is not None else None
    town = doc.names.place(place.parent_id) if place is not None and doc.names is not None else None
    if town is None or place.kind not in IN_TOWNS or town.kind not in SETTLEMENTS:
        return False
    return town.quality == "confirmed" and km(town, place) <= TOWN_KM


def _side_doubts(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What speaks against the side that matters: who gains by it, or who leaves."""
    side = draft.losing if kind in LEAVES else draft.gaining
    if side is None or side.actor.slug is None:
        return ["the side is not named"]
    if side.actor.guess:
        return ["the unit is taken for the only army that the text names"]
    if side.how in GUESSES:
        return [GUESSES[side.how]]
    if side.how == "carried" and kind in OF_HOLDERS and not _only_side(doc, draft, side):
        return ["the side is carried over from an earlier clause"]
    if side.actor.anaphor and kind in OF_HOLDERS and (not _one_meant(doc, side) or _told_to_leave(doc, side, kind)):
        return ["the side is a reference back"]
    return []


def _odd_pair(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What speaks against this place and this side together.

    Nobody takes or leaves a whole country at once, and who is said to have taken a governorate has taken its capital,
    or most of it, or all. A side that fights in its own land seldom takes places abroad:
    such a pair is more often a homonym or a wrong side. Powers from outside the wars (Turkey, Hezbollah, Russia)
    come from elsewhere by nature.
    """
    place = draft.hit.place.mention.place if draft.hit is not None else None
    if place is None:
        return []
    wide = place.kind == "country" or (place.kind in WHOLE and kind in OF_HOLDERS)
    doubts = [WHOLE[place.kind]] if wide else []
    if draft.gaining is not None and draft.gaining.actor.slug in doc.words["air_powers"]:
        doubts.append("a side that takes no places itself")
    homes = {
        row.country
        for found in (draft.gaining, draft.losing)
        if found is not None and (row := doc.lexicon.actor.get(found.actor.slug or ""))
    }
    abroad = homes & doc.lexicon.at_war - {place.country}
    return [*doubts, "the side belongs to another country"] if abroad else doubts


def _plain_pronoun(doc: Document, draft: Draft) -> bool:
    """Whether no other place stands in the pronoun's sentence, or the one before, that it could stand for.

    "X التي استعادتها القوات", "سيطر على X بعد انسحاب Y منها": what only says where X lies does not count.
    """
    if antecedent(doc, draft.i) is draft.hit.place:
        return True
    meant = draft.hit.place
    here, there = doc.sentence_of[draft.i], doc.sentence_of[meant.i]
    if not 0 <= here - there <= 1 or meant.i >= draft.hit.stop:
        return False
    if meant.prep in doc.words["slot_to"] | doc.words["receives"]:
        return False  # where they went is not what they left or took
    i, _ = doc.sentences[there]
    group = meant.mention.group
    others = [
        p
        for m in range(max(i, draft.hit.stop - FAR), draft.hit.stop)
        if (p := doc.place_on.get(m))
        and p.i == m
        and not meant.i <= m < meant.j
        and p.mention.status != "non_place"
        and (group < 0 or p.mention.group != group)
        and not _only_says_where(doc, m, p.prep)
    ]
    return not others


def _plain_reference(doc: Document, draft: Draft) -> bool:
    """Whether "the town" can only mean the place it is taken for: no other is named in its sentence or just before."""
    if draft.hit is None or draft.hit.place.mention.status != BACK or draft.hit.place.mention.place is None:
        return True
    meant = draft.hit.place.mention.place
    first, _ = doc.sentences[max(doc.sentence_of[draft.i] - 1, 0)]
    near = {p.i: p for m in range(first, draft.hit.stop) if (p := doc.place_on.get(m))}
    known = [p for p in near.values() if p.mention.place is not None and p.mention.status != "non_place"]
    others = [p for p in known if p.mention.place.id != meant.id]
    led_to = doc.words["slot_to"]  # "تقدموا نحو X وسيطروا على المدينة": where they went is spoken of
    told = [p for p in others if not p.mention.reference or p.prep in led_to]
    return all(p.mention.place.kind == "country" or _only_says_where(doc, p.i, p.prep) for p in told)


def _only_says_where(doc: Document, k: int, prep: str) -> bool:
    """Whether a place only says where another lies ("X في محافظة Y", "X بريف Y", "X شرق Y", "X عاصمة Y")."""
    if prep in doc.words["at"] or doc.norm(k - 1) in doc.words["directions"]:
        return True
    if doc.match(k - 1, doc.lexicon.phrases["seats"]) > 0:
        return True
    areas, head = doc.lexicon.phrases["areas"], doc.norm(k - 1)
    return (head in areas and doc.norm(k - 2) in doc.words["at"]) or (head[:1] in doc.words["at"] and head[1:] in areas)


def _both_named(draft: Draft) -> bool:
    """ "طهر X المدينة من Y": with winner and loser beside it the word has only one meaning."""
    return all(f is not None and f.how == "near" and f.actor.slug for f in (draft.gaining, draft.losing))


def _only_side(doc: Document, draft: Draft, side: Found) -> bool:
    """Whether a side carried over from an earlier clause is the only one that its sentence has named so far, and no
    other noun stands where the verb's subject would."""
    i, _ = doc.bounds(draft.i)
    if side.actor.i < i:  # a sentence that names none goes on with the one before
        i, _ = doc.sentences[max(doc.sentence_of[draft.i] - 1, 0)]
    if not i <= side.actor.i < draft.i:
        return False
    named = {a.slug for a in actors_between(doc, i, draft.i) if not a.beside}
    rivals = {a for a in named if a is None or side.actor.slug not in (a, *doc.lexicon.actor[a].part_of)}
    return not rivals and not _other_subject(doc, draft.i)


def _other_subject(doc: Document, k: int) -> bool:
    """Whether a noun that is no place, date, preposition or noun of control stands right after a verb at ``k``."""
    if doc.finite(k) is None:
        return False
    m = doc.word_behind(k)
    if m in doc.place_on or m in doc.date_on or doc.tokens[m : m + 1] == () or doc.tokens[m].kind != "word":
        return False
    word = doc.norm(m)
    bare = {word, *(word.removesuffix(ending) for ending in PRONOUNS)}
    small = bool(bare & doc.words["prepositions"]) or word.startswith(("ب", "ل"))
    lists = ("adverbs", "areas", "full", "partial", "facilities")
    known = any(doc.match(m, doc.lexicon.phrases[name]) for name in lists)
    return not (small or known or any(f.pos == "vn" for f in doc.forms(m)))


def _one_meant(doc: Document, side: Found) -> bool:
    """Whether only one of the sides that a reference back may mean is named in the text.

    "استعادت X البلدة، في حين انسحب المقاتلون من Y": whose fighters they are is not told.
    """
    i, _ = doc.bounds(side.actor.i)
    before = actors_between(doc, i, side.actor.i) if side.actor.people else []
    if before and any(is_break(doc, m) for m in range(before[-1].j, side.actor.i)):
        return False
    for m in range(side.actor.i, side.actor.j):
        word = doc.norm(m)
        for start in (word, word[1:]):
            for words, only, _ in doc.lexicon.anaphors.get(start, ()):
                if len(words) <= side.actor.j - m and only:
                    return doc.sides_named.intersection(only) == {side.actor.slug}
    return _own_force(doc, side)


def _told_to_leave(doc: Document, side: Found, kind: str) -> bool:
    """ "انسحب X من المدينة، وإن المقاتلين سيطروا على Y": the fighters who gain may be those of others."""
    i, _ = doc.bounds(side.actor.i)
    gain = kind in GAINS and side.actor.people
    return gain and any(doc.verb_group(m) in LEAVING for m in range(i, side.actor.i))


def _own_force(doc: Document, side: Found) -> bool:
    """ "قال X إن قواته استعادت", "… إن القوات": the force of the only side that the sentence has named before."""
    i, _ = doc.bounds(side.actor.i)
    named = {a.slug for a in actors_between(doc, i, side.actor.i) if not a.beside}
    generic = any(not only for _, only, _ in doc.lexicon.anaphors.get(doc.norm(side.actor.i), ()))
    return (generic or doc.norm(side.actor.i).endswith(tuple(OWNERS))) and named == {side.actor.slug}


def elsewhere(doc: Document, k: int) -> int:
    """How many words of sport, fire, markets or history stand near ``k`` in its sentence."""
    i, j = doc.bounds(k)
    first = bisect_left(doc.elsewhere_at, max(i, k - AROUND))
    return bisect_left(doc.elsewhere_at, min(j, k + AROUND + 1)) - first
