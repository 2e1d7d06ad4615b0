"""How a portfolio of loans stands: what is at risk, how late it is, what must be set aside for it, how each season's
loans have done.

Portfolio at risk (PAR) by the balance: the *whole* principal still owed of every loan with any payment more than so
many days late, over the whole portfolio (CGAP, *Microfinance Consensus Guidelines*, 2003). A group's loan is one debt:
its members' loans are all as late as the one that is latest. Loans with a new plan are told apart, since a new plan
makes lateness vanish. Amounts are whole centavos of principal.
"""

from tequio.engines.portfolio.ageing import AGES, Age, Bucket, ageing
from tequio.engines.portfolio.ladder import LADDER, MICRO, Provision, Step, Zone, provisions
from tequio.engines.portfolio.model import Loan, worst_of_its_group
from tequio.engines.portfolio.risk import Risk, at_risk, overdue
from tequio.engines.portfolio.vintages import Lived, Vintage, vintages

__all__ = [
    "AGES",
    "LADDER",
    "MICRO",
    "Age",
    "Bucket",
    "Lived",
    "Loan",
    "Provision",
    "Risk",
    "Step",
    "Vintage",
    "Zone",
    "ageing",
    "at_risk",
    "overdue",
    "provisions",
    "vintages",
    "worst_of_its_group",
]
