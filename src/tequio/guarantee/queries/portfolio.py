"""The portfolio as it stands: what is at risk, how late, what must be set aside, and how each season has done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.credit.models import Loan
from tequio.engines import portfolio as engine
from tequio.engines.portfolio.ladder import ladder
from tequio.guarantee.queries.standings import AT_RISK_AFTER, FAILED_AFTER, Stood, handed_out, standings
from tequio.guarantee.settings import LADDER, ZONE
from tequio.unions.queries import ruling


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything about the loans of a union on a day. Written-off loans are not owed any more by the books of lenders:
    they are told beside what runs.
    """

    running: tuple[Stood, ...]
    everything: tuple[Stood, ...]
    par30: engine.Risk
    par90: engine.Risk
    overdue: engine.Risk
    ageing: tuple[engine.Bucket, ...]
    provision: engine.Provision
    vintages: tuple[engine.Vintage, ...]
    written_off_minor: int

    @property
    def owed(self) -> int:
        return self.par30.gross

    def late(self) -> list[Stood]:
        """Loans with anything late, those that are latest first; a group's are as late as its latest."""
        days = {each.key: each.days_late for each in engine.worst_of_its_group(s.as_held for s in self.running)}
        found = [each for each in self.running if days.get(each.loan.pk, 0)]
        return sorted(found, key=lambda each: (-days[each.loan.pk], each.loan.pk))


def portfolio_on(today: date) -> Portfolio:
    everything = tuple(standings(handed_out().exclude(state=Loan.State.CALLED_OFF), today))
    running = tuple(each for each in everything if each.loan.state == Loan.State.RUNNING)
    held = [each.as_held for each in running]
    lives = [
        engine.Lived(each.loan.disbursed_on, each.loan.principal_minor, each.first_late_on)
        for each in everything
        if each.loan.disbursed_on
    ]
    return Portfolio(
        running=running,
        everything=everything,
        par30=engine.at_risk(held, AT_RISK_AFTER),
        par90=engine.at_risk(held, FAILED_AFTER),
        overdue=engine.overdue(held),
        ageing=engine.ageing(held),
        provision=engine.provisions(held, ladder(today, engine.Zone(ruling(ZONE, today)), ruling(LADDER, today))),
        vintages=engine.vintages(lives, today),
        written_off_minor=sum(each.loan.written_off_minor for each in everything),
    )
