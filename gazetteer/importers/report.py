"""What an import did, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.importers.records import Refusal

SHOWN = 20


@dataclass(slots=True)
class Report:
    """Counts of one import. ``merged`` are records that brought a row of another source something new."""

    source: str
    read: int = 0
    added: int = 0
    changed: int = 0
    merged: int = 0
    unchanged: int = 0
    kept_by_people: int = 0
    removed: int = 0
    names_added: int = 0
    names_changed: int = 0
    names_removed: int = 0
    linked: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers, for the record."""
        return {
            "read": self.read, "added": self.added, "changed": self.changed, "merged": self.merged,
            "unchanged": self.unchanged, "kept_by_people": self.kept_by_people, "removed": self.removed,
            "names_added": self.names_added, "names_removed": self.names_removed, "refused": len(self.refused),
        }  # fmt: skip

    def wrote(self) -> bool:
        """Whether anything in the gazetteer is other than before."""
        done = (
            self.added,
            self.changed,
            self.merged,
            self.removed,
            self.names_added,
            self.names_changed,
            self.names_removed,
        )
        return any(done) or self.linked > 0

    def lines(self, *, every_refusal: bool = False) -> list[str]:
        """Return the report, one line each."""
        lines = [
            f"{self.source}: {self.read:,} places read: {self.added:,} added, {self.changed:,} changed, "
            f"{self.merged:,} merged with a row of another source, {self.unchanged:,} unchanged, "
            f"{len(self.refused):,} rows refused; {self.names_added:,} names added."
        ]
        if self.removed or self.names_removed:
            lines.append(
                f"Taken out, as the source has them no longer: {self.removed:,} places, {self.names_removed:,} names."
            )
        if self.kept_by_people:
            lines.append(f"{self.kept_by_people:,} places that people removed stay removed.")
        lines += self.notes
        shown = self.refused if every_refusal else self.refused[:SHOWN]
        lines += [f"refused {refusal.where}: {refusal.reason}" for refusal in shown]
        if len(shown) < len(self.refused):
            lines.append(f"… and {len(self.refused) - len(shown):,} more; --refused FILE writes all of them.")
        return lines
