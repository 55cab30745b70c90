"""Whether a clause tells of what is no known place, so that no place told before it is meant."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import PRONOUNS
from events.extraction.marks import COMMAS
from events.extraction.place_kinds import SETTLED

AS_FOR = 8  # tokens from "as for" to its verb, from the verb to the pronoun
DOER = 5  # tokens from a verb over its subject to the pronoun
MOVES = ("advance", "control", "attack", "leave", "siege")  # groups of verbs of what is done to places
DEEDS = ("control", "advance", "leave")  # groups of verbs of what is done to a place
CARRIES = ("under", "stay", "become", "be")  # groups of verbs that carry a state
SHORTEST = 3  # letters of a name
EITHER_OR = "\u0625"  # the letter that "either" begins with, and "as for" does not
GLUED = ("و", "ف", "ب", "ل", "ك")  # what may be written before a word


def of_another_topic(doc: Document, k: int) -> bool:
    """Whether the clause of a pronoun, or of a verb of falling, at token ``k`` names first what is no known place."""
    if _as_for(doc, k) or _stranger_before(doc, k) or _under_stranger(doc, k):
        return True
    return _about_stranger(doc, k) or _about_home(doc, k)


def _about_home(doc: Document, k: int) -> bool:
    """ "أعلن أمن محافظة A أن دورية طوقت مزرعة ثم اقتحمتها": whether a home or a field is surrounded or raided between a
    governorate and a pronoun at token ``k``: that is what is stormed, and no governorate.
    """
    home = False
    for m in range(k - 1, doc.bounds(k)[0], -1):
        if (place := doc.place_on.get(m)) is not None:
            wide = place.mention.place is not None and place.mention.place.kind == "governorate"
            return home and wide
        home = home or (doc.norm(m) in doc.words["private_things"] and doc.verb_group(m - 1) in MOVES)
    return False


def goes_to_stranger(doc: Document, k: int) -> bool:
    """ "استعاد X مدينة A. ودخل Y كوكوجة وسيطر عليها": whether the sentence tells before a pronoun at token ``k`` of a
    force that goes to, attacks or leaves what nobody knows: the pronoun then means no place of a sentence before.
    """
    for m in range(doc.bounds(k)[0] + 1, k):
        if not stranger(doc, m):
            continue
        led = doc.norm(m - 1) in doc.words["slot_upon"] | doc.words["slot_to"] | doc.words["slot_from"]
        last = m - 1 - led
        side = doc.actor_on.get(last)
        verb = side.i - 1 if side is not None else last
        if doc.verb_group(verb) in MOVES:
            return True
    return False


def told_what_it_is(doc: Document, found: list[PlaceAt], k: int) -> PlaceAt | None:
    """ "وتعد A مقر هجوم X على B، وكانت قواته سيطرت عليها": of the places ``found`` before a pronoun at token ``k`` the
    one that the sentence opens by saying what it is, where only that clause names the others, behind prepositions.
    """
    first = doc.bounds(k)[0]
    place = found[0] if found else None
    if place is None or place.prep or place.i - first > 1 or doc.verb_group(place.i - 1) != "count_as":
        return None
    comma = next((m for m in range(k - 1, place.j, -1) if doc.tokens[m].text in COMMAS), None)
    said = comma is not None and doc.finite(comma + 1) is not None and doc.norm(comma + 1)[:1] in doc.words["and"]
    behind = found[1:]
    return place if said and all(p.prep and p.i < comma for p in behind) else None


def stranger(doc: Document, m: int) -> bool:
    """ "كوكوجة", "قرى عدة": whether a word is a name that nobody knows, or towns without a name."""
    if m >= len(doc.tokens) or doc.tokens[m].kind != "word" or doc.mentioned(m) or doc.forms(m):
        return False
    word = doc.norm(m)
    if word.lstrip("و") in doc.words["several_towns"]:
        return True
    everyday = doc.names.words.everyday if doc.names is not None else {}
    bare = [word, *(word[1:] for glued in GLUED if word.startswith(glued))]
    bare += [w.removesuffix(end) for w in tuple(bare) for end in PRONOUNS if w.endswith(end)]
    return len(word) >= SHORTEST and bool(everyday) and not any(w in everyday for w in bare)


def _as_for(doc: Document, k: int) -> bool:
    """ "استعاد X مدينة A. أما كوكوجة فسيطر عليها Y": whether "as for" names, before the verb with "fa-" at token ``k``
    or right before it, what is no known place.
    """
    verb = k if doc.finite(k) else next((m for m in range(k - 1, max(k - AS_FOR, -1), -1) if doc.finite(m)), k)
    form = doc.finite(verb)
    if form is None or ("ف" not in form.pro and doc.norm(verb - 1)[:1] != "ف"):
        return False
    near = range(verb - 1, max(doc.bounds(verb)[0], verb - AS_FOR) - 1, -1)
    opens = next((m for m in near if doc.norm(m) in doc.words["as_for"] and EITHER_OR not in doc.tokens[m].text), None)
    if opens is None or doc.norm(opens + 1) in doc.words["prepositions"]:
        return False
    told = any(doc.mentioned(m) for m in range(opens + 1, k))
    return not told and not any(doc.match(opens + 1, doc.lexicon.phrases[name]) for name in ("civilians", "adverbs"))


def _under_stranger(doc: Document, k: int) -> bool:
    """ "سيطر X على A.\n- كوكوجة: دخلها X": whether the line of token ``k`` is headed by one word before a colon that is
    neither a known place nor who speaks."""
    words = (m for m in range(doc.bounds(k)[0], k) if doc.tokens[m].kind == "word")
    head = next(words, k)
    if head >= k - 1 or doc.tokens[head + 1].text != ":" or doc.mentioned(head) or doc.forms(head):
        return False
    if any(m in doc.place_on for m in range(head + 2, k)):
        return False  # "تذكير: A استعادها X", "عاجل: سيطر X على A وانسحب Y منها"
    return not any(doc.match_noun(head, doc.lexicon.phrases[name]) for name in ("sources", "unnamed"))


def _about_stranger(doc: Document, k: int) -> bool:
    """ "وعن كوكوجة، قال X إنها", "وبشأن كوكوجة فقد أكد أنها": whether the sentence opens with what nobody knows, of
    which it says to be about, and names no place before token ``k``."""
    first = doc.bounds(k)[0]
    opens = first + 1 < k and doc.norm(first).lstrip("و") in doc.words["about"] and stranger(doc, first + 1)
    return opens and not any(m in doc.place_on for m in range(first + 1, k))


def _stranger_before(doc: Document, k: int) -> bool:
    """ "لكن كوكوجة سقطت بيد Y", "وكوكوجة سيطر عليها Y", "حين أن مناطق أخرى سقطت": whether the noun before the verb is
    what falls, or what its pronoun means, the verb having another subject.
    """
    verb = next((m for m in range(k, max(k - DOER, -1), -1) if doc.finite(m)), None)
    if verb is None or any(m not in doc.actor_on for m in range(verb + 1, k)):
        return False
    if doc.verb_group(verb) != "fall" and not (verb + 1 in doc.actor_on or k + 1 in doc.actor_on):
        return False
    last = verb - 1 - (doc.norm(verb - 1) in doc.words["qad"])
    towns = doc.norm(last - 1).lstrip("و") in doc.words["several_towns"] and not doc.mentioned(last)
    first = last - 1 if towns else last
    if first < 0 or not stranger(doc, first):
        return False
    opens = first == doc.bounds(verb)[0] or doc.tokens[first - 1].kind == "punct" or doc.norm(first)[:1] == "و"
    return opens or doc.norm(first - 1) in doc.words["complementizers"] or doc.match(
        first - 1, doc.lexicon.phrases["breaks"]
    ) > 0  # fmt: skip


def of_a_deed(doc: Document, place: PlaceAt, k: int) -> bool:
    """ "ساعة دخول X بيد Y", "قرار الانسحاب من X بيد Y": a place that a deed right before it is done to is not what is
    in somebody's hands at ``k``, unless a verb of being so comes between; one that comes "under" him is, and what goes
    out of his hands ("خروج X من يد Y")."""
    if doc.norm(k) in doc.words["beneath"]:
        return False
    m = place.i - 1 - bool(place.prep in doc.words["from"])
    nouns = [f for f in doc.forms(m) if f.pos == "vn" and (place.prep or f.lemma not in doc.words["came_out"])]
    deed = any(doc.group(f) in DEEDS for f in nouns) and m not in doc.place_on
    return deed and not any(doc.verb_group(n) in CARRIES for n in range(place.j, k))


def land_of_town(doc: Document, place: PlaceAt) -> bool:
    """ "الفلوجة بمحافظة الأنبار … منها", "أم روابة بشمال كردفان": whether a governorate only tells where the town right
    before it lies."""
    land = place.mention.place
    if land is None or land.kind != "governorate" or place.prep not in doc.words["at"]:
        return False
    near = (doc.place_on.get(place.i - 1 - apart) for apart in (0, 1))
    town = next((p.mention.place for p in near if p is not None and p.mention.place), None)
    return town is not None and town.kind in SETTLED and town.admin1_id == land.id
