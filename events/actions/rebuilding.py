"""Accepted events → stored control periods: everything, or only the places that a decision touches.

Building is ``events.timeline``'s; here rows are loaded and stored. Rebuilding twice, or after an interruption, gives
the same rows: a period that is as it should be is not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from psycopg.types.json import Jsonb

from events import readers
from events.actions.frame import writing
from events.actions.marking import renew
from events.ledger import ActorBook, LedgerEvent, Period, PlaceNode
from events.models import ControlEvent, ControlPeriod, PlaceMark
from events.rows import LEDGER_COLUMNS, PERIOD_COLUMNS, ledger_event, period_values, place_node
from events.timeline import PlaceTree, Problem, affected, build_and_check, build_place, needed
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
    marked = PlaceMark.objects.values_list("place_id", flat=True)
    touched = {p for place in with_events for p in affected(tree, place, whole=place in whole)}
    touched |= {*with_periods, *marked}
    ordered, actors = sorted(touched), readers.actor_book()
    chunks = (ordered[i : i + _PLACES_AT_ONCE] for i in range(0, len(ordered), _PLACES_AT_ONCE))
    return sum(_store(chunk, tree, actors) for chunk in chunks)


def _around(dirty: dict[str, bool]) -> PlaceTree:
    """Return the part of the tree that the dirty places' states, and what depends on them, rest on."""
    nodes: dict[str, PlaceNode] = {}
    _load(nodes, dirty, "id")
    inside = [place for place, whole in dirty.items() if whole]
    while inside:
        inside = _load(nodes, inside, "parent_id")
    above = {node.parent_id for node in nodes.values()}
    while above := {place for place in above if place and place not in nodes}:
        above = {nodes[place].parent_id for place in _load(nodes, above, "id")}
    _load(nodes, nodes, "parent_id", "AND kind = 'neighbourhood'")
    return PlaceTree(nodes)


def _load(nodes: dict[str, PlaceNode], ids: Iterable[str], column: str, more: str = "") -> list[str]:
    """Add the places whose ``column`` is one of ``ids``; return the ids that were new.

    In plain SQL, since a decision asks this several times, and without coordinates: no state rests on where a place is.
    """
    columns = "id, kind, country, parent_id, coalesce(nullif(name_ar, ''), name_en)"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{Place._meta.db_table}" WHERE {column} = ANY(%s) {more}', [list(ids)])
        rows = [row for row in cursor.fetchall() if row[0] not in nodes]
    for id, kind, country, parent, name in rows:
        nodes[id] = PlaceNode(id, kind, country, 0.0, 0.0, parent, name=name)
    return [row[0] for row in rows]


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
    old = _stored(places)
    changed, gone, fresh, found = [], [], [], []
    for place in places:
        layered, told = _layered(place, by_place, tree, actors)
        new = {_order(row): row for row in (period_values(p, layers=layers, events=pks) for p, layers in layered)}
        found += told
        lost = [pk for key, (pk, row) in old[place].items() if new.get(key) != row]
        came = [row for key, row in new.items() if old[place].get(key, (None, None))[1] != row]
        changed += [place] if lost or came else []
        gone += lost
        fresh += came
    if gone:
        ControlPeriod.objects.filter(pk__in=gone).delete()
    _copy(fresh)
    renew(places=places, changed=changed)
    here = [event.id for place in places for event in by_place.get(place, ())]
    _note_problems(found, {key: (pks[key], noted[pks[key]]) for key in here})
    return len(changed)


def _stored(places: list[str]) -> dict[str, dict[tuple, tuple[int, tuple]]]:
    """Return the stored periods of the places: (primary key, values) by what tells a place's rows apart."""
    found: dict[str, dict[tuple, tuple[int, tuple]]] = {place: {} for place in places}
    stored = ControlPeriod.objects.filter(place__in=places).order_by()
    for pk, *row in stored.values_list("pk", *PERIOD_COLUMNS):
        found[row[0]][_order(row)] = (pk, tuple(row))
    return found


def _order(row: Sequence) -> tuple:
    """Return what tells the rows of one place apart: no two have the same track, layers and first day."""
    return row[1], row[_LAYERS].lower, row[_LAYERS].upper, row[_DURING].lower


def _copy(rows: list[tuple]) -> None:
    """Store new periods by COPY: a full rebuild writes some hundred thousand, and building INSERTs takes longer."""
    if not rows:
        return
    table, columns = ControlPeriod._meta.db_table, ", ".join(f'"{name}"' for name in PERIOD_COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row((*row[:_SHARES], Jsonb(row[_SHARES]), *row[_SHARES + 1 :]))


def _layered(place, by_place, tree, actors) -> tuple[list[tuple[Period, NumericRange]], tuple[Problem, ...]]:
    """Return the place's periods with the layers that they count in, and the problems of its events."""
    events = [event for id in needed(tree, place) for event in by_place.get(id, ())]
    everything, told = build_and_check(place, events, tree, actors)
    news = everything
    if any(event.ledger for event in events):
        news = build_place(place, [event for event in events if not event.ledger], tree, actors)
    if news == everything:
        return [(period, BOTH) for period in everything], told
    return [*((period, NEWS) for period in news), *((period, LEDGER) for period in everything)], told


def _note_problems(problems: Iterable[Problem], stored: dict[str, tuple[int, list[str]]]) -> None:
    """Store with each event what the timeline found wrong about it, for the worklist.

    ``stored`` maps an event's key to its primary key and what is stored with it now.
    """
    found = defaultdict(list)
    for problem in problems:
        found[problem.event_id].append(f"{problem.kind}: {problem.text}")
    others = [{"pk": pk, "told": found[key]} for key, (pk, noted) in stored.items() if noted != found[key]]
    if others:
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{ControlEvent._meta.db_table}" AS event SET timeline_problems = other.told '
                "FROM jsonb_to_recordset(%s) AS other(pk bigint, told text[]) WHERE event.id = other.pk",
                [Jsonb(others)],
            )
