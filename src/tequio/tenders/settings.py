"""What the union decides about asking banks."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

ON_TIME_DAYS = declare(
    Known(
        "tenders.on_time_days",
        _("Hasta cuándo es puntual pagar una compra"),
        _("Una compra pagada en estos días cuenta como puntual en el expediente que ven los bancos."),
        Kind.WHOLE,
        default=30,
        unit=_("días"),
        least=1,
        most=180,
    )
)
