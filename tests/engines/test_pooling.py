"""The joint purchase: one example a treasurer can follow, what bad input gets, and what always holds."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.pooling import instances
from tequio.engines.pooling.check import find_flaws
from tequio.engines.pooling.cost import goods_pesos, step_reached
from tequio.engines.pooling.model import (
    Allotment,
    BadProblem,
    DropReason,
    Freight,
    Infeasible,
    Material,
    NextStep,
    Pledge,
    Problem,
    Quote,
    Shortage,
    Step,
    StepKind,
    Supplier,
    Surplus,
)
from tequio.engines.pooling.shortages import find_shortages
from tequio.engines.pooling.solve import solve
from tequio.engines.pooling.verify import verify
from tests.engines.test_pooling_brute_force import small_problem

D = Decimal


def hand() -> Problem:
    """Three potters, two villages; the same figures as examples/hand, worked out in docs/explain/joint-purchase.md."""
    return Problem(
        materials=(Material("barro"), Material("esmalte")),
        pledges=(
            Pledge("Ana", "Tlayacapan", "barro", D(150)),
            Pledge("Beto", "Tlayacapan", "barro", D(130), tolerance=D(20)),
            Pledge("Carmen", "Cuernavaca", "barro", D(200)),
            Pledge("Ana", "Tlayacapan", "esmalte", D(4)),
            Pledge("Carmen", "Cuernavaca", "esmalte", D(6)),
        ),
        quotes=(
            Quote("Sur", "barro", (Step(D(50), D("4.00")), Step(D(500), D("3.50"))), pack=D(50)),
            Quote("Sur", "esmalte", (Step(D(1), D(90)),)),
            Quote("Mina", "barro", (Step(D(50), D("3.80")),), pack=D(50)),
            Quote("Mina", "esmalte", (Step(D(1), D(80)),)),
        ),
        suppliers=(Supplier("Sur"), Supplier("Mina")),
        freight=(
            Freight("Sur", "Tlayacapan", D(150), D("0.10")),
            Freight("Sur", "Cuernavaca", D(120), D("0.10")),
            Freight("Mina", "Tlayacapan", D(200), D("0.20")),
            Freight("Mina", "Cuernavaca", D(180), D("0.20")),
        ),
    )


FIVE = D(5)


def one(quantity=FIVE, **changes) -> Problem:
    """One potter, one supplier."""
    return replace(
        Problem(
            materials=(Material("barro"),),
            pledges=(Pledge("Ana", "P", "barro", quantity),),
            quotes=(Quote("A", "barro", (Step(D(0), D(10)),)),),
            suppliers=(Supplier("A"),),
            freight=(Freight("A", "P", D(7), D("0.5")),),
        ),
        **changes,
    )


def test_the_award_that_a_treasurer_checks_by_hand():
    award = solve(hand(), gap=D(0))
    # Clay: 480 kg are 10 sacks of 50, at 3.50 from 500 kg: 1,750. Glaze at the same supplier: 10 x 90 = 900.
    # His trucks: 150 + 304 kg x 0.10 = 180.40 and 120 + 206 kg x 0.10 = 140.60. Together 2,971.00.
    assert (award.cost_minor, award.bound_minor, award.gap) == (297_100, 297_100, 0)
    assert [p.goods_minor for p in award.purchases] == [175_000, 90_000]
    assert [f.freight_minor for f in award.freight] == [14_060, 18_040]
    # Beto takes the 20 kg that complete the sack, as he allowed; nothing is left over.
    assert Allotment("Beto", "Tlayacapan", "barro", "barro", D(150)) in award.allotments
    assert award.surplus == () and award.dropped == ()
    # Clay in Tlayacapan: 1,750 / 500 and 180.40 / 304 kg.
    assert award.landed["Tlayacapan", "barro"] == D("3.5") + D(18_040) / 304 / 100
    assert verify(hand(), award) == ()


def test_more_is_bought_where_more_costs_less():
    steps = (Step(D(0), D(10)), Step(D(10), D(8)))
    award = solve(one(D(9), quotes=(Quote("A", "barro", steps),)), gap=D(0))
    # Nine at 10 are 90; ten at 8 are 80 and half a peso of freight.
    assert award.cost_minor == 8_000 + 700 + 500
    assert award.surplus == (Surplus("P", "barro", D(1)),)


def test_an_incremental_step_prices_only_what_lies_in_it():
    quote = Quote("A", "barro", (Step(D(0), D(10)), Step(D(10), D(8))), StepKind.INCREMENTAL)
    assert goods_pesos(quote, D(12)) == 10 * 10 + 2 * 8
    assert goods_pesos(replace(quote, kind=StepKind.ALL_UNITS), D(12)) == 12 * 8
    assert step_reached(quote, D("9.9")) == 0
    with pytest.raises(ValueError, match="less than A sells"):
        goods_pesos(replace(quote, steps=(Step(D(5), D(1)),)), D(4))


def test_whole_packs_leave_a_surplus_that_is_paid():
    award = solve(one(D(5), quotes=(Quote("A", "barro", (Step(D(0), D(10)),), pack=D(4)),)), gap=D(0))
    assert (award.cost_minor, award.surplus) == (8_000 + 700 + 400, (Surplus("P", "barro", D(3)),))


def test_a_surplus_goes_into_tolerances_by_share_first():
    pledges = (Pledge("Ana", "P", "barro", D(5), D(3)), Pledge("Beto", "P", "barro", D(5), D(1)))
    award = solve(one(pledges=pledges, quotes=(Quote("A", "barro", (Step(D(0), D(10)),), pack=D(12)),)), gap=D(0))
    assert {a.member: a.quantity for a in award.allotments} == {"Ana": D(7), "Beto": D(5)}


def test_points_of_one_drop_share_its_fixed_price():
    pledges = (Pledge("Ana", "P", "barro", D(5)), Pledge("Beto", "Q", "barro", D(5)))
    roads = (Freight("A", "P", D(30), D(1), "ruta"), Freight("A", "Q", D(30), D(2), "ruta"))
    award = solve(one(pledges=pledges, freight=roads), gap=D(0))
    assert [f.freight_minor for f in award.freight] == [3_000 + 500 + 1_000]


def test_who_is_served_dearer_than_he_buys_alone_is_left_to_buy_alone():
    award = solve(one(pledges=(Pledge("Ana", "P", "barro", D(5), alone=D(9)),)), gap=D(0))
    assert (award.cost_minor, award.outside_minor, award.deliveries) == (0, 4_500, ())
    assert [(d.reason, d.landed) for d in award.dropped] == [(DropReason.CHEAPER_ALONE, None)]


def test_who_would_walk_away_leaves_and_the_rest_is_solved_again_until_stable():
    # Five each: goods 10 and freight 7 / 10 + 0.5 a unit are 11.20. Ana leaves at 11; for Beto alone it is 11.90.
    pledges = (
        Pledge("Ana", "P", "barro", D(5), walk_away=D(11)),
        Pledge("Beto", "P", "barro", D(5), walk_away=D("11.8")),
    )
    problem = one(pledges=pledges)
    award = solve(problem, gap=D(0))
    assert [(d.pledge.member, d.landed) for d in award.dropped] == [("Ana", D("11.2")), ("Beto", D("11.9"))]
    assert (award.cost_minor, award.outside_minor) == (0, 0)
    patient = replace(problem, pledges=(pledges[0], replace(pledges[1], walk_away=D(12))))
    award = solve(patient, gap=D(0))
    assert [d.pledge.member for d in award.dropped] == ["Ana"]
    assert award.landed == {("P", "barro"): D("11.9")}
    assert verify(patient, award) == ()


def test_the_next_step_says_what_is_missing_and_what_it_really_saves():
    steps = (Step(D(0), D(10)), Step(D(20), D(7)))
    award = solve(one(D(12), quotes=(Quote("A", "barro", steps),)), gap=D(0))
    # Twelve cost 120 + 7 + 6 = 133. Eight more at the present 133 / 12 would make 221.67; twenty at 7 cost 157.
    assert award.next_steps == (NextStep("A", "barro", D(8), D(7), 22_166 - 15_700),)


def test_one_supplier_only_is_a_restriction_of_the_same_problem():
    award = solve(hand(), gap=D(0), allowed_suppliers={"Mina"})
    assert {p.supplier for p in award.purchases} == {"Mina"} and award.cost_minor > 297_100
    only = solve(hand(), gap=D(0), allowed_routes={("Mina", "Tlayacapan"), ("Sur", "Cuernavaca")})
    assert {(d.supplier, d.point) for d in only.deliveries} == {("Mina", "Tlayacapan"), ("Sur", "Cuernavaca")}


def test_what_is_missing_is_named():
    short = one(D(5), quotes=(Quote("A", "barro", (Step(D(0), D(10)),), pack=D(2), capacity=D(3)),))
    assert find_shortages(short) == (Shortage("barro", D(3)),)
    with pytest.raises(Infeasible, match="3 of barro missing"):
        solve(short)
    # A price alone does not hide it.
    with pytest.raises(Infeasible):
        solve(replace(short, pledges=(replace(short.pledges[0], alone=D(1)),)))
    nobody_drives = one(freight=(Freight("A", "Q"),))
    assert find_shortages(nobody_drives) == (Shortage("barro", D(5), "P"),)
    with pytest.raises(Infeasible):
        solve(nobody_drives)
    assert find_shortages(hand()) == ()
    assert find_shortages(hand(), exact=False) == ()


def test_no_pledges_cost_nothing():
    award = solve(replace(hand(), pledges=()))
    assert (award.cost_minor, award.bound_minor, award.gap, award.deliveries) == (0, 0, 0, ())


FLAWED = {
    "not_positive": one(D(0)),
    "not_a_number": one(D("NaN")),
    "absurd": one(D(10) ** 9),
    "too_fine": one(D("0.0000001")),
    "negative": one(suppliers=(Supplier("A", D(-1)),)),
    "unknown_material": one(pledges=(Pledge("Ana", "P", "oro", D(1)),)),
    "unknown_supplier": one(freight=(Freight("B", "P"),)),
    "empty": one(pledges=(Pledge("", "P", "barro", D(1)),)),
    "substitutes_itself": one(pledges=(Pledge("Ana", "P", "barro", D(1), substitutes=("barro",)),)),
    "no_steps": one(quotes=(Quote("A", "barro", ()),)),
    "steps_out_of_order": one(quotes=(Quote("A", "barro", (Step(D(5), D(1)), Step(D(2), D(1)))),)),
    "steps_overlap": one(quotes=(Quote("A", "barro", (Step(D(5), D(1)), Step(D(5), D(2)))),)),
    "capacity_below_first_step": one(quotes=(Quote("A", "barro", (Step(D(5), D(1)),), capacity=D(4)),)),
    "duplicate": one(suppliers=(Supplier("A"), Supplier("A"))),
    "drop_prices_differ": one(freight=(Freight("A", "P", D(1), drop="r"), Freight("A", "Q", D(2), drop="r"))),
}


@pytest.mark.parametrize("why", FLAWED)
def test_a_flaw_is_named_and_nothing_is_solved(why):
    assert why in {flaw.why for flaw in find_flaws(FLAWED[why])}
    with pytest.raises(BadProblem):
        solve(FLAWED[why])


def test_every_flaw_is_told_at_once_with_its_place():
    quote = Quote("B", "oro", (Step(D(1), D(-1)),), pack=D(0), capacity=D("Infinity"))
    pledge = Pledge("Ana", "P", "barro", D(1), D(-1), D("NaN"), D(-3), ("plata",))
    told = [(f.where, f.why) for f in find_flaws(one(pledges=(pledge,), quotes=(quote,)))]
    assert told == [
        ("pledge 1 of Ana", "negative"),
        ("pledge 1 of Ana", "not_a_number"),
        ("pledge 1 of Ana", "negative"),
        ("pledge 1 of Ana", "unknown_material"),
        ("quote B/oro", "unknown_material"),
        ("quote B/oro", "unknown_supplier"),
        ("quote B/oro", "not_positive"),
        ("quote B/oro step 1", "negative"),
        ("quote B/oro", "not_a_number"),
    ]


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_input_never_matters(seed):
    random = Random(seed)
    problem = small_problem(random)

    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    mixed = Problem(*(shuffled(getattr(problem, name)) for name in problem.__dataclass_fields__))
    try:
        award = solve(problem, gap=D(0), threads=1)
    except Infeasible as refusal:
        with pytest.raises(Infeasible) as other:
            solve(mixed, gap=D(0), threads=1)
        assert other.value.shortages == refusal.shortages
        return
    assert replace(solve(mixed, gap=D(0), threads=1), seconds=award.seconds) == award


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), limits=st.lists(st.integers(8, 40), min_size=8, max_size=8))
def test_nobody_who_stays_pays_more_than_his_walk_away_price(seed, limits):
    problem = small_problem(Random(seed))
    pledges = tuple(replace(p, walk_away=D(w)) for p, w in zip(problem.pledges, limits, strict=False))
    problem = replace(problem, pledges=pledges)
    try:
        award = solve(problem, gap=D(0), threads=1)
    except Infeasible:
        return
    assert verify(problem, award) == ()
    assert all(d.landed > d.pledge.walk_away for d in award.dropped if d.reason is DropReason.WALKED_AWAY)


def test_a_stopped_search_gives_the_best_award_so_far():
    problem = instances.tight(3, members=300, materials=8, suppliers=6, points=12)
    told = []
    award = solve(problem, seconds=30, on_progress=lambda news: told.append(news) or news.incumbent_minor is not None)
    assert award.stopped and award.bound_minor <= award.cost_minor
    assert told[-1].incumbent_minor is not None
    assert verify(problem, award) == ()
    at_once = solve(problem, seconds=30, on_progress=lambda news: True)
    assert at_once.stopped and verify(problem, at_once) == ()


@pytest.mark.parametrize("kind", [instances.ample, instances.tight])
def test_a_middling_problem_is_solved_soundly(kind):
    problem = kind(5, members=300, materials=10, suppliers=6, points=20, steps=3)
    award = solve(problem, seconds=4)
    assert verify(problem, award) == ()
    assert 0 < award.bound_minor <= award.cost_minor


def test_members_do_not_enlarge_what_the_solver_sees():
    few, many = (instances.ample(1, members=m, materials=5, suppliers=3, points=4) for m in (200, 2000))
    from tequio.engines.pooling.grid import build_grid

    assert len(build_grid(few).rows) == len(build_grid(many).rows) == 20


def test_the_same_seed_gives_the_same_instance():
    assert instances.tight(7, members=50) == instances.tight(7, members=50)
    assert find_flaws(instances.tight(7, members=50)) == ()


def test_the_auditor_finds_what_is_wrong():
    award = solve(hand(), gap=D(0))
    broken = replace(
        award,
        deliveries=award.deliveries[1:],
        allotments=award.allotments[1:],
        cost_minor=award.cost_minor - 1,
        outside_minor=5,
        bound_minor=award.bound_minor + 1_000,
    )
    assert len(verify(hand(), broken)) >= 5
