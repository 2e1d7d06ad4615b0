"""What must be set aside for loans that are late: a ladder of per cents by days, as dated data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from tequio.engines.dated import Certainty, Dated, least_certain, number, read
from tequio.engines.lending.schedule import part_of
from tequio.engines.portfolio.model import Loan, worst_of_its_group

HERE = Path(__file__).parent / "ladder.csv"
COLUMNS = ("ladder", "zone", "days_from", "percent")
LADDER = "sofipo_consumo"  # that of small consumer loans: it sets more aside, and more of its text was read
MICRO = "sofipo_microcredito"  # that of loans for a trade, by the same rules


class Zone(StrEnum):
    URBAN = "urban"
    MARGINALISED = "marginalised"


@dataclass(frozen=True, slots=True)
class Rung:
    """A row of the data: from so many days late, so many per cent."""

    ladder: str
    zone: Zone
    days_from: int
    percent: Decimal
    dated: Dated


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder with what stands on it; `days_to` is included, None without end."""

    days_from: int
    days_to: int | None
    percent: Decimal
    balance: int
    minor: int
    loans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """What must be set aside in all, step by step, how sure the ladder is and where it stands."""

    minor: int
    steps: tuple[Step, ...]
    certainty: Certainty
    source: str


def ladder(day: date, zone: Zone, name: str = LADDER, path: Path = HERE) -> tuple[Rung, ...]:
    """The rungs that hold on a day, from the lowest. Raises ValueError where there is none from day 0 on."""
    rungs = [each for each in _read(path) if (each.ladder, each.zone) == (name, zone) and each.dated.holds_on(day)]
    rungs.sort(key=lambda each: each.days_from)
    if not rungs or rungs[0].days_from:
        raise ValueError(f"No ladder {name!r} for {zone.value} begins at 0 days on {day}.")
    return tuple(rungs)


def _read(path: Path) -> tuple[Rung, ...]:
    return read(
        path, COLUMNS,
        lambda row, dated: Rung(row["ladder"], Zone(row["zone"]), int(row["days_from"]),
                                number(row["percent"]) or Decimal(0), dated),
        key=("ladder", "zone", "days_from"),
    )  # fmt: skip


def provisions(loans: Iterable[Loan], rungs: Sequence[Rung]) -> Provision:
    """Each loan's balance times its rung's per cent, rounded loan by loan; the steps add up to the whole."""
    owing, steps = worst_of_its_group(loans), []
    for at, rung in enumerate(rungs):
        last = rungs[at + 1].days_from - 1 if at + 1 < len(rungs) else None
        here = [each for each in owing
                if rung.days_from <= each.days_late and (last is None or each.days_late <= last)]  # fmt: skip
        minor = sum(part_of(each.balance, rung.percent / 100) for each in here)
        steps.append(Step(rung.days_from, last, rung.percent, sum(each.balance for each in here), minor,
                          tuple(each.key for each in here)))  # fmt: skip
    return Provision(
        sum(step.minor for step in steps), tuple(steps), least_certain([rung.dated.certainty for rung in rungs]),
        rungs[0].dated.source,
    )  # fmt: skip
