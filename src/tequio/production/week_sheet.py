"""A village's sheet of one week: its columns on paper and in a file, and what bringing it in would do.

One row is one member and one product. Members are named by their number, products by name or code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tequio.core.sheets import BadCell, Column, GoodRow, Reading, Sheet, parse
from tequio.core.sheets.reasons import CELLS, why_cell
from tequio.core.text import search_key
from tequio.engines.costing import Five
from tequio.engines.costing.cards import NOTHING
from tequio.members.models import Member
from tequio.production.making import making_here
from tequio.production.models import WeekNote
from tequio.production.models.weeks import MOST_DAYS, MOST_MINOR, MOST_PIECES
from tequio.unions.making import Recipe

LARGEST_NUMBER = 999_999_999
PESOS = Decimal(MOST_MINOR) / 100

SHEET = Sheet(
    [
        Column("number", "Número", aliases=("No", "Núm", "Número de socio", "Número de socia", "Socio", "Socia"),
               required=True, parse=parse.integer(1, LARGEST_NUMBER)),
        Column("product", "Pieza", aliases=("Producto", "Clave"), required=True),
        Column("begun", "Formó", aliases=("Formadas", "Empezó", "Piezas formadas"), default=0,
               parse=parse.integer(0, MOST_PIECES)),
        Column("good", "Buenas", aliases=("Salieron buenas", "Piezas buenas"), default=0,
               parse=parse.integer(0, MOST_PIECES)),
        Column("material", "Material ($)", aliases=("Material", "Pesos de material"), default=Decimal(0),
               parse=parse.decimal(0, PESOS, places=2)),
        Column("fuel", "Leña o gas ($)", aliases=("Leña", "Gas", "Combustible", "Leña o gas"), default=Decimal(0),
               parse=parse.decimal(0, PESOS, places=2)),
        Column("days", "Días", aliases=("Días de trabajo", "Jornales"), default=Decimal(0),
               parse=parse.decimal(0, MOST_DAYS, places=1)),
    ]
)  # fmt: skip

SENTENCES = CELLS | {
    "member_unknown": _("No hay socia o socio con ese número; revísalo en el padrón."),
    "member_gone": _("%(name)s ya no está en la unión."),
    "product_unknown": _("Esa pieza no tiene receta; hay: %(products)s."),
    "row_twice": _("Ya está en la fila %(first)s con la misma pieza; deja una sola."),
    "nothing_noted": _("Los cinco números están vacíos; escribe al menos uno o quita la fila."),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """One row as it stands in the file: member by number, product by code."""

    number: int
    product: str
    five: Five


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that can be written, and the note of that week that it replaces."""

    row: int
    number: int
    member_id: int
    name: str
    product: str
    product_name: str
    five: Five
    before_id: int | None


@dataclass(slots=True)
class WeekPlan:
    """What a sheet would write, or the cells for which it writes nothing."""

    placed: list[Placed] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def replaced(self) -> int:
        return sum(row.before_id is not None for row in self.placed)


def plan_rows(union_id: int, monday: date, rows: Iterable[Noted]) -> WeekPlan:
    """The same checks for rows that come from a form or a program, numbered from 1."""
    read = [
        GoodRow(place, {"number": row.number, "product": row.product, "begun": row.five.begun, "good": row.five.good,
                        "material": Decimal(row.five.material_minor) / 100, "fuel": Decimal(row.five.fuel_minor) / 100,
                        "days": row.five.days})
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return plan_sheet(union_id, monday, Reading(rows=read, headings={c.name: c.heading for c in SHEET.columns}))


def plan_sheet(union_id: int, monday: date, reading: Reading) -> WeekPlan:
    """Compare what was read with the roster, the recipes and the notes there are; three queries. Writes nothing."""
    plan = WeekPlan(bad=reading.bad, unknown=reading.unknown)
    recipes: dict[str, Recipe] = {}
    for recipe in making_here(union_id).recipes:
        recipes[search_key(recipe.name)] = recipes[search_key(recipe.code)] = recipe
    names = ", ".join(sorted({recipe.name for recipe in recipes.values()}))
    members = _members({row.values["number"] for row in reading.rows})
    before = _before(monday)
    first_seen: dict[tuple[int, str], int] = {}
    for row in reading.rows:
        values = row.values
        member, recipe = members.get(values["number"]), recipes.get(search_key(values["product"]))
        is_gone = member is not None and member[2] in Member.GONE
        if member is None:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_unknown"))
        elif is_gone:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_gone", name=member[1]))
        if recipe is None:
            plan.bad.append(reading.cell(row.number, "product", values["product"], "product_unknown", products=names))
        if member is None or recipe is None or is_gone:
            continue
        five = Five(values["begun"] or 0, values["good"] or 0, _minor(values["material"]), _minor(values["fuel"]),
                    values["days"] or Decimal(0))  # fmt: skip
        first = first_seen.setdefault((member[0], recipe.code), row.number)
        if first != row.number:
            plan.bad.append(reading.cell(row.number, "product", values["product"], "row_twice", first=first))
        elif five == NOTHING:
            plan.bad.append(reading.cell(row.number, "begun", "", "nothing_noted"))
        else:
            plan.placed.append(
                Placed(row.number, values["number"], member[0], member[1], recipe.code, recipe.name, five,
                       before.get((member[0], recipe.code)))
            )  # fmt: skip
    plan.bad.sort(key=lambda cell: (cell.row, cell.column_letter))
    return plan


def why(cell: BadCell) -> str:
    return why_cell(cell, SENTENCES)


def _minor(pesos: Decimal | None) -> int:
    return int((pesos or Decimal(0)) * 100)


def _members(numbers: set[int]) -> dict[int, tuple[int, str, str]]:
    rows = Member.objects.filter(number__in=numbers).values_list(
        "number", "pk", "person__nombres", "person__primer_apellido", "state"
    )
    return {number: (pk, f"{names} {surname}", state) for number, pk, names, surname, state in rows}


def _before(monday: date) -> dict[tuple[int, str], int]:
    rows = WeekNote.objects.filter(monday=monday).values_list("member_id", "product", "pk")
    return {(member, product): pk for member, product, pk in rows}


def rows_as_text(rows: Sequence[Placed]) -> str:
    """The rows on their way through the page that asks "are you sure?"; read again, and checked again, when sent."""
    return "\n".join(
        f"{r.number};{r.product};{r.five.begun};{r.five.good};{r.five.material_minor};{r.five.fuel_minor};{r.five.days}"
        for r in rows
    )


def rows_from_text(text: str) -> list[Noted]:
    """Raises ValueError for anything that `rows_as_text` did not write."""
    found = []
    for line in text.splitlines():
        number, product, *figures = line.split(";")
        if len(figures) != 5 or any(len(figure) > 14 or figure.strip("0123456789.") for figure in figures):
            raise ValueError(line)
        begun, good, material, fuel = (int(figure) for figure in figures[:4])
        days = Decimal(figures[4])
        if max(begun, good) > MOST_PIECES or max(material, fuel) > MOST_MINOR or days > MOST_DAYS:
            raise ValueError(line)
        found.append(Noted(int(number), product, Five(begun, good, material, fuel, days)))
    return found
