"""Receipts and village sheets on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.core.qr import qr_svg
from tequio.core.words import pesos_in_words
from tequio.credit.models import Payment
from tequio.credit.queries import Stood
from tequio.members.models import Section
from tequio.ui.templatetags.tequio import day

PAPERS = Path(__file__).with_name("papers")


def payment_parts(payment: Payment) -> list[tuple[str, int]]:
    """Where a payment went, in the order in which it pays."""
    parts = (
        (_("Cargos"), payment.fees_to_minor), (_("Pena por pago tarde"), payment.penalty_to_minor),
        (_("IVA"), payment.iva_to_minor), (_("Interés de mora"), payment.late_interest_to_minor),
        (_("Interés"), payment.interest_to_minor), (_("Capital"), payment.principal_to_minor),
        (_("Queda a su favor"), payment.left_over_minor),
    )  # fmt: skip
    return [(label, minor) for label, minor in parts if minor]


def receipt_pdf(union: str, payment: Payment) -> bytes:
    """Two copies on one sheet: one for the member, one for the office."""
    member = payment.loan.member
    return render(PAPERS / "receipt.typ", {
        "title": _("Recibo %(n)s de préstamo") % {"n": payment.number}, "union": union,
        "note": day(payment.paid_on).capitalize(),
        "labels": {"from": _("Recibimos de"), "for": _("Por cuenta de"), "into": _("Cómo pagó"),
                   "received": _("Recibió"), "paid": _("Entregó"), "total": _("Total")},
        "copies": [_("Para la socia o el socio"), _("Para la oficina")],
        "member": _("%(name)s, núm. %(number)s") % {"name": member.name, "number": member.number},
        "village": member.section.name, "lender": payment.loan.lender.name,
        "lines": [{"label": label, "minor": minor} for label, minor in payment_parts(payment)],
        "minor": payment.minor, "words": pesos_in_words(payment.minor), "into": str(payment.get_into_display()),
        "by": payment.received_by,
        "cancelled": "" if payment.stands else _("CANCELADO el %(day)s") % {"day": day(payment.cancelled_on)},
    })  # fmt: skip


def village_pdf(
    union: str, section: Section, rows: Sequence[tuple[Stood, int]], key: str, link: str, today: date
) -> bytes:  # fmt: skip
    """The list of a village's dues: a line for each, with room for what was paid and a signature."""
    return render(PAPERS / "village.typ", {
        "title": _("Cobro de préstamos en %(village)s") % {"village": section.name}, "union": union,
        "note": _("Preparada el %(day)s. Hoja %(key)s.") % {"day": day(today), "key": key},
        "qr": qr_svg(link), "link": link,
        "how": _("Para pasarla al sistema apunta la cámara al cuadro. La misma hoja nunca cobra doble."),
        "head": [_("Socia o socio"), _("Vencido"), _("Toca"), _("Pagó"), _("Firma")],
        "rows": [
            {"name": each.loan.member.name, "number": f"{each.loan.member.number}", "loan": f"{each.loan.number}",
             "overdue": each.overdue_minor if each.days_late else 0, "bring": bring}
            for each, bring in rows
        ],
        "numbered": _("núm."), "lent": _("préstamo"), "day_label": _("Día del cobro"), "who_label": _("Quién cobró"),
        "total_label": _("Total contado"),
        "foot": _("Da a cada quien su comprobante. Lo que se cobra es de quien prestó: no se usa para otra cosa."),
    })  # fmt: skip
