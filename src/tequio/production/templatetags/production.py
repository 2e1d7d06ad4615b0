"""Exact figures of the engine as people read them."""

from decimal import Decimal
from fractions import Fraction

from django import template

from tequio.engines.costing import nearest_minor
from tequio.ui.numbers import money, percent

register = template.Library()


@register.filter
def pct_of(part: Fraction) -> str:
    """A part of one as a percentage: 2/25 is 8.0 %."""
    return percent(Decimal(part.numerator) / part.denominator)


@register.filter
def money_of(minor: Fraction) -> str:
    """Centavos that are not whole, to the nearest: 3026.02 is $30.26."""
    return money(nearest_minor(minor))
