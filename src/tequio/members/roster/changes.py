"""What an import comes to: each row that will be written, and the whole of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from tequio.core.sheets import BadCell
from tequio.members.roster.sections import NewSections
from tequio.members.roster.stored import Stored


@dataclass(slots=True)
class Change:
    """One row that will be written: all values as they will stand, and what differs from what is stored."""

    row: int
    values: dict[str, Any]
    section_id: int | None
    section_key: tuple[str, str] | None
    stored: Stored | None = None
    changed: frozenset[str] = frozenset()
    shares: Change | int | None = None  # the row, or the stored workshop, whose workshop is this member's too

    @property
    def shares_with(self) -> tuple[str, int] | None:
        if self.shares is None:
            return None
        return ("stored", self.shares) if isinstance(self.shares, int) else ("row", self.shares.row)


@dataclass
class Plan:
    """Everything that an import would write, or the cells for which it writes nothing."""

    new: list[Change] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    unchanged: int = 0
    sections: NewSections = field(default_factory=dict)
    bad: list[BadCell] = field(default_factory=list)
    warnings: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def sharing(self) -> int:
        """How many members will work in a workshop that is another's too."""
        return sum(change.shares is not None for change in (*self.new, *self.updated))

    @property
    def digest(self) -> str:
        """Changes whenever the import would do anything else than it would have done before."""
        writes = [
            (c.row, c.stored and c.stored.member_id, c.shares_with, sorted(c.values.items(), key=lambda pair: pair[0]))
            for c in (*self.new, *self.updated)
        ]
        text = repr((writes, self.unchanged, sorted(self.sections), [(cell.place, cell.code) for cell in self.bad]))
        return hashlib.sha256(text.encode()).hexdigest()
