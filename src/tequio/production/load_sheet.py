"""A sheet of firings: one row for each batch in a load. What a row leaves empty of its kiln is as in the row above.

So it is written on paper: the kiln, the firing, the day and the fuel once, and below them who put what in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal
from tequio.core.sheets import BadCell, Column, Reading, Sheet, parse
from tequio.core.sheets.reasons import CELLS, why_cell
from tequio.core.text import search_key
from tequio.engines.money import to_centavos
from tequio.production import firing
from tequio.production.errors import RowRefused
from tequio.production.making import making_here
from tequio.production.models import Batch, Kiln, Way
from tequio.production.models.weeks import MOST_MINOR, MOST_PIECES
from tequio.production.week_sheet import LARGEST_NUMBER, PESOS
from tequio.unions.making import Making

COLUMNS = (
    Column("owner", "Horno de (núm.)", aliases=("Horno de", "Dueña del horno", "Dueño del horno"),
           parse=parse.integer(1, LARGEST_NUMBER)),
    Column("kiln", "Horno", aliases=("Nombre del horno",)),
    Column("stage", "Quema", aliases=("Paso",)),
    Column("lit_on", "Día", aliases=("Fecha",), parse=parse.day),
    Column("fuel", "Leña o gas ($)", aliases=("Leña", "Gas", "Combustible", "Leña o gas"),
           parse=parse.decimal(0, PESOS, places=2)),
    Column("number", "Número", aliases=("No", "Núm", "Número de socio", "Número de socia", "Socio", "Socia"),
           required=True, parse=parse.integer(1, LARGEST_NUMBER)),
    Column("batch", "Tanda", aliases=("Número de tanda",), required=True, parse=parse.integer(1, LARGEST_NUMBER)),
    Column("good", "Buenas", aliases=("Salieron buenas", "Piezas buenas"), required=True,
           parse=parse.integer(0, MOST_PIECES)),
)  # fmt: skip
SHEET = Sheet(list(COLUMNS))
OF_LOAD = ("owner", "stage", "lit_on", "fuel")

SENTENCES = CELLS | {
    "first_row_lacks": _(
        "La primera fila de una hornada lleva de quién es el horno, qué quema, qué día y la leña o gas."
    ),
    "kiln_unknown": _("Esa persona no tiene ese horno; tiene: %(kilns)s."),
    "firing_unknown": _("Ese paso no se hace en el horno; hay: %(stages)s."),
    "batch_unknown": _("Esa persona no tiene una tanda con ese número."),
    "batch_twice": _("Esa tanda ya está en la fila %(first)s; deja una sola."),
    "refused": "%(why)s",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """One firing as it stands in the file; `parts` are batches, how many pieces came out good, and their rows."""

    kiln_id: int
    stage: str
    lit_on: date
    fuel_minor: int
    parts: tuple[tuple[int, int, int], ...]
    row: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that can be written, in words."""

    load: Noted
    kiln: str
    stage: str
    owner: str
    batch: int
    good: int


@dataclass(slots=True)
class LoadPlan:
    """What a sheet would write, or the cells for which it writes nothing."""

    loads: list[Noted] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    replaced = 0  # a firing is added, never replaced


def firings_of(made: Making) -> dict[str, str]:
    """Code by code and by name, as people write either."""
    stages = {s.stage.code: s.stage.name for recipe in made.recipes for s in recipe.stages if s.fires}
    return {search_key(name): code for code, name in stages.items()} | {search_key(code): code for code in stages}


def write(noted: Noted, today: date, now: datetime) -> None:
    """Plan, fill and fire one load, by the same rules as on a telephone. Raises RowRefused."""
    row = noted.row
    try:
        kiln = Kiln.objects.select_related("member").get(pk=noted.kiln_id)
        load = firing.plan(kiln, noted.stage, noted.lit_on, now)
        goods = {}
        for batch_id, good, row in noted.parts:  # noqa: B007  the row is told when one is refused
            part = firing.put_in(load, Batch.objects.select_related("member").get(pk=batch_id))
            firing.no_more_than_went_in(part, good)
            goods[part.pk] = good
        row = noted.row
        firing.fire(load, noted.fuel_minor, goods, noted.lit_on, today, now, Way.SHEET)
    except Refusal as refusal:
        raise RowRefused(row=row, why=str(refusal)) from refusal


def plan_sheet(union_id: int, reading: Reading, today: date, now: datetime) -> LoadPlan:
    """What the rows mean, and whether they can be: every firing is tried and taken back. Writes nothing."""
    plan = LoadPlan(bad=reading.bad, unknown=reading.unknown)
    made = making_here(union_id)
    _resolve(plan, reading, made)
    if not plan.bad:
        with transaction.atomic():
            for noted in plan.loads:
                _try(plan, reading, noted, today, now)
            transaction.set_rollback(True)
    plan.bad.sort(key=lambda cell: (cell.row, cell.column_letter))
    return plan


def _try(plan: LoadPlan, reading: Reading, noted: Noted, today: date, now: datetime) -> None:
    try:
        with transaction.atomic():
            write(noted, today, now)
    except RowRefused as refusal:
        row = refusal.values["row"]
        value = next(each.values["batch"] for each in reading.rows if each.number == row)
        plan.bad.append(reading.cell(row, "batch", value, "refused", why=refusal.values["why"]))


def _resolve(plan: LoadPlan, reading: Reading, made: Making) -> None:
    """Numbers and names as rows of the database; two queries. A row goes on with the load above it."""
    numbers = {row.values[name] for row in reading.rows for name in ("owner", "number")} - {None}
    kilns: dict[int, dict[str, Kiln]] = {}
    for kiln in Kiln.objects.filter(member__number__in=numbers, retired_on=None).select_related("member__person"):
        kilns.setdefault(kiln.member.number or 0, {})[search_key(kiln.name)] = kiln
    batches = {
        (batch.member.number, batch.number): batch
        for batch in Batch.objects.filter(member__number__in=numbers).select_related("member__person")
    }
    firings, seen = firings_of(made), dict[int, int]()
    names = {s.stage.code: s.stage.name for recipe in made.recipes for s in recipe.stages}
    head: tuple[Kiln, str, date, int] | None = None
    for row in reading.rows:
        values, before = row.values, len(plan.bad)
        if any(values[name] is not None for name in OF_LOAD):
            head = _head(plan, reading, row.number, values, kilns, firings, names)
            if head is not None:
                plan.loads.append(Noted(head[0].pk, *head[1:], (), row.number))
        elif head is None and not plan.bad:
            plan.bad.append(reading.cell(row.number, "owner", "", "first_row_lacks"))
        batch = batches.get((values["number"], values["batch"]))
        if batch is None:
            plan.bad.append(reading.cell(row.number, "batch", values["batch"], "batch_unknown"))
        elif batch.pk in seen:
            plan.bad.append(reading.cell(row.number, "batch", values["batch"], "batch_twice", first=seen[batch.pk]))
        elif head is not None and len(plan.bad) == before:
            noted = plan.loads.pop()
            parts = (*noted.parts, (batch.pk, values["good"], row.number))
            noted = Noted(noted.kiln_id, noted.stage, noted.lit_on, noted.fuel_minor, parts, noted.row)
            plan.loads.append(noted)
            plan.placed.append(
                Placed(noted, head[0].name, names[head[1]], batch.member.name, batch.number, values["good"])
            )
        if batch is not None:
            seen.setdefault(batch.pk, row.number)


def _head(
    plan: LoadPlan, reading: Reading, row: int, values: dict[str, Any], kilns: dict[int, dict[str, Kiln]],
    firings: dict[str, str], names: dict[str, str],
) -> tuple[Kiln, str, date, int] | None:  # fmt: skip
    """The kiln, the firing, the day and the fuel of a load's first row."""
    missing = next((name for name in OF_LOAD if values[name] is None), None)
    if missing:
        plan.bad.append(reading.cell(row, missing, "", "first_row_lacks"))
        return None
    own = kilns.get(values["owner"], {})
    told = search_key(values["kiln"] or "")
    kiln = own.get(told) if told else next(iter(own.values())) if len(own) == 1 else None
    stage = firings.get(search_key(values["stage"]))
    if kiln is None:
        kept = ", ".join(sorted(each.name for each in own.values())) or "—"
        plan.bad.append(reading.cell(row, "kiln", values["kiln"] or "", "kiln_unknown", kilns=kept))
    if stage is None:
        there = ", ".join(sorted({names[code] for code in firings.values()}))
        plan.bad.append(reading.cell(row, "stage", values["stage"], "firing_unknown", stages=there))
    if kiln is None or stage is None:
        return None
    return kiln, stage, values["lit_on"], to_centavos(Decimal(values["fuel"]))


def why(cell: BadCell) -> str:
    return why_cell(cell, SENTENCES)


def rows_as_text(loads: Sequence[Noted]) -> str:
    """The firings on their way through the page that asks "are you sure?"; tried again when sent."""
    return "\n".join(
        f"{n.kiln_id};{n.stage};{n.lit_on};{n.fuel_minor};{n.row};"
        + ",".join(":".join(map(str, part)) for part in n.parts)
        for n in loads
    )


def rows_from_text(text: str) -> list[Noted]:
    """Raises ValueError for anything that `rows_as_text` did not write."""
    found = []
    for line in text.splitlines():
        kiln, stage, lit_on, fuel, row, told = line.split(";")
        parts = tuple((int(pk), int(good), int(at)) for pk, good, at in (each.split(":") for each in told.split(",")))
        figures = (int(kiln), int(fuel), int(row), *(figure for part in parts for figure in part))
        if min(figures) < 0 or max(figures) >= 2**63 or figures[1] > MOST_MINOR:
            raise ValueError(line)
        found.append(Noted(figures[0], stage, date.fromisoformat(lit_on), figures[1], parts, figures[2]))
    here = {pk for noted in found for pk, *_rest in noted.parts}
    if Batch.objects.filter(pk__in=here).count() != len(here):
        raise ValueError(text)
    kilns = {noted.kiln_id for noted in found}
    if Kiln.objects.filter(pk__in=kilns).count() != len(kilns):
        raise ValueError(text)
    return found
