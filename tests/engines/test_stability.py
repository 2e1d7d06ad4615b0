"""Sharing a bill: what a treasurer can check by hand, and what holds for every small joint purchase."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.pooling.instances import ample
from tequio.engines.pooling.model import DropReason, Freight, Infeasible, Pledge, Surplus
from tequio.engines.pooling.solve import solve
from tequio.engines.stability import BadRule, Basis, ChargeLine, Rule, Unhappy, share
from tests.engines.stability_cases import (
    epsilon_by_enumeration,
    one_truck_for_two,
    outside,
    small_problem,
    three_villages,
)

BY_WEIGHT = Rule(Basis.WEIGHT)
seeds = st.integers(0, 10**6)


def charged(sharing):
    return {c.member: c.minor for c in sharing.charges}


def shared(problem, rule=BY_WEIGHT):
    award = solve(problem, gap=Decimal("1e-9"))
    return award, share(problem, award, rule)


def test_three_villages_by_hand():
    """The worked example of docs/explain/stability.md."""
    award, sharing = shared(three_villages())

    # 300 kg at 8.50 and three stops of 20, 20 and 260: 2,850.00, or 9.50 a kilogram.
    assert award.cost_minor == 285_000
    assert {c.member: c.start_minor for c in sharing.charges} == {
        "Ana": 57_000, "Abel": 38_000, "Beto": 95_000, "Carmen": 76_000, "Chela": 19_000,
    }  # fmt: skip
    # A and B alone buy 200 kg at 9.00 and pay 40.00 of freight: 1,840.00, not 1,900.00. Chela never pays above 9.80.
    assert charged(sharing) == {"Ana": 55_200, "Abel": 36_800, "Beto": 92_000, "Carmen": 81_400, "Chela": 19_600}
    assert [(c.points, c.charge_minor, c.alone_minor) for c in sharing.binding] == [(("A", "B"), 184_000, 184_000)]
    assert [(v.charge_minor, v.alone_minor, v.saves_minor) for v in sharing.villages] == [
        (92_000, 102_000, 10_000),
        (92_000, 102_000, 10_000),
        (101_000, 125_600, 24_600),
    ]
    assert (sharing.whole.charge_minor, sharing.whole.alone_minor) == (285_000, 329_600)
    assert (sharing.epsilon_minor, sharing.proven_minor, sharing.unhappy) == (0, 0, ())
    assert sharing.lines[0] == ChargeLine("Abel", "A", "barro", Decimal(40), 36_800, 34_000, 4_000, -1_200)


def test_a_core_that_is_empty_leaves_the_least_unhappy_charges_and_says_by_how_much():
    """Two villages fill the cheap truck: 700.00 each. For all three the bill is 2,400.00, so some pair always gains."""
    award, sharing = shared(one_truck_for_two())

    assert award.cost_minor == 240_000
    assert set(charged(sharing).values()) == {80_000}
    assert (sharing.epsilon_minor, sharing.proven_minor) == (20_000, 20_000)
    assert sharing.unhappy == tuple(Unhappy(pair, 20_000) for pair in (("A", "B"), ("A", "C"), ("B", "C")))
    assert sharing.binding[0].saves_minor == -20_000


@pytest.mark.parametrize("start", range(0, 400, 40))
def test_no_group_pays_more_than_alone_or_the_excess_is_the_least_possible(start):
    """Against every group of villages solved one by one; a centavo of rounding per village."""
    for seed in range(start, start + 4):
        problem = small_problem(seed, alone=(seed % 3) / 3)
        award, sharing = shared(problem)
        caps, paid = {}, {}
        for charge in sharing.charges:
            cap = float("inf") if charge.alone_minor is None else charge.alone_minor
            caps[charge.point] = caps.get(charge.point, 0) + cap
            paid[charge.point] = paid.get(charge.point, 0) + charge.minor
            assert charge.minor <= cap
        epsilon, known = epsilon_by_enumeration(problem, award, caps)
        gain = max(sum(paid.get(p, 0) for p in group) + outside(award, group) - cost for group, cost in known.items())

        assert sum(paid.values()) == award.cost_minor
        assert gain <= max(epsilon, 0) + 4
        assert sharing.epsilon_minor == pytest.approx(epsilon, abs=4)
        # Lines of a bill are rounded to centavos, the programme's bound is not.
        assert epsilon - 8 <= sharing.proven_minor <= epsilon + 8
        for village in sharing.villages:
            if village.alone_minor is not None:
                assert village.proven_minor == pytest.approx(village.alone_minor, abs=8)


@given(seeds, st.sampled_from(list(Basis)))
@settings(max_examples=20)
def test_charges_and_lines_add_up_to_the_bill(seed, basis):
    problem = small_problem(seed)
    award, sharing = shared(problem, Rule(basis, distance_km={f"P{i}": Decimal(i) for i in range(4)}))

    assert sum(c.minor for c in sharing.charges) == award.cost_minor
    assert sum(c.start_minor for c in sharing.charges) == award.cost_minor
    for charge in sharing.charges:
        lines = [x for x in sharing.lines if (x.member, x.point) == (charge.member, charge.point)]
        assert sum(x.minor for x in lines) == charge.minor >= 0
        assert all(x.minor == x.goods_minor + x.freight_minor + x.adjustment_minor >= 0 for x in lines)
    received = {(a.member, a.point, a.material): Decimal(0) for a in award.allotments}
    for a in award.allotments:
        received[a.member, a.point, a.material] += a.quantity
    assert {(x.member, x.point, x.material): x.quantity for x in sharing.lines} == received


@given(seeds, st.integers(0, 2**32))
@settings(max_examples=10)
def test_the_order_of_the_input_never_matters(seed, shuffle):
    problem = small_problem(seed)
    award, sharing = shared(problem)
    random = Random(shuffle)

    def mixed(rows):
        return tuple(random.sample(rows, len(rows)))

    other = replace(
        problem, pledges=mixed(problem.pledges), quotes=mixed(problem.quotes), freight=mixed(problem.freight)
    )
    turned = replace(award, allotments=mixed(award.allotments), deliveries=mixed(award.deliveries))

    assert share(other, turned, BY_WEIGHT).charges == sharing.charges


@given(seeds)
@settings(max_examples=10)
def test_members_alike_pay_alike(seed):
    """A twin of every member in his village, then every pair pays the same to the centavo that cannot be halved."""
    problem = small_problem(seed)
    twins = tuple(replace(p, member=p.member + "b") for p in problem.pledges)
    try:
        award, sharing = shared(replace(problem, pledges=problem.pledges + twins))
    except Infeasible:
        return
    received = {}
    for a in award.allotments:
        received.setdefault((a.point, a.member), []).append((a.pledged, a.material, a.quantity))
    paid = {(c.point, c.member): c.minor for c in sharing.charges}
    for (point, member), goods in received.items():
        twin = (point, member + "b")
        if sorted(received.get(twin, [])) == sorted(goods):
            # Goods, freight and the charge itself are each rounded once.
            assert abs(paid[point, member] - paid[twin]) <= 3


def test_goods_cost_everybody_the_same_and_the_rule_shares_the_freight():
    problem = three_villages()
    award = solve(problem)
    far = Rule(Basis.DISTANCE, distance_km={"A": Decimal(1), "B": Decimal(1), "C": Decimal(28)})

    sharing = share(problem, award, far)

    assert {x.member: (x.goods_minor, x.freight_minor) for x in sharing.lines} == {
        "Ana": (51_000, 600), "Abel": (34_000, 400), "Beto": (85_000, 1_000),
        "Carmen": (68_000, 22_400), "Chela": (17_000, 5_600),
    }  # fmt: skip
    # By distance C pays its own road, A and B have no reason to leave; only Chela's cap moves 30.00 to the others.
    assert charged(sharing)["Chela"] == 19_600
    assert sharing.binding == ()


def test_by_value_a_reference_price_decides_and_without_one_the_cost():
    problem = three_villages()
    award = solve(problem)

    by_cost = share(problem, award, Rule(Basis.VALUE))
    by_reference = share(problem, award, Rule(Basis.VALUE, reference={"barro": Decimal(10)}))

    assert by_cost.charges == by_reference.charges == share(problem, award, BY_WEIGHT).charges


def test_a_distance_that_is_missing_is_named():
    problem = three_villages()

    with pytest.raises(BadRule) as refusal:
        share(problem, solve(problem), Rule(Basis.DISTANCE, distance_km={"B": Decimal(1)}))

    assert refusal.value.points == ("A", "C")


def test_where_nothing_travels_distance_gives_way_to_weight():
    problem = three_villages()
    nowhere = Rule(Basis.DISTANCE, distance_km=dict.fromkeys("ABC", Decimal(0)))

    assert share(problem, solve(problem), nowhere).charges == share(problem, solve(problem), BY_WEIGHT).charges


def test_who_walked_away_is_no_part_of_any_group():
    problem = three_villages()
    proud = Pledge("Dora", "C", "barro", Decimal(1), walk_away=Decimal(1))
    award, sharing = shared(replace(problem, pledges=(*problem.pledges, proud)))

    assert [d.reason for d in award.dropped] == [DropReason.WALKED_AWAY]
    assert sharing.charges == shared(problem)[1].charges


def test_one_village_has_nobody_to_leave_with():
    problem = three_villages()
    only = replace(problem, pledges=tuple(p for p in problem.pledges if p.point == "A"))
    award, sharing = shared(only)

    assert sum(charged(sharing).values()) == award.cost_minor == 102_000
    assert (sharing.epsilon_minor, sharing.proven_minor, sharing.binding) == (0, 0, ())
    assert sharing.villages == sharing.whole == () or sharing.villages[0].charge_minor == 102_000


def test_an_award_without_charges_has_nothing_to_share():
    problem = three_villages()
    cheap = replace(problem, pledges=tuple(replace(p, alone=Decimal(1)) for p in problem.pledges))
    award, sharing = shared(cheap)

    assert award.cost_minor == 0
    assert (sharing.charges, sharing.lines, sharing.proven_minor) == ((), (), 0)


def test_a_bill_above_all_prices_alone_is_shared_in_proportion_to_them_and_said():
    """Only a bad award (a stopped search, a road that somebody insisted on) can do that."""
    problem = three_villages()
    award = solve(problem)
    known = replace(problem, pledges=tuple(replace(p, alone=Decimal(9)) for p in problem.pledges))

    sharing = share(known, award, BY_WEIGHT)

    assert sum(charged(sharing).values()) == 285_000
    assert max(c.minor - c.alone_minor * 285_000 / 270_000 for c in sharing.charges) <= 1
    assert sharing.unhappy[0] == Unhappy(("A", "B", "C"), 15_000)


def test_goods_that_nobody_asked_for_are_paid_by_all():
    """A minimum order filled up with a second material: its cost is shared like freight."""
    problem = three_villages()
    award = solve(problem)
    extra = replace(
        award,
        purchases=(*award.purchases, replace(award.purchases[0], material="talco", goods_minor=3_000)),
        surplus=(Surplus("A", "talco", Decimal(10)),),
        cost_minor=award.cost_minor + 3_000,
    )

    sharing = share(problem, extra, BY_WEIGHT)

    assert sum(c.start_minor for c in sharing.charges) == sum(charged(sharing).values()) == 288_000
    assert {x.member: x.freight_minor for x in sharing.lines}["Beto"] == 11_000


def test_villages_nobody_would_deliver_to_alone_have_no_price_alone():
    """C alone does not reach the supplier's first step, so there is no award to compare with."""
    problem = one_truck_for_two()
    award = solve(problem)
    cheap_only = replace(problem, freight=tuple(f for f in problem.freight if (f.supplier, f.point) != ("caro", "C")))
    problem = replace(cheap_only, quotes=(replace(problem.quotes[0], capacity=Decimal(300)), problem.quotes[1]))
    award = solve(problem)

    sharing = share(problem, award, BY_WEIGHT)

    assert sum(charged(sharing).values()) == award.cost_minor
    assert sharing.villages[2].points == ("C",)


def test_a_search_that_is_stopped_still_shares_the_whole_bill():
    problem = three_villages()
    award = solve(problem)

    sharing = share(problem, award, BY_WEIGHT, should_stop=lambda: True)

    assert sharing.stopped
    assert sum(charged(sharing).values()) == award.cost_minor
    assert all(c.alone_minor is None or c.minor <= c.alone_minor for c in sharing.charges)
    assert sharing.proven_minor >= 0


def test_a_search_tells_where_it_stands():
    news = []
    problem = one_truck_for_two()

    share(problem, solve(problem), BY_WEIGHT, on_progress=news.append)

    assert news[-1].groups >= 6
    assert news[-1].epsilon_minor == 20_000
    assert all(a.groups <= b.groups and a.seconds <= b.seconds for a, b in pairwise(news))


def test_freight_is_shared_once_per_drop_by_the_villages_on_it():
    """Two villages on one drop pay its 40.00 once; alone each would pay all of it."""
    problem = three_villages()
    north = (Freight("S", p, Decimal(40), drop="norte") for p in "AB")
    joined = (*north, Freight("S", "C", Decimal(260)))
    award, sharing = shared(replace(problem, freight=joined))

    assert award.cost_minor == 285_000
    assert [v.alone_minor for v in sharing.villages[:2]] == [104_000, 104_000]
    assert charged(sharing)["Beto"] == 92_000


def test_the_page_on_the_mathematics_says_what_the_program_does():
    _, sharing = shared(three_villages())
    page = (Path(__file__).parents[2] / "docs" / "explain" / "stability.md").read_text("utf-8")

    for line, charge in zip(sharing.lines, sharing.charges, strict=True):
        alone = "" if charge.alone_minor is None else f"{charge.alone_minor / 100:,.2f} "
        row = f"| {charge.member} | {charge.point} | {line.quantity} | {charge.start_minor / 100:,.2f} "
        assert f"{row}| {charge.minor / 100:,.2f} | {alone}|" in page
    for village in sharing.villages:
        figures = (village.charge_minor, village.alone_minor, village.saves_minor)
        assert f"| {village.points[0]} | " + " | ".join(f"{minor / 100:,.2f}" for minor in figures) + " |" in page


@pytest.mark.slow
def test_a_large_round_has_every_certificate_before_any_proof():
    """Beyond what exact search can do in the time: real awards for every village, and a bound on every group."""
    problem = ample(3, members=300, materials=20, suppliers=5, points=14)
    award = solve(problem, seconds=4)

    sharing = share(problem, award, BY_WEIGHT, seconds=6)

    assert sum(charged(sharing).values()) == award.cost_minor
    assert all(v.alone_minor is not None for v in sharing.villages)
    assert sharing.whole.alone_minor == sum(v.alone_minor for v in sharing.villages)
    assert sharing.epsilon_minor <= sharing.proven_minor < award.cost_minor
    for village in sharing.villages:
        assert village.saves_at_least_minor is None or village.saves_at_least_minor <= village.saves_minor
        assert village.saves_minor >= -sharing.epsilon_minor - 1


def test_in_one_village_too_nobody_pays_more_than_alone():
    problem = three_villages()
    only = replace(problem, pledges=tuple(p for p in problem.pledges if p.point == "C"))
    # Alone, C pays 10.00 a kilogram and 260.00 of freight; Chela's 20 kg at home are her cap, Carmen has no other way.
    insisted = replace(only, pledges=tuple(replace(p, alone=None) for p in only.pledges))
    award = solve(insisted)

    sharing = share(only, award, BY_WEIGHT)

    assert charged(sharing) == {"Carmen": 126_000 - 19_600, "Chela": 19_600}
