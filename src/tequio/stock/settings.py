"""What the union decides about prices outside."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

EVIDENCE_DAYS = declare(
    Known(
        "stock.evidence_days",
        _("Cuánto tiempo prueba algo un precio de afuera"),
        _("Con un precio más viejo, la compra dice «sin prueba» y su ahorro cuenta cero."),
        Kind.WHOLE,
        default=365,  # evidence older than a year proves nothing about today
        unit=_("días"),
        least=30,
        most=1_095,
    )
)
