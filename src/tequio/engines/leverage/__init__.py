"""What a portfolio of loans can lose, and how much credit a guarantee pool can carry on it.

`Portfolio` holds the loans; `losses` gives the distribution of what they lose in a year (CreditRisk+), `bands` as a
committee reads it; `carry` says what a pool must hold at a confidence, `worth_to_lender` what it is worth to a bank,
`sectors` what makes loans fail together, `known_shocks` the bad years that people remember and `under` what one asks of
it; `vasicek` has the one-factor formula of the Basel rules, `rates` default rates from a short history with honest
intervals. Amounts are whole centavos; rates and probabilities are statistics and therefore floats, and what a pool must
hold is rounded up.
"""

from tequio.engines.guarantee.model import Cover
from tequio.engines.leverage.carry import Carried, OneMore, carry, one_more, worth_to_lender
from tequio.engines.leverage.distribution import Distribution, losses
from tequio.engines.leverage.portfolio import Fault, Portfolio, faults, portfolio
from tequio.engines.leverage.rates import Interval, Lived, default_rate, rate_of_a_year
from tequio.engines.leverage.sharing import Income, known_shocks, main_buyer, part_from, sectors
from tequio.engines.leverage.shocks import Kind, Shaken, Shock, shaken, under, usual_shocks
from tequio.engines.leverage.years import Band, bands, whole_years

__all__ = [
    "Band",
    "Carried",
    "Cover",
    "Distribution",
    "Fault",
    "Income",
    "Interval",
    "Kind",
    "Lived",
    "OneMore",
    "Portfolio",
    "Shaken",
    "Shock",
    "bands",
    "carry",
    "default_rate",
    "faults",
    "known_shocks",
    "losses",
    "main_buyer",
    "one_more",
    "part_from",
    "portfolio",
    "rate_of_a_year",
    "sectors",
    "shaken",
    "under",
    "usual_shocks",
    "whole_years",
    "worth_to_lender",
]
