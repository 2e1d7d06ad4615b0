"""What a union may add to a joint purchase for its work: fees by item, by price, by weight. Whole centavos.

Each function says where it rounds, because two roundings can differ by more than a centavo.
"""

from collections.abc import Iterable
from decimal import Decimal

from tequio.engines.money import to_centavos


def percent_per_item(percent: Decimal, price: Decimal, quantity: int) -> int:
    """`percent` of the price in pesos of one item, rounded for the one item and then taken `quantity` times."""
    return to_centavos(price * percent / 100) * quantity


def per_item(amount: Decimal, quantity: int) -> int:
    """`amount` pesos for each item."""
    return to_centavos(amount * quantity)


def flexible_rate(first: Decimal, additional: Decimal, quantity: int, most: int = 0) -> int:
    """`first` pesos for the first item and `additional` for each further one, up to `most` items (0: no limit)."""
    counted = min(quantity, most) if most else quantity
    return to_centavos(first + additional * (counted - 1)) if counted > 0 else 0


def per_kilogram(rate: Decimal, lines: Iterable[tuple[Decimal | None, int]]) -> int:
    """`rate` pesos per kilogram over (kilograms of one item, items); an item of unknown weight pays nothing."""
    return to_centavos(rate * sum((kg * items for kg, items in lines if kg is not None), Decimal(0)))
