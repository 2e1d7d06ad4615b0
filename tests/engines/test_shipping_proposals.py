"""What a trade proposes for the papers of its products: read whole, and a fault is told with its file and row."""

from decimal import Decimal

import pytest

from tequio.engines.shipping import Proposal, Size, read_proposals
from tequio.unions.trade import load
from tequio.unions.ware import customs_of, proposals_of, rules_of

MUG = "taza,Mug,6912.00.99.01,drink,95,330,600,400,300,300"
HEAD = "code,en,tariff,use,depth_mm,volume_ml,tare_g,length_mm,width_mm,height_mm\n"


def test_every_product_of_the_trade_has_a_proposal_that_its_rules_know():
    found, rules, customs = proposals_of("pottery"), rules_of("pottery"), customs_of("pottery")

    assert set(found) == {product.code for product in load("pottery").products}
    assert {each.use for each in found.values()} <= set(rules.uses)
    assert {each.tariff for each in found.values()} - {""} <= {code.code for code in customs.codes}
    food = [each for each in found.values() if rules.uses[each.use].is_food]
    assert not [each for each in food if each.depth_mm is None or each.volume_ml is None]


def test_a_row_by_hand(tmp_path):
    (tmp_path / "articles.csv").write_text(
        HEAD + "taza,Mug,6912.00.99.01,drink,95,330,600,400,300,300\nolla,Pot,,,,,,,,\n"
    )

    assert read_proposals(tmp_path) == {
        "taza": Proposal("Mug", "6912.00.99.01", "drink", Decimal(95), Decimal(330), 600, Size(400, 300, 300)),
        "olla": Proposal("Pot", "", "", None, None, None, None),
    }


def test_a_trade_without_the_file_proposes_nothing(tmp_path):
    assert read_proposals(tmp_path) == {}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("taza,Mug,,,,,600,400,,300", "row 2: a box has three sides or none"),
        ("taza,Mug,,,,,600.5,,,", "row 2: '600.5' is not a whole number"),
        ("taza,Mug,,,-1,,,,,", "row 2: '-1' must not be below zero"),
    ],
)
def test_a_fault_is_told_with_its_row(tmp_path, row, fault):
    (tmp_path / "articles.csv").write_text(HEAD + row + "\n")
    with pytest.raises(ValueError, match=fault):
        read_proposals(tmp_path)
