"""What a good piece costs when some break on the way, and what a workshop can make.

Passages through lossy stages, cost cards from five numbers a week, shared kiln loads, price floor and break-even, what
would be if, whether losses really changed, and capacity by people, drying place and kilns. Money is exact: fractions
inside, whole centavos out.
"""

from tequio.engines.costing.capacity import NONE, Capacity, Place, Resource, Work, needs_of, pieces_in, spread, together
from tequio.engines.costing.cards import (
    Card,
    Changes,
    Five,
    Rate,
    RouteStage,
    Spent,
    card_of,
    rates_of,
    what_if,
)
from tequio.engines.costing.control import RULE, Change, Point, Rule, State, Tally, Watch, watch
from tequio.engines.costing.loads import Fired, Part, fire, fuel_shares
from tequio.engines.costing.others import LEAST, Middle, middle_of_others
from tequio.engines.costing.passage import (
    Count,
    Passage,
    Stage,
    Step,
    break_even,
    counted,
    floor_minor,
    nearest_minor,
    through,
)
from tequio.engines.costing.planning import Kind, Promise, Task, Waiting, propose

__all__ = [
    "LEAST",
    "NONE",
    "RULE",
    "Capacity",
    "Card",
    "Change",
    "Changes",
    "Count",
    "Fired",
    "Five",
    "Kind",
    "Middle",
    "Part",
    "Passage",
    "Place",
    "Point",
    "Promise",
    "Rate",
    "Resource",
    "RouteStage",
    "Rule",
    "Spent",
    "Stage",
    "State",
    "Step",
    "Tally",
    "Task",
    "Waiting",
    "Watch",
    "Work",
    "break_even",
    "card_of",
    "counted",
    "fire",
    "floor_minor",
    "fuel_shares",
    "middle_of_others",
    "nearest_minor",
    "needs_of",
    "pieces_in",
    "propose",
    "rates_of",
    "spread",
    "through",
    "together",
    "watch",
    "what_if",
]
