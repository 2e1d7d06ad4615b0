"""What members sign, put in and take out; what stays when somebody leaves; what a purchase and a sale bring."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tequio.books.errors import AmountAbsurd, DayToCome
from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.books.steps import reverse_entry
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.credit.models import Borrowers
from tequio.dues import actions as dues
from tequio.dues.queries import accounts_of
from tequio.guarantee import actions
from tequio.guarantee.errors import (
    CapNotOffered,
    CapPledged,
    CapStands,
    DealStands,
    GoneUnknown,
    NothingToTake,
    NotHisLoan,
    TakingMoved,
    TooMuchBack,
)
from tequio.guarantee.models import Cap, Deal, FundMove
from tequio.guarantee.queries.fund import covered_loans, held_by_member, promised, stake_of
from tequio.guarantee.queries.taking import taking
from tests import factories
from tests.guarantee.world import TODAY


def take(world, **more):
    told = {"on": TODAY, "today": TODAY, "seen": taking(TODAY).digest}
    return actions.take_contributions(actor=world.rosa, **told | more)


# --- what is signed --------------------------------------------------------------------------------------------------


def test_a_member_reads_his_cap_and_says_yes_on_his_own_phone(world):
    cap = world.cap(world.ana, 3_000_00, yes=False)
    ana = factories.actor_with(world.union, member=world.ana, user=world.ana.user)

    assert "hasta $3,000.00" in cap.text
    assert cap.waits
    assert not cap.binds
    cap = actions.accept_cap(actor=ana, cap_id=cap.pk, member_id=world.ana.pk, today=TODAY)
    assert (cap.said_yes_on, cap.on_paper, cap.binds) == (TODAY, False, True)
    assert Event.objects.get(kind="guarantee.cap.accepted").data["text"] == cap.text
    with pytest.raises(CapNotOffered):
        actions.accept_cap(actor=ana, cap_id=cap.pk, member_id=world.ana.pk, today=TODAY)


def test_nobody_says_yes_for_another(world):
    cap = world.cap(world.ana, 3_000_00, yes=False)
    beto = factories.actor_with(world.union, member=world.beto, user=world.beto.user)
    with pytest.raises(NotAllowed):
        actions.accept_cap(actor=beto, cap_id=cap.pk, member_id=world.ana.pk, today=TODAY)
    with pytest.raises(CapNotOffered):
        actions.accept_cap(actor=beto, cap_id=cap.pk, member_id=world.beto.pk, today=TODAY)

    assert Cap.objects.get().said_yes_on is None


def test_a_signed_sentence_never_changes(world):
    cap = world.cap(world.ana, 3_000_00)
    for change in ({"most_minor": 9_000_00}, {"text": "otra cosa"}, {"said_yes_on": TODAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Cap.objects.filter(pk=cap.pk).update(**change)

    assert Cap.objects.get().most_minor == 3_000_00


def test_a_cap_is_for_the_pool_or_for_a_loan_of_his_own_or_his_groups(world):
    group = Borrowers.objects.create(union=world.union, name="Las del horno", formed_on=date(2025, 8, 1))
    betos, caros = world.lend(world.beto, group=group), world.lend(world.caro, group=group)

    assert "su préstamo" in world.cap(world.caro, 500_00, "group", betos).text
    assert "mi préstamo" in world.cap(world.caro, 500_00, "borrower", caros).text
    for member, layer, loan in ((world.ana, "group", betos), (world.beto, "group", betos),
                                (world.beto, "borrower", caros), (world.beto, "borrower", None)):  # fmt: skip
        with pytest.raises(NotHisLoan):
            world.cap(member, 500_00, layer, loan)
    with pytest.raises(CapStands):
        world.cap(world.caro, 100_00, "group", betos)
    with pytest.raises(AmountAbsurd):
        world.cap(world.ana, 0)

    assert Cap.objects.count() == 2


def test_a_deal_covers_the_loans_of_its_lender_and_its_days(world):
    deal = world.deal(valid_from=date(2025, 9, 1))
    inside = world.lend(world.ana, on=date(2025, 9, 1))
    world.lend(world.beto, on=date(2025, 8, 31))
    with pytest.raises(DealStands):
        world.deal()
    actions.end_deal(actor=world.rosa, deal_id=deal.pk, ends_on=date(2026, 1, 1))
    world.lend(world.caro, on=date(2026, 1, 1))
    with pytest.raises(GoneUnknown):
        actions.end_deal(actor=world.rosa, deal_id=deal.pk, ends_on=date(2026, 2, 1))

    assert [each.loan_id for each in covered_loans()] == [inside.pk]
    assert Deal.objects.get().ends_on == date(2026, 1, 1)
    (told,) = promised()
    assert (told.loans, told.lent, told.owed, told.most) == (1, 12_000_00, 12_000_00, 6_000_00)


def test_what_is_paid_of_a_loan_is_guaranteed_no_more(world):
    world.deal()
    loan = world.lend(world.ana)
    world.pay_until(loan, TODAY)  # five of twelve months, from October on

    (told,) = promised()
    assert (told.owed, told.most) == (12_000_00 - 6_000_00, 3_000_00)


# --- money in and out ------------------------------------------------------------------------------------------------


def test_a_deposit_is_booked_on_the_members_own_account(world):
    move = world.put(world.ana, 1_000_00, into="cash")

    assert [(leg.account.role, leg.member_id, leg.amount_minor) for leg in move.entry.legs.order_by("position")] == [
        ("cash", None, 1_000_00), ("guarantee", world.ana.pk, -1_000_00),
    ]  # fmt: skip
    assert (move.kind, held_by_member()) == ("deposit", {world.ana.pk: 1_000_00})


@pytest.mark.parametrize(
    ("more", "refusal"), [({"minor": 0}, AmountAbsurd), ({"on": TODAY + timedelta(days=1)}, DayToCome)]
)
def test_what_cannot_be_deposited_is_said(world, more, refusal):
    told = {"member_id": world.ana.pk, "minor": 1, "into": "cash", "on": TODAY, "today": TODAY}
    with pytest.raises(refusal):
        actions.record_deposit(actor=world.rosa, **told | more)

    assert not FundMove.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_deposit_sent_twice_is_kept_once(world):
    told = {"actor": world.rosa, "member_id": world.ana.pk, "minor": 1_000_00, "into": "cash", "on": TODAY,
            "today": TODAY, "key": "a"}  # fmt: skip

    assert actions.record_deposit(**told).pk == actions.record_deposit(**told).pk
    assert held_by_member() == {world.ana.pk: 1_000_00}


def test_who_takes_money_out_leaves_what_stands_for_loans(world):
    """12,000 are owed, half is promised: 6,000 by caps of 8,000 and 4,000, so 4,000 of Ana's and 2,000 of Beto's."""
    world.deal()
    world.lend(world.caro)
    world.cap(world.ana, 8_000_00), world.cap(world.beto, 4_000_00)
    world.put(world.ana, 9_000_00), world.put(world.beto, 1_500_00)
    ana, beto = stake_of(world.ana.pk), stake_of(world.beto.pk)

    # Beto has only 1,500, so Ana's part is what is missing.
    assert (ana.pledged, ana.free, ana.most) == (4_500_00, 4_500_00, 8_000_00)
    assert (beto.pledged, beto.free, beto.most) == (1_500_00, 0, 1_500_00)
    told = {"actor": world.rosa, "member_id": world.ana.pk, "from_": "bank", "on": TODAY, "today": TODAY}
    with pytest.raises(TooMuchBack):
        actions.pay_refund(minor=4_500_01, **told)
    actions.pay_refund(minor=4_500_00, **told)

    assert (world.in_fund(world.ana), stake_of(world.ana.pk).free) == (4_500_00, 0)
    assert balance("bank") == 10_500_00 - 4_500_00
    with pytest.raises(CapPledged):
        actions.end_cap(actor=world.rosa, cap_id=Cap.objects.get(member=world.ana).pk, member_id=world.ana.pk,
                        today=TODAY)  # fmt: skip


def test_a_cap_ends_when_nothing_leans_on_it(world):
    cap = world.cap(world.ana, 8_000_00)
    actions.end_cap(actor=world.rosa, cap_id=cap.pk, member_id=world.ana.pk, today=TODAY)

    assert Cap.objects.get().ended_on == TODAY
    assert stake_of(world.ana.pk).cap_minor == 0
    assert world.cap(world.ana, 1_000_00).binds


def test_who_leaves_the_union_gets_what_is_free_and_the_rest_later(world):
    world.deal()
    loan = world.lend(world.caro)
    world.cap(world.ana, 8_000_00)
    world.put(world.ana, 9_000_00)
    accounts = accounts_of(world.ana.pk, TODAY)

    assert (accounts.funds["guarantee"], accounts.kept_minor) == (3_000_00, 6_000_00)
    farewell = dues.settle_farewell(actor=world.rosa, member_id=world.ana.pk, left_on=TODAY, today=TODAY,
                                    reason="Se va al norte", seen=accounts.digest)  # fmt: skip
    assert farewell.pays_minor == 3_000_00
    assert world.in_fund(world.ana) == 6_000_00
    told = {"actor": world.rosa, "member_id": world.ana.pk, "minor": 6_000_00, "from_": "bank", "on": TODAY,
            "today": TODAY}  # fmt: skip
    with pytest.raises(TooMuchBack):
        actions.pay_refund(**told)
    world.pay(loan, TODAY, 14_000_00)
    actions.pay_refund(**told)
    assert world.in_fund(world.ana) == 0


# --- what purchases and sales bring ----------------------------------------------------------------------------------


def test_a_part_of_each_purchase_and_sale_goes_to_the_fund_of_who_signed(world):
    world.setting("guarantee.purchase_bp", 200)
    world.setting("guarantee.sale_bp", 150)
    world.cap(world.ana, 3_000_00), world.cap(world.beto, 3_000_00, yes=False)
    bought, sold = world.buy(world.ana, 1_234_56), world.buy(world.ana, 2_000_00, "sales.order")
    world.buy(world.ana, 9_999_00, on=date(2025, 7, 31))  # before she signed
    world.buy(world.beto, 5_000_00)  # has not said yes
    world.buy(world.caro, 5_000_00)  # did not sign

    assert [(row.kind, row.entry_id, row.member_id, row.minor) for row in taking(TODAY).rows] == [
        ("purchase", bought, world.ana.pk, 24_69), ("sale", sold, world.ana.pk, 30_00),
    ]  # fmt: skip
    assert take(world) == 2
    assert world.in_fund(world.ana) == 54_69
    # It is there once she has paid what she owes; until then the fund does not count on it.
    assert held_by_member()[world.ana.pk] == 0
    with pytest.raises(NothingToTake):
        take(world)


def test_what_was_taken_of_a_purchase_that_was_undone_is_given_back(world):
    world.setting("guarantee.purchase_bp", 200)
    world.cap(world.ana, 3_000_00)
    bought = world.buy(world.ana, 1_000_00)
    take(world)
    reverse_entry(world.rosa, entry_id=bought, on=TODAY)

    assert take(world) == 1
    assert (world.in_fund(world.ana), balance("member_receivable", world.ana.pk)) == (0, 0)
    assert FundMove.objects.get().cancelled_on == TODAY
    with pytest.raises(NothingToTake):
        take(world)


def test_purchases_that_changed_since_they_were_looked_at_are_not_taken(world):
    world.setting("guarantee.purchase_bp", 200)
    world.cap(world.ana, 3_000_00)
    world.buy(world.ana, 1_000_00)
    seen = taking(TODAY).digest
    world.buy(world.ana, 500_00)
    with pytest.raises(TakingMoved):
        take(world, seen=seen)

    assert not FundMove.objects.exists()


def test_until_the_assembly_decides_nothing_is_taken(world):
    world.cap(world.ana, 3_000_00)
    world.buy(world.ana, 1_000_00)
    with pytest.raises(NothingToTake):
        take(world)

    assert not FundMove.objects.exists()
