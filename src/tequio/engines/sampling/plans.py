"""The plan of one lot: how many pieces to draw, and with how many bad ones it still passes, by class of defect."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tequio.engines.sampling.tables import Level, Severity, aqls, cell, code_letter, pieces_of


class Defect(StrEnum):
    """What a defect does: harms somebody, spoils the piece for its use, or only shows."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Plan:
    """Draw `pieces` of the lot; it passes with up to `accept` defective ones and fails from `reject` on."""

    lot: int
    letter: str
    severity: Severity
    aql: Decimal  # 0 where not one is tolerated
    pieces: int
    accept: int

    @property
    def reject(self) -> int:
        return self.accept + 1

    @property
    def is_whole(self) -> bool:
        """Whether every piece of the lot is looked at."""
        return self.pieces == self.lot


def plan(lot: int, aql: Decimal, *, level: Level = Level.II, severity: Severity = Severity.NORMAL) -> Plan:
    """The single sampling plan of a lot. A sample that would be larger than the lot is the lot. Raises ValueError."""
    row, accept = cell(severity, code_letter(lot, level), aql)
    return Plan(lot, row.letter, severity, aql, min(row.pieces, lot), accept)


def plan_one_step_tighter(made: Plan, *, level: Level = Level.II) -> Plan | None:
    """The same lot's plan at the next smaller AQL, which the switching rules ask about; None below the smallest."""
    place = aqls().index(made.aql)
    return plan(made.lot, aqls()[place - 1], level=level, severity=made.severity) if place else None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One plan for each class of defect that is looked for, and how many pieces to draw for all of them."""

    plans: Mapping[Defect, Plan]

    @property
    def pieces(self) -> int:
        return max(each.pieces for each in self.plans.values())


def inspection(
    lot: int,
    asked: Mapping[Defect, Decimal],
    *,
    level: Level = Level.II,
    severity: Severity = Severity.NORMAL,
) -> Inspection:
    """The plans of a lot by the AQL asked for each class. AQL 0: not one such defect in the largest of the samples."""
    if not asked:
        raise ValueError("an inspection looks for one class of defect at least")
    letter = code_letter(lot, level)
    plans = {each: plan(lot, aql, level=level, severity=severity) for each, aql in asked.items() if aql}
    drawn = max((each.pieces for each in plans.values()), default=min(pieces_of(severity, letter), lot))
    none = {each: Plan(lot, letter, severity, aql, drawn, 0) for each, aql in asked.items() if not aql}
    return Inspection({each: (plans | none)[each] for each in asked})


@dataclass(frozen=True, slots=True)
class ClassResult:
    defect: Defect
    plan: Plan
    found: int

    @property
    def passes(self) -> bool:
        return self.found <= self.plan.accept


@dataclass(frozen=True, slots=True)
class Result:
    """What an inspection says of the lot: it passes when every class does."""

    by_class: tuple[ClassResult, ...]

    @property
    def passes(self) -> bool:
        return all(each.passes for each in self.by_class)

    @property
    def failed(self) -> tuple[ClassResult, ...]:
        return tuple(each for each in self.by_class if not each.passes)


def judged(made: Inspection, found: Mapping[Defect, int]) -> Result:
    """The result of pieces with a defect of each class, counted among the first `plan.pieces` that were drawn.

    A piece with two defects counts once, in the worse class. Raises ValueError for a count that cannot be.
    """
    if unknown := set(found) - set(made.plans):
        raise ValueError(f"the inspection does not look for {', '.join(sorted(unknown))} defects")
    results = []
    for each, its in made.plans.items():
        count = found.get(each, 0)
        if not 0 <= count <= its.pieces:
            raise ValueError(f"{count} {each} defects cannot be among {its.pieces} pieces")
        results.append(ClassResult(each, its, count))
    if sum(found.values()) > made.pieces:
        raise ValueError(f"{sum(found.values())} defective pieces are more than the {made.pieces} that were drawn")
    return Result(tuple(results))
