"""What the union decides about costs."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

DAY_WAGE = declare(
    Known(
        "production.day_wage_minor",
        _("Cuánto vale un día de trabajo"),
        _("El jornal con que se saca el costo de una pieza. Con cero se usa el salario mínimo de la ley."),
        Kind.PESOS,
        default=0,
        unit=_("al día"),
        least=0,
        most=10_000_00,
    )
)
