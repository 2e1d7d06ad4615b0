"""The rule that says when losses changed: it is quiet while nothing changes, and finds what really does."""

import random

import pytest

from tequio.engines.costing import RULE, State, Tally, watch


def binomial(chance, pieces, rate):
    return sum(chance.random() < rate for _ in range(pieces))


def weeks(chance, rate, pieces, count, wide=1.0):
    """Weeks of losses; with `wide` they vary so many times more than chance alone makes them (bad loads)."""
    found = []
    for _ in range(count):
        bad = rate
        if wide > 1:
            rho = (wide - 1) / (pieces - 1)
            bad = chance.betavariate(rate * (1 - rho) / rho, (1 - rate) * (1 - rho) / rho)
        found.append(Tally(pieces, binomial(chance, pieces, bad)))
    return found


def test_by_hand():
    """Twelve of 150 are lost in each of eight weeks: 8 %. Then 24: the account grows each week until it passes."""
    usual, double = [Tally(150, 12)] * 8, [Tally(150, 24)] * 4
    found = watch(usual + double)

    assert [point.state for point in found.points[:9]] == [State.LEARNING] * 8 + [State.QUIET]
    ninth = found.points[8]
    assert round(ninth.usual, 4) == 0.0803
    # Allowed are 12.8 % (between 8.8, the upper end of what is usual, and twice that): 24 less 19.2 are on the account.
    assert (round(ninth.worse, 1), round(ninth.worse_mark, 1)) == (4.8, 7.8)
    (change,) = found.changes
    assert (change.state, change.since, change.at) == (State.WORSE, 8, 9)
    assert round(change.usual, 4) == 0.0803
    assert found.points[10].state == State.LEARNING


def test_half_the_loss_is_found_too():
    found = watch([Tally(150, 12)] * 8 + [Tally(150, 3)] * 6)
    assert [change.state for change in found.changes] == [State.BETTER]
    assert found.changes[0].since == 8


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rate", "pieces", "wide", "most"),
    [(0.08, 150, 1.0, 6), (0.08, 60, 1.0, 8), (0.02, 100, 1.0, 8), (0.08, 150, 3.0, 24)],
)
def test_it_does_not_cry_wolf(rate, pieces, wide, most):
    """Of 400 workshops of which none changes, over 60 weeks; also where weeks vary three times more than by chance."""
    chance = random.Random(20_261_126)
    wolves = sum(bool(watch(weeks(chance, rate, pieces, 60, wide)).changes) for _ in range(400))
    assert wolves <= most


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "pieces", "within", "share"), [(0.08, 150, 8, 0.95), (0.08, 60, 18, 0.9)])
def test_a_real_doubling_is_found_in_time(rate, pieces, within, share):
    chance = random.Random(20_261_127)
    found = 0
    for _ in range(400):
        seen = watch(weeks(chance, rate, pieces, 26) + weeks(chance, 2 * rate, pieces, within))
        found += any(change.state == State.WORSE and change.at >= 26 for change in seen.changes)
    assert found >= share * 400


def test_weeks_without_pieces_say_nothing():
    some = watch([Tally(150, 12), Tally(0, 0)] * 8)
    assert some.points[1].rate is None
    assert [point.state for point in some.points[-2:]] == [State.LEARNING, State.QUIET]
    assert watch([]).usual is None


def test_little_that_breaks_is_learned_for_longer():
    found = watch([Tally(20, 0)] * 25)
    assert [point.state for point in found.points].count(State.LEARNING) == RULE.longest
    assert 0 < found.usual < 0.01


def test_where_nearly_everything_breaks_the_rule_still_stands():
    found = watch([Tally(40, 38)] * 30)
    assert {point.state for point in found.points} <= set(State)


def test_a_tally_that_cannot_be():
    with pytest.raises(ValueError, match="6 of 5 cannot be lost"):
        Tally(5, 6)
