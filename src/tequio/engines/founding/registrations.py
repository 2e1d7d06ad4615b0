"""The checklist of registrations of a legal form: what, where, with which papers, until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tequio.engines.founding.texts import Text, ruling, text


@dataclass(frozen=True, slots=True)
class Registration:
    """One thing to register. `days` counts from the act; 0 means that no day is fixed."""

    code: str
    what: Text
    where: Text
    papers: tuple[Text, ...]
    days: int
    source: str

    def due_on(self, founded_on: date) -> date | None:
        return founded_on + timedelta(days=self.days) if self.days else None


def registrations_of(form: str, on: date) -> tuple[Registration, ...]:
    """What a form registers, in the order in which one thing needs the other."""
    rows = ruling("registrations.toml", "registration", on).values()
    return tuple(_registration(row) for row in rows if form in row["forms"])


def _registration(row: dict[str, Any]) -> Registration:
    return Registration(
        row["code"], text(row["what"]), text(row["where"]), tuple(text(each) for each in row["papers"]), row["days"],
        row["source"],
    )  # fmt: skip
