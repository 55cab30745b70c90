"""The genders of sides and pronouns, and which pronouns may stand for a place: by the noun before its name, a town
being feminine.
"""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, HIM
from events.extraction.proclitics import ARTICLE
from gazetteer.matching.types import CENTRE

MASCULINE = (
    "neighbourhood", "airbase", "hill", "camp", "crossing", "oilfield", "road", "bridge", "dam", "port", "base",
    "facility",
)  # fmt: skip
FEMININE = ("\u0629", "\u0647")
EITHER = "b"  # a side whose name is used with both genders ("الدعم السريع")


def can_refer(place: PlaceAt, code: str) -> bool:
    """Whether a pronoun ("3ms", "3fs" …) may stand for a place."""
    known = place.mention.place
    if place.mention.status == "non_place" or (known is not None and known.kind in ("country", "river")):
        return False
    head = place.mention.head
    word = place.mention.name if place.mention.status == "back" else head
    district = place.mention.kind_hint == "district" and word is not None and not word.endswith(FEMININE)
    feminine = head is not None and head.endswith(FEMININE)  # "قاعدة X … منها"
    masculine = (place.mention.kind_hint in MASCULINE and not feminine) or district  # "القضاء", unlike "المديرية"
    masculine = masculine or _headed_by_name(place)
    if code == HIM:
        if place.mention.one_of and known is None:
            return False  # "مخيمات النزوح"
        return masculine or CENTRE in place.mention.reasons  # "مركز مديرية X … منه"
    if code == HER:
        return not ((masculine and place.mention.head) or _masculine_area(place))
    return True


def called_he(doc: Document, place: PlaceAt) -> bool:
    """ "قضاء A … دخل X A قبل أن يستعيده Y": whether a masculine noun stood before the same name earlier in the text."""
    known = place.mention.place if place.mention.head is None else None
    return known is not None and doc.once(_masculine_heads).get(known.id, place.i) < place.i


def _masculine_heads(doc: Document) -> dict[str, int]:
    """The token at which each place is first called by a masculine noun before its name."""
    first: dict[str, int] = {}
    for place in doc.places:
        if place.mention.head and place.mention.place and can_refer(place, HIM) and not can_refer(place, HER):
            first.setdefault(place.mention.place.id, place.i)
    return first


def _masculine_area(place: PlaceAt) -> bool:
    """Whether an area is called by a noun with an adjective, both masculine ("الساحل الغربي", "الهلال النفطي")."""
    known, words = place.mention.place, place.mention.name.split()
    area = known is not None and known.kind == "area" and len(words) > 1 and place.mention.head is None
    return area and all(w.startswith(ARTICLE) and not w.endswith(FEMININE) for w in words[:2])


def _headed_by_name(place: PlaceAt) -> bool:
    """Whether the name itself opens with a masculine word of its kind ("جبل موية", "تل أحمر"; "قلعة X" is feminine)."""
    known, words = place.mention.place, place.mention.name.split()
    named = len(words) > 1 and not words[0].startswith(ARTICLE) and not words[0].endswith(FEMININE)
    return named and place.mention.head is None and known is not None and known.kind in MASCULINE
