"""What is written down about a person, a workshop and a section, as deeds take it and keep it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tequio.core.text import plain, search_key, sort_key
from tequio.members.models import Person, Workshop

# Kept, but never written into the event log, which nobody can erase.
PRIVATE = frozenset({"curp", "rfc", "phone", "clabe", "born_on"})


@dataclass(frozen=True)
class PersonDetails:
    """A person as the papers say; only the names and the first surname are always there."""

    nombres: str
    primer_apellido: str
    segundo_apellido: str = ""
    curp: str = ""
    rfc: str = ""
    phone: str = ""
    clabe: str = ""
    born_on: date | None = None

    def fields(self) -> dict[str, Any]:
        """Every column of the person that follows from these details, the keys to search and sort by included."""
        values = {name: plain(value) if isinstance(value, str) else value for name, value in asdict(self).items()}
        return values | keys_of(values["nombres"], values["primer_apellido"], values["segundo_apellido"])


@dataclass(frozen=True)
class WorkshopDetails:
    """A place of work."""

    name: str = ""
    address: str = ""
    legal_status: str = Workshop.LegalStatus.INFORMAL
    people_at_work: int = 1


@dataclass(frozen=True)
class SectionDetails:
    """A village and its point of delivery."""

    name: str
    municipality: str
    point_name: str
    point_address: str = ""
    locality_code: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def fields(self) -> dict[str, Any]:
        return {name: plain(value) if isinstance(value, str) else value for name, value in asdict(self).items()}


def keys_of(nombres: str, primer_apellido: str, segundo_apellido: str) -> dict[str, str]:
    return {
        "search_key": search_key(f"{nombres} {primer_apellido} {segundo_apellido}"),
        "sort_key": sort_key(primer_apellido, segundo_apellido, nombres),
    }


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What changed, for the event: old and new value, and of private data only that it changed."""
    return {
        name: True if name in PRIVATE else [before[name], value]
        for name, value in after.items()
        if name in before and before[name] != value
    }


def details_of(person: Person) -> PersonDetails:
    return PersonDetails(**{name: getattr(person, name) for name in PersonDetails.__dataclass_fields__})
