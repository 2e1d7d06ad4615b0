"""What it sells, buys, pays and owes through the union, and how punctually."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tequio.books.models import Leg
from tequio.credit.models import Loan
from tequio.engines.dossier import Column, Debt, Figure, Kind, Punctuality, Section, Source, Table, punctuality
from tequio.tenders.sections.subject import Subject, by_month, count, money, source


def sales(subject: Subject) -> Section:
    payouts = subject.own(subject.known.payouts)
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
    charges, legs = subject.own(subject.known.charges), subject.own(subject.known.purchase_legs)
    on_time = subject.known.on_time
    debts = [Debt(leg.amount_minor, leg.on + on_time) for leg in legs if leg.amount_minor > 0]
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
        _("Puntual es pagar a más tardar %(days)s días después del cobro.") % {"days": on_time.days},
    )  # fmt: skip


def dues(subject: Subject) -> Section:
    every, legs = subject.own(subject.known.fees), subject.own(subject.known.dues_legs)
    fees = [each for each in every if each.due_on >= subject.known.since]
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
    found = subject.own(subject.known.loans)
    columns = (
        Column("number", _("Préstamo"), Kind.COUNT), Column("lender", _("Prestó"), Kind.TEXT),
        Column("on", _("Entregado el"), Kind.DAY), Column("principal", _("Importe"), Kind.MONEY),
        Column("left", _("Debe de capital"), Kind.MONEY), Column("state", _("Va"), Kind.TEXT),
        Column("worst", _("Días del peor atraso"), Kind.COUNT),
    )  # fmt: skip
    told, behind = [], []
    for each in found:
        loan = each.loan
        paid = subject.known.payments.get(loan.pk, [])
        debts = [
            Debt(row.minor, row.due_on)
            for row in subject.known.instalments.get(loan.pk, []) if row.version == loan.version
        ]  # fmt: skip
        own = [(row.paid_on, row.minor) for row in paid if row.version == loan.version]
        worst = punctuality(debts, own, subject.today).worst_days
        told.append((loan.number, loan.lender.name, loan.disbursed_on, loan.principal_minor,
                     each.balance_minor, str(loan.get_state_display()), worst))  # fmt: skip
        page = subject.page("credit:loan", loan_id=loan.pk)
        behind += source([loan], page) + source(paid, page)
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


def punctual(judged: Punctuality, behind: tuple[Source, ...]) -> tuple[Figure, ...]:
    return (
        Figure("on_time", _("Pagó a tiempo"), Kind.RATIO, judged.ratio, behind),
        count("late", _("Pagos tarde"), judged.late, behind),
        money("overdue", _("Vencido hoy"), judged.overdue_minor, behind),
        count("worst_days", _("Días del peor atraso"), judged.worst_days, behind),
    )


def _paid(legs: Sequence[Leg]) -> list[tuple[date, int]]:
    return [(leg.on, -leg.amount_minor) for leg in legs if leg.amount_minor < 0]
