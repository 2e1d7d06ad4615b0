"""The paper on which a village notes its week, and the same as a file to type it into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.core.sheets import write_xlsx
from tequio.members.models import Member, Section
from tequio.production.batch_sheet import sheet_of, stages_of
from tequio.production.load_sheet import SHEET as LOADS
from tequio.production.week_sheet import SHEET
from tequio.ui.templatetags.tequio import day
from tequio.unions.making import Making
from tequio.unions.models import Union

PAPERS = Path(__file__).with_name("papers")


def week_pdf(
    union: Union, section: Section, monday: date, members: Sequence[Member], products: Mapping[int, str], made: Making
) -> bytes:
    """A row for each member, her piece already there, and five boxes to write in."""
    told = {"first": day(monday), "last": day(monday + timedelta(days=6))}
    return render(PAPERS / "week.typ", {
        "title": _("Mi semana: %(village)s") % {"village": section.name}, "union": union.name,
        "note": _("Semana del %(first)s al %(last)s. Un renglón por pieza; si haces dos, usa los de abajo.") % told,
        "head": [_("Núm."), _("Nombre"), _("Pieza"), _("Formó"), _("Buenas"), _("Material $"), _("Leña o gas $"),
                 _("Días")],
        "rows": [[str(member.number), member.person.sorted_name, _product(products.get(member.pk, ""), made)]
                 for member in members],
        "blank": 6,
    })  # fmt: skip


def week_xlsx(members: Sequence[Member], products: Mapping[int, str], made: Making) -> bytes:
    """The file into which the paper is typed; its columns are those that are read back."""
    head = [str(column.heading) for column in SHEET.columns]
    rows = [[member.number, _product(products.get(member.pk, ""), made), *[""] * 5] for member in members]
    return write_xlsx(head, rows, title=_("Semana"))


def batch_xlsx(made: Making) -> bytes:
    """The empty file into which a sheet of batches is typed."""
    return write_xlsx([str(column.heading) for column in sheet_of(made).columns], [], title=_("Tandas"))


def batches_pdf(union: Union, section: Section, made: Making) -> bytes:
    """A page of empty rows: one for each batch, a box for what came out of each stage."""
    return render(PAPERS / "batches.typ", {
        "title": _("Mis tandas: %(village)s") % {"village": section.name}, "union": union.name,
        "note": _("Un renglón por tanda. En cada paso escribe cuántas salieron buenas; deja vacío lo que tu pieza no "
                  "lleva."),
        "head": [_("Núm."), _("Pieza"), _("Empezó"), _("Último conteo"), _("Piezas"),
                 *(name for _code, name in stages_of(made))],
        "rows": 12,
    })  # fmt: skip


def load_xlsx() -> bytes:
    """The empty file into which a sheet of firings is typed."""
    return write_xlsx([str(column.heading) for column in LOADS.columns], [], title=_("Hornadas"))


def loads_pdf(union: Union) -> bytes:
    """A page of empty rows: the kiln once, and below it a row for each batch that went in."""
    return render(PAPERS / "loads.typ", {
        "title": _("Hornadas"), "union": union.name,
        "note": _("Un renglón por tanda. De cada hornada escribe una vez de quién es el horno, qué quema, qué día y la "
                  "leña o gas; en los renglones de abajo déjalo vacío."),
        "head": [str(column.heading) for column in LOADS.columns], "rows": 14,
    })  # fmt: skip


def _product(code: str, made: Making) -> str:
    recipe = made.recipe(code)
    return recipe.name if recipe else ""
