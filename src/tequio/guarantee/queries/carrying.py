"""What the fund carries: the loans under its deals as a portfolio that can fail, on a day.

Loaded only by the page that shows it: it needs the numerical library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tequio.credit.models import Loan
from tequio.engines import leverage as engine
from tequio.engines.leverage.carry import carried
from tequio.guarantee.models import Claim
from tequio.guarantee.queries.fund import Promised, promised, stakes
from tequio.guarantee.queries.standings import Held, handed_out, standings
from tequio.guarantee.settings import PLANNED_BP, SURE_OF
from tequio.sales.income import MainBuyer, incomes_of, main_buyer_of, paid_by_order
from tequio.unions.queries import ruling

WHOLE_BP = 10_000
ENOUGH = 30  # loans of a year, from which on the union's own history counts
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
    buyer: MainBuyer | None


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
    usual = engine.usual_shocks(today)
    villages = [each.section_id for each in covered]
    amounts = [each.standing.balance_minor for each in covered]
    paid = paid_by_order({each.member_id for each in covered}, today)
    buyer, by_member = main_buyer_of(paid), incomes_of(paid)
    incomes = [by_member.get(each.member_id, {}) for each in covered]
    loans = engine.portfolio(amounts, [told.rate] * len(covered), weight=engine.sectors(villages, incomes, usual))
    used = [one for one in deals if one.owed]
    cover = engine.Cover(used[0].deal.cover) if len(used) == 1 else engine.Cover.PARI_PASSU
    part = min(told.promised / told.credit, 1.0) or 1.0
    sure = float(told.sure_of) / 100
    losses = engine.losses(loans)
    year = carried(loans, losses, sure, cover, part, told.there)
    reach = min(round(told.there / part) if cover is engine.Cover.PARI_PASSU else told.there, told.credit)
    shocks = engine.known_shocks(villages, amounts, incomes, buyer.pk if buyer else None, usual)
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
        buyer=buyer,
    )
