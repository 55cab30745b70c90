"""What reading and merging need from files and tables: lexicon, name index, sides and whom speakers lean to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from events.extraction.lexicon import Lexicon, load_lexicon
from events.ledger import ActorBook, ActorRow
from events.models import Actor, Source
from events.rows import actor_value


@lru_cache(maxsize=2)
def _lexicon(folder: Path) -> Lexicon:
    return load_lexicon(folder)


def lexicon() -> Lexicon:
    """Return the lexicon of the seeds folder, read once per process."""
    return _lexicon(Path(settings.CONFLICTMAP_SEEDS_DIR) / "lexicon")


def names():
    """Return the gazetteer's name index (cached by the gazetteer)."""
    from gazetteer.store import load_index  # building an index is the gazetteer's heaviest import

    return load_index()


@lru_cache(maxsize=4)
def _actor_book(rows: tuple[ActorRow, ...]) -> ActorBook:
    return ActorBook(rows)


def actor_book() -> ActorBook:
    """Return what sides are to each other, from the stored rows; the same book while they say the same."""
    return _actor_book(tuple(actor_value(row) for row in Actor.objects.order_by("pk")))


def leanings() -> dict[str, tuple[str, ...]]:
    """Return whom each speaker, agency or outlet speaks for: by the lexicon, overruled by sources as curators set."""
    found = {name: outlet.leans for outlet in lexicon().outlets for name in outlet.names if outlet.leans}
    stored = Source.objects.exclude(leans_to=[]).values_list("name", "leans_to")
    return found | {name: tuple(leans) for name, leans in stored}
