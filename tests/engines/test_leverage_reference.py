"""The published examples of CreditRisk+ and the Basel table, through the engine's own interface."""

import csv
import json
from pathlib import Path

import pytest

from tequio.engines.leverage import losses, portfolio
from tequio.engines.leverage.vasicek import Kind, risk_weight

CREDIT_RISK = Path(__file__).parents[1] / "reference" / "credit_risk"
BASEL = json.loads((CREDIT_RISK / "basel2_annex5_irb_risk_weights.json").read_text())["pd_percent"]
COLUMNS = (
    (Kind.CORPORATE, 0.45, None), (Kind.CORPORATE, 0.45, 5.0), (Kind.MORTGAGE, 0.45, None), (Kind.MORTGAGE, 0.25, None),
    (Kind.OTHER_RETAIL, 0.45, None), (Kind.OTHER_RETAIL, 0.85, None), (Kind.REVOLVING, 0.45, None),
    (Kind.REVOLVING, 0.85, None),
)  # fmt: skip


def read(example):
    with (CREDIT_RISK / f"creditriskplus_{example}_obligors.csv").open() as file:
        rows = list(csv.DictReader(file))
    sectors = [name for name in rows[0] if name.startswith("weight_")]
    loans = portfolio(
        [int(row["exposure"]) for row in rows], [float(row["mean_default_rate"]) for row in rows],
        [float(row["std_default_rate"]) for row in rows], [[float(row[name]) for name in sectors] for row in rows],
    )  # fmt: skip
    return loans, json.loads((CREDIT_RISK / f"creditriskplus_{example}_expected.json").read_text())


@pytest.mark.parametrize(("example", "deviation"), [("1A", 12_668_742), ("2", 11_339_482)])
def test_a_published_portfolio_to_the_unit(example, deviation):
    loans, expected = read(example)
    told = losses(loans)

    assert told.unit == expected["loss_unit"]
    assert round(told.mean) == expected["mean"]
    assert round(told.deviation) == deviation
    assert {level: round(told.quantile(float(level) / 100)) for level in expected["percentiles"]} == (
        expected["percentiles"]
    )
    for loss, chance in expected["published_probability_of_each_loss_amount"]:
        assert told.probability[round(loss / told.unit)] == pytest.approx(chance, abs=1.5e-6)


@pytest.mark.parametrize("percent", BASEL)
def test_the_basel_table_of_risk_weights(percent):
    told = [risk_weight(kind, float(percent) / 100, lost, turnover) for kind, lost, turnover in COLUMNS]
    assert told == pytest.approx(BASEL[percent], abs=0.0151)
