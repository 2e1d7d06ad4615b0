"""What whole packs leave over: worked out by hand, and never more than what came."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.leftover import Left, Place, left_over

D = Decimal


def test_what_stays_costs_its_goods_and_its_part_of_the_freight():
    """Clay 150 kg for 600.00, of which 120 are taken; frit 10 kg for 300.00, all taken; freight 90.00.

    Left: 30 of 150 kg, 120.00. Freight: 90.00 x 120 / 900 = 12.00. Landed 132.00.
    """
    places = [Place((1, 7), D(150), D(120), 600_00), Place((1, 8), D(10), D(10), 300_00)]
    assert left_over(places, 90_00) == (Left((1, 7), D(30), 120_00, 12_00),)
    assert left_over(places, 90_00)[0].landed_minor == 132_00


def test_nothing_stays_where_all_is_taken():
    assert left_over([Place((1, 7), D(5), D(5), 100)], 50) == ()
    assert left_over([], 50) == ()


def test_goods_that_cost_nothing_carry_no_freight():
    assert left_over([Place((1, 7), D(5), D(2), 0)], 50) == (Left((1, 7), D(3), 0, 0),)


@pytest.mark.parametrize(("came", "taken", "minor"), [(1, 2, 0), (1, -1, 0), (1, 1, -1)])
def test_what_cannot_be_is_not_worked_out(came, taken, minor):
    with pytest.raises(ValueError, match="no more is taken than came"):
        Place((1, 7), D(came), D(taken), minor)


some = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 10**8))


@given(st.lists(some, max_size=12), st.integers(0, 10**7))
def test_what_stays_never_costs_more_than_what_came(told, freight):
    places = [Place((n, n), D(a + b), D(a), minor) for n, (a, b, minor) in enumerate(told)]
    left = left_over(places, freight)

    assert [each.key for each in left] == [place.key for place in places if place.taken < place.came]
    assert all(0 <= each.goods_minor <= places[each.key[0]].goods_minor for each in left)
    assert 0 <= sum(each.freight_minor for each in left) <= freight
    for each in left:
        if not places[each.key[0]].taken:  # nobody took any of it: all its goods stay
            assert each.goods_minor == places[each.key[0]].goods_minor
