"""An instalment that its member agreed to is kept from his pay, booked for the lender, and never more."""

from datetime import date

import pytest

from tequio.books.queries import balance
from tequio.credit.actions import allow_deduction, withdraw_deduction
from tequio.credit.models import Payment
from tequio.sales.models import Payout, Withholding
from tests import factories
from tests.credit import world as credit_worlds
from tests.makers.test_pay import BILL, FEES, agree, owe, owed, paid, pay_makers
from tests.makers.world import TODAY

ENDS = date(2027, 1, 1)


@pytest.fixture
def loan(world):
    """Ana's, of January: its February instalment is due."""
    member = world.members["Ana"]
    member.user = factories.make_user("Ana Luna")
    member.save(update_fields=["user"])
    member.person.born_on = date(1985, 3, 12)
    member.person.save(update_fields=["born_on"])
    credit = credit_worlds.build(world.union)
    return credit.lend(member)


def allow(world, loan, cap_minor=90_000, cap_bp=2_000):
    own = factories.actor_with(world.union, member=world.members["Ana"])
    return allow_deduction(
        actor=own, member=world.members["Ana"], loan_id=loan.pk, cap_minor=cap_minor, cap_bp=cap_bp, ends_on=ENDS,
        today=TODAY,
    )  # fmt: skip


def payday(world):
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    return paid(world, "Ana")


def test_an_instalment_is_kept_up_to_what_was_agreed(world, loan):
    allow(world, loan)
    payout = payday(world)
    part = payout.gross_minor // 5

    taken = Withholding.objects.get()
    assert (taken.code, taken.name, taken.minor) == (
        f"credit.loan.{loan.pk}", f"Parcialidad del préstamo {loan.number}", min(part, 90_000),
    )  # fmt: skip
    payment = Payment.objects.get()
    assert (payment.minor, payment.into, payment.entry_id) == (taken.minor, "settlement", taken.entry_id)
    assert payout.net_minor == payout.gross_minor - taken.minor
    assert (balance("loan_collected"), balance("maker_payable")) == (-taken.minor, 0)
    assert balance("bank") == BILL - sum(Payout.objects.values_list("net_minor", flat=True))


@pytest.mark.parametrize("end", ["none", "withdrawn"])
def test_without_a_consent_nothing_is_kept(world, loan, end):
    if end == "withdrawn":
        allow(world, loan)
        own = factories.actor_with(world.union, member=world.members["Ana"])
        withdraw_deduction(actor=own, member=world.members["Ana"], loan_id=loan.pk, today=TODAY)
    payout = payday(world)

    assert payout.net_minor == payout.gross_minor
    assert not Payment.objects.exists()


def test_the_lender_comes_first_and_all_together_keep_to_the_limit(world, loan):
    allow(world, loan, cap_minor=10_000_00, cap_bp=4_000)
    owe(world, "Ana", 10_000_00)
    agree(world, "Ana", share_bp=4_000)
    payout = payday(world)
    taken = dict(Withholding.objects.values_list("code", "minor"))
    half, first = payout.gross_minor * 5_000 // 10_000, taken[f"credit.loan.{loan.pk}"]

    assert first == min(payout.gross_minor * 4_000 // 10_000, Payment.objects.get().minor)
    assert taken[FEES] == min(half - first, payout.gross_minor * 4_000 // 10_000, 10_000_00)
    assert payout.withheld_minor == sum(taken.values()) <= half
    assert owed(world, "Ana") == 10_000_00 - taken[FEES]
