"""The papers of training: sheets to take home, lists to sign, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils import formats
from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.unions.models import Union
from tequio.unions.syllabus import Sheet

PAPERS = Path(__file__).with_name("papers")


def sheets_pdf(union: Union, sheets: Sequence[Sheet]) -> bytes:
    """Content sheets, one page each."""
    return render(PAPERS / "sheet.typ", {
        "title": sheets[0].title if len(sheets) == 1 else _("Cuaderno de cursos"),
        "union": union.name, "footer": _("Se puede copiar y repartir."),
        "bring_label": _("Trae"), "exercise_label": _("Hazlo en tu taller"), "remember_label": _("Para no olvidar"),
        "sources_label": _("De dónde sale"),
        "caution": _("Las leyes y los precios cambian: pregunta antes de decidir."),
        "sheets": [
            {"area": sheet.area.name, "minutes": _("%(n)s minutos") % {"n": sheet.minutes}, "title": sheet.title,
             "as_of": _("Datos al %(day)s") % {"day": formats.date_format(sheet.as_of, "DATE_FORMAT").lower()},
             "goal": sheet.goal, "bring": sheet.bring, "exercise": sheet.exercise, "remember": sheet.remember,
             "sources": [source.rstrip(".") for source in sheet.sources],
             "parts": [{"heading": part.heading, "text": part.text, "points": part.points, "table": part.table}
                       for part in sheet.parts]}
            for sheet in sheets
        ],
    })  # fmt: skip
