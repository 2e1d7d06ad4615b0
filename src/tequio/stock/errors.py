"""Why a deed on things cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class PriceAbsurd(Refusal):
    code = "stock.price_absurd"
    sentence = _("El precio debe ser mayor que cero y menor que un millón. Corrígelo.")


class DayToCome(Refusal):
    code = "stock.day_to_come"
    sentence = _("La fecha del precio no puede estar en el futuro. Corrígela.")


class ItemExists(Refusal):
    code = "stock.item_exists"
    sentence = _("Ya hay un artículo con la clave «%(code)s». Usa otra clave.")


class ItemUnknown(Refusal):
    code = "stock.item_unknown"
    sentence = _("Ese artículo o ese pueblo no está en la lista de la unión.")


class ItemAbsurd(Refusal):
    code = "stock.item_absurd"
    sentence = _("El empaque debe ser mayor que cero y el peso no puede ser negativo. Corrígelos.")


class GradeUnknown(Refusal):
    code = "stock.grade_unknown"
    sentence = _("La prueba es A (recibo), B (lista o encuesta con nombre) o C (de oídas).")


class ObservationUnknown(Refusal):
    code = "stock.observation_unknown"
    sentence = _("Ese precio observado no existe en la unión.")


class NotOnHand(Refusal):
    code = "stock.not_on_hand"
    sentence = _("No hay tanta existencia: no puede salir más de lo que hay.")
