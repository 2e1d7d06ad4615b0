"""Receipts, certificates and farewells on paper; the lists in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.core.sheets import write_xlsx
from tequio.core.words import pesos_in_words
from tequio.dues.models import Certificate, Farewell, Receipt, Run
from tequio.dues.queries import Owing, fees_of_run
from tequio.dues.words import STATES
from tequio.members.models import Member
from tequio.ui.templatetags.tequio import day

PAPERS = Path(__file__).with_name("papers")


def receipt_lines(receipt: Receipt) -> list[tuple[str, int]]:
    """What a payment was for."""
    parts = ((_("Cuotas"), receipt.dues_minor), (_("Compras"), receipt.purchases_minor),
             (_("Certificados de aportación"), receipt.capital_minor))  # fmt: skip
    return [(label, minor) for label, minor in parts if minor]


def receipt_pdf(union: str, receipt: Receipt) -> bytes:
    """Two copies on one sheet: one for the member, one for the office."""
    return render(PAPERS / "receipt.typ", {
        "title": _("Recibo %(n)s") % {"n": receipt.number},
        "union": union,
        "note": day(receipt.received_on).capitalize(),
        "labels": {"from": _("Recibimos de"), "for": _("Por"), "into": _("Entró a"), "received": _("Recibió"),
                   "paid": _("Entregó"), "total": _("Total")},
        "copies": [_("Para la socia o el socio"), _("Para la oficina")],
        "member": _named(receipt.member), "village": receipt.member.section.name,
        "lines": [{"label": label, "minor": minor} for label, minor in receipt_lines(receipt)],
        "minor": receipt.minor, "words": pesos_in_words(receipt.minor),
        "into": str(receipt.get_into_display()), "by": receipt.received_by, "remark": receipt.note,
        "cancelled": "" if receipt.stands else _("CANCELADO el %(day)s") % {"day": day(receipt.cancelled_on)},
    })  # fmt: skip


def certificate_pdf(union: str, certificate: Certificate, paid_minor: int) -> bytes:
    """One certificate, to be signed by those whom the union elected."""
    value = certificate.value_minor
    return render(PAPERS / "certificate.typ", {
        "title": _("Certificado de aportación %(n)s") % {"n": certificate.number},
        "union": union, "note": "",
        "says": _("Este certificado es de"),
        "member": certificate.member.name,
        "number": _("socia o socio núm. %(n)s, %(village)s") % {
            "n": certificate.member.number, "village": certificate.member.section.name},
        "value_label": _("Valor"), "value_minor": value, "words": pesos_in_words(value),
        "pairs": [
            [_("Suscrito el"), day(certificate.subscribed_on)],
            [_("Pagado hasta hoy"), None, paid_minor],
            [_("Falta por pagar"), None, value - paid_minor],
        ],
        "foot": _("Nominativo e indivisible. Da un solo voto a quien lo tiene, sin importar cuántos tenga."),
        "signatures": [_("Presidencia"), _("Tesorería")],
        "cancelled": "" if certificate.stands else _("CANCELADO el %(day)s") % {"day": day(certificate.cancelled_on)},
    })  # fmt: skip


def farewell_lines(farewell: Farewell) -> list[tuple[str, int]]:
    """What was his (positive) and what he owed (negative); they add up to the net."""
    lines = (
        (_("Sus aportaciones"), farewell.capital_minor), (_("Su fondo de garantía"), farewell.guarantee_minor),
        (_("Sus anticipos"), farewell.advance_minor), (_("Cuota de días que ya no usa"), farewell.unused_minor),
        (_("Cuotas que debía"), -farewell.dues_minor), (_("Compras que debía"), -farewell.purchases_minor),
    )  # fmt: skip
    named = {_("Cuotas que debía"): _("Cuotas a su favor"), _("Compras que debía"): _("Compras a su favor")}
    return [(named.get(label, label) if minor > 0 else label, minor) for label, minor in lines if minor]


def farewell_pdf(union: str, farewell: Farewell) -> bytes:
    owes = farewell.owing_minor > 0
    return render(PAPERS / "farewell.typ", {
        "title": _("Liquidación por retiro"), "union": union,
        "note": _("Último día en la unión: %(day)s") % {"day": day(farewell.left_on)},
        "member": _named(farewell.member), "village": farewell.member.section.name,
        "lines": [{"label": label, "minor": minor} for label, minor in farewell_lines(farewell)],
        "net_label": _("Todavía debe") if owes else _("La unión le paga"),
        "net_minor": farewell.owing_minor if owes else farewell.pays_minor,
        "words": pesos_in_words(farewell.owing_minor if owes else farewell.pays_minor),
        "paid": _("Pagado el %(day)s, de %(from)s") % {
            "day": day(farewell.paid_on), "from": farewell.get_paid_from_display()} if farewell.paid_on else "",
        "signatures": [_("Quien se retira"), _("Tesorería")],
    })  # fmt: skip


def run_xlsx(run: Run) -> bytes:
    heading = [_("Número"), _("Nombre"), _("Pueblo"), _("Personas que trabajan"), _("Cuota completa"), _("Apoyo"),
               _("Fuera del periodo"), _("Se cobró"), _("Cancelada el")]  # fmt: skip
    rows: list[Sequence[Any]] = [
        [fee.member.number, fee.member.name, fee.member.section.name, fee.people, _pesos(fee.full_minor),
         _pesos(fee.relief_minor), _pesos(fee.outside_minor), _pesos(fee.period_minor), fee.cancelled_on]
        for fee in fees_of_run(run)
    ]  # fmt: skip
    return write_xlsx(heading, rows, title=_("Cobro"))


def arrears_xlsx(rows: Sequence[Owing]) -> bytes:
    people = Member.objects.select_related("person", "section").in_bulk([row.member_id for row in rows])
    heading = [_("Número"), _("Nombre"), _("Pueblo"), _("Teléfono"), _("Estado"), _("Desde"), _("Vencido"), _("Debe")]
    told: list[Sequence[Any]] = [
        [who.number, who.name, who.section.name, who.person.phone_shown, str(STATES[row.state][0]), row.since,
         _pesos(row.past_minor), _pesos(row.owed_minor)]
        for row in rows
        for who in (people[row.member_id],)
    ]  # fmt: skip
    return write_xlsx(heading, told, title=_("Atrasos"))


def _named(member: Member) -> str:
    return f"{member.number} · {member.name}"


def _pesos(minor: int) -> Decimal:
    return Decimal(minor) / 100
