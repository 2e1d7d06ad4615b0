"""A folder of csv or xlsx files becomes a problem, or a list of every cell that is wrong: file, row, column, why."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from tequio.cli.output import Trouble
from tequio.cli.pool import layout
from tequio.cli.spreadsheets import BadSheets, SpreadsheetFolder
from tequio.core.sheets import GoodRow
from tequio.engines.pooling.check import find_flaws
from tequio.engines.pooling.model import Flaw, Freight, Material, Pledge, Problem, Quote, Step, Supplier

# What `find_flaws` can still find after each cell has been read by itself.
FLAWS = {
    "unknown_material": "nadie cotiza ni describe el material «{value}».",
    "unknown_supplier": "el proveedor «{value}» no está en la lista de proveedores.",
    "substitutes_itself": "«{value}» no puede ser sustituto de sí mismo.",
    "duplicate": "está {times} veces; deja una sola fila.",
    "steps_overlap": "dos escalones empiezan en {minimum}; deja uno.",
    "capacity_below_first_step": "la capacidad {capacity} es menor que lo mínimo que vende, {minimum}.",
    "drop_prices_differ": "la parada «{drop}» cuesta {fixed} aquí y {before} en otra fila; debe ser igual.",
}


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read: the problem, and kilometres to each point where the folder says them."""

    problem: Problem
    distances: dict[str, Decimal]


def read_folder(path: Path) -> Folder:
    """Read a folder. Raises Trouble if it is none, BadSheets with every bad cell; nothing is guessed or half-read."""
    if not path.is_dir():
        raise Trouble(
            f"{path} no es una carpeta.", "Escribe el nombre de la carpeta con pedidos, cotizaciones y fletes."
        )
    folder = SpreadsheetFolder(path)
    prices = folder.rows(layout.PRICES)
    pledge_rows = folder.rows(layout.PLEDGES)
    pledges = _pledges(pledge_rows, prices)
    quotes, steps_at = _quotes(folder, folder.rows(layout.QUOTES))
    freight_rows = folder.rows(layout.FREIGHT)
    freight = tuple(Freight(**row.values) for row in map(_plain, freight_rows))
    material_rows, supplier_rows = folder.rows(layout.MATERIALS), folder.rows(layout.SUPPLIERS)
    materials = [Material(r.values["material"], r.values["kg_per_unit"]) for r in material_rows]
    if not material_rows:
        materials = [Material(code) for code in sorted({q.material for q in quotes})]
    suppliers = [Supplier(r.values["supplier"], r.values["minimum_order"]) for r in supplier_rows]
    if not supplier_rows:
        suppliers = [Supplier(code) for code in sorted({q.supplier for q in quotes})]
    problem = Problem(tuple(materials), pledges, quotes, tuple(suppliers), freight)
    distances = {r.values["point"]: r.values["km"] for r in folder.rows(layout.DISTANCES)}
    if not folder.sentences:
        places = _places(folder, pledge_rows, pledges, steps_at, freight_rows, material_rows, supplier_rows)
        folder.sentences.extend(_say(flaw, places) for flaw in find_flaws(problem))
    if not folder.sentences and not pledges:
        folder.sentences.append("No hay ningún pedido.")
    if folder.sentences:
        raise BadSheets(tuple(folder.sentences))
    return Folder(problem, distances)


def _plain(row: GoodRow) -> GoodRow:
    return GoodRow(row.number, {name: value for name, value in row.values.items() if value is not None and value != ""})


def _pledges(rows: list[GoodRow], price_rows: list[GoodRow]) -> tuple[Pledge, ...]:
    """Prices alone from the prices file where a pledge has none: the member's own, his point's, anywhere's."""
    prices: dict[tuple[str, str, str], Decimal] = {}
    for row in price_rows:
        v = row.values
        prices[v["member"] or "", v["point"] or "", v["material"]] = v["price"]
    pledges = []
    for row in rows:
        v = row.values
        alone = v["alone"]
        if alone is None and prices:
            member, point, material = v["member"], v["point"], v["material"]
            for key in ((member, point, material), (member, "", material), ("", point, material), ("", "", material)):
                if key in prices:
                    alone = prices[key]
                    break
        pledges.append(
            Pledge(
                v["member"], v["point"], v["material"], v["quantity"], v["tolerance"], v["walk_away"], alone,
                v["substitutes"],
            )
        )  # fmt: skip
    return tuple(pledges)


def _quotes(folder: SpreadsheetFolder, rows: list[GoodRow]) -> tuple[tuple[Quote, ...], dict[tuple[str, str], int]]:
    """One quote per supplier and material, from one row per step; what a row leaves empty the first row says."""
    gathered: dict[tuple[str, str], list[GoodRow]] = defaultdict(list)
    for row in rows:
        gathered[row.values["supplier"], row.values["material"]].append(row)
    quotes, at = [], {}
    for (supplier, material), group in gathered.items():
        first = group[0].values
        for name in ("pack", "capacity", "payment_days"):
            for row in group[1:]:
                if row.values[name] is not None and row.values[name] != first[name]:
                    where = folder.at(layout.QUOTES, row.number)
                    folder.sentences.append(f"{where}: «{name}» no coincide con la fila {group[0].number}.")
        for before, row in pairwise(group):
            if row.values["minimum"] < before.values["minimum"]:
                where = folder.at(layout.QUOTES, row.number)
                folder.sentences.append(f"{where}: los escalones deben ir de menor a mayor cantidad.")
        steps = tuple(Step(row.values["minimum"], row.values["price"]) for row in group)
        pack = Decimal(1) if first["pack"] is None else first["pack"]
        quotes.append(
            Quote(supplier, material, steps, first["kind"], pack, first["capacity"], first["payment_days"] or 0)
        )
        at[supplier, material] = group[0].number
    return tuple(quotes), at


def _places(
    folder: SpreadsheetFolder,
    pledge_rows: list[GoodRow],
    pledges: tuple[Pledge, ...],
    steps_at: dict[tuple[str, str], int],
    freight_rows: list[GoodRow],
    material_rows: list[GoodRow],
    supplier_rows: list[GoodRow],
) -> dict[str, str]:
    """Where in the folder each thing stands that `find_flaws` can name."""
    places = {}
    for number, (row, pledge) in enumerate(zip(pledge_rows, pledges, strict=True), 1):
        places[f"pledge {number} of {pledge.member}"] = folder.at(layout.PLEDGES, row.number)
    for (supplier, material), number in steps_at.items():
        places[f"quote {supplier}/{material}"] = folder.at(layout.QUOTES, number)
    for row in freight_rows:
        places[f"freight {row.values['supplier']}/{row.values['point']}"] = folder.at(layout.FREIGHT, row.number)
    for row in material_rows:
        places[f"material {row.values['material']}"] = folder.at(layout.MATERIALS, row.number)
    for row in supplier_rows:
        places[f"supplier {row.values['supplier']}"] = folder.at(layout.SUPPLIERS, row.number)
    return places


def _say(flaw: Flaw, places: dict[str, str]) -> str:
    values: dict[str, Any] = dict(flaw.values)
    reason = FLAWS.get(flaw.why, f"{flaw.why} {values}").format(**values)
    return f"{places.get(flaw.where, flaw.where)}: {reason}"
