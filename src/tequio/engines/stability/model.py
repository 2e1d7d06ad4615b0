"""What goes into and comes out of sharing a bill: the assembly's rule, charges, and certificates for the villages.

A *village* is a delivery point. All amounts are whole centavos; `alone` always means without the union as a whole for a
member, and without the other villages for a village or group.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Basis(StrEnum):
    """By what the assembly shares the freight at the start; goods cost everybody the same price per unit."""

    QUANTITY = "quantity"
    VALUE = "value"
    WEIGHT = "weight"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Rule:
    """The starting rule that the assembly chose.

    `distance_km`: kilometres to each point, needed for DISTANCE (shares are by kg x km). `reference`: pesos per unit of
    each material for VALUE; a material without one counts at what it costs in the award.
    """

    basis: Basis
    distance_km: Mapping[str, Decimal] = field(default_factory=dict)
    reference: Mapping[str, Decimal] = field(default_factory=dict)


class BadRule(ValueError):
    """The rule lacks a figure that it needs; `points` have no distance."""

    def __init__(self, points: tuple[str, ...]) -> None:
        self.points = points
        super().__init__("No distance for " + ", ".join(points))


@dataclass(frozen=True, slots=True)
class Charge:
    """What one member pays at one point. `alone_minor`: what the same goods cost him alone, None without evidence."""

    member: str
    point: str
    minor: int
    start_minor: int
    alone_minor: int | None


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A charge per material received: `minor` = goods + freight (by the rule) + adjustment (to keep villages in)."""

    member: str
    point: str
    material: str
    quantity: Decimal
    minor: int
    goods_minor: int
    freight_minor: int
    adjustment_minor: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a group of villages pays together and what it would pay on its own.

    `charge_minor` goes to the union, `outside_minor` to shops for pledges that are cheaper bought alone anyway.
    `alone_minor`: the cheapest award found for the same pledges without the other villages; `proven_minor`: no such
    award costs less than this. Both None: the suppliers would not serve them at all. Only the first None: no award was
    found in the time; only the second: there was no time for a proof, or the group is one of the binding ones.
    """

    points: tuple[str, ...]
    charge_minor: int
    outside_minor: int
    alone_minor: int | None
    proven_minor: int | None

    @property
    def saves_minor(self) -> int | None:
        """What staying is worth to the group; less than a centavo per village below zero is rounding."""
        return None if self.alone_minor is None else self.alone_minor - self.charge_minor - self.outside_minor

    @property
    def saves_at_least_minor(self) -> int | None:
        """The same against the proven cost of being alone, so it cannot be less; None where nothing is proven."""
        return None if self.proven_minor is None else self.proven_minor - self.charge_minor - self.outside_minor


@dataclass(frozen=True, slots=True)
class Unhappy:
    """A group of villages that would pay `by_minor` less on its own."""

    group: tuple[str, ...]
    by_minor: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """The bill in charges, and how stable they are.

    `charges` and `lines` add up to the award's cost to the centavo. `villages`: one certificate each; `whole`: the
    union against every village on its own; `binding`: the groups that would leave if they paid any more.
    `epsilon_minor`: what the unhappiest group that was found would gain by leaving, 0 where nobody gains; `unhappy`:
    the groups that gain that much. `proven_minor`: no group of villages whatever gains more than this. The two meet
    when the search finished (but for half a centavo of rounding for each line of a bill); `seconds` or a stop may end
    it before.
    """

    charges: tuple[Charge, ...]
    lines: tuple[ChargeLine, ...]
    villages: tuple[Certificate, ...]
    whole: Certificate
    binding: tuple[Certificate, ...]
    epsilon_minor: int
    proven_minor: int
    unhappy: tuple[Unhappy, ...]
    rounds: int
    seconds: float
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class SharingProgress:
    """Where a running search stands: groups looked at so far, and the best known answers in centavos."""

    seconds: float
    seconds_left: float
    groups: int
    epsilon_minor: int
    proven_minor: int | None
