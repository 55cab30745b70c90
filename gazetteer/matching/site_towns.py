"""The town of an airport or port, which "المدينة" may mean where the sentence names no town."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.matching.drafts import Draft
from gazetteer.matching.geo import km
from gazetteer.matching.index import SHIFT, NameIndex, bare, name_words
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import PlaceRow

CITY = "\u0627\u0644\u0645\u062f\u064a\u0646\u0647"
FROM = "\u0645\u0646"
SITES = ("airbase", "port")  # kinds of sites that are called after their town
TOWNS = ("city", "town")
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
