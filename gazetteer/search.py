"""Places by a name that somebody is typing: exact, then beginning with it, then spelled much like it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q

from gazetteer.matching.arabic import fold
from gazetteer.matching.clitics import ARTICLE
from gazetteer.models import GazetteerVersion, Place, PlaceName

LIMIT = 12
MAX_QUERY = 100
# Fewer letters than this begin half of all names: only the larger places count, and their names are kept at hand.
SHORT = 3
LARGE_PLACES = 3_000
# One wrong letter in six leaves about half of the trigrams.
ALIKE = 0.45
KEYS = "id name_ar name_en kind admin1_ar admin1_en country lat lon".split()
# With fewer finds than this, spellings that are only alike are looked for too: the slowest question of all.
FEW = 3
_LAST = "\U0010ffff"


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
    if len(found) < FEW and len(folded) >= SHORT:
        # So far nothing, or next to nothing, is spelled so: perhaps it is spelled wrong.
        found.update(dict.fromkeys(_alike(folded, 4 * limit)))
    found = dict.fromkeys(list(found)[:limit])
    rows = {
        row["id"]: {key: row[key] for key in KEYS}
        for row in Place.objects.filter(pk__in=found).with_degrees().with_admin1_names().values(*KEYS)
    }
    return [rows[place_id] for place_id in found if place_id in rows]


def _ranked(folded: str, limit: int) -> Iterator[str]:
    """Yield place ids, best first, perhaps repeated; the second question is asked only where the first leaves room."""
    bare = folded.removeprefix(ARTICLE) if len(folded) > len(ARTICLE) + 1 else folded
    forms = {folded, bare, ARTICLE + bare}
    names = PlaceName.objects.live()
    by_size = ("-place__population", "place__kind", "place_id")
    # A place may match by several of its names; some more rows than asked for leave enough places.
    yield from names.filter(folded__in=forms).order_by(*by_size).values_list("place_id", flat=True)[: 4 * limit]
    if len(bare) < SHORT or folded == ARTICLE:
        yield from _large_beginning(forms if folded != ARTICLE else {folded})
        return
    begins = Q()
    for form in forms:
        begins |= Q(folded__startswith=form)
    yield from names.filter(begins).order_by(*by_size).values_list("place_id", flat=True)[: 4 * limit]


def _alike(folded: str, limit: int) -> Iterable[str]:
    """Return ids of places with a name spelled much like ``folded``, most alike first."""
    with connection.cursor() as cursor:
        # The index leaves out sooner what stays below the threshold than a filter after it could.
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, false)", [str(ALIKE)])
    similar = PlaceName.objects.live().filter(folded__trigram_similar=folded)
    ranked = similar.annotate(alike=TrigramSimilarity("folded", folded)).order_by("-alike", "-place__population", "pk")
    return ranked.values_list("place_id", flat=True)[:limit]


def _large_beginning(forms: Iterable[str]) -> Iterator[str]:
    """Yield ids of large places with a name that begins with one of ``forms``, largest first."""
    names = _large_names(GazetteerVersion.current())
    found = set()
    for form in forms:
        begin, end = bisect_left(names, (form,)), bisect_left(names, (form + _LAST,))
        found.update((size, place_id) for _, size, place_id in names[begin:end])
    yield from (place_id for _, place_id in sorted(found))


@lru_cache(maxsize=2)
def _large_names(version: str) -> tuple[tuple[str, int, str], ...]:
    """Return (folded name, rank by size from 0, place id) of the largest places, by name."""
    large = Place.objects.order_by("-population", "kind", "id").values_list("pk", flat=True)[:LARGE_PLACES]
    rank = {place_id: n for n, place_id in enumerate(large)}
    names = PlaceName.objects.filter(place__in=list(rank), refused=False).values_list("folded", "place_id")
    return tuple(sorted((folded, rank[place_id], place_id) for folded, place_id in names))
