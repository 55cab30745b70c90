"""Military units as sides: "الفرقة المدرعة التاسعة", "اللواء الثاني عمالقة", "كتيبة X التابعة لـY".

A unit belongs to a side only where the text says so beside its name, or where its kind is in that country the
regular army's alone (forces.yml, units).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.extraction.document import ActorAt, Document
from events.extraction.meanings import exists_in
from events.extraction.mentions import beginning_in
from events.extraction.proclitics import ARTICLE
from gazetteer.matching.arabic import fold

MADDA = "\u0622"
MAX_NAME = 5  # words of a unit's number and arm
SOURCE_REACH = 10  # words between a military source and the force that it speaks of
COPULAS = ("be", "stay", "become")  # groups of verbs that only tell how something is
HANDED = 8  # words between "hand over" and the unit that receives
NOBODY = ("",)  # allowed sides of a reference that may mean none of those that are known
MAX_GAP = 8  # words between an armed body and the "belonging to" that says whose it is


def unit_end(doc: Document, k: int) -> tuple[int, bool] | None:
    """(the token after a unit's number and arm, whether an arm is named) for a unit's word at ``k``; None where none
    follows.
    """
    words, m, arm, numbered = doc.words, k + 1, False, False
    if _unit_noun(doc, k) is None:
        return None
    while m < len(doc.tokens) and m - k <= MAX_NAME:
        bare = doc.norm(m).removeprefix("ال")
        toward = doc.norm(m) in doc.words["slot_to"] and doc.tokens[m].text[:1] != MADDA  # "إلى" is not "آلي"
        length = 0 if toward else doc.match(m, doc.lexicon.force_phrases["arms"])
        if length:
            m, arm = m + length, True
        elif doc.tokens[m].kind == "number" or bare in words["ordinals"] or bare.removeprefix("و") in words["tens"]:
            m, numbered = m + 1, True
        else:
            break
    return (m, arm) if arm or numbered else None


def _unit_noun(doc: Document, k: int) -> str | None:
    """The bare word of a unit at token ``k``, its proclitics and article taken off."""
    return doc.readings[k].unit


def acts(doc: Document, k: int, stop: int) -> bool:
    """Whether a unit whose name is also its base's is here the men: right after a singular verb that agrees, with
    another place or side after it ("دخلت الفرقة التاسعة مدينة X"), behind a word of men ("قوات الفرقة"), as a doer or
    receiver ("على يد الفرقة", "سلمها إلى الفرقة").
    """
    if _men_are_meant(doc, k):
        return True
    form = doc.finite(k - 1)
    following = doc.place_on.get(stop) or doc.place_on.get(stop + 1) or doc.place_on.get(stop + 2)
    if form is None:  # "دخول الفرقة 16 إلى X", "سيطرة اللواء 35 على X"
        noun = any(f.pos == "vn" and not f.definite and not f.enc for f in doc.forms(k - 1))
        return noun and following is not None and following.prep in doc.words["aimed_at"]
    if form.num != "s" or form.enc or doc.group(form) == "fall":
        return False  # "سقط اللواء 20 في X بيد Y": what falls is its base
    feminine = doc.norm(k).endswith("\u0647")
    if (form.gen == "f") != feminine or following is None:
        return False
    return doc.group(form) not in COPULAS or _does_something(doc, following.j)


def _does_something(doc: Document, m: int) -> bool:
    """ "كانت الفرقة 16 في X قد سيطرت على Y": whether a verb of what men do stands at ``m``, behind "was" and a unit; of
    a base it is told that it "has fallen", "is in the hands of Y", "is besieged"."""
    verb = doc.finite(m + (doc.norm(m) in doc.words["qad"]))
    return verb is not None and verb.vox != "p" and doc.group(verb) != "fall"


def _men_are_meant(doc: Document, k: int) -> bool:
    """Whether the words right before a unit at ``k`` make it the men and not their base."""
    word, before = doc.norm(k - 1), doc.norm(k - 2)
    if word.lstrip("وبل") in doc.words["men_of"] or word in doc.words["winner_alone"]:
        return True
    if (word in doc.words["agency"] and before in doc.words["from"]) or word in doc.words["hands"]:
        return True
    speaker = k - 2 if word in doc.words["of_body"] else k - 1  # "قيادي في الفرقة 16", "باسم اللواء 35"
    if word in doc.words["in_name_of"] or doc.norm(speaker) in doc.words["leaders"]:
        return True
    received = word in doc.words["receives"] or doc.norm(k)[:2] == "\u0644\u0644"
    if received and {word, before} & doc.words["publications"]:
        return True  # "بيان (صحفي) للفرقة 16"
    return received and any(
        doc.group(f) == "handover" or f.lemma in doc.words["passes_to"]
        for m in range(max(k - HANDED, 0), k) for f in doc.forms(m)
    )  # fmt: skip


def regular_army(doc: Document, k: int, arm: bool, stop: int) -> tuple[str, ...]:
    """The sides whose regular army a unit of this kind belongs to in the story's country, by time; none if open."""
    units = doc.lexicon.forces["units"]
    armies = tuple(units["armies"].get(doc.country, ()))
    division = _unit_noun(doc, k) in doc.words["divisions"]
    if arm or (division and doc.country in units["numbered"]):
        return armies
    known = units["known_numbers"].get(doc.country) if division else None
    if known is None:
        return ()
    now = [slug for slug in armies if exists_in(doc, slug)]
    own = {fold(str(word)) for word in known["numbers"]}
    told = any(doc.norm(m).removeprefix("ال") in own for m in range(k + 1, stop))
    return tuple(slug for slug in now if told or slug in known["all_of"])


def belongs_from(doc: Document, k: int) -> int | None:
    """The token after "belonging to", "loyal to" that follows an armed body named at ``k``; None where a verb, a
    place or another clause comes first.
    """
    for m in range(k + 1, min(k + 1 + MAX_GAP, len(doc.tokens))):
        token = doc.tokens[m]
        if token.kind == "newline" or token.text in ".:؛" or doc.sentence_of[m] != doc.sentence_of[k]:
            return None
        if token.norm in doc.words["complementizers"]:
            return None
        if token.norm in doc.words["belonging"]:
            following = m + 1
            if doc.norm(following) in doc.words["with_it"]:
                return None  # "وحدات تابعة لها": of whoever was told of before
            return following + 1 if doc.norm(following) in doc.words["belonging_to"] else following
        governs = token.norm.lstrip("و") in doc.words["prepositions"] and token.norm not in doc.words["from"]
        if token.kind == "word" and (governs or doc.finite(m)):
            return None
    return None


def of_known_armies(doc: Document, actors: list[ActorAt]) -> list[ActorAt]:
    """The sides of a text, its units of no named side given theirs: that of the same unit elsewhere in the text, else
    (a guess) the only side with such units in that country that the text names.
    """
    unsaid = ((n, a) for n, a in enumerate(actors) if a.slug is None and a.i not in doc.place_on)
    open_ = {n: name for n, a in unsaid if doc.norm(a.i - 1) not in doc.words["sites"] and (name := _unit_name(doc, a))}
    if not open_:
        return actors
    known = {_unit_name(doc, a): a.slug for a in actors if a.slug}
    fielded = doc.lexicon.forces["units"]["fielded"].get(doc.country, ())
    named = {a.slug for a in actors if a.slug in fielded}
    only = next(iter(named)) if len(named) == 1 else None
    found = list(actors)
    for n, name in open_.items():
        slug = known.get(name, only)
        found[n] = replace(actors[n], slug=slug, guess=name not in known) if slug else actors[n]
    return found


def _unit_name(doc: Document, actor: ActorAt) -> tuple[str, ...]:
    """The words of the numbered unit that a side's mention is, () for any other."""
    head = next((k for k in range(actor.i, actor.j) if doc.readings[k].unit), None)
    end = unit_end(doc, head) if head is not None else None
    return tuple(doc.norm(k).removeprefix("ال") for k in range(head, end[0])) if end else ()


def army_only(
    doc: Document, actor: ActorAt, allowed: tuple[str, ...], first_told: Mapping[str, int]
) -> tuple[str, ...]:
    """ "قال مصدر عسكري إن القوات …": a military source without a side means the country's army, where the word may; of
    a text that has told only of another's forces so far it is not known whose they are. ``first_told``: the token at
    which each side is first told of.
    """
    armies = [slug for slug in _armies(doc) if slug in allowed]
    if not armies or doc.leans or actor.people:
        return allowed
    first = max(doc.bounds(actor.i)[0], actor.i - SOURCE_REACH)
    if not _army_speaks(doc, first, actor.i):
        return allowed
    others, army = (any(first_told.get(s, actor.i) < actor.i for s in sides) for sides in (allowed, armies))
    return NOBODY if others and not army else tuple(armies)


def army_told(doc: Document, actor: ActorAt) -> str | None:
    """ "قال مصدر عسكري إن قواتنا", "أعلن قائد عراقي أن قواته": the army whose source or officer speaks of its force."""
    armies = _armies(doc)
    told = len(armies) == 1 and _army_speaks(doc, doc.bounds(actor.i)[0], actor.i)
    return armies[0] if told and doc.leans <= set(armies) else None


def told_by_their_army(doc: Document, actors: Sequence[ActorAt]) -> tuple[ActorAt, ...]:
    """ "قال مصدر عسكري عراقي إن القوات استعادت A", "مصدر عسكري حكومي إن اللواء الخامس حرر B": forces of no known side,
    right behind the "that" of a source of the country's one army, given to it: a guess.
    """
    armies = _armies(doc)
    if len(armies) != 1 or not doc.having("military_sources") or not doc.leans <= set(armies):
        return tuple(actors)
    return tuple(replace(a, slug=armies[0], guess=True) if _own_source_tells(doc, a, actors) else a for a in actors)


def _own_source_tells(doc: Document, actor: ActorAt, actors: Sequence[ActorAt]) -> bool:
    """Whether a force of no known side is what a source in the army of the story's country tells of."""
    that = doc.word_before(actor.i)
    opens = that >= 0 and (doc.norm(that) in doc.words["complementizers"] or doc.tokens[that].text == ":")
    if actor.slug or actor.owner or not opens:
        return False
    bare = actor.j == actor.i + 1 and doc.norm(actor.i).removeprefix(ARTICLE) in doc.words["bare_forces"]
    said = doc.said("military_sources", max(doc.bounds(that)[0], that - SOURCE_REACH), that)
    if not said or not (_unit_name(doc, actor) or bare) or doc.finite(actor.j) is None:
        return False
    whose = said[-1] + doc.match(said[-1], doc.lexicon.phrases["military_sources"])
    own = _of_country(doc, whose) or doc.norm(whose) in doc.words["source_of_government"]
    others = any(a.slug for a in beginning_in(actors, said[-1], that))
    foreign = doc.words["foreign"] | doc.words["in_name_of"]
    return own and not others and not any(doc.norm(m) in foreign for m in range(said[-1], that))


def _armies(doc: Document) -> list[str]:
    return [slug for slug in doc.lexicon.forces["units"]["armies"].get(doc.country, ()) if exists_in(doc, slug)]


def _army_speaks(doc: Document, i: int, j: int) -> bool:
    """Whether a military source, or an officer of the story's country ("قائد عراقي"), is told of in tokens ``[i, j)``,
    and none of another's army or of a side that is named.
    """
    own = [m for m in range(i, j - 1) if doc.norm(m) in doc.words["officers"] and _of_country(doc, m + 1)]
    said = doc.said("military_sources", i, j) or own
    others = doc.words["foreign"] | doc.words["in_name_of"]  # "متحدث عسكري باسم X"
    return bool(said) and not any(doc.norm(m) in others for m in range(said[0], j))


def _of_country(doc: Document, k: int) -> bool:
    return any(country == doc.country for country, _ in doc.readings[k].nations)
