"""A sheet as it was read: rows of text with their coordinates, and what the text alone does not say."""

from dataclasses import dataclass, field
from enum import Enum
from functools import cache


class SheetFailed(Exception):
    """The file as a whole cannot be read; `code` names the reason, `params` fill its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Mark(Enum):
    """What a workbook says about a cell beside its text. A cell without a mark was typed as text."""

    NUMBER = "number"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the one that a spreadsheet shows at its left, from 1."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class Table:
    """One sheet of a workbook, or one csv file. Rows without any text are left out; coordinates stay."""

    name: str
    rows: list[Row]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)

    def mark(self, row: int, column: int) -> Mark | None:
        return self.marks.get((row, column))


def column_letter(index: int) -> str:
    """The letters over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
