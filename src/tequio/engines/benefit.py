"""What the union was worth to a member: fees paid against what his purchases cost less than alone.

The gain of a purchase is (price alone - landed union price) x quantity, but only where the price alone is evidence.
Without it the line counts zero and says so: a gain that nobody can check is no gain. A purchase that cost more than
alone counts as the loss it was. Amounts are whole centavos; the price alone is pesos per unit and is multiplied by the
quantity before it is rounded, once per line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from tequio.engines.money import to_centavos


@dataclass(frozen=True, slots=True)
class Purchase:
    """`quantity` units of one material for which the member was charged `charged_minor` in all (goods and freight).

    `alone`: pesos per unit without the union, from the evidence named in `evidence`; None where there is none.
    `reference` names the purchase for whoever follows the figure back.
    """

    reference: str
    member: str
    material: str
    quantity: Decimal
    charged_minor: int
    alone: Decimal | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        if (self.alone is None) != (self.evidence is None):
            raise ValueError("A price alone and its evidence come together or not at all.")


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """One purchase and its gain. Without evidence `alone_minor` is None and `gain_minor` zero."""

    purchase: Purchase
    alone_minor: int | None
    gain_minor: int

    @property
    def has_evidence(self) -> bool:
        return self.alone_minor is not None


@dataclass(frozen=True, slots=True)
class More:
    """Units of a material that would close the gap at what the member saved per unit of it so far."""

    material: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would put a member in the black: `missing_minor` of gain.

    `spend_minor`: purchases of that much more through the union, at what he saved per peso so far; None where he saved
    nothing yet. `more`: the same in units, for each material on which he saved; one of them is enough.
    """

    missing_minor: int
    spend_minor: int | None
    more: tuple[More, ...]


@dataclass(frozen=True, slots=True)
class MemberBenefit:
    """Fees against gains of one member in one period. `way_out` is None for a member who is not in the red."""

    member: str
    fees_minor: int
    lines: tuple[BenefitLine, ...]
    way_out: WayOut | None
    interest_gain_minor: int = 0  # by borrowing: `engines/borrowing`

    @property
    def gains_minor(self) -> int:
        return self.bought_gain_minor + self.interest_gain_minor

    @property
    def bought_gain_minor(self) -> int:
        return sum(line.gain_minor for line in self.lines)

    @property
    def net_minor(self) -> int:
        return self.gains_minor - self.fees_minor

    @property
    def multiple(self) -> Decimal | None:
        """How many times the fee came back; None where no fee was paid."""
        return Decimal(self.gains_minor) / self.fees_minor if self.fees_minor else None

    @property
    def in_the_red(self) -> bool:
        return self.net_minor < 0

    @property
    def without_evidence(self) -> tuple[BenefitLine, ...]:
        return tuple(line for line in self.lines if not line.has_evidence)


@dataclass(frozen=True, slots=True)
class UnionBenefit:
    """All members together. `quarters`: the net of the member at 0, 25, 50, 75 and 100 % of all, smallest first."""

    members: int
    fees_minor: int
    gains_minor: int
    in_the_red: tuple[MemberBenefit, ...]
    quarters: tuple[int, ...]


def benefit_line(purchase: Purchase) -> BenefitLine:
    if purchase.alone is None:
        return BenefitLine(purchase, None, 0)
    alone = to_centavos(purchase.alone * purchase.quantity)
    return BenefitLine(purchase, alone, alone - purchase.charged_minor)


def member_benefit(member: str, fees_minor: int, purchases: Iterable[Purchase]) -> MemberBenefit:
    """One member's proof. Lines are in the order of their references, whatever order they came in."""
    lines = tuple(benefit_line(p) for p in sorted(purchases, key=lambda p: p.reference))
    missing = fees_minor - sum(line.gain_minor for line in lines)
    return MemberBenefit(member, fees_minor, lines, way_out(missing, lines) if missing > 0 else None)


def way_out(missing_minor: int, lines: Sequence[BenefitLine]) -> WayOut:
    """How much more he would have to buy at his own average saving to gain `missing_minor` > 0 centavos."""
    proven = [line for line in lines if line.has_evidence]
    gained, charged = sum(line.gain_minor for line in proven), sum(line.purchase.charged_minor for line in proven)
    spend = -(-missing_minor * charged // gained) if gained > 0 else None
    by_material: dict[str, list[BenefitLine]] = defaultdict(list)
    for line in proven:
        by_material[line.purchase.material].append(line)
    more = []
    for material in sorted(by_material):
        saved = sum(line.gain_minor for line in by_material[material])
        quantity = sum((line.purchase.quantity for line in by_material[material]), Decimal(0))
        if saved > 0 and quantity > 0:
            needed = (missing_minor * quantity / saved).to_integral_value(rounding=ROUND_CEILING)
            more.append(More(material, needed))
    return WayOut(missing_minor, spend, tuple(more))


def benefits(fees_minor: Mapping[str, int], purchases: Iterable[Purchase]) -> tuple[MemberBenefit, ...]:
    """Every member who paid a fee or bought something, by name."""
    bought: dict[str, list[Purchase]] = defaultdict(list)
    for purchase in purchases:
        bought[purchase.member].append(purchase)
    members = sorted(bought.keys() | fees_minor.keys())
    return tuple(member_benefit(m, fees_minor.get(m, 0), bought.get(m, ())) for m in members)


def union_benefit(members: Sequence[MemberBenefit]) -> UnionBenefit:
    """The committee's view; those in the red with the largest gap first."""
    nets = sorted(m.net_minor for m in members)
    red = sorted((m for m in members if m.in_the_red), key=lambda m: (m.net_minor, m.member))
    return UnionBenefit(
        members=len(members),
        fees_minor=sum(m.fees_minor for m in members),
        gains_minor=sum(m.gains_minor for m in members),
        in_the_red=tuple(red),
        quarters=tuple(nets[(len(nets) - 1) * quarter // 4] for quarter in range(5)) if nets else (),
    )
