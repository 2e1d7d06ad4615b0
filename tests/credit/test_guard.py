"""What the database keeps of credit, whatever the program does."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tequio.credit.models import Application, Approval, Borrowers, Lender, Loan, Payment
from tests import factories

DAY = date(2026, 3, 10)


@pytest.fixture
def ana(union):
    return factories.make_member(union, user=factories.make_user("Ana"))


def asked(union, member, **more):
    told = {
        "amount_minor": 24_000_00, "payments": 12, "purpose": "material", "purpose_said": "Barro", "income_minor": 1,
        "repaid_from": "Ventas", "outgoings_minor": 0, "debts_minor": 0, "asked_on": DAY, "said_yes_on": DAY,
        "state": "sent",
    }  # fmt: skip
    return Application.objects.create(union=union, member=member, **told | more)


def say(application, user, yes=True):
    return Approval.objects.create(
        union=application.union, application=application, user=user, name=user.name, says_yes=yes, reason="Paga bien.",
        given_on=DAY,
    )  # fmt: skip


def lent(union, application, **more):
    lender, _ = Lender.objects.get_or_create(union=union, name="Banco de prueba")
    told = {"number": 1, "member": application.member, "lender": lender, "principal_minor": 1, "agreed_on": DAY}
    return Loan.objects.create(union=union, application=application, **told | more)


def refused(state):
    return pytest.raises(DatabaseError, check=lambda failure: failure.__cause__.sqlstate == state)


def test_nobody_says_yes_to_his_own_loan_nor_to_one_of_his_group(union, ana):
    group = Borrowers.objects.create(union=union, name="Las del horno", formed_on=DAY)
    beto = factories.make_member(union, "Beto", section=ana.section, user=factories.make_user("Beto"))
    own, other = asked(union, ana, group=group), asked(union, beto, group=group)
    for application in (own, other):
        with refused("TQ052"), transaction.atomic():
            say(application, ana.user)

    assert not Approval.objects.exists()


def test_one_person_does_not_count_twice(union, ana):
    application, rosa = asked(union, ana), factories.make_user("Rosa")
    say(application, rosa)
    with refused("TQ053"), transaction.atomic():
        say(application, rosa)

    assert Approval.objects.count() == 1


@pytest.mark.parametrize("said", [(), (True,), (True, False), (True, True, False)])
def test_without_two_yes_and_no_no_there_is_no_loan(union, ana, said):
    application = asked(union, ana)
    for yes in said:
        say(application, factories.make_user(), yes)
    with refused("TQ054"), transaction.atomic():
        lent(union, application)
    with refused("TQ054"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="approved")

    assert not Loan.objects.exists()
    assert Application.objects.get().state == "sent"


def test_two_yes_make_a_loan_possible_and_nothing_makes_it_by_itself(union, ana):
    application = asked(union, ana)
    say(application, factories.make_user())
    say(application, factories.make_user())

    assert Application.objects.get().state == "sent"
    Application.objects.filter(pk=application.pk).update(state="approved")
    assert lent(union, application).state == "agreed"


@pytest.mark.parametrize("disbursed_on", [None, date(2026, 3, 11)])
def test_no_payment_comes_before_the_loan(union, ana, disbursed_on):
    application = asked(union, ana)
    say(application, factories.make_user())
    say(application, factories.make_user())
    runs = {"state": "running", "disbursed_on": disbursed_on, "through": "direct"} if disbursed_on else {}
    loan = lent(union, application, **runs)
    with refused("TQ055"), transaction.atomic():
        Payment.objects.create(union=union, loan=loan, number=1, version=1, minor=1, paid_on=DAY, into="lender",
                               principal_to_minor=1, received_by="Rosa")  # fmt: skip

    assert not Payment.objects.exists()


def test_a_member_has_one_open_application_at_a_time(union, ana):
    asked(union, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked(union, ana)


def test_a_reason_once_given_stays(union, ana):
    say(asked(union, ana), factories.make_user())
    for statement in ("UPDATE credit_approval SET reason = 'otra'", "DELETE FROM credit_approval"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert Approval.objects.get().reason == "Paga bien."


def test_an_application_does_not_become_another_members(union, ana):
    application = asked(union, ana)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE credit_application SET member_id = %s", [ana.pk])

    assert Application.objects.get().member_id == application.member_id
