"""What `tequio split solve` writes: csv files that open in any spreadsheet, and JSON for programs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tequio.cli.split.words import say_why
from tequio.core.sheets import write_csv
from tequio.engines.splitting.model import Said, Split

Value = str | int | Decimal | None


def write_results(out: Path, split: Split) -> list[str]:
    """Write every file and return their names. Amounts in pesos with two decimals."""
    out.mkdir(parents=True, exist_ok=True)
    written = []

    def write(name: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        (out / name).write_bytes(write_csv(heading, [["" if v is None else v for v in row] for row in rows]))
        written.append(name)

    write(
        "parts.csv",
        ("linea", "taller", "semana", "piezas", "empezar"),
        ((p.line, p.workshop, p.week, p.pieces, p.start) for p in split.parts),
    )
    write(
        "balances.csv",
        ("taller", "llevaba", "le_tocaba", "de_este_pedido", "recibe", "lleva_por_ciento"),
        (
            (
                b.workshop, pesos(b.had_minor), pesos(b.share_minor), pesos(b.due_minor), pesos(b.gets_minor),
                None if b.reached is None else round(b.reached * 100, 1),
            )
            for b in split.balances
        ),
    )  # fmt: skip
    write("reasons.csv", ("taller", "que", "por_que"), ((why.workshop, *say_why(why)) for why in split.whys))
    bill = split.bill
    write(
        "cost.csv",
        ("concepto", "pesos"),
        (
            ("hacer", pesos(bill.making_minor)),
            ("recoger", pesos(bill.collecting_minor)),
            ("hornadas", pesos(bill.firing_minor)),
            ("riesgo_de_rechazo", pesos(bill.risk_minor)),
            ("prisa", pesos(bill.hurry_minor)),
            ("partes_que_faltan", pesos(bill.unfair_minor)),
            ("total", pesos(split.total_minor)),
            ("cota", pesos(split.bound_minor)),
        ),
    )
    return written


def pesos(minor: int) -> Decimal:
    return (Decimal(minor) / 100).quantize(Decimal("0.01"))


def as_json(split: Split) -> dict[str, Any]:
    """Parts, bill, bound and reasons: amounts in centavos, reasons as codes with their values and as sentences."""
    bill = split.bill
    return {
        "total_minor": split.total_minor,
        "money_minor": bill.money_minor,
        "bound_minor": split.bound_minor,
        "gap": str(round(split.gap, 6)),
        "seconds": round(split.seconds, 2),
        "stopped": split.stopped,
        "bill": {
            name: getattr(bill, name)
            for name in (
                "making_minor", "collecting_minor", "firing_minor", "risk_minor", "hurry_minor", "unfair_minor",
            )
        },
        "parts": [_row(p, "line", "workshop", "week", "pieces", "start") for p in split.parts],
        "balances": [
            _row(b, "workshop", "had_minor", "share_minor", "due_minor", "gets_minor") for b in split.balances
        ],
        "whys": [
            {
                "workshop": why.workshop,
                "what": _said(why.what),
                "because": _said(why.because),
                "sentences": list(say_why(why)),
            }
            for why in split.whys
        ],
    }  # fmt: skip


def _said(said: Said) -> dict[str, Any]:
    return {"code": said.code, **said.values}


def _row(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
