"""The roster as it is stored: one flat row per member, with the columns of the file."""

from dataclasses import dataclass
from typing import Any

from tequio.members.models import Member
from tequio.members.roster.columns import ROSTER

PLACES = {
    "number": "number",
    "section": "section__name",
    "municipality": "section__municipality",
    "state": "state",
    "joined_on": "joined_on",
    "left_on": "left_on",
    "household": "household__name",
    "workshop": "workshop__name",
    "address": "workshop__address",
    "legal_status": "workshop__legal_status",
    "people_at_work": "workshop__people_at_work",
}
KEYS = ("pk", "person_id", "section_id", "workshop_id", "household_id", "person__search_key")


@dataclass(slots=True)
class Stored:
    """One member as the file would show him, and the keys of his rows."""

    member_id: int
    person_id: int
    section_id: int
    workshop_id: int | None
    household_id: int | None
    search_key: str
    values: dict[str, Any]

    @property
    def name(self) -> str:
        names = (self.values[part] for part in ("nombres", "primer_apellido", "segundo_apellido"))
        return " ".join(part for part in names if part)


def stored_members() -> list[Stored]:
    """Every member of the union in scope, by number; one query."""
    names = [column.name for column in ROSTER.columns]
    places = [PLACES.get(name, f"person__{name}") for name in names]
    rows = Member.objects.order_by("number").values_list(*KEYS, *places)
    return [Stored(*row[: len(KEYS)], dict(zip(names, row[len(KEYS) :], strict=True))) for row in rows.iterator()]
