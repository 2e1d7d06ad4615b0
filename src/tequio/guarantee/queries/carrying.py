"""What the fund carries: the loans under its deals as a portfolio that can fail, on a day.

Loaded only by the page that shows it: it needs the numerical library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tequio.core import scope
from tequio.credit.models import Loan
from tequio.engines import leverage as engine
from tequio.engines.leverage.carry import carried
from tequio.guarantee.models import Claim
from tequio.guarantee.queries.fund import Promised, promised, stakes
from tequio.guarantee.queries.standings import Held, handed_out, standings
from tequio.guarantee.roles import EARNED
from tequio.guarantee.settings import PLANNED_BP, SURE_OF
from tequio.unions.queries import ruling

WHOLE_BP = 10_000
ENOUGH = 30  # loans of a year, from which on the union's own history counts
RAINS, VILLAGE = 0.3, 0.2  # how much of a loan's luck is the rains' and its village's; the rest is its own
YEAR = timedelta(days=365)
TENTH = 0.10  # of the credit or of each loss, to compare what both kinds of guarantee are worth


@dataclass(frozen=True)
class Carrying:
    """Everything that the fund's page says. Without a guaranteed loan there is no `year`."""

    held: int  # in the fund in all
    there: int  # what the pool could be called for: within the caps, deposits for own loans left out
    promised: int  # what it may still owe by its deals
    loans: int
    credit: int
    sure_of: str
    rate: float
    interval: engine.Interval
    is_own_history: bool
    year: Year | None = None

    @property
    def is_enough(self) -> bool:
        return self.year is None or self.there >= self.year.carried.pool

    @property
    def missing(self) -> int:
        return 0 if self.year is None else max(self.year.carried.pool - self.there, 0)

    @property
    def credit_per_peso(self) -> float | None:
        """Pesos of credit that each peso of the fund stands for today."""
        return self.credit / self.there if self.there and self.credit else None


@dataclass(frozen=True)
class Year:
    """What a year can bring: `reach` is the loss up to which the pool pays its whole part."""

    carried: engine.Carried
    bands: tuple[engine.Band, ...]
    reach: int
    shocks: tuple[engine.Shaken, ...]
    one_more: engine.OneMore
    one_more_minor: int
    worth: float  # of the guarantee as it is, in basis points of the credit
    worth_first: float  # of a tenth as a first loss
    worth_pari: float  # of a tenth of every loss


def carrying_on(today: date) -> Carrying:
    """What the fund carries, by all its deals together.

    With one deal as it is; with several as one that pays the same part of every loss, which is what they come to.
    """
    everything, deals = standings(handed_out(), today), promised()
    covered = _covered(everything, deals)
    interval = engine.rate_of_a_year([engine.Lived(each.disbursed_on, each.failed_on) for each in everything], today)
    is_own = interval.loans >= ENOUGH
    there = stakes().values()
    told = Carrying(
        held=sum(each.held for each in there), there=sum(each.room for each in there),
        promised=sum(each.most for each in deals), loans=len(covered),
        credit=sum(each.standing.balance_minor for each in covered), sure_of=ruling(SURE_OF, today),
        rate=interval.high if is_own else ruling(PLANNED_BP, today) / WHOLE_BP, interval=interval,
        is_own_history=is_own,
    )  # fmt: skip
    return replace(told, year=_year(told, covered, deals, today)) if covered else told


def _covered(everything: Sequence[Held], deals: Sequence[Promised]) -> list[Held]:
    """Loans that run under a deal and for which the fund has not paid yet."""
    claimed = set(Claim.objects.filter(state=Claim.State.PAID).values_list("loan_id", flat=True))
    return [
        each
        for each in everything
        if each.state == Loan.State.RUNNING and each.standing.balance_minor > 0 and each.loan_id not in claimed
        and any(one.deal.covers(each.lender_id, each.disbursed_on) for one in deals)
    ]  # fmt: skip


def _year(told: Carrying, covered: Sequence[Held], deals: Sequence[Promised], today: date) -> Year:
    loans, villages = _portfolio(covered, told.rate)
    used = [one for one in deals if one.owed]
    cover = engine.Cover(used[0].deal.cover) if len(used) == 1 else engine.Cover.PARI_PASSU
    part = min(told.promised / told.credit, 1.0) or 1.0
    sure = float(told.sure_of) / 100
    losses = engine.losses(loans)
    year = carried(loans, losses, sure, cover, part, told.there)
    reach = min(round(told.there / part) if cover is engine.Cover.PARI_PASSU else told.there, told.credit)
    usual = engine.usual_shocks(today)
    shocks = [engine.Shock(kind.value, hit, float(usual[kind].times))
              for kind, hit in _hits(covered, villages, today).items() if kind in usual and hit.any()]  # fmt: skip
    average = max(told.credit // told.loans, 1)
    more = engine.portfolio([average], [told.rate], weight=loans.weight[:1])
    return Year(
        carried=year,
        bands=engine.bands(losses, reach=reach),
        reach=reach,
        shocks=engine.under(loans, shocks, sure, cover, part, told.there),
        one_more=engine.one_more(loans, more, sure, cover, part),
        one_more_minor=average,
        worth=engine.worth_to_lender(loans, losses, cover, part),
        worth_first=engine.worth_to_lender(loans, losses, engine.Cover.FIRST_LOSS, TENTH),
        worth_pari=engine.worth_to_lender(loans, losses, engine.Cover.PARI_PASSU, TENTH),
    )


def _portfolio(covered: Sequence[Held], rate: float) -> tuple[engine.Portfolio, list[int]]:
    """The loans with the rains and their villages as what makes them fail together, and each loan's village."""
    villages = [each.section_id for each in covered]
    names = sorted(set(villages))
    weight = np.zeros((len(covered), 1 + len(names)))
    weight[:, 0] = RAINS
    for at, village in enumerate(villages):
        weight[at, 1 + names.index(village)] = VILLAGE
    amounts = [each.standing.balance_minor for each in covered]
    return engine.portfolio(amounts, [rate] * len(covered), weight=weight), villages


def _hits(covered: Sequence[Held], villages: Sequence[int], today: date) -> dict[engine.Kind, NDArray[np.float64]]:
    """Whom each usual shock reaches: all, those who earned from the largest order, the village that owes most."""
    owed: dict[int, int] = defaultdict(int)
    for each, village in zip(covered, villages, strict=True):
        owed[village] += each.standing.balance_minor
    worst = max(owed, key=lambda village: (owed[village], -village))
    order = _part_of_the_largest_order(today)
    return {
        engine.Kind.RAINS: np.ones(len(covered)),
        engine.Kind.BUYER: np.array([order.get(each.member_id, 0.0) for each in covered]),
        engine.Kind.VILLAGE: np.array([float(village == worst) for village in villages]),
    }


EARNED_BY_ORDER = """
SELECT entry.source_id, leg.member_id, -sum(leg.amount_minor)::bigint
FROM books_leg leg
JOIN books_account account ON account.id = leg.account_id AND account.role = %(role)s
JOIN books_entry entry ON entry.union_id = leg.union_id AND entry.id = leg.entry_id AND entry.source = 'sales.order'
WHERE leg.union_id = %(union)s AND leg.amount_minor < 0 AND leg."on" > %(since)s AND entry.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM books_entry r WHERE r.union_id = entry.union_id AND r.reverses_id = entry.id)
GROUP BY entry.source_id, leg.member_id
"""


def _part_of_the_largest_order(today: date) -> dict[int, float]:
    """Of each member's earnings with the union in a year, the part that came from its largest order."""
    with connection.cursor() as cursor:
        told = {"union": scope.required(), "role": EARNED, "since": today - YEAR}
        cursor.execute(EARNED_BY_ORDER, told)
        rows = cursor.fetchall()
    orders: dict[int, int] = defaultdict(int)
    members: dict[int, int] = defaultdict(int)
    for order, member, minor in rows:
        orders[order] += minor
        members[member] += minor
    if not orders:
        return {}
    largest = max(orders, key=lambda order: (orders[order], -order))
    return {member: minor / members[member] for order, member, minor in rows if order == largest}
