"""What a trade pack says of ware, inspection and export: when a piece may hold food, which faults are looked for,
customs codes, protected names, origin.

They are files of the folders `ware`, `inspection` and `export`. A pack without them has none of it, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tequio.engines.sampling import Custom, read_custom
from tequio.engines.shipping.customs import Customs, read_customs
from tequio.engines.shipping.proposals import Proposal, read_proposals
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


@cache
def proposals_of(trade: str) -> Mapping[str, Proposal]:
    """Raises PackBroken."""
    try:
        return read_proposals(PACKS / trade / "export")
    except (OSError, ValueError) as fault:
        raise PackBroken(trade, [str(fault)]) from fault


@cache
def custom_of(trade: str) -> Custom:
    """Raises PackBroken."""
    try:
        return read_custom(PACKS / trade / "inspection")
    except (OSError, ValueError) as fault:
        raise PackBroken(trade, [str(fault)]) from fault
