"""Published cases through the engine's own interface: Foodsoft's queue, Open Food Network's fees, cap41."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tequio.engines.pooling.allocation import Claim, queue, serve_in_order, units_to_order
from tequio.engines.pooling.fees import flexible_rate, per_item, per_kilogram, percent_per_item
from tequio.engines.pooling.model import Freight, Material, Pledge, Problem, Quote, Step, Supplier
from tequio.engines.pooling.solve import solve
from tequio.engines.pooling.verify import verify

CASES = Path(__file__).parents[1] / "reference" / "group_purchasing"
FIRST_COME = json.loads((CASES / "first_come.json").read_text())
FEES = json.loads((CASES / "fees.json").read_text())


def _claims(pairs):
    return tuple(Claim(str(number), *pair) for number, pair in enumerate(pairs))


def test_an_increase_queues_anew_behind_who_came_before():
    case = FIRST_COME["queue"]
    claims = queue(case["changes"])
    assert (sum(c.quantity for c in claims), sum(c.tolerance for c in claims)) == (case["quantity"], case["tolerance"])
    assert units_to_order(claims, case["unit"]) == case["units"]
    served = serve_in_order(claims, case["units"] * case["unit"])
    assert served.of_members(claims) == case["received"]


def test_taking_back_shortens_the_latest_claim_first():
    assert queue([("A", 4, 0), ("B", 1, 0), ("A", 6, 0), ("A", 3, 1)]) == (
        Claim("A", 3), Claim("B", 1), Claim("A", 0, 1),
    )  # fmt: skip


@pytest.mark.parametrize("case", FIRST_COME["units"])
def test_only_full_units_are_ordered_and_tolerances_complete_them(case):
    assert units_to_order(_claims(case["claims"]), case["unit"], case["minimum"]) == case["units"]


@pytest.mark.parametrize("case", FIRST_COME["served"])
def test_quantities_are_served_in_order_then_tolerances_in_order(case):
    shares = serve_in_order(_claims(case["claims"]), case["items"])
    assert list(shares.received) == case["received"]
    assert (shares.to_tolerance, shares.to_stock) == (case["to_tolerance"], case["to_stock"])


@pytest.mark.parametrize(("percent", "price", "quantity", "fee"), FEES["percent_per_item"])
def test_a_percentage_is_rounded_for_one_item_first(percent, price, quantity, fee):
    assert percent_per_item(Decimal(percent), Decimal(price), quantity) == fee


@pytest.mark.parametrize(("amount", "quantity", "fee"), FEES["per_item"])
def test_a_fee_per_item(amount, quantity, fee):
    assert per_item(Decimal(amount), quantity) == fee


@pytest.mark.parametrize(("first", "additional", "quantity", "most", "fee"), FEES["flexible_rate"])
def test_a_flexible_rate(first, additional, quantity, most, fee):
    assert flexible_rate(Decimal(first), Decimal(additional), quantity, most) == fee
    assert flexible_rate(Decimal(first), Decimal(additional), 0, most) == 0
    assert flexible_rate(Decimal(first), Decimal(additional), 5) == 600


@pytest.mark.parametrize(("rate", "lines", "fee"), FEES["per_kilogram"])
def test_a_fee_by_weight_passes_over_items_without_one(rate, lines, fee):
    weighed = [(None if kg is None else Decimal(kg), items) for kg, items in lines]
    assert per_kilogram(Decimal(rate), weighed) == fee


def test_the_published_optimum_of_cap41_is_met_to_the_centavo():
    """A warehouse is a supplier whose one shared drop costs its fixed price; goods are free, freight is the cost.

    The published cost serves a customer's whole demand, so freight per unit is cost / demand, with nine decimals.
    """
    case = json.loads((CASES / "cap41.json").read_text())
    warehouses = [f"W{i + 1:02d}" for i in range(len(case["fixed"]))]
    customers = [f"C{j + 1:02d}" for j in range(len(case["customers"]))]
    wanted = list(zip(customers, case["customers"], strict=True))
    problem = Problem(
        # A thousandth of a kilogram per unit lets six decimals of freight per kilogram stand for nine per unit.
        materials=(Material("goods", Decimal("0.001")),),
        pledges=tuple(Pledge(code, code, "goods", Decimal(c["demand"])) for code, c in wanted),
        quotes=tuple(
            Quote(code, "goods", (Step(Decimal(0), Decimal(0)),), capacity=Decimal(case["capacity"][i]))
            for i, code in enumerate(warehouses)
        ),
        suppliers=tuple(Supplier(code) for code in warehouses),
        freight=tuple(
            Freight(
                warehouse, code, Decimal(case["fixed"][i]), round(Decimal(c["costs"][i]) * 1000 / c["demand"], 6), "all"
            )
            for i, warehouse in enumerate(warehouses)
            for code, c in wanted
        ),
    )
    award = solve(problem, gap=Decimal(0), seconds=120)
    # 1,040,444.375 ends in half a centavo; one freight line per open warehouse is rounded, thirteen of them.
    assert abs(award.cost_minor - Decimal(case["optimum"]) * 100) <= 1
    assert award.cost_minor - award.bound_minor <= 13
    assert verify(problem, award) == ()
