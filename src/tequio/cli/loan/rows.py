"""Rows of a sheet become loans; what no loan can be is told by its row."""

from decimal import Decimal
from pathlib import Path

from tequio.cli.loan.layout import LOANS
from tequio.cli.spreadsheets import BadSheets, read_rows
from tequio.core.sheets import GoodRow
from tequio.engines.lending import Fault, Fee, Offer, Terms, due_days, faults
from tequio.engines.money import to_centavos

HUNDRED = Decimal(100)

WHY = {
    Fault.RATE_ABSURD: "la tasa pasa de 1,000 % al año; escribe 36 para 36 %.",
    Fault.NOTHING_PAYS_PRINCIPAL: "todos los pagos son de puro interés; deja al menos uno para el capital.",
}


def read_offers(path: Path) -> list[Offer]:
    """Every row as an offer. Raises Trouble that names each bad cell and row; half a sheet is never used."""
    offers, sentences = [], []
    for row in read_rows(path, LOANS):
        try:
            offer = _offer(row)
        except ValueError:
            sentences.append(f"{path.name}, fila {row.number}: {_why_no_days(row)}")
            continue
        sentences.extend(f"{path.name}, fila {row.number}: {WHY[fault]}" for fault in faults(offer.terms))
        offers.append(offer)
    if sentences:
        raise BadSheets(tuple(sentences))
    return offers


def _why_no_days(row: GoodRow) -> str:
    if len(set(row.values["rests"])) == 12:
        return "descansa todos los meses; así nunca se paga."
    return "el primer pago no es después de la entrega."


def _offer(row: GoodRow) -> Offer:
    told = row.values
    every = told["every"]
    due = due_days(told["starts"], every, told["payments"], first_on=told["first"], rest_in=told["rests"])
    fees = [
        Fee(at_opening=True, fixed=to_centavos(told["fee_fixed"]), rate=told["fee"] / HUNDRED),
        Fee(at_opening=False, fixed=to_centavos(told["fee_each"])),
    ]
    terms = Terms(
        principal=to_centavos(told["principal"]),
        annual_rate=told["rate"] / HUNDRED,
        starts_on=told["starts"],
        due=due,
        kind=told["kind"],
        count=told["count"],
        per_year=every.per_year,
        interest_only=told["interest_only"],
        round_to=to_centavos(told["round_to"]),
        rounding=told["rounding"],
        iva=told["iva"] / HUNDRED,
        fees=tuple(fee for fee in fees if fee.fixed or fee.rate),
    )
    return Offer(told["lender"], terms, told["guarantee"] / HUNDRED, told["guarantee_yield"] / HUNDRED)
