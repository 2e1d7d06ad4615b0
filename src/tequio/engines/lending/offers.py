"""Offers of lenders on one scale: what reaches the borrower, what he pays, how much a month, and the CAT."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tequio.engines.lending.cat import Cat, Flow, Timing, cat
from tequio.engines.lending.schedule import Schedule, part_of, schedule
from tequio.engines.lending.terms import Terms


@dataclass(frozen=True, slots=True)
class Offer:
    """Terms and what comes with them: a cash guarantee as part of the principal, deposited at the start and given back
    with the last payment (with a yearly yield, simple), and whether fees of the opening are kept back from the loan.
    """

    lender: str
    terms: Terms
    guarantee: Decimal = Decimal(0)
    guarantee_yield: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An offer in figures: centavos, and the rate without IVA as it is published."""

    offer: Offer
    schedule: Schedule
    in_hand: int  # the principal less fees of the opening, their IVA and the guarantee
    first_payment: int
    largest_payment: int
    total: int  # everything paid, the guarantee left out
    cost: int  # `total` less the principal
    cat: Cat


def weigh(offer: Offer, timing: Timing = Timing.DAYS) -> Weighed:
    """One offer on the common scale. Its terms have no faults, its guarantee is less than the principal."""
    plan = schedule(offer.terms)
    deposit = part_of(offer.terms.principal, offer.guarantee)
    rate = cat(flows_of(plan, deposit, _given_back(offer, plan, deposit)), timing, offer.terms.per_year)
    if not rate.rate and deposit:
        rate = _with_less_guarantee(offer, plan, deposit, timing)
    return Weighed(
        offer=offer,
        schedule=plan,
        in_hand=offer.terms.principal - plan.opening_fees - plan.opening_iva - deposit,
        first_payment=plan.rows[0].total,
        largest_payment=max(row.total for row in plan.rows),
        total=plan.total,
        cost=plan.total - offer.terms.principal,
        cat=rate,
    )


def on_one_scale(offers: Sequence[Offer], timing: Timing = Timing.DAYS) -> list[Weighed]:
    """The cheapest first, by CAT and then by what is paid in all; who has no rate comes last."""
    weighed = [weigh(offer, timing) for offer in offers]
    return sorted(weighed, key=lambda each: (each.cat.rate is None, each.cat.rate or 0, each.total, each.offer.lender))


def flows_of(plan: Schedule, deposit: int = 0, given_back: int = 0) -> list[Flow]:
    """What the borrower gets and pays, without IVA, as the CAT counts it."""
    start = plan.terms.starts_on
    flows = [Flow(plan.terms.principal - plan.opening_fees - deposit, start)]
    periods = 0
    for row, due in zip(plan.rows, plan.terms.due, strict=False):
        periods += due.periods
        flows.append(Flow(-(row.principal + row.interest + row.fees), row.due_on, periods))
    if given_back:
        flows.append(replace(flows[-1], minor=given_back))
    return flows


def _given_back(offer: Offer, plan: Schedule, deposit: int) -> int:
    days = (plan.rows[-1].due_on - offer.terms.starts_on).days
    return deposit + part_of(deposit, offer.guarantee_yield * days / 360)


def _with_less_guarantee(offer: Offer, plan: Schedule, deposit: int, timing: Timing) -> Cat:
    """Circular 9/2015: where the guarantee leaves no positive rate, it is lessened until there is one."""
    low, high = 0, deposit  # a rate stands at `low`, none at `high`
    best = cat(flows_of(plan), timing, offer.terms.per_year)
    while high - low > 1 and best.rate is not None:
        middle = (low + high) // 2
        tried = cat(flows_of(plan, middle, _given_back(offer, plan, middle)), timing, offer.terms.per_year)
        if not tried.rate:
            high = middle
        else:
            low, best = middle, tried
    return best
