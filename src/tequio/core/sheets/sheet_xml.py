"""What a workbook's XML says and its values do not: formulas, errors, and how far a sheet reaches."""

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from tequio.core.sheets.table import Mark, SheetFailed, column_index

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
ROW_NUMBER = re.compile(r"[0-9]{1,7}")
# An array formula names the cells that it fills; beyond so many of them only its first cell is marked.
MOST_LISTED = 100_000


class BadReference(ValueError):
    """A row or cell says it stands where no spreadsheet has one."""


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet: marked cells by (row, column), and the last row and column that hold a value."""

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = -1
    widest_row: int = 0


def sheet_paths(name: str, parts: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    try:
        targets = {
            relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            for relation in ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        }
        paths = {}
        for element in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
            if _local(element.tag, "}") == "sheet":
                identity = next((value for key, value in element.items() if _local(key, "}") == "id"), None)
                paths[element.get("name", "")] = targets.get(identity, "")
    except (ElementTree.ParseError, LookupError) as error:
        raise SheetFailed("damaged_workbook", file=name) from error
    return paths


def sheet_facts(name: str, xml: bytes) -> SheetFacts:
    """Read one sheet's XML once, from end to end."""
    reader = _CellReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, BadReference) as error:
        raise SheetFailed("damaged_workbook", file=name) from error
    return reader.facts


class _CellReader:
    """Follows rows and cells; both may leave out their reference, and then they stand after the one before."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = 0
        self.column = -1
        self.kind = ""
        self.listed = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag, ":")
        if tag == "v" or tag == "is":
            self._value()
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self._formula(attributes)
        elif tag == "row":
            self._row(attributes.get("r"))

    def _row(self, number: str | None) -> None:
        if number is not None and not ROW_NUMBER.fullmatch(number):
            raise BadReference
        self.row = self.row + 1 if number is None else int(number)
        self.column = -1

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        elif place := REFERENCE.fullmatch(reference):
            self.column, self.row = column_index(place[1]), int(place[2])
        else:
            # Whoever reads the values may understand it another way and take it for a cell far away.
            raise BadReference
        self.kind = attributes.get("t", "")

    def _value(self) -> None:
        facts = self.facts
        facts.last_row = max(facts.last_row, self.row)
        if self.column > facts.last_column:
            facts.last_column, facts.widest_row = self.column, self.row
        if self.kind == "e":
            facts.marks.setdefault((self.row, self.column), Mark.ERROR)

    def _formula(self, attributes: dict[str, str]) -> None:
        self._value()
        self.facts.marks[(self.row, self.column)] = Mark.FORMULA
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        # A shared formula is written again in each of its cells; an array formula only in its first one.
        if attributes.get("t") == "array" and start and end:
            rows = range(int(start[2]), int(end[2]) + 1)
            columns = range(column_index(start[1]), column_index(end[1]) + 1)
            self.listed += len(rows) * len(columns)
            if self.listed <= MOST_LISTED:
                self.facts.marks.update(((row, column), Mark.FORMULA) for row in rows for column in columns)


def _local(tag: str, separator: str) -> str:
    return tag.rpartition(separator)[2] if separator in tag else tag
