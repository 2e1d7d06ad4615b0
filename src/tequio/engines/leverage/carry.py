"""What a guarantee pool must hold, how much credit a peso of it carries, and what that is worth to a lender."""

import math
from dataclasses import dataclass

from tequio.engines.guarantee.model import Cover
from tequio.engines.leverage.distribution import Distribution, losses
from tequio.engines.leverage.portfolio import Portfolio

BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Carried:
    """Centavos, but for `credit_per_peso` and `chance_used_up`, which is that of losses that the pool cannot pay."""

    exposure: int
    expected_loss: int
    bad_year: int  # the loss at the confidence
    pool: int  # what the pool must hold to pay its share of a bad year
    credit_per_peso: float
    chance_used_up: float


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more loan does: to the pool that is needed (centavos) and to the credit that a peso carries."""

    pool: int
    credit_per_peso: float


def pool_pays(loss: float, exposure: int, cover: Cover, part: float) -> float:
    """The pool's share of a loss, in centavos."""
    return loss * part if cover is Cover.PARI_PASSU else min(loss, exposure * part)


def carry(loans: Portfolio, confidence: float, cover: Cover, part: float, pool: int | None = None) -> Carried:
    """A pool's load at a confidence; `pool` is what it holds, else what it must hold. `part` is between 0 and 1."""
    return carried(loans, losses(loans), confidence, cover, part, pool)


def carried(
    loans: Portfolio, told: Distribution, confidence: float, cover: Cover, part: float, pool: int | None = None
) -> Carried:
    """`carry` where the distribution is known already."""
    bad_year = told.quantile(confidence)
    needed = math.ceil(pool_pays(bad_year, loans.exposure, cover, part))
    held = needed if pool is None else pool
    # With a first loss the pool never owes more than its part, whatever is lost.
    never = cover is Cover.FIRST_LOSS and held >= loans.exposure * part
    reach = held / part if cover is Cover.PARI_PASSU else float(held)
    return Carried(
        exposure=loans.exposure,
        expected_loss=round(told.mean),
        bad_year=math.ceil(bad_year),
        pool=needed,
        credit_per_peso=loans.exposure / needed if needed else math.inf,
        chance_used_up=0.0 if never else told.chance_above(reach),
    )


def one_more(loans: Portfolio, added: Portfolio, confidence: float, cover: Cover, part: float) -> OneMore:
    """What `added` changes. Both are counted with one unit, so that rounding of amounts does not hide it."""
    unit = math.ceil(max(int(loans.amount.max()), int(added.amount.max())) / 100)
    both = loans.joined(added)
    before = carried(loans, losses(loans, unit), confidence, cover, part)
    after = carried(both, losses(both, unit), confidence, cover, part)
    return OneMore(after.pool - before.pool, after.credit_per_peso - before.credit_per_peso)


def worth_to_lender(loans: Portfolio, told: Distribution, cover: Cover, part: float) -> float:
    """By how many basis points a year of the credit a guarantee lowers the lender's expected loss."""
    if cover is Cover.PARI_PASSU:
        spared = told.mean * part
    else:
        spared = told.mean - told.expected_above(loans.exposure * part)
    return spared / loans.exposure * BASIS_POINTS
