"""Splitting an order: the example by hand, what always holds, and every kind of bad input by name."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.clock import Clock
from tequio.engines.splitting import instances
from tequio.engines.splitting.check import find_flaws
from tequio.engines.splitting.fairness import shares_due, wants
from tequio.engines.splitting.ground import lay_out
from tequio.engines.splitting.model import (
    BadOrder,
    Exclusion,
    Held,
    Infeasible,
    Lack,
    Line,
    Load,
    Order,
    Pin,
    Place,
    Shortage,
    Skill,
    Terms,
    Ware,
    Workshop,
)
from tequio.engines.splitting.solve import solve
from tequio.engines.splitting.table import make_ready
from tequio.engines.splitting.talk import Talk
from tequio.engines.splitting.verify import verify
from tests.engines.splitting_cases import hand, small_order


def middling(seed, **changes):
    """Enough workshops that prices decide, few enough for a moment."""
    size = {"lines": 3, "workshops": 40, "places": 4, **changes}
    return instances.generate(seed, **size)


def test_the_worked_example_comes_out_as_by_hand():
    split = solve(hand(), gap=Decimal(0))
    assert [(p.line, p.workshop, p.week, p.pieces, p.start) for p in split.parts] == [
        ("tazas", "Ana", 1, 60, 66),
        ("tazas", "Ana", 2, 20, 22),
        ("tazas", "Beto", 1, 40, 40),
    ]
    bill = split.bill
    assert (bill.making_minor, bill.collecting_minor, bill.risk_minor, bill.hurry_minor, bill.unfair_minor) == (
        364_000, 40_000, 0, 1_400, 0,
    )  # fmt: skip
    assert (split.total_minor, split.bound_minor, split.gap) == (405_400, 405_400, 0)
    assert {b.workshop: (b.due_minor, b.gets_minor) for b in split.balances} == {
        "Ana": (560_000, 560_000), "Beto": (280_000, 280_000), "Caro": (0, 0),
    }  # fmt: skip
    assert {w.workshop: (w.what.code, w.because.code) for w in split.whys} == {
        "Ana": ("gets", "cheap"), "Beto": ("gets", "full"), "Caro": ("none_due", "lacks"),
    }  # fmt: skip
    assert verify(hand(), split) == ()


@pytest.mark.slow
def test_the_page_tells_what_the_engine_finds():
    page = (Path(__file__).parents[2] / "docs" / "explain" / "splitting.md").read_text()
    best = solve(hand(), gap=Decimal(0)).total_minor
    all_to_ana = solve(replace(hand(), pins=(Pin("tazas", "Ana", 120, "de prueba"),)), gap=Decimal(0))
    assert f"Together **{best / 100:,.2f}**" in page
    assert f"With that {all_to_ana.total_minor / 100:,.2f}." in page
    assert all_to_ana.bill.unfair_minor == 28_000 + 112_000
    ana = Talk(
        make_ready(*_laid_out(replace(hand(), terms=replace(hand().terms, behind_bp=0, far_bp=0)))),
        np.zeros(3, np.int64),
        Clock(9, None),
        1,
    )
    for price, gain, pieces in ((41.0, 1_178.0, 120), (31.0, 0.0, 0)):
        said = ana.ask(np.array([price]))
        assert float(said.pieces[:1].sum()) == pytest.approx(pieces)
        assert price * said.pieces[:1].sum() - said.cost[0] == pytest.approx(gain)
        assert pieces == 0 or f"{gain:,.2f}. She answers {pieces}" in page


def _laid_out(order):
    ground = lay_out(order)
    return ground, wants(ground, shares_due(ground))


def test_weeks_in_hand_are_left_free_and_shares_stay_those_of_the_whole_order():
    order = middling(3)
    plain, careful = solve(order, gap=Decimal("0.02")), solve(order, gap=Decimal("0.02"), in_hand=1)
    due = {line.code: line.due for line in order.lines}
    assert all(part.week <= due[part.line] - 1 for part in careful.parts)
    assert [b.due_minor for b in careful.balances] == [b.due_minor for b in plain.balances]
    assert verify(order, careful) == ()


def alone_with_a_kiln(litres, *, least=20):
    """Ten weeks; whoever fires alone has hands for five to eight pieces a week and needs 12 to 15 litres for a load."""
    minutes = tuple(Decimal(m) for m in (360, 540, 360, 450, 361, 361, 361, 360, 540, 540))
    alone = Workshop("alone", "v", {"minutos": minutes, "litros": (Decimal(45),) * 10}, least=least,
                     load=Load("litros", Decimal(15), Decimal("0.8")))  # fmt: skip
    shared = Workshop("shared", "v", {"minutos": (Decimal(9000),) * 10, "litros": (Decimal(500),) * 10})
    line = Line("L", "p", 100, 10, 1000, {"minutos": Decimal("61.38"), "litros": Decimal(litres)})
    skills = (Skill("alone", "p", 500), Skill("shared", "p", 500))
    return Order(10, (line,), (alone, shared), skills, (Place("v"),), terms=Terms(far_bp=100_000))


@pytest.mark.parametrize(("litres", "most", "due"), [("2.178", 24, 24), ("11.524", 0, 0), ("3", 59, 50)])
def test_who_fires_alone_is_due_what_its_loads_can_hold(litres, most, due):
    """At 2.178 l a load takes six pieces, and four weeks have hands for six. At 11.524 l one is too little and two
    are too much. At 3 l five pieces are a load and eight are two; half of the order is less than all of them."""
    ground = lay_out(alone_with_a_kiln(litres))

    assert ground.pairs[0].most == most
    assert shares_due(ground)[0] == due * 1000


def test_who_needs_the_weeks_in_hand_for_a_least_batch_may_use_them():
    order = alone_with_a_kiln("2.178")
    split = solve(order, gap=Decimal(0), in_hand=1)
    got = {(part.workshop, part.week): part.pieces for part in split.parts if part.workshop == "alone"}

    assert sum(got.values()) == 24
    assert got["alone", 10] == 6
    assert all(part.week <= 9 for part in split.parts if part.workshop == "shared")
    assert verify(order, split) == ()


@pytest.mark.parametrize("seed", range(6))
def test_many_workshops_keep_every_rule(seed):
    order = middling(seed)
    split = solve(order, gap=Decimal("0.02"), seconds=60)
    assert verify(order, split) == ()
    assert split.gap <= Decimal("0.02")
    assert {w.workshop for w in split.whys} == {w.code for w in order.workshops}


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_the_order_of_rows_does_not_matter(seed):
    order = small_order(random.Random(seed), most=3_000)
    shuffled = replace(
        order,
        workshops=tuple(reversed(order.workshops)),
        skills=tuple(reversed(order.skills)),
        places=tuple(reversed(order.places)),
        pins=tuple(reversed(order.pins)),
    )
    try:
        one = solve(order, gap=Decimal(0), threads=1)
    except Infeasible as short:
        with pytest.raises(Infeasible) as again:
            solve(shuffled, gap=Decimal(0), threads=1)
        assert {s.line for s in again.value.shortages} == {s.line for s in short.shortages}
        return
    other = solve(shuffled, gap=Decimal(0), threads=1)
    assert other.total_minor == one.total_minor
    assert [b.due_minor for b in other.balances] == [b.due_minor for b in one.balances]


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_fair_shares_are_never_more_than_the_order_or_what_one_can_make(seed):
    order = small_order(random.Random(seed), most=3_000)
    ground = lay_out(order)
    due = shares_due(ground)
    value = sum(line.pieces * line.price_minor for line in order.lines)
    assert all(part >= 0 for part in due)
    assert sum(due) <= value
    for shop, part in enumerate(due):
        lines = [ground.pairs[p].line for p in ground.of_shop[shop]]
        assert part <= sum(order.lines[n].pieces * order.lines[n].price_minor for n in lines)


def test_equal_parts_but_nobody_is_due_more_than_she_can_make():
    """1,000 pesos: three workshops, one of which can make no more than 100 of it; the others 450 each."""
    shops = tuple(
        Workshop(code, "v", {"minutos": (Decimal(minutes),)})
        for code, minutes in (("Ana", 1000), ("Beto", 10), ("Caro", 1000))
    )
    order = Order(
        1,
        (Line("tazas", "taza", 100, 1, 1000, {"minutos": Decimal(1)}),),
        shops,
        tuple(Skill(w.code, "taza", 500) for w in shops),
        (Place("v"),),
    )
    assert shares_due(lay_out(order)) == (45_000, 10_000, 45_000)


def test_who_was_behind_is_served_before_who_is_cheaper():
    order = hand()
    behind = tuple(replace(w, had_minor=0, share_minor=2_000_000) if w.code == "Beto" else w for w in order.workshops)
    dear = tuple(replace(s, cost_minor=4_200) if s.workshop == "Beto" else s for s in order.skills)
    gets = {b.workshop: b.gets_minor for b in solve(replace(order, workshops=behind, skills=dear)).balances}
    assert gets == {"Ana": 560_000, "Beto": 280_000, "Caro": 0}
    gets = {b.workshop: b.gets_minor for b in solve(replace(order, skills=dear)).balances}
    assert gets["Beto"] < 280_000


def test_the_committee_pins_and_excludes_with_a_reason():
    order = replace(hand(), pins=(Pin("tazas", "Beto", 15, "estrena horno"),))
    split = solve(order, gap=Decimal(0))
    assert sum(p.pieces for p in split.parts if p.workshop == "Beto") == 15
    assert verify(order, split) == ()
    why = next(w for w in split.whys if w.workshop == "Beto")
    assert (why.because.code, why.because.values) == ("pinned", {"reason": "estrena horno"})
    order = replace(hand(), exclusions=(Exclusion("Beto", "pidió descanso"),))
    split = solve(order, gap=Decimal(0))
    assert {p.workshop for p in split.parts} == {"Ana"}
    why = next(w for w in split.whys if w.workshop == "Beto")
    assert (why.because.code, why.because.values) == ("excluded", {"reason": "pidió descanso"})


def test_whole_loads_are_kept():
    shop = Workshop(
        "Ana", "v", {"litros": (Decimal(200),) * 3}, load=Load("litros", Decimal(100), Decimal("0.9"), 5_000)
    )
    line = Line("tazas", "taza", 130, 3, 6_000, {"litros": Decimal(1)})
    order = Order(3, (line,), (shop,), (Skill("Ana", "taza", 3_000),), (Place("v"),))
    with pytest.raises(Infeasible) as refusal:  # one load is too small, two are too empty
        solve(order)
    assert refusal.value.shortages == (Shortage("tazas", 30, 3, Lack.WHOLE, 1),)
    split = solve(replace(order, lines=(replace(line, pieces=185),)), gap=Decimal(0))
    assert split.bill.firing_minor == 10_000


@pytest.mark.parametrize(
    ("change", "shortage"),
    [
        ({"lines": (Line("tazas", "taza", 900, 3, 7_000, {"minutos": Decimal(10)}, (), "alimentos"),)},
         Shortage("tazas", 740, 3, Lack.CAPACITY, 2)),
        ({"wares": (Ware("alimentos", ("sin_plomo", "fda")),)},
         Shortage("tazas", 120, 3, Lack.NOBODY_HOLDS, 0, "fda")),
        ({"skills": ()}, Shortage("tazas", 120, 3, Lack.NOBODY_MAKES, 0)),
        ({"lines": (Line("tazas", "taza", 120, 3, 1_000, {"minutos": Decimal(10)}, (), "alimentos"),)},
         Shortage("tazas", 120, 3, Lack.BELOW_FLOOR, 0)),
    ],
)  # fmt: skip
def test_what_is_lacking_is_named(change, shortage):
    with pytest.raises(Infeasible) as refusal:
        solve(replace(hand(), **change))
    assert refusal.value.shortages == (shortage,)


def test_a_certificate_counts_only_while_it_is_valid():
    order = hand()
    lapses = tuple(replace(w, holds=(Held("sin_plomo", 1),)) if w.code == "Ana" else w for w in order.workshops)
    with pytest.raises(Infeasible) as refusal:
        solve(replace(order, workshops=lapses))
    assert refusal.value.shortages == (Shortage("tazas", 20, 3, Lack.CAPACITY, 2),)


def flaws_of(**changes):
    return [(f.where, f.why) for f in find_flaws(replace(hand(), **changes))]


def test_every_flaw_is_named_by_its_row():
    line, ana = hand().lines[0], hand().workshops[0]
    assert flaws_of(lines=(replace(line, pieces=0),)) == [("line tazas", "not_positive")]
    assert flaws_of(lines=(replace(line, pieces=-5),)) == [("line tazas", "not_positive")]
    assert flaws_of(lines=(replace(line, due=0),)) == [("line tazas", "due_past")]
    assert flaws_of(lines=(replace(line, due=9),)) == [("line tazas", "due_after_end")]
    assert flaws_of(first=4) == [("order", "weeks_over"), ("line tazas", "due_past")]
    assert flaws_of(first=3, lines=(replace(line, due=2),)) == [("line tazas", "due_past")]
    assert flaws_of(lines=(line, line)) == [("line tazas", "duplicate")]
    assert flaws_of(lines=(replace(line, ware="oro"),)) == [("line tazas", "unknown_ware")]
    assert flaws_of(lines=(replace(line, price_minor=-1),)) == [("line tazas", "negative")]
    assert flaws_of(lines=(replace(line, uses={"minutos": Decimal("0.0001")}),)) == [("line tazas", "too_fine")]
    rest = hand().workshops[1:]
    none = {"minutos": (Decimal(0),) * 3}
    assert flaws_of(workshops=(replace(ana, capacity=none), *rest)) == [("workshop Ana", "no_capacity")]
    short = {"minutos": (Decimal(5),) * 2}
    assert flaws_of(workshops=(replace(ana, capacity=short), *rest)) == [("workshop Ana", "weeks_differ")]
    minus = {"minutos": (Decimal(5), Decimal(-1), Decimal(5))}
    assert flaws_of(workshops=(replace(ana, capacity=minus), *rest)) == [("workshop Ana week 2", "negative")]
    assert flaws_of(workshops=(replace(ana, place="luna"), *rest)) == [("workshop Ana", "unknown_place")]
    assert flaws_of(workshops=(replace(ana, least=0), *rest)) == [("workshop Ana", "not_positive")]
    load = Load("gas", Decimal(0), Decimal(2))
    assert flaws_of(workshops=(replace(ana, load=load), *rest)) == [
        ("workshop Ana", "not_positive"), ("workshop Ana", "over_one"), ("workshop Ana", "load_without_capacity"),
    ]  # fmt: skip
    skills = hand().skills
    assert flaws_of(skills=(*skills, Skill("Zoe", "taza", 5))) == [("skill Zoe/taza", "unknown_workshop")]
    assert flaws_of(skills=(replace(skills[0], starts=Decimal("0.5")), *skills[1:])) == [
        ("skill Ana/taza", "not_positive")
    ]
    assert flaws_of(skills=(replace(skills[0], rejects=Decimal("1.5")), *skills[1:])) == [
        ("skill Ana/taza", "over_one")
    ]
    assert flaws_of(pins=(Pin("tazas", "Ana", 500, "porque sí"),)) == [("line tazas", "pin_above_line")]
    assert flaws_of(pins=(Pin("tazas", "Ana", 5, " "),)) == [("pin 1", "empty")]
    assert flaws_of(pins=(Pin("tazas", "Ana", 5, "x", 7),)) == [("pin 1", "pin_after_due")]
    assert flaws_of(pins=(Pin("platos", "Ana", 5, "x"),)) == [("pin 1", "unknown_line")]
    assert flaws_of(pins=(Pin("tazas", "Zoe", 5, "x"),)) == [("pin 1", "unknown_workshop")]
    both = (Pin("tazas", "Ana", 5, "x", 1), Pin("tazas", "Ana", 5, "x"))
    assert flaws_of(pins=both) == [("line tazas", "pin_mixed")]
    out = (Exclusion("Ana", "x"),)
    assert flaws_of(pins=(Pin("tazas", "Ana", 5, "x"),), exclusions=out) == [("pin 1", "pin_excluded")]
    assert flaws_of(exclusions=(Exclusion("Zoe", ""),)) == [
        ("exclusion 1", "unknown_workshop"),
        ("exclusion 1", "empty"),
    ]
    assert flaws_of(terms=Terms(floor=Decimal(2))) == [("order", "over_one")]


def test_a_pin_to_a_workshop_without_the_certificate_is_refused():
    with pytest.raises(BadOrder) as refusal:
        solve(replace(hand(), pins=(Pin("tazas", "Caro", 5, "porque sí"),)))
    assert [(f.where, f.why, f.values["requirement"]) for f in refusal.value.flaws] == [
        ("pin 1", "pin_lacks", "sin_plomo")
    ]


def test_news_come_while_it_searches_and_it_stops_with_the_best_so_far():
    news = []

    def listen(told):
        news.append(told)
        return told.incumbent_minor is not None

    order = middling(7, workshops=120, lines=6)
    split = solve(order, gap=Decimal(0), seconds=60, on_progress=listen)
    assert split.stopped
    assert verify(order, split) == ()
    assert any(n.bound_minor is not None for n in news)
    assert all(n.seconds_left >= 0 for n in news)


def test_a_line_that_is_too_much_for_all_of_many_is_told_before_the_search():
    order = instances.generate(1, lines=60, workshops=400, places=10)
    first = order.lines[0]
    with pytest.raises(Infeasible) as refusal:
        solve(replace(order, lines=(replace(first, pieces=9_000_000), *order.lines[1:])))
    told = refusal.value.shortages
    assert [(s.line, s.lack) for s in told] == [(first.code, Lack.CAPACITY)]
    assert told[0].missing > 8_000_000
