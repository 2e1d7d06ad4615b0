"""Games of the literature with known answers, and properties that hold for every game."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.stability.games import (
    CostGame,
    core_epsilon,
    cost_game,
    groups_by_size,
    least_core,
    nucleolus,
    shapley,
    value_game,
)

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "cooperative_games.json").read_text("utf-8"))

small_games = st.integers(1, 4).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.integers(0, 100), min_size=2**n - 1, max_size=2**n - 1))
)


def decimals(values):
    return [float(Decimal(v)) for v in values]


@pytest.mark.parametrize("estate", ["100", "200", "300"])
def test_the_talmud_divides_an_estate_by_the_nucleolus(estate):
    claims = REFERENCE["talmud"]["claims"]
    left_to = [
        max(0, int(estate) - sum(c for i, c in enumerate(claims) if not group >> i & 1)) for group in groups_by_size(3)
    ]

    assert -nucleolus(value_game(3, left_to)) == pytest.approx(
        decimals(REFERENCE["talmud"]["nucleolus"][estate]), abs=1e-4
    )


def test_ibn_ezra_four_heirs_by_the_value_of_shapley():
    game = value_game(4, REFERENCE["ibn_ezra"]["value"])

    assert [float(-s) for s in shapley(game)] == pytest.approx(decimals(REFERENCE["ibn_ezra"]["shapley"]), abs=1e-5)


def test_the_tennessee_valley_dams():
    case = REFERENCE["tennessee_valley"]
    game = cost_game(3, case["cost"])
    savings = [
        sum(case["cost"][i] for i in range(3) if group >> i & 1) - game.cost[group] for group in groups_by_size(3)
    ]
    epsilon, charges = core_epsilon(game)

    assert [float(s) for s in shapley(game)] == decimals(case["shapley"])
    assert savings == case["savings"]
    assert epsilon < 0, "These dams have a core."
    assert charges.sum() == pytest.approx(412584)


def test_three_equal_players_have_an_empty_core():
    case = REFERENCE["three_equal"]
    game = value_game(3, case["value"])
    epsilon, charges = core_epsilon(game)

    # Each pair can earn 60, so all charges together would have to be 90; there are 72. At 24 each, a pair misses 12.
    assert epsilon == pytest.approx(float(case["least_core_epsilon"]))
    assert -charges == pytest.approx(decimals(case["nucleolus"]))
    assert -nucleolus(game) == pytest.approx(decimals(case["nucleolus"]))
    assert [-s for s in shapley(game)] == [24, 24, 24]


@given(small_games)
def test_every_division_adds_up_to_the_cost_of_all(players_and_costs):
    game = cost_game(*players_and_costs)

    assert sum(shapley(game)) == game.cost[-1]
    assert nucleolus(game).sum() == pytest.approx(float(game.cost[-1]), abs=1e-6)


@given(small_games.filter(lambda g: g[0] > 1))
def test_the_nucleolus_lies_in_the_least_core(players_and_costs):
    game = cost_game(*players_and_costs)
    epsilon, _ = core_epsilon(game)
    charges = nucleolus(game)

    gains = [
        sum(charges[i] for i in range(game.players) if group >> i & 1) - float(game.cost[group])
        for group in range(1, game.everybody)
    ]
    assert max(gains) == pytest.approx(epsilon, abs=1e-6)


def test_bounds_that_exclude_the_bill_have_no_division():
    nothing = least_core(
        np.ones((1, 2), dtype=bool), np.array([5.0]), 10.0, lower=np.zeros(2), upper=np.ones(2), floor=0.0
    )

    assert nothing is None


@pytest.mark.parametrize("costs", [(Fraction(0), Fraction(1)), (Fraction(1), Fraction(1), Fraction(1), Fraction(1))])
def test_a_game_lists_every_group_and_nobody_costs_nothing(costs):
    with pytest.raises(ValueError):
        CostGame(2, costs)
