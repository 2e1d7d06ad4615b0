"""Exact splits of an amount by weights: largest remainder (Hamilton), so the parts always add up to the whole.

Every part is its exact quota rounded down or up to a whole unit; the units left over go to the largest remainders.
A larger weight never gets less than a smaller one, and a weight of zero gets nothing. A negative total is split like
its opposite. Calculation is in Python's whole numbers throughout: no float, no overflow, 40,000 parts in well under a
second.

Source: M. L. Balinski and H. P. Young, *Fair Representation* (1982), chapter 3 and appendix A.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from math import lcm
from typing import Any, TypeVar

from tequio.engines.money import Money

Weight = Decimal | int
Key = TypeVar("Key")


def split(total: Money, weights: Sequence[Weight]) -> list[Money]:
    """Parts of `total` in proportion to `weights`, in the same order and currency; ties go to the earlier weight.

    Where the order of the weights is an accident (members read from a table) use `split_by`.
    Raises ValueError when no weight is positive or one is negative, TypeError for a float.
    """
    return [Money(part, total.currency) for part in split_whole(total.minor, weights)]


def split_by(
    total: Money, weights: Mapping[Key, Weight], order: Callable[[Key], Any] | None = None
) -> dict[Key, Money]:
    """Parts of `total` per key; ties go to the smaller key, so the order of the mapping never matters.

    `order` gives what to sort by where keys do not compare by themselves. Raises like `split`.
    """
    parts = split_whole_by(total.minor, weights, order)
    return {key: Money(part, total.currency) for key, part in parts.items()}


def split_whole_by(
    total: int, weights: Mapping[Key, Weight], order: Callable[[Key], Any] | None = None
) -> dict[Key, int]:
    """`split_by` for whole units of anything (centavos, packs, sheets of paper). The mapping's own order is kept."""
    keys: list[Any] = sorted(weights, key=order) if order else sorted(weights)
    parts = dict(zip(keys, split_whole(total, [weights[key] for key in keys]), strict=True))
    return {key: parts[key] for key in weights}


def split_whole(total: int, weights: Sequence[Weight]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`; ties go to the earlier weight. Raises like `split`."""
    if total < 0:
        return [-part for part in split_whole(-total, weights)]
    scaled = whole_weights(weights)
    whole = sum(scaled)
    if whole == 0:
        raise ValueError("Nothing to split by: every weight is zero.")
    parts, remainders = [], []
    for weight in scaled:
        part, remainder = divmod(total * weight, whole)
        parts.append(part)
        remainders.append(remainder)
    # The remainders add up to a multiple of the whole and each is smaller, so there are more of them than units left.
    left = total - sum(parts)
    for index in sorted(range(len(parts)), key=lambda i: -remainders[i])[:left]:
        parts[index] += 1
    return parts


def whole_weights(weights: Sequence[Weight]) -> list[int]:
    """The weights times their common denominator: whole numbers in exactly the same proportion."""
    ratios = [_ratio(weight) for weight in weights]
    common = lcm(*{denominator for _, denominator in ratios})
    return [numerator * (common // denominator) for numerator, denominator in ratios]


def _ratio(weight: Weight) -> tuple[int, int]:
    if not isinstance(weight, (int, Decimal)) or isinstance(weight, bool):
        raise TypeError(f"A weight is a whole number or a Decimal, not {weight!r}.")
    if isinstance(weight, Decimal) and not weight.is_finite():
        raise ValueError(f"A weight has to be a number, not {weight}.")
    if weight < 0:
        raise ValueError(f"A weight cannot be negative: {weight}.")
    return weight.as_integer_ratio()
