"""From the money in the hand to the last payment: the books, early, late and partial payments, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.books.errors import AmountAbsurd, DayToCome
from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.core.refusals import KeyUsedTwice
from tequio.credit import actions, queries
from tequio.credit.actions import Slip
from tequio.credit.errors import (
    FileMissing,
    HandedOverAlready,
    NothingToRemit,
    NotNow,
    OtherDay,
    PaidTooEarly,
    PaymentGone,
    PaysTooMuch,
    SlipDiffers,
)
from tequio.credit.models import Application, Instalment, Loan, Payment
from tests.credit.world import LENT, TODAY

FIRST = date(2026, 2, 15)  # 2,411.09 and IVA of 115.20
SECOND = date(2026, 3, 15)
DUE = 2_526_29


def test_the_days_of_payment_are_those_of_the_example(world):
    loan = world.lend()
    rows = list(queries.instalments_of(loan))

    assert (len(rows), rows[0].minor, rows[0].due_on) == (12, DUE, FIRST)
    assert sum(row.principal_minor for row in rows) == 24_000_00
    assert sum(row.minor for row in rows) == 29_722_37
    assert rows[-1].principal_minor == 2_340_86


def test_straight_from_the_bank_no_peso_passes_through_the_books(world):
    loan = world.lend()

    assert (loan.state, loan.handed_over_on) == (Loan.State.RUNNING, LENT)
    assert world.books() == {}


def test_through_the_union_it_is_the_members_until_he_has_it(world):
    loan = world.lend(through="union")
    assert world.books() == {"bank": 24_000_00, "loan_to_hand_over": -24_000_00}
    actions.hand_over(actor=world.desk, loan_id=loan.pk, from_="bank", on=TODAY, today=TODAY)

    assert world.books() == {}
    assert [entry.source for entry in Entry.objects.all()] == ["credit.loan", "credit.loan"]
    with pytest.raises(HandedOverAlready):
        actions.hand_over(actor=world.desk, loan_id=loan.pk, from_="bank", on=TODAY, today=TODAY)


def test_without_a_file_or_on_another_day_it_is_not_handed_out(world):
    loan = world.agree(world.approve(world.ask()))
    with pytest.raises(FileMissing, match="Ana Luna"):
        actions.disburse(actor=world.desk, loan_id=loan.pk, through="direct", on=TODAY, today=TODAY)
    world.file(world.ana)
    with pytest.raises(OtherDay, match="15/01/2026"):
        world.disburse(loan, today=TODAY + timedelta(days=1))
    loan.refresh_from_db()
    assert (loan.state, loan.disbursed_on) == (Loan.State.AGREED, None)


def test_called_off_the_application_waits_approved_again(world):
    loan = world.agree(world.approve(world.ask()))
    actions.call_off_loan(actor=world.desk, loan_id=loan.pk, reason="El banco cambió de fecha.")

    assert Application.objects.get().state == Application.State.APPROVED
    assert world.agree(Application.objects.get()).number == 2


# --- payments --------------------------------------------------------------------------------------------------------


def test_a_payment_on_its_day_is_the_lenders_until_it_has_it(world):
    loan = world.lend()
    payment = world.pay(loan, DUE, FIRST)

    assert (payment.number, payment.interest_to_minor, payment.iva_to_minor, payment.principal_to_minor) == (
        1, 720_00, 115_20, 1_691_09,
    )  # fmt: skip
    assert world.books() == {"cash": DUE, "loan_collected": -DUE}
    assert balance("loan_collected", world.ana.pk) == -DUE
    stands = world.stands(loan, FIRST)
    assert (stands.balance_minor, stands.overdue_minor, stands.days_late, stands.next_on) == (
        22_308_91, 0, 0, SECOND,
    )  # fmt: skip
    actions.remit(actor=world.desk, lender_id=world.lender.pk, on=SECOND, today=SECOND)
    assert world.books() == {"cash": DUE, "bank": -DUE}
    with pytest.raises(NothingToRemit):
        actions.remit(actor=world.desk, lender_id=world.lender.pk, on=SECOND, today=SECOND)


def test_part_of_it_pays_iva_then_interest_then_principal_in_that_order(world):
    loan = world.lend()
    payment = world.pay(loan, 500_00, FIRST)

    assert (payment.iva_to_minor, payment.interest_to_minor, payment.principal_to_minor) == (115_20, 384_80, 0)
    stands = world.stands(loan, FIRST)
    assert (stands.balance_minor, stands.overdue_minor) == (24_000_00, DUE - 500_00)


def test_late_past_the_grace_costs_late_interest_on_overdue_principal(world):
    loan = world.lend()
    for days, late_interest in ((5, 0), (10, 16_91)):  # 1,691.09 × 36 % × 10 / 360, and its IVA of 2.71
        stands = world.stands(loan, FIRST + timedelta(days=days))
        assert (stands.days_late, stands.is_in_grace, stands.is_late) == (days, days <= 5, days > 5)
        iva = 2_71 if late_interest else 0
        assert stands.overdue_minor == DUE + late_interest + iva
    payment = world.pay(loan, DUE + 19_62, FIRST + timedelta(days=10))
    assert (payment.late_interest_to_minor, payment.principal_to_minor) == (16_91, 1_691_09)
    assert world.stands(loan, FIRST + timedelta(days=10)).overdue_minor == 0


def test_early_it_lowers_the_principal_and_saves_interest(world):
    loan = world.lend()
    world.pay(loan, 12_000_00, LENT)

    assert world.stands(loan, LENT).balance_minor == 12_000_00
    # Half the principal, half the interest of the month.
    assert world.stands(loan, FIRST).standing.lines[0].owed["interest"] == 360_00


def test_paid_whole_it_is_over_and_takes_no_more(world):
    loan = world.lend()
    with pytest.raises(PaysTooMuch, match=r"\$24,000.00"):
        world.pay(loan, 24_000_01, LENT)
    assert not Payment.objects.exists()
    world.pay(loan, 24_000_00, LENT)
    loan.refresh_from_db()

    assert (loan.state, loan.paid_on) == (Loan.State.PAID, LENT)
    with pytest.raises(NotNow, match="pagado"):
        world.pay(loan, 1, FIRST)


@pytest.mark.parametrize("on", [LENT - timedelta(days=1), LENT - timedelta(days=400)])
def test_a_payment_before_the_loan_is_refused_in_a_sentence(world, on):
    loan = world.lend()
    with pytest.raises(PaidTooEarly, match="todavía no se había entregado"):
        world.pay(loan, DUE, on, today=FIRST)
    assert (Payment.objects.count(), world.books()) == (0, {})


def test_a_payment_of_a_loan_not_handed_out_is_refused(world):
    loan = world.agree(world.approve(world.ask()))
    with pytest.raises(PaidTooEarly):
        world.pay(loan, DUE, FIRST)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("minor", "refusal"), [(0, AmountAbsurd), (-5, AmountAbsurd), (10**16, AmountAbsurd)])
def test_an_amount_that_is_none_is_refused(world, minor, refusal):
    loan = world.lend()
    with pytest.raises(refusal):
        world.pay(loan, minor, FIRST)
    with pytest.raises(DayToCome):
        world.pay(loan, DUE, FIRST, today=LENT)
    assert (Payment.objects.count(), world.books()) == (0, {})


def test_the_same_payment_sent_twice_is_taken_once(world):
    loan = world.lend()
    told = {"actor": world.desk, "loan_id": loan.pk, "into": "cash", "on": FIRST, "today": FIRST, "key": "form-1"}
    first = actions.record_payment(minor=DUE, **told)
    second = actions.record_payment(minor=DUE, **told)
    with pytest.raises(KeyUsedTwice):
        actions.record_payment(minor=DUE + 1, **told)

    assert first.pk == second.pk
    assert (Payment.objects.count(), world.books()["cash"]) == (1, DUE)
    assert Event.objects.filter(kind="credit.payment.recorded").count() == 1


def test_straight_to_the_bank_is_written_down_and_not_booked(world):
    loan = world.lend()
    payment = world.pay(loan, DUE, FIRST, into="lender")

    assert (payment.entry_id, world.books()) == (None, {})
    assert world.stands(loan, FIRST).overdue_minor == 0


def test_taken_back_the_others_are_worked_out_again(world):
    loan = world.lend()
    wrong = world.pay(loan, DUE, FIRST)
    other = world.pay(loan, DUE, SECOND)
    actions.cancel_payment(
        actor=world.desk, payment_id=wrong.pk, on=SECOND, today=SECOND, reason="Era de otra persona."
    )
    other.refresh_from_db()

    # What came for the second day pays the first one now, with what its lateness cost.
    assert (other.interest_to_minor, other.late_interest_to_minor) == (720_00, 47_35)
    assert other.minor == sum(
        getattr(other, f"{what}_to_minor") for what in ("iva", "late_interest", "interest", "principal")
    )
    assert world.books() == {"cash": DUE, "loan_collected": -DUE}
    assert world.stands(loan, SECOND).balance_minor == 24_000_00 - other.principal_to_minor
    with pytest.raises(PaymentGone):
        actions.cancel_payment(
            actor=world.desk, payment_id=wrong.pk, on=SECOND, today=SECOND, reason="Otra vez lo mismo."
        )


def test_what_the_lender_has_is_not_taken_back(world):
    loan = world.lend()
    payment = world.pay(loan, DUE, FIRST)
    actions.remit(actor=world.desk, lender_id=world.lender.pk, on=FIRST, today=FIRST)
    with pytest.raises(PaymentGone):
        actions.cancel_payment(
            actor=world.desk, payment_id=payment.pk, on=FIRST, today=FIRST, reason="Era de otra persona."
        )


# --- slips of a village ----------------------------------------------------------------------------------------------


def merge(world, *slips, today=SECOND):
    actions.merge_slips(actor=world.desk, slips=slips, today=today)


def test_slips_sent_again_are_taken_once(world):
    loan, other = world.lend(), world.lend(world.beto)
    slips = (Slip("tel-a-1", loan.pk, DUE, FIRST), Slip("tel-a-2", other.pk, 1_000_00, FIRST))
    merge(world, *slips)
    merge(world, *slips, Slip("tel-b-1", other.pk, 500_00, SECOND))

    assert Payment.objects.count() == 3
    assert world.books() == {"cash": 4_026_29, "loan_collected": -4_026_29}
    told = [event.data for event in Event.objects.filter(kind="credit.payments.merged").order_by("number")]
    assert told == [{"new": 2, "known": 0, "minor": 3_526_29}, {"new": 1, "known": 2, "minor": 500_00}]


def test_a_slip_with_another_amount_refuses_the_whole_list(world):
    loan = world.lend()
    merge(world, Slip("tel-a-1", loan.pk, DUE, FIRST))
    with pytest.raises(SlipDiffers, match="tel-a-1"):
        merge(world, Slip("tel-a-9", loan.pk, 100_00, FIRST), Slip("tel-a-1", loan.pk, 1, FIRST))

    assert Payment.objects.count() == 1


def test_a_slip_that_comes_in_late_counts_from_its_own_day(world):
    loan = world.lend()
    office = world.pay(loan, DUE, SECOND)
    merge(world, Slip("tel-a-1", loan.pk, DUE, FIRST))
    office.refresh_from_db()

    # The first day was paid in time after all: the office's payment is the second one's.
    assert office.late_interest_to_minor == 0
    assert world.stands(loan, SECOND).overdue_minor == 0


def test_of_a_loan_paid_off_meanwhile_the_slip_stays_the_members(world):
    loan = world.lend()
    world.pay(loan, 24_000_00, LENT)
    merge(world, Slip("tel-a-1", loan.pk, 300_00, FIRST))

    assert world.books() == {"cash": 24_300_00, "loan_collected": -24_000_00, "member_advance": -300_00}
    loan.refresh_from_db()
    assert loan.state == Loan.State.PAID


def test_a_late_slip_that_makes_another_too_much_moves_the_difference(world):
    loan = world.lend()
    world.pay(loan, DUE, FIRST)
    closing = world.stands(loan, SECOND).standing.to_close
    world.pay(loan, closing, SECOND)
    merge(world, Slip("tel-a-1", loan.pk, 1_000_00, FIRST))

    # A thousand less was owed for a month, so its interest and IVA (30.00 and 4.80) were too much as well.
    assert world.books()["member_advance"] == -1_034_80
    assert sum(each.left_over_minor for each in Payment.objects.all()) == 1_034_80
    assert world.books()["loan_collected"] == -(DUE + closing - 34_80)


paid = st.lists(st.tuples(st.integers(0, 800), st.integers(1, 4_000_00)), min_size=1, max_size=8)


@given(paid)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_paid_in_whatever_order_every_centavo_has_its_place(world, rows):
    Application.objects.filter(state__in=("asked", "sent")).update(state="withdrawn")
    loan = world.lend()
    before = world.books()
    end = LENT + timedelta(days=900)
    slips = [Slip(f"{loan.pk}-{place}", loan.pk, minor, LENT + timedelta(days=day))
             for place, (day, minor) in enumerate(rows)]  # fmt: skip
    merge(world, *slips, today=end)
    after = world.books()
    moved = {role: after.get(role, 0) - before.get(role, 0) for role in ("cash", "loan_collected", "member_advance")}
    kept = list(Payment.objects.filter(loan=loan))

    assert sum(moved.values()) == 0
    assert moved["cash"] == sum(minor for _day, minor in rows)
    assert moved["member_advance"] == -sum(each.left_over_minor for each in kept)
    assert sum(each.principal_to_minor for each in kept) <= 24_000_00
    assert Instalment.objects.filter(loan=loan).count() == 12
