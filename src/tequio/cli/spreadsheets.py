"""Csv and xlsx files named on the command line, one or a folder of them: read, with every cell named that is wrong."""

from dataclasses import dataclass, field
from pathlib import Path

import django
from django.apps import apps
from django.utils.translation import override

from tequio.cli.output import Trouble
from tequio.core.sheets import BadCell, GoodRow, Reading, Sheet, SheetFailed
from tequio.core.sheets.reasons import why_cell, why_file

ENDINGS = (".csv", ".xlsx", ".txt")
MAX_BYTES = 50_000_000
MAX_ROWS = 1_000_000
MOST_SENTENCES = 40
SAID = {
    "es": {
        "bad": "Hay datos que corregir; no se calculó nada.", "more": "… y {rest} más.",
        "missing": "Falta el archivo {files} (o .xlsx).", "or": " o ", "and": " y ",
        "two": "Hay dos archivos para lo mismo: {files}; deja uno.", "row": "{file}, fila {row}",
        "cell": "{file}, celda {place}{column}{value}: {why}", "column": ", columna {name}",
    },
    "en": {
        "bad": "There are data to correct; nothing was calculated.", "more": "… and {rest} more.",
        "missing": "The file {files} (or .xlsx) is missing.", "or": " or ", "and": " and ",
        "two": "There are two files for the same: {files}; leave one.", "row": "{file}, row {row}",
        "cell": "{file}, cell {place}{column}{value}: {why}", "column": ", column {name}",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One file of the folder: its names without ending, its columns, and whether a folder must have it."""

    names: tuple[str, ...]
    sheet: Sheet
    needed: bool


class BadSheets(Trouble):
    """`sentences`: one per bad cell or missing file; the first of them are told."""

    def __init__(self, sentences: tuple[str, ...], language: str = "es") -> None:
        self.sentences = sentences
        said, rest = SAID[language], len(sentences) - MOST_SENTENCES
        more = [said["more"].format(rest=rest)] if rest > 0 else []
        super().__init__(said["bad"], *sentences[:MOST_SENTENCES], *more)


def read_rows(path: Path, sheet: Sheet) -> list[GoodRow]:
    """Every row of one file. Raises Trouble where it is not there, cannot be read, is empty or has a bad cell."""
    if not path.is_file():
        raise Trouble(f"{path} no es un archivo.", "Escribe el nombre de una hoja csv o xlsx.")
    try:
        reading = sheet.read_file(path.name, path, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    except SheetFailed as failure:
        raise Trouble("La hoja no se pudo leer.", _told_file(failure)) from None
    if reading.bad:
        raise BadSheets(tuple(_told_cell(path.name, bad) for bad in reading.bad))
    if not reading.rows:
        raise Trouble(f"{path.name} no tiene ninguna fila.")
    return reading.rows


@dataclass(slots=True)
class SpreadsheetFolder:
    path: Path
    language: str = "es"
    sentences: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def rows(self, kind: Kind) -> list[GoodRow]:
        """The good rows of a file; what is bad goes to `sentences`."""
        path = self._find(kind)
        if path is None:
            if kind.needed:
                expected = self._says["or"].join(f"{name}.csv" for name in kind.names)
                self.sentences.append(self._says["missing"].format(files=expected))
            return []
        self.files[kind.names[0]] = path.name
        try:
            reading = kind.sheet.read_file(path.name, path, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
        except SheetFailed as failure:
            self.sentences.append(_told_file(failure, self.language))
            return []
        self.readings[kind.names[0]] = reading
        self.sentences.extend(_told_cell(path.name, bad, self.language) for bad in reading.bad)
        return reading.rows

    def _find(self, kind: Kind) -> Path | None:
        found = [
            path
            for path in sorted(self.path.iterdir())
            if path.stem.lower() in kind.names and path.suffix.lower() in ENDINGS
        ]
        if len(found) > 1:
            both = self._says["and"].join(path.name for path in found)
            self.sentences.append(self._says["two"].format(files=both))
        return found[0] if found else None

    def has(self, kind: Kind) -> bool:
        return any(
            path.stem.lower() in kind.names and path.suffix.lower() in ENDINGS for path in sorted(self.path.iterdir())
        )

    def at(self, kind: Kind, row: int) -> str:
        return self._says["row"].format(file=self.files[kind.names[0]], row=row)

    @property
    def _says(self) -> dict[str, str]:
        return SAID[self.language]


def _told_file(failure: SheetFailed, language: str = "es") -> str:
    _ready()
    with override(language):
        return why_file(failure)


def _told_cell(name: str, bad: BadCell, language: str = "es") -> str:
    _ready()
    said = SAID[language]
    shown = f" «{bad.value}»" if bad.value else ""
    column = said["column"].format(name=bad.column_name) if bad.column_name else ""
    with override(language):
        return said["cell"].format(file=name, place=bad.place, column=column, value=shown, why=why_cell(bad))


def _ready() -> None:
    # The sentences are translated, and translations wait for the applications; a sound file needs neither.
    if not apps.ready:
        django.setup()
