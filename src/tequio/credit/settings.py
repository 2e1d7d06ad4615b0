"""What the union decides about credit."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

REMIND_DAYS = declare(
    Known(
        "credit.remind_days",
        _("Cuántos días antes se recuerda un pago"),
        _("A quien tiene teléfono le llega un mensaje antes de su día de pago, y otro si se le pasó."),
        Kind.WHOLE,
        default=3,
        least=0,
        most=30,
        unit=_("días"),
    )
)
CLOSE_PERCENT = declare(
    Known(
        "credit.close_percent",
        _("Cuándo avisar que un monto se acerca al límite de la ley"),
        _("La ley pide avisar de préstamos y garantías desde cierto monto. Antes de llegar, la pantalla lo dice."),
        Kind.WHOLE,
        default=80,
        least=10,
        most=100,
        unit=_("por ciento"),
    )
)
