"""What "المدينة" may mean: the town of an airport, port or building where none is named, and none of many districts."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.matching.clitics import ARTICLE
from gazetteer.matching.drafts import Draft
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, SHIFT, NameIndex, bare, name_words
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import PlaceRow
from gazetteer.matching.words import Head

CITY = "\u0627\u0644\u0645\u062f\u064a\u0646\u0647"
FROM = "\u0645\u0646"
SITES = ("airbase", "port")  # kinds of sites that are called after their town
TOWNS = ("city", "town")
FEW, TOLD_REACH = 5, 10  # mentions and tokens after a building among which its town is sought
IN, THEN = "\u0641\u064a", "\u062b\u0645"
BA, WAW = "\u0628", "\u0648"
REACH_KM = 30.0  # from a town to its airport


def site_town(
    draft: Draft, fitting: Sequence[Draft], before: Sequence[Draft], view: TextView, index: NameIndex
) -> PlaceRow | None:
    """ "سيطر X على A. ودخل مطار B ثم المدينة": the town of the airport or port told last, in the same sentence, over a
    town told in a sentence before; not of one that somebody comes from.
    """
    last = before[-1]
    site = last.place is not None and last.relation == "at" and not last.reference
    site = site and (last.place.kind in SITES or (last.head is not None and last.head.kind in SITES))
    if draft.head is None or draft.head.word != CITY or not site or view.ends_between(last.i, draft.i):
        return None
    if view.key(last.left - 1) == FROM or not view.ends_between(fitting[-1].i, draft.i):
        return None
    home = index.place(last.place.parent_id) or _named_after(last.place, index)
    return home if home is not None and home.kind in TOWNS else None


def _named_after(site: PlaceRow, index: NameIndex) -> PlaceRow | None:
    """The one town near a site whose name its own name ends with: "مطار الموصل"."""
    name = bare(name_words(site.name_ar)[1:])[0]
    towns = {index.places[packed >> SHIFT] for packed in index.find(name)} if name else set()
    near = [t for t in towns if t.kind in TOWNS and t.country == site.country and km(t, site) < REACH_KM]
    return near[0] if len(near) == 1 else None


def told_after(drafts: Sequence[Draft], n: int, draft: Draft, view: TextView) -> PlaceRow | None:
    """ "سيطروا على القلعة والمستشفى في تدمر": the town that the same sentence puts it in, told after it."""
    for other in drafts[n : n + FEW]:
        if other.start - draft.end > TOLD_REACH or view.ends_between(draft.i, other.start):
            return None
        town = other.place is not None and other.place.kind in SETTLEMENTS and other.relation == "at"
        if town and (other.reference or _in_it(view, draft.end, other)):
            return other.place
    return None


def _in_it(view: TextView, k: int, town: Draft) -> bool:
    """ "المطار في صعدة", "المصفاة والميناء في بانياس": nothing but more such things and a preposition between."""
    between = [view.keys[m] for m in range(k, town.start)]
    within = town.reading.clitics.endswith(BA) or between[-1:] == [IN]
    return within and all(word in (IN, THEN) or word.startswith((ARTICLE, WAW + ARTICLE)) for word in between)


def without_districts(fitting: list[Draft], head: Head) -> list[Draft]:
    """ "مدينة X … مديريات A وB … المدينة": the city is none of what is counted among districts, where another fits."""

    def counted(draft: Draft) -> bool:
        own = draft.head
        return own is not None and own.kind in ("district", "subdistrict") and own.number > 1

    return [d for d in fitting if not counted(d)] or fitting if head.word == CITY else fitting
