"""What deeds about credit share. Steps open no transaction and check no permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.books.amounts import refuse_absurd
from tequio.books.errors import DayToCome
from tequio.books.steps import LegDraft, post_entry
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import law, postings, queries
from tequio.credit.errors import (
    FAULTS,
    AgeUnknown,
    DeductsTooMuch,
    EveryMonthRests,
    NotActive,
    NotNow,
    PaidTooEarly,
    PaysTooMuch,
    ReasonTooShort,
    TermsWrong,
    Underage,
)
from tequio.credit.models import AgreedTerms, Agreement, DeductionConsent, Instalment, Loan, Payment, UpToDate
from tequio.credit.roles import COLLECTED
from tequio.engines import lending as engine
from tequio.engines.lending import Order
from tequio.members import identity
from tequio.members.models import Member, Person
from tequio.ui.numbers import money

LEAST_REASON = 10  # letters: "sí" is no reason
MONTHS = 12


def lock_credit(union_id: int) -> None:
    """One deed at a time gives numbers to loans and receipts; taken before the books are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('credit', %s))", [union_id])


def locked_loan(loan_id: int, *states: str) -> Loan:
    """The loan, held until the deed ends. Raises NotNow."""
    loan: Loan = Loan.objects.select_for_update(of=("self",)).select_related("member__person", "lender").get(pk=loan_id)
    if states and loan.state not in states:
        raise NotNow(state=loan.get_state_display())
    return loan


def next_loan_number() -> int:
    return (Loan.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def next_payment_number() -> int:
    return (Payment.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def reason_of(text: str) -> str:
    """Raises ReasonTooShort."""
    said = plain(text)
    if len(said) < LEAST_REASON:
        raise ReasonTooShort
    return said


# --- who may sign ----------------------------------------------------------------------------------------------------


def born_on(person: Person) -> date | None:
    """The day of birth that the CURP tells, else the one on the roster."""
    return identity.born_on(person.curp) if person.curp else person.born_on


def refuse_who_cannot_sign(member: Member, today: date, *, age_known: bool = False) -> None:
    """Raises NotActive, Underage and, where the age must be known, AgeUnknown."""
    if member.state != Member.State.ACTIVE:
        raise NotActive(name=member.name)
    born, years = born_on(member.person), law.limit("adult_years", today)
    if born is None:
        if age_known:
            raise AgeUnknown(name=member.name)
        return
    if (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < years:
        raise Underage(name=member.name, born=f"{born:%d/%m/%Y}", years=years)


# --- what is agreed --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TermsDraft:
    """The terms of a loan as somebody typed or announced them; rates are fractions a year. See models.AgreedTerms."""

    annual_rate: Decimal
    kind: str = AgreedTerms.Kind.LEVEL
    every: str = AgreedTerms.Every.MONTH
    count: str = AgreedTerms.Count.ACTUAL_360
    rest_in: tuple[int, ...] = ()
    interest_only: int = 0
    round_to: int = 1
    iva: Decimal = Decimal("0.16")
    opening_fee_minor: int = 0
    opening_fee_rate: Decimal = field(default_factory=Decimal)
    each_fee_minor: int = 0
    guarantee_rate: Decimal = field(default_factory=Decimal)
    guarantee_yield: Decimal = field(default_factory=Decimal)
    late_rate: Decimal = field(default_factory=Decimal)
    penalty: Decimal = field(default_factory=Decimal)
    grace_days: int = 0

    @classmethod
    def of(cls, agreed: AgreedTerms) -> TermsDraft:
        """The same terms as a product or an agreement."""
        told = {each.name: getattr(agreed, each.name) for each in fields(cls)}
        return cls(**told | {"rest_in": tuple(agreed.rest_in)})

    @property
    def columns(self) -> dict[str, Any]:
        return asdict(self) | {"rest_in": sorted(set(self.rest_in))}


def check_terms(draft: TermsDraft, principal_minor: int, payments: int, starts_on: date, first_on: date | None) -> None:
    """Raises TermsWrong with everything that is wrong, EveryMonthRests."""
    if set(draft.rest_in) >= set(range(1, MONTHS + 1)):
        raise EveryMonthRests
    wrong: list[Any] = []
    if first_on is not None and first_on <= starts_on:
        wrong.append(FAULTS[engine.Fault.DAYS_OUT_OF_ORDER])
        first_on = None
    agreement = Agreement(
        principal_minor=principal_minor, starts_on=starts_on, first_on=first_on, payments=payments, **draft.columns
    )
    wrong += [FAULTS[fault] for fault in engine.faults(agreement.agreed)]
    rates = (draft.late_rate, draft.penalty, draft.guarantee_rate, draft.guarantee_yield)
    if any(rate < 0 for rate in rates):
        wrong.append(FAULTS[engine.Fault.RATE_NEGATIVE])
    if draft.guarantee_rate >= 1 or draft.penalty > 1 or draft.guarantee_yield > 1 or draft.opening_fee_rate > 1:
        wrong.append(FAULTS[engine.Fault.RATE_ABSURD])
    if wrong:
        raise TermsWrong(why=" ".join(dict.fromkeys(map(str, wrong))))


def write_agreement(
    actor: Actor, loan: Loan, draft: TermsDraft, *, principal_minor: int, payments: int, starts_on: date,
    first_on: date | None = None, reason: str = "",
) -> Agreement:  # fmt: skip
    """What was signed as version `loan.version`, and its days of payment."""
    agreement: Agreement = Agreement.objects.create(
        union_id=actor.union_id, loan=loan, version=loan.version, principal_minor=principal_minor, payments=payments,
        starts_on=starts_on, first_on=first_on, reason=reason, agreed_by=actor.name, **draft.columns,
    )  # fmt: skip
    terms = agreement.agreed
    Instalment.objects.bulk_create(
        Instalment(
            union_id=actor.union_id, loan=loan, version=loan.version, number=row.number, due_on=row.due_on,
            periods=due.periods, principal_minor=row.principal, interest_minor=row.interest, iva_minor=row.iva,
            fees_minor=row.fees,
        )
        for row, due in zip(engine.schedule(terms).rows, terms.due, strict=False)
    )  # fmt: skip
    return agreement


# --- payments --------------------------------------------------------------------------------------------------------

COLUMN_OF = {
    Order.FEES: "fees_to_minor",
    Order.PENALTY: "penalty_to_minor",
    Order.IVA: "iva_to_minor",
    Order.LATE_INTEREST: "late_interest_to_minor",
    Order.INTEREST: "interest_to_minor",
    Order.PRINCIPAL: "principal_to_minor",
}


def split_again(loan: Loan, rows: Sequence[Payment]) -> engine.Standing:
    """Work out where each payment of the agreement that holds went; `rows` in their order. Writes nothing."""
    agreement = queries.agreement_of(loan)
    paid = queries.paid_in(agreement, rows)
    last = max((each.on for each in paid), default=agreement.starts_on)
    standing = engine.stand(agreement.agreed, paid, last, agreement.rules)
    # The engine sorts by day and keeps the order within one; so do the rows.
    for row, entered in zip(rows, standing.entered, strict=True):
        for what, column in COLUMN_OF.items():
            setattr(row, column, entered.to.get(what, 0))
        row.left_over_minor = entered.left_over
    return standing


def in_order(rows: Sequence[Payment], agreement_starts_on: date) -> list[Payment]:
    return sorted(rows, key=lambda row: (max(row.paid_on, agreement_starts_on), row.pk))


@dataclass(frozen=True, slots=True)
class Taken:
    """A payment that was taken, and whether it paid off the loan."""

    payment: Payment
    paid_off: bool


def take_payment(
    actor: Actor, loan: Loan, *, minor: int, into: str, on: date, slip: str = "", entry_id: int | None = None,
    most_allowed: bool = True,
) -> Taken:  # fmt: skip
    """Write down a payment, where it and all others went, and book it unless `entry_id` has booked it already.

    The loan is locked and lent. With `most_allowed` more than the whole loan is refused; else what is too much stays
    the member's. Raises AmountAbsurd, PaidTooEarly, PaysTooMuch.
    """
    refuse_absurd(minor)
    if loan.disbursed_on is None or on < loan.disbursed_on:
        raise PaidTooEarly
    (payment_id,) = new_ids(Payment._meta.db_table, 1)
    payment = Payment(
        pk=payment_id, union_id=actor.union_id, number=next_payment_number(), loan=loan, version=loan.version,
        minor=minor, paid_on=on, into=into, received_by=actor.name, slip=slip,
        is_recovery=loan.state == Loan.State.WRITTEN_OFF,
    )  # fmt: skip
    before = list(Payment.objects.filter(loan=loan, version=loan.version, cancelled_on__isnull=True))
    kept = sum(row.left_over_minor for row in before)
    rows = in_order([*before, payment], queries.agreement_of(loan).starts_on)
    standing = split_again(loan, rows)
    over = sum(row.left_over_minor for row in rows) - kept
    if over and (most_allowed or into == Payment.Into.LENDER):
        raise PaysTooMuch(most=money(minor - over))
    if entry_id is not None:
        payment.entry_id = entry_id
        if over:
            post_entry(actor, postings.shifted_entry(payment_id, on, text_of(payment), loan.member_id, over))
    elif into != Payment.Into.LENDER:
        draft = postings.payment_entry(payment_id, on, text_of(payment), loan.member_id, into, minor, over)
        payment.entry = post_entry(actor, draft)
    Payment.objects.bulk_update(before, [*COLUMN_OF.values(), "left_over_minor"])
    payment.save(force_insert=True)
    settle_state(loan, standing, rows)
    return Taken(payment, standing.is_paid_off)


def keep_up_to_date(loan: Loan, standing: engine.Standing, on: date) -> None:
    """Keep how long the loan that stands so on `on` has nothing overdue. The database has taken away what was kept."""
    told = engine.up_to_date(standing, on)
    if told is not None:
        UpToDate.objects.create(
            union_id=loan.union_id, loan=loan, from_on=on, until_on=told.until, balance_minor=standing.balance,
            next_minor=told.next_minor, late_30_on=engine.late_since(standing, on, 30),
            late_90_on=engine.late_since(standing, on, 90),
        )  # fmt: skip


def begin_up_to_date(loan: Loan, agreement: Agreement) -> None:
    """The same for a loan of which nothing is paid yet, from the first day of its agreement."""
    on = agreement.starts_on
    keep_up_to_date(loan, engine.stand(agreement.agreed, [], on, agreement.rules), on)


def settle_state(loan: Loan, standing: engine.Standing, rows: Sequence[Payment]) -> None:
    """Paid off or not, as the payments say; and how long it is up to date."""
    was = loan.state
    if standing.is_paid_off:
        loan.state, loan.paid_on = Loan.State.PAID, rows[-1].paid_on
    elif loan.state == Loan.State.PAID:
        loan.state = Loan.State.WRITTEN_OFF if loan.written_off_on else Loan.State.RUNNING
        loan.paid_on = None
    if loan.state != was or standing.is_paid_off:
        loan.save(update_fields=["state", "paid_on"])
    # Where it stood with its last payment; with none, at its beginning.
    last = max((each.payment.on for each in standing.entered), default=standing.lines[0].from_)
    keep_up_to_date(loan, standing, last)


def text_of(payment: Payment) -> str:
    return _("Recibo %(number)s de préstamo") % {"number": payment.number}


def new_ids(table: str, many: int) -> list[int]:
    """Ids taken before their rows are written, so that an entry and the fact it books can name each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, many])
        return [row[0] for row in cursor.fetchall()]


def refuse_day_to_come(on: date, today: date) -> None:
    """Raises DayToCome."""
    if on > today:
        raise DayToCome


# --- kept from what the union pays a member --------------------------------------------------------------------------


def deduction_leg(member_id: int, minor: int) -> LegDraft:
    """The leg of a payout's entry that keeps an instalment: it is the lender's from then on."""
    return LegDraft(COLLECTED, -minor, member_id)


def keep_deduction(
    actor: Actor, *, loan_id: int, minor: int, on: date, entry_id: int, payout_minor: int
) -> Payment:  # fmt: skip
    """Write down an instalment that was kept from a payout to the member, booked in the entry named.

    Raises DeductsTooMuch where he did not say yes to so much, NotNow, PaysTooMuch.
    """
    lock_credit(actor.union_id)
    loan = locked_loan(loan_id, Loan.State.RUNNING)
    consent = DeductionConsent.objects.filter(loan=loan, withdrawn_on__isnull=True).first()
    if consent is None or not consent.runs_on(on):
        raise DeductsTooMuch(most=money(0))
    most = consent.most_of(payout_minor)
    if minor > most:
        raise DeductsTooMuch(most=money(most))
    return take_payment(actor, loan, minor=minor, into=Payment.Into.SETTLEMENT, on=on, entry_id=entry_id).payment
