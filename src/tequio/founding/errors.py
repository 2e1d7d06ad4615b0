"""What keeps a union from being opened, or a founding from going on."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class AddressTaken(Refusal):
    code = "founding.address_taken"
    sentence = _("La dirección «%(slug)s» no se puede usar. Elige otra.")


class NoFounding(Refusal):
    code = "founding.none"
    sentence = _("Esta unión no nació aquí: no hay un foro que la esté fundando.")


class OutOfTurn(Refusal):
    code = "founding.out_of_turn"
    sentence = _("Este paso no toca ahora: la fundación va en «%(stage)s».")


class StillMissing(Refusal):
    code = "founding.still_missing"
    sentence = _("Todavía no se puede seguir. %(what)s")


class ProblemTold(Refusal):
    code = "founding.problem_told"
    sentence = _("Ese problema ya está escrito: «%(title)s».")


class OrderWrong(Refusal):
    code = "founding.order_wrong"
    sentence = _("El orden no se entiende: %(why)s Nada se guardó.")


class NotConstant(Refusal):
    code = "founding.not_constant"
    sentence = _("%(name)s vino %(have)s veces al foro; hacen falta %(needed)s para ordenar los problemas.")


class SeedMissing(Refusal):
    code = "founding.seed_missing"
    sentence = _("Escribe la semilla del sorteo y dila en voz alta antes de empezar.")


class PromotersWrong(Refusal):
    code = "founding.promoters_wrong"
    sentence = _("El comité no queda así: %(why)s")


class FormUnknown(Refusal):
    code = "founding.form_unknown"
    sentence = _("Escoge una de las figuras de la tabla.")


class FormNotCarried(Refusal):
    code = "founding.form_not_carried"
    sentence = _("La figura no se aprobó: tuvo %(have)s votos y hacían falta %(needed)s (%(source)s).")


class CountsWrong(Refusal):
    code = "founding.counts_wrong"
    sentence = _("Los votos no cuadran: a favor no puede haber más que presentes, y alguien tiene que estar.")


class AnswersUnfit(Refusal):
    code = "founding.answers_unfit"
    sentence = _("Hay que corregir: %(what)s Nada se guardó.")


class FounderUnfit(Refusal):
    code = "founding.founder_unfit"
    sentence = _("%(name)s no puede ser fundadora o fundador: %(why)s")


class DayTooSoon(Refusal):
    code = "founding.day_too_soon"
    sentence = _("La asamblea no puede ser ese día: la convocatoria debe salir a más tardar el %(day)s (%(source)s).")


class DayUnfit(Refusal):
    code = "founding.day_unfit"
    sentence = _("Ese día no puede ser: todavía no llega, o es antes del acta.")


class RegistrationUnknown(Refusal):
    code = "founding.registration_unknown"
    sentence = _("Ese trámite no está en la lista de esta unión.")


class PaperHasGaps(Refusal):
    code = "founding.paper_has_gaps"
    sentence = _("El papel no sale con huecos. Falta: %(what)s.")
