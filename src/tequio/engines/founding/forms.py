"""The legal forms a forum can choose, side by side: what each costs, protects and forbids, and what it does to members'
taxes. Rows of forms.toml."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tequio.engines.bylaws import FORMS
from tequio.engines.founding.texts import Text, ruling, text


class Resico(StrEnum):
    """What becomes of a member who pays taxes under RESICO."""

    KEPT = "kept"  # stays, on the conditions that the form's own words say
    LOST = "lost"  # must leave it
    ASK = "ask"  # depends on what the entity is in the income tax law; ask an accountant first


@dataclass(frozen=True, slots=True)
class LegalForm:
    """One column of the comparison. `founders_most` is 0 where there is no limit."""

    code: str
    name: Text
    founders_least: int
    founders_most: int
    founders_source: str
    resico: Resico
    costs: tuple[Text, ...]
    protects: tuple[Text, ...]
    forbids: tuple[Text, ...]
    taxes: tuple[Text, ...]
    fits: Text
    source: str
    valid_from: date


def legal_forms(on: date) -> tuple[LegalForm, ...]:
    """Every form that can be chosen on a day, in the order of the file."""
    return tuple(_form(row) for row in ruling("forms.toml", "form", on).values())


def legal_form(code: str, on: date) -> LegalForm:
    """Raises ValueError for a form that cannot be chosen."""
    found = next((form for form in legal_forms(on) if form.code == code), None)
    if found is None:
        raise ValueError(f"{code!r} is no form that can be chosen")
    return found


def _form(row: dict[str, Any]) -> LegalForm:
    if row["code"] not in FORMS:
        raise ValueError(f"forms.toml: {row['code']!r} is unknown to engines/bylaws")
    lists = {name: tuple(text(each) for each in row[name]) for name in ("costs", "protects", "forbids", "taxes")}
    return LegalForm(
        code=row["code"], name=text(row["name"]), founders_least=row["founders_least"],
        founders_most=row["founders_most"], founders_source=row["founders_source"], resico=Resico(row["resico"]),
        fits=text(row["fits"]), source=row["source"], valid_from=row["valid_from"], **lists,
    )  # fmt: skip
