"""Exchange rates from a spreadsheet, as Banco de México gives them: a column of days and one of pesos per dollar."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tequio.core.sheets import BadCell, Column, Sheet
from tequio.core.sheets.parse import day, decimal
from tequio.core.sheets.reasons import CELLS, why_cell

RATES = Sheet([
    Column("on", "Fecha", ("date", "día"), required=True, needed=True, parse=day),
    Column("rate", "Pesos por dólar", ("mxn_per_usd", "fix", "tipo de cambio"), required=True, needed=True,
           parse=decimal(1, 1_000, 6)),
])  # fmt: skip


@dataclass(slots=True)
class RateFile:
    """Rates by day, and every cell that could not be used, in sentences."""

    rates: dict[date, Decimal] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read(name: str, data: bytes) -> RateFile:
    """Raises SheetFailed when the file is no spreadsheet at all."""
    reading = RATES.read_file(name, data)
    found = RateFile(faults=[_fault(cell) for cell in reading.bad])
    for row in reading.rows:
        found.rates[row.values["on"]] = round(row.values["rate"], 4)
    return found


def _fault(cell: BadCell) -> str:
    told = {"place": cell.place, "value": cell.value, "why": why_cell(cell, CELLS)}
    return _("Celda %(place)s, dice «%(value)s»: %(why)s") % told
