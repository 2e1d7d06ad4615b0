"""Why a deed of the sales desk cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NotNow(Refusal):
    code = "sales.not_now"
    sentence = _("El pedido «%(title)s» está %(state)s; este paso no toca ahora. Vuelve a abrir la página.")


class BuyerKnown(Refusal):
    code = "sales.buyer_known"
    sentence = _("Ya hay un comprador que se llama %(name)s. Elígelo de la lista.")


class DatesWrong(Refusal):
    code = "sales.dates_wrong"
    sentence = _("La fecha de entrega ya pasó o es antes de que venza la cotización. Pon una posterior.")


class DeadlinePast(Refusal):
    code = "sales.deadline_past"
    sentence = _(
        "El renglón %(line)s debe estar listo el %(day)s y desde hoy no queda una semana completa. Acuerda otra fecha."
    )


class NoRate(Refusal):
    code = "sales.no_rate"
    sentence = _("Falta el tipo de cambio FIX de los últimos diez días. Anótalo antes de cotizar o cobrar en dólares.")


class RateWrong(Refusal):
    code = "sales.rate_wrong"
    sentence = _("El tipo de cambio debe ser de 1 a 1,000 pesos por dólar y de un día que no pase de hoy. Corrígelo.")


class NotAProduct(Refusal):
    code = "sales.not_a_product"
    sentence = _("Eso no es un producto de la unión. Elige uno de la lista.")


class PiecesWrong(Refusal):
    code = "sales.pieces_wrong"
    sentence = _("Las piezas deben ser de 1 a %(most)s. Corrígelas.")


class PriceWrong(Refusal):
    code = "sales.price_wrong"
    sentence = _("El pago al taller y el precio deben ser mayores que cero. Corrígelos.")


class BelowFloor(Refusal):
    code = "sales.below_floor"
    sentence = _(
        "El renglón %(line)s se vende más barato de lo que se paga al taller: por pieza entran %(price)s y se pagan "
        "%(pay)s. Sube el precio."
    )


class NothingToSell(Refusal):
    code = "sales.nothing_to_sell"
    sentence = _("La cotización no tiene renglones. Agrega al menos un producto.")


class QuotationLapsed(Refusal):
    code = "sales.quotation_lapsed"
    sentence = _("La cotización venció el %(day)s. Ábrela otra vez y pon una fecha nueva.")


class CapacityZero(Refusal):
    code = "sales.capacity_zero"
    sentence = _("Un taller que hace cero piezas por semana no puede recibir trabajo. Pon al menos una.")


class CostWrong(Refusal):
    code = "sales.cost_wrong"
    sentence = _("Lo que cuesta la pieza no puede ser negativo. Corrígelo.")


class NotActive(Refusal):
    code = "sales.not_active"
    sentence = _("%(name)s no es socia o socio activo hoy. Revisa su membresía en la oficina.")


class ReasonNeeded(Refusal):
    code = "sales.reason_needed"
    sentence = _("Escribe el motivo: queda en la historia del pedido y el taller puede leerlo.")


class PinTooMuch(Refusal):
    code = "sales.pin_too_much"
    sentence = _("De ese renglón solo quedan %(open)s piezas por repartir, y con esto fijarías %(pinned)s.")


class CannotMake(Refusal):
    code = "sales.cannot_make"
    sentence = _("Ese taller no tiene anotado que haga %(item)s. Anótalo primero en su ficha.")


class DesignWrong(Refusal):
    code = "sales.design_wrong"
    sentence = _("La hoja de diseño va en JPG, PNG, WebP o PDF, de hasta 5 MB el PDF. Elige otro archivo.")


class DesignFixed(Refusal):
    code = "sales.design_fixed"
    sentence = _(
        "Ya hay talleres trabajando con la hoja de diseño que está. Acuerda el cambio con ellos en otro pedido."
    )


class NothingOpen(Refusal):
    code = "sales.nothing_open"
    sentence = _("Todas las piezas de este pedido ya están repartidas.")


class SplitNotReady(Refusal):
    code = "sales.split_not_ready"
    sentence = _("Este reparto todavía no está listo para eso, o ya se decidió.")


class SplitOutdated(Refusal):
    code = "sales.split_outdated"
    sentence = _("Algo cambió desde que se calculó este reparto: piezas, talleres o fechas. Calcula otra vez.")


class SecondPersonNeeded(Refusal):
    code = "sales.second_person_needed"
    sentence = _("Quien propone el reparto no puede aprobarlo. Debe aprobarlo otra persona.")


class AnswerWrong(Refusal):
    code = "sales.answer_wrong"
    sentence = _("Puedes aceptar de 1 a %(pieces)s piezas. Si no puedes hacer ninguna, di que no.")


class AnsweredAlready(Refusal):
    code = "sales.answered_already"
    sentence = _("Este trabajo ya está %(state)s. Si algo cambió, llama a la oficina.")


class CalendarFull(Refusal):
    code = "sales.calendar_full"
    sentence = _(
        "En el calendario del taller ya no caben %(pieces)s piezas en esas semanas; caben %(fits)s. Acepta menos, o "
        "cierra ahí lo que ya no se va a hacer."
    )


class TooLateToAnswer(Refusal):
    code = "sales.too_late_to_answer"
    sentence = _("El plazo para contestar terminó el %(day)s. Llama a la oficina: quizá todavía hay lugar.")


class NobodySilent(Refusal):
    code = "sales.nobody_silent"
    sentence = _("A nadie se le ha pasado la fecha para contestar.")


class EverybodyTold(Refusal):
    code = "sales.everybody_told"
    sentence = _("A todos los talleres de este pedido ya se les mandó su mensaje.")


class TicketNotAccepted(Refusal):
    code = "sales.ticket_not_accepted"
    sentence = _("Ese trabajo no está aceptado; esto no toca.")


class AmountWrong(Refusal):
    code = "sales.amount_wrong"
    sentence = _("El importe debe ser mayor que cero. Corrígelo.")


class AdvanceTooMuch(Refusal):
    code = "sales.advance_too_much"
    sentence = _(
        "Con esto el taller tendría %(together)s adelantados, más de lo que gana con este trabajo (%(worth)s)."
    )


class OwesLess(Refusal):
    code = "sales.owes_less"
    sentence = _("De compras en común debe %(owed)s; no se puede dejar para después %(amount)s.")


class ReturnTooMuch(Refusal):
    code = "sales.return_too_much"
    sentence = _("De lo que se le adelantó le falta devolver %(left)s; no puede devolver %(amount)s.")


class StageUnknown(Refusal):
    code = "sales.stage_unknown"
    sentence = _("Esa etapa no es del oficio. Elige una de la lista.")


class ProgressTooMuch(Refusal):
    code = "sales.progress_too_much"
    sentence = _("El trabajo es de %(pieces)s piezas; anota de 0 hasta el doble, por las que se pierden.")


class InspectionWrong(Refusal):
    code = "sales.inspection_wrong"
    sentence = _(
        "No cuadra: trajo %(sent)s y son %(accepted)s buenas, %(rework)s por componer y %(rejected)s rechazadas. "
        "Cuéntalas otra vez."
    )


class MoreAcceptedThanAsked(Refusal):
    code = "sales.more_accepted_than_asked"
    sentence = _(
        "De este trabajo faltan %(left)s piezas buenas y anotaste %(accepted)s. Otra persona pudo anotar antes."
    )


class DefectsWrong(Refusal):
    code = "sales.defects_wrong"
    sentence = _("Las piezas con una falla van de 1 a las que no salieron buenas (%(most)s). Corrígelas.")


class TooManyPhotos(Refusal):
    code = "sales.too_many_photos"
    sentence = _("De una revisión se guardan hasta %(most)s fotos. Escoge las que mejor enseñan la falla.")


class MorePackedThanAccepted(Refusal):
    code = "sales.more_packed_than_accepted"
    sentence = _("Solo quedan %(left)s piezas buenas de ese renglón sin empacar.")


class TicketsOpen(Refusal):
    code = "sales.tickets_open"
    sentence = _("Todavía faltan piezas: %(missing)s. Recógelas, o entrega lo que hay confirmando que va incompleto.")


class PhotoNeeded(Refusal):
    code = "sales.photo_needed"
    sentence = _("La prueba A es un recibo o una nota: sube su foto. Sin foto anótalo como B o C.")


class NothingAccepted(Refusal):
    code = "sales.nothing_accepted"
    sentence = _("Todavía no hay piezas aceptadas; no hay qué entregar.")


class PaidTooMuch(Refusal):
    code = "sales.paid_too_much"
    sentence = _("Del pedido faltan por pagar %(left)s y anotaste %(amount)s. Revisa la cantidad.")


class NothingToPay(Refusal):
    code = "sales.nothing_to_pay"
    sentence = _("No hay dinero del comprador por repartir a los talleres de este pedido.")


class BoxUnknown(Refusal):
    code = "sales.box_unknown"
    sentence = _("No hay cajas empacadas de la %(first)s a la %(last)s. Revisa los números en la lista.")


class WeightWrong(Refusal):
    code = "sales.weight_wrong"
    sentence = _("El peso debe ser mayor que cero y de menos de dos toneladas. Corrígelo.")


class SizeWrong(Refusal):
    code = "sales.size_wrong"
    sentence = _("Cada lado de la caja mide de 1 cm a 3 metros. Corrige las medidas.")


class BoxLighterThanPieces(Refusal):
    code = "sales.box_lighter_than_pieces"
    sentence = _(
        "La caja %(box)s no puede pesar %(gross)s kg: solo sus piezas pesan %(net)s kg. Pésala otra vez o corrige el "
        "peso de la pieza en su ficha."
    )


class TariffWrong(Refusal):
    code = "sales.tariff_wrong"
    sentence = _("La fracción «%(tariff)s» no sirve: son de 4 a 10 números, con o sin puntos. Corrígela.")


class UseUnknown(Refusal):
    code = "sales.use_unknown"
    sentence = _("Ese uso no es del oficio. Elige uno de la lista.")


class ShapeUnknown(Refusal):
    code = "sales.shape_unknown"
    sentence = _("Para una pieza de alimentos escribe qué tan honda es y cuánto le cabe: de eso depende su límite.")


class NumberUsed(Refusal):
    code = "sales.number_used"
    sentence = _("El número de embarque %(number)s ya es de otro pedido. Pon otro.")


class DestinationUnknown(Refusal):
    code = "sales.destination_unknown"
    sentence = _("De uno de esos destinos no se conocen normas. Elige de la lista.")


class NoCard(Refusal):
    code = "sales.no_card"
    sentence = _("%(name)s todavía no tiene ficha de taller en ventas. Anótale primero qué hace.")


class ShapeMissing(Refusal):
    code = "sales.shape_missing"
    sentence = _(
        "No se sabe la forma de %(item)s. Escribe aquí para qué es, qué tan honda es y cuánto le cabe, o complétalo en "
        "su ficha."
    )


class NoWareClass(Refusal):
    code = "sales.no_ware_class"
    sentence = _("La norma del destino no tiene clase para una pieza así. Revisa el uso y las medidas.")


class NotFoodWare(Refusal):
    code = "sales.not_food_ware"
    sentence = _(
        "El lote %(lot)s de %(item)s no puede ir como pieza para alimentos. %(why)s Anota su análisis, o empácalo de "
        "adorno y márcalo."
    )


class FoodBoxUnproven(Refusal):
    code = "sales.food_box_unproven"
    sqlstate = "TQ046"
    sentence = _("Una caja para alimentos solo lleva lotes con un análisis que siga en pie. Revísalo antes de empacar.")


class MarkNeeded(Refusal):
    code = "sales.mark_needed"
    sentence = _("En el destino, una pieza de adorno debe decirlo. Elige cómo la marcaste.")


class FoodUnproven(Refusal):
    code = "sales.food_unproven"
    sentence = _(
        "Hay piezas para alimentos sin análisis que alcance: %(lots)s. Anótalo, o confirma que esas piezas van como "
        "adorno, marcadas."
    )


class ReportKnown(Refusal):
    code = "sales.report_known"
    sentence = _("El análisis %(number)s de %(laboratory)s ya está anotado. Búscalo en la lista.")


class ReportWrong(Refusal):
    code = "sales.report_wrong"
    sentence = _("La fecha del análisis no puede ser después de hoy, ni vencer antes de hecho. Corrígela.")


class ReportAboutNothing(Refusal):
    code = "sales.report_about_nothing"
    sentence = _("Di de qué es el análisis: un lote de piezas, o un lote de esmalte con la pieza que se probó.")


class ReadingsWrong(Refusal):
    code = "sales.readings_wrong"
    sentence = _("Escribe al menos un resultado, con número de cero en adelante y de una sustancia de la lista.")


class MethodUnknown(Refusal):
    code = "sales.method_unknown"
    sentence = _("Ese método no es de ninguna norma conocida. Elige uno de la lista.")


class ReportFixed(Refusal):
    code = "sales.report_fixed"
    sqlstate = "TQ047"
    sentence = _("Un análisis anotado no se cambia: se retira con su motivo y se anota otro.")


class WithdrawnAlready(Refusal):
    code = "sales.withdrawn_already"
    sentence = _("Ya estaba retirado desde el %(day)s.")
