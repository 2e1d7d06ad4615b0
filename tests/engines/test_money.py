"""Money is whole centavos of one currency; one function rounds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.money import Money, to_centavos

amounts = st.integers(-(10**15), 10**15)


@given(amounts, amounts)
def test_money_adds_up_like_its_centavos(a, b):
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a) + -Money(b)
    assert Money(a) * 3 == Money(a) + Money(a) + Money(a)


@given(amounts)
def test_pesos_and_back_is_the_same_amount(minor):
    assert to_centavos(Money(minor).pesos) == minor


@pytest.mark.parametrize(
    ("pesos", "minor"), [("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("12.345", 1235), ("-12.344", -1234), ("7", 700)]
)
def test_halves_are_rounded_away_from_zero(pesos, minor):
    assert to_centavos(Decimal(pesos)) == minor


def test_two_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="do not add up"):
        Money(1) + Money(1, "USD")
    with pytest.raises(ValueError, match="do not add up"):
        Money(1) - Money(1, "USD")


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
def test_only_whole_centavos_are_money(minor):
    with pytest.raises(TypeError):
        Money(minor)
