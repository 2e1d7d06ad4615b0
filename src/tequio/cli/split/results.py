"""What `tequio split solve` writes: csv files that open in any spreadsheet, and JSON for programs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tequio.cli.split.words import Words
from tequio.core.sheets import write_csv
from tequio.engines.splitting.model import Said, Split
from tequio.engines.splitting.resplit import Resplit

Value = str | int | Decimal | None


def write_results(out: Path, split: Split, words: Words, again: Resplit | None = None) -> list[str]:
    """Write every file and return their names. Amounts in pesos with two decimals."""
    out.mkdir(parents=True, exist_ok=True)
    written = []

    def write(name: str, rows: Iterable[Sequence[Value]]) -> None:
        lines = [["" if v is None else v for v in row] for row in rows]
        (out / f"{name}.csv").write_bytes(write_csv(words.heading(name), lines))
        written.append(f"{name}.csv")

    write(
        "parts",
        ((p.line, p.workshop, p.week, p.pieces, p.start) for p in split.parts),
    )
    write(
        "balances",
        (
            (
                b.workshop, pesos(b.had_minor), pesos(b.share_minor), pesos(b.due_minor), pesos(b.gets_minor),
                None if b.reached is None else round(b.reached * 100, 1),
            )
            for b in split.balances
        ),
    )  # fmt: skip
    write("reasons", ((why.workshop, *words.why(why)) for why in split.whys))
    bill = split.bill
    amounts = (
        bill.making_minor, bill.collecting_minor, bill.firing_minor, bill.risk_minor, bill.hurry_minor,
        bill.unfair_minor, split.total_minor, split.bound_minor,
    )  # fmt: skip
    write("cost", ((name, pesos(minor)) for name, minor in zip(words.costs, amounts, strict=True)))
    if again is not None:
        more, same = words.changes
        write("changes", ((shop, more if shop in again.changed else same) for shop in again.untouched))
    return written


def pesos(minor: int) -> Decimal:
    return (Decimal(minor) / 100).quantize(Decimal("0.01"))


def as_json(split: Split, words: Words) -> dict[str, Any]:
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
                "sentences": list(words.why(why)),
            }
            for why in split.whys
        ],
    }  # fmt: skip


def again_as_json(again: Resplit, words: Words) -> dict[str, Any]:
    return as_json(again.split, words) | {
        "untouched": list(again.untouched), "changed": list(again.changed), "allowed": again.allowed,
        "beyond": again.beyond,
    }  # fmt: skip


def _said(said: Said) -> dict[str, Any]:
    return {"code": said.code, **said.values}


def _row(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
