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
