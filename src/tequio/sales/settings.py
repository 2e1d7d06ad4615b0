"""What the union decides about selling together."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import Kind, Known, declare

HALF_BP = 5_000

MARGIN = declare(
    Known(
        "sales.margin_bp",
        _("Margen de la unión en ventas en común"),
        _("Lo que se suma a lo que se paga a los talleres para formar el precio. Cien son uno por ciento."),
        Kind.WHOLE,
        default=1_000,
        unit=_("centésimas de por ciento"),
        most=HALF_BP,
    )
)

FEE = declare(
    Known(
        "sales.fee_bp",
        _("Cuota por vender en común"),
        _("Lo que la unión descuenta de lo que gana cada taller. Cien son uno por ciento; cero es nada."),
        Kind.WHOLE,
        default=0,
        unit=_("centésimas de por ciento"),
        most=HALF_BP,
    )
)

ANSWER_DAYS = declare(
    Known(
        "sales.answer_days",
        _("Días para contestar un trabajo"),
        _("Si un taller no contesta en estos días, sus piezas se vuelven a repartir."),
        Kind.WHOLE,
        default=3,
        unit=_("días"),
        least=1,
        most=30,
    )
)

KM_PRICE = declare(
    Known(
        "sales.km_minor",
        _("Costo de recoger, por kilómetro"),
        _("Con esto el reparto sabe lo que cuesta ir por las piezas a cada pueblo, ida y vuelta."),
        Kind.PESOS,
        default=8_00,
        most=1_000_00,
    )
)
