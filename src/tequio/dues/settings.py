"""What the union decides about fees and capital, beside the schedules themselves."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

CERTIFICATE_VALUE = declare(
    Known(
        "dues.certificate_value_minor",
        _("Cuánto vale un certificado de aportación"),
        _("Todos valen lo mismo el día que se suscriben; los ya suscritos conservan su valor."),
        Kind.PESOS,
        default=0,
        most=10_000_000,
    )
)
LONG_DAYS = declare(
    Known(
        "dues.long_days",
        _("Desde cuándo un atraso es largo"),
        _("Pasados estos días desde que tocaba pagar, el atraso se lleva a la mesa directiva. Nadie se suspende solo."),
        Kind.WHOLE,
        default=90,
        least=1,
        most=1_095,
        unit=_("días"),
    )
)
