"""The name index of the stored gazetteer, built once and kept until a place or name changes.

The index is cached in the process and as a pickle under the local folder. Its key holds the version of the gazetteer,
the word lists and the code that builds it, so that a stale one is never used.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from gazetteer.importers.records import is_arabic
from gazetteer.matching import index as index_module
from gazetteer.matching.index import NameIndex, build_index
from gazetteer.matching.types import NameRow, PlaceRow
from gazetteer.matching.words import load_words
from gazetteer.models import GazetteerVersion, Place, PlaceName

KEPT_FILES = 3
_lock = Lock()
_cached: tuple[str, NameIndex] | None = None


def place_rows() -> Iterator[PlaceRow]:
    """Yield every live place as the matcher takes it."""
    fields = (
        "id name_ar name_en kind country lat lon admin1_id admin1__name_ar admin1__name_en parent_id population quality"
    ).split()
    rows = Place.objects.with_degrees().order_by("id").values_list(*fields)
    for row in rows.iterator(chunk_size=10_000):
        yield PlaceRow(*row)


def name_rows() -> Iterator[NameRow]:
    """Yield every live name in Arabic letters; Arabic text is what the matcher reads."""
    names = PlaceName.objects.live().order_by("place_id", "id").values_list("place_id", "name", "kind")
    for place_id, name, kind in names.iterator(chunk_size=10_000):
        if is_arabic(name):
            yield NameRow(place_id, name, kind)


def words_folder() -> Path:
    """Return the folder of the matcher's word lists."""
    return Path(settings.CONFLICTMAP_SEEDS_DIR) / "gazetteer" / "matching"


def version() -> str:
    """Return what changes when the index must be built anew."""
    return f"{GazetteerVersion.current()}-{_sources()}"


def _sources() -> str:
    """Hash the word lists and the matcher's code."""
    code = sorted(Path(index_module.__file__).parent.glob("*.py"))
    lists = sorted(words_folder().glob("*.yml"))
    stats = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in (*code, *lists))
    return _hashed(stats)


@lru_cache(maxsize=4)
def _hashed(stats: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, _, _ in stats:
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]


def load_index(*, cached: bool = True) -> NameIndex:
    """Return the name index of the stored gazetteer. ``cached=False`` builds it anew and keeps nothing."""
    global _cached
    if not cached:
        return _build()
    key = version()
    with _lock:
        if _cached is None or _cached[0] != key:
            _cached = (key, _from_file(key) or _built_and_kept(key))
        return _cached[1]


def _build() -> NameIndex:
    return build_index(place_rows(), name_rows(), load_words(words_folder()))


def _file(key: str) -> Path:
    name = hashlib.sha256(f"{settings.DATABASES['default']['NAME']}|{key}".encode()).hexdigest()[:24]
    return Path(settings.CONFLICTMAP_LOCAL_DIR) / "names" / f"{name}.pickle"


def _from_file(key: str) -> NameIndex | None:
    """Return the kept index, None where there is none or it cannot be read. Only our own folder is read."""
    try:
        with _file(key).open("rb") as file:
            index = pickle.load(file)
    except (OSError, EOFError, pickle.PickleError, AttributeError, ImportError, TypeError, ValueError):
        return None
    return index if isinstance(index, NameIndex) else None


def _built_and_kept(key: str) -> NameIndex:
    index = _build()
    with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the answer
        _keep(index, _file(key))
    return index


def _keep(index: NameIndex, path: Path) -> None:
    """Write the pickle at once or not at all, readable for this user only; drop the oldest ones."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        pickle.dump(index, file, protocol=pickle.HIGHEST_PROTOCOL)
    Path(temporary).replace(path)
    kept = sorted(path.parent.glob("*.pickle"), key=lambda p: p.stat().st_mtime)
    for old in kept[:-KEPT_FILES]:
        old.unlink(missing_ok=True)
