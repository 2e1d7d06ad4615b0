"""Why a deed of a round cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class RoundClosed(Refusal):
    code = "purchasing.round_closed"
    sentence = _("La ronda «%(title)s» ya no recibe pedidos. Pregunta en la oficina por la próxima.")


class NotNow(Refusal):
    code = "purchasing.not_now"
    sentence = _("La ronda «%(title)s» está %(state)s; este paso no toca ahora. Vuelve a abrir la página.")


class NotInThisRound(Refusal):
    code = "purchasing.not_in_this_round"
    sentence = _("«%(item)s» no se compra en esta ronda. Elige un material de la lista.")


class QuantityWrong(Refusal):
    code = "purchasing.quantity_wrong"
    sentence = _("La cantidad de %(item)s debe ser mayor que cero y hasta %(most)s. Corrígela.")


class ToleranceWrong(Refusal):
    code = "purchasing.tolerance_wrong"
    sentence = _("Lo que aceptas de más de %(item)s no puede ser negativo ni pasar de %(most)s. Corrígelo.")


class PriceWrong(Refusal):
    code = "purchasing.price_wrong"
    sentence = _("El precio de %(item)s debe ser mayor que cero. Corrígelo o déjalo vacío.")


class NotActive(Refusal):
    code = "purchasing.not_active"
    sentence = _("%(name)s no es socia o socio activo hoy. Revisa su membresía en la oficina.")


class NothingToBuy(Refusal):
    code = "purchasing.nothing_to_buy"
    sentence = _("Elige al menos un material para la ronda.")


class NoPledges(Refusal):
    code = "purchasing.no_pledges"
    sentence = _("Nadie ha pedido nada en «%(title)s»; no hay qué cotizar.")


class NoQuotes(Refusal):
    code = "purchasing.no_quotes"
    sentence = _("Falta cotización para: %(items)s. Invita a un proveedor o captura su precio.")


class QuoteWrong(Refusal):
    code = "purchasing.quote_wrong"
    sentence = _("La cotización no se guardó: %(why)s")


class QuoteExpired(Refusal):
    code = "purchasing.quote_expired"
    sentence = _("La cotización de %(supplier)s venció el %(day)s. Pídele que la renueve o quítala.")


class PlanOutdated(Refusal):
    code = "purchasing.plan_outdated"
    sentence = _("Los pedidos o precios cambiaron desde que se calculó este plan. Calcula otra vez.")


class PlanNotReady(Refusal):
    code = "purchasing.plan_not_ready"
    sentence = _("Este plan todavía no está listo para eso.")


class SecondPersonNeeded(Refusal):
    code = "purchasing.second_person_needed"
    sentence = _("Quien propone la adjudicación no puede aprobarla. Debe aprobarla otra persona.")


class AlreadyProposed(Refusal):
    code = "purchasing.already_proposed"
    sentence = _("Otra persona ya propuso un plan para esta ronda. Revísalo antes de proponer otro.")


class NotOrdered(Refusal):
    code = "purchasing.not_ordered"
    sentence = _("El conteo nombra un renglón o un material que no es de esta ronda. Vuelve a abrir la página.")


class ReceivedWrong(Refusal):
    code = "purchasing.received_wrong"
    sentence = _("%(item)s en %(section)s: lo recibido debe ir de 0 a %(ordered)s y lo dañado no puede ser más.")


class NotAllCounted(Refusal):
    code = "purchasing.not_all_counted"
    sentence = _("Falta contar lo recibido en: %(sections)s.")


class NotAllHandedOut(Refusal):
    code = "purchasing.not_all_handed_out"
    sentence = _("Falta entregar en: %(sections)s.")


class DatesWrong(Refusal):
    code = "purchasing.dates_wrong"
    sentence = _("La ronda debe cerrar después de abrir, y no en un día que ya pasó. Corrige las fechas.")


class ListHasBadCells(Refusal):
    code = "purchasing.list_has_bad_cells"
    sentence = _("La lista tiene %(count)s renglones por corregir. No se guardó ninguno; corrígelos y súbela otra vez.")


class NothingInTheList(Refusal):
    code = "purchasing.nothing_in_the_list"
    sentence = _("La lista no trae ningún pedido. Revisa el archivo.")


class NoSuchVillage(Refusal):
    code = "purchasing.no_such_village"
    sentence = _("Ese pueblo no es de la unión. Elige un punto de entrega de la lista.")
