"""How many pieces of a lot to look at, with how many bad ones it passes, and what such a plan lets through.

Single sampling by attributes as ISO 2859-1:1999 has it. The tables are data (`letters.csv`, `normal.csv`,
`tightened.csv`, `reduced.csv`; `tables.toml` says where they come from); probabilities are exact fractions.
"""

from tequio.engines.sampling.curve import (
    LetsThrough,
    Point,
    curve,
    lets_through,
    passes_of_lot,
    passes_of_process,
    point,
    worst_that_passes,
)
from tequio.engines.sampling.custom import Asked, Custom, Fault, read_custom
from tequio.engines.sampling.plans import (
    ClassResult,
    Defect,
    Inspection,
    Plan,
    Result,
    inspection,
    judged,
    plan,
    plan_one_step_tighter,
)
from tequio.engines.sampling.switching import Standing, next_standing, resumed
from tequio.engines.sampling.tables import Level, Severity, Table, aqls, code_letter, table

__all__ = [
    "Asked",
    "ClassResult",
    "Custom",
    "Defect",
    "Fault",
    "Inspection",
    "LetsThrough",
    "Level",
    "Plan",
    "Point",
    "Result",
    "Severity",
    "Standing",
    "Table",
    "aqls",
    "code_letter",
    "curve",
    "inspection",
    "judged",
    "lets_through",
    "next_standing",
    "passes_of_lot",
    "passes_of_process",
    "plan",
    "plan_one_step_tighter",
    "point",
    "read_custom",
    "resumed",
    "table",
    "worst_that_passes",
]
