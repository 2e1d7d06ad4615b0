"""What else is taken of a workshop's pay: debts of the member's to others, as far as he agreed to it in writing.

Who is owed is a sibling and cannot be asked from here. An app further down the list sets itself in WITHHOLDERS in its
`apps.ready`; it asks no more than was agreed, and books its own part inside the deed that pays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tequio.core.actors import Actor

PAID_FROM = "maker_payable"  # what the workshop earned; what is withheld is debited there


@dataclass(frozen=True, slots=True)
class Taken:
    """A part of a pay that went to a debt: whose, as it was called that day, and the entry that booked it."""

    code: str
    name: str
    minor: int
    entry_id: int


class Withholder(Protocol):
    def withhold(self, actor: Actor, nets: Mapping[int, int], on: date, text: str) -> Mapping[int, Sequence[Taken]]:
        """Take what was agreed of each member's pay, and book it; by member."""


WITHHOLDERS: list[Withholder] = []


def withhold(actor: Actor, nets: Mapping[int, int], on: date, text: str) -> dict[int, list[Taken]]:
    """What is taken of these pays, by member. Never more than a pay is."""
    left = dict(nets)
    taken: dict[int, list[Taken]] = {}
    for withholder in WITHHOLDERS:
        for member, parts in withholder.withhold(actor, left, on, text).items():
            taken.setdefault(member, []).extend(parts)
            left[member] -= sum(part.minor for part in parts)
    return taken
