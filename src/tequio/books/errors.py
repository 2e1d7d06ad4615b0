"""Why something cannot be booked."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class PeriodClosed(Refusal):
    code = "books.period_closed"
    sentence = _("El mes %(month)s ya está cerrado. Usa una fecha de un mes abierto o pide reabrirlo.")


class EntryUnbalanced(Refusal):
    code = "books.entry_unbalanced"
    sentence = _("Los cargos y abonos no suman lo mismo; faltan %(difference)s. Corrige un importe.")


class UnknownAccount(Refusal):
    code = "books.unknown_account"
    sentence = _("La cuenta «%(account)s» no existe en el catálogo de la unión.")


class MemberNeeded(Refusal):
    code = "books.member_needed"
    sentence = _("La cuenta «%(account)s» se lleva por socia o socio: revisa a quién corresponde cada renglón.")
