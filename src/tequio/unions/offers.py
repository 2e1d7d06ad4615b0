"""What the trade pack gives an office and the union has not given it: offered, never taken.

A pack grows with the program, and a union may have opened before a right went to an office. Whoever may grant rights
sees the difference and decides; what the union took from an office on purpose is only offered again.
"""

from __future__ import annotations

from collections.abc import Collection

from tequio.core.action import REGISTRY
from tequio.unions import trade
from tequio.unions.models import Office, Union
from tequio.unions.powers import POWER_OF, Power


def offers_of(union: Union, office: Office, held: Collection[str]) -> list[str]:
    """The rights that the pack's patterns name for this office and that it does not carry, by name."""
    patterns = _patterns(union.trade).get(office.code, ())
    return sorted(
        right for right in REGISTRY
        if right not in held and trade.matches(right, patterns) and office.may_carry(right)
        and POWER_OF.get(right) is not Power.PROGRAM
    )  # fmt: skip


def _patterns(name: str) -> dict[str, tuple[str, ...]]:
    """Nothing is offered where the pack is gone or broken; the pages of offices stay open."""
    try:
        return {row.code: row.rights for row in trade.load(name).offices}
    except trade.PackBroken:
        return {}
