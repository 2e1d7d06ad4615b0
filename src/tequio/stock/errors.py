"""Why a deed on things cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class PriceAbsurd(Refusal):
    code = "stock.price_absurd"
    sentence = _("El precio debe ser mayor que cero y menor que un millón. Corrígelo.")


class DayToCome(Refusal):
    code = "stock.day_to_come"
    sentence = _("La fecha del precio no puede estar en el futuro. Corrígela.")
