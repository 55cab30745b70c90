"""Plain values of the gazetteer's core: rows in, mentions out. All frozen and picklable."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "country governorate district subdistrict city town village neighbourhood camp base airbase port crossing "
    "dam bridge island oilfield hill road river facility area"
).split()
RELATIONS = ("at", "part", "near", "around", "along")
# The reason of a candidate that is not the place itself but the one that it stands in or at.
STANDS_IN = "it stands in or at this place"
# The reason of a back reference to a town by a word for something wider ("المنطقة").
LOOSE = "refers back, by a wider word, to the only town named just before"
HOME = "the city of the quarters named before"
SEAT = "the capital of the country that the text is about"  # which the text itself does not name
SHORT = "the base of that name, told before"  # a village bears the bare name
CENTRE = "the centre of a district: its town"  # "مركز مديرية X"
GUESSED = frozenset((LOOSE, HOME, SEAT, SHORT))  # a place with one of these reasons is likely, not sure
PART_CODES = ("n", "ne", "e", "se", "s", "sw", "w", "nw", "centre", "bank_e", "bank_w")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as the matcher needs it. Degrees WGS 84; ``country`` is ISO 3166-1 alpha-2."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str
    lat: float
    lon: float
    admin1_id: str | None = None
    admin1_ar: str | None = None
    admin1_en: str | None = None
    parent_id: str | None = None
    population: int = 0
    quality: str = "confirmed"  # confirmed | unverified


@dataclass(frozen=True, slots=True)
class NameRow:
    """One spelling of a place. ``kind``: official, alias, short, war, kurdish, agency or spelling."""

    place_id: str
    name: str
    kind: str = "official"


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Candidate:
    """A place that a mention may mean, with a score in [0, 1] and the reasons for it in words."""

    place: PlaceRow
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class PlaceMention:
    """One mention of a place in a text. Offsets are code points into the raw text, half-open.

    ``start:end`` covers the head word and the name ("مدينة الرقة"); ``name_start:name_end`` the name
    alone, without clitics. ``status``: ``resolved`` (``place`` is set), ``tie`` (several candidates
    and no reason to prefer one), ``unknown`` (a head word says that a place follows, the gazetteer
    has none), ``back`` (المدينة, البلدة: ``place`` is what it refers to, where that is clear) or
    ``non_place`` (the name is part of a unit, paper, club, person …; ``reasons`` says which).
    ``relation`` is how the words around relate to the place; ``reference`` is true where the place
    only locates another ("50 كم شرق دير الزور", "الواقعة في ريف …", "مدخل X", "نازحي X").
    ``group`` numbers the list a mention belongs to (قرى A وB), -1 where it stands alone.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    head: str | None
    kind_hint: str | None
    status: str
    place: PlaceRow | None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    relation: str = "at"
    part: str | None = None
    part_code: str | None = None
    part_start: int | None = None
    part_end: int | None = None
    reference: bool = False
    whole: bool = False  # "the whole of X", "all towns of X"
    group: int = -1
    weight: float = 1.0  # how much it is spoken of: less of where a report was filed, somebody spoke, help came from
    one_of: str = ""  # the singular of the dual or plural head that its list has: برج of "برجي A وB"
