"""What was agreed for one loan, and what cannot be agreed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from tequio.engines.lending.calendars import DueDay
from tequio.engines.lending.counting import DayCount

MOST_A_YEAR = Decimal(10)  # 1,000 % a year: beyond it somebody typed a percentage as a fraction


class Kind(StrEnum):
    LEVEL = "level"  # the same instalment every time, interest on what is still owed
    LEVEL_PRINCIPAL = "level_principal"  # the same part of the principal every time
    BULLET = "bullet"  # interest every time, the principal with the last
    FLAT = "flat"  # interest on the whole principal to the end, in level instalments: dear, but it is offered


class Nearest(StrEnum):
    """Where a rounded instalment goes."""

    NEAREST = "nearest"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Fee:
    """A charge beside interest: a fixed amount and a part of something, at the opening or with every instalment.

    At the opening `rate` is of the principal, with an instalment of its principal and interest.
    """

    at_opening: bool
    fixed: int = 0
    rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Terms:
    """One loan: `principal` in centavos at `annual_rate`, paid on the days `due`.

    `interest_only` first payments leave the principal alone. Instalments are whole multiples of `round_to` centavos,
    but for the last, which closes the loan. With `as_if_alike` the level instalment is reckoned as if all periods were
    as long as the first, as some lenders do. `iva` is charged on interest and fees (0 where the law exempts them).
    """

    principal: int
    annual_rate: Decimal
    starts_on: date
    due: tuple[DueDay, ...]
    kind: Kind = Kind.LEVEL
    count: DayCount = DayCount.ACTUAL_360
    per_year: int = 12
    interest_only: int = 0
    round_to: int = 1
    rounding: Nearest = Nearest.NEAREST
    as_if_alike: bool = False
    iva: Decimal = Decimal(0)
    fees: tuple[Fee, ...] = ()


class Fault(StrEnum):
    PRINCIPAL_NOT_POSITIVE = "principal_not_positive"
    RATE_NEGATIVE = "rate_negative"
    RATE_ABSURD = "rate_absurd"
    NO_DUE_DAYS = "no_due_days"
    DAYS_OUT_OF_ORDER = "days_out_of_order"
    NOTHING_PAYS_PRINCIPAL = "nothing_pays_principal"
    ROUNDING_NOT_POSITIVE = "rounding_not_positive"
    FEE_NEGATIVE = "fee_negative"
    IVA_OUT_OF_RANGE = "iva_out_of_range"


def faults(terms: Terms) -> tuple[Fault, ...]:
    """Everything that is wrong with the terms; nothing is computed from terms with a fault."""
    days = (terms.starts_on, *(each.on for each in terms.due))
    wrong = {
        Fault.PRINCIPAL_NOT_POSITIVE: terms.principal <= 0,
        Fault.RATE_NEGATIVE: terms.annual_rate < 0,
        Fault.RATE_ABSURD: terms.annual_rate > MOST_A_YEAR,
        Fault.NO_DUE_DAYS: not terms.due,
        Fault.DAYS_OUT_OF_ORDER: any(later <= earlier for earlier, later in pairwise(days)),
        Fault.NOTHING_PAYS_PRINCIPAL: bool(terms.due) and not 0 <= terms.interest_only < len(terms.due),
        Fault.ROUNDING_NOT_POSITIVE: terms.round_to < 1,
        Fault.FEE_NEGATIVE: any(fee.fixed < 0 or fee.rate < 0 for fee in terms.fees),
        Fault.IVA_OUT_OF_RANGE: not 0 <= terms.iva < 1,
    }
    return tuple(fault for fault, is_so in wrong.items() if is_so)
