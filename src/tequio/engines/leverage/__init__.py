"""What a portfolio of loans can lose, and how much credit a guarantee pool can carry on it.

`Portfolio` holds the loans; `losses` gives the distribution of what they lose in a year (CreditRisk+); `carry` says
what a pool must hold at a confidence, `worth_to_lender` what it is worth to a bank; `vasicek` has the one-factor
formula of the Basel rules, `rates` default rates from a short history with honest intervals. Amounts are whole
centavos; rates and probabilities are statistics and therefore floats, and what a pool must hold is rounded up.
"""

from tequio.engines.leverage.carry import Carried, Cover, OneMore, carry, one_more, worth_to_lender
from tequio.engines.leverage.distribution import Distribution, losses
from tequio.engines.leverage.portfolio import Fault, Portfolio, faults, portfolio
from tequio.engines.leverage.rates import Interval, default_rate

__all__ = [
    "Carried",
    "Cover",
    "Distribution",
    "Fault",
    "Interval",
    "OneMore",
    "Portfolio",
    "carry",
    "default_rate",
    "faults",
    "losses",
    "one_more",
    "portfolio",
    "worth_to_lender",
]
