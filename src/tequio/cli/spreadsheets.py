"""A folder of csv or xlsx files: finds them by their names, reads them, and names every cell that is wrong."""

from dataclasses import dataclass, field
from pathlib import Path

import django
from django.apps import apps

from tequio.core.sheets import BadCell, GoodRow, Reading, Sheet, SheetFailed
from tequio.core.sheets.reasons import why_cell, why_file

ENDINGS = (".csv", ".xlsx", ".txt")
MAX_BYTES = 50_000_000
MAX_ROWS = 1_000_000


@dataclass(frozen=True)
class Kind:
    """One file of the folder: its names without ending, its columns, and whether a folder must have it."""

    names: tuple[str, ...]
    sheet: Sheet
    needed: bool


class BadFolder(Exception):
    """`sentences`: one per bad cell or missing file."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


@dataclass(slots=True)
class SpreadsheetFolder:
    path: Path
    sentences: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def rows(self, kind: Kind) -> list[GoodRow]:
        """The good rows of a file; what is bad goes to `sentences`."""
        path = self._find(kind)
        if path is None:
            if kind.needed:
                expected = " o ".join(f"{name}.csv" for name in kind.names)
                self.sentences.append(f"Falta el archivo {expected} (o .xlsx).")
            return []
        self.files[kind.names[0]] = path.name
        try:
            reading = kind.sheet.read_file(path.name, path, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
        except SheetFailed as failure:
            if not apps.ready:
                django.setup()
            self.sentences.append(why_file(failure))
            return []
        self.readings[kind.names[0]] = reading
        self.sentences.extend(self._cell(path.name, bad) for bad in reading.bad)
        return reading.rows

    def _find(self, kind: Kind) -> Path | None:
        found = [
            path
            for path in sorted(self.path.iterdir())
            if path.stem.lower() in kind.names and path.suffix.lower() in ENDINGS
        ]
        if len(found) > 1:
            both = " y ".join(path.name for path in found)
            self.sentences.append(f"Hay dos archivos para lo mismo: {both}; deja uno.")
        return found[0] if found else None

    def _cell(self, name: str, bad: BadCell) -> str:
        # The sentences are translated, and translations wait for the applications; a sound folder needs neither.
        if not apps.ready:
            django.setup()
        shown = f" «{bad.value}»" if bad.value else ""
        column = f", columna {bad.column_name}" if bad.column_name else ""
        return f"{name}, celda {bad.place}{column}{shown}: {why_cell(bad)}"

    def at(self, kind: Kind, row: int) -> str:
        return f"{self.files[kind.names[0]]}, fila {row}"
