"""Why something cannot be booked."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class PeriodClosed(Refusal):
    code = "books.period_closed"
    sentence = _("El mes %(month)s ya está cerrado. Usa una fecha de un mes abierto o pide reabrirlo.")


class EntryUnbalanced(Refusal):
    code = "books.entry_unbalanced"
    sentence = _("Los cargos y abonos no suman lo mismo; faltan %(difference)s. Corrige un importe.")


class EntryEmpty(Refusal):
    code = "books.entry_empty"
    sentence = _("Una póliza lleva fecha, concepto, y al menos un cargo y un abono distintos de cero.")


class UnknownAccount(Refusal):
    code = "books.unknown_account"
    sentence = _("La cuenta «%(account)s» no existe en el catálogo de la unión.")


class AccountNotOpen(UnknownAccount):
    code = "books.account_not_open"
    sentence = _(
        "A la unión le falta la cuenta «%(account)s». Tesorería la abre en Libros, donde dice «Abrir las cuentas que "
        "faltan»; luego repite esto. No se guardó nada."
    )


class MemberNeeded(Refusal):
    code = "books.member_needed"
    sentence = _("La cuenta «%(account)s» se lleva por socia o socio: revisa a quién corresponde cada renglón.")


class MemberUnknown(Refusal):
    code = "books.member_unknown"
    sentence = _("Esa socia o socio no está en el padrón de la unión.")


class AmountAbsurd(Refusal):
    code = "books.amount_absurd"
    sentence = _("El importe debe ser mayor que cero y no pasar de %(most)s. Corrígelo.")


class EntryUnknown(Refusal):
    code = "books.entry_unknown"
    sentence = _("Esa póliza no existe en los libros de la unión.")


class AlreadyReversed(Refusal):
    code = "books.already_reversed"
    sentence = _("La póliza %(number)s ya fue cancelada, o es ella misma una cancelación: no se cancela otra vez.")


class EarlierMonthOpen(Refusal):
    code = "books.earlier_month_open"
    sentence = _("Antes hay que cerrar %(month)s: los meses se cierran en orden.")


class LaterMonthClosed(Refusal):
    code = "books.later_month_closed"
    sentence = _("Antes hay que reabrir %(month)s: los meses se reabren del último al primero.")


class MonthNotOver(Refusal):
    code = "books.month_not_over"
    sentence = _("El mes %(month)s todavía no termina. Ciérralo cuando acabe.")


class AccountTaken(Refusal):
    code = "books.account_taken"
    sentence = _(
        "La cuenta «%(code)s» ya tiene movimientos: no puede cambiar su tipo ni si se lleva por socia o socio."
    )


class ChartWrong(Refusal):
    code = "books.chart_wrong"
    sentence = _("El catálogo repite la cuenta o función «%(code)s». Corrígelo y vuelve a subirlo; no cambió nada.")


class DayToCome(Refusal):
    code = "books.day_to_come"
    sentence = _("La fecha no puede estar en el futuro. Corrígela.")


class UndoneElsewhere(Refusal):
    code = "books.undone_elsewhere"
    sentence = _("La póliza %(number)s nació de otra operación: cancélala desde ahí para que todo quede igual.")


class MonthNotClosed(Refusal):
    code = "books.month_not_closed"
    sentence = _("El mes %(month)s no está cerrado.")
