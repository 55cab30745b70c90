"""Where what a finite verb tells took place: its pronoun, the place of its frame, what else may stand for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.extraction.adjuncts import gap
from events.extraction.clause_bounds import left_bound
from events.extraction.degree import percent_between
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import HER, HIM, OF_PLACES, THEM_BOTH
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.marks import COMMAS
from events.extraction.objects import plain_gap, share_here
from events.extraction.place_kinds import TOWNS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, all_meant, hit_at, prep_at, pronoun_hits
from events.extraction.relatives import antecedent, of_another_noun
from events.extraction.rules.frame_places import places_of, where_told
from events.extraction.rules.line_heads import at_head
from events.extraction.rules.surrender import men_of_place
from events.extraction.slot_words import all_of, share_of
from events.extraction.slots import on_preposition, place_before
from events.extraction.those import nth, those

TAKES = ("control", "advance")  # groups of verbs that are done to a place and not to a side
CHANGES = ("capture", "recapture")
QUARTERS, FRONTED = 10, 8  # tokens from a verb to the quarters that are taken, back to the town that they are of
OTHER = 4  # tokens behind a verb within which its subject stands
LEFT_OR_ENTERED = ("pull-out", "go-out", "leave", "enter", "take")  # whose place may only head the line


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class VerbAt:
    """A finite verb at token ``k`` as one of its frames reads it: its place is looked for behind ``start``, the verb
    or the noun that it needs; its words end before ``j``, its clause at ``stop``.
    """

    doc: Document
    k: int
    form: Form
    frame: Frame
    start: int
    j: int
    stop: int


def places_of_verb(verb: VerbAt) -> list[Hit]:
    """The places of a verb: those of its frame, else where verbs of its kind may have theirs besides."""
    doc, k, form, frame = verb.doc, verb.k, verb.form, verb.frame
    hits = _with_object_pronoun(doc, k, form, frame)
    hits = hits or places_of(doc, verb.start, frame, verb.stop, left_bound(doc, k))
    if not hits and (frame.type == "holds" or (frame.id == "deploy" and form.asp == "i")):
        hits = where_told(doc, k)
    if not hits and frame.id == "enter":
        hits = on_preposition(doc, k, "to", verb.stop)
    if not hits and frame.place in ("of", "over", "to", "round") and verb.start > k + 1:
        end = k + 2 if frame.place == "over" else verb.start  # "رفعت فيها العلم", "فكّا عنه الحصار", "أعاد إليها الأمن"
        hits = on_preposition(doc, k, frame.place, end)
    if not hits and frame.type == "surrender" and form.num == "p":
        hits = place_before(doc, k, left_bound(doc, k))
    if not hits and frame.id == "surrender":
        hits = men_of_place(doc, doc.actor_on.get(k + 1))
    if not hits and frame.id in LEFT_OR_ENTERED and not form.enc:
        hits = at_head(doc, k, verb.stop)
    if not hits and frame.type in CHANGES and frame.place in ("object", "upon") and not form.enc:
        hits = _quarters_there(doc, k, verb.stop)
    return hits


def _quarters_there(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "في A سيطر X على معظم الأحياء", "سيطر X في A على عدة أحياء": some quarters of the town that is told right before
    the verb, or behind its subject."""
    quarters = doc.words["all_quarters"]
    near = range(k + 1, min(stop, k + QUARTERS))
    m = next((m for m in near if doc.norm(m).removeprefix(ARTICLE) in quarters), None)
    if m is None or m + 1 in doc.place_on or doc.norm(m - 1) not in doc.words["number_of"]:
        return []
    back = range(m - 1, max(k - FRONTED, doc.bounds(k)[0]) - 1, -1)
    place = next((p for n in back if (p := doc.place_on.get(n)) is not None), None)
    if place is None or place.mention.place is None:
        return []
    side = doc.norm(place.i - 1) in doc.words["directions"] and doc.norm(place.i - 2).lstrip("و") in doc.words["at"]
    if place.prep not in doc.words["inside"] and not side:
        return []
    apart = range(place.j, k) if place.i < k else range(k + 1, place.i - 1)
    town = place.mention.place.kind in TOWNS and place.mention.status == "resolved"
    if not town or not all(plain_gap(doc, n) for n in apart):
        return []
    return [replace(hit_at(doc, place, place.i, place.i), extent="partial")]


def _with_object_pronoun(doc: Document, k: int, form: Form, frame: Frame) -> list[Hit]:
    """ "دخلها التنظيم", "حرّروها": the place is the pronoun on the verb."""
    if frame.place != "object" or form.enc not in OF_PLACES:
        return []
    if of_another_noun(doc, k) or nth(doc, k):  # "ثاني مركز محافظة يخسره X"
        return [Hit(place, "relative", None, None, k, k + 1, several=True) for place in those(doc, k)]
    before = antecedent(doc, k)
    if doc.norm(k - 1) in doc.words["relatives"] and not isinstance(before, PlaceAt) and not _took_it(doc, k, before):
        return []  # "the traps that they left"
    if isinstance(before, PlaceAt):
        return all_meant(doc, before, form.enc, Hit(before, "pronoun", None, None, k, k + 1))
    return pronoun_hits(doc, k, form.enc, k, k + 1)


def _took_it(doc: Document, k: int, before: ActorAt | None) -> bool:
    """ "تخضع X لفصائل Y، التي انتزعتها من Z عام 2018": the side that the clause describes did it; so it did where the
    pronoun is of the other gender than the side ("طرد داعش الذي احتلها")."""
    form = doc.finite(k)
    if before is None or form.num == "d":
        return False
    took = form.asp == "p" and doc.group(form) in TAKES and k + 1 not in doc.actor_on
    his = doc.norm(k - 1) in doc.words["relatives_of_him"] | doc.words["relatives_of_men"]
    if took and form.enc in (HER if his else HIM, THEM_BOTH):
        return his or doc.norm(k - 1) in doc.words["relatives_of_place"]  # "قوات X التي احتلته"
    others = doc.group(form) != TAKES[0] and any(m in doc.actor_on for m in range(k + 1, k + OTHER))
    if doc.tokens[k - 2].text not in COMMAS and (others or not took):
        return False  # "مواقع X التي دخلتها أمس قوات Y"
    return k + 1 in doc.date_on or doc.norm(k + 1) in doc.words["from"] | doc.words["slot_in"] | doc.words["since"]


def done_to_place(verb: VerbAt, hit: Hit) -> bool:
    """Whether "took, got hold" is done to the place itself: "أخذ X A", unlike "أخذ X يقصف A", "أمسك بمهرب في A"."""
    doc, k, form, frame = verb.doc, verb.k, verb.form, verb.frame
    near = hit.how == "near" and hit.place.i > k
    if frame.id == "enter" and near and doc.place_on.get(k + 1) is hit.place:
        return not doc.match(hit.place.j, doc.lexicon.phrases["under"])  # "دخلت A في قبضة X": A is what comes in
    if frame.id == "take-up":
        between = gap(doc, k + 1, hit.place.i) if near else ()
        first = next((m for m in between if not _before_taken(doc, m)), None)
        return form.asp == "p" and (first is None or _share_taken(doc, k, first, hit.place))
    if form.lemma in doc.words["weighs_on"] and doc.norm(k + 1) not in doc.words["slot_upon"]:
        return False  # "يجثم في X"
    if frame.id == "grip" and near and _held_itself(doc, k, hit.place):
        return False  # "يمسكون A على طريق B": A is held
    if frame.id == "grip" and form.asp == "p" and near:
        held = hit.place.prep in doc.words["at"] - doc.words["within"]
        return held or any(share_of(doc, m) or all_of(doc, m, hit.place.j) for m in range(k + 1, hit.place.i))
    return True


def _held_itself(doc: Document, k: int, place: PlaceAt) -> bool:
    """ "يمسك X A على طريق B": whether another place stands before this one as the verb's object, behind the subject."""
    side = doc.actor_on.get(k + 1)
    at = side.j if side is not None else k + 1
    held = doc.place_on.get(at)
    return held is not None and held.i == at and not held.prep and held.j <= place.i and at not in doc.actor_on


def _share_taken(doc: Document, k: int, first: int, place: PlaceAt) -> bool:
    """ "أخذ X 35 في المئة من A", "معظم أحياء A": whether a share of the place is taken, and "from"
    nothing else; ``first`` is the first word between that may not stand before the place itself."""
    share = doc.match(first, doc.lexicon.phrases["partial"])
    of_it = all(doc.norm(m) not in doc.words["from"] for m in range(first, place.i - 1))
    begins = share > 0 or percent_between(doc, k + 1, place.i) is not None
    return first + share == place.i or (begins and of_it and share_here(doc, k, place))


def _before_taken(doc: Document, m: int) -> bool:
    """What may stand between "took" and the place at ``m``: its subject, "from X", "from them", "both of"."""
    if plain_gap(doc, m) or doc.match(m, doc.lexicon.phrases["areas"]) or doc.norm(m) in doc.words["each_of"]:
        return True
    if doc.tokens[m].text == ":" or doc.match(m, doc.lexicon.phrases["plural_heads"]):
        return True  # "أخذ من X بلدات: A وB"
    if doc.norm(m) in doc.words["from"]:
        return m + 1 in doc.actor_on or doc.norm(m - 1) in doc.words["each_of"]
    return bool(prep_at(doc, m, doc.words["from"])) or doc.match(m, doc.lexicon.phrases["full"]) > 0
