"""Amounts in words, each checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.words import in_words, pesos_in_words


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (114_750, "MIL CIENTO CUARENTA Y SIETE PESOS 50/100 M.N."),
        (100_000_000, "UN MILLÓN DE PESOS 00/100 M.N."),
        (100_000_100, "UN MILLÓN UN PESOS 00/100 M.N."),
        (0, "CERO PESOS 00/100 M.N."),
        (5, "CERO PESOS 05/100 M.N."),
        (100, "UN PESO 00/100 M.N."),
        (2_100, "VEINTIÚN PESOS 00/100 M.N."),
        (3_100, "TREINTA Y UN PESOS 00/100 M.N."),
        (10_000, "CIEN PESOS 00/100 M.N."),
        (10_100, "CIENTO UN PESOS 00/100 M.N."),
        (50_000, "QUINIENTOS PESOS 00/100 M.N."),
        (2_100_000, "VEINTIÚN MIL PESOS 00/100 M.N."),
        (10_000_000, "CIEN MIL PESOS 00/100 M.N."),
        (1_600, "DIECISÉIS PESOS 00/100 M.N."),
        (2_200_000_000, "VEINTIDÓS MILLONES DE PESOS 00/100 M.N."),
        (2_340_008_999, "VEINTITRÉS MILLONES CUATROCIENTOS MIL OCHENTA Y NUEVE PESOS 99/100 M.N."),
        (100_000_000_000_000, "UN BILLÓN DE PESOS 00/100 M.N."),
        (100_000_000_000, "MIL MILLONES DE PESOS 00/100 M.N."),
        (-150, "MENOS UN PESO 50/100 M.N."),
    ],
)  # fmt: skip
def test_an_amount_reads_as_a_mexican_receipt_writes_it(minor, words):
    assert pesos_in_words(minor) == words


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_two_numbers_never_share_their_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize("number", [-1, 10**18])
def test_beyond_its_range_there_are_no_words(number):
    with pytest.raises(ValueError, match="no words"):
        in_words(number)
