"""What the union decides about workshops' pay."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

WITHHELD_MOST = declare(
    Known(
        "makers.withheld_percent",
        _("Lo más que se descuenta de un pago por deudas"),
        _("De lo que le toca a un taller por sus piezas, lo que puede irse a sus deudas, aunque haya acordado más."),
        Kind.WHOLE,
        default=50,
        unit=_("por ciento"),
        most=90,
    )
)
