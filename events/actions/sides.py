"""The lexicon's sides → rows."""

from __future__ import annotations

from django.db import transaction

from events import readers
from events.models import Actor
from events.rows import actor_columns


def load_actors() -> int:
    """Make the stored sides equal to the lexicon's; return how many rows changed. A side is never taken away."""
    lexicon = readers.lexicon()
    aliases: dict[str, set[str]] = {}
    for names in lexicon.names.values():
        for name in names:
            for _, slug in name.slugs:
                aliases.setdefault(slug, set()).add(" ".join(name.words))
    changed = 0
    with transaction.atomic():
        stored = {actor.slug: actor for actor in Actor.objects.select_for_update()}
        for row in lexicon.actors:
            columns = actor_columns(row) | {"aliases": sorted(aliases.get(row.slug, ()))}
            old = stored.get(row.slug)
            if old is None or any(getattr(old, name) != value for name, value in columns.items()):
                Actor(slug=row.slug, **columns).save(force_insert=old is None)
                changed += 1
    return changed
