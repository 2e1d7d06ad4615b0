"""The joint purchase in figures: what is wished where, what is quoted, what a truck costs, and an award.

Units: quantities in the material's own unit (kg, sack, litre) as Decimal; unit prices and freight in pesos as Decimal
per unit; amounts of a bill in whole centavos (int), rounded once per purchase line and once per freight line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Material:
    """What is bought; `kg_per_unit` turns a quantity into weight for freight."""

    code: str
    kg_per_unit: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Pledge:
    """What one member wants of one material at one delivery point.

    quantity > 0 is wanted for certain; up to `tolerance` more is taken if that completes a pack or reaches a
    cheaper step.
    `walk_away`: the highest landed price per unit (goods and freight) the member accepts; None means any.
    `alone`: the price per unit at which the member can buy without the union, as evidence shows; None means unknown.
    `substitutes`: codes of other materials he accepts instead, unit for unit.
    """

    member: str
    point: str
    material: str
    quantity: Decimal
    tolerance: Decimal = Decimal(0)
    walk_away: Decimal | None = None
    alone: Decimal | None = None
    substitutes: tuple[str, ...] = ()


class StepKind(StrEnum):
    ALL_UNITS = "all_units"  # the step reached prices every unit
    INCREMENTAL = "incremental"  # each step prices only the units inside it


@dataclass(frozen=True, slots=True)
class Step:
    """From `minimum` units (of one material at one supplier, all points together) the unit price is `price`."""

    minimum: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """One supplier's offer for one material. Steps ascend in minimum; the first minimum is the least he sells.

    `pack`: units in a pack; every delivery to a point is whole packs. `capacity`: most units he can deliver in all.
    `payment_days` is information for the choice; it does not enter the cost.
    """

    supplier: str
    material: str
    steps: tuple[Step, ...]
    kind: StepKind = StepKind.ALL_UNITS
    pack: Decimal = Decimal(1)
    capacity: Decimal | None = None
    payment_days: int = 0


@dataclass(frozen=True, slots=True)
class Supplier:
    """`minimum_order`: least value in pesos of all his goods together (without freight), if he is used at all."""

    code: str
    minimum_order: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Freight:
    """What a supplier charges to bring goods to one point: `fixed` pesos per stop and `per_kg` pesos.

    Points of the same supplier that carry the same `drop` share one stop: its fixed price (the same on each row) is
    paid once. A point without a `drop` is a drop of its own name. A supplier without a row for a point does not
    deliver there.
    """

    supplier: str
    point: str
    fixed: Decimal = Decimal(0)
    per_kg: Decimal = Decimal(0)
    drop: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    materials: tuple[Material, ...]
    pledges: tuple[Pledge, ...]
    quotes: tuple[Quote, ...]
    suppliers: tuple[Supplier, ...]
    freight: tuple[Freight, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """`packs` whole packs (`quantity` units) of one quote brought to one point."""

    supplier: str
    material: str
    point: str
    packs: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One material at one supplier over all points: the step reached and what the goods cost."""

    supplier: str
    material: str
    quantity: Decimal
    step: int
    goods_minor: int


@dataclass(frozen=True, slots=True)
class FreightLine:
    """What one supplier's stop costs: its fixed price once and the weight of the points it serves."""

    supplier: str
    drop: str
    points: tuple[str, ...]
    weight_kg: Decimal
    freight_minor: int


@dataclass(frozen=True, slots=True)
class Allotment:
    """What one member receives: `material` may be a substitute of what he pledged in `pledged`."""

    member: str
    point: str
    pledged: str
    material: str
    quantity: Decimal


class DropReason(StrEnum):
    WALKED_AWAY = "walked_away"  # the landed price passed his walk-away price
    CHEAPER_ALONE = "cheaper_alone"  # buying alone costs less than any way of serving him


@dataclass(frozen=True, slots=True)
class Dropped:
    """A pledge that the award leaves out, why, and the landed price per unit in pesos that it would have met."""

    pledge: Pledge
    reason: DropReason
    landed: Decimal | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is missing to the next price step of one purchase line, and what reaching it would save (verified).

    `missing` units more of the material, bought by members, take the line to `price` pesos per unit; `saves_minor` is
    what all pay now at the present landed unit cost for the same goods less what the re-solved award would cost.
    """

    supplier: str
    material: str
    missing: Decimal
    price: Decimal
    saves_minor: int


@dataclass(frozen=True, slots=True)
class Surplus:
    """Units that whole packs or a cheaper step force the union to buy beyond what members take; they go to stock."""

    point: str
    material: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Award:
    """A feasible way to buy, its exact cost and how far it can be from the best.

    `cost_minor` = goods + freight, exact, in centavos. `outside_minor` = what the members in `dropped` for
    CHEAPER_ALONE pay alone. `bound_minor`: no award of the same pledges costs less than this in total
    (cost plus outside), as proven by the solver; `gap` = (cost + outside − bound) / (cost + outside).
    """

    deliveries: tuple[Delivery, ...]
    purchases: tuple[PurchaseLine, ...]
    freight: tuple[FreightLine, ...]
    allotments: tuple[Allotment, ...]
    surplus: tuple[Surplus, ...]
    dropped: tuple[Dropped, ...]
    next_steps: tuple[NextStep, ...]
    cost_minor: int
    outside_minor: int
    bound_minor: int
    seconds: float
    stopped: bool = False
    landed: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)  # (point, material) -> pesos per unit

    @property
    def total_minor(self) -> int:
        return self.cost_minor + self.outside_minor

    @property
    def gap(self) -> Decimal:
        if self.total_minor <= 0:
            return Decimal(0)
        return Decimal(max(0, self.total_minor - self.bound_minor)) / Decimal(self.total_minor)


@dataclass(frozen=True, slots=True)
class Shortage:
    """Units of a material that no supplier can deliver (to `point`, if that is where it fails)."""

    material: str
    missing: Decimal
    point: str | None = None


class Infeasible(Exception):
    """The pledges cannot all be served; `shortages` says which material and how much is missing."""

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        self.shortages = shortages
        super().__init__("; ".join(f"{s.missing} of {s.material} missing" for s in shortages))


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the input that cannot be: `where` names the row, `why` is a code, `values` fill the sentence."""

    where: str
    why: str
    values: Mapping[str, str] = field(default_factory=dict)


class BadProblem(ValueError):
    """The input contradicts itself; `flaws` lists every case found (steps out of order, unknown material, …)."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        self.flaws = flaws
        super().__init__("; ".join(f"{f.where}: {f.why}" for f in flaws))
