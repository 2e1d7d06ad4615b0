"""Certificates of capital, and leaving with everything settled."""

from datetime import date

import pytest

from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.models import Event
from tequio.dues import actions, queries
from tequio.dues.errors import (
    FarewellMoved,
    FarewellPaid,
    HasLeft,
    NoCertificateValue,
    NotAFund,
    NothingPaidIn,
    ReliefOverlaps,
    TooLittlePaid,
    TooMuchPaid,
)
from tequio.dues.law import certificate_least_paid_bp
from tequio.dues.models import Certificate, Farewell, Receipt, Relief
from tequio.members.errors import LeavesBeforeJoining
from tests.books.conftest import wrongs
from tests.dues.conftest import MARCH, TODAY


def subscribe(house, minor, count=1, **more):
    told = {"member_id": house.ana.pk, "count": count, "minor": minor, "into": "cash", "on": TODAY, "today": TODAY}
    return actions.subscribe(actor=house.actor, **told | more)


def leave(house, on=TODAY, **more):
    seen = more.pop("seen", None) or queries.accounts_of(house.ana.pk, on).digest
    return actions.settle_farewell(
        actor=house.actor, member_id=house.ana.pk, left_on=on, today=TODAY, reason="Se muda", seen=seen, **more
    )


def test_certificates_are_numbered_and_paid_one_after_another(house):
    house.certificate_value()
    receipt = subscribe(house, 600_00, count=2)

    assert receipt.capital_minor == 600_00
    assert balance("share_capital", house.ana.pk) == -600_00
    shown = queries.certificates_of(house.ana.pk)
    assert [(each.certificate.number, each.paid_minor, each.is_paid) for each in shown] == [
        (1, 500_00, True), (2, 100_00, False),
    ]  # fmt: skip
    actions.pay_capital(actor=house.actor, member_id=house.ana.pk, minor=400_00, into="bank", on=TODAY, today=TODAY)
    assert all(each.is_paid for each in queries.certificates_of(house.ana.pk))
    assert balance("bank") == 400_00
    with pytest.raises(NothingPaidIn):
        actions.pay_capital(actor=house.actor, member_id=house.ana.pk, minor=1, into="cash", on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("minor", "refusal"), [(49_99, TooLittlePaid), (500_01, TooMuchPaid)]
)  # the law asks for a tenth at once
def test_at_least_a_tenth_and_no_more_than_the_value_is_paid(house, minor, refusal):
    house.certificate_value()
    with pytest.raises(refusal):
        subscribe(house, minor)

    assert not Certificate.objects.exists()
    assert not Receipt.objects.exists()
    assert balance("share_capital") == 0
    assert subscribe(house, 50_00).minor == 50_00


def test_the_limit_is_the_laws_and_begins_with_it():
    assert certificate_least_paid_bp(TODAY) == 1_000
    assert certificate_least_paid_bp(date(1990, 1, 1)) == 0


def test_without_a_value_no_certificate_is_issued(house):
    with pytest.raises(NoCertificateValue):
        subscribe(house, 100_00)
    assert not Certificate.objects.exists()


def test_capital_taken_back_leaves_the_certificate_unpaid(house):
    house.certificate_value()
    receipt = subscribe(house, 500_00)
    actions.cancel_receipt(actor=house.actor, receipt_id=receipt.pk, on=TODAY, today=TODAY, reason="cheque devuelto")

    assert queries.certificates_of(house.ana.pk)[0].paid_minor == 0


def test_who_leaves_gets_the_net_of_everything(house):
    house.schedule(joining="by_day", valid_from=date(2026, 2, 1), brackets=((1, 31_00),))
    house.collect(on=MARCH)
    house.certificate_value()
    subscribe(house, 500_00)
    legs = (LegDraft("member_receivable", 120_00, house.ana.pk), LegDraft("purchase_clearing", -120_00))
    post_entry(house.actor, EntryDraft(TODAY, "Barro", "purchasing.round", 1, legs))
    gone = leave(house)

    assert (gone.capital_minor, gone.unused_minor, gone.dues_minor, gone.purchases_minor) == (
        500_00, 21_00, 31_00, 120_00,
    )  # fmt: skip
    assert (gone.pays_minor, gone.owing_minor) == (370_00, 0)
    for role, left in (
        ("share_capital", 0),
        ("dues_receivable", 0),
        ("member_receivable", 0),
        ("exit_payable", -370_00),
    ):
        assert balance(role, house.ana.pk) == left, role
    house.ana.refresh_from_db()
    assert (house.ana.state, house.ana.left_on) == ("left", TODAY)
    assert queries.certificates_of(house.ana.pk) == []
    assert Certificate.objects.get().farewell == gone
    entry = Entry.objects.get(pk=gone.entry_id)
    assert (entry.source, entry.source_id) == ("dues.farewell", gone.pk)

    paid = actions.pay_farewell(actor=house.actor, farewell_id=gone.pk, from_="bank", on=TODAY, today=TODAY)
    assert balance("exit_payable", house.ana.pk) == 0
    assert balance("bank") == -370_00
    assert (paid.paid_on, paid.paid_from) == (TODAY, "bank")
    with pytest.raises(FarewellPaid):
        actions.pay_farewell(actor=house.actor, farewell_id=gone.pk, from_="cash", on=TODAY, today=TODAY)
    assert wrongs() == []
    # The next month asks nothing of one who left.
    assert house.ana.pk not in {line.member_id for line in house.plan(date(2026, 4, 1), on=date(2026, 4, 1)).lines}


def test_who_owes_more_than_he_has_still_owes_the_rest(house):
    house.collect()
    house.certificate_value(5_00)
    subscribe(house, 5_00)
    gone = leave(house)

    assert (gone.pays_minor, gone.owing_minor) == (0, 5_00)
    assert house.owes(house.ana) == 5_00
    with pytest.raises(FarewellPaid):
        actions.pay_farewell(actor=house.actor, farewell_id=gone.pk, from_="cash", on=TODAY, today=TODAY)


def test_one_with_nothing_leaves_without_an_entry(house):
    gone = leave(house)

    assert gone.entry_id is None
    assert not Entry.objects.exists()


def test_accounts_that_changed_meanwhile_let_nobody_go(house):
    seen = queries.accounts_of(house.ana.pk, TODAY).digest
    house.collect()
    before = Event.objects.count()
    with pytest.raises(FarewellMoved):
        leave(house, seen=seen)

    house.ana.refresh_from_db()
    assert house.ana.state == "active"
    assert not Farewell.objects.exists()
    assert Event.objects.count() == before


def test_nobody_leaves_twice_before_he_joined_or_with_a_fund_below_zero(house):
    with pytest.raises(LeavesBeforeJoining):
        leave(house, on=date(2020, 1, 1))
    legs = (LegDraft("guarantee", 1, house.ana.pk), LegDraft("cash", -1))
    wrong = post_entry(house.actor, EntryDraft(TODAY, "x", "books.manual", None, legs))
    with pytest.raises(NotAFund):
        leave(house)
    assert wrong
    post_entry(house.actor, EntryDraft(TODAY, "y", "books.manual", None, tuple(
        LegDraft(leg.account, -leg.minor, leg.member_id) for leg in legs)))  # fmt: skip
    leave(house)
    with pytest.raises(HasLeft):
        leave(house)
    house.certificate_value()
    with pytest.raises(HasLeft):
        subscribe(house, 500_00)
    assert Farewell.objects.count() == 1


def test_capital_of_one_who_left_is_not_taken_back(house):
    house.certificate_value()
    receipt = subscribe(house, 500_00)
    leave(house)
    with pytest.raises(HasLeft):
        actions.cancel_receipt(actor=house.actor, receipt_id=receipt.pk, on=TODAY, today=TODAY, reason="x")
    assert balance("exit_payable", house.ana.pk) == -500_00


def test_reliefs_of_one_member_do_not_overlap_and_can_be_ended(house):
    def grant(begins_on, ends_on):
        return actions.grant_relief(actor=house.actor, member_id=house.ana.pk, percent=50, begins_on=begins_on,
                                    ends_on=ends_on, reason="Enfermedad")  # fmt: skip

    relief = grant(MARCH, None)
    with pytest.raises(ReliefOverlaps):
        grant(date(2026, 5, 1), None)
    actions.end_relief(actor=house.actor, relief_id=relief.pk, ends_on=date(2026, 5, 1))
    grant(date(2026, 5, 1), None)
    assert Relief.objects.count() == 2
