"""What a trade looks for when pieces are collected, and how many of a lot it looks at: from its pack."""

from datetime import date

from django.utils.translation import get_language

from tequio.engines.sampling import Fault, Inspection
from tequio.unions.trade import PACKS
from tequio.unions.ware import custom_of


def faults_of(trade: str) -> dict[str, Fault]:
    """By code, in the order in which they are asked; none where the pack names none."""
    return dict(custom_of(trade).faults) if (PACKS / trade / "inspection").is_dir() else {}


def sample_of(trade: str, lot: int, day: date) -> Inspection | None:
    """How many pieces of a lot are looked at and with how many bad ones it passes (ISO 2859-1)."""
    if lot < 1 or not (PACKS / trade / "inspection").is_dir():
        return None
    custom = custom_of(trade)
    return custom.inspection(lot, day) if custom.asked_on(day) else None


def named(fault: Fault) -> str:
    """In the reader's language."""
    return fault.name.said(get_language() or "es")
