"""Places by a name that somebody is typing: exact, then beginning with it, then spelled much like it."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from gazetteer.matching.arabic import fold
from gazetteer.matching.clitics import ARTICLE
from gazetteer.models import Place, PlaceName

LIMIT = 12
MAX_QUERY = 100
# Fewer letters than this begin too many names to look at all of them: only the larger places count.
SHORT = 3
LARGE_PLACES = 3_000
ALIKE = 0.45
KEYS = "id name_ar name_en kind admin1_ar admin1_en country lat lon".split()


def search(query: str, *, limit: int = LIMIT) -> list[dict]:
    """Return the best places for what was typed, best first, as the map's rows (KEYS; degrees WGS 84)."""
    # NUL and halves of surrogate pairs are no text, and the database would refuse them.
    typed = query[:MAX_QUERY].replace("\0", "").encode("utf-8", "ignore").decode()
    folded = " ".join(fold(typed).split())
    if not folded:
        return []
    found: dict[str, None] = {}
    for place_id in _ranked(folded, limit):
        found.setdefault(place_id)
        if len(found) == limit:
            break
    rows = {
        row["id"]: {key: row[key] for key in KEYS}
        for row in Place.objects.filter(pk__in=found).with_degrees().with_admin1_names().values(*KEYS)
    }
    return [rows[place_id] for place_id in found if place_id in rows]


def _ranked(folded: str, limit: int) -> Iterator[str]:
    """Yield place ids, best first, perhaps repeated; later and slower questions are asked only where needed."""
    bare = folded.removeprefix(ARTICLE) if len(folded) > len(ARTICLE) + 1 else folded
    forms = {folded, bare, ARTICLE + bare}
    names = PlaceName.objects.live()
    by_size = ("-place__population", "place__kind", "place_id")
    # A place may match by several of its names; some more rows than asked for leave enough places.
    yield from names.filter(folded__in=forms).order_by(*by_size).values_list("place_id", flat=True)[: 4 * limit]
    begins = Q()
    for form in forms:
        begins |= Q(folded__startswith=form)
    if len(bare) < SHORT:
        large = Place.objects.order_by("-population").values("pk")[:LARGE_PLACES]
        names = names.filter(place__in=large)
    yield from names.filter(begins).order_by(*by_size).values_list("place_id", flat=True)[: 4 * limit]
    if len(bare) >= SHORT:
        alike = TrigramSimilarity("folded", folded)
        similar = names.filter(folded__trigram_similar=folded).annotate(alike=alike).filter(alike__gte=ALIKE)
        yield from similar.order_by("-alike", *by_size).values_list("place_id", flat=True)[: 4 * limit]
