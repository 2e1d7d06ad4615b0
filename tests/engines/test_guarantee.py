"""Money is conserved, nobody pays above his cap, and two members pay what pencil and paper say."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.guarantee import (
    Called,
    Cover,
    Deal,
    Layer,
    Member,
    Part,
    call,
    pledged,
    recover,
    refundable,
    share_out,
)
from tequio.engines.guarantee.paths import live

ANA, BETO, CARO = 1, 2, 3
HALF = Deal(Cover.PARI_PASSU, Decimal("0.5"))
PATHS = 10_000

minors = st.integers(0, 10**9)
people = st.dictionaries(st.integers(1, 12), minors, max_size=12)


def told(called: Called) -> dict[tuple[str, int | None], int]:
    return {(part.layer.value, part.member): part.minor for part in called.parts}


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_two_members_by_hand():
    """docs/explain/guarantees.md: Ana signed for 3,000 and Beto for 2,000; Beto's loan of 4,000 fails.

    His deposit of 400 goes first. Of the 3,600 that are left the pool pays half, 1,800: Ana 3/5, Beto 2/5.
    """
    called = call(
        400_000, own={BETO: 40_000}, group={}, pool={ANA: 300_000, BETO: 200_000}, deal=HALF,
        held={ANA: 300_000, BETO: 240_000},
    )  # fmt: skip

    assert told(called) == {
        ("borrower", BETO): 40_000, ("pool", ANA): 108_000, ("pool", BETO): 72_000, ("bank", None): 180_000,
    }  # fmt: skip
    assert called.by_members == 220_000


def test_what_comes_back_by_hand():
    """Beto pays 1,000 later. The bank lacks 1,800 and the pool 1,800: 500 each; of the pool's, Ana 300 and Beto 200."""
    lacking = [Part(Layer.POOL, ANA, 108_000), Part(Layer.POOL, BETO, 72_000), Part(Layer.BANK, None, 180_000)]

    assert recover(100_000, lacking, Cover.PARI_PASSU).parts == (
        Part(Layer.POOL, ANA, 30_000), Part(Layer.POOL, BETO, 20_000), Part(Layer.BANK, None, 50_000),
    )  # fmt: skip
    # With a first loss the bank is made whole first: it was promised to lose last.
    assert recover(200_000, lacking, Cover.FIRST_LOSS).parts == (
        Part(Layer.BANK, None, 180_000), Part(Layer.POOL, ANA, 12_000), Part(Layer.POOL, BETO, 8_000),
    )  # fmt: skip
    assert recover(500_000, lacking, Cover.PARI_PASSU).left_over == 140_000


def test_the_group_pays_before_the_pool_and_gets_back_after_it():
    called = call(
        100_000, own={BETO: 10_000}, group={ANA: 30_000, CARO: 30_000}, pool={ANA: 50_000, CARO: 50_000},
        held={ANA: 60_000, BETO: 5_000, CARO: 20_000}, deal=Deal(Cover.FIRST_LOSS, Decimal("0.10")), lent=200_000,
    )  # fmt: skip

    # Caro has 20,000 in all, so Ana's cap makes up for her; the pool promised a tenth of 200,000 and Caro has no more.
    assert told(called) == {
        ("borrower", BETO): 5_000, ("group", ANA): 30_000, ("group", CARO): 20_000, ("pool", ANA): 20_000,
        ("bank", None): 25_000,
    }  # fmt: skip
    back = recover(50_000, [part for part in called.parts if part.layer is not Layer.BORROWER], Cover.FIRST_LOSS)
    assert [(part.layer, part.member, part.minor) for part in back.parts] == [
        (Layer.BANK, None, 25_000), (Layer.POOL, ANA, 20_000), (Layer.GROUP, ANA, 3_000), (Layer.GROUP, CARO, 2_000),
    ]  # fmt: skip


def test_a_first_loss_that_is_used_up_pays_no_more():
    deal = Deal(Cover.FIRST_LOSS, Decimal("0.10"))

    assert deal.asked(50_000, lent=1_000_000, used=80_000) == 20_000
    assert deal.asked(50_000, lent=1_000_000, used=120_000) == 0
    assert HALF.asked(99_999, lent=0, used=10**9) == 49_999  # rounded down


def test_who_leaves_takes_what_stands_for_no_loan():
    """The pool guarantees 100,000; Ana may lose 120,000 and Beto 80,000: 60,000 and 40,000 of theirs are pledged."""
    both = [Member(ANA, 150_000, 120_000, bound=10_000), Member(BETO, 50_000, 80_000)]

    assert pledged(both, 100_000) == {ANA: 60_000, BETO: 40_000}
    assert refundable(both, 100_000) == {ANA: 80_000, BETO: 10_000}
    # It does not matter that Ana has taken hers already: Beto's part is the same.
    after = [Member(ANA, 70_000, 120_000, bound=10_000), Member(BETO, 50_000, 80_000)]
    assert refundable(after, 100_000) == {ANA: 0, BETO: 10_000}
    assert refundable(both, 0) == {ANA: 140_000, BETO: 50_000}


@pytest.mark.parametrize(
    ("loss", "deal", "said"),
    [(0, HALF, "none"), (-5, HALF, "none"), (5, Deal(Cover.PARI_PASSU, Decimal("1.1")), "not between 0 and 1")],
)
def test_what_cannot_be_called_is_said(loss, deal, said):
    with pytest.raises(ValueError, match=said):
        call(loss, own={}, group={}, pool={}, held={}, deal=deal)
    with pytest.raises(ValueError, match="none"):
        recover(0, [], Cover.PARI_PASSU)


# --- what always holds -----------------------------------------------------------------------------------------------


@given(minors, people, people)
def test_a_share_comes_to_the_total_or_to_all_there_is(total, weights, bounds):
    parts = share_out(total, weights, bounds)
    there = sum(bound for key, bound in bounds.items() if weights.get(key, 0) > 0)

    assert sum(parts.values()) == min(total, there)
    assert all(0 <= part <= bounds[key] for key, part in parts.items())
    # Whoever is below his bound pays no less for a larger weight.
    below = [(weights[key], part) for key, part in parts.items() if part < bounds[key]]
    assert all(mine[1] <= other[1] for mine, other in product(below, below) if mine[0] < other[0])


@given(
    st.integers(1, 10**9), people, people, people, people, st.sampled_from(Cover), st.integers(0, 100), minors, minors
)
def test_a_loss_is_borne_whole_and_nobody_pays_above_his_cap(loss, own, group, pool, held, cover, part, lent, used):
    deal = Deal(cover, Decimal(part) / 100)
    called = call(loss, own=own, group=group, pool=pool, held=held, deal=deal, lent=lent, used=used)

    assert sum(each.minor for each in called.parts) == loss
    for layer, caps in ((Layer.BORROWER, own), (Layer.GROUP, group), (Layer.POOL, pool)):
        assert all(each.minor <= caps[each.member] for each in called.parts if each.layer is layer)
    for member, there in held.items():
        assert sum(each.minor for each in called.parts if each.member == member) <= there
    above = called.of(Layer.BORROWER) + called.of(Layer.GROUP)
    assert called.of(Layer.POOL) <= deal.asked(loss - above, lent, used)


@given(st.integers(1, 10**9), people, people, minors, st.sampled_from(Cover))
def test_what_comes_back_is_never_more_than_was_paid(minor, group, pool, bank, cover):
    lacking = [Part(Layer.GROUP, member, part) for member, part in group.items()]
    lacking += [Part(Layer.POOL, member, part) for member, part in pool.items()] + [Part(Layer.BANK, None, bank)]
    back = recover(minor, lacking, cover)
    lack = {(part.layer, part.member): part.minor for part in lacking}

    assert sum(part.minor for part in back.parts) + back.left_over == minor
    assert all(part.minor <= lack[part.layer, part.member] for part in back.parts)
    if back.left_over:
        assert sum(part.minor for part in back.parts) == sum(lack.values())
    # Reverse order: whoever pays first gets nothing while a later one lacks anything.
    got = {layer: sum(part.minor for part in back.parts if part.layer is layer) for layer in Layer}
    if got[Layer.GROUP]:
        assert (got[Layer.POOL], got[Layer.BANK]) == (sum(pool.values()), bank)
    if cover is Cover.FIRST_LOSS and got[Layer.POOL]:
        assert got[Layer.BANK] == bank


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**6), st.integers(1, 10**8), st.integers(0, 100))
def test_two_members_pay_what_the_formula_says(ana, beto, deposit, loss, part):
    """P = min(c (L - g), a + b), Ana pays a / (a + b) of it, to a centavo; her cap holds without any minimum."""
    deal = Deal(Cover.PARI_PASSU, Decimal(part) / 100)
    held = {ANA: ana, BETO: beto + deposit}
    called = call(loss, own={BETO: deposit}, group={}, pool={ANA: ana, BETO: beto}, held=held, deal=deal)
    paid = {member: sum(p.minor for p in called.parts if p.member == member and p.layer is Layer.POOL)
            for member in (ANA, BETO)}  # fmt: skip

    left = loss - min(loss, deposit)
    pool = min(left * part // 100, ana + beto)
    assert paid[ANA] + paid[BETO] == pool
    if ana + beto:
        assert abs(paid[ANA] - Decimal(pool) * ana / (ana + beto)) <= 1
        assert abs(paid[BETO] - Decimal(pool) * beto / (ana + beto)) <= 1


def test_the_mean_of_two_members_over_all_outcomes_is_the_closed_form():
    """Loans of 4,000 each that fail independently, one in ten and one in five, with caps of 1,000 and the pool's half.

    One failure asks 2,000 and takes all of both caps: 1,000 of each. So Ana pays 1,000 unless neither fails:
    1,000 x (1 - 0.9 x 0.8) = 280.
    """
    chance = {ANA: Decimal("0.1"), BETO: Decimal("0.2")}
    mean = Decimal(0)
    for fails in product((False, True), repeat=2):
        weight, lost, held = Decimal(1), {ANA: 0, BETO: 0}, {ANA: 100_000, BETO: 100_000}
        for member, failed in zip((ANA, BETO), fails, strict=True):
            weight *= chance[member] if failed else 1 - chance[member]
            if failed:
                caps = {each: 100_000 - lost[each] for each in (ANA, BETO)}
                for part in call(400_000, own={}, group={}, pool=caps, held=held, deal=HALF).parts:
                    if part.member is not None:
                        lost[part.member] += part.minor
                        held[part.member] -= part.minor
        mean += weight * lost[ANA]

    assert mean == 28_000


@pytest.mark.slow
def test_money_is_conserved_and_no_cap_is_passed_in_ten_thousand_lives():
    lives = [live(seed) for seed in range(PATHS)]

    assert sum(fund.steps for fund in lives) == PATHS * 25
    assert sum(fund.put_in + fund.got_back for fund in lives) == sum(
        fund.paid_out + fund.taken_out + sum(fund.held.values()) for fund in lives
    )
    assert sum(fund.paid_out for fund in lives) > 0 < sum(fund.got_back for fund in lives)


@given(st.integers(0, 2**64), st.integers(1, 30), st.integers(0, 60))
def test_money_is_conserved_in_a_fund_of_any_size(seed, members, steps):
    assert live(seed, members, steps).steps == steps


@given(people, people, minors)
def test_what_is_pledged_covers_the_promise_or_is_everything(caps, held, guaranteed):
    there = [Member(member, held.get(member, 0), cap) for member, cap in caps.items()]
    bound = pledged(there, guaranteed)
    room = sum(each.room for each in there)

    assert sum(bound.values()) == min(guaranteed, room)
    assert all(free >= 0 for free in refundable(there, guaranteed).values())
