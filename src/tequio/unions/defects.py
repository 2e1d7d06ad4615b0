"""What can be wrong with a piece of a trade: `defects.csv` in the folder of its pack, in the order asked."""

import csv
from dataclasses import dataclass
from functools import cache

from tequio.unions.trade import PACKS, PackBroken


@dataclass(frozen=True, slots=True)
class Defect:
    code: str
    name: str


@cache
def of_trade(trade: str) -> tuple[Defect, ...]:
    """The defects of a trade; none where its pack has no such list. Raises PackBroken."""
    path = PACKS / trade / "defects.csv"
    if not path.exists():
        return ()
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    found = [Defect(row[0].strip(), row[1].strip()) for row in rows[1:] if len(row) == 2]
    codes = [each.code for each in found]
    if rows[:1] != [["code", "name"]] or len(found) != len(rows) - 1 or not all(codes) or len(codes) != len(set(codes)):
        raise PackBroken(trade, ["defects.csv: its columns are code,name; each code stands there once, none is empty."])
    return tuple(found)
