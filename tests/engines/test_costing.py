"""Cost per good piece: the example by hand, and what must hold whatever the figures are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines import costing
from tequio.engines.costing import Changes, Count, Five, Kind, Part, Place, Promise, Resource, RouteStage, Stage
from tequio.engines.costing.labour import of_days, of_minutes

EXAMPLE = [("formar", 10_00, 5), ("secar", 4_00, 8), ("sancochar", 6_00, 2), ("quemar", 5_00, 10)]
STAGES = [Stage(code, Fraction(cost), Fraction(loss, 100)) for code, cost, loss in EXAMPLE]

losses = st.integers(0, 900).map(lambda n: Fraction(n, 1000))
costs = st.integers(0, 500_000).map(lambda n: Fraction(n, 70))
stages = st.lists(st.builds(Stage, st.just("x"), costs, losses), min_size=1,
                  max_size=7)  # fmt: skip


def test_a_hundred_pieces_by_hand():
    """100 formed at $10, 95 dried at $4, 87.4 fired at $6, 85.652 glazed and fired at $5; 77.0868 come out good."""
    passage = costing.through(100, STAGES)

    assert [step.entered for step in passage.steps] == [100, 95, Fraction("87.4"), Fraction("85.652")]
    assert [step.spent for step in passage.steps] == [1000_00, 380_00, 524_40, 428_26]
    assert passage.good == Fraction("77.0868")
    assert round(passage.each / 100, 4) == Fraction("30.2602")
    assert (costing.nearest_minor(passage.each), costing.floor_minor(passage.each)) == (30_26, 30_27)


def test_the_last_loss_is_the_dearest():
    passage = costing.through(100, STAGES)

    # 8.5652 pieces break at the end, and each carries all that was spent on those that came so far.
    assert [round(step.lost_value) for step in passage.steps] == [5000, 10640, 3496, 21413]
    assert passage.dearest.code == "quemar"


@given(st.integers(0, 100_000), stages)
def test_money_and_pieces_balance(pieces, stages):
    passage = costing.through(pieces, stages)

    assert passage.pieces == passage.good + sum(step.lost for step in passage.steps)
    assert passage.spent == passage.steps[-1].good_value + passage.lost_value
    if passage.good:
        assert passage.each == sum(s.entered * stage.cost for s, stage in zip(passage.steps, stages, strict=True)) / (
            passage.good
        )


@given(stages, st.integers(0, 6), losses)
def test_less_loss_never_costs_more(stages, place, loss):
    better = [*stages]
    place %= len(stages)
    better[place] = Stage("x", stages[place].cost, min(loss, stages[place].loss))

    assert costing.through(1, better).each <= costing.through(1, stages).each


counts = st.integers(0, 500).flatmap(
    lambda pieces: st.tuples(st.just(pieces), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 10**7)),
                                                       min_size=1, max_size=7))
)  # fmt: skip


@given(counts)
def test_what_was_counted_balances_to_the_piece_and_the_centavo(told):
    pieces, rows = told
    alive, steps = pieces, []
    for good, spent in rows:
        alive = min(alive, good)
        steps.append(Count("x", alive, spent))
    passage = costing.counted(pieces, steps)

    assert all(step.lost_value.denominator == step.good_value.denominator == 1 for step in passage.steps)
    assert sum(spent for _, spent in rows) == passage.steps[-1].good_value + passage.lost_value
    assert pieces == passage.good + sum(step.lost for step in passage.steps)
    assert all(step.lost_value >= 0 for step in passage.steps)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="6 of 5 cannot come out good"):
        costing.counted(5, [Count("secar", 6, 0)])
    with pytest.raises(ValueError, match="between 0 and 1"):
        Stage("secar", Fraction(1), Fraction(2))
    with pytest.raises(ValueError, match="less than nothing"):
        Stage("secar", Fraction(-1), Fraction(0))
    with pytest.raises(ValueError, match="less cannot be spent"):
        costing.counted(5, [Count("secar", 5, -1)])
    for wrong in (lambda: costing.through(-1, STAGES), lambda: costing.counted(-1, [])):
        with pytest.raises(ValueError, match="no fewer pieces"):
            wrong()
    with pytest.raises(ValueError, match="below zero"):
        Five(1, -1, 0, 0, Decimal(0))


def test_when_nothing_comes_out_good_no_piece_has_a_cost():
    passage = costing.counted(10, [Count("quemar", 0, 500)])
    assert (passage.good, passage.each, passage.lost_value) == (0, None, 500)
    assert costing.counted(0, [Count("quemar", 0, 500)]).lost_value == 500
    assert costing.through(5, []).good == 5
    assert costing.through(5, []).dearest is None


def test_break_even_by_hand():
    # $900 a month to pay anyway; each piece leaves 45 − 30.26 = 14.74 pesos: 61.06, so 62 pieces.
    assert costing.break_even(900_00, 45_00, Fraction(30_26)) == 62
    assert costing.break_even(900_00, 30_00, Fraction(30_26)) is None
    assert costing.break_even(0, 30_00, Fraction(30_26)) == 0


@given(st.integers(1, 10**7), st.integers(1, 10**6), costs)
def test_break_even_is_the_first_number_that_pays(fixed, price, each):
    pieces = costing.break_even(fixed, price, each)
    if pieces is None:
        assert price <= each
    else:
        assert pieces * (price - each) >= fixed > (pieces - 1) * (price - each)


def test_own_labour_at_a_stated_wage():
    assert of_days(Decimal("4.5"), 315_04) == 1417_68
    assert of_minutes(Fraction(60), 315_04) == Fraction(31504, 8)


# --- one load, several owners -----------------------------------------------------------------------------------------


def test_a_load_of_two_owners_by_hand():
    """$600 of gas. Ana's 80 mugs of 1.5 litres take 120, Beto's 12 pots of 15 litres take 180: she pays 240, he 360."""
    ana = Part(1, 80, Decimal("1.5"), good=76, grams=300, value_minor=1200_00)
    beto = Part(2, 12, Decimal(15), good=9, grams=2200, value_minor=960_00)
    hers, his = costing.fire(600_00, [ana, beto], burnt_bp=600)

    assert (hers.fuel_minor, his.fuel_minor) == (240_00, 360_00)
    # His three broken pots cost him 3/12 of all he had put in by then: (960 + 360) / 4.
    assert (his.broken, his.broken_minor, his.good_minor) == (3, 330_00, 990_00)
    assert (hers.broken, hers.broken_minor, hers.good_minor) == (4, 72_00, 1368_00)
    assert (hers.grams_burnt, hers.grams_good, hers.grams_broken) == (1440, 21432, 1128)


@st.composite
def loads(draw):
    parts = []
    for key in range(draw(st.integers(1, 8))):
        pieces = draw(st.integers(1, 400))
        parts.append(
            Part(key, pieces, Decimal(draw(st.integers(1, 40_000))) / 1000, draw(st.integers(0, pieces)),
                 draw(st.integers(0, 5000)), draw(st.integers(0, 10**7)))
        )  # fmt: skip
    return draw(st.integers(0, 10**7)), parts, draw(st.integers(0, 10_000))


@given(loads())
def test_pieces_money_and_mass_balance_in_every_load(load):
    fuel, parts, burnt = load
    fired = costing.fire(fuel, parts, burnt)

    assert sum(each.fuel_minor for each in fired) == fuel
    for part, each in zip(parts, fired, strict=True):
        assert part.pieces == each.good + each.broken
        assert part.value_minor + each.fuel_minor == each.good_minor + each.broken_minor
        assert part.pieces * part.grams == each.grams_good + each.grams_broken + each.grams_burnt
        assert min(each.fuel_minor, each.good_minor, each.broken_minor, each.grams_good, each.grams_broken) >= 0
        # Never more than a centavo away from its exact share of the place.
        exact = Fraction(fuel) * Fraction(part.place) / sum(Fraction(p.place) for p in parts)
        assert abs(each.fuel_minor - exact) < 1


def test_a_load_that_cannot_be():
    part = Part(1, 5, Decimal(1), 5)
    for fuel, parts, why in ((-1, [part], "less than nothing"), (1, [part, part], "twice"), (1, [], "Nothing")):
        with pytest.raises(ValueError, match=why):
            costing.fire(fuel, parts)
    with pytest.raises(ValueError, match="more weight"):
        costing.fire(1, [part], 10_001)
    for wrong in ((0, Decimal(1), 0), (5, Decimal(1), 6), (5, Decimal(0), 5)):
        with pytest.raises(ValueError):
            Part(1, *wrong)


# --- the card from five numbers ---------------------------------------------------------------------------------------

ROUTE = [
    RouteStage("formar", Fraction(6), Fraction(3), False, Fraction(5, 100)),
    RouteStage("secar", Fraction(1), Fraction(0), False, Fraction(8, 100)),
    RouteStage("sancochar", Fraction(1), Fraction(0), True, Fraction(2, 100)),
    RouteStage("esmaltar", Fraction(2), Fraction(1), False, Fraction(0)),
    RouteStage("quemar", Fraction(1), Fraction(0), True, Fraction(10, 100)),
]


def test_a_card_by_hand():
    """400 begun, 308 good, $400 of material, $300 of gas, 5 days at $315.04: $2,275.20, or $7.39 a good piece."""
    card = costing.card_of(ROUTE, Five(400, 308, 400_00, 300_00, Decimal(5)), 315_04)

    assert (card.material_minor, card.fuel_minor, card.labour_minor) == (400_00, 300_00, 1575_20)
    assert (card.minor, card.each_minor, card.floor_minor) == (2275_20, 7_39, 7_39)
    # 92 are missing; the recipe expects 20, 30.4, 6.99 and 34.26 of 400: in that proportion.
    assert [int(step.lost) for step in card.passage.steps] == [20, 31, 7, 0, 34]
    assert not card.is_counted


def test_counts_say_where_pieces_were_lost():
    five = Five(400, 308, 400_00, 300_00, Decimal(5))
    rates = {stage.code: Fraction(0) for stage in ROUTE} | {"quemar": Fraction(23, 100)}
    card = costing.card_of(ROUTE, five, 315_04, rates)

    assert [int(step.lost) for step in card.passage.steps] == [0, 0, 0, 0, 92]
    assert card.is_counted
    assert card.passage.dearest.code == "quemar"
    # Where no stage is said to lose anything, what is missing is found missing at the end.
    nothing = dict.fromkeys(rates, Fraction(0))
    assert int(costing.card_of(ROUTE, five, 315_04, nothing).passage.steps[-1].lost) == 92


fives = st.builds(
    lambda begun, good, material, fuel, days: Five(begun, good, material, fuel, Decimal(days) / 2),
    st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 60),
)  # fmt: skip


@given(fives, st.integers(0, 100_000))
def test_a_card_holds_every_centavo_and_every_piece(five, wage):
    card = costing.card_of(ROUTE, five, wage)

    assert card.minor == five.material_minor + five.fuel_minor + of_days(five.days, wage) == card.passage.spent
    assert card.passage.good == five.good
    assert (card.each_minor is None) == (five.good == 0)
    if card.each is not None:
        assert card.floor_minor >= card.each > card.floor_minor - 1


@given(fives)
def test_with_no_change_what_if_says_what_the_card_says(five):
    card = costing.card_of(ROUTE, five, 315_04)
    begun = int(card.passage.pieces)
    same = costing.what_if(costing.rates_of(card), begun, Changes())

    assert same.good == five.good
    if five.good:
        assert same.each == card.each


def test_what_if_by_hand():
    rates = costing.rates_of(costing.card_of(ROUTE, Five(400, 308, 400_00, 300_00, Decimal(5)), 315_04))
    cheaper = costing.what_if(rates, 400, Changes(material=Fraction(8, 10)))
    fuller = costing.what_if(rates, 400, Changes(fill=Fraction(2)))
    safer = costing.what_if(rates, 400, Changes(loss={"quemar": Fraction(0)}))

    assert cheaper.spent == 2275_20 - 80_00
    assert fuller.spent == 2275_20 - 150_00
    assert (safer.good, safer.spent) == (342, 2275_20)
    with pytest.raises(ValueError, match="empty kiln"):
        Changes(fill=Fraction(0))


def test_a_recipe_needs_a_stage_and_may_name_no_weights():
    with pytest.raises(ValueError, match="at least one stage"):
        costing.card_of([], Five(1, 1, 0, 0, Decimal(0)), 1)
    bare = [RouteStage("a", Fraction(0), Fraction(0), False, Fraction(0))] * 2
    card = costing.card_of(bare, Five(4, 4, 100, 60, Decimal(1)), 40)
    assert [row.minor for row in card.spent] == [0, 200]
    both = Five(1, 1, 2, 3, Decimal(1)) + Five(1, 0, 2, 3, Decimal("0.5"))
    assert both == Five(2, 1, 4, 6, Decimal("1.5"))


def test_a_median_needs_five_others():
    assert costing.middle_of_others(map(Fraction, (1, 2, 3, 4))) is None
    middle = costing.middle_of_others(map(Fraction, (9, 1, 2, 4, 3)))
    assert (middle.value, middle.of) == (3, 5)


# --- capacity and the week's plan -------------------------------------------------------------------------------------

WORK = [
    costing.Work("formar", Fraction(6), Fraction(5, 100)),
    costing.Work("secar", Fraction(1), Fraction(5, 100), dry_days=Fraction(4)),
    costing.Work("quemar", Fraction(1), Fraction(10, 100), fires=True),
]


def test_what_one_good_piece_takes_by_hand():
    """Of 1,000 begun 950 dry, 902.5 are fired and 812.25 are good: 7,852.5 minutes, so 9.67 for each good one."""
    needs = costing.needs_of(WORK, Fraction(2))

    assert needs.people == Fraction(6000 + 950) / Fraction("812.25") + Fraction("902.5") / Fraction("812.25")
    assert needs.drying == Fraction(950 * 2 * 4) / Fraction("812.25")
    assert needs.kiln == Fraction(2) / Fraction(9, 10)


def test_the_scarcest_says_how_many():
    needs = costing.needs_of(WORK, Fraction(2))
    dry = costing.pieces_in(Place(Fraction(4800), Fraction(2800), Fraction(1200)), needs)
    wet = [*WORK[:1], replace(WORK[1], dry_days=Fraction(8)), *WORK[2:]]
    rain = costing.pieces_in(Place(Fraction(4800), Fraction(2800), Fraction(1200)), costing.needs_of(wet, Fraction(2)))

    assert (dry.pieces, dry.tight) == (299, Resource.DRYING)
    assert dict(dry.by) == {Resource.PEOPLE: 496, Resource.DRYING: 299, Resource.KILN: 540}
    assert (rain.pieces, rain.tight) == (149, Resource.DRYING)
    assert costing.pieces_in(Place(), Place()) == costing.Capacity(0, None, ())
    with pytest.raises(ValueError, match="none comes out good"):
        costing.needs_of([costing.Work("x", Fraction(1), Fraction(1))], Fraction(1))


places = st.builds(Place, *[st.integers(0, 100_000).map(lambda n: Fraction(n, 10))] * 3)


@given(places, st.lists(st.tuples(st.integers(0, 50), places), max_size=4))
def test_free_and_promised_never_exceed_what_is_there(there, promised):
    taken = costing.together(needs.times(pieces) for pieces, needs in promised)
    free = there.less(taken)
    for each in Resource:
        assert 0 <= free.of(each) <= there.of(each)
        assert free.of(each) + min(taken.of(each), there.of(each)) == there.of(each)


@given(st.integers(0, 10_000), st.integers(1, 60))
def test_a_promise_is_spread_whole(pieces, weeks):
    parts = costing.spread(pieces, weeks)
    assert sum(parts) == pieces
    assert max(parts) - min(parts) <= 1


def test_a_promise_takes_a_week_at_least():
    with pytest.raises(ValueError, match="one week at least"):
        costing.spread(5, 0)


FRIDAY = date(2026, 3, 13)


def waiting(key, pieces, *, fires=True, due=None, litres=2):
    return costing.Waiting(key, "quemar" if fires else "esmaltar", pieces, Fraction(1), Fraction(litres), fires, due)


def plan(batches, promises=(), **more):
    told = {"minutes": Fraction(2400), "kiln_litres": Fraction(600), "loads": 1, "ends_on": FRIDAY} | more
    return costing.propose(batches, promises, **told)


def test_a_full_kiln_is_lit_and_a_half_one_waits():
    fire, wait = plan([waiting(1, 200), waiting(2, 90), waiting(3, 100)])

    assert (fire.kind, fire.keys, fire.pieces, fire.fill) == (Kind.FIRE, (1, 2), 290, Fraction(580, 600))
    assert (wait.kind, wait.keys, wait.fill, wait.minutes) == (Kind.WAIT, (3,), Fraction(1, 3), 0)


def test_what_is_due_is_fired_first_and_not_kept_waiting():
    first, second = plan([waiting(1, 280), waiting(2, 100, due=FRIDAY)])

    assert (first.kind, first.keys, first.due_on) == (Kind.FIRE, (2,), FRIDAY)
    assert (second.kind, second.keys) == (Kind.WAIT, (1,))  # there is one load a week


def test_without_a_kiln_everything_waits():
    (task,) = plan([waiting(1, 280)], kiln_litres=Fraction(0))
    assert (task.kind, task.fill) == (Kind.WAIT, None)


def test_a_batch_too_large_for_the_kiln_has_a_load_to_itself():
    loads = plan([waiting(1, 400), waiting(2, 10)])
    assert [task.keys for task in loads] == [(1,), (2,)]


def test_promises_are_begun_as_far_as_the_week_reaches():
    """300 good in three weeks at 80 of 100: 125 to begin this week; beside 100 minutes of glazing 115 of them fit."""
    promise = Promise(7, date(2026, 3, 27), 300, 3, Fraction(20), Fraction(8, 10))
    moved, begun = plan([waiting(1, 100, fires=False)], [promise])

    assert (moved.kind, moved.minutes) == (Kind.MOVE, 100)
    assert (begun.kind, begun.pieces, begun.short, begun.keys) == (Kind.BEGIN, 115, 10, (7,))
    done = Promise(8, date(2026, 3, 27), 0, 3, Fraction(20), Fraction(8, 10))
    assert plan([], [done]) == ()
    free = Promise(9, date(2026, 3, 27), 10, 1, Fraction(0), Fraction(1))
    assert plan([], [free])[0].pieces == 10


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.booleans()), max_size=8),
       st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 6)), max_size=3))  # fmt: skip
def test_a_proposal_names_every_batch_once_and_lights_no_more_than_there_are(batches, promises):
    rows = [waiting(n, pieces, fires=fires, due=FRIDAY if due else None)
            for n, (pieces, fires, due) in enumerate(batches)]  # fmt: skip
    told = [Promise(100 + n, FRIDAY, pieces, weeks, Fraction(5), Fraction(9, 10))
            for n, (pieces, weeks) in enumerate(promises)]  # fmt: skip
    tasks = plan(rows, told, loads=2)

    named = [key for task in tasks if task.kind != Kind.BEGIN for key in task.keys]
    assert sorted(named) == list(range(len(rows)))
    assert sum(task.kind == Kind.FIRE for task in tasks) <= 2
    begun = [task for task in tasks if task.kind == Kind.BEGIN]
    assert sum(task.minutes for task in begun) <= 2400
