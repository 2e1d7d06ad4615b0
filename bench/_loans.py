"""A union with thousands of loans that run: instalments, payments in time and late, and what is kept of them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from bench._rounds import Place, make_place
from tequio.core.bulk import insert_rows
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.credit.models import Agreement, Application, Approval, Borrowers, Instalment, Lender, Loan, Payment
from tequio.credit.steps import COLUMN_OF, keep_up_to_date
from tequio.engines import lending as engine

SEED = 20261126
GROUPED, LATE, SLOW = 0.10, 0.08, 0.30  # parts of the loans
MONTHS = 18


@dataclass
class Lent:
    place: Place
    lender: Lender


def make_loans(count: int, today: date) -> Lent:
    """One loan for each member, begun within a year and a half: most pay on the day, some days later, some not."""
    place = make_place(count)
    with in_union(place.union.pk), transaction.atomic():
        lender = Lender.objects.create(union=place.union, name="Banco de medida")
        loans = _loans(place, lender, random.Random(SEED), today)
        _life(place, loans, random.Random(SEED), today)
    return Lent(place, lender)


def _loans(place: Place, lender: Lender, chance: random.Random, today: date) -> list[tuple[Loan, Agreement]]:
    union = place.union
    two = [User.objects.create_user(name=name, email=f"{name}@bench.example", password="x") for name in ("uno", "dos")]
    groups = Borrowers.objects.bulk_create(
        Borrowers(union=union, name=f"Grupo {i}", formed_on=today) for i in range(max(1, len(place.members) // 50))
    )
    begun = [today - timedelta(days=chance.randrange(1, MONTHS * 30)) for _ in place.members]
    asked = Application.objects.bulk_create(
        Application(
            union=union, member_id=member, amount_minor=chance.randint(10, 80) * 1_000_00, payments=MONTHS,
            purpose="material", purpose_said="Barro", repaid_from="Ventas", income_minor=9_000_00,
            outgoings_minor=4_000_00, debts_minor=0, asked_on=day, said_yes_on=day, state="sent",
            group=chance.choice(groups) if chance.random() < GROUPED else None,
        )
        for member, day in zip(place.members, begun, strict=True)
    )  # fmt: skip
    Approval.objects.bulk_create(
        Approval(union=union, application=each, user=user, name=user.name, says_yes=True, reason="Paga bien.",
                 given_on=each.asked_on)
        for each in asked for user in two
    )  # fmt: skip
    Application.objects.update(state="lent")
    loans = Loan.objects.bulk_create(
        Loan(
            union=union, number=number, application=each, member_id=each.member_id, lender=lender,
            principal_minor=each.amount_minor, state=Loan.State.RUNNING, agreed_on=each.asked_on,
            disbursed_on=each.asked_on, handed_over_on=each.asked_on, through="direct",
        )
        for number, each in enumerate(asked, start=1)
    )  # fmt: skip
    agreements = Agreement.objects.bulk_create(
        Agreement(
            union=union, loan=loan, version=1, principal_minor=loan.principal_minor, starts_on=loan.agreed_on,
            payments=MONTHS, agreed_by="Medida", annual_rate=Decimal("0.36"), opening_fee_rate=Decimal("0.02"),
            late_rate=Decimal("0.45"), grace_days=5,
        )
        for loan in loans
    )  # fmt: skip
    return list(zip(loans, agreements, strict=True))


def _life(place: Place, loans: list[tuple[Loan, Agreement]], chance: random.Random, today: date) -> None:
    instalments: list[tuple[Any, ...]] = []
    payments: list[tuple[Any, ...]] = []
    stood = []
    for loan, agreement in loans:
        terms = agreement.agreed
        plan = engine.schedule(terms)
        instalments += [
            (place.union.pk, loan.pk, 1, row.number, row.due_on, 1, row.principal, row.interest, row.iva, row.fees)
            for row in plan.rows
        ]
        paid = _paid(agreement, plan, chance, today)
        last = paid[-1].on if paid else agreement.starts_on
        standing = engine.stand(terms, paid, last, agreement.rules)
        stood.append((loan, standing, last))
        for entered in standing.entered:
            to = [entered.to.get(what, 0) for what in COLUMN_OF]
            payments.append((place.union.pk, len(payments) + 1, loan.pk, 1, entered.payment.minor, entered.payment.on,
                             "lender", "Medida", "", False, *to, entered.left_over, ""))  # fmt: skip
    insert_rows(
        Instalment,
        ("union_id", "loan_id", "version", "number", "due_on", "periods", "principal_minor", "interest_minor",
         "iva_minor", "fees_minor"),
        instalments,
    )  # fmt: skip
    insert_rows(
        Payment,
        ("union_id", "number", "loan_id", "version", "minor", "paid_on", "into", "received_by", "slip", "is_recovery",
         *COLUMN_OF.values(), "left_over_minor", "cancel_reason"),
        payments,
    )  # fmt: skip
    for loan, standing, last in stood:
        keep_up_to_date(loan, standing, last)


def _paid(
    agreement: Agreement, plan: engine.Schedule, chance: random.Random, today: date
) -> list[engine.Payment]:  # fmt: skip
    """What was paid until today: what is due, on its day or some days later; who is late stopped months ago."""
    days = chance.randint(1, 6) if chance.random() < SLOW else 0
    stops_on = today - timedelta(days=chance.randint(30, 180)) if chance.random() < LATE else today
    paid: list[engine.Payment] = []
    for row in plan.rows:
        on = row.due_on + timedelta(days=days)
        if on > stops_on:
            break
        due = engine.stand(agreement.agreed, paid, on, agreement.rules).overdue if days else row.total
        paid.append(engine.Payment(on, due))
    return paid
