"""Why a deed about credit cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal
from tequio.engines.lending import Fault


class LenderKnown(Refusal):
    code = "credit.lender_known"
    sentence = _("%(name)s ya está en la lista. Corrige sus datos ahí.")


class NotALender(Refusal):
    code = "credit.not_a_lender"
    sentence = _("Escoge quién presta de la lista.")


# What is wrong with terms, as whoever typed them can mend it.
FAULTS = {
    Fault.PRINCIPAL_NOT_POSITIVE: _("El préstamo tiene que ser de más de cero."),
    Fault.RATE_NEGATIVE: _("La tasa no puede ser menos de cero: nadie paga por prestar."),
    Fault.RATE_ABSURD: _("La tasa pasa de 1,000 % al año. Escríbela como por ciento: 24, no 2400."),
    Fault.NO_DUE_DAYS: _("Falta cuántos pagos son."),
    Fault.DAYS_OUT_OF_ORDER: _("El primer pago tiene que ser después del día en que se entrega."),
    Fault.NOTHING_PAYS_PRINCIPAL: _("Los pagos solo de interés tienen que ser menos que todos los pagos."),
    Fault.ROUNDING_NOT_POSITIVE: _("El redondeo tiene que ser de un centavo o más."),
    Fault.FEE_NEGATIVE: _("Una comisión no puede ser menos de cero."),
    Fault.IVA_OUT_OF_RANGE: _("El IVA va de 0 a 99 %."),
}


class TermsWrong(Refusal):
    code = "credit.terms_wrong"
    sentence = _("Las condiciones no se pueden usar. %(why)s")


class EveryMonthRests(Refusal):
    code = "credit.every_month_rests"
    sentence = _("Si descansan todos los meses no queda ninguno para pagar.")


class NotActive(Refusal):
    code = "credit.not_active"
    sentence = _("%(name)s no es socia o socio activo. Primero se arregla eso.")


class Underage(Refusal):
    code = "credit.underage"
    sentence = _(
        "%(name)s nació el %(born)s y todavía no cumple %(years)s años: la ley no le deja firmar un préstamo. "
        "Puede pedirlo otra persona de su familia que sea socia."
    )


class AgeUnknown(Refusal):
    code = "credit.age_unknown"
    sentence = _("De %(name)s falta la CURP en el padrón, y sin ella no se sabe su edad. Anótala y sigue.")


class AskedWrong(Refusal):
    code = "credit.asked_wrong"
    sentence = _("Pide una cantidad de más de cero, en uno o más pagos, y declara cantidades de cero o más.")


class AskedAlready(Refusal):
    code = "credit.asked_already"
    sentence = _("%(name)s ya tiene una solicitud abierta. Primero se decide esa, o se retira.")


class GroupTooSmall(Refusal):
    code = "credit.group_too_small"
    sentence = _("Un grupo solidario es de dos personas o más. Agrega a las demás.")


class NotAsked(Refusal):
    code = "credit.not_asked"
    sentence = _("Esa solicitud ya no espera tu respuesta.")


class NotToDecide(Refusal):
    code = "credit.not_to_decide"
    sentence = _("Esa solicitud ya no está por decidir: está %(state)s.")


class GroupNotWhole(Refusal):
    code = "credit.group_not_whole"
    sentence = _("En el grupo falta que digan que sí: %(names)s. Cada quien lo dice por su cuenta.")


class NobodyDecides(Refusal):
    code = "credit.nobody_decides"
    sentence = _("Un préstamo lo deciden personas con su nombre, no el sistema.")


class ReasonTooShort(Refusal):
    code = "credit.reason_too_short"
    sentence = _("Escribe por qué, con tus palabras: la persona que pidió lo va a leer.")


class OwnLoan(Refusal):
    code = "credit.own_loan"
    sentence = _("Nadie decide sobre su propio préstamo ni el de su grupo. Que lo haga otra persona.")
    sqlstate = "TQ052"


class SaidAlready(Refusal):
    code = "credit.said_already"
    sentence = _("Ya dijiste lo tuyo de esta solicitud. Falta otra persona.")
    sqlstate = "TQ053"


class TwoHaveNotSaidYes(Refusal):
    code = "credit.two_have_not_said_yes"
    sentence = _("Todavía no dicen que sí dos personas distintas. Sin eso no hay préstamo.")
    sqlstate = "TQ054"


class PaidTooEarly(Refusal):
    code = "credit.paid_too_early"
    sentence = _("El préstamo todavía no se había entregado ese día. Revisa la fecha del pago.")
    sqlstate = "TQ055"


class NotNow(Refusal):
    code = "credit.not_now"
    sentence = _("El préstamo está %(state)s y eso ya no se puede. No cambió nada.")


class OtherDay(Refusal):
    code = "credit.other_day"
    sentence = _(
        "El calendario de pagos se acordó para entregarlo el %(day)s. Si se entrega otro día, retíralo y acuérdalo de "
        "nuevo con ese día."
    )


class FileMissing(Refusal):
    code = "credit.file_missing"
    sentence = _("Falta el expediente de identificación de %(name)s, que pide la ley. Anótalo antes de entregar.")


class HandedOverAlready(Refusal):
    code = "credit.handed_over_already"
    sentence = _("Ese dinero no pasó por la unión, o ya se entregó.")


class PaysTooMuch(Refusal):
    code = "credit.pays_too_much"
    sentence = _("Con %(most)s queda pagado todo el préstamo. Recibe eso y devuélvele lo demás.")


class SlipDiffers(Refusal):
    code = "credit.slip_differs"
    sentence = _("El comprobante %(slip)s ya se recibió con otra cantidad u otro préstamo. Revísalo con quien lo hizo.")


class PaymentGone(Refusal):
    code = "credit.payment_gone"
    sentence = _("Ese recibo ya está cancelado, o su dinero ya se le entregó a quien prestó.")


class NothingToRemit(Refusal):
    code = "credit.nothing_to_remit"
    sentence = _("No hay nada cobrado que falte entregarle.")


class PlanWrong(Refusal):
    code = "credit.plan_wrong"
    sentence = _("Un acuerdo lleva días por venir, cada uno una vez, y cantidades de más de cero.")


class NotLate(Refusal):
    code = "credit.not_late"
    sentence = _("El préstamo está al corriente: no hace falta.")


class BeforeLastPayment(Refusal):
    code = "credit.before_last_payment"
    sentence = _("Hay un pago del %(day)s. Reestructura ese día o después.")


class ConsentWrong(Refusal):
    code = "credit.consent_wrong"
    sentence = _("El permiso lleva un tope de más de cero y un último día por venir.")


class ConsentThere(Refusal):
    code = "credit.consent_there"
    sentence = _("Ya hay un permiso para este préstamo. Retíralo antes de dar otro.")


class DeductsTooMuch(Refusal):
    code = "credit.deducts_too_much"
    sentence = _("De ese pago se pueden descontar cuando más %(most)s: es el tope que dio.")


class NoticeGiven(Refusal):
    code = "credit.notice_given"
    sentence = _("De ese mes ya se dio aviso. No se hizo nada.")
