"""A sheet of batches: one row each, with what came out of every stage; its columns follow the trade's stages.

On paper a batch is a line in a notebook; typed, it comes in with all its stages at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tequio.core.sheets import BadCell, Column, GoodRow, Reading, Sheet, parse
from tequio.core.sheets.reasons import CELLS, why_cell
from tequio.core.text import search_key
from tequio.members.models import Member
from tequio.production.making import making_here
from tequio.production.models.weeks import MOST_PIECES
from tequio.production.week_sheet import LARGEST_NUMBER
from tequio.unions.making import Making, Recipe

SENTENCES = CELLS | {
    "member_unknown": _("No hay socia o socio con ese número; revísalo en el padrón."),
    "member_gone": _("%(name)s ya no está en la unión."),
    "product_unknown": _("Esa pieza no tiene receta; hay: %(products)s."),
    "day_to_come": _("Ese día todavía no llega."),
    "day_too_early": _("Es antes de que empezara la tanda."),
    "more_than_before": _("Salieron más de las que entraron (%(entered)s); revisa los números de la fila."),
    "stage_left_out": _("Falta este paso y hay números después; llénalo."),
    "not_in_recipe": _("Esa pieza no lleva este paso; deja la celda vacía."),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """One batch as it stands in the file: what came out of its stages, in the order of its recipe, as far as it is."""

    number: int
    product: str
    begun_on: date
    counted_on: date
    pieces: int
    goods: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A batch that can be written."""

    noted: Noted
    row: int
    member_id: int
    name: str
    recipe: Recipe


@dataclass(slots=True)
class BatchPlan:
    """What a sheet would write, or the cells for which it writes nothing."""

    placed: list[Placed] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    replaced = 0  # a batch is added, never replaced


def stages_of(made: Making) -> list[tuple[str, str]]:
    """Code and name of every stage that a recipe has, in their order."""
    found = {s.stage.position: (s.stage.code, s.stage.name) for recipe in made.recipes for s in recipe.stages}
    return [found[position] for position in sorted(found)]


def sheet_of(made: Making) -> Sheet:
    pieces = parse.integer(0, MOST_PIECES)
    return Sheet([
        Column("number", "Número", aliases=("No", "Núm", "Número de socio", "Número de socia", "Socio", "Socia"),
               required=True, parse=parse.integer(1, LARGEST_NUMBER)),
        Column("product", "Pieza", aliases=("Producto", "Clave"), required=True),
        Column("begun_on", "Empezó", aliases=("Fecha", "Desde"), required=True, parse=parse.day),
        Column("counted_on", "Último conteo", aliases=("Hasta", "Terminó"), parse=parse.day),
        Column("pieces", "Piezas", aliases=("Cuántas",), required=True, parse=parse.integer(1, MOST_PIECES)),
        *(Column(code, name, aliases=(code,), parse=pieces) for code, name in stages_of(made)),
    ])  # fmt: skip


def plan_rows(union_id: int, rows: Iterable[Noted], today: date) -> BatchPlan:
    """The same checks for rows that come from a form or a program, numbered from 1."""
    made = making_here(union_id)
    read = []
    for place, row in enumerate(rows, start=1):
        values: dict[str, Any] = {
            "number": row.number, "product": row.product, "begun_on": row.begun_on, "counted_on": row.counted_on,
            "pieces": row.pieces,
        } | {code: None for code, _name in stages_of(made)}  # fmt: skip
        recipe = made.recipe(row.product)
        stages = recipe.stages if recipe else ()
        values |= {stage.stage.code: good for stage, good in zip(stages, row.goods, strict=False)}
        read.append(GoodRow(place, values))
    headings = {column.name: column.heading for column in sheet_of(made).columns}
    return plan_sheet(union_id, Reading(rows=read, headings=headings), today)


def plan_sheet(union_id: int, reading: Reading, today: date) -> BatchPlan:
    """Compare what was read with the roster and the recipes; two queries. Writes nothing."""
    plan = BatchPlan(bad=reading.bad, unknown=reading.unknown)
    made = making_here(union_id)
    recipes: dict[str, Recipe] = {}
    for recipe in made.recipes:
        recipes[search_key(recipe.name)] = recipes[search_key(recipe.code)] = recipe
    names = ", ".join(sorted(recipe.name for recipe in made.recipes))
    members = {
        number: (pk, f"{given} {surname}", state)
        for number, pk, given, surname, state in Member.objects.filter(
            number__in={row.values["number"] for row in reading.rows}
        ).values_list("number", "pk", "person__nombres", "person__primer_apellido", "state")
    }
    for row in reading.rows:
        values, before = row.values, len(plan.bad)
        member, found = members.get(values["number"]), recipes.get(search_key(values["product"]))
        if member is None:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_unknown"))
        elif member[2] in Member.GONE:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_gone", name=member[1]))
        if found is None:
            plan.bad.append(reading.cell(row.number, "product", values["product"], "product_unknown", products=names))
        last = values["counted_on"] or values["begun_on"]
        if max(values["begun_on"], last) > today:
            column = "begun_on" if values["begun_on"] > today else "counted_on"
            plan.bad.append(reading.cell(row.number, column, str(values[column]), "day_to_come"))
        elif last < values["begun_on"]:
            plan.bad.append(reading.cell(row.number, "counted_on", str(last), "day_too_early"))
        goods = _goods(reading, row, found, made, plan.bad) if found else ()
        if member is not None and found is not None and len(plan.bad) == before:
            noted = Noted(values["number"], found.code, values["begun_on"], last, values["pieces"], goods)
            plan.placed.append(Placed(noted, row.number, member[0], member[1], found))
    plan.bad.sort(key=lambda cell: (cell.row, cell.column_letter))
    return plan


def _goods(
    reading: Reading, row: GoodRow, recipe: Recipe, made: Making, bad: list[BadCell]
) -> tuple[int, ...]:  # fmt: skip
    """What came out of the stages so far; pieces become fewer, and no stage is left out."""
    alive, goods, missing = row.values["pieces"], [], ""
    own = {stage.stage.code for stage in recipe.stages}
    for code, _name in stages_of(made):
        good = row.values.get(code)
        if code not in own:
            if good is not None:
                bad.append(reading.cell(row.number, code, str(good), "not_in_recipe"))
            continue
        if good is None:
            missing = missing or code
            continue
        if missing:
            bad.append(reading.cell(row.number, missing, "", "stage_left_out"))
            return ()
        if good > alive:
            bad.append(reading.cell(row.number, code, str(good), "more_than_before", entered=alive))
            return ()
        goods.append(good)
        alive = good
    return tuple(goods)


def why(cell: BadCell) -> str:
    return why_cell(cell, SENTENCES)


def rows_as_text(rows: Sequence[Placed]) -> str:
    """The rows on their way through the page that asks "are you sure?"; read again, and checked again, when sent."""
    return "\n".join(
        ";".join(map(str, (n.number, n.product, n.begun_on, n.counted_on, n.pieces, *n.goods)))
        for n in (row.noted for row in rows)
    )


def rows_from_text(text: str) -> list[Noted]:
    """Raises ValueError for anything that `rows_as_text` did not write."""
    found = []
    for line in text.splitlines():
        number, product, begun_on, counted_on, *figures = line.split(";")
        if not 1 <= len(figures) <= 50 or any(len(f) > 9 or not f.isascii() or not f.isdecimal() for f in figures):
            raise ValueError(line)
        pieces, *goods = map(int, figures)
        if not 1 <= pieces <= MOST_PIECES:
            raise ValueError(line)
        begun, counted = date.fromisoformat(begun_on), date.fromisoformat(counted_on)
        found.append(Noted(int(number), product, begun, counted, pieces, tuple(goods)))
    return found
