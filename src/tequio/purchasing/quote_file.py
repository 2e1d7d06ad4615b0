"""A supplier's prices as a spreadsheet: a sheet of price steps and a sheet of freight, out empty and in filled.

What is read fills the quote form, so a person sees it before it is saved.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tequio.core.sheets import BadCell, Column, Page, Reading, Sheet, SheetFailed, write_workbook
from tequio.core.sheets.parse import choice, decimal, text
from tequio.core.sheets.reasons import CELLS, why_cell
from tequio.core.text import search_key
from tequio.members.models import Section
from tequio.purchasing.models import Invitation, Quote
from tequio.purchasing.models.rounds import MOST
from tequio.purchasing.queries import items_of

KINDS = {"todo": Quote.Kind.ALL_UNITS, "por tramo": Quote.Kind.INCREMENTAL}

PRICES = Sheet([
    Column("material", "Material", ("clave", "producto"), required=True, needed=True, parse=text(120)),
    Column("from", "Desde", ("desde cuánto", "cantidad mínima", "minimo"), parse=decimal(0, MOST, 3)),
    Column("price", "Precio", ("precio por unidad", "precio unitario"), required=True, needed=True,
           parse=decimal(0, MOST, 4)),
    Column("kind", "Forma", ("escalón",), parse=choice(KINDS)),
    Column("pack", "Empaque", ("presentación",), parse=decimal(0, MOST, 3)),
    Column("capacity", "Lo más que surte", ("capacidad", "máximo"), parse=decimal(0, MOST, 3)),
])  # fmt: skip
FREIGHT = Sheet([
    Column("place", "Pueblo", ("sección", "punto"), required=True, needed=True, parse=text(120)),
    Column("fixed", "Por parada", ("fijo",), parse=decimal(0, MOST, 2)),
    Column("per_kg", "Por kilo", ("kilo",), parse=decimal(0, MOST, 4)),
    Column("drop", "Parada compartida", ("parada", "ruta"), parse=text(40)),
])  # fmt: skip


@dataclass(slots=True)
class QuoteFile:
    """What a file fills into the form (by field name), and every cell that could not be used, in sentences."""

    initial: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def template(invitation: Invitation) -> bytes:
    """An empty workbook with this round's materials and the union's villages."""
    prices = [(item.name, 0, None, "todo", item.pack, None) for item in items_of(invitation.round)]
    freight = [(section.name, None, None, None) for section in Section.objects.order_by("name", "pk")]
    return write_workbook([
        Page(_("Precios"), [column.heading for column in PRICES.columns], prices),
        Page(_("Flete"), [column.heading for column in FREIGHT.columns], freight),
    ])  # fmt: skip


def read(name: str, data: bytes, invitation: Invitation) -> QuoteFile:
    """Raises SheetFailed when the file is no spreadsheet at all; everything else is named cell by cell."""
    found = QuoteFile()
    prices = PRICES.read_file(name, data)
    _take_prices(found, prices, invitation)
    try:
        freight = FREIGHT.read_file(name, data)
    except SheetFailed:
        return found
    if "place" in freight.present:
        _take_freight(found, freight)
    return found


def _take_prices(found: QuoteFile, reading: Reading, invitation: Invitation) -> None:
    items: dict[str, Any] = {}
    for item in items_of(invitation.round):
        items |= {search_key(item.name): item, search_key(item.code): item}
    # A row without a price is a material he does not sell: the template comes with all of them.
    found.faults += [_fault(cell, "Precios") for cell in reading.bad if not (cell.code == "empty" and not cell.value)]
    steps: dict[int, int] = defaultdict(int)
    for row in reading.rows:
        item = items.get(search_key(row.values["material"]))
        if item is None:
            found.faults.append(
                _("Fila %(row)s: «%(material)s» no se compra en esta ronda; quita la fila o corrige el nombre.")
                % {"row": row.number, "material": row.values["material"]}
            )
            continue
        steps[item.pk] += 1
        key, n = f"m{item.pk}", steps[item.pk]
        found.initial[f"{key}_from{n}"] = _plain(row.values.get("from"))
        found.initial[f"{key}_price{n}"] = _plain(row.values["price"])
        for name in ("kind", "pack", "capacity"):
            if row.values.get(name) is not None:
                found.initial[f"{key}_{name}"] = _plain(row.values[name])


def _take_freight(found: QuoteFile, reading: Reading) -> None:
    places = {search_key(section.name): section for section in Section.objects.all()}
    found.faults += [_fault(cell, "Flete") for cell in reading.bad]
    for row in reading.rows:
        section = places.get(search_key(row.values["place"]))
        if section is None:
            found.faults.append(
                _("Fila %(row)s del flete: «%(place)s» no es un pueblo de la unión; corrige el nombre.")
                % {"row": row.number, "place": row.values["place"]}
            )
            continue
        for name in ("fixed", "per_kg", "drop"):
            if row.values.get(name) is not None:
                found.initial[f"s{section.pk}_{name}"] = _plain(row.values[name])


def _fault(cell: BadCell, sheet: str) -> str:
    told = {"sheet": sheet, "place": cell.place, "value": cell.value, "column": cell.column_name,
            "why": why_cell(cell, CELLS)}  # fmt: skip
    return _("%(sheet)s, celda %(place)s (%(column)s, dice «%(value)s»): %(why)s") % told


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if hasattr(value, "normalize") else value
