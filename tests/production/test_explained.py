"""The page that explains costs says what the program reckons."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tequio.engines import costing
from tequio.engines.costing import RULE, Five, Part, Stage, Tally, watch
from tequio.production.queries.costs import WEEKS
from tequio.ui.numbers import money
from tests.engines.test_costing import EXAMPLE, ROUTE

PAGE = (Path(__file__).parents[2] / "docs/explain/costs.md").read_text(encoding="utf-8")


def test_the_example_of_a_hundred_pieces():
    passage = costing.through(100, [Stage(code, Fraction(cost), Fraction(loss, 100)) for code, cost, loss in EXAMPLE])
    for step in passage.steps:
        assert f"| {float(step.entered):.4f} |" in PAGE
        assert f"| {money(costing.nearest_minor(step.spent))} |" in PAGE
    assert f"**{float(passage.good):.4f}**" in PAGE
    assert f"**{money(costing.nearest_minor(passage.spent))}**" in PAGE
    assert f"**${float(passage.each) / 100:.4f}** each" in PAGE
    assert f"{money(costing.floor_minor(passage.each))}." in PAGE
    assert f"took along {money(costing.nearest_minor(passage.steps[-1].lost_value))}" in PAGE
    assert f"cost {money(costing.nearest_minor(passage.steps[0].lost_value))}." in PAGE


def test_the_example_of_a_card_and_of_a_shared_kiln():
    card = costing.card_of(ROUTE, Five(400, 308, 400_00, 300_00, Decimal(5)), 315_04)
    assert f"= {money(card.minor)}, over 308 is **{money(card.each_minor)}**" in PAGE
    shares = costing.fuel_shares(528_00, [Part(1, 200, Decimal("1.2"), 0), Part(2, 24, Decimal(12), 0)])
    assert f"she pays **{money(shares[1])}**, he **{money(shares[2])}**" in PAGE
    assert WEEKS == 8
    assert "among the last eight" in PAGE


def test_the_example_of_losses_that_changed():
    found = watch([Tally(150, 12)] * 8 + [Tally(150, 24)] * 2)
    point = found.points[8]
    assert f"{100 * point.usual:.2f} % is usual" in PAGE
    assert f"puts {point.worse:.1f} on the account;\nthe mark is {point.worse_mark:.1f}" in PAGE
    assert f"{24 - point.worse:.1f} pieces of 150" in PAGE
    assert [change.at for change in found.changes] == [9]
    assert f"more than {RULE.quiet} weeks" in PAGE
    assert (RULE.learning, RULE.least, RULE.longest, RULE.wait) == (8, 20, 20, 13)
