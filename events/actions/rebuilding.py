"""Accepted events → stored control periods: everything, or only the places that a decision touches.

Building is ``events.timeline``'s; here rows are loaded and stored. Rebuilding twice, or after an interruption, gives
the same rows: a place whose periods are as they should be is not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from psycopg.types.json import Jsonb

from events import readers
from events.actions.frame import writing
from events.ledger import ActorBook, LedgerEvent, Period, PlaceNode
from events.models import ControlEvent, ControlPeriod
from events.rows import LEDGER_COLUMNS, PERIOD_COLUMNS, ledger_event, period_values, place_node
from events.timeline import PlaceTree, affected, build_place, needed, problems
from gazetteer.models import Place

NEWS, LEDGER, BOTH = (NumericRange(*ends, "[)") for ends in ((0, 1), (1, 2), (0, 2)))
_PLACES_AT_ONCE = 400
_SHARES, _LAYERS, _DURING = (PERIOD_COLUMNS.index(name) for name in ("shares", "layers", "during"))


def rebuild(*, places: Collection[str] | None = None) -> int:
    """Rebuild the periods of what depends on ``places`` (ids), or of everything; return how many places changed."""
    with writing():
        return rebuild_within(dict.fromkeys(places, True)) if places is not None else _everything()


def rebuild_within(dirty: dict[str, bool]) -> int:
    """Rebuild inside ``writing()``. ``dirty``: place id → whether what changed was said of all inside it (rule 21)."""
    if not dirty:
        return 0
    tree = _around(dirty)
    touched = dict.fromkeys(p for place, whole in dirty.items() for p in affected(tree, place, whole=whole))
    return _store(list(touched), tree, readers.actor_book())


def _everything() -> int:
    tree = PlaceTree([place_node(place) for place in Place.everything.without_areas().iterator()])
    accepted = ControlEvent.objects.accepted().exclude(place=None).order_by("place_id")
    whole = set(accepted.filter(whole=True).values_list("place_id", flat=True).distinct())
    with_events = accepted.values_list("place_id", flat=True).distinct()
    with_periods = ControlPeriod.objects.order_by("place_id").values_list("place_id", flat=True).distinct()
    touched = {p for place in with_events for p in affected(tree, place, whole=place in whole)} | set(with_periods)
    ordered, actors = sorted(touched), readers.actor_book()
    chunks = (ordered[i : i + _PLACES_AT_ONCE] for i in range(0, len(ordered), _PLACES_AT_ONCE))
    return sum(_store(chunk, tree, actors) for chunk in chunks)


def _around(dirty: dict[str, bool]) -> PlaceTree:
    """Return the part of the tree that the dirty places' states, and what depends on them, rest on."""
    nodes: dict[str, PlaceNode] = {}
    _load(nodes, dirty, "pk")
    inside = [place for place, whole in dirty.items() if whole]
    while inside:
        inside = _load(nodes, inside, "parent")
    above = {node.parent_id for node in nodes.values()}
    while above := {place for place in above if place and place not in nodes}:
        above = {nodes[place].parent_id for place in _load(nodes, above, "pk")}
    _load(nodes, list(nodes), "parent", kind="neighbourhood")
    return PlaceTree(nodes)


def _load(nodes: dict[str, PlaceNode], ids: Iterable[str], column: str, **more) -> list[str]:
    """Add the places whose ``column`` is one of ``ids``; return the ids that were new."""
    found = Place.everything.without_areas().filter(**{f"{column}__in": list(ids)}, **more)
    new = {place.pk: place_node(place) for place in found if place.pk not in nodes}
    nodes |= new
    return list(new)


def _store(places: list[str], tree: PlaceTree, actors: ActorBook) -> int:
    wanted_from = {id for place in places for id in needed(tree, place)}
    events = ControlEvent.objects.accepted().filter(place__in=wanted_from)
    pks: dict[str, int] = {}
    noted: dict[int, list[str]] = {}
    by_place: dict[str, list[LedgerEvent]] = defaultdict(list)
    for pk, problems_, *values in events.values_list("pk", "timeline_problems", *LEDGER_COLUMNS):
        event = ledger_event(values)
        pks[event.id], noted[pk] = pk, problems_
        by_place[event.place_id].append(event)
    old = defaultdict(list)
    for row in ControlPeriod.objects.filter(place__in=places).order_by().values_list(*PERIOD_COLUMNS):
        old[row[0]].append(row)
    changed, fresh = [], []
    for place in places:
        new = [period_values(p, layers=layers, events=pks) for p, layers in _layered(place, by_place, tree, actors)]
        if len(new) != len(old[place]) or sorted(new, key=_order) != sorted(old[place], key=_order):
            changed.append(place)
            fresh += new
    ControlPeriod.objects.filter(place__in=[place for place in changed if old[place]]).delete()
    _copy(fresh)
    here = [event for place in places for event in by_place.get(place, ())]
    _note_problems(here, {event.id: (pks[event.id], noted[pks[event.id]]) for event in here}, tree, actors)
    return len(changed)


def _order(row: tuple) -> tuple:
    """Return what sorts the rows of one place: no two have the same track, layers and first day."""
    return row[1], row[_LAYERS].lower, row[_LAYERS].upper, row[_DURING].lower


def _copy(rows: list[tuple]) -> None:
    """Store new periods by COPY: a full rebuild writes some hundred thousand, and building INSERTs takes longer."""
    if not rows:
        return
    table, columns = ControlPeriod._meta.db_table, ", ".join(f'"{name}"' for name in PERIOD_COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row((*row[:_SHARES], Jsonb(row[_SHARES]), *row[_SHARES + 1 :]))


def _layered(place, by_place, tree, actors) -> Iterator[tuple[Period, tuple[int, int]]]:
    """Yield the place's periods with the layers that they count in."""
    events = [event for id in needed(tree, place) for event in by_place.get(id, ())]
    everything = build_place(place, events, tree, actors)
    if not any(event.ledger for event in events):
        yield from ((period, BOTH) for period in everything)
        return
    news = build_place(place, [event for event in events if not event.ledger], tree, actors)
    if news == everything:
        yield from ((period, BOTH) for period in news)
        return
    yield from ((period, NEWS) for period in news)
    yield from ((period, LEDGER) for period in everything)


def _note_problems(here: list[LedgerEvent], stored: dict[str, tuple[int, list[str]]], tree, actors) -> None:
    """Store with each event what the timeline found wrong about it, for the worklist.

    ``stored`` maps an event's key to its primary key and what is stored with it now.
    """
    found = defaultdict(list)
    for problem in problems(here, tree, actors):
        found[problem.event_id].append(f"{problem.kind}: {problem.text}")
    others = [{"pk": pk, "told": found[key]} for key, (pk, noted) in stored.items() if noted != found[key]]
    if others:
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{ControlEvent._meta.db_table}" AS event SET timeline_problems = other.told '
                "FROM jsonb_to_recordset(%s) AS other(pk bigint, told text[]) WHERE event.id = other.pk",
                [Jsonb(others)],
            )
