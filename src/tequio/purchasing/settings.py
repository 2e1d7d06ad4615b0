"""What the union decides about buying together."""

from django.utils.translation import gettext_lazy as _

from tequio.purchasing.models import Round
from tequio.unions.known import Kind, Known, declare

SHARING_RULE = declare(
    Known(
        "purchasing.sharing_rule",
        _("Cómo se reparte el flete"),
        _("Con esta regla empieza cada ronda nueva; las que ya están preparadas conservan la suya."),
        Kind.CHOICE,
        default=Round.Rule.VALUE.value,
        choices=Round.Rule.choices,
    )
)

SURPLUS = declare(
    Known(
        "purchasing.surplus",
        _("Qué se hace con lo que sobra de una compra"),
        _("De empaques completos sobra a veces algo que nadie pidió. Vale lo que rige el día en que abre la ronda."),
        Kind.CHOICE,
        default=Round.Surplus.UNION.value,
        choices=Round.Surplus.choices,
    )
)
