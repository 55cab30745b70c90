"""What stands around the preposition of a slot: shares, asides, nouns of attack, another matter that begins."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.degree import extent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.proclitics import bare_noun
from events.extraction.referents import Hit

ALL = 2  # letters of "all"
REACH = 5  # words of an aside on either side of its preposition


def push_line(doc: Document, m: int) -> bool:
    """ "تقدمت على محور X": along which line one pushes forward."""
    line = doc.norm(m + 1).removeprefix("ال") in doc.words["push_lines"]
    return line and doc.norm(m) in doc.words["slot_upon"]


def some_of(doc: Document, m: int, hit: Hit) -> bool:
    """ "من تلال وقرى في مديرية X": some of what lies in a place that only says where."""
    return hit.place.prep in doc.words["at"] and doc.match(m + 1, doc.lexicon.phrases["plural_heads"]) > 0


def share_of(doc: Document, m: int) -> bool:
    """ "يحتفظ بأجزاء من X", "بمواقع في X": a share with the preposition on it."""
    word = doc.norm(m)
    rest = word[1:] if word[:1] in doc.words["at"] and m not in doc.place_on and m not in doc.actor_on else ""
    if rest in doc.words["nearly_so_much"]:  # "بنحو ثلث X"
        rest = doc.norm(m + 1)
    return len(rest) > 2 and (rest in doc.lexicon.phrases["partial"] or rest in doc.words["regions"])


def all_of(doc: Document, m: int, stop: int) -> bool:
    """ "يمسك بكل أحياء X", "بكامل مدينة X": the whole of a place, with the preposition on it."""
    word = doc.norm(m)
    rest = word[1:] if word[:1] in doc.words["at"] and m not in doc.place_on and m not in doc.actor_on else ""
    if len(rest) < ALL or rest not in doc.lexicon.phrases["full"]:
        return False
    place = next((n for n in range(m + 1, min(m + REACH, stop)) if n in doc.place_on), m)
    parts = doc.lexicon.part_words
    return place > m and all(
        doc.norm(n) in parts or doc.norm(n) in doc.words["from"] or doc.match(n, doc.lexicon.phrases["areas"])
        for n in range(m + 1, place)
    )


def holds_by_name(doc: Document, m: int, stop: int) -> bool:
    """ "عملية أمسك X فيها بقلعة A": whether a place with "ب" on it, which is what is held, stands from ``m`` on; a
    pronoun before it only tells in what."""
    named = (doc.place_on.get(n) for n in range(m, stop))
    return any(place is not None and place.prep == "ب" for place in named)


def another_matter(doc: Document, k: int, m: int, slot: str) -> bool:
    """Whether a report or, after what was left, an aim begins at ``m``: "انسحاب X، وأنها تحتفظ بأجزاء من Y"."""
    if slot == "from" and _of_deed(doc, k, m):
        return True
    if m <= k + 1:
        return False
    if slot == "from" and doc.norm(m - 2) in doc.words["what"] and doc.norm(m - 3) in doc.words["slot_to"]:
        return True  # "انسحب X إلى ما تبقى من Y"
    if slot in ("from", "in", "to") and doc.norm(m - 1) in doc.words["stretches"]:
        return True  # "تنحسر رقعة X إلى جيب يمتد من Y إلى Z": how far what is left reaches
    word = doc.norm(m)
    if slot in ("in", "to") and word in doc.words["slot_to"] and _went_there(doc, k, m):
        return True
    if word in doc.words["complementizers"] and (slot == "in" or word[:1] in doc.words["and"]):  # "تمسك بأن …"
        return True
    return slot == "from" and m not in doc.place_on and doc.match(m, doc.lexicon.phrases["purpose"]) > 0


def _went_there(doc: Document, k: int, m: int) -> bool:
    """ "تقدم X بعد انسحاب Y إلى Z": whether "to" at ``m`` tells whither others went after whom something was done; a
    comma shuts what is told of them ("تقدم X، بعد انسحاب Y، إلى Z")."""
    for n in range(m - 1, k + 1, -1):
        if doc.tokens[n].text in COMMAS:
            return False
        if doc.norm(n) in doc.words["departures"] and doc.norm(n - 1).lstrip("و") in doc.words["since"]:
            return n + 1 in doc.actor_on
    return False


def _of_deed(doc: Document, k: int, m: int) -> bool:
    """ "تراجع عن اقتحام X", "تخلى عن فكرة دخول X": what "of" at ``m`` gives up is a deed and no place; so is what one
    thinks of it ("عن موقفه من X", "تراجع مواقفها من X").
    """
    if any(n > k and doc.match_noun(n, doc.lexicon.phrases["opinions"]) for n in (m - 1, m + 1)):  # "راية" at k
        return True
    if doc.norm(m) not in doc.words["gives_up_of"] or m + 1 in doc.place_on or m + 1 in doc.actor_on:
        return False
    deed = any(f.pos == "vn" and not f.enc and f.lemma in doc.lexicon.frames_of for f in doc.forms(m + 1))
    return deed or any(doc.match(m + 1, doc.lexicon.phrases[name]) for name in ("purpose", "campaign"))


def of_attack(doc: Document, k: int, m: int) -> bool:
    """Whether "upon" at ``m`` goes with a noun of attack and not with the trigger ("سيطر خلال هجومه على X على Y")."""
    for n in (m - 1, m - 2):  # an adjective may stand between
        word = bare_noun(doc.norm(n))
        bare = next((word[: -len(end)] for end in doc.words["noun_pronouns"] if word.endswith(end)), word)
        if n > k and (word in doc.words["attacks"] or bare in doc.words["attacks"]):
            return n not in doc.place_on and n not in doc.actor_on
    return False


def with_degree(doc: Document, hit: Hit, k: int, m: int) -> Hit:
    """Add "بشكل كامل" and the like that stand between the trigger and its preposition."""
    if hit.extent is None and (said := extent_between(doc, k + 1, m, len(doc.tokens))):
        return replace(hit, extent=said)
    return hit


def within_bounds(doc: Document, place: PlaceAt) -> bool:
    """ "تحرير (كامل) الحدود الإدارية لمحافظة X": all that lies within them is the place."""
    own = place.prep == "ل" and doc.norm(place.i - 1) in doc.words["of_government"]
    return own and doc.norm(place.i - 2) in doc.words["bounds"]


def round_bounds(doc: Document, hit: Hit) -> Hit:
    """ "سيطر على الحدود الإدارية لمحافظة X": the line around so wide an area, where nothing says that all within it is
    meant; "الحدود الإدارية لمدينة X" is all of a town."""
    known = hit.place.mention.place
    if hit.extent is not None or known is None or known.kind != "governorate" or not within_bounds(doc, hit.place):
        return hit
    return replace(hit, place=replace(hit.place, mention=replace(hit.place.mention, relation="around")))


def leads_elsewhere(doc: Document, m: int) -> bool:
    """A preposition with a side, a direction or a date after it is an adjunct: look further for the place."""
    following = doc.norm(m + 1)
    return (m + 1 in doc.actor_on or m + 1 in doc.date_on or doc.match(m + 1, doc.lexicon.phrases["full"]) > 0
            or following in doc.words["adjunct_nouns"] or doc.norm(m) in doc.words["adjunct_prepositions"])  # fmt: skip


def in_aside(doc: Document, k: int, m: int, stop: int) -> bool:
    """Whether a preposition at ``m`` stands between two commas ("X، في تغريدة على حسابه، على Y")."""
    opens = any(doc.tokens[n].text in COMMAS for n in range(max(k + 1, m - REACH), m))
    return opens and any(doc.tokens[n].text in COMMAS for n in range(m + 1, min(stop, m + REACH)))


def whence(doc: Document, inside: int, place: PlaceAt) -> bool:
    """ "المواقع التي تمركزت فيها قوة قادمة من X": in a clause that describes a thing "from" tells whence one came."""
    described = any(doc.norm(m) in doc.words["relatives"] for m in range(inside + 1, place.i))
    return described and place.prep in doc.words["from"]
