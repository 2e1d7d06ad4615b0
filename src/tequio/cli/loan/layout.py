"""The columns of a sheet of loans, in English or Spanish. docs/reference/loan-file.md tells them."""

import re
from decimal import Decimal

from tequio.core.sheets import Column, Sheet
from tequio.core.sheets.parse import choice, day, decimal, integer
from tequio.core.values import BadValue
from tequio.engines.lending import DayCount, Every, Kind, Nearest

AMOUNT = decimal(0, Decimal(10) ** 9, places=2)
PERCENT = decimal(0, 1000, places=6)
PART = decimal(0, 99, places=4)
CENTAVO, NOTHING = Decimal("0.01"), Decimal(0)

EVERY = {"mes": Every.MONTH, "mensual": Every.MONTH, "month": Every.MONTH, "semana": Every.WEEK, "semanal": Every.WEEK,
         "week": Every.WEEK, "catorcena": Every.FORTNIGHT, "catorcenal": Every.FORTNIGHT, "fortnight": Every.FORTNIGHT,
         "quincena": Every.HALF_MONTH, "quincenal": Every.HALF_MONTH, "half month": Every.HALF_MONTH}  # fmt: skip
KINDS = {"pagos iguales": Kind.LEVEL, "level": Kind.LEVEL, "capital fijo": Kind.LEVEL_PRINCIPAL,
         "level principal": Kind.LEVEL_PRINCIPAL, "al final": Kind.BULLET, "bullet": Kind.BULLET,
         "global": Kind.FLAT, "flat": Kind.FLAT}  # fmt: skip
COUNTS = {str(each): each for each in DayCount} | {"periodos": DayCount.PERIODS, "real/360": DayCount.ACTUAL_360,
                                                   "real/365": DayCount.ACTUAL_365}  # fmt: skip
ROUNDING = {"cercano": Nearest.NEAREST, "nearest": Nearest.NEAREST, "arriba": Nearest.UP, "up": Nearest.UP}
SEPARATORS = re.compile(r"[;,/ ]+")


def months(text: str) -> tuple[int, ...]:
    """Months by number: `6-9`, or `6;7;8`."""
    found: list[int] = []
    for part in filter(None, SEPARATORS.split(text)):
        first, _, last = part.partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            raise BadValue("not_a_choice", choices="1-12")
        found.extend(range(int(first), int(last or first) + 1))
    if not all(1 <= month <= 12 for month in found):
        raise BadValue("not_a_choice", choices="1-12")
    return tuple(found)


LOANS = Sheet(
    (
        Column("lender", aliases=("prestamista", "banco", "quien presta"), required=True, code=True),
        Column("principal", aliases=("monto", "prestamo"), required=True, parse=decimal(1, Decimal(10) ** 9, places=2)),
        Column("rate", aliases=("tasa", "tasa anual", "annual rate"), required=True, parse=PERCENT),
        Column("starts", aliases=("inicio", "se entrega", "starts on"), required=True, parse=day),
        Column("payments", aliases=("pagos", "numero de pagos"), required=True, parse=integer(1, 1000)),
        Column("every", aliases=("cada",), parse=choice(EVERY), default=Every.MONTH),
        Column("first", aliases=("primer pago", "first payment"), parse=day),
        Column("kind", aliases=("forma",), parse=choice(KINDS), default=Kind.LEVEL),
        Column("count", aliases=("dias", "day count"), parse=choice(COUNTS), default=DayCount.ACTUAL_360),
        Column("interest_only", aliases=("solo interes", "gracia", "grace"), parse=integer(0, 999), default=0),
        Column("rests", aliases=("descansa", "meses sin pago", "rests in"), parse=months, default=()),
        Column("round_to", aliases=("redondeo",), parse=decimal(CENTAVO, 1000, places=2), default=CENTAVO),
        Column("rounding", aliases=("redondea",), parse=choice(ROUNDING), default=Nearest.NEAREST),
        Column("iva", parse=PART, default=NOTHING),
        Column("fee", aliases=("comision", "comision por apertura"), parse=PERCENT, default=NOTHING),
        Column("fee_fixed", aliases=("comision fija",), parse=AMOUNT, default=NOTHING),
        Column("fee_each", aliases=("comision por pago", "seguro por pago"), parse=AMOUNT, default=NOTHING),
        Column("guarantee", aliases=("garantia", "garantia liquida"), parse=PART, default=NOTHING),
        Column("guarantee_yield", aliases=("rendimiento", "rendimiento de la garantia"), parse=PERCENT,
               default=NOTHING),
    )
)  # fmt: skip
