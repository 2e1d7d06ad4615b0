"""A bill shared so that nobody has a reason to leave: no member and no group of villages pays more than alone."""

from tequio.engines.stability.model import (
    BadRule,
    Basis,
    Certificate,
    Charge,
    ChargeLine,
    Rule,
    Sharing,
    SharingProgress,
    Unhappy,
)
from tequio.engines.stability.sharing import share

__all__ = [
    "BadRule",
    "Basis",
    "Certificate",
    "Charge",
    "ChargeLine",
    "Rule",
    "Sharing",
    "SharingProgress",
    "Unhappy",
    "share",
]
