"""What the union decides about its fund."""

from django.utils.translation import gettext_lazy as _

from tequio.engines import portfolio
from tequio.unions.known import Kind, Known, declare

PURCHASE_BP = declare(
    Known(
        "guarantee.purchase_bp",
        _("Aporte al fondo de garantía por compras"),
        _("De cada 10,000 pesos de compra en común, cuántos van al fondo de quien firmó su tope. 200 es el 2 %."),
        Kind.WHOLE,
        default=0,
        most=1_000,
    )
)
SALE_BP = declare(
    Known(
        "guarantee.sale_bp",
        _("Aporte al fondo de garantía por ventas"),
        _("De cada 10,000 pesos que gana un taller vendiendo en común, cuántos van al fondo. 200 es el 2 %."),
        Kind.WHOLE,
        default=0,
        most=1_000,
    )
)
SURE_OF = declare(
    Known(
        "guarantee.sure_of",
        _("Para cuántos años debe alcanzar el fondo"),
        _("El fondo se mide con un año tan malo que solo lo rebasan los años que faltan para cien."),
        Kind.CHOICE,
        default="99",
        choices=(("95", _("95 de cada 100")), ("99", _("99 de cada 100")), ("99.5", _("199 de cada 200"))),
    )
)
PLANNED_BP = declare(
    Known(
        "guarantee.planned_bp",
        _("Con cuántas fallas se planea mientras hay poca historia"),
        _("De cada 10,000 préstamos, cuántos se supone que fallan en un año. Con 30 préstamos de un año ya cuenta la "
          "historia propia, por el lado prudente."),
        Kind.WHOLE,
        default=800,
        least=10,
        most=5_000,
    )
)  # fmt: skip
ZONE = declare(
    Known(
        "guarantee.zone",
        _("Con qué escalera se calculan las reservas"),
        _("La ley tiene una para ciudades y otra para zonas marginadas."),
        Kind.CHOICE,
        default="urban",
        choices=(("urban", _("ciudad")), ("marginalised", _("zona marginada"))),
    )
)
LADDER = declare(
    Known(
        "guarantee.ladder",
        _("Para qué clase de crédito es la escalera de reservas"),
        _("La de consumo aparta más; la de microcrédito es para préstamos del taller."),
        Kind.CHOICE,
        default=portfolio.LADDER,
        choices=((portfolio.LADDER, _("consumo")), (portfolio.MICRO, _("microcrédito"))),
    )
)
