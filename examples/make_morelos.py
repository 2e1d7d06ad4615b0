"""Writes examples/morelos-4000: an invented purchase of 4,000 potters in 40 villages of Morelos, always the same.

    python examples/make_morelos.py [FOLDER]

The villages are real, everything else comes from the seeded generator of `tequio.engines.pooling.instances`.
"""

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from tequio.core.sheets import write_csv
from tequio.engines.pooling.instances import CATALOGUE, ample
from tequio.engines.pooling.model import Problem

SEED = 2026
VILLAGES = (
    "Amacuzac", "Atlatlahucan", "Axochiapan", "Ayala", "Coatlán del Río", "Cuautla", "Cuernavaca", "Emiliano Zapata",
    "Huitzilac", "Jantetelco", "Jiutepec", "Jojutla", "Jonacatepec", "Mazatepec", "Miacatlán", "Ocuituco",
    "Puente de Ixtla", "Temixco", "Temoac", "Tepalcingo", "Tepoztlán", "Tetecala", "Tetela del Volcán", "Tlalnepantla",
    "Tlaltizapán", "Tlaquiltenango", "Tlayacapan", "Totolapan", "Xochitepec", "Yautepec", "Yecapixtla", "Zacatepec",
    "Zacualpan", "Coatetelco", "Xoxocotla", "Hueyapan", "Oaxtepec", "Cocoyoc", "Anenecuilco", "Tehuixtla",
)  # fmt: skip


def write(problem: Problem, folder: Path) -> None:
    """The files of a purchase at up to forty points, named after these villages."""
    folder.mkdir(parents=True, exist_ok=True)
    village = {f"P{number:02d}": name for number, name in enumerate(VILLAGES, 1)}
    _write(
        folder / "pedidos.csv",
        ("socia", "punto", "material", "cantidad", "tolerancia"),
        ((p.member, village[p.point], p.material, _s(p.quantity), _s(p.tolerance) if p.tolerance else "")
         for p in problem.pledges),
    )  # fmt: skip
    _write(
        folder / "cotizaciones.csv",
        ("proveedor", "material", "desde", "precio", "tipo", "paquete", "capacidad"),
        _steps(problem),
    )
    _write(
        folder / "fletes.csv",
        ("proveedor", "punto", "fijo", "por_kg"),
        ((f.supplier, village[f.point], _s(f.fixed), _s(f.per_kg)) for f in problem.freight),
    )
    _write(
        folder / "proveedores.csv",
        ("proveedor", "pedido_minimo"),
        ((s.code, _s(s.minimum_order)) for s in problem.suppliers),
    )
    # Alone a potter pays about a third more than the list price of a supplier.
    _write(
        folder / "precios.csv",
        ("material", "precio"),
        ((name, _s(round(Decimal(price) * Decimal("1.35"), 2))) for name, price, _ in CATALOGUE),
    )


def _steps(problem: Problem) -> Iterable[Sequence[str]]:
    for q in problem.quotes:
        for step in q.steps:
            kind = "incremental" if q.kind == "incremental" else "todas"
            capacity = "" if q.capacity is None else _s(q.capacity)
            yield q.supplier, q.material, _s(step.minimum), _s(step.price), kind, _s(q.pack), capacity


def _s(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    # Without the quotes that a spreadsheet does not need, the example stays small.
    path.write_bytes(write_csv(heading, rows).replace(b'"', b""))


if __name__ == "__main__":
    write(ample(SEED), Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("morelos-4000"))
