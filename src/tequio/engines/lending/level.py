"""The level instalment: the same amount every time, and nothing left after the last."""

from collections.abc import Sequence

# Discount factors are whole multiples of this: forty digits leave nothing to rounding in any loan of this world.
SCALE = 10**40

Ratio = tuple[int, int]


def level_ratio(principal: int, rates: Sequence[Ratio], interest_only: int) -> Ratio:
    """The exact level instalment, in centavos, as a ratio: the principal over the sum of what a peso on each day of
    payment is worth at the start. `rates` are the interest of each period as ratios.

    Where a long period's interest is more than the instalment, that period pays its interest alone and the others pay
    the rest: a debt never grows.
    """
    alone = [at < interest_only for at in range(len(rates))]
    while True:
        instalment = _instalment(principal, rates, alone)
        more = _where_interest_is_more(principal, rates, alone, instalment)
        if not more:
            return instalment
        for at in more:
            alone[at] = True


def _instalment(principal: int, rates: Sequence[Ratio], alone: Sequence[bool]) -> Ratio:
    worth, worths = SCALE, 0
    for (up, down), only in zip(rates, alone, strict=True):
        if not only:
            worth = worth * down // (down + up)
            worths += worth
    return principal * SCALE, worths


def _where_interest_is_more(
    principal: int, rates: Sequence[Ratio], alone: Sequence[bool], instalment: Ratio
) -> list[int]:
    amount = instalment[0] * SCALE // instalment[1]
    balance, found = principal * SCALE, []
    last = max(at for at, only in enumerate(alone) if not only)
    for at, ((up, down), only) in enumerate(zip(rates, alone, strict=True)):
        if only:
            continue
        interest = balance * up // down
        if interest >= amount and at != last:
            found.append(at)
            continue
        balance -= amount - interest
    return found
