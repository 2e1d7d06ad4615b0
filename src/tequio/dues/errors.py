"""Why a deed about fees, payments, certificates or leaving cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NoSchedule(Refusal):
    code = "dues.no_schedule"
    sentence = _("No hay tarifa para ese periodo. Anota primero lo que decidió la asamblea.")


class ScheduleWrong(Refusal):
    code = "dues.schedule_wrong"
    sentence = _("La tarifa empieza en talleres de 1 persona, sube de tamaño en tamaño y no pide menos de cero.")


class ScheduleTooOld(Refusal):
    code = "dues.schedule_too_old"
    sentence = _("Ya se cobró %(period)s con otra tarifa. Elige una fecha posterior.")


class PeriodToCome(Refusal):
    code = "dues.period_to_come"
    sentence = _("Ese periodo todavía no empieza. Cóbralo desde el %(day)s.")


class PlanMoved(Refusal):
    code = "dues.plan_moved"
    sentence = _(
        "El padrón, la tarifa o los cobros cambiaron mientras lo revisabas. No se cobró nada; míralo de nuevo."
    )


class NobodyToCharge(Refusal):
    code = "dues.nobody_to_charge"
    sentence = _("No hay a quién cobrar en ese periodo. No se hizo nada.")


class RunUndone(Refusal):
    code = "dues.run_undone"
    sentence = _("Ese cobro ya se deshizo.")


class FeeCancelled(Refusal):
    code = "dues.fee_cancelled"
    sentence = _("Esa cuota ya está cancelada.")


class ReceiptCancelled(Refusal):
    code = "dues.receipt_cancelled"
    sentence = _("El recibo %(number)s ya está cancelado.")


class ReliefOverlaps(Refusal):
    code = "dues.relief_overlaps"
    sentence = _("Ya tiene un apoyo en esos días. Termínalo antes de anotar otro.")


class DaysReversed(Refusal):
    code = "dues.days_reversed"
    sentence = _("El último día no puede ser antes del primero.")


class HasLeft(Refusal):
    code = "dues.has_left"
    sentence = _("%(name)s ya se retiró de la unión.")


class NoCertificateValue(Refusal):
    code = "dues.no_certificate_value"
    sentence = _("La asamblea no ha fijado cuánto vale un certificado. Anótalo en Ajustes.")


class TooLittlePaid(Refusal):
    code = "dues.too_little_paid"
    sentence = _("Al suscribir se paga cuando menos %(least)s. Corrige el importe.")


class TooMuchPaid(Refusal):
    code = "dues.too_much_paid"
    sentence = _("Los certificados valen %(most)s y ya no falta más por pagar. Corrige el importe.")


class FarewellMoved(Refusal):
    code = "dues.farewell_moved"
    sentence = _("Sus cuentas cambiaron mientras las revisabas. No se hizo nada; míralas de nuevo.")


class FarewellPaid(Refusal):
    code = "dues.farewell_paid"
    sentence = _("Esa liquidación ya se pagó, o no había nada que pagar.")


class NotAFund(Refusal):
    code = "dues.not_a_fund"
    sentence = _("Una de sus cuentas de aportaciones está en contra. Corrígela en los libros antes de liquidar.")


class NothingPaidIn(Refusal):
    code = "dues.nothing_paid_in"
    sentence = _("No tiene certificados por pagar. Suscribe uno primero.")


class GoneUnknown(Refusal):
    code = "dues.gone_unknown"
    sentence = _("Eso ya no existe. Vuelve a la lista.")


class ReceiptOfPay(Refusal):
    code = "dues.receipt_of_pay"
    sentence = _(
        "El recibo %(number)s salió de lo que se le pagó por sus piezas y no se cancela aquí. Si estuvo mal, "
        "devuélvele el dinero y anota el cargo de nuevo."
    )
