"""Things found by the days they reach over, so that nothing is compared with what lies years away."""

from __future__ import annotations

_BLOCK = 16  # days
_WIDE = 64  # blocks: what reaches further is looked at by every question


class Reaches:
    """Numbers by the ordinals [low, high] they reach over. What ``meeting`` leaves out does not meet."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[int]] = {}
        self._wide: set[int] = set()
        self._all: set[int] = set()

    def add(self, number: int, low: int, high: int) -> None:
        """Add a number, or let one that was added reach over more days."""
        self._all.add(number)
        first, last = low // _BLOCK, high // _BLOCK
        if last - first > _WIDE:
            self._wide.add(number)
            return
        for block in range(first, last + 1):
            self._blocks.setdefault(block, []).append(number)

    def meeting(self, low: int, high: int) -> list[int]:
        """Return, in order, the numbers that may reach over one of the days; a few that do not are among them."""
        first, last = low // _BLOCK, high // _BLOCK
        if last - first > _WIDE:
            return sorted(self._all)
        found = set(self._wide)
        for block in range(first, last + 1):
            found.update(self._blocks.get(block, ()))
        return sorted(found)
