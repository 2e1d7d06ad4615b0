"""The stored roster as the rows of a file; importing them again changes nothing."""

from collections.abc import Callable
from typing import Any

from tequio.members import identity
from tequio.members.roster.columns import LEGAL_STATUSES, ROSTER, STATES
from tequio.members.roster.stored import stored_members

STATE_NAMES = {value: written for written, value in STATES.items()}
LEGAL_STATUS_NAMES = {value: written for written, value in LEGAL_STATUSES.items()}

SHOWN: dict[str, Callable[[Any], Any]] = {
    "state": STATE_NAMES.__getitem__,
    "legal_status": LEGAL_STATUS_NAMES.__getitem__,
    "phone": identity.phone_shown,
}


def exported_rows() -> list[list[Any]]:
    """Every member by number, in the order of the columns."""
    columns = [(column.name, SHOWN.get(column.name)) for column in ROSTER.columns]
    return [[_shown(member.values[name], show) for name, show in columns] for member in stored_members()]


def _shown(value: Any, show: Callable[[Any], Any] | None) -> Any:
    return show(value) if show and value else value
