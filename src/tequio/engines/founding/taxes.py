"""What choosing a form does to one member's income tax, worked out for her own year.

RESICO: LISR art. 113-E, the whole income at one rate. Outside it: the yearly tariff of LISR art. 152 on sales less
costs. Income tax alone; IVA is the same in both. Rates are rows of taxes.toml.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tequio.engines.founding.forms import LegalForm, Resico
from tequio.engines.founding.texts import rows
from tequio.engines.money import to_centavos


class Regime(StrEnum):
    RESICO = "resico"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Year:
    """A workshop's year in whole centavos, without IVA: what it sold and what that cost."""

    sales_minor: int
    costs_minor: int

    def __post_init__(self) -> None:
        if self.sales_minor < 0 or self.costs_minor < 0:
            raise ValueError("sales and costs are not below zero")


@dataclass(frozen=True, slots=True)
class Burden:
    """The tax of a year: a rate on a base, above a fixed amount."""

    regime: Regime
    base_minor: int
    fixed_minor: int
    above_minor: int
    rate_bp: int
    tax_minor: int
    source: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after the member joins the form. `before` is None for one too large for RESICO."""

    before: Burden | None
    after: Burden
    may_change: bool  # what stands under `after` is not certain: ask an accountant

    @property
    def more_minor(self) -> int:
        """What she pays more a year; below zero, less."""
        return self.after.tax_minor - self.before.tax_minor if self.before else 0


def effect_on(form: LegalForm, year: Year, on: date) -> Effect:
    """What joining does to a member who pays under RESICO. Raises ValueError for a day without tariff."""
    resico, general = _resico(year, on), _general(year, on)
    stays = form.resico is not Resico.LOST and resico is not None
    after = resico if stays and resico is not None else general
    return Effect(resico, after, form.resico is Resico.ASK)


def _resico(year: Year, on: date) -> Burden | None:
    """The row of the cliff table that the whole income falls into; None above its end."""
    for row in _tariff("resico", on):
        if year.sales_minor <= row["up_to_minor"]:
            tax = _share(year.sales_minor, row["rate_bp"])
            return Burden(Regime.RESICO, year.sales_minor, 0, 0, row["rate_bp"], tax, row["source"])
    return None


def _general(year: Year, on: date) -> Burden:
    base = max(0, year.sales_minor - year.costs_minor)
    steps = _tariff("general", on)
    row = next((each for each in reversed(steps) if each["from_minor"] <= base), steps[0])
    above = max(0, base - row["from_minor"])
    tax = row["fixed_minor"] + _share(above, row["rate_bp"])
    return Burden(Regime.GENERAL, base, row["fixed_minor"], above, row["rate_bp"], tax, row["source"])


def _tariff(name: str, on: date) -> list[dict[str, Any]]:
    begun = [row for row in rows("taxes.toml", name) if row["valid_from"] <= on]
    if not begun:
        raise ValueError(f"no {name} tariff is known for {on}")
    newest = max(row["valid_from"] for row in begun)
    return [row for row in begun if row["valid_from"] == newest]


def _share(minor: int, rate_bp: int) -> int:
    return to_centavos(Decimal(minor) * rate_bp / 10_000 / 100)
