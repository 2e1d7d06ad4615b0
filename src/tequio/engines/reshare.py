"""Goods that arrive short, damaged or as something else, shared out again exactly.

Who else is not touched: a village's missing sacks change only what its own takers of that material get and pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.shares import split_whole_by

GRAIN = Decimal("0.001")  # the finest quantity the tables keep


@dataclass(frozen=True, slots=True)
class Claim:
    """What one member was to get of one material in one village, and pay for it."""

    member: int
    quantity: Decimal
    charge_minor: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A batch fit for use: `instead` names another material that came in place of the ordered one."""

    quantity: Decimal
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """What one member finally gets (`instead` as in Arrival) and pays."""

    member: int
    quantity: Decimal
    charge_minor: int
    instead: int | None = None


def reshare(claims: Sequence[Claim], arrivals: Sequence[Arrival], less_minor: int) -> tuple[Portion, ...]:
    """Share what came of one material in one village; the bill for it is `less_minor` centavos smaller.

    Portions add up to min(claims, arrivals) and to the claims' charges less `less_minor`, exactly; all are filled in
    the same proportion and each pays in proportion to what he was to pay for what he gets. Raises ValueError when the
    bill shrinks by more than was charged and when something is to be paid although nothing came.
    """
    due = sum(claim.charge_minor for claim in claims) - less_minor
    grain = _grain([c.quantity for c in claims] + [a.quantity for a in arrivals])
    wanted = {claim.member: claim.quantity for claim in claims}
    got: list[tuple[int, int | None, Decimal]] = []
    for arrival in arrivals:
        parts = _fill(wanted, arrival.quantity, grain)
        got += [(member, arrival.instead, part) for member, part in parts.items() if part]
        wanted = {member: wanted[member] - parts.get(member, Decimal(0)) for member in wanted}
    if due < 0 or (due and not got):
        raise ValueError("What is left to pay cannot be laid on what came.")
    unit = {claim.member: claim.charge_minor / claim.quantity for claim in claims}
    weights = {(member, instead or 0): unit[member] * part for member, instead, part in _merged(got)}
    if not any(weights.values()):
        weights = {(member, instead or 0): part for member, instead, part in _merged(got)}
    charges = split_whole_by(due, weights) if got else {}
    return tuple(
        Portion(member, part, charges[member, instead or 0], instead) for member, instead, part in _merged(got)
    )


def _grain(quantities: Sequence[Decimal]) -> Decimal:
    """Whole units where everything is whole (sacks stay sacks), else the finest grain."""
    return Decimal(1) if all(quantity == quantity.to_integral_value() for quantity in quantities) else GRAIN


def _fill(wanted: dict[int, Decimal], quantity: Decimal, grain: Decimal) -> dict[int, Decimal]:
    room = sum(wanted.values(), Decimal(0))
    grains = int(min(quantity, room) / grain)
    if not grains:
        return {}
    return {member: part * grain for member, part in split_whole_by(grains, wanted).items()}


def _merged(got: list[tuple[int, int | None, Decimal]]) -> list[tuple[int, int | None, Decimal]]:
    totals: dict[tuple[int, int | None], Decimal] = {}
    for member, instead, part in got:
        totals[member, instead] = totals.get((member, instead), Decimal(0)) + part
    return sorted(((m, i, q) for (m, i), q in totals.items()), key=lambda row: (row[0], row[1] or 0))
