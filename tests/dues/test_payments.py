"""Payments with their receipts, what they pay, credit, and taking one back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.books.actions import reverse_entry
from tequio.books.errors import AmountAbsurd, DayToCome, MemberUnknown, PeriodClosed, UndoneElsewhere
from tequio.books.models import Entry, Leg, Period
from tequio.books.queries import balance, member_ledger, member_statement
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.models import Event
from tequio.dues import actions, queries
from tequio.dues.errors import ReceiptCancelled
from tequio.dues.models import Fee, Receipt
from tequio.engines.dues import State
from tests.books.conftest import wrongs
from tests.dues.conftest import APRIL, MARCH, TODAY


def bought(house, member, minor):
    legs = (LegDraft("member_receivable", minor, member.pk), LegDraft("purchase_clearing", -minor))
    return post_entry(house.actor, EntryDraft(TODAY, "Barro", "purchasing.round", 1, legs))


def test_a_payment_pays_the_fee_and_gives_a_receipt(house):
    house.collect()
    receipt = house.pay(house.ana, 10_00)

    assert house.owes(house.ana) == 0
    assert balance("cash") == 10_00
    assert (receipt.number, receipt.minor, receipt.dues_minor, receipt.received_by) == (
        1,
        10_00,
        10_00,
        "Rosa Tesorera",
    )
    entry = Entry.objects.get(pk=receipt.entry_id)
    assert (entry.source, entry.source_id, entry.text) == ("dues.receipt", receipt.pk, "Recibo 1")
    assert Receipt.objects.get() == receipt
    assert Event.objects.get(kind="dues.payment.recorded").data["minor"] == 10_00


def test_part_of_a_fee_leaves_the_rest_open(house):
    house.collect()
    house.pay(house.ana, 4_00)
    owing = queries.owing_of(house.ana.pk, TODAY)

    assert (owing.owed_minor, owing.state) == (6_00, State.DUE)
    assert [each.minor for each in owing.open] == [6_00]


def test_fees_come_first_then_purchases_and_the_rest_is_kept_for_fees(house):
    house.collect()
    bought(house, house.ana, 20_00)
    receipt = house.pay(house.ana, 50_00)

    assert (receipt.dues_minor, receipt.purchases_minor) == (30_00, 20_00)
    assert (house.owes(house.ana), house.owes(house.ana, "member_receivable")) == (-20_00, 0)
    # The credit pays the next fees by itself.
    house.collect(APRIL, on=APRIL)
    assert queries.owing_of(house.ana.pk, APRIL).owed_minor == -10_00
    assert queries.owing_of(house.ana.pk, APRIL).state is State.CLEAR


def test_who_pays_his_purchase_says_so(house):
    house.collect()
    bought(house, house.ana, 20_00)
    receipt = house.pay(house.ana, 15_00, dues_first=False, into="bank")

    assert (receipt.dues_minor, receipt.purchases_minor) == (0, 15_00)
    assert (house.owes(house.ana), house.owes(house.ana, "member_receivable")) == (10_00, 5_00)
    assert balance("bank") == 15_00


def test_a_receipt_taken_back_leaves_the_fee_open_and_its_number_used(house):
    house.collect()
    receipt = house.pay(house.ana, 10_00)
    actions.cancel_receipt(actor=house.actor, receipt_id=receipt.pk, on=TODAY, today=TODAY, reason="billete falso")
    with pytest.raises(ReceiptCancelled):
        actions.cancel_receipt(actor=house.actor, receipt_id=receipt.pk, on=TODAY, today=TODAY, reason="otra vez")

    assert house.owes(house.ana) == 10_00
    assert balance("cash") == 0
    assert house.pay(house.ana, 10_00).number == 2
    assert wrongs() == []


def test_what_dues_booked_is_not_taken_back_in_the_books(house):
    house.collect()
    receipt = house.pay(house.ana, 10_00)
    for entry_id in (receipt.entry_id, house.fee(house.ana).entry_id):
        with pytest.raises(UndoneElsewhere):
            reverse_entry(actor=house.actor, entry_id=entry_id, on=TODAY, today=TODAY, reason="x")

    assert not Entry.objects.filter(reverses__isnull=False).exists()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [({"minor": 0}, AmountAbsurd), ({"minor": 10**14}, AmountAbsurd), ({"member_id": 0}, MemberUnknown),
     ({"on": APRIL}, DayToCome), ({"on": date(2026, 1, 5)}, PeriodClosed)],
)  # fmt: skip
def test_a_payment_that_cannot_be_noted_changes_nothing(house, told, refusal):
    Period.objects.create(union=house.union, month=date(2026, 1, 1), closed_at="2026-02-01T00:00Z")
    usual = {"member_id": house.ana.pk, "minor": 10_00, "into": "cash", "on": TODAY, "today": TODAY}
    with pytest.raises(refusal):
        actions.record_payment(actor=house.actor, **usual | told)

    assert not Receipt.objects.exists()
    assert not Leg.objects.exists()
    assert not Event.objects.filter(kind="dues.payment.recorded").exists()


def test_the_same_form_sent_twice_is_one_receipt(house):
    assert house.pay(house.ana, 10_00, key="k") == house.pay(house.ana, 10_00, key="k")

    assert Receipt.objects.count() == 1
    assert house.owes(house.ana) == -10_00


def test_a_villages_list_is_receipts_for_all_or_for_none(house):
    house.collect()
    bought(house, house.beto, 7_00)
    listed = [(house.ana.pk, 10_00), (house.beto.pk, 20_00), (house.ana.pk, 3_00)]
    made = actions.record_payments(actor=house.actor, payments=listed, into="cash", on=TODAY, today=TODAY, note="Lista")

    assert made == 3
    assert list(Receipt.objects.order_by("number").values_list("number", "dues_minor", "purchases_minor")) == [
        (1, 10_00, 0), (2, 15_00, 5_00), (3, 3_00, 0),
    ]  # fmt: skip
    assert [house.owes(who) for who in (house.ana, house.beto)] == [-3_00, 0]
    with pytest.raises(MemberUnknown):
        actions.record_payments(actor=house.actor, payments=[*listed, (10**9, 1)], into="cash", on=TODAY, today=TODAY)
    assert Receipt.objects.count() == 3


def test_states_follow_from_the_days_and_the_list_says_the_same_as_the_engine(house):
    house.collect(MARCH, on=MARCH)
    house.pay(house.ana, 10_00)
    house.collect(APRIL, on=APRIL)
    days = {TODAY: State.DUE, date(2026, 3, 11): State.GRACE, date(2026, 3, 26): State.LATE,
            TODAY + timedelta(days=91): State.LONG}  # fmt: skip
    for today, state in days.items():
        listed = {each.member_id: each for each in queries.owing(today)}
        assert listed[house.beto.pk].state is state
        assert all(each == queries.owing_of(pk, today) for pk, each in listed.items())
    assert queries.owing_of(house.ana.pk, date(2026, 4, 11)).state is State.GRACE
    assert queries.standings(queries.owing(TODAY)).owed_minor == 10_00 + 30_00 + 20_00
    assert queries.owing(date(2026, 3, 26))[0].past_minor == 15_00


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 40_00)), max_size=8))
def test_whatever_is_done_the_list_the_engine_and_the_books_agree(house, deeds):
    """Charges, payments, cancelled fees and receipts in any order."""
    before = connection.savepoint()
    for place, (kind, minor) in enumerate(deeds):
        _do(house, kind, minor, date(2026, 3 + place, 1))
    today = date(2027, 6, 1)
    listed = {each.member_id: each for each in queries.owing(today)}
    for member in (house.ana, house.beto):
        one = queries.owing_of(member.pk, today)
        charged = sum(Fee.objects.filter(member=member, cancelled_on=None).values_list("minor", flat=True))
        paid = sum(Receipt.objects.filter(member=member, cancelled_on=None).values_list("dues_minor", flat=True))
        assert one.owed_minor == charged - paid
        assert listed.get(member.pk) == (one if one.owed_minor > 0 else None)
        assert sum(each.minor for each in one.open) == max(one.owed_minor, 0)
    assert wrongs() == []
    connection.savepoint_rollback(before)


def _do(house, kind, minor, first):
    told = {"actor": house.actor, "on": TODAY, "today": TODAY, "reason": "x"}
    if kind == 0:
        house.collect(first, on=first)
    elif kind in (1, 2):
        house.pay(house.ana, minor)
    elif kind == 3 and (receipt := Receipt.objects.filter(cancelled_on=None).order_by("pk").first()):
        actions.cancel_receipt(receipt_id=receipt.pk, **told)
    elif kind == 4 and (fee := Fee.objects.filter(cancelled_on=None, member=house.ana).order_by("pk").first()):
        actions.cancel_fee(fee_id=fee.pk, **told)


def test_a_members_statement_and_the_list_of_balances_hold_fees_and_purchases_together(house):
    house.collect()
    bought(house, house.ana, 20_00)
    house.certificate_value(100_00)
    actions.subscribe(
        actor=house.actor, member_id=house.ana.pk, count=1, minor=100_00, into="cash", on=TODAY, today=TODAY
    )

    assert member_statement(house.ana.pk, MARCH, TODAY).closing_minor == 30_00
    assert {line.key: line.closing_minor for line in member_ledger(MARCH, TODAY)}[house.ana.pk] == 30_00
