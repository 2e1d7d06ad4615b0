"""An order in figures: its lines, the workshops that may make them, and a split with its cost and reasons.

Units: pieces are whole; amounts of a resource (minutes of people, litres of kiln) are Decimals with at most three
places; money is whole centavos. Weeks count from 1, the first that can still be worked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ware:
    """A class of ware (food ware for a destination, decorative) and what a workshop must hold to make it."""

    code: str
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """`pieces` good pieces of one product, made at the latest in week `due`.

    `price_minor` is what the workshop is paid per good piece. `uses`: what one started piece takes of each resource.
    `requires`: certificates and skills beyond those of its ware class.
    """

    code: str
    product: str
    pieces: int
    due: int
    price_minor: int
    uses: Mapping[str, Decimal] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    ware: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A village. `stop_minor`: serving it during this order if anything is made there; `haul_minor`: per piece."""

    code: str
    stop_minor: int = 0
    haul_minor: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate or skill; `until`: the last week in which it is valid, None if it does not lapse."""

    code: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A workshop that fires alone makes whole kiln loads: in every week `amount` of `resource` times a whole number,
    each at least `fill` full. Who shares a kiln has no Load. `cost_minor`: fuel of one load, full or not."""

    resource: str
    amount: Decimal
    fill: Decimal = Decimal("0.8")
    cost_minor: int = 0


@dataclass(frozen=True, slots=True)
class Workshop:
    """Who may make some of it.

    `capacity`: of each resource what is free in each week, net of commitments and seasons. `least`: fewest pieces of
    a line worth taking on. `visit_minor`: what it costs to send it work at all (ticket, samples, inspection).
    `had_minor`: what its work on earlier orders came to, `share_minor`: its fair share of them.
    """

    code: str
    place: str
    capacity: Mapping[str, tuple[Decimal, ...]]
    holds: tuple[Held, ...] = ()
    least: int = 1
    visit_minor: int = 0
    load: Load | None = None
    had_minor: int = 0
    share_minor: int = 0


@dataclass(frozen=True, slots=True)
class Skill:
    """That a workshop makes a product: `cost_minor` per good piece is its price floor.

    `starts`: pieces begun per good piece (losses by stage). `rejects`: the part of delivered pieces that inspection
    turned back so far. `uses`: its own use per started piece where it differs from the line's.
    """

    workshop: str
    product: str
    cost_minor: int
    starts: Decimal = Decimal(1)
    rejects: Decimal = Decimal(0)
    uses: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """The committee (or an accepted ticket) fixes exactly so many pieces; with `week`, also when.

    All pins of a line and workshop together are what that workshop gets of it, no more and no less; unless they have
    weeks and say `more`, then more may come on top.
    """

    line: str
    workshop: str
    pieces: int
    reason: str
    week: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The committee leaves a workshop out: of one line, or of all (`line` None)."""

    workshop: str
    reason: str
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the union decided weighs how much.

    `reserve`: weeks it wants between making and due date; each week short of it costs `hurry_bp` of the price a piece.
    `behind_bp`: what a peso below fair share costs (ten thousandths); `far_bp`: further, below `floor` of the share.
    """

    reserve: int = 1
    hurry_bp: int = 200
    behind_bp: int = 500
    far_bp: int = 5000
    floor: Decimal = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a split is made from. New work falls in weeks `first` to `weeks`; a pin may name an earlier one."""

    weeks: int
    lines: tuple[Line, ...]
    workshops: tuple[Workshop, ...]
    skills: tuple[Skill, ...]
    places: tuple[Place, ...] = ()
    wares: tuple[Ware, ...] = ()
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    terms: Terms = Terms()
    first: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """So many good pieces of a line from one workshop in one week; `start` pieces are begun for them."""

    line: str
    workshop: str
    week: int
    pieces: int
    start: int


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as data: `code` names it, `values` fill it. The words are outside, in every language."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Why:
    """Two sentences to a workshop: what it got, against its fair share; and what decided it."""

    workshop: str
    what: Said
    because: Said


@dataclass(frozen=True, slots=True)
class Bill:
    """What a split costs, in centavos; `unfair_minor` is the weight of missing shares, no money."""

    making_minor: int
    collecting_minor: int
    firing_minor: int
    risk_minor: int
    hurry_minor: int
    unfair_minor: int

    @property
    def money_minor(self) -> int:
        return self.making_minor + self.collecting_minor + self.firing_minor

    @property
    def total_minor(self) -> int:
        return self.money_minor + self.risk_minor + self.hurry_minor + self.unfair_minor


@dataclass(frozen=True, slots=True)
class Balance:
    """A workshop's account of fairness: before and after this order, in centavos."""

    workshop: str
    had_minor: int
    share_minor: int
    gets_minor: int
    due_minor: int  # its fair share of this order

    @property
    def reached(self) -> Decimal | None:
        """What it had in all against its fair share in all; None while nothing was due."""
        share = self.share_minor + self.due_minor
        return None if share <= 0 else Decimal(self.had_minor + self.gets_minor) / share


@dataclass(frozen=True, slots=True)
class Split:
    """Who makes what. No split of the same order has a total below `bound_minor`, as proven."""

    parts: tuple[Part, ...]
    bill: Bill
    balances: tuple[Balance, ...]
    whys: tuple[Why, ...]
    bound_minor: int
    seconds: float
    stopped: bool = False

    @property
    def total_minor(self) -> int:
        return self.bill.total_minor

    @property
    def gap(self) -> Decimal:
        if self.total_minor <= 0:
            return Decimal(0)
        return Decimal(max(0, self.total_minor - self.bound_minor)) / self.total_minor


class Lack(StrEnum):
    NOBODY_MAKES = "nobody_makes"  # no workshop makes the product, or all who do are excluded
    NOBODY_HOLDS = "nobody_holds"  # nobody who makes it holds `requirement` (in time)
    BELOW_FLOOR = "below_floor"  # the price is below the floor of all who could
    CAPACITY = "capacity"  # all who can have too little capacity up to `week`
    WHOLE = "whole"  # capacity would do, but least batches, whole loads or pins leave pieces over


@dataclass(frozen=True, slots=True)
class Shortage:
    """Pieces of a line that nobody can make in time, and why; `able` workshops could make some of it."""

    line: str
    missing: int
    week: int
    lack: Lack
    able: int
    requirement: str | None = None


class Infeasible(Exception):
    """The order cannot be made; `shortages` says which line, how many pieces, by which week, and what is lacking."""

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        self.shortages = shortages
        super().__init__("; ".join(f"{s.missing} of {s.line} missing: {s.lack}" for s in shortages))


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the input that cannot be: `where` names the row, `why` is a code, `values` fill the sentence."""

    where: str
    why: str
    values: Mapping[str, str] = field(default_factory=dict)


class BadOrder(ValueError):
    """The input contradicts itself; `flaws` lists every case found."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        self.flaws = flaws
        super().__init__("; ".join(f"{f.where}: {f.why}" for f in flaws))
