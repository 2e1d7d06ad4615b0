"""What a trade pack says of ware and export: when a piece may hold food, customs codes, protected names, origin.

They are files of the folders `ware` and `export` in the pack. A pack without them has none of it, and says so.
"""

from __future__ import annotations

from functools import cache

from tequio.engines.shipping.customs import Customs, read_customs
from tequio.engines.ware import Rules, read_rules
from tequio.unions.trade import PACKS, PackBroken


@cache
def rules_of(trade: str) -> Rules:
    """Raises PackBroken."""
    try:
        return read_rules(PACKS / trade / "ware")
    except (OSError, ValueError) as fault:
        raise PackBroken(trade, [str(fault)]) from fault


@cache
def customs_of(trade: str) -> Customs:
    """Raises PackBroken."""
    try:
        return read_customs(PACKS / trade / "export")
    except (OSError, ValueError) as fault:
        raise PackBroken(trade, [str(fault)]) from fault
