"""Why a deed about credit cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class LenderKnown(Refusal):
    code = "credit.lender_known"
    sentence = _("%(name)s ya está en la lista. Corrige sus datos ahí.")


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
