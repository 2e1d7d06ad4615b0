"""Bad years by name, the hundred years that a committee looks at, and rates from the union's own history."""

import csv
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.leverage import (
    Cover,
    Lived,
    Shock,
    bands,
    carry,
    losses,
    portfolio,
    rate_of_a_year,
    shaken,
    under,
    usual_shocks,
    whole_years,
)
from tequio.engines.leverage.shocks import HERE, Kind

HUNDRED = portfolio([1_000_000] * 100, [0.03] * 100)
TODAY = date(2026, 3, 10)


def test_a_village_of_twenty_whose_loans_fail_five_times_as_often_by_hand():
    """Twenty of a hundred loans at 15 % instead of 3 %: the expected loss goes from 3 to 0.8 x 3 + 0.2 x 15 = 5.4."""
    village = Shock("Hueyapan", (np.arange(100) < 20).astype(float), 5)
    (told,) = under(HUNDRED, [village], 0.99, Cover.PARI_PASSU, 0.5, pool=5_000_000)

    assert (told.name, told.loans, told.credit) == ("Hueyapan", 20, 20_000_000)
    assert told.year.expected_loss == 5_400_000
    assert told.year.pool > carry(HUNDRED, 0.99, Cover.PARI_PASSU, 0.5).pool
    assert told.missing == told.year.pool - 5_000_000 > 0


def test_who_sells_a_half_to_the_buyer_is_hit_by_half():
    buyer = Shock("Casa Azul", np.array([1.0, 0.5, 0.0]), 3)

    assert list(shaken(portfolio([5, 5, 5], [0.1, 0.1, 0.5]), buyer).rate) == pytest.approx([0.3, 0.2, 0.5])
    assert list(shaken(portfolio([5], [0.6]), Shock("x", np.ones(1), 3)).rate) == [1.0]


def test_the_usual_shocks_are_dated_assumptions_with_their_source():
    usual = usual_shocks(TODAY)

    assert {kind: int(each.times) for kind, each in usual.items()} == {Kind.RAINS: 2, Kind.BUYER: 3, Kind.VILLAGE: 5}
    assert all(each.dated.certainty == "believed" and each.dated.source for each in usual.values())
    assert usual_shocks(date(2019, 1, 1)) == {}
    with HERE.open() as file:
        assert len(list(csv.DictReader(file))) == 3


def test_the_hundred_years_of_a_hundred_loans():
    """In 10.66 of a hundred years none fails, in 18.28 one does (docs/explain/guarantees.md)."""
    told = losses(HUNDRED, unit=1_000_000)
    found = bands(told, reach=10_000_000)

    assert [(band.low, band.high) for band in found[:3]] == [(0, 0), (0, 2_000_000), (2_000_000, 4_000_000)]
    assert found[0].years == pytest.approx(100 * (4 / 7) ** 4)
    assert found[1].years == pytest.approx(100 * (4 * (3 / 7) + 10 * (3 / 7) ** 2) * (4 / 7) ** 4)  # one or two
    assert 10_000_000 in [band.high for band in found]
    assert found[-1].high is None
    assert whole_years(found) == (11, 38, 29, 14, 5, 2, 1, 0)


@given(st.integers(1, 60), st.floats(0.001, 0.4), st.floats(0, 1.5), st.integers(100, 10**8), st.integers(0, 10**9))
def test_the_bands_are_a_hundred_years_without_a_gap(count, rate, swing, amount, reach):
    found = bands(losses(portfolio([amount] * count, [rate] * count, [rate * swing] * count)), reach=reach)

    assert sum(band.years for band in found) == pytest.approx(100, abs=1e-6)
    assert sum(whole_years(found)) == 100
    assert [band.high for band in found[:-1]] == [band.low for band in found[1:]]
    assert all(band.high is None or band.high <= reach or band.low >= reach for band in found[1:-1])


def test_only_loans_that_have_lived_a_year_tell_a_rate():
    lives = [
        Lived(TODAY - timedelta(days=365)),
        Lived(TODAY - timedelta(days=400), failed_on=TODAY - timedelta(days=100)),
        Lived(TODAY - timedelta(days=800), failed_on=TODAY - timedelta(days=400)),  # in its second year
        Lived(TODAY - timedelta(days=364), failed_on=TODAY),
    ]
    told = rate_of_a_year(lives, TODAY)

    assert (told.loans, told.failed, told.seen) == (3, 1, 1 / 3)
    assert told.low < 1 / 3 < told.high
    assert rate_of_a_year([], TODAY).high == 1
