"""What a trade looks for and how strictly, from its own files: faults by name, each of a class, and the AQLs asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tequio.engines.dated import Dated, number, read, read_plain
from tequio.engines.founding.texts import Text, text
from tequio.engines.sampling.plans import ClassResult, Defect, Inspection, Result, inspection
from tequio.engines.sampling.tables import Level, Severity, aqls


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that can be wrong with a piece, and how bad that is."""

    code: str
    name: Text
    defect: Defect


@dataclass(frozen=True, slots=True)
class Asked:
    """The AQL asked of a class of defects; 0 where not one is tolerated."""

    defect: Defect
    aql: Decimal
    level: Level
    dated: Dated


@dataclass(frozen=True, slots=True)
class Custom:
    """The faults of a trade and what is asked where a contract says nothing else."""

    faults: Mapping[str, Fault]
    asked: tuple[Asked, ...]

    def asked_on(self, day: date) -> tuple[Asked, ...]:
        return tuple(each for each in self.asked if each.dated.holds_on(day))

    def inspection(self, lot: int, day: date, *, severity: Severity = Severity.NORMAL) -> Inspection:
        """The plans of a lot by the trade's custom. Raises ValueError for a day on which nothing is asked."""
        asked = self.asked_on(day)
        levels = {each.level for each in asked}
        if len(levels) != 1:
            raise ValueError(f"on {day} {len(levels)} levels of inspection are asked, not one")
        return inspection(lot, {each.defect: each.aql for each in asked}, level=levels.pop(), severity=severity)

    def judged(self, made: Inspection, found: Mapping[str, int]) -> Result:
        """The result of pieces counted fault by fault.

        Each fault counts by itself, so a piece with two faults of one class counts twice: whoever wants it exact counts
        a piece once, under its worst fault. Raises ValueError for a fault that is not known or a count that cannot be.
        """
        counts = dict.fromkeys(made.plans, 0)
        for code, pieces in found.items():
            if code not in self.faults:
                raise ValueError(f"{code!r} is no fault known here; there are {', '.join(self.faults)}")
            if not 0 <= pieces <= made.pieces:
                raise ValueError(f"{pieces} pieces with {code!r} cannot be among {made.pieces}")
            if self.faults[code].defect not in counts:
                raise ValueError(
                    f"the inspection does not look for {self.faults[code].defect} defects, such as {code!r}"
                )
            counts[self.faults[code].defect] += pieces
        return Result(tuple(ClassResult(each, its, counts[each]) for each, its in made.plans.items()))


def read_custom(folder: Path) -> Custom:
    """The files of a folder. Raises ValueError that names file, row and fault."""
    faults = read_plain(folder / "faults.csv", ("code", "es", "en", "defect"), _fault, key="code")
    asked = read(folder / "asked.csv", ("defect", "aql", "level"), _asked, key=("defect",))
    return Custom(faults, asked)


def _fault(row: Mapping[str, str]) -> Fault:
    return Fault(row["code"], text(row), Defect(row["defect"]))


def _asked(row: Mapping[str, str], dated: Dated) -> Asked:
    aql = number(row["aql"])
    if aql is None or (aql and aql not in aqls()):
        raise ValueError(f"there are no plans for AQL {row['aql']!r}")
    return Asked(Defect(row["defect"]), aql, Level(row["level"]), dated)
