"""The portfolio as it stands: what is at risk, how late, what must be set aside, and how each season has done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.credit.models import Loan
from tequio.engines import portfolio as engine
from tequio.engines.portfolio.ladder import ladder
from tequio.guarantee.queries.standings import AT_RISK_AFTER, FAILED_AFTER, Held, handed_out, standings
from tequio.guarantee.settings import LADDER, ZONE
from tequio.unions.queries import ruling


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything about the loans of a union on a day. Written-off loans are not owed any more by the books of lenders:
    they are told beside what runs.
    """

    running: tuple[Held, ...]
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


def portfolio_on(today: date) -> Portfolio:
    everything = standings(handed_out().exclude(state=Loan.State.CALLED_OFF), today)
    running = tuple(each for each in everything if each.state == Loan.State.RUNNING)
    held = [each.as_held for each in running]
    lives = [engine.Lived(each.disbursed_on, each.principal_minor, each.first_late_on) for each in everything]
    return Portfolio(
        running=running,
        par30=engine.at_risk(held, AT_RISK_AFTER),
        par90=engine.at_risk(held, FAILED_AFTER),
        overdue=engine.overdue(held),
        ageing=engine.ageing(held),
        provision=engine.provisions(held, ladder(today, engine.Zone(ruling(ZONE, today)), ruling(LADDER, today))),
        vintages=engine.vintages(lives, today),
        written_off_minor=sum(each.written_off_minor for each in everything),
    )
