"""What `tequio pool solve` writes: csv files that open in any spreadsheet, and JSON for programs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tequio.core.sheets import write_csv
from tequio.engines.pooling.model import Award
from tequio.engines.stability import Sharing

Value = str | int | Decimal | None


def write_results(out: Path, award: Award, sharing: Sharing | None) -> list[str]:
    """Write every file and return their names. Amounts in pesos with two decimals."""
    out.mkdir(parents=True, exist_ok=True)
    written = []

    def write(name: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        (out / name).write_bytes(write_csv(heading, [["" if v is None else v for v in row] for row in rows]))
        written.append(name)

    write(
        "award.csv",
        ("proveedor", "material", "punto", "paquetes", "cantidad"),
        ((d.supplier, d.material, d.point, d.packs, d.quantity) for d in award.deliveries),
    )
    write(
        "purchases.csv",
        ("proveedor", "material", "cantidad", "escalon", "importe"),
        ((p.supplier, p.material, p.quantity, p.step + 1, pesos(p.goods_minor)) for p in award.purchases),
    )
    write(
        "freight.csv",
        ("proveedor", "parada", "puntos", "kg", "flete"),
        ((f.supplier, f.drop, " ".join(f.points), f.weight_kg, pesos(f.freight_minor)) for f in award.freight),
    )
    write(
        "allotments.csv",
        ("punto", "socia", "pidio", "recibe", "cantidad"),
        ((a.point, a.member, a.pledged, a.material, a.quantity) for a in award.allotments),
    )
    write("surplus.csv", ("punto", "material", "cantidad"), ((s.point, s.material, s.quantity) for s in award.surplus))
    write(
        "dropped.csv",
        ("punto", "socia", "material", "cantidad", "motivo", "precio_puesto"),
        (
            (d.pledge.point, d.pledge.member, d.pledge.material, d.pledge.quantity, d.reason, _unit(d.landed))
            for d in award.dropped
        ),
    )
    write(
        "next_steps.csv",
        ("proveedor", "material", "faltan", "precio", "ahorro"),
        ((n.supplier, n.material, n.missing, n.price, pesos(n.saves_minor)) for n in award.next_steps),
    )
    if sharing is not None:
        write(
            "charges.csv",
            ("punto", "socia", "cargo", "sola"),
            ((c.point, c.member, pesos(c.minor), pesos(c.alone_minor)) for c in sharing.charges),
        )
        write(
            "charge_lines.csv",
            ("punto", "socia", "material", "cantidad", "cargo", "material_pesos", "flete", "ajuste"),
            (
                (
                    line.point, line.member, line.material, line.quantity, pesos(line.minor),
                    pesos(line.goods_minor), pesos(line.freight_minor), pesos(line.adjustment_minor),
                )
                for line in sharing.lines
            ),
        )  # fmt: skip
        write(
            "villages.csv",
            ("pueblo", "cargo", "por_su_cuenta", "ahorro"),
            (
                (" ".join(v.points), pesos(v.charge_minor), pesos(v.alone_minor), pesos(v.saves_minor))
                for v in sharing.villages
            ),
        )
    return written


def pesos(minor: int | None) -> Decimal | None:
    return None if minor is None else (Decimal(minor) / 100).quantize(Decimal("0.01"))


def _unit(price: Decimal | None) -> Decimal | None:
    return None if price is None else round(price, 4)


def as_json(award: Award, sharing: Sharing | None) -> dict[str, Any]:
    """Award, bound, gap and charges: amounts in centavos, quantities as text so that no digit is lost."""
    told: dict[str, Any] = {
        "cost_minor": award.cost_minor,
        "outside_minor": award.outside_minor,
        "bound_minor": award.bound_minor,
        "gap": str(round(award.gap, 6)),
        "seconds": round(award.seconds, 2),
        "stopped": award.stopped,
        "deliveries": [_row(d, "supplier", "material", "point", "packs", "quantity") for d in award.deliveries],
        "purchases": [_row(p, "supplier", "material", "quantity", "step", "goods_minor") for p in award.purchases],
        "freight": [_row(f, "supplier", "drop", "points", "weight_kg", "freight_minor") for f in award.freight],
        "allotments": [_row(a, "member", "point", "pledged", "material", "quantity") for a in award.allotments],
        "surplus": [_row(s, "point", "material", "quantity") for s in award.surplus],
        "dropped": [
            {**_row(d.pledge, "member", "point", "material", "quantity"), "reason": str(d.reason)}
            for d in award.dropped
        ],
        "next_steps": [_row(n, "supplier", "material", "missing", "price", "saves_minor") for n in award.next_steps],
    }
    if sharing is not None:
        told["charges"] = [_row(c, "member", "point", "minor", "alone_minor") for c in sharing.charges]
        told["villages"] = [_row(v, "points", "charge_minor", "alone_minor", "saves_minor") for v in sharing.villages]
        told["epsilon_minor"] = sharing.epsilon_minor
    return told


def _row(thing: object, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
