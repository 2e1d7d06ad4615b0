"""What the member declares, what the loan is for, and the cash flow that repays it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.credit.words import rhythm_said
from tequio.engines.dossier import Column, Kind, Section, Table, Value
from tequio.engines.lending import DueDay, Schedule, due_days, faults, schedule
from tequio.engines.lending.calendars import months_later
from tequio.tenders.sections.subject import Subject, count, money, source, text


def declared(subject: Subject) -> Section:
    application = subject.application
    behind = source([application], subject.asked)
    return Section(
        "declared", _("Lo que declara"),
        (
            money("income", _("Le entra al mes"), application.income_minor, behind, declared=True),
            money("outgoings", _("Le sale al mes"), application.outgoings_minor, behind, declared=True),
            money("debts", _("Paga al mes de otras deudas"), application.debts_minor, behind, declared=True),
            text("owed_to", _("A quién le debe"), application.debts_said, behind, declared=True),
            money("left", _("Le queda al mes"), application.left_minor, behind, declared=True),
        ),
        (),
        _("Es su palabra; nadie de la unión lo comprobó."),
    )  # fmt: skip


def asked(subject: Subject) -> Section:
    application = subject.application
    behind = source([application], subject.asked)
    said = subject.known.approvals.get(application.pk, [])
    return Section(
        "asked", _("El préstamo que pide"),
        (
            money("amount", _("Pide"), application.amount_minor, behind),
            count("payments", _("Pagos"), application.payments, behind),
            text("every", _("Cada cuánto"), rhythm_said(application.rhythm), behind),
            text("purpose", _("Para"), str(application.get_purpose_display()), behind),
            text("purpose_said", _("Qué va a comprar o hacer"), application.purpose_said, behind, declared=True),
            text("repaid_from", _("Con qué lo va a pagar"), application.repaid_from, behind, declared=True),
            count("approvals", _("Personas de la unión que lo aprobaron"), sum(each.says_yes for each in said),
                  source(said, subject.asked)),
        ),
    )  # fmt: skip


def repaying(subject: Subject) -> Section:
    """Month by month: what is left as declared, what the loan takes where its terms are known, and what stays."""
    application = subject.application
    plan = _plan(subject)
    due = [row.due_on for row in plan.rows] if plan else [each.on for each in _due(subject)]
    taken: dict[date, int] = {}
    for row in plan.rows if plan else ():
        month = row.due_on.replace(day=1)
        taken[month] = taken.get(month, 0) + row.total
    rows: list[tuple[Value, ...]] = []
    for month in _months(subject.today, due[-1]):
        pays = taken.get(month, 0) if plan else None
        stays = application.left_minor - pays if pays is not None else None
        rows.append((f"{month:%Y-%m}", application.left_minor, pays, stays))
    columns = (
        Column("month", _("Mes"), Kind.TEXT), Column("before", _("Le queda"), Kind.MONEY),
        Column("pays", _("Paga del préstamo"), Kind.MONEY), Column("after", _("Le sobra"), Kind.MONEY),
    )  # fmt: skip
    largest = max((row.total for row in plan.rows), default=0) if plan else None
    product = application.product
    behind = source([application], subject.asked) + source([product] if product else [])
    return Section(
        "repaying", _("Con qué lo paga"),
        (
            money("largest_payment", _("El pago más grande"), largest, behind),
            money("total", _("Pagaría en total"), plan.total if plan else None, behind),
        ),
        (Table("flow", _("Mes por mes"), columns, tuple(rows), behind),),
        _("Con la tasa de %(product)s, de %(lender)s, al ritmo que pide.")
        % {"product": product.name, "lender": product.lender.name}
        if product and plan else _("Lo que pagaría se sabe cuando un banco proponga sus condiciones."),
    )  # fmt: skip


def _due(subject: Subject) -> tuple[DueDay, ...]:
    application = subject.application
    rhythm = application.rhythm
    return due_days(subject.today, rhythm.every, application.payments, rest_in=rhythm.rest_in)


def _plan(subject: Subject) -> Schedule | None:
    application = subject.application
    if application.product is None:
        return None
    asked = application.product.at(application.rhythm)
    terms = asked.terms(application.amount_minor, subject.today, asked.days(subject.today, application.payments))
    return None if faults(terms) else schedule(terms)


def _months(first: date, last: date) -> list[date]:
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = months_later(month, 1)
    return found
