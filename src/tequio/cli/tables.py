"""A spreadsheet named on the command line becomes rows, or trouble that names every bad cell."""

from pathlib import Path

import django
from django.apps import apps

from tequio.cli.output import Trouble
from tequio.core.sheets import BadCell, GoodRow, Sheet, SheetFailed
from tequio.core.sheets.reasons import why_cell, why_file

MOST_SENTENCES = 40


def read_rows(path: Path, sheet: Sheet) -> list[GoodRow]:
    """Every row of a file. Raises Trouble where it is not there, cannot be read, is empty or has a bad cell."""
    if not path.is_file():
        raise Trouble(f"{path} no es un archivo.", "Escribe el nombre de una hoja csv o xlsx.")
    try:
        reading = sheet.read_file(path.name, path)
    except SheetFailed as failure:
        ready()
        raise Trouble("La hoja no se pudo leer.", why_file(failure)) from None
    if reading.bad:
        raise bad_cells([told_cell(path.name, bad) for bad in reading.bad])
    if not reading.rows:
        raise Trouble(f"{path.name} no tiene ninguna fila.")
    return reading.rows


def told_cell(name: str, bad: BadCell) -> str:
    """What is wrong with one cell, in a sentence that says where it stands."""
    ready()
    shown = f" «{bad.value}»" if bad.value else ""
    column = f", columna {bad.column_name}" if bad.column_name else ""
    return f"{name}, celda {bad.place}{column}{shown}: {why_cell(bad)}"


def bad_cells(sentences: list[str]) -> Trouble:
    shown, rest = sentences[:MOST_SENTENCES], len(sentences) - MOST_SENTENCES
    more = [f"… y {rest} más."] if rest > 0 else []
    return Trouble("Hay datos que corregir; no se calculó nada.", *shown, *more)


def ready() -> None:
    """Sentences are translated, and translations wait for the applications; a sound file needs neither."""
    if not apps.ready:
        django.setup()
