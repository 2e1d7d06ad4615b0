"""What the union decides about its books."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

MONTHLY_FEE = declare(
    Known(
        "dues.monthly_fee_minor",
        _("Cuota de cada mes"),
        _("Es el importe que aparece al cobrar una cuota; quien la cobra todavía puede cambiarlo."),
        Kind.PESOS,
        default=0,
        most=1_000_000,
    )
)
