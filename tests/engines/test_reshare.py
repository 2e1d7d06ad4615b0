"""What arrives short is shared again exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.reshare import Arrival, Claim, Portion, reshare


def test_a_treasurer_can_follow_two_sacks_that_broke():
    claims = (Claim(1, Decimal(10), 1000), Claim(2, Decimal(5), 500), Claim(3, Decimal(5), 600))
    # 20 sacks were to come at 1.00 each and cost 21.00 with freight; 18 came, so 2.00 less is owed.
    assert reshare(claims, (Arrival(Decimal(18)),), 200) == (
        Portion(1, Decimal(9), 910),
        Portion(2, Decimal(5), 505),
        Portion(3, Decimal(4), 485),
    )


def test_what_came_instead_goes_to_those_still_waiting():
    claims = (Claim(1, Decimal(4), 400), Claim(2, Decimal(4), 400))
    assert reshare(claims, (Arrival(Decimal(6)), Arrival(Decimal(2), instead=9)), 0) == (
        Portion(1, Decimal(3), 300),
        Portion(1, Decimal(1), 100, instead=9),
        Portion(2, Decimal(3), 300),
        Portion(2, Decimal(1), 100, instead=9),
    )


def test_nothing_came_and_nothing_is_owed():
    assert reshare((Claim(1, Decimal(4), 400),), (Arrival(Decimal(0)),), 400) == ()


def test_paying_for_nothing_is_refused():
    with pytest.raises(ValueError, match="cannot be laid"):
        reshare((Claim(1, Decimal(4), 400),), (), 300)


quantities = st.decimals(min_value="0.001", max_value="5000", places=3)


@given(
    st.lists(st.tuples(quantities, st.integers(0, 10**7)), min_size=1, max_size=12),
    st.lists(st.tuples(quantities, st.one_of(st.none(), st.integers(1, 3))), min_size=1, max_size=3),
    st.randoms(use_true_random=False),
)
def test_portions_add_up_whatever_comes_and_order_never_matters(rows, came, chance):
    claims = [Claim(n, quantity, minor) for n, (quantity, minor) in enumerate(rows)]
    arrivals = [Arrival(quantity, instead) for quantity, instead in came]
    charged = sum(c.charge_minor for c in claims)
    less = chance.randint(0, charged)
    portions = reshare(claims, arrivals, less)

    assert sum(p.charge_minor for p in portions) == charged - less
    wanted = sum(c.quantity for c in claims)
    assert sum(p.quantity for p in portions) == min(wanted, sum(a.quantity for a in arrivals))
    for claim in claims:
        assert sum(p.quantity for p in portions if p.member == claim.member) <= claim.quantity
    shuffled = claims[:]
    chance.shuffle(shuffled)
    assert reshare(shuffled, arrivals, less) == portions
