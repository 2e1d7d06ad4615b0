"""The settings there are. The app that reads one declares it here; the union says what it is worth, and from which day.

What a union decides (its fee, how freight is shared) is dated data with its source, never code. Until it decides, the
`default` rules, and the screen says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tequio.ui.numbers import money, quantity

LONGEST = 240


class Kind(StrEnum):
    PESOS = "pesos"  # whole centavos
    WHOLE = "whole"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that a union may set: what it is called, what it is for, and what it may be."""

    key: str
    label: Any
    help: Any
    kind: Kind
    default: Any
    unit: Any = ""
    choices: Sequence[tuple[str, Any]] = ()
    least: int = 0
    most: int = 0

    @property
    def slug(self) -> str:
        """The key as it stands in an address."""
        return self.key.replace(".", "-").replace("_", "-")

    def takes(self, value: Any) -> bool:
        """Whether the value is one of those that this setting may have."""
        match self.kind:
            case Kind.CHOICE:
                return any(value == code for code, _label in self.choices)
            case Kind.TEXT:
                return isinstance(value, str) and len(value) <= LONGEST
        # A bool is an int to Python, and no number to anybody else.
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most

    def said(self, value: Any) -> str:
        """The value as people read it."""
        match self.kind:
            case Kind.PESOS:
                return money(value)
            case Kind.WHOLE:
                return quantity(value, str(self.unit))
            case Kind.CHOICE:
                return str(dict(self.choices).get(value, value))
        return str(value)


KNOWN: dict[str, Known] = {}


def declare(known: Known) -> Known:
    """Make a setting known: it gets its place on the screen, and only known settings can be changed."""
    if known.key in KNOWN or not known.takes(known.default):
        raise ValueError(f"The setting {known.key} is declared twice, or its default is none of its values.")
    KNOWN[known.key] = known
    return known
