"""What it sells, buys, pays and owes through the union, and how punctually."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.books.models import Leg
from tequio.credit.models import Instalment, Loan, Payment
from tequio.credit.queries import loans_of, stood
from tequio.dues.models import Fee
from tequio.dues.roles import DUES, PURCHASES
from tequio.engines.dossier import Column, Debt, Figure, Kind, Punctuality, Section, Source, Table, punctuality
from tequio.purchasing.queries import charges_of
from tequio.sales.models import Payout
from tequio.tenders.sections.subject import Subject, by_month, count, money, source
from tequio.tenders.settings import ON_TIME_DAYS
from tequio.unions.queries import ruling


def sales(subject: Subject) -> Section:
    payouts = list(
        Payout.objects.filter(maker__member=subject.member, paid_on__range=(subject.since, subject.today))
        .order_by("paid_on", "pk")
    )  # fmt: skip
    behind = source(payouts, subject.statement)
    months = [(each.paid_on, each.gross_minor) for each in payouts]
    table = by_month(subject, "sold_by_month", _("Lo que vendió por mes"), _("Vendió"), Kind.MONEY, months, behind)
    return Section(
        "sales", _("Lo que ha vendido con la unión en doce meses"),
        (
            money("sold", _("Vendió"), sum(each.gross_minor for each in payouts), behind),
            count("orders", _("Pedidos en que trabajó"), len({each.order_id for each in payouts}), behind),
        ),
        (table,) if payouts else (),
        _("Solo lo que vendió por medio de la unión; lo demás lo declara."),
    )  # fmt: skip


def purchases(subject: Subject) -> Section:
    """Rounds it bought in, and when it paid them: payments cover the oldest charge first."""
    charges = [
        each for each in charges_of(subject.member) if subject.since <= each.charged_on <= subject.today
    ]  # fmt: skip
    days = int(ruling(ON_TIME_DAYS, subject.today))
    legs = list(_legs(subject, PURCHASES))
    debts = [Debt(leg.amount_minor, leg.on + timedelta(days=days)) for leg in legs if leg.amount_minor > 0]
    judged = punctuality(debts, _paid(legs), subject.today)
    columns = (
        Column("round", _("Ronda"), Kind.TEXT), Column("on", _("Cobrada el"), Kind.DAY),
        Column("total", _("Compró"), Kind.MONEY),
    )  # fmt: skip
    rows = tuple((each.round.title, each.charged_on, each.total_minor) for each in charges)
    behind = source(charges, subject.statement)
    return Section(
        "purchases", _("Lo que compra con la unión"),
        (
            money("bought", _("Compró en doce meses"), sum(each.total_minor for each in charges), behind),
            count("rounds", _("Compras en que estuvo"), len(charges), behind),
            *punctual(judged, source(legs, subject.statement)),
        ),
        (Table("rounds_one_by_one", _("Una por una"), columns, rows, behind),) if rows else (),
        _("Puntual es pagar a más tardar %(days)s días después del cobro.") % {"days": days},
    )  # fmt: skip


def dues(subject: Subject) -> Section:
    fees = list(
        Fee.objects.filter(member=subject.member, cancelled_on__isnull=True, due_on__gte=subject.since)
        .order_by("due_on", "pk")
    )  # fmt: skip
    legs = list(_legs(subject, DUES))
    every = Fee.objects.filter(member=subject.member, cancelled_on__isnull=True).order_by("due_on", "pk")
    judged = punctuality([Debt(each.minor, each.late_on) for each in every], _paid(legs), subject.today)
    return Section(
        "dues", _("Sus cuotas"),
        (
            money("charged", _("Cuotas de doce meses"), sum(each.minor for each in fees),
                  source(fees, subject.statement)),
            *punctual(judged, source(legs, subject.statement)),
        ),
    )  # fmt: skip


def loans(subject: Subject) -> Section:
    """Every loan it had through the union: where it stands, as the credit desk says, and its worst delay."""
    found = stood(loans_of(subject.member.pk).filter(disbursed_on__isnull=False).order_by("number"), subject.today)
    paid, agreed = _rows_of([each.loan for each in found], subject.today)
    columns = (
        Column("number", _("Préstamo"), Kind.COUNT), Column("lender", _("Prestó"), Kind.TEXT),
        Column("on", _("Entregado el"), Kind.DAY), Column("principal", _("Importe"), Kind.MONEY),
        Column("left", _("Debe de capital"), Kind.MONEY), Column("state", _("Va"), Kind.TEXT),
        Column("worst", _("Días del peor atraso"), Kind.COUNT),
    )  # fmt: skip
    told, behind = [], []
    for each in found:
        loan = each.loan
        due = [row for row in agreed if (row.loan_id, row.version) == (loan.pk, loan.version)]
        own = [row for row in paid if (row.loan_id, row.version) == (loan.pk, loan.version)]
        debts = [Debt(row.minor, row.due_on) for row in due]
        worst = punctuality(debts, [(row.paid_on, row.minor) for row in own], subject.today).worst_days
        told.append((loan.number, loan.lender.name, loan.disbursed_on, loan.principal_minor,
                     each.balance_minor, str(loan.get_state_display()), worst))  # fmt: skip
        page = subject.page("credit:loan", loan_id=loan.pk)
        behind += source([loan], page) + source([row for row in paid if row.loan_id == loan.pk], page)
    every = tuple(behind)
    return Section(
        "loans", _("Los préstamos que ha tenido por la unión"),
        (
            count("loans", _("Préstamos"), len(told), every),
            money("left", _("Debe de capital"), sum(row[4] for row in told), every),
            count("written_off", _("Castigados"), sum(each.loan.state == Loan.State.WRITTEN_OFF for each in found),
                  every),
        ),
        (Table("history", _("Uno por uno"), columns, tuple(told), every),) if told else (),
        "" if told else _("Es su primer préstamo por medio de la unión."),
    )  # fmt: skip


def _rows_of(rows: Sequence[Loan], today: date) -> tuple[list[Payment], list[Instalment]]:
    paid = Payment.objects.filter(loan__in=rows, cancelled_on__isnull=True, paid_on__lte=today)
    return list(paid.order_by("paid_on", "pk")), list(Instalment.objects.filter(loan__in=rows).order_by("due_on", "pk"))


def punctual(judged: Punctuality, behind: tuple[Source, ...]) -> tuple[Figure, ...]:
    return (
        Figure("on_time", _("Pagó a tiempo"), Kind.RATIO, judged.ratio, behind),
        count("late", _("Pagos tarde"), judged.late, behind),
        money("overdue", _("Vencido hoy"), judged.overdue_minor, behind),
        count("worst_days", _("Días del peor atraso"), judged.worst_days, behind),
    )


def _legs(subject: Subject, role: str) -> QuerySet[Leg]:
    """What one account of the member saw until today, without what was booked and taken back."""
    return Leg.objects.filter(
        account__role=role, member=subject.member, on__lte=subject.today, entry__reverses__isnull=True,
        entry__reversed_by__isnull=True,
    ).order_by("on", "pk")  # fmt: skip


def _paid(legs: Sequence[Leg]) -> list[tuple[date, int]]:
    return [(leg.on, -leg.amount_minor) for leg in legs if leg.amount_minor < 0]
