"""The proof that the fee paid for itself: only evidence counts, to the centavo, in any order."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.benefit import More, Purchase, benefit_line, benefits, member_benefit, union_benefit

prices = st.decimals("0.01", "900", places=2)
quantities = st.decimals("0.001", "5000", places=3)


@st.composite
def purchases(draw):
    rows = []
    for number in range(draw(st.integers(0, 12))):
        alone = draw(st.none() | prices)
        rows.append(
            Purchase(
                reference=f"{number:03}",
                member=draw(st.sampled_from(["ana", "beto", "carmen"])),
                material=draw(st.sampled_from(["barro", "esmalte"])),
                quantity=draw(quantities),
                charged_minor=draw(st.integers(0, 10**7)),
                alone=alone,
                evidence=None if alone is None else "nota",
            )
        )
    return rows


def test_a_member_by_hand():
    """40 kg of clay at 5.50 alone and 4.00 landed saves 60.00; a glaze without evidence counts nothing."""
    clay = Purchase("1", "ana", "barro", Decimal(40), 16_000, Decimal("5.50"), "recibo 7")
    glaze = Purchase("2", "ana", "esmalte", Decimal(2), 15_000)

    ana = member_benefit("ana", 12_000, [glaze, clay])

    assert [line.gain_minor for line in ana.lines] == [6_000, 0]
    assert [line.purchase.reference for line in ana.without_evidence] == ["2"]
    assert (ana.gains_minor, ana.net_minor, ana.multiple, ana.in_the_red) == (6_000, -6_000, Decimal("0.5"), True)
    # 60.00 are missing: another 40 kg at 1.50 saved per kilogram, which is 160.00 more of purchases.
    assert (ana.way_out.missing_minor, ana.way_out.spend_minor) == (6_000, 16_000)
    assert ana.way_out.more == (More("barro", Decimal(40)),)


def test_the_sentence_of_the_issue():
    """Paid 120 in fees, saved 684: the fee came back 5.7 times."""
    ana = member_benefit("ana", 12_000, [Purchase("1", "ana", "barro", Decimal(100), 31_600, Decimal(10), "lista")])

    assert (ana.gains_minor, ana.net_minor, ana.multiple) == (68_400, 56_400, Decimal("5.7"))
    assert ana.way_out is None


def test_a_loss_is_shown_as_a_loss_and_leaves_no_way_out_by_buying_more():
    dear = Purchase("1", "ana", "barro", Decimal(10), 5_000, Decimal("4.00"), "nota")

    ana = member_benefit("ana", 100, [dear])

    assert (ana.gains_minor, ana.way_out.missing_minor) == (-1_000, 1_100)
    assert (ana.way_out.spend_minor, ana.way_out.more) == (None, ())


def test_who_paid_no_fee_has_no_multiple():
    assert member_benefit("ana", 0, []).multiple is None
    assert not member_benefit("ana", 0, []).in_the_red


@pytest.mark.parametrize(("alone", "evidence"), [(Decimal(1), None), (None, "nota")])
def test_a_price_alone_and_its_evidence_come_together(alone, evidence):
    with pytest.raises(ValueError):
        Purchase("1", "ana", "barro", Decimal(1), 1, alone, evidence)


@given(purchases(), st.dictionaries(st.sampled_from(["ana", "beto", "dora"]), st.integers(0, 10**6)), st.randoms())
def test_the_order_of_purchases_never_matters_and_every_line_is_counted_once(rows, fees, shuffler):
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    members = benefits(fees, rows)

    assert benefits(fees, shuffled) == members
    assert sorted(line.purchase.reference for m in members for line in m.lines) == [p.reference for p in rows]
    assert sum(m.net_minor for m in members) == sum(benefit_line(p).gain_minor for p in rows) - sum(fees.values())


@given(purchases(), st.integers(0, 11))
def test_taking_one_evidence_away_turns_exactly_its_line_to_zero(rows, number):
    if number >= len(rows):
        return
    before = [benefit_line(p) for p in rows]
    rows[number] = replace(rows[number], alone=None, evidence=None)
    after = [benefit_line(p) for p in rows]

    assert (after[number].gain_minor, after[number].has_evidence) == (0, False)
    assert after[:number] + after[number + 1 :] == before[:number] + before[number + 1 :]


@given(purchases(), st.integers(0, 10**6))
def test_buying_what_the_way_out_says_at_the_same_saving_puts_a_member_in_the_black(rows, fee):
    ana = member_benefit("ana", fee, rows)
    if ana.way_out is None:
        assert ana.net_minor >= 0
        return
    for more in ana.way_out.more:
        lines = [line for line in ana.lines if line.has_evidence and line.purchase.material == more.material]
        saved = sum(line.gain_minor for line in lines)
        bought = sum(line.purchase.quantity for line in lines)
        assert saved * more.quantity >= ana.way_out.missing_minor * bought
        assert saved * (more.quantity - 1) < ana.way_out.missing_minor * bought


@given(purchases(), st.dictionaries(st.sampled_from(["ana", "beto", "dora"]), st.integers(0, 10**6)))
def test_the_committee_sees_all_members_and_those_in_the_red_first_by_gap(rows, fees):
    members = benefits(fees, rows)
    union = union_benefit(members)

    assert union.members == len(members)
    assert union.gains_minor - union.fees_minor == sum(m.net_minor for m in members)
    assert [m.net_minor for m in union.in_the_red] == sorted(m.net_minor for m in members if m.net_minor < 0)
    assert list(union.quarters) == sorted(union.quarters)
    if members:
        nets = [m.net_minor for m in members]
        assert (union.quarters[0], union.quarters[-1]) == (min(nets), max(nets))
