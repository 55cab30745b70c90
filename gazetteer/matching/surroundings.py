"""The other mentions around a name: those of its list, and the decided places that stand nearest in the text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from gazetteer.matching.drafts import Draft
from gazetteer.matching.types import PlaceRow

_ANCHORS = 12
_FEW = 64
_FAR = 1_000_000_000  # tokens beyond any text


class Surroundings:
    """The mentions of one text, asked while its names are being decided one after the other.

    What is decided is kept in text order, so that the places nearest to a name are walked to and not searched for:
    a text of a thousand names costs by its length.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._number = {id(draft): n for n, draft in enumerate(drafts)}
        self._groups: dict[int, list[Draft]] = {}
        for draft in drafts:
            if draft.group >= 0:
                self._groups.setdefault(draft.group, []).append(draft)
        self._decided: list[tuple[int, int]] = []  # (first token, number), in order
        self._noted: dict[int, tuple[str, PlaceRow | None]] = {}
        self.changes = 0  # how often anything decided has become something else
        self._drafts = drafts
        self.note(drafts)

    def note(self, drafts: Sequence[Draft]) -> None:
        """Take up what has just been decided, or undecided, about these mentions."""
        for draft in drafts:
            number = self._number[id(draft)]
            if self._noted.get(number) == (draft.status, draft.place):
                continue
            self._noted[number] = (draft.status, draft.place)
            self.changes += 1
            key = (draft.i, number)
            k = bisect_left(self._decided, key)
            known = k < len(self._decided) and self._decided[k] == key
            decided = draft.place is not None and draft.status == "resolved"
            if decided and not known:
                insort(self._decided, key)
            elif known and not decided:
                del self._decided[k]

    def partners(self, cluster: Sequence[Draft]) -> list[PlaceRow]:
        """Places of the other members of the lists that a name stands in."""
        own = {id(d) for d in cluster}
        groups = dict.fromkeys(d.group for d in cluster if d.group >= 0)
        others = (d for group in groups for d in self._groups[group] if id(d) not in own)
        return [d.place for d in others if d.place is not None]

    def anchors(self, cluster: Sequence[Draft]) -> list[PlaceRow]:
        """Decided places of other mentions, at most twelve, those written nearest to the name first.

        From each mention of the name one walker goes left and one right; the nearest step is taken first and a
        walker that meets what another has seen stops.
        """
        own = {id(d) for d in cluster}
        if len(self._decided) <= _FEW:
            return self._sorted_anchors(cluster, own)
        walks = [step for d in cluster for step in self._walkers(d.i)]
        heapify(walks)
        seen: set[int] = set()
        found: dict[str, PlaceRow] = {}
        while walks and len(found) < _ANCHORS:
            _, number, k, way, origin = heappop(walks)
            if number in seen:
                continue
            seen.add(number)
            draft = self._drafts[number]
            if id(draft) not in own and draft.place is not None:
                found.setdefault(draft.place.id, draft.place)
            if (step := self._step(k + way, way, origin)) is not None:
                heappush(walks, step)
        return list(found.values())

    def _sorted_anchors(self, cluster: Sequence[Draft], own: set[int]) -> list[PlaceRow]:
        """The same where few places are decided: these are sorted by their distance."""
        first, *others = [d.i for d in cluster]
        found: dict[str, PlaceRow] = {}
        if others:
            origins = [-_FAR, *sorted([first, *others]), _FAR]
            beside = [(at, bisect_left(origins, at)) for at, _ in self._decided]
            far = [min(at - origins[n - 1], origins[n] - at) for at, n in beside]
        else:
            far = [abs(at - first) for at, _ in self._decided]
        for _, number in [self._decided[k] for k in sorted(range(len(far)), key=far.__getitem__)]:
            draft = self._drafts[number]
            if id(draft) not in own and draft.place is not None:
                found.setdefault(draft.place.id, draft.place)
                if len(found) == _ANCHORS:
                    break
        return list(found.values())

    def _walkers(self, origin: int) -> list[tuple[int, int, int, int, int]]:
        k = bisect_left(self._decided, (origin,))
        return [s for s in (self._step(k, 1, origin), self._step(k - 1, -1, origin)) if s is not None]

    def _step(self, k: int, way: int, origin: int) -> tuple[int, int, int, int, int] | None:
        """(distance in tokens, the mention's number, where it stands among the decided, direction, origin)."""
        if not 0 <= k < len(self._decided):
            return None
        at, number = self._decided[k]
        return abs(at - origin), number, k, way, origin
