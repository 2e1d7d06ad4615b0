"""What a workshop is paid: its pieces, less fee, advances and what the member agreed to pay of it; to the centavo."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.dues.actions import cancel_receipt
from tequio.dues.errors import ReceiptOfPay
from tequio.dues.models import Receipt
from tequio.engines.selling import Asked, withheld
from tequio.makers.actions import give_consent, withdraw_consent
from tequio.makers.errors import DebtUnknown, NothingAgreed, PaperNeeded, PartWrong
from tequio.makers.models import Consent
from tequio.sales import actions
from tequio.sales.errors import AmountWrong, ReturnTooMuch
from tequio.sales.models import AdvanceReturn, Payout, Withholding
from tequio.unions.actions import change_setting
from tests import factories
from tests.makers import world as worlds
from tests.makers.world import TODAY
from tests.sales.test_settling import BILL, pay_makers

FEES, MATERIALS = "dues.fees", "dues.purchases"


def owe(world, name, minor, role="dues_receivable"):
    """A fee, or material of a round, that the member has not paid."""
    worlds.owe(world, name, minor, role)


def agree(world, name, debt=FEES, share_bp=2_000, **more):
    return give_consent(
        actor=factories.actor_with(world.union, member=world.members[name]), member=world.members[name], debt=debt,
        share_bp=share_bp, today=TODAY, **more,
    )  # fmt: skip


def paid(world, name):
    return Payout.objects.get(maker=world.makers[name])


def owed(world, name, role="dues_receivable"):
    return balance(role, member_id=world.members[name].pk)


# --- the arithmetic ---------------------------------------------------------------------------------------------------


def test_by_hand_each_gets_its_part_until_the_limit():
    asked = [Asked("fees", 900_00, 2_000), Asked("loan", 5_000_00, 3_000, 250_00), Asked("rest", 9_000_00)]
    # Of 1,000 pesos: 200 for fees (20 %), 250 of the loan (its cap), and then 50 until half of it is gone.
    assert withheld(1_000_00, asked, 5_000) == {"fees": 200_00, "loan": 250_00, "rest": 50_00}


@given(
    st.integers(0, 10**9),
    st.lists(
        st.tuples(st.integers(-100, 10**9), st.integers(1, 10_000), st.none() | st.integers(1, 10**7)), max_size=5
    ),
    st.integers(0, 9_000),
)
def test_never_more_than_the_limit_than_is_owed_or_than_was_agreed(net, rows, most):
    asked = [Asked(str(place), *row) for place, row in enumerate(rows)]
    taken = withheld(net, asked, most)

    assert sum(taken.values()) <= net * most // 10_000
    for each in asked:
        part = taken.get(each.code, 0)
        assert 0 <= part <= max(0, each.owed_minor)
        assert part <= net * each.share_bp // 10_000
        assert each.most_minor is None or part <= each.most_minor


# --- agreeing ---------------------------------------------------------------------------------------------------------


def test_whoever_agreed_to_nothing_is_paid_whole(world):
    owe(world, "Ana", 50_000)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)

    assert not Withholding.objects.exists()
    assert paid(world, "Ana").net_minor == paid(world, "Ana").gross_minor
    assert owed(world, "Ana") == 50_000


def test_the_newest_word_counts_and_ends_when_it_is_withdrawn(world):
    agree(world, "Ana", share_bp=1_000)
    agree(world, "Ana", share_bp=3_000)
    assert [each.share_bp for each in Consent.objects.filter(withdrawn_on__isnull=True)] == [3_000]
    actor = factories.actor_with(world.union, member=world.members["Ana"])
    withdraw_consent(actor=actor, member=world.members["Ana"], debt=FEES, today=TODAY)
    with pytest.raises(NothingAgreed):
        withdraw_consent(actor=actor, member=world.members["Ana"], debt=FEES, today=TODAY)
    assert Consent.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"debt": "credit.instalments.of.nobody"}, DebtUnknown), ({"share_bp": 0}, PartWrong),
        ({"share_bp": 10_001}, PartWrong), ({"most_minor": 0}, PartWrong),
    ],
)  # fmt: skip
def test_what_cannot_be_agreed_is_refused(world, changed, refusal):
    with pytest.raises(refusal):
        agree(world, "Ana", **changed)
    assert not Consent.objects.exists()
    assert not Event.objects.filter(kind="makers.consent.given").exists()


def test_the_office_notes_a_consent_only_with_the_signed_paper(world):
    told = {"member": world.members["Ana"], "debt": FEES, "share_bp": 2_000, "today": TODAY}
    with pytest.raises(PaperNeeded):
        give_consent(actor=world.seller, **told)
    with pytest.raises(NotAllowed):
        give_consent(actor=factories.actor_with(world.union, member=world.members["Beto"]), paper="Carta", **told)
    assert not Consent.objects.exists()
    assert give_consent(actor=world.seller, paper="Carta del 2 de marzo", **told).given_by == "Rosa Ventas"


def test_two_consents_at_once_for_one_debt_are_refused_by_the_database(world):
    agree(world, "Ana")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            union=world.union, member=world.members["Ana"], debt=FEES, share_bp=100, given_on=TODAY, given_by="x"
        )


# --- paying -----------------------------------------------------------------------------------------------------------


def test_what_was_agreed_is_taken_booked_and_has_its_receipt(world):
    owe(world, "Ana", 50_000)
    agree(world, "Ana", share_bp=2_000)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    payout = paid(world, "Ana")
    part = min(50_000, payout.gross_minor // 5)

    taken = Withholding.objects.get()
    assert (taken.payout_id, taken.code, taken.name, taken.minor) == (payout.pk, FEES, "Cuotas que debes", part)
    assert (payout.withheld_minor, payout.net_minor) == (part, payout.gross_minor - part)
    assert owed(world, "Ana") == 50_000 - part
    assert balance("maker_payable") == 0
    assert balance("bank") == BILL - sum(Payout.objects.values_list("net_minor", flat=True))
    receipt = Receipt.objects.get()
    assert (receipt.number, receipt.dues_minor, receipt.into, receipt.entry_id) == (1, part, "pay", taken.entry_id)


def test_in_parts_nothing_is_taken_twice(world):
    owe(world, "Ana", 7_000)
    agree(world, "Ana", share_bp=5_000)
    world.shipped()
    for amount in (BILL // 2, BILL - BILL // 2):
        world.pay(amount)
        pay_makers(world)

    assert sum(Withholding.objects.values_list("minor", flat=True)) == 7_000
    assert owed(world, "Ana") == 0


def test_two_debts_together_leave_at_least_what_the_union_decided(world):
    change_setting(
        actor=world.chair, setting="makers.withheld_percent", value=30, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    owe(world, "Ana", 10_000_00)
    owe(world, "Ana", 10_000_00, "member_receivable")
    agree(world, "Ana", share_bp=2_000)
    agree(world, "Ana", MATERIALS, share_bp=2_000)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    payout = paid(world, "Ana")
    taken = dict(Withholding.objects.values_list("code", "minor"))

    assert taken == {FEES: payout.gross_minor // 5, MATERIALS: payout.gross_minor * 30 // 100 - payout.gross_minor // 5}
    assert owed(world, "Ana", "member_receivable") == 10_000_00 - taken[MATERIALS]


def test_fee_and_advance_come_first_and_the_consent_is_of_what_is_left(world):
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=500, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    ticket = world.answer(worlds.offer(world, 120))
    for other in world.tickets(state="offered"):
        world.answer(other)
    actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind="bank", amount_minor=100_000, today=TODAY)
    for each in world.tickets():
        world.inspect(each, each.pieces)
    actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY)
    owe(world, "Ana", 90_000_00)
    agree(world, "Ana", share_bp=2_500)
    world.pay(BILL)
    pay_makers(world)
    payout = paid(world, "Ana")
    left = payout.gross_minor - payout.fee_minor - 100_000

    assert payout.advance_minor == 100_000
    assert payout.fee_minor == payout.gross_minor // 20
    assert (payout.withheld_minor, payout.net_minor) == (left // 4, left - left // 4)


def test_a_receipt_of_pay_is_not_cancelled_by_itself(world):
    owe(world, "Ana", 5_000)
    agree(world, "Ana")
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    with pytest.raises(ReceiptOfPay):
        cancel_receipt(
            actor=world.chair, receipt_id=Receipt.objects.get().pk, on=TODAY, today=TODAY, reason="Me equivoqué"
        )
    assert Receipt.objects.get().stands
    assert owed(world, "Ana") == 0


def test_money_rows_are_never_changed(world):
    owe(world, "Ana", 5_000)
    agree(world, "Ana")
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Withholding.objects.update(minor=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payout.objects.all().delete()


# --- an advance that the pieces do not cover --------------------------------------------------------------------------


def test_an_advance_beyond_what_was_earned_is_given_back(world):
    ticket = world.answer(worlds.offer(world, 120))
    actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind="cash", amount_minor=200_000, today=TODAY)
    world.inspect(ticket, 20)  # 800 pesos of pieces, 2,000 advanced
    actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="Cerró el hotel")
    world.pay(20 * 4_400)
    pay_makers(world)
    assert (paid(world, "Ana").net_minor, balance("maker_advance")) == (0, 120_000)

    told = {"actor": world.chair, "ticket_id": ticket.pk, "into": "cash", "today": TODAY + timedelta(days=1)}
    events = Event.objects.count()
    for wrong, refusal in ((0, AmountWrong), (120_001, ReturnTooMuch)):
        with pytest.raises(refusal):
            actions.return_advance(amount_minor=wrong, **told)
    assert (AdvanceReturn.objects.count(), Event.objects.count()) == (0, events)
    actions.return_advance(amount_minor=70_000, **told)
    actions.return_advance(amount_minor=50_000, **told)

    assert balance("maker_advance") == 0
    assert balance("cash") == 120_000 - 200_000
    with pytest.raises(ReturnTooMuch):
        actions.return_advance(amount_minor=1, **told)


def test_material_that_was_advanced_is_owed_again(world):
    owe(world, "Ana", 60_000, "member_receivable")
    ticket = world.answer(worlds.offer(world, 120))
    actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind="round", amount_minor=60_000, today=TODAY)
    assert owed(world, "Ana", "member_receivable") == 0
    actions.cut_ticket(actor=world.chair, ticket_id=ticket.pk, reason="Se enfermó")
    actions.return_advance(actor=world.chair, ticket_id=ticket.pk, amount_minor=60_000, into="round", today=TODAY)

    assert owed(world, "Ana", "member_receivable") == 60_000
    assert balance("maker_advance") == 0


def test_what_came_back_is_not_taken_off_the_pay_again(world):
    ticket = world.answer(worlds.offer(world, 120))
    for other in world.tickets(state="offered"):
        world.answer(other)
    actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind="bank", amount_minor=100_000, today=TODAY)
    actions.return_advance(actor=world.chair, ticket_id=ticket.pk, amount_minor=40_000, into="bank", today=TODAY)
    for each in world.tickets():
        world.inspect(each, each.pieces)
    actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY)
    world.pay(BILL)
    pay_makers(world)

    assert paid(world, "Ana").advance_minor == 60_000
    assert balance("maker_advance") == 0
