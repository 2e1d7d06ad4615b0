"""What choosing a form does to one member's income tax, worked out for her own year, month by month.

RESICO: LISR art. 113-E, each month's whole income at one rate, and each payment is final. Outside it: payments on
account by the tariff of art. 96 on the profit so far (art. 106), and the return of the year by the tariff of art. 152.
Income tax alone; IVA is the same in both. Rates are rows of taxes.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tequio.engines.founding.forms import LegalForm, Resico
from tequio.engines.founding.texts import Text, rows, ruling, text
from tequio.engines.money import to_centavos
from tequio.engines.shares import split_whole

EVEN = (1,) * 12


class Regime(StrEnum):
    RESICO = "resico"
    GENERAL = "general"


class Certainty(StrEnum):
    """How far a figure of law was checked."""

    LAW = "law"  # read in the primary text
    SEEN = "seen"  # several secondary sources agree
    CUSTOM = "custom"  # our own assumption


@dataclass(frozen=True, slots=True)
class Year:
    """A workshop's year in whole centavos, without IVA: what it sold, what that cost, how both fell on its months."""

    sales_minor: int
    costs_minor: int
    weights: tuple[int, ...] = EVEN

    def __post_init__(self) -> None:
        if self.sales_minor < 0 or self.costs_minor < 0:
            raise ValueError("sales and costs are not below zero")
        if len(self.weights) != 12 or min(self.weights) < 0 or not any(self.weights):
            raise ValueError("a year has twelve months, and something was sold in one of them")

    @property
    def months(self) -> list[tuple[int, int]]:
        """Sales and costs of each month; they add up to the year's."""
        sales, costs = (split_whole(each, self.weights) for each in (self.sales_minor, self.costs_minor))
        return list(zip(sales, costs, strict=True))


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a tariff: from this base on, a fixed amount and a rate on what lies above. `up_to_minor` 0: no end."""

    from_minor: int
    up_to_minor: int
    fixed_minor: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """A table of rates with where it comes from."""

    code: str
    steps: tuple[Step, ...]
    source: str
    certainty: Certainty
    valid_from: date

    def step_for(self, base_minor: int) -> Step:
        return next((step for step in reversed(self.steps) if step.from_minor <= base_minor), self.steps[0])


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid for one month: `owed_minor` on the base so far, less what earlier months paid of it."""

    month: int
    sales_minor: int
    base_minor: int
    fixed_minor: int
    above_minor: int
    rate_bp: int
    owed_minor: int
    paid_minor: int

    @property
    def tax_minor(self) -> int:
        return max(0, self.owed_minor - self.paid_minor)


@dataclass(frozen=True, slots=True)
class Burden:
    """The tax of a year and the payments of its months. Under RESICO they are the tax; otherwise the return settles."""

    regime: Regime
    base_minor: int
    fixed_minor: int
    above_minor: int
    rate_bp: int  # of the year's tariff; under RESICO the highest of the months
    least_bp: int
    tax_minor: int
    payments: tuple[Payment, ...]
    source: str

    @property
    def settled_minor(self) -> int:
        """What the return of the year still asks; below zero, what stands in the member's favour."""
        return self.tax_minor - sum(each.tax_minor for each in self.payments)


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
    resico, general = under_resico(year, on), under_tariff(year, on)
    stays = form.resico is not Resico.LOST and resico is not None
    after = resico if stays and resico is not None else general
    return Effect(resico, after, form.resico is Resico.ASK)


def under_resico(year: Year, on: date) -> Burden | None:
    """Each month's whole income at the rate of its row, a cliff and no slope; None for a year above the limit."""
    table = tariff("resico", on)
    if year.sales_minor > ruling("taxes.toml", "resico_limit", on)["year"]["up_to_minor"]:
        return None
    payments = []
    for month, (sales, _costs) in enumerate(year.months, start=1):
        rate = table.step_for(sales).rate_bp
        payments.append(Payment(month, sales, sales, 0, sales, rate, _share(sales, rate), 0))
    rates = [each.rate_bp for each in payments if each.sales_minor] or [table.steps[0].rate_bp]
    tax = sum(each.tax_minor for each in payments)
    return Burden(
        Regime.RESICO, year.sales_minor, 0, year.sales_minor, max(rates), min(rates), tax, tuple(payments), table.source
    )


def under_tariff(year: Year, on: date) -> Burden:
    """Payments on account on the profit so far, and the year's return."""
    table, monthly = tariff("general", on), tariff("provisional", on)
    payments: list[Payment] = []
    profit = paid = 0
    for month, (sales, costs) in enumerate(year.months, start=1):
        profit += sales - costs
        # Art. 106: the rows of the months so far are added up; those of one year are all alike.
        step = _times(monthly, month).step_for(max(0, profit))
        above = max(0, profit - step.from_minor)
        owed = step.fixed_minor + _share(above, step.rate_bp)
        payments.append(Payment(month, sales, max(0, profit), step.fixed_minor, above, step.rate_bp, owed, paid))
        paid += payments[-1].tax_minor
    base = max(0, year.sales_minor - year.costs_minor)
    step = table.step_for(base)
    above = max(0, base - step.from_minor)
    tax = step.fixed_minor + _share(above, step.rate_bp)
    return Burden(
        Regime.GENERAL, base, step.fixed_minor, above, step.rate_bp, step.rate_bp, tax, tuple(payments), table.source
    )


def tariff(code: str, on: date) -> Tariff:
    """The newest table of that name which has begun: `resico`, `provisional` or `general`. Raises ValueError."""
    begun = [row for row in rows("taxes.toml", code) if row["valid_from"] <= on]
    if not begun:
        raise ValueError(f"no {code} tariff is known for {on}")
    newest = max(row["valid_from"] for row in begun)
    found = [row for row in begun if row["valid_from"] == newest]
    steps = _cliffs(found) if "up_to_minor" in found[0] else _slopes(found)
    return Tariff(code, steps, found[0]["source"], Certainty(found[0]["certainty"]), newest)


def seasons(on: date) -> dict[str, tuple[Text, tuple[int, ...]]]:
    """The ways a year may fall on its months, to compare with: their name and the parts of January to December."""
    known = ruling("taxes.toml", "season", on)
    return {code: (text(row["name"]), tuple(row["weights"])) for code, row in known.items()}


def _cliffs(found: Sequence[dict[str, Any]]) -> tuple[Step, ...]:
    starts = [1, *(row["up_to_minor"] + 1 for row in found)]
    return tuple(Step(start, row["up_to_minor"], 0, row["rate_bp"]) for start, row in zip(starts, found, strict=False))


def _slopes(found: Sequence[dict[str, Any]]) -> tuple[Step, ...]:
    ends = [*(row["from_minor"] - 1 for row in found[1:]), 0]
    return tuple(
        Step(row["from_minor"], end, row["fixed_minor"], row["rate_bp"]) for row, end in zip(found, ends, strict=True)
    )


def _times(table: Tariff, months: int) -> Tariff:
    steps = tuple(
        Step(each.from_minor * months, each.up_to_minor * months, each.fixed_minor * months, each.rate_bp)
        for each in table.steps
    )
    return Tariff(table.code, steps, table.source, table.certainty, table.valid_from)


def _share(minor: int, rate_bp: int) -> int:
    return to_centavos(Decimal(minor) * rate_bp / 10_000 / 100)
