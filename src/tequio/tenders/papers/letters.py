"""The paper on which a member says yes to banks by his signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils import formats
from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.credit.models import Application, Lender
from tequio.ui.numbers import money

TEMPLATE = Path(__file__).with_name("consent.typ")


def consent_letter(application: Application, purpose: str, lenders: Sequence[Lender], latest: date) -> bytes:
    """One page: which banks, for what, until when; signature or fingerprint."""
    return render(TEMPLATE, {
        "title": _("Permiso para que un banco vea mi expediente"), "union": application.union.name,
        "name": application.member.person.full_name, "number": str(application.member.number),
        "who": _("Yo, %(name)s, socia o socio número %(number)s, doy permiso a los bancos que marco aquí:") % {
            "name": application.member.person.full_name, "number": application.member.number,
        },
        "lenders": [lender.name for lender in lenders],
        "purpose_label": _("Para qué"),
        "purpose": _("Estudiar mi solicitud de %(amount)s. %(purpose)s.") % {
            "amount": money(application.amount_minor), "purpose": purpose,
        },
        "sees_label": _("Qué ven"),
        "sees": _("Mi expediente: quién soy, mi taller, lo que hago, vendo, compro y pago por la unión, los préstamos "
                  "que he tenido y lo que declaré. Nada más, y nadie más."),
        "until_label": _("Hasta el día"),
        "until": _("(a más tardar el %(day)s)") % {"day": formats.date_format(latest, "DATE_FORMAT").lower()},
        "stop": _("Puedo retirar este permiso cuando quiera, en mi teléfono o en la oficina; el enlace se cierra en "
                  "ese momento. También puedo preguntar quién lo abrió."),
        "bureau": _("Este permiso no es la autorización para consultar el buró de crédito: esa se firma aparte."),
        "sign": _("Firma o huella"), "date": _("Fecha"), "witness": _("Quién lo recibe en la unión"),
    })  # fmt: skip
