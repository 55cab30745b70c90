"""Places in places (rules 21-24): the tree, what one place's state depends on, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from events.ledger import PlaceNode

QUARTER_KINDS = frozenset({"neighbourhood"})
CITY_KINDS = frozenset({"city", "town", "village"})


class PlaceTree(Mapping[str, PlaceNode]):
    """The places by id, with their children; picklable. A parent that is not among them counts as none."""

    def __init__(self, places: Mapping[str, PlaceNode] | Iterable[PlaceNode]) -> None:
        rows = places.values() if isinstance(places, Mapping) else places
        self._nodes = {node.id: node for node in rows}
        self._children: dict[str, list[str]] = {}
        for node in sorted(self._nodes.values(), key=lambda node: node.id):
            if node.parent_id in self._nodes and node.parent_id != node.id:
                self._children.setdefault(node.parent_id, []).append(node.id)

    def __getitem__(self, place_id: str) -> PlaceNode:
        return self._nodes[place_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    @classmethod
    def of(cls, places: Mapping[str, PlaceNode]) -> PlaceTree:
        """Return ``places`` as a tree, without work where it is one already."""
        return places if isinstance(places, PlaceTree) else cls(places)

    def above(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places around a place, the nearest first; a circle of parents ends the climb."""
        found: list[str] = []
        node = self._nodes.get(place_id)
        while node and node.parent_id in self._nodes and node.parent_id not in (*found, place_id):
            found.append(node.parent_id)
            node = self._nodes[node.parent_id]
        return tuple(found)

    def below(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of all places in a place, sorted within each level."""
        found, level, seen = [], self._children.get(place_id, []), {place_id}
        while level:
            level = [child for child in level if child not in seen]
            found += level
            seen.update(level)
            level = [grandchild for child in level for grandchild in self._children.get(child, [])]
        return tuple(found)

    def quarters(self, place_id: str) -> tuple[str, ...]:
        """Return the quarters that divide a city (rule 22)."""
        node = self._nodes.get(place_id)
        if node is None or node.kind not in CITY_KINDS:
            return ()
        return tuple(c for c in self._children.get(place_id, []) if self._nodes[c].kind in QUARTER_KINDS)


def needed(places: Mapping[str, PlaceNode], place_id: str) -> tuple[str, ...]:
    """Return the ids of the places whose events the state of ``place_id`` rests on.

    Itself, its quarters, and the places around it (of theirs only what is said of the whole counts).
    """
    tree = PlaceTree.of(places)
    return (place_id, *tree.quarters(place_id), *tree.above(place_id))


def affected(places: Mapping[str, PlaceNode], place_id: str, *, whole: bool = False) -> tuple[str, ...]:
    """Return the ids of the places to rebuild after a decision at ``place_id``, itself first.

    Its city where it is a quarter; with ``whole`` (the decision is, or was, about the whole of the place: rule 21)
    every place inside, and their cities are among those.
    """
    tree = PlaceTree.of(places)
    found = [place_id]
    node = tree.get(place_id)
    if node and node.parent_id in tree and place_id in tree.quarters(node.parent_id):
        found.append(node.parent_id)
    if whole:
        found += tree.below(place_id)
    return tuple(dict.fromkeys(found))
