"""Why a deed about the guarantee fund cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class GoneUnknown(Refusal):
    code = "guarantee.unknown"
    sentence = _("Eso ya no está aquí. Abre la página de nuevo.")


class CapStands(Refusal):
    code = "guarantee.cap_stands"
    sentence = _("Ya hay un tope para eso: %(most)s. Termínalo antes de proponer otro.")


class CapNotOffered(Refusal):
    code = "guarantee.cap_not_offered"
    sentence = _("Ese tope ya se firmó o ya terminó. Abre la página de nuevo para ver cómo está.")


class CapPledged(Refusal):
    code = "guarantee.cap_pledged"
    sentence = _("%(minor)s de ese tope responden por préstamos que todavía se deben. Se termina cuando se paguen.")


class NotHisLoan(Refusal):
    code = "guarantee.not_his_loan"
    sentence = _("De ese préstamo no responde esa persona: ni es suyo ni es de su grupo.")


class DealStands(Refusal):
    code = "guarantee.deal_stands"
    sentence = _("Ya hay un convenio con %(lender)s. Termínalo antes de anotar otro.")


class NotCovered(Refusal):
    code = "guarantee.not_covered"
    sentence = _(
        "Ese préstamo no está en ningún convenio de garantía: se entregó fuera de sus fechas o es de otro banco."
    )


class NotLate(Refusal):
    code = "guarantee.not_late"
    sentence = _("Ese préstamo no tiene pagos atrasados. El fondo responde solo por lo que se dejó de pagar.")


class LossTooLarge(Refusal):
    code = "guarantee.loss_too_large"
    sentence = _("De ese préstamo se deben %(most)s; el reclamo no puede ser mayor.")


class ClaimStands(Refusal):
    code = "guarantee.claim_stands"
    sentence = _("Ese préstamo ya tiene un reclamo.")


class ClaimDecided(Refusal):
    code = "guarantee.claim_decided"
    sentence = _("Ese reclamo ya se decidió.")


class ClaimMoved(Refusal):
    code = "guarantee.claim_moved"
    sentence = _("Lo que cada quien pagaría cambió mientras lo mirabas. No se pagó nada; revísalo otra vez.")


class NobodyPays(Refusal):
    code = "guarantee.nobody_pays"
    sentence = _("Nadie que responda por ese préstamo tiene dinero en el fondo. No hay qué pagar.")


class NotPaidYet(Refusal):
    code = "guarantee.not_paid_yet"
    sentence = _("El fondo no ha pagado ese reclamo; lo que traiga es un pago normal de su préstamo.")


class TooMuchBack(Refusal):
    code = "guarantee.too_much_back"
    sentence = _("Puede sacar hasta %(most)s. Lo demás responde por préstamos que todavía se deben.")


class NothingToTake(Refusal):
    code = "guarantee.nothing_to_take"
    sentence = _("No hay compras ni ventas nuevas de las que tomar aporte. No cambió nada.")


class TakingMoved(Refusal):
    code = "guarantee.taking_moved"
    sentence = _("Las compras o las ventas cambiaron mientras lo revisabas. No se tomó nada; míralo de nuevo.")


class AboveTheCap(Refusal):
    code = "guarantee.above_the_cap"
    sentence = _("Nadie paga más de lo que firmó. No se pagó nada; revisa los topes.")
    sqlstate = "TQ060"


class SignedByAnother(Refusal):
    code = "guarantee.signed_by_another"
    sentence = _("Firman dos personas distintas, y nadie firma por su propio préstamo ni por el de su grupo.")
    sqlstate = "TQ061"


class TwoHaveNotSigned(Refusal):
    code = "guarantee.two_have_not_signed"
    sentence = _("Todavía no firman dos personas distintas. Sin eso el fondo no paga.")
    sqlstate = "TQ062"


class MoreThanWasPaid(Refusal):
    code = "guarantee.more_than_was_paid"
    sentence = _("Nadie recupera más de lo que puso. No cambió nada.")
    sqlstate = "TQ063"
