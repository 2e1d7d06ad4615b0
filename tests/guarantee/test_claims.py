"""A guaranteed loan fails: two sign, the fund pays by the caps, what comes back goes up again; every peso booked."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tequio.books.errors import AmountAbsurd
from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.credit.models import Borrowers, Lender, Loan
from tequio.credit.queries import standing_of
from tequio.guarantee import actions
from tequio.guarantee.errors import (
    AboveTheCap,
    ClaimDecided,
    ClaimMoved,
    ClaimStands,
    LossTooLarge,
    NobodyPays,
    NotCovered,
    NotLate,
    NotPaidYet,
    SignedByAnother,
    TwoHaveNotSigned,
)
from tequio.guarantee.models import Claim, ClaimSignature, Part, Recovery, Returned
from tequio.guarantee.queries.claims import split_of
from tequio.guarantee.queries.fund import lost_by_cap, stake_of
from tests import factories
from tests.guarantee.world import TODAY


def parts(claim):
    return [(part.layer, part.member_id, part.minor) for part in claim.parts.order_by("pk")]


def nothing_moved(world):
    return not Part.objects.exists() and not Entry.objects.filter(source="guarantee.claim").exists()


def test_the_case_by_hand_is_paid_and_booked(world):
    """docs/explain/guarantees.md: 400 of Beto's own, 1,080 of Ana, 720 of Beto, 1,800 the bank."""
    claim = world.pay_claim(world.called())

    assert parts(claim) == [
        ("borrower", world.beto.pk, 400_00), ("pool", world.ana.pk, 1_080_00), ("pool", world.beto.pk, 720_00),
        ("bank", None, 1_800_00),
    ]  # fmt: skip
    assert (claim.state, claim.paid_on, claim.paid_from) == ("paid", TODAY, "bank")
    assert (world.in_fund(world.ana), world.in_fund(world.beto)) == (1_920_00, 1_280_00)
    assert balance("bank") == 5_400_00 - 2_200_00
    legs = [(leg.account.role, leg.member_id, leg.amount_minor) for leg in claim.entry.legs.order_by("position")]
    assert legs == [("guarantee", world.ana.pk, 1_080_00), ("guarantee", world.beto.pk, 1_120_00),
                    ("bank", None, -2_200_00)]  # fmt: skip
    assert Event.objects.get(kind="guarantee.claim.paid").data["minor"] == 2_200_00


def test_what_is_got_back_goes_up_again(world):
    """Beto brings 1,000: the bank gets 500, Ana 300 and Beto 200; then 4,000 more than all others lack."""
    claim = world.pay_claim(world.called())
    told = {"actor": world.rosa, "claim_id": claim.pk, "into": "cash", "on": TODAY, "today": TODAY}
    first = actions.record_recovery(minor=1_000_00, **told)

    assert [(back.part.member_id, back.minor) for back in first.returned.order_by("part_id")] == [
        (world.ana.pk, 300_00), (world.beto.pk, 200_00), (None, 500_00),
    ]  # fmt: skip
    assert (world.in_fund(world.ana), world.in_fund(world.beto)) == (2_220_00, 1_480_00)
    assert (balance("cash"), balance("loan_collected", world.beto.pk)) == (1_000_00, -500_00)
    # His loan is lower by all that he brought: what the fund got back was the lender's already.
    owed = standing_of(claim.loan, TODAY).standing.to_close
    assert [(each.into, each.minor) for each in claim.loan.payments.order_by("pk")] == [
        ("lender", 500_00), ("cash", 500_00),
    ]  # fmt: skip

    last = actions.record_recovery(minor=4_000_00, **told)

    assert last.left_over_minor == 4_000_00 - owed > 0
    assert (world.in_fund(world.ana), world.in_fund(world.beto)) == (3_000_00, 2_000_00)
    assert balance("loan_collected", world.beto.pk) == -(500_00 + owed - 1_300_00)
    assert balance("member_advance", world.beto.pk) == -last.left_over_minor
    assert Loan.objects.get(pk=claim.loan_id).state == "paid"
    # Nobody lost anything under a cap but Beto his own deposit, which paid his own debt.
    assert sorted(lost_by_cap().values()) == [0, 0, 400_00]


def test_the_fund_pays_nothing_before_two_people_signed(world):
    world.deal()
    loan = world.lend(world.beto, 4_000_00)
    world.cap(world.ana, 3_000_00)
    world.put(world.ana, 3_000_00)
    claim = world.ask(loan)
    world.sign(claim, world.rosa)
    with pytest.raises(TwoHaveNotSigned):
        world.pay_claim(claim)
    # The database says so too.
    with (
        pytest.raises(DatabaseError, check=lambda failure: failure.__cause__.sqlstate == "TQ062"),
        transaction.atomic(),
    ):
        Claim.objects.filter(pk=claim.pk).update(state="paid", paid_on=TODAY, entry=Entry.objects.first())

    assert nothing_moved(world)
    assert Claim.objects.get().state == "asked"


def test_nobody_signs_twice_nor_for_his_own_loan_or_his_groups(world):
    group = Borrowers.objects.create(union=world.union, name="Las del horno", formed_on=date(2025, 8, 1))
    world.deal()
    loan = world.lend(world.beto, 4_000_00, group=group)
    world.lend(world.caro, 4_000_00, group=group)
    claim = world.ask(loan)
    world.sign(claim, world.rosa)
    for user in (world.beto.user, world.caro.user):
        with pytest.raises(SignedByAnother):
            world.sign(claim, factories.actor_with(world.union, "guarantee.claim.sign", user=user))
    with pytest.raises(SignedByAnother):
        world.sign(claim, world.rosa)

    assert ClaimSignature.objects.get().name == "Rosa Tesorera"


def test_one_no_ends_a_claim_and_the_lender_may_ask_again(world):
    world.deal()
    loan = world.lend(world.beto, 4_000_00)
    claim = world.sign(world.ask(loan), world.rosa, yes=False)

    assert claim.state == "refused"
    with pytest.raises(ClaimDecided):
        world.sign(claim, world.saul)
    assert world.ask(loan).state == "asked"
    with pytest.raises(ClaimStands):
        world.ask(loan)


def test_parts_that_changed_since_they_were_looked_at_are_not_paid(world):
    claim = world.called()
    seen = split_of(claim).digest
    world.cap(world.caro, 5_000_00)
    world.put(world.caro, 5_000_00)
    with pytest.raises(ClaimMoved):
        world.pay_claim(claim, seen=seen)

    assert nothing_moved(world)
    assert dict(Part.objects.values_list("member", "minor")) == {}
    assert [part.member for part in split_of(claim).called.parts] == [
        world.beto.pk, world.ana.pk, world.beto.pk, world.caro.pk, None,
    ]  # fmt: skip


def test_a_cap_that_is_only_offered_pays_nothing(world):
    world.deal()
    loan = world.lend(world.beto, 4_000_00)
    world.cap(world.ana, 3_000_00, yes=False)
    world.put(world.ana, 3_000_00)
    claim = world.ask(loan)
    world.sign(claim, world.rosa), world.sign(claim, world.saul)
    with pytest.raises(NobodyPays):
        world.pay_claim(claim)

    assert nothing_moved(world)


def test_the_database_lets_nobody_pay_above_his_cap_nor_get_back_more(world):
    claim = world.pay_claim(world.called())
    cap = Part.objects.get(member=world.ana).cap
    with (
        pytest.raises(DatabaseError, check=lambda failure: failure.__cause__.sqlstate == "TQ060"),
        transaction.atomic(),
    ):
        other = Claim.objects.create(union=world.union, loan=world.lend(world.caro), deal=claim.deal, loss_minor=1,
                                     reason="x", asked_on=TODAY, asked_by="Rosa")  # fmt: skip
        Part.objects.create(union=world.union, claim=other, layer="pool", member=world.ana, cap=cap, minor=1_920_01)
    recovery = Recovery.objects.create(union=world.union, claim=claim, minor=1, got_on=TODAY, into="cash",
                                       received_by="Rosa", entry=claim.entry)  # fmt: skip
    with (
        pytest.raises(DatabaseError, check=lambda failure: failure.__cause__.sqlstate == "TQ063"),
        transaction.atomic(),
    ):
        Returned.objects.create(union=world.union, recovery=recovery, part=cap.parts.get(), minor=1_080_01)

    assert AboveTheCap.sqlstate == "TQ060"
    assert (Part.objects.count(), Returned.objects.count()) == (4, 0)


def test_a_second_loan_takes_no_more_than_is_left_of_a_cap(world):
    world.pay_claim(world.called())
    claim = world.ask(world.lend(world.caro, 9_000_00), 9_000_00)
    world.sign(claim, world.rosa), world.sign(claim, world.saul)
    world.pay_claim(claim)

    # Half of 9,000 is asked; 1,920 and 1,280 are left of the caps and in the fund.
    assert parts(claim) == [
        ("pool", world.ana.pk, 1_920_00), ("pool", world.beto.pk, 1_280_00), ("bank", None, 5_800_00),
    ]  # fmt: skip
    assert (world.in_fund(world.ana), world.in_fund(world.beto)) == (0, 0)
    assert stake_of(world.ana.pk).most == 0


def test_what_the_borrower_paid_since_is_not_paid_again(world):
    claim = world.called()
    world.pay(claim.loan, TODAY, 2_000_00)
    with pytest.raises(LossTooLarge):
        world.pay_claim(claim)

    assert nothing_moved(world)
    # The claim is refused and asked again for what is really owed.
    assert Claim.objects.get().state == "asked"


@pytest.mark.parametrize("minor", [0, -1, 10**14])
def test_a_claim_of_no_real_amount_is_refused(world, minor):
    world.deal()
    loan = world.lend(world.beto, 4_000_00)
    with pytest.raises(AmountAbsurd):
        world.ask(loan, minor)

    assert not Claim.objects.exists()


def test_what_the_fund_does_not_owe_is_not_asked(world):
    world.deal()
    other = Lender.objects.create(union=world.union, name="Otro banco")
    with pytest.raises(NotCovered):
        world.ask(world.lend(world.caro, lender=other))
    with pytest.raises(NotCovered):
        world.ask(world.lend(world.caro, on=date(2024, 12, 31)))
    on_time = world.lend(world.ana, on=TODAY - timedelta(days=10))
    with pytest.raises(NotLate):
        world.ask(on_time)
    with pytest.raises(LossTooLarge):
        world.ask(world.lend(world.beto, 4_000_00), 10_000_00)

    assert not Claim.objects.exists()


def test_a_recovery_needs_a_claim_that_was_paid(world):
    claim = world.called()
    told = {"actor": world.rosa, "claim_id": claim.pk, "minor": 1, "into": "cash", "today": TODAY}
    with pytest.raises(NotPaidYet):
        actions.record_recovery(on=TODAY, **told)
    world.pay_claim(claim)
    with pytest.raises(NotPaidYet):
        actions.record_recovery(on=TODAY - timedelta(days=1), **told)

    assert not Recovery.objects.exists()


def test_a_claim_is_for_who_holds_the_right(world):
    world.deal()
    loan = world.lend(world.beto, 4_000_00)
    with pytest.raises(NotAllowed):
        actions.ask_claim(actor=factories.actor_with(world.union, "guarantee.fund.see"), loan_id=loan.pk,
                          loss_minor=1, reason="x", today=TODAY)  # fmt: skip

    assert not Claim.objects.exists()
