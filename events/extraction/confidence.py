"""How far a claim may be trusted unseen: high, medium or low, with the reasons in words."""

from __future__ import annotations

from bisect import bisect_left

from events.extraction.background import of_link, recalled, recalled_noun
from events.extraction.citing import heads_report, only_alleged
from events.extraction.document import Document
from events.extraction.endings import LONG_PRONOUNS
from events.extraction.proclitics import nouns
from events.extraction.questions import asks
from events.extraction.referents import HEADED, owned_part
from events.extraction.relatives import antecedent
from events.extraction.rules.draft import Draft
from events.extraction.sayings import Saying
from events.extraction.side_doubts import OF_HOLDERS, odd_pair, side_doubts
from events.extraction.slot_words import within_bounds
from events.extraction.types import LEAVES, UNVERIFIED
from events.extraction.untold import judged, told_as_done
from gazetteer.matching.arabic import fold
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS
from gazetteer.matching.types import GUESSED

AROUND = 30  # words about a trigger within which a word of another subject tells against it
IN_TOWNS = ("neighbourhood", "facility", "base", "airbase", "bridge", "dam", "camp", "port", "crossing", "area")
TOWN_KM = 12.0
FAR = 200  # words before a pronoun beyond which no other place is looked for
MANY = 3  # doubts that make it low together
PART_WORDS = 3  # of the words of a thing, those that may tell what it is
BACK = "back"  # of a place: named before, and referred to
NOUN, VERB = ".noun", ".verb"
PUSH = "push."  # frames of who pushes on
# A present tense, what a place is said to be, losses of all kinds; who is called master; allies who relieve each other;
# those who spread out where others have left; what was so.
UNSURE = (
    "take.news", "take.become", "holds.past", "siege.past", "emptied", "lose.noun", "master", "replaced", "deploy.verb",
    "back-again",
)  # fmt: skip
LOSSES = ("light-verb.lose", "lose.verb", "lose.to", "outside")


def judge(doc: Document, draft: Draft, kind: str, resolved: str, saying: Saying | None = None) -> tuple[str, str]:
    """Return (confidence, reasons). High is earned: place exact, sides named beside the verb, a plain statement.

    Who takes a place must be named in the clause, or be the only side that the sentence has named. Who leaves it may be
    named by a reference back, and who besieges, attacks or holds it may be carried over from the clause before: none of
    these makes a new holder of a known place. What is told of a place whose position no record confirms is medium at
    most, unless it lies in a town that one confirms; that it is unverified is said either way.
    """
    against = [
        *_naming_doubts(doc, draft),
        *side_doubts(doc, draft, kind),
        *odd_pair(doc, draft, kind),
        *_place_doubts(doc, draft, kind),
        *_wording_doubts(doc, draft, kind),
        *_telling_doubts(doc, draft, saying),
    ]
    low = [f"place {resolved}"] if resolved in ("tied", "unresolved") else []
    if elsewhere(doc, draft.i):
        low.append("words of sport, fire, market or history in the sentence")
    if len(against) >= MANY:
        low.append("several doubts")
    remarks = [UNVERIFIED] if resolved == "unverified" else []
    if low:
        return "low", "; ".join([f"rule {draft.rule}", *against, *low, *remarks])
    said = "; ".join([f"rule {draft.rule}", *(against or ["place and side named in the clause"]), *remarks])
    return ("medium" if against or (remarks and not _in_known_town(doc, draft)) else "high"), said


def _naming_doubts(doc: Document, draft: Draft) -> list[str]:
    """What speaks against the place by how it is named: as what lies near it, by a pronoun, by a wider word."""
    doubts, mention = [], draft.hit.place.mention
    if mention.relation not in ("at", "part"):  # that it is a part is said in the claim itself
        doubts.append(f"said of what is {mention.relation} the place")
    if draft.hit.how == "pronoun" and not _plain_pronoun(doc, draft):
        doubts.append("place named by a pronoun")
    if not GUESSED.isdisjoint(mention.reasons) or within_bounds(doc, draft.hit.place):
        doubts.append("place named by a wider word")
    if draft.hit.how == HEADED:
        doubts.append("the place stands only at the head of the line")
    return doubts


def _place_doubts(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What else speaks against a new holder of this place: unarmed people, a thing in it, others it could stand for."""
    doubts = []
    if kind in OF_HOLDERS and doc.said("crowds", *doc.bounds(draft.i)):
        doubts.append("people without arms are told of")
    thing = draft.hit.inside and (_one_thing(doc, draft, kind) or not _part_of_town(doc, draft.hit.inside))
    if thing or (kind == "capture" and _from_positions(doc, draft)):
        doubts.append("a thing in the place")
    back = draft.hit.place.mention.status == BACK
    elsewhere_told = back and _headed_by_unknown(doc, doc.sentence_of[draft.i])
    part = kind == "advance" and draft.hit.place.mention.relation == "part" and draft.hit.how == "near"
    if elsewhere_told or ((kind in OF_HOLDERS or part) and not _plain_reference(doc, draft)):
        doubts.append("the place is a reference back, and others are named beside it")
    return doubts


def _from_positions(doc: Document, draft: Draft) -> bool:
    """ "طرد X Y من مواقعه في A": who is driven from what he had in a town may still be elsewhere in it."""
    m = draft.hit.place.i - 1
    return draft.hit.place.i > draft.j and owned_part(doc, m - (doc.preposition(m) != ""))


def _wording_doubts(doc: Document, draft: Draft, kind: str) -> list[str]:
    """What speaks against it by the words that tell it: nouns and pronouns alone, words with other meanings."""
    doubts = []
    if _left_by_nouns(draft, kind):
        doubts.append("who left which place is told by nouns and pronouns")
    governed = kind in OF_HOLDERS and draft.rule.endswith(NOUN) and draft.stance.kind == "real"
    if governed and not told_as_done(doc, draft.i, draft.stance.governor):
        doubts.append("what governs the noun is not known to tell of it as done")
    elif governed and judged(doc, draft.i, draft.hit.stop, draft.gaining, draft.losing):
        doubts.append("a judgement")
    elif governed and recalled_noun(doc, draft.i):
        doubts.append("told as known, without a day")
    if kind in LEAVES and _among(doc, draft):
        doubts.append("one of the positions that were left")
    if kind == "capture" and draft.type == "advance":
        doubts.append("what was entered is taken to be held")
    if (
        kind in OF_HOLDERS
        and draft.rule.endswith(VERB)
        and draft.stance.kind == "real"
        and recalled(doc, draft.i, draft.hit.place.i)
    ):
        doubts.append("told as known, without a day")
    elif of_link(doc, draft.i):
        doubts.append("the title of another article")
    if kind == "advance" and draft.rule.startswith(PUSH) and _only_towards(doc, draft):
        doubts.append("only towards the place")
    if draft.rule in UNSURE:
        doubts.append("a word that also tells how things stand")
    if kind == "withdrawal" and draft.rule in LOSSES:
        doubts.append("a loss that names no winner")
    if draft.weak and not _both_named(draft):
        doubts.append("a word with other meanings")
    return doubts


def _telling_doubts(doc: Document, draft: Draft, saying: Saying | None) -> list[str]:
    """What speaks against it by how far it is told as done: an aim, a denial, a source that only alleges."""
    doubts = [draft.stance.why or draft.stance.kind] if draft.stance.kind != "real" else []
    if saying is not None and only_alleged(doc, saying.verb):
        doubts.append("only alleged")
    if asks(doc, *doc.bounds(draft.i)):
        doubts.append("told in a question")
    return doubts


def _only_towards(doc: Document, draft: Draft) -> bool:
    """ "تقدموا نحو X وY": who is told to move towards a place need not have come to it."""
    place = draft.hit.place
    first = next(iter(doc.listed_with(place)), place) if place.conj else place
    way = doc.words["towards"]
    return first.prep in way or doc.norm(first.i - 1) in way or doc.norm(first.i - 1) in doc.words["in_direction"]


def _one_thing(doc: Document, draft: Draft, kind: str) -> bool:
    """ "حاصر مبنى في X": a siege of one thing is none of its town."""
    return kind == "siege" and fold(draft.hit.inside or "").split()[0] in doc.words["things_of_towns"]


def _part_of_town(doc: Document, words: str) -> bool:
    """Whether what a claim says of a thing in a place is said of a part or a building: by one of its first words."""
    if fold(words).split()[0] in doc.words["wide_sites"]:
        return False  # "مطار مدينة X", which lies outside it as often as not
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
    pronoun = draft.hit.how == "pronoun"
    return pronoun and kind in LEAVES and draft.rule.endswith(NOUN) and draft.stance.kind == "real"


def _among(doc: Document, draft: Draft) -> bool:
    """ "انسحبوا من كل مواقعهم في المدينة، ومن بينها X": what they had is told to be left, X only by
    being among it."""
    among, behind = doc.lexicon.phrases["including"], draft.hit.place.i
    theirs = next((m for m in range(draft.i + 1, behind) if owned_part(doc, m)), behind)
    return any(doc.norm(m) in doc.words["including"] or doc.match(m, among) for m in range(theirs, behind))


def _in_known_town(doc: Document, draft: Draft) -> bool:
    """Whether a quarter, building or base without a confirmed position lies in a town that has one: it is as near as a
    map can show."""
    place = draft.hit.place.mention.place
    town = doc.names.place(place.parent_id) if place is not None and doc.names is not None else None
    if town is None or place.kind not in IN_TOWNS or town.kind not in SETTLEMENTS:
        return False
    return town.quality == "confirmed" and km(town, place) <= TOWN_KM


def _plain_pronoun(doc: Document, draft: Draft) -> bool:
    """Whether no other place stands in the pronoun's sentence, or the one before, that it could stand for.

    "X التي استعادتها القوات", "سيطر على X بعد انسحاب Y منها": what only says where X lies does not count.
    """
    if antecedent(doc, draft.i) is draft.hit.place:
        return True
    meant = draft.hit.place
    here, there = doc.sentence_of[draft.i], doc.sentence_of[meant.i]
    if not 0 <= here - there <= 1 or meant.i >= draft.hit.stop or (there < here and _headed_by_unknown(doc, here)):
        return False
    between = doc.bounds(draft.i)[0] if here > there else draft.i
    if any(m in doc.place_on and doc.place_on[m].mention.part_code for m in range(between, draft.i)):
        return False  # "في شرق X استعاد أجزاء منه": over a side of a town that it may mean
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
    if draft.hit.place.mention.status != BACK or draft.hit.place.mention.place is None:
        return True
    meant = draft.hit.place.mention.place
    first, _ = doc.sentences[max(doc.sentence_of[draft.i] - 1, 0)]
    near = {p.i: p for m in range(first, draft.hit.stop) if (p := doc.place_on.get(m))}
    known = [p for p in near.values() if p.mention.place is not None and p.mention.status != "non_place"]
    others = [p for p in known if p.mention.place.id != meant.id]
    led_to = doc.words["slot_to"]  # "تقدموا نحو X وسيطروا على المدينة": where they went is spoken of
    told = [p for p in others if not p.mention.reference or p.prep in led_to]
    return all(p.mention.place.kind == "country" or _only_says_where(doc, p.i, p.prep) for p in told)


def _headed_by_unknown(doc: Document, number: int) -> bool:
    """ "سلوك: …", below it "الحميرة: X يستعيد البلدة": whether the sentence begins with a word and a colon that is no
    known place, side or source; of it, and not of a place told before, it may speak."""
    i, j = doc.sentences[number]
    while i < j and doc.tokens[i].kind in ("punct", "number"):
        i += 1
    colon = i + 1 if doc.tokens[min(i + 1, j - 1)].text == ":" else i + 2
    if colon >= j or doc.tokens[colon].text != ":" or colon + 1 not in doc.actor_on:
        return False
    known = doc.words["shouts"]
    unknown = not any(doc.mentioned(m) or doc.finite(m) or doc.norm(m) in known for m in range(i, colon))
    return unknown and heads_report(doc, colon) is None


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


def elsewhere(doc: Document, k: int) -> int:
    """How many words of sport, fire, markets or history stand near ``k`` in its sentence."""
    i, j = doc.bounds(k)
    first = bisect_left(doc.elsewhere_at, max(i, k - AROUND))
    return bisect_left(doc.elsewhere_at, min(j, k + AROUND + 1)) - first
