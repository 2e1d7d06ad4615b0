"""Members who work in one workshop: the same name in the same village, and no other address."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tequio.core.sheets import Reading
from tequio.core.text import search_key
from tequio.members.roster.changes import Change, Plan
from tequio.members.roster.columns import WORKSHOP
from tequio.members.roster.stored import Stored


@dataclass(slots=True)
class _Place:
    """A workshop that others may join: stored already, or of a row that comes."""

    values: dict[str, Any]
    where: dict[str, Any]  # who has it, for the sentence
    code: str
    workshop_id: int | None = None
    first: Change | None = None


Places = dict[tuple[Any, str], list[_Place]]


def share_workshops(plan: Plan, members: list[Stored], reading: Reading) -> None:
    """Let rows of one workshop share it; where they say different things of it, the cell is named."""
    places = _stored_places(plan, members)
    for change in sorted((*plan.new, *plan.updated), key=lambda each: each.row):
        if not _names_one(change):
            continue
        key = (change.section_id or change.section_key, search_key(change.values["workshop"]))
        place = next((place for place in places[key] if _may_be_one(place, change)), None)
        if place is None:
            places[key].append(_of(change))
        elif not (change.stored and change.stored.workshop_id and change.stored.workshop_id == place.workshop_id):
            _join(change, place, reading)


def _names_one(change: Change) -> bool:
    """Whether the row puts its member into a workshop by name; who stays in his own is left alone."""
    in_one = change.stored is not None and change.stored.workshop_id is not None
    return bool(change.values["workshop"]) and (not in_one or "workshop" in change.changed)


def _stored_places(plan: Plan, members: list[Stored]) -> Places:
    coming = {change.stored.member_id: change for change in plan.updated if change.stored}
    renamed = {change.stored.workshop_id for change in plan.updated if change.stored and "workshop" in change.changed}
    places: Places = defaultdict(list)
    for member in members:
        if member.workshop_id and member.values["workshop"] and member.workshop_id not in renamed:
            change = coming.get(member.member_id)
            values = change.values if change else member.values
            section = (change.section_id or change.section_key) if change else member.section_id
            place = _Place(values, {"number": values["number"]}, "workshop_shared", member.workshop_id)
            places[section, search_key(values["workshop"])].append(place)
    return places


def _of(change: Change) -> _Place:
    workshop_id = change.stored.workshop_id if change.stored else None
    return _Place(change.values, {"row": change.row}, "workshop_in_row", workshop_id, change)


def _may_be_one(place: _Place, change: Change) -> bool:
    said, other = _said(change).get("address"), place.values["address"]
    return not (said and other) or search_key(said) == search_key(other)


def _said(change: Change) -> dict[str, Any]:
    """What the row itself says of the workshop; the rest of its values may be those of the one that is left."""
    names = WORKSHOP[1:] if change.stored is None else change.changed & set(WORKSHOP[1:])
    return {name: change.values[name] for name in names if change.values[name] not in (None, "")}


def _join(change: Change, place: _Place, reading: Reading) -> None:
    for name, value in _said(change).items():
        if place.first and place.values[name] in (None, ""):
            place.values[name] = value  # the first row left it open
        elif place.values[name] != value and not _one_text(place.values[name], value):
            reading.bad.append(reading.cell(change.row, name, value, place.code, **place.where))
    change.shares = place.first or place.workshop_id


def _one_text(one: Any, other: Any) -> bool:
    return isinstance(one, str) and isinstance(other, str) and search_key(one) == search_key(other)
