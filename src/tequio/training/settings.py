"""What the union decides about its courses."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

LEAST_PERCENT = declare(
    Known(
        "training.certificate_least_percent",
        _("Cuánto hay que venir para tener constancia"),
        _("De las sesiones que se dieron en el curso, a cuántas hay que haber venido."),
        Kind.WHOLE,
        default=80,
        unit="%",
        least=1,
        most=100,
    )
)
