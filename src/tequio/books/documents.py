"""A member's statement on paper and in a spreadsheet, and the trial balance in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from tequio.books.queries import AccountLedger, TrialLine
from tequio.core.papers import render
from tequio.core.sheets import write_xlsx
from tequio.members.models import Member
from tequio.ui.templatetags.tequio import day, day_short

PAPERS = Path(__file__).with_name("papers")


def statement_pdf(union: str, member: Member, ledger: AccountLedger) -> bytes:
    """The statement as a tagged PDF: opening, every charge and payment with the balance after it, closing."""
    return render(PAPERS / "statement.typ", {
        "title": _("Estado de cuenta"),
        "union": union,
        "note": _("Del %(first)s al %(last)s") % {"first": day(ledger.first), "last": day(ledger.last)},
        "member": f"{member.number} · {member.name}",
        "village": member.section.name,
        "columns": [_("Fecha"), _("Póliza"), _("Concepto"), _("Cargo"), _("Abono"), _("Saldo")],
        "opening_label": _("Saldo anterior"), "opening_minor": ledger.opening_minor,
        "lines": [
            {"on": day_short(line.on), "number": str(line.number), "text": line.text, "debit_minor": line.debit_minor,
             "credit_minor": line.credit_minor, "balance_minor": line.balance_minor}
            for line in ledger.lines
        ],
        "sum_label": _("Sumas"), "debit_minor": ledger.debit_minor, "credit_minor": ledger.credit_minor,
        "closing_minor": ledger.closing_minor,
        "closing_label": _("Debes a la unión") if ledger.closing_minor > 0 else _("Saldo a tu favor")
        if ledger.closing_minor < 0 else _("No debes nada"),
        "foot": _("Saldo = lo anterior más cargos menos abonos. Si algo no cuadra, dilo en la oficina con este papel."),
    })  # fmt: skip


def statement_xlsx(ledger: AccountLedger) -> bytes:
    heading = [_("Fecha"), _("Póliza"), _("Concepto"), _("Cuenta"), _("Cargo"), _("Abono"), _("Saldo")]
    rows: list[list[object]] = [
        [ledger.first, None, _("Saldo anterior"), None, None, None, _pesos(ledger.opening_minor)]
    ]
    rows += [
        [line.on, line.number, line.text, f"{line.account_code} {line.account_name}", _pesos(line.debit_minor),
         _pesos(line.credit_minor), _pesos(line.balance_minor)]
        for line in ledger.lines
    ]  # fmt: skip
    return write_xlsx(heading, rows, title=_("Estado de cuenta"))  # type: ignore[arg-type]


def trial_xlsx(lines: Sequence[TrialLine]) -> bytes:
    """Accounts or members with their opening, debits, credits and closing."""
    heading = [_("Clave"), _("Nombre"), _("Saldo anterior"), _("Cargos"), _("Abonos"), _("Saldo")]
    rows = [
        [
            line.code,
            line.name,
            *map(_pesos, (line.opening_minor, line.debit_minor, line.credit_minor, line.closing_minor)),
        ]
        for line in lines
    ]
    return write_xlsx(heading, rows, title=_("Saldos"))


def _pesos(minor: int) -> Decimal:
    return Decimal(minor) / 100
